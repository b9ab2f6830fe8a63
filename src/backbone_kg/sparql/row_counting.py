"""How many rows a serialized result holds, counted while its bytes go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

ROW_FORMATS: Final[Mapping[str, ox.QueryResultsFormat]] = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
"""What SPARQL 1.1 has for rows, and for yes or no."""

_STRUCTURE: Final = b'"[{,:'
_OTHERS: Final = bytes(one for one in range(256) if one not in _STRUCTURE)


class RowCounter:
    r"""Counts the rows of results that Oxigraph writes, without parsing them.

    In each format something stands before or after every row that cannot stand inside a value,
    since the format would escape it there, or that is told apart from one by counting quotes.

    Parameters
    ----------
    form
        A key of :data:`ROW_FORMATS`.

    Examples
    --------
    >>> counter = RowCounter("csv")
    >>> counter.add(b'name\r\n"a')
    >>> counter.add(b'\nb"\r\nc\r\n')
    >>> counter.rows
    2
    """

    def __init__(self, form: str) -> None:
        self._form = form
        self._count = {"csv": -1, "tsv": -1}.get(form, 0)
        self._tail = b""
        self._quoted = False
        self._escaping = b""

    @property
    def rows(self) -> int:
        """Return how many rows went by so far."""
        return max(self._count, 0)

    def add(self, chunk: bytes) -> None:
        """Count what stands in the next bytes."""
        if self._form == "tsv":
            self._count += chunk.count(b"\n")
        elif self._form == "csv":
            self._count += self._outside(chunk).count(b"\n")
        elif self._form == "xml":
            self._count_marks(chunk, b"<result>")
        else:
            # A row is the only thing that begins in a list, or behind another one.
            structure = self._outside(self._without_escapes(chunk).translate(None, _OTHERS))
            self._count_marks(structure, b"[{", b",{")

    def _without_escapes(self, chunk: bytes) -> bytes:
        text = self._escaping + chunk
        open_end = (len(text) - len(text.rstrip(b"\\"))) % 2
        self._escaping = text[len(text) - open_end :]
        return text[: len(text) - open_end].replace(b"\\\\", b"").replace(b'\\"', b"")

    def _outside(self, chunk: bytes) -> bytes:
        """Return what stands outside of quotes."""
        parts = chunk.replace(b'""', b"").split(b'"')
        outside = b"".join(parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0
        return outside

    def _count_marks(self, chunk: bytes, *marks: bytes) -> None:
        text = self._tail + chunk
        self._count += sum(map(text.count, marks))
        longest = max(map(len, marks)) - 1
        self._tail = text[-longest:]
