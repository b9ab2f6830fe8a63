"""A portfolio made of data files; made again, only what changed is read."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.base.files import require_parent, told_plainly
from backbone_kg.base.unfinished_files import held
from backbone_kg.isolation.each_file_apart import each_file
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.portfolios.file_rows import rows_of_file
from backbone_kg.portfolios.kept_parts import KeptParts, read_kept
from backbone_kg.portfolios.kept_tables import tables
from backbone_kg.portfolios.part_writer import PartWriter, Piece
from backbone_kg.portfolios.portfolio_rows import FileRows, unreadable
from backbone_kg.portfolios.rules import rules_of
from backbone_kg.portfolios.storage import (
    Manifest,
    clear,
    read_manifest,
    require_current,
    table_of,
    write_manifest,
)
from backbone_kg.portfolios.stored_files import is_store, stored_in
from backbone_kg.reading.data_files import PassedOver, find_data_files
from backbone_kg.reading.long_tables import part_fingerprint, part_named, parts_of

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class NotKept:
    """A file of which a portfolio holds no figures.

    Parameters
    ----------
    file
        Which.
    problem, remedy
        Why, and what to do.
    """

    file: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Built:
    """What became of building a portfolio.

    Parameters
    ----------
    files
        How many files it holds, without those that could not be read.
    read, unchanged, removed
        How many were read now, stand as they were, and are gone.
    not_kept
        Those that could not be read, now or before.
    passed_over
        What else was named or stands in a folder, and why it was not looked at.
    """

    files: int
    read: int
    unchanged: int
    removed: int
    not_kept: tuple[NotKept, ...]
    passed_over: tuple[PassedOver, ...]


def build(
    *data: str | Path,
    output: str | Path,
    tables: Iterable[str | Path] = (),
    jobs: int | None = None,
    anew: bool = False,
    progress: Callable[[int], contextlib.AbstractContextManager[Callable[[], None]]] | None = None,
) -> Built:
    """Make a portfolio of data files; made again, only what changed is read.

    Parameters
    ----------
    *data
        Data files, as :func:`backbone_kg.read` takes them, folders that hold some, at any depth,
        and stores that hold some. They are all that the portfolio will hold: what is not among
        them is removed from it.
    output
        The folder of the portfolio.
    tables
        Folders of tables of many partnerships, as :mod:`backbone_kg.reading.long_tables` has them.
    jobs
        How many processes read, 1 or more; by default one for each processor.
    anew
        Whether to read all of it again.
    progress
        Given the number of files to read, returns a context whose value is called after each.

    Raises
    ------
    BackboneError
        If there is nothing to read, another build is at work in the folder, or the folder holds
        something else.
    CannotWriteError
        If it cannot be written. What was there before is then as it was.
    """
    from backbone_kg.batch import processors

    folder = Path(output)
    paths = [Path(one) for one in data]
    stores = [path for path in paths if is_store(path)]
    found = find_data_files(path for path in paths if path not in stores)
    stored = {name: record for one in stores for name, record in stored_in(one).items()}
    others = (*(part for each in tables for part in parts_of(Path(each))), *map(Path, stored))
    files = (*found.files, *others)
    if not files:
        raise BackboneError("There is no data file among what was named.")
    with _alone_in(folder):
        layout = standard_layout()
        manifest = read_manifest(folder)
        if manifest is None and any(each.name[0] != "." for each in folder.iterdir()):
            raise BackboneError(f"{folder}: there is something else here. Name an empty folder.")
        clear(folder, manifest)
        if manifest is None or anew:
            number = 1 if manifest is None else manifest.next_number
            manifest = replace(Manifest.of(layout), next_number=number)
        else:
            manifest = require_current(folder, manifest, layout)
        wanted = {str(path): fingerprint(path) for path in files if str(path) not in stored}
        wanted |= {name: record.sha256 for name, record in stored.items()}
        kept = KeptParts.of(folder, manifest, wanted)
        news = [path for path in files if str(path) not in kept.paths]
        parts, pieces = kept.divided(is_news=bool(news))
        writer = PartWriter(folder, manifest.next_number)
        for piece in pieces:
            writer.add(piece)
        with (progress or _silent)(len(news)) as advance:
            task = partial(
                rows_of_file, frozenset(rule.table.name for rule in rules_of(layout).not_compiled)
            )
            made = each_file(task, news, processes=jobs or processors(), done=advance)
            named = ((path, wanted[str(path)], one) for path, one in zip(news, made, strict=True))
            while some := list(islice(named, writer.room)):
                writer.add(_piece(some))
        writer.write()
        current = manifest.with_parts([*parts, *writer.parts])
        write_manifest(folder, current)
        clear(folder, current)
    not_kept = tuple(_not_kept(folder, current))
    return Built(
        files=len(wanted) - len(not_kept),
        read=len(news),
        unchanged=len(kept.paths),
        removed=kept.removed,
        not_kept=not_kept,
        passed_over=found.passed_over,
    )


@contextlib.contextmanager
def _silent(_: int) -> Iterator[Callable[[], None]]:
    yield lambda: None


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Make the folder, and keep other builds out of it."""
    require_parent(folder)
    if folder.exists() and not folder.is_dir():
        raise BackboneError(f"{folder}: this is a file. Name a folder.")
    with told_plainly(folder):
        folder.mkdir(exist_ok=True)
    with held(folder) as alone:
        if not alone:
            raise BackboneError(
                f"{folder}: another command is building this portfolio. Try again when it is done."
            )
        yield


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of what a file or the files of a folder hold; "" if it cannot be read."""
    if not path.exists() and (named := part_named(path)):
        return part_fingerprint(*named)
    digest = hashlib.sha256()
    try:
        parts = [path] if not path.is_dir() else sorted(p for p in path.iterdir() if p.is_file())
        for part in parts:
            if path != part:
                digest.update(os.fsencode(part.name) + b"\0")
            if not part.is_file():
                return ""  # a pipe would wait for ever
            with part.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    except OSError:
        return ""
    return digest.hexdigest()


def _piece(files: Sequence[tuple[Path, str, FileRows | CannotReadError]]) -> Piece:
    import numpy as np

    made = [
        (
            unreadable(one.problem, one.remedy) if isinstance(one, CannotReadError) else one,
            str(path),
            sha,
        )
        for path, sha, one in files
    ]
    made.sort(key=lambda each: (each[0].order, each[1]))
    files = [(at, path, sha, *one.file) for at, (one, path, sha) in enumerate(made)]
    found: dict[str, pa.Table] = {}
    for name, fields in tables(standard_layout()).items():
        if name == "files":
            found[name] = table_of(fields, [*zip(*files, strict=True)])
            continue
        some = [
            (at, one.columns[name]) for at, (one, _, _) in enumerate(made) if name in one.columns
        ]
        numbers = np.repeat([at for at, _ in some], [len(columns[0]) for _, columns in some])
        columns = zip(*(columns for _, columns in some), strict=True)
        joined = (list(chain.from_iterable(parts)) for parts in columns)
        found[name] = table_of(fields, [numbers.tolist(), *joined])
    return Piece(found)


def _not_kept(folder: Path, manifest: Manifest) -> Iterator[NotKept]:
    for part in manifest.parts:
        columns = ("path", "problem", "remedy")
        for row in read_kept(folder, part, "files", columns).to_pylist():
            if row["problem"] is not None:
                yield NotKept(row["path"], row["problem"], row["remedy"])
