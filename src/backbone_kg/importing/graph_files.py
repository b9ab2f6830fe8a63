"""Graphs of network programs, GEXF and GraphML, read by NetworkX: nodes and edges as two tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backbone_kg.base.cells import CellValue
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.invisible_characters import visible
from backbone_kg.importing.foreign_tables import ForeignTable
from backbone_kg.reading.raw_files import read_bytes

_LABELS = ("label", "name", "Label", "Name")
_DRAWING = frozenset(
    ["label", "name", "Label", "Name", "viz", "x", "y", "z", "r", "g", "b", "size", "color", "id"]
)
"""What nodes and edges carry that is their name, or only how they are drawn."""
_TIMELINE = frozenset(["start", "end", "spells"])


def tables_of_graph(path: Path) -> list[ForeignTable]:
    """Return the nodes and edges of a graph as tables of elements and connections.

    Raises
    ------
    CannotReadError
        If it is not such a file, or is damaged.
    """
    import networkx

    data = read_bytes(path)
    # NetworkX expands entities, which a file can use to fill the memory.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CannotReadError(
            path, "This file declares entities, which no graph needs.", "Export it again."
        )
    try:
        if path.suffix.lower() == ".gexf":
            graph = networkx.read_gexf(path)
        else:
            graph = networkx.read_graphml(path, force_multigraph=True)
    except Exception as problem:
        raise CannotReadError(
            path, f"NetworkX cannot read this file: {problem}.", "Export it again."
        ) from problem
    nodes = [(node, _label(node, about), about) for node, about in graph.nodes(data=True)]
    labels = {node: label for node, label, _ in nodes}
    edges = [
        (f"edge {labels[one]} – {labels[other]}", labels[one], labels[other], about)
        for one, other, about in graph.edges(data=True)
    ]
    of_nodes = _names(about for _, _, about in nodes)
    of_edges = _names(about for *_, about in edges)
    for names, dates in ((of_nodes, {"Joined", "Left"}), (of_edges, {"Start date", "End date"})):
        if dates & set(names):  # what is drawn on a timeline says the same, less exactly
            names[:] = [name for name in names if name not in _TIMELINE]
    tied_by = next((name for name in of_edges if name.lower() == "type"), None)
    elements: list[list[CellValue]] = [["Label", *of_nodes]]
    elements += [[label, *(_cell(about.get(n)) for n in of_nodes)] for _, label, about in nodes]
    rest = [name for name in of_edges if name != tied_by]
    connections: list[list[CellValue]] = [["From", "To", "Type", *rest]]
    connections += [
        [one, other, _type(about, tied_by), *(_cell(about.get(n)) for n in rest)]
        for _, one, other, about in edges
    ]
    return [
        ForeignTable(
            visible(path.name),
            "Nodes (elements)",
            elements,
            row_names={row: f"node {one[0]}" for row, one in enumerate(nodes, start=1)},
        ),
        ForeignTable(
            visible(path.name),
            "Edges (connections)",
            connections,
            row_names={row: one[0] for row, one in enumerate(edges, start=1)},
        ),
    ]


def _label(node: object, about: dict[str, Any]) -> str:
    return next((str(about[name]) for name in _LABELS if about.get(name)), str(node))


def _type(about: dict[str, Any], tied_by: str | None) -> CellValue:
    said = about.get(tied_by) if tied_by else None
    # GEXF also calls an edge's direction its type.
    if said in (None, "", "directed", "undirected", "mutual"):
        said = about.get("label") or about.get("Label")
    return _cell(said)


def _names(attributes: Any) -> list[str]:
    found = dict.fromkeys(name for about in attributes for name in about)
    return [name for name in found if name not in _DRAWING and not name.startswith("viz")]


def _cell(value: Any) -> CellValue:
    if value is None or value == "":
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)
