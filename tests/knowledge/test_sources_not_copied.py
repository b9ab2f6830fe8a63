"""The project holds no sentence of the documents: labels and short quoted phrases only.

Without the documents, hashes of runs of their words tell (see ``shingles``). If
``BACKBONE_KG_DOCUMENTS`` names a folder with the documents, they are compared themselves.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.knowledge import shingles
from tests.knowledge.shingles import (
    RUN,
    SHINGLE,
    STEP,
    Shared,
    Words,
    hashes_of,
    runs,
    shared,
    words,
)

from backbone_kg.graph.rdflib_terms import term
from backbone_kg.knowledge import standard_ontology

GRAPH = standard_ontology().graph
DOCUMENTS = os.environ.get("BACKBONE_KG_DOCUMENTS")
LONGEST = 20
"""Words of a label or a quoted phrase."""

SENTENCE_END = re.compile(r"[.!?][”\"’')]*(\s+[A-Z“\"‘]|\s*$)")

ABBREVIATION = re.compile(r"\b(n\.d|e\.g|i\.e|[A-Z])\.")

ALLOWED: dict[str, str] = {
    "Aspen Institute and the Annie E. Casey Foundation": "two organizations that belong together",
    "strivetogether.org/blog/2013/12/backbone-organization-or-backbone-function": "a web address",
    "2012 Understanding the Value of Backbone Organizations in": "a title behind a year",
    "Coordinate with partners": "the beginning of a capacity's label",
    # Tables break the longest labels into lines, between which other columns stand.
    "transparency and to address inequities across sub-groups": "the end of a capacity's label",
    "and understand the needs of the community spanning": "the middle of a capacity's label",
    "the community spanning pre-K to K, K-": "the middle of a capacity's label",
    "to K, K-12 to postsecondary, and postsecondary": "the middle of a capacity's label",
}
"""What may stand in any file, with the reason; labels, titles, citations, addresses need none."""


def is_phrase(text: str) -> bool:
    """Tell whether a text is short and neither ends a sentence nor holds the end of one."""
    return len(text.split()) <= LONGEST and not SENTENCE_END.search(ABBREVIATION.sub("", text))


def literals(*predicates: str) -> Iterator[str]:
    for predicate in predicates:
        yield from (str(value) for value in GRAPH.objects(None, term(predicate)))


LABELS = {
    words(label)
    for label in literals("skos:prefLabel", "skos:altLabel", "rdfs:label")
    if is_phrase(label)
}
TITLES = {
    words(title)
    for title in literals(
        "dcterms:title", "dcterms:bibliographicCitation", "foaf:name", "schema:url"
    )
}
QUOTES = {words(quote) for quote in literals("oa:exact") if is_phrase(quote)}


def allowed_in(file: str) -> list[Words]:
    phrases = LABELS | TITLES | {words(text) for text in ALLOWED}
    if file.startswith("ontology/"):
        phrases |= QUOTES
    return sorted(filter(None, phrases))


def found_in_project(known: frozenset[str], length: int) -> list[Shared]:
    return [
        one
        for file, text in shingles.project_files()
        for one in shared(file, text, known, length, allowed_in(file))
    ]


def told(found: list[Shared]) -> str:
    return "\n".join(
        ["These words stand in a document too; say it in other words:", *map(str, found)]
    )


# --- the project ---------------------------------------------------------------------------------


def test_no_file_shares_a_run_of_words_with_a_document() -> None:
    found = found_in_project(shingles.stored(), SHINGLE)
    assert not found, told(found)


def test_the_files_of_the_project_are_looked_at() -> None:
    files = {file for file, _ in shingles.project_files()}
    here = Path(__file__).relative_to(shingles.ROOT).as_posix()
    assert {here, "README.md", "ontology/documents.ttl"} <= files
    assert any(".xlsx/xl/worksheets/" in file for file in files)


@pytest.mark.parametrize("quote", sorted(set(literals("oa:exact"))))
def test_a_quote_is_a_short_phrase_and_no_sentence(quote: str) -> None:
    title = words(quote) in TITLES
    assert title or is_phrase(quote)


@pytest.mark.parametrize("text", ALLOWED)
def test_every_exception_has_a_reason_and_no_sentence(text: str) -> None:
    assert ALLOWED[text]
    assert is_phrase(text)
    assert words(text) not in LABELS | TITLES


if DOCUMENTS:
    TEXTS = [
        check.file.read_bytes().decode("utf-8")
        for check in standard_ontology().verify(Path(DOCUMENTS)).documents
        if check.file
    ]

    def test_no_file_shares_twelve_words_with_a_document_itself() -> None:
        assert len(TEXTS) == 5
        found = found_in_project(hashes_of(TEXTS, RUN, 1), RUN)
        assert not found, told(found)

    def test_the_stored_hashes_are_those_of_the_documents() -> None:
        assert shingles.stored() == hashes_of(TEXTS)


# --- how it is found -----------------------------------------------------------------------------

TEXT = (
    "Whoever holds the spine of a thing upright, said she, must be ready to bend with it;"
    " and nobody who bends in time has ever yet been broken by the wind."
)


def copied(text: str, *allowed: str) -> list[str]:
    found = shared("f", words(text), hashes_of([TEXT]), SHINGLE, [words(a) for a in allowed])
    return [" ".join(one.run) for one in found]


@given(st.lists(st.sampled_from("abcdefgh"), min_size=RUN, max_size=60), st.data())
def test_every_run_of_twelve_words_holds_a_stored_one(
    letters: list[str], data: st.DataObject
) -> None:
    assert SHINGLE + STEP == RUN + 1
    start = data.draw(st.integers(0, len(letters) - RUN))
    run = tuple(letters[start : start + RUN])
    assert shared("f", run, hashes_of([" ".join(letters)]), SHINGLE, [])


def test_case_accents_punctuation_and_lines_do_not_hide_a_copy() -> None:
    copy = TEXT.upper().replace(" ", "\n# ").replace("OF", "*Öf*".replace("Ö", "O\u0301"))
    assert copied(TEXT) == copied(copy) != []


def test_fewer_words_than_a_stored_run_are_free() -> None:
    for run in runs(words(TEXT), SHINGLE - 1):
        assert copied(" ".join(run)) == []


def test_words_between_stop_a_run() -> None:
    assert copied(TEXT.replace("spine", "spine x").replace("bend with", "x")) != copied(TEXT)


def test_allowed_phrases_may_stand_alone_or_in_a_row_but_not_with_other_words_of_the_document() -> (
    None
):
    first, second = "Whoever holds the spine of", "a thing upright, said she, must be"
    row = f"{first}; {second}"
    assert copied(row) == ["whoever holds the spine of a thing upright"]
    assert copied(row, first, second) == []
    assert copied(row, first) == copied(row)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Hold the spine (e.g., the upper part) upright", True),
        ("word " * LONGEST, True),
        ("word " * (LONGEST + 1), False),
        ("Hold the spine.", False),
        ("hold “the spine.”", False),
        ("It broke. Hold the spine", False),
        ("Will it hold?", False),
        ("Association of Spines (n.d.)", True),
    ],
)
def test_a_phrase_is_short_and_ends_no_sentence(text: str, phrase: bool) -> None:
    assert is_phrase(text) == phrase


def test_workbooks_and_pages_are_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("xl/sheet1.xml", "<t>hold</t><t>the <b>spine</b></t>")
    (tmp_path / "page.html").write_text("<p class='x'>hold the <i>spine</i></p>")
    (tmp_path / "note.md").write_text("hold <the> spine")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "made.txt").write_text("hold the spine")
    monkeypatch.setattr(shingles, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert dict(shingles.project_files()) == dict.fromkeys(
        ["book.xlsx/xl/sheet1.xml", "note.md", "page.html"], ("hold", "the", "spine")
    )
