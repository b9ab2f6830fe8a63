"""What the reader takes in another form than it stands in the file is told, once a column."""

from __future__ import annotations

import pytest
from rdflib import URIRef
from tests.reading.lifting import (
    LAYOUT,
    MATHEMATICA,
    SNAPSHOT,
    XSD,
    forgiven,
    good,
    lifted,
    thing,
    value,
    with_column,
)

from backbone_kg.base.cells import CellRead
from backbone_kg.graph import literal
from backbone_kg.graph.rdflib_terms import iri
from backbone_kg.reading import TableFormat


@pytest.mark.parametrize(
    ("code", "place", "heading", "cell", "read_as"),
    [
        ("stray-spaces", "Partners!C2", "Notes", "Too  late ", "Too late"),
        ("text-number", "Partners!C2", "FTE available", "0,5", "0.5"),
        ("written-date", "Partners!C2", "Joined", "June 2019", "2019-06"),
        ("web-address-completed", "Partnership!E2", "Web address", "a.org", "https://a.org"),
        ("name-variant", "Assignments!C2", "Part", "LEAD", "lead"),
    ],
)
def test_what_was_forgiven_is_told_at_its_cell(
    code: str, place: str, heading: str, cell: str, read_as: str
) -> None:
    found = with_column(place.partition("!")[0], heading, cell)
    text = "Too late" if code == "stray-spaces" else cell
    assert found.notes == [forgiven(code, place, heading, text, read_as)]


@pytest.mark.parametrize(
    ("place", "heading", "code", "cell", "read_as"),
    [
        ("Partners!B2", "Type", "name-variant", "School district", "K-12 school district"),
        ("Partners!B2", "Type", "name-variant", "K–12 School District", "K-12 school district"),
        ("Partners!B2", "Type", "stray-spaces", " Board", "Board"),
        ("Assignments!A2", "Partner", "name-variant", "HARBOR SCHOOLS", "Harbor Schools"),
        ("Assignments!B2", "Role", "name-variant", "build-trust", "Build trust"),
        ("Assignments!B2", "Role", "stray-spaces", "Build\u00a0trust", "Build trust"),
        ("Partnership!C2", "Framework", "name-variant", "mathematica", MATHEMATICA.title),
    ],
)
def test_another_way_to_write_a_known_name_is_forgiven_and_told(
    place: str, heading: str, code: str, cell: str, read_as: str
) -> None:
    sheet, _, name = place.partition("!")
    sheets = good()
    sheets[sheet][1]["ABC".index(name[0])] = cell
    found = lifted(sheets)
    text = read_as if code == "stray-spaces" else cell
    assert found.notes == [forgiven(code, place, heading, text, read_as)]
    path = next(c.path for c in LAYOUT.sheet(sheet).columns if c.heading == heading)
    assert isinstance(found.graph.value(thing(found, sheet, 2), iri(path)), URIRef)


def test_a_choice_with_stray_spaces_is_told_like_any_other_text() -> None:
    found = with_column("Assignments", "Part", " lead ")
    assert found.notes == [forgiven("stray-spaces", "Assignments!C2", "Part", "lead", "lead")]


def test_a_name_that_the_spreadsheet_made_a_number_has_no_stray_spaces() -> None:
    sheets = good()
    sheets["Partners"].append([211, "Funder"])
    sheets["Assignments"].append([211, "Advance policy"])
    found = lifted(sheets)
    assert value(found, "Assignments", 4, "org:member") == URIRef(f"{SNAPSHOT}/partner/211")
    assert found.notes == []


def test_what_was_forgiven_is_told_once_for_each_column_with_its_first_case_and_their_number() -> (
    None
):
    sheets = good()
    for row, (fte, joined) in zip(
        sheets["Partners"],
        [("FTE available", "Joined"), ("0,5", "1 May 2020"), ("0,7", "June 2021")],
        strict=True,
    ):
        row += [fte, joined]
    notes = {note.code: note for note in lifted(sheets).notes}
    assert set(notes) == {"text-number", "written-date"}
    note = notes["text-number"]
    assert (note.sheet, note.cell) == ("Partners", "C2")
    assert (note.details["value"], note.details["read_as"]) == ("0,5", "0.5")
    assert note.details["count"] == "2"
    assert note.details["more"] == " Likewise “0,7” as “0.7”. In all 2 cells."
    assert note.cells == (CellRead("C2", "0,5", "0.5"), CellRead("C3", "0,7", "0.7"))


@pytest.mark.parametrize(
    ("form", "cell", "codes"),
    [("csv", "0.5", []), ("csv", "0,5", ["text-number"]), ("xlsx", "0.5", ["text-number"])],
)
def test_only_in_a_csv_file_a_number_is_text_by_nature(
    form: TableFormat, cell: str, codes: list[str]
) -> None:
    found = with_column("Partners", "FTE available", cell, file_format=form)
    assert [note.code for note in found.notes] == codes
    assert value(found, "Partners", 2, "bkg:fteAvailable") == literal("0.5", f"{XSD}decimal")


def test_a_long_text_is_not_repeated_in_full() -> None:
    found = with_column("Partners", "Notes", " word" * 100)
    (note,) = found.notes
    assert len(note.details["read_as"]) == 60
    assert note.details["read_as"].endswith("…")
