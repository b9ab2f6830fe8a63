"""What is derived from a partnership's roster for questions in SPARQL, and never written to a file.

A post for every role, each holding's effective spell, each role's sequence of states, memberships,
and which organization a partner is: so that a question needs neither calendar nor case analysis.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.ntriples import quoted
from backbone_kg.model.roster import Holding, Partner, Role, Roster
from backbone_kg.model.spans import Span

_Terms: TypeAlias = Iterator[tuple[str, str]]
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


def _lines(roster: Roster, file_name: str, read_on: datetime.date) -> Iterator[str]:
    snapshot = roster.snapshot
    yield from _told(snapshot, _snapshot(roster, file_name, read_on))
    posts = {role.iri: f"{snapshot}/fact/post/{n}" for n, role in enumerate(roster.roles, start=1)}
    for number, role in enumerate(roster.roles, start=1):
        post = posts[role.iri]
        states = list(roster.states(role))
        yield from _told(post, _post(role, number, snapshot))
        for place, stretch in enumerate(states, start=1):
            state = f"{post}/state/{place}"
            yield f"<{post}> {_HAS_STATE} <{state}> .\n"
            yield from _told(
                state,
                iter(
                    [
                        (_TYPE, _named("bkg:RoleState")),
                        (_FIRST, _date(stretch.first)),
                        (_LAST, _date(stretch.last)),
                        (_named("bkg:state"), quoted(stretch.state)),
                        (_named("bkg:holders"), _whole(stretch.holders)),
                        (_named("bkg:isMet"), _flag(stretch.met)),
                        *_optional("bkg:fteAssigned", stretch.fte),
                    ]
                ),
            )
    for number, holding in enumerate(roster.holdings, start=1):
        for place, span in enumerate(holding.spans, start=1):
            spell = f"{snapshot}/fact/holding/{number}-{place}"
            days = _days(span, roster.known_since)
            yield from _told(spell, _holding(holding, span, days, posts[holding.role], snapshot))
    organizations: set[str] = set()
    for number, partner in enumerate(roster.partners, start=1):
        for place, span in enumerate(partner.memberships, start=1):
            days = _days(span, roster.known_since)
            yield from _told(
                f"{snapshot}/fact/membership/{number}-{place}", _membership(partner, days, snapshot)
            )
        iri, matched_by = partner.organization
        yield f"<{partner.iri}> {_named('bkg:organization')} <{iri}> .\n"
        if iri not in organizations:
            organizations.add(iri)
            yield f"<{iri}> {_TYPE} {_named('org:Organization')} .\n"
            yield f"<{iri}> {_named('bkg:matchedBy')} {quoted(matched_by)} .\n"


def _told(subject: str, terms: _Terms) -> Iterator[str]:
    for predicate, value in terms:
        yield f"<{subject}> {predicate} {value} .\n"


def _snapshot(roster: Roster, file_name: str, read_on: datetime.date) -> _Terms:
    yield _TYPE, _named("bkg:Snapshot")
    yield _named("bkg:snapshotOf"), f"<{roster.partnership}>"
    yield _LABEL, quoted(roster.name)
    if roster.community:
        yield _named("schema:areaServed"), quoted(roster.community)
    yield _named("bkg:fileName"), quoted(file_name)
    yield _named("bkg:asOfDay"), _date(roster.as_of or read_on)
    yield _named("bkg:asOfBasis"), quoted("file" if roster.as_of else "read")
    if roster.framework:
        yield _named("bkg:framework"), f"<{roster.framework}>"
    yield _named("bkg:listing"), quoted(roster.listing)
    if roster.known_since:
        yield _named("bkg:knownSince"), _date(roster.known_since)
    not_read = roster.not_read
    yield _named("bkg:assignmentsRead"), _whole(not_read.of_assignments - not_read.assignments)
    yield _named("bkg:assignmentsNotRead"), _whole(not_read.assignments)


def _post(role: Role, number: int, snapshot: str) -> _Terms:
    yield _TYPE, _named("bkg:DerivedPost")
    yield _IN_SNAPSHOT, f"<{snapshot}>"
    yield _named("org:role"), f"<{role.iri}>"
    yield _LABEL, quoted(role.label)
    yield _named("bkg:functionName"), quoted(role.function)
    yield _named("bkg:wanted"), quoted(role.wanted)
    yield _named("bkg:holdersNeeded"), _whole(role.holders_needed)
    yield from _optional("bkg:fteNeeded", role.fte_needed)
    yield _named("bkg:rank"), _whole(number)


def _holding(holding: Holding, span: Span, days: _Terms, post: str, snapshot: str) -> _Terms:
    yield _TYPE, _named("bkg:Holding")
    yield _IN_SNAPSHOT, f"<{snapshot}>"
    yield _PARTNER, f"<{holding.partner}>"
    yield _named("bkg:ofPost"), f"<{post}>"
    yield _named("bkg:statedBy"), f"<{holding.assignment}>"
    yield from days
    for name, day in (
        ("bkg:beginsAtEarliest", span.begins_earliest),
        ("bkg:beginsAtLatest", span.begins_latest),
        ("bkg:endsAtEarliest", span.ends_earliest),
        ("bkg:endsAtLatest", span.ends_latest),
    ):
        if day is not None:
            yield _named(name), _date(day)
            # So that a question can ask how far apart two days are without a calendar.
            yield _named(f"{name}DayNumber"), _whole(day.toordinal())
    yield from _optional("bkg:fte", holding.fte)
    if holding.part:
        yield _named("bkg:part"), quoted(holding.part)


def _membership(partner: Partner, days: _Terms, snapshot: str) -> _Terms:
    yield _TYPE, _named("bkg:Membership")
    yield _IN_SNAPSHOT, f"<{snapshot}>"
    yield _PARTNER, f"<{partner.iri}>"
    yield _LABEL, quoted(partner.name)
    if partner.kind:
        yield _named("org:classification"), f"<{partner.kind}>"
    yield from _optional("bkg:fteAvailable", partner.fte_available)
    yield from days


def _days(span: Span, known_since: datetime.date | None) -> _Terms:
    """Return the days on which something counts: from the first of which anything is known."""
    yield _FIRST, _date(max(span.first, known_since or span.first))
    yield _LAST, _date(span.last)


def _named(curie: str) -> str:
    prefix, name = curie.split(":", 1)
    return f"<{PREFIXES[prefix]}{name}>"


_TYPE = _named("rdf:type")
_LABEL = _named("skos:prefLabel")
_IN_SNAPSHOT = _named("bkg:inSnapshot")
_PARTNER = _named("bkg:partner")
_HAS_STATE = _named("bkg:hasState")
_FIRST, _LAST = _named("bkg:firstDay"), _named("bkg:lastDay")
_DATE, _INTEGER, _DECIMAL, _BOOLEAN = (
    _named(f"xsd:{name}") for name in ("date", "integer", "decimal", "boolean")
)


def _optional(curie: str, number: Decimal | None) -> list[tuple[str, str]]:
    return [] if number is None else [(_named(curie), f'"{number:f}"^^{_DECIMAL}')]


def _date(day: datetime.date) -> str:
    return f'"{day.isoformat()}"^^{_DATE}'


def _whole(number: int) -> str:
    return f'"{number}"^^{_INTEGER}'


def _flag(value: bool) -> str:
    return f'"{"true" if value else "false"}"^^{_BOOLEAN}'
