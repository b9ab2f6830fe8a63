"""A store at another place: any service that speaks SPARQL 1.1 query and update."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError
from backbone_kg.graph.ntriples import ox_n_triples
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.sparql.query_results import Results
from backbone_kg.sparql.tokens import query_form, tokenize, with_terms
from backbone_kg.stores.connection import Connection, Credentials, ServiceError, shown
from backbone_kg.stores.derived import derived_graph
from backbone_kg.stores.provenance import (
    PROVENANCE,
    LoadRecord,
    record_deletion,
    records_of,
    records_query,
)
from backbone_kg.stores.remote_updates import (
    BATCH,
    MERGED,
    PARTS,
    drops,
    insertions,
    switched,
    unmerge,
)
from backbone_kg.stores.store import Load

UPDATE: Final = "BACKBONE_KG_ENDPOINT_UPDATE"
GRAPH_STORE: Final = "BACKBONE_KG_ENDPOINT_GRAPH_STORE"

_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a service takes queries, updates, and (if it does) whole graphs."""

    query: str
    update: str
    graph_store: str | None

    @classmethod
    def of(cls, url: str) -> Addresses:
        """Return the addresses of a service whose query address is known.

        What is not the usual way of a known program is taken from the environment.

        Examples
        --------
        >>> Addresses.of("http://localhost:7878/query").update
        'http://localhost:7878/update'
        """
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        before, _, last = path.rpartition("/")

        def at(other: str) -> str:
            return urlunsplit(parts._replace(path=other, query="", fragment=""))

        update, graph_store = url, None
        if before.endswith("/repositories"):  # RDF4J, GraphDB
            update, graph_store = at(f"{path}/statements"), at(f"{path}/rdf-graphs/service")
        elif last == "query":  # Oxigraph; with a data set's name before it, Fuseki
            update, graph_store = (
                at(f"{before}/update"),
                at(f"{before}/{'data' if before else 'store'}"),
            )
        return cls(
            url, os.environ.get(UPDATE) or update, os.environ.get(GRAPH_STORE) or graph_store
        )


class RemoteStore:
    """A store behind an address. Credentials come from the environment alone.

    Parameters
    ----------
    url
        Where it takes queries.

    Raises
    ------
    BackboneError
        If the address cannot be used, or the environment is contradictory.
    """

    def __init__(self, url: str) -> None:
        credentials = Credentials.from_environment()
        self._connection = Connection(url, credentials)
        self._addresses = Addresses.of(url)
        for other in (self._addresses.update, self._addresses.graph_store):
            if other is not None:
                _check_same_host(url, other, credentials)
        self._merged: bool | None = None

    @property
    def url(self) -> str:
        """The address, as it may be shown."""
        return shown(self._addresses.query)

    # --- asking -----------------------------------------------------------------------------

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] = {},
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
    ) -> Results:
        """Answer a query; see :class:`backbone_kg.stores.store.Store`."""
        if query_form(text) == "update":
            raise BackboneError("This is an update. Only queries are answered.")
        if not default_graphs and not named_graphs:
            default_graphs, named_graphs = self._dataset(text)
        return self._ask(with_terms(text, bindings), default_graphs, named_graphs, timeout)

    def _dataset(self, text: str) -> tuple[Sequence[str], Sequence[str]]:
        """Return which graphs a query is asked of, so that it is answered as everywhere."""
        words = {token.text.upper() for token in tokenize(text) if token.kind == "word"}
        if "FROM" in words or not self._has_merged():
            return (), ()
        if "GRAPH" not in words:
            return (MERGED,), ()
        records = self.records()
        often = Counter(record.snapshot for record in records if record.snapshot)
        apart = [derived_graph(one.graph) for one in records if often[one.snapshot] > 1]
        return (MERGED,), [*(record.graph for record in records), *apart, PROVENANCE]

    def _has_merged(self) -> bool:
        """Return whether this program loaded what is there; a service of others is as it is."""
        if self._merged is None:
            about = f"ASK {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }}"
            self._merged = bool(self._ask(about).answer)
        return self._merged

    def _ask(
        self,
        text: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
    ) -> Results:
        triples = query_form(text) in {"construct", "describe"}
        fields = [("query", text)]
        fields += [("default-graph-uri", name) for name in default_graphs]
        fields += [("named-graph-uri", name) for name in named_graphs]
        reply = self._connection.send(
            "POST",
            self._addresses.query,
            body=urlencode(fields).encode(),
            headers={"Content-Type": _FORM, "Accept": _TRIPLES if triples else _ROWS},
            timeout=timeout,
        )
        if reply.status != 200:
            raise self._connection.problem(self._addresses.query, reply, "answer the query")
        try:
            return Results.read(reply.body, triples=triples)
        except (SyntaxError, ValueError) as error:
            raise ServiceError(
                f"{self.url}: what the service answers cannot be read ({error}). Check that this "
                "is its address for queries."
            ) from None

    def records(self) -> tuple[LoadRecord, ...]:
        """Return where each graph came from, by name of the graph."""
        return records_of(self._ask(records_query()))

    # --- loading ----------------------------------------------------------------------------

    def load_all(self, loads: Sequence[Load]) -> None:
        """Put graphs in the place of those of their names, one after another.

        One request does each, or the last of several; what goes before is in graphs that no query
        sees. Services that treat a request as one whole, as SPARQL 1.1 recommends, hold all of the
        old graph or all of the new one. With others, loading again mends what was interrupted.
        """
        for load in loads:
            self._load(load)

    def _load(self, load: Load) -> None:
        if self._merged is None:
            self._has_merged()
        filling: list[str] = []
        parts: list[str] = []
        try:
            for name, triples in (
                (load.graph_name, load.triples),
                (derived_graph(load.graph_name), load.derived_triples),
            ):
                each_once = tuple(dict.fromkeys(triples))
                if len(each_once) <= BATCH:
                    filling += insertions(name, each_once)
                    continue
                parts.append(f"{PARTS}{secrets.token_hex(8)}")
                self._bring(parts[-1], each_once)
                filling.append(
                    f"INSERT {{ GRAPH <{name}> {{ ?s ?p ?o }} }}\n"
                    f"WHERE {{ GRAPH <{parts[-1]}> {{ ?s ?p ?o }} }}"
                )
            switch = switched(load.graph_name, filling, load.record)
            self._update(";\n".join([switch, *map(_drop, parts)]))
        except BaseException:
            # What went wrong is told, whether or not the parts can be taken away.
            with contextlib.suppress(ServiceError):
                if parts:
                    self._update(";\n".join(map(_drop, parts)))
            raise
        self._merged = True

    def remove(self, graph_name: str) -> None:
        """Take away a graph and its record."""
        steps = [unmerge(graph_name), *drops(graph_name), record_deletion(graph_name)]
        self._update(";\n".join(steps))

    def _bring(self, part: str, triples: Sequence[ox.Triple]) -> None:
        """Put triples into a graph of its own: at once if the service can, else in bits."""
        if not self._put(part, triples):
            for update in insertions(part, triples):
                self._update(update)
        counted = self._ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{part}> {{ ?s ?p ?o }} }}")
        arrived = int(str(counted.to_rows()[0]["n"]))
        if arrived != len(triples):
            raise ServiceError(
                f"{self.url}: of {len(triples)} triples, {arrived} arrived. The graph is as it was."
            )

    def _put(self, part: str, triples: Sequence[ox.Triple]) -> bool:
        address = self._addresses.graph_store
        if address is None:
            return False
        reply = self._connection.send(
            "PUT",
            f"{address}?{urlencode({'graph': part})}",
            body=ox_n_triples(triples).encode(),
            headers={"Content-Type": _TRIPLES},
        )
        if reply.status in {404, 405, 501}:
            return False
        if reply.status not in {200, 201, 204}:
            raise self._connection.problem(address, reply, "take the graph")
        return True

    def _update(self, text: str) -> None:
        address = self._addresses.update
        reply = self._connection.send(
            "POST",
            address,
            body=urlencode({"update": text}).encode(),
            headers={"Content-Type": _FORM, "Accept": "*/*"},
        )
        if reply.status in {404, 405}:
            raise ServiceError(
                f"{shown(address)}: the service takes no updates here (HTTP {reply.status}). Set "
                f"{UPDATE} in the environment to the address where it does.",
                reply.status,
            )
        if reply.status not in {200, 201, 202, 204}:
            raise self._connection.problem(address, reply, "store the graph")

    def close(self) -> None:
        """Do nothing: each request is for itself."""


def _drop(name: str) -> str:
    return f"DROP SILENT GRAPH <{name}>"


def _check_same_host(url: str, other: str, credentials: Credentials) -> None:
    """Let credentials go to one host alone, whatever the environment says of addresses."""
    Connection(other, credentials)
    if credentials and urlsplit(url).hostname != urlsplit(other).hostname:
        raise BackboneError(
            f"{shown(other)}: this is another host than {shown(url)}, where the credentials belong."
        )
