"""What a finding is: one thing to mend in a data file, in the words of the person who mends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from backbone_kg.base.cells import CellRead
from backbone_kg.base.groups import grouped
from backbone_kg.base.html import Markup, table

SCHEMA = "https://w3id.org/backbone-kg/schema/findings/1"
"""Identifier of the published JSON schema of the findings of one or more files."""
PAGES = "https://w3id.org/backbone-kg/findings/"
"""What the addresses of the pages on findings begin with."""

MOST_OF_A_KIND = 10
"""How many findings of one kind in one column people are shown."""


class Severity(StrEnum):
    """How much a finding matters: must be mended, should be, or is only worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst, so that sorting puts it first."""
        return list(Severity).index(self)


class FailOn(StrEnum):
    """From which findings on a check has failed."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"
    NEVER = "never"

    def fails(self, severity: Severity) -> bool:
        """Return whether a finding of a severity fails the check."""
        return severity.rank <= {"must": 0, "should": 1, "could": 2, "never": -1}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, and where.

    Parameters
    ----------
    code
        Stable name of the kind of finding, such as ``unknown-partner``.
    severity
        How much it matters.
    message
        What is wrong, as one sentence.
    remedy
        How to mend it, as one sentence; may be "".
    file
        The file or folder it is in, as the user named it.
    sheet, cell, row, column
        Where in a table: the sheet's name, the cell (``B7``), its row from 1, and the heading of
        its column. "" (0 for the row) where it is not about one place.
    value
        The text that stands in the cell.
    iri
        The thing in the graph that it is about; for RDF files this is the place.
    cells
        Where one finding is about several cells: each of them, with its text and what it was read
        as ("" if it was not read). The first of them is ``cell``.
    origin
        In a file that was imported: file and cell that its row comes from.
    offers
        What the cell may have been meant to say, each as it can be written there.
    """

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    iri: str = ""
    cells: tuple[CellRead, ...] = ()
    origin: str = ""
    offers: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is, for people: ``Assignments!B7``, the sheet alone, or the thing's IRI."""
        if self.sheet and self.cell:
            return f"{self.sheet}!{self.cell}"
        return self.sheet or self.cell or (f"<{self.iri}>" if self.iri else "")

    @property
    def kind(self) -> tuple[str, ...]:
        """What findings have in common that many are told of by their first few."""
        # Without a cell or a thing, the sheet or the column is what the finding is about.
        place = (self.sheet, self.column) if self.cell or self.iri else ()
        return self.code, self.severity, *place

    @property
    def address(self) -> str:
        """The page on this kind of finding in a data file."""
        return f"{PAGES}{self.code}"

    @property
    def linked_code(self) -> Markup:
        """The code as HTML that leads to the page."""
        from html import escape

        return Markup(f'<a href="{escape(self.address)}">{escape(self.code)}</a>')

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as the JSON schema has it."""
        return {
            "code": self.code,
            "help": self.address,
            "severity": self.severity.value,
            "sheet": self.sheet or None,
            "cell": self.cell or None,
            "row": self.row or None,
            "column": self.column or None,
            "value": self.value,
            "message": self.message,
            "remedy": self.remedy,
            "iri": self.iri or None,
            "cells": [one._asdict() for one in self.cells],
            "origin": self.origin or None,
            "offers": list(self.offers),
        }


@dataclass(frozen=True)
class Findings(Sequence[Finding]):
    """All findings of one file, those that matter most within each sheet's order kept as found.

    Behaves as a sequence of :class:`Finding`; shows itself as a table in a notebook.
    """

    items: tuple[Finding, ...] = ()
    file: str = ""
    engine: str = ""
    facts: dict[str, int] = field(default_factory=dict)
    """How much was checked: partners, roles and assignments read."""

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(item for item in self.items if item.severity is severity)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that must be mended."""
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that should be mended."""
        return self.of(Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether nothing must be mended."""
        return not self.errors

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity."""
        return {severity.value: len(self.of(severity)) for severity in Severity}

    def to_dict(self) -> dict[str, Any]:
        """Return the findings as an entry of ``files`` in the published JSON schema."""
        return {
            "file": self.file,
            "engine": self.engine,
            "ok": self.ok,
            "counts": self.counts(),
            "read": dict(self.facts),
            "findings": [item.to_dict() for item in self.items],
        }

    @property
    def few_of_each_kind(self) -> Sequence[Finding]:
        """The findings as people can read them: of many of a kind in a column the first few.

        One more stands for those that are left out, at the first of their cells, and says how many
        they are and where all of them stand.
        """
        alike = grouped((one.kind, one) for one in self.items)
        left = {
            kind: group[MOST_OF_A_KIND:]
            for kind, group in alike.items()
            if len(group) > MOST_OF_A_KIND + 1
        }
        left_out = {id(one) for group in left.values() for one in group}
        stand_for = {
            id(group[0]): _rest(group, checked=bool(self.engine)) for group in left.values()
        }
        return [
            stand_for.get(id(one), one)
            for one in self.items
            if id(one) not in left_out or id(one) in stand_for
        ]

    def _repr_html_(self) -> str:
        if not self.items:
            from html import escape

            return f"<p>{escape(self.file)}: nothing to mend.</p>"
        rows = [
            (one.severity.value, one.place, one.message, one.remedy, one.linked_code)
            for one in self.few_of_each_kind
        ]
        return table(("", "Where", "What is wrong", "What to do", "More"), rows)


def _rest(group: Sequence[Finding], *, checked: bool) -> Finding:
    """Return one finding that stands for many of a kind, which a check or a reader told."""
    first, last = group[0], group[-1]
    where = f" in the column “{first.column}”" if len(first.kind) > 2 and first.column else ""
    until = f", the last at {last.place}" if last.place != first.place else ""
    marked = "In the copy that --annotate writes each is marked at its cell; "
    return replace(
        first,
        message=f"{len(group):,} more of this kind{where} begin here{until}.",
        remedy=(marked if checked and first.cell else "") + "--format json lists all.",
        value="",
        cells=(),
        origin="",
        offers=(),
    )


def in_order(findings: Iterable[Finding], sheets: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Sort findings as a reader would go through the file, without repeating any.

    Parameters
    ----------
    findings
        In any order.
    sheets
        The names of the sheets in their order; others come last.

    Returns
    -------
    tuple of Finding
        Findings about the whole file first, then by sheet, row and column.
    """
    place = {name: number for number, name in enumerate(sheets, start=1)}

    def key(item: Finding) -> tuple[int, str, int, int, str, int, str, str]:
        sheet = place.get(item.sheet, len(place) + 1) if item.sheet else 0
        letters = item.cell.split(":")[0].rstrip("0123456789")
        return (
            sheet,
            item.sheet,
            item.row,
            len(letters),
            letters,
            item.severity.rank,
            item.code,
            item.iri + item.message,
        )

    return tuple(sorted(dict.fromkeys(findings), key=key))
