"""A file that was never in the template: proposed, corrected, taken over, and mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.app.running import Running
from tests.endpoint.chromium import Page


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Who does what"
    sheet.append(["", "Mill Creek Schools", "Harbor Fund", "Youth Alliance"])
    sheet.append(["Build trust", "L", "x", None])
    sheet.append(["Advance policy", "x", None, "S"])
    sheet.append(["Bake bread", None, "x", "x"])
    workbook.save(tmp_path / "who.xlsx")
    return tmp_path / "who.xlsx"


def correct(page: Running, opened: str, section: str, entry: str, value: str) -> str:
    body = {"section": section, "entry": entry, "value": value}
    html: str = page.ask(f"{opened}/import", body).json["html"]
    return html


def proposed(page: Running, opened: str) -> str:
    return page.ask(f"{opened}/import").text


def test_the_findings_of_such_a_file_lead_to_what_it_is_taken_for(
    page: Running, matrix: Path
) -> None:
    opened = page.opened(matrix)
    heard = page.ask(f"{opened}/findings")
    assert (heard.status, heard.headers["location"]) == (303, f"{opened}/import")
    text = proposed(page, opened)
    assert "3 partners, 3 roles and 6 assignments" in text
    assert "Read as a matrix" in text


@pytest.mark.parametrize("screen", ["who", "network", "change", "whatif", "downloads", "asking"])
def test_no_screen_shows_such_a_file_before_it_is_taken_over(
    screen: str, page: Running, matrix: Path
) -> None:
    opened = page.opened(matrix)
    heard = page.ask(f"{opened}/{screen}")
    assert (heard.status, heard.headers["location"]) == (303, f"{opened}/import")


def test_a_correction_is_used_kept_and_asked_no_more(page: Running, matrix: Path) -> None:
    opened = page.opened(matrix)
    text = correct(page, opened, "partners", "Harbor Fund", "-")
    assert "2 partners, 3 roles and 4 assignments" in text
    assert "2 partners, 3 roles and 4 assignments" in proposed(page, opened)
    text = correct(page, opened, "marks", "x", "no")
    assert "2 partners, 3 roles and 2 assignments" in text
    map_text = page.ask(f"{opened}/map.yaml").text
    assert "Harbor Fund: '-'" in map_text
    assert "x: 'no'" in map_text


def test_a_listing_stays_partial_while_a_mark_leaves_open_who_holds_a_role(
    page: Running, tmp_path: Path
) -> None:
    rows = "Task,Mill Fund,Hill Fund\nBuild trust,L,x\nAdvance policy,?,\nBake bread,x,x\n"
    opened = page.opened(("who.csv", rows.encode()))
    text = correct(page, opened, "partnership", "listing", "complete")
    assert "The listing stays partial: “?” leaves open who holds a role" in text
    page.ask(f"{opened}/take-over", {"version": 0})
    assert page.ask(f"{opened}/data").json["listing"] == "partial"
    own = page.ask(f"{opened}/findings").text
    assert "“?” leaves open who holds a role" in own
    assert own.index("What is to be known of your own cells") < own.index("The sheets")


def test_what_a_column_is_can_be_corrected(page: Running, matrix: Path) -> None:
    opened = page.opened(matrix)
    assert "2 partners, 3 roles" in correct(page, opened, "table 0", "column C", "notes")


def test_what_was_not_corrected_still_says_why_it_was_proposed(page: Running, matrix: Path) -> None:
    opened = page.opened(matrix)
    before = proposed(page, opened)
    after = correct(page, opened, "partnership", "community", "Millbrook, Ohio")
    assert "sure: that is its name" in before
    assert "sure: that is its name" in after


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"section": "partners"}, 422),
        ({"framework": "nobodys"}, 422),
        ({"section": "table 0", "entry": "as", "value": "nonsense"}, 422),
    ],
)
def test_a_correction_that_cannot_be_is_told_and_not_kept(
    body: dict[str, Any], status: int, page: Running, matrix: Path
) -> None:
    opened = page.opened(matrix)
    before = proposed(page, opened)
    heard = page.ask(f"{opened}/import", body)
    assert (heard.status, bool(heard.json["error"])) == (status, True)
    assert proposed(page, opened) == before


def test_taken_over_it_is_a_workbook_to_mend_and_that_can_be_taken_back(
    page: Running, matrix: Path
) -> None:
    opened = page.opened(matrix)
    correct(page, opened, "partnership", "community", "Millbrook, Ohio")
    page.ask(f"{opened}/take-over", {"version": 0})
    assert page.ask(f"{opened}/import").headers["location"] == f"{opened}/findings"
    told = page.ask(f"{opened}/data").json
    assert told["read"] == {"partners": 3, "roles": 3, "assignments": 6}
    origins = {each["origin"] for each in told["findings"] if each["origin"]}
    assert all("who.xlsx" in origin for origin in origins)
    edits = [{"sheet": "Partners", "cell": "A2", "text": "Mill Creek School District"}]
    after = page.ask(f"{opened}/edit", {"version": 1, "edits": edits}).json
    (partners,) = [each["rows"] for each in after["sheets"] if each["name"] == "Partners"]
    assert partners[1][0] == "Mill Creek School District"
    page.ask(f"{opened}/undo", {"version": 2})
    page.ask(f"{opened}/undo", {"version": 1})
    assert "Millbrook, Ohio" in proposed(page, opened)


def test_of_very_many_entries_the_first_are_shown_and_the_others_counted(page: Running) -> None:
    partners = ",".join(f"Partner {number}" for number in range(1010))
    rows = f"Task,{partners}\nBuild trust{',x' * 1010}\n"
    text = proposed(page, page.opened(("who.csv", rows.encode())))
    assert "1,010 partners, 1 role and 1,010 assignments" in text
    assert "Partner 999" in text
    assert "13 more of the same kind" in text  # columns, with two entries before them
    assert "Partner 1009: kind of organization" in text  # which is asked about


def test_a_file_that_tells_of_no_partners_is_told_as_such(page: Running) -> None:
    opened = page.opened(("prose.csv", b"Dear all,\nplease find enclosed nothing.\n"))
    heard = page.ask(f"{opened}/import")
    assert (heard.status, "prose.csv" in heard.json["error"]) == (422, True)


@pytest.mark.parametrize(
    "screen", ["findings", "who", "network", "change", "whatif", "asking", "downloads", "import"]
)
def test_every_screen_of_a_file_that_cannot_be_read_says_so_and_takes_another(
    screen: str, page: Running
) -> None:
    opened = page.opened(("partners.xlsx", b"no workbook at all"))
    heard = page.ask(f"{opened}/{screen}", Accept="text/html")
    assert (heard.status, "This file cannot be read" in heard.text) == (422, True)
    assert "partners.xlsx: This is a text file, not a workbook" in heard.text
    assert 'id="drop"' in heard.text
    assert "let it be read as such" not in heard.text
    assert "Screens of this file" not in heard.text


def test_a_sheet_of_several_can_be_read_as_a_table_or_dropped_with_the_others(
    page: Running,
) -> None:
    opened = page.opened(("Partners.csv", b"Name,Type\nMill Fund,Foundation\n"))
    heard = page.ask(f"{opened}/findings", Accept="text/html")
    assert "drop the .csv files of the partnership all together" in heard.text
    assert f'href="{opened}/import"' in heard.text
    assert "1 partner" in proposed(page, opened)
    page.ask(f"{opened}/take-over", {"version": 0})
    assert page.ask(f"{opened}/findings").status == 200


@pytest.mark.browser
def test_what_is_typed_while_a_correction_is_read_is_neither_lost_nor_sent_half(
    app: Running, matrix: Path, screen: Page
) -> None:
    opened = app.opened(matrix)
    screen.open(f"http://{app.host}:{app.port}{opened}/import", "document.querySelector('#read')")
    community, day = ("[data-entry='community']", "[data-entry='as of']")
    screen.click(community)
    screen.write("Millbrook")
    screen.press("Tab")  # to what leaves it open
    screen.press("Tab")
    screen.write("2025-0")
    screen.wait_for(f"document.querySelector(\"{community}\").defaultValue === 'Millbrook'")
    assert screen.evaluate(f'document.activeElement.matches("{day}")')
    assert screen.evaluate(
        "[document.activeElement.value, document.activeElement.defaultValue]"
    ) == [
        "2025-0",
        "",
    ]
    screen.write("9")
    screen.press("Tab")
    screen.wait_for(f"document.querySelector(\"{day}\").defaultValue === '2025-09'")
