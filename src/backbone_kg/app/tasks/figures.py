"""What several screens show of a partnership on a date: figures, and what weakens them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import Any, Final, ParamSpec
from urllib.parse import urlencode

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.basis_of_figures import OfADay
from backbone_kg.app.tasks.reading import partnership_of
from backbone_kg.base.findings import Finding, Findings
from backbone_kg.model.partnership import Partnership
from backbone_kg.showing.next_steps import Pointers, pointing_to

P = ParamSpec("P")
_SCREENS: Final = Pointers("“Check and mend”", "choose so below")
FINDINGS: Final = "findings"
"""Where what is to be mended is shown, from another screen of the file."""


def for_the_page(task: Callable[P, dict[str, Any]]) -> Callable[P, dict[str, Any]]:
    """Let the texts of a task refer to screens, and not to commands."""

    @wraps(task)
    def done(*args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
        with pointing_to(_SCREENS):
            return task(*args, **kwargs)

    return done


@lru_cache(maxsize=8)
def analysis_of(partnership: Partnership, as_of: str) -> Analysis:
    """Return the figures of a date, "" for the file's own."""
    from backbone_kg.analysis import analyze

    return analyze(partnership, as_of=as_of or None)


@lru_cache(maxsize=8)
def findings_of(partnership: Partnership, as_of: str) -> Findings:
    """Return what is to be mended; the check asks who was a member on the date of the figures."""
    from backbone_kg.validation import validate

    return validate(partnership, as_of=as_of)


def doubts_of(partnership: Partnership, analysis: Analysis) -> dict[str, list[Finding]]:
    """Return the findings that weaken what is said of a partner or a role, by its IRI."""
    from backbone_kg.showing.report_page.doubts import doubts

    return doubts(partnership, findings_of(partnership, analysis.as_of))


def basis(name: str, result: OfADay) -> dict[str, Any]:
    """Return what a screen says before all figures: whose and when, and what weakens them."""
    from backbone_kg.base.partial_dates import in_words
    from backbone_kg.showing.answers import listing_sentence
    from backbone_kg.showing.caveats import caveats
    from backbone_kg.showing.report_page.parts import DATE_BASIS, alert

    partnership = partnership_of(name)
    figures = analysis_of(partnership, result.as_of)
    said = list(caveats(result))
    if result.listing != "complete" or result.basis.assignments_not_read:
        said.append(listing_sentence(figures))
    return {
        "partnership": result.partnership,
        "community": result.community,
        "framework": figures.framework,
        "framework_slug": figures.framework_slug,
        "as_of": result.as_of,
        "date": in_words(result.as_of),
        "date_basis": DATE_BASIS.get(result.as_of_basis, result.as_of_basis),
        "listing": result.listing,
        "caveats": said,
        "alert": alert(findings_of(partnership, result.as_of)),
    }


def address(*parts: tuple[str, str], at: str = "") -> str:
    """Return the address of the screen with other settings; what is empty is left out."""
    said = urlencode([part for part in parts if part[1]])
    return f"?{said}{at}"


def finding_link(finding: Finding) -> str:
    """Return where a finding is shown."""
    return f"{FINDINGS}#{urlencode({'sheet': finding.sheet})}" if finding.sheet else FINDINGS


def frameworks(partnership: Partnership) -> list[tuple[str, str]]:
    """Return short names and titles of the frameworks that have roles."""
    some: Iterable[Any] = partnership.ontology.frameworks()
    return [(each.slug, each.title) for each in some if each.roles]
