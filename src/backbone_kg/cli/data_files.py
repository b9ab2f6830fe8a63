"""Commands on data files: new, validate, convert."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.cli.options import (
    as_json,
    as_of_option,
    data_path,
    force_option,
    format_option,
    progress,
    tell,
    width,
)

if TYPE_CHECKING:
    from backbone_kg.base.findings import Findings
    from backbone_kg.knowledge.concepts import Framework


@click.command()
@click.argument("out", metavar="OUT.xlsx", type=data_path)
@click.option(
    "--framework",
    metavar="SLUG",
    help="Whose list of roles to start from. By default mathematica, or that of OLD.",
)
@click.option(
    "--from",
    "old",
    type=data_path,
    metavar="OLD",
    help="Carry over the data of a file, such as one of an earlier template.",
)
@click.option(
    "--leave-out",
    is_flag=True,
    help="Write it even if some of OLD has no place in it, such as comments (it is told what).",
)
@click.option(
    "--candidates",
    is_flag=True,
    help="With sheets to compare candidates for the backbone: Candidates, Criteria, Ratings.",
)
@force_option
def new(
    out: Path,
    framework: str | None,
    old: Path | None,
    leave_out: bool,
    candidates: bool,
    force: bool,
) -> None:
    """Write a workbook to fill in.

    It has drop-downs, help on each heading, an example row on each sheet that is never counted, and
    a sheet that says how to go about it and where to stop.
    """
    from backbone_kg.base.files import check_free, write_file
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.model.layout import standard_layout
    from backbone_kg.writing.template import new_workbook

    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{out}: the name of the new workbook must end in .xlsx.")
    ontology = standard_ontology()
    chosen = ontology.framework(framework) if framework else None
    check_free(out, force=force)
    if old is None:
        chosen = chosen or ontology.framework("mathematica")
        content = new_workbook(standard_layout(), ontology, chosen, candidates=candidates)
    else:
        content = _renewed(old, chosen, candidates, leave_out)
    write_file(out, content, force=force)
    click.echo(f"{out} is ready to fill in. Then: backbone-kg validate {out}")


def _renewed(old: Path, chosen: Framework | None, candidates: bool, leave_out: bool) -> bytes:
    """Return a workbook with the data of a file, after telling what it does not take over."""
    from backbone_kg.reading import read
    from backbone_kg.writing.beside_the_data import beside_the_data
    from backbone_kg.writing.losses import unconvertible
    from backbone_kg.writing.renewing import renewed_workbook

    partnership = read(old)
    partnership.refuse_foreign()
    lost = [*unconvertible(partnership), *beside_the_data(partnership)]
    if lost and not leave_out:
        raise BackboneError(
            f"{old}: not all of it has a place in the new workbook. {' '.join(lost)} Nothing was "
            "written. To carry over the rest: --leave-out"
        )
    renewed = renewed_workbook(partnership, chosen, candidates=candidates)
    for sentence in lost:
        click.echo(f"Left out: {sentence}", err=True)
    for sentence in renewed.told:
        click.echo(sentence, err=True)
    return renewed.content


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=data_path)
@as_of_option
@format_option
@click.option("--output", type=data_path, metavar="FILE", help="Write the findings to a file.")
@click.option(
    "--annotate",
    type=data_path,
    metavar="OUT.xlsx",
    help="Write a copy of the workbook with each faulty cell colored and explained.",
)
@click.option(
    "--engine",
    type=click.Choice(["pyshacl", "shifty"]),
    default="pyshacl",
    show_default=True,
    help="What checks the file: the reference, or a faster one (an extra install).",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@force_option
def validate(
    paths: tuple[Path, ...],
    as_of: str | None,
    form: str,
    output: Path | None,
    annotate: Path | None,
    engine: str,
    strict: bool,
    force: bool,
) -> None:
    """Check data files: what to mend, and at which cell.

    PATH is a workbook (.xlsx, .ods), a folder of .csv files, or a .ttl or .jsonld file. Several
    can be named.
    """
    from backbone_kg.base.files import check_free
    from backbone_kg.base.findings import document
    from backbone_kg.showing.findings_text import as_text, more_on, several

    if annotate is not None and len(paths) != 1:
        raise click.UsageError("--annotate takes one file at a time.")
    if output is not None:
        check_free(output, force=force, inputs=paths)
    if annotate is not None:
        check_free(annotate, force=force, inputs=paths)
    checked: list[Findings] = []
    unreadable: list[CannotReadError] = []
    with progress(len(paths), "Checking") as advance:
        for path in paths:
            try:
                checked.append(_check(path, as_of, engine))
            except CannotReadError as error:
                if len(paths) == 1 and form == "text":
                    raise
                unreadable.append(error)
            advance()
    if annotate is not None and checked:
        from backbone_kg.writing.annotated_copies import write_annotated

        write_annotated(paths[0], checked[0], annotate, force=force)
    if form == "json":
        reasons = [(e.path, f"{e.problem} {e.remedy}".strip()) for e in unreadable]
        text = as_json(document(checked, reasons))
    else:
        text = "\n".join(as_text(findings, width=width()) for findings in checked)
        text += "".join(f"\n{error}\n" for error in unreadable)
        text += f"\n{more_on(checked, width=width())}" if any(checked) else ""
        if len(paths) > 1:
            text += f"\n{several(checked, len(unreadable))}\n"
    tell(text, output, force=force)
    if unreadable:
        sys.exit(2)
    bad = any(not f.ok or (strict and f.warnings) for f in checked)
    sys.exit(1 if bad else 0)


def _check(path: Path, as_of: str | None, engine: str) -> Findings:
    from backbone_kg.reading import read
    from backbone_kg.validation import validate as run

    return run(read(path), engine=engine, as_of=as_of)


@click.command()
@click.argument("source", metavar="IN", type=data_path)
@click.argument("out", metavar="OUT", type=data_path)
@click.option(
    "--leave-out",
    is_flag=True,
    help="Convert even if OUT cannot hold everything that IN holds (it is told what).",
)
@force_option
def convert(source: Path, out: Path, leave_out: bool, force: bool) -> None:
    """Write a data file in another format.

    The ending of OUT says which: .xlsx, .ttl or .jsonld. A name without an
    ending is a folder of .csv files. Mistakes are kept as they are.
    """
    from backbone_kg.base.files import check_apart
    from backbone_kg.reading import read
    from backbone_kg.writing import write
    from backbone_kg.writing.losses import unconvertible

    check_apart(out, [source])
    partnership = read(source)
    partnership.refuse_foreign()
    lost = unconvertible(partnership, out)
    if lost and not leave_out:
        raise BackboneError(
            f"{source}: {' '.join(lost)} Nothing was written. To convert the rest: --leave-out"
        )
    write(partnership, out, force=force)
    for sentence in lost:
        click.echo(f"Left out: {sentence}", err=True)
    click.echo(f"{out} written.", err=True)
