"""Commands on what changes in time: compare, timeline."""

from __future__ import annotations

from pathlib import Path

import click

from backbone_kg.cli import options
from backbone_kg.cli.printing import as_json, check_output, tell, tell_result, width

_window = click.option(
    "--window",
    type=int,
    default=90,
    show_default=True,
    metavar="DAYS",
    help="How many days at most lie between the two of a hand-over.",
)


@click.command()
@click.argument("old", type=options.data_path)
@click.argument("new", type=options.data_path, required=False)
@click.option(
    "--from",
    "start",
    metavar="DATE",
    help="The first date: 2022, 2022-03 or 2022-03-31. By default that of OLD.",
)
@click.option("--to", "end", metavar="DATE", help="The second date. By default that of NEW.")
@_window
@options.formats(
    "text", "json", "html", about="For people or for programs; html is a page to print."
)
@options.output("FILE", "Write it to a file.")
@options.force
def compare(
    old: Path,
    new: Path | None,
    start: str | None,
    end: str | None,
    window: int,
    form: str,
    output: Path | None,
    force: bool,
) -> None:
    """Tell what changed between two files of a partnership, or two dates of one.

    Who joined and left, which roles changed hands, and whether the world changed or only what is
    known of it. With OLD alone, say --from.
    """
    from backbone_kg.analysis.change.compare import compare as run
    from backbone_kg.reading import read
    from backbone_kg.showing.compare_text import compare_text

    if new is None and start is None:
        raise click.UsageError("Name a second file, or say with --from which date of this one.")
    check_output(output, old, new, force=force)
    found = run(read(old), None if new is None else read(new), start=start, end=end, window=window)
    if form == "json":
        text = as_json(found.to_dict())
    elif form == "html":
        from backbone_kg.showing.compare_page import compare_page

        text = compare_page(found)
    else:
        text = compare_text(found, width=width())
    tell(text, output, force=force)
    if output is not None:
        click.echo(f"{output} written.", err=True)


@click.command()
@click.argument("path", type=options.data_path)
@options.as_of
@_window
@options.text_or_json
def timeline(path: Path, as_of: str | None, window: int, form: str) -> None:
    """Tell who held which role when, and what changed hands.

    What has no known end is said first.
    """
    from backbone_kg.analysis.change.timeline import timeline as run
    from backbone_kg.reading import read
    from backbone_kg.showing.analysis_text import answer_text
    from backbone_kg.showing.timeline_text import sections

    found = run(read(path), as_of=as_of, window=window)
    tell_result(found, form, lambda: answer_text(found, sections(found), width=width()))
