"""Commands on the files of an ontology: are they complete."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from backbone_kg.cli import options
from backbone_kg.cli.printing import as_json, problems_as, tell, width


@click.group()
def ontology() -> None:
    """Check the files of an ontology, for those who edit or add to them."""


@ontology.command()
@click.argument("directory", metavar="[DIR]", required=False, type=options.Folder(), default=None)
@options.text_or_json
def check(directory: Path | None, form: str) -> None:
    """Tell what the ontology's files lack, and where.

    DIR holds the Turtle files and mapping sets; by default the ontology of this
    version, with the folders of your own that BACKBONE_KG_ONTOLOGY names. Exit
    status: 0 nothing must be mended (frameworks that are not yet compared are
    told, and may wait), 1 something must, 2 a file cannot be read.
    """
    from backbone_kg.showing.ontology_findings_text import as_document, as_text
    from backbone_kg.validation.ontology_check import check_ontology

    with problems_as(form):
        findings = check_ontology(directory)
    text = as_json(as_document(findings)) if form == "json" else as_text(findings, width=width())
    tell(text)
    sys.exit(0 if findings.ok else 1)
