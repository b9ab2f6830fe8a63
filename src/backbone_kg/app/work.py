"""Tasks of the page, done in processes with limits on time, memory and network."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, Final

from backbone_kg.base.errors import BackboneError
from backbone_kg.isolation.child import Child

SECONDS: Final = 120.0
"""How long a task may take."""
MEMORY: Final = 2 << 30
"""Bytes that the process of a task may use."""
WORKERS: Final = 2

_ENDED: Final = {
    "time": f"It took longer than {SECONDS:g} seconds and was stopped.",
    "memory": f"It needed more than {MEMORY >> 30} GB of memory and was stopped.",
    "depth": "Something in the file is nested too deeply to be read.",
    "stopped": "The program that reads files ended; another takes its place. Try again.",
}


class Work:
    """Does tasks, some at a time."""

    def __init__(self) -> None:
        self._idle: list[Child] = []
        self._turns = asyncio.Semaphore(WORKERS)

    async def do(self, task: str, folder: Path, **arguments: Any) -> dict[str, Any]:
        """Return the result of a task.

        Parameters
        ----------
        task
            One of :data:`backbone_kg.app.tasks.TASKS`.
        folder
            Where its files are.
        **arguments
            What the task takes.

        Raises
        ------
        BackboneError
            If it cannot be done, in words for the person at the page.
        """
        line = json.dumps({"task": task, "folder": str(folder), "arguments": arguments})
        async with self._turns:
            child = self._idle.pop() if self._idle else _started()
            try:
                told = await asyncio.to_thread(_asked, child, line)
            except BaseException:
                child.close()
                raise
            self._idle.append(child)
        if "error" in told:
            raise BackboneError(told["error"])
        result: dict[str, Any] = told["result"]
        return result

    def close(self) -> None:
        """End the processes."""
        for child in self._idle:
            child.close()
        self._idle.clear()


def _started() -> Child:
    return Child("backbone_kg.app.work_main", {"memory": MEMORY})


def _asked(child: Child, line: str) -> dict[str, Any]:
    with child.killed_after(SECONDS):
        try:
            child.input.write(line.encode() + b"\n")
            child.input.flush()
            told = child.output.readline()
        except BrokenPipeError:
            told = b""
    if not told.endswith(b"\n"):
        raise BackboneError(_ENDED[child.why_ended()])
    result: dict[str, Any] = json.loads(told)
    return result
