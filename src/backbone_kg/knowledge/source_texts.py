"""The texts of the documents, found in a folder by their hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from backbone_kg.base.errors import CannotReadError
from backbone_kg.knowledge.turtle_files import require_folder, text_of


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
