"""The one form of Turtle files: nothing but order and layout changes, and always to the same."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Literal
from tests.cli.running import on_disk
from tools.ontology.__main__ import main
from tools.ontology.canonical_form import canonical
from tools.ontology.layout import WIDTH, written
from tools.ontology.statements import File, Section, Statement, read

from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import written as as_ntriples

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


@given(st.sampled_from(SHUFFLED), st.randoms(use_true_random=False))
def test_a_file_in_any_order_gets_the_same_form(path: Path, chance: random.Random) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(shuffled(text, chance)) == text


def shuffled(text: str, chance: random.Random) -> str:
    """Return a file with all that has no order in RDF mixed within its sections."""
    file = read(text)
    sections = []
    for heading, statements in file.sections:
        mixed = []
        for subject, properties in chance.sample(statements, len(statements)):
            names = chance.sample([*properties], len(properties))
            said = {name: chance.sample(properties[name], len(properties[name])) for name in names}
            mixed.append(Statement(subject, said))
        sections.append(Section(heading, mixed))
    return written(File(file.header, file.prefixes, sections))


NAMES = st.sampled_from(["ex:a", "ex:b", "owl:c", "<urn:x>"])
TEXTS = st.text(st.sampled_from("ab \"'\\\n\té"), max_size=6)
TERMS = st.one_of(
    NAMES,
    st.sampled_from(["1", "-2", "1.50", "1e3", "true"]),
    TEXTS.map(lambda text: as_ntriples(Literal(text))),
    TEXTS.map(lambda text: as_ntriples(Literal(text, lang="en-US"))),
    TEXTS.map(lambda text: as_ntriples(Literal(text, datatype=XSD.token))),
)
NODES = st.recursive(
    TERMS,
    lambda inside: st.one_of(
        st.lists(inside, max_size=3).map(lambda items: f"( {' '.join(items)} )"),
        st.tuples(NAMES, inside).map(lambda pair: f"[ {pair[0]} {pair[1]} ]"),
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(st.one_of(NAMES, st.just("[]")), NAMES, NODES), max_size=5))
def test_whatever_a_file_says_its_form_says_the_same_and_stays(
    said: list[tuple[str, str, str]],
) -> None:
    text = HEAD + "".join(f"{' '.join(one)} .\n" for one in said)
    once = canonical(text)
    assert triples(once) == triples(text)
    assert canonical(once) == once


# --- the rules ----------------------------------------------------------------------------------


def test_prefixes_are_sorted_and_only_those_in_use_stay() -> None:
    text = "@prefix z: <urn:z#> .\nPREFIX a: <urn:a#>\n@prefix n: <urn:n#> .\n"
    lines = canonical(text + 'z:s <urn:p> "x"^^a:t .').splitlines()
    assert lines[:3] == ["@prefix a: <urn:a#> .", "@prefix z: <urn:z#> .", ""]


def test_sections_keep_their_place_and_what_is_in_them() -> None:
    heading = f"{RULE}\n# Second letter of the alphabet\n{RULE}\n\n"
    text = f"# The file\n\n{HEAD}{heading}ex:b a ex:C .\nex:a a ex:C .\n# alone\nex:c a ex:C .\n"
    used = "@prefix ex: <https://example.org/> .\n\n"
    assert canonical(text) == (
        f"# The file\n\n{used}{heading}ex:a a ex:C .\nex:b a ex:C .\n\n# alone\n\nex:c a ex:C .\n"
    )


@pytest.mark.parametrize("text", ["ex:a ex:p 1 . # why", "ex:a ex:p 1 ;\n# why\nex:q 2 ."])
def test_a_comment_inside_or_behind_a_statement_is_refused(text: str) -> None:
    with pytest.raises(SyntaxError, match="on a line between statements") as caught:
        canonical(HEAD + text)
    assert caught.value.lineno == HEAD.count("\n") + 1 + text[: text.index("#")].count("\n")


def test_one_subject_has_one_statement_in_a_section() -> None:
    assert body("ex:a ex:p 1 . ex:b ex:p 3 . ex:a ex:p 2 , 1 .") == (
        "ex:a ex:p 1, 2 .\nex:b ex:p 3 .\n"
    )


def test_shapes_keep_their_order_and_definitions_that_of_statements() -> None:
    shapes = 'ex:b a sh:NodeShape ; sh:order 2 ; sh:name "b" .\nex:a a sh:NodeShape .\n'
    assert body(shapes) == shapes
    assert body("ex:b a owl:Class ; bkg:x 1 ; skos:note 2 .\nex:a a owl:Class .") == (
        "ex:b a owl:Class ; skos:note 2 ; bkg:x 1 .\nex:a a owl:Class .\n"
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
    text = "\ufeff# Häder\r\n\r\n@prefix ex: <urn:x:> .\r\nex:a ex:p ex:b .\r\n"
    assert canonical(text) == "# Häder\n\n@prefix ex: <urn:x:> .\n\nex:a ex:p ex:b .\n"


def test_an_empty_file_stays_empty() -> None:
    assert canonical("") == ""
    assert canonical("# only this") == "# only this\n"


def test_a_base_is_refused() -> None:
    with pytest.raises(SyntaxError, match="no @base"):
        canonical("@base <urn:x> .")


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
