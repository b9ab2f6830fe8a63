"""The cells of a file of tables, before anything is made of them."""

from __future__ import annotations

from pathlib import Path

from backbone_kg.reading.grids import Grid


def grids_of(path: Path) -> list[Grid]:
    """Return the sheets of a workbook or of .csv files that were read before."""
    if path.is_dir():
        from backbone_kg.reading.csv_folders import read_csv_folder

        return read_csv_folder(path).grids
    if path.suffix.lower() == ".csv":
        from backbone_kg.reading.csv_folders import read_csv_file

        return read_csv_file(path).grids
    from backbone_kg.reading.workbooks import read_workbook

    return read_workbook(path).grids
