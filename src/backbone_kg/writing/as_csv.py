"""Tables as .csv files that the reader takes for exactly what they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from backbone_kg.base.cells import CellValue
from backbone_kg.base.formulas import hides_formula, marked_csv
from backbone_kg.model.partnership import Partnership
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.csv_rows import separator_of
from backbone_kg.reading.numbers import canonical
from backbone_kg.writing.output_format import FOLDER, Files, Format
from backbone_kg.writing.sheet_tables import SheetTable, lower
from backbone_kg.writing.without_cells import without_cell


def csv_text(table: SheetTable) -> str:
    """Return a sheet as a .csv file has it: commas, quotes where needed, lines ended by LF.

    Texts that begin like a formula have the mark of :mod:`backbone_kg.base.formulas` before them. A
    first line ``sep=,`` is there only when a program that guesses would take another character for
    the separator, or would find a formula if it did.
    """
    rows = [list(table.headings), *([_text(value) for value in row] for row in table.rows)]
    text = csv_rows(rows)
    plain = separator_of(text) == "," and not any(hides_formula(c) for row in rows for c in row)
    return text if plain else f"sep=,\n{text}"


def _files(partnership: Partnership, _: str) -> Files:
    return {table.file: csv_text(table).encode() for table in lower(partnership)}


def csv_rows(rows: Iterable[Iterable[CellValue]]) -> str:
    """Return rows as a .csv file has them, with marks before what begins like a formula."""
    stream = io.StringIO(newline="")
    written = ([_text(value) for value in row] for row in rows)
    csv.writer(stream, lineterminator="\n").writerows(written)
    return marked_csv(stream.getvalue())


def _text(value: CellValue) -> str:
    if isinstance(value, float):
        return canonical(Decimal(repr(value)))
    return text_of(value)


FORMAT = Format("csv", "A folder of .csv files", (FOLDER,), _files, without_cell)
