"""Running the command line in tests, and comparing what it prints with golden files."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from tests.published import keeping_to_its_schema
from tests.waiting import wait_until

from backbone_kg.cli import main

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str


def run(*arguments: object, columns: int = 100, typed: str = "") -> Done:
    """Run a command in this process, with what is typed; no traceback is hidden."""
    result = CliRunner(env={"COLUMNS": str(columns), "BACKBONE_KG_TRACEBACK": "1"}).invoke(
        main, [str(each) for each in arguments], input=typed, prog_name="backbone-kg"
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def printed(*arguments: object, status: int = 0, columns: int = 100) -> str:
    """Return what a command prints that has nothing else to say."""
    done = run(*arguments, columns=columns)
    assert (done.status, done.err) == (status, "")
    return done.out


def assert_prints(name: str, *arguments: object, columns: int = 100) -> None:
    """Make sure that a command prints what stands in a golden file, and nothing else."""
    said = printed(*arguments, columns=columns)
    assert said == golden(name, said)


def document_of(*arguments: object, status: int = 0) -> Any:
    """Return what a command tells programs; it keeps to its schema where that is published."""
    found = json.loads(printed(*arguments, "--format", "json", status=status))
    return keeping_to_its_schema(found) if "schema" in found else found


def refused(*arguments: object, columns: int = 100) -> str:
    """Return what a command says that cannot do its job, and prints nothing."""
    done = run(*arguments, columns=columns)
    assert (done.status, done.out) == (2, "")
    return done.err


def program(*arguments: object, cwd: Path) -> Done:
    """Run a command as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "backbone_kg", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def interrupted(*arguments: object, cwd: Path) -> Done:
    """Run a command as a program of its own that leaves its traces here, and press Ctrl-C.

    It is pressed in the middle of what the command has others do: a thread or a process.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "backbone_kg", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "TMPDIR": str(cwd), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        # A shell has what it runs in the background ignore Ctrl-C, and children inherit that.
        # No thread of the tests holds a lock that the child would wait for.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:
        wait_until(lambda: process.poll() is not None or has_others_at_work(process.pid))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    return Done(process.returncode, out, err)


def has_others_at_work(pid: int) -> bool:
    """Return whether a thread of a program, but its first, or a process that it started has worked.

    Half a second of the processor counts, however long that takes to get.
    """
    program = Path(f"/proc/{pid}")
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        tasks = [task for task in (program / "task").iterdir() if task.name != str(pid)]
        for task in (program / "task").iterdir():
            tasks += [Path(f"/proc/{each}") for each in (task / "children").read_text().split()]
        used = [(task / "stat").read_text().rpartition(")")[2].split()[11:13] for task in tasks]
        return any(sum(map(int, each)) >= 0.5 * os.sysconf("SC_CLK_TCK") for each in used)
    return False


def on_disk(folder: Path) -> dict[str, str]:
    """Return every file and folder under a folder, with the hash of what a file holds."""
    return {
        str(path.relative_to(folder)): ""
        if path.is_dir()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
    }


def golden(name: str, text: str) -> str:
    """Return a golden file's text; with UPDATE_GOLDEN=1 it is written first."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")
