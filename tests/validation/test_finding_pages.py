"""Every finding has a page and a pair of files: before gives it, and after it is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.validation.test_messages import TECHNICAL

from backbone_kg import BackboneError, Finding, Findings
from backbone_kg.base.names import slug
from backbone_kg.graph.rdflib_terms import iri, term
from backbone_kg.model import standard_layout
from backbone_kg.showing.finding_page import check_example, write_example
from backbone_kg.validation import everything_said, finding_codes, finding_page, page_from

FOR_RDF_FILES = {"ttl", "jsonld"}
WITHOUT_EXAMPLE = {"wrong-form"}
"""What a column brings that asks for a form and has no words of its own for it."""
EXAMPLES = [code for code in finding_codes() if code not in WITHOUT_EXAMPLE]


def found(code: str, side: str, folder: Path) -> list[Finding]:
    pair = finding_page(code).example
    assert pair is not None
    return check_example(write_example(pair, side, folder), pair, engine="shacl")


def test_every_finding_has_a_page_and_every_page_a_finding() -> None:
    said = {one.code for one in everything_said()}
    assert sorted(said - set(finding_codes())) == [], "write findings/CODE.yaml"
    assert sorted(set(finding_codes()) - said) == [], "nothing says these"


def test_every_page_has_an_example_but_for_what_no_column_of_ours_brings() -> None:
    assert {
        code for code in finding_codes() if finding_page(code).example is None
    } == WITHOUT_EXAMPLE
    layout = standard_layout()
    with_form = [
        column.heading
        for sheet in layout.sheets
        for column in sheet.columns
        if (iri(column.shape), term("sh:pattern"), None) in layout.shapes
    ]
    assert with_form == []


@pytest.mark.parametrize("code", EXAMPLES)
def test_before_gives_the_finding_at_its_place_and_after_does_not(
    code: str, tmp_path: Path
) -> None:
    pair = finding_page(code).example
    assert pair is not None
    places = {code: pair.at, **pair.also}
    expected = sorted((name, place) for name, some in places.items() for place in some)
    before, after = (found(code, side, tmp_path) for side in ("before", "after"))
    assert sorted((one.code, one.place) for one in before) == expected
    left = sorted((name, place) for name, some in pair.left.items() for place in some)
    assert sorted((one.code, one.place) for one in after) == left
    assert code not in pair.left


@pytest.mark.parametrize("code", finding_codes())
def test_a_page_says_in_plain_words_what_it_means_and_what_to_do(code: str) -> None:
    page = finding_page(code)
    assert code == slug(code)
    assert not page.title.endswith(".")
    for text in (page.what, page.why, page.mend):
        assert text.endswith(".")
        assert 1 <= len(re.findall(r"[.?](?=\s|$)", text)) <= 5
    prose = " ".join((page.title, page.what, page.why, page.mend))
    if page.example is None or page.example.file not in FOR_RDF_FILES:
        assert {word.group().lower() for word in TECHNICAL.finditer(prose)} <= {"none"}


def test_why_it_matters_is_said_of_each_finding_and_not_of_all() -> None:
    assert len({finding_page(code).why for code in finding_codes()}) >= len(finding_codes()) - 4


def test_the_address_of_a_finding_is_that_of_its_page(tmp_path: Path) -> None:
    (finding,) = found("too-small", "before", tmp_path)
    assert finding.address == "https://w3id.org/backbone-kg/findings/too-small"
    assert Findings((finding,)).to_dict()["findings"][0]["help"] == finding.address


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("unknown-heading", "Did you mean “To”?"),
        ("not-a-whole-number", "Did you mean 1 or 2?"),
        ("unknown-partner", "Did you mean “Youth Alliance”?"),
        ("unknown-property", "Did you mean bkg:fte?"),
    ],
)
def test_what_is_offered_is_what_was_meant(code: str, said: str, tmp_path: Path) -> None:
    (finding,) = found(code, "before", tmp_path)
    assert said in finding.remedy


def test_a_page_that_lacks_a_part_is_told() -> None:
    with pytest.raises(BackboneError, match=r"some-code.*why"):
        page_from("title: A\nwhat: B.\nmend: C.\n", "some-code")
    with pytest.raises(BackboneError, match=r"some-code.*“at”"):
        page_from("title: A\nwhat: B.\nwhy: C.\nmend: D.\nexample: {before: {}}\n", "some-code")
    text = "title: A\nwhat: B.\nwhy: C.\nmend: D.\nexample:\n  file: ttl\n  at: ''\n"
    pair = page_from(f"{text}  before: {{replace: {{no such text: x}}}}\n", "some-code").example
    assert pair is not None
    with pytest.raises(BackboneError, match="is not in the example"):
        write_example(pair, "before", Path("nowhere"))
