"""A partnership as a network for other programs: partners and roles, tied by who holds what.

All that stands in the cells of a partner, a role or an assignment is an attribute under its
heading, so that a column added to the shapes is one here. Numbers, whole numbers and yes or no have
their types; what could not be read is a text under a name of its own, and what is blank is no
attribute at all: unknown is neither zero nor no.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from rdflib import URIRef

from backbone_kg.base.names import key
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import ASSIGNMENT, PARTNER, PARTNERSHIP, POST
from backbone_kg.graph.rdflib_terms import LABEL, TYPE, UNKNOWN_COLUMN
from backbone_kg.model import properties
from backbone_kg.model.date_spans import Span
from backbone_kg.model.partnership import Partnership, date_of
from backbone_kg.model.records import THING, Record, Value
from backbone_kg.model.references import References
from backbone_kg.model.roster import Roster
from backbone_kg.model.sheets_and_columns import Column
from backbone_kg.writing.sheet_tables import chosen_framework
from backbone_kg.writing.without_cells import without_cell

Attribute: TypeAlias = str | int | float | bool
Attributes: TypeAlias = dict[str, Attribute]

STATE, HOLDERS, FUNCTION, IN_FORCE = "State", "Holders", "Function", "In force"
NOT_READ: Final = "{heading} (not read)"

_HELD: Final = {PARTNERSHIP, PARTNER, POST, ASSIGNMENT}
_OTHERWISE: Final = {"Type": "Organization type", "From": "Start date", "To": "End date"}
"""Headings that are words of network programs themselves, and what is said instead."""
_LARGEST: Final = 2**63
_BASES: Final = {
    "file": "the file's own date",
    "today": "the file gives no date: the day of writing",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A partner or a role.

    Parameters
    ----------
    iri, label
        What it is and what it is called.
    kind
        ``partner`` or ``role``.
    attributes
        What is known of it.
    spells
        When it takes part, as far as that is known; empty for a role.
    """

    iri: str
    label: str
    kind: str
    attributes: Attributes = field(default_factory=dict)
    spells: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """One row by which a partner holds a role.

    Parameters
    ----------
    iri, partner, role
        The row's thing, who holds, and what.
    part
        ``lead``, ``support``, or "" if that is not known.
    attributes, spells
        As of a node.
    """

    iri: str
    partner: str
    role: str
    part: str
    attributes: Attributes
    spells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A partnership as nodes and ties.

    Parameters
    ----------
    attributes
        What is known of the partnership, and what its figures rest on.
    nodes, ties
        Partners first, then roles; ties in the order of the file.
    """

    attributes: Attributes
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    @property
    def title(self) -> str:
        """The partnership's name."""
        return str(self.attributes.get("Name", "Partnership"))

    @property
    def description(self) -> str:
        """All attributes of the partnership as one text, a line each."""
        return "\n".join(f"{name}: {_shown(value)}" for name, value in self.attributes.items())


def network_of(partnership: Partnership) -> Network:
    """Return a partnership as a network; states of roles are those of the file's own date."""
    return _Making(partnership).network()


def left_out_of_network(partnership: Partnership) -> list[str]:
    """Return what of a partnership a network cannot hold, nor a table, in plain sentences."""
    return [*without_cell(partnership), *_Making(partnership).losses()]


class _Making:
    """The state of one making."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership
        self.roster: Roster = partnership.roster
        self.records = partnership.records
        self.references = References(partnership.ontology, chosen_framework(partnership))
        self.unknown = {column.path: column.heading for column in self.records.own_columns}
        self.holdings = {holding.assignment: holding for holding in self.roster.holdings}
        self.roles = {role.iri: role for role in self.roster.roles}

    def network(self) -> Network:
        day, basis = date_of(self.partnership, None)
        return Network(
            self._about(day, basis),
            (*self._partners(), *self._role_nodes(day)),
            tuple(self._ties(day)),
        )

    def _about(self, day: datetime.date, basis: str) -> Attributes:
        head, roster = self.records.head, self.roster
        about = self._attributes([head]) if head else {}
        about["Listing"] = roster.listing
        about["States of roles are of"] = f"{day.isoformat()} ({_BASES[basis]})"
        missing = roster.not_read
        about["Assignments not read"] = missing.assignments
        about["Other cells not read"] = missing.cells
        if not roster.complete:
            about["Mind"] = (
                f"{plural(missing.assignments, 'assignment')} could not be read: a role without a "
                "holder is “no evidence”, which does not mean unfilled."
                if missing.assignments
                else partial_listing()
            )
        return about

    def _partners(self) -> Iterator[Node]:
        for partner in self.roster.partners:
            rows = self._rows_of_partner[partner.iri]
            attributes = self._attributes(rows, but={str(properties.NAME)})
            yield Node(partner.iri, partner.name, "partner", attributes, partner.memberships)

    @cached_property
    def _rows_of_partner(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {partner.iri: [] for partner in self.roster.partners}
        named = {key(partner.name): partner.iri for partner in self.roster.partners}
        for row in self.records.of(PARTNER):
            iri = row.thing if row.thing in found else named[key(row.text(properties.NAME))]
            found[iri].append(row)
        return found

    @cached_property
    def _row_of_role(self) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for row in self.records.of(POST):
            found.setdefault(row.thing_named(properties.ROLE), row)
        return found

    def _role_nodes(self, day: datetime.date) -> Iterator[Node]:
        standing = self.roster.at(day)
        for role in self.roster.roles:
            row = self._row_of_role.get(role.iri)
            attributes = {
                FUNCTION: role.function,
                STATE: str(standing.state(role)),
                HOLDERS: len(standing.holders(role)),
                **self._attributes([row] if row else [], but={str(properties.ROLE)}),
            }
            attributes.setdefault("Wanted", role.wanted)
            yield Node(role.iri, role.label, "role", attributes)

    def _ties(self, day: datetime.date) -> Iterator[Tie]:
        but = {str(properties.PARTNER), str(properties.ROLE)}
        for row in self.records.of(ASSIGNMENT):
            holding = self.holdings.get(row.thing)
            if holding is None:
                continue
            attributes = self._attributes([row], but=but)
            attributes[IN_FORCE] = holding.on(day) is not None
            yield Tie(
                row.thing, holding.partner, holding.role, holding.part, attributes, holding.spans
            )

    def _attributes(self, rows: Sequence[Record], but: Iterable[str] = frozenset()) -> Attributes:
        """Return what rows on one thing say; of several texts all, of other values the first."""
        said: dict[str, list[Attribute]] = {}
        for row in rows:
            for name, value in self._said(row, frozenset(but)):
                if value not in said.setdefault(name, []):
                    said[name].append(value)
        return {
            name: "; ".join(map(str, values)) if isinstance(values[0], str) else values[0]
            for name, values in said.items()
        }

    def _said(self, row: Record, but: frozenset[str]) -> Iterator[tuple[str, Attribute]]:
        for column in row.sheet.columns:
            value = row.values.get(column.path)
            if value is not None and value.text and column.path not in but:
                name = _OTHERWISE.get(column.heading, column.heading)
                typed = self._typed(column, value)
                if typed is None:
                    yield NOT_READ.format(heading=name), value.text
                else:
                    yield name, typed
        for path, value in row.unknown.items():
            if value.text:
                yield self.unknown.get(path, path) or "*", value.text

    def _typed(self, column: Column, value: Value) -> Attribute | None:
        """Return a value with its type; None if it is not of the column's kind."""
        if column.refers_to is not None:
            if value.datatype != THING:
                return None
            return self.references.label(column.refers_to, URIRef(value.text)) or value.text
        if column.choices:
            return value.text if value.text in column.choices else None
        if column.kind is Kind.TEXT:
            return value.text
        return _of_kind(column.kind, value.text) if value.is_typed else None

    def losses(self) -> Iterator[str]:
        beside = Counter(r.sheet.name for r in self.records.rows if r.sheet.target not in _HELD)
        for sheet, rows in beside.items():
            yield f"A network has no place for the sheet “{sheet}” ({plural(rows, 'row')})."
        for row in self.records.of(ASSIGNMENT):
            if row.thing not in self.holdings:
                yield f"{_place(row)}: its partner or role was not understood, so there is no tie."
        for row in self.records.of(POST):
            role = row.thing_named(properties.ROLE)
            if self._row_of_role.get(role) is not row:
                yield f"{_place(row)}: its role stands in an earlier row, too, which is taken."
            elif not role:
                yield f"{_place(row)}: its role was not understood."
        for partner in self.roster.partners:
            of_partner = self._rows_of_partner[partner.iri]
            kept = self._attributes(of_partner)
            told = (said for row in of_partner for said in self._said(row, frozenset()))
            for name, value in told:
                if not isinstance(kept[name], str) and kept[name] != value:
                    yield f"{partner.name}: a second value of “{name}”, {_shown(value)}."
        if not self.records.own_columns:
            graph = self.partnership.graph
            for column in sorted(graph.subjects(TYPE, UNKNOWN_COLUMN), key=str):
                yield f"What stands under “{graph.value(column, LABEL)}”, a column of its own."


def _of_kind(kind: Kind | None, text: str) -> Attribute | None:
    if kind is Kind.YES_NO:
        return {"true": True, "1": True, "false": False, "0": False}.get(text)
    if kind in {Kind.DATE, Kind.WEB_ADDRESS}:
        return text
    try:
        number = float(text)
        whole = int(text) if kind is Kind.INTEGER else 0
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(number) or abs(whole) >= _LARGEST:
        return None
    return whole if kind is Kind.INTEGER else number


def _place(row: Record) -> str:
    return f"{row.tab}, row {row.row}" if row.row else f"<{row.thing}>"


def _shown(value: Attribute) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def days_of(span: Span) -> Mapping[str, str]:
    """Return the first and last day of a span, as ``start`` and ``end``, as far as known.

    A year or month counts from its first day to its last, as everywhere in backbone-kg.
    """
    found = {"start": span.first.isoformat()} if span.begin else {}
    return found | ({"end": span.last.isoformat()} if span.end else {})
