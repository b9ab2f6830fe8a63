"""What of a data file would be lost if it were written in another format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, Literal
from rdflib.term import Node

from backbone_kg.graph.namespaces import LABEL, PREF_LABEL, TYPE
from backbone_kg.model.layout import Column, Layout
from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.sheet_tables import Triple, left_out

_NOT_READ = {
    "unknown-sheet": "The sheet “{sheet}” is not part of the data file.",
    "duplicate-sheet": "The sheet “{sheet}” has the same name as “{first}”, which stands first.",
    "extra-row": "The sheet takes one row of data; row {rows} is more than that.",
    "missing-headings": "The sheet has no row of headings, so nothing on it was understood.",
}
"""Notes on what was not read at all, by code."""

_GRAPH_FORMATS = {".ttl", ".jsonld"}


def unconvertible(partnership: Partnership, out: str | Path = "") -> list[str]:
    """Return what would be lost if a partnership were written, in plain sentences.

    Parameters
    ----------
    partnership
        What was read.
    out
        Where it is to be written. Turtle and JSON-LD carry every statement of the graph; tables
        only those that have a cell. Without it the answer is that for tables.

    Returns
    -------
    list of str
        Empty if nothing would be lost that holds data. Looks are not spoken of: colors, comments,
        formulas behind values, and the lines above the headings do not go into the graph.
    """
    sentences = [*not_read(partnership), *_undecided(partnership)]
    if Path(out).suffix.lower() not in _GRAPH_FORMATS:
        sentences += without_cell(partnership)
    return sentences


def without_cell(partnership: Partnership) -> list[str]:
    """Return what of a partnership's data no table can hold, in plain sentences.

    Of what was read from tables there is nothing.
    """
    return list(_without_cell(partnership, left_out(partnership)))


def _undecided(partnership: Partnership) -> Iterator[str]:
    for note in partnership.notes:
        if note.code.startswith("open-conflict"):
            yield f"{note.sheet}: what is not decided of “{note.details['about']}”."


def not_read(partnership: Partnership) -> Iterator[str]:
    """Return what of a file was not read at all, in plain sentences."""
    for note in partnership.notes:
        if note.code in _NOT_READ:
            sentence = _NOT_READ[note.code].format_map({"sheet": note.sheet} | note.details)
            where = "" if "{sheet}" in _NOT_READ[note.code] else f"{note.sheet}: "
            yield f"{where}{sentence}"


def _without_cell(partnership: Partnership, triples: Iterable[Triple]) -> Iterator[str]:
    by_thing: dict[Node, list[Triple]] = {}
    for triple in triples:
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
        sheet = layout.sheet_of(kind)
        column = sheet.column(path) if sheet is not None else None
        if column is not None:
            return column
    return None


def _name(graph: Graph, node: Node) -> str:
    if isinstance(node, Literal):
        return f"“{node}”"
    label = graph.value(node, PREF_LABEL) or graph.value(node, LABEL)
    return f"<{node}>" if label is None else f"“{label}” (<{node}>)"
