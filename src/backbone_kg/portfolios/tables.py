"""The tables of a portfolio as Ibis has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backbone_kg.base.errors import BackboneError
from backbone_kg.model.layout import standard_layout
from backbone_kg.portfolios.engines import ENGINES, connection_to
from backbone_kg.portfolios.storage import (
    MANIFEST,
    Manifest,
    manifest_of,
    paths_of,
    read_manifest,
    require_current,
)

if TYPE_CHECKING:
    import ibis


class Tables:
    """What is kept in the folder of a portfolio.

    Parameters
    ----------
    folder
        Where it is; for Spark also the address of a folder in a store of objects: ``s3a://…``.
    connection
        To what the tables are asked of, as from
        :func:`~backbone_kg.portfolios.engines.connection_to`; by default DuckDB.

    Raises
    ------
    BackboneError
        If there is no portfolio, another version made it, or the libraries are not installed.
    """

    def __init__(self, folder: str | Path, connection: Any = None) -> None:
        self.folder = str(folder)
        self.layout = standard_layout()
        self.connection = connection or connection_to()
        self.manifest = require_current(self.folder, self._read_manifest(), self.layout)
        self._opened: dict[str, Any] = {}
        self._suffix = ""

    def _read_manifest(self) -> Manifest | None:
        if "://" not in self.folder:
            return read_manifest(Path(self.folder))
        if self.connection.name == ENGINES[0]:
            raise BackboneError(f"{self.folder}: an address is for Spark (--engine spark).")
        content = self.connection.text(f"{self.folder}/{MANIFEST}")
        return None if content is None else manifest_of(self.folder, content)

    def by_part(self) -> Iterator[Tables]:
        """Return the tables of each part by themselves; a partnership's file is in one of them.

        Spark gets all at once: it divides work among its machines, and memory is theirs.
        """
        if self.connection.name != ENGINES[0]:
            yield self
            return
        for part in self.manifest.parts:
            alone = copy(self)
            alone.manifest = self.manifest.with_parts([part])
            alone._opened = {}
            alone._suffix = f"_{part.number}"
            yield alone

    def table(self, name: str) -> ibis.Table:
        """Return a table as it is kept: ``files``, ``partners``, ``sheet_partners``."""
        if name not in self._opened:
            paths = paths_of(self.folder, self.manifest, name)
            self._opened[name] = self.connection.read_parquet(
                paths, table_name=name + self._suffix, hive_partitioning=False
            )
        return self._opened[name]


def number(value: Any) -> int:
    """Return what an expression of one whole number comes to."""
    found: int = value.to_pyarrow().as_py()
    return found


def lookup(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> ibis.Table:
    """Return a small table that is in no file."""
    import ibis
    import pyarrow as pa

    return ibis.memtable(pa.table(dict(zip(columns, zip(*rows, strict=True), strict=True))))
