"""Many damaged files, each within limits of processor time and memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.fuzz.trying import Damaged, damaged, faults_of

from backbone_kg.isolation import Ended, in_processes

SECONDS = 20
"""Processor time for one damaged file, with all that is tried with it."""
MEMORY = 1 << 30
ROOT = Path(__file__).resolve().parents[2]


def tried(numbers: Sequence[int], processes: int = 1) -> Iterator[tuple[Damaged, list[str]]]:
    """Try the damaged files of some numbers, and return the faults of each."""
    paths = [str(ROOT), str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    items = [damaged(number) for number in numbers]
    outcomes = in_processes(
        faults_of, items, processes=processes, seconds=lambda _: SECONDS, memory=MEMORY
    )
    for item, outcome in zip(items, outcomes, strict=True):
        yield item, [str(outcome)] if isinstance(outcome, Ended) else outcome
