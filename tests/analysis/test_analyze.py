"""The analysis of a file at a date: of a small file by hand, and of the examples."""

from __future__ import annotations

import datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import (
    FRAMEWORK,
    ROLES,
    TYPES,
    Sheets,
    good,
    put,
    write_csv,
)
from tests.small_files import TRUST, files, mixed, partnership_of, read_sheets, renamed

from backbone_kg import Analysis, BackboneError, analyze, budget, read
from backbone_kg.analysis import LoadVerdict, RoleCoverage, RoleState
from backbone_kg.base.names import unique
from backbone_kg.model import LeftOut

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FACILITATE = "Facilitate discussion and structure group engagement"


def analysis_of(tmp_path: Path, sheets: Sheets, as_of: str | None = None) -> Analysis:
    return analyze(read(write_csv(tmp_path / "data", sheets)), as_of=as_of)


def role(analysis: Analysis, label: str) -> RoleCoverage:
    (found,) = [role for role in analysis.roles if role.label == label]
    return found


# --- a small file, by hand ----------------------------------------------------------------------


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    analysis = analysis_of(tmp_path, good())
    assert analysis.partnership == "River Valley Together"
    assert analysis.community == "River Valley, Ohio"
    assert (analysis.framework, analysis.framework_slug) == (FRAMEWORK, "mathematica")
    assert (analysis.as_of, analysis.as_of_basis) == ("2025-09-30", "file")
    assert analysis.listing == "complete"
    assert analysis.file == str(tmp_path / "data")


def test_who_holds_which_role(tmp_path: Path) -> None:
    analysis = analysis_of(tmp_path, good())
    assert [role.label for role in analysis.roles] == ROLES
    trust = role(analysis, "Build trust")
    assert trust.holders == ("Harbor Schools", "Riverside Foundation")
    assert trust.state is RoleState.SHARED
    assert trust.fte_assigned == pytest.approx(0.7)
    assert trust.sole_holder is None
    policy = role(analysis, "Advance policy")
    assert (policy.state, policy.sole_holder) == (RoleState.HELD, "Riverside Foundation")
    assert (analysis.coverage.covered, analysis.coverage.wanted) == (3, 23)
    assert len(analysis.unfilled) == 20
    assert {role.fte_assigned for role in analysis.unfilled} == {None}


def test_what_each_partner_carries(tmp_path: Path) -> None:
    analysis = analysis_of(tmp_path, good())
    assert [p.name for p in analysis.partners] == [
        "Riverside Foundation",
        "Harbor Schools",
        "Youth Alliance",
    ]
    first, second, third = analysis.partners
    assert first.type == "Local foundation"
    assert set(first.roles) == {"Build trust", "Advance policy"}
    assert list(first.roles) == [label for label in ROLES if label in first.roles]
    assert (first.assignments, first.share) == (2, 0.5)
    assert first.fte_assigned == pytest.approx(0.75)
    assert first.load == pytest.approx(0.375)
    assert (first.verdict, first.basis) == (LoadVerdict.WITHIN, "fte")
    assert first.sole_roles == ("Advance policy",)
    assert first.tasks == ("backbone",)
    assert second.sole_roles == ()
    assert third.load == pytest.approx(1.0)
    assert third.verdict is LoadVerdict.WITHIN
    assert analysis.overloaded == ()
    assert [p.name for p in analysis.sole_holders] == ["Riverside Foundation", "Youth Alliance"]


def test_the_date_decides(tmp_path: Path) -> None:
    later = analysis_of(tmp_path, good(), "2027")
    assert (later.as_of, later.as_of_basis) == ("2027-12-31", "asked")
    assert role(later, "Mobilize resources").state is RoleState.UNFILLED
    assert [p.name for p in later.partners] == ["Riverside Foundation", "Harbor Schools"]
    assert later.left_out == LeftOut(ended=1, absent=1)
    with pytest.raises(BackboneError, match="is not a date"):
        analysis_of(tmp_path, good(), "soon")


def test_two_things_of_one_name_are_told_apart(tmp_path: Path) -> None:
    analysis = analysis_of(tmp_path, put(good(), "Partners!A4", "Harbor Schools"))
    named = [partner.name for partner in analysis.partners]
    assert sorted(named) == ["Harbor Schools", "Harbor Schools (2)", "Riverside Foundation"]
    assert unique({"1": "a", "2": "a", "3": "b", "4": "a"}) == {
        "1": "a",
        "2": "a (2)",
        "3": "b",
        "4": "a (3)",
    }


def test_suggestions_name_the_partners_of_a_kind_and_the_words_they_rest_on(tmp_path: Path) -> None:
    sheets = good()
    sheets["Partners"] = sheets["Partners"][:1] + [[f"A {kind}", kind] for kind in TYPES]
    analysis = analysis_of(tmp_path, sheets)
    suggested = [(role, s) for role in analysis.roles for s in role.suggestions]
    assert len(suggested) >= len(ROLES)
    types = {partner.name: partner.type for partner in analysis.partners}
    for _, suggestion in suggested:
        assert suggestion.passage.document
        assert 0 <= suggestion.passage.start < suggestion.passage.end
        assert suggestion.partners, suggestion.type
        assert set(suggestion.partners) <= set(types)
        if suggestion.type in TYPES:
            assert f"A {suggestion.type}" in suggestion.partners


@given(files(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_names_matter(sheets: Sheets, rng: Random) -> None:
    for row, cost in zip(sheets["Partners"], ["Cost per FTE", 0, 10, None, 99.95], strict=False):
        row.append(cost)
    one, other = (read_sheets(each) for each in (sheets, mixed(sheets, rng)))
    assert one.roster.not_read == other.roster.not_read
    this, that = analyze(one), analyze(other)
    assert (this.left_out, this.coverage, this.staffing) == (
        *(that.left_out, that.coverage, that.staffing),
    )
    for mine, theirs in zip(this.roles, that.roles, strict=True):
        assert mine.state is theirs.state
        assert set(map(renamed, mine.holders)) == set(theirs.holders)
    assert numbers(this) == numbers(that)
    costs, others = budget(one), budget(other)
    assert (costs.total, costs.gaps_least, costs.years) == (
        *(others.total, others.gaps_least, others.years),
    )


def numbers(analysis: Analysis) -> tuple[object, ...]:
    """Return every figure of an analysis, and what is said of departures beside them."""
    figures = [(f.metric, round(f.value or 0, 9), f.count or 0, f.of) for f in analysis.figures]
    if analysis.resilience is None or analysis.resilience.half is None:
        return (sorted(figures, key=repr),)
    worst = [(one.lost, one.unique, one.average) for one in analysis.resilience.worst]
    return (
        sorted(figures, key=repr),
        worst,
        analysis.resilience.half.unique,
        analysis.resilience.random_half,
    )


# --- the examples -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "day", "holders"),
    [
        (
            "2022-03",
            datetime.date(2022, 3, 31),
            ("Azimu Group", "Foundation for Tacoma Students", "Greentrike"),
        ),
        ("2025-09", datetime.date(2025, 9, 30), ("Azimu Group", "Greentrike")),
    ],
)
def test_who_facilitates_in_tacoma(date: str, day: datetime.date, holders: tuple[str, ...]) -> None:
    analysis = analyze(read(EXAMPLES / "graduate-tacoma" / date))
    assert (analysis.as_of, analysis.as_of_basis) == (day.isoformat(), "file")
    facilitate = role(analysis, FACILITATE)
    assert facilitate.holders == holders
    assert facilitate.state is RoleState.SHARED
    assert analysis.unfilled == ()


@pytest.mark.parametrize(
    ("folder", "partners", "assignments", "in_force", "covered"),
    [
        ("graduate-tacoma/2022-03", 31, 43, 37, 12),
        ("graduate-tacoma/2025-09", 34, 47, 33, 10),
        ("say-yes-buffalo/2023", 27, 33, 33, 12),
    ],
)
def test_the_figures_that_the_examples_are_published_with(
    folder: str, partners: int, assignments: int, in_force: int, covered: int
) -> None:
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    (row,) = [line for line in text.splitlines() if line.startswith(f"| [{folder}]")]
    figures = [cell.strip() for cell in row.strip("|").split("|")[1:]]
    analysis = analyze(read(EXAMPLES / folder))
    with_held = sum(bool(role.holders) for role in analysis.roles)
    assert (len(analysis.holdings), with_held) == (in_force, covered)
    assert (analysis.coverage.covered, analysis.coverage.wanted) == (covered, 23)
    assert [figures[0], *figures[2:]] == list(map(str, (partners, assignments, in_force, covered)))


@pytest.mark.parametrize(
    ("begin", "end", "since", "until"),
    [
        ("2011", "2026-06", "2012-05-03", "2026-06"),
        ("2013-02-04", None, "2013-02-04", ""),
        (None, "2026", "2012-05-03", "2026"),
        ("2012", None, "2012-05-03/2012-12-31", ""),
    ],
)
def test_since_and_until_when_within_the_membership(
    begin: str | None, end: str | None, since: str, until: str
) -> None:
    data = partnership_of(
        ("A", TRUST, 0.5, begin, end), partners=[("A", 1, "2012-05-03")], as_of="2025-09"
    )
    (holding,) = analyze(data).holdings
    assert (holding.since, holding.until) == (since, until)


def test_several_rows_of_one_pair_count_from_the_first_to_the_last() -> None:
    rows = ("A", TRUST, 0.5, "2013", "2026"), ("A", TRUST, 0.5, "2012", "2025-12")
    (holding,) = analyze(partnership_of(*rows, as_of="2025-09")).holdings
    assert (holding.since, holding.until) == ("2012", "2026")
