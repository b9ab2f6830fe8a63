"""A file that was never in the template is told what it looks like, and how to import it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import run
from tests.generate import good, write_csv
from tests.importing.own_files import Rows, csv_file, workbook

from backbone_kg import BackboneError, analyze, read, report, validate

MATRIX: Rows = [["Role", "Acme", "Zeta"], ["Build trust", "x", "x"], ["Advance policy", "x", "x"]]
LIST: Rows = [["Organization", "Role"], ["Acme", "Build trust"], ["Zeta", "Advance policy"]]


def test_one_finding_says_what_it_looks_like_and_gives_the_command(tmp_path: Path) -> None:
    file = workbook(tmp_path / "who does what.xlsx", MATRIX, sheet="Draft 3")
    (finding,) = validate(read(file))
    assert finding.code == "not-in-the-template"
    assert "a matrix of 2 roles down and 2 partners across (sheet “Draft 3”)" in finding.message
    assert f"backbone-kg import '{file}' -o 'who does what-imported.xlsx'" in finding.remedy


def test_one_csv_file_is_a_list_or_a_matrix(tmp_path: Path) -> None:
    (finding,) = validate(read(csv_file(tmp_path / "list.csv", LIST)))
    assert "a list of 2 rows" in finding.message
    (finding,) = validate(read(csv_file(tmp_path / "matrix.csv", MATRIX)))
    assert "a matrix of 2 roles" in finding.message


def test_nothing_is_computed_of_it(tmp_path: Path) -> None:
    data = read(workbook(tmp_path / "own.xlsx", MATRIX))
    assert "not in the template" in repr(data)
    for verb in (analyze, report):
        with pytest.raises(BackboneError, match="not in the form of the template"):
            verb(data)


def test_a_sheet_with_a_name_of_ours_and_other_headings_is_not_ours(tmp_path: Path) -> None:
    rows: Rows = [["Agency", "Does what"], ["Acme", "Build trust"]]
    (finding,) = validate(read(workbook(tmp_path / "a.xlsx", rows, sheet="Partners")))
    assert finding.code == "not-in-the-template"


def test_a_file_of_ours_that_lacks_sheets_is_ours(tmp_path: Path) -> None:
    rows: Rows = [["Name", "Type"], ["Acme", "Board"]]
    found = validate(read(workbook(tmp_path / "a.xlsx", rows, sheet="Partners")))
    assert "missing-sheet" in {one.code for one in found}


@pytest.mark.parametrize("rows", [[["a"]], [["Some prose, and nothing else."]]])
def test_what_looks_like_nothing_leads_to_a_fresh_workbook(tmp_path: Path, rows: Rows) -> None:
    (finding,) = validate(read(workbook(tmp_path / "a.xlsx", rows)))
    assert "nothing in it looks like" in finding.message
    assert "backbone-kg new" in finding.remedy


@pytest.mark.parametrize(
    "pattern", ["Eastside roster - {}", "eastside_{}", "{}-Table 1", "Eastside – {}"]
)
def test_names_that_exports_give_to_files_are_understood(tmp_path: Path, pattern: str) -> None:
    ours, exported = write_csv(tmp_path / "ours", good()), tmp_path / "exported"
    exported.mkdir()
    for file in ours.glob("*.csv"):
        file.rename(exported / f"{pattern.format(file.stem)}.csv")
    found = validate(read(exported))
    assert not found.errors
    noted = [one.value for one in found if one.code == "exported-name"]
    assert pattern.format("Partners") in noted


def test_a_sheet_of_a_workbook_can_have_such_a_name_too(tmp_path: Path) -> None:
    others: dict[str, Rows] = {
        "Partnership - Table 1": [
            ["Name", "Community", "Framework", "Listing"],
            ["A", "B", "mathematica", "complete"],
        ],
        "Assignments - Table 1": [["Partner", "Role"], ["Acme", "Build trust"]],
    }
    rows = [["Name", "Type"], ["Acme", "Board"]]
    file = workbook(tmp_path / "a.xlsx", rows, sheet="Partners - Table 1", others=others)
    found = validate(read(file))
    assert not found.errors
    assert found.facts["assignments"] == 1


def test_two_files_for_one_sheet_are_told(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "ours", good())
    partners = (folder / "Partners.csv").read_bytes()
    (folder / "copy - Partners.csv").write_bytes(partners)
    assert "unknown-sheet" in {one.code for one in validate(read(folder))}
    (folder / "Partners.csv").unlink()
    (folder / "another - Partners.csv").write_bytes(partners)
    assert "duplicate-sheet" in {one.code for one in validate(read(folder))}


def test_one_csv_file_of_ours_asks_for_the_folder(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "ours", good())
    with pytest.raises(BackboneError, match="Name the folder"):
        read(folder / "Partners.csv")


def test_a_map_of_kumu_is_told_what_it_looks_like_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ties = [{"from": "Acme", "to": "Build trust", "type": "leads"}]
    Path("map.json").write_text(json.dumps({"elements": [], "connections": ties}))
    done = run("validate", "map.json")
    assert done.status == 2
    assert "it looks like 1 connection of a network map" in done.err
    assert "backbone-kg import map.json -o map-imported.xlsx" in done.err
