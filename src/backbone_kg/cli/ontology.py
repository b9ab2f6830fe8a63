"""Commands on the ontology's own files: are they complete, are they in their one form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from backbone_kg.cli.folders import Folder, problems_as
from backbone_kg.cli.options import as_json, format_option, tell, width

directory_argument = click.argument(
    "directory", metavar="[DIR]", required=False, type=Folder(), default=None
)


@click.group()
def ontology() -> None:
    """Check and tidy the ontology's own files, for those who edit them."""


@ontology.command()
@directory_argument
@format_option
def check(directory: Path | None, form: str) -> None:
    """Tell what the ontology's files lack, and where.

    DIR holds the Turtle files and mapping sets; by default the ontology of this
    version. Exit status: 0 nothing must be mended (frameworks that are not yet
    compared are told, and may wait), 1 something must, 2 a file cannot be read.
    """
    from backbone_kg.showing.ontology_findings_text import as_document, as_text
    from backbone_kg.validation.ontology_check import check_ontology

    with problems_as(form):
        findings = check_ontology(directory)
    text = as_json(as_document(findings)) if form == "json" else as_text(findings, width=width())
    tell(text)
    sys.exit(0 if findings.ok else 1)


@ontology.command("format")
@directory_argument
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say what would change.")
def format_files(directory: Path | None, only_check: bool) -> None:
    """Put the ontology's Turtle files into their one form.

    Order and layout change, what the files say and their comments do not. Exit
    status: 0 all files are in that form, 1 --check found some that are not,
    2 a file cannot be read.
    """
    from backbone_kg.base.shipped import ontology_dir
    from backbone_kg.knowledge.canonical_files import put_into_form, unformatted

    directory = ontology_dir() if directory is None else directory
    files = unformatted(directory)
    if not only_check:
        put_into_form(files)
    for path in files:
        click.echo(f"{'not in its one form' if only_check else 'put in order'}: {path}")
    if files and only_check:
        click.echo(f"To mend: backbone-kg ontology format {directory}")
        sys.exit(1)
    if not files:
        click.echo("All files are in their one form.")
