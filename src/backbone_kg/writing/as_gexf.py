"""GEXF 1.2, for Gephi: typed attributes, and a timeline where anything is dated."""

from __future__ import annotations

import io
from typing import Any

from lxml import etree

from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.network import days_of, left_out_of_network, network_of
from backbone_kg.writing.network_graph import check_for_xml, graph_of
from backbone_kg.writing.output_format import Files, Format, single

_NAME = "{http://www.gexf.net/1.2draft}"


def _files(partnership: Partnership, _: str) -> Files:
    import networkx

    network = network_of(partnership)
    check_for_xml(network)
    graph = graph_of(network)
    for tie in network.ties:
        graph.edges[tie.partner, tie.role, tie.iri]["id"] = tie.iri
    dated = False
    for about, spells in (
        *((graph.nodes[node.iri], node.spells) for node in network.nodes),
        *((graph.edges[tie.partner, tie.role, tie.iri], tie.spells) for tie in network.ties),
    ):
        days = [found for span in spells if (found := days_of(span))]
        if days and len(days) == len(spells):  # what holds at no known time has no spell at all
            dated = True
            about["spells"] = [(one.get("start"), one.get("end")) for one in days]
    if dated:
        graph.graph |= {"mode": "dynamic", "timeformat": "date"}
    stream = io.BytesIO()
    networkx.write_gexf(graph, stream, version="1.2draft")
    return single(_described(stream.getvalue(), network.title, network.description))


def _described(content: bytes, title: str, description: str) -> bytes:
    """Say in the head of the file whose network it is, in place of when it was written.

    The attribute in which NetworkX keeps which of several edges one is says what its id says.
    """
    root: Any = etree.fromstring(content)
    for attribute in root.iterfind(f".//{_NAME}attribute[@title='networkx_key']"):
        for value in root.iterfind(
            f".//{_NAME}edge//{_NAME}attvalue[@for='{attribute.get('id')}']"
        ):
            value.getparent().remove(value)
        attribute.getparent().remove(attribute)
    for spell in root.iter(f"{_NAME}spell"):
        for name in [name for name, day in spell.attrib.items() if day == str(None)]:
            del spell.attrib[name]  # NetworkX writes the word for what it does not know
    root.find(f"{_NAME}graph").attrib.pop("name", None)  # which the schema of GEXF does not have
    meta = root.find(f"{_NAME}meta")
    for each in list(meta):
        meta.remove(each)
    meta.attrib.clear()
    for name, text in (
        ("creator", "backbone-kg"),
        ("keywords", title),
        ("description", description),
    ):
        etree.SubElement(meta, _NAME + name).text = text
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


FORMAT = Format("gexf", "GEXF, for Gephi", (".gexf",), _files, left_out_of_network)
