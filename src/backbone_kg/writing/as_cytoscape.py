"""Cytoscape JSON (CYJS), which Cytoscape and Cytoscape.js read."""

from __future__ import annotations

from typing import Any

from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.network import left_out_of_network, network_of
from backbone_kg.writing.output_format import Files, Format, json_bytes, single


def _files(partnership: Partnership, _: str) -> Files:
    network = network_of(partnership)
    document: dict[str, Any] = {
        "format_version": "1.0",
        "generated_by": "backbone-kg",
        "target_cytoscapejs_version": "~3.0",
        "directed": True,
        "multigraph": True,
        "data": network.attributes | {"name": network.title, "shared_name": network.title},
        "elements": {
            "nodes": [
                # NetworkX takes "value" for what a node goes by.
                {
                    "data": node.attributes
                    | {"id": node.iri, "value": node.iri, "name": node.label, "type": node.kind}
                }
                for node in network.nodes
            ],
            "edges": [
                {
                    "data": tie.attributes
                    | {"id": tie.iri, "source": tie.partner, "target": tie.role, "key": tie.iri}
                    | ({"interaction": tie.part} if tie.part else {})
                }
                for tie in network.ties
            ],
        },
    }
    return single(json_bytes(document, indent=1))


FORMAT = Format("cytoscape", "Cytoscape JSON", (".cyjs",), _files, left_out_of_network)
