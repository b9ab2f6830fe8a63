"""How the work is spread, in words: names, counts, and the equal share beside them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.generate import ROLES
from tests.showing.topics import topic
from tests.small_files import FAIR, POLICY, TRUST, partnership_of

from backbone_kg import analyze
from backbone_kg.showing.sections import as_text


def said(*rows: Any, **rest: Any) -> str:
    section = topic("concentration", analyze(partnership_of(*rows, **rest)))
    if section is None:
        return ""
    title, *lines = as_text([section], width=300).splitlines()
    assert title == "How is the work spread?"
    return "\n".join(line.strip() for line in lines)


A, B, C, D = ([(name, role) for role in ROLES] for name in "ABCD")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], ""),
        (A[:3], "A alone has all 3 holdings."),
        (
            [*A[:3], *B[:1]],
            "A holds most: 3 of 4 holdings (75%); an equal share would be 50%. "
            "One partner has half of all holdings or more.",
        ),
        (
            [*A[:2], *B[:2], *C[:1]],
            "A and B hold most: 2 of 5 holdings (40%) each; an equal share would be 33%. "
            "2 of 3 holders together have half of all holdings.",
        ),
        (
            [*A[:2], *B[:2], *C[:2]],
            "The 3 partners that hold a role have equal shares: 2 of 6 holdings (33%) each. "
            "2 of 3 holders together have half of all holdings.",
        ),
        (
            [*A[:2], *B[:2], *C[:2], *D[:2], ("E", TRUST)],
            "4 partners hold most: 2 of 9 holdings (22%) each; an equal share would be 20%. "
            "3 of 5 holders together have half of all holdings.",
        ),
    ],
)
def test_who_holds_most_is_named_with_what_an_equal_share_would_be(
    rows: list[Any], text: str
) -> None:
    assert said(*rows) == text


def test_a_partial_listing_and_what_is_not_ours_are_told() -> None:
    rows = [("A", TRUST), ("B", POLICY), ("B", FAIR)]
    roles = [(POLICY, "not ours"), (FAIR,)]
    assert said(*rows, roles=roles, listing="partial") == (
        "Of the holders that are known, since the listing is partial:\n"
        "The 2 partners that hold a role have equal shares: 1 of 2 known holdings (50%) each. "
        "One partner has half of all holdings or more.\n"
        "1 holding of roles that are not ours is not counted."
    )
