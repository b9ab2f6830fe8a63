"""A claim as a nanopublication: what it says, where that is from, and who published it.

Four named graphs, as the guidelines at nanopub.net ask for. It is not signed: whoever publishes it
signs it.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.term import Node

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.names import quoted
from backbone_kg.graph.namespaces import PREFIXES, PROJECT
from backbone_kg.graph.ntriples import checked_n_triples
from backbone_kg.graph.rdflib_terms import TYPE, term
from backbone_kg.knowledge.citing import Citation
from backbone_kg.knowledge.ontology import Ontology

NP: Final = "http://www.nanopub.org/nschema#"
NANOPUBLICATIONS: Final = f"{PROJECT}nanopublication/"
_SPEAKER, _DERIVED = term("prov:wasAttributedTo"), term("prov:wasDerivedFrom")
_PASSAGES: Final = (term("bkg:quotedFrom"), term("bkg:paraphrasedFrom"))
_WHERE_FROM: Final = (
    _SPEAKER,
    *_PASSAGES,
    term("prov:hadPrimarySource"),
    term("prov:wasGeneratedBy"),
    term("bkg:knownFrom"),
)
"""What is said of a claim that is not what it claims."""
_PLACE: Final = (term("oa:hasSource"), term("bkg:locator"))

_Triples: TypeAlias = list[tuple[Node, Node, Node]]


def nanopublication(ontology: Ontology, cited: Citation) -> str:
    """Return a claim as a nanopublication in TriG.

    Parameters
    ----------
    ontology
        Where the claim is.
    cited
        How to cite it.

    Raises
    ------
    BackboneError
        If it is no claim.
    """
    if cited.iri not in {str(claim.iri) for claim in ontology.all_claims}:
        raise BackboneError(
            f"{quoted(cited.label)} is no claim ({cited.kind}), and only claims can be "
            "nanopublications. Choose --format text, bibtex or csl."
        )
    # The version stands in the address: what a claim says may change from one to the next.
    path = cited.iri.removeprefix(PROJECT).replace("#", "/")
    this = f"{NANOPUBLICATIONS}{path}/{cited.edition.version}"
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(f"{this}#{name}"))
        for name, triples in _graphs(ontology, cited, this).items()
        for quad in ox.parse(checked_n_triples(triples), format=ox.RdfFormat.N_TRIPLES)
    ]
    prefixes = {**PREFIXES, "np": NP, "this": f"{this}#"}
    text = "\n".join(map(str, quads))
    named = {name: prefixes[name] for name in sorted(prefixes) if f"<{prefixes[name]}" in text}
    return (ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=named) or b"").decode()


def _graphs(ontology: Ontology, cited: Citation, this: str) -> dict[str, _Triples]:
    """Return the triples of the four graphs, by the last part of their names."""
    graph, claim, made = ontology.graph, URIRef(cited.iri), cited.edition
    publication = URIRef(this)
    assertion, provenance, about_it = (
        URIRef(f"{this}#{part}") for part in ("assertion", "provenance", "pubinfo")
    )
    head: _Triples = [
        (publication, TYPE, URIRef(f"{NP}Nanopublication")),
        (publication, URIRef(f"{NP}hasAssertion"), assertion),
        (publication, URIRef(f"{NP}hasProvenance"), provenance),
        (publication, URIRef(f"{NP}hasPublicationInfo"), about_it),
    ]
    said = sorted(graph.predicate_objects(claim))
    where_from: _Triples = [(claim, how, what) for how, what in said if how in _WHERE_FROM]
    where_from += [(assertion, _SPEAKER, what) for how, what in said if how == _SPEAKER]
    for passage in dict.fromkeys(what for how, what in said if how in _PASSAGES):
        where_from.append((assertion, _DERIVED, passage))
        where_from += [
            (passage, how, what) for how in _PLACE for what in graph.objects(passage, how)
        ]
    published: _Triples = [
        (publication, term("dcterms:creator"), URIRef(maker.iri)) for maker in made.makers
    ]
    published += [
        (publication, term("dcterms:license"), URIRef(made.license)),
        (publication, _DERIVED, URIRef(made.iri)),
    ]
    return {
        "head": head,
        "assertion": [(claim, how, what) for how, what in said if how not in _WHERE_FROM],
        "provenance": where_from,
        "pubinfo": published,
    }
