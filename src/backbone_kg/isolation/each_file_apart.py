"""Something done with each of many files: one that breaks it never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.isolation.process_pool import Ended, in_processes

Result = TypeVar("Result")

SECONDS: Final = 60.0
"""Processor time that each file may take; five times what a workbook of 50,000 rows takes."""

SECONDS_A_MEGABYTE: Final = 60.0
"""And as much more for each megabyte of it."""


def each_file(
    task: Callable[[Path], Result],
    paths: Sequence[Path],
    *,
    processes: int,
    done: Callable[[], None] = lambda: None,
) -> Iterator[Result | CannotReadError]:
    """Do something with each of many files, in processes with limits on memory and time.

    Parameters
    ----------
    task
        What to do: a function of a module of this program, or a :func:`functools.partial` of one.
    paths
        The files. One alone is done in this process, without limits.
    processes
        How many processes, 1 or more.
    done
        Called when the task is done for a file, in whatever order they are.

    Yields
    ------
    Result or CannotReadError
        For each file, in their order, what the task returns, or why it could not be done: because
        the file cannot be read, ends a process, or meets a mistake of this program.

    Raises
    ------
    BackboneError
        What is wrong with the task, not with a file.
    """
    if len(paths) == 1:
        made: Result | CannotReadError
        try:
            made = task(paths[0])
        except CannotReadError as error:
            made = error
        done()
        yield made
        return
    outcomes = in_processes(
        partial(_caught, task), paths, processes=processes, seconds=_seconds, done=done
    )
    for path, outcome in zip(paths, outcomes, strict=True):
        yield _given_up(path, outcome) if isinstance(outcome, Ended) else outcome


def _caught(task: Callable[[Path], Result], path: Path) -> Result | CannotReadError:
    """Return what the task returns, or why a file cannot be read, whether foreseen or not."""
    try:
        return task(path)
    except CannotReadError as error:
        return error
    except (BackboneError, MemoryError):
        raise
    except Exception as problem:
        what = f"{type(problem).__name__}: {problem}".rstrip(": ")
        return CannotReadError(
            path,
            f"A mistake of backbone-kg kept it from being read ({what}).",
            "Please report this with the file, or with one like it.",
        )


def _given_up(path: Path, ended: Ended) -> CannotReadError:
    if ended.why in {"time", "memory"}:
        remedy = f"Alone it has no such limit: backbone-kg validate {path}"
        return CannotReadError(path, f"{ended}, and was given up.", remedy)
    return CannotReadError(path, f"{ended}.", "Save the file again, or try it alone.")


def _seconds(path: Path) -> float:
    """Return how much processor time a file may take."""
    try:
        size = sum(each.stat().st_size for each in (path.iterdir() if path.is_dir() else [path]))
    except OSError:
        size = 0
    return SECONDS + SECONDS_A_MEGABYTE * size / 1e6
