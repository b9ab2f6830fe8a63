"""The triples of a portfolio's files, for those who need triples: as files, in a store, as answers.

They are made by reading the files again, as ``load`` does, so that nothing of a file is lost on the
way through tables.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from typing import Final

from backbone_kg.asking.loading import load
from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.base.files import already_there, require_parent, told_plainly, write_file
from backbone_kg.base.unfinished_files import clear_left_over, discard, held, part_in
from backbone_kg.base.version import __version__
from backbone_kg.graph.ntriples import ox_n_triples
from backbone_kg.isolation.each_file_apart import each_file
from backbone_kg.portfolios import NotKept, Portfolio
from backbone_kg.portfolios.kept_files import KeptFile, KeptFiles, as_built, kept_files
from backbone_kg.stores.embedded import EmbeddedStore
from backbone_kg.stores.graphs import data_load, ontology_files
from backbone_kg.stores.provenance import data_graph

AT_MOST: Final = 1_000
"""Files that a question in SPARQL is put to unless one asks for more."""

STORE: Final = "triples"
"""In the folder of a portfolio: the store of all its files."""
_IN_STORE: Final = "triples.json"


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of writing triples.

    Parameters
    ----------
    files
        How many files they are of.
    others
        Files that they are not of, and why.
    """

    files: int
    others: tuple[NotKept, ...]


def export(
    portfolio: Portfolio,
    *,
    store: Path | None = None,
    endpoint: str | None = None,
    folder: Path | None = None,
    processes: int,
    progress: Callable[[int], contextlib.AbstractContextManager[Callable[[], None]]],
) -> Exported:
    """Put the triples of a portfolio's files into one place of three.

    Parameters
    ----------
    portfolio
        Which; its files are read again.
    store, endpoint
        As for :func:`backbone_kg.load`, which does it.
    folder
        Where N-Triples are to be written, which must not be there: ``ontology.nt.gz`` and a file
        for each part of the portfolio. Together they are the default graph of such a store.
    processes
        How many processes read.
    progress
        Given the number of files, returns a context whose value is called after each.

    Raises
    ------
    BackboneError
        If it cannot be written. A folder of N-Triples is then not there.
    """
    found = as_built(kept_files(portfolio))
    with progress(len(found.same)) as advance:
        if folder is not None:
            failed = _write(folder, found.same, processes, advance)
        else:
            paths = [one.path for one in found.same]
            failed = _loaded(paths, advance, processes, store=store, endpoint=endpoint)
    return Exported(len(found.same) - len(failed), (*found.others, *failed))


def _loaded(
    paths: Sequence[str],
    advance: Callable[[], None],
    processes: int,
    *,
    store: Path | None = None,
    endpoint: str | None = None,
) -> tuple[NotKept, ...]:
    done = load(
        *paths,
        store=store,
        endpoint=endpoint,
        processes=processes,
        told=lambda _: advance(),
    )
    return tuple(map(_not_exported, done.unreadable))


def _not_exported(error: CannotReadError) -> NotKept:
    return NotKept(error.path, error.problem, error.remedy)


def _write(
    folder: Path, files: Sequence[KeptFile], processes: int, advance: Callable[[], None]
) -> tuple[NotKept, ...]:
    if folder.exists():
        raise already_there(folder)
    require_parent(folder)
    clear_left_over(folder.parent)
    stage = part_in(folder.parent)
    failed: list[NotKept] = []
    with told_plainly(folder):
        stage.mkdir()
        try:
            with held(stage):
                with gzip.open(stage / "ontology.nt.gz", "wb") as stream:
                    for file in ontology_files():
                        stream.write(ox_n_triples(file.triples()).encode())
                for part, some in groupby(files, key=lambda one: one.part):
                    paths = [Path(one.path) for one in some]
                    made = each_file(_triples, paths, processes=processes, done=advance)
                    with gzip.open(stage / f"part-{part:05d}.nt.gz", "wb") as stream:
                        for outcome in made:
                            if isinstance(outcome, CannotReadError):
                                failed.append(_not_exported(outcome))
                            else:
                                stream.write(outcome)
                stage.rename(folder)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return tuple(failed)


def _triples(path: Path) -> bytes:
    """Return what a store keeps of a file in its default graph; in a process of its own."""
    from backbone_kg.reading import read

    partnership = read(path)
    try:
        made = data_load(partnership, "")
    except BackboneError as error:
        raise CannotReadError(path, str(error)) from error
    return made.content + made.derived


# --- a question in SPARQL -----------------------------------------------------------------------


@contextlib.contextmanager
def store_of(
    portfolio: Portfolio,
    *,
    only: Sequence[str] = (),
    at_most: int = AT_MOST,
    processes: int,
    progress: Callable[[int], contextlib.AbstractContextManager[Callable[[], None]]],
) -> Iterator[tuple[EmbeddedStore, Exported]]:
    """Open a store of a portfolio's files, to ask it in SPARQL.

    That of all files is kept in the folder of the portfolio, and what has changed since is brought
    up to date; that of some is gone afterwards.

    Parameters
    ----------
    portfolio
        Which.
    only
        Patterns such as ``*tacoma*``: only files whose path one of them fits; none for all.
    at_most
        How many files may be read for it.
    processes, progress
        As for :func:`export`.

    Raises
    ------
    BackboneError
        If no file is meant, too many would have to be read, or the store cannot be written.
    """
    files = kept_files(portfolio)
    if only:
        files = tuple(f for f in files if any(fnmatchcase(f.path, one) for one in only))
    if not files:
        raise BackboneError("There is no such file in the portfolio.")
    with contextlib.ExitStack() as while_asking:
        home = while_asking.enter_context(_beside(Path(portfolio.folder), kept=not only))
        known = _known(home)
        found = as_built(one for one in files if known.get(one.path) != one.sha256)
        _check_few(len(found.same), at_most)
        with progress(len(found.same)) as advance:
            failed = _bring(home, files, found, processes, advance)
        others = (*found.others, *failed)
        store = while_asking.enter_context(EmbeddedStore(home / STORE, read_only=True))
        yield store, Exported(len(files) - len(others), others)


def _check_few(files: int, at_most: int) -> None:
    if files > at_most:
        raise BackboneError(
            f"To ask this in SPARQL, triples of {files:,} files must be made first, which takes "
            "far longer than to ask in SQL. Choose files (--only PATTERN), or allow as many: "
            f"--at-most {files}"
        )


@contextlib.contextmanager
def _beside(folder: Path, *, kept: bool) -> Iterator[Path]:
    """Return where a store and its list are kept; or a place for them that is gone afterwards."""
    if kept:
        yield folder
        return
    place = part_in(folder)
    with told_plainly(place):
        place.mkdir()
    try:
        with held(place):
            yield place
    finally:
        discard(place)


def _bring(
    home: Path,
    files: Sequence[KeptFile],
    found: KeptFiles,
    processes: int,
    advance: Callable[[], None],
) -> tuple[NotKept, ...]:
    """Bring a store up to date: what the portfolio holds no more goes, what is new comes.

    What is to change is taken off the list before: if this is cut off, it is done again.
    """
    known = _known(home)
    if not known:
        discard(home / STORE)
    same = {one.path: one.sha256 for one in files if known.get(one.path) == one.sha256}
    if same == known and not found.same and (home / STORE).is_dir():
        return ()
    _write_known(home, same)
    failed = _loaded([one.path for one in found.same], advance, processes, store=home / STORE)
    now = same | {one.path: one.sha256 for one in found.same}
    for one in failed:
        del now[one.file]
    graphs = {data_graph(Path(path)) for path in now}
    with EmbeddedStore(home / STORE) as store:
        for record in store.records():
            if not record.of_ontology and record.graph not in graphs:
                store.remove(record.graph)
    _write_known(home, now)
    return failed


def _known(home: Path) -> dict[str, str]:
    """Return the hashes of the files whose triples a store has, by path."""
    try:
        said = json.loads((home / _IN_STORE).read_bytes())
        return dict(said["files"]) if said["version"] == __version__ else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _write_known(home: Path, files: dict[str, str]) -> None:
    text = json.dumps({"version": __version__, "files": files}, indent=1)
    write_file(home / _IN_STORE, f"{text}\n".encode(), force=True)
