"""The command that explains a finding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from backbone_kg.cli import completing, options
from backbone_kg.cli.printing import width

if TYPE_CHECKING:
    from backbone_kg.validation.finding_pages import FindingPage


@click.command()
@click.argument("code", required=False, shell_complete=completing.finding)
@click.option(
    "--files",
    "folder",
    type=options.data_path,
    metavar="FOLDER",
    help="Also write the example's files before and after mending into a folder that is new.",
)
def explain(code: str | None, folder: Path | None) -> None:
    """Explain a finding: what it means, why it matters, how to mend it, with an example.

    CODE is what stands in brackets behind the finding, such as unknown-partner. Without one, all
    kinds of findings are listed.
    """
    from backbone_kg.showing.finding_page.text import list_text, page_text
    from backbone_kg.validation.finding_pages import everything_said, finding_codes, finding_page

    if code is None:
        if folder is not None:
            raise click.UsageError("--files needs the CODE of a finding.")
        pages = map(finding_page, finding_codes())
        click.echo(list_text(pages, everything_said(), width=width()), nl=False)
        return
    page = finding_page(code.strip("[]"))
    if folder is not None:
        _write(page, folder)
    click.echo(page_text(page, everything_said(), width=width()), nl=False)


def _write(page: FindingPage, folder: Path) -> None:
    from backbone_kg.base.errors import BackboneError
    from backbone_kg.showing.finding_page.examples import AFTER, BEFORE, write_example

    if page.example is None:
        raise BackboneError(f"There is no example of {page.code}.")
    if folder.exists():
        raise BackboneError(f"{folder}: something is there already. Name a folder that is new.")
    for side in (BEFORE, AFTER):
        click.echo(f"{write_example(page.example, side, folder)} written.", err=True)
