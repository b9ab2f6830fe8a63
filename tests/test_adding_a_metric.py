"""Adding a metric means adding one file to the analysis room.

The result, JSON and its schema, the text, the report, the page of metrics and the observations in
the graph then have it, without a line of code that knows of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from tests.generate import good, write_csv
from tests.test_docs import TEXTS

import backbone_kg.analysis
from backbone_kg import Partnership, analyze, query, read, report
from backbone_kg.analysis import all_metrics
from backbone_kg.showing.analysis_text import as_text
from backbone_kg.showing.metrics_page import metrics_page, with_metrics

FILE = '''
"""How many roles a partner holds on average."""

from backbone_kg.analysis.metrics import Figure, Metric


def _measure(roster):
    partners = len(roster.partners)
    mean = roster.ties / partners if partners else None
    yield Figure("mean-roles", roster.roster.snapshot, "All partners", mean, roster.ties, partners)


METRICS = (
    Metric(
        name="mean-roles",
        title="Roles of a partner",
        about="partnership",
        formula="holdings ÷ partners",
        unit="roles",
        range="0 or more",
        reference="Made up (2026)",
        sentence="{count} holdings of {of} partners are {value} roles for each",
        measure=_measure,
    ),
)
'''
SENTENCE = "4 holdings of 3 partners are 1.33 roles for each"
RANKED = """
PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>
PREFIX dqv: <http://www.w3.org/ns/dqv#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?partnership ?value ?day WHERE {
  ?figure dqv:isMeasurementOf [ skos:notation "mean-roles" ] ; dqv:value ?value ;
    dqv:computedOn [ skos:prefLabel ?partnership ] ; bkg:onDay ?day .
} ORDER BY DESC(?value)
"""


@pytest.fixture(autouse=True)
def _one_file_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "analysis"
    folder.mkdir()
    (folder / "mean_roles.py").write_text(FILE, encoding="utf-8")
    room = backbone_kg.analysis
    monkeypatch.setattr(room, "__path__", [*room.__path__, str(folder)])
    all_metrics.cache_clear()
    yield
    sys.modules.pop("backbone_kg.analysis.mean_roles", None)
    all_metrics.cache_clear()


@pytest.fixture
def data(tmp_path: Path) -> Partnership:
    return read(write_csv(tmp_path / "data", good()))


def test_the_result_has_it(data: Partnership) -> None:
    (figure,) = [f for f in analyze(data).figures if f.metric == "mean-roles"]
    assert figure.value == pytest.approx(4 / 3)
    assert (figure.count, figure.of) == (4, 3)


def test_json_has_it_and_the_schema_names_it(data: Partnership) -> None:
    (path,) = [path for path in TEXTS if path.name == "analysis-1.schema.json"]
    published = json.loads(TEXTS[path])
    document = json.loads(json.dumps(analyze(data).to_dict()))
    assert "mean-roles" in {figure["metric"] for figure in document["figures"]}
    assert not jsonschema.Draft202012Validator(published).is_valid(document)
    jsonschema.Draft202012Validator(with_metrics(published)).validate(document)


def test_the_text_says_it(data: Partnership) -> None:
    assert f"Roles of a partner: {SENTENCE}" in as_text(analyze(data), width=100)


def test_the_report_says_it_with_its_formula(data: Partnership) -> None:
    page = report(data)
    method = page[page.index('id="method"') :]
    for text in (SENTENCE, "holdings ÷ partners", "0 or more", "Made up (2026)"):
        assert text in method


def test_the_page_of_metrics_defines_it() -> None:
    (row,) = [line for line in metrics_page().splitlines() if "`mean-roles`" in line]
    assert "holdings ÷ partners | roles | 0 or more | Made up (2026)" in row


def test_the_graph_can_be_asked_for_it(data: Partnership) -> None:
    (row,) = query(RANKED, data).to_rows()
    assert row["partnership"] == "River Valley Together"
    assert float(row["value"]) == pytest.approx(4 / 3)
    assert str(row["day"]) == "2025-09-30"


def test_without_the_file_nobody_knows_of_it() -> None:
    published = "".join(TEXTS.values())
    assert "mean-roles" not in published
    assert "`coverage`" in published
