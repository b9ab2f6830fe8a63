"""What the mapping sets of this project say: valid, complete where promised, each with a reason."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from rdflib import RDFS, SDO, SKOS
from tests.programs import SSSOM

from backbone_kg import ontology
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph.namespaces import PROJECT, local_name
from backbone_kg.graph.rdflib_terms import PREF_LABEL, TYPE, iri, term
from backbone_kg.knowledge import HOW, MANUAL, Crosswalk, Mapping, read_sssom
from backbone_kg.showing.crosswalk_text import to_sssom

CROSSWALK = ontology_dir() / "crosswalk.sssom.tsv"
TYPES = ontology_dir() / "organization-types.sssom.tsv"
FILES = [CROSSWALK, TYPES]

COMPARED = (
    "mathematica",
    "klempin-typical",
    "cif-toolkit",
    "corridors-site",
    "strivetogether",
    "fsg-2012-01",
    "fsg-2012-07",
    "mathematica-qualities",
    "policylink",
)
"""Frameworks that are compared each with each."""

PAIRS = [*combinations(COMPARED, 2)]
FRAMEWORK_MAPPINGS = read_sssom(CROSSWALK)
TYPE_MAPPINGS = read_sssom(TYPES)
ALL_MAPPINGS = (*FRAMEWORK_MAPPINGS, *TYPE_MAPPINGS)


def rows_of(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))


def pair(one: str, other: str) -> Crosswalk:
    return ontology.crosswalk(one, other)


# --- valid SSSOM, by the reference implementation --------------------------------------------


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, int]:
    """Crosswalks written as SSSOM, and how many rows each has."""
    found = {}
    for one, other in (PAIRS[0], ("fsg-2012-07", "fsg-2012-01")):
        path = tmp_path_factory.mktemp("written") / f"{one}-{other}.sssom.tsv"
        path.write_text(to_sssom(pair(one, other)), encoding="utf-8")
        found[path] = len(pair(one, other).rows)
    return found


@pytest.fixture(scope="module")
def unjustified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mapping set of which one row does not say how the mapping was made."""
    path = tmp_path_factory.mktemp("bad") / "bad.sssom.tsv"
    text = TYPES.read_text(encoding="utf-8")
    path.write_text(text.replace("semapv:ManualMapping", "semapv:Guess", 1), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def validated(written: dict[Path, int], unjustified: Path) -> Any:
    paths = map(str, [*FILES, *written, unjustified])
    command = [str(SSSOM.path), str(Path(__file__).with_name("sssom_validator.py")), *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.sssom
def test_mapping_sets_and_crosswalks_are_valid(validated: Any, written: dict[Path, int]) -> None:
    counts = {path: len(read_sssom(path)) for path in FILES} | written
    for path, count in counts.items():
        # sssom-py warns of keys and prefixes that are against the specification.
        expected = {"mappings": count, "checks": 3, "wrong": [], "warned": []}
        assert validated[str(path)] == expected, path.name


@pytest.mark.sssom
def test_a_mapping_set_without_a_justification_is_not_valid(
    validated: Any, unjustified: Path
) -> None:
    assert validated[str(unjustified)]["wrong"]


# --- every row -------------------------------------------------------------------------------


def test_every_mapping_has_a_reason_of_its_own() -> None:
    counted = Counter(mapping.comment.casefold() for mapping in ALL_MAPPINGS)
    assert [comment for comment, times in counted.items() if times > 1] == []
    assert [m.comment for m in ALL_MAPPINGS if len(m.comment.split()) < 5] == []


def test_every_mapping_was_made_by_hand() -> None:
    assert {mapping.justification for mapping in ALL_MAPPINGS} == {MANUAL}


def test_both_sides_exist_in_the_lists_they_are_said_to_be_from() -> None:
    sides = [(m.subject, m.subject_source) for m in ALL_MAPPINGS]
    sides += [(m.object, m.object_source) for m in ALL_MAPPINGS]
    in_scheme = term("skos:inScheme")
    assert [
        (concept, source)
        for concept, source in sides
        if (iri(source), TYPE, None) not in ontology.graph
        or (concept and (iri(concept), in_scheme, iri(source)) not in ontology.graph)
    ] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_labels_are_those_of_the_concepts(path: Path) -> None:
    for row, mapping in zip(rows_of(path), read_sssom(path), strict=True):
        for concept, label in (
            (mapping.subject, row["subject_label"]),
            (mapping.object, row["object_label"]),
        ):
            known = ontology.graph.value(iri(concept), PREF_LABEL) if concept else ""
            assert str(known) == label


# --- what SKOS allows ------------------------------------------------------------------------


def broader() -> Any:
    above = nx.DiGraph()
    for one, other in ontology.graph.subject_objects(SKOS.broader):
        above.add_edge(str(one), str(other))
    for mapping in ALL_MAPPINGS:
        if mapping.subject and mapping.object:
            ends = mapping.subject, mapping.object
            if mapping.predicate == str(SKOS.broadMatch):
                above.add_edge(*ends)
            if mapping.predicate == str(SKOS.narrowMatch):
                above.add_edge(*reversed(ends))
    return above


def test_nothing_is_broader_than_itself() -> None:
    assert nx.is_directed_acyclic_graph(broader())


def test_what_is_the_same_close_or_related_is_not_also_broader_or_narrower() -> None:
    reached = nx.transitive_closure_dag(broader())
    clashes = [
        mapping
        for mapping in ALL_MAPPINGS
        if mapping.subject
        and mapping.object
        and HOW[mapping.predicate] in ("same as", "close to", "related to")
        and (
            reached.has_edge(mapping.subject, mapping.object)
            or reached.has_edge(mapping.object, mapping.subject)
        )
    ]
    assert clashes == []


@pytest.mark.parametrize("mappings", [FRAMEWORK_MAPPINGS, TYPE_MAPPINGS])
def test_what_has_no_counterpart_in_a_list_is_mapped_to_nothing_in_it(
    mappings: tuple[Mapping, ...],
) -> None:
    missing: set[tuple[str, str]] = set()
    mapped: set[tuple[str, str]] = set()
    for mapping in mappings:
        sides = (
            (mapping.subject, mapping.object_source, mapping.object),
            (mapping.object, mapping.subject_source, mapping.subject),
        )
        for concept, looked_in, found in sides:
            if concept is not None:
                (missing if found is None else mapped).add((concept, looked_in))
    assert missing & mapped == set()


# --- frameworks ------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_every_role_and_quality_of_both_is_compared(one: str, other: str) -> None:
    assert pair(one, other).not_compared == ()


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_other_direction_is_the_mirror_image(one: str, other: str) -> None:
    mirror = {"part of the broader": "broader than", "broader than": "part of the broader"}
    there = {(r.source, r.target, r.how, r.comment) for r in pair(one, other).rows}
    back = {
        (r.target, r.source, mirror.get(r.how, r.how), r.comment) for r in pair(other, one).rows
    }
    assert there == back


def test_only_what_fsg_left_unchanged_is_the_same_in_two_frameworks() -> None:
    exact = [m for m in FRAMEWORK_MAPPINGS if m.predicate == str(SKOS.exactMatch)]
    fsg = f"{PROJECT}framework/fsg-2012-0"
    assert [(m.subject, m.object) for m in exact] == [
        (f"{fsg}1#mobilize-funding", f"{fsg}7#mobilize-funding")
    ]


def test_one_name_for_a_capacity_and_a_function_does_not_make_them_the_same() -> None:
    rows = [
        row
        for row in pair("mathematica", "fsg-2012-07").rows
        if row.source and row.source.name == "build-public-will"
    ]
    assert [(row.how, row.target and row.target.name) for row in rows] == [
        ("close to", "build-public-will")
    ]


def test_a_quality_of_mathematica_is_neither_a_part_nor_the_whole_of_a_function() -> None:
    qualities = {quality.iri for quality in ontology.framework("mathematica-qualities").qualities}
    assert qualities
    hows = {
        HOW[mapping.predicate]
        for mapping in FRAMEWORK_MAPPINGS
        if qualities & {mapping.subject, mapping.object}
    }
    assert hows == {"close to", "related to", "no counterpart"}


# --- kinds of organization -------------------------------------------------------------------

CODE_LISTS = [
    f"{PROJECT}code-list/{name}"
    for name in ("iati-organization-type", "ntee-major-group", "schema-org")
]


def kinds() -> list[str]:
    return [kind.iri for kind in ontology.organization_types]


@pytest.mark.parametrize("code_list", CODE_LISTS, ids=lambda iri: iri.rpartition("/")[2])
def test_every_kind_is_looked_for_in_each_outside_list(code_list: str) -> None:
    looked_for = {m.subject for m in TYPE_MAPPINGS if m.object_source == code_list}
    assert looked_for == set(kinds())


def test_outside_codes_are_never_said_to_be_the_same() -> None:
    exact = {m.object_source for m in TYPE_MAPPINGS if m.predicate == str(SKOS.exactMatch)}
    assert exact.isdisjoint(CODE_LISTS)


def test_types_of_schema_org_exist() -> None:
    used = {m.object for m in TYPE_MAPPINGS if m.object_source == CODE_LISTS[2] and m.object}
    assert used
    assert [one for one in used if SDO[local_name(one)] not in SDO] == []
    assert all(
        ontology.graph.value(iri(one), RDFS.seeAlso) == term(f"schema:{local_name(one)}")
        for one in used
    )


def test_codes_have_the_form_of_their_list_and_a_page_to_see() -> None:
    forms = {CODE_LISTS[0]: r"[1-9]\d", CODE_LISTS[1]: "[A-Z]"}
    for code_list, form in forms.items():
        codes = list(ontology.graph.subjects(SKOS.inScheme, iri(code_list)))
        assert codes
        for code in codes:
            notation = str(ontology.graph.value(code, SKOS.notation))
            assert re.fullmatch(form, notation)
            assert str(code).endswith(f"#{notation}")
            assert (code, RDFS.seeAlso, None) in ontology.graph


def test_no_code_is_listed_that_no_kind_is_mapped_to() -> None:
    listed = {
        str(code) for one in CODE_LISTS for code in ontology.graph.subjects(SKOS.inScheme, iri(one))
    }
    mapped = {m.object for m in TYPE_MAPPINGS if m.object_source in CODE_LISTS and m.object}
    assert listed == mapped
