"""GraphML, which most programs for networks read: yEd, igraph, Cytoscape, Gephi.

Yes and no are texts in it: some of these programs take a yes or no that is missing for no.
"""

from __future__ import annotations

import io

from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.network import left_out_of_network, network_of
from backbone_kg.writing.network_graph import check_for_xml, graph_of
from backbone_kg.writing.output_format import Files, Format, single

_YES_NO = {True: "yes", False: "no"}


def _files(partnership: Partnership, _: str) -> Files:
    import networkx

    network = network_of(partnership)
    check_for_xml(network)
    graph = graph_of(network)
    graph.graph |= network.attributes
    for about in (
        *(d for _, d in graph.nodes(data=True)),
        *(d for *_, d in graph.edges(data=True)),
    ):
        about.update({n: _YES_NO[value] for n, value in about.items() if isinstance(value, bool)})
    stream = io.BytesIO()
    networkx.write_graphml_xml(graph, stream, named_key_ids=False)
    return single(stream.getvalue() + b"\n")


FORMAT = Format("graphml", "GraphML", (".graphml",), _files, left_out_of_network)
