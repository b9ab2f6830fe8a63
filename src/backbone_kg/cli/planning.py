"""Commands on what could be otherwise: whatif, suggest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.cli import options
from backbone_kg.cli.printing import tell_left_out, tell_result, width

if TYPE_CHECKING:
    from backbone_kg.model.partnership import Partnership


@click.command()
@click.argument("path", type=options.data_path)
@click.option("--without", multiple=True, metavar="NAME", help="A partner that leaves.")
@click.option(
    "--assign",
    multiple=True,
    metavar="ROLE=NAME[:FTE]",
    help="A role that a partner takes, and with how many FTE.",
)
@click.option(
    "--end", multiple=True, metavar="ROLE=NAME", help="A role that a partner stops holding."
)
@options.as_of
@options.output("FILE", "Write the scenario as a data file; the ending says in which format.")
@options.force
@options.text_or_json
def whatif(
    path: Path,
    without: tuple[str, ...],
    assign: tuple[str, ...],
    end: tuple[str, ...],
    as_of: str | None,
    output: Path | None,
    force: bool,
    form: str,
) -> None:
    """Tell what would change if somebody left, stopped or took on a role.

    What is named can be given several times, and is supposed all at once. Without any, each
    partner marked as backbone leaves, one at a time.
    """
    from backbone_kg.analysis.planning.whatif import whatif as run
    from backbone_kg.reading import read
    from backbone_kg.showing.analysis_text import answer_text
    from backbone_kg.showing.whatif_text import sections

    if output is not None:
        _check_scenario(path, output, force=force)
    found = run(read(path), without=without, assign=assign, end=end, as_of=as_of)
    if output is not None:
        if len(found.cases) != 1:
            raise BackboneError(
                f"{output}: a scenario file holds one case, and there are {len(found.cases)}. "
                "Say which with --without, --assign or --end. Nothing was written."
            )
        _write_scenario(found.cases[0].scenario, output, force=force)
    tell_result(
        found, form, lambda: answer_text(found, sections(found), width=width(), caveats_first=True)
    )


@click.command()
@click.argument("path", type=options.data_path)
@click.option(
    "--max-moves",
    type=click.IntRange(min=0),
    metavar="N",
    help="The most moves; what fewer of them reach is told as well.",
)
@click.option(
    "--keep", multiple=True, metavar="NAME", help="A partner that gives nothing up and takes none."
)
@click.option(
    "--forbid", multiple=True, metavar="ROLE=NAME", help="A role that a partner is not to take."
)
@click.option(
    "--allow-end",
    is_flag=True,
    help="Let who has too much stop holding a role that keeps what it needs.",
)
@click.option(
    "--include-no-evidence",
    is_flag=True,
    help="Plan for roles without evidence of a holder, too, as if they had none.",
)
@options.as_of
@click.option(
    "--apply",
    "output",
    type=options.data_path,
    metavar="FILE",
    help="Write the partnership after all moves as a data file; the ending says in which format.",
)
@options.force
@options.text_or_json
def suggest(
    path: Path,
    max_moves: int | None,
    keep: tuple[str, ...],
    forbid: tuple[str, ...],
    allow_end: bool,
    include_no_evidence: bool,
    as_of: str | None,
    output: Path | None,
    force: bool,
    form: str,
) -> None:
    """Suggest which work could move, and why.

    First as few holders as can be are missing, then as little as can be is too much, by as few
    moves as can be. Work that is handed over keeps its FTE.
    """
    from backbone_kg.analysis.planning.suggest import suggest as run
    from backbone_kg.reading import read
    from backbone_kg.showing.analysis_text import answer_text
    from backbone_kg.showing.suggest_text import sections

    if output is not None:
        _check_scenario(path, output, force=force)
    plan = run(
        read(path),
        max_moves=max_moves,
        keep=keep,
        forbid=forbid,
        allow_end=allow_end,
        include_no_evidence=include_no_evidence,
        as_of=as_of,
    )
    if output is not None:
        _write_scenario(plan.scenario, output, force=force)
    tell_result(
        plan, form, lambda: answer_text(plan, sections(plan), width=width(), caveats_first=True)
    )


def _check_scenario(path: Path, output: Path, *, force: bool) -> None:
    """Make sure that a scenario may be written, before the work for it is done."""
    from backbone_kg.base.files import check_apart, check_free

    if output.is_dir():  # which of its files would be replaced, the writer knows
        check_apart(output, [path])
    else:
        check_free(output, force=force, inputs=[path])


def _write_scenario(scenario: Partnership, output: Path, *, force: bool) -> None:
    """Write a scenario, and tell what the format cannot hold."""
    from backbone_kg.writing import write
    from backbone_kg.writing.losses import unconvertible

    lost = unconvertible(scenario, output)
    write(scenario, output, force=force)
    tell_left_out(lost)
    click.echo(f"{output} written.", err=True)
