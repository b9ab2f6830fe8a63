"""Engines: the reference and the fast one find the same, and neither touches the data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node
from tests.generate import good, random_sheets, scrambled, with_mistakes, write_csv, write_xlsx

from backbone_kg import Partnership, read, validate
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.graph.rdflib_terms import TYPE, term
from backbone_kg.model import Value, standard_layout
from backbone_kg.validation import (
    ReportedResult,
    Result,
    pyshacl_results,
    results_of,
    with_direct_targets,
)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOLDERS = sorted(sheet.parent for sheet in EXAMPLES.rglob("Partnership.csv"))


def same_findings(data: Partnership) -> int:
    """Make sure that both engines find the same, and return how much they find."""
    reference, fast = (validate(data, engine=name) for name in ("pyshacl", "shacl"))
    assert fast.items == reference.items
    assert fast.facts == reference.facts
    return len(reference)


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}"
)
def test_both_find_the_same_in_every_example(folder: Path) -> None:
    assert same_findings(read(folder)) == 0


@pytest.mark.parametrize("seed", range(5))
def test_both_find_the_same_mistakes_and_anything_anywhere(seed: int, tmp_path: Path) -> None:
    broken, expected = with_mistakes(random_sheets(seed), seed)
    assert same_findings(read(write_csv(tmp_path / "data", broken))) >= len(expected)
    path = write_xlsx(tmp_path / "data.xlsx", scrambled(seed) or {"Empty": []})
    assert same_findings(read(path)) > 0


PREFIXES = """
@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix ex: <https://example.org/> .
@prefix mathematica: <https://w3id.org/backbone-kg/framework/mathematica#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix orgtype: <https://w3id.org/backbone-kg/organization-type#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:p a bkg:Partnership ; skos:prefLabel "P" ; schema:areaServed "C" ; bkg:listing "complete" ;
    bkg:framework <https://w3id.org/backbone-kg/framework/mathematica> .
ex:a a bkg:Partner ; org:memberOf ex:p ; skos:prefLabel "A" ;
    org:classification orgtype:consultant .
"""


def turtle(tmp_path: Path, text: str) -> Partnership:
    path = tmp_path / "data.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ('ex:a bkg:fteAvailable "abc"^^xsd:decimal .', ["not-a-number"]),
        ('ex:a bkg:fteAvailable "-1"^^xsd:decimal .', ["too-small"]),
        # The fast engine holds 18 decimal places, 20 digits before them, and no exponent.
        ('ex:a bkg:fteAvailable "0.0003333333333333333"^^xsd:decimal .', []),
        ('ex:a bkg:fteAvailable "1e2"^^xsd:decimal .', ["implausible-fte"]),
        ('ex:a bkg:fteAvailable "1e308"^^xsd:decimal .', ["too-large"]),
        (f'ex:a bkg:fteAvailable {10**30}.0 .', ["too-large"]),
        ("ex:a bkg:fteAvailable 1 .", ["other-kind"]),
        ("ex:a bkg:fteAvailable 1e308 .", ["other-kind"]),
        ("ex:a bkg:fteAvailable 1.0, 2.0 .", ["several-values"]),
        ('ex:a bkg:isBackbone "yes"^^xsd:boolean .', ["other-kind"]),
        ('ex:a bkg:isBackbone "perhaps" .', ["not-yes-or-no"]),
        ('ex:a bkg:joined "2021-02-30"^^xsd:date .', ["impossible-date"]),
        ('ex:a bkg:joined "2021"^^xsd:gYear ; bkg:left "2020-12"^^xsd:gYearMonth .',
         ["ends-before-it-begins"]),
        ("ex:a skos:prefLabel ex:b .", ["several-values"]),
        ('ex:p schema:url "no address" .', ["not-a-web-address"]),
        ('ex:p schema:url "not an address" , <http://x> .', ["several-values"]),
        ('[] a bkg:Partner ; skos:prefLabel "a" ; org:classification "Consultnat" .',
         ["duplicate-partner", "unknown-type"]),
        ("[] a bkg:Assignment ; bkg:role mathematica:build-trust .", ["missing-value"]),
        ("[] a bkg:Assignment ; bkg:role mathematica:bild-trust ; org:member ex:b .",
         ["unknown-partner", "unknown-role"]),
        ("ex:a bkg:jioned 2020 .", ["unknown-property"]),
    ],
)  # fmt: skip
def test_both_find_the_same_in_turtle(text: str, codes: list[str], tmp_path: Path) -> None:
    data = turtle(tmp_path, text)
    same_findings(data)
    assert sorted(item.code for item in validate(data)) == codes


def test_a_value_of_another_kind_is_shown_as_it_should_be(tmp_path: Path) -> None:
    (finding,) = validate(turtle(tmp_path, "ex:a bkg:fteAvailable 1 ."))
    assert finding.place == "<https://example.org/a>"
    assert finding.message == "“1” is stated as another kind of value than “FTE available” takes."
    assert finding.remedy == 'Write "1"^^xsd:decimal.'


def test_what_has_no_name_gets_one_that_stays_the_same(tmp_path: Path) -> None:
    text = (
        "[] a bkg:Assignment ; bkg:role mathematica:build-trust . "
        "[] a bkg:Assignment ; org:member ex:a ."
    )
    first, second = (validate(turtle(tmp_path, text)) for _ in range(2))
    assert first.items == second.items
    assert sorted(item.iri.rpartition("/")[2] for item in first) == ["1", "2"]


def test_a_property_that_is_nearly_known_is_suggested(tmp_path: Path) -> None:
    (finding,) = validate(turtle(tmp_path, 'ex:a bkg:jioned "2020"^^xsd:gYear .'))
    assert "Did you mean bkg:joined?" in finding.remedy


# --- the data -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pyshacl", "shacl"])
def test_an_engine_leaves_the_data_as_they_are(name: str, tmp_path: Path) -> None:
    broken, _ = with_mistakes(random_sheets(3), 3)
    data = read(write_csv(tmp_path / "data", broken))
    before = set(data.graph)
    validate(data, engine=name)
    assert set(data.graph) == before


def test_a_type_that_the_data_repeat_from_the_ontology_is_not_lost(tmp_path: Path) -> None:
    data = turtle(tmp_path, "orgtype:consultant a bkg:OrganizationType .")
    stated = (URIRef("https://w3id.org/backbone-kg/organization-type#consultant"), TYPE)
    pyshacl_results(data)
    assert (*stated, term("bkg:OrganizationType")) in data.graph


# --- the shapes ---------------------------------------------------------------------------------


def plainly(data: Partnership) -> set[tuple[str, ...]]:
    """Return what pySHACL finds with the shapes just as they stand in the file."""
    merged = Graph(bind_namespaces="none")
    for triple in data.graph:
        merged.add(triple)
    for thing, path, kind in data.ontology.vocabulary:
        merged.add((URIRef(thing), URIRef(path), URIRef(kind)))
    _, report, _ = pyshacl.validate(
        merged, shacl_graph=data.layout.shapes, inference="none", advanced=False
    )
    return told(results_of(report))


def told(results: Iterable[Result | ReportedResult]) -> set[tuple[str, ...]]:
    return {
        (str(r.focus), str(r.shape), r.component, text_of(r.value), r.severity) for r in results
    }


def text_of(value: Node | Value | None) -> str:
    return value.text if isinstance(value, Value) else str(value)


@pytest.mark.parametrize("seed", range(5))
def test_the_shapes_as_they_are_find_the_same_mistakes(seed: int, tmp_path: Path) -> None:
    broken, expected = with_mistakes(random_sheets(seed), seed)
    for name, sheets in (("broken", broken), ("anything", scrambled(seed))):
        data = read(write_csv(tmp_path / name, sheets))
        found = plainly(data)
        assert told(pyshacl_results(data)) == found
        assert name == "anything" or found or all(code == "formula-error" for code, _ in expected)


def test_direct_targets_change_nothing_but_targets() -> None:
    shapes = standard_layout().shapes
    direct = with_direct_targets(shapes)
    pairs = {
        (target, shape)
        for node, target in shapes.subject_objects(term("sh:targetClass"))
        for shape in shapes.objects(node, term("sh:property"))
    }
    assert len(pairs) > 30
    assert set(shapes) - set(direct) == {
        triple for triple in shapes if triple[1] == term("sh:property")
    }
    assert set(direct) - set(shapes) == {
        (shape, term("sh:targetClass"), target) for target, shape in pairs
    }


# --- names --------------------------------------------------------------------------------------


def test_an_unknown_engine_is_told_with_the_known_ones(tmp_path: Path) -> None:
    data = read(write_csv(tmp_path / "data", good()))
    with pytest.raises(UnknownNameError, match=r"no engine “jena”\. There are: pyshacl, shacl"):
        validate(data, engine="jena")
