"""Many things in a few processes: in order, each with its outcome, whatever one of them does."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from backbone_kg import BackboneError
from backbone_kg.base.errors import CannotReadError
from backbone_kg.isolation import Child, Ended, each_file, in_processes

KILLED = "__import__('signal').raise_signal(9)"
TOO_LONG = "sum(range(10**15))"
TOO_LARGE = "len(bytearray(3 << 30))"
ABORTED = "print('memory allocation of 442381631488 bytes failed') or __import__('os').abort()"
CRASHED = "__import__('ctypes').string_at(0)"


def outcomes(*tasks: str, processes: int, seconds: float = 20) -> list[object]:
    """Evaluate expressions in processes."""
    return list(in_processes(eval, tasks, processes=processes, seconds=lambda _: seconds))


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """The processes that were begun."""
    begun: list[Child] = []
    start = Child.__init__

    def noted(self: Child, *arguments: Any) -> None:
        begun.append(self)
        start(self, *arguments)

    monkeypatch.setattr(Child, "__init__", noted)
    return begun


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backbone_kg.isolation.process_pool._HEAD_START", 0.0)


@pytest.mark.parametrize("processes", [1, 3])
def test_results_come_in_the_order_of_the_things(processes: int) -> None:
    slow = "__import__('time').sleep(0.3)"
    found = outcomes(slow, *map(str, range(20)), processes=processes)
    assert found == [None, *range(20)]


def test_what_one_process_does_soon_begins_no_other(
    begun: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backbone_kg.isolation.process_pool._HEAD_START", 60.0)
    assert outcomes("1", "2", "3", processes=3) == [1, 2, 3]
    assert len(begun) == 1


def test_what_tasks_made_is_not_kept_by_the_process_that_did_them() -> None:
    circles = "[one.append(one) for one in [[] for _ in range(20_000)]].clear()"
    memory = "__import__('resource').getrusage(0).ru_maxrss // 1024"
    few, *_, many = outcomes(circles, memory, *[circles] * 60, memory, processes=1)[1:]
    assert int(str(many)) < int(str(few)) + 50


def test_one_that_ends_its_process_is_told_and_the_others_are_done() -> None:
    tasks = ["1", KILLED, "2", TOO_LARGE, ABORTED, "3", CRASHED, "4"]
    found = outcomes(*tasks, processes=2)
    assert [each for each in found if not isinstance(each, Ended)] == [1, 2, 3, 4]
    told = {task: each.why for task, each in zip(tasks, found, strict=True) if type(each) is Ended}
    assert told == {KILLED: "stopped", TOO_LARGE: "memory", ABORTED: "memory", CRASHED: "depth"}


def test_time_is_processor_time() -> None:
    found = outcomes("__import__('time').sleep(1.1)", TOO_LONG, "5", processes=1, seconds=0.8)
    assert found[0] is None
    assert str(found[1]) == "It took more than 1 seconds of processor time"
    assert found[2] == 5


def test_what_earlier_tasks_left_behind_does_not_count() -> None:
    kept = "globals().setdefault('kept', []).append(bytearray(120 << 20))"
    found = in_processes(eval, [kept] * 3, processes=1, seconds=lambda _: 20.0, memory=256 << 20)
    assert list(found) == [None, None, None]


def test_who_stops_in_the_middle_ends_the_processes(begun: list[Child]) -> None:
    tasks = ["1", TOO_LONG, TOO_LONG]
    running = in_processes(eval, tasks, processes=2, seconds=lambda _: 60.0)
    assert next(running) == 1
    running.close()
    assert begun
    assert not any(process.alive for process in begun)


def test_what_is_wrong_with_the_task_is_raised() -> None:
    with pytest.raises(RuntimeError, match="division by zero"):
        outcomes("1 / 0", "1", processes=1)
    wrong = "exec('from backbone_kg.base.errors import BackboneError; raise BackboneError(1)')"
    with pytest.raises(BackboneError, match="1"):
        outcomes(wrong, processes=1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can forbid it")
def test_no_process_can_reach_the_network() -> None:
    with pytest.raises(RuntimeError, match="Permission denied"):
        outcomes("__import__('socket').socket()", processes=1)


def test_a_file_that_meets_a_mistake_of_this_program_is_told(tmp_path: Path) -> None:
    paths = [tmp_path / "a", tmp_path / "b", tmp_path / "c"]
    for path in paths[::2]:
        path.write_text(path.name, encoding="utf-8")
    read = partial(Path.read_text, encoding="utf-8")
    first, error, last = each_file(read, paths, processes=2)
    assert (first, last) == ("a", "c")
    assert isinstance(error, CannotReadError)
    assert error.path == str(paths[1])
    assert error.problem.startswith("A mistake of backbone-kg kept it from being read (FileNot")
