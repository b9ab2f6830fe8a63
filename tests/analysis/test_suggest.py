"""Suggest: what could move, within which limits, and why; worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.generate import ROLES
from tests.published import as_published
from tests.small_files import FAIR, MONEY, POLICY, TRUST, partnership_of

from backbone_kg import BackboneError, Partnership, Plan, analyze, suggest
from backbone_kg.analysis import Short


def small(*rows: Any, roles: Any, **rest: Any) -> Partnership:
    """Return a partnership in which the framework's other roles are left to others."""
    named = {role[0] for role in roles}
    others = [[role, "not ours"] for role in ROLES if role not in named]
    return partnership_of(*rows, roles=[*roles, *others], as_of="2025-09", **rest)


def said(plan: Plan) -> list[tuple[str, str, str, str]]:
    return [(move.kind, move.role, move.giver, move.taker) for move in plan.moves]


def reached(plan: Plan) -> dict[str, Any]:
    assert all(goal.proven for goal in plan.goals)
    return {goal.name: goal.value for goal in plan.goals}


# --- roles that are taken on ---------------------------------------------------------------------


def test_a_missing_holder_is_found_among_those_with_room() -> None:
    data = small(
        ["A", TRUST, 0.5],
        ["B", TRUST, 0.5],
        partners=[["A", 0.6], ["B", 1]],
        roles=[[TRUST, "yes", 1], [POLICY, "yes", 1, 0.5]],
    )
    plan = suggest(data)
    assert said(plan) == [("add", POLICY, "", "B")]
    (move,) = plan.moves
    assert (move.fte, move.fte_basis) == (Decimal("0.5"), "needed")
    assert (move.room_after, move.roles_after) == (Decimal(0), 2)
    assert (plan.missing_before, plan.missing_after) == (1, 0)
    assert (plan.covered_before, plan.covered_after, plan.wanted) == (1, 2, 2)
    assert reached(plan)["moves"] == 1


@pytest.mark.parametrize(
    ("needed", "rows", "expected"),
    [
        ((3, 1), [["A", POLICY, 0.5]], (Decimal("0.334"), "needed")),  # never less than is needed
        ((3, None), [["A", POLICY, 0.5], ["B", POLICY, 0.2]], (Decimal("0.35"), "role")),
        ((1, None), [["A", TRUST, 0.5], ["B", TRUST, 0.3], ["C", TRUST, 0.1]], ("0.3", "all")),
        ((1, None), [["A", TRUST], ["B", TRUST]], (None, "")),
    ],
)
def test_what_one_holder_more_gives(needed: Any, rows: Any, expected: Any) -> None:
    names = [["A", 5], ["B", 5], ["C", 5], ["D", 5]]
    data = small(*rows, partners=names, roles=[[POLICY, "yes", *needed], [TRUST, "unknown"]])
    fte, basis = expected
    for move in suggest(data).moves:
        assert (move.role, move.fte_basis) == (POLICY, basis)
        assert move.fte == (None if fte is None else Decimal(fte))


def test_of_equal_takers_the_one_for_whom_most_speaks_is_chosen() -> None:
    # Build trust and Develop strong ties are of one function; a source names backbone
    # organizations for both.
    data = small(
        ["A", MONEY, 0.1],
        ["B", TRUST, 0.1],
        ["C", MONEY, 0.1],
        partners=[
            ["A", 1, None, None, None, "Consultant"],
            ["B", 1, None, None, None, "Backbone organization"],
            ["C", 1, None, None, None, "Consultant"],
        ],
        roles=[[MONEY], [TRUST], ["Develop strong ties"]],
    )
    plan = suggest(data)
    (move,) = plan.moves
    assert move.taker == "B"
    assert move.suggested is not None
    assert move.suggested.kind == "Backbone organization"
    assert move.suggested.passage.locator.startswith("Table 1")
    assert move.same_function == (TRUST,)
    assert not move.little_hangs  # alone on one role, and the others share theirs
    assert reached(plan)["reasons"] == 2


def test_where_the_fte_do_not_say_it_room_counts_roles() -> None:
    data = small(
        *(["A", role] for role in (TRUST, POLICY)),
        partners=[["A"], ["B"], ["C"]],
        roles=[[TRUST], [POLICY], [MONEY], [FAIR, "yes", 2]],
    )
    plan = suggest(data)
    # Five holdings among three partners: none is given more than two roles.
    assert plan.room.most_roles == 2
    assert (plan.room.by_fte, plan.room.by_roles, plan.room.fte) == (0, 3, None)
    assert plan.room.stays_over is None
    assert sorted(move.taker for move in plan.moves) == ["B", "B", "C"] or sorted(
        move.taker for move in plan.moves
    ) == ["B", "C", "C"]


def test_nothing_is_proposed_for_what_is_not_ours_or_not_known() -> None:
    rows, roles = [["A", TRUST]], [[TRUST], [POLICY, "unknown"], [MONEY, "not ours"]]
    plan = suggest(small(*rows, partners=[["A"], ["B"]], roles=roles))
    assert plan.moves == ()
    assert plan.no_evidence == (POLICY,)
    asked = suggest(small(*rows, partners=[["A"], ["B"]], roles=roles), include_no_evidence=True)
    assert said(asked) == [("add", POLICY, "", "B")]
    assert asked.no_evidence == ()
    partial = small(*rows, partners=[["A"], ["B"]], roles=[[TRUST], [POLICY]], listing="partial")
    assert suggest(partial).moves == ()
    assert said(suggest(partial, include_no_evidence=True)) == [("add", POLICY, "", "B")]


def test_who_has_left_or_whose_roles_have_all_ended_takes_nothing() -> None:
    data = small(
        ["Left", TRUST, None, "2010", "2020"],
        ["Done", TRUST, None, "2010", "2020"],
        ["Busy", TRUST],
        partners=[["Left", None, "2010", "2020"], ["Done"], ["Busy"]],
        roles=[[TRUST, "yes", 3]],
    )
    plan = suggest(data)
    assert plan.moves == ()
    (short,) = plan.short
    assert (short.missing, short.members, short.hold_it, short.idle) == (2, 2, 1, 1)
    assert short.would_do is None


def test_who_leaves_on_the_day_takes_nothing_and_of_others_a_known_end_is_told() -> None:
    data = small(
        ["A", TRUST],
        partners=[["A"], ["B", None, None, "2025-09-30"], ["C", None, None, "2026"]],
        roles=[[TRUST, "yes", 3]],
    )
    plan = suggest(data)
    (move,) = plan.moves
    assert (move.taker, move.taker_until) == ("C", "2026-12-31")
    assert [short.leaving for short in plan.short] == [1]


# --- work that is handed over or ends ------------------------------------------------------------


def overloaded(**rest: Any) -> Partnership:
    """Return A, who has 0.3 FTE too much, and B, who has room for 0.5."""
    return small(
        ["A", TRUST, 0.5, "2019", None, "lead"],
        ["A", POLICY, 0.3, "2020"],
        ["A", MONEY, 0.5],
        ["B", TRUST, 0.5],
        partners=[["A", 1], ["B", 1]],
        roles=[[TRUST], [POLICY], [MONEY]],
        **rest,
    )


def test_what_is_handed_over_keeps_its_fte() -> None:
    plan = suggest(overloaded())
    assert said(plan) == [("hand over", POLICY, "A", "B")]
    (move,) = plan.moves
    assert (move.fte, move.fte_basis, move.giver_over) == (
        Decimal("0.3"),
        "written",
        Decimal("0.3"),
    )
    assert (plan.over_before, plan.over_after) == (Decimal("0.3"), Decimal(0))
    after = {role.label: role for role in analyze(plan.scenario).roles}
    assert after[POLICY].holders == ("B",)
    assert after[POLICY].fte_assigned == 0.3


def test_who_leads_hands_the_lead_over() -> None:
    plan = suggest(overloaded(), forbid=[(POLICY, "B"), f"{MONEY}=B"], max_moves=5)
    assert plan.moves == ()  # B holds Build trust already
    other = small(
        ["A", TRUST, 0.5, None, None, "lead"],
        partners=[["A", 0.4], ["B", 1]],
        roles=[[TRUST]],
    )
    plan = suggest(other)
    assert plan.moves[0].part == "lead"
    (role,) = [role for role in analyze(plan.scenario).roles if role.label == TRUST]
    assert (role.leads, role.holders) == (1, ("B",))


def test_work_ends_only_if_that_is_allowed_and_enough_hold_it_still() -> None:
    rows = [["A", TRUST, 0.5], ["B", TRUST, 0.5], ["A", POLICY, 0.75]]
    partners = [["A", 1], ["B", 0.5]]
    data = small(*rows, partners=partners, roles=[[TRUST], [POLICY]])
    assert suggest(data).moves == ()
    assert said(suggest(data, allow_end=True)) == [("end", TRUST, "A", "")]
    two = small(*rows, partners=partners, roles=[[TRUST, "yes", 2], [POLICY]])
    assert suggest(two, allow_end=True).moves == ()
    needed = small(*rows, partners=partners, roles=[[TRUST, "yes", 1, 0.6], [POLICY]])
    assert suggest(needed, allow_end=True).moves == ()


def test_missing_holders_come_before_too_much() -> None:
    # B has room for one thing: the missing role, or what A has too much.
    data = small(
        ["A", TRUST, 0.5],
        ["A", POLICY, 0.5],
        partners=[["A", 0.5], ["B", 0.5]],
        roles=[[TRUST], [POLICY], [MONEY, "yes", 1, 0.5]],
    )
    plan = suggest(data)
    assert said(plan) == [("add", MONEY, "", "B")]
    assert reached(plan)["FTE over"] == Decimal("0.5")
    (over,) = plan.still_over
    assert (over.partner, over.before, over.after) == ("A", Decimal("0.5"), Decimal("0.5"))


def test_whether_moving_can_be_enough_is_said_first() -> None:
    data = small(
        ["A", TRUST, 2],
        ["A", POLICY, 0.2],
        partners=[["A", 1], ["B", 0.5], ["C", 0.25]],
        roles=[[TRUST], [POLICY]],
    )
    room = suggest(data).room
    assert (room.fte, room.by_fte, room.excess, room.overloaded) == (
        Decimal("0.75"),
        2,
        Decimal("1.2"),
        1,
    )
    assert room.stays_over == Decimal("0.45")
    kept = suggest(data, keep=["a"]).room
    assert kept.stays_over == Decimal("1.2")


def test_few_moves_are_better_than_many() -> None:
    data = small(
        *(["A", role, fte] for role, fte in ((TRUST, 0.1), (POLICY, 0.1), (MONEY, 0.2), (FAIR, 1))),
        partners=[["A", 1.2], ["B", 5], ["C", 5]],
        roles=[[TRUST], [POLICY], [MONEY], [FAIR]],
    )
    plan = suggest(data)
    assert len(plan.moves) == 1
    assert plan.moves[0].role in {MONEY, FAIR}


# --- what is asked for ---------------------------------------------------------------------------


def test_who_is_kept_gives_nothing_up_and_takes_nothing() -> None:
    assert suggest(overloaded(), keep=["A"]).moves == ()
    plan = suggest(overloaded(), keep=["b"])
    assert plan.moves == ()
    assert [(one.partner, one.kept) for one in plan.still_over] == [("A", False)]


def test_why_a_role_stays_short_is_counted() -> None:
    data = small(
        ["Holds", TRUST, 0.5],
        ["Over", POLICY, 2],
        ["Full", POLICY, 0.8],
        ["Almost", POLICY, 0.7],
        ["Kept", POLICY, 0.1],
        ["Barred", POLICY, 0.1],
        partners=[[name, 1] for name in ("Holds", "Over", "Full", "Almost", "Kept", "Barred")],
        roles=[[TRUST, "yes", 2, 1], [POLICY]],
    )
    plan = suggest(data, keep=["Kept"], forbid=[(TRUST, "Barred")])
    as_published(plan)
    assert [step for step in said(plan) if step[1] == TRUST] == []
    (short,) = plan.short
    assert short == Short(
        role=TRUST,
        role_iri=short.role_iri,
        missing=1,
        holders_needed=2,
        members=6,
        hold_it=1,
        barred=1,
        kept=1,
        idle=0,
        leaving=0,
        overloaded=1,
        no_room=2,
        could=0,
        fte_each=Decimal("0.5"),
        would_do=Decimal("0.2"),  # Almost has 0.3
    )


def test_what_fewer_moves_reach() -> None:
    data = small(
        ["A", TRUST, 0.5],
        ["A", POLICY, 0.5],
        ["A", MONEY, 0.5],
        partners=[["A", 0.5], ["B", 5]],
        roles=[[TRUST], [POLICY], [MONEY], [FAIR, "yes", 1, 0.5]],
    )
    plan = suggest(data, max_moves=9)
    assert [(one.moves, one.missing, float(one.over), one.proven) for one in plan.trade_off] == [
        (0, 1, 1.0, True),
        (1, 0, 1.0, True),
        (2, 0, 0.5, True),
        (3, 0, 0.0, True),
    ]
    two = suggest(data, max_moves=2)
    assert len(two.moves) == 2
    assert two.trade_off == plan.trade_off[:3]
    assert suggest(data, max_moves=0).moves == ()
    assert suggest(data).trade_off == ()


def test_fewer_than_no_moves_are_refused() -> None:
    with pytest.raises(BackboneError, match="-1 moves cannot be made"):
        suggest(overloaded(), max_moves=-1)


def test_unknown_names_are_told() -> None:
    with pytest.raises(BackboneError, match="no partner is called “Zebra”"):
        suggest(overloaded(), keep=["Zebra"])
    with pytest.raises(BackboneError, match=r"no partner is called “A:0\.5”"):
        suggest(overloaded(), forbid=["Build trust=A:0.5"])


# --- little to go by -----------------------------------------------------------------------------


def test_where_nothing_is_to_be_mended_nothing_moves() -> None:
    plan = suggest(small(["A", TRUST, 0.5], partners=[["A", 1]], roles=[[TRUST]]))
    assert (plan.moves, plan.short, plan.still_over) == ((), (), ())
    assert reached(plan) == {
        "holders missing": 0,
        "FTE over": Decimal(0),
        "moves": 0,
        "reasons": 0,
    }


def test_without_partners_every_role_stays_short() -> None:
    plan = suggest(small(partners=[["A", None, None, "2010"]], roles=[[TRUST]]))
    assert plan.moves == ()
    assert [(one.role, one.members, one.no_room) for one in plan.short] == [(TRUST, 0, 0)]


def test_before_the_first_day_nothing_is_known() -> None:
    data = small(["A", TRUST, None, "2019"], partners=[["A", None, "2019"]], roles=[[TRUST]])
    plan = suggest(data, as_of="2010")
    assert plan.basis.nothing_known
    assert (plan.moves, plan.short) == ((), ())


def test_a_notebook_shows_the_moves() -> None:
    plan = suggest(overloaded())
    as_published(plan)
    page = plan._repr_html_()
    assert "hand over" in page
    assert "0 holders missing" in page
