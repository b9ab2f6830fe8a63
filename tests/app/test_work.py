"""Tasks in processes with limits: one that dies takes nothing with it."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from tests.generate import good, write_xlsx

from backbone_kg import BackboneError
from backbone_kg.app import task_processes as room
from backbone_kg.app.task_processes import Work
from backbone_kg.isolation import TaskProcess


class Doomed(TaskProcess):
    def do(self, task: Any, item: Any, seconds: float) -> Any:
        os.kill(self.pid, signal.SIGKILL)
        return super().do(task, item, seconds)


def test_a_process_that_ends_is_told_and_another_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_xlsx(tmp_path / "partners.xlsx", good())

    async def go() -> None:
        work = Work()
        with monkeypatch.context() as at_first:
            at_first.setattr(room, "TaskProcess", Doomed)
            with pytest.raises(BackboneError, match="Another takes its place"):
                await work.do("check", tmp_path, name="partners.xlsx")
        first = await work.do("check", tmp_path, name="partners.xlsx")
        for child in work.idle:  # nobody waits for one that does nothing
            os.kill(child.pid, signal.SIGKILL)
            while child.alive:
                await asyncio.sleep(0.01)
        assert await work.do("check", tmp_path, name="partners.xlsx") == first
        work.close()

    asyncio.run(go())


def test_what_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SECONDS", 1e-9)

    async def go() -> None:
        work = Work()
        with pytest.raises(BackboneError, match="processor time"):
            await work.do("check", tmp_path, name="partners.xlsx")
        work.close()

    asyncio.run(go())
