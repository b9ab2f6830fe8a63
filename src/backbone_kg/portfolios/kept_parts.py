"""What of a portfolio stands as it was when it is built again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.portfolios.kept_tables import tables
from backbone_kg.portfolios.part_writer import Piece
from backbone_kg.portfolios.storage import IN_A_PART, Manifest, Part

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class KeptParts:
    """The parts of a portfolio, and which of their files are as they were.

    Parameters
    ----------
    folder
        Of the portfolio.
    whole
        The parts of which all files stand.
    some
        Of the others the numbers of the files that do.
    paths
        The files that stand.
    removed
        How many are not wanted any more.
    """

    folder: Path
    whole: tuple[Part, ...]
    some: Mapping[Part, Sequence[int]]
    paths: frozenset[str]
    removed: int

    @classmethod
    def of(cls, folder: Path, manifest: Manifest, wanted: Mapping[str, str]) -> KeptParts:
        """Return what stands.

        Parameters
        ----------
        folder, manifest
            The portfolio.
        wanted
            What each file that it shall hold holds, as a hash, by its path; "" if not known.
        """
        paths: set[str] = set()
        whole: list[Part] = []
        some: dict[Part, list[int]] = {}
        removed = 0
        for part in manifest.parts:
            rows = read_kept(folder, part, "files", ("file", "path", "sha256")).to_pylist()
            stand = [r for r in rows if r["sha256"] and wanted.get(r["path"]) == r["sha256"]]
            paths |= {row["path"] for row in stand}
            removed += sum(row["path"] not in wanted for row in rows)
            if len(stand) == len(rows):
                whole.append(part)
            elif stand:
                some[part] = [row["file"] for row in stand]
        return cls(folder, tuple(whole), some, frozenset(paths), removed)

    def divided(self, *, is_news: bool) -> tuple[list[Part], Iterator[Piece]]:
        """Return the parts that stay, and what stands of those that are written anew.

        Parameters
        ----------
        is_news
            Whether anything is added. Then small parts are filled up, so that a portfolio that
            often changes a little does not come to consist of very many.
        """
        again = [part for part in self.whole if is_news and part.files * 2 < IN_A_PART]
        pieces = [*self.some, *again]
        return [part for part in self.whole if part not in again], map(self._piece, pieces)

    def _piece(self, part: Part) -> Piece:
        import pyarrow as pa
        import pyarrow.compute as pc

        found = {name: read_kept(self.folder, part, name) for name in tables(standard_layout())}
        if part in self.some:
            standing = pa.array(self.some[part], pa.int64())
            found = {
                name: table.filter(pc.is_in(table["file"], standing))
                for name, table in found.items()
            }
        return Piece(found)


def read_kept(
    folder: Path, part: Part, table: str, columns: Sequence[str] | None = None
) -> pa.Table:
    """Return a table of a part, or some of its columns."""
    import pyarrow.parquet as pq

    path = folder / part.name / f"{table}.parquet"
    return pq.read_table(path, columns=columns and list(columns), partitioning=None)
