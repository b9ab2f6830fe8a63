"""An analysis as plain data keeps to the published schema, and a notebook shows it safely."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from tests.generate import good, put, random_sheets, scrambled, with_mistakes, write_csv
from tests.published import SCHEMAS, as_published
from tests.small_costs import two_partners
from tests.small_files import read_sheets

from backbone_kg import analyze, budget, compare, read, suggest, timeline, whatif
from backbone_kg.analysis import SCHEMA, LoadVerdict, RoleState
from backbone_kg.base.names import key

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOLDERS = sorted(sheet.parent for sheet in EXAMPLES.rglob("Partnership.csv"))


def test_the_schema_has_all_states_and_verdicts() -> None:
    schema = json.loads((SCHEMAS / "analysis-1.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["schema"]["const"] == SCHEMA
    assert schema["$defs"]["state"]["enum"] == [state.value for state in RoleState]
    verdicts = schema["$defs"]["partner"]["properties"]["verdict"]["enum"]
    assert verdicts == [verdict.value for verdict in LoadVerdict]


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}"
)
def test_every_example_keeps_to_the_schema(folder: Path) -> None:
    plain = as_published(analyze(read(folder)))
    assert plain["schema"] == SCHEMA
    assert len(plain["roles"]) == 23


@pytest.mark.parametrize("seed", range(5))
def test_of_any_file_each_result_keeps_to_its_schema(seed: int) -> None:
    broken, _ = with_mistakes(random_sheets(seed), seed)
    for data in map(read_sheets, (broken, scrambled(seed), good(), two_partners())):
        as_published(analyze(data))
        as_published(budget(data))
        as_published(timeline(data))
        as_published(compare(data, start="2021"))
        as_published(suggest(data, allow_end=True, include_no_evidence=True, max_moves=3))
        names = [key(partner.name) for partner in data.roster.partners]
        for partner in data.roster.at(datetime.date(2021, 6, 30)).partners:
            if names.count(key(partner.name)) == 1:
                as_published(whatif(data, without=[partner.name], as_of="2021-06-30"))


def test_plain_data_say_what_the_analysis_says(tmp_path: Path) -> None:
    analysis = analyze(read(write_csv(tmp_path / "data", good())))
    plain = as_published(analysis)
    assert plain["framework"] == {"slug": "mathematica", "title": analysis.framework}
    assert plain["coverage"] == {
        "name": "All roles",
        "covered": 3,
        "wanted": 23,
        "share": 3 / 23,
        "states": {"shared": 1, "held": 2, "unfilled": 20, "no evidence": 0, "not ours": 0},
    }
    assert [p["name"] for p in plain["partners"]] == [p.name for p in analysis.partners]
    assert plain["partners"][0]["verdict"] == "within its limit"
    assert plain["usual_share"] == {"equal_share": 1 / 3, "fence": None}
    assert [h["partner"] for h in plain["holdings"]] == [h.partner for h in analysis.holdings]
    assert {role["label"]: role["holders"] for role in plain["roles"] if role["holders"]} == {
        role.label: list(role.holders) for role in analysis.roles if role.holders
    }


def test_a_load_without_bound_is_null_and_overloaded(tmp_path: Path) -> None:
    sheets = put(good(), "Partners!C4", 0)
    plain = as_published(analyze(read(write_csv(tmp_path / "data", sheets))))
    (partner,) = [p for p in plain["partners"] if p["name"] == "Youth Alliance"]
    assert (partner["load"], partner["verdict"], partner["basis"]) == (None, "overloaded", "fte")


def test_a_notebook_shows_the_coverage_and_no_cell_can_break_out_of_it(tmp_path: Path) -> None:
    sheets = put(good(), "Partnership!A2", "<script>alert(1)</script> & more")
    analysis = analyze(read(write_csv(tmp_path / "data", sheets)))
    shown = analysis._repr_html_()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in shown
    assert "<script>" not in shown
    assert ">3 of 23 (13%)</td>" in shown
    for function in analysis.functions:
        assert f">{function.covered} of {function.wanted} (" in shown


def test_a_notebook_says_at_least_where_an_assignment_was_not_read(tmp_path: Path) -> None:
    sheets = put(good(), "Assignments!A2", "Nobody we know")
    shown = analyze(read(write_csv(tmp_path / "data", sheets)))._repr_html_()
    assert ">at least 3 of 23 (13%)</td>" in shown
