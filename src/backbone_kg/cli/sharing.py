"""The command share: a copy of a data file that names nobody."""

from __future__ import annotations

from pathlib import Path

import click

from backbone_kg.cli import options
from backbone_kg.cli.printing import tell_result, width


@click.command()
@click.argument("source", metavar="IN", type=options.data_path)
@options.output(
    "OUT",
    "Where to write the copy; the ending says in which format, as in convert.",
    required=True,
)
@click.option(
    "--key",
    type=options.data_path,
    required=True,
    metavar="KEY.xlsx",
    help="Where to write what stands for what; you alone may read it. One that is there is used "
    "and added to, so that an organization has one replacement in all copies.",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="WHAT",
    help="What the copy is to have as well, such as evidence, notes, community, identifiers or own "
    "roles; several with commas between. Names that the file knows are replaced in it.",
)
@click.option(
    "--dates",
    type=click.Choice(["full", "year"]),
    default="full",
    show_default=True,
    help="How much of the dates of partners and assignments the copy has.",
)
@options.text_or_json
@options.force
def share(
    source: Path,
    output: Path,
    key: Path,
    keep: tuple[str, ...],
    dates: str,
    form: str,
    force: bool,
) -> None:
    """Write a copy of a data file to give to others, with nobody's name in it.

    Names, identifiers, notes and evidence are replaced; that no name is left in any part of the
    copy is checked before it is there. Then it is told who would still be recognizable, and which
    results change. What --keep keeps can hold names that the file does not know.
    """
    from backbone_kg.reading import read
    from backbone_kg.sharing import share as run
    from backbone_kg.showing.sections import as_text
    from backbone_kg.showing.share_text import share_sections

    kept = [word for one in keep for word in one.split(",") if word.strip()]
    shared = run(read(source), output, key=key, keep=kept, dates=dates, force=force)
    tell_result(shared, form, lambda: as_text(share_sections(shared), width=width()))
    click.echo(f"{output} written. The key is {key}: do not give it away.", err=True)
