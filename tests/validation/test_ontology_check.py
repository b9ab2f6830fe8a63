"""Rules for the ontology's own files: take one triple away, and just that is told."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from docs.derived.ontology_checks_page import checks_page
from rdflib import Graph, URIRef
from tests.validation.ontology_rules import IN_PAIRS, RULES

from backbone_kg import Findings
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.findings import Severity
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import Triple, graph_from_quads, read_turtle
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.showing.ontology_findings_text import as_document, as_text
from backbone_kg.validation import (
    QUERIED,
    SHAPES,
    OntologyFiles,
    Queries,
    check_files,
    check_ontology,
    results_of,
)

SMALL = Path(__file__).with_name("small_ontology.ttl")
HEAD = "".join(
    line
    for line in SMALL.read_text(encoding="utf-8").splitlines(keepends=True)
    if line.startswith("@prefix")
)


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


@contextlib.contextmanager
def changed(graph: Graph, minus: str, plus: str) -> Iterator[None]:
    """Take some triples away from an ontology and add others, then put it back."""
    without, added = triples(minus), triples(plus)
    assert all(triple in graph for triple in without)
    assert not any(triple in graph for triple in added)
    swap(graph, without, added)
    try:
        yield
    finally:
        swap(graph, added, without)


def swap(graph: Graph, without: Iterable[Triple], added: Iterable[Triple]) -> None:
    for triple in without:
        graph.remove(triple)
    for triple in added:
        graph.add(triple)


def checked(files: OntologyFiles, minus: str, plus: str) -> Findings:
    """Check an ontology with some triples taken away and others added."""
    with changed(files.graph, minus, plus):
        return check_files(files)


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
    # A framework can be added before anybody has compared it with others.
    found = [item for item in findings if item.code != "framework-not-compared"]
    assert [(item.file, item.row, item.message) for item in found] == []
    assert findings.facts["concepts"] > 100
    assert findings.facts["mappings"] > 100


# --- where and how it is told -------------------------------------------------------------------


def test_a_term_that_is_not_defined_is_told_where_it_is_used(small: OntologyFiles) -> None:
    (finding,) = checked(small, "", "doc:claim bkg:about old:trsut .")
    assert finding.message == "old:trsut is not defined anywhere; it is spoken of by “It helps”."
    assert (finding.file, finding.row) == small.places[
        URIRef("https://w3id.org/backbone-kg/source/doc#claim")
    ]


def test_what_many_speak_of_is_told_once_and_what_follows_from_it_is_not(
    small: OntologyFiles,
) -> None:
    """Without its document, no passage of it, framework in it or work cited by it is told."""
    document = "\n".join(
        f"source:doc {line}"
        for line in (
            "a prov:Entity, schema:CreativeWork .",
            'dcterms:title "A document"@en .',
            "dcterms:creator agent:ann .",
            'dcterms:bibliographicCitation "Ann (n.d.). A document."@en .',
            "dcterms:references source:cited .",
            'schema:sha256 "52a494cbec5d72da422dd04b122f1ab3893ba2b8cbe90ab39fe4e4ecd493c13b" .',
            "bkg:quotedFrom doc:passage-0-9 .",
        )
    )
    place = small.places.pop(URIRef("https://w3id.org/backbone-kg/source/doc"))
    try:
        (finding,) = checked(small, document, "")
    finally:
        small.places[URIRef("https://w3id.org/backbone-kg/source/doc")] = place
    assert finding.code == "undefined-term"
    assert finding.message == (
        "source:doc is not defined anywhere; it is spoken of by doc:passage-0-9 and 4 other things."
    )


@pytest.mark.parametrize(
    ("minus", "plus", "root"),
    [
        (
            'old:trust skos:prefLabel "Build trust"@en .',
            'old:trust skos:prefLable "Trust"@en .',
            "skos:prefLable",
        ),
        ("agent:ann a foaf:Person, prov:Agent .", "agent:ann a prov:Agnt .", "prov:Agnt"),
        (
            "old:trust bkg:quotedFrom doc:passage-0-9 .",
            "old:trust bkg:quotedFrom doc:passage-0-8 .",
            "doc:passage-0-8",
        ),
        (
            "new:change-know bkg:paraphrasedFrom doc:passage-20-30 .",
            "new:change-know prov:wasDerivdFrom doc:passage-20-30 .",
            "prov:wasDerivdFrom",
        ),
    ],
)
def test_of_a_misspelled_name_only_that_is_told(
    minus: str, plus: str, root: str, small: OntologyFiles
) -> None:
    assert told(small, checked(small, minus, plus)) == {("undefined-term", root)}


def test_the_names_that_most_speak_of_come_first(small: OntologyFiles) -> None:
    more = "doc:claim bkg:about old:zzz, old:aaa . doc:finding bkg:about old:zzz ."
    found = checked(small, 'agent:ann foaf:name "Ann" .', more)
    assert [small.short(URIRef(item.iri)) for item in found] == ["old:zzz", "old:aaa", "agent:ann"]


@pytest.mark.parametrize("name", ["crosswalk.sssom.tsv", "organization-types.sssom.tsv"])
def test_a_mapping_set_that_is_gone_is_told_as_one_thing(tmp_path: Path, name: str) -> None:
    shutil.copytree(ontology_dir(), tmp_path / "ontology")
    (tmp_path / "ontology" / name).unlink()
    findings = check_ontology(tmp_path / "ontology")
    (finding,) = [one for one in findings if one.code != "framework-not-compared"]
    assert (finding.code, finding.severity) == ("mapping-set-missing", Severity.ERROR)
    assert "no mapping set compares" in finding.message.casefold()


def test_frameworks_not_yet_compared_may_wait(small: OntologyFiles) -> None:
    gone = "crosswalk:relate sssom:subject_source <https://w3id.org/backbone-kg/framework/new> ."
    findings = checked(small, gone, "")
    assert findings.ok
    assert findings[0].severity is Severity.WARNING
    assert "“New” is compared with others, but not with" in findings[0].message
    assert "framework-not-compared (should mend)" in as_text(findings)
    assert "0 to mend, 1 that may wait. Checked" in as_text(findings)
    document = as_document(findings)
    assert document["ok"] is True
    assert document["findings"][0]["severity"] == "warning"


def test_of_many_findings_of_one_code_the_first_twenty_are_shown_and_a_program_gets_all(
    small: OntologyFiles,
) -> None:
    findings = checked(small, "", "".join(f"doc:claim bkg:about old:x{n} ." for n in range(33)))
    text = as_text(findings)
    assert text.count("  undefined-term\n") == 20
    assert "\n\n… and 13 more of undefined-term.\n\n33 to mend." in text
    assert len(as_document(findings)["findings"]) == 33


def test_queries_find_what_the_reference_engine_finds(small: OntologyFiles) -> None:
    gone = (
        "crosswalk:council owl:annotatedSource doc:council ."
        "crosswalk:relate sssom:subject_source <https://w3id.org/backbone-kg/framework/new> ."
        "old:settle bkg:position 3 ."
    )
    added = (
        'old:settle bkg:position 4 ; skos:prefLabel "Listen"@en . doc:claim bkg:about old:typo .'
    )
    shapes = read_turtle(ontology_dir() / SHAPES)
    with changed(small.graph, gone, added):
        _, report, text = pyshacl.validate(
            small.graph, shacl_graph=shapes, inference="none", advanced=False, inplace=True
        )
        assert isinstance(report, Graph), text
        queries = Queries(shapes, small.graph)
        ours = {(each.shape, each.value, each.message) for each in queries.ask(queries.shapes)}
    theirs = {
        (each.shape, each.value, each.message)
        for each in results_of(report)
        if each.component == QUERIED
    }
    assert len(ours) == 5
    assert ours == theirs


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
    assert findings.facts["mappings"] == 7


def test_text_and_document_say_the_same(small: OntologyFiles) -> None:
    findings = checked(small, 'agent:ann foaf:name "Ann" .', "")
    document = as_document(findings)
    assert document["ok"] is False
    assert document["checked"]["frameworks"] == 3
    (item,) = document["findings"]
    text = as_text(findings)
    assert text.startswith(f"small.ttl:{item['line']}  agent-without-name\n    agent:ann does not")
    assert "1 to mend. Checked: 2 files," in text
    assert as_document(check_files(small))["ok"] is True


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (
            "bad.ttl",
            b"@prefix x: <urn:x:> .\nx:a x:b",
            r"bad\.ttl: It is not Turtle, in line 2: Unexpected end\. Mend it, then try again\.$",
        ),
        (
            "bad.ttl",
            b"\xef\xbb\xbf@prefix x: <urn:x:> .\n# \xff",
            r"It is not in UTF-8, first in line 2\. Save",
        ),
        (
            "bad.sssom.tsv",
            b"#\n# \xff\xfe",
            r"bad\.sssom\.tsv: It is not in UTF-8, first in line 2\. ",
        ),
        ("bad.txt", b"", "no Turtle file"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_file(
    name: str, content: bytes, problem: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    if name != "bad.txt":
        (tmp_path / "fine.ttl").write_text(HEAD, encoding="utf-8")
    with pytest.raises(CannotReadError, match=problem):
        check_ontology(tmp_path)


@pytest.mark.parametrize("name", ["folder.ttl", "folder.sssom.tsv"])
def test_a_folder_with_the_name_of_a_file_is_told(tmp_path: Path, name: str) -> None:
    small_folder(tmp_path / "ontology")
    (tmp_path / "ontology" / name).mkdir()
    with pytest.raises(CannotReadError, match="It is a folder, and its name ends in") as caught:
        check_ontology(tmp_path / "ontology")
    assert "Errno" not in str(caught.value)
    assert "os error" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "what"),
    [("nowhere", "There is no such folder."), ("small.ttl", "It is not a folder.")],
)
def test_what_is_no_folder_is_told(tmp_path: Path, name: str, what: str) -> None:
    path = small_folder(tmp_path / "ontology") / name
    with pytest.raises(CannotReadError) as caught:
        check_ontology(path)
    remedy = "Name the folder that holds the ontology's files, not one of them."
    assert str(caught.value) == f"{path}: {what} {remedy}"


def test_the_page_has_every_code_once_for_each_of_its_messages() -> None:
    page = checks_page()
    shapes = read_turtle(ontology_dir() / SHAPES)
    for shape, code in shapes.subject_objects(term("bkg:code")):
        assert f"| `{code}` | " in page
        for place in [*shapes.objects(shape, term("sh:sparql"))] or [shape]:
            message = str(shapes.value(place, term("sh:message"))).replace("{?", "{")
            assert f" | {message} | " in page
    assert "| `framework-not-compared` | should mend | " in page
    assert "{?" not in page
