"""The one form of the ontology's Turtle files: ``python -m tools.ontology format|check-form``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from tools.ontology.canonical_form import canonical

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.files import write_file
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.knowledge.turtle_files import files_of_ontology, graph_of, not_turtle, text_of

directory_argument = click.argument(
    "directory", metavar="[DIR]", type=click.Path(path_type=Path), default=ontology_dir
)


@click.group()
def main() -> None:
    """Keep the ontology's Turtle files in their one form."""


@main.command("format")
@directory_argument
def format_files(directory: Path) -> None:
    """Put the files below DIR into their one form.

    Order and layout change, what the files say and their comments do not. Nothing is written
    unless every file can be read.
    """
    files = _unformatted(directory)
    for path, text in files.items():
        write_file(path, text.encode(), force=True)
        click.echo(f"put in order: {path}")
    if not files:
        click.echo("All files are in their one form.")


@main.command()
@directory_argument
def check_form(directory: Path) -> None:
    """Name the files below DIR that are not in their one form, and end with status 1 if any is."""
    files = _unformatted(directory)
    for path in files:
        click.echo(f"not in its one form: {path}")
    if files:
        click.echo("To mend: make ontology")
        sys.exit(1)
    click.echo("All files are in their one form.")


def _unformatted(directory: Path) -> dict[Path, str]:
    """Return the Turtle files that are not in canonical form, each with that form."""
    try:
        texts = {path: text_of(path) for path in files_of_ontology(directory)}
        forms = {p: _form(p, text) for p, text in texts.items() if p.suffix == ".ttl"}
    except BackboneError as error:
        click.echo(f"{error}", err=True)
        sys.exit(2)
    return {path: form for path, form in forms.items() if form != texts[path]}


def _form(path: Path, text: str) -> str:
    graph_of(path, text)
    try:
        return canonical(text)
    except SyntaxError as error:
        raise not_turtle(path, error) from error
    except BackboneError as error:
        raise BackboneError(f"{path}: {error}") from error


if __name__ == "__main__":
    main()
