"""Opening somebody's own files: of whatever kind, they become tables."""

from __future__ import annotations

from pathlib import Path

from backbone_kg.base.cells import cell_position
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.invisible_characters import visible
from backbone_kg.importing.foreign_tables import ForeignTable
from backbone_kg.reading.raw_files import MergedRange
from backbone_kg.reading.raw_grids import grid_file

FORMATS = (
    ".xlsx, .ods, .csv, a folder of .csv files (or a .zip of them), .json (Kumu), .gexf or .graphml"
)


_SINGLE = frozenset({".csv", ".tsv", ".txt"})
_SEVERAL = frozenset({".xlsx", ".xlsm", ".ods", ".xls", ".zip"})


def open_tables(path: Path) -> list[ForeignTable]:
    """Return the tables of a file that hold anything.

    Parameters
    ----------
    path
        A workbook, a .csv file, a folder of them, Kumu's JSON, or a GEXF or GraphML file.

    Raises
    ------
    CannotReadError
        If there is no such file, its kind is not known, or it is damaged or empty.
    """
    if not path.exists():
        raise CannotReadError(path, "There is no such file or folder.", "Check the name.")
    suffix = path.suffix.lower()
    if suffix == ".json":
        from backbone_kg.importing.kumu import tables_of_json

        found = tables_of_json(path)
    elif suffix in {".gexf", ".graphml"}:
        from backbone_kg.importing.graph_files import tables_of_graph

        found = tables_of_graph(path)
    elif path.is_dir() or suffix in _SINGLE | _SEVERAL:
        found = _tables_of_grids(path)
    else:
        raise CannotReadError(path, "This kind of file cannot be imported.", f"Use {FORMATS}.")
    found = [table for table in found if any(map(any, table.texts))]
    if not found:
        raise CannotReadError(path, "Nothing stands in this file.", "Give the file with the data.")
    return found


def _tables_of_grids(path: Path) -> list[ForeignTable]:
    file = grid_file(path)
    if path.is_file() and path.suffix.lower() in _SINGLE:
        return [ForeignTable(visible(path.name), "", file.grids[0].rows)]
    merged: dict[str, list[MergedRange]] = {}
    for note in file.notes:
        if note.code == "merged-cells":
            first, _, last = note.cell.partition(":")
            area = cell_position(first), cell_position(last)
            merged.setdefault(note.sheet, []).append(area)
    return [
        ForeignTable(visible(path.name), grid.name, grid.rows, tuple(merged.get(grid.name, ())))
        for grid in file.grids
    ]
