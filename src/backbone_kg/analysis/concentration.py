"""Concentration: how unevenly the roles are spread over the partners."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import Final

from backbone_kg.analysis.metrics import Figure, Metric, of_all_roles
from backbone_kg.analysis.two_mode import betweenness_of_partners
from backbone_kg.model.roster import DayRoster

MOST_STEPS: Final = 100_000
"""Up to so many (partners + roles) × holdings betweenness is computed: a tenth of a second.

It takes a walk through all ties from each node, so that it would soon take longer than all else.
"""


@dataclass(frozen=True, slots=True)
class Concentration:
    """How unevenly the holdings of wanted roles are spread over the partners.

    A holding is a pair of a partner and a wanted role that it is known to hold; a partner's share
    is its holdings / all holdings. The first figures are for everybody; from ``hhi`` on they are
    for comparing with other networks, and None with fewer than two holders.

    Parameters
    ----------
    holdings
        How many holdings there are.
    holders, partners, roles
        Partners with a holding, all partners, and wanted roles.
    left_out
        Holdings of roles that are not ours, which count nowhere.
    largest
        IRIs of the partners with most holdings; several if they have as many.
    largest_count, largest_share
        How many each of these has, and that / ``holdings``, 0 to 1; None without holdings.
    hold_half
        The least number of partners that together have half of the holdings or more; None without
        holdings.
    hhi
        Herfindahl-Hirschman index: the sum of the squares of the shares, 1 / ``holders`` to 1.
    hhi_normalized
        (HHI - 1/n) / (1 - 1/n) with n = ``holders``, 0 (equal shares) to 1.
    effective_number
        1 / HHI: as many holders with equal shares would have the same HHI; 1 to ``holders``.
    gini_holders, gini_partners
        Gini coefficient of the holdings of the ``holders``, and of all ``partners``, those without
        any included; 0 (equal) to below 1.
    centralization
        Sum over the partners of (most holdings of one - its holdings) / ``centralization_of``,
        0 to 1.
    centralization_of
        What that sum can be at most: (partners - 1) (roles - 1) if each partner holds a role, else
        (partners - 1) roles.
    betweenness
        By the IRI of each partner, the share of the shortest paths between others in the two-mode
        network that lead over it, divided by the most that it can be, 0 to 1.
    betweenness_left_out
        Why there is no betweenness although there are two holders; else "".
    """

    holdings: int = 0
    holders: int = 0
    partners: int = 0
    roles: int = 0
    left_out: int = 0
    largest: tuple[str, ...] = ()
    largest_count: int = 0
    largest_share: Fraction | None = None
    hold_half: int | None = None
    hhi: Fraction | None = None
    hhi_normalized: Fraction | None = None
    effective_number: Fraction | None = None
    gini_holders: Fraction | None = None
    gini_partners: Fraction | None = None
    centralization: Fraction | None = None
    centralization_of: int | None = None
    betweenness: dict[str, float] | None = None
    betweenness_left_out: str = ""


@lru_cache(maxsize=2)
def concentration(roster: DayRoster) -> Concentration:
    """Return how unevenly the holdings are spread over the partners of a day.

    References
    ----------
    Hirschman, A. O. (1964). The Paternity of an Index. American Economic Review, 54(5).
    Hill, M. O. (1973). Diversity and Evenness. Ecology, 54(2): the effective number.
    Sen, A. (1973). On Economic Inequality. Clarendon Press: the Gini coefficient by ranks.
    Borgatti, S. P., & Everett, M. G. (1997). Network Analysis of 2-Mode Data. Social Networks,
    19(3): centralization and betweenness of a two-mode network.
    """
    wanted = {role.iri for role in roster.wanted}
    counts = {
        partner: sum(role.iri in wanted for role in roles)
        for partner, roles in roster.held_by.items()
    }
    held = sorted(filter(None, counts.values()))
    total, most = sum(held), max(held, default=0)
    sizes = Concentration(
        holdings=total,
        holders=len(held),
        partners=len(counts),
        roles=len(wanted),
        left_out=roster.ties - total,
    )
    if not total:
        return sizes
    found = replace(
        sizes,
        largest=tuple(partner for partner, count in counts.items() if count == most),
        largest_count=most,
        largest_share=Fraction(most, total),
        hold_half=least_for_half(held),
    )
    if len(held) < 2:
        return found
    hhi = sum((Fraction(count, total) ** 2 for count in held), Fraction())
    equal = Fraction(1, len(held))
    highest = (len(counts) - 1) * (len(wanted) - (len(held) == len(counts)))
    spread = sum(most - count for count in counts.values())
    betweenness, why_not = _betweenness(roster, sizes)
    return replace(
        found,
        hhi=hhi,
        hhi_normalized=(hhi - equal) / (1 - equal),
        effective_number=1 / hhi,
        gini_holders=gini(held),
        gini_partners=gini(list(counts.values())),
        centralization=Fraction(spread, highest) if highest else None,
        centralization_of=highest or None,
        betweenness=betweenness,
        betweenness_left_out=why_not,
    )


def least_for_half(counts: Sequence[int]) -> int:
    """Return how many of the counts, the largest first, are at least half of all together.

    Parameters
    ----------
    counts
        Each 1 or more, and at least one.

    Examples
    --------
    >>> least_for_half([3, 1, 1]), least_for_half([1, 1, 1])
    (1, 2)
    """
    total = sum(counts)
    sums = accumulate(sorted(counts, reverse=True))
    return next(number for number, part in enumerate(sums, 1) if 2 * part >= total)


def gini(values: Sequence[int]) -> Fraction:
    """Return the Gini coefficient of counts, 0 (equal) to below 1.

    Parameters
    ----------
    values
        Each 0 or more, and at least one more than 0.

    Examples
    --------
    >>> gini([1, 1]), gini([0, 1]), gini([1, 3])
    (Fraction(0, 1), Fraction(1, 2), Fraction(1, 4))
    """
    ranked = sum(rank * value for rank, value in enumerate(sorted(values), 1))
    return Fraction(2 * ranked, len(values) * sum(values)) - Fraction(len(values) + 1, len(values))


def _betweenness(roster: DayRoster, sizes: Concentration) -> tuple[dict[str, float] | None, str]:
    """Return the betweenness of each partner, or why it is left out."""
    steps = (sizes.partners + sizes.roles) * sizes.holdings
    if steps > MOST_STEPS:
        return None, (
            f"Betweenness is computed where (partners + roles) × holdings is at most "
            f"{MOST_STEPS:,}; here it is {steps:,}."
        )
    if sizes.roles < 2:
        return None, "With a single role no path leads over a partner."
    places = {partner.iri: place for place, partner in enumerate(roster.partners)}
    holders = [[places[p.iri] for p in roster.holders(role)] for role in roster.wanted]
    return dict(zip(places, betweenness_of_partners(holders, len(places)), strict=True)), ""


def _whole(
    metric: str,
    read: Callable[[Concentration], tuple[Fraction | int | None, int | None, int | None]],
) -> Callable[[DayRoster], Iterator[Figure]]:
    """Return what measures one figure of the whole: its value and the counts that it rests on."""

    def measure(roster: DayRoster) -> Iterator[Figure]:
        value, count, of = read(concentration(roster))
        if value is not None:
            yield of_all_roles(metric, roster, float(value), count, of)

    return measure


def _betweenness_of_partners(roster: DayRoster) -> Iterator[Figure]:
    found = concentration(roster).betweenness or {}
    for partner in roster.partners if found else ():
        yield Figure("betweenness", partner.iri, partner.name, found[partner.iri])


_N: Final = "n = partners that hold a role"

METRICS: Final = (
    Metric(
        name="largest-share",
        title="Largest share",
        about="partnership",
        formula="most wanted roles that one partner holds ÷ all holdings of wanted roles",
        unit="share",
        range="1/n to 1, " + _N,
        sentence="who holds most has {value} of all holdings ({count} of {of})",
        measure=_whole("largest-share", lambda c: (c.largest_share, c.largest_count, c.holdings)),
    ),
    Metric(
        name="hold-half",
        title="Holders of half",
        about="partnership",
        formula="least number of partners that together have at least half of all holdings",
        unit="partners",
        range="1 to n, " + _N,
        sentence="the fewest that together have half of all holdings: {count} of {of}",
        measure=_whole("hold-half", lambda c: (c.hold_half, c.hold_half, c.holders)),
    ),
    Metric(
        name="hhi",
        title="Herfindahl-Hirschman index",
        about="partnership",
        formula="Σ (holdings of a partner ÷ all holdings)²",
        unit="index",
        range="1/n to 1, " + _N,
        reference="Hirschman (1964), The Paternity of an Index",
        sentence="the index is {value}",
        measure=_whole("hhi", lambda c: (c.hhi, None, None)),
        told=False,
    ),
    Metric(
        name="hhi-normalized",
        title="Normalized Herfindahl-Hirschman index",
        about="partnership",
        formula="(HHI − 1/n) ÷ (1 − 1/n), " + _N,
        unit="index",
        range="0 to 1",
        sentence="the index is {value}",
        measure=_whole("hhi-normalized", lambda c: (c.hhi_normalized, None, None)),
        told=False,
    ),
    Metric(
        name="effective-number",
        title="Effective number of holders",
        about="partnership",
        formula="1 ÷ HHI",
        unit="partners",
        range="1 to n, " + _N,
        reference="Hill (1973), Diversity and Evenness",
        sentence="the work is spread as over {value} partners with equal shares",
        measure=_whole("effective-number", lambda c: (c.effective_number, None, None)),
        told=False,
    ),
    Metric(
        name="gini-holders",
        title="Gini coefficient of the holders",
        about="partnership",
        formula="2 Σ i x(i) ÷ (n Σ x) − (n + 1) ÷ n over the holdings x in rising order, " + _N,
        unit="index",
        range="0 to below 1",
        reference="Sen (1973), On Economic Inequality",
        sentence="the coefficient is {value} over the partners that hold a role",
        measure=_whole("gini-holders", lambda c: (c.gini_holders, None, None)),
        told=False,
    ),
    Metric(
        name="gini-partners",
        title="Gini coefficient of all partners",
        about="partnership",
        formula="the same over all partners, also those without a holding",
        unit="index",
        range="0 to below 1",
        reference="Sen (1973), On Economic Inequality",
        sentence="the coefficient is {value} over all partners",
        measure=_whole("gini-partners", lambda c: (c.gini_partners, None, None)),
        told=False,
    ),
    Metric(
        name="centralization",
        title="Two-mode centralization",
        about="partnership",
        formula="Σ (most holdings of one − holdings) ÷ (partners − 1)(roles − 1); ÷ (partners − 1) "
        "roles if a partner has no holding",
        unit="index",
        range="0 to 1",
        reference="Borgatti and Everett (1997), Network Analysis of 2-Mode Data",
        sentence="the index is {value}",
        measure=_whole("centralization", lambda c: (c.centralization, None, None)),
        told=False,
    ),
    Metric(
        name="betweenness",
        title="Two-mode betweenness",
        about="partner",
        formula="shortest paths between others that lead over the partner, each counted by its "
        "share, ÷ the most there can be; where (partners + roles) × holdings is at most "
        f"{MOST_STEPS:,}",
        unit="index",
        range="0 to 1",
        reference="Borgatti and Everett (1997), Network Analysis of 2-Mode Data",
        sentence="{label} has a betweenness of {value}",
        measure=_betweenness_of_partners,
        told=False,
    ),
)
