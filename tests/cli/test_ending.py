"""How commands end when nobody takes their output, or somebody presses Ctrl-C."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.running import EXAMPLES, Done, has_others_at_work, interrupted, run
from tests.waiting import wait_until

from backbone_kg.cli import main

TACOMA = EXAMPLES / "graduate-tacoma" / "2025-09"
PROGRAM = [sys.executable, "-m", "backbone_kg"]
COMMANDS = [
    ["--help"],
    ["query", "coverage", str(TACOMA)],
    ["validate", str(TACOMA)],
    ["frameworks", "--format", "json"],
]
each = pytest.mark.parametrize("arguments", COMMANDS, ids=lambda one: one[0])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to try")
@each
def test_a_full_disk_is_one_line_and_status_2(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr == ("backbone-kg: The output cannot be written (the disk is full).\n")


@each
def test_an_output_that_is_closed_is_one_line_and_status_2(arguments: list[str]) -> None:
    done = started(arguments, before=lambda: os.close(1))
    assert done.returncode == 2
    assert done.stderr == "backbone-kg: The output cannot be written (Bad file descriptor).\n"


@each
def test_without_anybody_to_tell_the_work_is_done(arguments: list[str]) -> None:
    done = started(arguments, before=lambda: os.close(2))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def started(arguments: list[str], before: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["queries", "--format", "json"]], ids=["help", "much"]
)
def test_who_reads_no_further_hears_nothing(arguments: list[str]) -> None:
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_ctrl_c_is_one_line_and_status_130_and_leaves_no_process(tmp_path: Path) -> None:
    for number in range(1000):
        shutil.copytree(TACOMA, tmp_path / "data" / str(number))
    done = interrupted("validate", "data", "--jobs", "2", cwd=tmp_path)
    assert done == Done(130, "", "backbone-kg: Stopped.\n")
    assert not [each for each in Path("/proc").glob("[0-9]*/cwd") if links_to(each, tmp_path)]


def links_to(link: Path, target: Path) -> bool:
    try:
        return link.readlink() == target
    except OSError:  # of a process that is gone by now
        return False


@pytest.mark.parametrize(
    "command",
    [
        ["analyze"],
        ["validate"],
        ["load", "--store", "store"],
        ["query", "coverage"],
        ["report", "-o", "never.html"],
    ],
    ids=lambda one: one[0],
)
def test_ctrl_c_in_the_middle_of_any_command(
    command: list[str], monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("backbone_kg.reading.read", pressed)
    assert run(*command, TACOMA) == Done(130, "", "backbone-kg: Stopped.\n")
    assert not Path("never.html").exists()


def test_what_nobody_foresaw_is_a_line_that_says_how_to_report_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by \x1b[31mzero")

    monkeypatch.setattr("backbone_kg.reading.read", broken)
    result = CliRunner().invoke(main, ["analyze", str(TACOMA)], prog_name="backbone-kg")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "backbone-kg: This is a mistake of the program, and not yours (ZeroDivisionError: division "
        "by [31mzero). Please report it with the command and, if you may share it, the file "
        "(CONTRIBUTING.md says how). BACKBONE_KG_TRACEBACK=1 in the environment shows where it "
        "happened.\n"
    )
    with pytest.raises(ZeroDivisionError):
        run("analyze", TACOMA)


def test_in_a_terminal_the_line_stands_behind_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "runaway.rq").write_text(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, "query", "runaway.rq"],
        cwd=tmp_path,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        wait_until(lambda: has_others_at_work(process.pid))
        process.send_signal(2)
        assert process.wait() == 130
    seen = os.read(ours, 1000).decode().splitlines()
    os.close(ours)
    assert seen == ["", "backbone-kg: Stopped."]
