"""A folder that is gone when it is not needed, however the program ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from backbone_kg.base.temporary_folders import passing_folder

PROGRAM = """
import shutil, sys, time
from backbone_kg.base import temporary_folders as passing

removed = shutil.rmtree

def slowly(*arguments, **named):
    time.sleep(0.3)
    removed(*arguments, **named)

passing.tempfile._shutil.rmtree = slowly
with passing.passing_folder() as folder:
    (folder / "large").write_text("x")
    print(folder, flush=True)
    time.sleep(60)
"""


def test_it_is_gone_afterwards() -> None:
    with passing_folder() as folder:
        (folder / "inner").mkdir()
        assert folder.name.startswith("backbone-kg-")
    assert not folder.exists()
    with pytest.raises(ValueError, match="x"), passing_folder() as other:
        raise ValueError("x")
    assert not other.exists()


@pytest.mark.parametrize(
    ("told", "status"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", -signal.SIGINT)]
)
@pytest.mark.parametrize("times", [1, 2])
def test_it_is_gone_when_the_program_is_told_to_end(told: str, status: int, times: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        assert folder.is_dir()
        for _ in range(times):
            process.send_signal(getattr(signal, told))
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        assert process.wait() == status
    assert not folder.exists()


def test_what_a_signal_does_is_as_before() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with passing_folder():
        assert signal.getsignal(signal.SIGTERM) != signal.SIG_DFL
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_who_looks_after_signals_keeps_them() -> None:
    def mine(*_: object) -> None:
        pass

    before = signal.signal(signal.SIGTERM, mine)
    try:
        with passing_folder():
            assert signal.getsignal(signal.SIGTERM) is mine
    finally:
        signal.signal(signal.SIGTERM, before)


def test_another_thread_has_one_too() -> None:
    found: list[Path] = []

    def make() -> None:
        with passing_folder() as folder:
            found.append(folder)
            assert folder.is_dir()

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    assert found
    assert not found[0].exists()
