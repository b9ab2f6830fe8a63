"""Work that is waited for, while Ctrl-C is heard."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest
from tests.waiting import wait_until

from backbone_kg.base.interrupts import interruptible, unfinished


def test_what_the_work_returns_or_raises_comes_back() -> None:
    assert interruptible(lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        interruptible(lambda: 1 / 0)
    assert not unfinished()


def test_ctrl_c_ends_the_waiting_and_the_work_goes_on() -> None:
    go_on = threading.Event()

    def work() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        go_on.wait()

    with pytest.raises(KeyboardInterrupt):
        interruptible(work)
    assert unfinished()
    go_on.set()
    wait_until(lambda: not unfinished())


def test_work_has_a_thread_of_its_own_whoever_asks() -> None:
    seen: list[threading.Thread] = []
    asking = threading.Thread(target=lambda: seen.append(interruptible(threading.current_thread)))
    asking.start()
    asking.join()
    seen.append(interruptible(threading.current_thread))
    assert not {asking, threading.main_thread()} & set(seen)


@pytest.mark.parametrize(("depth", "told"), [(370, "True"), (20_000, "nested too deep")])
def test_a_deep_query_is_answered_or_refused(depth: int, told: str) -> None:
    # In a process of its own: a query that overflows the stack would end this one.
    code = (
        "import backbone_kg\n"
        f"text = 'ASK ' + '{{' * {depth} + '?s ?p ?o' + '}}' * {depth}\n"
        "try:\n    print(backbone_kg.query(text).answer)\n"
        "except backbone_kg.BackboneError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert told in done.stdout


def test_without_room_for_a_deep_stack_work_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(size: int = 0) -> int:
        if size:
            raise ValueError("size not valid")
        return 0

    monkeypatch.setattr(threading, "stack_size", refused)
    assert interruptible(lambda: 42) == 42
