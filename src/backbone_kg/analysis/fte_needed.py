"""What roles lack of the FTE they need, and whether somebody leads them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from backbone_kg.analysis.metrics import Figure, Metric, of_all_roles
from backbone_kg.model.holdings import Role, fte_of
from backbone_kg.model.roster import DayRoster
from backbone_kg.model.states import RoleState


class Staffing(NamedTuple):
    """The FTE and the leads of one role.

    Parameters
    ----------
    assigned
        FTE that its holders give together, as far as they say; None if none does.
    short
        FTE needed - assigned, 0 or more; None if it is not known what is needed.
    at_most
        Whether less may be lacking: a holder does not say what it gives, or there may be holders
        that the file leaves out.
    leads
        How many partners are said to lead it.
    parts_told
        Whether each of its rows says which part its partner has, so that no lead means that.
    """

    assigned: Decimal | None
    short: Decimal | None
    at_most: bool
    leads: int
    parts_told: bool


class StaffingSummary(NamedTuple):
    """What the wanted roles lack together, and whether somebody leads those that are held.

    Parameters
    ----------
    roles_with_need
        How many of them say how much FTE they need, 0 or more.
    fte_short
        Sum of what these lack, 0 or more FTE; None if none says what it needs.
    fte_short_at_most
        Whether it may be less.
    held
        How many of the wanted roles have a known holder.
    parts_used
        Whether any assignment in force says which part its partner has. If none does, it is not
        known who leads anything.
    without_lead
        Labels of the held roles that nobody leads: each known holder is said to support.
    lead_not_told
        Labels of the held roles of which nobody is said to lead, while a holder's part is blank.
    several_leads
        Labels of the held roles that two or more partners lead.
    """

    roles_with_need: int = 0
    fte_short: Decimal | None = None
    fte_short_at_most: bool = False
    held: int = 0
    parts_used: bool = False
    without_lead: tuple[str, ...] = ()
    lead_not_told: tuple[str, ...] = ()
    several_leads: tuple[str, ...] = ()


def staffing(roster: DayRoster, role: Role) -> Staffing:
    """Return what a role has and lacks."""
    rows = roster.rows_of(role)
    assigned = fte_of(rows)
    short = None
    if role.fte_needed is not None and role.is_wanted:
        short = max(Decimal(), role.fte_needed - (assigned or Decimal()))
    silent = roster.state(role) is RoleState.NO_EVIDENCE or not roster.roster.complete
    leads = {row.partner for row in rows if row.part == "lead"}
    return Staffing(
        assigned=assigned,
        short=short,
        at_most=silent or any(row.fte is None for row in rows),
        leads=len(leads),
        parts_told=all(row.part for row in rows),
    )


@lru_cache(maxsize=2)
def staffings(roster: DayRoster) -> dict[str, Staffing]:
    """Return what each role has and lacks, by its IRI."""
    return {role.iri: staffing(roster, role) for role in roster.roles}


def staffing_summary(roster: DayRoster) -> StaffingSummary:
    """Return what all wanted roles lack together."""
    labels = roster.labels
    found = {role.iri: staffings(roster)[role.iri] for role in roster.wanted}
    held = {role.iri: found[role.iri] for role in roster.wanted if roster.holders(role)}
    needs = [(each.short, each.at_most) for each in found.values() if each.short is not None]
    return StaffingSummary(
        roles_with_need=len(needs),
        fte_short=sum((short for short, _ in needs), Decimal()) if needs else None,
        fte_short_at_most=any(short and at_most for short, at_most in needs),
        held=len(held),
        parts_used=any(row.part for row in roster.rows),
        without_lead=tuple(labels[i] for i, s in held.items() if not s.leads and s.parts_told),
        lead_not_told=tuple(labels[i] for i, s in held.items() if not (s.leads or s.parts_told)),
        several_leads=tuple(labels[i] for i, s in held.items() if s.leads > 1),
    )


def _short(roster: DayRoster) -> Iterator[Figure]:
    for role in roster.roles:
        found = staffings(roster)[role.iri]
        if found.short is not None and not found.at_most:
            yield Figure("fte-short", role.iri, role.label, float(found.short))


def _short_in_all(roster: DayRoster) -> Iterator[Figure]:
    found = staffing_summary(roster)
    if found.fte_short is not None and not found.fte_short_at_most:
        yield of_all_roles("fte-short-in-all", roster, float(found.fte_short))


def _without_lead(roster: DayRoster) -> Iterator[Figure]:
    found = staffing_summary(roster)
    # Somebody whom the file leaves out may lead.
    if found.parts_used and roster.roster.complete:
        yield _of_held("roles-without-lead", len(found.without_lead), found, roster)


def _several_leads(roster: DayRoster) -> Iterator[Figure]:
    found = staffing_summary(roster)
    if found.parts_used:
        yield _of_held("roles-with-several-leads", len(found.several_leads), found, roster)


def _of_held(metric: str, count: int, found: StaffingSummary, roster: DayRoster) -> Figure:
    share = count / found.held if found.held else None
    at_least = bool(found.lead_not_told) or not roster.roster.complete
    return of_all_roles(metric, roster, share, count, found.held, at_least=at_least)


METRICS: Final = (
    Metric(
        name="fte-short",
        title="FTE short",
        about="role",
        formula="FTE needed − FTE assigned, at least 0; only where all holders give their FTE",
        unit="FTE",
        range="0 or more",
        sentence="{label} lacks {value} FTE",
        measure=_short,
    ),
    Metric(
        name="fte-short-in-all",
        title="FTE short in all",
        about="partnership",
        formula="sum of FTE short over the roles that say what they need; only where it is exact",
        unit="FTE",
        range="0 or more",
        sentence="the roles that say what they need lack {value} FTE together",
        measure=_short_in_all,
    ),
    Metric(
        name="roles-without-lead",
        title="Roles that nobody leads",
        about="partnership",
        formula="held roles whose holders all support ÷ held roles; not of a partial listing",
        unit="share",
        range="0 to 1",
        sentence="{value} of the held roles ({count} of {of})",
        measure=_without_lead,
    ),
    Metric(
        name="roles-with-several-leads",
        title="Roles that several partners lead",
        about="partnership",
        formula="held roles with two or more partners that lead ÷ held roles",
        unit="share",
        range="0 to 1",
        sentence="{value} of the held roles ({count} of {of})",
        measure=_several_leads,
    ),
)
