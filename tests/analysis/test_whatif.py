"""What if: what is supposed takes effect on the day, and nothing else in the file changes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import Cell, Sheets, good, put
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

from backbone_kg import Analysis, BackboneError, Partnership, analyze, read, validate, whatif, write
from backbone_kg.analysis import LoadVerdict


def valley() -> Partnership:
    """Return three partners: A holds two roles, B shares one of them, C is within its limit."""
    return partnership_of(
        ["A", TRUST, 0.5, "2019", None, "lead"],
        ["A", POLICY, 0.25],
        ["B", TRUST, 0.2],
        ["C", MONEY, 0.4],
        partners=[["A", 1], ["B", 1], ["C", 0.5]],
        roles=[[TRUST, "yes", 2, 1]],
        as_of="2025-09",
    )


def said(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis but for what differs from file to file: IRIs and the file's name."""
    return {
        "coverage": analysis.coverage,
        "roles": [(r.label, r.state, r.holders, r.fte_assigned) for r in analysis.roles],
        "partners": [(p.name, p.roles, p.fte_assigned, p.verdict) for p in analysis.partners],
        "left_out": analysis.left_out,
        "values": sorted((f.metric, f.label, str(f.value), f.count or 0) for f in analysis.figures),
    }


# --- what would change, by hand ------------------------------------------------------------------


def test_a_partner_that_leaves_takes_its_roles_along() -> None:
    found = whatif(valley(), without=["A"])
    assert (found.before.covered, found.before.wanted) == (3, 23)
    (case,) = found.cases
    assert case.after.covered == 1  # Mobilize resources; Build trust needs two
    assert POLICY in case.after.unfilled
    assert case.after.short_of_holders == (TRUST,)
    by_role = {role.role: role for role in case.roles}
    assert set(by_role) == {TRUST, POLICY}
    assert by_role[POLICY].loses_last_holder
    assert by_role[TRUST].falls_short
    assert by_role[TRUST].comes_to_hang_on_one
    assert (by_role[TRUST].fte_short_before, by_role[TRUST].fte_short_after) == (0.3, 0.8)
    (partner,) = case.partners
    assert partner.leaves
    assert partner.lost == (TRUST, POLICY)
    assert partner.verdict_after is None


def test_a_partner_that_takes_a_role_can_be_overloaded_by_it() -> None:
    (case,) = whatif(valley(), assign=[f"{POLICY}=C:0.2"]).cases
    assert case.after.overloaded == ("C",)
    (partner,) = case.partners
    assert (partner.verdict_before, partner.verdict_after) == (
        LoadVerdict.WITHIN,
        LoadVerdict.OVERLOADED,
    )
    assert (partner.gained, partner.fte_after) == ((POLICY,), 0.6)
    (role,) = case.roles
    assert role.holders_after == ("A", "C")


def test_a_role_that_ends_is_held_by_nobody() -> None:
    (case,) = whatif(valley(), end=[(POLICY, "A")]).cases
    assert [role.role for role in case.roles if role.loses_last_holder] == [POLICY]
    changed = {figure.metric for figure in case.figures}
    assert {"coverage", "held-by-one", "largest-share"} <= changed


def test_fte_change_when_a_holding_ends_and_begins_again() -> None:
    (case,) = whatif(valley(), end=[f"{TRUST}=B"], assign=[(TRUST, "B", "0.5")]).cases
    (role,) = case.roles
    assert role.holders_before == role.holders_after
    assert (role.fte_short_before, role.fte_short_after) == (0.3, 0.0)


def test_everything_that_is_named_is_supposed_at_once() -> None:
    (case,) = whatif(
        valley(), without=["A"], assign=[f"{POLICY}=B", f"{TRUST}=C:0.1"], end=[f"{MONEY}=C"]
    ).cases
    kinds = [(each.kind, each.partner, each.role) for each in case.suppositions]
    assert kinds == [
        ("leaves", "A", ""),
        ("ends", "C", MONEY),
        ("takes", "B", POLICY),
        ("takes", "C", TRUST),
    ]
    assert case.after.covered == 2


def test_without_a_question_each_backbone_leaves_in_turn() -> None:
    sheets = put(good(), "Partners!D3", "yes")
    found = whatif(read_sheets(sheets))
    assert not found.asked
    assert [case.suppositions[0].partner for case in found.cases] == [
        "Riverside Foundation",
        "Harbor Schools",
    ]
    assert all(len(case.suppositions) == 1 for case in found.cases)


def test_where_no_partner_is_marked_there_is_no_case() -> None:
    assert whatif(valley()).cases == ()


def test_a_backbone_that_has_left_already_does_not_leave_again() -> None:
    assert whatif(read_sheets(put(good(), "Partners!F2", "2024"))).cases == ()


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"without": ["Zebra"]}, "no partner is called “Zebra”"),
        ({"without": ["Harbor School"]}, "Did you mean “Harbor Schools”?"),
        ({"without": [""]}, "The name is empty"),
        ({"assign": ["Build trsut=Harbor Schools"]}, "Did you mean “Build trust”?"),
        ({"assign": ["Build trust"]}, "is not of the form “ROLE=NAME:FTE” or “ROLE=NAME”"),
        ({"assign": ["Build trust=Harbor Schools"]}, "holds “Build trust” already"),
        ({"assign": ["Advance policy=Harbor Schools:lots"]}, "“lots” is not a number of FTE"),
        ({"assign": ["Advance policy=Harbor Schools:-1"]}, "“-1” is not a number of FTE"),
        ({"assign": [("Advance policy",)]}, "does not name a role and a partner, and FTE"),
        ({"end": ["Advance policy=Harbor Schools"]}, "These do: Riverside Foundation."),
        ({"end": ["Resolve conflict=Harbor Schools"]}, "Nobody is known to."),
        ({"as_of": "2027", "without": ["Youth Alliance"]}, "it left by 2026-12-31"),
        ({"as_of": "2019", "without": ["Youth Alliance"]}, "it joins on 2020-06-01"),
        (
            {"without": ["Harbor Schools"], "assign": ["Advance policy=Harbor Schools"]},
            "cannot both leave and take",
        ),
        ({"assign": ["Advance policy=Harbor Schools"] * 2}, "is said twice"),
    ],
)
def test_what_cannot_be_supposed_is_told(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(BackboneError) as error:
        whatif(read_sheets(good()), **asked)
    assert message in str(error.value)


def test_names_are_compared_as_the_reader_compares_them() -> None:
    (case,) = whatif(read_sheets(good()), assign=["advance  POLICY=harbor schools: 0.25"]).cases
    (took,) = case.suppositions
    assert (took.partner, took.role, str(took.fte)) == ("Harbor Schools", POLICY, "0.25")


def test_names_may_hold_the_signs_that_part_them() -> None:
    odd, role = "A=B: North", "Teach 1+1=2"
    data = partnership_of(["C", role], partners=[[odd], ["C"]], roles=[[role]])
    (case,) = whatif(data, assign=[f"{role}={odd}"]).cases
    assert case.suppositions[0].partner == odd
    (case,) = whatif(data, assign=[f"{role}={odd}:0.5"]).cases
    assert str(case.suppositions[0].fte) == "0.5"


def test_several_partners_of_one_name_are_not_guessed_at() -> None:
    data = partnership_of([FAIR, TRUST], partners=[["The Twins"], ["THE TWINS"], [FAIR]])
    with pytest.raises(BackboneError, match="2 partners are called “the twins”"):
        whatif(data, without=["the twins"])


# --- the scenario is a partnership like any other ------------------------------------------------


def test_the_partnership_that_is_asked_about_stays_as_it_is() -> None:
    data = valley()
    before = analyze(data).to_dict()
    whatif(data, without=["A"], assign=[f"{MONEY}=B"])
    assert analyze(data).to_dict() == before


@pytest.mark.parametrize("form", ["scenario.xlsx", "scenario.ttl", "scenario.jsonld", "folder"])
@pytest.mark.parametrize("through", ["", "ttl"])
def test_a_scenario_that_is_written_says_the_same_when_read(
    form: str, through: str, tmp_path: Path
) -> None:
    sheets = good()
    sheets["Partners"] = [
        [*row, note] for row, note in zip(sheets["Partners"], "NRWH", strict=True)
    ]
    data = read_sheets(sheets, through=through)
    (case,) = whatif(
        data,
        without=["Riverside Foundation"],
        assign=["Advance policy=Harbor Schools:0.75"],
        end=["Mobilize resources=Youth Alliance"],
        as_of="2025-03-10",
    ).cases
    promised = said(analyze(case.scenario))
    write(case.scenario, tmp_path / form)
    written = read(tmp_path / form)
    assert said(analyze(written)) == promised
    assert analyze(written).as_of == "2025-03-10"
    assert validate(written).errors == ()
    rows = {str(row.thing): row for row in written.records.rows}
    assert len(rows) == len(data.records.rows) + 1
    write(written, tmp_path / "back")
    text = (tmp_path / "back" / "Partners.csv").read_text(encoding="utf-8")
    rows_back = csv.DictReader(text.splitlines())
    assert [row["N"] for row in rows_back] == ["R", "W", "H"]


def test_what_rdf_says_beyond_the_columns_is_kept(tmp_path: Path) -> None:
    write(read_sheets(good()), tmp_path / "data.ttl")
    more = '<https://example.org/a> <https://example.org/b> "kept"@cy .\n'
    (tmp_path / "data.ttl").write_text((tmp_path / "data.ttl").read_text() + more)
    (case,) = whatif(read(tmp_path / "data.ttl"), without=["Harbor Schools"]).cases
    write(case.scenario, tmp_path / "scenario.ttl")
    assert '"kept"@cy' in (tmp_path / "scenario.ttl").read_text()


def test_what_begins_on_the_day_itself_ends_before_it_without_a_mistake() -> None:
    data = partnership_of(
        ["A", TRUST, None, "2025-09-30"],
        ["B", TRUST],
        partners=[["A", None, "2025-09-30"], ["B"]],
        as_of="2025-09-30",
    )
    (case,) = whatif(data, without=["A"]).cases
    assert case.roles[0].holders_after == ("B",)
    assert validate(case.scenario).errors == ()


@pytest.mark.parametrize("day", ["0001-01-01", "1000-01-01", "9999"])
def test_days_that_no_file_can_hold_are_refused(day: str) -> None:
    with pytest.raises(BackboneError, match="Ask for a day from 1000-01-02 to 2999-12-31"):
        whatif(partnership_of(["A", TRUST]), without=["A"], as_of=day)


# --- whatever the file says ----------------------------------------------------------------------


def test_a_notebook_shows_both_sides() -> None:
    found = whatif(valley(), without=["A"], assign=[(MONEY, "B", 0.5)])
    as_published(found)
    page = found._repr_html_()
    assert "3 of 23 (13%)" in page
    assert "1 of 23 (4%)" in page


@given(files(), st.data())
def test_a_scenario_differs_in_what_is_supposed_and_in_nothing_else(
    sheets: Sheets, draw: st.DataObject
) -> None:
    data = read_sheets(sheets)
    before = analyze(data, as_of="2013-01-15")
    if not before.partners:
        return
    leaving = draw.draw(st.sampled_from(before.partners))
    (case,) = whatif(data, without=[leaving.name], as_of="2013-01-15").cases
    after = analyze(case.scenario)
    assert after.as_of == "2013-01-15"
    assert {p.name for p in before.partners} - {p.name for p in after.partners} == {leaving.name}
    kept = {p.name: (p.roles, p.fte_assigned) for p in before.partners if p != leaving}
    assert {p.name: (p.roles, p.fte_assigned) for p in after.partners} == kept
    taken = {role.label: set(role.holders) - {leaving.name} for role in before.roles}
    assert {role.label: set(role.holders) for role in after.roles} == taken
    assert (after.coverage.covered or 0) <= (before.coverage.covered or 0)


@given(files(), st.data())
def test_who_takes_a_role_holds_it_and_nothing_else_changes(
    sheets: Sheets, draw: st.DataObject
) -> None:
    data = read_sheets(sheets)
    before = analyze(data, as_of="2013-01-15")
    free: Sequence[tuple[str, str]] = [
        (role.label, partner.name)
        for role in before.roles
        for partner in before.partners
        if partner.name not in role.holders
    ]
    if not free:
        return
    role, partner = draw.draw(st.sampled_from(free))
    fte: Cell = draw.draw(st.sampled_from([None, "0.5"]))
    (case,) = whatif(data, assign=[(role, partner, fte)], as_of="2013-01-15").cases
    after = {one.label: set(one.holders) for one in analyze(case.scenario).roles}
    assert after == {
        one.label: set(one.holders) | ({partner} if one.label == role else set())
        for one in before.roles
    }


def test_an_early_day_that_the_file_does_not_speak_of_has_no_figures() -> None:
    sheets = file_of(["A", TRUST, None, "2019"], partners=[["A", None, "2019"]], as_of="2020")
    with pytest.raises(BackboneError, match="is not a partner on 2010-12-31"):
        whatif(read_sheets(sheets), without=["A"], as_of="2010")
    assert whatif(read_sheets(sheets), as_of="2010").before.covered is None


def test_what_is_handed_over_keeps_its_fte_and_its_part() -> None:
    (case,) = whatif(valley(), hand_over=[(TRUST, "A", "C")]).cases
    assert [(one.kind, one.partner, one.fte) for one in case.suppositions] == [
        ("ends", "A", None),
        ("takes", "C", Decimal("0.5")),
    ]
    after = analyze(case.scenario)
    takers = {partner.iri: partner.name for partner in after.partners}
    (taken,) = (held for held in after.holdings if takers[held.partner] == "C" and held.fte == 0.5)
    assert (taken.parts, taken.fte, taken.since) == (("lead",), 0.5, "2025-09-30")


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        ([(TRUST, "C", "B")], "“C” does not hold"),
        ([(TRUST, "A", "B")], "“B” holds “Build trust” already"),
        ([(TRUST, "A", "C"), (TRUST, "A", "B")], "hands over “Build trust” is said twice"),
        ([(TRUST, "A")], "who holds it and who takes it"),
        (["Build trust"], "who holds it and who takes it"),
    ],
)
def test_what_cannot_be_handed_over_is_told(passed: list[Any], said: str) -> None:
    with pytest.raises(BackboneError, match=said):
        whatif(valley(), hand_over=passed)
