"""Asking the graph from Python: query and queries."""

from __future__ import annotations

from pathlib import Path

import pytest

import backbone_kg
from backbone_kg.errors import BackboneError, UnknownNameError

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TACOMA = EXAMPLES / "graduate-tacoma" / "2025-09"
BUFFALO = EXAMPLES / "say-yes-buffalo" / "2023"
NAMES = """
PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name { ?it a bkg:Partnership ; skos:prefLabel ?name } ORDER BY ?name
"""


def test_a_name_a_file_and_a_text_are_asked(tmp_path: Path) -> None:
    path = tmp_path / "names.rq"
    path.write_text(NAMES, encoding="utf-8")
    for question in (NAMES, path, str(path)):
        assert backbone_kg.query(question).to_rows() == []
        assert backbone_kg.query(question, TACOMA).to_rows() == [{"name": "Graduate Tacoma"}]
    assert len(backbone_kg.query("capacities-by-function")) == 35


def test_files_and_what_was_read_of_them_are_alike() -> None:
    read = backbone_kg.read(TACOMA)
    expected = [{"name": "Graduate Tacoma"}, {"name": "Say Yes Buffalo"}]
    for data in ([TACOMA, BUFFALO], [read, str(BUFFALO)], [BUFFALO, read]):
        assert backbone_kg.query(NAMES, *data).to_rows() == expected


def test_what_was_changed_after_reading_counts() -> None:
    read = backbone_kg.read(TACOMA)
    read.graph.remove((read.iri, None, None))
    assert not backbone_kg.query(NAMES, read)


def test_one_question_leaves_nothing_to_the_next() -> None:
    assert backbone_kg.query(NAMES, TACOMA)
    assert not backbone_kg.query(NAMES)


def test_a_setting_is_any_value_that_its_parameter_takes() -> None:
    text = backbone_kg.query("coverage", TACOMA, date="2022").to_rows()
    number = backbone_kg.query("coverage", TACOMA, date=2022).to_rows()
    assert text == number
    assert text != backbone_kg.query("coverage", TACOMA).to_rows()
    with pytest.raises(UnknownNameError, match="Did you mean “date”"):
        backbone_kg.query("coverage", TACOMA, dat=2022)


def test_the_figures_are_those_of_the_analysis() -> None:
    (row,) = backbone_kg.query("coverage", TACOMA)
    overall = backbone_kg.analyze(backbone_kg.read(TACOMA)).coverage
    assert (row["covered"], row["roles"]) == (overall.covered, overall.wanted)


def test_a_store_on_disk_is_asked(tmp_path: Path) -> None:
    backbone_kg.load(TACOMA, store=tmp_path / "store")
    assert backbone_kg.query(NAMES, store=tmp_path / "store") == backbone_kg.query(NAMES, TACOMA)
    with pytest.raises(BackboneError, match="cannot be asked at once"):
        backbone_kg.query(NAMES, TACOMA, store=tmp_path / "store")


def test_time_is_kept() -> None:
    assert backbone_kg.query(NAMES, TACOMA, timeout=60).to_rows() == [{"name": "Graduate Tacoma"}]
    with pytest.raises(BackboneError, match="took longer than"):
        backbone_kg.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c. ?d ?e ?f. ?g ?h ?i }", timeout=0.5)


def test_a_service_is_not_called() -> None:
    with pytest.raises(BackboneError, match="which is not allowed"):
        backbone_kg.query("SELECT * { SERVICE <http://a.example/> { ?a ?b ?c } }")


def test_questions_show_themselves_in_a_notebook() -> None:
    questions = backbone_kg.queries("coverage")
    page = questions._repr_html_()
    assert questions
    for question in questions:
        assert f"<code>{question.name}</code>" in page
        assert question.summary in page
    assert len(backbone_kg.queries()) > len(questions)
    with pytest.raises(UnknownNameError, match="Did you mean “coverage”"):
        backbone_kg.queries("covrage")
