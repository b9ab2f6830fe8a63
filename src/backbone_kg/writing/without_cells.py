"""What a graph says that no cell of a table can hold."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, Literal
from rdflib.term import Node

from backbone_kg.graph.rdflib_terms import LABEL, PREF_LABEL, TYPE
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Column, Layout
from backbone_kg.writing.sheet_tables import Triple, left_out


def without_cell(partnership: Partnership) -> list[str]:
    """Return what of a partnership no cell of a table can hold, in plain sentences.

    Of what was read from tables there is nothing.
    """
    return list(_sentences(partnership))


def _sentences(partnership: Partnership) -> Iterator[str]:
    by_thing: dict[Node, list[Triple]] = {}
    for triple in left_out(partnership):
        by_thing.setdefault(triple[0], []).append(triple)
    graph, layout = partnership.graph, partnership.layout
    for thing, lost in by_thing.items():
        if any(path == TYPE for _, path, _ in lost):
            yield f"{_name(graph, thing)} is not a row of any sheet; all that is said of it."
            continue
        for _, path, value in lost:
            column = _column(graph, layout, thing, path)
            name = _name(graph, value)
            if column is None:
                yield f"{_name(graph, thing)}: there is no column for <{path}>, {name}."
            elif isinstance(value, Literal) and value.language is not None:
                yield (
                    f"{_name(graph, thing)}: that {name} under “{column.heading}” is in the "
                    f"language “{value.language}”."
                )
            else:
                yield (
                    f"{_name(graph, thing)}: the cell under “{column.heading}” cannot hold or name "
                    f"{name}."
                )


def _column(graph: Graph, layout: Layout, thing: Node, path: Node) -> Column | None:
    for kind in graph.objects(thing, TYPE):
        sheet = layout.sheet_of(str(kind))
        column = sheet.column(str(path)) if sheet is not None else None
        if column is not None:
            return column
    return None


def _name(graph: Graph, node: Node) -> str:
    if isinstance(node, Literal):
        return f"“{node}”"
    label = graph.value(node, PREF_LABEL) or graph.value(node, LABEL)
    return f"<{node}>" if label is None else f"“{label}” (<{node}>)"
