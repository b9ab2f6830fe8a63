"""A question put to a store: checked, bound, answered in time, with labels and errors placed."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from backbone_kg.asking.labels import labels_of
from backbone_kg.asking.unread_rows import unread_told
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.temporary_folders import passing_folder
from backbone_kg.sparql.library import SUFFIX, LibraryQuery, find_query, query_from_text, read_query
from backbone_kg.sparql.nesting import check_nesting
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.sparql.query_errors import QueryError
from backbone_kg.sparql.query_results import Results
from backbone_kg.sparql.service_calls import check_calls, stopped_call
from backbone_kg.sparql.syntax_hints import marked_line, mistake
from backbone_kg.sparql.tokens import query_form
from backbone_kg.stores.edition import edition_of
from backbone_kg.stores.embedded import EmbeddedStore
from backbone_kg.stores.store import Store

LONGEST: Final = 1 << 20
"""Characters of a question; the service for strangers takes fewer (``endpoint.limits``)."""


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
    return query_from_text(asked) if is_text else find_query(asked)


def ask_store(
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
    bindings = question.bindings(settings or {})
    try:
        if timeout is not None and isinstance(store, EmbeddedStore):
            network = bool(allow_service)
            results = _in_time(store, question.text, bindings, timeout, network=network)
        else:
            results = store.query(question.text, bindings=bindings, timeout=timeout)
    except BackboneError as error:
        if isinstance(error, QueryError) and error.code != "malformed":
            raise
        cause = error.__cause__
        if cause is not None:
            # Oxigraph's results are to be let go in the thread that asked, which may end now.
            traceback.clear_frames(cause.__traceback__)
        calls_nobody = isinstance(store, EmbeddedStore) and not allow_service
        refusal = stopped_call(cause) if calls_nobody else None
        if refusal is not None:
            raise refusal from None
        raise _placed(question, bindings) or error from None
    limit = None if isinstance(store, EmbeddedStore) else timeout
    edition, incomplete = edition_of(store, limit), unread_told(question, store, bindings, limit)
    results = replace(results, knowledge_base=edition, incomplete=incomplete)
    if not labels or not results.iris:
        return results
    return results.labeled(labels_of(results.iris, lambda text: store.query(text, timeout=limit)))


def check(question: LibraryQuery, allow_service: Collection[str] = ()) -> str:
    """Make sure that a question only asks, and of nobody else; return the form of its query.

    Raises
    ------
    BackboneError
        If it changes data, calls an address that is not allowed, or is too long or too deep.
    """
    if len(question.text) > LONGEST:
        raise BackboneError(
            f"{_name(question)}: the query has {len(question.text):,} characters; {LONGEST:,} are "
            "the most. Load data from a file instead of listing them in the query."
        )
    check_nesting(question.text)
    asked = query_form(question.text)
    if asked == "update":
        raise BackboneError(
            f"{_name(question)}: this is an update, which changes data; only questions are "
            "answered. Change the data file, and load it again."
        )
    try:
        check_calls(question.text, allow_service, "If you trust it: --allow-service {address}")
    except QueryError as error:
        raise QueryError(error.code, f"{_name(question)}: {error}") from None
    return asked


def _in_time(
    store: EmbeddedStore, text: str, bindings: Mapping[str, Term], timeout: float, *, network: bool
) -> Results:
    from backbone_kg.isolation.worker import run

    with _on_disk(store) as path:
        return run(path, text, bindings=bindings, timeout=timeout, network=network)


@contextlib.contextmanager
def _on_disk(store: EmbeddedStore) -> Iterator[Path]:
    """Give the folder of a store, for one in memory a passing copy: only a process can be ended."""
    if store.path is not None:
        yield store.path
        return
    with passing_folder() as folder:
        path = folder / "store"
        with EmbeddedStore(path) as copy:
            copy.oxigraph.bulk_extend(store.oxigraph)
        yield path


# --- where a mistake stands -----------------------------------------------------------------------


def _placed(question: LibraryQuery, bindings: Mapping[str, Term]) -> QueryError | None:
    """Return a mistake in the text with its line, or None if the text is a query."""
    found = mistake(question.text, bindings)
    if found is None:
        return None
    return QueryError(
        "malformed",
        f"{_name(question)}, line {found.line}, column {found.column}: {found.problem}\n\n"
        + marked_line(question.text, found.line, found.column),
        found.line,
        found.column,
    )


def _name(question: LibraryQuery) -> str:
    if question.path is not None:
        return str(question.path)
    return "The query" if question.name == "-" else f"{question.name}{SUFFIX}"
