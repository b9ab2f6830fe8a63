"""A portfolio on disk: parts that never change, and a manifest that says which of them count.

::

    PORTFOLIO/manifest.json
    PORTFOLIO/part=00001/{files,partners,roles,assignments,…,sheet_partners,…}.parquet

A part is written whole before the manifest names it, and removed after the manifest has ceased to.
So whoever reads, or is killed, finds the old state or the new one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.base.files import told_plainly, write_file
from backbone_kg.base.unfinished_files import clear_left_over, discard, flush_folder, part_in
from backbone_kg.base.version import __version__
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.portfolios.columns import DECIMALS, DIGITS, Field

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT: Final = 3
"""Of the tables; raised whenever an earlier portfolio cannot be read as one of today."""

MANIFEST: Final = "manifest.json"
IN_A_PART: Final = 10_000
"""Files."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a portfolio's files.

    Parameters
    ----------
    number
        Its own, never given again. The files in it are numbered from :attr:`first`.
    files
        How many.
    """

    number: int
    files: int

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"part={self.number:05d}"

    @property
    def first(self) -> int:
        """The lowest number that a file in it can have."""
        return self.number << 20

    @property
    def after(self) -> int:
        """The lowest number that a file of a later part can have."""
        return self.number + 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which parts count, and what they were made with.

    Parameters
    ----------
    format
        Of the tables.
    version
        Of the program.
    shapes
        SHA-256 of the shapes whose columns the tables have.
    next_number
        Of the next part.
    parts
        In order.
    """

    format: int
    version: str
    shapes: str
    next_number: int = 1
    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, layout: Layout) -> Manifest:
        """Return that of a portfolio without parts."""
        return cls(FORMAT, __version__, sha256(layout.source).hexdigest())

    def with_parts(self, parts: Iterable[Part]) -> Manifest:
        """Return a manifest with other parts."""
        ordered = tuple(sorted(parts, key=lambda part: part.number))
        after = max((part.number + 1 for part in ordered), default=1)
        return replace(self, parts=ordered, next_number=max(after, self.next_number))


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a portfolio; None if there is none.

    Raises
    ------
    CannotReadError
        If it cannot be understood.
    """
    try:
        return manifest_of(folder, (folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise _no_manifest(folder, problem) from None


def manifest_of(folder: str | Path, content: bytes | str) -> Manifest:
    """Return what the manifest in a folder says.

    Raises
    ------
    CannotReadError
        If it cannot be understood.
    """
    try:
        said = json.loads(content)
        parts = tuple(Part(**part) for part in said.pop("parts"))
        return Manifest(**said, parts=parts)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise _no_manifest(folder, problem) from None


def _no_manifest(folder: str | Path, problem: Exception) -> CannotReadError:
    return CannotReadError(
        f"{folder}/{MANIFEST}",
        f"This is no manifest of a portfolio ({type(problem).__name__}).",
        "Build the portfolio in another folder.",
    )


def require_current(folder: str | Path, found: Manifest | None, layout: Layout) -> Manifest:
    """Return the manifest of a portfolio if this program can use it.

    Raises
    ------
    BackboneError
        If there is no portfolio, or another version of the program or of the shapes made it.
    """
    if found is None:
        raise BackboneError(
            f"{folder}: there is no portfolio here. Make one: backbone-kg portfolio build FILES… "
            f"-o {folder}"
        )
    wanted = Manifest.of(layout)
    if (found.format, found.shapes) != (wanted.format, wanted.shapes):
        raise BackboneError(
            f"{folder}: this portfolio was made with backbone-kg {found.version}, whose tables are "
            f"others than those of {wanted.version}. Make it anew from its files: backbone-kg "
            f"portfolio build FILES… -o {folder} --anew"
        )
    return found


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest: from here on its parts count."""
    text = json.dumps(asdict(manifest), indent=1)
    write_file(folder / MANIFEST, f"{text}\n".encode(), force=True)


def clear(folder: Path, manifest: Manifest | None) -> None:
    """Remove what a build that was cut off left, and parts that no longer count."""
    clear_left_over(folder)
    counted = {part.name for part in manifest.parts} if manifest else set()
    for entry in folder.glob("part=*"):
        if entry.name not in counted:
            discard(entry)


def arrow_schema(fields: Sequence[Field]) -> pa.Schema:
    """Return the fields of a table as Arrow has them."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "number": pa.decimal128(DIGITS, DECIMALS),
        "integer": pa.int64(),
        "yes-no": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema([(field.name, types[field.type]) for field in fields])


def table_of(fields: Sequence[Field], columns: Sequence[Sequence[Any]]) -> pa.Table:
    """Return columns as a table; without rows there may be none."""
    import pyarrow as pa

    schema = arrow_schema(fields)
    if not columns or not len(columns[0]):
        return schema.empty_table()
    return pa.table(
        [pa.array(c, t.type) for c, t in zip(columns, schema, strict=True)], schema=schema
    )


def write_part(folder: Path, part: Part, found: dict[str, pa.Table]) -> None:
    """Write the tables of a part, all or none.

    Raises
    ------
    CannotWriteError
        If it cannot be written, as on a full disk.
    """
    import pyarrow.parquet as pq

    stage = part_in(folder)
    with told_plainly(folder / part.name):
        try:
            stage.mkdir()
            for name, table in found.items():
                path = stage / f"{name}.parquet"
                pq.write_table(table, path, compression="zstd")
                with path.open("rb") as stream:
                    os.fsync(stream.fileno())
            flush_folder(stage)
            stage.rename(folder / part.name)
            flush_folder(folder)
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise


def paths_of(folder: str | Path, parts: Iterable[Part], table: str) -> list[str]:
    """Return the files of a table."""
    return [f"{folder}/{part.name}/{table}.parquet" for part in parts]
