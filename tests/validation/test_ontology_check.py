"""Rules for the ontology's own files: take one triple away, and just that is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from tests.validation.ontology_rules import IN_PAIRS, RULES

from backbone_kg.data import ontology_dir
from backbone_kg.errors import CannotReadError
from backbone_kg.findings import Findings
from backbone_kg.namespaces import term
from backbone_kg.triples import Triple
from backbone_kg.turtle import graph_from_quads, read_turtle
from backbone_kg.validation.ontology_check import (
    SHAPES,
    OntologyFiles,
    check_files,
    check_ontology,
)
from backbone_kg.validation.ontology_text import as_document, as_text

SMALL = Path(__file__).with_name("small_ontology.ttl")
HEAD = "".join(
    line
    for line in SMALL.read_text(encoding="utf-8").splitlines(keepends=True)
    if line.startswith("@prefix")
)


@pytest.fixture(scope="module", autouse=True)
def _queries_are_read_once() -> Iterator[None]:
    """Keep the queries: to read them takes longer than to answer them over a small ontology."""
    answer = SPARQLProcessor.query
    kept: dict[tuple[str, ...], Any] = {}

    def query(self: SPARQLProcessor, text: Any, *args: Any, **options: Any) -> Any:
        # The engine puts the prefixes in another order each time.
        lines = tuple(sorted(text.splitlines()))
        if lines not in kept:
            kept[lines] = prepareQuery(text)
        return answer(self, kept[lines], *args, **options)

    patch = pytest.MonkeyPatch()
    patch.setattr(SPARQLProcessor, "query", query)
    yield
    patch.undo()


def small_folder(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(ontology_dir() / "backbone.ttl", folder)
    shutil.copy(SMALL, folder / "small.ttl")
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> OntologyFiles:
    return OntologyFiles.from_directory(small_folder(tmp_path_factory.mktemp("small") / "ontology"))


@cache
def triples(text: str) -> frozenset[Triple]:
    quads = ox.parse(input=(HEAD + text).encode(), format=ox.RdfFormat.TURTLE)
    return frozenset(graph_from_quads(quads))


def checked(files: OntologyFiles, minus: str, plus: str) -> Findings:
    """Check an ontology with some triples taken away and others added, then put it back."""
    without, added = triples(minus), triples(plus)
    graph = files.graph
    assert all(triple in graph for triple in without)
    assert not any(triple in graph for triple in added)
    try:
        for triple in without:
            graph.remove(triple)
        for triple in added:
            graph.add(triple)
        return check_files(files)
    finally:
        for triple in added:
            graph.remove(triple)
        for triple in without:
            graph.add(triple)


def told(files: OntologyFiles, findings: Findings) -> set[tuple[str, str]]:
    return {(item.code, files.short(URIRef(item.iri))) for item in findings}


def test_the_small_ontology_lacks_nothing(small: OntologyFiles) -> None:
    assert list(check_files(small)) == []


@pytest.mark.parametrize(
    ("code", "subject", "minus", "plus"), RULES, ids=[f"{rule[0]}-{rule[1]}" for rule in RULES]
)
def test_one_triple_less_or_more_is_told(
    code: str, subject: str, minus: str, plus: str, small: OntologyFiles
) -> None:
    findings = checked(small, minus, plus)
    assert told(small, findings) == {(code, subject)}
    assert "{" not in findings[0].message + findings[0].remedy


@pytest.mark.parametrize(("expected", "minus", "plus"), IN_PAIRS)
def test_what_breaks_two_rules_is_told_for_both(
    expected: set[tuple[str, str]], minus: str, plus: str, small: OntologyFiles
) -> None:
    assert told(small, checked(small, minus, plus)) == expected


def test_every_rule_is_broken_by_a_test() -> None:
    shapes = read_turtle(ontology_dir() / SHAPES)
    codes = {str(code) for code in shapes.objects(None, term("bkg:code"))}
    assert codes == {rule[0] for rule in RULES} | {
        code for told, *_ in IN_PAIRS for code, _ in told
    }


def test_every_shape_has_its_words() -> None:
    shapes = read_turtle(ontology_dir() / SHAPES)
    coded = set(shapes.subjects(term("bkg:code")))
    assert len(coded) > 50
    for shape in coded:
        queries = list(shapes.objects(shape, term("sh:sparql")))
        for place in queries or [shape]:
            assert str(shapes.value(place, term("sh:message"))).endswith(".")
        assert str(shapes.value(shape, term("bkg:remedy"))).endswith((".", "…"))


def test_the_real_ontology_lacks_nothing() -> None:
    findings = check_ontology()
    assert [(item.file, item.row, item.message) for item in findings] == []
    assert findings.facts["concepts"] > 100
    assert findings.facts["mappings"] > 100


# --- where and how it is told -------------------------------------------------------------------


def test_a_finding_names_file_line_and_what_to_do(tmp_path: Path) -> None:
    folder = small_folder(tmp_path / "ontology")
    path = folder / "small.ttl"
    text = path.read_text(encoding="utf-8").replace('    skos:definition "Be reliable."@en ;\n', "")
    path.write_text(text, encoding="utf-8")
    (finding,) = check_ontology(folder)
    assert (finding.code, finding.file) == ("not-one-definition", "small.ttl")
    assert text.splitlines()[finding.row - 1].startswith("old:trust a bkg:Capacity")
    assert finding.message == "“Build trust” does not have exactly one English definition."
    assert finding.remedy.startswith("Give it one skos:definition")


def test_a_term_that_is_not_defined_is_told_where_it_is_used(small: OntologyFiles) -> None:
    (finding,) = checked(small, "", "doc:claim bkg:about old:trsut .")
    assert finding.message == "“It helps” speaks of old:trsut, which is not defined anywhere."
    assert (finding.file, finding.row) == small.places[
        URIRef("https://w3id.org/backbone-kg/source/doc#claim")
    ]


def test_mapping_sets_are_checked_with_the_files(tmp_path: Path) -> None:
    folder = small_folder(tmp_path / "ontology")
    (folder / "small.sssom.tsv").write_text(
        "# mapping_set_id: https://w3id.org/backbone-kg/small.sssom.tsv\n"
        "# license: https://creativecommons.org/licenses/by/4.0/\n"
        "# curie_map:\n"
        "#   new: https://w3id.org/backbone-kg/framework/new#\n"
        "#   old: https://w3id.org/backbone-kg/framework/old#\n"
        "#   framework: https://w3id.org/backbone-kg/framework/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tsubject_source\tobject_source"
        "\tcomment\n"
        "new:meet\tskos:relatedMatch\told:lissten\tsemapv:ManualMappingCuration\tframework:new"
        "\tframework:old\tBoth are talk.\n",
        encoding="utf-8",
    )
    findings = check_ontology(folder)
    assert [(item.code, item.file) for item in findings] == [("undefined-term", "small.sssom.tsv")]
    assert "old:lissten" in findings[0].message
    assert findings.facts["mappings"] == 2


def test_text_and_document_say_the_same(small: OntologyFiles) -> None:
    findings = checked(small, 'agent:ann foaf:name "Ann" .', "")
    document = as_document(findings)
    assert document["ok"] is False
    assert document["checked"]["frameworks"] == 2
    (item,) = document["findings"]
    text = as_text(findings)
    assert text.startswith(f"small.ttl:{item['line']}  agent-without-name\n    agent:ann does not")
    assert "1 to mend. Checked: 2 files," in text
    assert as_document(check_files(small))["ok"] is True


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("bad.ttl", b"@prefix x: <urn:x:> .\nx:a x:b", "not Turtle"),
        ("bad.ttl", b"# \xff\xfe", "cannot be read"),
        ("bad.txt", b"", "no Turtle file"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_file(
    name: str, content: bytes, problem: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotReadError, match=problem):
        check_ontology(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="no such folder"):
        check_ontology(tmp_path / "nowhere")
