"""A network as NetworkX has it, for the formats that it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.errors import CannotWriteError
from backbone_kg.writing.network import Network
from backbone_kg.writing.ooxml import NOT_IN_XML

if TYPE_CHECKING:
    import networkx as nx


def graph_of(network: Network) -> nx.MultiDiGraph:
    """Return a network as a graph: from each partner an arrow to each role, one for each row.

    Nodes go by their IRIs; ``label`` is their name and ``type`` tells partners from roles. An edge
    is known by the IRI of its row, and its ``label`` is the part.
    """
    import networkx

    graph = networkx.MultiDiGraph()
    for node in network.nodes:
        graph.add_node(node.iri, **(node.attributes | {"label": node.label, "type": node.kind}))
    for tie in network.ties:
        part = {"label": tie.part} if tie.part else {}
        about = tie.attributes | part
        graph.add_edge(tie.partner, tie.role, key=tie.iri)
        graph.edges[tie.partner, tie.role, tie.iri].update(about)
    return graph


def check_for_xml(network: Network) -> None:
    """Make sure that XML can hold all texts.

    Raises
    ------
    CannotWriteError
        If one has a character that it cannot.
    """
    named = [(node.label, (node.label, *_texts(node.attributes))) for node in network.nodes]
    named += [(tie.iri, tuple(_texts(tie.attributes))) for tie in network.ties]
    named.append(("the partnership", tuple(_texts(network.attributes))))
    for name, texts in named:
        if any(map(NOT_IN_XML.search, texts)):
            raise CannotWriteError(
                f"A text of “{name}” has a character that XML cannot hold. Delete it: "
                f"{next(filter(NOT_IN_XML.search, texts))!r}"
            )


def _texts(attributes: dict[str, str | int | float | bool]) -> list[str]:
    return [*attributes, *(value for value in attributes.values() if isinstance(value, str))]
