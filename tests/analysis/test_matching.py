"""Which partner of one file is which of another."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.analysis import MatchedBy, matches
from backbone_kg.model import Partner, organization_of


def partner(name: str, identifier: str = "", *also: str) -> Partner:
    organization = organization_of(identifier, name)
    return Partner(f"urn:{name}:{identifier}", name, "", organization, also_known_as=also)


def pairs(before: list[Partner], after: list[Partner]) -> set[tuple[str, str, str]]:
    return {(one.before.name, one.after.name, str(one.by)) for one in matches(before, after)}


def test_an_identifier_says_who_is_who_whatever_the_names() -> None:
    before = [partner("Old Name", "US-EIN-12-3456789"), partner("Other")]
    after = [partner("Other"), partner("Another Name", "US-EIN-12-3456789")]
    assert pairs(before, after) == {
        ("Old Name", "Another Name", "identifier"),
        ("Other", "Other", "name"),
    }


def test_names_are_compared_as_people_do() -> None:
    assert pairs([partner("Boys’  Club – North")], [partner("BOYS' CLUB - NORTH")]) == {
        ("Boys’  Club – North", "BOYS' CLUB - NORTH", "name")
    }


def test_the_same_name_with_another_identifier_is_likely_and_no_more() -> None:
    before = [partner("Hope House", "US-EIN-12-3456789")]
    assert pairs(before, [partner("Hope House", "US-EIN-99-9999999")]) == {
        ("Hope House", "Hope House", "likely name")
    }
    assert pairs(before, [partner("Hope House")]) == {("Hope House", "Hope House", "name")}


def test_a_name_that_a_file_gives_beside_the_first_says_who_is_who() -> None:
    one, other = partner("Greentrike", "", "Children's Museum; CMT"), partner("Tacoma Museum")
    assert pairs([one], [partner("GTF", "", "greentrike")]) == {("Greentrike", "GTF", "other name")}
    both = [partner("GTF", "", "Greentrike"), partner("Trike", "", "Greentrike")]
    assert not any(by == "other name" for _, _, by in pairs([one, other], both))
    known = partner("Greentrike", "US-EIN-12-3456789")
    assert pairs([known], [partner("GTF", "US-EIN-99-9999999", "Greentrike")]) == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Foundation for Tacoma Students", "The Foundation for Tacoma Students"),
        ("Boys & Girls Clubs of South Puget Sound", "Boys and Girls Clubs of South Puget Sound"),
        ("Tacoma Urban League", "Urban League of Tacoma"),
        ("Smith Fundation", "Smith Foundation, Inc."),
        ("Community Foundation for Greater Buffalo", "Community Foundation of Greater Buffalo"),
        ("Fundación Peña", "Fundacion Peña"),
        ("Youth Alliance of Big Ohio", "Youth Alliance of Ohio"),
    ],
)
def test_likely_names(before: str, after: str) -> None:
    assert pairs([partner(before)], [partner(after)]) == {(before, after, "likely name")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("School District 1", "School District 2"),
        ("YMCA of Tacoma", "YWCA of Tacoma"),
        ("East High School", "West High School"),
        ("Department of Health", "Department of Education"),
        ("City of Tacoma", "Port of Tacoma"),
        ("North Region Health", "South Region Health"),
        ("?", "!"),
    ],
)
def test_names_that_only_look_alike(before: str, after: str) -> None:
    assert pairs([partner(before)], [partner(after)]) == set()


def test_likely_names_are_matched_one_to_one_the_likeliest_first() -> None:
    before = [partner("Youth Alliances of Ohio"), partner("Youth Alliance, Ohio")]
    after = [partner("The Youth Alliance of Ohio")]
    assert pairs(before, after) == {
        ("Youth Alliance, Ohio", "The Youth Alliance of Ohio", "likely name")
    }


WORDS = ["youth", "alliance", "alliances", "aliance", "harbor", "harbour", "of", "ymca", "1"]
NAMED = st.lists(st.builds(partner, st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)))


@given(NAMED, NAMED)
def test_among_many_the_same_names_are_likely_as_one_by_one(
    before: list[Partner], after: list[Partner]
) -> None:
    found = matches(before, after)
    assert all(matches([one.before], [one.after]) for one in found)
    matched = {id(partner) for one in found for partner in (one.before, one.after)}
    for one, other in itertools.product(before, after):
        assert id(one) in matched or id(other) in matched or not matches([one], [other])


NAMES = ["Ada", "ada ", "Youth Alliance", "Youth Alliances", "The Youth Alliance", "Smith Fund 1"]
PARTNERS = st.lists(
    st.builds(partner, st.sampled_from(NAMES), st.sampled_from(["", "", "US-EIN-1", "US-EIN-2"])),
    max_size=6,
)


@given(PARTNERS, PARTNERS)
def test_each_is_matched_once_and_with_the_files_exchanged_alike(
    before: list[Partner], after: list[Partner]
) -> None:
    found = matches(before, after)
    for some in ([one.before for one in found], [one.after for one in found]):
        assert len({id(p) for p in some}) == len(some)
    there = sorted((one.before.iri, one.after.iri, one.by) for one in found)
    back = sorted((one.after.iri, one.before.iri, one.by) for one in matches(after, before))
    assert there == back


@given(PARTNERS)
def test_a_file_is_matched_with_itself_by_identifier_or_name(partners: list[Partner]) -> None:
    found = matches(partners, partners)
    assert len(found) == len(partners)
    assert all(one.before.iri == one.after.iri for one in found)
    assert MatchedBy.LIKELY not in {
        one.by for one in found if one.before.organization.matched_by == "name"
    }
