"""The first screen answers three questions and never claims more than is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from backbone_kg.analysis.results import Analysis, LoadVerdict, RoleState
from backbone_kg.showing.report_page.answers import answers

Build = Callable[..., Analysis]

OVER = {"verdict": LoadVerdict.OVERLOADED}
HELD = {"A": ["Ada"], "B": ["Ada"], "C": ["Bea"], "D": ["Ada", "Bea"], "E": []}
FIVE = ("Ada", "Bea", "Cleo", "Dora", "Eve")


def fte(assigned: float, available: float, **more: Any) -> dict[str, Any]:
    load = assigned / available if available else float("inf")
    verdict = LoadVerdict.OVERLOADED if load > 1 else LoadVerdict.WITHIN
    return {
        "fte_assigned": assigned,
        "fte_available": available,
        "fte_complete": True,
        "load": load,
        "verdict": verdict,
        "basis": "fte",
        **more,
    }


class TestWhatIsNobodyDoing:
    def test_a_complete_listing_says_that_nobody_does_it(self, build: Build) -> None:
        answer, *_ = answers(build({"Build trust": ["Ada"], "Advance policy": []}))
        assert answer.figure == "1 of 2 roles has nobody"
        assert answer.lead == (
            "The listing is said to be complete, so a blank means that nobody does it."
        )
        assert [name.text for name in answer.names] == ["Advance policy"]
        assert answer.caveats == ()

    def test_a_partial_listing_says_only_that_no_evidence_was_found(self, build: Build) -> None:
        answer, *_ = answers(
            build({"Build trust": ["Ada"], "Advance policy": []}, listing="partial")
        )
        assert answer.figure == "No evidence found for 1 of 2 roles"
        assert answer.lead == (
            "The listing is partial: somebody may hold them without the file saying so."
        )
        assert "nobody" not in " ".join((answer.figure, answer.lead, *answer.caveats))

    def test_an_unknown_listing_is_taken_for_partial(self, build: Build) -> None:
        answer, *_ = answers(build({"Advance policy": []}, listing=""))
        assert answer.figure == "No evidence found for 1 of 1 role"

    def test_known_and_unknown_blanks_are_told_apart(self, build: Build) -> None:
        held = {"A": [], "B": [], "C": ["Ada"]}
        partial, *_ = answers(build(held, listing="partial", states={"A": RoleState.UNFILLED}))
        assert partial.figure == "No evidence found for 1 of 3 roles"
        assert partial.caveats == ("1 of 3 roles is known to have nobody: A.",)
        complete, *_ = answers(build(held, states={"A": RoleState.NO_EVIDENCE}))
        assert complete.figure == "1 of 3 roles has nobody"
        assert complete.caveats == ("No evidence was found for 1 of 3 roles: A.",)

    def test_a_complete_file_that_does_not_say_what_is_wanted(self, build: Build) -> None:
        answer, *_ = answers(build({"A": []}, states={"A": RoleState.NO_EVIDENCE}))
        assert answer.figure == "No evidence found for 1 of 1 role"
        assert answer.lead == (
            "The file names no holder, and does not say that the role is wanted."
        )
        assert answer.caveats == ("No role is known to have nobody.",)

    def test_every_role_covered(self, build: Build) -> None:
        answer, *_ = answers(build({"A": ["Ada"], "B": ["Bea"]}))
        assert answer.figure == "0 of 2 roles have nobody"
        assert answer.lead == "Every wanted role has at least one holder."
        assert answer.names == ()

    def test_a_role_with_too_few_holders_is_named(self, build: Build) -> None:
        answer, *_ = answers(build({"A": ["Ada"], "B": ["Bea"]}, needed={"A": 2}))
        assert answer.caveats == ("1 of 2 roles has somebody, but fewer holders than needed: A.",)

    def test_roles_that_are_not_ours_count_nowhere(self, build: Build) -> None:
        analysis = build({"A": [], "B": []}, states={"A": RoleState.NOT_OURS})
        assert answers(analysis)[0].figure == "1 of 1 role has nobody"

    def test_no_wanted_role(self, build: Build) -> None:
        unwanted = answers(build({"A": ["Ada"]}, states={"A": RoleState.NOT_OURS}))
        assert [a.figure for a in (unwanted[0], unwanted[2])] == ["No role is wanted"] * 2
        assert unwanted[0].lead == (
            "Every role of the file is marked as not ours, so none can be missing."
        )
        assert answers(build({}))[0].lead == "The file names no role, so none can be missing."

    def test_six_names_are_shown_and_the_rest_counted(self, build: Build) -> None:
        answer, *_ = answers(build({f"Role {n}": [] for n in range(9)}))
        assert [name.text for name in answer.names] == [f"Role {n}" for n in range(6)]
        assert answer.more == 3
        assert answer.table == "roles"


class TestWhoIsCarryingTooMuch:
    def test_without_fte_the_load_is_not_known_and_that_is_not_fine(self, build: Build) -> None:
        _, answer, _ = answers(build({n: [n] for n in FIVE}, fence=0.25))
        assert answer.figure == "Not known for 5 of 5 partners"
        assert answer.lead == (
            "Not known for 5 of 5 partners, because no FTE is given. Unknown is not fine."
        )
        assert answer.caveats == (
            "By number of assignments, 0 of 5 partners lie above the fence of 25% of all "
            "assignments.",
        )

    def test_fewer_than_five_partners_have_no_fence(self, build: Build) -> None:
        _, answer, _ = answers(build({"A": ["Ada"], "B": ["Bea"], "C": ["Ada"]}))
        assert answer.figure == "Not known for 2 of 2 partners"
        assert answer.caveats == (
            "With only 2 partners no fence can be drawn: that takes at least five, so a large "
            "share of the assignments cannot be told from a usual one.",
        )

    def test_five_partners_without_an_assignment_have_no_fence_either(self, build: Build) -> None:
        _, answer, _ = answers(build({"A": []}, FIVE))
        assert answer.caveats == (
            "No fence can be drawn, because no assignment is in force on this date.",
        )

    def test_overload_by_fte_is_said_in_percent(self, build: Build) -> None:
        loads = {n: fte(0.5, 1) for n in FIVE} | {"Ada": fte(1.5, 1.2)}
        _, answer, _ = answers(build({n: [n] for n in FIVE}, loads=loads, fence=0.2))
        assert answer.figure == "1 of 5 partners is overloaded"
        assert [(n.text, n.remark) for n in answer.names] == [("Ada", "125% of its FTE")]
        assert answer.caveats == ("4 of 5 partners are within their limits.",)

    def test_a_load_that_is_a_lower_bound_says_so(self, build: Build) -> None:
        loads = {"Ada": fte(1.5, 1.2, fte_complete=False)}
        _, answer, _ = answers(build({"A": ["Ada"]}, loads=loads))
        assert answer.names[0].remark == "at least 125% of its FTE"

    def test_a_load_on_no_fte_at_all_has_no_percentage(self, build: Build) -> None:
        _, answer, _ = answers(build({"A": ["Ada"]}, loads={"Ada": fte(0.5, 0)}))
        assert answer.names[0].remark == "FTE assigned, but none available"

    def test_overload_by_share_says_what_it_rests_on(self, build: Build) -> None:
        held = {f"Role {n}": ["Ada"] for n in range(8)} | {n: [n] for n in FIVE[1:]}
        loads = {"Ada": {**OVER, "basis": "assignments"}}
        _, answer, _ = answers(build(held, loads=loads, fence=0.1))
        assert answer.figure == "1 of 5 partners carries an unusually large share"
        assert answer.names[0].remark == "66.7% of all assignments"
        assert answer.caveats == (
            "Judged by number of assignments alone, because too little FTE is given: more than "
            "is usual among these partners, but how much would be too much is not known.",
            "Not known for 4 of 5 partners, because no FTE is given. Unknown is not fine.",
            "By number of assignments, 1 of 5 partners lies above the fence of 10% of all "
            "assignments.",
        )

    def test_nobody_found_overloaded_is_not_nobody_overloaded(self, build: Build) -> None:
        held = {n: [n] for n in FIVE}
        some = {"Ada": fte(0.5, 1)}
        assert answers(build(held, loads=some, fence=0.2))[1].figure == (
            "0 of 5 partners are known to be overloaded"
        )
        every = {n: fte(0.5, 1) for n in FIVE}
        assert answers(build(held, loads=every, fence=0.2))[1].figure == (
            "0 of 5 partners are overloaded"
        )

    def test_each_reason_for_not_knowing_has_its_count(self, build: Build) -> None:
        unknown = {"verdict": LoadVerdict.UNKNOWN}
        loads = {
            "Bea": {"fte_assigned": 1.0, "fte_complete": True, **unknown},
            "Cleo": {"fte_available": 1.0, **unknown},
            "Dora": {"fte_available": 1.0, "fte_assigned": 0.5, "load": 0.5, **unknown},
            "Ada": fte(0.1, 1),
        }
        _, answer, _ = answers(build({n: [n] for n in FIVE}, loads=loads, fence=0.2))
        assert answer.caveats[0] == (
            "Not known for 4 of 5 partners: for 1, the available FTE is not given; for 1, no FTE "
            "is given for the assignments; for 1, only some of the assignments give an FTE; for "
            "1, no FTE is given. Unknown is not fine."
        )

    def test_a_partner_without_assignments_does_not_hide_that_no_fte_is_given(
        self, build: Build
    ) -> None:
        idle = {"Eve": {"fte_assigned": 0.0, "fte_complete": True}}
        held = {n: [n] for n in FIVE[:4]}
        _, answer, _ = answers(build(held, FIVE, loads=idle, fence=0.3))
        assert answer.lead.startswith("Not known for 5 of 5 partners, because no FTE is given.")

    def test_a_partial_listing_may_hide_work(self, build: Build) -> None:
        _, answer, _ = answers(build({"A": ["Ada"]}, listing="partial"))
        assert answer.caveats[-1] == (
            "The listing is partial: partners may carry more than the file says."
        )

    def test_no_partner_at_all(self, build: Build) -> None:
        _, answer, _ = answers(build({"A": []}))
        assert answer.figure == "No partner is listed"
        assert answer.lead == (
            "The file names no partner on March 31, 2026, so nothing can be said."
        )
        assert answer.caveats == ()


class TestWhatHangsOnOnePartner:
    def test_the_partner_with_most_such_roles_comes_first(self, build: Build) -> None:
        *_, answer = answers(build(HELD))
        assert answer.figure == "3 of 5 roles hang on one partner"
        assert answer.lead == (
            "2 partners hold them; if one left, its roles would be left with nobody."
        )
        assert [(n.text, n.remark) for n in answer.names] == [
            ("Ada", "alone with 2 roles"),
            ("Bea", "alone with 1 role"),
        ]

    def test_a_partial_listing_knows_only_of_known_holders(self, build: Build) -> None:
        *_, answer = answers(build(HELD, listing="partial"))
        assert answer.figure == "3 of 5 roles have one known holder"
        assert answer.lead == (
            "2 partners hold them; if one left, its roles would be left with no known holder."
        )
        assert answer.caveats == (
            "The listing is partial: there may be holders that the file leaves out.",
        )

    @pytest.mark.parametrize(
        ("held", "listing", "lead"),
        [
            (
                {"A": ["Ada", "Bea"]},
                "complete",
                "Every role that is held has at least two holders.",
            ),
            ({"A": []}, "complete", "No role has a holder."),
            ({"A": []}, "partial", "No role has a known holder."),
        ],
    )
    def test_nothing_hangs_on_one(
        self, build: Build, held: dict[str, list[str]], listing: str, lead: str
    ) -> None:
        *_, answer = answers(build(held, listing=listing))
        assert answer.figure.startswith("0 of 1 role ")
        assert answer.lead == lead
