"""How sure the count is, in words: what is left open is said before the count."""

from __future__ import annotations

from tests.analysis.test_bounds import four
from tests.showing.topics import topic
from tests.small_files import FAIR, POLICY, TRUST

from backbone_kg import Analysis
from backbone_kg.showing.sections import as_text


def said(analysis: Analysis) -> list[str]:
    section = topic("bounds", analysis)
    assert section is not None
    title, *lines = as_text([section], width=200).splitlines()
    assert title == "How sure is the count?"
    return [line.strip() for line in lines]


def test_a_complete_listing_says_how_few_rows_make_a_difference() -> None:
    assert said(four(("A", TRUST), ("A", POLICY), ("A", FAIR))) == [
        "3 of 4 roles have the holders they need, by all that is listed.",
        "- It takes 1 wrong assignment to make it 2 of 4: half or fewer",
        "- It takes 1 assignment missing from the list to make it 4 of 4: all of them",
    ]


def test_a_partial_listing_says_so_before_the_counts() -> None:
    assert said(four(("A", TRUST), ("B", TRUST), ("A", POLICY), listing="partial")) == [
        "The listing is partial: between 2 and 4 of 4 roles have the holders they need.",
        "- 1 of 2 held roles has a single known holder; it is 3 of 4 if somebody unnamed holds "
        "each of the others alone, and fewer if somebody unnamed holds these as well",
        "- It takes 3 wrong assignments to make it 0 of 4: none of them",
        "- It takes 1 assignment missing from the list to make it 3 of 4: more than half",
    ]


def test_what_was_not_read_or_is_not_known_to_be_wanted_is_said_before_the_counts() -> None:
    unread = four(("A", TRUST), ("Zebra", POLICY), partners=[("A",)], wanted="unknown")
    assert said(unread)[0] == (
        "1 assignment could not be read and whether 1 role without a holder is wanted is not "
        "known: between 1 and 3 of 4 roles have the holders they need."
    )


def test_one_role_has_what_it_needs() -> None:
    assert said(four(("A", TRUST)))[0] == (
        "1 of 4 roles has the holders it needs, by all that is listed."
    )


def test_a_first_holder_makes_it_more_than_none() -> None:
    assert said(four(partners=[("A",)]))[1:] == [
        "- It takes 1 assignment missing from the list to make it 1 of 4: no longer none"
    ]


def test_where_nobody_is_known_to_hold_a_role_nothing_is_said_of_those_held() -> None:
    assert not any("single" in line for line in said(four(listing="partial", partners=[("A",)])))
