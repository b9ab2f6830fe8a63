"""What roles lack of the FTE they need, and whether somebody leads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from backbone_kg.analysis.metrics import Figure, Metric
from backbone_kg.model.roster import DayRoster, Role
from backbone_kg.model.states import RoleState


@dataclass(frozen=True, slots=True)
class Staffing:
    """The FTE and the leads of one role.

    Parameters
    ----------
    assigned
        FTE that its holders give together, as far as they say; None if none does.
    short
        FTE needed - assigned, 0 or more; None if it is not known what is needed.
    at_most
        Whether less may be lacking, since a holder does not say what it gives, or none is known.
    leads
        How many partners lead it.
    """

    assigned: Decimal | None
    short: Decimal | None
    at_most: bool
    leads: int


def staffing(roster: DayRoster, role: Role) -> Staffing:
    """Return what a role has and lacks."""
    partners = roster.holders(role)
    rows = [row for partner in partners for row in roster.holdings(role, partner)]
    given = [row.fte for row in rows if row.fte is not None]
    assigned = sum(given, Decimal()) if given else None
    short = None
    if role.fte_needed is not None and role.wanted != "not ours":
        short = max(Decimal(), role.fte_needed - (assigned or Decimal()))
    silent = roster.state(role) is RoleState.NO_EVIDENCE
    leads = {row.partner for row in rows if row.part == "lead"}
    return Staffing(assigned, short, len(given) < len(rows) or silent, len(leads))


def _short(roster: DayRoster) -> Iterator[Figure]:
    for role in roster.roles:
        found = staffing(roster, role)
        if found.short is not None and not found.at_most:
            yield Figure("fte-short", role.iri, role.label, float(found.short))


METRICS: Final = (
    Metric(
        name="fte-short",
        title="FTE short",
        about="role",
        formula="FTE needed − FTE assigned, at least 0; only where all holders give their FTE",
        unit="FTE",
        range="0 or more",
        reference="",
        sentence="{label} lacks {value} FTE",
        measure=_short,
    ),
)
