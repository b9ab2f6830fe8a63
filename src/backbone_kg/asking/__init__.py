"""Questions by name or in SPARQL, put to data files, a store or a service."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.interrupts import interruptible
from backbone_kg.base.lazy_package import face
from backbone_kg.knowledge.ontology_files import own_folders
from backbone_kg.model.partnership import Partnership
from backbone_kg.reading.data_files import data_files

if TYPE_CHECKING:
    from backbone_kg.asking.ask import LONGEST, ask_store, check, question_of
    from backbone_kg.asking.empty_answers import why_nothing
    from backbone_kg.asking.labels import labels_of
    from backbone_kg.asking.question_search import search
    from backbone_kg.asking.questions import Questions, list_text
    from backbone_kg.sparql.library import LibraryQuery
    from backbone_kg.sparql.query_results import Results
    from backbone_kg.stores.embedded import EmbeddedStore
    from backbone_kg.stores.store import Store

__getattr__, __dir__ = face(__name__)

Data: TypeAlias = str | Path | Partnership
"""Something with data to ask: a file, a folder that holds some, or what was read of one."""


def queries(tag: str | None = None, *, search: str = "") -> Questions:
    """Return what can be asked by name: the questions of the library.

    Parameters
    ----------
    tag
        Only those that belong to it; None for all.
    search
        Only those that words such as “gap” lead to, the likeliest first; "" for all.

    Raises
    ------
    UnknownNameError
        If no question has the tag.

    Examples
    --------
    >>> "capacities-by-function" in [question.name for question in queries()]
    True
    """
    from backbone_kg.asking.questions import Questions, questions

    if not search:
        return questions(tag)
    from backbone_kg.asking.question_search import search as found
    from backbone_kg.knowledge.ontology import standard_ontology

    questions_found = (one.question for one in found(search, questions(tag), standard_ontology()))
    return Questions(dict.fromkeys(questions_found))


def query(
    question: str | Path | LibraryQuery,
    *data: Data | Iterable[Data],
    store: str | Path | None = None,
    endpoint: str | None = None,
    timeout: float | None = None,
    allow_service: Collection[str] = (),
    settings: Mapping[str, object] | None = None,
    **named: object,
) -> Results:
    """Ask the graph.

    Parameters
    ----------
    question
        The name of a question of the library, a ``.rq`` file, or a query in SPARQL.
    *data
        Data files, folders that hold some, partnerships that were read, or lists of these. What is
        asked is the knowledge base and these; without any, the knowledge base.
    store
        The folder of a store to ask instead.
    endpoint
        The address of a SPARQL service to ask instead.
    timeout
        Seconds until the query is stopped; None for no limit. Without a limit Ctrl-C, or a
        notebook's button to interrupt, ends the waiting, but the query works on unseen until it
        is done; a limit has it work in a process of its own, which is ended in either case.
    allow_service
        Addresses that SERVICE in the query may call; by default none.
    settings
        Values for the parameters of the question by name: texts, numbers, dates and moments (of
        which the day counts). None stands for what is not set, and leaves the default; an empty
        text unsets it.
    **named
        The same, such as ``framework="fsg-2012-07"``. A parameter that is called like something
        above, or by a word of Python's, goes into `settings`: ``settings={"timeout": 3}``.

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
    from backbone_kg.asking.ask import question_of

    check_timeout(timeout)
    _check_services(allow_service)
    asked = question_of(question)
    given = _settings(settings or {}, named)
    files = _each(data)
    with asked_store(files, store=store, endpoint=endpoint) as opened:
        return answered(asked, opened, settings=given, timeout=timeout, allow_service=allow_service)


def answered(
    question: LibraryQuery,
    store: Store,
    *,
    settings: Mapping[str, str],
    timeout: float | None = None,
    allow_service: Collection[str] = (),
    labels: bool = True,
) -> Results:
    """Return what a store answers; Ctrl-C is heard meanwhile. See :func:`query`.

    Parameters
    ----------
    question, store, settings, timeout, allow_service, labels
        As :func:`backbone_kg.asking.ask.ask_store` takes them.
    """
    from backbone_kg.asking.ask import ask_store
    from backbone_kg.isolation.sandbox import without_network
    from backbone_kg.sparql.column_order import in_written_order
    from backbone_kg.stores.embedded import EmbeddedStore

    # A process of its own, or a service, is waited for in Python, which hears Ctrl-C.
    in_this_process = timeout is None and isinstance(store, EmbeddedStore)

    def work() -> Results:
        if in_this_process and not allow_service:
            without_network()  # this thread alone, which ends with the answer
        return ask_store(
            question,
            store,
            settings=settings,
            timeout=timeout,
            allow_service=allow_service,
            labels=labels,
        )

    results = interruptible(work) if in_this_process else work()
    return in_written_order(results, question.text)


def check_timeout(timeout: object) -> None:
    """Make sure that a time limit is one.

    Raises
    ------
    BackboneError
        If it is not a number of seconds above 0, or longer than a clock can count.
    """
    if timeout is None:
        return
    if (
        isinstance(timeout, bool)
        or not isinstance(timeout, int | float)
        or not 0 < timeout < threading.TIMEOUT_MAX
    ):
        raise BackboneError(
            f"timeout is {timeout!r:.60}. Give a number of seconds above 0, such as 30, or None "
            "for no limit."
        )


def _check_services(addresses: Collection[str]) -> None:
    if not addresses:
        return
    from backbone_kg.stores.connection import Credentials, check_address

    for address in addresses:
        check_address(address, Credentials())


def _settings(settings: Mapping[str, object], named: Mapping[str, object]) -> dict[str, str]:
    """Return as text what is set, in either way."""
    from backbone_kg.sparql.parameters import setting_text

    if twice := settings.keys() & named.keys():
        raise BackboneError(f"“{min(twice)}” is set twice: by its name, and in settings.")
    both = {**settings, **named}
    return {name: setting_text(value) for name, value in both.items() if value is not None}


def _each(data: Iterable[object]) -> list[Data]:
    """Return the data that are named, one by one or in lists."""
    found: list[Data] = []
    for one in data:
        if isinstance(one, str | Path | Partnership):
            found.append(one)
            continue
        several = list(one) if isinstance(one, Iterable) else []
        if not several:
            raise BackboneError(
                "There is nothing to ask in this: "
                f"{one!r:.60}. Name data files, folders, partnerships that were read, or a list "
                "that holds some."
            )
        found += _each(several)
    return found


@contextlib.contextmanager
def asked_store(
    data: Sequence[Data] = (),
    *,
    store: str | Path | None = None,
    endpoint: str | None = None,
    told: Callable[[], None] = lambda: None,
) -> Iterator[Store]:
    """Open what a question is put to, and close it again; see :func:`query`.

    Parameters
    ----------
    data, store, endpoint
        As :func:`query` takes them.
    told
        Called after each data file that was read.

    Raises
    ------
    BackboneError
        If several of data, a store and an endpoint are named, or one of them cannot be read.
    """
    from backbone_kg.stores.embedded import EmbeddedStore
    from backbone_kg.stores.named_store import open_store

    if sum((bool(data), store is not None, endpoint is not None)) > 1:
        raise BackboneError(
            "Data files, a store and an endpoint cannot be asked at once. Name one of them; to ask "
            "data files together with a store, load them into it: backbone-kg load"
        )
    if store is not None or endpoint is not None:
        with contextlib.closing(open_store(store, endpoint, read_only=True)) as named:
            yield named
    elif data:
        with EmbeddedStore() as in_memory:
            _fill(in_memory, data, told)
            yield in_memory
    else:
        yield _ontology_store(own_folders())


@lru_cache(maxsize=1)
def _ontology_store(own: tuple[Path, ...]) -> EmbeddedStore:
    """Return the knowledge base, filled once for what the environment names."""
    from backbone_kg.stores.embedded import EmbeddedStore

    store = EmbeddedStore()
    _fill(store)
    return store


def _fill(
    store: EmbeddedStore,
    data: Sequence[Data] = (),
    told: Callable[[], None] = lambda: None,
) -> None:
    """Put the ontology and data files into a store in memory."""
    from backbone_kg.reading import read
    from backbone_kg.stores.graphs import bring_ontology, data_load
    from backbone_kg.stores.provenance import sha256_of

    bring_ontology(store)
    named = data_files(Path(one) for one in data if not isinstance(one, Partnership))
    given = (one for one in data if isinstance(one, Partnership))
    for partnership in (*given, *map(read, named)):
        path = Path(partnership.file)
        sha256 = sha256_of(path) if path.exists() else ""
        store.load_all([data_load(partnership, sha256)])
        told()
