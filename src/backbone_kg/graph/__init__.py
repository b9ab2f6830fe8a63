"""RDF: prefixes and terms, the store of one graph, Turtle and N-Triples in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.graph.curies import Curies
    from backbone_kg.graph.ntriples import checked_n_triples, n_triples, ox_n_triples, written
    from backbone_kg.graph.triples import Triple, new_graph
    from backbone_kg.graph.turtle import graph_from_quads, literal, read_turtle
    from backbone_kg.graph.turtle_tokens import outline

__getattr__, __dir__ = face(__name__)
