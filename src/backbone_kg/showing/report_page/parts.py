"""What the parts of a page about an analysis set out: the report's, and those of other pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from backbone_kg.analysis.analysis_results import Analysis, LoadVerdict, RoleState
from backbone_kg.base import numbers_and_lists as words
from backbone_kg.base.findings import Finding, Findings
from backbone_kg.base.partial_dates import in_words
from backbone_kg.base.state_sentences import STATE_SENTENCES
from backbone_kg.showing import answers, holder_lists
from backbone_kg.showing.report_page import evidence, report_tables

MOST_NAMES: Final = 6
"""How many names an answer shows before it refers to the table."""
DATE_BASIS: Final = {
    "asked": "the date that was asked for",
    "file": "the date given in the file",
    "today": "the day this was made, because the file gives no date",
}


def _nowhere(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Links:
    """Where names lead to; "" for nowhere.

    Parameters
    ----------
    role, partner
        Of a role and of a partner, by its name in the analysis.
    finding
        Of what is to be mended.
    roles
        Name of the part that shows all roles.
    marks
        Whether the map marks roles that findings weaken.
    """

    role: Callable[[str], str] = _nowhere
    partner: Callable[[str], str] = _nowhere
    finding: Callable[[Finding], str] = lambda _: "#mend"
    roles: str = "roles"
    marks: bool = False


def shown(
    analysis: Analysis, *, doubts: Mapping[str, Sequence[Finding]], links: Links
) -> dict[str, Any]:
    """Return what templates of parts take.

    Parameters
    ----------
    analysis
        What is known at the date.
    doubts
        Findings that weaken what is said of a partner or a role, by its IRI.
    links
        Where names lead to.
    """
    return {
        # What is said; every text is escaped when it is set out.
        "analysis": analysis,
        "partial": answers.is_partial(analysis),
        "known": answers.known(analysis),
        "blank": answers.blank(analysis),
        "date": in_words(analysis.as_of),
        "date_basis": DATE_BASIS.get(analysis.as_of_basis, analysis.as_of_basis),
        "states": [(state, analysis.in_state(state)) for state in RoleState],
        "boxes": _boxes(analysis, links.roles),
        "map": report_tables.coverage_map(analysis),
        "groups": holder_lists.by_function(analysis.roles),
        "held": report_tables.holders(analysis),
        "partners": analysis.partners,
        "doubts": doubts,
        # How it is said.
        "words": words,
        "sentences": STATE_SENTENCES,
        "covered_words": holder_lists.covered_words,
        "needs": report_tables.needs,
        "state_of": report_tables.state_of,
        "pieces": evidence.pieces,
        "partner_row": lambda partner: report_tables.partner_row(partner, analysis),
        "overloaded": LoadVerdict.OVERLOADED,
        "most_names": MOST_NAMES,
        "role_link": links.role,
        "partner_link": links.partner,
        "mend_link": links.finding,
        "marks": links.marks,
    }


def headline(analysis: Analysis) -> str:
    """Return the first sentence, without a full stop."""
    if analysis.basis.nothing_known:
        return answers.nothing_known(analysis)
    return answers.coverage_sentence(analysis)


def _boxes(analysis: Analysis, roles: str) -> list[tuple[str, str, answers.Answer]]:
    """Return the three answers, each with its name and the section that shows all of it."""
    if analysis.basis.nothing_known:
        return []
    return [
        ("nobody", roles, answers.nobody(analysis)),
        ("too-much", "partners", answers.too_much(analysis)),
        ("one-partner", "partners", answers.one_partner(analysis)),
    ]


def alert(findings: Findings) -> str:
    """Say how many errors and warnings there are and what that means, or ""."""
    counts = [
        words.plural(len(found), noun)
        for found, noun in ((findings.errors, "error"), (findings.warnings, "warning"))
        if found
    ]
    if not counts:
        return ""
    said = f"The file has {words.joined(counts)}."
    return f"{said} The figures leave out what could not be read." if findings.errors else said
