"""What the XML of an Excel sheet says beside the values of its cells, in one pass.

python-calamine sets aside room for every cell up to the last one, so the places are checked before
it is asked. It tells neither looks nor hidden rows, reads error values and formulas without a
result as empty, and leaves out what it does not understand: how many cells hold anything is
counted here, so that none is missed. Rows of which there is nothing to tell are only counted
(:mod:`.ordinary_rows`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from backbone_kg.base.cells import (
    CellValue,
    FormulaError,
    UncalculatedFormula,
    cell_name,
    column_index,
)
from backbone_kg.reading.ordinary_rows import OrdinaryRows, take_ordinary_rows
from backbone_kg.reading.packages import careful_parser
from backbone_kg.reading.sheet_notes import SheetTraits

_OTHER, _CELL, _ROW, _TEXT, _FORMULA, _MERGED, _COLUMN, _END = range(8)
_KINDS = {
    "c": _CELL,
    "row": _ROW,
    "v": _TEXT,
    "t": _TEXT,
    "f": _FORMULA,
    "mergeCell": _MERGED,
    "col": _COLUMN,
    "extLst": _END,
}
_MOST_MERGED = 100_000
_TRUE = {"1", "true"}


@dataclass(slots=True)
class SheetMarks(SheetTraits):
    """What is to be known of a sheet beside its values; rows and columns count from 0.

    Parameters
    ----------
    last_row, last_column
        The last ones in which a cell says that it holds anything; -1 if none does.
    filled
        How many cells hold a text, a number or a formula.
    looks
        Row, column and style of each cell whose style was asked for.
    results
        Error values and formulas without a result, by row and column.
    places
        If asked for: row, column, kind (``t``) and text of each cell that is filled.
    """

    last_row: int = -1
    last_column: int = -1
    filled: int = 0
    looks: list[tuple[int, int, str]] = field(default_factory=list)
    results: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    places: list[tuple[int, int, str, str]] = field(default_factory=list)


def marks_of(part: bytes, styles: frozenset[str], *, every_place: bool = False) -> SheetMarks:
    """Return what a sheet says beside the values of its cells.

    Parameters
    ----------
    part
        The XML of the sheet, plain (:func:`backbone_kg.reading.packages.plain_xml`).
    styles
        The styles of which the cells are asked for.
    every_place
        Whether the places of all filled cells are asked for.

    Raises
    ------
    xml.parsers.expat.ExpatError, ValueError
        If it is no XML, or a reference in it is none.
    """
    ordinary = OrdinaryRows(part) if every_place else take_ordinary_rows(part, styles)
    reader = _Reader(styles, every_place)
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.text
    parser.Parse(ordinary.rest, True)
    reader.end_cell()
    marks = reader.marks
    marks.filled += ordinary.filled
    marks.last_row = max(marks.last_row, ordinary.last_row)
    marks.last_column = max(marks.last_column, ordinary.last_column)
    marks.height = max(marks.height, ordinary.last_row + 1)
    return marks


def shared_texts(part: bytes) -> list[str]:
    """Return the texts that cells of a workbook share, by their numbers."""
    from lxml import etree

    root = etree.fromstring(part, careful_parser())
    return [
        "".join(t.text or "" for t in one.iterfind(".//{*}t")) for one in root.iterfind("{*}si")
    ]


class _Reader:
    """The handlers of the parser; nothing here looks back, so that time grows with the sheet."""

    __slots__ = (
        "_cell", "_column", "_columns", "_every_place", "_formula", "_keep", "_kinds", "_piece",
        "_row", "_shared", "_styles", "_value", "counted", "marks",
    )  # fmt: skip

    def __init__(self, styles: frozenset[str], every_place: bool) -> None:
        self.marks = SheetMarks()
        self.counted = True
        self._styles = styles
        self._every_place = every_place
        self._kinds: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        self._cell: dict[str, str] | None = None
        self._row, self._column = -1, -1
        self._piece = _OTHER
        self._keep = False
        self._formula: dict[str, str] | None = None
        self._value = ""
        self._shared: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = self._kinds.get(name)
        if kind is None:
            kind = self._kinds[name] = _KINDS.get(name.rpartition(":")[2], _OTHER)
        if kind == _CELL:
            if self._formula is not None or self._value:
                self.end_cell()
            self._cell = attributes
            self.counted = False
            self._piece = _OTHER
            self._keep = self._every_place or attributes.get("t") == "e"
            self._go_to(attributes.get("r", ""))
            if "s" in attributes and attributes["s"] in self._styles:
                self.marks.looks.append((self._row, self._column, attributes["s"]))
        elif kind == _TEXT:
            self._piece = kind
            if self._cell is not None:
                self._reach()
        elif kind:
            self._rare(kind, attributes)

    def _rare(self, kind: int, attributes: dict[str, str]) -> None:
        if kind == _ROW:
            self.end_cell()
            row = attributes.get("r")
            self._row = self._row + 1 if row is None else _whole(row) - 1
            self._column = -1
            self.marks.height = max(self.marks.height, self._row + 1)
            if attributes.get("hidden") in _TRUE:
                self.marks.hidden.append(self._row + 1)
        elif kind == _FORMULA and self._cell is not None:
            self._piece = kind
            self._formula = attributes
            self._formula["="] = ""
            self._keep = True
            self._reach()
        elif kind == _MERGED:
            self.end_cell()
            first, _, last = attributes.get("ref", "").partition(":")
            if len(self.marks.merged) < _MOST_MERGED:
                self.marks.merged.add((self._position(first), self._position(last or first)))
        elif kind == _COLUMN and attributes.get("hidden") in _TRUE:
            span = _whole(attributes.get("min", "")) - 1, _whole(attributes.get("max", "")) - 1
            self.marks.hidden_columns.append(span)
        elif kind == _END:
            self.end_cell()

    def _reach(self) -> None:
        self.marks.last_column = max(self.marks.last_column, self._column)
        self.marks.last_row = max(self.marks.last_row, self._row)

    def text(self, data: str) -> None:
        if self._piece == _TEXT:
            if not self.counted:
                self.counted = True
                self.marks.filled += 1
            if self._keep:
                self._value += data
        elif self._piece == _FORMULA and self._formula is not None:
            self._formula["="] += data

    def end_cell(self) -> None:
        """Note the result of a cell whose text was kept."""
        cell, place = self._cell or {}, (self._row, self._column)
        kind = cell.get("t", "")
        if self._value and kind == "e":
            self.marks.results[place] = FormulaError(self._value.strip() or "#VALUE!")
        if self._formula is not None:
            text = self._formula_text(self._formula, cell_name(*place))
            # A formula whose result is empty text has an empty result, and says that it is text.
            if not (self._value or kind == "str"):
                self.marks.results[place] = UncalculatedFormula(text)
                self.marks.filled += not self.counted
        if self._every_place and self._value:
            self.marks.places.append((*place, kind, self._value))
        self._cell, self._formula, self._value = None, None, ""
        self._piece, self.counted = _OTHER, True

    def _go_to(self, reference: str) -> None:
        """Go to a cell; one that does not say where it is follows upon the one before it."""
        if reference:
            self._row, self._column = self._position(reference)
        else:
            self._column += 1

    def _position(self, reference: str) -> tuple[int, int]:
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column(letters)
        return _whole(reference[len(letters) :]) - 1, column

    def _formula_text(self, formula: dict[str, Any], cell: str) -> str:
        """Return a formula as the formula bar shows it.

        Of formulas that were filled down, only the first cell holds the text; the others refer to
        it.
        """
        text = f"={formula['=']}"
        group = formula.get("si")
        if group is None:
            return text
        if formula["="]:
            self._shared[group] = (text, cell)
            return text
        first_text, first_cell = self._shared.get(group, (text, cell))
        if first_cell == cell:
            return text
        from openpyxl.formula.translate import Translator

        return str(Translator(first_text, first_cell).translate_formula(cell))


def _whole(digits: str) -> int:
    """Return the number of a row; a sheet has none of more than 12 digits."""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise ValueError(f"no row: {digits:.20}")
    return int(digits)


def _column(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 7):
        raise ValueError(f"no column: {letters:.20}")
    return column_index(letters)
