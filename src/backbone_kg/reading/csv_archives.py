"""A compressed folder (.zip) of .csv files, read as the folder itself; nothing is unpacked to disk.

What programs of other systems leave in such archives is passed over, and no name in one leads
anywhere: of each only the last part counts, as the name of a sheet.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.reading.csv_folders import check_number_of_files, read_csv, sheet_of
from backbone_kg.reading.grids import GridFile
from backbone_kg.reading.packages import Parts
from backbone_kg.reading.raw_files import MOST_CELLS

_UTF8_NAME = 0x800
_MOST_NAMED = 3


def csv_entries(entries: Iterable[ZipInfo]) -> list[tuple[PurePosixPath, ZipInfo]]:
    """Return the .csv files of an archive with their paths in it, by the names of their sheets."""
    found = [(_path(entry), entry) for entry in entries if not entry.is_dir()]
    kept = [
        (path, entry)
        for path, entry in found
        if path.suffix.lower() == ".csv"
        and not any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts if part != "..")
    ]
    return sorted(kept, key=lambda one: (sheet_of(one[0]).casefold(), str(one[0])))


def _path(entry: ZipInfo) -> PurePosixPath:
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:  # some programs write UTF-8 without saying so
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return PurePosixPath(unicodedata.normalize("NFC", name.replace("\\", "/")))


def read_csv_archive(path: Path, parts: Parts) -> GridFile:
    """Read the .csv files of an archive, as :func:`.csv_folders.read_csv_folder` does of a folder.

    Raises
    ------
    CannotReadError
        If they stand in several folders, two have one name but for case, one cannot be read, or
        more would be unpacked than is allowed.
    """
    files = csv_entries(parts.entries)
    if len(folders := sorted({str(inside.parent) for inside, _ in files})) > 1:
        named = [f"“{one}”" for one in folders[:_MOST_NAMED]]
        more = [f"{len(folders) - _MOST_NAMED:,} more"] if len(folders) > _MOST_NAMED else []
        raise CannotReadError(
            path,
            f"The .csv files in it stand in {len(folders):,} folders ({joined(named + more)}).",
            "Unpack it, and give the folder that holds the files of one partnership.",
        )
    check_number_of_files(path, len(files))
    for (first, _), (second, _) in itertools.pairwise(files):
        if sheet_of(first).casefold() == sheet_of(second).casefold():
            raise CannotReadError(
                path,
                f"The names of “{first.name}” and “{second.name}” in it differ at most in case.",
                "Take one of them out of it.",
            )
    read: list[GridFile] = []
    left = MOST_CELLS
    for inside, entry in files:
        one = read_csv(path / inside.name, parts.read(entry.filename.lower()), most=left)
        left -= sum(max(len(row), 1) for grid in one.grids for row in grid.rows)
        read.append(one)
    grids = [grid for one in read for grid in one.grids]
    return GridFile(path, "csv", grids, [note for one in read for note in one.notes])
