"""Questions of the library put to two engines, over what files say and the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pyoxigraph as ox
import rdflib
from rdflib.term import Node
from tests.generate import Sheets, write_csv

from backbone_kg import Partnership, read
from backbone_kg.graph import Triple, checked_n_triples, literal, new_graph, written
from backbone_kg.knowledge import standard_ontology
from backbone_kg.sparql import LibraryQuery, Term, find_query, with_terms

ROOT = Path(__file__).resolve().parent.parent.parent
Row: TypeAlias = tuple[str, ...]


class Graphs:
    """The ontology and what is known of some partnerships, merged, in two engines.

    Parameters
    ----------
    partnerships
        What to ask about.
    """

    def __init__(self, *partnerships: Partnership) -> None:
        self.partnerships = partnerships
        self._content = [_ontology(), *map(content, partnerships)]
        self.oxigraph = ox.Store()
        for each in self._content:
            self.oxigraph.bulk_load(each, format=ox.RdfFormat.N_TRIPLES)

    @cached_property
    def rdflib(self) -> rdflib.Graph:
        """The same in rdflib, filled when it is first asked."""
        graph = new_graph()
        for triple in _ontology_in_rdflib():
            graph.store.add(triple, graph)
        for each in self._content[1:]:
            graph.parse(data=each, format="nt")
        return graph

    def ask(self, name: str, **settings: str) -> list[Row]:
        """Return Oxigraph's answer to a question of the library, as the rows of a table."""
        return self.ask_oxigraph(find_query(name), settings)

    def ask_oxigraph(self, question: LibraryQuery, settings: Mapping[str, str]) -> list[Row]:
        """Return Oxigraph's answer, its rows in their order, triples sorted."""
        text = with_terms(question.text, question.bindings(settings))
        answer = self.oxigraph.query(text)
        if isinstance(answer, ox.QueryTriples):
            return sorted(tuple(map(str, triple)) for triple in answer)
        assert isinstance(answer, ox.QuerySolutions)
        return [tuple(plain(value) for value in row) for row in answer]

    def ask_rdflib(self, question: LibraryQuery, settings: Mapping[str, str]) -> list[Row]:
        """Return rdflib's answer in the same form; its own way of binding is used."""
        bound = question.bindings(settings).items()
        answer = self.rdflib.query(
            question.text, initBindings={name: to_rdflib(term) for name, term in bound}
        )
        if answer.type == "CONSTRUCT":
            assert answer.graph is not None
            return sorted(tuple(map(written, triple)) for triple in answer.graph)
        names = [str(name) for name in answer.vars or ()]
        return [tuple(plain(row.get(name)) for name in names) for row in answer]  # type: ignore[union-attr]


def graphs_of(**files: Sheets) -> Graphs:
    """Return sheets as they are read from files, whose names they are given by."""
    with TemporaryDirectory() as folder:
        return Graphs(*(read(write_csv(Path(folder) / name, one)) for name, one in files.items()))


@cache
def _ontology() -> bytes:
    return checked_n_triples(standard_ontology().graph)


@cache
def _ontology_in_rdflib() -> tuple[Triple, ...]:
    return tuple(new_graph().parse(data=_ontology(), format="nt"))


def content(partnership: Partnership) -> bytes:
    """Return what a file says and the facts derived from it, as N-Triples."""
    return checked_n_triples(partnership.graph) + partnership.facts


@cache
def examples() -> Graphs:
    """Return the examples that come with the project."""
    return Graphs(*(read(path) for path in sorted((ROOT / "examples").glob("*/*/"))))


@cache
def one_example() -> Graphs:
    """Return the later of the examples of Graduate Tacoma."""
    return Graphs(read(ROOT / "examples" / "graduate-tacoma" / "2025-09"))


_SET: dict[str, dict[str, str]] = {
    "backbone-and-anchor": {"only": "anchor is not backbone"},
    "benefits-and-challenges": {"side": "challenge", "kind": "City government"},
    "capacities-by-function": {"framework": "mathematica"},
    "changes-between-editions": {"framework": ""},
    "claims-about": {"thing": "term:backbone"},
    "claims-by-party": {"party": "Serena Klempin"},
    "contested-positions": {"word": "strategy", "evidence": "cross-site study"},
    "crosswalk": {"framework": "mathematica", "other": "strivetogether"},
    "lineage": {"framework": "mathematica"},
    "overloaded-partners": {"above": "0.5"},
    "provenance": {"thing": "fsg-2012-07:build-public-will"},
    "roles-that-changed-hands": {"window": "400"},
    "suggested-and-held": {"word": "policy"},
    "terms": {"word": "backbone"},
    "unfilled-roles": {"date": "2021", "state": "no evidence"},
    "what-a-kind-could-hold": {"kind": "City government"},
    "what-is-known": {"word": "shared"},
    "what-frameworks-agree-on": {"framework": "strivetogether", "match": "any"},
    "what-rests-on-a-document": {"document": "source:fsg-evolving-understanding"},
    "who-cites-whom": {"cited": "source:kania-kramer-2011"},
    "who-lists": {"word": "data"},
    "without-counterpart": {"framework": "policylink"},
}
"""Something to set in each question, beside the date and the name of a partnership."""


def settings_of(question: LibraryQuery) -> dict[str, str]:
    """Return something to set in a question, for each of its parameters."""
    names = {parameter.name for parameter in question.parameters}
    common = {"date": "2020-06", "partnership": "GRADUATE Tacoma", "snapshots": "all"}
    set_here = {name: value for name, value in common.items() if name in names}
    return set_here | _SET.get(question.name, {})


def plain(value: Term | Node | None) -> str:
    """Return a value of a row as text, a number in its shortest form, "" for none."""
    if value is None:
        return ""
    datatype = getattr(value, "datatype", None)
    text = str(value) if isinstance(value, Node) else getattr(value, "value", str(value))
    if datatype is not None and str(getattr(datatype, "value", datatype)).endswith(
        ("#integer", "#decimal", "#double")
    ):
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        return f"{number.normalize() + 0:f}"
    return text


def to_rdflib(term: Term) -> rdflib.URIRef | rdflib.Literal:
    """Return an IRI or a literal of Oxigraph as rdflib has it."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, ox.Literal)
    return literal(term.value, term.datatype.value, term.language)
