"""Many workbooks checked by two processes, next to one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import backbone_kg
from benchmarks.contest import compete, ratio_line, timed_with_children, times_line, verdict

ONE = "validate by one process"
TWO = "validate by two processes"
TARGET = 1.7
WORKBOOKS = 1_000
"""How many to check."""
_ROUNDS = 2


@dataclass(slots=True)
class Spent:
    """Processor time, in seconds, in this process and in those that it started and ended."""

    here: float = 0.0
    there: float = 0.0

    def add(self, before: os.times_result, after: os.times_result) -> None:
        """Add what was spent between two readings."""
        self.here += after.user + after.system - before.user - before.system
        self.there += after.children_user + after.children_system
        self.there -= before.children_user + before.children_system

    @property
    def total(self) -> float:
        """What was spent in all."""
        return self.here + self.there

    def alone(self, processes: int) -> float:
        """Return the time that it takes where each process has a processor for itself.

        What this process does is taken to keep the others waiting; what they do, and their start,
        to be divided among them evenly, as work is that each takes when it has none.
        """
        return self.here + self.there / processes


def compare(paths: list[Path]) -> list[str]:
    """Check all workbooks by one process and by two, in turns.

    Returns
    -------
    list of str
        Lines to print.

    Raises
    ------
    RuntimeError
        If they do not find the same.
    """
    found: dict[int, backbone_kg.FileChecks] = {}
    spent = {jobs: Spent() for jobs in (1, 2)}

    def check(jobs: int) -> None:
        before = os.times()
        found[jobs] = backbone_kg.validate_files(*paths, jobs=jobs)
        spent[jobs].add(before, os.times())

    contest = compete(
        {
            ONE: lambda _: timed_with_children(lambda: check(1)),
            TWO: lambda _: timed_with_children(lambda: check(2)),
        },
        _ROUNDS,
    )
    if found[1] != found[2] or found[1].unreadable:
        raise RuntimeError("One process and two do not find the same, or a workbook was not read")
    ratio = contest.total_ratio(ONE, TWO)
    alone = spent[1].alone(1) / spent[2].alone(2)
    findings = sum(len(check.findings or ()) for check in found[1])
    return [
        f"  {len(paths)} workbooks, {findings} findings, the same from both",
        "  for one workbook:",
        *(times_line(contest, name, len(paths)) for name in (ONE, TWO)),
        ratio_line(
            "one / two",
            ratio,
            contest.ratios(ONE, TWO),
            contest.cpu_ratio(ONE, TWO),
            verdict(ratio, at_least=TARGET),
        ),
        f"  on processors that do nothing else, by processor time, one / two: {alone:.2f}  "
        f"(the first process took {100 * spent[2].here / spent[2].total:.1f} % of it)  "
        f"{verdict(alone, at_least=TARGET)}",
    ]
