"""What stands in the report's tables: the map, holders, partners, open roles and passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from math import isfinite

from backbone_kg.analysis.analysis_results import (
    Analysis,
    Holding,
    LoadVerdict,
    PartnerLoad,
    Passage,
    RoleCoverage,
    RoleState,
    Suggestion,
)
from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import joined, number, percent, plural, share
from backbone_kg.base.partial_dates import in_words
from backbone_kg.showing.answers import load_sentence
from backbone_kg.showing.holder_lists import by_role, by_roles, part

SIGNS = {
    RoleState.SHARED: "●●",
    RoleState.HELD: "●",
    RoleState.UNFILLED: "○",
    RoleState.NO_EVIDENCE: "?",
    RoleState.NOT_OURS: "–",
}
"""A sign beside each state's word, told apart without color."""
PARTS = {"lead": ("■", "leads"), "support": ("▪", "supports"), "part": ("●", "holds it")}
"""A sign and a word for each part."""
NO_BEGIN = "since when is not known"
LONGEST = 1.5
"""The load at which the bar of a partner ends."""


@dataclass(frozen=True, slots=True)
class State:
    """A role's state: its word, its sign, and the name its style goes by."""

    word: str
    sign: str
    style: str


def state_of(state: RoleState) -> State:
    """Return how a state is shown."""
    return State(str(state), SIGNS[state], state.name.lower().replace("_", "-"))


@dataclass(frozen=True, slots=True)
class Mark:
    """That a partner holds a role, in a cell of the map."""

    partner: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Map:
    """Who holds which role: partners as columns, and for each role its cells in their order.

    Parameters
    ----------
    partners
        The names above the columns.
    more
        How many partners share the last column.
    cells
        By IRI of a role: a mark or None for each partner.
    more_cells
        By IRI of a role: how many of the partners that share the last column hold it.
    idle
        How many partners hold no known role and have no column.
    """

    partners: tuple[str, ...]
    more: int
    cells: dict[str, tuple[Mark | None, ...]]
    more_cells: dict[str, int]
    idle: int


def coverage_map(analysis: Analysis) -> Map:
    """Return who holds which role as columns and rows."""
    shown, rest = by_roles(analysis)
    cells, more = {}, {}
    for role, holdings in by_role(analysis).items():
        of = {holding.partner: holding for holding in holdings}
        cells[role] = tuple(
            Mark(p.name, *PARTS[part(of[p.iri])]) if p.iri in of else None for p in shown
        )
        more[role] = sum(partner.iri in of for partner in rest)
    idle = len(analysis.partners) - len(shown) - len(rest)
    return Map(tuple(p.name for p in shown), len(rest), cells, more, idle)


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of a role: since when, its part and FTE in words, and the evidence."""

    name: str
    remark: str
    evidence: tuple[str, ...]


def holders(analysis: Analysis) -> dict[str, list[Holder]]:
    """Return the holders of each role by its IRI, sorted by name."""
    names = {partner.iri: partner.name for partner in analysis.partners}
    # Where no holding has any, what stands before all figures or in the column says so once.
    no_fte = "" if all(each.fte is None for each in analysis.holdings) else "FTE not given"
    no_begin = "" if not any(each.since for each in analysis.holdings) else NO_BEGIN

    def holder(holding: Holding) -> Holder:
        since = f"since {in_words(holding.since)}" if holding.since else no_begin
        until = f"until {in_words(holding.until)}" if holding.until else ""
        fte = no_fte if holding.fte is None else f"{number(holding.fte)} FTE"
        said = ", ".join(filter(None, (joined(holding.parts), since, until, fte)))
        return Holder(names[holding.partner], said, holding.evidence)

    return {
        role: sorted(map(holder, held), key=lambda one: one.name)
        for role, held in by_role(analysis).items()
    }


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One partner in the table of all partners.

    Parameters
    ----------
    roles
        Labels of its roles, and whether each would be left with nobody.
    share, equal
        Its share of the assignments and an equal share, in words.
    share_bar, equal_bar
        The same in percent of the longest bar.
    fte
        What is assigned and available, in lines.
    load_bar
        Percent of the longest bar; None where the load is not known.
    verdict
        What can be said of its load.
    """

    roles: tuple[tuple[str, bool], ...]
    share: str
    equal: str
    share_bar: int
    equal_bar: int
    fte: tuple[str, ...]
    load_bar: int | None
    verdict: str


def partner_row(partner: PartnerLoad, analysis: Analysis) -> PartnerRow:
    """Return what the table says of a partner."""
    alone = set(partner.sole_roles)
    longest = max(p.share for p in analysis.partners) or 1
    total = sum(p.assignments for p in analysis.partners)
    equal = analysis.usual_share.equal_share
    bar = None
    if partner.load is not None:
        bar = round(100 * min(partner.load, LONGEST) / LONGEST) if isfinite(partner.load) else 100
    return PartnerRow(
        # A role of the list that is not among the partner's roles would otherwise vanish.
        roles=tuple((r, r in alone) for r in dict.fromkeys((*partner.roles, *partner.sole_roles))),
        share=share(partner.assignments, total) if total else "no holding is known",
        equal="" if equal is None else percent(equal),
        share_bar=round(100 * float(partner.share / longest)),
        equal_bar=round(100 * min(1.0, float((equal or 0) / longest))),
        fte=_fte(partner),
        load_bar=bar,
        verdict=load_sentence(partner, analysis),
    )


def _fte(partner: PartnerLoad) -> tuple[str, ...]:
    """Say how much FTE is assigned and available, or what is not given."""
    if partner.fte_available is None and not partner.fte_assigned:
        return ("not given",)
    least = "" if partner.fte_complete else "at least "
    given = (
        "not given" if partner.fte_assigned is None else f"{least}{number(partner.fte_assigned)}"
    )
    has = "not given" if partner.fte_available is None else number(partner.fte_available)
    return f"assigned {given}", f"available {has}"


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A kind of organization that the source suggests, and the partners of that kind."""

    type: str
    candidates: tuple[tuple[str, str], ...]
    number: int
    document: str
    place: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Roles of one function without the holders they need that share their suggestions."""

    function: str
    roles: tuple[RoleCoverage, ...]
    suggestions: tuple[SuggestionRow, ...]


def open_groups(analysis: Analysis) -> tuple[OpenGroup, ...]:
    """Return the roles without the holders they need, with who could take them by the sources.

    Neighbors of one function with the same suggestions stand together, so that a suggestion is
    said once.
    """

    def key(role: RoleCoverage) -> tuple[str, tuple[Suggestion, ...], tuple[str, ...]]:
        return role.function, role.suggestions, role.holders

    found = []
    for (function, _, _), members in groupby(_open_roles(analysis), key):
        roles = tuple(members)
        found.append(OpenGroup(function, roles, suggestion_rows(roles[0], analysis)))
    return tuple(found)


def suggestion_rows(role: RoleCoverage, analysis: Analysis) -> tuple[SuggestionRow, ...]:
    """Return who could take a role by the sources; 0 is the number of a passage without one."""
    numbers = passage_numbers(analysis)
    over = {p.name for p in analysis.partners if p.verdict is LoadVerdict.OVERLOADED}

    def remark(name: str) -> str:
        said = ("holds it already" * (name in role.holders), "overloaded" * (name in over))
        return ", ".join(filter(None, said))

    return tuple(
        SuggestionRow(
            type=one.type,
            candidates=tuple((name, remark(name)) for name in one.partners),
            number=numbers.get(one.passage, 0),
            document=one.passage.document,
            place=place_in_words(one.passage),
        )
        for one in role.suggestions
    )


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage by its number in the report, and the kinds of organization it suggests."""

    number: int
    place: str
    quote: str
    types: str


def documents(
    analysis: Analysis, citations: Mapping[str, str]
) -> list[tuple[str, str, list[PassageRow]]]:
    """Return each document with its citation and the passages that the page rests on."""
    suggestions = (one for role in _open_roles(analysis) for one in role.suggestions)
    types = grouped(dict.fromkeys((one.passage, one.type) for one in suggestions))
    found = grouped(
        (one.document, PassageRow(n, place_in_words(one), one.quote, "; ".join(types[one])))
        for one, n in passage_numbers(analysis).items()
    )
    titles = dict.fromkeys((*found, *citations))
    return [(title, citations.get(title, ""), found.get(title, [])) for title in titles]


def passage_numbers(analysis: Analysis) -> dict[Passage, int]:
    """Return a number for each passage that the page rests on, from 1 in order of appearance."""
    passages = (s.passage for r in _open_roles(analysis) for s in r.suggestions)
    return {passage: n for n, passage in enumerate(dict.fromkeys(passages), start=1)}


def place_in_words(passage: Passage) -> str:
    """Say where in its document a passage is."""
    characters = f"characters {passage.start}–{passage.end}"
    return f"{passage.locator}, {characters}" if passage.locator else characters


def _open_roles(analysis: Analysis) -> list[RoleCoverage]:
    if analysis.basis.nothing_known:
        return []
    return [role for role in analysis.roles if role.wanted and not role.covered]


@dataclass(frozen=True, slots=True)
class Need:
    """What a role has of what it needs, and whether that is less."""

    text: str
    short: bool = False


def needs(role: RoleCoverage) -> tuple[Need, ...]:
    """Return what a role has of the holders, the FTE and the lead that it needs, where it says."""
    if not role.wanted:
        return ()
    found = []
    if role.holders and (role.holders_needed > 1):
        held = f"{len(role.holders)} of {plural(role.holders_needed, 'holder')} needed"
        found.append(Need(held, short=not role.covered))
    if role.fte_needed is not None:
        given = "FTE given by nobody" if role.fte_assigned is None else number(role.fte_assigned)
        least = "at least " if role.fte_short_at_most and role.fte_assigned is not None else ""
        of = f"{least}{given} of {number(role.fte_needed)} FTE needed"
        found.append(Need(of, short=bool(role.fte_short) and not role.fte_short_at_most))
    elif role.fte_assigned is not None:
        found.append(Need(f"{number(role.fte_assigned)} FTE assigned"))
    if role.leads > 1:
        found.append(Need(f"{role.leads} partners lead it"))
    return tuple(found)
