"""A process of this program that does one job after another, and can be killed at any time."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final, Literal, TypeAlias

Why: TypeAlias = Literal["time", "memory", "depth", "stopped"]
"""Why a process ended in the middle of a job: its time was up, it asked for more memory than it may
have, its calls were nested too deeply, or it was ended from outside."""

_OUT_OF_MEMORY: Final = (b"memory allocation", b"bad_alloc", b"MemoryError", b"Out of memory")


class Child:
    """A process that runs a module of this program.

    Parameters
    ----------
    module
        Its name; its ``main`` reads ``settings`` as JSON from its first argument, jobs from its
        input, and writes answers to its output.
    settings
        What it is told at the start.

    Notes
    -----
    Start it from a thread that lives as long as it does.
    """

    def __init__(self, module: str, settings: Mapping[str, Any]) -> None:
        self._told: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 closed with the process
        self._process = subprocess.Popen(
            # -P: nothing is imported from the folder one happens to be in.
            [sys.executable, "-P", "-m", module, json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._told,
        )
        self._late = False
        self._killed = False

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Return whether it can take another job."""
        return not self._killed and self._process.poll() is None

    def processor_seconds(self) -> float | None:
        """Return how long the processor has worked for it; None where the system does not tell."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return None
        user, system = told.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def input(self) -> IO[bytes]:
        """What it reads jobs from."""
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def output(self) -> Any:
        """What it writes answers to."""
        return self._process.stdout

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._killed = True
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of what belongs to it."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._told):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    @contextlib.contextmanager
    def killed_after(self, seconds: float | None) -> Iterator[None]:
        """Kill the process if what is done meanwhile takes longer."""
        if seconds is None:
            yield
            return
        timer = threading.Timer(seconds, self._out_of_time)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # from here on nothing kills a process that has answered

    def _out_of_time(self) -> None:
        self._late = True
        self.kill()

    def why_ended(self) -> Why:
        """Return why the process is gone; waits until it is."""
        status = self._process.wait()
        of_time = {-getattr(signal, name, 0) for name in ("SIGALRM", "SIGXCPU")} - {0}
        if self._late or status in of_time:
            return "time"
        words = self.last_words(everything=True).encode()
        if any(mark in words for mark in _OUT_OF_MEMORY):
            return "memory"
        return "depth" if status == -signal.SIGSEGV else "stopped"

    def last_words(self, *, everything: bool = False) -> str:
        """Return the last line of what it told on the way, or all of it."""
        self._told.seek(0)
        text = self._told.read(1 << 16).decode(errors="replace").strip()
        return text if everything else (text.splitlines() or ["it ended"])[-1]
