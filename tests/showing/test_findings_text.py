"""Findings as text: sheet by sheet, in lines that fit, with a summary that counts right."""

from __future__ import annotations

import pytest

from backbone_kg import Finding, Findings
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.findings import Severity
from backbone_kg.showing.findings_text import as_text, several, summary

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def finding(severity: Severity = ERROR, **more: str) -> Finding:
    return Finding(**{"code": "c", "severity": severity, "message": "It is wrong.", **more})  # type: ignore[arg-type]


def test_findings_are_grouped_by_sheet() -> None:
    findings = Findings(
        items=(
            finding(message="The sheet “Roles” is missing."),
            finding(sheet="Partners", cell="B7", remedy="Mend it."),
            finding(WARNING, sheet="Partners", cell="AA10"),
            finding(INFO, sheet="Assignments"),
        ),
        file="some.xlsx",
        facts={"partners": 1, "roles": 0, "assignments": 12},
    )
    assert as_text(findings) == (
        "some.xlsx\n"
        "\n"
        "  The whole file\n"
        "          must mend    The sheet “Roles” is missing. [c]\n"
        "\n"
        "  Partners\n"
        "    B7    must mend    It is wrong.\n"
        "                       Mend it. [c]\n"
        "    AA10  should mend  It is wrong. [c]\n"
        "\n"
        "  Assignments\n"
        "          note         It is wrong. [c]\n"
        "\n"
        "  2 must be mended, 1 should be mended, 1 note. Read: 1 partner, 12 assignments.\n"
    )


def test_a_name_in_two_lines_is_shown_in_one() -> None:
    file = "data\nNothing to mend.xlsx"
    text = as_text(Findings(items=(finding(sheet="Old\nPartners"),), file=file))
    assert text.startswith("data[U+000A]Nothing to mend.xlsx\n")
    assert "\n  Old[U+000A]Partners\n" in text
    assert str(CannotReadError(file, "It is empty.")).startswith("data[U+000A]Nothing")


def test_a_long_place_stands_on_a_line_of_its_own() -> None:
    findings = Findings(items=(finding(iri="https://example.org/a"),), file="a.ttl")
    assert "    <https://example.org/a>\n      must mend    It is wrong. [c]\n" in as_text(findings)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_are_as_long_as_asked_and_no_word_is_broken(width: int) -> None:
    words = "one two three four five six seven eight nine ten " * 6
    findings = Findings(items=(finding(sheet="Partners", cell="A1", message=words),), file="a")
    lines = as_text(findings, width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert " ".join("\n".join(lines).split()).count(" ".join(words.split())) == 1


def test_a_terminal_that_is_too_narrow_is_taken_as_40_wide() -> None:
    findings = Findings(items=(finding(sheet="Partners", cell="A1", message="a b " * 40),))
    assert as_text(findings, width=10) == as_text(findings, width=40)


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], "Nothing to mend."),
        ([INFO], "Nothing to mend, 1 note."),
        ([INFO, INFO], "Nothing to mend, 2 notes."),
        ([WARNING], "1 should be mended."),
        ([ERROR], "1 must be mended."),
        ([ERROR, ERROR, WARNING, INFO], "2 must be mended, 1 should be mended, 1 note."),
    ],
)
def test_the_summary_counts(severities: list[Severity], expected: str) -> None:
    items = tuple(finding(severity) for severity in severities)
    assert summary(Findings(items=items)) == expected


def test_many_files_are_summed_up_with_those_that_cannot_be_read() -> None:
    good, bad = Findings(), Findings(items=(finding(),))
    assert several([good, good, bad]) == "2 of 3 files have nothing that must be mended."
    assert several([good, bad], unreadable=2) == (
        "1 of 4 files has nothing that must be mended. 2 cannot be read."
    )
