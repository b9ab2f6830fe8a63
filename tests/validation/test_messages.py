"""The words of findings: those of the people who fill in a spreadsheet, and none left empty."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from tests.generate import random_sheets, scrambled, with_mistakes, write_csv, write_xlsx

from backbone_kg import Finding, read, validate
from backbone_kg.base.names import slug
from backbone_kg.model import standard_layout
from backbone_kg.validation import CONTENT, READING, Message

TECHNICAL = re.compile(
    r"\b(shacl|iris?|shapes?|rdf|nodes?|literals?|constraints?|datatypes?|graphs?|violat\w*|"
    r"xsd|uri|triples?|propert(?:y|ies)|class(?:es)?|predicates?|None|null)\b|https?://www\.w3",
    re.IGNORECASE,
)
FOR_RDF_FILES = {
    "no-partnership", "several-partnerships", "unknown-property", "misspelled-property",
    "other-kind",
}  # fmt: skip
TABLE = {**READING, **CONTENT}


def test_technical_words_are_told_from_others() -> None:
    assert TECHNICAL.search("The shape is violated")
    assert TECHNICAL.search("see IRI.")
    assert not TECHNICAL.search("Write it in its sheet; the classroom is shaped well.")


@pytest.mark.parametrize("code", sorted(TABLE))
def test_messages_are_plain_sentences_that_say_how_to_mend_under_a_stable_name(code: str) -> None:
    message = TABLE[code]
    for text in (message.text, message.remedy):
        assert code in FOR_RDF_FILES or not TECHNICAL.search(text)
        assert not text or text.endswith((".", "}"))
    assert message.text
    assert bool(message.remedy) == (message.severity != "info")
    shown = message.code or code
    assert shown == slug(shown)


def test_what_the_shapes_say_uses_no_technical_word() -> None:
    layout = standard_layout()
    texts = [
        text for check in layout.checks.values() for text in (check.message, check.remedy) if text
    ]
    texts += [
        text
        for sheet in layout.sheets
        for column in sheet.columns
        for text in (sheet.description, column.heading, column.description)
    ]
    assert len(texts) > 50
    assert [text for text in texts if TECHNICAL.search(text)] == []


def details_of(message: Message) -> set[str]:
    parts = [*Formatter().parse(message.text), *Formatter().parse(message.remedy)]
    return {name for _, name, _, _ in parts if name is not None}


def test_messages_about_content_speak_only_of_what_is_known_of_a_result() -> None:
    known = {
        *("value", "heading", "description", "example", "choices", "did_you_mean", "suggestion"),
        *("limit", "known_as", "where_to_add", "day", "stated", "why", "what", "first", "last"),
        *("choose_date", "count", "noun", "listed", "divide", "above", "where", "other"),
    }
    assert {name for message in CONTENT.values() for name in details_of(message)} <= known


# --- what generated files bring about -----------------------------------------------------------


def plain(finding: Finding) -> None:
    """Make sure that a finding is a sentence in plain words, at one place."""
    # What the user wrote can be any word; what we say around it cannot.
    ours = finding.message + " " + finding.remedy
    assert not TECHNICAL.search(ours.replace(finding.value, "") if finding.value else ours)
    assert re.fullmatch(r"[A-Z“\d-].*[.]", finding.message, re.DOTALL), finding.message
    assert "  " not in ours
    assert not re.search(r"(?<!\{)\{(?!value\})", ours), "a detail was not filled in"
    assert len(finding.message) < 400
    if finding.cell:
        assert finding.sheet
        first = finding.cell.split(":")[0]
        assert str(finding.row) == first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.parametrize("seed", range(5))
def test_whatever_a_file_holds_is_told_plainly_and_each_cell_once(
    seed: int, tmp_path: Path
) -> None:
    broken, _ = with_mistakes(random_sheets(seed), seed)
    anything = scrambled(seed)
    for path in (
        write_csv(tmp_path / "broken", broken),
        write_csv(tmp_path / "anything", anything),
        write_xlsx(tmp_path / "anything.xlsx", anything or {"Empty": []}),
    ):
        findings = validate(read(path), engine="shacl")
        for finding in findings:
            plain(finding)
        places = [item.place for item in findings if item.cell and item.severity != "info"]
        assert len(places) == len(set(places))
        assert len(set(findings)) == len(findings)
