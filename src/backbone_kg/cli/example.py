"""The command that gives an example to try: example."""

from __future__ import annotations

from pathlib import Path

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.cli import completing, options


@click.command()
@click.argument("name", required=False, shell_complete=completing.example)
@click.option(
    "-o",
    "--output",
    type=options.data_path,
    default=Path(),
    metavar="DIR",
    help="The folder to write it into; by default the one you are in.",
)
@options.force
def example(name: str | None, output: Path, force: bool) -> None:
    """Write the workbook of a real partnership, to try things with.

    Without NAME, the examples are listed. They were compiled from public pages, are incomplete, and
    were not reviewed by the organizations that they name.
    """
    from backbone_kg.base.files import write_file
    from backbone_kg.base.shipped import examples

    known = examples()
    if name is None:
        click.echo("\n".join(known))
        return
    if name not in known:
        raise BackboneError(f"There is no example “{name}”. There are: {', '.join(known)}.")
    out = output / known[name].name
    write_file(out, known[name].read_bytes(), force=force)
    click.echo(f"{out} written. Then: backbone-kg validate {out}")
