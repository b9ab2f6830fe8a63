"""Which rows of several files are about one and the same thing.

Rows are matched by the names in them. Partners that an identifier or another name shows to be one
are one under different names, too, unless a file has both. Where a file has several rows of one
name, such as two spells of one holding, those are matched that say the same, then those of the same
dates, then those of the same begin.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from backbone_kg.base.names import key
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import LAST_DAY
from backbone_kg.merging.file_to_merge import Side, SideRow
from backbone_kg.model.conflicts import BLANK
from backbone_kg.model.identity import is_identifier
from backbone_kg.model.properties import IDENTIFIER
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet


@dataclass(slots=True)
class Thing:
    """What rows of several files are about.

    Parameters
    ----------
    sheet
        The sheet of the rows.
    root
        By what rows of other sheets refer to it.
    rows
        Its row in each file that has one, by the place of the file.
    """

    sheet: Sheet
    root: Hashable
    rows: dict[int, SideRow]

    def order(self, base: int | None) -> tuple[object, ...]:
        """Return a key that sorts things as they stand in the base, then as they stand first."""
        if base is not None and base in self.rows:
            return 0, self.rows[base].position, ()
        first = min(row.position for row in self.rows.values())
        return 1, first, min(row.content for row in self.rows.values())


class Names:
    """What names stand for in all of the files together."""

    def __init__(self) -> None:
        self._roots: dict[str, dict[str, str]] = {}

    def root(self, of: str, name: str) -> str:
        """Return what tells the thing of a name from others of its class."""
        said = key(name)
        return self._roots.get(of, {}).get(said, said)

    def learn(self, sheet: Sheet, sides: Sequence[Side]) -> None:
        """Make known which names of a sheet are those of one thing."""
        naming = sheet.identifying[0] if len(sheet.identifying) == 1 else None
        if naming is None or naming.kind is not Kind.TEXT:
            return
        path = naming.path
        there = [{key(row.text(path)) for row in side.rows(sheet)} - {""} for side in sides]
        roots = {name: name for names in there for name in names}
        for names in _said_to_be_one(sheet, sides, path):
            together = {roots[name] for name in names if name in roots}
            if len(together) < 2:
                continue
            one = {name for name, root in roots.items() if root in together}
            # Two rows of one file are two, whatever their identifiers say.
            if all(len(one & names_there) < 2 for names_there in there):
                roots |= dict.fromkeys(one, min(together))
        self._roots[sheet.target] = roots

    def key_of(self, sheet: Sheet, row: SideRow) -> Hashable:
        """Return what rows of one name have in common."""
        if sheet.link is None:
            return ()
        parts = tuple(
            self.root(column.refers_to or sheet.target, row.text(column.path))
            for column in sheet.identifying
        )
        if not any(parts):
            return row.content
        return (*parts, *(key(row.text(column.path)) for column in _said_by(sheet)))


def _said_by(sheet: Sheet) -> list[Column]:
    """Return the columns that tell whose row it is, such as the rater of a rating."""
    return [column for column in sheet.columns if column.distinguishes and column.kind is Kind.TEXT]


def _said_to_be_one(sheet: Sheet, sides: Sequence[Side], path: str) -> list[list[str]]:
    """Return the names that share an identifier, and those that a row gives as other names."""
    by_identifier: dict[str, set[str]] = {}
    others: list[list[str]] = []
    more = [column.path for column in sheet.columns if column.other_names]
    for side in sides:
        for row in side.rows(sheet):
            name = key(row.text(path))
            for identifier in (row.text(IDENTIFIER), *_at_issue(row, IDENTIFIER)):
                if name and is_identifier(identifier):
                    by_identifier.setdefault(key(identifier), set()).add(name)
            others += [[name, key(text)] for text in _at_issue(row, path) if name]
            for column in more:
                texts = row.text(column).replace("\n", ";").split(";")
                others += [[name, key(text)] for text in texts if name and key(text)]
    return sorted(sorted(names) for names in by_identifier.values()) + sorted(others)


def _at_issue(row: SideRow, column: str) -> list[str]:
    """Return what files said of a cell that were merged before, and nobody has decided."""
    return [claim.value for claim in row.claims.get(column, ()) if claim.value != BLANK]


def things_of(sheet: Sheet, sides: Sequence[Side], names: Names, base: int | None) -> list[Thing]:
    """Return what the rows of a sheet are about, in the order for the merged file.

    Parameters
    ----------
    sheet
        The sheet.
    sides
        The files, the base among them. Their order does not matter.
    names
        What names stand for; those of the sheets before it are known.
    base
        The place of the earlier file that the others were made from; None if there is none.
    """
    groups: dict[Hashable, list[SideRow]] = {}
    for side in sides:
        for row in side.rows(sheet):
            groups.setdefault(names.key_of(sheet, row), []).append(row)
    found = [
        Thing(sheet, _root_of(group), {row.side: row for row in rows})
        for group, of_group in groups.items()
        for rows in _rows_of_one(of_group, sheet)
    ]
    return sorted(found, key=lambda thing: thing.order(base))


def _root_of(group: Hashable) -> Hashable:
    return group[0] if isinstance(group, tuple) and len(group) == 1 else group


def _rows_of_one(rows: list[SideRow], sheet: Sheet) -> list[list[SideRow]]:
    """Return the rows of one name, those of one thing together: of each file one at most."""
    if len({row.side for row in rows}) == len(rows):
        return [rows]
    telling = [column for column in sheet.columns if column.distinguishes]
    begins = [column for column in telling if column.day_bound != LAST_DAY]
    clusters = [[row] for row in sorted(rows, key=lambda row: (row.position, row.content))]
    alike: tuple[Callable[[SideRow], Hashable], ...] = (
        lambda row: row.content,
        lambda row: _texts(row, telling),
        lambda row: _texts(row, begins),
    )
    for signature in alike:
        clusters = _joined(clusters, signature)
    return clusters


def _texts(row: SideRow, columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(row.text(column.path) for column in columns)


def _joined(
    clusters: list[list[SideRow]], signature: Callable[[SideRow], Hashable]
) -> list[list[SideRow]]:
    """Return clusters with those together that look alike and have no file in common."""
    by_look: dict[Hashable, list[list[SideRow]]] = {}
    for cluster in clusters:
        sides = {row.side for row in cluster}
        alike = by_look.setdefault(signature(cluster[0]), [])
        home = next((one for one in alike if not sides & {row.side for row in one}), None)
        if home is None:
            alike.append(list(cluster))
        else:
            home += cluster
    return [cluster for alike in by_look.values() for cluster in alike]


def all_things(
    layout: Layout, sides: Sequence[Side], base: int | None
) -> tuple[Mapping[str, list[Thing]], Names]:
    """Return what all rows are about, by the name of the sheet, and what names stand for."""
    names = Names()
    for sheet in layout.sheets:
        names.learn(sheet, sides)
    return {sheet.name: things_of(sheet, sides, names, base) for sheet in layout.sheets}, names
