"""Scenarios: a partnership in which, from a day on, somebody leaves, stops or takes on a role.

A scenario is a partnership like any other: it can be analyzed, checked and written.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, count
from typing import Final, Literal
from urllib.parse import quote

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.names import slug
from backbone_kg.base.partial_dates import FIRST_YEAR, LAST_YEAR
from backbone_kg.graph.namespaces import ASSIGNMENT, term
from backbone_kg.model import properties
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import THING, Edits, Record, Value
from backbone_kg.model.roster import DayRoster
from backbone_kg.model.roster_from_records import as_of_day

_DATE: Final = str(term("xsd:date"))
_DECIMAL: Final = str(term("xsd:decimal"))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise in a scenario.

    Parameters
    ----------
    kind
        ``leaves``: the partner is no member any more, and what it holds ends. ``ends``: it holds
        the role no longer. ``takes``: it holds the role.
    partner, role
        IRIs; the role is "" if the partner leaves.
    fte
        Full-time equivalents with which it takes the role; None if not known.
    part
        ``lead``, ``support`` or "".
    """

    kind: Literal["leaves", "ends", "takes"]
    partner: str
    role: str = ""
    fte: Decimal | None = None
    part: str = ""


def scenario(
    partnership: Partnership, changes: Iterable[Change], day: datetime.date
) -> Partnership:
    """Return a partnership with changes that take effect on a day.

    Who leaves has left the day before (Left), what ends has ended the day before (To), and what
    somebody takes begins on the day (From). What began on the day itself begins and ends on the day
    before. "As of" becomes the day, so that a file of it speaks of the scenario.

    Parameters
    ----------
    partnership
        Which stays as it is.
    changes
        Of partners that are members on the day, and of roles that they hold then.
    day
        The first day on which all is changed.

    Raises
    ------
    BackboneError
        If a data file cannot name the day and the one before it.
    """
    changes = tuple(changes)
    first, last = datetime.date(FIRST_YEAR, 1, 2), datetime.date(LAST_YEAR, 12, 31)
    if not first <= day <= last:
        raise BackboneError(
            f"A data file cannot hold what changes on {day}. Ask for a day from {first} to {last}."
        )
    edits = _Edits(partnership, day)
    for change in changes:
        if change.kind == "leaves":
            edits.leave(change.partner)
        elif change.kind == "ends":
            edits.end(change.partner, change.role)
    for change in changes:
        if change.kind == "takes":
            edits.take(change)
    return partnership.edited(Edits(edits.values, edits.added))


class _Edits:
    """The edits that make a scenario."""

    def __init__(self, partnership: Partnership, day: datetime.date) -> None:
        self.partnership = partnership
        self.standing: DayRoster = partnership.roster.at(day)
        self.today = Value(day.isoformat(), _DATE)
        self.before = Value((day - datetime.timedelta(days=1)).isoformat(), _DATE)
        self.day = day
        self.values: dict[str, dict[str, Value]] = {}
        self.added: list[Record] = []
        self.partners = {partner.iri: partner for partner in self.standing.partners}
        self.roles = {role.iri: role for role in self.standing.roles}
        self.rows = partnership.records.of(ASSIGNMENT)
        self.taken = {row.thing for row in partnership.records.rows}
        other_day = as_of_day(partnership.records) != day
        # Of a day before all that is known, a scenario would know no more.
        if partnership.records.head is not None and other_day and self.standing.is_known:
            self.values[str(partnership.iri)] = {properties.AS_OF: self.today}

    def leave(self, partner: str) -> None:
        first = max(span.first for span in self.partners[partner].memberships)
        self._end(partner, first, properties.JOINED, properties.LEFT)
        for role in self.standing.held_by[partner]:
            self.end(partner, role.iri)

    def end(self, partner: str, role: str) -> None:
        for row in self.standing.holdings(self.roles[role], self.partners[partner]):
            self._end(row.assignment, row.stated.first, properties.FROM, properties.TO)

    def _end(self, thing: str, first: datetime.date, begin: str, end: str) -> None:
        self.values[thing] = {end: self.before}
        if first == self.day:
            self.values[thing][begin] = self.before

    def take(self, change: Change) -> None:
        sheet = self.partnership.layout.sheet_of(ASSIGNMENT)
        assert sheet is not None
        values = {
            properties.PARTNER: Value(change.partner, THING),
            properties.ROLE: Value(change.role, THING),
            properties.FROM: self.today,
        }
        if change.part:
            values[properties.PART] = Value(change.part)
        if change.fte is not None:
            values[properties.FTE] = Value(f"{change.fte:f}", _DECIMAL)
        number = len(self.rows) + len(self.added) + 1
        row = max((row.row for row in self.rows), default=1) + len(self.added) + 1
        thing = self._iri(change)
        self.added.append(Record(thing, sheet, number, values, tab=sheet.name, row=row))

    def _iri(self, change: Change) -> str:
        """Return an IRI like the reader's for a row of these names."""
        names = self.partners[change.partner].name, self.roles[change.role].label
        snapshot = self.partnership.roster.snapshot
        base = f"{snapshot}/assignment/{quote('--'.join(map(slug, names)), safe='-')}"
        numbered = chain([base], (f"{base}-{number}" for number in count(2)))
        found = next(iri for iri in numbered if iri not in self.taken)
        self.taken.add(found)
        return found
