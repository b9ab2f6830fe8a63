"""The page of an open file: what it shows, what is typed into it, and who may ask."""

from __future__ import annotations

import io
import signal
import tempfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.app.running import Running, running
from tests.generate import good, write_csv, write_xlsx

from backbone_kg import read, validate


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    sheets = good()
    sheets["Partners"][1][1] = "Local fundation"
    sheets["Assignments"][1][0] = "Riverside Foundatoin"
    return write_xlsx(tmp_path / "partners.xlsx", sheets)


def places(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], each["place"]) for each in told["findings"]]


def edit(cell: str, text: str, version: int, sheet: str = "Partners") -> dict[str, Any]:
    return {"version": version, "edits": [{"sheet": sheet, "cell": cell, "text": text}]}


# --- who may ask ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/files/0/data", "/static/app.css", "/new.xlsx", "/none"])
def test_without_the_key_nothing_is_shown(path: str, page: Running) -> None:
    for cookie in ("", "backbone-kg-1=x", f"backbone-kg-{page.port}=wrong"):
        heard = page.ask(path, cookie=cookie)
        assert (heard.status, "Open the address" in heard.text) == (403, True)


def test_the_key_is_taken_from_the_address_once_and_kept_in_a_cookie(page: Running) -> None:
    heard = page.ask(f"/?key={page.key}", cookie="")
    assert (heard.status, heard.headers["location"]) == (303, "/")
    kept = heard.headers["set-cookie"]
    assert page.cookie in kept
    assert "HttpOnly" in kept
    assert "samesite=strict" in kept.lower()
    assert page.ask("/").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Origin": "null"},
    ],
)
def test_pages_of_other_web_sites_are_refused_even_with_the_cookie(
    headers: dict[str, str], page: Running
) -> None:
    assert page.ask("/files", {"files": []}, **headers).status == 403


def test_a_page_may_fetch_nothing_from_elsewhere(page: Running) -> None:
    policy = page.ask("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy


def test_a_part_of_the_page_that_is_not_there_is_told_as_such(page: Running) -> None:
    assert {page.ask(path).status for path in ("/static/none.js", "/parts/none.css")} == {404}
    assert page.ask("/static/app.css", Accept_Encoding=",".join(["br"] * 2_000)).status == 400


# --- opening -------------------------------------------------------------------------------------


def test_a_dropped_file_shows_what_the_check_finds(page: Running, faulty: Path) -> None:
    told = page.ask(f"{page.opened(faulty)}/data").json
    assert places(told) == [(each.code, each.place) for each in validate(read(faulty))]
    (partners,) = [each["rows"] for each in told["sheets"] if each["name"] == "Partners"]
    assert partners[1][:2] == ["Riverside Foundation", "Local fundation"]
    assert "Local foundation" in told["choices"]["Partners"]["1"]
    assert told["findings"][0]["offers"] == ["Local foundation"]


def test_the_csv_files_of_a_partnership_are_dropped_together(page: Running, tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "River Valley", good())
    files = [(f"River Valley/{each.name}", each.read_bytes()) for each in folder.iterdir()]
    opened = page.opened(*files)
    assert "River Valley" in page.ask(f"{opened}/findings").text
    told = page.ask(f"{opened}/data").json
    assert (told["format"], told["counts"]["error"]) == ("csv", 0)


def test_that_nothing_was_dropped_is_told(page: Running) -> None:
    heard = page.drop()
    assert (heard.status, "No file was dropped" in heard.json["error"]) == (422, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("partners.xlsx", b"no workbook", "text file, not a workbook"),
        ("notes.docx", b"PK\x03\x04", "not known"),
        ("../../x.ttl", b"<", "x.ttl"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_the_reader_s_words(
    name: str, content: bytes, said: str, page: Running
) -> None:
    heard = page.ask(f"{page.opened((name, content))}/data")
    assert (heard.status, said in heard.json["error"]) == (422, True)
    assert tempfile.gettempdir() not in heard.json["error"]
    assert page.ask("/").status == 200


def test_a_file_that_was_closed_is_told_as_such(page: Running, faulty: Path) -> None:
    opened = page.opened(faulty)
    assert page.ask(f"{opened}/close", {}).json == {"address": "/"}
    assert "not open any more" in page.ask(f"{opened}/data").json["error"]


def test_an_example_is_opened_with_a_click(page: Running) -> None:
    assert "/examples/say-yes-buffalo-2023" in page.ask("/").text
    opened = page.ask("/examples/say-yes-buffalo-2023", {}).json["address"].rpartition("/")[0]
    assert page.ask(f"{opened}/data").json["partnership"] == "Say Yes Buffalo"
    assert page.ask("/examples/none", {}).status == 422


def test_a_workbook_to_fill_in_is_downloaded(page: Running, tmp_path: Path) -> None:
    heard = page.ask("/new.xlsx?framework=fsg-2012-07&candidates=yes")
    (tmp_path / "new.xlsx").write_bytes(heard.content)
    assert {"Partners", "Candidates"} <= set(load_workbook(tmp_path / "new.xlsx").sheetnames)


# --- mending -------------------------------------------------------------------------------------


def test_a_mended_cell_is_checked_at_once_and_the_file_itself_stays(
    page: Running, faulty: Path
) -> None:
    before = faulty.read_bytes()
    opened = page.opened(faulty)
    told = page.ask(f"{opened}/edit", edit("B2", "Local foundation", 0)).json
    assert [code for code, _ in places(told)] == ["unknown-partner"]
    assert (told["version"], told["can_undo"], told["edited"]) == (1, True, [["Partners", "B2"]])
    content = page.ask(f"{opened}/mended.xlsx").content
    assert load_workbook(io.BytesIO(content))["Partners"]["B2"].value == "Local foundation"
    assert faulty.read_bytes() == before


def test_what_was_typed_is_taken_back_and_done_again(page: Running, faulty: Path) -> None:
    opened = page.opened(faulty)
    first = page.ask(f"{opened}/data").json
    once = page.ask(f"{opened}/edit", edit("B2", "Local foundation", 0)).json
    twice = page.ask(f"{opened}/edit", edit("A2", "Riverside Foundation", 1, "Assignments")).json
    assert twice["findings"] == []
    assert page.ask(f"{opened}/undo", {"version": 2}).json["findings"] == once["findings"]
    assert page.ask(f"{opened}/undo", {"version": 1}).json["findings"] == first["findings"]
    assert page.ask(f"{opened}/redo", {"version": 0}).json["findings"] == once["findings"]


def test_what_an_outdated_tab_types_is_refused_and_told(page: Running, faulty: Path) -> None:
    opened = page.opened(faulty)
    page.ask(f"{opened}/edit", edit("B2", "Local foundation", 0))
    heard = page.ask(f"{opened}/edit", edit("B2", "Board", 0))
    assert (heard.status, "another tab" in heard.json["error"]) == (409, True)
    assert page.ask(f"{opened}/data").json["edited"] == [["Partners", "B2"]]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"version": 0}, "cannot be understood"),
        ({"version": 0, "edits": [{"sheet": "No", "cell": "A1", "text": ""}]}, "no sheet “No”"),
        ({"version": 0, "edits": [{"sheet": "Partners", "cell": "1A", "text": ""}]}, "“1A”"),
    ],
)
def test_what_cannot_be_typed_is_told_and_changes_nothing(
    body: dict[str, Any], said: str, page: Running, faulty: Path
) -> None:
    opened = page.opened(faulty)
    heard = page.ask(f"{opened}/edit", body)
    assert (heard.status, said in heard.json["error"]) == (422, True)
    assert page.ask(f"{opened}/data").json["version"] == 0


# --- beginning and end ---------------------------------------------------------------------------


def test_a_file_of_this_computer_is_opened_at_once_and_nothing_of_it_is_left_behind(
    faulty: Path, tmp_path: Path
) -> None:
    """What a killed run left is removed by the next."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with running(faulty, end=signal.SIGKILL, TMPDIR=str(temporary)):
        (killed,) = temporary.iterdir()
    assert [each.name for each in killed.rglob("partners.xlsx")] == ["partners.xlsx"]
    with (
        running(faulty, TMPDIR=str(temporary)) as other,
        running(faulty, TMPDIR=str(temporary)),
    ):
        assert not killed.exists()
        assert len(list(temporary.iterdir())) == 2
        assert other.ask(f"{other.first}/data").json["replaced"] is False
        write_xlsx(faulty, good())
        told = other.ask(f"{other.first}/data").json
        assert (told["replaced"], len(told["findings"])) == (True, 2)
        assert "was changed since it was opened" in other.ask(f"{other.first}/findings").text
    assert list(temporary.iterdir()) == []
