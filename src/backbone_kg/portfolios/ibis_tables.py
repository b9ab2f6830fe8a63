"""The tables of a portfolio as Ibis has them."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backbone_kg.base.errors import BackboneError
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.portfolios.storage import (
    MANIFEST,
    Manifest,
    manifest_of,
    paths_of,
    read_manifest,
    require_current,
)
from backbone_kg.portfolios.table_engines import ENGINES, connection_to

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa


class Tables:
    """What is kept in the folder of a portfolio.

    Parameters
    ----------
    folder
        Where it is; for Spark also the address of a folder in a store of objects: ``s3a://…``.
    connection
        To what the tables are asked of, as from
        :func:`~backbone_kg.portfolios.table_engines.connection_to`; by default DuckDB.

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

    def _read_manifest(self) -> Manifest | None:
        if "://" not in self.folder:
            return read_manifest(Path(self.folder))
        if self.connection.name == ENGINES[0]:
            raise BackboneError(f"{self.folder}: an address is for Spark (--engine spark).")
        content = self.connection.text(f"{self.folder}/{MANIFEST}")
        return None if content is None else manifest_of(self.folder, content)

    def table(self, name: str) -> ibis.Table:
        """Return a table as it is kept: ``files``, ``partners``, ``sheet_partners``."""
        if name not in self._opened:
            paths = paths_of(self.folder, self.manifest.parts, name)
            self._opened[name] = self.connection.read_parquet(
                paths, table_name=name, hive_partitioning=False
            )
        return self._opened[name]

    @cached_property
    def aside(self) -> Path:
        """A folder for tables that were computed, as long as the connection is open."""
        folder = Path(tempfile.mkdtemp(prefix="backbone-kg-"))
        weakref.finalize(self.connection, shutil.rmtree, folder, ignore_errors=True)
        return folder

    def set_aside(self, tables: Iterable[pa.Table]) -> ibis.Table:
        """Return tables that were computed as one: of DuckDB in files, of Spark in its memory."""
        import ibis
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self.connection.name != ENGINES[0]:
            return ibis.memtable(pa.concat_tables(tables, promote_options="permissive"))
        folder = Path(tempfile.mkdtemp(dir=self.aside))
        for number, table in enumerate(tables):
            pq.write_table(table, folder / f"{number:05d}.parquet", compression="zstd")
        return self.connection.read_parquet(f"{folder}/*.parquet")


def number(value: Any) -> int:
    """Return what an expression of one whole number comes to."""
    found: int = value.to_pyarrow().as_py()
    return found


def rows_in(table: ibis.Table) -> list[dict[str, Any]]:
    """Return the rows of a table, by the names of its columns."""
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found


def lookup(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> ibis.Table:
    """Return a small table that is in no file."""
    import ibis
    import pyarrow as pa

    return ibis.memtable(pa.table(dict(zip(columns, zip(*rows, strict=True), strict=True))))
