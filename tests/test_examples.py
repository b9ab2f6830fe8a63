"""The examples are complete as data files, say where they are from, and claim no more than that."""

import csv
import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from backbone_kg import Partnership, read
from backbone_kg.base.partial_dates import last_day
from backbone_kg.graph.rdflib_terms import (
    ASSIGNMENT,
    FIRST_DAY,
    LAST_DAY,
    PARTNER,
    PREF_LABEL,
    TYPE,
    term,
)

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FOLDERS = sorted(sheet.parent for sheet in EXAMPLES.rglob("Partnership.csv"))
FACILITATE = "Facilitate discussion and structure group engagement"
WEB_ADDRESS = re.compile(r"https://[a-z0-9.-]+\.[a-z]+/\S*")
INFERRED = "(role inferred from this page)"


class Held(NamedTuple):
    partner: str
    role: str
    first: datetime.date
    last: datetime.date

    def on(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last


def name(folder: Path) -> str:
    return folder.relative_to(EXAMPLES).as_posix()


def rows(folder: Path, sheet: str) -> list[dict[str, str]]:
    with (folder / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def assignments(data: Partnership) -> Iterator[Held]:
    graph = data.graph
    for thing in graph.subjects(TYPE, ASSIGNMENT):
        first, last = graph.value(thing, FIRST_DAY), graph.value(thing, LAST_DAY)
        partner = graph.value(thing, term("org:member"))
        role = graph.value(thing, term("bkg:role"))
        assert role is not None
        yield Held(
            partner=str(graph.value(partner, PREF_LABEL)),
            role=str(data.ontology.graph.value(role, PREF_LABEL)),
            first=datetime.date.fromisoformat(str(first)) if first else datetime.date.min,
            last=datetime.date.fromisoformat(str(last)) if last else datetime.date.max,
        )


def own_date(folder: Path) -> datetime.date:
    return last_day(rows(folder, "Partnership")[0]["As of"])


@pytest.fixture(params=FOLDERS, ids=name)
def folder(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def data(folder: Path) -> Partnership:
    return read(folder)


def test_the_three_examples_are_there() -> None:
    expected = ["graduate-tacoma/2022-03", "graduate-tacoma/2025-09", "say-yes-buffalo/2023"]
    assert [name(folder) for folder in FOLDERS] == expected


def test_every_row_is_read_and_nothing_had_to_be_forgiven(folder: Path, data: Partnership) -> None:
    assert data.count(PARTNER) == len(rows(folder, "Partners"))
    assert data.count(ASSIGNMENT) == len(rows(folder, "Assignments"))
    assert data.notes == []


def test_the_folder_is_named_after_the_date_it_speaks_of(folder: Path) -> None:
    assert rows(folder, "Partnership")[0]["As of"] == folder.name


def test_every_assignment_says_on_which_page_it_is_found(folder: Path) -> None:
    for row in rows(folder, "Assignments"):
        for source in row["Evidence"].split("; "):
            assert WEB_ADDRESS.match(source), row


def test_an_inferred_role_says_so_at_the_end(folder: Path) -> None:
    marked = [row for row in rows(folder, "Assignments") if "inferred" in row["Evidence"]]
    assert marked
    assert all(row["Evidence"].endswith(INFERRED) for row in marked)


def test_a_partner_without_a_role_has_its_source_in_its_notes(folder: Path) -> None:
    holders = {row["Partner"] for row in rows(folder, "Assignments")}
    for row in rows(folder, "Partners"):
        assert row["Name"] in holders or WEB_ADDRESS.search(row["Notes"]), row


def test_the_listing_is_partial_and_the_notes_say_why(folder: Path) -> None:
    (row,) = rows(folder, "Partnership")
    assert row["Listing"] == "partial"
    for words in ("public pages", "incomplete", "not reviewed by the organizations", "our reading"):
        assert words in row["Notes"]


def test_organizations_have_one_name_and_it_is_written_out(folder: Path) -> None:
    for sheet in ("Partnership", "Partners", "Assignments"):
        for row in rows(folder, sheet):
            assert not re.search(r"\b(FFTS|BBBS|CIS|Univ|Assoc)\b", "|".join(row.values())), row


def test_what_no_page_tells_is_left_blank(folder: Path) -> None:
    assert not any(row["FTE available"] or row["Identifier"] for row in rows(folder, "Partners"))
    assert not any(row["FTE"] for row in rows(folder, "Assignments"))


def test_nothing_in_a_file_begins_after_its_date(folder: Path, data: Partnership) -> None:
    late = [held for held in assignments(data) if held.first > own_date(folder)]
    assert late == []


def test_an_end_that_lay_in_the_future_is_not_told(folder: Path, data: Partnership) -> None:
    known = [held for held in assignments(data) if held.last != datetime.date.max]
    assert [held for held in known if held.on(own_date(folder))] == []


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2022-03", {"Foundation for Tacoma Students", "Greentrike", "Azimu Group"}),
        ("2025-09", {"Greentrike", "Azimu Group"}),
    ],
)
def test_who_facilitates_in_tacoma_differs_between_the_two_dates(
    date: str, expected: set[str]
) -> None:
    folder = EXAMPLES / "graduate-tacoma" / date
    day = own_date(folder)
    held = [item for item in assignments(read(folder)) if item.role == FACILITATE]
    assert {item.partner for item in held if item.on(day)} == expected


def test_the_later_tacoma_file_tells_the_same_about_the_earlier_date() -> None:
    """Only what came to an end, or began, in between may differ."""
    earlier, later = (EXAMPLES / "graduate-tacoma" / date for date in ("2022-03", "2025-09"))
    day = own_date(earlier)
    then, told_later = (
        {(held.partner, held.role) for held in assignments(read(folder)) if held.on(day)}
        for folder in (earlier, later)
    )
    assert then == told_later


def test_the_readme_counts_what_is_in_the_files(folder: Path, data: Partnership) -> None:
    held = list(assignments(data))
    in_force = [item for item in held if item.on(own_date(folder))]
    numbers = (
        data.count(PARTNER),
        data.count(PARTNER) - len({item.partner for item in held}),
        len(held),
        len(in_force),
        len({item.role for item in in_force}),
    )
    line = " | ".join(("", f"[{name(folder)}]({name(folder)})", *map(str, numbers), "")).strip()
    assert line in (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
