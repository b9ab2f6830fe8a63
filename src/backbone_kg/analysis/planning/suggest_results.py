"""What a suggestion says: which work could move, why, and what stays as it is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from backbone_kg.analysis.basis_of_figures import OfADay
from backbone_kg.analysis.suggestions import Passage
from backbone_kg.base import html
from backbone_kg.base.json_form import NOT_IN_JSON
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.scenario import Change, scenario


@dataclass(frozen=True, slots=True)
class Room:
    """How much room there is, and how much is too much.

    Parameters
    ----------
    fte, by_fte
        FTE that partners have left whose FTE say it all, and how many these are; None if there are
        none.
    by_roles, most_roles
        How many partners may be given work whose FTE do not say it all, and how many roles each of
        them may hold at most: an equal share of all that are held and missing.
    excess, overloaded
        FTE that partners have too much, and how many partners these are.
    stays_over
        FTE that somebody stays over by at least, wherever work is moved; None if that cannot be
        said, since some partners' FTE are not known or work may end.
    """

    fte: Decimal | None
    by_fte: int
    by_roles: int
    most_roles: int
    excess: Decimal
    overloaded: int
    stays_over: Decimal | None


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the four goals, in the order in which they count.

    Parameters
    ----------
    name
        ``holders missing``, ``FTE over``, ``moves`` (each the fewer the better) or ``reasons`` (the
        more the better).
    value
        What the moves come to.
    best
        What no moves can be better than.
    proven
        Whether the two are the same.
    """

    name: str
    value: int | Decimal
    best: int | Decimal
    proven: bool


@dataclass(frozen=True, slots=True)
class SuggestedKind:
    """That a source names a kind of organization for a role.

    Parameters
    ----------
    kind
        The kind, as the source names it.
    passage
        Where it says so.
    """

    kind: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Move:
    """One move, and why.

    Parameters
    ----------
    kind
        ``add``: the taker takes the role as well. ``hand over``: all that the giver does in the
        role goes to the taker. ``end``: the giver stops holding the role.
    role, role_iri
        The role.
    giver, giver_iri, taker, taker_iri
        Who gives it up and who takes it; "" where nobody does.
    fte, fte_basis
        Full-time equivalents that move, None if not known, and what they rest on: ``written`` in
        the file; ``needed`` by the role, divided by its holders; the median of the ``role`` or of
        ``all`` holdings; "" if nothing.
    part
        ``lead``, ``support`` or "".
    holders, holders_needed
        How many partners hold the role before any move, and how many should.
    giver_over
        FTE that the giver has too much before any move; None for ``add``.
    suggested
        The source that names the taker's kind for the role, if one does.
    same_function
        Roles of the same function that the taker holds.
    little_hangs
        Whether no more hangs on the taker than on the middle one of those that hold a role.
    room_after, roles_after
        FTE that the taker has left after all moves (None if not known), and roles that it holds.
    taker_until
        The last day on which the taker is a partner, ``YYYY-MM-DD``; "" if no end is known.
    """

    kind: Literal["add", "hand over", "end"]
    role: str
    role_iri: str
    giver: str
    giver_iri: str
    taker: str
    taker_iri: str
    fte: Decimal | None
    fte_basis: str
    part: str
    holders: int
    holders_needed: int
    giver_over: Decimal | None
    suggested: SuggestedKind | None
    same_function: tuple[str, ...]
    little_hangs: bool
    room_after: Decimal | None
    roles_after: int | None
    taker_until: str


@dataclass(frozen=True, slots=True)
class Short:
    """A role that stays short of holders, and why each partner does not take it.

    Parameters
    ----------
    role, role_iri
        The role.
    missing, holders_needed
        Holders that it lacks after all moves, and how many it needs.
    members
        Partners on the day. Each is counted in one of the rest.
    hold_it
        How many hold it, or would.
    barred, kept
        How many are not to take it, and how many are left as they are, because somebody asked for
        it.
    idle, leaving
        How many held roles that have all ended, and how many have their last day.
    overloaded
        How many have too much already.
    no_room
        How many have too little room.
    could
        How many could take it still.
    fte_each
        FTE that one holder more would give; None if not known.
    would_do
        FTE of room more, with those that lack the least, that would do; None if FTE are not known
        or there are too few partners.
    """

    role: str
    role_iri: str
    missing: int
    holders_needed: int
    members: int
    hold_it: int
    barred: int
    kept: int
    idle: int
    leaving: int
    overloaded: int
    no_room: int
    could: int
    fte_each: Decimal | None
    would_do: Decimal | None


@dataclass(frozen=True, slots=True)
class StillOver:
    """A partner that has too much after all moves.

    Parameters
    ----------
    partner, iri
        The partner.
    before, after
        FTE that it has too much.
    kept
        Whether it is left as it is because somebody asked for it.
    """

    partner: str
    iri: str
    before: Decimal
    after: Decimal
    kept: bool


@dataclass(frozen=True, slots=True)
class TradeOff:
    """What so many moves reach.

    Parameters
    ----------
    moves
        How many moves, at most.
    missing, over
        Holders still missing, and FTE still over.
    proven
        Whether no moves, so many at most, reach more.
    """

    moves: int
    missing: int
    over: Decimal
    proven: bool


@dataclass(frozen=True)
class Plan(OfADay):
    """Which work could move so that as little as possible is missing and too much.

    Parameters
    ----------
    allow_end, include_no_evidence, max_moves
        What was asked for.
    room
        How much room there is, and how much is too much.
    missing_before, over_before, covered_before
        Holders missing, FTE over and roles with the holders they need, before any move.
    missing_after, over_after, covered_after
        The same after all moves, counted again from them.
    wanted
        Wanted roles.
    goals
        What the moves reach, and whether more could be.
    moves
        What could move.
    short
        Roles that stay short of holders.
    still_over
        Partners that stay over.
    trade_off
        What fewer moves reach, from none on, if a most was asked for.
    no_evidence
        Roles for which nothing is proposed, since it is not known whether somebody holds them.
    data
        The partnership as it is.
    """

    allow_end: bool
    include_no_evidence: bool
    max_moves: int | None
    room: Room
    missing_before: int
    over_before: Decimal
    covered_before: int
    missing_after: int
    over_after: Decimal
    covered_after: int
    wanted: int
    goals: tuple[Goal, ...]
    moves: tuple[Move, ...]
    short: tuple[Short, ...]
    still_over: tuple[StillOver, ...]
    trade_off: tuple[TradeOff, ...]
    no_evidence: tuple[str, ...]
    data: Partnership = field(repr=False, compare=False, metadata=NOT_IN_JSON)

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/suggest/1"

    @property
    def scenario(self) -> Partnership:
        """The partnership after all moves, to be written or analyzed.

        Raises
        ------
        BackboneError
            If a data file cannot name the date of the plan.
        """
        changes = [Change("ends", m.giver_iri, m.role_iri) for m in self.moves if m.giver_iri]
        changes += [
            Change("takes", move.taker_iri, move.role_iri, move.fte, move.part)
            for move in self.moves
            if move.taker_iri
        ]
        return scenario(self.data, changes, datetime.date.fromisoformat(self.as_of))

    def _repr_html_(self) -> str:
        rows = [
            (move.kind, move.role, move.giver, move.taker, "" if move.fte is None else move.fte)
            for move in self.moves
        ]
        weak = (
            " (incomplete)" if self.listing == "partial" or self.basis.assignments_not_read else ""
        )
        caption = (
            f"{self.partnership}, {self.as_of}{weak}: {self.missing_before} holders missing, "
            f"{self.missing_after} after these moves"
        )
        headings = ("Move", "Role", "From", "To", "FTE")
        return html.table(headings, rows, caption=caption, numeric=(4,))
