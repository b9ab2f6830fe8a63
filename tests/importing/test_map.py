"""The map is proposed, corrected by hand, and used again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.own_files import Rows, csv_file, holdings, partners, told, workbook

from backbone_kg import BackboneError, import_files
from backbone_kg.importing import Imported
from backbone_kg.writing import lower

ROWS: Rows = [
    ["Eastside Promise - who does what"],
    [None, "Backbone", "Schools", None],
    ["Task", "Acme", "Eastside ISD", "TBD partner"],
    ["Build trust", "x", "M", None],
    ["Data", None, "x", "?"],
    ["Public will", None, None, None],
]


def proposed(tmp_path: Path) -> tuple[Path, Path, Imported]:
    file = workbook(tmp_path / "own.xlsx", ROWS)
    imported = import_files([file])
    written = tmp_path / "own.map.yaml"
    written.write_text(imported.map_text("backbone-kg import"), encoding="utf-8")
    return file, written, imported


def tables(imported: Imported) -> list[object]:
    return [table.rows for table in lower(imported.partnership)]


def corrected(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def without_comments(text: str) -> list[str]:
    return [line.partition("  #")[0] for line in text.splitlines() if not line.startswith("#")]


def test_a_map_that_was_not_touched_gives_the_same_again(tmp_path: Path) -> None:
    file, path, first = proposed(tmp_path)
    again = import_files([file], map_path=path)
    assert tables(again) == tables(first)
    assert without_comments(again.map_text("")) == without_comments(path.read_text("utf-8"))


def test_corrections_are_used(tmp_path: Path) -> None:
    file, path, first = proposed(tmp_path)
    assert ("Eastside ISD", "Data", None) in holdings(first.partnership)
    corrected(
        path,
        ("community: '?'", "community: Eastside, Ohio"),
        ("M: ask ?", "M: support"),
        ("Data: Data ?", "Data: [Build public will, Advance policy]"),
        ("TBD partner: Schools ?", "TBD partner: '-'"),
        ("names: {}", "names:\n  Acme: Acme, Inc."),
    )
    imported = import_files([file], map_path=path)
    assert holdings(imported.partnership) == {
        ("Acme, Inc.", "Build trust", None),
        ("Eastside ISD", "Build trust", "support"),
        ("Eastside ISD", "Build public will", None),
        ("Eastside ISD", "Advance policy", None),
    }
    assert set(partners(imported.partnership)) == {"Acme, Inc.", "Eastside ISD"}
    assert imported.partnership.roster.community == "Eastside, Ohio"
    assert told(imported, "import-partner-left-out") == ["Sheet1!D3"]


def test_a_map_serves_a_later_copy_of_the_file_and_new_words_are_proposed(tmp_path: Path) -> None:
    _, path, _ = proposed(tmp_path)
    corrected(path, ("M: ask ?", "M: support"))
    later = workbook(tmp_path / "own-2026.xlsx", [*ROWS, ["Fundraising", "M", None, None]])
    imported = import_files([later], map_path=path)
    assert ("Acme", "Mobilize resources", "support") in holdings(imported.partnership)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("x: holds", "x: leed", "“leed” is not a meaning of a mark. Did you mean “lead”?"),
        ("framework: mathematica", "framework: mathematic", "mathematica"),
        ("marks:", "mark:", "“mark” is not a part of a map. Did you mean “marks”?"),
        ("  x: holds", "  x: holds\n  X: lead", "“X” stands here twice"),
        ("headings: 2-3", "headings: two", "headings are rows"),
        ("across: partners", "across: sideways", "“sideways” is not a side"),
        ("B-D: marks", "2-D: marks", "“2-D” is not a column"),
        ("Schools: K-12 school district", "Schools: K-12 schol district", "Did you mean “K-12"),
        ("marks:", "marks: [", "not how a map is written"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    file, path, _ = proposed(tmp_path)
    corrected(path, (old, new))
    with pytest.raises(BackboneError) as caught:
        import_files([file], map_path=path)
    assert said in str(caught.value)


def test_dates_of_the_map_are_checked(tmp_path: Path) -> None:
    rows: Rows = [["Organization", "Since"], ["Acme", "Fall 2016"], ["Zeta", 2018]]
    file = csv_file(tmp_path / "list.csv", rows)
    path = tmp_path / "a.yaml"
    path.write_text(import_files([file]).map_text(""), encoding="utf-8")
    corrected(path, ("Fall 2016: '?'", "Fall 2016: 2016-09"))
    (row, _) = lower(import_files([file], map_path=path).partnership)[1].rows
    assert "2016-09" in row
    corrected(path, ("2016-09", "fall"))
    with pytest.raises(BackboneError, match=r"Line .* “fall” is not a date"):
        import_files([file], map_path=path)
