"""Passages compared with documents: what fits, what does not, and what cannot be told."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from tests.knowledge.made_up import ACCENTS, LETTER, Made, iri, write

from backbone_kg.base.errors import CannotReadError
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.knowledge import DocumentCheck, Verification
from backbone_kg.showing.sources_text import as_text

SPINE = (15, 24)
"""Range of “The spine” in the letter."""


def letter(*quotes: str, at: tuple[object, object] = SPINE) -> Made:
    return Made().document("letter", LETTER).passage("p", "letter", at, quotes=quotes)


def problems(verification: Verification) -> list[tuple[str, str, str]]:
    return [(f.problem, f.expected, f.found) for f in verification.failures]


def counts(check: DocumentCheck) -> tuple[int, int, int, int, int]:
    return check.passages, check.inside, check.quoted, check.equal, check.range_only


# --- what fits -----------------------------------------------------------------------------------


def test_quotes_that_stand_at_their_range_fit_whatever_the_files_are_called(tmp_path: Path) -> None:
    made = letter("The spine").document("accents", ACCENTS).passage("q", "accents", (0, 8))
    folder = write(tmp_path, zebra=LETTER, other="no document", ape=ACCENTS)
    (folder / "a folder").mkdir()
    found = made.ontology.verify(folder)
    assert (found.ok, found.status, found.failures, found.missing) == (True, 0, (), ())
    accents, small = found.documents
    assert (accents.name, accents.file) == ("accents", folder / "ape.txt")
    assert (small.name, small.file) == ("letter", folder / "zebra.txt")
    assert counts(accents) == (1, 1, 0, 0, 1)
    assert counts(small) == (1, 1, 1, 1, 0)


def test_ranges_count_code_points_and_nothing_is_composed(tmp_path: Path) -> None:
    folder = write(tmp_path, text=ACCENTS)
    bone = ACCENTS.index("\U0001f9b4")
    assert bone == 9
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    made = Made().document("accents", ACCENTS)
    made.passage("a", "accents", (0, 8), quotes=["Re\u0301sume\u0301"])
    made.passage("b", "accents", (bone, bone + 1), quotes=["\U0001f9b4"])
    made.passage("c", "accents", (bone + 6, bone + 11), quotes=[family])
    assert made.ontology.verify(folder).ok
    composed = Made().document("accents", ACCENTS)
    composed.passage("a", "accents", (0, 8), quotes=["R\u00e9sum\u00e9"])
    found = composed.ontology.verify(folder)
    assert problems(found) == [("quote", "R\u00e9sum\u00e9", "Re\u0301sume\u0301")]
    assert found.failures[0].difference == 1
    assert "“e” (U+0065) in the text, “é” (U+00E9) in the quote" in as_text(found)


def test_a_range_may_end_where_the_text_ends_and_not_later(tmp_path: Path) -> None:
    folder = write(tmp_path, text=LETTER)
    end = len(LETTER)
    assert letter(at=(end - 4, end)).ontology.verify(folder).ok
    over = letter(at=(end - 4, end + 1)).ontology.verify(folder)
    assert problems(over) == [
        ("outside", f"at least {end + 1} characters", f"{end} in the text"),
    ]
    assert counts(over.documents[0]) == (1, 0, 0, 0, 1)


def test_line_ends_count_as_they_are(tmp_path: Path) -> None:
    text = "one\r\ntwo\rthree\n"
    made = Made().document("d", text).passage("p", "d", (5, 8), quotes=["two"])
    made.passage("q", "d", (3, 9), quotes=["\r\ntwo\r"])
    assert made.ontology.verify(write(tmp_path, d=text)).ok


def test_the_hash_may_be_written_in_capitals(tmp_path: Path) -> None:
    made = letter("The spine")
    digest = str(made.graph.value(iri("letter"), term("schema:sha256")))
    made.graph.set((iri("letter"), term("schema:sha256"), Literal(digest.upper())))
    assert made.ontology.verify(write(tmp_path, text=LETTER)).ok


# --- what does not fit ---------------------------------------------------------------------------


def test_a_quote_that_differs_by_one_letter_is_told_with_its_place(tmp_path: Path) -> None:
    found = letter("The spire").ontology.verify(write(tmp_path, text=LETTER))
    assert found.status == 1
    (failure,) = found.failures
    assert failure.to_dict() == {
        "passage": str(iri("p")),
        "document": str(iri("letter")),
        "locator": "place of p",
        "start": 15,
        "end": 24,
        "problem": "quote",
        "expected": "The spire",
        "found": "The spine",
        "first_difference": 22,
        "elsewhere": None,
    }
    assert counts(found.documents[0]) == (1, 1, 1, 0, 0)


def test_a_quote_beside_its_range_is_told_where_it_stands(tmp_path: Path) -> None:
    found = letter("The spine", at=(14, 23)).ontology.verify(write(tmp_path, text=LETTER))
    (failure,) = found.failures
    assert (failure.found, failure.difference, failure.elsewhere) == ("\nThe spin", 14, 15)


@pytest.mark.parametrize(("start", "nearest"), [(7, 6), (11, 12), (8, 6), (13, 12)])
def test_of_several_places_the_nearest_is_told(tmp_path: Path, start: int, nearest: int) -> None:
    made = Made().document("letter", "bone, bone, bone, end")
    made.passage("q", "letter", (start, start + 4), quotes=["bone"])
    (failure,) = made.ontology.verify(write(tmp_path, text="bone, bone, bone, end")).failures
    assert failure.elsewhere == nearest


@pytest.mark.parametrize(("start", "end"), [(15, 15), (16, 15), (-9, 3)])
def test_a_range_must_start_before_it_ends(tmp_path: Path, start: int, end: int) -> None:
    for folder, there in ((write(tmp_path / "full", text=LETTER), 1), (tmp_path, 0)):
        found = letter("", at=(start, end)).ontology.verify(folder)
        assert problems(found) == [
            ("bad-range", "a start before the end, from 0", f"{start} to {end}")
        ]
        assert (found.status, len(found.documents) - len(found.missing)) == (1, there)


@pytest.mark.parametrize(
    ("ranges", "told"), [([], "none"), ([("x", 3)], "none"), ([(1, 3), (2, 3)], "2")]
)
def test_a_passage_has_one_range(tmp_path: Path, ranges: list[Any], told: str) -> None:
    made = Made().document("letter", LETTER).passage("p", "letter", *ranges, quotes=["The spine"])
    found = made.ontology.verify(write(tmp_path, text=LETTER))
    assert problems(found) == [("no-range", "one range", told)]
    assert (found.failures[0].start, found.failures[0].difference) == (None, None)
    assert counts(found.documents[0]) == (1, 0, 1, 0, 0)


def test_every_quote_of_a_passage_is_compared(tmp_path: Path) -> None:
    found = letter("The spine", "The spire").ontology.verify(write(tmp_path, text=LETTER))
    assert problems(found) == [("quote", "The spire", "The spine")]
    assert counts(found.documents[0]) == (1, 1, 1, 0, 0)


def test_a_passage_without_a_document_fits_nothing(tmp_path: Path) -> None:
    made = letter().passage("lost", None, (1, 2))
    made.graph.add((iri("someone"), term("bkg:paraphrasedFrom"), iri("never-defined")))
    found = made.ontology.verify(write(tmp_path, text=LETTER))
    assert [(f.passage, f.problem) for f in found.failures] == [
        (str(iri("lost")), "no-document"),
        (str(iri("never-defined")), "no-document"),
    ]


def test_something_else_that_a_thing_was_derived_from_is_no_passage(tmp_path: Path) -> None:
    made = letter("The spine")
    made.graph.add((iri("someone"), term("bkg:paraphrasedFrom"), iri("letter")))
    assert made.ontology.verify(write(tmp_path, text=LETTER)).ok


def test_failures_come_in_the_order_of_the_documents_and_ranges(tmp_path: Path) -> None:
    made = Made().document("b", LETTER).document("a", ACCENTS)
    for name, document, start in (("x", "b", 30), ("y", "b", 4), ("z", "a", 2)):
        made.passage(name, document, (start, start + 1), quotes=["?"])
    found = made.ontology.verify(write(tmp_path, one=LETTER, two=ACCENTS))
    assert [failure.passage for failure in found.failures] == [str(iri(name)) for name in "zyx"]


# --- documents that are not there ----------------------------------------------------------------


def test_what_can_be_checked_is_checked_if_a_document_is_missing(tmp_path: Path) -> None:
    made = letter("The spine").document("accents", ACCENTS).passage("q", "accents", (0, 900))
    folder = write(tmp_path, text=LETTER)
    found = made.ontology.verify(folder)
    assert (found.status, found.failures) == (2, ())
    (gone,) = found.missing
    assert (gone.name, gone.file) == ("accents", None)
    assert counts(gone) == (1, 0, 0, 0, 1)
    made.passage("r", "letter", SPINE, quotes=["The spire"])
    assert made.ontology.verify(folder).status == 1


def test_a_quote_of_another_length_than_its_range_is_told_without_the_document(
    tmp_path: Path,
) -> None:
    found = letter("The spines").ontology.verify(tmp_path)
    assert problems(found) == [("length", "9 characters", "10 in the quote")]
    assert found.status == 1


def test_a_passage_of_a_work_without_a_hash_cannot_be_checked(tmp_path: Path) -> None:
    made = letter("The spine").passage("q", "only-cited", (1, 2))
    found = made.ontology.verify(write(tmp_path, text=LETTER))
    assert [check.name for check in found.missing] == ["only-cited"]
    assert found.status == 2
    assert "The ontology gives no hash of its text." in as_text(found)


@pytest.mark.parametrize(
    "changed",
    [LETTER.replace("\n", "\r\n"), f"{LETTER}\n", LETTER.encode("utf-16"), LETTER.upper()],
    ids=["line ends", "a line break more", "encoding", "letters"],
)
def test_a_changed_copy_is_told_by_its_hash_and_its_passages_are_not_compared(
    tmp_path: Path, changed: str | bytes
) -> None:
    made = letter("The spine").document("accents", ACCENTS)
    found = made.ontology.verify(write(tmp_path, copy=changed, accents=ACCENTS))
    assert (found.status, found.failures) == (2, ())
    assert [path.name for path in found.others] == ["copy.txt"]
    told = " ".join(as_text(found).split())
    assert "letter Not there: no text has the SHA-256" in told
    assert "None of the documents: copy.txt. A copy that a program has changed" in told
    assert "put the unchanged text here" in told


def test_other_files_are_not_told_of_when_every_document_is_there(tmp_path: Path) -> None:
    found = letter("The spine").ontology.verify(write(tmp_path, text=LETTER, notes="else"))
    assert found.ok
    assert "notes.txt" not in as_text(found)


# --- folders and files ---------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, locked=ACCENTS, text=LETTER)
    really_open = Path.open

    def refuse(self: Path, *arguments: Any, **more: Any) -> Any:
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return really_open(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", refuse)
    made = letter("The spine").document("accents", ACCENTS)
    found = made.ontology.verify(folder)
    assert found.unreadable == ((folder / "locked.txt", "Permission denied"),)
    assert (found.status, [check.name for check in found.missing]) == (2, ["accents"])
    assert "locked.txt cannot be read: Permission denied." in as_text(found)


def test_a_document_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    made = Made().document("d", b"\xff\xfe\xfa").passage("p", "d", (0, 1))
    with pytest.raises(CannotReadError, match=r"d\.txt: It is not in UTF-8, first in line 1\."):
        made.ontology.verify(write(tmp_path, d=b"\xff\xfe\xfa"))


# --- any text ------------------------------------------------------------------------------------

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(text=ANY, other=ANY, data=st.data())
def test_a_quote_fits_exactly_when_it_is_what_stands_there(
    tmp_path_factory: pytest.TempPathFactory, text: str, other: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = data.draw(st.sampled_from([text[start:end], text, other, text[start:end] + other[0]]))
    made = Made().document("d", text).passage("p", "d", (start, end), quotes=[quote])
    folder = write(tmp_path_factory.getbasetemp() / "any", d=text)
    found = made.ontology.verify(folder)
    assert found.ok == (quote == text[start:end])
    assert found.documents[0].inside == 1
    for failure in found.failures:
        at = failure.difference
        assert at is not None
        assert text[start:at] == quote[: at - start]
        assert text[at : min(at + 1, end)] != quote[at - start : at - start + 1]
    as_text(found)


# --- as text -------------------------------------------------------------------------------------


def test_as_text(tmp_path: Path) -> None:
    made = letter("The spine").document("accents", ACCENTS).passage("q", "accents", (0, 900))
    made.passage("row", "letter", (25, 38), quotes=["holds it\nall."])
    folder = write(tmp_path, text=LETTER)
    assert as_text(made.ontology.verify(folder)).startswith(f"Documents in {folder}\n\n")
    digest = hashlib.sha256(ACCENTS.encode()).hexdigest()[:16]
    assert as_text(made.ontology.verify(folder), width=84).splitlines()[2:] == [
        "  accents",
        f"    Not there: no text has the SHA-256 {digest}….",
        "    1 passage cannot be checked.",
        "",
        "  letter",
        "    text.txt: the hash matches.",
        "    2 passages: 2 of 2 ranges inside the text, 1 of 2 quotes equal letter by letter,",
        "    0 range-only.",
        "",
        "What does not fit",
        "",
        "  letter, place of row (25–38)",
        "    expected  “holds it↵all.”",
        "    found     “holds it all⇥”",
        "    From character 33 on: “ ” (U+0020) in the text, U+000A in the quote.",
        "",
        "1 of 2 documents found by their hash; in them 2 passages: 2 of 2 ranges inside the",
        "text, 1 of 2 quotes equal letter by letter, 0 range-only. 1 passage does not fit; 1",
        "passage cannot be checked.",
    ]


def test_long_quotes_are_shortened_around_the_difference(tmp_path: Path) -> None:
    text = "a" * 200 + "b" + "c" * 200
    made = Made().document("d", text)
    made.passage("p", "d", (0, 401), quotes=["a" * 200 + "x" + "c" * 200])
    told = as_text(made.ontology.verify(write(tmp_path, d=text)))
    assert f"    expected  “…{'a' * 30}x{'c' * 29}…”" in told
    assert f"    found     “…{'a' * 30}b{'c' * 29}…”" in told
    assert "From character 200 on: “b” (U+0062) in the text, “x” (U+0078) in the quote." in told


def test_a_failure_without_a_range_is_told_by_the_passage(tmp_path: Path) -> None:
    made = Made().document("letter", LETTER).passage("p", None)
    told = as_text(made.ontology.verify(write(tmp_path, text=LETTER)))
    assert f"  {URIRef(iri('p'))}, place of p ({iri('p')})" in told
    assert "    expected  the document that it is from" in told
