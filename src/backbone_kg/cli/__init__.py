"""The command line: one thin command for each verb."""

from __future__ import annotations

import click

from backbone_kg.base.version import __version__
from backbone_kg.cli import (
    change,
    choosing,
    citing,
    explaining,
    importing,
    merging,
    planning,
    portfolios,
    sharing,
    sources,
    stores,
)
from backbone_kg.cli import data_files as files
from backbone_kg.cli import figures as results
from backbone_kg.cli import knowledge_base as knowledge
from backbone_kg.cli import ontology as ontology_files
from backbone_kg.cli import questions as sparql
from backbone_kg.cli import serve as serving
from backbone_kg.cli.app import app
from backbone_kg.cli.ending import Commands
from backbone_kg.cli.example import example


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="backbone-kg")
def main() -> None:
    """Who holds which role in a collective-impact partnership.

    Start with `backbone-kg new partners.xlsx`, fill it in, then `validate` and `report` it.
    Exit status: 0 nothing must be mended, 1 something must, 2 the command could not do its job.
    """


for command in (
    files.new,
    example,
    importing.import_command,
    merging.merge,
    files.validate,
    explaining.explain,
    results.analyze,
    planning.whatif,
    planning.suggest,
    *change.COMMANDS,
    results.plot,
    results.report,
    choosing.budget,
    choosing.candidates,
    files.convert,
    sharing.share,
    *knowledge.COMMANDS,
    citing.cite,
    *sparql.COMMANDS,
    stores.load,
    stores.store_command,
    portfolios.portfolio_command,
    serving.serve,
    app,
    sources.sources,
    ontology_files.ontology,
):
    main.add_command(command)
