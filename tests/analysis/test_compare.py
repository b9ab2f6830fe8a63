"""A partnership at two dates: who came and went, what changed hands, and what is known of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import Sheets
from tests.published import as_published
from tests.small_files import (
    FAIR,
    MONEY,
    POLICY,
    TRUST,
    file_of,
    files,
    partnership_of,
    read_sheets,
)

from backbone_kg import BackboneError, Comparison, Partnership, compare, ontology, read, timeline
from backbone_kg.analysis import Ground, Reason
from backbone_kg.model import Ending

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FSG = ontology.framework("fsg-2012-07").title


def at(day: str | None, *rows: Any, **rest: Any) -> Partnership:
    return partnership_of(*rows, as_of=day, **rest)


def begun(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(one.partner, one.role, one.on, str(one.ground)) for one in found.begun]


def ended(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(one.partner, one.role, one.on, str(one.ground)) for one in found.ended]


# --- one file at two dates ----------------------------------------------------------------------


def test_one_file_tells_what_its_dates_say() -> None:
    file = at(
        "2025",
        ("Ada", TRUST, None, "2020", "2023-06-30"),
        ("Bea", TRUST, None, "2023-08-01"),
        ("Cleo", POLICY),
        partners=[("Ada", None, None, "2024"), ("Bea", None, "2023-07"), ("Cleo",)],
    )
    found = compare(file, start="2022", end="2025")
    assert begun(found) == [("Bea", TRUST, "2023-08-01", "dated")]
    assert ended(found) == [("Ada", TRUST, "2023-06-30", "dated")]
    assert found.ended[0].why is Ending.ASSIGNMENT
    (passed,) = found.handed_over
    assert (passed.giver, passed.taker, passed.until, passed.since) == (
        "Ada", "Bea", "2023-06-30", "2023-08-01",
    )  # fmt: skip
    assert (passed.least_days, passed.most_days) == (32, 32)
    assert [(one.partner, one.on) for one in found.joined] == [("Bea", "2023-07")]
    assert [(one.partner, one.on) for one in found.left] == [("Ada", "2024")]
    assert found.one_file


def test_one_file_needs_a_first_date_and_dates_that_are_dates() -> None:
    file = at("2025", ("Ada", TRUST))
    with pytest.raises(BackboneError, match="One file is compared at two dates"):
        compare(file)
    with pytest.raises(BackboneError, match="is not a date"):
        compare(file, start="then")
    with pytest.raises(BackboneError, match="window of -1 days"):
        compare(file, start="2020", window=-1)


def test_before_anything_is_known_nothing_is_compared() -> None:
    found = compare(at("2025", ("Ada", TRUST, None, "2020")), start="1990")
    assert found.nothing_known
    assert (found.begun, found.joined, found.roles, found.figures) == ((), (), (), ())


def test_a_partner_that_leaves_ends_what_it_holds() -> None:
    file = at("2025", ("Ada", TRUST, None, "2020"), partners=[("Ada", None, None, "2023")])
    found = compare(file, start="2022")
    assert ended(found) == [("Ada", TRUST, "2023", "dated")]
    assert found.ended[0].why is Ending.LEAVING


# --- two files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("listing", "ground"), [("complete", "listed"), ("partial", "not known")])
def test_a_row_that_vanished_says_no_more_than_its_listing_does(listing: str, ground: str) -> None:
    old = at("2022", ("Ada", TRUST), ("Bea", POLICY), listing=listing)
    new = at("2025", ("Bea", POLICY), ("Bea", MONEY), listing=listing)
    found = compare(old, new)
    assert ended(found) == [("Ada", TRUST, "", ground)]
    assert begun(found) == [("Bea", MONEY, "", ground)]
    assert [(one.partner, str(one.ground)) for one in found.left] == [("Ada", ground)]


def test_a_row_with_a_to_ended_then() -> None:
    old = at("2022", ("Ada", TRUST))
    new = at("2025", ("Ada", TRUST, None, None, "2023-04"))
    assert ended(compare(old, new)) == [("Ada", TRUST, "2023-04", "dated")]


def test_an_end_that_only_the_older_file_tells_is_taken_from_it() -> None:
    old = at("2022", ("Ada", TRUST, None, None, "2023"), listing="partial")
    assert ended(compare(old, at("2025", ("Bea", POLICY), listing="partial"))) == [
        ("Ada", TRUST, "2023", "dated")
    ]


def test_what_was_so_at_the_earlier_date_already_was_learned_and_did_not_change() -> None:
    old = at("2022", ("Ada", TRUST), listing="partial")
    new = at(
        "2025", ("Ada", TRUST, None, None, "2021"), ("Bea", POLICY, None, "2010"), listing="partial"
    )
    found = compare(old, new)
    assert ended(found) == [("Ada", TRUST, "2021", "learned")]
    assert begun(found) == [("Bea", POLICY, "2010", "learned")]
    assert found.begun[0].ground is Ground.LEARNED


def test_a_begin_that_may_lie_before_the_earlier_date_proves_nothing_by_itself() -> None:
    old = {
        listing: at("2022-06", ("Ada", TRUST), listing=listing)
        for listing in ("partial", "complete")
    }
    new = at("2025", ("Ada", TRUST), ("Bea", POLICY, None, "2022"))
    assert begun(compare(old["partial"], new)) == [("Bea", POLICY, "2022", "not known")]
    assert begun(compare(old["complete"], new)) == [("Bea", POLICY, "2022", "dated")]


def test_who_is_renamed_neither_joined_nor_left() -> None:
    old = at(
        "2022",
        ("Old Name", TRUST),
        ("Tacoma Urban League", POLICY),
        partners=[("Old Name", None, None, None, "US-EIN-12"), ("Tacoma Urban League",)],
    )
    new = at(
        "2025",
        ("Other", TRUST),
        ("Urban League of Tacoma", POLICY),
        partners=[("Other", None, None, None, "US-EIN-12"), ("Urban League of Tacoma",)],
    )
    found = compare(old, new)
    assert [(one.before, one.after, one.matched_by) for one in found.renamed] == [
        ("Old Name", "Other", "identifier")
    ]
    assert [(one.before, one.after) for one in found.likely] == [
        ("Tacoma Urban League", "Urban League of Tacoma")
    ]
    assert (found.joined, found.left, found.begun, found.ended) == ((), (), (), ())


def test_two_partners_of_one_name_are_told_apart() -> None:
    old = at("2022", ("Ada", TRUST), partners=[("Ada",), ("Ada",)])
    new = at("2025", ("Ada", TRUST), partners=[("Ada",)])
    found = compare(old, new)
    assert [one.partner for one in found.left] == ["Ada (2)"]


def test_a_notebook_never_counts_as_changed_what_is_not_known() -> None:
    old, new = (
        at(day, (name, TRUST), listing="partial") for day, name in (("2022", "A"), ("2025", "B"))
    )
    shown = compare(old, new)._repr_html_()
    for words in ("joined", "left", "began", "ended"):
        (row,) = re.findall(rf"{words}</td>(.*?)</tr>", shown)
        assert re.findall(r">(\d+)<", row) == ["0", "0", "1"]


def test_own_roles_are_matched_by_name_also_where_the_partnership_goes_by_another() -> None:
    old = file_of(("Ada", FAIR), roles=[(FAIR,)], as_of="2022")
    new = file_of(("Ada", FAIR.upper()), roles=[(FAIR.upper(),)], as_of="2025")
    new["Partnership"][1][0] = "Another Name"
    found = compare(read_sheets(old), read_sheets(new))
    assert (found.begun, found.ended, found.same_partnership) == ((), (), False)


# --- hand-overs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "since", "window", "passes"),
    [
        ("2023-01-31", "2023-02-01", 90, True),
        ("2023-01-31", "2023-05-01", 90, True),
        ("2023-01-31", "2023-05-02", 90, False),
        ("2023-01-31", "2023-01-30", 90, False),
        ("2023", "2023", 90, True),
        ("2023-06", "2023-01", 90, False),
        ("2022", "2024-01-15", 0, False),
        ("2022", "2024-01-15", 380, True),
    ],
)
def test_a_hand_over_is_a_begin_at_or_after_an_end_within_the_window(
    until: str, since: str, window: int, passes: bool
) -> None:
    file = at("2025", ("Ada", TRUST, None, "2015", until), ("Bea", TRUST, None, since))
    found = compare(file, start="2021-12", window=window)
    assert bool(found.handed_over) == passes


def test_who_held_it_before_does_not_take_it_over() -> None:
    rows = [
        ("Ada", TRUST, None, "2015", "2023"),
        ("Bea", TRUST, None, "2012", "2013"),
        ("Bea", TRUST, None, "2024-01-01"),
    ]
    assert not compare(at("2025", *rows), start="2020").handed_over


def test_the_cases_of_the_answers_by_year() -> None:
    file = at(
        "2015",
        ("Bend Foundation", MONEY, None, "2006", "2011"),
        ("River Bend Staff", MONEY, None, "2011"),
        ("Old Council", TRUST, None, "2008", "2012-06"),
        ("Leadership Table", TRUST, None, "2012-07-15"),
        ("Data House", POLICY, None, "2007", "2009"),
        ("Count Lab", POLICY, None, "2013"),
    )
    found = compare(file, start="2008", end="2015")
    assert {(one.giver, one.taker) for one in found.handed_over} == {
        ("Bend Foundation", "River Bend Staff"),
        ("Old Council", "Leadership Table"),
    }
    (council,) = [one for one in found.handed_over if one.giver == "Old Council"]
    assert (council.least_days, council.most_days) == (15, 44)


# --- roles and figures --------------------------------------------------------------------------


def reasons(found: Comparison, metric: str = "coverage") -> tuple[set[str], str | None]:
    (figure,) = [f for f in found.figures if f.metric == metric and f.about == "partnership"]
    return set(map(str, figure.because)), figure.verdict


def test_each_role_then_and_now() -> None:
    old = at("2022", ("Ada", TRUST), ("Bea", TRUST))
    new = at("2025", ("Ada", TRUST, None, "2010"), ("Bea", TRUST, None, None, "2023"))
    (role,) = [role for role in compare(old, new).roles if role.changed]
    assert role.then is not None
    assert role.now is not None
    assert (role.label, role.then.holders, role.now.holders) == (TRUST, ("Ada", "Bea"), ("Ada",))
    assert (str(role.then.state), str(role.now.state)) == ("shared", "held")
    assert (role.because, role.verdict) == ((Reason.WORLD,), "world")


def test_another_listing_changes_what_is_known_and_not_the_world() -> None:
    old, new = (at("2022", ("Ada", TRUST), listing=one) for one in ("complete", "partial"))
    found = compare(old, new)
    changed = [role for role in found.roles if role.changed]
    assert len(changed) == 22
    assert {(role.because, role.verdict) for role in changed} == {((Reason.LISTING,), "knowledge")}
    figures = [figure for figure in found.figures if figure.changed]
    assert {figure.verdict for figure in figures} <= {"knowledge"}
    assert "coverage" not in {figure.metric for figure in figures}


def test_another_wish_changes_a_figure_and_not_the_world() -> None:
    old = at("2022", ("Ada", TRUST), ("Ada", POLICY))
    new = at("2025", ("Ada", TRUST), ("Ada", POLICY), roles=[(TRUST, "yes", 2)])
    assert reasons(compare(old, new)) == ({"wanted"}, "knowledge")


def test_what_could_not_be_read_is_a_reason_of_its_own() -> None:
    old = at("2022", ("Ada", TRUST), ("Ada", POLICY), listing="partial")
    new = at("2025", ("Ada", TRUST), ("Ada", "Advance polcy"), listing="partial")
    assert reasons(compare(old, new)) == ({"not read", "not known"}, "not known")


def test_what_was_learned_changes_figures_and_not_the_world() -> None:
    old = at("2022", ("Ada", TRUST), listing="partial")
    new = at("2025", ("Ada", TRUST), ("Bea", POLICY, None, "2010"), listing="partial")
    assert reasons(compare(old, new)) == ({"evidence"}, "knowledge")


def test_other_fte_are_a_reason() -> None:
    def file(fte: float | None) -> Partnership:
        return at("2022", ("Ada", TRUST, fte), roles=[(TRUST, "yes", 1, 2)])

    def figure(old: float | None, new: float | None) -> tuple[Reason, ...]:
        figures = compare(file(old), file(new)).figures
        return next(f.because for f in figures if f.metric == "fte-short")

    assert figure(0.5, 1.5) == (Reason.FTE,)
    assert Reason.EVIDENCE in figure(None, 1.5)


# --- other partnerships, other frameworks -------------------------------------------------------


def other_partnership(*rows: Any) -> Partnership:
    sheets = file_of(*rows, as_of="2025")
    sheets["Partnership"][1][:2] = ["Lake Town Forward", "Texas"]
    return read_sheets(sheets)


def test_another_partnership_with_common_partners_may_be_the_same_by_another_name() -> None:
    found = compare(at("2022", ("Ada", TRUST)), other_partnership(("Ada", TRUST)))
    assert not found.same_partnership
    assert (found.begun, found.ended) == ((), ())


def test_partnerships_that_have_nobody_in_common_are_not_compared() -> None:
    with pytest.raises(BackboneError, match=r"about different partnerships, “River.*no partner"):
        compare(at("2022", ("Ada", TRUST)), other_partnership(("Zed", TRUST)))


def test_what_two_files_of_one_day_say_differently_did_not_change() -> None:
    found = compare(at("2022", ("Ada", TRUST)), at("2022", ("Bea", TRUST, None, "2022")))
    assert begun(found) == [("Bea", TRUST, "2022", "learned")]
    assert ended(found) == [("Ada", TRUST, "", "not known")]
    assert {one.ground for one in (*found.joined, *found.left)} == {Ground.NOT_KNOWN}
    assert found.handed_over == ()
    assert reasons(found, "held-by-one")[1] is None


def test_other_frameworks_are_compared_through_the_crosswalk_with_its_losses() -> None:
    own = "Advance policy"
    old = at("2022", ("Ada", own), ("Ada", "Build trust"))
    new = at("2025", ("Bea", own), framework=FSG)
    found = compare(old, new)
    assert not found.same_framework
    assert (found.begun, found.ended) == ((), ())
    assert found.crosswalk is not None
    (policy,) = [role for role in found.crosswalk.roles if role.label == own]
    assert (policy.holders, policy.now_holders) == (("Ada",), ("Bea",))
    assert {label for label, _ in found.crosswalk.lost}
    assert {f.because for f in found.figures if f.about == "partnership" and f.changed} == {
        (Reason.FRAMEWORK,)
    }


# --- properties ---------------------------------------------------------------------------------

DATES = st.sampled_from([None, "2009", "2012-06-20", "2013", "2016"])


@given(files(), DATES)
def test_a_file_compared_with_itself_is_empty(sheets: Sheets, day: str | None) -> None:
    one, other = read_sheets(sheets), read_sheets(sheets)
    for found in (compare(one, one, start=day, end=day), compare(one, other, start=day, end=day)):
        assert found.is_empty or found.nothing_known
        assert (found.joined, found.left, found.begun, found.ended) == ((), (), (), ())
        assert not any(role.changed for role in found.roles)
        assert not any(figure.changed for figure in found.figures)


@given(files(), files(), DATES, DATES)
def test_compared_the_other_way_round_the_sets_are_mirrored(
    first: Sheets, second: Sheets, start: str | None, end: str | None
) -> None:
    one, other = read_sheets(first), read_sheets(second)
    there = compare(one, other, start=start, end=end)
    back = compare(other, one, start=end, end=start)
    for gone, come in ((there.left, back.joined), (there.joined, back.left)):
        assert {each.partner for each in gone} == {each.partner for each in come}
    for lost, won in ((there.ended, back.begun), (there.begun, back.ended)):
        assert {(h.partner, h.role) for h in lost} == {(h.partner, h.role) for h in won}
    assert {(h.role, h.giver, h.taker, h.until, h.since) for h in there.handed_over} == {
        (h.role, h.taker, h.giver, h.until, h.since) for h in back.handed_over
    }
    assert {(r.before, r.after) for r in (*there.renamed, *there.likely)} == {
        (r.after, r.before) for r in (*back.renamed, *back.likely)
    }
    # Of partners that are one, the name of the second file is told.
    figures, reversed_ = (
        {(f.metric, f.label): (f.then, f.now) for f in found.figures if f.about != "partner"}
        for found in (there, back)
    )
    assert figures == {which: (then, now) for which, (now, then) in reversed_.items()}
    assert there.then == back.now


@given(files(), files(), DATES, DATES)
def test_what_is_told_agrees_with_both_rosters(
    first: Sheets, second: Sheets, start: str | None, end: str | None
) -> None:
    one, other = read_sheets(first), read_sheets(second)
    found = compare(one, other, start=start, end=end)
    if found.nothing_known:
        return
    for role in found.roles:
        then = set(role.then.holders) if role.then else set()
        now = set(role.now.holders) if role.now else set()
        began = {h.partner for h in found.begun if h.role == role.label}
        gone = {h.partner for h in found.ended if h.role == role.label}
        assert began <= now
        assert gone <= then
        same = {(r.before, r.after) for r in (*found.renamed, *found.likely)}
        assert all(n in now or any((n, m) in same for m in now) for n in then - gone)
    joined, left = len(found.joined), len(found.left)
    likely = found.likely
    if not likely:
        assert found.then.partners + joined - left == found.now.partners


@given(files(), DATES, DATES)
def test_one_file_at_two_dates_is_compared_like_two_files_that_say_the_same(
    sheets: Sheets, start: str | None, end: str | None
) -> None:
    one, other = read_sheets(sheets), read_sheets(sheets)
    alone = compare(one, start=start or "2012", end=end)
    both = compare(one, other, start=start or "2012", end=end)
    for name in ("joined", "left", "begun", "ended", "handed_over"):
        assert set(getattr(alone, name)) == set(getattr(both, name)), name
    assert {r.iri: r.verdict for r in alone.roles} == {r.iri: r.verdict for r in both.roles}
    if not alone.backward:
        whole = {(h.role, h.giver, h.taker) for h in timeline(one).handed_over}
        assert {(h.role, h.giver, h.taker) for h in alone.handed_over} <= whole
    assert {one.ground for one in (*alone.begun, *alone.ended)} <= {Ground.DATED}


# --- the examples -------------------------------------------------------------------------------


def test_tacoma() -> None:
    found = compare(*(read(EXAMPLES / "graduate-tacoma" / date) for date in ("2022-03", "2025-09")))
    assert {(one.partner, one.on) for one in found.left} == {
        ("Graduate Tacoma Advocacy Network", "2023"),
        ("Tacoma College Support Network", "2023"),
    }
    assert {(one.partner, one.on) for one in found.ended if "Tacoma Students" in one.partner} == {
        ("Foundation for Tacoma Students", "2025-07")
    }
    assert reasons(found) == ({"the world"}, "world")


def test_an_empty_listing_of_each_kind_is_compared_without_a_word_too_many() -> None:
    for one, other in (
        (at("2022"), at("2025")),
        (at("2022"), at("2025", ("Ada", TRUST))),
        (at("2022", partners=[("Ada",)]), at("2025", partners=[("Ada",)])),
        (at(None), at(None)),
    ):
        found = compare(one, other)
        as_published(found)
        assert found.is_empty == (not other.roster.holdings)
