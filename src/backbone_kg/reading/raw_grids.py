"""The cells of a file of tables, before anything is made of them."""

from __future__ import annotations

from pathlib import Path

from backbone_kg.reading.grids import GridFile

_TABLES = frozenset({".csv", ".tsv", ".txt"})


def grid_file(path: Path) -> GridFile:
    """Return the sheets of a workbook, of a folder of .csv files or a .zip of them, or of one such.

    Raises
    ------
    CannotReadError
        If it is not there or cannot be read.
    """
    if path.is_dir():
        from backbone_kg.reading.csv_folders import read_csv_folder

        return read_csv_folder(path)
    if path.suffix.lower() in _TABLES:
        from backbone_kg.reading.csv_folders import read_csv_file

        return read_csv_file(path)
    from backbone_kg.reading.workbooks import read_workbook

    return read_workbook(path)
