"""Findings: their order, their counts, their places, and the document that programs read."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import random_sheets, scrambled, with_mistakes, write_csv
from tests.published import SCHEMAS, as_published

from backbone_kg import FileCheck, FileChecks, Finding, Findings, validate_files
from backbone_kg.base.findings import SCHEMA, Severity, in_order
from backbone_kg.reading import PassedOver

SCHEMA_FILE = SCHEMAS / "findings-1.schema.json"
LOST = FileCheck("lost.xlsx", None, problem="There is no such file.", remedy="Check the name.")
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
SHEETS = ["Partnership", "Partners", "Assignments"]


def finding(sheet: str = "", cell: str = "", **more: Any) -> Finding:
    row = int("".join(filter(str.isdigit, cell.split(":", maxsplit=1)[0])) or 0)
    fields = {"code": "some-code", "severity": ERROR, "message": "Something is wrong."} | more
    return Finding(sheet=sheet, cell=cell, row=row, **fields)


# --- order --------------------------------------------------------------------------------------


def test_findings_come_as_one_goes_through_the_file() -> None:
    expected = [
        finding(),
        finding("Partnership", "A2"),
        finding("Partners"),
        finding("Partners", "B1"),
        finding("Partners", "B2"),
        finding("Partners", "Z2"),
        finding("Partners", "AA2"),
        finding("Partners", "A10"),
        finding("Assignments", "A2"),
        finding("Extra", "A1"),
        finding("Other", "A1"),
    ]
    shuffled = random.Random(1).sample(expected, len(expected))
    assert list(in_order(shuffled, SHEETS)) == expected


def test_in_one_cell_the_worst_comes_first() -> None:
    found = [finding("Partners", "A2", severity=severity) for severity in (INFO, ERROR, WARNING)]
    assert [item.severity for item in in_order(found, SHEETS)] == [ERROR, WARNING, INFO]


def test_a_range_stands_where_its_first_cell_does() -> None:
    found = [finding("Partners", "B3"), finding("Partners", "A3:C4"), finding("Partners", "C2")]
    assert [item.cell for item in in_order(found, SHEETS)] == ["C2", "A3:C4", "B3"]


@given(
    st.lists(
        st.builds(
            finding,
            st.sampled_from(["", *SHEETS, "Extra"]),
            st.sampled_from(["", "A1", "B1", "AA1", "A10", "A2:B3"]),
            severity=st.sampled_from(Severity),
            code=st.sampled_from(["a", "b"]),
            iri=st.sampled_from(["", "x:1", "x:2"]),
        )
    ),
    st.randoms(),
)
def test_the_order_does_not_depend_on_how_they_were_found(
    found: list[Finding], rng: random.Random
) -> None:
    ordered = in_order(found, SHEETS)
    shuffled = rng.sample(found, len(found))
    assert in_order(shuffled, SHEETS) == ordered
    assert in_order([*shuffled, *found], SHEETS) == ordered
    assert set(ordered) == set(found)


# --- Findings -----------------------------------------------------------------------------------

THREE = Findings(
    items=(
        finding("Partners", "A2"),
        finding("Partners", "A3", severity=WARNING),
        finding("Partners", "A4", severity=INFO),
        finding("Partners", "A5", severity=INFO),
    ),
    file="some.xlsx",
    engine="pyshacl",
    facts={"partners": 4, "roles": 0, "assignments": 0},
)


def test_findings_are_a_sequence() -> None:
    assert len(THREE) == 4
    assert [item.cell for item in THREE] == ["A2", "A3", "A4", "A5"]
    assert THREE[-1].cell == "A5"
    assert [item.cell for item in THREE[1:3]] == ["A3", "A4"]
    assert THREE.items[0] in THREE
    assert not Findings()


def test_counts_name_every_severity() -> None:
    assert THREE.counts() == {"error": 1, "warning": 1, "info": 2}
    assert Findings().counts() == {"error": 0, "warning": 0, "info": 0}
    assert THREE.errors == THREE.items[:1]
    assert THREE.warnings == THREE.items[1:2]


def test_only_errors_make_a_file_bad() -> None:
    assert not THREE.ok
    assert Findings(items=THREE.items[1:]).ok
    assert Findings().ok


def test_severities_are_ranked_from_the_worst() -> None:
    assert [severity.rank for severity in (ERROR, WARNING, INFO)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("item", "place"),
    [
        (finding("Assignments", "B7", iri="x:1"), "Assignments!B7"),
        (finding("Assignments", iri="x:1"), "Assignments"),
        (finding(iri="https://example.org/a"), "<https://example.org/a>"),
        (finding(), ""),
    ],
)
def test_the_place_is_the_cell_or_the_sheet_or_the_thing(item: Finding, place: str) -> None:
    assert item.place == place


def test_a_notebook_shows_them_as_a_table_that_no_cell_can_break_out_of() -> None:
    item = finding("<i>", "A1", message="“<script>”", remedy="a & b")
    shown = Findings(items=(item,))._repr_html_()
    assert "&lt;i&gt;!A1" in shown
    assert "“&lt;script&gt;”" in shown
    assert "a &amp; b" in shown
    assert f'<a href="{item.address}">some-code</a>' in shown
    assert "<script>" not in shown
    assert Findings(file="<b>")._repr_html_() == "<p>&lt;b&gt;: nothing to mend.</p>"


# --- the published document ---------------------------------------------------------------------


def test_the_schema_is_the_one_that_documents_name() -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    assert schema["$id"] == schema["properties"]["schema"]["const"] == SCHEMA
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def objects_of(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [found for item in part for found in objects_of(item)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") == "object" else []
    return own + [found for item in part.values() for found in objects_of(item)]


@pytest.mark.parametrize("path", sorted(SCHEMA_FILE.parent.iterdir()), ids=lambda path: path.name)
def test_schemas_describe_every_field_and_allow_no_other(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(content)
    objects = objects_of(content)
    assert len(objects) > 4
    for part in objects:
        if "properties" not in part:  # values of one kind, by name
            assert part["additionalProperties"]["type"], part
            continue
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
        for name, field in part["properties"].items():
            assert "$ref" in field or field["description"].endswith("."), name


@pytest.mark.parametrize("seed", range(5))
def test_findings_of_any_file_keep_to_the_schema(seed: int, tmp_path: Path) -> None:
    broken, _ = with_mistakes(random_sheets(seed), seed)
    files = []
    for name, sheets in (("broken", broken), ("scrambled", scrambled(seed))):
        (check,) = validate_files(write_csv(tmp_path / name, sheets), engine="shacl")
        files.append(check)
    passed_over = (PassedOver("README.md", "not a data file"),)
    checks = FileChecks((*files, LOST), passed_over)
    assert as_published(checks) == checks.to_dict()


def test_a_document_is_ok_only_if_every_file_is_and_could_be_read() -> None:
    good_one, bad_one = FileCheck("a", Findings()), FileCheck("b", Findings(items=(finding(),)))
    assert FileChecks((good_one, good_one)).to_dict()["ok"] is True
    assert FileChecks((good_one, bad_one)).to_dict()["ok"] is False
    assert FileChecks((good_one, LOST)).to_dict()["ok"] is False
    assert FileChecks((LOST,)).to_dict()["unreadable"] == [
        {"file": "lost.xlsx", "reason": "There is no such file. Check the name."}
    ]
