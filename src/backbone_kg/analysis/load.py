"""Load: how much each partner carries, by FTE where that decides, else beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from backbone_kg.analysis.metrics import Figure, Metric
from backbone_kg.model.holdings import Partner, fte_of
from backbone_kg.model.roster import DayRoster

FEWEST_FOR_A_FENCE: Final = 5
"""With fewer partners no share is called unusual: quartiles of so few say nothing."""


class LoadVerdict(StrEnum):
    """What can be said of how much a partner carries."""

    OVERLOADED = "overloaded"
    """More FTE is assigned than it has: FTE proves it."""
    MORE_THAN_MOST = "holds more than most"
    """Its share is above the equal share and unusual among these partners: a question to ask."""
    WITHIN = "within its limit"
    """No more FTE is assigned than it has, and every assignment gives one."""
    HOLDS_NOTHING = "holds nothing"
    """It has no role on the day."""
    UNKNOWN = "not known"
    """Too little is known to say; this is not "fine"."""


class UsualShare(NamedTuple):
    """What a share of the work is held against where FTE does not decide.

    Parameters
    ----------
    equal_share
        1 / number of partners that hold a role; None if none does.
    fence
        Q3 + 1.5 max(Q3 - Q1, one role) of the shares, 0 or more; None with fewer than five
        partners or no assignment.
    """

    equal_share: float | None
    fence: float | None


class Load(NamedTuple):
    """What one partner carries.

    Parameters
    ----------
    roles
        Roles that it holds.
    share
        ``roles`` / those of all partners together, 0 to 1.
    fte_assigned, fte_complete
        Sum of the FTE of its assignments (None if none is given), and whether all give one.
    load
        ``fte_assigned / fte_available``, 0 or more (infinite when something is assigned to no
        FTE at all); None when either is not known.
    verdict, basis
        What follows, and from what: ``fte``, ``assignments`` or "".
    """

    roles: int
    share: Fraction
    fte_assigned: Decimal | None
    fte_complete: bool
    load: float | None
    verdict: LoadVerdict
    basis: str


@lru_cache(maxsize=2)
def loads(roster: DayRoster) -> tuple[dict[str, Load], UsualShare]:
    """Return what each partner carries, by its IRI, and what shares are held against.

    Notes
    -----
    FTE decides when every assignment of the partner gives one, or when the known sum alone is more
    than what it has; numbers are compared as they are written, without tolerance. In every other
    case its share of all holdings is held against Tukey's fence and the equal share; within them
    nothing is known, because a few roles can be too many. So giving one more FTE never makes a
    partner look better without proof. While an assignment could not be read, nobody is within its
    limit and nobody holds nothing: it may be theirs.
    """
    total = roster.ties
    held = {partner.iri: len(roster.held_by[partner.iri]) for partner in roster.partners}
    shares = {iri: Fraction(count, total) if total else Fraction() for iri, count in held.items()}
    fence = fence_of(list(shares.values()), Fraction(1, total)) if total else None
    holding = sum(count > 0 for count in held.values())
    equal = Fraction(1, holding) if holding else None
    limit = UsualShare(
        equal_share=None if equal is None else float(equal),
        fence=None if fence is None else float(fence),
    )
    bound = None if fence is None or equal is None else max(fence, equal)
    return {p.iri: _load(roster, p, shares[p.iri], bound) for p in roster.partners}, limit


def fence_of(shares: Sequence[Fraction], step: Fraction) -> Fraction | None:
    """Return the upper fence Q3 + 1.5 max(Q3 - Q1, step); None for fewer than five values.

    Parameters
    ----------
    shares
        Share of each partner, 0 to 1.
    step
        What one role more adds to a share. Roles come whole, so a spread of less than one is not
        taken for one: where most partners hold a single role the quartiles are equal, and the
        plain fence would flag everybody who holds two.

    References
    ----------
    Tukey, J. W. (1977). Exploratory Data Analysis. Addison-Wesley. The least spread is ours.
    Quartiles by linear interpolation: Hyndman, R. J., & Fan, Y. (1996). Sample Quantiles in
    Statistical Packages. The American Statistician, 50(4), definition 7.
    """
    if len(shares) < FEWEST_FOR_A_FENCE:
        return None
    ordered = sorted(shares)
    lower, upper = _quartile(ordered, 1), _quartile(ordered, 3)
    return upper + Fraction(3, 2) * max(upper - lower, step)


def _quartile(ordered: Sequence[Fraction], quarter: int) -> Fraction:
    place = Fraction((len(ordered) - 1) * quarter, 4)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _load(roster: DayRoster, partner: Partner, share: Fraction, bound: Fraction | None) -> Load:
    roles = roster.held_by[partner.iri]
    rows = roster.rows_by(partner)
    assigned = fte_of(rows) if rows else Decimal()
    available = partner.fte_available
    complete = all(row.fte is not None for row in rows)
    load, over = None, False
    if available is not None and assigned is not None:
        over = assigned > available
        load = float(assigned / available) if available else (float("inf") if over else 0.0)
    verdict, basis = LoadVerdict.UNKNOWN, ""
    all_read = not roster.roster.not_read.assignments
    if not rows and all_read:
        verdict = LoadVerdict.HOLDS_NOTHING
    elif over:
        verdict, basis = LoadVerdict.OVERLOADED, "fte"
    elif rows and load is not None and complete and all_read:
        verdict, basis = LoadVerdict.WITHIN, "fte"
    elif bound is not None and share > bound:
        verdict, basis = LoadVerdict.MORE_THAN_MOST, "assignments"
    return Load(len(roles), share, assigned, complete, load, verdict, basis)


def _of_fte(roster: DayRoster) -> Iterator[Figure]:
    carried, _ = loads(roster)
    for partner in roster.partners:
        found = carried[partner.iri]
        if found.load is not None and found.load != float("inf"):
            least = not found.fte_complete
            yield Figure("load", partner.iri, partner.name, found.load, at_least=least)


def _of_roles(roster: DayRoster) -> Iterator[Figure]:
    carried, _ = loads(roster)
    for partner in roster.partners:
        found = carried[partner.iri]
        share = float(found.share) if roster.ties else None
        yield Figure("share", partner.iri, partner.name, share, found.roles, roster.ties)


METRICS: Final = (
    Metric(
        name="load",
        title="Load",
        about="partner",
        formula="Σ FTE of its assignments ÷ FTE available; at least that, if some give no FTE",
        unit="FTE per FTE",
        range="0 or more; above 1 it is overloaded",
        sentence="{label} carries {value} of the FTE that it has",
        measure=_of_fte,
    ),
    Metric(
        name="share",
        title="Share of the work",
        about="partner",
        formula="roles that it holds ÷ roles that all partners hold, each counted by itself",
        unit="share",
        range="0 to 1",
        sentence="{label} has {count} of {of} holdings ({value})",
        measure=_of_roles,
    ),
)
