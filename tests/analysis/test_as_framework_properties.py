"""What holds of every reading, whatever the crosswalk says and whoever holds what."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.frameworks import HILL, LAKE, MOON, analysis_of, framework, reading_of

from backbone_kg import Analysis
from backbone_kg.analysis import STRENGTH, FrameworkReading, How, Standing, read_through
from backbone_kg.knowledge import Framework

PARTNERS = ["A", "B", "C"]
WAYS = ["exact", "close", "broader", "narrower", "related"]


@dataclass(frozen=True)
class Case:
    """A partnership, the framework to read it in, and a crosswalk between the two."""

    own: Framework
    other: Framework
    rows: tuple[str, ...]
    holds: dict[str, tuple[str, ...]]
    not_ours: tuple[str, ...]
    unknown: tuple[str, ...]
    needed: dict[str, int]
    complete: bool

    def analysis(self, holds: dict[str, tuple[str, ...]]) -> Analysis:
        return analysis_of(
            self.own,
            holds,
            not_ours=self.not_ours,
            unknown=self.unknown,
            needed=self.needed,
            complete=self.complete,
        )

    def reading(self, holds: dict[str, tuple[str, ...]] | None = None) -> FrameworkReading:
        analysis = self.analysis(self.holds if holds is None else holds)
        return reading_of(analysis, self.own, self.other, self.rows)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    own, other = draw(st.permutations([LAKE, HILL, MOON]))[:2]
    names = [one.name for one in own.concepts]
    others = [one.name for one in other.concepts]
    mapped = st.tuples(st.sampled_from(names), st.sampled_from(WAYS), st.sampled_from(others))
    alone = st.sampled_from([f"- none {name}" for name in others])
    left = st.sampled_from([f"{name} none -" for name in names])
    rows = draw(st.lists(st.one_of(mapped.map(" ".join), alone, left), max_size=12))
    roles = [role.name for _, role in own.roles] + ["fish"]
    some = st.lists(st.sampled_from(roles), unique=True, max_size=3).map(tuple)
    partners = st.lists(st.sampled_from(PARTNERS), unique=True).map(tuple)
    return Case(
        own,
        other,
        tuple(rows),
        draw(st.dictionaries(st.sampled_from(roles), partners)),
        draw(some),
        draw(some),
        draw(st.dictionaries(st.sampled_from(roles), st.integers(1, 3))),
        draw(st.booleans()),
    )


@given(cases())
def test_what_has_no_counterpart_or_was_not_compared_is_never_a_gap(case: Case) -> None:
    reading = case.reading()
    unread = reading.read_as(How.NO_COUNTERPART, How.RELATED, How.NOT_COMPARED)
    assert set(unread) == set(reading.standing(Standing.UNREAD))
    assert not set(unread) & set(reading.gaps)
    assert not any(role.counted or role.holders for role in unread)
    alone = {said.split()[2] for said in case.rows if said.startswith("- none")}
    alone |= _capacities(case.other, alone)
    assert all(role.iri.rpartition("#")[2] in alone for role in reading.read_as(How.NO_COUNTERPART))


def _capacities(of: Framework, functions: set[str]) -> set[str]:
    return {c.name for f in of.functions if f.concept.name in functions for c in f.capacities}


@given(cases(), st.data())
def test_a_further_assignment_never_lowers_the_reading_of_a_role(
    case: Case, data: st.DataObject
) -> None:
    role = data.draw(st.sampled_from([role.name for _, role in case.own.roles]))
    partner = data.draw(st.sampled_from(PARTNERS))
    more = case.holds | {role: tuple({*case.holds.get(role, ()), partner})}
    before, after = case.reading(), case.reading(more)
    for was, now in zip(before.roles, after.roles, strict=True):
        assert STRENGTH[now.standing] >= STRENGTH[was.standing]
        assert now.parts_held >= was.parts_held or now.standing is Standing.SHARED
        assert now.covered is was.covered or now.covered
        assert set(now.holders) >= set(was.holders) or was.standing is Standing.PERHAPS
    assert after.covered >= before.covered


@given(cases())
def test_who_holds_what_has_no_say_in_how_a_role_is_read_nor_in_the_denominator(case: Case) -> None:
    some, nobody = case.reading(), case.reading({})
    assert [role.how for role in some.roles] == [role.how for role in nobody.roles]
    assert some.counted == nobody.counted
    assert 0 <= some.covered <= some.counted <= len(some.roles)


@given(cases())
def test_the_same_framework_gives_the_plain_coverage(case: Case) -> None:
    analysis = case.analysis(case.holds)
    copy = framework("copy", _names(case.own), qualities=[q.name for q in case.own.qualities])
    rows = [f"{role.name} exact {role.name}" for _, role in case.own.roles]
    for reading in (
        read_through(analysis, case.own, case.own, ()),
        reading_of(analysis, case.own, copy, rows),
    ):
        plain = [role for role in analysis.roles if "own#" not in role.iri]
        assert [(role.label, str(role.standing), role.covered) for role in reading.roles] == [
            (role.label, str(role.state), role.covered) for role in plain
        ]
        assert reading.covered == sum(role.covered for role in plain)
        assert reading.counted == sum(role.wanted for role in plain)
        assert {role.label for role in reading.not_represented} <= {"Fish"}


def _names(own: Framework) -> dict[str, list[str]]:
    return {f.concept.name: [one.name for one in f.capacities] for f in own.functions}


@given(cases())
def test_every_role_of_the_file_is_read_from_or_told_to_be_left(case: Case) -> None:
    reading = case.reading()
    used = {own.iri for role in reading.roles for own in role.read_from if own.how.readable}
    left = {role.iri for role in reading.not_represented}
    assert not used & left
    assert used | left == {role.iri for role in reading.analysis.roles}
