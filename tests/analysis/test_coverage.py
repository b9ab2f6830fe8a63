"""Coverage and sole holders: counted by hand, and for any file."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.generate import ROLES, Sheets
from tests.small_files import FAIR, MONEY, POLICY, TRUST, files, partnership_of, read_sheets

from backbone_kg import Analysis, analyze
from backbone_kg.analysis import OWN_ROLES, Figure, RoleState

SHARED, HELD, UNFILLED, NO_EVIDENCE, NOT_OURS = RoleState


def five_states() -> Analysis:
    return analyze(
        partnership_of(
            *(("A", TRUST), ("B", TRUST), ("A", POLICY), ("A", ROLES[0]), ("B", FAIR)),
            roles=[(FAIR, "yes", 2), (MONEY, "unknown"), (ROLES[0], "not ours")],
        )
    )


def figures(analysis: Analysis, metric: str) -> dict[str, Figure]:
    return {figure.label: figure for figure in analysis.figures if figure.metric == metric}


def test_coverage_by_hand() -> None:
    analysis = five_states()
    # Trust and policy; the fair has one of two. Of 23 roles and the fair, one is not ours.
    assert (analysis.coverage.covered, analysis.coverage.wanted) == (2, 23)
    assert analysis.coverage.states == {
        **{SHARED: 1, HELD: 2, UNFILLED: 19, NO_EVIDENCE: 1, NOT_OURS: 1}
    }
    own = analysis.functions[-1]
    assert (own.name, own.covered, own.wanted, own.states[HELD]) == (OWN_ROLES, 0, 1, 1)
    assert figures(analysis, "coverage")["All roles"].value == pytest.approx(2 / 23)


def test_sole_holders_by_hand() -> None:
    analysis = five_states()
    assert {p.name: p.sole_roles for p in analysis.sole_holders} == {"A": (POLICY,), "B": (FAIR,)}
    share = figures(analysis, "held-by-one")["All roles"]
    assert share.value == pytest.approx(2 / 3)
    assert (share.count, share.of) == (2, 3)


def test_where_nothing_is_wanted_or_held_there_is_no_share() -> None:
    nothing = analyze(partnership_of(roles=[(role, "not ours") for role in ROLES]))
    assert (nothing.coverage.wanted, nothing.coverage.share) == (0, None)
    assert figures(nothing, "coverage")["All roles"].value is None
    assert figures(nothing, "held-by-one")["All roles"].value is None


@given(files())
def test_every_role_is_in_one_state_and_what_hangs_on_a_partner_is_what_leaves_with_it(
    sheets: Sheets,
) -> None:
    analysis = analyze(read_sheets(sheets))
    names = {partner.iri: partner.name for partner in analysis.partners}
    labels = {role.iri: role.label for role in analysis.roles}
    pairs = {(names[h.partner], labels[h.role]) for h in analysis.holdings}
    assert pairs == {(p.name, label) for p in analysis.partners for label in p.roles}
    assert pairs == {(holder, r.label) for r in analysis.roles for holder in r.holders}
    overall, functions = analysis.coverage, analysis.functions
    assert sum(overall.states.values()) == len(analysis.roles)
    assert overall.wanted == len(analysis.roles) - overall.states[NOT_OURS]
    for state in RoleState:
        assert sum(f.states[state] for f in functions) == overall.states[state]
    if not analysis.basis.nothing_known:
        assert overall.covered == sum(f.covered or 0 for f in functions) <= overall.wanted
    for partner in analysis.partners:
        rest = [role for role in analysis.roles if role.wanted and role.holders]
        lost = tuple(role.label for role in rest if set(role.holders) == {partner.name})
        assert partner.sole_roles == lost


@given(files(), st.sampled_from([TRUST, POLICY, MONEY, FAIR]), st.sampled_from([None, 0, 0.5]))
def test_a_holder_more_never_lowers_coverage(sheets: Sheets, role: str, fte: float | None) -> None:
    name = sheets["Partners"][1][0] if len(sheets["Partners"]) > 1 else None
    row = [name, role, fte, None, None, None]
    more = {**sheets, "Assignments": [*sheets["Assignments"], row]}
    before, after = (analyze(read_sheets(each), as_of="2013") for each in (sheets, more))
    assume(name is not None and not before.basis.nothing_known)
    known = {role.label: role.covered for role in before.roles}
    for found in after.roles:
        assert found.covered >= known.get(found.label, False)
    assert (after.coverage.covered or 0) >= (before.coverage.covered or 0)
