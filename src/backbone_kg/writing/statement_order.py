"""The statements of a partnership in the order in which a person would tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.graph.order import node_order
from backbone_kg.graph.rdflib_terms import (
    LABEL,
    POSITION,
    PREF_LABEL,
    SHEET,
    TYPE,
    UNKNOWN_COLUMN,
    iri,
)
from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.sheet_tables import things_in_order, written_graph


@dataclass(frozen=True, slots=True)
class Block:
    """What is said of one thing: each property with its values, in order."""

    thing: Node
    statements: tuple[tuple[URIRef, tuple[Node, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that belong together, such as those of one sheet."""

    title: str
    blocks: tuple[Block, ...]


def sections_of(partnership: Partnership) -> list[Section]:
    """Return all statements but the derived ones, each once.

    First the rows, sheet after sheet; after each sheet the things that it introduces; then the
    columns that the layout does not know; then whatever else there is. Types come first among the
    properties of a thing, then those of the columns in their order.
    """
    graph, layout = written_graph(partnership), partnership.layout
    unknown = things_in_order(graph, UNKNOWN_COLUMN)
    told: set[Node] = set()

    def section(title: str, things: Iterable[Node], paths: Sequence[Node | None]) -> Section:
        order = {path: place for place, path in enumerate([TYPE, *paths, POSITION])}
        new = [thing for thing in dict.fromkeys(things) if thing not in told]
        told.update(new)
        return Section(title, tuple(_block(graph, thing, order) for thing in new))

    found = []
    for sheet in layout.sheets:
        paths = [*(iri(column.path) for column in sheet.columns), *unknown]
        paths += [iri(sheet.link)] if sheet.link else []
        found.append(section(sheet.name, things_in_order(graph, iri(sheet.target)), paths))
        for column in sheet.columns:
            if column.introduces is not None:
                title = f"{sheet.name} of the partnership's own"
                own = things_in_order(graph, iri(column.introduces))
                found.append(section(title, own, [PREF_LABEL]))
    found.append(section("Columns that are not used", unknown, [LABEL, SHEET]))
    rest = sorted(set(graph.subjects()), key=node_order)
    found.append(section("Other statements", rest, [PREF_LABEL, LABEL]))
    return [section for section in found if section.blocks]


def _block(graph: Graph, thing: Node, order: dict[Node | None, int]) -> Block:
    values: dict[URIRef, list[Node]] = {}
    for path, value in graph.predicate_objects(thing):
        values.setdefault(iri(path), []).append(value)
    paths = sorted(values, key=lambda path: (order.get(path, len(order)), path))
    return Block(thing, tuple((p, tuple(sorted(values[p], key=node_order))) for p in paths))
