"""Small documents and ontologies about them, for tests of passages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from rdflib import BNode, Literal, URIRef

from backbone_kg import Ontology
from backbone_kg.graph import new_graph
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.rdflib_terms import TYPE, term

ACCENTS = "Re\u0301sume\u0301 \U0001f9b4 and \U0001f468\u200d\U0001f469\u200d\U0001f467 here\n"
"""Letters with combining accents, and signs that take two units of UTF-16 each."""

LETTER = "A first line.\n\nThe spine\tholds it all\tup.\nNothing more"
"""A small document with an empty line, a row of a table, and no line break at its end."""

Range = tuple[object, object]


def iri(name: str) -> URIRef:
    """Return the IRI of a document, or of a passage or concept that the tests make up."""
    return URIRef(f"{PROJECT}source/{name}")


class Made:
    """An ontology of made-up documents, passage by passage."""

    def __init__(self) -> None:
        self.graph = new_graph()
        self.graph.add((term("bkg:Function"), term("rdfs:label"), Literal("function", lang="en")))

    def document(self, name: str, text: str | bytes, title: str = "") -> Made:
        """Add a document; its hash is that of the text."""
        data = text.encode() if isinstance(text, str) else text
        self.graph.add((iri(name), TYPE, term("schema:CreativeWork")))
        self.graph.add((iri(name), term("dcterms:title"), Literal(title or name.title())))
        digest = Literal(hashlib.sha256(data).hexdigest())
        self.graph.add((iri(name), term("schema:sha256"), digest))
        return self

    def passage(
        self,
        name: str,
        document: str | None,
        *ranges: Range,
        quotes: Iterable[str] = (),
        concept: str = "",
    ) -> Made:
        """Add a passage, and the concept that it is quoted for."""
        node = iri(name)
        self.graph.add((node, TYPE, term("oa:SpecificResource")))
        self.graph.add((node, term("bkg:locator"), Literal(f"place of {name}")))
        if document is not None:
            self.graph.add((node, term("oa:hasSource"), iri(document)))
        for start, end in ranges:
            selector = BNode()
            self.graph.add((node, term("oa:hasSelector"), selector))
            self.graph.add((selector, TYPE, term("oa:TextPositionSelector")))
            self.graph.add((selector, term("oa:start"), Literal(start)))
            self.graph.add((selector, term("oa:end"), Literal(end)))
        for quote in quotes:
            selector = BNode()
            self.graph.add((node, term("oa:hasSelector"), selector))
            self.graph.add((selector, TYPE, term("oa:TextQuoteSelector")))
            self.graph.add((selector, term("oa:exact"), Literal(quote)))
        if concept:
            self.graph.add((iri(concept), TYPE, term("bkg:Function")))
            self.graph.add((iri(concept), term("skos:prefLabel"), Literal(concept, lang="en")))
            self.graph.add((iri(concept), term("bkg:quotedFrom"), node))
        return self

    @property
    def ontology(self) -> Ontology:
        """The ontology."""
        return Ontology(self.graph)


def write(folder: Path, **texts: str | bytes) -> Path:
    """Write texts into a folder, byte for byte, each under its name; return the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / f"{name}.txt").write_bytes(data)
    return folder
