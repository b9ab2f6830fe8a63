"""The terms of :mod:`graph.namespaces` as rdflib has them, to ask its graphs with."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from backbone_kg.graph import namespaces


@lru_cache(maxsize=1024)
def term(curie: str) -> URIRef:
    """Return the IRI of a prefixed name.

    Examples
    --------
    >>> term("bkg:Partner")
    rdflib.term.URIRef('https://w3id.org/backbone-kg/ontology#Partner')
    """
    return URIRef(namespaces.term(curie))


def iri(node: Node | str) -> URIRef:
    """Return an IRI, or a node that is known to be one, as rdflib has it."""
    return node if isinstance(node, URIRef) else URIRef(str(node))


def node_of(node: Node | str) -> Node:
    """Return a node as it is, and an IRI as rdflib has it."""
    return node if isinstance(node, Node) else URIRef(node)


ALT_LABEL: Final = term("skos:altLabel")
ASSIGNMENT: Final = URIRef(namespaces.ASSIGNMENT)
CAPACITY: Final = term("bkg:Capacity")
DEFINITION: Final = term("skos:definition")
FIRST_DAY: Final = URIRef(namespaces.FIRST_DAY)
FRAMEWORK: Final = URIRef(namespaces.FRAMEWORK)
FUNCTION: Final = term("bkg:Function")
IN_SCHEME: Final = term("skos:inScheme")
LABEL: Final = URIRef(namespaces.LABEL)
LAST_DAY: Final = URIRef(namespaces.LAST_DAY)
NAME_KEY: Final = URIRef(namespaces.NAME_KEY)
ORGANIZATION_TYPE: Final = URIRef(namespaces.ORGANIZATION_TYPE)
ORGANIZATION_TYPES: Final = URIRef(namespaces.ORGANIZATION_TYPES)
OWN_ROLE: Final = URIRef(namespaces.OWN_ROLE)
PARTNER: Final = URIRef(namespaces.PARTNER)
PARTNERSHIP: Final = URIRef(namespaces.PARTNERSHIP)
POSITION: Final = URIRef(namespaces.POSITION)
POST: Final = URIRef(namespaces.POST)
PREF_LABEL: Final = URIRef(namespaces.PREF_LABEL)
ROLE: Final = URIRef(namespaces.ROLE)
SHEET: Final = URIRef(namespaces.SHEET)
SUBCLASS: Final = URIRef(namespaces.SUBCLASS)
TYPE: Final = URIRef(namespaces.TYPE)
UNKNOWN_COLUMN: Final = URIRef(namespaces.UNKNOWN_COLUMN)
USAGE_NOTE: Final = URIRef("http://purl.org/vocab/vann/usageNote")
"""What a term of another vocabulary says here; its prefix is none that people type."""
