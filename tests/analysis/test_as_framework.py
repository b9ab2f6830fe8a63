"""A partnership's coverage read in another framework: what follows from who holds what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from tests.analysis.frameworks import (
    HILL,
    LAKE,
    MOON,
    analysis_of,
    framework,
    reading_of,
    role_of,
)

from backbone_kg.analysis import How, RoleReading, Standing, Why


def one(
    rows: Sequence[str],
    holds: Mapping[str, Sequence[str]],
    role: str = "understand",
    *,
    not_ours: Sequence[str] = (),
    unknown: Sequence[str] = (),
    needed: Mapping[str, int] | None = None,
    complete: bool = True,
) -> RoleReading:
    """Read one role of the hill framework from a file that goes by the lake framework."""
    analysis = analysis_of(
        LAKE, holds, not_ours=not_ours, unknown=unknown, needed=needed, complete=complete
    )
    return role_of(reading_of(analysis, LAKE, HILL, rows), role)


# --- the same, or nearly ------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["exact", "close"])
def test_what_means_the_same_stands_as_the_own_role(how: str) -> None:
    rows = [f"listen {how} understand"]
    held = one(rows, {"listen": ["A"]})
    assert (str(held.how), held.standing, held.holders, held.covered) == (
        how,
        Standing.HELD,
        ("A",),
        True,
    )
    assert one(rows, {"listen": ["A", "B"]}).standing is Standing.SHARED
    empty = one(rows, {})
    assert (empty.standing, empty.covered, empty.counted) == (Standing.UNFILLED, False, True)
    assert one(rows, {}, complete=False).standing is Standing.NO_EVIDENCE
    not_ours = one(rows, {"listen": ["A"]}, not_ours=["listen"])
    assert (not_ours.standing, not_ours.counted, not_ours.holders) == (Standing.NOT_OURS, False, ())


def test_holders_needed_are_those_of_the_own_role() -> None:
    short = one(["listen exact understand"], {"listen": ["A"]}, needed={"listen": 2})
    assert (short.standing, short.covered) == (Standing.HELD, False)


def test_of_two_that_are_close_the_holders_count_together() -> None:
    rows = ["listen close understand", "ask close understand"]
    assert one(rows, {"listen": ["A"], "ask": ["B"]}).standing is Standing.SHARED
    assert one(rows, {"listen": ["A"], "ask": ["A"]}).standing is Standing.HELD
    both = one(rows, {"ask": ["B"]})
    assert (both.standing, both.holders, both.covered) == (Standing.HELD, ("B",), True)
    assert one(rows, {}, unknown=["ask"]).standing is Standing.NO_EVIDENCE
    assert one(rows, {}).standing is Standing.UNFILLED
    assert one(rows, {"ask": ["B"]}, not_ours=["ask"]).standing is Standing.UNFILLED


def test_what_is_exact_decides_alone_and_the_rest_is_shown() -> None:
    rows = ["ask close understand", "listen exact understand", "plan broader understand"]
    found = one(rows, {"ask": ["A"], "plan": ["B"]})
    assert (found.how, found.standing, found.holders) == (How.EXACT, Standing.UNFILLED, ())
    assert [(own.label, own.how) for own in found.read_from] == [
        ("Listen", How.EXACT),
        ("Ask", How.CLOSE),
        ("Plan", How.NARROWER),
    ]


# --- a function of the file's framework, whose capacities are its roles -------------------------

STEER = ["steer close guide"]


def test_a_function_stands_as_its_weakest_capacity() -> None:
    def guide(**held: Sequence[str]) -> RoleReading:
        return one(STEER, held, "guide")

    assert guide(plan=["A", "B"], measure=["A", "C"], adapt=["B", "C"]).standing is Standing.SHARED
    held = guide(plan=["A", "B"], measure=["A"], adapt=["B"])
    assert (held.standing, held.covered, held.holders) == (Standing.HELD, True, ("A", "B"))
    part = guide(plan=["A"], adapt=["B"])
    assert (part.standing, part.covered, part.counted) == (Standing.IN_PART, False, True)
    assert (part.parts_held, part.parts) == (2, 3)
    assert guide().standing is Standing.UNFILLED
    assert {own.through for own in part.read_from} == {"Steer"}


def test_capacities_that_are_not_ours_are_no_parts() -> None:
    found = one(STEER, {"plan": ["A"], "measure": ["A"]}, "guide", not_ours=["adapt"])
    assert (found.standing, found.covered, found.parts) == (Standing.HELD, True, 2)
    none = one(STEER, {"plan": ["A"]}, "guide", not_ours=["plan", "measure", "adapt"])
    assert (none.standing, none.parts, none.counted) == (Standing.NOT_OURS, 0, False)


def test_one_capacity_without_evidence_is_no_proof_of_a_gap() -> None:
    assert one(STEER, {}, "guide", unknown=["adapt"]).standing is Standing.NO_EVIDENCE


# --- parts and wholes ---------------------------------------------------------------------------


def test_parts_make_it_held_in_part_at_most() -> None:
    rows = ["plan broader guide", "measure broader guide"]
    every = one(rows, {"plan": ["A"], "measure": ["B"]}, "guide")
    assert (every.how, every.standing, every.holders) == (
        How.NARROWER,
        Standing.IN_PART,
        ("A", "B"),
    )
    assert (every.parts_held, every.parts) == (2, 2)
    assert (every.covered, every.counted) == (None, False)
    some = one(rows, {"plan": ["A"]}, "guide")
    assert (some.standing, some.parts_held, some.parts) == (Standing.IN_PART, 1, 2)
    none = one(rows, {}, "guide")
    assert (none.standing, none.parts_held, none.parts) == (Standing.NO_PART, 0, 2)
    assert none.standing.gap
    assert one(rows, {}, "guide", complete=False).standing is Standing.NO_EVIDENCE
    assert one(rows, {}, "guide", unknown=["plan"]).standing is Standing.NO_EVIDENCE
    assert one(rows, {"plan": ["A"]}, "guide", not_ours=["plan"]).standing is Standing.NO_PART
    gone = one(rows, {}, "guide", not_ours=["plan", "measure"])
    assert (gone.standing, gone.parts) == (Standing.NOT_OURS, 0)


def test_whoever_holds_the_whole_perhaps_holds_the_part() -> None:
    rows = ["raise-money narrower pay"]
    held = one(rows, {"raise-money": ["A", "B"]}, "pay")
    assert (held.how, held.standing, held.holders) == (How.BROADER, Standing.PERHAPS, ("A", "B"))
    assert (held.covered, held.counted) == (None, False)
    empty = one(rows, {}, "pay")
    assert (empty.standing, empty.covered, empty.counted) == (Standing.UNFILLED, None, False)
    assert one(rows, {}, "pay", complete=False).standing is Standing.NO_EVIDENCE
    assert one(rows, {}, "pay", not_ours=["raise-money"]).standing is Standing.NOT_OURS


def test_a_part_says_more_than_a_whole() -> None:
    rows = ["plan broader guide", "measure narrower guide"]
    assert one(rows, {"plan": ["A"], "measure": ["B"]}, "guide").holders == ("A",)
    whole = one(rows, {"measure": ["B"]}, "guide")
    assert (whole.standing, whole.holders) == (Standing.PERHAPS, ("B",))
    assert one(rows, {}, "guide").standing is Standing.UNFILLED
    assert one(rows, {}, "guide", unknown=["measure"]).standing is Standing.NO_EVIDENCE


def test_a_function_that_is_broader_says_nothing_of_which_capacity_it_is() -> None:
    rows = ["steer narrower guide"]
    assert one(rows, {"adapt": ["A"]}, "guide").standing is Standing.PERHAPS
    assert one(rows, {}, "guide").standing is Standing.UNFILLED
    assert one(rows, {}, "guide", not_ours=["plan"]).standing is Standing.NO_EVIDENCE


# --- what cannot be read ------------------------------------------------------------------------


def test_what_cannot_be_read_is_neither_a_gap_nor_covered() -> None:
    reading = reading_of(
        analysis_of(LAKE, {"listen": ["A"]}),
        LAKE,
        HILL,
        ["listen related understand", "- none sing", "plan none -"],
    )
    for name, how in (
        ("understand", How.RELATED),
        ("sing", How.NO_COUNTERPART),
        ("guide", How.NOT_COMPARED),
    ):
        role = role_of(reading, name)
        assert (role.how, role.standing, role.covered) == (how, Standing.UNREAD, None)
        assert role not in reading.gaps
    assert role_of(reading, "sing").comment == "Because - none sing."
    assert (reading.covered, reading.counted, reading.share) == (0, 0, None)


def test_no_counterpart_stands_also_beside_something_related() -> None:
    found = one(["listen related sing", "- none sing"], {}, "sing")
    assert (found.how, [own.label for own in found.read_from]) == (How.NO_COUNTERPART, ["Listen"])


def test_what_of_the_file_is_not_represented_is_told_with_the_reason() -> None:
    analysis = analysis_of(LAKE, {"fish": ["A"]})
    rows = ["listen broader understand", "ask related understand", "steer none -"]
    reading = reading_of(analysis, LAKE, HILL, rows)
    assert [(role.label, role.why) for role in reading.not_represented] == [
        ("Ask", Why.RELATED),
        ("Plan", Why.NO_COUNTERPART),
        ("Measure", Why.NO_COUNTERPART),
        ("Adapt", Why.NO_COUNTERPART),
        ("Raise money", Why.NOT_COMPARED),
        ("Fish", Why.OWN),
    ]


# --- the other way round: from functions to capacities, and over activities ---------------------


def test_a_function_of_the_other_framework_is_read_in_its_capacities() -> None:
    reading = reading_of(
        analysis_of(HILL, {"guide": ["A"]}),
        HILL,
        LAKE,
        ["guide close steer", "understand broader learn", "- none fund"],
    )
    plan, listen, money = (role_of(reading, name) for name in ("plan", "listen", "raise-money"))
    assert (plan.how, plan.standing, plan.holders) == (How.BROADER, Standing.PERHAPS, ("A",))
    # It is a part of the function, and nobody knows which.
    assert (listen.how, listen.standing) == (How.RELATED, Standing.UNREAD)
    assert (money.how, money.function) == (How.NO_COUNTERPART, "Fund")


def test_an_activity_speaks_for_a_part_of_the_role_that_it_belongs_to() -> None:
    found = one(["measure close count"], {"measure": ["A"]}, "guide")
    assert (found.how, found.standing) == (How.NARROWER, Standing.IN_PART)
    assert one(["measure narrower count"], {"measure": ["A"]}, "guide").how is How.RELATED
    back = reading_of(analysis_of(HILL, {"guide": ["A"]}), HILL, LAKE, ["count exact measure"])
    measure = role_of(back, "measure")
    assert (measure.how, measure.standing) == (How.BROADER, Standing.PERHAPS)
    assert [(own.label, own.through) for own in measure.read_from] == [("Guide", "Count")]


def test_an_activity_beside_capacities_is_none_of_them() -> None:
    both = framework("both", {"steer": ["plan", "adapt"]}, activities={"steer": ["meet"]})
    there = reading_of(analysis_of(HILL, {"guide": ["A"]}), HILL, both, ["guide close meet"])
    assert role_of(there, "plan").how is How.RELATED
    back = reading_of(analysis_of(both, {"plan": ["A"]}), both, HILL, ["meet close guide"])
    guide = role_of(back, "guide")
    assert (guide.how, guide.standing) == (How.BROADER, Standing.PERHAPS)


def test_an_activity_without_counterpart_leaves_its_role_to_be_compared() -> None:
    reading = reading_of(analysis_of(LAKE, {}), LAKE, HILL, ["- none count"])
    assert role_of(reading, "guide").how is How.NOT_COMPARED


def test_qualities_are_read_as_roles_are() -> None:
    reading = reading_of(analysis_of(MOON, {"calm": ["A"]}), MOON, HILL, ["calm close guide"])
    assert role_of(reading, "guide").standing is Standing.HELD
    assert [role.label for role in reading.not_represented] == ["Bright"]


# --- a row about a capacity goes before a row about its function --------------------------------


def test_capacities_that_lead_elsewhere_do_not_speak_for_their_function() -> None:
    rows = ["steer close guide", "measure none -", "adapt narrower pay"]
    found = one(rows, {"measure": ["A"], "adapt": ["B"]}, "guide")
    # What is left of the function may not be all of it.
    assert (found.how, found.standing, found.counted) == (How.NARROWER, Standing.NO_PART, False)
    assert [own.label for own in found.read_from] == ["Plan"]
    assert one([*rows, "plan related pay"], {"plan": ["A"]}, "guide").how is How.RELATED


def test_capacities_that_lead_to_the_same_role_do() -> None:
    rows = ["steer close guide", "measure broader guide", "adapt close set-goals"]
    found = one(rows, {"measure": ["A"], "plan": ["A"], "adapt": ["B"]}, "guide")
    assert (found.how, found.standing, found.covered) == (How.CLOSE, Standing.HELD, True)


def test_a_capacity_that_is_only_related_does_not() -> None:
    rows = ["steer close guide", "measure related guide"]
    found = one(rows, {"measure": ["A"]}, "guide")
    assert (found.how, found.standing, found.parts) == (How.NARROWER, Standing.NO_PART, 2)


def test_a_function_of_which_no_capacity_speaks_is_only_related() -> None:
    rows = ["fund narrower pay", "raise-money none -"]
    found = one(rows, {"raise-money": ["A"]}, "pay")
    assert (found.how, found.standing) == (How.RELATED, Standing.UNREAD)


def test_the_capacities_of_the_other_framework_have_rows_of_their_own_too() -> None:
    analysis = analysis_of(HILL, {"guide": ["A"], "pay": ["B"]})
    reading = reading_of(analysis, HILL, LAKE, ["guide close steer", "pay close measure"])
    assert role_of(reading, "measure").holders == ("B",)
    assert role_of(reading, "adapt").standing is Standing.PERHAPS
    rows = ["- none steer", "pay related measure", "guide close steer"]
    reading = reading_of(analysis, HILL, LAKE, rows)
    assert role_of(reading, "measure").how is How.RELATED
    assert role_of(reading, "adapt").how is How.BROADER


def test_a_capacity_that_has_a_row_of_its_own_is_not_without_counterpart_by_its_function() -> None:
    rows = ["steer none -", "plan related guide"]
    left = reading_of(analysis_of(LAKE, {}), LAKE, HILL, rows).not_represented
    reasons = {role.label: role.why for role in left}
    assert (reasons["Plan"], reasons["Measure"]) == (Why.RELATED, Why.NO_COUNTERPART)


# --- what corresponds to no role ----------------------------------------------------------------


def test_what_is_like_something_that_is_no_role_is_neither_a_gap_nor_uncompared() -> None:
    site = framework("site", {"pay": []}, qualities=["neutral"])
    there = reading_of(analysis_of(LAKE, {}), LAKE, site, ["listen close neutral"])
    reasons = {role.label: role.why for role in there.not_represented}
    assert (reasons["Listen"], reasons["Ask"]) == (Why.NO_ROLE, Why.NOT_COMPARED)
    back = reading_of(analysis_of(site, {}), site, LAKE, ["neutral close listen"])
    listen = role_of(back, "listen")
    assert (listen.how, listen.standing, listen.comment) == (
        How.NO_ROLE,
        Standing.UNREAD,
        "Neutral",
    )


# --- coverage -----------------------------------------------------------------------------------


def test_coverage_counts_what_is_read_as_a_whole_and_wanted() -> None:
    rows = ["listen close understand", "steer close guide", "raise-money broader pay"]
    held = {"listen": ["A"], "plan": ["A"], "raise-money": ["A"]}
    reading = reading_of(analysis_of(LAKE, held), LAKE, HILL, [*rows, "- none sing"])
    assert (reading.covered, reading.counted, reading.share) == (1, 2, 0.5)
    assert reading.to_dict()["coverage"] == {
        "covered": 1,
        "counted": 2,
        "share": 0.5,
        "roles": 4,
        "how": {
            "exact": 0,
            "close": 2,
            "narrower": 1,
            "broader": 0,
            "no counterpart": 1,
            "related": 0,
            "no role": 0,
            "not compared": 0,
        },
        "standings": {
            "shared": 0,
            "held": 1,
            "held in part": 2,
            "perhaps held": 0,
            "no part held": 0,
            "unfilled": 0,
            "no evidence": 0,
            "not ours": 0,
            "cannot be read": 1,
        },
    }
    analysis = analysis_of(LAKE, held, not_ours=["listen"])
    assert reading_of(analysis, LAKE, HILL, rows).counted == 1
