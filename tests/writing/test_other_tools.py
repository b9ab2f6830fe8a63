"""What other programs are given: read by their own readers, it says what the data file says."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx
import pytest
from csvw import CSVW
from frictionless import validate as frictionless_validate
from hypothesis import assume, given, settings
from lxml import etree
from rdflib import URIRef
from rdflib.namespace import NamespaceManager
from rocrate.rocrate import ROCrate
from tests.cli.running import EXAMPLES, run
from tests.generate import FRAMEWORK, TYPES, Sheets, write_csv
from tests.small_files import (
    FAIR,
    MONEY,
    POLICY,
    TRUST,
    file_of,
    files,
    partnership_of,
    read_sheets,
)

from backbone_kg import Partnership, import_files, read, write
from backbone_kg.base.errors import CannotWriteError, UnknownNameError
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.model import date_of, without_derived
from backbone_kg.writing import ALL_FORMATS, unconvertible

NETWORKS = ["net.gexf", "net.graphml", "net.cyjs"]
IMPORTED = ["net.gexf", "net.graphml", "kumu.xlsx", "kumu.json", "kumu"]
PACKAGES = ["frictionless", "csvw", "ro-crate"]
DEFAULT_DATES = {"as_of": "2014"}


def small(**more: Any) -> Partnership:
    """Two partners and a committee, a role held, one shared, one own, one not ours."""
    return read_sheets(
        file_of(
            ["Acme", TRUST, 0.5, "2012-06-15", None, "lead"],
            ["Zeta", TRUST, None, "2013", "2013-12-31", "support"],
            ["Zeta", POLICY],
            ["Acme", FAIR, "half"],
            partners=[["Acme", 2, "2011", None, "US-EIN-12-3456789", TYPES[0]], ["Zeta"], ["Quo"]],
            roles=[[FAIR, "yes", 2], [MONEY, "not ours"]],
            **(DEFAULT_DATES | more),
        )
    )


@contextmanager
def written(data: Partnership, name: str, to: str = "") -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / name
        write(data, out, to=to)
        yield out


def network(path: Path) -> Any:
    """Read a network with NetworkX."""
    if path.suffix == ".gexf":
        return networkx.read_gexf(path)
    if path.suffix == ".graphml":
        return networkx.read_graphml(path, force_multigraph=True)
    document = json.loads(path.read_text(encoding="utf-8"))
    return networkx.cytoscape_graph(document)


# --- networks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NETWORKS)
@settings(max_examples=8)
@given(sheets=files())
def test_a_network_has_every_partner_and_role_and_a_tie_for_each_row_that_was_read(
    name: str, sheets: Sheets
) -> None:
    data = read_sheets(sheets)
    roster = data.roster
    with written(data, name) as path:
        found = network(path)
    kinds = {node: about["type"] for node, about in found.nodes(data=True)}
    assert kinds == dict.fromkeys((p.iri for p in roster.partners), "partner") | dict.fromkeys(
        (role.iri for role in roster.roles), "role"
    )
    ties = sorted((partner, role) for partner, role in found.edges())
    assert ties == sorted((holding.partner, holding.role) for holding in roster.holdings)
    day, _ = date_of(data, None)
    for role in roster.roles:
        assert found.nodes[role.iri]["State"] == roster.at(day).state(role)
    told = [line for line in unconvertible(data, name) if "there is no tie" in line]
    assert len(told) == roster.not_read.assignments


def about(name: str, data: Partnership) -> tuple[dict[str, Any], list[Any], dict[str, Any]]:
    """Return the attributes of each node by its name, those of the ties, and of the whole."""
    with written(data, name) as path:
        found = network(path)
    nodes = {n.get("label") or n["name"]: n for _, n in found.nodes(data=True)}
    ties = [(nodes_of(found, u), nodes_of(found, v), d) for u, v, d in found.edges(data=True)]
    return nodes, sorted(ties, key=lambda tie: tie[:2]), dict(found.graph)


def nodes_of(graph: Any, node: str) -> str:
    named: dict[str, str] = graph.nodes[node]
    return named.get("label") or named["name"]


@pytest.mark.parametrize("name", NETWORKS)
def test_what_stands_in_the_cells_is_an_attribute_with_its_type(name: str) -> None:
    nodes, ties, _ = about(name, small())
    acme = nodes["Acme"]
    assert (acme["FTE available"], acme["Joined"]) == (2.0, "2011")
    assert (acme["Identifier"], acme["Organization type"]) == ("US-EIN-12-3456789", TYPES[0])
    assert [tie[:2] for tie in ties] == [
        ("Acme", TRUST),
        ("Acme", FAIR),
        ("Zeta", POLICY),
        ("Zeta", TRUST),
    ]
    lead = ties[0][2]
    assert (lead["FTE"], lead["Start date"]) == (0.5, "2012-06-15")
    assert lead.get("label", lead.get("interaction")) == "lead"
    assert "FTE" not in ties[3][2]


@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_not_known_or_not_read_is_no_fact_at_the_receiver(name: str) -> None:
    nodes, ties, whole = about(name, small())
    assert not {"FTE available", "Backbone", "Joined"} & set(nodes["Quo"])
    assert "FTE" not in ties[1][2]
    assert ties[1][2]["FTE (not read)"] == "half"
    states = {label: node["State"] for label, node in nodes.items() if "State" in node}
    assert (states[TRUST], states[POLICY], states[MONEY]) == ("held", "held", "not ours")
    assert "unfilled" in states.values()
    partial = small(listing="partial")
    nodes, _, whole = about(name, partial)
    found = {node["State"] for node in nodes.values() if "State" in node}
    assert found == {"held", "no evidence", "not ours"}
    if name == "net.gexf":
        with written(partial, name) as path:
            assert "The listing is partial" in path.read_text(encoding="utf-8")
    else:
        assert whole["Mind"] == partial_listing()
        assert whole["States of roles are of"] == "2014-12-31 (the file's own date)"


def test_a_timeline_has_the_dates_that_are_known_and_no_others() -> None:
    with written(small(), "net.gexf") as path:
        root = etree.parse(path).getroot()
    graph = next(root.iter("{*}graph"))
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    labels = {node.get("id"): node.get("label") for node in root.iter("{*}node")}
    spells = {}
    for one in [*root.iter("{*}node"), *root.iter("{*}edge")]:
        ends = one.get("id"), one.get("source", ""), one.get("target", "")
        named = " ".join(str(labels[end]) for end in ends if end in labels)
        spells[named] = [dict(spell.attrib) for spell in one.iter("{*}spell")]
    assert spells["Acme"] == [{"start": "2011-01-01"}]
    assert spells["Quo"] == spells[f"Zeta {POLICY}"] == []
    assert spells[f"Zeta {TRUST}"] == [{"start": "2013-01-01", "end": "2013-12-31"}]


def test_a_network_without_dates_has_no_timeline() -> None:
    data = read_sheets(file_of(["Acme", TRUST]))
    with written(data, "net.gexf") as path:
        text = path.read_text(encoding="utf-8")
    assert "dynamic" not in text
    assert "spell" not in text


GEXF = {
    "gexf": {"version", "schemaLocation"},
    "meta": set(),
    "creator": set(),
    "keywords": set(),
    "description": set(),
    "graph": {"timeformat", "defaultedgetype", "idtype", "mode"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "edges": {"count"},
    "node": {"id", "label", "start", "end"},
    "edge": {"id", "label", "source", "target", "type", "weight", "start", "end"},
    "attvalues": set(),
    "attvalue": {"for", "value"},
    "spells": set(),
    "spell": {"start", "end"},
}
"""Elements of GEXF 1.2 and the attributes that its schema has for them, as far as they are used."""


def test_a_gexf_file_keeps_to_the_words_of_its_schema() -> None:
    with written(small(), "net.gexf") as path:
        root = etree.parse(path).getroot()
    for element in root.iter():
        local = etree.QName(element)
        assert local.namespace == "http://www.gexf.net/1.2draft"
        names = {etree.QName(name).localname for name in element.attrib}
        assert names <= GEXF[local.localname], local.localname
        assert element.get("type", "string") in {"string", "long", "double", "boolean"}


@pytest.mark.parametrize(
    ("name", "to"), [*((name, "") for name in NETWORKS), ("kumu.xlsx", "kumu"), ("d", "csvw")]
)
def test_the_same_data_give_the_same_bytes(
    name: str, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = []
    for _ in range(2):
        with written(small(), name, to) as path:
            parts = sorted(path.iterdir()) if path.is_dir() else [path]
            contents.append([part.read_bytes() for part in parts])
        monkeypatch.setattr("time.strftime", lambda *_: "2033-05-18")
    assert contents[0] == contents[1]


@pytest.mark.parametrize("name", IMPORTED)
@settings(max_examples=2)
@given(sheets=files(mistakes=False))
def test_our_own_import_reads_a_network_back(name: str, sheets: Sheets) -> None:
    data = read_sheets(sheets)
    to = "kumu" if name.startswith("kumu") else ""
    pairs = [(h.partner, h.role, h.stated) for h in data.roster.holdings]
    # Rows that say the same of the same time are a finding; an import makes one of them.
    assume(pairs and len(pairs) == len({*pairs}))
    with written(data, name, to) as path:
        again = import_files([path], framework=FRAMEWORK).partnership
    assert holdings(again) == holdings(data)
    assert partners(again) == partners(data)


def holdings(data: Partnership) -> set[tuple[object, ...]]:
    named = {one.iri: one.name for one in data.roster.partners}
    roles = {one.iri: one.label for one in data.roster.roles}
    return {
        (named[h.partner], roles[h.role], h.part, h.fte, h.stated) for h in data.roster.holdings
    }


def partners(data: Partnership) -> set[tuple[object, ...]]:
    return {
        (p.name, p.kind, p.fte_available, p.memberships, p.organization)
        for p in data.roster.partners
    }


def test_what_kumu_would_take_for_one_or_cut_is_told(tmp_path: Path) -> None:
    data = read_sheets(file_of(["A|B", TRUST], [TRUST, POLICY]))
    told = unconvertible(data, tmp_path / "map.xlsx", "kumu")
    assert told == [
        f"Several elements are called “{TRUST}”; Kumu takes them for one.",
        "Kumu cuts a name at each “|”: “A|B”.",
    ]


# --- packages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["frictionless", "ro-crate"])
@settings(max_examples=5)
@given(sheets=files())
def test_a_package_is_a_folder_that_reads_as_the_same_graph(to: str, sheets: Sheets) -> None:
    data = read_sheets(sheets)
    with written(data, "data", to) as path:
        assert set(without_derived(read(path).graph)) == set(without_derived(data.graph))


@settings(max_examples=8)
@given(sheets=files())
def test_a_data_package_is_valid_unless_the_data_have_mistakes(sheets: Sheets) -> None:
    data = read_sheets(sheets)
    with written(data, "data", "frictionless") as path:
        report = frictionless_validate(str(path / "datapackage.json"))
    assert not report.errors, report.errors
    wrong = {e.type for task in report.tasks for e in task.errors}
    assert wrong <= {"type-error", "constraint-error", "foreign-key"}, report
    blanks = any(not p.kind for p in data.roster.partners)
    not_read = data.roster.not_read
    assert bool(wrong) == bool(not_read.assignments or not_read.cells or blanks)


def test_a_role_of_the_partnership_s_own_is_valid_in_a_data_package() -> None:
    data = partnership_of(("A", FAIR), roles=[(FAIR, "yes")])
    with written(data, "data", "frictionless") as path:
        assert frictionless_validate(str(path / "datapackage.json")).valid


@settings(max_examples=5)
@given(sheets=files(mistakes=False))
def test_rdf_made_of_csv_on_the_web_agrees_with_the_graph(sheets: Sheets) -> None:
    data = read_sheets(sheets)
    with written(data, "data", "csvw") as path:
        tables = CSVW(str(path / "csv-metadata.json"), validate=True)
        assert tables.is_valid, tables.warnings
        found = set(triples(tables.to_json(minimal=True)))
    stated = {(str(s), str(p), _plain(str(o))) for s, p, o in without_derived(data.graph)}
    assert found == stated


def triples(things: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Return the statements of the JSON that the standard makes of tables."""
    names = NamespaceManager(networkless_graph())
    for thing in things:
        for path, value in thing.items():
            if path != "@id":
                iri = path if path.startswith("http") else str(names.expand_curie(path))
                for one in value if isinstance(value, list) else [value]:
                    yield str(thing["@id"]), iri, _plain(_full(names, one))


def _full(names: NamespaceManager, value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    known = {prefix for prefix, _ in names.namespaces()}
    return str(names.expand_curie(text)) if text.partition(":")[0] in known else text


def _plain(text: str) -> str:
    return text.removesuffix(".0")


def networkless_graph() -> Any:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, space in {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "org": "http://www.w3.org/ns/org#",
    }.items():
        graph.bind(prefix, URIRef(space))
    return graph


@pytest.mark.parametrize("example", ["graduate-tacoma/2025-09", "say-yes-buffalo/2023"])
def test_an_example_is_valid_in_every_package(example: str, tmp_path: Path) -> None:
    data = read(EXAMPLES / example)
    for to in PACKAGES:
        write(data, tmp_path / to, to=to)
    assert frictionless_validate(str(tmp_path / "frictionless" / "datapackage.json")).valid
    tables = CSVW(str(tmp_path / "csvw" / "csv-metadata.json"), validate=True)
    assert tables.is_valid, tables.warnings
    crate = ROCrate(tmp_path / "ro-crate")
    described = {entity.id for entity in crate.data_entities}
    assert described | {"ro-crate-metadata.json"} == {
        path.name for path in (tmp_path / "ro-crate").iterdir()
    }


def test_a_crate_says_what_is_not_known_and_makes_up_nobody(tmp_path: Path) -> None:
    write(small(listing="partial"), tmp_path / "crate", to="ro-crate")
    root = ROCrate(tmp_path / "crate").root_dataset
    assert not {"author", "creator", "publisher"} & set(root.properties())
    said = root["description"]
    assert "The listing is partial" in said
    assert "The file does not say who made the data" in said
    assert root["license"]["name"] == "License not known"
    assert root["temporalCoverage"] == "2014-12-31"


def test_a_schema_is_made_of_the_shapes(tmp_path: Path) -> None:
    write(small(), tmp_path / "data", to="frictionless")
    document = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {one["title"]: one["schema"] for one in document["resources"]}
    partners = {field["name"]: field for field in schemas["Partners"]["fields"]}
    assert partners["FTE available"]["type"] == "number"
    assert partners["FTE available"]["constraints"] == {"minimum": 0, "maximum": 10000}
    assert partners["Type"]["constraints"]["required"]
    assert TYPES[0] in partners["Type"]["constraints"]["enum"]
    assert partners["Backbone"]["trueValues"] == ["yes"]
    assert partners["Name"]["rdfType"] == "http://www.w3.org/2004/02/skos/core#prefLabel"
    assert schemas["Assignments"]["missingValues"] == [""]
    assert schemas["Assignments"]["foreignKeys"] == [
        {"fields": ["Partner"], "reference": {"resource": "partners", "fields": ["Name"]}}
    ]


def test_columns_without_a_name_of_their_own_get_one_and_it_is_told(tmp_path: Path) -> None:
    sheets = file_of(["Acme", TRUST])
    heading, row = sheets["Partners"]
    heading += ["Color", "Color", *[None] * 20, "Size"]
    row += ["red", "blue", *[None] * 20, "small"]
    data = read_sheets(sheets)
    told = unconvertible(data, tmp_path / "data", "frictionless")
    assert told == [
        "Partners: the second column “Color” is called “Color (2)”.",
        "Partners: 13 blank columns before those of its own.",
    ]
    write(data, tmp_path / "data", to="frictionless")
    report = frictionless_validate(str(tmp_path / "data" / "datapackage.json"))
    assert {e.type for task in report.tasks for e in task.errors} <= {"constraint-error"}


# --- how a format is chosen -----------------------------------------------------------------------


def test_what_cannot_be_held_is_told_before_anything_is_written(tmp_path: Path) -> None:
    sheets = file_of(["Acme", TRUST], ["Nobody", POLICY], partners=[["Acme"]])
    source = write_csv(tmp_path / "in", sheets)
    done = run("convert", source, tmp_path / "net.gexf")
    assert done.status == 2
    assert "its partner or role was not understood, so there is no tie" in done.err
    assert "To convert the rest: --leave-out" in done.err
    assert not (tmp_path / "net.gexf").exists()
    assert run("convert", source, tmp_path / "net.gexf", "--leave-out").status == 0
    assert (tmp_path / "net.gexf").exists()


@pytest.mark.parametrize(
    ("name", "to", "says"),
    [
        ("a.xlsx", "kuum", "There is no format “kuum”. Did you mean “kumu”?"),
        ("a.ttl", "kumu", r"A map of Kumu is written as \.xlsx, \.json or a folder"),
        ("a.xlsx", "ro-crate", "An RO-Crate is written as a folder"),
        ("a.json", "", r"cannot write \.json\. Use \.jsonld, or say which JSON: --to kumu"),
        ("a.net", "", r"cannot write \.net\. Use \.xlsx, "),
    ],
)
def test_a_format_that_is_not_meant_so_is_refused(
    name: str, to: str, says: str, tmp_path: Path
) -> None:
    with pytest.raises((CannotWriteError, UnknownNameError), match=says):
        write(small(), tmp_path / name, to=to)
    assert not list(tmp_path.iterdir())


def test_every_format_is_in_the_help_and_on_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "other-tools.md").read_text(encoding="utf-8")
    help_text = run("convert", "--help").out
    for each in ALL_FORMATS:
        chosen = f"--to {each.name}" if each.only_by_name else each.endings[0] or "folder"
        assert chosen in page, each.name
        assert (each.name if each.only_by_name else chosen) in help_text, each.name
