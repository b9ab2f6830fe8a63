"""Adding a framework means adding one file: its roles can then be held and are checked."""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from rdflib import URIRef
from tests.cli.running import printed, refused
from tools.ontology.canonical_form import canonical

from backbone_kg import Ontology, Partnership, read, validate
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import literal
from backbone_kg.graph.namespaces import FRAMEWORKS
from backbone_kg.graph.rdflib_terms import ASSIGNMENT, TYPE, iri, term
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import standard_layout

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
MARSH = """
@prefix agent: <https://w3id.org/backbone-kg/agent/> .
@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fen: <https://w3id.org/backbone-kg/framework/fen#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix marsh: <https://w3id.org/backbone-kg/framework/marsh#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix reed: <https://w3id.org/backbone-kg/source/reed-marshes#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/backbone-kg/source/> .

source:reed-marshes a prov:Entity, schema:CreativeWork ;
    dcterms:title "On marshes"@en ; dcterms:creator agent:cara-reed ;
    dcterms:bibliographicCitation "Reed, C. (n.d.). On marshes."@en .
agent:cara-reed a foaf:Person, prov:Agent ; foaf:name "Cara Reed" .

reed:passage-3-7 a oa:SpecificResource ; oa:hasSource source:reed-marshes ;
    bkg:locator "first page"@en ; oa:hasSelector reed:range-3-7, reed:quote-3-7 .
reed:range-3-7 a oa:TextPositionSelector ; oa:start 3 ; oa:end 7 .
reed:quote-3-7 a oa:TextQuoteSelector ; oa:exact "Wade" .

<https://w3id.org/backbone-kg/framework/marsh> a bkg:Framework ;
    skos:prefLabel "Marsh functions"@en ; skos:definition "What to do in a marsh."@en ;
    dcterms:source source:reed-marshes ; prov:wasAttributedTo agent:cara-reed ;
    bkg:quotedFrom reed:passage-3-7 .
marsh:wade a bkg:Function ; skos:prefLabel "Wade"@en ; bkg:position 1 ;
    skos:definition "Go through it on foot."@en ;
    skos:inScheme <https://w3id.org/backbone-kg/framework/marsh> ;
    bkg:quotedFrom reed:passage-3-7 .

<https://w3id.org/backbone-kg/framework/fen> a bkg:Framework ;
    skos:prefLabel "Fen qualities"@en ; skos:definition "What to be like in a fen."@en ;
    dcterms:source source:reed-marshes ; prov:wasAttributedTo agent:cara-reed ;
    bkg:quotedFrom reed:passage-3-7 .
fen:patient a bkg:Quality ; skos:prefLabel "Be patient"@en ; bkg:position 1 ;
    skos:definition "Wait for the water to fall."@en ;
    skos:inScheme <https://w3id.org/backbone-kg/framework/fen> ;
    bkg:quotedFrom reed:passage-3-7 .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the ontology with files of frameworks added, and nothing else changed."""
    copy = tmp_path_factory.mktemp("copy") / "ontology"
    shutil.copytree(ontology_dir(), copy)
    for name, text in (("lake", FUNCTIONS), ("hill", CAPACITIES), ("marsh", MARSH)):
        (copy / "frameworks" / f"{name}.ttl").write_text(text, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def ontology(folder: Path) -> Ontology:
    return Ontology.from_directory(folder)


@pytest.fixture
def shipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The commands know the added frameworks as those that ship with this version."""
    monkeypatch.setattr("backbone_kg.knowledge.ontology.ontology_dir", lambda: folder)
    standard_ontology.cache_clear()
    yield
    standard_ontology.cache_clear()


def partnership(folder: Path, ontology: Ontology, framework: str, *roles: str) -> Partnership:
    """Return what is read of a file that goes by a framework."""
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
        found.graph.value(holding, term("bkg:role"))
        for holding in found.graph.subjects(TYPE, ASSIGNMENT)
    }


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
@pytest.mark.parametrize(
    ("slug", "title", "roles"),
    [
        ("lake", "Lake functions", {"Listen": "listen", "Learn together": "learn"}),
        ("hill", "Hill capacities", {"Walk first": "walk-first", "See far": "see-far"}),
        ("marsh", "Marsh functions", {"Wade": "wade"}),
        ("fen", "Fen qualities", {"Be patient": "patient"}),
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
    assert found.graph.value(iri(found.iri), term("bkg:framework")) == framework
    assert roles_of(found) == {URIRef(f"{framework}#{name}") for name in roles.values()}
    assert list(validate(found, engine=engine)) == []
    assert found.layout is standard_layout()


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
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


# --- a folder of one's own -----------------------------------------------------------------------

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "knowledge-base.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```turtle\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the framework of the guide, which the environment names."""
    folder = tmp_path / "my-frameworks"
    folder.mkdir()
    (folder / "lake.ttl").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.setenv("BACKBONE_KG_ONTOLOGY", str(folder))
    standard_ontology.cache_clear()
    yield folder
    standard_ontology.cache_clear()


def test_the_example_of_the_guide_is_in_the_one_form_of_the_files() -> None:
    assert canonical(EXAMPLE) == EXAMPLE


def test_the_commands_of_the_guide_see_the_framework_of_the_folder(
    own: Path, tmp_path: Path
) -> None:
    commands = re.findall(r"^BACKBONE_KG_ONTOLOGY=my-frameworks backbone-kg (.*)$", GUIDE, re.M)
    show, new = map(shlex.split, commands)
    workbook = tmp_path / new.pop(1)
    new.insert(1, str(workbook))
    assert printed(*show).startswith("Lake functions\n")
    printed(*new)
    book = openpyxl.load_workbook(workbook)
    offered = {cell.value for column in book["Lists"].iter_cols() for cell in column}
    assert {"Lake functions", "Listen", "FSG, July 2012"} <= offered


def test_what_ships_is_there_besides(own: Path) -> None:
    listed = printed("frameworks")
    assert "\nlake " in listed
    assert "\nmathematica " in listed
    assert "Hear what residents say." in printed("show", "Listen")


def test_its_mappings_are_read_too(own: Path) -> None:
    (own / "lake.sssom.tsv").write_text(
        "#curie_map:\n#  framework: https://w3id.org/backbone-kg/framework/\n"
        "#  lake: https://w3id.org/backbone-kg/framework/lake#\n"
        "#mapping_set_id: https://w3id.org/backbone-kg/lake.sssom.tsv\n"
        "#license: https://creativecommons.org/licenses/by/4.0/\n"
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\t"
        "mapping_justification\tsubject_source\tobject_source\tcomment\n"
        "lake:listen\tListen\tskos:mappingRelation\tsssom:NoTermFound\t\t"
        "semapv:ManualMappingCuration\tframework:lake\tframework:policylink\tNo fish.\n",
        encoding="utf-8",
    )
    told = printed("crosswalk", "lake", "policylink")
    assert "Listen\n  no counterpart\n      No fish.\n" in told


def test_several_folders_can_be_named(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "hill.ttl").write_text(CAPACITIES, encoding="utf-8")
    monkeypatch.setenv("BACKBONE_KG_ONTOLOGY", os.pathsep.join([str(own), str(more)]))
    listed = printed("frameworks")
    assert "\nlake " in listed
    assert "\nhill " in listed


@pytest.mark.parametrize(
    ("make", "problem"),
    [(False, "There is no such folder."), (True, "There is no Turtle file here.")],
)
def test_a_folder_that_is_not_there_or_empty_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    own: Path,
    make: bool,
    problem: str,
) -> None:
    folder = tmp_path / "gone"
    if make:
        folder.mkdir()
    monkeypatch.setenv("BACKBONE_KG_ONTOLOGY", str(folder))
    for arguments in (["frameworks"], ["show", "Listen"], ["new", tmp_path / "x.xlsx"]):
        told = " ".join(refused(*arguments, columns=400).split())
        assert told.startswith(f"backbone-kg: {folder}: {problem}")
        assert "BACKBONE_KG_ONTOLOGY names it" in told


def test_a_file_in_it_that_is_not_turtle_is_told_with_its_line(own: Path) -> None:
    broken = own / "broken.ttl"
    broken.write_text("@prefix lake: <urn:lake#> .\nlake:listen lake:means .\n", encoding="utf-8")
    for arguments in (["frameworks"], ["show", "Listen"], ["query", "frameworks"]):
        told = " ".join(refused(*arguments, columns=400).split())
        assert told.startswith(f"backbone-kg: {broken}: It is not Turtle, in line 2: ")
        assert told.endswith("Mend it, then try again.")
        assert "Parser error" not in told


# --- every command sees it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "title", "role", "meaning"),
    [
        ("marsh", "Marsh functions", "Wade", "Go through it on foot."),
        ("fen", "Fen qualities", "Be patient", "Wait for the water to fall."),
    ],
)
@pytest.mark.usefixtures("shipped")
def test_it_is_listed_shown_found_by_name_and_not_compared_yet(
    slug: str, title: str, role: str, meaning: str
) -> None:
    assert f"\n{slug} " in printed("frameworks")
    assert "Cara Reed; read in Reed" in printed("frameworks")
    told = printed("frameworks", "show", slug)
    assert told.startswith(f"{title}\n")
    assert "“On marshes” (Reed)" in told
    assert f"1. {role}\n     {meaning} [first page]\n" in told
    told = printed("show", role)
    assert meaning in told
    assert f"of “{title}”" in told
    assert "Reed (first page)" in told
    assert printed("history", slug).startswith(f"{title}: 1 edition\n")
    rows = csv.DictReader(io.StringIO(printed("crosswalk", slug, "mathematica", "--format", "csv")))
    assert {row["source"]: row["how"] for row in rows if row["source"]} == {role: "not compared"}
    assert "Not compared" in printed("crosswalk", slug, "mathematica")
