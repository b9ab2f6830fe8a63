"""Analyses to report on, built from a short description, and pages as a parser sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from backbone_kg.analysis.results import (
    OWN_ROLES,
    Analysis,
    Coverage,
    Holding,
    LoadLimit,
    LoadVerdict,
    PartnerLoad,
    Passage,
    RoleCoverage,
    RoleState,
    Suggestion,
)
from backbone_kg.base.findings import Finding, Findings, Severity
from backbone_kg.showing.report_page import Picture, SourceDocument, report_html

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="30pt" height="15pt">'
    '<rect id="bar" width="20" height="10"/></svg>'
)

ERROR = Finding(
    "unknown-role",
    Severity.ERROR,
    "“Build trusts” is not a role.",
    "Write “Build trust”.",
    sheet="Assignments",
    cell="B7",
)
WARNING = replace(ERROR, severity=Severity.WARNING, cell="C8", remedy="")
REMARK = replace(ERROR, severity=Severity.INFO, cell="D9", message="Spaces dropped.")
CAPACITIES = "Rethinking Common Backbone Functions as Capacities"
SOURCE = SourceDocument(CAPACITIES, "Closter, M., Mathematica and Equal Measure.")
KIND = Suggestion(
    "Research institution",
    Passage(CAPACITIES, "Table 1, row 2", 3791, 3811, "research institution"),
    ("Puget Sound District",),
)


def _state(holders: Sequence[str], listing: str) -> RoleState:
    if holders:
        return RoleState.SHARED if len(holders) > 1 else RoleState.HELD
    return RoleState.UNFILLED if listing == "complete" else RoleState.NO_EVIDENCE


def _coverage(name: str, roles: Sequence[RoleCoverage]) -> Coverage:
    return Coverage(
        name,
        sum(r.covered for r in roles),
        sum(r.wanted for r in roles),
        {state: sum(r.state is state for r in roles) for state in RoleState},
    )


@pytest.fixture
def build() -> Callable[..., Analysis]:
    """Return a function that builds an analysis from who holds which role."""

    def build(
        held: Mapping[str, Sequence[str]],
        partners: Sequence[str] | None = None,
        *,
        listing: str = "complete",
        states: Mapping[str, RoleState] | None = None,
        needed: Mapping[str, int] | None = None,
        functions: Mapping[str, str] | None = None,
        suggestions: Mapping[str, tuple[Suggestion, ...]] | None = None,
        loads: Mapping[str, Mapping[str, Any]] | None = None,
        fence: float | None = None,
        **more: Any,
    ) -> Analysis:
        if partners is None:
            partners = sorted({name for names in held.values() for name in names})
        roles = []
        for label, names in held.items():
            state = (states or {}).get(label, _state(names, listing))
            wants = (needed or {}).get(label, 1)
            roles.append(
                RoleCoverage(
                    iri=f"urn:role:{label}",
                    label=label,
                    function=(functions or {}).get(label, "Manage knowledge"),
                    state=state,
                    holders=tuple(sorted(names)),
                    holders_needed=wants,
                    covered=state is not RoleState.NOT_OURS and len(names) >= wants,
                    suggestions=(suggestions or {}).get(label, ()),
                )
            )
        total = sum(map(len, held.values()))
        carried = []
        for name in partners:
            own = [r for r in roles if name in r.holders]
            load = PartnerLoad(
                iri=f"urn:partner:{name}",
                name=name,
                type="Community-based organization",
                roles=tuple(r.label for r in own),
                assignments=len(own),
                share=len(own) / total if total else 0.0,
                sole_roles=tuple(r.label for r in own if r.sole_holder == name),
            )
            carried.append(replace(load, **(loads or {}).get(name, {})))
        names_of_functions = list(dict.fromkeys(r.function for r in roles))
        values: dict[str, Any] = {
            "file": "tacoma.xlsx",
            "partnership": "Graduate Tacoma",
            "community": "Tacoma, Washington",
            "framework": "Functions as capacities",
            "framework_slug": "capacities",
            "as_of": "2026-03-31",
            "as_of_basis": "file",
        }
        return Analysis(
            **{**values, **more},
            listing=listing,
            roles=tuple(roles),
            partners=tuple(sorted(carried, key=lambda p: (-p.assignments, p.name))),
            holdings=tuple(
                Holding(f"urn:partner:{name}", f"urn:role:{label}")
                for label, names in held.items()
                for name in names
            ),
            coverage=_coverage("All roles", roles),
            functions=tuple(
                _coverage(f, [r for r in roles if r.function == f]) for f in names_of_functions
            ),
            load_limit=LoadLimit(1 / len(partners) if partners else None, fence),
        )

    return build


@pytest.fixture
def page() -> Callable[..., lxml.html.HtmlElement]:
    """Return a function that writes the report of an analysis and parses it."""

    def page(
        analysis: Analysis,
        findings: Sequence[Finding] = (),
        pictures: Sequence[Picture] = (),
        sources: Sequence[SourceDocument] = (),
    ) -> lxml.html.HtmlElement:
        text = report_html(
            analysis, Findings(tuple(findings)), pictures, sources=sources, version="1.2.3"
        )
        return lxml.html.document_fromstring(text)

    return page


@pytest.fixture
def words() -> Callable[[Any], str]:
    """Return a function that gives the text of an element as a reader meets it."""

    def words(element: Any) -> str:
        return " ".join(
            "".join(element.xpath(".//text()[not(ancestor::style or ancestor::svg)]")).split()
        )

    return words


@pytest.fixture
def svg() -> str:
    """Return a small picture."""
    return SVG


@pytest.fixture
def small(build: Callable[..., Analysis]) -> Analysis:
    """Return an analysis with something of everything."""
    return build(
        {
            "Build trust": ["Foundation", "Greentrike"],
            "Resolve conflict": ["Foundation"],
            "Solicit solutions from the community": [],
            "Identify and share promising practices": ["Greentrike"],
            "Run the summer reading van": [],
        },
        ["Foundation", "Greentrike", "Puget Sound District"],
        functions={
            "Build trust": "Manage relationships",
            "Resolve conflict": "Manage relationships",
            "Run the summer reading van": OWN_ROLES,
        },
        needed={"Identify and share promising practices": 2},
        states={"Run the summer reading van": RoleState.NOT_OURS},
        suggestions={
            "Solicit solutions from the community": (KIND,),
            "Identify and share promising practices": (KIND,),
        },
        loads={
            "Foundation": {
                "fte_available": 1.0,
                "fte_assigned": 1.25,
                "fte_complete": True,
                "load": 1.25,
                "verdict": LoadVerdict.OVERLOADED,
                "basis": "fte",
                "tasks": ("backbone", "fiscal agent"),
            }
        },
        left_out=("1 assignment ended before March 31, 2026.",),
        notes="Compiled by hand.\nNot checked.",
    )


@pytest.fixture
def write_small(small: Analysis, svg: str) -> Callable[..., str]:
    """Return a function that writes the report of it, everything in it changed on the way."""

    def write(change: Callable[[Any], Any] = lambda value: value) -> str:
        return report_html(
            change(small),
            Findings(change((REMARK, WARNING, ERROR))),
            change((Picture("coverage", "Coverage", svg, "2 of 4 roles."),) * 2),
            sources=change((SOURCE, SourceDocument("Starter Guide", "FSG, 2017."))),
            version=change("1.2.3"),
        )

    return write


@pytest.fixture
def html(write_small: Callable[..., str]) -> str:
    """Return the report of it."""
    return write_small()


@pytest.fixture
def doc(html: str) -> lxml.html.HtmlElement:
    """Return the report of it as a parser sees it."""
    return lxml.html.document_fromstring(html)
