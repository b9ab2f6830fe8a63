"""Many workbooks in one process: read, validate and analyze each."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.contest import Sample, compete, ratio_line, times_line, verdict
from benchmarks.outcomes import Outcome

PLAIN = "openpyxl + rdflib + pySHACL"
TARGETS = {"pyshacl": 1.5, "shacl": 1 / 0.12}
_PER_ROUND = 10


def outcomes(contestant: str, paths: list[Path]) -> tuple[Sample, list[Outcome]]:
    """Do the work of one contestant on some workbooks.

    Parameters
    ----------
    contestant
        :data:`PLAIN`, or an engine of backbone-kg.
    paths
        The workbooks.

    Returns
    -------
    Sample
        How long reading, validating and analyzing took.
    list of Outcome
        What was found; bringing it into a form that can be compared does not count.
    """
    begin, cpu = time.perf_counter(), time.process_time()
    if contestant == PLAIN:
        from benchmarks import plain

        found = [plain.outcome(path) for path in paths]
        return Sample(time.perf_counter() - begin, time.process_time() - cpu), found
    from benchmarks import ours

    results = [ours.run(path, contestant) for path in paths]
    sample = Sample(time.perf_counter() - begin, time.process_time() - cpu)
    return sample, [ours.outcome(result) for result in results]


def disagreements(found: dict[str, list[Outcome]], paths: list[Path]) -> list[str]:
    """Return a line for each difference between a contestant and the plain opponent."""
    return [
        f"{path.name}, {name}: {difference}"
        for name, theirs in found.items()
        for path, one, plain in zip(paths, theirs, found[PLAIN], strict=True)
        for difference in one.differences(plain)
    ]


def compare(paths: list[Path], engines: list[str]) -> list[str]:
    """Let each contestant work through all workbooks in a process of its own, a few at a turn.

    Returns
    -------
    list of str
        Lines to print.

    Raises
    ------
    RuntimeError
        If the contestants do not come to the same findings and figures.
    """
    names = [PLAIN, *engines]
    found: dict[str, list[Outcome]] = {name: [] for name in names}
    parts = [paths[at : at + _PER_ROUND] for at in range(0, len(paths), _PER_ROUND)]
    with _workers(names) as workers:

        def turn(name: str, number: int) -> Sample:
            workers[name].send(parts[number])
            sample, made = workers[name].recv()
            found[name] += made
            return Sample(sample.wall, sample.cpu)

        contest = compete({name: partial(turn, name) for name in names}, len(parts))
    different = disagreements(found, paths)
    if different:
        raise RuntimeError("The contestants disagree:\n" + "\n".join(different[:20]))
    mistakes = sum(len(one.findings) for one in found[PLAIN])
    lines = [
        f"  {len(paths)} workbooks, {mistakes} findings, the same findings and figures from each",
        "  for one workbook:",
    ]
    lines += [times_line(contest, name, _PER_ROUND) for name in names]
    for name in engines:
        ratio = contest.total_ratio(PLAIN, name)
        lines.append(
            ratio_line(
                f"{PLAIN} / backbone-kg ({name})",
                ratio,
                contest.ratios(PLAIN, name),
                contest.cpu_ratio(PLAIN, name),
                verdict(ratio, at_least=TARGETS[name]),
            )
        )
    return lines


@contextmanager
def _workers(names: list[str]) -> Iterator[dict[str, Connection]]:
    context = multiprocessing.get_context("spawn")
    started: list[Any] = []
    ends: dict[str, Connection] = {}
    for name in names:
        ends[name], theirs = context.Pipe()
        process = context.Process(target=_work, args=(name, theirs), daemon=True)
        process.start()
        started.append(process)
    try:
        yield ends
    finally:
        for end in ends.values():
            end.send([])
        for process in started:
            process.join()


def _work(name: str, end: Connection) -> None:
    """Work through what is sent, until nothing is."""
    while paths := end.recv():
        end.send(outcomes(name, paths))
