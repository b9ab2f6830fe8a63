"""What the things in an answer are called, asked of the store that answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import pyoxigraph as ox

from backbone_kg.graph.namespaces import term
from backbone_kg.sparql.query_results import Results
from backbone_kg.stores.provenance import GRAPHS, PROVENANCE

_PROPERTIES: Final = tuple(
    str(term(name))
    for name in ("skos:prefLabel", "rdfs:label", "dcterms:title", "foaf:name", "schema:name")
)
"""What gives a thing its name; the first that it has counts."""
_SOURCE: Final = str(term("dcterms:source"))
"""What a graph is called by: the file that it was read from, told in the graph about graphs."""
_NAMING: Final = (*_PROPERTIES, _SOURCE)
_AT_ONCE: Final = 400
"""IRIs in a query, so that it stays short enough for any service."""


def labels_of(iris: Sequence[str], ask: Callable[[str], Results]) -> dict[str, str]:
    """Return what IRIs are called, as far as a store says it.

    Parameters
    ----------
    iris
        Whose names are wanted.
    ask
        What answers a query.

    Returns
    -------
    dict
        The label by IRI: of several an English one, or one without a language, and of those the
        first by the alphabet.
    """
    best: dict[str, tuple[int, bool, str]] = {}
    for start in range(0, len(iris), _AT_ONCE):
        for thing, property_, label in ask(_query(iris[start : start + _AT_ONCE])).rows:
            if not (isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal)):
                continue
            assert isinstance(property_, ox.NamedNode)
            foreign = (label.language or "en").split("-")[0] != "en"
            found = (_NAMING.index(property_.value), foreign, label.value)
            best[thing.value] = min(best.get(thing.value, found), found)
    return {iri: label for iri, (_, _, label) in best.items() if label.strip()}


def _query(iris: Sequence[str]) -> str:
    things = " ".join(str(ox.NamedNode(iri)) for iri in iris)
    properties = " ".join(f"<{iri}>" for iri in _PROPERTIES)
    named = f"VALUES ?thing {{ {things} }}"
    found = f"{named} VALUES ?property {{ {properties} }} ?thing ?property ?label"
    if any(iri.startswith(GRAPHS) for iri in iris):
        record = f"GRAPH <{PROVENANCE}> {{ ?thing ?property ?label }}"
        of_file = f"{named} VALUES ?property {{ <{_SOURCE}> }} {record}"
        found = f"{{ {found} }} UNION {{ {of_file} }}"
    return f"SELECT ?thing ?property ?label WHERE {{ {found} }}"
