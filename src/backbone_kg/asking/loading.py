"""Data files into a store: read, checked, and put there many at a time."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.base.findings import Severity
from backbone_kg.isolation.each_file_apart import each_file
from backbone_kg.reading.data_files import data_files

if TYPE_CHECKING:
    from backbone_kg.stores.collisions import Collision
    from backbone_kg.stores.provenance import LoadRecord
    from backbone_kg.stores.store import Load

TOGETHER: Final = 50
"""How many files are stored at once: writing them together is faster, and costs memory."""

MANY: Final = 50
"""From how many files on it is worth starting processes to read them."""


@dataclass(frozen=True)
class Loaded:
    """What became of the files that were to be loaded.

    Parameters
    ----------
    records
        Of the graphs that are in the store now, in the order of the files.
    unreadable
        Why others are not; what the store held of them before, it still holds.
    collisions
        Files in the store that are taken for one, although they may be two.
    """

    records: tuple[LoadRecord, ...] = ()
    unreadable: tuple[CannotReadError, ...] = ()
    collisions: tuple[Collision, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all were loaded and nothing in them must be mended."""
        return not self.unreadable and not any(r.findings[Severity.ERROR] for r in self.records)


def load(
    *data: str | Path,
    store: str | Path | None = None,
    endpoint: str | None = None,
    engine: str | None = None,
    processes: int = 1,
    told: Callable[[LoadRecord | CannotReadError], None] = lambda outcome: None,
) -> Loaded:
    """Read and check data files, and put each into a graph of its own in a store.

    A file that was loaded before replaces its graph. The knowledge base is brought along, and
    brought up to date.

    Parameters
    ----------
    *data
        Data files, as :func:`backbone_kg.read` takes them, and folders that hold some.
    store
        The folder of the store; made if it is not there.
    endpoint
        The address of a SPARQL service instead.
    engine
        What checks the files; by default the fastest that is installed. All find the same.
    processes
        How many processes read and check files, if there are many.
    told
        Called with what became of each file, as soon as that is known.

    Raises
    ------
    BackboneError
        If the store cannot be opened or written; each graph is then as it was, or replaced.
    """
    from backbone_kg.stores.collisions import collisions
    from backbone_kg.stores.graphs import bring_ontology
    from backbone_kg.stores.named_store import open_store

    records: list[LoadRecord] = []
    unreadable: list[CannotReadError] = []
    waiting: list[Load] = []
    with contextlib.closing(open_store(store, endpoint)) as opened:

        def store_waiting() -> None:
            opened.load_all(waiting)
            for each in waiting:
                records.append(each.record)
                told(each.record)
            waiting.clear()

        bring_ontology(opened)
        # Where files are on this machine is nobody's business at a service that others see.
        prepare = partial(_to_load, engine=engine, located=endpoint is None)
        paths = data_files(map(Path, data))
        for outcome in _outcomes(prepare, paths, processes):
            if isinstance(outcome, CannotReadError):
                unreadable.append(outcome)
                told(outcome)
            else:
                waiting.append(outcome)
            if len(waiting) >= TOGETHER:
                store_waiting()
        store_waiting()
        return Loaded(tuple(records), tuple(unreadable), collisions(opened))


def _outcomes(
    prepare: Callable[[Path], Load], paths: Sequence[Path], processes: int
) -> Iterator[Load | CannotReadError]:
    """Read and check files, in their order."""
    if processes > 1 and len(paths) >= MANY:
        yield from each_file(prepare, paths, processes=processes)
        return
    for path in paths:
        yield from each_file(prepare, [path], processes=1)


def _to_load(path: Path, engine: str | None, located: bool) -> Load:
    from backbone_kg.reading import read
    from backbone_kg.stores.graphs import data_load
    from backbone_kg.stores.provenance import sha256_of
    from backbone_kg.validation import DEFAULT_ENGINE, validate

    fastest = "shacl" if importlib.util.find_spec("shacl") else DEFAULT_ENGINE
    sha256 = sha256_of(path) if path.exists() else ""
    partnership = read(path)
    findings = validate(partnership, engine=engine or fastest)
    try:
        return data_load(partnership, sha256, findings, located=located)
    except BackboneError as error:
        raise CannotReadError(path, str(error)) from error
