"""Prefixes and terms that the code itself speaks of; columns are not among them (see layout).

An IRI is a plain text. Whoever asks an rdflib graph takes the terms from :mod:`graph.rdflib_terms`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from backbone_kg.graph.curies import Curies

PROJECT: Final = "https://w3id.org/backbone-kg/"

PREFIXES: Final[dict[str, str]] = {
    "agent": f"{PROJECT}agent/",
    "bkg": f"{PROJECT}ontology#",
    "bkgs": f"{PROJECT}shapes#",
    "closter": f"{PROJECT}source/closter-rethinking-functions#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "edmondson": f"{PROJECT}source/edmondson-organization-or-function#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "fsg": f"{PROJECT}source/fsg-evolving-understanding#",
    "initiative": f"{PROJECT}initiative/",
    "klempin": f"{PROJECT}source/klempin-establishing-the-backbone#",
    "mathematica": f"{PROJECT}framework/mathematica#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "orgtype": f"{PROJECT}organization-type#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "place": f"{PROJECT}place/",
    "position": f"{PROJECT}position#",
    "prov": "http://www.w3.org/ns/prov#",
    "reading": f"{PROJECT}reading#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "schwenger": f"{PROJECT}source/schwenger-five-ways#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "source": f"{PROJECT}source/",
    "sssom": "https://w3id.org/sssom/",
    "study": f"{PROJECT}study/",
    "term": f"{PROJECT}term#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CURIES: Final = Curies(PREFIXES)
"""Writes IRIs with the project's prefixes."""

DATA: Final = f"{PROJECT}data/"
NO_ADDRESS: Final = f"{DATA}file/"
"""What stands before an id of JSON-LD that is no full address."""
UNNAMED: Final = f"{DATA}unnamed/"
"""What stands before the number of a thing that a file gives no name."""
FRAMEWORKS: Final = f"{PROJECT}framework/"
ORGANIZATION_TYPES: Final = f"{PROJECT}organization-type"


@lru_cache(maxsize=1024)
def term(curie: str) -> str:
    """Return the IRI of a prefixed name.

    Examples
    --------
    >>> term("bkg:Partner")
    'https://w3id.org/backbone-kg/ontology#Partner'
    """
    found = CURIES.expand(curie)
    if found is None:
        raise KeyError(curie)
    return found


def local_name(iri: str) -> str:
    """Return the last part of an IRI, behind the last "#" or "/".

    Examples
    --------
    >>> local_name("https://w3id.org/backbone-kg/framework/mathematica#build-trust")
    'build-trust'
    """
    return iri.replace("#", "/").rpartition("/")[2]


def as_typed(node: str) -> str:
    """Return what stands in a file for an IRI, without what was put before it.

    Examples
    --------
    >>> as_typed(f"{NO_ADDRESS}Build%20trust")
    'Build trust'
    """
    text = str(node)
    return unquote(text.removeprefix(NO_ADDRESS)) if text.startswith(NO_ADDRESS) else text


def written(node: str) -> str:
    """Return an IRI as its file has it: with a prefix of the project where it has one.

    What is no full address there is quoted.

    Examples
    --------
    >>> written("https://w3id.org/backbone-kg/ontology#Partner"), written("https://example.org/a")
    ('bkg:Partner', '<https://example.org/a>')
    """
    if str(node).startswith(NO_ADDRESS):
        return f"“{as_typed(node)}”"
    short = CURIES.shorten(str(node))
    return f"<{node}>" if short == str(node) else short


TYPE: Final = term("rdf:type")
LABEL: Final = term("rdfs:label")
SUBCLASS: Final = term("rdfs:subClassOf")
PREF_LABEL: Final = term("skos:prefLabel")

FRAMEWORK: Final = term("bkg:Framework")
ORGANIZATION_TYPE: Final = term("bkg:OrganizationType")
PARTNERSHIP: Final = term("bkg:Partnership")
PARTNER: Final = term("bkg:Partner")
POST: Final = term("bkg:Post")
ASSIGNMENT: Final = term("bkg:Assignment")
CANDIDATE: Final = term("bkg:Candidate")
CRITERION: Final = term("bkg:Criterion")
RATING: Final = term("bkg:Rating")
OWN_ROLE: Final = term("bkg:OwnRole")
ROLE: Final = term("bkg:Assignable")
UNKNOWN_COLUMN: Final = term("bkg:UnknownColumn")

POSITION: Final = term("bkg:position")
SHEET: Final = term("bkg:sheet")
NAME_KEY: Final = term("bkg:nameKey")
FIRST_DAY: Final = term("bkg:firstDay")
LAST_DAY: Final = term("bkg:lastDay")
