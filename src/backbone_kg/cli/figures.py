"""Commands that show results: analyze, plot, report."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from backbone_kg.cli import options
from backbone_kg.cli.printing import as_json, check_output, tell, tell_programs, tell_result, width
from backbone_kg.showing.picture_kinds import PictureKind


@click.command()
@click.argument("path", type=options.data_path, required=False)
@options.as_of
@options.framework(
    "--as-framework", "Read the coverage in another framework, through the crosswalk."
)
@options.framework(
    "--literature",
    "In place of a file, the kinds of holder that sources name for a framework's roles.",
)
@click.option(
    "--horizon",
    metavar="DATE",
    help="Until when to look for what lapses: 2027, 2027-06 or 2027-06-30. By default a year.",
)
@options.formats(
    *("text", "json", "ttl", "jsonld"),
    about="For people or for programs; ttl and jsonld hold every figure as an observation in RDF.",
)
def analyze(
    path: Path | None,
    as_of: str | None,
    as_framework: str | None,
    literature: str | None,
    horizon: str | None,
    form: str,
) -> None:
    """Tell who holds which role, and what follows.

    What is nobody doing? Who is carrying too much? What hangs on one partner?
    """
    from backbone_kg.analysis import analyze as run
    from backbone_kg.reading import read
    from backbone_kg.showing.analysis_text import as_text

    if form in {"ttl", "jsonld"} and as_framework is not None:
        raise click.UsageError(f"--as-framework and --format {form} exclude one another.")
    if literature is not None:
        if (path, as_of, as_framework, horizon) != (None,) * 4 or form not in {"text", "json"}:
            raise click.UsageError("--literature stands alone, or with --format text or json.")
        from backbone_kg.analysis.literature import literature_on

        named = literature_on(literature)
        tell_result(named, form, lambda: as_text(named, width=width()))
        return
    if path is None:
        raise click.UsageError("Name a file or folder, or a framework with --literature.")
    partnership = read(path)
    if form in {"ttl", "jsonld"}:
        from backbone_kg.model.partnership import date_of
        from backbone_kg.showing.figures_in_rdf import figures_in_rdf

        day, _ = date_of(partnership, as_of)
        tell_programs(figures_in_rdf(partnership, day, form))
        return
    analysis = run(partnership, as_of=as_of, horizon=horizon)
    if as_framework is None:
        tell_result(analysis, form, lambda: as_text(analysis, width=width()))
        return
    from backbone_kg.analysis.as_framework import framework_reading
    from backbone_kg.showing.as_framework_text import as_framework_text

    reading = framework_reading(analysis, partnership.ontology, as_framework)
    if form == "json":
        tell(as_json({**analysis.to_dict(), "as_framework": reading.to_dict()}))
    else:
        tell(as_framework_text(reading, width=width()))


@click.command()
@click.argument("kind", type=click.Choice(get_args(PictureKind)))
@click.argument("path", type=options.data_path)
@options.output("FILE", "Where to write it: .png, .svg or .pdf.", required=True)
@options.as_of
@click.option(
    "--since",
    type=options.data_path,
    metavar="OLD",
    help="For change: the earlier of two files.",
)
@click.option("--from", "start", metavar="DATE", help="For change: the first of two dates.")
@click.option("--to", "end", metavar="DATE", help="For change: the second; by default the file’s.")
@options.force
def plot(
    kind: str,
    path: Path,
    output: Path,
    as_of: str | None,
    since: Path | None,
    start: str | None,
    end: str | None,
    force: bool,
) -> None:
    """Draw a picture.

    coverage: who holds which role; load: who carries how much; network: what hangs on whom;
    share: how the work is spread; resilience: how many roles are left if partners leave;
    timeline: who held which role when; change: what changed between two files or two dates;
    candidates: how candidates for the backbone are rated.
    """
    from backbone_kg.reading import read
    from backbone_kg.showing import pictures

    if kind == "change" and since is None and start is None:
        raise click.UsageError("Say with --since which file is the earlier one, or with --from.")
    if kind == "change" and as_of is not None:
        raise click.UsageError("A change is between two dates: say --from and --to, not --as-of.")
    if kind != "change" and (since or start or end):
        raise click.UsageError(f"--since, --from and --to are for change alone, not for {kind}.")
    check_output(output, path, since, force=force)
    partnership = read(path)
    if kind == "change":
        from backbone_kg.analysis.change.compare import compare

        old, new = (partnership, None) if since is None else (read(since), partnership)
        picture = pictures.draw(kind, compare(old, new, start=start, end=end))
    else:
        picture = pictures.draw(kind, pictures.result_of(partnership, kind, as_of=as_of))
    pictures.save(picture, output)
    click.echo(f"{output} written: {picture.title}", err=True)


@click.command()
@click.argument("path", type=options.data_path)
@options.output("OUT.html", "Where to write it.", required=True)
@options.as_of
@click.option(
    "--since",
    type=options.data_path,
    metavar="OLD",
    help="An earlier file of the partnership: the report then tells what changed.",
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    metavar="NAME",
    help="A part to show; can be said several times. By default all are shown.",
)
@click.option("--title", default="", help="A title of your own, above the partnership's name.")
@click.option(
    "--logo",
    type=options.data_path,
    metavar="FILE",
    help="A picture (PNG, JPEG, SVG …) for the top.",
)
@options.force
def report(
    path: Path,
    output: Path,
    as_of: str | None,
    since: Path | None,
    parts: tuple[str, ...],
    title: str,
    logo: Path | None,
    force: bool,
) -> None:
    """Write a report to read or to print.

    One self-contained page: the answers first, then pictures, tables, method and sources.
    """
    from backbone_kg.base.files import write_file
    from backbone_kg.reading import read
    from backbone_kg.reading.raw_files import read_bytes
    from backbone_kg.showing import report as run

    check_output(output, path, since, logo, force=force)
    earlier = None if since is None else read(since)
    page = run(
        read(path),
        as_of=as_of,
        since=earlier,
        parts=parts or None,
        title=title,
        logo=None if logo is None else read_bytes(logo),
    )
    write_file(output, page.encode(), force=force)
    click.echo(f"{output} written.", err=True)
