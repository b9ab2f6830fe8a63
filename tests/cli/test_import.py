"""The command import: a proposal first, then the data file, and a map to correct."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import golden, refused, run
from tests.importing.own_files import Rows, csv_file, workbook
from tests.importing.test_matrix import MATRIX


@pytest.fixture
def own(here: Path) -> Path:
    rows: Rows = [*MATRIX[:-1], ["Collect data", None, "x", "M"], MATRIX[-1]]
    workbook(here / "own.xlsx", rows, merged=["A1:F1", "B4:C4"], sheet="Who")
    return Path("own.xlsx")


def test_the_proposal_as_people_read_it(own: Path) -> None:
    done = run("import", own, "-o", "out.xlsx")
    assert done.status == 0
    assert done.out == golden("import.txt", done.out)
    assert "out.xlsx written. Then: backbone-kg validate out.xlsx" in done.err
    assert "--map out.map.yaml --force" in done.err


def test_the_map_as_people_read_it(own: Path) -> None:
    run("import", own, "-o", "out.xlsx")
    text = Path("out.map.yaml").read_text(encoding="utf-8")
    assert text == golden("import.map.yaml", text)


def test_the_map_is_used_again_and_never_replaced(own: Path) -> None:
    run("import", own, "-o", "out.xlsx")
    assert "may hold corrections" in refused("import", own, "-o", "out.xlsx", "--force")
    path = Path("out.map.yaml")
    path.write_text(path.read_text("utf-8").replace("M: ask ?", "M: support"), encoding="utf-8")
    before = path.read_bytes()
    done = run("import", own, "-o", "out.xlsx", "--map", path, "--force")
    assert done.status == 0
    assert path.read_bytes() == before
    assert "6 assignments" not in done.out
    assert "7 assignments" in done.out


def test_a_named_map_that_is_not_there_is_written(own: Path) -> None:
    assert run("import", own, "-o", "out.xlsx", "--map", "mine.yaml").status == 0
    assert Path("mine.yaml").exists()
    assert not Path("out.map.yaml").exists()


def test_nothing_is_replaced_unasked(own: Path) -> None:
    Path("out.xlsx").write_text("mine")
    done = run("import", own, "-o", "out.xlsx")
    assert done.status == 2
    assert Path("out.xlsx").read_text() == "mine"
    assert not Path("out.map.yaml").exists()


def test_what_is_written_has_no_mistakes_but_what_the_file_does_not_say(own: Path) -> None:
    run("import", own, "-o", "out.xlsx")
    done = run("validate", "out.xlsx", "--format", "json")
    (file,) = json.loads(done.out)["files"]
    errors = [one for one in file["findings"] if one["severity"] == "error"]
    assert [(one["code"], one["column"]) for one in errors] == [("missing-value", "Community")]


def test_for_programs_each_finding_has_its_cell(own: Path) -> None:
    told = json.loads(run("import", own, "-o", "out.xlsx", "--format", "json").out)
    assert told["read"] == {"partners": 4, "roles": 4, "assignments": 6}
    places = {(f["code"], f["sheet"], f["cell"]) for f in told["files"][0]["findings"]}
    assert ("import-mark-not-taken", "Who", "D11") in places
    assert {q["section"] for q in told["questions"]} >= {"partnership", "marks", "roles"}


def test_another_framework_and_kind_can_be_asked_for(tmp_path: Path) -> None:
    rows: Rows = [["Organization", "Role"], ["Acme", "Fundraising"], ["Zeta", "Public will"]]
    file = csv_file(tmp_path / "list.csv", rows)
    out = tmp_path / "out.xlsx"
    done = run("import", file, "-o", out, "--as", "list", "--framework", "fsg-2012-07")
    assert "Mobilize funding" in done.out
    assert run("import", file, "-o", out, "--framework", "nonsense", "--force").status == 2


@pytest.mark.parametrize("command", [["analyze"], ["report", "-o", "r.html"], ["convert"]])
def test_other_commands_say_how_to_import_too(own: Path, command: list[str]) -> None:
    name, *rest = command
    told = refused(name, own, *(rest or (["c.ttl"] if name == "convert" else [])))
    assert "looks like a matrix of 4 roles down and 4 partners across" in told
    assert "Import it: backbone-kg import own.xlsx -o own-imported.xlsx" in told
