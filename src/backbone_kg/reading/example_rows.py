"""The example row of a workbook to fill in: what stands in it, and how it is known again.

Each cell of it says by itself that it is an example, so it is known wherever it is moved to, and
nothing of it is taken for data when a part of the row is typed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from backbone_kg.base.cells import CellValue
from backbone_kg.base.names import clean, key
from backbone_kg.model.sheets_and_columns import Column
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.headings import UnknownColumn

_MARK = "e.g. "


def example_in(column: Column) -> str | None:
    """Return what the example row has in a column, or None.

    Examples
    --------
    >>> from backbone_kg.model.shipped_layout import standard_layout
    >>> [example_in(column) for column in standard_layout().sheet("Partners").columns[:2]]
    ['e.g. Greentrike', 'e.g. Community-based organization']
    """
    return f"{_MARK}{column.example}" if column.example else None


def example_row(columns: Iterable[Column | UnknownColumn | None]) -> tuple[str | None, ...]:
    """Return the example row of a sheet with these columns."""
    return tuple(example_in(one) if isinstance(one, Column) else None for one in columns)


def examples_in(
    cells: Mapping[int, CellValue], columns: Mapping[int, Column | UnknownColumn]
) -> frozenset[int]:
    """Return which cells of a row hold an example of the template: all of them in its example row.

    Parameters
    ----------
    cells
        What stands in the row, by index of the column; blank cells left out.
    columns
        What each column is.

    Notes
    -----
    In the other rows, a text that a person typed may begin like an example: of a name none does,
    and of other columns only the template's own example counts.
    """
    marked = {
        index for index, value in cells.items() if isinstance(value, str) and is_marked(value)
    }
    known = {i: c for i in marked if isinstance(c := columns.get(i), Column)}
    names = {index for index, column in known.items() if column.identifies}
    if marked == cells.keys() and names:
        return frozenset(marked)
    return frozenset(i for i, c in known.items() if i in names or _is_its_example(cells[i], c))


def is_marked(text: str) -> bool:
    """Return whether a text begins as all in the example row do."""
    return "." in text and key(text).startswith(_MARK)


def _is_its_example(value: CellValue, column: Column) -> bool:
    example = example_in(column)
    return example is not None and key(clean(text_of(value))) == key(example)
