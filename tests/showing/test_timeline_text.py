"""A timeline in words: what is not known first."""

from __future__ import annotations

from typing import Any

from tests.small_files import POLICY, TRUST, partnership_of

from backbone_kg import Timeline, timeline
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.analysis_text import answer_text
from backbone_kg.showing.timeline_text import sections, title


def told(*rows: Any, **rest: Any) -> Timeline:
    return timeline(partnership_of(*rows, **{"as_of": "2015", **rest}))


def test_a_timeline_tells_who_held_what_from_when_to_when() -> None:
    found = told(
        ("Old Council", TRUST, None, "2008", "2012-06"),
        ("Leadership Table", TRUST, None, "2012-07-15"),
        ("Ada", POLICY),
        ("Bea", POLICY, None, None, "2014"),
        ("Cleo", POLICY, None, "2013"),
        partners=[
            ("Old Council",), ("Leadership Table",), ("Ada",),
            ("Bea", None, "2010"), ("Cleo", None, None, "2015-03-31"),
        ],
    )  # fmt: skip
    first, relationships, accountability = sections(found)
    assert first.caveats == (
        "1 of 2 assignments has no From; it counts whenever its partner is a member.",
        "No begin is known for 2 of 5 holdings and no end is known for 2 of 5 holdings. A holding "
        "without a known end counts as long as its partner is a member.",
    )
    assert first.lead == "5 holdings of 2 roles by 5 partners; 1 role may have changed hands."
    assert first.items == (
        "Build trust may have passed from Old Council (until June 2012) to Leadership Table (since "
        "July 15, 2012), at most 44 days later.",
    )
    assert first.remarks[0] == "That one came after the other does not say that it took over."
    assert first.remarks[1].startswith("21 roles have no holder in the file at any date: Listen to")
    assert relationships.items == (
        "Build trust: Old Council (from 2008, until June 2012); Leadership Table (from July 15, "
        "2012, no end known).",
    )
    assert accountability.items == (
        "Advance policy: Ada (no dates known); Bea (begin not known, a partner since 2010, until "
        "2014); Cleo (from 2013, until March 31, 2015, when it left).",
    )
    assert answer_text(found, sections(found), width=80).startswith(
        "River Valley Together\nOhio, 2015-12-31 (from the file)\n\nWho held which role when?\n"
    )
    assert title(found) == "No end is known for 2 of 5 holdings; 1 role may have changed hands"


def test_a_partial_listing_may_leave_holders_out() -> None:
    (first, _) = sections(told(("Ada", TRUST, None, "2010", "2012"), listing="partial"))
    assert first.caveats == (partial_listing(),)
    assert first.lead == "1 holding of 1 role by 1 partner; no role is seen to change hands."


def test_without_holders_that_is_all_there_is_to_tell() -> None:
    (only,) = sections(told(partners=[("Ada",)]))
    assert only.lead == "The file has no holder of a role at any date."
    assert only.remarks == ()


def test_where_no_assignment_was_read_nothing_is_said() -> None:
    (only,) = sections(told(("Ada", "Built trsut")))
    assert only.lead == "Nothing can be said: no assignment could be read."
    assert "1 of 1 assignment could not be read" in only.caveats[0]


def test_many_holders_of_one_role_are_counted() -> None:
    (_, function) = sections(told(*((f"Partner {n}", TRUST) for n in range(20))))
    assert function.items[0].endswith("; and 8 more.")
