"""Mapping sets are read line by line, and two frameworks compare by them in both directions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from rdflib import OWL, RDFS, SKOS, Literal, URIRef
from tests.programs import SSSOM

from backbone_kg import BackboneError, Ontology
from backbone_kg.graph import read_turtle
from backbone_kg.graph.namespaces import FRAMEWORKS
from backbone_kg.graph.rdflib_terms import TYPE, iri
from backbone_kg.knowledge import (
    BUILT_IN,
    JUSTIFICATIONS,
    MANUAL,
    NO_TERM_FOUND,
    Crosswalk,
    Mapping,
    mapping_triples,
    read_sssom,
)

TURTLE = """
@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix f: <https://w3id.org/backbone-kg/framework/> .
@prefix old: <https://w3id.org/backbone-kg/framework/old#> .
@prefix new: <https://w3id.org/backbone-kg/framework/new#> .

f:old a bkg:Framework ; skos:prefLabel "Old" .
old:lead a bkg:Function ; skos:prefLabel "Lead" ; skos:inScheme f:old ; bkg:position 1 .
old:talk a bkg:Function ; skos:prefLabel "Talk" ; skos:inScheme f:old ; bkg:position 2 .
old:print a bkg:Function ; skos:prefLabel "Print" ; skos:inScheme f:old ; bkg:position 3 .
old:sit a bkg:Activity ; skos:prefLabel "Sit" ; skos:inScheme f:old ;
    skos:broader old:talk ; bkg:position 1 .

f:new a bkg:Framework ; skos:prefLabel "New" .
new:guide a bkg:Function ; skos:prefLabel "Guide" ; skos:inScheme f:new ; bkg:position 1 ;
    bkg:requiresCapacity new:listen .
new:listen a bkg:Capacity ; skos:prefLabel "Listen" ; skos:inScheme f:new ;
    skos:broader new:guide ; bkg:position 1 .
new:join a bkg:Function ; skos:prefLabel "Join" ; skos:inScheme f:new ; bkg:position 2 .
new:vote a bkg:Function ; skos:prefLabel "Vote" ; skos:inScheme f:new ; bkg:position 3 .
new:calm a bkg:Quality ; skos:prefLabel "Calm" ; skos:inScheme f:new ; bkg:position 1 .
"""

HEADER = """\
#curie_map:
#  framework: https://w3id.org/backbone-kg/framework/
#  new: https://w3id.org/backbone-kg/framework/new#
#  old: https://w3id.org/backbone-kg/framework/old#
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/licenses/by/4.0/
"""
COLUMNS = [
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "subject_source",
    "object_source",
    "comment",
]
MANUALLY = "semapv:ManualMappingCuration"
FRAMES = ["framework:old", "framework:new"]
ROWS = [
    ["old:talk", "skos:broadMatch", "new:join", MANUALLY, *FRAMES, "Joining has more in it."],
    ["old:lead", "skos:closeMatch", "new:guide", MANUALLY, *FRAMES, "Nearly."],
    ["old:print", "skos:mappingRelation", "sssom:NoTermFound", MANUALLY, *FRAMES, "Dropped."],
    ["sssom:NoTermFound", "skos:mappingRelation", "new:vote", MANUALLY, *FRAMES, "Added."],
]
FIRST = HEADER.count("\n") + 2
"""The line of the first mapping."""


def sssom(tmp_path: Path, rows: list[list[str]], header: str = HEADER) -> Path:
    path = tmp_path / "made.sssom.tsv"
    lines = ["\t".join(row) for row in (COLUMNS, *rows)]
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def ontology(tmp_path: Path) -> Ontology:
    turtle = tmp_path / "made.ttl"
    turtle.write_text(TURTLE, encoding="utf-8")
    return Ontology(read_turtle(turtle), read_sssom(sssom(tmp_path, ROWS)))


def spoken(found: Crosswalk) -> list[tuple[str, str, str]]:
    return [
        (row.source.label if row.source else "-", row.how, row.target.label if row.target else "-")
        for row in found.rows
    ]


def problem(tmp_path: Path, rows: list[list[str]], header: str = HEADER) -> str:
    with pytest.raises(BackboneError) as caught:
        read_sssom(sssom(tmp_path, rows, header))
    return str(caught.value)


# --- two frameworks --------------------------------------------------------------------------


def test_rows_follow_the_source_and_what_only_the_target_has_comes_last(
    ontology: Ontology,
) -> None:
    assert spoken(ontology.crosswalk("old", "new")) == [
        ("Lead", "close to", "Guide"),
        ("Talk", "part of the broader", "Join"),
        ("Print", "no counterpart", "-"),
        ("-", "no counterpart", "Vote"),
    ]


def test_the_other_way_round_the_same_mappings_are_read_backward(ontology: Ontology) -> None:
    assert spoken(ontology.crosswalk("new", "old")) == [
        ("Guide", "close to", "Lead"),
        ("Join", "broader than", "Talk"),
        ("Vote", "no counterpart", "-"),
        ("-", "no counterpart", "Print"),
    ]


def test_a_row_keeps_the_reason_and_the_justification(ontology: Ontology) -> None:
    row = ontology.crosswalk("old", "new").rows[2]
    assert (row.comment, row.justification) == ("Dropped.", MANUAL)


def test_what_no_row_speaks_of_is_not_compared_except_activities(ontology: Ontology) -> None:
    labels = [concept.label for concept in ontology.crosswalk("old", "new").not_compared]
    assert labels == ["Listen", "Calm"]


def test_frameworks_without_mappings_have_everything_still_to_compare(ontology: Ontology) -> None:
    found = Ontology(ontology.graph).crosswalk("old", "new")
    assert found.rows == ()
    assert [concept.label for concept in found.not_compared] == [
        *("Lead", "Talk", "Print", "Guide", "Listen", "Join", "Vote", "Calm")
    ]


def test_a_mapped_concept_that_does_not_exist_is_shown_by_its_iri(ontology: Ontology) -> None:
    gone = f"{FRAMEWORKS}old#gone"
    mapping = Mapping(
        subject=gone,
        predicate=str(SKOS.closeMatch),
        object=f"{FRAMEWORKS}new#guide",
        justification=MANUAL,
        comment="Once.",
        subject_source=f"{FRAMEWORKS}old",
        object_source=f"{FRAMEWORKS}new",
    )
    found = Ontology(ontology.graph, [mapping]).crosswalk("old", "new")
    assert spoken(found) == [(gone, "close to", "Guide")]


def test_a_framework_cannot_be_compared_with_itself(ontology: Ontology) -> None:
    with pytest.raises(BackboneError, match="same framework"):
        ontology.crosswalk("old", "Old")


def test_a_crosswalk_shows_itself_in_a_notebook(ontology: Ontology) -> None:
    page = ontology.crosswalk("old", "new")._repr_html_()
    assert "Joining has more in it." in page
    assert page.count("<tr>") == 1 + 4 + 2


# --- triples ---------------------------------------------------------------------------------


def test_every_mapping_becomes_an_axiom_and_only_matches_become_statements(
    tmp_path: Path,
) -> None:
    mappings = read_sssom(sssom(tmp_path, ROWS))
    triples = set(mapping_triples(mappings))
    stated = {t for t in triples if t[1] in (SKOS.broadMatch, SKOS.closeMatch)}
    assert stated == {
        (
            URIRef(f"{FRAMEWORKS}old#talk"),
            SKOS.broadMatch,
            URIRef(f"{FRAMEWORKS}new#join"),
        ),
        (URIRef(f"{FRAMEWORKS}old#lead"), SKOS.closeMatch, URIRef(f"{FRAMEWORKS}new#guide")),
    }
    assert sum(t[1:] == (TYPE, OWL.Axiom) for t in triples) == len(mappings)


def test_the_axiom_of_a_missing_counterpart_says_where_it_was_looked_for(tmp_path: Path) -> None:
    dropped = read_sssom(sssom(tmp_path, ROWS))[2]
    triples = list(mapping_triples([dropped]))
    node = triples[0][0]
    told = {predicate: value for subject, predicate, value in triples if subject == node}
    assert str(node) == "https://w3id.org/backbone-kg/crosswalk#old.print--new.none"
    assert told[OWL.annotatedSource] == URIRef(f"{FRAMEWORKS}old#print")
    assert told[OWL.annotatedProperty] == SKOS.mappingRelation
    assert told[OWL.annotatedTarget] == iri(NO_TERM_FOUND)
    assert told[URIRef(BUILT_IN["sssom"] + "object_source")] == URIRef(f"{FRAMEWORKS}new")
    assert told[URIRef(BUILT_IN["sssom"] + "mapping_justification")] == iri(MANUAL)
    assert told[RDFS.comment] == Literal("Dropped.", lang="en")


def test_an_axiom_keeps_its_iri_when_the_judgment_is_revised(tmp_path: Path) -> None:
    revised = [[*ROWS[0][:1], "skos:relatedMatch", *ROWS[0][2:-1], "On reflection."]]
    before = next(mapping_triples(read_sssom(sssom(tmp_path, ROWS[:1]))))
    after = next(mapping_triples(read_sssom(sssom(tmp_path, revised))))
    nodes = {
        next(s for s, p, _ in mapping_triples(read_sssom(sssom(tmp_path, rows))) if p == TYPE)
        for rows in (ROWS[:1], revised)
    }
    assert before != after
    assert len(nodes) == 1


# --- reading ---------------------------------------------------------------------------------


def test_a_source_may_stand_in_the_header_for_all_mappings(tmp_path: Path) -> None:
    path = tmp_path / "made.sssom.tsv"
    kept = [n for n, name in enumerate(COLUMNS) if not name.endswith("_source")]
    lines = ["\t".join(row[n] for n in kept) for row in (COLUMNS, *ROWS)]
    header = HEADER + "#subject_source: framework:old\n#object_source: framework:new\n"
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    assert read_sssom(path) == read_sssom(sssom(tmp_path, ROWS))


def test_windows_line_ends_and_empty_lines_at_the_end_change_nothing(tmp_path: Path) -> None:
    plain = read_sssom(sssom(tmp_path, ROWS))
    path = sssom(tmp_path, ROWS)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert read_sssom(path) == plain


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (
            1,
            "skos:broader",
            "“skos:broader” does not say how the two compare. Use one of skos:exact",
        ),
        (1, "skos:mappingRelation", "does not say how the two compare"),
        (3, "", "“mapping_justification” is empty. Fill it in."),
        (3, "semapv:guess", "“semapv:guess” is no way of making a mapping in SSSOM. Use semapv: w"),
        (6, " ", "“comment” is empty. Say why."),
        (0, "odd:talk", "The prefix “odd” of “odd:talk” is not in the header. Add it to"),
        (2, "Join", "“Join” in “object_id” is not a prefixed name. Write it as prefix:name."),
        (2, f"{FRAMEWORKS}new#join", "is not a prefixed name"),
        (4, "", "“subject_source” is empty"),
    ],
)
def test_a_bad_field_is_told_with_its_file_and_line(
    tmp_path: Path, column: int, value: str, told: str
) -> None:
    bad = [*ROWS[0][:column], value, *ROWS[0][column + 1 :]]
    message = problem(tmp_path, [ROWS[1], bad])
    assert message.startswith(f"{tmp_path / 'made.sssom.tsv'}: Line {FIRST + 1}: ")
    assert told in message


NOTHING = "sssom:NoTermFound"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # A comment may span lines.
        (
            [[*ROWS[0][:-1], '"One\nand two"'], [*ROWS[1][:3], "", *ROWS[1][4:]]],
            f"Line {FIRST + 2}: ",
        ),
        (
            [[NOTHING, "skos:mappingRelation", NOTHING, *ROWS[0][3:]]],
            f"Line {FIRST}: Neither side is a concept.",
        ),
        (
            [*ROWS, [ROWS[0][0], "skos:closeMatch", *ROWS[0][2:]]],
            f"Line {FIRST + 4}: Line {FIRST} compares the same two already.",
        ),
        ([ROWS[0][:-1]], f"Line {FIRST}: There are 6 fields under 7 columns."),
        ([[*ROWS[0][:-1], '"Near" enough']], "cannot be taken apart"),
    ],
)
def test_a_bad_line_is_told(tmp_path: Path, rows: list[list[str]], told: str) -> None:
    assert told in problem(tmp_path, rows)


@pytest.mark.parametrize("justification", JUSTIFICATIONS)
def test_every_justification_of_sssom_is_read(tmp_path: Path, justification: str) -> None:
    name = "semapv:" + justification.rpartition("/")[2]
    (mapping,) = read_sssom(sssom(tmp_path, [[*ROWS[0][:3], name, *ROWS[0][4:]]]))
    assert mapping.justification == justification


@pytest.mark.sssom
def test_the_justifications_are_those_of_the_schema() -> None:
    assert SSSOM.path
    (path,) = Path(SSSOM.path).parents[1].glob("lib/*/site-packages/**/sssom_schema.yaml")
    slot = yaml.safe_load(path.read_text(encoding="utf-8"))["slots"]["mapping_justification"]
    (names,) = re.findall(r"\^semapv:\((.*)\)\$", slot["pattern"])
    assert {each.rpartition("/")[2] for each in JUSTIFICATIONS} == set(names.split("|"))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_missing_column_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / "made.sssom.tsv"
    path.write_text(HEADER + "\t".join(c for c in COLUMNS if c != name) + "\n", encoding="utf-8")
    with pytest.raises(BackboneError, match=f"Line {FIRST - 1}: The column “{name}” is missing"):
        read_sssom(path)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("", "Line 1: There is no header."),
        (HEADER.replace("curie_map:", "curie_map: ["), "The header is not YAML"),
        (
            HEADER.replace("#license: ", "#license: : "),
            f"Line {HEADER.count(chr(10))}: The header is not YAML",
        ),
        ("#just words\n", "Line 1: The header has no names and values."),
        ("#license: https://example.org\n", "The header has no “curie_map”."),
        (HEADER.replace("#mapping_set_id", "#set"), "The header has no “mapping_set_id”."),
        (HEADER.replace("#license", "#licence"), "The header has no “license”."),
        (HEADER + "#curie_map: old\n", "“curie_map” in the header is not a list of prefixes."),
        (
            HEADER.replace("#  new:", "#  skos: https://example.org/\n#  new:"),
            "The prefix “skos” stands for http://www.w3.org/2004/02/skos/core# and nothing else.",
        ),
    ],
)
def test_a_bad_header_is_told(tmp_path: Path, header: str, told: str) -> None:
    assert told in problem(tmp_path, ROWS, header)


def test_a_file_of_nothing_but_a_header_is_told(tmp_path: Path) -> None:
    path = tmp_path / "made.sssom.tsv"
    path.write_text(HEADER, encoding="utf-8")
    with pytest.raises(BackboneError, match="There are no columns"):
        read_sssom(path)


def test_a_missing_file_and_another_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(BackboneError, match="Check that it is there"):
        read_sssom(tmp_path / "none.sssom.tsv")
    path = tmp_path / "made.sssom.tsv"
    path.write_bytes(HEADER.encode("utf-16"))
    with pytest.raises(BackboneError, match="Save it as UTF-8"):
        read_sssom(path)
