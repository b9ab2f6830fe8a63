"""How things stand before and after moves, counted with plain sets and exact numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from backbone_kg.analysis.planning.suggest_results import Short, StillOver
from backbone_kg.analysis.planning.suggest_rows import Step
from backbone_kg.analysis.planning.suggest_situation import THOUSAND, Situation, whole_fte
from backbone_kg.model.holdings import fte_of


class State:
    """Who holds what after moves."""

    def __init__(self, situation: Situation, steps: Sequence[Step] = ()) -> None:
        roster = situation.roster
        self._situation = situation
        self.partners = {partner.iri: partner for partner in roster.partners}
        self.roles = {role.iri: role for role in roster.roles}
        self.holders = {role: set(partners) for role, partners in situation.holders.items()}
        self.held = {p: {role.iri for role in roles} for p, roles in roster.held_by.items()}
        self.assigned = {
            partner.iri: fte_of(roster.rows_by(partner)) or Decimal() for partner in roster.partners
        }
        for step in steps:
            self._take(step)

    def _take(self, step: Step) -> None:
        role = self.roles[step.role]
        if step.giver:
            giver = self.partners[step.giver]
            fte = whole_fte(self._situation.roster, role, giver) or Decimal()
            self.holders[role.iri].remove(step.giver)
            self.held[step.giver].remove(role.iri)
            self.assigned[step.giver] -= fte
        else:
            fte = Decimal(self._situation.each[role.iri].fte or 0) / THOUSAND
        if step.taker:
            self.holders[role.iri].add(step.taker)
            self.held[step.taker].add(role.iri)
            self.assigned[step.taker] += fte

    @property
    def lacking(self) -> dict[str, int]:
        """Holders that roles lack, of the roles that are looked at."""
        return {
            role: max(0, self.roles[role].holders_needed - len(self.holders[role]))
            for role in self._situation.missing
        }

    @property
    def missing(self) -> int:
        """How many holders are missing."""
        return sum(self.lacking.values())

    @property
    def covered(self) -> int:
        """How many wanted roles have the holders they need."""
        return sum(
            role.is_wanted and len(self.holders[role.iri]) >= role.holders_needed
            for role in self.roles.values()
        )

    @property
    def over(self) -> dict[str, Decimal]:
        """FTE that partners have too much, by IRI, of those that are over before any move."""
        return {
            partner: max(Decimal(), self.assigned[partner] - (available or Decimal()))
            for partner in self._situation.over
            for available in [self.partners[partner].fte_available]
        }

    @property
    def total_over(self) -> Decimal:
        """FTE that partners have too much."""
        return sum(self.over.values(), Decimal())

    def room(self, partner: str) -> Decimal | None:
        """Return the FTE that a partner has left; None if its FTE do not say it all."""
        receiver = self._situation.receivers.get(partner)
        available = self.partners[partner].fte_available
        if receiver is None or receiver.slots is not None or available is None:
            return None
        return available - self.assigned[partner]


def short_roles(situation: Situation, after: State) -> tuple[Short, ...]:
    """Return the roles that stay short of holders, and why each partner does not take them."""
    return tuple(
        _short(situation, after, role, lacks) for role, lacks in after.lacking.items() if lacks
    )


def _short(situation: Situation, after: State, iri: str, lacks: int) -> Short:
    role, each = after.roles[iri], situation.each[iri]
    fte = None if each.fte is None else Decimal(each.fte) / THOUSAND
    counts = dict.fromkeys(
        ["hold_it", "barred", "kept", "idle", "leaving", "overloaded", "no_room", "could"], 0
    )
    lacking: list[Decimal] = []
    for partner in after.partners:
        why = _why_not(situation, after, iri, partner)
        counts[why] += 1
        room = after.room(partner)
        if why == "no_room" and room is not None and fte is not None:
            lacking.append(fte - room)
        elif why == "could":
            lacking.append(Decimal())
    would_do = sum(sorted(lacking)[:lacks], Decimal()) if len(lacking) >= lacks else None
    return Short(
        role=role.label,
        role_iri=iri,
        missing=lacks,
        holders_needed=role.holders_needed,
        members=len(after.partners),
        fte_each=fte,
        would_do=would_do,
        **counts,
    )


def _why_not(situation: Situation, after: State, role: str, partner: str) -> str:
    reasons = (
        ("hold_it", partner in after.holders[role]),
        ("barred", (role, partner) in situation.barred),
        ("kept", partner in situation.kept),
        ("idle", partner in situation.idle),
        ("leaving", partner in situation.leaving),
        ("overloaded", partner in situation.over),
    )
    for name, holds in reasons:
        if holds:
            return name
    receiver = situation.receivers[partner]
    taken = len(after.held[partner]) - len(situation.roster.held_by[partner])
    known = after.partners[partner].fte_available
    each = Decimal(situation.each[role].fte or 0) / THOUSAND
    full = receiver.slots is not None and taken >= receiver.slots
    over = known is not None and after.assigned[partner] + each > known
    return "no_room" if full or over else "could"


def still_over(situation: Situation, before: State, after: State) -> tuple[StillOver, ...]:
    """Return the partners that have too much after all moves, those with most first."""
    found = [
        StillOver(
            partner=after.partners[partner].name,
            iri=partner,
            before=before.over[partner],
            after=left,
            kept=partner in situation.kept,
        )
        for partner, left in after.over.items()
        if left
    ]
    return tuple(sorted(found, key=lambda each: (-each.after, each.partner)))
