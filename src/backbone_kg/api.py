"""Verbs that put several parts together: a picture, a report, questions, filling a store."""

from __future__ import annotations

import contextlib
import datetime
import gc
import importlib.util
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backbone_kg import __version__
from backbone_kg.analysis import analyze
from backbone_kg.analysis.results import Analysis
from backbone_kg.errors import BackboneError, CannotReadError, UnknownNameError
from backbone_kg.findings import Severity
from backbone_kg.partnership import Partnership

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from backbone_kg.sparql.library import LibraryQuery
    from backbone_kg.sparql.provenance import LoadRecord
    from backbone_kg.sparql.questions import Questions
    from backbone_kg.sparql.results import Results
    from backbone_kg.sparql.stores import EmbeddedStore, Load, Store


def plot(
    subject: Partnership | Analysis,
    kind: str = "coverage",
    *,
    as_of: str | datetime.date | None = None,
) -> Figure:
    """Return a picture of a partnership.

    Parameters
    ----------
    subject
        A partnership, or an analysis of one.
    kind
        ``coverage`` (who holds which role), ``load`` (who carries how much) or ``network`` (roles
        and partners, with what hangs on one partner).
    as_of
        The date, when ``subject`` is a partnership; see :func:`backbone_kg.analyze`.

    Returns
    -------
    matplotlib.figure.Figure
        Shows itself in a notebook; ``backbone_kg.plots.save`` writes it with its text alternative.

    Raises
    ------
    UnknownNameError
        If there is no such kind of picture.
    """
    from backbone_kg import plots

    if kind not in plots.KINDS:
        raise UnknownNameError(
            f"There is no picture “{kind}”. There are: {', '.join(plots.KINDS)}."
        )
    analysis = subject if isinstance(subject, Analysis) else analyze(subject, as_of=as_of)
    return plots.KINDS[kind](analysis)


def report(partnership: Partnership, *, as_of: str | datetime.date | None = None) -> str:
    """Return the report of a partnership as one self-contained HTML page.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it.
    as_of
        The date; see :func:`backbone_kg.analyze`.
    """
    from backbone_kg import plots
    from backbone_kg.reports import Picture, SourceDocument, report_html
    from backbone_kg.validation import validate

    analysis = analyze(partnership, as_of=as_of)
    pictures = []
    for kind, draw in plots.KINDS.items():
        title, description = plots.headline(kind, analysis), plots.describe(kind, analysis)
        svg = plots.svg(draw(analysis), title=title, description=description, prefix=kind)
        pictures.append(Picture(kind=kind, title=title, svg=svg, description=description))
    sources = [
        SourceDocument(title=framework.document.title, citation=framework.document.citation)
        for framework in partnership.ontology.frameworks()
        if framework.document is not None and framework.slug == analysis.framework_slug
    ]
    return report_html(
        analysis, validate(partnership), pictures, sources=sources, version=__version__
    )


def queries(tag: str | None = None) -> Questions:
    """Return what can be asked by name: the questions of the library.

    Parameters
    ----------
    tag
        Only those that belong to it; None for all.

    Raises
    ------
    UnknownNameError
        If no question has the tag.

    Examples
    --------
    >>> "capacities-by-function" in [question.name for question in queries()]
    True
    """
    from backbone_kg.sparql.questions import questions

    return questions(tag)


def query(
    question: str | Path | LibraryQuery,
    *data: str | Path | Partnership,
    store: str | Path | None = None,
    endpoint: str | None = None,
    timeout: float | None = None,
    allow_service: Collection[str] = (),
    **settings: object,
) -> Results:
    """Ask the graph.

    Parameters
    ----------
    question
        The name of a question of the library, a ``.rq`` file, or a query in SPARQL.
    *data
        Data files, folders that hold some, or partnerships that were read. What is asked is the
        knowledge base and these; without any, the knowledge base.
    store
        The folder of a store to ask instead.
    endpoint
        The address of a SPARQL service to ask instead.
    timeout
        Seconds until the query is stopped; None for no limit.
    allow_service
        Addresses that SERVICE in the query may call; by default none.
    **settings
        Values for the parameters of the question, such as ``framework="fsg-2012-07"``.

    Returns
    -------
    Results
        Rows, yes or no, or triples; ``to_pandas()``, ``to_polars()`` or ``to_rows()``. A notebook
        shows it as a table.

    Raises
    ------
    BackboneError
        If there is no such question or setting, or it is not answered; the message says why.

    Examples
    --------
    >>> query("capacities-by-function").to_rows()[1]["capacity"]
    'Build trust'
    """
    from backbone_kg.sparql.asking import ask, question_of

    asked = question_of(question)
    given = {name: str(value) for name, value in settings.items()}
    with asked_store(data, store=store, endpoint=endpoint, allow_service=allow_service) as opened:
        return ask(asked, opened, settings=given, timeout=timeout, allow_service=allow_service)


@contextlib.contextmanager
def asked_store(
    data: Sequence[str | Path | Partnership] = (),
    *,
    store: str | Path | None = None,
    endpoint: str | None = None,
    allow_service: Collection[str] = (),
) -> Iterator[Store]:
    """Open what a question is put to, and close it again; see :func:`query`.

    Raises
    ------
    BackboneError
        If several of data, a store and an endpoint are named, or one of them cannot be read.
    """
    from backbone_kg.sparql.stores import EmbeddedStore

    if sum((bool(data), store is not None, endpoint is not None)) > 1:
        raise BackboneError(
            "Data files, a store and an endpoint cannot be asked at once. Name one of them; to ask "
            "data files together with a store, load them into it: backbone-kg load"
        )
    if endpoint is not None:
        from backbone_kg.sparql.remote import RemoteStore

        remote = RemoteStore(endpoint)
        with contextlib.closing(remote):
            yield remote
    elif store is not None:
        with EmbeddedStore(Path(store), read_only=True, allow_services=allow_service) as on_disk:
            yield on_disk
    elif data or allow_service:
        with EmbeddedStore(allow_services=allow_service) as in_memory:
            _fill(in_memory, data)
            yield in_memory
    else:
        yield _ontology_store()


@lru_cache(maxsize=1)
def _ontology_store() -> EmbeddedStore:
    from backbone_kg.sparql.stores import EmbeddedStore

    store = EmbeddedStore()
    _fill(store, ())
    return store


def _fill(store: EmbeddedStore, data: Sequence[str | Path | Partnership]) -> None:
    """Put the ontology and data files into a store in memory."""
    from backbone_kg.datafiles.reading import read
    from backbone_kg.sparql.graphs import bring_ontology, data_record, data_triples
    from backbone_kg.sparql.provenance import sha256_of

    bring_ontology(store)
    named = data_files(Path(one) for one in data if not isinstance(one, Partnership))
    given = (one for one in data if isinstance(one, Partnership))
    for partnership in (*given, *map(read, named)):
        path = Path(partnership.file)
        triples = data_triples(partnership.graph)
        record = data_record(path, sha256_of(path) if path.exists() else "", len(triples))
        store.load(record.graph, triples, record)


# --- filling a store --------------------------------------------------------------------------

TOGETHER: Final = 25
"""How many files are stored at once: writing them together is faster, and costs memory."""


MANY: Final = 50
"""From how many files on it is worth starting processes to read them."""

_AHEAD: Final = 500


@dataclass(frozen=True)
class Loaded:
    """What became of the files that were to be loaded.

    Parameters
    ----------
    records
        Of the graphs that are in the store now, in the order of the files.
    unreadable
        Why others are not; what the store held of them before, it still holds.
    """

    records: tuple[LoadRecord, ...] = ()
    unreadable: tuple[CannotReadError, ...] = ()

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
        How many processes read and check files, if there are many. A script that sets more than
        one must start under ``if __name__ == "__main__"``.
    told
        Called with what became of each file, as soon as that is known.

    Raises
    ------
    BackboneError
        If the store cannot be opened or written; each graph is then as it was, or replaced.
    """
    from backbone_kg.sparql.graphs import bring_ontology
    from backbone_kg.sparql.stores import open_store

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
        for outcome in _outcomes(data_files(map(Path, data)), engine, processes):
            if isinstance(outcome, CannotReadError):
                unreadable.append(outcome)
                told(outcome)
            else:
                waiting.append(outcome)
            if len(waiting) >= TOGETHER:
                store_waiting()
        store_waiting()
    return Loaded(tuple(records), tuple(unreadable))


def _outcomes(
    paths: Sequence[Path], engine: str | None, processes: int
) -> Iterator[Load | CannotReadError]:
    """Read and check files, in their order."""
    outcome = partial(_outcome, engine=engine)
    if processes < 2 or len(paths) < MANY:
        for made in map(outcome, paths):
            yield CannotReadError(*made) if isinstance(made, tuple) else made
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Not by forking: the store has threads of its own.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        processes, mp_context=context, initializer=gc.set_threshold, initargs=gc.get_threshold()
    ) as pool:
        for at in range(0, len(paths), _AHEAD):
            for made in pool.map(outcome, paths[at : at + _AHEAD], chunksize=5):
                yield CannotReadError(*made) if isinstance(made, tuple) else made


def _outcome(path: Path, engine: str | None) -> Load | tuple[str, str, str]:
    """Return what is to be stored of a file, or why it cannot be read, for another process."""
    try:
        return _to_load(path, engine)
    except CannotReadError as error:
        return error.path, error.problem, error.remedy


def _to_load(path: Path, engine: str | None) -> Load:
    from backbone_kg.datafiles.reading import read
    from backbone_kg.sparql.graphs import data_record, data_triples
    from backbone_kg.sparql.provenance import sha256_of
    from backbone_kg.sparql.stores import Load
    from backbone_kg.validation import DEFAULT_ENGINE, validate

    fastest = "shifty" if importlib.util.find_spec("shifty") else DEFAULT_ENGINE
    sha256 = sha256_of(path) if path.exists() else ""
    partnership = read(path)
    findings = validate(partnership, engine=engine or fastest)
    try:
        triples = data_triples(partnership.graph)
    except BackboneError as error:
        raise CannotReadError(path, str(error)) from error
    record = data_record(path, sha256, len(triples), findings.counts())
    return Load.of(triples, record)


def data_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the data files that are meant, each once.

    A folder that holds .csv files is one; another folder stands for all in it and in its folders.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for each in _in_folder(path) or [path]:
            found.setdefault(each.resolve(), each)
    return tuple(found.values())


def _in_folder(path: Path) -> list[Path]:
    if not path.is_dir():
        return []
    try:
        entries = sorted(each for each in path.iterdir() if not each.name.startswith((".", "~$")))
    except OSError:
        return []  # the reader says why
    if any(each.suffix.lower() == ".csv" for each in entries):
        return [path]
    known = {".xlsx", ".ods", ".xls", ".ttl", ".jsonld"}
    return [
        one
        for each in entries
        for one in (_in_folder(each) or [each] * (each.suffix.lower() in known and each.is_file()))
    ]
