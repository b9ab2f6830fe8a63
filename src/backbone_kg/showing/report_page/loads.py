"""What can be said of how much a partner carries, and why sometimes nothing can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isfinite

from backbone_kg.analysis.results import Analysis, LoadVerdict, PartnerLoad
from backbone_kg.base.words import plural
from backbone_kg.showing.report_page.wording import out_of, percent

FENCE_NEEDS = 5
"""Partners without which Tukey's fence says nothing."""


def why_unknown(partner: PartnerLoad) -> str:
    """Say why nothing can be said of a partner's load, so that it fits after "because"."""
    if partner.fte_available is None and not partner.fte_assigned:
        return "no FTE is given"
    if partner.fte_available is None:
        return "the available FTE is not given"
    if partner.fte_assigned is None:
        return (
            "no FTE is given for the assignments"
            if partner.assignments
            else "no assignment is listed"
        )
    if not partner.fte_complete:
        return "only some of the assignments give an FTE"
    return "what is given does not settle it"


def verdict_in_words(partner: PartnerLoad, analysis: Analysis) -> str:
    """Say what can be said of a partner's load and what that rests on."""
    fence = analysis.load_limit.fence
    share = f"its share of assignments ({percent(partner.share, 1)})"
    limit = "the fence" if fence is None else f"the fence ({percent(fence, 1)})"
    if partner.verdict is LoadVerdict.UNKNOWN:
        return f"Not known: {why_unknown(partner)}."
    if partner.verdict is LoadVerdict.OVERLOADED:
        if partner.basis == "fte":
            return "Overloaded: more FTE is assigned than it has."
        return f"Unusually much: {share} is above {limit}."
    if partner.basis == "assignments":
        return f"Within its limit: {share} is not above {limit}; its FTE is not known."
    return "Within its limit: it has the FTE that is assigned."


def load_in_words(partner: PartnerLoad) -> str:
    """Return a partner's load in percent, or "" when it is not known or has no bound."""
    if partner.load is None or not isfinite(partner.load):
        return ""
    return ("" if partner.fte_complete else "at least ") + percent(partner.load)


def fence_sentence(analysis: Analysis) -> str:
    """Say what the partners' shares of assignments can tell at all."""
    partners = len(analysis.partners)
    fence = analysis.load_limit.fence
    if not partners:
        return ""
    if partners < FENCE_NEEDS:
        return (
            f"With {'only ' if partners > 1 else ''}{plural(partners, 'partner')} no fence can be "
            "drawn: that takes at least five, so a large share of the assignments cannot be told "
            "from a usual one."
        )
    if fence is None:
        return "No fence can be drawn, because no assignment is in force on this date."
    if all(p.basis == "fte" for p in analysis.partners):
        return ""
    above = sum(p.share > fence for p in analysis.partners)
    return (
        f"By number of assignments, {out_of(above, partners, 'partner')} "
        f"{'lies' if above == 1 else 'lie'} above the fence of {percent(fence, 1)} of all "
        "assignments."
    )


def reasons(unknown: Sequence[PartnerLoad], total: int) -> str:
    """Say for how many partners the load is not known, and why."""
    counts = Counter(why_unknown(p) for p in unknown)
    start = f"Not known for {out_of(len(unknown), total, 'partner')}"
    if len(counts) == 1:
        return f"{start}, because {next(iter(counts))}."
    parts = [f"for {n}, {reason}" for reason, n in counts.most_common()]
    return f"{start}: {'; '.join(parts)}."
