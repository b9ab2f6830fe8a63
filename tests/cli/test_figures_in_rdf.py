"""analyze --format ttl and jsonld: every figure as an observation that stands alone."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.cli.running import printed, refused, run
from tests.generate import good, put, write_csv

from backbone_kg import analyze, read
from backbone_kg.graph.namespaces import PREFIXES

FIGURES = f"""
PREFIX bkg: <{PREFIXES["bkg"]}>
PREFIX dqv: <{PREFIXES["dqv"]}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?metric ?label ?value ?count ?of (BOUND(?at_least) AS ?least) ?day ?name ?read WHERE {{
  ?figure a dqv:QualityMeasurement ; dqv:isMeasurementOf [ skos:notation ?metric ] ;
    skos:prefLabel ?label ; bkg:onDay ?day ; dqv:computedOn ?snapshot .
  ?snapshot a bkg:Snapshot ; skos:prefLabel ?name ; bkg:assignmentsRead ?read .
  OPTIONAL {{ ?figure dqv:value ?value }}
  OPTIONAL {{ ?figure bkg:count ?count ; bkg:countedOf ?of }}
  OPTIONAL {{ ?figure bkg:isAtLeast ?at_least }}
}}
"""
FORMATS = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_csv(tmp_path / "data", good())


def triples(form: str, *arguments: str) -> set[ox.Triple]:
    said = printed("analyze", *arguments, "--format", form)
    assert run("analyze", *arguments, "--format", form).out == said
    return {quad.triple for quad in ox.parse(said.encode(), FORMATS[form])}


def test_both_forms_say_the_same_and_write_iris_with_the_projects_prefixes(here: Path) -> None:
    assert triples("ttl", "data") == triples("jsonld", "data")
    for form in FORMATS:
        out = run("analyze", "data", "--format", form).out
        assert "dqv:QualityMeasurement" in out
        assert "bkg:Snapshot" in out


@pytest.mark.parametrize("as_of", [None, "2022"])
def test_every_figure_of_the_analysis_is_told_and_no_other(here: Path, as_of: str | None) -> None:
    write_csv(here, put(good(), "Assignments!A2", "Zebra"))
    asked = [] if as_of is None else ["--as-of", as_of]
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples("ttl", "data", *asked))
    analysis = analyze(read(here), as_of=as_of)
    found = set()
    rows = store.query(FIGURES)
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        metric, label, value, count, of, least, *rest = (term and term.value for term in row)
        number = None if value is None else float(value)
        counts = (count and int(count), of and int(of))
        found.add((metric, label, number, *counts, least == "true"))
        assert rest == [analysis.as_of, analysis.partnership, "3"]
    assert found == {
        (f.metric, f.label, f.value, f.count, f.of, f.at_least) for f in analysis.figures
    }
    assert {f.at_least for f in analysis.figures if f.metric == "coverage"} == {True}


@pytest.mark.parametrize("form", FORMATS)
def test_where_nothing_is_known_the_snapshot_says_so_and_no_figure_is_told(
    here: Path, form: str
) -> None:
    sheets = good()
    sheets["Assignments"][1:] = [["Zebra", "Build trust"], ["Lion", "Roar"]]
    write_csv(here, sheets)
    said = triples(form, "data")
    predicates = {triple.predicate.value for triple in said}
    assert PREFIXES["bkg"] + "assignmentsNotRead" in predicates
    assert PREFIXES["dqv"] + "value" not in predicates


def test_a_reading_in_another_framework_has_no_such_form(here: Path) -> None:
    told = refused("analyze", "data", "--as-framework", "fsg-2012-07", "--format", "ttl")
    assert "--as-framework and --format ttl exclude one another" in told
