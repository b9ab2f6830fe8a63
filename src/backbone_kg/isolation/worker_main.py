"""A process that runs queries on a store on disk, one after another, and can be killed any time.

It is started by :class:`backbone_kg.isolation.worker.Worker`. Jobs come in pickled: both sides are
this program. Answers go out in pieces, as JSON or as a format of SPARQL or RDF has them.
"""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError
from backbone_kg.isolation.frames import DATA, DONE, FAILED, READY, read_frame, write_frame
from backbone_kg.isolation.query_messages import Job
from backbone_kg.isolation.sandbox import begun, end_after, limit_memory, without_network
from backbone_kg.sparql.graph_formats import write_graph
from backbone_kg.sparql.nesting import check_nesting
from backbone_kg.sparql.query_errors import QueryError
from backbone_kg.sparql.row_counting import ROW_FORMATS, RowCounter
from backbone_kg.sparql.service_calls import check_calls, stopped_call
from backbone_kg.sparql.syntax_errors import malformed
from backbone_kg.sparql.tokens import query_form, with_terms
from backbone_kg.sparql.xml_check import XmlCheck
from backbone_kg.stores.edition import edition_in
from backbone_kg.stores.folder import opened, read_through

_XML: Final = {"xml", "rdf"}
_PIECE: Final = 1 << 16
_SECONDS_OF_GRACE: Final = 1.0


class _Output(io.RawIOBase):
    """Sends on what is written to it, and stops the writer when it is too much."""

    def __init__(self, stream: BinaryIO, job: Job, form: str) -> None:
        self._stream = stream
        self._job = job
        self._counter = RowCounter(form) if form in ROW_FORMATS else None
        self._xml = XmlCheck() if form in _XML else None
        self._size = 0

    @property
    def rows(self) -> int:
        return self._counter.rows if self._counter else 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        content = bytes(piece)
        self._size += len(content)
        if self._job.most_bytes is not None and self._size > self._job.most_bytes:
            raise QueryError(
                "result-bytes",
                f"The result is larger than {self._job.most_bytes:,} bytes."
                " Ask for less: with LIMIT and OFFSET, fewer variables, or a count.",
            )
        if self._xml is not None:
            self._xml.add(content)
        if self._counter is not None:
            self._counter.add(content)
            check_rows(self._counter.rows, self._job)
        for start in range(0, len(content), _PIECE):
            write_frame(self._stream, DATA, content[start : start + _PIECE])
        return len(content)


def check_rows(rows: int, job: Job) -> None:
    """Raise an error if there are more rows than the job allows."""
    if job.most_rows is not None and rows > job.most_rows:
        raise QueryError(
            "result-rows",
            f"The result has more than {job.most_rows:,} rows."
            " Ask for less: with LIMIT and OFFSET, a FILTER, or a count.",
        )


def check(text: str, services: Collection[str]) -> None:
    """Make sure that a query of a stranger only asks, and calls no address but the allowed ones.

    What is no query passes: who parses it knows the place of the mistake.

    Raises
    ------
    QueryError
        ``read-only`` or ``service-refused``.
    """
    try:
        asked: str = query_form(text)
    except BackboneError:
        return
    if asked == "update":
        raise QueryError(
            "read-only", "This is an update, and this service takes none. Send a query."
        )
    allowed = ", ".join(sorted(services))
    remedy = f"This service may call: {allowed}." if allowed else "This service calls no other."
    check_calls(text, services, remedy)


def answer(store: ox.Store, job: Job, stream: BinaryIO) -> dict[str, object]:
    """Run a query and write its result, in pieces, to a stream.

    Returns
    -------
    dict
        ``kind``, ``form`` and ``rows`` of the result, and the version of the knowledge base.

    Raises
    ------
    QueryError
        If it cannot be answered.
    """
    try:
        result = store.query(with_terms(job.text, job.bindings), base_iri=job.base, **dataset(job))
    except (SyntaxError, UnicodeEncodeError) as problem:
        raise malformed(job.text, str(problem), job.bindings) from problem
    edition = {"knowledge_base": edition_in(store)}
    if isinstance(result, ox.QueryTriples):
        form = _wanted(job.graphs, "triples")
        triples = list(_counted(result, job))
        with io.BufferedWriter(_Output(stream, job, form), _PIECE) as buffered:
            write_graph(triples, form, buffered, edition["knowledge_base"])
        return {"kind": "graph", "form": form, "rows": len(triples)} | edition
    form = _wanted(job.solutions, "rows")
    output = _Output(stream, job, form)
    result.serialize(cast(IO[bytes], output), ROW_FORMATS[form])
    if isinstance(result, ox.QueryBoolean):
        return {"kind": "ask", "form": form, "rows": 1} | edition
    return {"kind": "select", "form": form, "rows": output.rows} | edition


def _counted(triples: Iterable[ox.Triple], job: Job) -> Iterator[ox.Triple]:
    for count, triple in enumerate(triples, 1):
        check_rows(count, job)
        yield triple


def dataset(job: Job) -> dict[str, Any]:
    """Return which graphs a query is asked of, as Oxigraph takes it.

    What the request names takes the place of FROM and FROM NAMED in the text. Where neither
    names a graph, the default graph of the store is asked: in it, a store of this program has the
    merge of its graphs (see ``stores``). Oxigraph's own union of graphs would count a triple once
    for each graph that says it.
    """
    if job.default_graphs or job.named_graphs:
        return {
            "default_graph": [ox.NamedNode(name) for name in job.default_graphs],
            "named_graphs": [ox.NamedNode(name) for name in job.named_graphs],
        }
    return {}


def _wanted(form: str | None, kind: str) -> str:
    if form is None:
        raise QueryError(
            "not-acceptable", f"The query answers with {kind}, in none of the formats asked for."
        )
    return form


def _told(problem: BaseException, *, network: bool) -> dict[str, object]:
    if not network:
        problem = stopped_call(problem) or problem
    if isinstance(problem, QueryError):
        return {
            "code": problem.code,
            "message": str(problem),
            "line": problem.line,
            "column": problem.column,
        }
    if isinstance(problem, MemoryError):
        return {"code": "memory", "message": ""}
    return {"code": "failed", "message": f"The query failed: {problem}."}


def main() -> None:
    """Answer jobs until the other side closes the line."""
    settings, jobs, stream = begun()
    if settings["memory"]:
        limit_memory(settings["memory"])
    if not settings["network"]:
        without_network()
    folder = Path(settings["store"])
    try:
        store = opened(folder, read_only=True)
        if settings["seconds_to_read"]:
            read_through(store, folder, settings["seconds_to_read"])
    except BackboneError as problem:
        write_frame(stream, FAILED, str(problem).removeprefix(f"{folder}: ").encode())
        return
    write_frame(stream, READY)
    while frame := read_frame(jobs):
        job: Job = pickle.loads(frame[1])
        if job.seconds is not None:
            # The other side kills at the deadline; this is for when it is gone itself.
            end_after(job.seconds + _SECONDS_OF_GRACE)
        try:
            if settings["services"] is not None:
                check(job.text, settings["services"])
            check_nesting(job.text)
            done = answer(store, job, stream)
            write_frame(stream, DONE, json.dumps(done).encode())
        except (Exception, SystemExit) as problem:
            told = _told(problem, network=settings["network"])
            write_frame(stream, FAILED, json.dumps(told).encode())
        end_after(0)


if __name__ == "__main__":
    main()
