"""Asking the graph from Python: query and queries."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy
import pandas
import pytest
from tests.small_files import TRUST, file_of, partnership_of, read_sheets

import backbone_kg
from backbone_kg import BackboneError, Results
from backbone_kg.asking import ask_store, asked_store, question_of
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.graph.rdflib_terms import iri
from backbone_kg.sparql import results_text

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TACOMA = EXAMPLES / "graduate-tacoma" / "2025-09"
BUFFALO = EXAMPLES / "say-yes-buffalo" / "2023"
NAMES = """
PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name { ?it a bkg:Partnership ; skos:prefLabel ?name } ORDER BY ?name
"""


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one file: to ask it again costs little."""
    store = tmp_path_factory.mktemp("asked") / "kg"
    backbone_kg.load(TACOMA, store=store)
    return store


def test_a_name_a_file_and_a_text_are_asked(tmp_path: Path, kg: Path) -> None:
    path = tmp_path / "names.rq"
    path.write_text(NAMES, encoding="utf-8")
    for question in (NAMES, path, str(path)):
        assert backbone_kg.query(question).to_rows() == []
        assert backbone_kg.query(question, store=kg).to_rows() == [{"name": "Graduate Tacoma"}]
    assert len(backbone_kg.query("capacities-by-function")) == 35


def test_that_rows_could_not_be_read_is_said_before_any_answer_on_partnerships() -> None:
    unread = ["River Schools", "Buidl trsut"]
    one = partnership_of(["River Staff", TRUST], unread, partners=[["River Staff"], unread[:1]])
    other = file_of(["River Staff", TRUST], unread, partners=[["River Staff"], unread[:1]])
    other["Partnership"][1][0] = "Lake Together"
    said = "2 of 4 assignments of data and lake could not be read, so what is said of "
    with asked_store([one, read_sheets(other, name="lake")]) as store:

        def asked(question: str, **settings: str) -> Results:
            return ask_store(question_of(question), store, settings=settings)

        for question in ("load-across-partnerships", "kinds-by-function", "own-roles", "ASK {}"):
            found = asked(question)
            assert str(found).startswith(said)
            assert results_text(found, "md").startswith(said)
            assert found._repr_html_().startswith(f"<p>{said}")
            if "not_read" in found.columns:
                assert {row["not_read"] for row in found} == {2}
        assert results_text(asked("network"), "ttl").startswith(f"# {said}")
        each = asked("partners-in-several-partnerships")
        assert [row["not_read"] for row in each] == [1] * 4
        of_the_lake = asked("coverage", partnership="LAKE together")
        assert str(of_the_lake).startswith("1 of 2 assignments of lake could not be read")
        assert not asked("terms").incomplete


def test_where_a_store_does_not_say_whether_rows_could_be_read_it_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with asked_store([partnership_of(["River Staff", TRUST])]) as store:
        answers = store.query

        def silent(text: str, **settings: Any) -> Results:
            if "SELECT ?file ?read ?not_read" in text:
                raise BackboneError("The service took too long.")
            return answers(text, **settings)

        assert not ask_store(question_of("partnerships"), store).incomplete
        monkeypatch.setattr(type(store), "query", lambda self, text, **rest: silent(text, **rest))
        found = ask_store(question_of("partnerships"), store)
    assert found
    assert str(found).startswith("Whether all assignments could be read is not known")


def test_what_was_changed_after_reading_counts() -> None:
    read = backbone_kg.read(TACOMA)
    read.graph.remove((iri(read.iri), None, None))
    assert not backbone_kg.query(NAMES, read)


def test_one_question_leaves_nothing_to_the_next() -> None:
    assert backbone_kg.query(NAMES, TACOMA)
    assert not backbone_kg.query(NAMES)


def test_a_setting_is_any_value_that_its_parameter_takes(kg: Path) -> None:
    text = backbone_kg.query("coverage", store=kg, date="2022").to_rows()
    number = backbone_kg.query("coverage", store=kg, date=2022).to_rows()
    assert text == number
    assert text != backbone_kg.query("coverage", store=kg).to_rows()
    with pytest.raises(UnknownNameError, match="Did you mean “date”"):
        backbone_kg.query("coverage", store=kg, dat=2022)


def test_the_figures_are_those_of_the_analysis() -> None:
    (row,) = backbone_kg.query("coverage", TACOMA)
    overall = backbone_kg.analyze(backbone_kg.read(TACOMA)).coverage
    assert (row["covered"], row["roles"]) == (overall.covered, overall.wanted)


def test_a_store_on_disk_is_asked(kg: Path) -> None:
    assert backbone_kg.query(NAMES, store=kg) == backbone_kg.query(NAMES, TACOMA)
    with pytest.raises(BackboneError, match="cannot be asked at once"):
        backbone_kg.query(NAMES, TACOMA, store=kg)


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    """Return a question whose parameters are called like what `query` takes besides."""
    names = (
        "timeout",
        "store",
        "question",
        "endpoint",
        "allow_service",
        "data",
        "settings",
        "from",
    )
    listed = "".join(f"#+   - name: {name}\n" for name in names)
    variables = " ".join(f"?{name}" for name in names)
    values = " ".join(f"BIND(COALESCE(?_{name}, 'none') AS ?{name})" for name in names)
    path = tmp_path / "awkward.rq"
    path.write_text(f"#+ parameters:\n{listed}SELECT {variables} {{ {values} }}", "utf-8")
    return path


def test_a_parameter_may_be_called_like_anything(awkward: Path) -> None:
    (unset,) = backbone_kg.query(awkward)
    given = {name: f"a {name}" for name in unset}
    assert backbone_kg.query(awkward, settings=given).to_rows() == [given]
    assert set(unset.values()) == {"none"}


def test_settings_and_names_go_together_but_not_twice() -> None:
    both = backbone_kg.query("role-states", TACOMA, settings={"partnership": "x"}, date=2022)
    assert not both
    with pytest.raises(BackboneError, match="“date” is set twice"):
        backbone_kg.query("coverage", TACOMA, settings={"date": 2022}, date=2022)


def test_values_of_notebooks_are_taken(kg: Path) -> None:
    day = backbone_kg.query("coverage", store=kg, date="2022-05-06")
    for value in (
        datetime.date(2022, 5, 6),
        datetime.datetime(2022, 5, 6, 23, 59),
        pandas.Timestamp("2022-05-06"),
        numpy.datetime64("2022-05-06"),
    ):
        assert backbone_kg.query("coverage", store=kg, date=value) == day
    loads = backbone_kg.query("overloaded-partners", store=kg, above="0.0000001")
    assert backbone_kg.query("overloaded-partners", store=kg, above=1e-7) == loads


def test_none_is_not_set_and_leaves_the_default(kg: Path) -> None:
    assert backbone_kg.query("coverage", store=kg, date=None) == backbone_kg.query(
        "coverage", store=kg
    )
    default = backbone_kg.query("crosswalk")
    assert backbone_kg.query("crosswalk", framework=None) == default
    assert backbone_kg.query("crosswalk", framework="", other="") != default


def test_files_and_what_was_read_of_them_are_named_one_by_one_or_in_lists() -> None:
    expected = [{"name": "Graduate Tacoma"}, {"name": "Say Yes Buffalo"}]
    read = backbone_kg.read(TACOMA)
    for data in ([TACOMA, BUFFALO], [[read], (str(BUFFALO),)], [BUFFALO, read]):
        assert backbone_kg.query(NAMES, *data).to_rows() == expected
    assert backbone_kg.query(NAMES, (one for one in (TACOMA, BUFFALO))).to_rows() == expected


@pytest.mark.parametrize("nothing", [[], None, 3])
def test_what_holds_no_data_is_refused(nothing: Any) -> None:
    with pytest.raises(BackboneError, match="There is nothing to ask in this"):
        backbone_kg.query(NAMES, nothing)


@pytest.mark.parametrize("timeout", [0, -1, 0.0, float("nan"), float("inf"), "30", True])
def test_a_time_that_makes_no_sense_is_refused(timeout: float) -> None:
    with pytest.raises(BackboneError, match="Give a number of seconds above 0"):
        backbone_kg.query(NAMES, timeout=timeout)


def test_ctrl_c_ends_a_query_without_a_time_limit() -> None:
    code = (
        "import signal, sys, threading, backbone_kg\n"
        "backbone_kg.query('ASK {}')\n"
        "try:\n"
        "    threading.Timer(0.3, signal.raise_signal, [signal.SIGINT]).start()\n"
        "    backbone_kg.query('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }')\n"
        "except KeyboardInterrupt:\n"
        "    print('heard', backbone_kg.query('ASK {}').answer)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard True\n", "")


def test_time_is_kept() -> None:
    assert backbone_kg.query(NAMES, TACOMA, timeout=60).to_rows() == [{"name": "Graduate Tacoma"}]
    with pytest.raises(BackboneError, match=r"took longer than 0\.5 seconds"):
        backbone_kg.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c. ?d ?e ?f. ?g ?h ?i }", timeout=0.5)


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


@pytest.mark.parametrize("address", ["", "not an address", "file:///etc/passwd"])
def test_what_is_no_address_cannot_be_allowed(address: str) -> None:
    with pytest.raises(BackboneError, match="not the address of a service"):
        backbone_kg.query(NAMES, allow_service=[address])


def test_the_knowledge_base_is_that_of_the_folders_that_are_named_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = "ASK { <urn:lake> ?p ?o }"
    assert backbone_kg.query(ours).answer is False
    (tmp_path / "lake.ttl").write_text("<urn:lake> <urn:p> <urn:o> .\n", encoding="utf-8")
    monkeypatch.setenv("BACKBONE_KG_ONTOLOGY", str(tmp_path))
    assert backbone_kg.query(ours).answer is True
    monkeypatch.delenv("BACKBONE_KG_ONTOLOGY")
    assert backbone_kg.query(ours).answer is False
