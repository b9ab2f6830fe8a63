"""Kumu's elements and connections, and graphs of network programs."""

from __future__ import annotations

import json
from pathlib import Path

import networkx
import pytest
from tests.importing.own_files import (
    Rows,
    csv_file,
    holdings,
    notes,
    partners,
    sheet_of,
    told,
    workbook,
)

from backbone_kg import BackboneError, import_files

ELEMENTS: Rows = [
    ["Label", "Type", "Tags", "Sector"],
    ["Acme", "Organization", "backbone", "Nonprofit"],
    ["Eastside ISD", "Organization", None, "School district"],
    ["Build trust", "Function", None, None],
    ["Promising practices", "Function", None, None],
]
CONNECTIONS: Rows = [
    ["From", "To", "Type", "Strength"],
    ["Acme", "Build trust", "leads", 3],
    ["Eastside ISD", "Build trust|Promising practices", "supports", 1],
    ["Acme", "Eastside ISD", "collaborates", 2],
]
HELD = {
    ("Acme", "Build trust", "lead"),
    ("Eastside ISD", "Build trust", "support"),
    ("Eastside ISD", "Identify and share promising practices", "support"),
}


def test_a_workbook_of_kumu(tmp_path: Path) -> None:
    others = {"Connections": CONNECTIONS}
    file = workbook(tmp_path / "map.xlsx", ELEMENTS, sheet="Elements", others=others)
    imported = import_files([file])
    data = imported.partnership
    assert holdings(data) == HELD
    assert partners(data) == {
        "Acme": "Community-based organization",
        "Eastside ISD": "K-12 school district",
    }
    said = notes(data, "Partners", "Acme")
    assert "Tags: backbone (Elements!C2)" in said
    assert "Connection: collaborates Eastside ISD (Connections!C4)" in said
    assert "Strength: 3 (Acme – Build trust) (Connections!D2)" in said


def test_json_of_kumu_with_names_or_with_ids(tmp_path: Path) -> None:
    def element(number: int, label: str, kind: str) -> dict[str, object]:
        return {"_id": f"elem-{number}", "attributes": {"label": label, "element type": kind}}

    labels = [("Acme", "Organization"), ("Eastside ISD", "Organization"), ("Build trust", "Role")]
    with_ids = {
        "elements": [element(n, *one) for n, one in enumerate(labels)],
        "connections": [
            {"from": "elem-0", "to": "elem-2", "attributes": {"connection type": "leads"}},
            {"from": "elem-2", "to": "elem-1", "attributes": {"connection type": "supports"}},
        ],
    }
    with_names = {
        "elements": [{"label": label, "type": kind} for label, kind in labels],
        "connections": [
            {"from": "Acme", "to": "Build trust", "type": "leads"},
            {"from": "Eastside ISD", "to": "Build trust", "type": "supports"},
        ],
    }
    for content in (with_ids, with_names):
        file = tmp_path / "map.json"
        file.write_text(json.dumps(content))
        data = import_files([file]).partnership
        assert holdings(data) == {
            ("Acme", "Build trust", "lead"),
            ("Eastside ISD", "Build trust", "support"),
        }
        origins = [row["Imported from"] for row in sheet_of(data, "Assignments")]
        assert origins == ["map.json, connections[0]", "map.json, connections[1]"]


def _graph() -> networkx.DiGraph:
    graph = networkx.DiGraph()
    graph.add_node("n1", label="Acme", type="organization")
    graph.add_node("n2", label="Build trust", type="role")
    graph.add_node("n3", label="Eastside ISD", type="organization")
    graph.add_edge("n1", "n2", label="lead", weight=2.0)
    graph.add_edge("n3", "n2", label="support", weight=1.0)
    return graph


def test_gexf_and_graphml(tmp_path: Path) -> None:
    networkx.write_gexf(_graph(), tmp_path / "net.gexf")
    networkx.write_graphml(_graph(), tmp_path / "net.graphml")
    for name in ("net.gexf", "net.graphml"):
        data = import_files([tmp_path / name]).partnership
        assert holdings(data) == {
            ("Acme", "Build trust", "lead"),
            ("Eastside ISD", "Build trust", "support"),
        }
        assert "weight: 2 (Acme – Build trust)" in notes(data, "Partners", "Acme")


def test_nodes_without_a_type_are_roles_if_they_are_named_like_one(tmp_path: Path) -> None:
    graph = networkx.Graph()
    graph.add_edge("Acme", "Build trust")
    graph.add_edge("Fundraising", "Zeta")
    networkx.write_graphml(graph, tmp_path / "net.graphml")
    imported = import_files([tmp_path / "net.graphml"])
    assert holdings(imported.partnership) == {
        ("Acme", "Build trust", None),
        ("Zeta", "Mobilize resources", None),
    }
    assert imported.proposal.map.elements[""].is_question


def test_a_list_of_ties(tmp_path: Path) -> None:
    rows: Rows = [
        ["Source", "Target", "Type"],
        ["Acme", "Build trust", "leads"],
        ["Acme", "Zeta", "knows"],
    ]
    imported = import_files([csv_file(tmp_path / "edges.csv", rows)])
    assert holdings(imported.partnership) == {("Acme", "Build trust", "lead")}
    assert set(partners(imported.partnership)) == {"Acme", "Zeta"}
    assert told(imported, "import-in-notes") == ["C3"]


@pytest.mark.parametrize("content", ["", "[1", "[]", '{"nodes": []}'])
def test_json_that_is_no_map_is_told_plainly(tmp_path: Path, content: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(content)
    with pytest.raises(BackboneError, match=r"a\.json"):
        import_files([file])


def test_a_graph_that_declares_entities_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.graphml"
    file.write_text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><graphml/>')
    with pytest.raises(BackboneError, match="entities"):
        import_files([file])
