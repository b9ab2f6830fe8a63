"""What stands in a cell or a row of the merged data, by what each file says.

With an earlier file that all were made from, what only one side changed is taken, and what several
changed alike; without one, a value is taken over a blank. Whatever else is a conflict: nobody wins.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from backbone_kg.base.cells import CellValue
from backbone_kg.base.names import key
from backbone_kg.merging.file_to_merge import Side, SideRow, identified
from backbone_kg.merging.matching_rows import Names, Thing
from backbone_kg.merging.merge_results import How, Taken
from backbone_kg.model.conflicts import BLANK, DELETED, Claim
from backbone_kg.model.properties import IMPORTED_FROM
from backbone_kg.model.sheets_and_columns import Column
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.headings import UnknownColumn

Columns: TypeAlias = Mapping[str, Column | UnknownColumn]
"""The columns of a sheet by what they are known by."""


@dataclass(slots=True)
class AtIssue:
    """What files say differently of a cell ("" is the row), and what the base says."""

    column: str
    was: str
    claims: tuple[Claim, ...]


@dataclass(slots=True)
class Outcome:
    """What becomes of a thing.

    Parameters
    ----------
    thing
        What it is about.
    about
        The same, for people.
    deleted_by
        The files that deleted its row; kept only if it is at issue.
    kept
        Whether it has a row in the merged data.
    values
        What stands in the row, by column.
    at_issue
        What is left to decide.
    taken
        What was taken.
    """

    thing: Thing
    about: str
    deleted_by: tuple[str, ...] = ()
    kept: bool = True
    values: dict[str, CellValue] = field(default_factory=dict)
    at_issue: list[AtIssue] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one file says in a cell: what it means, its value, and the claim of it.

    ``is_open`` says that it was at issue before and nobody has decided.
    """

    means: Hashable
    value: CellValue
    claim: Claim
    is_open: bool = False


class Deciding:
    """The rule, for the files at hand.

    Parameters
    ----------
    sides
        The files.
    base
        The place of the earlier file among them; None if there is none.
    names
        What names stand for in them.
    """

    def __init__(self, sides: Sequence[Side], base: int | None, names: Names) -> None:
        self.sides, self.base, self.names = sides, base, names

    def outcome(self, thing: Thing, columns: Columns) -> Outcome:
        """Return what becomes of a thing."""
        rows, base = self._rows(thing)
        called = min(identified(thing.sheet, row) for row in ([base] if base else rows))
        found = Outcome(thing, called)
        if thing.sheet.link is not None:
            self._row(found, columns)
        if found.kept:
            self._cells(found, columns)
        return found

    def restore(self, found: Outcome, columns: Columns, naming: Iterable[Claim]) -> None:
        """Keep a row that was deleted, and say so, since others still name what it is about."""
        found.kept, found.taken = True, []
        found.at_issue.append(AtIssue("", "", self._deletions(found, naming)))
        self._cells(found, columns)

    def means(self, column: Column | UnknownColumn, text: str) -> Hashable:
        """Return what a text means, so that one thing said in two ways is one."""
        if text and isinstance(column, Column) and column.refers_to is not None:
            return self.names.root(column.refers_to, text)
        return text

    def _rows(self, thing: Thing) -> tuple[list[SideRow], SideRow | None]:
        """Return the rows of a thing, and that of the base."""
        rows = [row for side, row in sorted(thing.rows.items()) if side != self.base]
        return rows, None if self.base is None else thing.rows.get(self.base)

    # --- rows ----------------------------------------------------------------------------------

    def _row(self, found: Outcome, columns: Columns) -> None:
        """Decide whether a row stays."""
        rows, base = self._rows(found.thing)
        name = found.thing.sheet.name
        files = tuple(self.sides[row.side].file for row in rows)
        absent = [
            side.file
            for number, side in enumerate(self.sides)
            if number != self.base and number not in found.thing.rows and name in side.sheets
        ]
        for row in rows:
            if "" in row.claims:
                found.at_issue.append(AtIssue("", "", row.claims[""]))
        if base is None:
            if absent or self.base is not None:
                found.taken.append(_taken(How.ADDED, found, files=files))
            return
        if not absent:
            return
        found.deleted_by = tuple(absent)
        changes = [claim for row in rows for claim in self._changes(found, row, base, columns)]
        if changes:
            found.at_issue.append(AtIssue("", "", self._deletions(found, changes)))
        else:
            found.kept = False
            stood = [
                f"{column.heading}: {base.text(name)}"
                for name, column in columns.items()
                if name in base.values
            ]
            found.taken.append(_taken(How.DELETED, found, was="; ".join(stood), files=absent))

    def _changes(
        self, found: Outcome, row: SideRow, base: SideRow, columns: Columns
    ) -> Iterator[Claim]:
        """Return what a file changed in a row, as one claim of it; none if it changed nothing."""
        changed = [
            f"{column.heading}: {said.claim.value}"
            for name, column in columns.items()
            for said in self._said(found.thing, row, name, column)
            if said.is_open or said.means != self.means(column, base.text(name))
        ]
        if changed:
            yield self.sides[row.side].claim(row, "", "; ".join(changed))

    def _deletions(self, found: Outcome, others: Iterable[Claim]) -> tuple[Claim, ...]:
        who = {side.file: side.who for side in self.sides}
        deleted = (Claim(DELETED, file, "", who[file]) for file in found.deleted_by)
        return tuple(sorted({*deleted, *others}))

    # --- cells ---------------------------------------------------------------------------------

    def _cells(self, found: Outcome, columns: Columns) -> None:
        for name, column in columns.items():
            self._cell(found, name, column)

    def _cell(self, found: Outcome, name: str, column: Column | UnknownColumn) -> None:
        rows, base = self._rows(found.thing)
        said = [one for row in rows for one in self._said(found.thing, row, name, column)]
        was = None if base is None else base.values.get(name)
        before = self.means(column, text_of(was))
        news = [one for one in said if one.is_open or one.means != before]
        if name == IMPORTED_FROM:
            value: CellValue = _all_origins([was, *(one.value for one in news)])
        elif len({one.means for one in news}) < 2:
            value = was
            if news:
                value = min((one.value for one in news), key=text_of)
                blank = [one for one in said if not one.is_open and one.means == ""]
                if base is not None or blank:
                    how = (
                        How.CLEARED if value is None else How.FILLED if was is None else How.CHANGED
                    )
                    files = (one.claim.file for one in news)
                    found.taken.append(
                        _taken(how, found, column.heading, text_of(value), text_of(was), files)
                    )
        else:
            value = self._at_issue(found, name, column, was, news)
        if value is not None:
            found.values[name] = value

    def _at_issue(
        self,
        found: Outcome,
        name: str,
        column: Column | UnknownColumn,
        was: CellValue,
        news: Sequence[_Said],
    ) -> CellValue:
        """Return what stands in a cell of which files say different things."""
        texts = sorted({one.claim.value for one in news} - {BLANK})
        naming = isinstance(column, Column) and column.identifies
        if naming and {key(one.claim.value) for one in news} == {key(texts[0])}:
            files = tuple(sorted({one.claim.file for one in news}))
            found.taken.append(
                _taken(How.SPELLED, found, column.heading, texts[0], text_of(was), files)
            )
            return texts[0]
        claims = tuple(sorted({one.claim for one in news}))
        found.at_issue.append(AtIssue(name, text_of(was), claims))
        # A row without its name could not be referred to.
        return (was or texts[0]) if naming else None

    def _said(
        self, thing: Thing, row: SideRow, name: str, column: Column | UnknownColumn
    ) -> list[_Said]:
        """Return what a file says in a cell; nothing if it has no such column."""
        side = self.sides[row.side]
        if name not in side.sheets[thing.sheet.name].columns:
            return []
        text, value = row.text(name), row.values.get(name)
        opened = row.claims.get(name, ())
        found = [
            _Said(self.means(column, said), said or None, claim, is_open=True)
            for claim in opened
            for said in ["" if claim.value == BLANK else claim.value]
        ]
        if text or not opened:
            found.append(
                _Said(self.means(column, text), value, side.claim(row, name, text or BLANK))
            )
        return found


def _taken(
    how: How,
    found: Outcome,
    column: str = "",
    value: str = "",
    was: str = "",
    files: Iterable[str] = (),
) -> Taken:
    named = tuple(sorted(set(files)))
    return Taken(how, found.thing.sheet.name, found.about, column, value, was, named)


def _all_origins(values: Iterable[CellValue]) -> str | None:
    """Return all cells that a row was imported from, each once."""
    origins = {one for value in values for one in text_of(value).split("; ") if one}
    return "; ".join(sorted(origins)) or None
