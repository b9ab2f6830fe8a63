"""Commands killed at any moment: ``python -m tests.fuzz.kills --count 100``.

Each command writes over what an earlier run of it left. It is killed without warning, every other
time right after something changed in the folder. What is there then must be the old or what the
whole command writes, the input as it was; and the same command once more ends well and leaves what
it would have without the kill.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
from tests.cli.running import on_disk, run
from tests.generate import random_sheets, write_csv

COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "load": (("load", "one", "two", "--store", "store"), "store"),
    "convert": (("convert", "one", "out", "--leave-out", "--force"), "out"),
    "convert to xlsx": (("convert", "one", "out.xlsx", "--leave-out", "--force"), "out.xlsx"),
    "report": (("report", "one", "-o", "out.html", "--force"), "out.html"),
    "portfolio build": (
        ("portfolio", "build", "one", "two", "-o", "portfolio", "--anew"),
        "portfolio",
    ),
    "annotate": (("validate", "one", "--annotate", "out.xlsx", "--force"), "out.xlsx"),
}
"""What is run, and what it writes."""

_ASKED = {"store", "portfolio"}
"""What is no file that one looks into, but asked what it says."""

_ALL = """
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?g ?s ?p ?o
WHERE { GRAPH ?g { ?s ?p ?o } FILTER (isIRI(?o) || DATATYPE(?o) != xsd:dateTime) }
"""
"""What a store says, but for the time at which it was loaded."""


def main() -> None:
    """Kill each command so many times and print what was not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many kills of each command")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=list(COMMANDS), help="one command alone")
    asked = parser.parse_args()
    faulty = 0
    for name in [asked.only] if asked.only else COMMANDS:
        kills, faults = killed(name, asked.count, random.Random(asked.seed))
        faulty += len(faults)
        click.echo(f"{name}: {kills} killed, {len(faults)} with a fault")
        for fault in faults:
            click.echo(f"  {fault}")
    sys.exit(1 if faulty else 0)


def killed(name: str, count: int, rng: random.Random) -> tuple[int, list[str]]:
    """Kill a command so many times, and return how many times it was and what was wrong then."""
    command, out = COMMANDS[name]
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        _whole(Path("a"), 1, command)
        seconds = _whole(Path("b"), 2, command)
        states = {said: _state(Path(side), out) for side, said in (("a", "old"), ("b", "new"))}
        kills = 0
        while kills < count:
            shutil.rmtree("work", ignore_errors=True)
            shutil.copytree("b", "work")
            is_folder = Path("a", out).is_dir()
            shutil.rmtree(f"work/{out}") if is_folder else Path("work", out).unlink()
            is_first = out in _ASKED and rng.random() < 0.25
            if not is_first:
                copy = shutil.copytree if is_folder else shutil.copyfile
                copy(f"a/{out}", f"work/{out}")
            begin = time.monotonic()
            if not _kill(command, rng, seconds):
                seconds = 0.9 * (time.monotonic() - begin)
                continue
            kills += 1
            faults += _faults(Path("work"), out, states, Path("b"), command, is_first)
    return kills, faults


def _whole(folder: Path, seed: int, command: Sequence[str]) -> float:
    """Run a command whole in a folder of its own, and return how many seconds it took."""
    work = Path("work")  # a store names what it holds by the address of the file
    work.mkdir()
    for number, part in enumerate(("one", "two")):
        write_csv(work / part, random_sheets(10 * number + seed, partners=9))
    begin = time.monotonic()
    with contextlib.chdir(work):
        done = run(*command)
    assert done.status < 2, done.err
    work.rename(folder)
    return time.monotonic() - begin


def _kill(command: Sequence[str], rng: random.Random, seconds: float) -> bool:
    """Run a command in a process of its own and kill it; return whether it was at work then."""
    if (child := os.fork()) == 0:
        with Path(os.devnull).open("w") as nowhere, contextlib.suppress(BaseException):
            os.dup2(nowhere.fileno(), 2)
            os.chdir("work")
            run(*command)
        os._exit(0)
    end = time.monotonic() + rng.uniform(0, seconds)
    if rng.random() < 0.5:
        there = _changes(Path("work"))
        while _changes(Path("work")) == there and not _has_ended(child):
            time.sleep(0.0005)
        end = time.monotonic() + rng.uniform(0, 0.03)
    time.sleep(max(0.0, end - time.monotonic()))
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _has_ended(child: int) -> bool:
    """Return whether a process has ended; its number stays its own until it is waited for."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _changes(folder: Path) -> list[tuple[str, int]]:
    """Return the names of what is in a folder, and when each was changed."""
    with contextlib.suppress(FileNotFoundError):
        return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*"))
    return []


def _state(folder: Path, out: str) -> object:
    """Return what a command wrote: the bytes of files, or what a store or a portfolio says."""
    if out == "portfolio":
        with contextlib.chdir(folder):
            done = run("portfolio", "analyze", out, "--format", "json")
            found = run("portfolio", "validate", out, "--format", "json")
        return done.status, done.out, found.status, found.out
    if out != "store":
        path = folder / out
        return on_disk(path) if path.is_dir() else path.exists() and path.read_bytes()
    path = folder / "all.rq"
    path.write_text(_ALL)
    with contextlib.chdir(folder):
        done = run("query", "all.rq", "--store", "store", "--format", "csv", "--exact")
    path.unlink()
    return done.status, sorted(re.sub(r"_:\w+", "_:", done.out).splitlines())


def _faults(
    work: Path,
    out: str,
    states: dict[str, object],
    whole: Path,
    command: Sequence[str],
    is_first: bool,
) -> list[str]:
    inputs = {part: on_disk(whole / part) for part in ("one", "two")}
    found = []
    if {part: on_disk(work / part) for part in inputs} != inputs:
        found.append("the input was changed")
    if (work / out).is_dir() and out not in _ASKED:
        # What a kill left of the change of a folder's files is put right by whatever reads it.
        with contextlib.chdir(work):
            run("convert", out, "read.ttl", "--leave-out")
            Path("read.ttl").unlink(missing_ok=True)
    there = _state(work, out) if out != "store" else None
    if isinstance(there, dict):
        # What was being prepared beside the files waits for the next command that writes there.
        there = {name: said for name, said in there.items() if ".part" not in name}
    nothing_yet = is_first and out == "portfolio" and there == _state(work / "one", out)
    if out != "store" and not nothing_yet and there not in states.values():
        names = ", ".join(sorted(each.name for each in work.rglob("*")))
        found.append(f"what is there is neither the old nor the new: {names}")
    with contextlib.chdir(work):
        done = run(*command)
    if done.status > 1:
        return [*found, f"the next run could not do its job: {done.err.strip()}"]
    if _state(work, out) != states["new"]:
        found.append("the next run does not write what it would have")
    left = {path.name for path in work.iterdir()} - {path.name for path in whole.iterdir()}
    if left:
        found.append(f"left behind: {', '.join(sorted(left))}; told: {done.err.strip()[:300]}")
    return found


if __name__ == "__main__":
    main()
