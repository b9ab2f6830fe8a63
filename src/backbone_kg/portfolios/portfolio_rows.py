"""A partnership as rows of a portfolio's tables: what its file says, and what follows from it."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from backbone_kg.analysis.basis_of_figures import caveat_of
from backbone_kg.base.findings import Finding
from backbone_kg.graph.namespaces import SUBCLASS, TYPE
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.date_spans import FOREVER, Span
from backbone_kg.model.derive import name_key
from backbone_kg.model.duplicates import likely_duplicates
from backbone_kg.model.holding_spells import spells
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import Record, Records
from backbone_kg.model.roster import Roster
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.portfolios.columns import (
    NotInColumnsError,
    columns_of,
    exact,
    sheet_tables,
)
from backbone_kg.portfolios.kept_tables import FILES

_Columns = dict[str, tuple[Sequence[Any], ...]]
"""Columns by the table's name, without the number of the file."""


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a portfolio keeps of one file.

    Parameters
    ----------
    order
        What files are sorted by: partnership, then date.
    file
        Its row of the table ``files``, without number, path and hash.
    columns
        The columns of the other tables, without the number of the file; of those that have rows.
    """

    order: tuple[str, str]
    file: tuple[Any, ...]
    columns: _Columns = field(default_factory=dict)


def unreadable(problem: str, remedy: str) -> FileRows:
    """Return what is kept of a file that could not be read."""
    blank = {"problem": problem, "remedy": remedy}
    return FileRows(("", ""), tuple(blank.get(each.name) for each in FILES[3:]))


class RowMaker:
    """Makes rows of partnerships that were read with one layout and one ontology.

    Parameters
    ----------
    layout, ontology
        Which.
    for_the_engine
        The names of the tables that have a rule which is no condition on columns.
    """

    def __init__(self, layout: Layout, ontology: Ontology, for_the_engine: frozenset[str]) -> None:
        self._sheets = sheet_tables(layout)
        self._for_the_engine = for_the_engine
        self._above = _classes_above(ontology)
        self._known = _known(ontology, self._above)

    def rows_of(self, partnership: Partnership, told: Iterable[Finding]) -> FileRows:
        """Return what a portfolio keeps of a partnership.

        Parameters
        ----------
        partnership
            As it was read.
        told
            Findings that come from no shape.

        Raises
        ------
        NotInColumnsError
            If an FTE cannot be held exactly, so that no figure could be computed as it is written.
        """
        roster = partnership.roster
        rows = {name: list(found) for name, found in _roster_rows(roster).items()}
        rows["told"] = [
            (one.code, one.severity.value, one.sheet, one.cell, one.message, one.remedy)
            for one in told
        ]
        why_engine = ""
        sheets: _Columns = {}
        try:
            sheets = self._sheets_of(partnership)
        except NotInColumnsError as reason:
            why_engine = str(reason)
            rows["results"] = list(_engine_rows(partnership))
        not_read = roster.not_read
        return FileRows(
            order=(roster.partnership, roster.snapshot),
            file=(
                None,
                None,
                roster.partnership,
                roster.snapshot,
                roster.name,
                roster.community,
                roster.framework,
                roster.listing,
                roster.as_of,
                roster.known_since,
                datetime.date.today(),
                not_read.of_assignments,
                not_read.assignments,
                not_read.cells,
                caveat_of(partnership),
                why_engine or None,
                _where(partnership.records),
            ),
            columns=sheets
            | {name: tuple(zip(*found, strict=True)) for name, found in rows.items() if found},
        )

    def _sheets_of(self, partnership: Partnership) -> _Columns:
        """Return the columns of each sheet's table.

        Raises
        ------
        NotInColumnsError
            If columns cannot hold what the file says.
        """
        if not partnership.is_table:
            raise NotInColumnsError(
                "a file of statements can state several values where one belongs"
            )
        records = partnership.records
        if records.head is None:
            raise NotInColumnsError("no row describes the partnership")
        is_a = self._instances(records)
        found: _Columns = {}
        for table in self._sheets:
            of_sheet = records.of(table.sheet.target)
            if len({record.tab for record in of_sheet}) > 1:
                raise NotInColumnsError(f"two sheets are read as {table.sheet.name}")
            if of_sheet and table.name in self._for_the_engine:
                raise NotInColumnsError(
                    f"a rule of the sheet {table.sheet.name} is none of columns"
                )
            if of_sheet:
                found[table.name] = columns_of(
                    table,
                    of_sheet,
                    sharing_names=_sharing_names(of_sheet),
                    is_a=is_a,
                    base=records.partnership,
                )
        return found

    def _instances(self, records: Records) -> Callable[[str, str], bool]:
        """Return what tells whether a thing is of a class: of the ontology's, or of the file's."""
        own = {(str(record.sheet.target), record.thing) for record in records.rows}
        for thing, classes, _ in records.introduced:
            own |= {(one, thing) for each in classes for one in self._above.get(each, {each})}
        return lambda kind, thing: thing in self._known.get(kind, ()) or (kind, thing) in own


def organization_key(organization: str) -> int:
    """Return the 64-bit number by which an organization is found in other files."""
    digest = hashlib.blake2b(organization.encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _roster_rows(roster: Roster) -> dict[str, Iterator[tuple[Any, ...]]]:
    partners = {partner.iri: place for place, partner in enumerate(roster.partners)}
    roles = {role.iri: place for place, role in enumerate(roster.roles)}
    claims = Counter(holding.claim for holding in roster.holdings)
    return {
        "partners": (
            (
                partners[each.iri],
                each.iri,
                each.name,
                each.kind or None,
                each.organization.iri,
                organization_key(each.organization.iri),
                each.organization.matched_by,
                None if each.fte_available is None else exact(each.fte_available),
                "backbone" in each.tasks,
                "steering committee" in each.tasks,
            )
            for each in roster.partners
        ),
        "memberships": (
            (partners[each.iri], *_ends(span))
            for each in roster.partners
            for span in each.memberships
        ),
        "roles": (
            (
                roles[each.iri],
                each.iri,
                each.label,
                each.function,
                each.wanted,
                each.holders_needed,
                None if each.fte_needed is None else exact(each.fte_needed),
            )
            for each in roster.roles
        ),
        "assignments": (
            (
                place,
                partners[each.partner],
                roles[each.role],
                each.part or None,
                None if each.fte is None else exact(each.fte),
                each.evidence or None,
                each.stated.begin is not None,
                len(each.spans),
                claims[each.claim] > 1,
                *_ends(span),
            )
            for place, each in enumerate(roster.holdings)
            for span in each.spans
        ),
        "clipped": (
            (partners[each.partner], *_ends(each.stated))
            for each in roster.holdings
            if each.spans != (each.stated,)
        ),
        "spells": (
            (
                roles[role],
                partners[each.partner],
                *_ends(each.span),
                each.span.end and each.span.end.earliest,
            )
            for role, some in spells(roster).items()
            for each in some
        ),
        "likely_one": (
            (partners[pair.first.iri], partners[pair.second.iri])
            for pair in likely_duplicates(roster.partners)
        ),
    }


def _ends(span: Span) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day on which it counts; None for no known end."""
    last = span.last
    return span.begin and span.begin.earliest, None if last == FOREVER else last


def _sharing_names(records: Iterable[Record]) -> frozenset[str]:
    """Return the things of a sheet that have the name key of another."""
    by_key: dict[str, list[str]] = {}
    for record in records:
        if not record.sheet.single_row and (name := name_key(record.sheet, record.values)):
            by_key.setdefault(name, []).append(record.thing)
    return frozenset(one for alike in by_key.values() if len(alike) > 1 for one in alike)


def _classes_above(ontology: Ontology) -> dict[str, frozenset[str]]:
    """Return each class with those above it, as SHACL counts them."""
    wider: dict[str, set[str]] = {}
    for thing, path, of in ontology.vocabulary:
        wider.setdefault(of, set())
        if path == SUBCLASS:
            wider.setdefault(thing, set()).add(of)

    def above(kind: str, found: set[str]) -> set[str]:
        found.add(kind)
        for each in wider[kind] - found:
            above(each, found)
        return found

    return {kind: frozenset(above(kind, set())) for kind in wider}


def _known(ontology: Ontology, above: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for thing, predicate, kind in ontology.vocabulary:
        for each in above[str(kind)] if predicate == TYPE else ():
            found.setdefault(each, set()).add(str(thing))
    return {each: frozenset(things) for each, things in found.items()}


def _engine_rows(partnership: Partnership) -> Iterator[tuple[Any, ...]]:
    from backbone_kg.validation.shacl_engines import engine

    numbers = {record.thing: record.number for record in partnership.records.rows}
    for result in engine("pyshacl")(partnership):
        place = partnership.places.of(result.focus)
        thing = result.focus
        known = partnership.layout.column_of(result.shape)
        yield (
            known[0].name if known else thing,
            place.row if place else _whole(numbers.get(thing)),
            result.shape,
            result.component,
            result.severity,
        )


def _whole(number: float | None) -> int | None:
    """Return the place of a row among those of its sheet; None if the file does not say."""
    return int(number) if number is not None and isfinite(number) else None


def _where(records: Records) -> str:
    """Return where the columns of a file stand: for each sheet its tab and places, as JSON."""
    tabs = {record.sheet.name: record.tab for record in records.rows}
    found: dict[str, dict[str, Any]] = {}
    for name, tab in tabs.items():
        columns = {path: at for (of, path), at in records.columns.items() if of == tab}
        found[name] = {"tab": tab, "columns": columns}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)
