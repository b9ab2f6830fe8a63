"""Whether sources suggest the kinds of partner that hold the roles: questions to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from backbone_kg.analysis.analysis_results import Analysis, Suggestion
from backbone_kg.analysis.suggestions import FitVerdict
from backbone_kg.base.groups import grouped
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import joined, listed, out_of
from backbone_kg.showing.caveats import of_the_known
from backbone_kg.showing.sections import Section

ROLES = 4
"""How many roles of each group are named; JSON has all."""


def section(analysis: Analysis) -> Section | None:
    """Return what sources say of the kinds of holder; None if no role is held.

    Listed are the roles of which a source names kinds of holder while none of their holders is of
    these, grouped by what is named.
    """
    if not analysis.fit:
        return None
    groups = _groups(analysis)
    documents = dict.fromkeys(each.passage.document for named in groups for each in named)
    lead = _lead(Counter(fit.verdict for fit in analysis.fit))
    return Section(
        "fit",
        "Do sources suggest such holders?",
        caveats=of_the_known(analysis),
        lead=f"{lead} Where no holder is of a kind that is named:" if groups else lead,
        items=tuple(_item(named, roles) for named, roles in groups.items()),
        remarks=(f"Named in: {'; '.join(documents)}.",) if groups else (),
    )


def _lead(counts: Counter[FitVerdict]) -> str:
    total = sum(counts.values())
    if counts[FitVerdict.NO_SOURCE] == total:
        return "No source names kinds of holder for these roles."
    suggested = out_of(counts[FitVerdict.SUGGESTED], total, "holding")
    said = [f"A source suggests the kind of the holder for {suggested}"]
    said += [
        f"{words} {counts[verdict]:,}"
        for verdict, words in (
            (FitVerdict.OTHERS_NAMED, "it names other kinds for"),
            (FitVerdict.KIND_UNKNOWN, "the kind of the holder is not known for"),
            (FitVerdict.NO_SOURCE, "no source speaks of the role of"),
        )
        if counts[verdict]
    ]
    return f"{'; '.join(said)}. This is a question to ask, never a score."


def _groups(analysis: Analysis) -> dict[tuple[Suggestion, ...], list[str]]:
    """Return the roles none of whose holders is of a kind that is named, by what is named."""
    verdicts = grouped((fit.role, fit.verdict) for fit in analysis.fit)
    return grouped(
        (tuple(replace(each, partners=()) for each in role.suggestions), shortened(role.label, 80))
        for role in analysis.roles
        if set(verdicts.get(role.iri, ())) == {FitVerdict.OTHERS_NAMED}
    )


def _item(named: Sequence[Suggestion], roles: Sequence[str]) -> str:
    kinds = joined(list(dict.fromkeys(each.type for each in named)), "or")
    places = "; ".join(dict.fromkeys(filter(None, (each.passage.locator for each in named))))
    return f"{kinds} for {listed(roles, ROLES)}" + (f" ({places})" if places else "")
