"""The one form of Turtle files: nothing but order and layout changes, and always to the same."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.running import on_disk
from tools.ontology.__main__ import main
from tools.ontology.canonical_form import canonical
from tools.ontology.layout import WIDTH, written
from tools.ontology.parser import comments_of, read_document
from tools.ontology.syntax_tree import Remark, Statement

from backbone_kg.base.shipped import ontology_dir

FILES = sorted(ontology_dir().rglob("*.ttl"))
HEAD = """@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix ex: <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
RULE = "# " + "-" * 93


def body(text: str) -> str:
    """Return the canonical form of some statements, without their prefixes."""
    return "".join(
        line for line in canonical(HEAD + text).splitlines(keepends=True) if line[0] != "@"
    ).lstrip("\n")


def triples(text: str) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(input=text.encode(), format=ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


# --- the shipped files --------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_the_ontology_is_in_its_one_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(text) == text, "To mend: make ontology"
    for line in re.sub(r'""".*?"""', '"…"', text, flags=re.DOTALL).splitlines():
        if len(line) > WIDTH and not line.lstrip().startswith("#"):
            assert '"' in line or re.fullmatch(r"\s*\S+( a)? \S+[ ,;.]*", line) or "^^" in line


SHUFFLED = [
    path
    for path in FILES
    if path.parent.name in {"frameworks", "claims"} or path.name == "positions.ttl"
]


@settings(max_examples=25)
@given(st.sampled_from(SHUFFLED), st.randoms(use_true_random=False))
def test_a_file_in_any_order_gets_the_same_form(path: Path, chance: random.Random) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(shuffled(text, chance)) == canonical(text)


def shuffled(text: str, chance: random.Random) -> str:
    """Return a file with all that has no order in RDF mixed within its sections."""
    document = read_document(text)
    chance.shuffle(document.prefixes)
    sections: list[list[Statement | Remark]] = [[]]
    for part in document.parts:
        if isinstance(part, Remark):
            sections.append([])
        sections[-1].append(part)
    mixed: list[Statement | Remark] = []
    for section in sections:
        statements = [part for part in section if isinstance(part, Statement)]
        chance.shuffle(statements)
        for statement in statements:
            chance.shuffle(statement.properties)
            for each in statement.properties:
                chance.shuffle(each.objects)
        mixed += [part for part in section if isinstance(part, Remark)]
        mixed += statements
    return written(document, mixed)


# --- comments anywhere --------------------------------------------------------------------------

PIECES = [
    "\n" if piece == "§" else piece.replace("§", "\n")
    for piece in """
@prefix|ex:|<https://example.org/>|.|§|
ex:a|a|ex:B|;|ex:p|1|,|"two; # no comment"@en|,|[|ex:q|(|ex:r|'s'|)|;|ex:t|true|]|;|ex:u|ex:v|.|§|
[|ex:p|-1.5e3|]|.|§|
ex:b|ex:p|ex:c|.|§|
ex:b|ex:p|ex:d|,|ex:c|;|ex:e|'''long "text" in§two lines'''|.
""".replace("\n", "").split("|")
]


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.integers(0, len(PIECES)), st.lists(st.sampled_from(["#", "\n", "\n\n"]), max_size=4),
        max_size=8,
    )
)  # fmt: skip
def test_no_comment_is_lost_wherever_it_stands(inserted: dict[int, list[str]]) -> None:
    parts = []
    count = 0
    for number, piece in enumerate([*PIECES, ""]):
        for mark in inserted.get(number, ()):
            count += mark == "#"
            parts.append(f" # comment {count}\n" if mark == "#" else mark)
        parts.append(f" {piece}")
    text = "".join(parts)
    once = canonical(text)
    assert sorted(comments_of(once)) == sorted(f"# comment {n + 1}" for n in range(count))
    assert triples(once) == triples(text)
    assert canonical(once) == once


# --- the rules ----------------------------------------------------------------------------------


def test_prefixes_are_sorted_and_only_those_in_use_stay() -> None:
    text = "@prefix z: <urn:z> .\n@PREFIX_ .".replace("@PREFIX_ .", "PREFIX a: <urn:a>\n")
    text += '@prefix n: <urn:n> .\nz:s <urn:p> "x"^^a:t .'
    assert canonical(text).splitlines()[:2] == ["@prefix a: <urn:a> .", "@prefix z: <urn:z> ."]


def test_what_a_thing_is_comes_first_and_where_that_is_from_last() -> None:
    text = """ex:a prov:wasQuotedFrom ex:p ; bkg:position 1 ; skos:related ex:b ;
        rdf:type bkg:Function ;
        skos:definition "A long definition, so long that one line does not hold it all."@en ;
        skos:prefLabel "A"@en ."""
    lines = [line.split()[:3] for line in body(text).splitlines()]
    assert [line[0] for line in lines] == [
        "ex:a", "skos:prefLabel", "skos:definition", "bkg:position", "skos:related",
        "prov:wasQuotedFrom",
    ]  # fmt: skip
    assert lines[0][1:] == ["a", "bkg:Function"]


def test_capacities_follow_their_function_in_the_order_of_the_source() -> None:
    text = """ex:a a bkg:Capacity ; bkg:position 2 ; skos:broader ex:z .
        ex:b a bkg:Function ; bkg:position 2 .
        ex:c a bkg:Capacity ; bkg:position 10 ; skos:broader ex:z .
        ex:d a bkg:Capacity ; bkg:position 1 ; skos:broader ex:b .
        ex:z a bkg:Function ; bkg:position 1 ; bkg:requiresCapacity ex:c , ex:a .
        ex:f a bkg:Framework ; skos:hasTopConcept ex:b , ex:z ."""
    lines = body(text).splitlines()
    assert [line.split()[0] for line in lines] == ["ex:f", "ex:z", "ex:a", "ex:c", "ex:b", "ex:d"]
    assert lines[0] == "ex:f a bkg:Framework ; skos:hasTopConcept ex:z, ex:b ."
    assert "bkg:requiresCapacity ex:a, ex:c ." in lines[1]


def test_claims_stand_in_the_order_of_the_text() -> None:
    text = """ex:a a bkg:Claim ; prov:wasDerivedFrom ex:passage-1000-1001 .
        ex:b a bkg:Finding ; prov:wasDerivedFrom ex:passage-99-100 ;
            prov:wasQuotedFrom ex:passage-7-8 .
        ex:c a bkg:Claim ; prov:wasQuotedFrom ex:passage-20-30 , ex:passage-100-101 ."""
    assert [line[:4] for line in body(text).splitlines()] == ["ex:b", "ex:c", "ex:a"]


def test_claims_on_capacities_stand_in_the_order_of_the_capacities() -> None:
    text = """ex:a a bkg:SuitabilityClaim ; bkg:aboutCapacity ex:second .
        ex:b a bkg:SuitabilityClaim ; bkg:aboutCapacity ex:first .
        ex:first a bkg:Capacity ; bkg:position 1 .
        ex:second a bkg:Capacity ; bkg:position 2 ."""
    order = [line.split()[0] for line in body(text).splitlines()]
    assert order == ["ex:first", "ex:second", "ex:b", "ex:a"]


def test_a_range_and_a_quotation_stand_right_below_their_passage() -> None:
    text = f"""ex:quote-5-9 a oa:TextQuoteSelector ; oa:exact "word" .
        ex:passage-5-9 a oa:SpecificResource ; oa:hasSelector ex:quote-5-9 , ex:range-5-9 ;
            bkg:locator "{"x" * 80}"@en .
        ex:range-5-9 oa:end 9 ; oa:start 5 ; a oa:TextPositionSelector ."""
    lines = body(text).splitlines()
    assert lines[-2:] == [
        "ex:range-5-9 a oa:TextPositionSelector ; oa:start 5 ; oa:end 9 .",
        'ex:quote-5-9 a oa:TextQuoteSelector ; oa:exact "word" .',
    ]
    assert "" not in lines


def test_sections_keep_their_place_and_what_is_in_them() -> None:
    text = f"""{RULE}
# Second letter of the alphabet
{RULE}

# about b
ex:b a ex:C .
ex:a a ex:C .   # about a

# on its own

ex:c a ex:C .
"""
    assert body(text) == (
        f"{RULE}\n# Second letter of the alphabet\n{RULE}\n\nex:a a ex:C .  # about a\n\n"
        "# about b\nex:b a ex:C .\n\n# on its own\n\nex:c a ex:C .\n"
    )


def test_one_subject_has_one_statement_in_a_section() -> None:
    assert body("ex:a ex:p 1 . ex:b ex:p 3 . ex:a ex:p 2 , 1 .") == (
        "ex:a ex:p 1, 2 .\nex:b ex:p 3 .\n"
    )


def test_shapes_keep_their_order_and_definitions_that_of_statements() -> None:
    shapes = "ex:b a sh:NodeShape ; sh:order 2 ; sh:name 'b' .\nex:a a sh:NodeShape .\n"
    assert body(shapes) == shapes
    assert body("ex:b a owl:Class ; bkg:x 1 ; skos:definition 'b' .\nex:a a owl:Class .") == (
        "ex:b a owl:Class ; skos:definition 'b' ; bkg:x 1 .\nex:a a owl:Class .\n"
    )


def test_what_does_not_fit_on_a_line_is_spread() -> None:
    long = [f"ex:a-name-that-takes-some-room-{number}" for number in range(4)]
    text = f"ex:a ex:p {', '.join(long)} ; ex:q [ ex:r {', '.join(long)} ] , [ ex:s 1 ] ."
    between = ",\n        "
    assert body(text) == (
        f"ex:a\n    ex:p {between.join(long)} ;\n    ex:q [ ex:s 1 ],\n    [\n"
        f"        ex:r {(between + '    ').join(long)}\n    ] .\n"
    )


def test_line_ends_and_byte_order_marks_of_other_systems_go() -> None:
    text = "\ufeff# Häder\r\n\r\n@prefix ex: <urn:x:> .\r\nex:ä ex:p ex:ö .\r\n"
    assert canonical(text) == "# Häder\n\n@prefix ex: <urn:x:> .\n\nex:ä ex:p ex:ö .\n"


def test_an_empty_file_stays_empty() -> None:
    assert canonical("") == ""
    assert canonical("# only this") == "# only this\n"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("ex:a ex:b\n\nex:c", 3, "ends in the middle"),
        ("\nex:a ex:b ex:c ex:d .", 2, "expected, not “ex:d”"),
        ("ex:a ex:b § .", 1, "“§ .” is not expected"),
        ("@base <urn:x> .", 1, "no @base"),
        ("@prefix a: <urn:a> .\n@prefix a: <urn:b> .", 2, "stands for two things"),
        ("@prefix a <urn:a> .", 1, "A prefix is written so"),
    ],
)
def test_what_is_not_turtle_is_told_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(SyntaxError, match=problem) as caught:
        canonical(text)
    assert caught.value.lineno == line


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "ontology" / "frameworks"
    inside.mkdir(parents=True)
    good = canonical(HEAD + "ex:a a ex:B .")
    (inside / "good.ttl").write_text(good, encoding="utf-8")
    (inside / "bad.ttl").write_text(HEAD + "ex:b a ex:B . ex:a a ex:B .", encoding="utf-8")
    return tmp_path / "ontology"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_only_files_not_in_their_one_form_are_told_and_mended(folder: Path) -> None:
    before = on_disk(folder)
    bad = folder / "frameworks" / "bad.ttl"
    done = run("check-form", folder)
    assert (done.exit_code, on_disk(folder)) == (1, before)
    assert done.stdout == f"not in its one form: {bad}\nTo mend: make ontology\n"
    done = run("format", folder)
    assert (done.exit_code, done.stdout) == (0, f"put in order: {bad}\n")
    after = on_disk(folder)
    assert {name for name in after if after[name] != before[name]} == {"frameworks/bad.ttl"}
    done = run("check-form", folder)
    assert (done.exit_code, done.stdout) == (0, "All files are in their one form.\n")


def test_a_file_that_cannot_be_read_stops_the_command_before_it_changes_any(folder: Path) -> None:
    (folder / "zz.ttl").write_text("\nex:a", encoding="utf-8")
    before = on_disk(folder)
    done = run("format", folder)
    assert (done.exit_code, on_disk(folder)) == (2, before)
    assert "zz.ttl: It is not Turtle, in line 2" in done.stderr


def test_a_folder_without_turtle_is_told(tmp_path: Path) -> None:
    for folder, problem in ((tmp_path, "no Turtle file"), (tmp_path / "no", "no such folder")):
        done = run("check-form", folder)
        assert done.exit_code == 2
        assert problem in done.stderr
