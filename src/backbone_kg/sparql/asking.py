"""A question put to a store: checked, bound, answered in time, with labels and errors placed."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from backbone_kg.errors import BackboneError
from backbone_kg.sparql.jobs import QueryError
from backbone_kg.sparql.labels import labels_of
from backbone_kg.sparql.library import SUFFIX, LibraryQuery, find, query_from_text, read_query
from backbone_kg.sparql.mistakes import mistake, shown
from backbone_kg.sparql.results import Results
from backbone_kg.sparql.stores import EmbeddedStore, Store
from backbone_kg.sparql.tokens import form, services, with_terms


def question_of(asked: str | Path | LibraryQuery) -> LibraryQuery:
    """Return the question that somebody means.

    Parameters
    ----------
    asked
        Its name in the library, a ``.rq`` file, or the text of a query.

    Raises
    ------
    BackboneError
        If there is no such question.
    """
    if isinstance(asked, LibraryQuery):
        return asked
    if isinstance(asked, Path):
        return read_query(asked)
    # A name and a path have no braces; a query has, or it is DESCRIBE <…>.
    is_text = "{" in asked or "<" in asked or "\n" in asked
    return query_from_text(asked) if is_text else find(asked)


def ask(
    question: LibraryQuery,
    store: Store,
    *,
    settings: Mapping[str, str] | None = None,
    timeout: float | None = None,
    allow_service: Collection[str] = (),
    labels: bool = True,
) -> Results:
    """Put a question to a store.

    Parameters
    ----------
    question
        What is asked.
    store
        Who is asked.
    settings
        Values for the parameters of the question.
    timeout
        Seconds until it is stopped, whatever it is doing; None for no limit.
    allow_service
        Addresses that SERVICE in it may call.
    labels
        Whether to ask also what the things in the answer are called.

    Raises
    ------
    BackboneError
        If it is not a query, changes data, calls out unallowed, or is not answered in time.
    """
    check(question, allow_service)
    # Oxigraph's own substitution takes no variable that is not in the answer, and reaches into no
    # subquery; a term in the place of the variable's token means the same everywhere.
    text = with_terms(question.text, question.bindings(settings or {}))
    try:
        if timeout is not None and isinstance(store, EmbeddedStore):
            results = _in_time(store, text, timeout, network=bool(allow_service))
        else:
            results = store.query(text, timeout=timeout)
    except BackboneError as error:
        raise _placed(question) or error from None
    if not labels or not results.iris:
        return results
    limit = None if isinstance(store, EmbeddedStore) else timeout
    return results.labeled(labels_of(results.iris, lambda text: store.query(text, timeout=limit)))


def check(question: LibraryQuery, allow_service: Collection[str] = ()) -> str:
    """Make sure that a question only asks, and of nobody else; return the form of its query.

    Raises
    ------
    BackboneError
        If it changes data, or calls an address that is not allowed.
    """
    asked = form(question.text)
    if asked == "update":
        raise BackboneError(
            f"{_name(question)}: this is an update, which changes data; only questions are "
            "answered. Change the data file, and load it again."
        )
    for address in services(question.text):
        if address is None or address not in allow_service:
            raise BackboneError(
                f"{_name(question)}: SERVICE calls {address or 'an address that it looks up'}, "
                "which is not allowed."
                + (f" If you trust it: --allow-service {address}" if address else "")
            )
    return asked


def _in_time(store: EmbeddedStore, text: str, timeout: float, *, network: bool) -> Results:
    from backbone_kg.sparql.running import run

    with _on_disk(store) as path:
        return run(path, text, timeout=timeout, network=network)


@contextlib.contextmanager
def _on_disk(store: EmbeddedStore) -> Iterator[Path]:
    """Give the folder of a store, for one in memory a passing copy: only a process can be ended."""
    if store.path is not None:
        yield store.path
        return
    with tempfile.TemporaryDirectory(prefix="backbone-kg-") as folder:
        path = Path(folder) / "store"
        with EmbeddedStore(path) as copy:
            copy.oxigraph.bulk_extend(store.oxigraph)
        yield path


# --- where a mistake stands -----------------------------------------------------------------------


def _placed(question: LibraryQuery) -> QueryError | None:
    """Return a mistake in the text with its line, or None if the text is a query."""
    found = mistake(question.text)
    if found is None:
        return None
    return QueryError(
        "malformed",
        f"{_name(question)}, line {found.line}, column {found.column}: {found.problem}\n\n"
        + shown(question.text, found.line, found.column),
        found.line,
        found.column,
    )


def _name(question: LibraryQuery) -> str:
    if question.path is not None:
        return str(question.path)
    return "The query" if question.name == "-" else f"{question.name}{SUFFIX}"
