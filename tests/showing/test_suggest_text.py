"""A plan in words: whether moving can be enough, what could move and why, what stays as it is."""

from __future__ import annotations

from typing import Any

from tests.cli.running import golden
from tests.generate import good
from tests.small_files import MONEY, POLICY, TRUST, partnership_of, read_sheets

from backbone_kg import Partnership, suggest
from backbone_kg.showing.analysis_text import answer_text
from backbone_kg.showing.suggest_text import sections


def small(*rows: Any, roles: Any, **rest: Any) -> Partnership:
    """Return a partnership in which the framework's other roles are left to others."""
    named = {role[0] for role in roles}
    others = [
        [role.label, "not ours"]
        for role in read_sheets(good()).roster.roles
        if role.label not in named
    ]
    return partnership_of(*rows, roles=[*roles, *others], as_of="2025-09", **rest)


def told(found: Any) -> str:
    return answer_text(found, sections(found), width=80, caveats_first=True)


def test_a_plan_from_the_first_line_to_the_last() -> None:
    data = small(
        ["A", TRUST, 0.5, "2019"],
        ["A", POLICY, 0.3, "2019"],
        ["A", "Develop strong ties", 0.5, "2019"],
        ["B", TRUST, 0.5, "2019"],
        partners=[["A", 1, "2019"], ["B", 1.1, "2019", None, None, "Backbone organization"]],
        roles=[
            [TRUST, "yes", 3, 3],
            [POLICY],
            [MONEY, "yes", 1, 0.25],
            ["Develop strong ties"],
        ],
    )
    text = told(suggest(data))
    assert text == golden("suggest-small.txt", text)


def test_roles_that_stay_short_for_the_same_reason_are_told_together() -> None:
    nobody = small(partners=[["A", None, "2019", "2020"]], roles=[[TRUST], [POLICY]])
    *_, short = sections(suggest(nobody))
    assert short.items == (
        f"{TRUST}; {POLICY} each stay 1 holder short of 1: the file names no partner of this date.",
    )


def test_nobody_has_too_much_is_said_only_where_all_fte_is_known() -> None:
    def moves(other: float | None) -> str:
        data = small(
            ["A", TRUST, 1],
            ["A", POLICY, 1],
            ["B", MONEY, other],
            partners=[["A", 1], ["B", 3]],
            roles=[[TRUST], [POLICY], [MONEY]],
        )
        return sections(suggest(data))[1].lead

    assert "Nobody has too much." in moves(1)
    assert "Nobody is known to have too much." in moves(None)


def test_what_is_known_in_part_is_said_first() -> None:
    data = small(
        ["A", TRUST],
        partners=[["A"], ["B"]],
        roles=[[TRUST, "yes", 2], [POLICY]],
        listing="partial",
    )
    enough, moves = sections(suggest(data))
    assert enough.caveats == ("Of the holders that are known, since the listing is partial:",)
    assert moves.caveats == enough.caveats
    assert enough.lead == (
        "1 holder is missing. Whether anybody has too much is not known: too little FTE is given."
    )
    assert enough.remarks[0].startswith(
        "What partners have left is not known from the FTE, so room counts roles: none of them is "
        "given more than 1 role in all"
    )
    assert enough.remarks[1].startswith(
        "Nothing is proposed for 1 role without evidence of a holder, since somebody may hold it: "
        "Advance policy."
    )
    asked, *_ = sections(suggest(data, include_no_evidence=True))
    assert "as if nobody held them, as asked; somebody may." in asked.remarks[1]


def test_that_moving_cannot_be_enough_is_said_before_any_move() -> None:
    data = small(
        ["A", TRUST, 2],
        ["A", POLICY, 0.2],
        partners=[["A", 1], ["B", 0.5]],
        roles=[[TRUST], [POLICY]],
    )
    enough, _, over = sections(suggest(data))
    assert enough.lead.endswith(
        "So somebody stays over by at least 0.7 FTE, wherever work is moved."
    )
    assert over.items == ("A: 1 FTE too much; now it is 1.2.",)
    assert over.remarks == ("Nothing that is allowed takes more off them.",)


def test_when_nothing_is_to_be_mended_it_says_so() -> None:
    data = small(["A", TRUST, 0.5], partners=[["A", 1]], roles=[[TRUST]])
    _, moves = sections(suggest(data))
    assert moves.lead == (
        "Nothing to move: no holder is missing, and nobody is known to have too much."
    )
    silent = small(["A", TRUST], roles=[[TRUST], [POLICY, "unknown"]])
    _, moves = sections(suggest(silent))
    assert moves.lead == (
        "Nothing to move: no holder is known to be missing, and nobody is known to have too much."
    )


def test_when_nothing_can_move_it_says_why() -> None:
    data = small(["A", TRUST, 0.5], partners=[["A", 1]], roles=[[TRUST, "yes", 2]])
    _, moves, short = sections(suggest(data))
    assert moves.lead == "Nothing that is allowed would mend anything."
    assert short.items == (
        "Build trust stays 1 holder short of 2: of 1 partner, 1 holds it. Nobody is left who could "
        "take it.",
    )


def test_work_that_ends_says_that_enough_hold_it() -> None:
    data = small(
        ["A", TRUST, 0.5],
        ["A", POLICY, 0.75],
        ["B", TRUST, 0.5],
        partners=[["A", 1], ["B", 0.5]],
        roles=[[TRUST], [POLICY]],
    )
    _, moves = sections(suggest(data, allow_end=True))
    assert moves.items == (
        "A stops holding Build trust, 0.5 FTE: A has 0.25 FTE too much, and enough hold it still.",
    )


def test_where_nothing_could_be_read_there_is_no_plan() -> None:
    broken = read_sheets({**good(), "Assignments": [["Partner", "Role"], ["Zebra", TRUST]]})
    (section,) = sections(suggest(broken))
    assert section.lead == "Nothing is known that a plan could rest on."
    assert "1 of 1 assignment could not be read" in told(suggest(broken))
