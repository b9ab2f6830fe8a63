"""The three questions are answered in sentences that never claim more than is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.generate import FRAMEWORK, ROLES, Sheets, good, put
from tests.showing.partnerships import of_verdict, small, written
from tests.small_files import read_sheets

from backbone_kg import Analysis, Partnership, analyze, budget, suggest, timeline
from backbone_kg.analysis import Basis, LikelyOnePartner, LoadVerdict
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.answers import (
    Answer,
    blank,
    coverage_sentence,
    in_short,
    listing_sentence,
    nobody,
    one_partner,
    title,
    too_much,
)
from backbone_kg.showing.caveats import caveats

Verb = Callable[[Partnership], Any]
FIVE = ("Ada", "Bea", "Cleo", "Dora", "Eve")


def said(answer: Answer) -> str:
    return " ".join((answer.figure, answer.lead, *map(str, answer.names), *answer.remarks))


@pytest.fixture(scope="module")
def partial() -> Analysis:
    return analyze(small())


@pytest.fixture(scope="module")
def complete() -> Analysis:
    return analyze(small(listing="complete"))


# --- what is nobody doing? ----------------------------------------------------------------------


def test_a_complete_listing_says_that_nobody_does_it(complete: Analysis) -> None:
    answer = nobody(complete)
    assert answer.figure == "20 of 23 roles have nobody"
    assert answer.lead == (
        "The listing is said to be complete, so a blank means that nobody does it."
    )
    assert "Run the summer fair" in [name.text for name in answer.names]
    assert "Manage expectations" not in [name.text for name in answer.names]
    assert answer.remarks == (
        "1 of 23 roles has somebody, but fewer holders than needed: Mobilize resources.",
    )


def test_a_partial_listing_says_only_that_no_evidence_was_found(partial: Analysis) -> None:
    answer = nobody(partial)
    assert answer.figure == "No evidence found for 20 of 23 roles"
    assert answer.lead == partial_listing()
    assert "nobody" not in said(answer)


def test_a_complete_file_that_does_not_say_what_is_wanted() -> None:
    wanted = [(role, "unknown" if role == ROLES[0] else "yes") for role in ROLES]
    rows = [("Ada", role) for role in ROLES[1:]]
    answer = nobody(analyze(written(rows, roles=wanted)))
    assert answer.figure == "No evidence found for 1 of 23 roles"
    assert answer.remarks == ("No role is known to have nobody.",)


def test_every_role_held_and_no_role_wanted() -> None:
    held = nobody(analyze(written([("Ada", role) for role in ROLES])))
    assert (held.figure, held.names) == ("0 of 23 roles have nobody", ())
    assert held.lead == "Every wanted role has at least one holder."
    unwanted = written([("Ada", ROLES[0])], roles=[(r, "not ours") for r in ROLES])
    answer = nobody(analyze(unwanted))
    assert answer.figure == one_partner(analyze(unwanted)).figure == "No role is wanted"
    assert "Every role of the file is marked as not ours" in answer.lead


# --- who is carrying too much? ------------------------------------------------------------------


def test_fte_proves_an_overload(partial: Analysis) -> None:
    answer = too_much(partial)
    assert answer.figure == "1 of 3 partners is overloaded"
    assert [str(name) for name in answer.names] == ["Ada (200% (2 of 1 FTE))"]
    assert "1 of 3 partners has the FTE that is assigned to it." in answer.remarks
    assert answer.remarks[-1] == partial_listing()


def test_a_load_may_be_a_lower_bound_or_without_a_percentage() -> None:
    rows = [("Ada", ROLES[0], None, 1.5), ("Bea", ROLES[0], None, 1.5), ("Bea", ROLES[1])]
    answer = too_much(analyze(written(rows, partners={"Ada": 0, "Bea": 1.2})))
    assert {name.text: name.remark for name in answer.names} == {
        "Ada": "1.5 FTE assigned, none available",
        "Bea": "at least 125% (1.5 of 1.2 FTE)",
    }


def test_without_fte_a_large_share_is_a_question_beside_the_equal_share() -> None:
    rows = [("Ada", role) for role in ROLES[:8]] + [(name, ROLES[0]) for name in FIVE[1:]]
    answer = too_much(analyze(written(rows)))
    assert answer.figure == "1 of 5 partners holds more roles than most"
    assert answer.lead.startswith("This is a question, not a finding: without FTE,")
    assert answer.names[0].remark == "8 of 12 (67%) assignments; an equal share is 20%"
    for word in ("overloaded", "limit", "Tukey", "fence"):
        assert word not in said(answer)


def test_a_proven_overload_comes_before_a_question(partial: Analysis) -> None:
    answer = too_much(of_verdict(partial, LoadVerdict.MORE_THAN_MOST, "Bea"))
    assert answer.figure == "1 of 3 partners is overloaded"
    assert answer.lead == "1 of 3 partners holds more roles than most: a question, not a finding."
    assert [name.text for name in answer.names] == ["Ada", "Bea"]


def test_without_fte_the_load_is_not_known_and_that_is_not_fine() -> None:
    answer = too_much(analyze(written([("Ada", ROLES[0]), ("Bea", ROLES[1])])))
    assert answer.figure == "Not known for 2 of 2 partners"
    assert answer.remarks == (
        "Not known for 2 of 2 partners, because no FTE is given. Unknown is not fine.",
    )


def test_each_reason_for_not_knowing_has_its_count() -> None:
    rows = [
        ("Ada", ROLES[0], None, 0.1),
        ("Bea", ROLES[0], None, 1),
        ("Cleo", ROLES[0]),
        ("Dora", ROLES[0], None, 0.5),
        ("Dora", ROLES[1]),
        ("Eve", ROLES[0]),
    ]
    partners = {"Ada": 1, "Bea": None, "Cleo": 1, "Dora": 1, "Eve": None}
    answer = too_much(analyze(written(rows, partners=partners)))
    assert answer.figure == "0 of 5 partners are known to be overloaded"
    assert answer.remarks[0].startswith("Not known for 4 of 5 partners: ")
    for reason in (
        "for 1, the available FTE is not given",
        "for 1, no FTE is given for the assignments",
        "for 1, only some of the assignments give an FTE",
        "for 1, no FTE is given",
    ):
        assert reason in answer.remarks[0]


def test_no_partner_and_partners_that_hold_nothing(partial: Analysis) -> None:
    empty = too_much(analyze(written([], partners={})))
    assert empty.figure == "No partner is listed"
    assert empty.remarks == ()
    idle = too_much(of_verdict(partial, LoadVerdict.HOLDS_NOTHING))
    assert idle.figure == "3 of 3 partners hold no known role"


# --- what hangs on one partner? -----------------------------------------------------------------


def test_what_hangs_on_one_is_named_with_its_roles(complete: Analysis) -> None:
    answer = one_partner(complete)
    assert answer.figure == "2 of 23 roles hang on one partner"
    assert answer.lead == "2 partners hold them; if one left, its roles would be left with nobody."
    assert [str(name) for name in answer.names] == [
        "Ada (alone with Advance policy)",
        "Bea (alone with Mobilize resources)",
    ]


def test_a_partial_listing_knows_only_of_known_holders(partial: Analysis) -> None:
    answer = one_partner(partial)
    assert answer.figure == "2 of 23 roles have one known holder"
    assert "left with no known holder" in answer.lead
    assert answer.remarks == (partial_listing(),)


def test_nothing_hangs_on_one() -> None:
    two = analyze(written([("Ada", ROLES[0]), ("Bea", ROLES[0])]))
    assert one_partner(two).lead == "Every role that is held has at least two holders."
    none = analyze(written([], partners={"Ada": 1}, listing="partial"))
    assert one_partner(none).lead == "No role has a known holder."


# --- titles, text alternatives, and what weakens them -------------------------------------------


def test_titles_are_the_answers(complete: Analysis) -> None:
    assert title("coverage", complete) == (
        "2 of 23 roles have the holders they need; 20 of 23 roles have nobody"
    )
    assert title("load", complete).startswith("1 of 3 partners is overloaded")
    assert title("network", complete) == "2 of 23 roles hang on one partner"


def test_a_text_alternative_says_whose_figures_of_when_and_names_them(complete: Analysis) -> None:
    text = in_short("network", complete)
    assert text.startswith("River Valley Together on 2025-09-30: 2 of 23 roles hang on one")
    assert "Bea (alone with Mobilize resources)." in text
    assert "1 shared, 2 held, 20 unfilled, 0 no evidence, 1 not ours" in in_short(
        "coverage", complete
    )


BASES = [
    (
        Basis(assignments=2, assignments_not_read=2),
        "2 of 2 assignments could not be read, so what follows is incomplete: "
        "“backbone-kg validate FILE” shows why.",
    ),
    (
        Basis(assignments=9, assignments_not_read=1, cells_not_read=4),
        "1 of 9 assignments and 4 cells could not be read, so what follows is incomplete: "
        "“backbone-kg validate FILE” shows why.",
    ),
    (
        Basis(assignments=35, counted=33, without_begin=12),
        "12 of 33 assignments have no From; they count whenever their partner is a member.",
    ),
    (
        Basis(counted=1, without_begin=1),
        "1 of 1 assignment has no From; it counts whenever its partner is a member.",
    ),
    (
        Basis(counted=4, likely_one=(LikelyOnePartner("Mill Fund", "Mill Fnd", "differ", 2),)),
        "“Mill Fund” and “Mill Fnd” are likely one partner: if so, their figures are one "
        "partner's, and 2 roles that both hold have a holder fewer. "
        "“backbone-kg validate FILE” shows why.",
    ),
    (
        Basis(likely_one=(LikelyOnePartner("A", "B", "", 0), LikelyOnePartner("C", "D", "", 1))),
        "2 pairs of partners are likely one each, such as “C” and “D”: if so, their figures are "
        "one partner's, and 1 role that both hold has a holder fewer. "
        "“backbone-kg validate FILE” shows why.",
    ),
]


@pytest.mark.parametrize(("basis", "sentence"), BASES)
def test_what_weakens_a_figure_is_said_before_it(
    partial: Analysis, basis: Basis, sentence: str
) -> None:
    weak = replace(partial, file="FILE", basis=basis)
    assert caveats(weak) == (sentence,)
    for kind in ("coverage", "load", "network"):
        assert in_short(kind, weak).startswith(sentence)


def test_nothing_weakens_a_file_that_was_read_whole(partial: Analysis) -> None:
    assert caveats(replace(partial, basis=Basis(assignments=4))) == ()


def test_before_all_that_is_known_there_are_no_figures(partial: Analysis) -> None:
    early = replace(
        partial, as_of="1990-12-31", basis=Basis(known_since="2016-01-01", before_known=True)
    )
    for kind in ("coverage", "load", "network"):
        text = in_short(kind, early)
        assert text == ("Nothing in this file is known for 1990-12-31: it begins with 2016-01-01.")
        assert title(kind, early) == "Nothing in this file is known for 1990-12-31"


# --- what could not be read may name holders, even in a complete listing -------------------------


@pytest.fixture(scope="module")
def unread() -> Analysis:
    rows = [("Ada", ROLES[0]), ("Zebra", ROLES[1])]
    return analyze(written(rows, partners={"Ada": None, "Bea": None}))


def test_a_row_not_read_leaves_open_who_holds_what(unread: Analysis) -> None:
    assert nobody(unread).lead == "1 assignment could not be read: somebody may hold them."
    alone = one_partner(unread)
    assert alone.figure == "1 of 23 roles has one known holder"
    assert "no known holder" in alone.lead
    assert alone.remarks == ("1 assignment could not be read: there may be other holders.",)
    load = too_much(unread)
    assert "partners may carry more than the file says." in load.remarks[-1]
    assert "nobody" not in said(alone) + said(load)


def test_what_a_blank_means_depends_on_what_was_read(
    partial: Analysis, complete: Analysis, unread: Analysis
) -> None:
    assert blank(complete) == "nobody holds it"
    assert "no evidence" in blank(partial)
    assert blank(unread) == "somebody may hold it, since 1 assignment could not be read"
    assert listing_sentence(unread) == (
        "The listing is said to be complete, but 1 assignment could not be read."
    )


def test_where_holders_may_not_be_known_the_coverage_is_at_least(
    partial: Analysis, complete: Analysis, unread: Analysis
) -> None:
    assert coverage_sentence(partial).startswith("At least 2 of 23 roles have")
    assert coverage_sentence(unread).startswith("At least 1 of 23 roles has")
    assert coverage_sentence(complete).startswith("2 of 23 roles have")


def test_a_file_without_any_date_says_nothing_of_a_day_that_is_asked_for() -> None:
    sheets: Sheets = {
        "Partnership": [["Name", "Community", "Framework", "Listing"]],
        "Partners": [["Name", "Type"], ["Ada", "Consultant"]],
        "Assignments": [["Partner", "Role"], ["Ada", ROLES[0]]],
    }
    sheets["Partnership"].append(["River Valley", "Ohio", FRAMEWORK, "complete"])
    undated = read_sheets(sheets)
    sentence = "Nothing in this file is dated: whether it was so on 1950-12-31 is not known."
    assert caveats(analyze(undated, as_of="1950"))[0] == sentence
    assert "dated" not in " ".join(caveats(analyze(undated)))


@pytest.mark.parametrize("verb", [analyze, suggest, timeline, budget])
def test_a_framework_that_the_file_does_not_name_is_said_to_be_taken(verb: Verb) -> None:
    first = caveats(verb(read_sheets(put(good(), "Partnership!C2", None))))[0]
    assert first.startswith("“Framework” is not given; “Mathematica")
    assert first.endswith("was taken.")
