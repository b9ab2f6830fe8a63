"""The moves as variables, and what limits them as rows."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, Literal, NamedTuple, TypeVar

from backbone_kg.analysis.least_sets.solving import Row
from backbone_kg.analysis.planning.suggest_situation import Held, Situation

_Key = TypeVar("_Key", bound=Hashable)

Reasons = Callable[[str, str], int]
"""How many reasons speak for a partner taking a role, both by IRI."""

MANY: Final = 6_000
"""With more pairs of a role and a taker than that, only the likeliest takers are looked at."""

LIKELY: Final = 12
"""How many likely takers of a role are looked at beyond those that are needed."""


class Step(NamedTuple):
    """One move, by IRIs.

    Parameters
    ----------
    kind
        ``add``: a partner takes a role. ``hand over``: its whole holding goes from one partner to
        another. ``end``: a partner stops holding a role.
    role
        The role.
    giver, taker
        Who gives it up and who takes it; "" where nobody does.
    """

    kind: Literal["add", "hand over", "end"]
    role: str
    giver: str
    taker: str


class _Variables:
    """Variables from 0, and the rows that they keep to."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.most: list[int] = []
        self.rows: list[Row] = []
        self.gives: dict[int, Held] = {}
        self.ends: dict[int, Held] = {}
        self.stay_over: dict[str, int] = {}

    def variable(self, most: int = 1) -> int:
        self.most.append(most)
        return len(self.most) - 1

    def rows_by(
        self,
        parts: Iterable[tuple[_Key, int, int]],
        *,
        least: Callable[[_Key], int | None] = lambda _: None,
        most: Callable[[_Key], int | None] = lambda _: None,
    ) -> None:
        """Add a row of factors for each key that is limited."""
        factors: dict[_Key, dict[int, int]] = {}
        for key, number, factor in parts:
            factors.setdefault(key, {})[number] = factor
        for key, row in factors.items():
            if least(key) is not None or most(key) is not None:
                self.rows.append(Row(row, least(key), most(key)))

    def give_up(self, handed: Iterable[Held]) -> None:
        """Let holdings be handed over or end, and count what stays over."""
        situation = self.situation
        for giver in dict.fromkeys(held.partner for held in situation.movable):
            self.stay_over[giver] = self.variable(situation.over[giver])
        for held in handed:
            self.gives[self.variable()] = held
        for held in situation.endable:
            self.ends[self.variable()] = held
        given_up = [*self.gives.items(), *self.ends.items()]
        self.rows_by(
            (((held.role, held.partner), number, 1) for number, held in given_up),
            most=lambda _: 1,
        )
        self.rows_by(
            [
                *((held.partner, number, held.frees) for number, held in given_up),
                *((partner, number, 1) for partner, number in self.stay_over.items()),
            ],
            least=lambda partner: situation.over[partner],
        )
        self.rows_by(
            ((held.role, number, 1) for number, held in self.ends.items()),
            most=lambda role: situation.spare_holders[role],
        )
        self.rows_by(
            ((held.role, number, held.takes) for number, held in self.ends.items()),
            most=lambda role: situation.spare_fte[role],
        )

    @property
    def not_movable(self) -> int:
        """What partners have too much that are left as they are, whole thousandths."""
        return sum(f for p, f in self.situation.over.items() if p not in self.stay_over)

    def chosen(self, values: Sequence[int]) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
        """Return the holdings that are handed over, and those that end."""
        handed = tuple(held for number, held in self.gives.items() if values[number])
        return handed, tuple(held for number, held in self.ends.items() if values[number])

    def stays(self) -> dict[int, int]:
        """Return a factor of one for what each partner stays over."""
        return dict.fromkeys(self.stay_over.values(), 1)

    def given_up(self) -> dict[int, int]:
        """Return a factor of one for each holding that is handed over or ends."""
        return dict.fromkeys([*self.gives, *self.ends], 1)


class Outline(_Variables):
    """The task with one thing left open: which partner takes what.

    So many roles are added. What is best in it bounds what is best in the task.
    """

    def __init__(self, situation: Situation, added: int) -> None:
        super().__init__(situation)
        kinds = dict.fromkeys((held.role, held.takes) for held in situation.movable)
        takers = {kind: len(situation.takers(*kind)) for kind in kinds}
        self.give_up(held for held in situation.movable if takers[held.role, held.takes])
        self.rows_by(
            (((held.role, held.takes), number, 1) for number, held in self.gives.items()),
            most=lambda kind: takers[kind],
        )
        adds = {self.variable(most): role for role, most in situation.missing.items()}
        self.rows.append(Row(dict.fromkeys(adds, 1), least=added, most=added))
        rooms = [receiver.room for receiver in situation.receivers.values()]
        if None not in rooms:
            taken = {number: situation.each[role].fte or 0 for number, role in adds.items()}
            taken |= {number: held.takes for number, held in self.gives.items()}
            self.rows.append(Row(taken, most=sum(filter(None, rooms))))
        slots = [receiver.slots for receiver in situation.receivers.values()]
        if None not in slots:
            every = dict.fromkeys([*adds, *self.gives], 1)
            self.rows.append(Row(every, most=sum(filter(None, slots))))
        if situation.max_moves is not None:
            self.rows.append(Row(self.given_up(), most=situation.max_moves - added))

    def each_move(self) -> dict[int, int]:
        """Return a factor of one for each move that adds no role."""
        return self.given_up()


class Model(_Variables):
    """The task: who takes what, of whom.

    Parameters
    ----------
    moving
        Whether work may be handed over or end; if not, roles are only added.
    also
        Moves that are looked at in any case.
    """

    def __init__(
        self,
        situation: Situation,
        reasons: Reasons,
        *,
        moving: bool,
        also: Iterable[Step] = (),
    ) -> None:
        super().__init__(situation)
        self._reasons = reasons
        self.adds: dict[int, tuple[str, str, int | None]] = {}
        self.takes: dict[int, tuple[str, str, int]] = {}
        asked = {role: situation.each[role].fte for role in situation.missing}
        handed = Counter((h.role, h.takes) for h in situation.movable) if moving else Counter()
        self._to_add = {role: situation.takers(role, fte) for role, fte in asked.items()}
        self._to_hand = {kind: situation.takers(*kind) for kind in handed}
        self._handed = handed
        pairs = sum(map(len, [*self._to_add.values(), *self._to_hand.values()]))
        self.whole = pairs <= (MANY if moving else 10 * MANY)
        chosen: dict[str, list[str]] = {}
        for step in also:
            if step.taker:
                chosen.setdefault(step.role, []).append(step.taker)
        for role, takers in self._to_add.items():
            likely = self._likely(role, takers, situation.missing[role])
            for partner in dict.fromkeys([*likely, *chosen.get(role, ())]):
                self.adds[self.variable()] = role, partner, asked[role]
        for (role, fte), takers in self._to_hand.items():
            likely = self._likely(role, takers, handed[role, fte])
            able = set(takers)
            more = [partner for partner in chosen.get(role, ()) if partner in able]
            for partner in dict.fromkeys([*likely, *more]):
                self.takes[self.variable()] = role, partner, fte
        if moving:
            self.give_up(h for h in situation.movable if self._to_hand[h.role, h.takes])
        self._limit()

    def _likely(self, role: str, takers: Sequence[str], needed: int) -> Sequence[str]:
        """Return those to look at: all, or those with most reasons and those with most room."""
        if self.whole:
            return takers
        most = needed + LIKELY
        receivers = self.situation.receivers

        def room(partner: str) -> int:
            found = receivers[partner].room
            return 0 if found is None else found

        reasons = self._reasons
        suited = heapq.nlargest(most, takers, key=lambda p: (reasons(role, p), room(p)))
        roomy = heapq.nlargest(most, takers, key=room)
        return list(dict.fromkeys([*suited, *roomy]))

    def _limit(self) -> None:
        situation = self.situation
        self.rows_by(
            ((role, number, 1) for number, (role, _, _) in self.adds.items()),
            most=lambda role: situation.missing[role],
        )
        taken = [*self.adds.items(), *self.takes.items()]
        self.rows_by(
            ((partner, number, fte or 0) for number, (_, partner, fte) in taken),
            most=lambda partner: situation.receivers[partner].room,
        )
        self.rows_by(
            ((partner, number, 1) for number, (_, partner, _) in taken),
            most=lambda partner: situation.receivers[partner].slots,
        )
        pairs = Counter((role, partner) for _, (role, partner, _) in taken)
        self.rows_by(
            (
                ((role, partner), number, 1)
                for number, (role, partner, _) in taken
                if pairs[role, partner] > 1
            ),
            most=lambda _: 1,
        )
        # What is handed over is taken by somebody, holding by holding of one size.
        self.rows_by(
            [
                *(((role, fte), number, 1) for number, (role, _, fte) in self.takes.items()),
                *(((held.role, held.takes), number, -1) for number, held in self.gives.items()),
            ],
            least=lambda _: 0,
            most=lambda _: 0,
        )
        if situation.max_moves is not None:
            self.rows.append(Row(self.each_move(), most=situation.max_moves))

    def filled(self, factor: int) -> dict[int, int]:
        """Return a factor for each role that is added."""
        return dict.fromkeys(self.adds, factor)

    def each_move(self) -> dict[int, int]:
        """Return a factor of one for each move."""
        return self.filled(1) | self.given_up()

    def reasons(self) -> dict[int, int]:
        """Return what the reasons for each taker take off the cost."""
        taken = [*self.adds.items(), *self.takes.items()]
        return {number: -self._reasons(role, partner) for number, (role, partner, _) in taken}

    @property
    def most_added(self) -> int:
        """How many roles can be added at most, were there room enough."""
        missing = self.situation.missing
        return sum(min(missing[role], len(takers)) for role, takers in self._to_add.items())

    def most_reasons(self, added: int, handed: int) -> int:
        """Return how many reasons can speak for so many takers at most, were there room enough."""
        missing = self.situation.missing
        to_add = ((role, takers, missing[role]) for role, takers in self._to_add.items())
        to_hand = ((k[0], takers, self._handed[k]) for k, takers in self._to_hand.items())
        return self._most(to_add, added) + self._most(to_hand, handed)

    def _most(self, tasks: Iterable[tuple[str, Sequence[str], int]], count: int) -> int:
        each = [
            reasons
            for role, takers, needed in tasks
            for reasons in heapq.nlargest(needed, (self._reasons(role, p) for p in takers))
        ]
        return sum(heapq.nlargest(count, each))

    def values(self, steps: Sequence[Step]) -> list[int]:
        """Return the values that stand for moves."""
        values = [0] * len(self.most)
        added = {(step.role, step.taker) for step in steps if step.kind == "add"}
        given = {(step.role, step.giver): step for step in steps if step.kind == "hand over"}
        ended = {(step.role, step.giver) for step in steps if step.kind == "end"}
        taken = set()
        for number, held in self.gives.items():
            if step := given.get((held.role, held.partner)):
                values[number] = 1
                taken.add((held.role, step.taker, held.takes))
        for number, add in self.adds.items():
            values[number] = int(add[:2] in added)
        for number, take in self.takes.items():
            values[number] = int(take in taken)
        for number, held in self.ends.items():
            values[number] = int((held.role, held.partner) in ended)
        stays = self._stay(values)
        for partner, number in self.stay_over.items():
            values[number] = stays[partner]
        return values

    def _stay(self, values: Sequence[int]) -> dict[str, int]:
        freed = Counter[str]()
        for number, held in [*self.gives.items(), *self.ends.items()]:
            freed[held.partner] += held.frees * values[number]
        return {p: max(0, self.situation.over[p] - freed[p]) for p in self.stay_over}

    def steps(self, values: Sequence[int]) -> list[Step]:
        """Return the moves."""
        found: list[Step] = []
        for number, (role, partner, _) in self.adds.items():
            if values[number]:
                found.append(Step("add", role, "", partner))
        takers: dict[tuple[str, int], list[str]] = {}
        for number, (role, partner, fte) in self.takes.items():
            if values[number]:
                takers.setdefault((role, fte), []).append(partner)
        for number, held in self.gives.items():
            if values[number]:
                taker = takers[held.role, held.takes].pop(0)
                found.append(Step("hand over", held.role, held.partner, taker))
        for number, held in self.ends.items():
            if values[number]:
                found.append(Step("end", held.role, held.partner, ""))
        return found
