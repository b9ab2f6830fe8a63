"""What is derived from a partnership's roster for questions in SPARQL, and never written to a file.

A post for every role, each holding's effective spell, each role's sequence of states, memberships,
and which organization a partner is: so that a question needs neither calendar nor case analysis.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from backbone_kg.graph.ntriples_terms import named, quoted
from backbone_kg.model.date_spans import Span
from backbone_kg.model.holdings import Holding, Partner, Role
from backbone_kg.model.roster import Roster, Stretch

_Terms: TypeAlias = Iterable[tuple[str, str]]
"""Predicates and objects of one subject, as N-Triples has them."""


def facts_of(roster: Roster, *, file_name: str, read_on: datetime.date) -> bytes:
    """Return the derived facts as N-Triples.

    Parameters
    ----------
    roster
        The partnership as one file sees it.
    file_name
        What the file is called.
    read_on
        The day that the file speaks of if it does not say: the day on which it is read.
    """
    return "".join(_lines(roster, file_name, read_on)).encode()


def snapshot_facts(roster: Roster, *, file_name: str, read_on: datetime.date) -> bytes:
    """Return of the derived facts what is said of the snapshot itself; see :func:`facts_of`."""
    return _told(roster.snapshot, _snapshot(roster, file_name, read_on)).encode()


def _lines(roster: Roster, file_name: str, read_on: datetime.date) -> Iterator[str]:
    snapshot = roster.snapshot
    yield _told(snapshot, _snapshot(roster, file_name, read_on))
    posts = {role.iri: f"{snapshot}/fact/post/{n}" for n, role in enumerate(roster.roles, start=1)}
    for number, role in enumerate(roster.roles, start=1):
        post = posts[role.iri]
        yield _told(post, _post(role, number, snapshot))
        for place, stretch in enumerate(roster.states(role), start=1):
            state = f"{post}/state/{place}"
            yield _told(post, [(_HAS_STATE, f"<{state}>")])
            yield _told(state, _state(stretch))
    for number, (holding, pieces) in enumerate(_with_fte_once(roster.holdings), start=1):
        for place, piece in enumerate(pieces, start=1):
            spell = f"{snapshot}/fact/holding/{number}-{place}"
            days = _days(piece.first, piece.last, roster.known_since)
            yield _told(spell, _holding(holding, piece, days, posts[holding.role], snapshot))
    for number, partner in enumerate(roster.partners, start=1):
        for place, span in enumerate(partner.memberships, start=1):
            days = _days(span.first, span.last, roster.known_since)
            membership = f"{snapshot}/fact/membership/{number}-{place}"
            yield _told(membership, _membership(partner, days, snapshot))
        organization = partner.organization.iri
        yield _told(partner.iri, [(named("bkg:organization"), f"<{organization}>")])
    for iri, matched_by in dict.fromkeys(partner.organization for partner in roster.partners):
        yield _told(
            iri,
            [
                (_TYPE, named("org:Organization")),
                (named("bkg:matchedBy"), quoted(matched_by)),
            ],
        )


def _told(subject: str, terms: _Terms) -> str:
    return "".join([f"<{subject}> {predicate} {value} .\n" for predicate, value in terms])


def _snapshot(roster: Roster, file_name: str, read_on: datetime.date) -> _Terms:
    yield _TYPE, named("bkg:Snapshot")
    yield named("bkg:snapshotOf"), f"<{roster.partnership}>"
    yield _LABEL, quoted(roster.name)
    if roster.community:
        yield named("schema:areaServed"), quoted(roster.community)
    yield named("bkg:fileName"), quoted(file_name)
    yield named("bkg:asOfDay"), _date(roster.as_of or read_on)
    yield named("bkg:asOfBasis"), quoted("file" if roster.as_of else "read")
    if roster.framework:
        yield named("bkg:framework"), f"<{roster.framework}>"
    yield named("bkg:listing"), quoted(roster.listing)
    if roster.known_since:
        yield named("bkg:knownSince"), _date(roster.known_since)
    not_read = roster.not_read
    yield named("bkg:assignmentsRead"), _whole(not_read.of_assignments - not_read.assignments)
    yield named("bkg:assignmentsNotRead"), _whole(not_read.assignments)


def _post(role: Role, number: int, snapshot: str) -> _Terms:
    yield _TYPE, named("bkg:DerivedPost")
    yield _IN_SNAPSHOT, f"<{snapshot}>"
    yield named("bkg:role"), f"<{role.iri}>"
    yield _LABEL, quoted(role.label)
    yield named("bkg:functionName"), quoted(role.function)
    yield named("bkg:wanted"), quoted(role.wanted)
    yield named("bkg:holdersNeeded"), _whole(role.holders_needed)
    yield from _optional("bkg:fteNeeded", role.fte_needed)
    yield named("bkg:rank"), _whole(number)


def _state(stretch: Stretch) -> _Terms:
    yield _TYPE, named("bkg:RoleState")
    yield _FIRST, _date(stretch.first)
    yield _LAST, _date(stretch.last)
    yield named("bkg:state"), quoted(stretch.state)
    yield named("bkg:holders"), _whole(stretch.holders)
    yield named("bkg:isMet"), _flag(stretch.met)
    yield from _optional("bkg:fteAssigned", stretch.fte)


class _Piece(NamedTuple):
    """Days of a holding with the FTE that counts on them, and the span that they are a part of."""

    first: datetime.date
    last: datetime.date
    span: Span
    fte: Decimal | None


def _with_fte_once(holdings: Sequence[Holding]) -> Iterator[tuple[Holding, list[_Piece]]]:
    """Return holdings in pieces, without FTE on days on which another row's count for the same.

    As :func:`backbone_kg.model.holdings.with_fte_once` has it for one day.
    """
    alike: dict[tuple[str, str, str], list[int]] = {}
    for number, holding in enumerate(holdings):
        if holding.fte is not None:
            alike.setdefault(holding.claim, []).append(number)
    for number, holding in enumerate(holdings):
        others = [other for other in alike.get(holding.claim, ()) if other != number]
        taken = [
            (span.first, span.last)
            for other in others
            if holdings[other].outdoes(holding)
            or (other < number and not holding.outdoes(holdings[other]))
            for span in holdings[other].spans
        ]
        yield holding, [p for span in holding.spans for p in _pieces(span, holding.fte, taken)]


def _pieces(
    span: Span, fte: Decimal | None, taken: Iterable[tuple[datetime.date, datetime.date]]
) -> Iterator[_Piece]:
    first, day = span.first, datetime.timedelta(days=1)
    for begin, end in sorted(taken) if fte else ():
        if end < first or begin > span.last:
            continue
        if first < begin:
            yield _Piece(first, begin - day, span, fte)
        last = min(end, span.last)
        yield _Piece(max(first, begin), last, span, Decimal())
        if last == span.last:
            return
        first = last + day
    yield _Piece(first, span.last, span, fte)


def _holding(holding: Holding, piece: _Piece, days: _Terms, post: str, snapshot: str) -> _Terms:
    yield _TYPE, named("bkg:Holding")
    yield _IN_SNAPSHOT, f"<{snapshot}>"
    yield _PARTNER, f"<{holding.partner}>"
    yield named("bkg:ofPost"), f"<{post}>"
    yield named("bkg:statedBy"), f"<{holding.assignment}>"
    yield from days
    # That its partner joined bounds when it counts, and does not say when it began.
    span = piece.span
    begin = span.begin if holding.stated.begin and piece.first == span.first else None
    end = span.end if piece.last == span.last else None
    if begin is not None:
        yield named("bkg:beginsAtEarliest"), _date(begin.earliest)
        yield named("bkg:beginsAtLatest"), _date(begin.latest)
    if end is not None:
        yield named("bkg:endsAtEarliest"), _date(end.earliest)
        yield named("bkg:endsAtLatest"), _date(end.latest)
    # So that a question can ask how long after one holding another begins without a calendar.
    if begin is not None:
        yield named("bkg:beginsAtEarliestDayNumber"), _whole(begin.earliest.toordinal())
    if end is not None:
        yield named("bkg:endsAtLatestDayNumber"), _whole(end.latest.toordinal())
    yield from _optional("bkg:fte", piece.fte)
    if holding.part:
        yield named("bkg:part"), quoted(holding.part)


def _membership(partner: Partner, days: _Terms, snapshot: str) -> _Terms:
    yield _TYPE, named("bkg:Membership")
    yield _IN_SNAPSHOT, f"<{snapshot}>"
    yield _PARTNER, f"<{partner.iri}>"
    yield _LABEL, quoted(partner.name)
    if partner.kind:
        yield named("org:classification"), f"<{partner.kind}>"
    yield from _optional("bkg:fteAvailable", partner.fte_available)
    yield from days


def _days(first: datetime.date, last: datetime.date, known_since: datetime.date | None) -> _Terms:
    """Return the days on which something counts: from the first of which anything is known."""
    yield _FIRST, _date(max(first, known_since or first))
    yield _LAST, _date(last)


_TYPE = named("rdf:type")
_LABEL = named("skos:prefLabel")
_IN_SNAPSHOT = named("bkg:inSnapshot")
_PARTNER = named("bkg:partner")
_HAS_STATE = named("bkg:hasState")
_FIRST, _LAST = named("bkg:firstDay"), named("bkg:lastDay")
_DATE, _INTEGER, _DECIMAL, _BOOLEAN = (
    named(f"xsd:{name}") for name in ("date", "integer", "decimal", "boolean")
)


def _optional(curie: str, number: Decimal | None) -> list[tuple[str, str]]:
    return [] if number is None else [(named(curie), f'"{number:f}"^^{_DECIMAL}')]


def _date(day: datetime.date) -> str:
    return f'"{day.isoformat()}"^^{_DATE}'


def _whole(number: int) -> str:
    return f'"{number}"^^{_INTEGER}'


def _flag(value: bool) -> str:
    return f'"{"true" if value else "false"}"^^{_BOOLEAN}'
