"""Tasks of the page, done in processes with limits on time and memory, and without network."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

from backbone_kg.app.tasks import done
from backbone_kg.base.errors import BackboneError
from backbone_kg.isolation.process_pool import MEMORY, Ended, TaskProcess

SECONDS: Final = 120.0
"""Processor time that a task may take."""
PROCESSES: Final = 2


class Work:
    """Does tasks, some at a time."""

    def __init__(self) -> None:
        self.idle: list[TaskProcess] = []
        self._turns = asyncio.Semaphore(PROCESSES)

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
        async with self._turns:
            process = self._ready()
            try:
                made = await asyncio.to_thread(
                    process.do, done, (task, str(folder), arguments), SECONDS
                )
            except BackboneError:
                self.idle.append(process)
                raise
            except BaseException:
                process.close()
                raise
            if isinstance(made, Ended):
                process.close()
                raise BackboneError(f"{made}. Another takes its place: you can go on.")
            self.idle.append(process)
            return made

    def _ready(self) -> TaskProcess:
        while self.idle:
            process = self.idle.pop()
            if process.alive:
                return process
            process.close()
        return TaskProcess(MEMORY)

    def close(self) -> None:
        """End the processes."""
        for process in self.idle:
            process.close()
        self.idle.clear()
