"""Kumu's two tables, elements and connections: as a workbook, as JSON, or as a folder of csv."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from backbone_kg.base.names import key
from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.as_csv import csv_rows
from backbone_kg.writing.network import Attribute, Network, left_out_of_network, network_of
from backbone_kg.writing.output_format import FOLDER, Files, Format, json_bytes, single

_Row: TypeAlias = dict[str, Attribute]
_TYPES = {"partner": "Partner", "role": "Role"}
_OWN = ("Label", "Type", "From", "To", "Direction")
_ABOUT = "About (ignore)"
"""Kumu passes over a sheet of such a name."""


def _files(partnership: Partnership, ending: str) -> Files:
    network = network_of(partnership)
    elements, connections = _elements(network), _connections(network)
    if ending == ".json":
        document = {
            "about": network.attributes,
            "elements": [_as_json(one) for one in elements],
            "connections": [_as_json(one) for one in connections],
        }
        return single(json_bytes(document, indent=1))
    about: list[_Row] = [{"About": n, "Value": value} for n, value in network.attributes.items()]
    tables = {
        "Elements": _table(elements, ("Label", "Type")),
        "Connections": _table(connections, ("From", "To", "Type", "Direction")),
        _ABOUT: _table(about, ("About", "Value")),
    }
    if ending == FOLDER:
        return {f"{name}.csv": csv_rows(rows).encode() for name, rows in tables.items()}
    return single(_workbook(tables))


def _elements(network: Network) -> list[_Row]:
    return [
        {"Label": node.label, "Type": _TYPES[node.kind], **_others(node.attributes)}
        for node in network.nodes
    ]


def _connections(network: Network) -> list[_Row]:
    labels = {node.iri: node.label for node in network.nodes}
    return [
        {
            "From": labels[tie.partner],
            "To": labels[tie.role],
            **({"Type": tie.part} if tie.part else {}),
            "Direction": "directed",
            **_others(tie.attributes),
        }
        for tie in network.ties
    ]


def _others(attributes: _Row) -> _Row:
    """Return attributes under names that Kumu does not take for its own."""
    return {f"{n} (own)" if n in _OWN else n: value for n, value in attributes.items()}


def _as_json(row: _Row) -> _Row:
    """Return a row under the names that Kumu's JSON has for its own columns."""
    return {name.lower() if name in _OWN else name: value for name, value in row.items()}


def _table(rows: Sequence[_Row], first: Sequence[str]) -> list[list[Attribute | None]]:
    headings = list(dict.fromkeys([*first, *(name for row in rows for name in row)]))
    return [[*headings], *([row.get(name) for name in headings] for row in rows)]


def _workbook(tables: dict[str, list[list[Attribute | None]]]) -> bytes:
    from backbone_kg.writing.as_xlsx import plain_workbook_bytes

    def plain(value: Attribute | None) -> Attribute | None:
        return ("yes" if value else "no") if isinstance(value, bool) else value

    shown = {name: [[plain(v) for v in row] for row in rows] for name, rows in tables.items()}
    return plain_workbook_bytes(shown)


def _lost(partnership: Partnership) -> list[str]:
    network = network_of(partnership)
    said = left_out_of_network(partnership)
    labels = Counter(key(node.label) for node in network.nodes)
    twice = dict.fromkeys(node.label for node in network.nodes if labels[key(node.label)] > 1)
    said += [f"Several elements are called “{one}”; Kumu takes them for one." for one in twice]
    cut = [node.label for node in network.nodes if "|" in node.label]
    said += [f"Kumu cuts a name at each “|”: “{one}”." for one in cut]
    return said


FORMAT = Format(
    "kumu", "A map of Kumu", (".xlsx", ".json", FOLDER), _files, _lost, only_by_name=True
)
