"""Fit: what sources say of a kind of partner and a role, and where they are silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.generate import Cell, Sheets, good, put
from tests.showing.topics import topic
from tests.small_files import FAIR, MONEY, TRUST, files, partnership_of, read_sheets

from backbone_kg import Analysis, analyze
from backbone_kg.analysis import Fit, FitVerdict
from backbone_kg.showing.sections import as_text

SUGGESTED, OTHERS_NAMED, NO_SOURCE, KIND_UNKNOWN = FitVerdict


def only(analysis: Analysis) -> Fit:
    (found,) = analysis.fit
    return found


def held_by(kind: Cell, role: str) -> Analysis:
    partners = [("A", None, None, None, None, kind)]
    return analyze(partnership_of(("A", role), partners=partners, roles=[(FAIR,)]))


@pytest.mark.parametrize(
    ("kind", "role", "verdict", "kinds"),
    [
        # Table 1 names local foundations for money, and a backbone organization for trust.
        ("Local foundation", MONEY, SUGGESTED, ("Local foundations",)),
        ("Local foundation", TRUST, OTHERS_NAMED, ("Backbone organization",)),
        ("Backbone organization", TRUST, SUGGESTED, ("Backbone organization",)),
        # A foundation may or may not be a local one; the file does not say that it is.
        ("Foundation", MONEY, OTHERS_NAMED, ("Local foundations",)),
        ("Consultant", FAIR, NO_SOURCE, ()),
        ("A kind of our own", TRUST, KIND_UNKNOWN, ("Backbone organization",)),
        ("A kind of our own", FAIR, NO_SOURCE, ()),
    ],
)
def test_what_the_sources_say(
    kind: str, role: str, verdict: FitVerdict, kinds: tuple[str, ...]
) -> None:
    found = only(held_by(kind, role))
    assert (found.verdict, found.kinds) == (verdict, kinds)


def test_each_kind_that_decides_has_its_passage_with_the_role() -> None:
    analysis = held_by("Consultant", TRUST)
    (role,) = [role for role in analysis.roles if role.label == TRUST]
    (passage,) = [s.passage for s in role.suggestions if s.type in only(analysis).kinds]
    assert passage.locator.startswith("Table 1, row 1")
    assert passage.end > passage.start


def test_who_is_marked_as_the_backbone_is_one_whatever_else_it_is() -> None:
    def verdicts(mark: str) -> set[tuple[str, FitVerdict]]:
        analysis = analyze(read_sheets(put(good(), "Partners!D2", mark)))
        names = {partner.iri: partner.name for partner in analysis.partners}
        return {
            (names[fit.partner], fit.verdict)
            for fit in analysis.fit
            if fit.role.endswith("#build-trust")
        }

    assert verdicts("yes") == {
        ("Riverside Foundation", SUGGESTED),
        ("Harbor Schools", OTHERS_NAMED),
    }
    assert ("Riverside Foundation", OTHERS_NAMED) in verdicts("no")


def test_what_is_not_ours_is_not_asked_about() -> None:
    assert analyze(partnership_of(("A", TRUST), roles=[(TRUST, "not ours")])).fit == ()


@given(files())
def test_each_holding_of_a_wanted_role_has_a_verdict(sheets: Sheets) -> None:
    analysis = analyze(read_sheets(sheets))
    wanted = {role.iri for role in analysis.roles if role.wanted}
    told = [(fit.partner, fit.role) for fit in analysis.fit]
    if not analysis.basis.nothing_known:
        assert sorted(told) == sorted(
            (holding.partner, holding.role)
            for holding in analysis.holdings
            if holding.role in wanted
        )


# --- in words -----------------------------------------------------------------------------------


def said(analysis: Analysis) -> list[str]:
    section = topic("fit", analysis)
    return [] if section is None else as_text([section], width=300).splitlines()[1:]


def test_it_is_a_question_and_never_a_score() -> None:
    rows = [("A", TRUST), ("B", TRUST), ("A", MONEY), ("C", FAIR)]
    kinds = {"A": "Local foundation", "B": "Consultant", "C": "Consultant"}
    partners = [(name, None, None, None, None, kind) for name, kind in kinds.items()]
    analysis = analyze(partnership_of(*rows, partners=partners, roles=[(FAIR,)]))
    assert said(analysis) == [
        "  A source suggests the kind of the holder for 1 of 4 holdings; it names other kinds for "
        "2; no source speaks of the role of 1. This is a question to ask, never a score. "
        "Where no holder is of a kind that is named:",
        "  - Backbone organization for Build trust (Table 1, row 1, column 3)",
        "  Named in: Rethinking Common Backbone Functions as Capacities.",
    ]


def test_a_role_that_one_fitting_partner_shares_is_not_listed() -> None:
    partners = [(n, None, None, None, None, k) for n, k in (("A", "Consultant"), ("B", "Funder"))]
    partners += [("C", None, None, None, None, "Backbone organization")]
    rows = [(name, TRUST) for name in "ABC"]
    assert len(said(analyze(partnership_of(*rows, partners=partners)))) == 1


def test_where_no_source_names_kinds_it_says_only_that() -> None:
    assert said(held_by("Consultant", FAIR)) == [
        "  No source names kinds of holder for these roles."
    ]
    assert said(analyze(partnership_of(partners=[("A",)]))) == []


def test_who_is_marked_as_the_backbone_is_also_named_where_a_role_is_open() -> None:
    analysis = analyze(read_sheets(put(good(), "Partners!D2", "yes")))
    (open_role,) = [role for role in analysis.roles if role.label == "Resolve conflict"]
    assert not open_role.holders
    (named,) = open_role.suggestions
    assert (named.type, named.partners) == ("Backbone organization", ("Riverside Foundation",))
