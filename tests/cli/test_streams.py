"""What is printed where the console's encoding has not all characters."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.running import EXAMPLES, run
from tests.generate import good, put, write_csv

from backbone_kg import read, write


@pytest.fixture(scope="module")
def lodz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "lodz"
    write_csv(folder, put(good(), "Partnership!A2", "Łódź 市"))
    return folder


def printed(encoding: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "backbone_kg", *map(str, arguments)],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    "asked", [("positions",), ("history", "fsg-2012-07"), ("explain", "unknown-partner")]
)
def test_no_line_of_a_table_becomes_a_question(asked: tuple[str, ...]) -> None:
    assert printed("cp1252", *asked).stdout.count(b"?") == run(*asked).out.count("?")


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Lódz ?"), ("cp437", "Lódz ?"), ("iso8859-5", "Lodz ?")]
)
def test_what_cannot_be_printed_looks_alike(encoding: str, name: str, lodz: Path) -> None:
    done = printed(encoding, "query", "coverage", lodz, "--format", "table")
    assert (done.returncode, done.stderr) == (0, b"")
    heading, rule, row, *_ = done.stdout.decode(encoding).splitlines()
    assert heading.startswith("partnership")
    assert set(rule) <= set("- ─")
    assert row.startswith(name)


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["validate", "--format", "json"],
        ["query", "network", "--format", "ttl"],
        ["query", "partnerships", "--format", "md"],
    ],
    ids=" ".join,
)
def test_no_command_fails_for_it(arguments: list[str], lodz: Path) -> None:
    done = printed("iso8859-5", *arguments, lodz)
    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr
    assert done.stdout


def test_messages_are_readable_too() -> None:
    done = printed("iso8859-5", "query", "Łódź")
    assert done.returncode == 2
    assert done.stderr.startswith(b'backbone-kg: The library has no question "Lodz".')


@pytest.mark.parametrize("form", ["csv", "json"])
def test_programs_get_every_character(form: str, lodz: Path) -> None:
    asked = ["query", "partnerships", lodz, "--format", form]
    told = printed("cp1252", *asked).stdout.decode("utf-8")
    assert "Łódź 市" in told
    assert told.split() == run(*asked).out.split()


def test_documents_for_programs_hold_every_character(lodz: Path) -> None:
    folder = lodz.with_name("łódź")
    if not folder.exists():
        folder.symlink_to(lodz)
    told = json.loads(printed("cp1252", "validate", folder, "--format", "json").stdout)
    assert json.dumps(told, ensure_ascii=False).count("łódź")


READABLE = "backbone-kg-readable"
"""The name of what is done with characters that cannot be printed."""


@given(st.text())
def test_every_text_has_one_in_ascii_character_by_character(text: str) -> None:
    assert text.encode("ascii", READABLE) == b"".join(one.encode("ascii", READABLE) for one in text)
    text.encode("utf-8", READABLE)


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals there")
def test_at_a_terminal_one_large_file_shows_how_far_its_reading_is(tmp_path: Path) -> None:
    import pty

    (tmp_path / "Partnership.csv").write_text("Name,Community,Listing\nRiver,Ohio,complete\n")
    for name, rows in (("small", 10), ("large", 6_000)):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(tmp_path / "Partnership.csv", folder)
        lines = "".join(f"Partner {number}\n" for number in range(rows))
        (folder / "Partners.csv").write_text(f"Name\n{lines}")
        ours, theirs = pty.openpty()
        out = tmp_path / f"{name}.ttl"
        command = [sys.executable, "-m", "backbone_kg", "convert", str(folder), str(out)]
        with subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL) as process:
            os.close(theirs)
            shown = b""
            with contextlib.suppress(OSError):  # how the end of a terminal is told
                while piece := os.read(ours, 65_536):
                    shown += piece
        os.close(ours)
        assert process.returncode == 0
        assert (b"Reading rows" in shown) == (name == "large")
        assert (b"100%" in shown) == (name == "large")


ACTING = "Riverside\x1b]0;pwn\x07\x1b[31m \u202eFoundation\x9b2J"
SHOWN = "Riverside[U+001B]]0;pwn[U+0007][U+001B][31m [U+202E]Foundation[U+009B]2J"


@pytest.fixture(scope="module")
def acting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data file in Turtle in which a partner's name has escape sequences."""
    folder = tmp_path_factory.mktemp("acting")
    write(read(write_csv(folder / "data", good())), folder / "data.ttl")
    text = (folder / "data.ttl").read_text(encoding="utf-8")
    (folder / "data.ttl").write_text(
        text.replace("Riverside Foundation", ACTING.encode("unicode_escape").decode())
        .replace("\\x1b", "\\u001b")
        .replace("\\x07", "\\u0007")
        .replace("\\x9b", "\\u009b"),
        encoding="utf-8",
    )
    return folder / "data.ttl"


@pytest.mark.parametrize(
    "arguments",
    [["analyze"], ["validate"], ["query", "who-holds-what", "--format", "table"]],
    ids=" ".join,
)
def test_what_would_act_on_a_terminal_is_shown(arguments: list[str], acting: Path) -> None:
    done = run(*arguments, acting)
    for character in "\x1b\x07\u202e\x9b":
        assert character not in done.out + done.err
    assert arguments != ["analyze"] or "[U+001B]" in done.out


def test_programs_and_files_for_them_get_it_as_it_is(acting: Path, tmp_path: Path) -> None:
    done = run("analyze", acting, "--format", "json")
    assert "\x9b" not in done.out
    assert ACTING in {one["name"] for one in json.loads(done.out)["partners"]}
    assert run("convert", acting, tmp_path / "again.jsonld").status == 0
    assert read(tmp_path / "again.jsonld").roster.partners[0].name == ACTING


def test_a_page_shows_it_too(acting: Path, tmp_path: Path) -> None:
    assert run("report", acting, "-o", tmp_path / "page.html").status == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert SHOWN in page
    assert not set("\x1b\x07\u202e\x9b") & set(page)


LOUD_SOLVER = """
import os
from scipy import optimize
asked = optimize.milp
def loud(*arguments, **options):
    os.write(1, b"printed by the solver")
    return asked(*arguments, **options)
optimize.milp = loud
from backbone_kg.cli import main
main()
"""


def test_what_a_compiled_library_prints_is_not_among_the_answers() -> None:
    """HiGHS prints a line where one of its own steps fails."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LOUD_SOLVER,
            "suggest",
            str(EXAMPLES / "graduate-tacoma" / "2025-09"),
            "--include-no-evidence",
            "--format",
            "json",
        ],
        capture_output=True,
        check=False,
    )
    assert b"printed by the solver" in done.stderr
    assert json.loads(done.stdout)["schema"].endswith("/suggest/1")
