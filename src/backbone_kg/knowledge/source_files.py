"""The texts of the documents, found in a folder by their hash, also if a program changed them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

from backbone_kg.base.errors import CannotReadError
from backbone_kg.knowledge.turtle_files import require_folder, text_of

LARGEST = 1_000_000
"""Bytes; a larger file is not looked at as a changed copy of a document."""


@dataclass(frozen=True, slots=True)
class ChangedCopy:
    """A file that is not the text of a document but seems to come from it.

    Parameters
    ----------
    file
        The file.
    changes
        What, taken back, makes it that very text: ``CRLF line ends`` …; empty if it was edited.
    quotes, somewhere, in_place
        How many quotes of some length the document has, how many of them stand in the file, and
        how many at their place; all 0 where ``changes`` says all.
    fit
        Ranges of the passages whose quotes, short ones too, stand at their place, in the order of
        the text.
    unfit
        How many passages do not fit the file.
    """

    file: Path
    changes: tuple[str, ...] = ()
    quotes: int = 0
    somewhere: int = 0
    in_place: int = 0
    fit: tuple[tuple[int, int], ...] = ()
    unfit: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the copy for a program."""
        return {
            "file": self.file.name,
            "changes": list(self.changes),
            "quotes": self.quotes,
            "quotes_somewhere": self.somewhere,
            "quotes_in_place": self.in_place,
            "fit": [{"start": start, "end": end} for start, end in self.fit],
            "unfit": self.unfit,
        }


class Texts:
    """The files of a folder, to be asked for by the hash of what they hold.

    Parameters
    ----------
    folder
        The folder; folders in it are not looked into. None holds nothing.

    Raises
    ------
    CannotReadError
        If there is no such folder.
    """

    def __init__(self, folder: Path | None) -> None:
        if folder is not None:
            require_folder(folder, "Name the folder that holds the texts of the documents.")
        self.folder = folder
        self.by_hash: dict[str, Path] = {}
        unreadable: list[tuple[Path, str]] = []
        try:
            paths = sorted(path for path in folder.iterdir() if path.is_file()) if folder else []
        except OSError as error:
            raise CannotReadError(folder, f"It cannot be opened: {error.strerror}.") from error
        for path in paths:
            try:
                with path.open("rb") as file:
                    self.by_hash.setdefault(hashlib.file_digest(file, "sha256").hexdigest(), path)
            except OSError as error:
                unreadable.append((path, error.strerror or str(error)))
        self.unreadable = tuple(unreadable)
        self._texts: dict[Path, str] = {}

    def find(self, sha256: str) -> tuple[Path, str] | None:
        """Return the file with this hash and its text; None if there is none.

        Raises
        ------
        CannotReadError
            If the file is no UTF-8 text.
        """
        path = self.by_hash.get(sha256.lower())
        if path is None:
            return None
        if path not in self._texts:
            self._texts[path] = text_of(path)
        return path, self._texts[path]

    @cached_property
    def small(self) -> tuple[tuple[Path, str], ...]:
        """The files that could be changed copies of a document, with their text."""
        return tuple((path, data.decode("utf-8", "replace")) for path, data in self._small())

    @cached_property
    def restored(self) -> dict[str, tuple[Path, tuple[str, ...]]]:
        """The files by the hash of what they may have held before a program changed them.

        Each with what it changed: ``CRLF line ends`` and the like.
        """
        return {
            hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(): (path, changes)
            for path, data in self._small()
            for changes, text in _restored(data).items()
        }

    def _small(self) -> Iterator[tuple[Path, bytes]]:
        for path in sorted(self.by_hash.values()):
            if path.stat().st_size <= LARGEST:
                yield path, path.read_bytes()


_Step = tuple[str, Callable[[str], str]]
_NONE: _Step = ("", str)
_MARK: tuple[_Step, ...] = (_NONE, ("a byte-order mark", lambda text: text.removeprefix("\ufeff")))
_LINE_ENDS: tuple[_Step, ...] = (
    _NONE,
    ("CRLF line ends", lambda text: text.replace("\r\n", "\n")),
    ("CR line ends", lambda text: text.replace("\r", "\n")),
)
_LAST_LINE: tuple[_Step, ...] = (
    _NONE,
    ("line breaks added at the end", lambda text: text.rstrip("\r\n")),
    ("no line break at the end", lambda text: text + "\n"),
)


def _restored(data: bytes) -> dict[tuple[str, ...], str]:
    """Return the text with every mix of usual changes taken back, by what was changed."""
    texts: dict[tuple[str, ...], str] = {}
    for encoding, decoded in _decoded(data):
        for steps in product(_MARK, _LINE_ENDS, _LAST_LINE):
            text, changes = decoded, [encoding]
            for name, undo in steps:
                before, text = text, undo(text)
                changes.append(name if text != before else "")
            texts.setdefault(tuple(filter(None, changes)), text)
    return texts


def _decoded(data: bytes) -> Iterator[tuple[str, str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "UTF-16", data.decode("utf-16", "replace")
        return
    try:
        yield "", data.decode("utf-8")
    except UnicodeDecodeError:
        yield "Windows-1252", data.decode("cp1252", "replace")
