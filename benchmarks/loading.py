"""Many workbooks into a store on disk, next to reading them alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import backbone_kg
from benchmarks.contest import compete, ratio_line, timed_with_children, times_line, verdict

READ = "read, and no more"
LOAD = "load: read, check and store"
TARGET = 1.5
WORKBOOKS = 1_000
"""How many to load."""
_ROUNDS = 2


def read_all(paths: list[Path]) -> None:
    """Read workbooks, one after another, into their graphs."""
    for path in paths:
        _ = backbone_kg.read(path).graph


def load_all(paths: list[Path]) -> None:
    """Load workbooks into a new store, as the command does, and make sure that they are there."""
    with tempfile.TemporaryDirectory() as folder:
        done = backbone_kg.load(*paths, store=Path(folder) / "store", processes=_processes())
        if len(done.records) != len(paths):
            raise RuntimeError(f"{len(done.records)} of {len(paths)} workbooks were loaded")


def _processes() -> int:
    return min(os.cpu_count() or 1, 8)


def compare(paths: list[Path]) -> list[str]:
    """Read all workbooks, and load all, in turns.

    Returns
    -------
    list of str
        Lines to print.
    """
    contest = compete(
        {
            READ: lambda _: timed_with_children(lambda: read_all(paths)),
            LOAD: lambda _: timed_with_children(lambda: load_all(paths)),
        },
        _ROUNDS,
    )
    in_processor_time = contest.cpu_ratio(LOAD, READ)
    return [
        f"  {len(paths)} workbooks, the knowledge base with them; {_processes()} processes",
        "  for one workbook:",
        *(times_line(contest, name, len(paths)) for name in (READ, LOAD)),
        ratio_line(
            "load / read",
            contest.total_ratio(LOAD, READ),
            contest.ratios(LOAD, READ),
            in_processor_time,
            verdict(in_processor_time, at_most=TARGET),
        ),
    ]
