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

from backbone_kg.base.version import __version__

if TYPE_CHECKING:
    from backbone_kg.analysis import analyze
    from backbone_kg.analysis.change.compare import compare
    from backbone_kg.analysis.change.comparison import Comparison
    from backbone_kg.analysis.change.timeline import Timeline, timeline
    from backbone_kg.analysis.choice.budget import budget
    from backbone_kg.analysis.choice.budget_results import Budget
    from backbone_kg.analysis.choice.candidates import candidates
    from backbone_kg.analysis.choice.candidates_results import Candidates
    from backbone_kg.analysis.planning.suggest import suggest
    from backbone_kg.analysis.planning.suggest_results import Plan
    from backbone_kg.analysis.planning.whatif import whatif
    from backbone_kg.analysis.planning.whatif_results import WhatIf
    from backbone_kg.analysis.results import Analysis
    from backbone_kg.asking import queries, query
    from backbone_kg.asking.loading import load
    from backbone_kg.base.errors import BackboneError
    from backbone_kg.base.findings import Finding, Findings
    from backbone_kg.checking import validate_files
    from backbone_kg.checking.results import FileCheck, FileChecks
    from backbone_kg.importing import import_files
    from backbone_kg.knowledge.ontology import Ontology
    from backbone_kg.merging import Merged, merge
    from backbone_kg.model.partnership import Partnership
    from backbone_kg.portfolios import Portfolio, portfolio
    from backbone_kg.reading import read
    from backbone_kg.sharing import Shared, share
    from backbone_kg.showing import plot, report
    from backbone_kg.showing.citations import cite
    from backbone_kg.sparql.results import Results
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

_HOMES = {
    "Analysis": "backbone_kg.analysis.results",
    "BackboneError": "backbone_kg.base.errors",
    "Budget": "backbone_kg.analysis.choice.budget_results",
    "Candidates": "backbone_kg.analysis.choice.candidates_results",
    "Comparison": "backbone_kg.analysis.change.comparison",
    "FileCheck": "backbone_kg.checking.results",
    "FileChecks": "backbone_kg.checking.results",
    "Finding": "backbone_kg.base.findings",
    "Findings": "backbone_kg.base.findings",
    "Merged": "backbone_kg.merging",
    "Ontology": "backbone_kg.knowledge.ontology",
    "Partnership": "backbone_kg.model.partnership",
    "Plan": "backbone_kg.analysis.planning.suggest_results",
    "Portfolio": "backbone_kg.portfolios",
    "Results": "backbone_kg.sparql.results",
    "Shared": "backbone_kg.sharing",
    "Timeline": "backbone_kg.analysis.change.timeline",
    "WhatIf": "backbone_kg.analysis.planning.whatif_results",
    "analyze": "backbone_kg.analysis",
    "budget": "backbone_kg.analysis.choice.budget",
    "candidates": "backbone_kg.analysis.choice.candidates",
    "cite": "backbone_kg.showing.citations",
    "compare": "backbone_kg.analysis.change.compare",
    "import_files": "backbone_kg.importing",
    "load": "backbone_kg.asking.loading",
    "merge": "backbone_kg.merging",
    "ontology": "backbone_kg.knowledge.ontology",
    "plot": "backbone_kg.showing",
    "portfolio": "backbone_kg.portfolios",
    "queries": "backbone_kg.asking",
    "query": "backbone_kg.asking",
    "read": "backbone_kg.reading",
    "report": "backbone_kg.showing",
    "share": "backbone_kg.sharing",
    "suggest": "backbone_kg.analysis.planning.suggest",
    "timeline": "backbone_kg.analysis.change.timeline",
    "validate": "backbone_kg.validation",
    "validate_files": "backbone_kg.checking",
    "whatif": "backbone_kg.analysis.planning.whatif",
    "write": "backbone_kg.writing",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: each verb brings heavy libraries."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(_HOMES[name])
    value = home.standard_ontology() if name == "ontology" else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
