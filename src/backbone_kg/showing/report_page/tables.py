"""The rows of the report's tables: every role, every partner, every function, and the passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from backbone_kg.analysis.results import (
    Analysis,
    Coverage,
    LoadVerdict,
    PartnerLoad,
    Passage,
    RoleCoverage,
    RoleState,
    Suggestion,
)
from backbone_kg.showing.report_page.loads import load_in_words, verdict_in_words
from backbone_kg.showing.report_page.wording import fte, out_of, percent

SIGNS = {
    RoleState.SHARED: "●●",
    RoleState.HELD: "●",
    RoleState.UNFILLED: "○",
    RoleState.NO_EVIDENCE: "?",
    RoleState.NOT_OURS: "–",
}
"""A sign beside each state's word, told apart without color."""


@dataclass(frozen=True, slots=True)
class State:
    """A role's state: its word, its sign, and the name its style goes by."""

    word: str
    sign: str
    style: str


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role in the table of all roles."""

    name: str
    state: State
    short: bool
    holders: tuple[str, ...]
    nobody: str
    needed: str
    fte: str


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """The roles of one function."""

    function: str
    covered: str
    rows: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A partner of a suggested kind, with what the data says against or beside it."""

    name: str
    remark: str


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A kind of organization that the source suggests, and the partners of that kind."""

    type: str
    candidates: tuple[Candidate, ...]
    number: int
    document: str
    place: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Roles of one function without the holders they need that share their suggestions."""

    function: str
    roles: tuple[RoleRow, ...]
    suggestions: tuple[SuggestionRow, ...]


@dataclass(frozen=True, slots=True)
class PartnerRole:
    """A role in a partner's row."""

    name: str
    alone: bool


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One partner in the table of all partners."""

    name: str
    type: str
    tasks: str
    roles: tuple[PartnerRole, ...]
    alone: str
    assignments: str
    share: str
    fte_assigned: str
    fte_available: str
    load: str
    overloaded: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One function in the table of coverage, with the count of each state."""

    name: str
    wanted: int
    covered: int | None
    share: str
    states: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage by its number in the report."""

    number: int
    place: str
    quote: str
    types: str


def state(value: RoleState) -> State:
    """Return the word, the sign and the style of a state."""
    return State(value.value, SIGNS[value], value.name.lower().replace("_", "-"))


def passage_numbers(analysis: Analysis) -> dict[Passage, int]:
    """Return a number for each passage that the page rests on, from 1 in order of appearance."""
    passages = (s.passage for r in _open_roles(analysis) for s in r.suggestions)
    return {passage: n for n, passage in enumerate(dict.fromkeys(passages), start=1)}


def place_in_words(passage: Passage) -> str:
    """Say where in its document a passage is."""
    characters = f"characters {passage.start}–{passage.end}"
    return f"{passage.locator}, {characters}" if passage.locator else characters


def role_groups(analysis: Analysis) -> tuple[RoleGroup, ...]:
    """Return every role under its function, in the order of the analysis."""
    groups: dict[str, list[RoleCoverage]] = {}
    for role in analysis.roles:
        groups.setdefault(role.function, []).append(role)
    return tuple(
        RoleGroup(
            function,
            _covered(roles),
            tuple(map(_role_row, roles)),
        )
        for function, roles in groups.items()
    )


def open_groups(analysis: Analysis) -> tuple[OpenGroup, ...]:
    """Return the roles without the holders they need, with who could take them by the sources.

    Neighbors of one function with the same suggestions stand together, so that a suggestion is
    said once.
    """
    numbers = passage_numbers(analysis)
    verdicts = {p.name: p.verdict for p in analysis.partners}

    def key(role: RoleCoverage) -> tuple[str, tuple[Suggestion, ...], tuple[str, ...]]:
        return role.function, role.suggestions, role.holders

    def rows(role: RoleCoverage) -> Iterable[SuggestionRow]:
        for suggestion in role.suggestions:
            yield SuggestionRow(
                suggestion.type,
                tuple(
                    Candidate(name, _beside(name, role.holders, verdicts.get(name)))
                    for name in suggestion.partners
                ),
                numbers[suggestion.passage],
                suggestion.passage.document,
                place_in_words(suggestion.passage),
            )

    found = []
    for (function, _, _), members in groupby(_open_roles(analysis), key):
        roles = tuple(members)
        found.append(OpenGroup(function, tuple(map(_role_row, roles)), tuple(rows(roles[0]))))
    return tuple(found)


def partner_rows(analysis: Analysis) -> tuple[PartnerRow, ...]:
    """Return every partner, in the order of the analysis."""
    total = sum(p.assignments for p in analysis.partners)
    return tuple(_partner_row(p, analysis, total) for p in analysis.partners)


def coverage_row(coverage: Coverage) -> CoverageRow:
    """Return one function's coverage, the states in their order."""
    share = coverage.share
    return CoverageRow(
        coverage.name,
        coverage.wanted,
        coverage.covered,
        ("not known" if coverage.wanted else "none wanted") if share is None else percent(share),
        tuple(coverage.states.get(value, 0) for value in RoleState),
    )


def passage_rows(analysis: Analysis) -> dict[str, tuple[PassageRow, ...]]:
    """Return the numbered passages under the title of their document."""
    numbers = passage_numbers(analysis)
    types: dict[Passage, dict[str, None]] = {passage: {} for passage in numbers}
    for role in _open_roles(analysis):
        for suggestion in role.suggestions:
            types[suggestion.passage][suggestion.type] = None
    found: dict[str, tuple[PassageRow, ...]] = {}
    for passage, number in numbers.items():
        row = PassageRow(number, place_in_words(passage), passage.quote, "; ".join(types[passage]))
        found[passage.document] = (*found.get(passage.document, ()), row)
    return found


def _open_roles(analysis: Analysis) -> tuple[RoleCoverage, ...]:
    return tuple(r for r in analysis.roles if r.wanted and not r.covered)


def _covered(roles: Sequence[RoleCoverage]) -> str:
    wanted = sum(r.wanted for r in roles)
    if not wanted:
        return "none wanted"
    return f"{out_of(sum(r.covered for r in roles), wanted, 'role')} with the holders needed"


def _role_row(role: RoleCoverage) -> RoleRow:
    nobody = {
        RoleState.NO_EVIDENCE: "no evidence found",
        RoleState.NOT_OURS: "not wanted",
    }.get(role.state, "nobody")
    return RoleRow(
        role.label,
        state(role.state),
        bool(role.wanted and role.holders and not role.covered),
        role.holders,
        "" if role.holders else nobody,
        str(role.holders_needed) if role.wanted else "–",
        _role_fte(role),
    )


def _role_fte(role: RoleCoverage) -> str:
    assigned = "not given" if role.fte_assigned is None else fte(role.fte_assigned)
    return assigned if role.fte_needed is None else f"{assigned} ({fte(role.fte_needed)} needed)"


def _beside(name: str, holders: Sequence[str], verdict: LoadVerdict | None) -> str:
    remarks = []
    if name in holders:
        remarks.append("holds it already")
    if verdict is LoadVerdict.OVERLOADED:
        remarks.append("overloaded")
    return ", ".join(remarks)


def _partner_row(partner: PartnerLoad, analysis: Analysis, total: int) -> PartnerRow:
    alone = set(partner.sole_roles)
    # A role of the list that is not among the partner's roles would otherwise vanish.
    names = dict.fromkeys((*partner.roles, *partner.sole_roles))
    return PartnerRow(
        name=partner.name,
        type=partner.type,
        tasks=", ".join(partner.tasks),
        roles=tuple(PartnerRole(name, name in alone) for name in names),
        alone=out_of(len(alone), len(names), "role") if alone else "",
        assignments=f"{partner.assignments} of {total}",
        share=percent(partner.share, 1),
        fte_assigned=_assigned(partner),
        fte_available=(
            "" if partner.fte_available is None else f"{fte(partner.fte_available)} available"
        ),
        load=load_in_words(partner),
        overloaded=partner.verdict is LoadVerdict.OVERLOADED,
        verdict=verdict_in_words(partner, analysis),
    )


def _assigned(partner: PartnerLoad) -> str:
    """Say how much FTE is assigned, or what is not given."""
    if partner.fte_assigned is None or (partner.fte_available is None and not partner.fte_assigned):
        return "not given" if partner.fte_available is None else "assigned not given"
    at_least = "" if partner.fte_complete else "at least "
    missing = ", available not given" if partner.fte_available is None else ""
    return f"{at_least}{fte(partner.fte_assigned)} assigned{missing}"
