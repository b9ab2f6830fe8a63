"""What roles lack of the FTE they need, and who leads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.fte_needed import StaffingSummary
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import listed, number, out_of, plural, verb
from backbone_kg.showing.caveats import of_the_known
from backbone_kg.showing.sections import Section


def section(analysis: Analysis) -> Section | None:
    """Return what is short; None if no role is wanted, or nothing says what one needs or who leads.

    That nobody is said to lead, and that nobody says what is needed, is told as not known.
    """
    found = analysis.staffing
    if found is None or not (found.roles_with_need or found.held):
        return None
    return Section(
        "staffing",
        "What is short?",
        caveats=of_the_known(analysis),
        lead=_lead(found),
        items=tuple(_items(analysis, found)),
        remarks=tuple(_remarks(found)),
    )


def _lead(found: StaffingSummary) -> str:
    needing = plural(found.roles_with_need, "role")
    if found.fte_short is None:
        return "No role says how much FTE it needs, so what is short of it is not known."
    says = verb(found.roles_with_need, "says", "say")
    needs = verb(found.roles_with_need, "it needs", "they need")
    if not found.fte_short:
        has = verb(found.roles_with_need, "has", "have")
        return f"{needing} {says} how much FTE {needs}, and {has} it."
    most = "at most " if found.fte_short_at_most else ""
    lacks = verb(found.roles_with_need, "lacks", "together lack")
    return (
        f"{needing} {says} how much FTE {needs}, and {lacks} {most}{number(found.fte_short)} FTE."
    )


def _items(analysis: Analysis, found: StaffingSummary) -> Iterator[str]:
    for role in analysis.roles:
        if role.fte_short:
            most = "at most " if role.fte_short_at_most else ""
            short, needed = number(role.fte_short), number(role.fte_needed or 0)
            yield f"{role.label}: {most}{short} FTE short of {needed}"
    if found.without_lead:
        held = _held(found.without_lead, found)
        yield f"Nobody leads {held}, all support: {_listed(found.without_lead)}"
    if found.several_leads:
        held = _held(found.several_leads, found)
        yield f"Two or more partners lead {held}: {_listed(found.several_leads)}"


def _remarks(found: StaffingSummary) -> Iterator[str]:
    if found.held and not found.parts_used:
        yield "No assignment says which part its partner has, so who leads is not known."
    elif found.lead_not_told:
        yield (
            f"Who leads is not known of {_held(found.lead_not_told, found)}: no lead is named, and "
            "the part of a holder is blank."
        )


def _listed(labels: Sequence[str]) -> str:
    return listed([shortened(label, 120) for label in labels])


def _held(labels: Sequence[str], found: StaffingSummary) -> str:
    return out_of(len(labels), found.held, "held role")
