"""Eight clients at once, two of them with runaway queries, for half a minute."""

from __future__ import annotations

from benchmarks.endpoint import DEADLINE, measure

SECONDS = 30.0


def test_quick_questions_are_answered_and_runaways_are_stopped_and_memory_is_level() -> None:
    load = measure(SECONDS)
    assert load.wrong == []
    assert len(load.fast) > 20 * SECONDS
    assert len(load.stopped) >= 2 * int(SECONDS / (DEADLINE + 1))
    assert min(load.stopped) >= DEADLINE
    assert max(load.stopped) < DEADLINE + 2
    assert load.left == 0
    assert load.processes <= 1 + 4 + 4  # each process, and one that takes its place
    assert load.growth() < 1.3
    assert max(load.memory) < 1 << 30
