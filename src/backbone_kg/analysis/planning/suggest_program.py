"""Which moves mend most: first holders missing, then FTE over, then few moves, then reasons.

Each is settled before the next is looked at, so that none is weighed against another. What could
be reached at best is bounded twice: by an outline of the task, in which it is left open who takes
what, and by the task itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from backbone_kg.analysis.least_sets.solving import SECONDS, Between, Program, Row, minimize
from backbone_kg.analysis.planning.suggest_rows import Model, Outline, Reasons, Step
from backbone_kg.analysis.planning.suggest_situation import Held, Situation


@dataclass(frozen=True, slots=True)
class Found:
    """Moves, and what they come to.

    Parameters
    ----------
    steps
        In the order of the roles.
    missing, over, moves, reasons
        Holders still missing; whole thousandths of FTE that partners still have too much; number of
        moves; reasons that speak for who takes what. Each lies between what the moves come to,
        counted again from them, and what no moves can be better than.
    """

    steps: tuple[Step, ...]
    missing: Between
    over: Between
    moves: Between
    reasons: Between


class _Best(NamedTuple):
    """Values of the variables, and what no others can cost less than."""

    values: Sequence[int]
    bound: int


def best_steps(situation: Situation, reasons: Reasons, *, seconds: float = SECONDS) -> Found:
    """Return the moves that mend most; each of the four may take so long, by the clock."""
    lacking = sum(situation.missing.values())
    model = Model(situation, reasons, moving=False)
    steps = placed(situation, reasons)
    could = model.most_added
    if situation.max_moves is not None:
        could = min(could, situation.max_moves)
    if len(steps) < could:
        model = Model(situation, reasons, moving=False, also=steps)
        first = _best(model, model.filled(-1), (), seconds, model.values(steps))
        steps = tuple(model.steps(first.values))
        could = min(could, -first.bound) if model.whole else could
    missing = Between(lacking - could, lacking - len(steps))
    if situation.movable and situation.max_moves != len(steps):
        return replace(_moved(situation, reasons, steps, seconds / 2), missing=missing)
    model = Model(situation, reasons, moving=False, also=steps)
    rows = [Row(model.filled(1), least=len(steps))]
    last = _best(model, model.reasons(), rows, seconds, model.values(steps))
    over, count = stays_over(situation, ()), len(steps)
    return Found(
        steps=tuple(model.steps(last.values)),
        missing=missing,
        over=Between(over, over),
        moves=Between(count, count),
        reasons=_spoken(reasons, model, last, count, 0),
    )


def stays_over(situation: Situation, steps: Sequence[Step]) -> int:
    """Return the FTE that partners have too much after moves, in whole thousandths."""
    freed = {(held.role, held.partner): held.frees for held in situation.movable}
    left = dict(situation.over)
    for step in steps:
        if step.giver:
            left[step.giver] -= freed[step.role, step.giver]
    return sum(max(0, fte) for fte in left.values())


def least_over(situation: Situation, added: int, *, seconds: float = SECONDS) -> Between:
    """Return the FTE that stays too much at best where so many roles are added first.

    The most moves are more than these.
    """
    outline = Outline(situation, added)
    best = _best(outline, outline.stays(), (), seconds, None)
    if best.values:
        handed, ended = outline.chosen(best.values)
        narrow = replace(situation, movable=(*handed, *ended), endable=ended)
        steps = placed(narrow, _nothing_speaks, handed, ended)
        if _is_whole(steps, added, len(handed) + len(ended)):
            over = stays_over(situation, steps)
            return Between(min(over, outline.not_movable + best.bound), over)
    return best_steps(situation, _nothing_speaks, seconds=seconds).over


def _nothing_speaks(role: str, partner: str) -> int:
    return 0


def _is_whole(steps: Sequence[Step], added: int, given_up: int) -> bool:
    """Return whether moves add so many roles, and all that is given up is among them."""
    return len(steps) == added + given_up and sum(s.kind == "add" for s in steps) == added


def _moved(
    situation: Situation, reasons: Reasons, steps: tuple[Step, ...], seconds: float
) -> Found:
    """Return the best moves that add as many roles, where work may be handed over or end."""
    added = len(steps)
    outline = Outline(situation, added)
    second = _best(outline, outline.stays(), (), seconds, None)
    rows = [Row(outline.stays(), most=second.bound)]
    third = _best(outline, outline.given_up(), rows, seconds, None)
    aim = _Aim(added, outline.not_movable + second.bound, added + third.bound)
    reached: tuple[Step, ...] = ()
    if third.values:
        # With the outline's own choice of what to give up, it is only open who takes it.
        handed, ended = outline.chosen(third.values)
        narrow = replace(situation, movable=(*handed, *ended), endable=ended)
        start = placed(narrow, reasons, handed, ended)
        whole = _is_whole(start, added, len(handed) + len(ended))
        model = Model(narrow, reasons, moving=True, also=(*steps, *start))
        values = model.values(start) if whole else None
        best = _best(model, model.reasons(), aim.rows(model), seconds, values)
        reached = tuple(model.steps(best.values)) if best.values else ()
    model = Model(situation, reasons, moving=True, also=reached or steps)
    most = model.most_reasons(added, third.bound)
    if not reached or _speaking(reasons, reached) < most:
        values = model.values(reached) if reached else None
        best = _best(model, model.reasons(), aim.rows(model), seconds, values)
        reached = tuple(model.steps(best.values)) if best.values else ()
    else:
        best = _Best(model.values(reached), -most)
    if reached:
        left, count = stays_over(situation, reached), len(reached)
        over = Between(min(left, aim.over), left)
        moves = Between(min(count, aim.moves), count)
    else:
        best, over, moves = _one_by_one(model, aim, steps, seconds)
        reached = tuple(model.steps(best.values))
    spoken = _spoken(reasons, model, best, added, moves.at_most - added)
    return Found(reached, Between(0, 0), over, moves, spoken)


@dataclass(frozen=True, slots=True)
class _Aim:
    """What the outline of the task leaves open at best."""

    added: int
    over: int
    moves: int

    def rows(self, model: Model) -> list[Row]:
        """Return what has to hold for moves that reach it."""
        return [
            Row(model.filled(1), least=self.added),
            Row(model.stays(), most=self.over - model.not_movable),
            Row(model.each_move(), most=self.moves),
        ]


def _one_by_one(
    model: Model, aim: _Aim, steps: tuple[Step, ...], seconds: float
) -> tuple[_Best, Between, Between]:
    """Return the best moves where the aim is not reached, what stays over, and how many they are.

    Bounds of a model that leaves out unlikely takers are none of the task; then those of the
    outline stand.
    """
    situation = model.situation
    rows = [Row(model.filled(1), least=aim.added)]
    second = _best(model, model.stays(), rows, seconds, model.values(steps))
    over = stays_over(situation, model.steps(second.values))
    least = max(aim.over, second.bound + model.not_movable if model.whole else 0)
    rows.append(Row(model.stays(), most=over - model.not_movable))
    third = _best(model, model.each_move(), rows, seconds, second.values)
    count = len(model.steps(third.values))
    # With more FTE left over than the outline needs, fewer moves than its fewest may do.
    fewest = max(aim.added, third.bound if model.whole else 0, aim.moves if over == aim.over else 0)
    rows.append(Row(model.each_move(), most=count))
    last = _best(model, model.reasons(), rows, seconds, third.values)
    left = model.steps(last.values)
    over, count = stays_over(situation, left), len(left)
    return last, Between(min(over, least), over), Between(min(count, fewest), count)


def _speaking(reasons: Reasons, steps: Sequence[Step]) -> int:
    return sum(reasons(step.role, step.taker) for step in steps if step.taker)


def _spoken(reasons: Reasons, model: Model, best: _Best, added: int, handed: int) -> Between:
    reached = _speaking(reasons, model.steps(best.values))
    most = model.most_reasons(added, handed)
    if model.whole:
        most = min(most, -best.bound)
    return Between(reached, max(reached, most))


def _best(
    model: Model | Outline,
    costs: Mapping[int, int],
    rows: Sequence[Row],
    seconds: float,
    incumbent: Sequence[int] | None,
) -> _Best:
    """Return the best values that are found, or the incumbent if none better are; else none."""
    lowest = sum(cost * model.most[number] for number, cost in costs.items() if cost < 0)
    reached = None
    if incumbent is not None:
        reached = sum(cost * incumbent[number] for number, cost in costs.items())
        if reached == lowest:
            return _Best(incumbent, lowest)
    every = [costs.get(number, 0) for number in range(len(model.most))]
    program = Program(tuple(model.most), (*model.rows, *rows))
    found = minimize(program, every, seconds=seconds)
    bound = max(lowest, found.at_least)
    better = found.cost is not None and (reached is None or found.cost < reached)
    if found.values is not None and found.cost is not None and better:
        return _Best(found.values, min(bound, found.cost))
    return _Best(incumbent or (), bound if reached is None else min(bound, reached))


def placed(
    situation: Situation,
    reasons: Reasons,
    handed: Sequence[Held] = (),
    ended: Sequence[Held] = (),
) -> tuple[Step, ...]:
    """Return moves that keep all limits, placed one after another where most speaks for them.

    That is quick, often good enough, a start for the exact search, and all there is where that
    finds nothing in time.
    Of the holdings to hand over and to end, one that nobody can take is left out.
    """
    most = situation.max_moves
    places = _Places(situation, reasons)
    missing = [(role, situation.each[role].fte) for role in situation.missing]
    choice = {role: len(situation.takers(role, fte)) for role, fte in missing}
    # Where few can take a role, these have to be asked first; large pieces before small ones.
    missing.sort(key=lambda one: (choice[one[0]] - situation.missing[one[0]], -(one[1] or 0)))
    steps: list[Step] = []
    for role, fte in missing:
        for _ in range(situation.missing[role]):
            taker = places.take(role, fte) if most is None or len(steps) < most else ""
            if taker:
                steps.append(Step("add", role, "", taker))
    for held in sorted(handed, key=lambda held: -held.takes):
        if taker := places.take(held.role, held.takes):
            steps.append(Step("hand over", held.role, held.partner, taker))
    steps += [Step("end", held.role, held.partner, "") for held in ended]
    return tuple(steps if most is None else steps[:most])


class _Places:
    """Who has how much room left."""

    def __init__(self, situation: Situation, reasons: Reasons) -> None:
        self._situation = situation
        self._reasons = reasons
        self._room = {p: each.room for p, each in situation.receivers.items()}
        self._slots = {p: each.slots for p, each in situation.receivers.items()}
        self._taken: set[tuple[str, str]] = set()

    def take(self, role: str, fte: int | None) -> str:
        """Return the partner that takes a piece of work, and note it; "" if none can."""
        able = [p for p in self._situation.takers(role, fte) if self._can(role, p, fte or 0)]
        if not able:
            return ""
        taker = max(able, key=lambda p: (self._reasons(role, p), self._left(p)))
        self._taken.add((role, taker))
        room, slots = self._room[taker], self._slots[taker]
        self._room[taker] = None if room is None else room - (fte or 0)
        self._slots[taker] = None if slots is None else slots - 1
        return taker

    def _can(self, role: str, partner: str, fte: int) -> bool:
        room = self._room[partner]
        fits = room is None or fte <= room
        return fits and self._slots[partner] != 0 and (role, partner) not in self._taken

    def _left(self, partner: str) -> int:
        room, slots = self._room[partner], self._slots[partner]
        return (slots or 0) if room is None else room
