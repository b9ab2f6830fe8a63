"""What departures would do, in words: neutral ones, and of the holders that are known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from tests.cli.running import golden
from tests.generate import Sheets
from tests.showing.topics import topic
from tests.small_files import MONEY, POLICY, TRUST, files, partnership_of, read_sheets

from backbone_kg import Analysis, analyze
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.showing.sections import Section, as_text

KNOWN = "Of the holders that are known, "
ARCHIVE, FAIR = "Keep the archive", "Run the summer fair"
ROWS = [
    *[("Ada", TRUST), ("Bea", TRUST), ("Ada", POLICY), ("Cleo", MONEY), ("Bea", MONEY)],
    *[("Cleo", ARCHIVE), ("Dan", ARCHIVE), ("Ada", FAIR)],
]


def small(listing: str = "complete") -> Analysis:
    return analyze(partnership_of(*ROWS, roles=[(ARCHIVE,), (FAIR,)], listing=listing))


def said(analysis: Analysis) -> Section:
    found = topic("resilience", analysis)
    assert found is not None
    return found


def sentences(found: Section) -> list[str]:
    captions = [table.caption for table in found.tables]
    return [text for text in (found.lead, *found.items, *captions, *found.remarks) if text]


def test_a_steering_committee_reads_who_and_what() -> None:
    text = as_text([said(small())], width=80)
    assert text == golden("what-if-partners-left.txt", text)


def test_of_a_partial_listing_every_sentence_is_of_the_known_holders() -> None:
    found = said(small("partial"))
    assert found.caveats == ("Of the holders that are known, since the listing is partial:",)
    (empty,) = [text for text in sentences(found) if not text.startswith(KNOWN)]
    assert (
        empty == "20 roles that are wanted have no known holder already and are not counted here."
    )
    assert not any("nobody" in text for text in sentences(found))
    assert "at least 2 of 4 partners" in found.lead


def test_so_it_is_where_an_assignment_could_not_be_read() -> None:
    found = said(analyze(partnership_of(*ROWS, ("Ada", "Built trsut"))))
    assert "could not be read" in found.caveats[0]
    assert found.lead.startswith(KNOWN)


def test_what_is_not_proven_is_told_between_what_it_lies() -> None:
    analysis = small()
    whole = analysis.resilience
    assert whole is not None
    assert whole.half is not None
    assert whole.no_gap is not None
    half = replace(whole.half, departures=Between(1, 2), unique=None)
    no_gap = replace(whole.no_gap, size=Between(1, 2))
    found = said(replace(analysis, resilience=replace(whole, half=half, no_gap=no_gap)))
    assert "for more than half of them, between 1 and 2 of 4 partners" in found.lead
    assert (
        "Before more than half of 5 held roles had nobody, between 1 and 2 of 4 partners that hold "
        "roles would have to leave; 2 that would do are, for example, Ada; Bea."
    ) in found.items
    assert any(item.startswith("Between 1 and 2 of 4 partners") for item in found.items)


def test_several_sets_as_bad_are_told_as_an_example() -> None:
    found = said(analyze(partnership_of(("A", TRUST), ("B", POLICY), ("C", MONEY))))
    assert found.items[0] == (
        "If A left, 1 role would have nobody (others would leave as many), against 1 on average "
        "for any one: Build trust."
    )
    assert any("would have to leave, for example A; B." in item for item in found.items)
    assert "None of the 3 that hold a role could leave without a gap." in found.items


def test_two_functions_on_the_same_two_are_told_together() -> None:
    rows = [(name, role) for name in "AB" for role in (TRUST, MONEY)]
    assert any(
        "“Manage relationships” and “Orchestrate collective efforts” hangs on the same two, A and B"
        in item
        for item in said(analyze(partnership_of(*rows))).items
    )


def test_where_everybody_holds_everything_nothing_is_left_with_nobody() -> None:
    rows = [(name, role) for name in "ABCD" for role in (TRUST, MONEY)]
    found = said(analyze(partnership_of(*rows)))
    assert found.lead.startswith("One departure would at worst leave no held role with nobody;")
    assert found.items[0] == "No one, two or three departures would leave a role with nobody."


NOTHING: list[tuple[dict[str, Any], str]] = [
    ({"listing": "complete"}, "No role is held, so nothing can be said of departures."),
    ({"listing": "partial"}, "No holder is known, so nothing can be said of departures."),
]


@pytest.mark.parametrize(("rest", "lead"), NOTHING)
def test_where_no_role_is_held_it_says_so(rest: dict[str, Any], lead: str) -> None:
    found = said(analyze(partnership_of(partners=[["A"]], **rest)))
    assert (found.lead, found.items, found.tables) == (lead, (), ())
    assert found.remarks[0].startswith("23 roles that are wanted have")


def test_one_partner_alone() -> None:
    found = said(analyze(partnership_of(("Only", TRUST))))
    assert found.lead == (
        "One departure would at worst leave 1 of 1 held role with nobody; for more than half of "
        "them, 1 of 1 partner that holds a role would have to leave."
    )
    assert "The one that holds a role could not leave without a gap." in found.items


@given(files())
def test_it_can_be_said_of_any_file(sheets: Sheets) -> None:
    analysis = analyze(read_sheets(sheets))
    found = topic("resilience", analysis)
    assert (found is None) == analysis.basis.nothing_known
    if found is not None:
        partial = analysis.listing != "complete" or analysis.basis.assignments_not_read > 0
        for text in sentences(found):
            assert text[0] == text[0].upper()
            assert not partial or "known" in text or text.startswith("No role is wanted")
