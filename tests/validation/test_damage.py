"""Any single damaged cell of a file that is right is told: at the cell, or by what names it.

A change that makes another right file is not to be told. Which texts are right in a column is said
here anew, without the reader: exact names, ``YYYY-MM-DD``, plain numbers.
"""

from __future__ import annotations

import copy
import datetime
import re
import tempfile
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.generate import Cell, Sheets, random_sheets, write_csv

from backbone_kg import Finding, read, validate
from backbone_kg.base.cells import cell_name
from backbone_kg.base.names import clean, key, shortened
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FRAMEWORK, PARTNER, ROLE
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import Column, standard_layout

LAYOUT, ONTOLOGY = standard_layout(), standard_ontology()
FRAMEWORKS = [framework.title for framework in ONTOLOGY.frameworks()]
ROLES = {role.label for one in ONTOLOGY.frameworks() for _, role in one.roles}
TYPES = {kind.label for kind in ONTOLOGY.organization_types}
MOST = 10_000
OF_SEVERAL_CELLS = {
    *("duplicate-partner", "duplicate-role", "ends-before-it-begins", "shared-identifier")
}
"""What can be wrong with cells each of which is right."""
BROKEN_FORMULA = "#REF!"
TYPED = [
    *("?", "-", "n/a", "TBD", "x", "yes", "none", "0", "-1", "1e3", "50 %", "half", "2019-20"),
    *("June", "5/6/19", "Fall 2021", "43586", "2021-02-30", "12019", BROKEN_FORMULA),
    *("=1+1", '"', "same", "Total", "Note: see below", "FUNDERS", "e.g. Greentrike"),
    *("Build trust; Advance policy", "8 hrs/wk", "ongoing", "NGO", "MCF", "FY19", "PeÃ±a"),
]

PRINTABLE = st.characters(exclude_categories=["C"])
"""A file with control characters is refused as a whole."""

Damage = tuple[Sheets, str, int, int, str]


def column_of(sheets: Sheets, sheet: str, column: int) -> Column | None:
    heading = sheets[sheet][0][column]
    return next((c for c in LAYOUT.sheet(sheet).columns if c.heading == heading), None)


def misspelled(text: str, at: int, letter: str) -> list[str]:
    """Return a text with a letter too few, too many, another, and two the other way round."""
    at %= len(text)
    before, after = text[:at], text[at + 1 :]
    turned = before[:-1] + text[at] + before[-1:] + after
    return [before + after, before + letter + text[at:], before + letter + after, turned]


@st.composite
def damages(draw: st.DrawFn) -> Damage:
    """Return a file with one cell changed: sheet, row and column from 0, what stood there."""
    sheets = random_sheets(draw(st.integers(0, 10_000)))
    sheet = draw(st.sampled_from(sorted(sheets)))
    row = draw(st.integers(0, len(sheets[sheet]) - 1))
    column = draw(st.integers(0, len(sheets[sheet][0]) - 1))
    was = text_of(sheets[sheet][row][column])
    ways = [st.sampled_from(TYPED), st.text(PRINTABLE, min_size=1, max_size=12), st.just("")]
    if was:
        spoiled = misspelled(was, draw(st.integers(0, 99)), draw(st.sampled_from("aeqz7.")))
        ways.append(st.sampled_from(spoiled))
    changed = draw(st.one_of(ways))
    assume(key(changed) != key(was))
    damaged = copy.deepcopy(sheets)
    damaged[sheet][row][column] = changed or None
    return damaged, sheet, row, column, was


def text_of(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def is_right(sheets: Sheets, sheet: str, row: int, at: int, was: str) -> bool:
    """Return whether what stands in a cell is as right as what stood there."""
    text = clean(text_of(sheets[sheet][row][at]))
    if row == 0:
        return text != BROKEN_FORMULA and is_right_heading(sheets, sheet, at, text)
    if not any(clean(text_of(cell)) for cell in sheets[sheet][row]):
        return sheet != "Partnership" and not is_named(sheets, sheet, was)
    column = column_of(sheets, sheet, at)
    assert column is not None
    if not text:
        return not column.required
    return text != BROKEN_FORMULA and is_right_text(sheets, sheet, column, text, was)


def is_right_text(sheets: Sheets, sheet: str, column: Column, text: str, was: str) -> bool:
    if column.choices:
        return text in column.choices
    if column.identifies and (column.introduces or column.refers_to is None):
        several = column.introduces and "; " in text
        return not (several or text.startswith("e.g. ") or is_named(sheets, sheet, was))
    if column.refers_to is not None:
        return text in names_of(sheets, column)
    return is_right_value(column, text)


def is_right_heading(sheets: Sheets, sheet: str, at: int, text: str) -> bool:
    """Return whether a heading is another one, or stands over nothing and is not needed."""
    known = {key(one.heading) for one in LAYOUT.sheet(sheet).columns}
    if text:
        return key(text) in known
    column = {c.heading for c in LAYOUT.sheet(sheet).columns if c.required}
    filled = any(text_of(row[at]) for row in sheets[sheet][1:] if at < len(row))
    return not filled and len(column & set(map(text_of, sheets[sheet][0]))) == len(column)


def is_named(sheets: Sheets, sheet: str, name: str) -> bool:
    """Return whether an assignment names a partner or a role of one's own by this name."""
    index = {"Partners": 0, "Roles": 1}.get(sheet)
    if index is None or (sheet == "Roles" and name in ROLES):
        return False
    return name in {text_of(row[index]) for row in sheets["Assignments"][1:]}


def names_of(sheets: Sheets, column: Column) -> set[str]:
    if column.refers_to == PARTNER:
        return {text_of(row[0]) for row in sheets["Partners"][1:]}
    if column.refers_to == ROLE:
        return ROLES | {text_of(row[0]) for row in sheets.get("Roles", [])[1:]}
    return set(FRAMEWORKS) if column.refers_to == FRAMEWORK else TYPES


def is_right_value(column: Column, text: str) -> bool:
    if column.kind is Kind.DATE:
        return is_date(text)
    if column.kind is Kind.NUMBER:
        return bool(re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII)) and float(text) <= MOST
    if column.kind is Kind.INTEGER:
        return bool(re.fullmatch(r"\d+", text, re.ASCII)) and 1 <= int(text) <= 1000
    if column.kind is Kind.YES_NO:
        return text in {"yes", "no"}
    return column.heading != "Identifier"  # of other texts any is right


def is_date(text: str) -> bool:
    if not re.fullmatch(r"[12]\d{3}(-\d\d(-\d\d)?)?", text, re.ASCII):
        return False
    year, month, day = (*text.split("-"), "01", "01")[:3]
    try:
        return bool(datetime.date(int(year), int(month), int(day)))
    except ValueError:
        return False


def tells_of(finding: Finding, sheet: str, cell: str, texts: set[str]) -> bool:
    """Return whether a finding is at a cell, or names it: by what stands or stood in it."""
    if finding.sheet == sheet and cell in {finding.cell, *(one.cell for one in finding.cells)}:
        return True
    said = f"{finding.message} {finding.remedy}"
    return any(text and (f"“{shortened(text)}”" in said or text == finding.value) for text in texts)


@given(damages())
def test_a_damaged_cell_is_told_unless_it_is_right_as_it_is(damage: Damage) -> None:
    sheets, sheet, row, column, was = damage
    with tempfile.TemporaryDirectory() as folder:
        found = list(validate(read(write_csv(Path(folder) / "data", sheets)), engine="shacl"))
    cell, text = cell_name(row, column), text_of(sheets[sheet][row][column])
    told = [one for one in found if tells_of(one, sheet, cell, {was, clean(text)})]
    said = f"{sheet}!{cell}: {was!r} became {text!r}; told: {[(f.code, f.place) for f in found]}"
    if is_right(sheets, sheet, row, column, was):
        at_it = {one.code for one in told if one.cell == cell and one.severity == "error"}
        assert at_it <= OF_SEVERAL_CELLS, said
    else:
        assert told, said
