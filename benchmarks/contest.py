"""Timing contestants side by side: they take turns, so that a busy moment meets each of them."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sample:
    """How long one turn took: by the clock and in processor time, both in seconds."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Sample:
    """Do a piece of work once, and return how long it took."""
    begin, cpu = time.perf_counter(), time.process_time()
    work()
    return Sample(time.perf_counter() - begin, time.process_time() - cpu)


def timed_with_children(work: Callable[[], object]) -> Sample:
    """Return the same, with the processor time of the processes that the work starts and ends."""

    def processor() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(each.ru_utime + each.ru_stime for each in used)

    begin, cpu = time.perf_counter(), processor()
    work()
    return Sample(time.perf_counter() - begin, processor() - cpu)


Turn: TypeAlias = Callable[[int], Sample]
"""Does the work of the round with this number, and says how long it took."""


@dataclass(frozen=True, slots=True)
class Contest:
    """The samples of each contestant, one for each round.

    Parameters
    ----------
    samples
        By contestant, in the order of the rounds.
    """

    samples: Mapping[str, list[Sample]]

    def walls(self, name: str) -> list[float]:
        """Return a contestant's times by the clock."""
        return [sample.wall for sample in self.samples[name]]

    def ratios(self, one: str, other: str) -> list[float]:
        """Return by round how many times as long one contestant takes as another."""
        pairs = zip(self.walls(one), self.walls(other), strict=True)
        return [first / second for first, second in pairs]

    def total_ratio(self, one: str, other: str) -> float:
        """Return how many times as long one contestant takes as another in all rounds together."""
        return sum(self.walls(one)) / sum(self.walls(other))

    def cpu_ratio(self, one: str, other: str) -> float:
        """Return the same as :meth:`total_ratio` in processor time."""
        first, second = (sum(sample.cpu for sample in self.samples[name]) for name in (one, other))
        return first / second


def compete(contestants: Mapping[str, Turn], rounds: int) -> Contest:
    """Let each contestant take one turn in each round; who begins changes from round to round.

    Parameters
    ----------
    contestants
        By name.
    rounds
        How many turns each takes, at least 1.
    """
    samples: dict[str, list[Sample]] = {name: [] for name in contestants}
    names = list(contestants)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            samples[name].append(contestants[name](number))
    return Contest(samples)


def middle(values: list[float]) -> tuple[float, float, float]:
    """Return the median and the quartiles below and above it.

    Examples
    --------
    >>> middle([3.0, 1.0, 2.0, 5.0, 4.0])
    (3.0, 2.0, 4.0)
    """
    if len(values) == 1:
        return values[0], values[0], values[0]
    below, _, above = quantiles(values, n=4, method="inclusive")
    return median(values), below, above


def times_line(contest: Contest, name: str, per_round: int = 1) -> str:
    """Return a contestant's times as a line of text, for one of the things that a turn does."""
    half, below, above = (1000 * value / per_round for value in middle(contest.walls(name)))
    cpu = 1000 * median(sample.cpu for sample in contest.samples[name]) / per_round
    return f"  {name:34} {half:8.1f} ms  ({below:.1f} to {above:.1f}; processor {cpu:.1f})"


def ratio_line(what: str, ratio: float, spread: list[float], cpu: float, target: str) -> str:
    """Return a ratio as a line of text.

    Parameters
    ----------
    what
        Which ratio.
    ratio
        Its value.
    spread
        Its value in each round; the quartiles are told.
    cpu
        Its value in processor time.
    target
        What :func:`verdict` says of it.
    """
    _, below, above = middle(spread)
    head = f"  {what}: {ratio:.2f}"
    return f"{head}  (half of the rounds {below:.2f} to {above:.2f}; processor {cpu:.2f})  {target}"


def verdict(ratio: float, *, at_most: float | None = None, at_least: float | None = None) -> str:
    """Return whether a ratio meets its target.

    Examples
    --------
    >>> verdict(0.4, at_most=0.5)
    'target at most 0.5: met'
    >>> verdict(4.9, at_least=5)
    'target at least 5: MISSED'
    """
    if at_most is not None:
        return f"target at most {at_most:g}: {'met' if ratio <= at_most else 'MISSED'}"
    return f"target at least {at_least:g}: {'met' if ratio >= (at_least or 0) else 'MISSED'}"
