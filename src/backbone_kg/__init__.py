"""Who holds which role in a collective-impact partnership, and what the literature says of it.

Read a file, check it, analyze it, show it::

    import backbone_kg

    partnership = backbone_kg.read("partners.xlsx")
    findings = backbone_kg.validate(partnership)
    analysis = backbone_kg.analyze(partnership)
    figure = backbone_kg.plot(analysis, "coverage")
    page = backbone_kg.report(partnership)

Ask what the literature says::

    from backbone_kg import ontology

    ontology["fsg-2012-07"].functions

Ask the graph, by name or in SPARQL::

    backbone_kg.query("capacities-by-function").to_pandas()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backbone_kg.base.lazy_package import face
from backbone_kg.base.version import __version__

if TYPE_CHECKING:
    from backbone_kg.analysis import analyze
    from backbone_kg.analysis.analysis_results import Analysis
    from backbone_kg.analysis.change.compare import compare
    from backbone_kg.analysis.change.comparison_results import Comparison
    from backbone_kg.analysis.change.timeline import Timeline, timeline
    from backbone_kg.analysis.choice.budget import budget
    from backbone_kg.analysis.choice.budget_results import Budget
    from backbone_kg.analysis.choice.candidates import candidates
    from backbone_kg.analysis.choice.candidates_results import Candidates
    from backbone_kg.analysis.planning.suggest import suggest
    from backbone_kg.analysis.planning.suggest_results import Plan
    from backbone_kg.analysis.planning.whatif import whatif
    from backbone_kg.analysis.planning.whatif_results import WhatIf
    from backbone_kg.asking import queries, query
    from backbone_kg.asking.loading import load
    from backbone_kg.base.errors import BackboneError
    from backbone_kg.base.findings import Finding, Findings
    from backbone_kg.batch import validate_files
    from backbone_kg.batch.check_results import FileCheck, FileChecks
    from backbone_kg.importing import import_files
    from backbone_kg.knowledge.ontology import Ontology
    from backbone_kg.merging import Merged, merge
    from backbone_kg.model.partnership import Partnership
    from backbone_kg.portfolios import Portfolio, portfolio
    from backbone_kg.reading import read
    from backbone_kg.sharing import Shared, share
    from backbone_kg.showing import plot, report
    from backbone_kg.showing.citations import cite
    from backbone_kg.sparql.query_results import Results
    from backbone_kg.validation import validate
    from backbone_kg.writing import write

    ontology: Ontology

__all__ = [
    "Analysis",
    "BackboneError",
    "Budget",
    "Candidates",
    "Comparison",
    "FileCheck",
    "FileChecks",
    "Finding",
    "Findings",
    "Merged",
    "Ontology",
    "Partnership",
    "Plan",
    "Portfolio",
    "Results",
    "Shared",
    "Timeline",
    "WhatIf",
    "__version__",
    "analyze",
    "budget",
    "candidates",
    "cite",
    "compare",
    "import_files",
    "load",
    "merge",
    "ontology",
    "plot",
    "portfolio",
    "queries",
    "query",
    "read",
    "report",
    "share",
    "suggest",
    "timeline",
    "validate",
    "validate_files",
    "whatif",
    "write",
]

_of_a_module, _listed = face(__name__)


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: each verb brings heavy libraries."""
    if name != "ontology":
        return _of_a_module(name)
    from backbone_kg.knowledge.ontology import standard_ontology

    return standard_ontology()


def __dir__() -> list[str]:
    return [*_listed(), "ontology"]
