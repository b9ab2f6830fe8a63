"""Placing work one piece after another where most speaks for it: quick, and often good enough.

What it finds is a start for the exact search, and all there is where that finds nothing in time.
"""

from __future__ import annotations

from collections.abc import Sequence

from backbone_kg.analysis.planning.suggest_rows import Reasons, Step
from backbone_kg.analysis.planning.suggest_situation import Held, Situation


def placed(
    situation: Situation,
    reasons: Reasons,
    handed: Sequence[Held] = (),
    ended: Sequence[Held] = (),
) -> tuple[Step, ...]:
    """Return moves that keep all limits: roles are added, and what is handed over is taken.

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
