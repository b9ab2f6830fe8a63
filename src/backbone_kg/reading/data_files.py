"""Which data files are meant: those that are named, and all in a folder."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from backbone_kg.base.errors import CannotReadError

_KNOWN: Final = frozenset({".xlsx", ".xlsm", ".ods", ".xls", ".ttl", ".jsonld"})
_ARCHIVE: Final = ".zip"
_IMPORTED: Final = frozenset({".json", ".gexf", ".graphml", ".tsv"})


class PassedOver(NamedTuple):
    """A file or folder that is not looked at by itself.

    Parameters
    ----------
    file
        Which, as one would name it.
    reason
        Why, as the end of a sentence.
    """

    file: str
    reason: str


class DataFiles(NamedTuple):
    """The data files that are meant.

    Parameters
    ----------
    files
        Each once, in the order in which they were named; those of a folder by name.
    passed_over
        What else was named or stands in a folder.
    """

    files: tuple[Path, ...]
    passed_over: tuple[PassedOver, ...] = ()


def data_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the data files that are meant, each once."""
    return find_data_files(paths).files


def find_data_files(paths: Iterable[Path]) -> DataFiles:
    """Find out which data files are meant.

    Parameters
    ----------
    paths
        Files and folders. A folder in which the name of a .csv file is that of a sheet is one data
        file, and so is a sheet of it that is named alone; another folder stands for the data files
        in it and below it, at any depth. What is named is never passed over for its name.
    """
    search = _Search()
    for path in paths:
        search.add(path)
    return DataFiles(tuple(search.files.values()), tuple(search.passed_over))


class _Search:
    def __init__(self) -> None:
        self.files: dict[str, Path] = {}
        self.passed_over: list[PassedOver] = []
        self._folders: dict[str, Path] = {}

    def add(self, path: Path) -> None:
        """Take what was named."""
        if _is_csv(path) and _is_of_a_folder(path):
            self._pass(path, f"a sheet of the folder {path.parent}, which is checked as a whole")
            path = path.parent
        if _kind(path) != "folder":
            self._take(path)
            return
        before = len(self.files), len(self._folders)
        waiting = [path]
        while waiting:
            waiting += reversed(self._of_folder(waiting.pop()))
        if before[1] < len(self._folders) and before[0] == len(self.files):
            self._take(path)  # the reader says that there is nothing in it

    def _take(self, path: Path) -> None:
        real = _identity(path)
        first = self.files.setdefault(real, path)
        if first != path:
            self._pass(path, f"the same as {first}")

    def _pass(self, path: Path, reason: str) -> None:
        one = PassedOver(str(path), reason)
        if one not in self.passed_over[-1:]:
            self.passed_over.append(one)

    def _of_folder(self, folder: Path) -> list[Path]:
        """Take the files of a folder and return the folders in it."""
        real = _identity(folder)
        if real in self._folders or real in self.files:
            if (first := self._folders.get(real) or self.files.get(real)) != folder:
                self._pass(folder, f"the same as {first}")
            return []
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            self._take(folder)  # the reader says why
            return []
        seen = list(self._seen(entries))
        sheets = [each for each in seen if _is_csv(each)]
        if sheets and any(map(_is_named_like_a_sheet, sheets)):
            self._take(folder)
            for each in seen:
                if _kind(each) == "folder" or each.suffix.lower() in _KNOWN:
                    beside = f"beside the sheets of {folder}, which are one data file"
                    self._pass(each, f"{beside}; name it to check it")
                elif each not in sheets:
                    self._pass(each, _why_not(each))
            return []
        self._folders[real] = folder
        for each in seen:
            kind = _kind(each)
            known = each.suffix.lower() in _KNOWN or _holds_sheets(each)
            if each in sheets or (known and kind in {"file", "unknown"}):
                self._take(each)
            elif kind != "folder":
                self._pass(each, _why_not(each))
        return [each for each in seen if _kind(each) == "folder"]

    def _seen(self, entries: Iterable[Path]) -> Iterator[Path]:
        for each in entries:
            if each.name.startswith(("~$", ".~lock.")):
                self._pass(each, "left by a spreadsheet program that has a file open")
            elif each.name.startswith("."):
                self._pass(each, "hidden")
            else:
                yield each


def _identity(path: Path) -> str:
    """Return what is one for all names of a file or folder."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return str(path)
    # Of a folder in many others its real path would be looked up step by step, in each of them.
    return (
        f"{found.st_dev}:{found.st_ino}" if stat.S_ISDIR(found.st_mode) else os.path.realpath(path)
    )


def _kind(path: Path) -> str:
    """Return ``file``, ``folder``, ``other``, ``nothing``, or ``unknown`` if it may not be seen."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "nothing"
    except (OSError, ValueError):
        return "unknown"
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and _kind(path) == "file"


def _holds_sheets(path: Path) -> bool:
    """Return whether a file is a compressed folder in which a .csv file is called like a sheet."""
    from backbone_kg.reading.csv_archives import csv_entries

    if path.suffix.lower() != _ARCHIVE or _kind(path) != "file":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [one for one, _ in csv_entries(archive.infolist())]
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False  # broken, or packed in an unknown way: the reader says so where it is named
    return any(map(_is_named_like_a_sheet, inside))


def _why_not(path: Path) -> str:
    kind = _kind(path)
    if kind == "nothing":
        return "a link that leads nowhere"
    if kind != "file":
        return "not an ordinary file"
    if path.suffix.lower() in _IMPORTED:
        return "not in the form of the template; it may be imported"
    return "not a data file"


def _is_named_like_a_sheet(path: PurePath) -> bool:
    from backbone_kg.model.shipped_layout import standard_layout
    from backbone_kg.reading.template_sheets import near_sheet

    return near_sheet(path.stem, standard_layout()) is not None


def _is_of_a_folder(path: Path) -> bool:
    """Return whether a .csv file is one sheet of a data file, by its name and its headings."""
    from backbone_kg.model.shipped_layout import standard_layout
    from backbone_kg.reading.csv_folders import read_csv_file
    from backbone_kg.reading.template_sheets import is_foreign

    if not _is_named_like_a_sheet(path):
        return False
    try:
        return not is_foreign(read_csv_file(path).grids, standard_layout())
    except CannotReadError:
        return False
