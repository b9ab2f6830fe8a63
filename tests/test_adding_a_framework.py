"""Adding a framework means adding one file: its roles can then be held and are checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import URIRef

from backbone_kg.data import ontology_dir
from backbone_kg.datafiles.reading import read
from backbone_kg.layout import standard_layout
from backbone_kg.namespaces import ASSIGNMENT, FRAMEWORKS, TYPE, term
from backbone_kg.ontology import Ontology
from backbone_kg.partnership import Partnership
from backbone_kg.turtle import literal
from backbone_kg.validation import validate

FUNCTIONS = """
@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix lake: <https://w3id.org/backbone-kg/framework/lake#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/backbone-kg/framework/lake> a bkg:Framework ;
    skos:prefLabel "Lake functions"@en ; skos:altLabel "The lake"@en .
lake:learn a bkg:Function ; skos:prefLabel "Learn together"@en ; bkg:position 2 ;
    skos:inScheme <https://w3id.org/backbone-kg/framework/lake> .
lake:listen a bkg:Function ; skos:prefLabel "Listen"@en ; bkg:position 1 ;
    skos:inScheme <https://w3id.org/backbone-kg/framework/lake> .
"""
CAPACITIES = """
@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix hill: <https://w3id.org/backbone-kg/framework/hill#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/backbone-kg/framework/hill> a bkg:Framework ;
    skos:prefLabel "Hill capacities"@en .
hill:lead a bkg:Function ; skos:prefLabel "Lead"@en ; bkg:position 1 ;
    skos:inScheme <https://w3id.org/backbone-kg/framework/hill> ;
    bkg:requiresCapacity hill:see-far, hill:walk-first .
hill:see-far a bkg:Capacity ; skos:prefLabel "See far"@en ; bkg:position 2 ;
    skos:inScheme <https://w3id.org/backbone-kg/framework/hill> .
hill:walk-first a bkg:Capacity ; skos:prefLabel "Walk first"@en ; bkg:position 1 ;
    skos:inScheme <https://w3id.org/backbone-kg/framework/hill> .
"""


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    folder = tmp_path_factory.mktemp("copy") / "ontology"
    shutil.copytree(ontology_dir(), folder)
    for name, text in (("lake", FUNCTIONS), ("hill", CAPACITIES)):
        (folder / "frameworks" / f"{name}.ttl").write_text(text, encoding="utf-8")
    return Ontology.from_directory(folder)


def partnership(folder: Path, ontology: Ontology, framework: str, *roles: str) -> Partnership:
    sheets = {
        "Partnership": f"Name,Community,Framework,Listing\nRiver,Ohio,{framework},complete\n",
        "Partners": "Name,Type\nHarbor Schools,K-12 school district\n",
        "Assignments": "Partner,Role\n" + "".join(f"Harbor Schools,{role}\n" for role in roles),
    }
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read(folder, ontology=ontology)


def roles_of(found: Partnership) -> set[object]:
    return {
        found.graph.value(holding, term("org:role"))
        for holding in found.graph.subjects(TYPE, ASSIGNMENT)
    }


def test_it_stands_beside_the_others(ontology: Ontology) -> None:
    slugs = [framework.slug for framework in ontology.frameworks()]
    assert {"hill", "lake", "mathematica"} <= set(slugs)
    assert slugs == sorted(slugs)


def test_of_functions_alone_the_functions_are_the_roles_in_their_order(ontology: Ontology) -> None:
    lake = ontology.framework("lake")
    assert [role.label for _, role in lake.roles] == ["Listen", "Learn together"]
    assert all(function.concept == role for function, role in lake.roles)


def test_of_functions_with_capacities_the_capacities_are_the_roles(ontology: Ontology) -> None:
    hill = ontology.framework("hill")
    assert [(f.label, role.label) for f, role in hill.roles] == [
        ("Lead", "Walk first"),
        ("Lead", "See far"),
    ]


@pytest.mark.parametrize("engine", ["pyshacl", "shifty"])
@pytest.mark.parametrize(
    ("slug", "title", "roles"),
    [
        ("lake", "Lake functions", {"Listen": "listen", "Learn together": "learn"}),
        ("hill", "Hill capacities", {"Walk first": "walk-first", "See far": "see-far"}),
    ],
)
def test_a_file_that_names_it_holds_its_roles(
    ontology: Ontology,
    tmp_path: Path,
    engine: str,
    slug: str,
    title: str,
    roles: dict[str, str],
) -> None:
    found = partnership(tmp_path, ontology, title, *roles)
    framework = URIRef(FRAMEWORKS + slug)
    assert found.graph.value(found.iri, term("bkg:framework")) == framework
    assert roles_of(found) == {URIRef(f"{framework}#{name}") for name in roles.values()}
    assert list(validate(found, engine=engine)) == []


@pytest.mark.parametrize("engine", ["pyshacl", "shifty"])
def test_a_role_of_another_framework_is_told_with_a_near_one_of_its_own(
    ontology: Ontology, tmp_path: Path, engine: str
) -> None:
    found = partnership(tmp_path, ontology, "Lake functions", "Listen", "Learn togeter", "See far")
    assert roles_of(found) == {
        URIRef(f"{FRAMEWORKS}lake#listen"),
        literal("Learn togeter"),
        literal("See far"),
    }
    findings = list(validate(found, engine=engine))
    assert [(f.code, f.place) for f in findings] == [
        ("unknown-role", "Assignments!B3"),
        ("unknown-role", "Assignments!B4"),
    ]
    assert "Did you mean “Learn together”?" in findings[0].remedy


@pytest.mark.parametrize("typed", ["lake", "THE LAKE", f"{FRAMEWORKS}lake"])
def test_it_goes_by_short_name_other_name_and_iri(
    ontology: Ontology, tmp_path: Path, typed: str
) -> None:
    found = partnership(tmp_path, ontology, typed, "Listen")
    assert roles_of(found) == {URIRef(f"{FRAMEWORKS}lake#listen")}


def test_a_misspelled_framework_is_one_mistake(ontology: Ontology, tmp_path: Path) -> None:
    found = partnership(tmp_path, ontology, "Lake funktions", "Listen", "See far", "Build trust")
    (finding,) = validate(found)
    assert (finding.code, finding.place) == ("unknown-framework", "Partnership!C2")
    assert "Did you mean “Lake functions”?" in finding.remedy


def test_the_layout_needs_no_change(ontology: Ontology, tmp_path: Path) -> None:
    assert partnership(tmp_path, ontology, "lake", "Listen").layout is standard_layout()
