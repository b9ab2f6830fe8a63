"""Many workbooks checked by two processes, next to one."""

from __future__ import annotations

from pathlib import Path

import backbone_kg
from benchmarks.contest import compete, ratio_line, timed_with_children, times_line, verdict

ONE = "validate by one process"
TWO = "validate by two processes"
TARGET = 1.7
WORKBOOKS = 1_000
"""How many to check."""
_ROUNDS = 2


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

    def check(jobs: int) -> None:
        found[jobs] = backbone_kg.validate_files(*paths, jobs=jobs)

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
    ]
