"""Whatever a file holds, no two things share an IRI and each value is at the cell that holds it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.term import Node
from tests.reading.lifting import LAYOUT, Rows, Sheets, lifted

from backbone_kg.base.cells import CellValue, cell_name
from backbone_kg.graph.rdflib_terms import (
    ASSIGNMENT,
    FIRST_DAY,
    LAST_DAY,
    NAME_KEY,
    OWN_ROLE,
    PARTNER,
    POST,
    PREF_LABEL,
    TYPE,
    iri,
    term,
)
from backbone_kg.model import Place, add_derived

# --- names of things -----------------------------------------------------------------------------

NAMES = st.sampled_from(["A", "a ", "A!", "A-2", "a 2", "A-2-2", "B", "?", "", "Ünïon", "union"])


def rows(names: Sequence[tuple[str, ...]]) -> Rows:
    return [[*some, "x"] for some in names]


@given(
    partners=st.lists(st.tuples(NAMES), max_size=8),
    roles=st.lists(st.tuples(NAMES), max_size=8),
    assignments=st.lists(st.tuples(NAMES, NAMES), max_size=8),
)
def test_iris_never_clash_and_come_out_the_same_again(
    partners: list[tuple[str]], roles: list[tuple[str]], assignments: list[tuple[str, str]]
) -> None:
    sheets: Sheets = {
        "Partnership": [["Name"], ["River Valley"]],
        # The last cell keeps a row from being empty.
        "Partners": [["Name", "Notes"], *rows(partners)],
        "Roles": [["Role", "Notes"], *rows(roles)],
        "Assignments": [
            ["Partner", "Role", "Evidence"],
            *rows(assignments),
        ],
    }
    found = lifted(sheets)
    assert len(found.places.rows) == 1 + len(partners) + len(roles) + len(assignments)
    for kind, named in ((PARTNER, partners), (POST, roles), (ASSIGNMENT, assignments)):
        assert found.count(kind) == len(named)
    own = set(found.graph.subjects(TYPE, OWN_ROLE))
    assert own.isdisjoint(found.places.rows)
    for node in (*own, *found.graph.subjects(TYPE, PARTNER)):
        assert len(list(found.graph.objects(node, PREF_LABEL))) <= 1
    assert set(lifted(sheets).graph) == set(found.graph)


# --- places --------------------------------------------------------------------------------------

CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "x", "0.5", " 2 ", "yes", "2019", "3/4/21", "lead", "LEAD", "a.org"]),
    st.sampled_from(["Build trust", "build-trust", "Harbor Schools", "Funder", "text " * 20]),
    st.integers(-5, 3000),
    st.floats(-1, 1e6),
    st.booleans(),
    st.dates(),
)


@st.composite
def sheets_of_anything(draw: st.DrawFn) -> Sheets:
    sheets: Sheets = {}
    for sheet in LAYOUT.sheets:
        headings = [column.heading for column in sheet.columns]
        known = draw(st.lists(st.sampled_from(headings), min_size=1, unique=True))
        chosen = draw(st.permutations([*known, "Favorite color"]))
        title: Rows = [["our data"]] * draw(st.integers(0, 2))
        row = st.lists(CELLS, min_size=len(chosen), max_size=len(chosen))
        sheets[sheet.name] = [*title, [*chosen], *draw(st.lists(row, max_size=3))]
    return sheets


@given(sheets=sheets_of_anything())
def test_each_value_is_at_the_cell_that_holds_it_and_no_cell_is_lost(sheets: Sheets) -> None:
    found = lifted(sheets)
    stated: dict[tuple[str, str], tuple[Node, Node]] = {}
    for (thing, stating), cell in found.places.values.items():
        node: Node = URIRef(thing)
        path: Node = URIRef(stating)
        place = found.places.of(node, path)
        assert isinstance(place, Place)
        assert place.column is not None
        assert sheets[place.sheet][place.row - 1][place.column] is cell
        assert (node, path, None) in found.graph
        stated[place.sheet, place.cell] = (node, path)
    for sheet in LAYOUT.sheets:
        rows = sheets[sheet.name]
        top = next(number for number, row in enumerate(rows) if row != ["our data"])
        columns = {column.heading: column for column in sheet.columns}
        filled = [n for n in range(top + 1, len(rows)) if any(map(is_filled, rows[n]))]
        for number in filled[:1] if sheet.single_row else filled:
            for index, cell in enumerate(rows[number]):
                column = columns.get(str(rows[top][index]))
                if column is not None and is_filled(cell):
                    node, path = stated.pop((sheet.name, cell_name(number, index)))
                    assert (node, TYPE, iri(sheet.target)) in found.graph
                    assert str(path) == column.path
    assert stated == {}


def is_filled(cell: CellValue) -> bool:
    return cell is not None and bool(str(cell).strip())


@given(sheets=sheets_of_anything())
def test_nothing_derived_is_missing(sheets: Sheets) -> None:
    found = lifted(sheets)
    before = set(found.graph)
    add_derived(found.graph, LAYOUT)
    assert set(found.graph) == before
    dated = {
        (node, FIRST_DAY if path == term("schema:startDate") else LAST_DAY)
        for path in (term("schema:startDate"), term("schema:endDate"))
        for node, date in found.graph.subject_objects(path)
        if isinstance(date, Literal) and date.datatype is not None
    }
    assert {(n, p) for n, p, _ in before if p in {FIRST_DAY, LAST_DAY}} >= dated
    named = {node for node in found.graph.subjects(PREF_LABEL) if (node, TYPE, PARTNER) in before}
    assert {node for node in named if found.graph.value(node, NAME_KEY) is None} == set()
