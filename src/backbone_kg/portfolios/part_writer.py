"""Parts of a portfolio, filled one after the other with what stands and what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backbone_kg.portfolios.storage import IN_A_PART, Part, write_part

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of some files, by table.

    Parameters
    ----------
    tables
        Each sorted by ``file``; its numbers are given anew when a part is written.
    """

    tables: dict[str, pa.Table]

    @property
    def files(self) -> int:
        """How many."""
        return len(self.tables["files"])


class PartWriter:
    """Puts pieces together into parts of at most :data:`IN_A_PART` files, so that few are small.

    Parameters
    ----------
    folder
        Of the portfolio.
    number
        Of the first part.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._folder = folder
        self._number = number
        self._waiting: list[Piece] = []
        self.parts: list[Part] = []

    @property
    def room(self) -> int:
        """How many files the part that is being filled can take, 1 or more."""
        return IN_A_PART - sum(piece.files for piece in self._waiting)

    def add(self, piece: Piece) -> None:
        """Add a piece; what is full is written.

        Raises
        ------
        CannotWriteError
            If it cannot be, as on a full disk.
        """
        if piece.files > self.room:
            self.write()
        self._waiting.append(piece)
        if self.room <= 0:
            self.write()

    def write(self) -> None:
        """Write what waits, if anything does, as a part."""
        import pyarrow as pa

        if not self._waiting:
            return
        part = Part(self._number, sum(piece.files for piece in self._waiting))
        numbered = list(_numbered(self._waiting, part.first))
        write_part(
            self._folder,
            part,
            {name: pa.concat_tables([piece[name] for piece in numbered]) for name in numbered[0]},
        )
        self.parts.append(part)
        self._number += 1
        self._waiting = []


def _numbered(pieces: Iterable[Piece], first: int) -> Iterable[dict[str, pa.Table]]:
    """Return tables whose files are numbered from a number on, one after the other."""
    import numpy as np

    for piece in pieces:
        before = piece.tables["files"]["file"].to_numpy()
        found = {}
        for name, table in piece.tables.items():
            numbers = np.searchsorted(before, table["file"].to_numpy()) + first
            found[name] = table.set_column(0, "file", [numbers])
        yield found
        first += piece.files
