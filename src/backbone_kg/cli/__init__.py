"""The command line: one thin command for each verb."""

from __future__ import annotations

from typing import Final

import click

from backbone_kg.base.version import __version__
from backbone_kg.cli.ending import Commands

_HOMES: Final = {
    "new": "data_files.new",
    "example": "example.example",
    "import": "importing.import_command",
    "merge": "merging.merge",
    "validate": "data_files.validate",
    "explain": "explaining.explain",
    "analyze": "figures.analyze",
    "whatif": "planning.whatif",
    "suggest": "planning.suggest",
    "compare": "change.compare",
    "timeline": "change.timeline",
    "plot": "figures.plot",
    "report": "figures.report",
    "budget": "choosing.budget",
    "candidates": "choosing.candidates",
    "convert": "data_files.convert",
    "share": "sharing.share",
    "frameworks": "knowledge_base.frameworks",
    "show": "knowledge_base.show",
    "history": "knowledge_base.history",
    "crosswalk": "knowledge_base.crosswalk",
    "types": "knowledge_base.types",
    "positions": "knowledge_base.positions",
    "cite": "knowledge_base.cite",
    "queries": "questions.queries",
    "query": "questions.query",
    "load": "stores.load",
    "store": "stores.store_command",
    "portfolio": "portfolios.portfolio_command",
    "serve": "serve.serve",
    "app": "app.app",
    "sources": "sources.sources",
    "ontology": "ontology.ontology",
}
"""Where each command stands, in the order in which one comes to need them."""


@click.group(
    cls=Commands,
    homes={name: f"{__name__}.{home}" for name, home in _HOMES.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="backbone-kg")
def main() -> None:
    """Who holds which role in a collective-impact partnership.

    Start with `backbone-kg new partners.xlsx`, fill it in, then `validate` and `report` it.
    Exit status: 0 nothing must be mended, 1 something must, 2 the command could not do its job.
    """
