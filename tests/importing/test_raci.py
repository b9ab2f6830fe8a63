"""A RACI chart: A leads, R supports, C and I hold nothing, and its own rules are checked."""

from __future__ import annotations

from pathlib import Path

from tests.importing.own_files import (
    Rows,
    holdings,
    imported_rows,
    notes,
    partners,
    sheet_of,
    told,
    workbook,
)

from backbone_kg import import_files

CHART: Rows = [
    ["Task", "Director", "Numbers Lab", "Steering Cmte", "Eastside ISD"],
    ["Set vision", "R", "C", "A", "C"],
    ["Work plans", "I", "A/R", "I", "R"],
    ["Raise money", "A, R", None, "A", None],
    ["Policy agenda", None, None, None, "C"],
]


def test_accountable_leads_responsible_supports_and_both_letters_lead(tmp_path: Path) -> None:
    data = imported_rows(tmp_path, CHART).partnership
    vision = "Set a regional vision in collaboration with others"
    assert holdings(data) == {
        ("Director", vision, "support"),
        ("Steering Cmte", vision, "lead"),
        ("Numbers Lab", "Design and manage work plans", "lead"),
        ("Eastside ISD", "Design and manage work plans", "support"),
        ("Director", "Mobilize resources", "lead"),
        ("Steering Cmte", "Mobilize resources", "lead"),
    }


def test_consulted_and_informed_stay_in_notes(tmp_path: Path) -> None:
    imported = imported_rows(tmp_path, CHART)
    said = notes(imported.partnership, "Partners", "Eastside ISD")
    assert "Marked “C”: Set vision (Sheet1!E2); Policy agenda (Sheet1!E5)" in said
    assert told(imported, "import-mark-noted") == ["Sheet1!C2", "Sheet1!B3"]


def test_rows_that_break_the_rules_are_told(tmp_path: Path) -> None:
    imported = imported_rows(tmp_path, CHART)
    assert told(imported, "import-raci-accountable") == ["Sheet1!A4", "Sheet1!A5"]
    assert told(imported, "import-raci-responsible") == ["Sheet1!A5"]
    assert told(imported, "import-several-leads") == []


def test_persons_and_bodies_are_told_with_the_kind_proposed(tmp_path: Path) -> None:
    imported = imported_rows(tmp_path, CHART)
    found = partners(imported.partnership)
    assert found["Director"] == "Individual"
    assert found["Steering Cmte"] == "Steering committee"
    assert {"Sheet1!B1", "Sheet1!D1"} <= set(told(imported, "import-kind-guessed"))


def test_whole_words_and_persons_down_the_side_are_understood(tmp_path: Path) -> None:
    words: Rows = [
        ["RACI matrix"],
        ["Activity", "Acme", "Zeta"],
        ["Set vision", "Accountable", "Responsible"],
        ["Work plans", "Consulted", "Responsible, Accountable"],
    ]
    data = imported_rows(tmp_path, words).partnership
    assert ("Zeta", "Design and manage work plans", "lead") in holdings(data)
    turned: Rows = [
        ["Name", "Set vision", "Work plans"],
        ["Acme", "A", "C"],
        ["Zeta", "R", "AR"],
    ]
    imported = imported_rows(tmp_path, turned)
    assert imported.proposal.map.tables[0].kind.value == "raci"
    assert holdings(imported.partnership) == holdings(data)


def test_supporters_of_a_rasci_chart_support(tmp_path: Path) -> None:
    rows: Rows = [["Task", "Acme", "Zeta", "Third"], ["Work plans", "A", "R", "S"]]
    data = imported_rows(tmp_path, rows).partnership
    assert ("Third", "Design and manage work plans", "support") in holdings(data)


def test_a_chart_from_a_template_with_its_legend_and_head(tmp_path: Path) -> None:
    rows: Rows = [
        ["RACI CHART TEMPLATE"],
        ["PROJECT TITLE", "Eastside Promise", None, "DATE", "2024-02"],
        ["TASK", "STATUS", "LEADERSHIP", None, "TEAM", None],
        [None, None, "Sponsor", "Steering Committee", "Numbers Lab", "Eastside ISD"],
        ["Phase 1: Start"],
        ["Set vision", "Done", "A", "C", "R", None],
        ["Convene partners", "Open", "I", "A/R", None, "R"],
        [],
        ["R", "Responsible", "Does the work"],
        ["A", "Accountable", "Has the last word"],
        ["C", "Consulted", "Is asked"],
        ["I", "Informed", "Is told"],
    ]
    file = workbook(tmp_path / "own.xlsx", rows, merged=["A1:F1", "C3:D3", "E3:F3", "A5:F5"])
    data = import_files([file]).partnership
    assert holdings(data) == {
        ("Sponsor", "Set a regional vision in collaboration with others", "lead"),
        ("Numbers Lab", "Set a regional vision in collaboration with others", "support"),
        ("Steering Committee", "Convene partners and bridge divisions", "lead"),
        ("Eastside ISD", "Convene partners and bridge divisions", "support"),
    }
    (about,) = sheet_of(data, "Partnership")
    assert (about["Name"], about["As of"]) == ("Eastside Promise", "2024-02")
    assert "STATUS: Done (Sheet1!B6)" in notes(
        data, "Roles", "Set a regional vision in collaboration with others"
    )
