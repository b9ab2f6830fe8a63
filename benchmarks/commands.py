"""Whole commands, from the start of the process to its end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from rdflib import URIRef

import backbone_kg
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.validation.shacl_engines import engine
from benchmarks.contest import Contest, Sample, compete, ratio_line, times_line, verdict

_BIN = Path(sys.executable).parent
_SHAPES = ontology_dir() / "shapes" / "partnership.ttl"


def timed(command: list[str]) -> Sample:
    """Run a command with its output thrown away, and return how long it took."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with status {process.returncode}")
    return Sample(wall, usage.ru_utime + usage.ru_stime)


def equivalent_turtle(workbook: Path) -> Path:
    """Write beside a workbook the graph that the engines get: what was read and is derived from it.

    The classes of the roles and types that can be named are in it, and no more of the ontology, so
    that pySHACL has no second file to read.
    """
    partnership = backbone_kg.read(workbook)
    for thing, says, kind in partnership.ontology.vocabulary:
        partnership.graph.add((URIRef(thing), URIRef(says), URIRef(kind)))
    path = workbook.with_suffix(".ttl")
    partnership.graph.serialize(path, format="turtle")
    return path


def pyshacl_command(turtle: Path) -> list[str]:
    """Return the command that validates a Turtle file with pySHACL."""
    return [str(_BIN / "pyshacl"), "-s", str(_SHAPES), str(turtle)]


def results_of_command(turtle: Path) -> int:
    """Return how many results the pySHACL command reports."""
    done = subprocess.run(pyshacl_command(turtle), capture_output=True, text=True, check=False)
    counted = re.search(r"^Results \((\d+)\)", done.stdout, re.MULTILINE)
    if counted is None and "Conforms: True" not in done.stdout:
        raise RuntimeError(f"pyshacl said: {done.stdout} {done.stderr}")
    return int(counted[1]) if counted else 0


def results_of_engine(workbook: Path, name: str) -> int:
    """Return how many results an engine of backbone-kg reports."""
    return len(engine(name)(backbone_kg.read(workbook)))


def validate(workbook: Path, engines: list[str], rounds: int) -> list[str]:
    """Compare `backbone-kg validate` with the pySHACL command on the same data.

    Returns
    -------
    list of str
        Lines to print.
    """
    turtle = equivalent_turtle(workbook)
    expected = results_of_command(turtle)
    for name in engines:
        found = results_of_engine(workbook, name)
        if found != expected:
            raise RuntimeError(f"{name} reports {found} results, the pyshacl command {expected}")
    ours = {f"backbone-kg validate ({name})": name for name in engines}
    commands = {"pyshacl": pyshacl_command(turtle)} | {
        label: [str(_BIN / "backbone-kg"), "validate", "--engine", name, str(workbook)]
        for label, name in ours.items()
    }
    contest = _compare(commands, rounds)
    lines = [f"  {expected} validation results, the same from each"]
    lines += [times_line(contest, name) for name in commands]
    for label, name in ours.items():
        ratio = contest.total_ratio(label, "pyshacl")
        target = verdict(ratio, at_most=0.8 if name == "pyshacl" else 0.3)
        lines.append(_ratio(contest, label, "pyshacl", target))
    return lines


def ask(workbook: Path, rounds: int) -> list[str]:
    """Compare `backbone-kg query NAME` with `validate`, both on one workbook.

    Returns
    -------
    list of str
        Lines to print.
    """
    name = "capacities-by-function"
    if not backbone_kg.query(name, workbook):
        raise RuntimeError(f"{name} has no answers")
    program = str(_BIN / "backbone-kg")
    commands = {
        "backbone-kg validate": [program, "validate", str(workbook)],
        "backbone-kg query": [program, "query", name, str(workbook)],
    }
    contest = _compare(commands, rounds)
    checked, asked = commands
    target = verdict(contest.total_ratio(asked, checked), at_most=2)
    return [times_line(contest, one) for one in commands] + [
        _ratio(contest, asked, checked, target)
    ]


def analyze(workbook: Path, engine: str, rounds: int) -> list[str]:
    """Compare `backbone-kg analyze` with `validate`, both on one workbook.

    Returns
    -------
    list of str
        Lines to print.
    """
    program = str(_BIN / "backbone-kg")
    checked = f"backbone-kg validate ({engine})"
    commands = {
        checked: [program, "validate", "--engine", engine, str(workbook)],
        "backbone-kg analyze": [program, "analyze", str(workbook)],
    }
    contest = _compare(commands, rounds)
    target = verdict(contest.total_ratio("backbone-kg analyze", checked), at_most=1.2)
    return [times_line(contest, one) for one in commands] + [
        _ratio(contest, "backbone-kg analyze", checked, target)
    ]


def show_help(rounds: int) -> list[str]:
    """Compare `backbone-kg --help` with importing the library that it parses options with."""
    commands = {
        "python -c 'import click'": [sys.executable, "-c", "import click"],
        "backbone-kg --help": [str(_BIN / "backbone-kg"), "--help"],
    }
    contest = _compare(commands, rounds)
    bare, helped = commands
    target = verdict(contest.total_ratio(helped, bare), at_most=3)
    return [times_line(contest, name) for name in commands] + [
        _ratio(contest, helped, bare, target)
    ]


def _compare(commands: dict[str, list[str]], rounds: int) -> Contest:
    for command in commands.values():
        timed(command)  # the first run of each also writes byte code and fills the disk's cache
    turns = {name: lambda _, run=command: timed(run) for name, command in commands.items()}
    return compete(turns, rounds)


def _ratio(contest: Contest, one: str, other: str, target: str) -> str:
    return ratio_line(
        f"{one} / {other}",
        contest.total_ratio(one, other),
        contest.ratios(one, other),
        contest.cpu_ratio(one, other),
        target,
    )
