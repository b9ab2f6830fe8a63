"""A small good file, and what is asked of a file that was lifted to a graph."""

from __future__ import annotations

from pathlib import Path

from rdflib import URIRef
from rdflib.term import Node

from backbone_kg import Partnership
from backbone_kg.base.cells import CellRead, CellValue, ReadingNote
from backbone_kg.graph.namespaces import DATA, PREFIXES
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import standard_layout
from backbone_kg.reading import Grid, GridFile, TableFormat, lift_tables
from backbone_kg.validation import explain_note

LAYOUT, ONTOLOGY = standard_layout(), standard_ontology()
XSD = PREFIXES["xsd"]
RIVER = URIRef(f"{DATA}river-valley--ohio")
SNAPSHOT = f"{RIVER}/undated"
MATHEMATICA = ONTOLOGY.framework("mathematica")
Rows = list[list[CellValue]]
Sheets = dict[str, Rows]


def good() -> Sheets:
    return {
        "Partnership": [
            ["Name", "Community", "Framework", "Listing"],
            ["River Valley", "Ohio", MATHEMATICA.title, "complete"],
        ],
        "Partners": [
            ["Name", "Type"],
            ["Harbor Schools", "K-12 school district"],
            ["Riverside Fund", "Local foundation"],
        ],
        "Assignments": [
            ["Partner", "Role"],
            ["Harbor Schools", "Build trust"],
            ["Riverside Fund", "Mobilize resources"],
        ],
    }


def lifted(
    sheets: Sheets, *, file_format: TableFormat = "xlsx", name: str = "my file.xlsx"
) -> Partnership:
    grids = [Grid(name, rows) for name, rows in sheets.items()]
    found = lift_tables(GridFile(Path(name), file_format, grids), LAYOUT, ONTOLOGY)
    for note in found.notes:
        assert explain_note(note, found.file).message
    return found


def with_column(
    sheet: str, heading: str, *values: CellValue, **options: TableFormat
) -> Partnership:
    """Return a good file in which a sheet has one more column."""
    sheets = good()
    if sheet == "Roles":
        sheets["Roles"] = [["Role"], ["Build trust"], ["Advance policy"]]
    rows = sheets[sheet]
    for number, value in enumerate((heading, *values)):
        rows[number].append(value)
    return lifted(sheets, **options)


def thing(found: Partnership, sheet: str, row: int) -> Node:
    return next(
        URIRef(node)
        for node, place in found.places.rows.items()
        if (place.sheet, place.row) == (sheet, row)
    )


def value(found: Partnership, sheet: str, row: int, path: str) -> Node | None:
    values = list(found.graph.objects(thing(found, sheet, row), term(path)))
    assert len(values) <= 1
    return values[0] if values else None


def forgiven(code: str, place: str, heading: str, text: str, read_as: str) -> ReadingNote:
    sheet, _, cell = place.partition("!")
    details = {"heading": heading, "value": text, "read_as": read_as, "count": "1", "more": ""}
    return ReadingNote(code, details, sheet, cell, (CellRead(cell, text, read_as),))
