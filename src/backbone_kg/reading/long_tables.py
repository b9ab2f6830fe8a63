"""Tables of many partnerships, as another system exports them: one file a sheet, .csv or .parquet.

In each of them the column ``File`` says whose a row is. The rows of one partnership are read as a
file by itself, which is called ``FOLDER#KEY``; each is told at the row at which it stands.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from backbone_kg.base.cells import CellValue
from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.base.names import key
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.reading.csv_folders import read_csv_file, sheet_of
from backbone_kg.reading.grids import Grid, GridFile
from backbone_kg.reading.raw_files import text_value
from backbone_kg.reading.template_sheets import sheet_named

FILE: Final = "File"
"""The heading of the column that says whose a row is."""
MARK: Final = "#"
_ENDINGS: Final = frozenset({".csv", ".parquet"})
_PLAIN: Final = (str, int, float, bool, datetime.date, datetime.datetime)


@dataclass(frozen=True, slots=True)
class _LongTable:
    """The rows of one sheet of many partnerships."""

    path: Path
    headings: list[CellValue]
    rows: dict[str, list[int]]
    """Which rows are whose: counted from 0 below the headings, by what ``File`` says."""
    values: Callable[[Sequence[int]], list[list[CellValue]]]
    """Returns the cells of some rows."""

    def grid(self, whose: str) -> Grid:
        """Return the rows of one partnership, at the places at which they stand."""
        at = self.rows.get(whose, [])
        own = [i for i, heading in enumerate(self.headings) if _is_file(heading)]
        rows = [list(self.headings), *self.values(at)]
        for row in rows:
            for i in own:
                if i < len(row):
                    row[i] = None
        return Grid(sheet_of(self.path), rows, (1, *(number + 2 for number in at)))


def part_named(path: Path) -> tuple[Path, str] | None:
    """Return the folder of tables and the key that a name such as ``exported#harbor`` stands for.

    None if there is no such folder.
    """
    folder, mark, quoted = str(path).partition(MARK)
    if not mark or not Path(folder).is_dir():
        return None
    return Path(folder), quoted.replace("%2F", "/").replace("%23", "#").replace("%25", "%")


def parts_of(folder: Path) -> tuple[Path, ...]:
    """Return the names under which the partnerships of a folder of tables are read, in order.

    Raises
    ------
    CannotReadError
        If the folder holds no such tables, or one cannot be read.
    """
    keys = {whose for table in _tables(folder) for whose in table.rows}
    return tuple(Path(f"{folder}{MARK}{_quoted(whose)}") for whose in sorted(keys))


def read_part(path: Path, folder: Path, whose: str) -> GridFile:
    """Return the rows of one partnership as the sheets of a file.

    Raises
    ------
    CannotReadError
        If there are none, or it is not said whose they are.
    """
    tables = _tables(folder)
    found = [table for table in tables if whose in table.rows]
    if not found:
        raise CannotReadError(
            path, "No row of these tables is of that partnership.", "Check the name behind #."
        )
    if not whose:
        count = sum(len(table.rows[""]) for table in found)
        first = f"{found[0].path.name}, row {found[0].rows[''][0] + 2}"
        raise CannotReadError(
            path,
            f"Of {plural(count, 'row')} it is not said whose they are, the first in {first}.",
            f"Fill the column “{FILE}” there.",
        )
    return GridFile(path, "csv", [table.grid(whose) for table in tables])


def part_fingerprint(folder: Path, whose: str) -> str:
    """Return the SHA-256 of the rows of one partnership; "" if they cannot be read."""
    digest = hashlib.sha256()
    try:
        for table in _tables(folder):
            grid = table.grid(whose)
            digest.update(repr((grid.name, grid.numbers, grid.rows)).encode())
    except CannotReadError:
        return ""
    return digest.hexdigest()


def _quoted(whose: str) -> str:
    return whose.replace("%", "%25").replace("#", "%23").replace("/", "%2F")


def _is_file(heading: CellValue) -> bool:
    return isinstance(heading, str) and key(heading) == key(FILE)


def _tables(folder: Path) -> tuple[_LongTable, ...]:
    layout = standard_layout()
    try:
        paths = sorted(each for each in folder.iterdir() if _is_sheet(each, layout))
        signs = tuple((path, path.stat().st_size, path.stat().st_mtime_ns) for path in paths)
    except OSError as problem:
        raise CannotReadError(folder, f"The folder cannot be read ({problem.strerror}).") from None
    if not signs:
        raise CannotReadError(
            folder,
            "There is no table in this folder.",
            "A table is called like a sheet of the template: partners.csv or partners.parquet.",
        )
    return _read_tables(signs)


def _is_sheet(path: Path, layout: Layout) -> bool:
    return (
        path.suffix.lower() in _ENDINGS and sheet_named(sheet_of(path), layout.sheets) is not None
    )


@lru_cache(maxsize=1)
def _read_tables(signs: tuple[tuple[Path, int, int], ...]) -> tuple[_LongTable, ...]:
    """Read the tables once, and again when one has changed."""
    return tuple(_parquet(p) if p.suffix.lower() == ".parquet" else _csv(p) for p, *_ in signs)


def _csv(path: Path) -> _LongTable:
    (grid,) = read_csv_file(path).grids
    headings, rows = (grid.rows[0], grid.rows[1:]) if grid.rows else ([], [])
    place = _place_of_file(path, headings)
    whose = [row[place] if place < len(row) else None for row in rows]
    filled = [None if not any(row) else one or "" for one, row in zip(whose, rows, strict=True)]
    return _LongTable(path, headings, _by_key(filled), lambda at: [list(rows[i]) for i in at])


def _parquet(path: Path) -> _LongTable:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise BackboneError(
            'Parquet needs more libraries: pip install "backbone-kg[portfolio]"'
        ) from None
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as problem:
        reason = str(problem).partition("\n")[0]
        raise CannotReadError(path, f"This is no Parquet file ({reason}).") from None
    headings: list[CellValue] = list(table.column_names)
    whose = [one or "" for one in table.column(_place_of_file(path, headings)).to_pylist()]

    def values(at: Sequence[int]) -> list[list[CellValue]]:
        columns = [column.to_pylist() for column in table.take(pa.array(at, pa.int64())).columns]
        return [[_cell(path, value) for value in row] for row in zip(*columns, strict=True)]

    return _LongTable(path, headings, _by_key(whose), values)


def _place_of_file(path: Path, headings: Sequence[CellValue]) -> int:
    places = [i for i, heading in enumerate(headings) if _is_file(heading)]
    if len(places) != 1:
        raise CannotReadError(
            path,
            f"This table has {plural(len(places), 'column')} called “{FILE}”.",
            f"Give it one column “{FILE}”, which says of which partnership a row is.",
        )
    return places[0]


def _by_key(whose: Sequence[Any]) -> dict[str, list[int]]:
    """Return the places of rows by what ``File`` says; None is a blank row."""
    found: dict[str, list[int]] = {}
    for place, one in enumerate(whose):
        if one is not None:
            found.setdefault(str(one).strip(), []).append(place)
    return found


def _cell(path: Path, value: Any) -> CellValue:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or isinstance(value, _PLAIN):
        return text_value(value) if isinstance(value, str) else value
    raise CannotReadError(
        path,
        f"A cell of it holds a {type(value).__name__}.",
        "Write texts, numbers, dates and yes or no alone.",
    )
