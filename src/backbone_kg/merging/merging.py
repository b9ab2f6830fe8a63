"""From files that were read to one partnership, with what is left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from backbone_kg.base.cells import CellValue, cell_name
from backbone_kg.graph.namespaces import ROLE
from backbone_kg.merging.checks import as_of, check_same, doubts
from backbone_kg.merging.deciding import Columns, Deciding, Outcome
from backbone_kg.merging.file_to_merge import Side, SideRow, identified, side_of
from backbone_kg.merging.matching_rows import Names, all_things
from backbone_kg.merging.merge_results import Merged, MergedFile
from backbone_kg.model.conflicts import Claim, Conflict
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.references import References
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet
from backbone_kg.reading.grids import Grid, GridFile
from backbone_kg.reading.headings import UnknownColumn
from backbone_kg.reading.open_conflicts import CONFLICTS, HEADINGS, rows_of
from backbone_kg.reading.records_from_tables import lift_tables
from backbone_kg.writing.sheet_tables import chosen_framework


def merged_files(
    files: Sequence[Partnership], base: int | None, left_out: tuple[str, ...]
) -> Merged:
    """Return files as one.

    Parameters
    ----------
    files
        What was read, sorted; the base last if there is one.
    base
        Its place; None if there is none.
    left_out
        What of them has no place in a data file.
    """
    sides = [side_of(one, number) for number, one in enumerate(files)]
    check_same(sides, base)
    first = files[0]
    things, names = all_things(first.layout, sides, base)
    deciding = Deciding(sides, base, names)
    columns = {sheet.name: _columns(sheet, sides) for sheet in first.layout.sheets}
    outcomes = {
        name: [deciding.outcome(thing, columns[name]) for thing in of_sheet]
        for name, of_sheet in things.items()
    }
    _keep_what_is_named(outcomes, columns, deciding, first)
    kept = {name: [one for one in some if one.kept] for name, some in outcomes.items()}
    grids, conflicts = _grids(first.layout, kept, columns, names)
    conflicts += sorted(
        {one for side in sides for one in side.unplaced}, key=lambda one: (one.where, one.about)
    )
    if conflicts:
        grids.append(Grid(CONFLICTS, [[*row] for row in (HEADINGS, *rows_of(conflicts))]))
    partnership = lift_tables(
        GridFile(Path(first.file), "xlsx", grids),
        first.layout,
        first.ontology,
        asks_about_roles=False,
    )
    every = [thing for of_sheet in things.values() for thing in of_sheet]
    return Merged(
        name=partnership.name,
        files=tuple(_file(side) for number, side in enumerate(sides) if number != base),
        base=None if base is None else _file(sides[base]),
        conflicts=tuple(conflicts),
        taken=tuple(taken for some in outcomes.values() for one in some for taken in one.taken),
        doubts=tuple(doubts(sides, base, every)),
        left_out=left_out,
        partnership=partnership,
    )


def _file(side: Side) -> MergedFile:
    return MergedFile(side.file, side.who, as_of(side))


def _columns(sheet: Sheet, sides: Sequence[Side]) -> dict[str, Column | UnknownColumn]:
    """Return the columns of a sheet: the layout's, then people's own in the order of the names."""
    own: dict[str, Column | UnknownColumn] = {}
    for side in sides:
        there = side.sheets[sheet.name].columns if sheet.name in side.sheets else {}
        own |= {name: one for name, one in there.items() if isinstance(one, UnknownColumn)}
    known: dict[str, Column | UnknownColumn] = {str(one.path): one for one in sheet.columns}
    return known | dict(sorted(own.items()))


def _keep_what_is_named(
    outcomes: dict[str, list[Outcome]],
    columns: Mapping[str, Columns],
    deciding: Deciding,
    first: Partnership,
) -> None:
    """Keep each deleted row that a row which stays refers to: deleting it would leave a hole."""
    framework = References(first.ontology, chosen_framework(first))
    for sheet in first.layout.sheets:
        gone = [one for one in outcomes[sheet.name] if not one.kept]
        there = {one.thing.root for one in outcomes[sheet.name] if one.kept}
        naming = _naming(sheet, outcomes, columns, deciding) if gone else {}
        for one in gone:
            claims = naming.get(one.thing.root)
            known = sheet.identifying and framework.find(ROLE, one.about) is not None
            if claims and one.thing.root not in there and not known:
                deciding.restore(one, columns[sheet.name], claims)


def _naming(
    sheet: Sheet,
    outcomes: dict[str, list[Outcome]],
    columns: Mapping[str, Columns],
    deciding: Deciding,
) -> dict[object, list[Claim]]:
    """Return which rows that stay name things of a sheet, by what they name."""
    classes = {sheet.target, *(one.refers_to for one in sheet.identifying if one.introduces)}
    found: dict[object, list[Claim]] = {}
    for others in outcomes.values():
        for other in others:
            for name, column in columns[other.thing.sheet.name].items():
                refers = isinstance(column, Column) and column.refers_to in classes
                if not refers or not other.kept or other.thing.sheet == sheet:
                    continue
                for row in other.thing.rows.values():
                    if row.side != deciding.base and row.text(name):
                        side = deciding.sides[row.side]
                        claim = side.claim(row, name, f"named by the row {other.about}")
                        root = deciding.means(column, row.text(name))
                        found.setdefault(root, []).append(claim)
    return found


def _grids(
    layout: Layout,
    kept: dict[str, list[Outcome]],
    columns: dict[str, dict[str, Column | UnknownColumn]],
    names: Names,
) -> tuple[list[Grid], list[Conflict]]:
    """Return the sheets of the merged file, and what is left to decide at their cells."""
    called = _called(layout, kept)
    grids: list[Grid] = []
    conflicts: list[Conflict] = []
    for sheet in layout.sheets:
        outcomes = kept[sheet.name]
        used = {name for one in outcomes for name in one.values}
        used |= {at.column for one in outcomes for at in one.at_issue}
        shown = {
            name: column
            for name, column in columns[sheet.name].items()
            if name in used or isinstance(column, UnknownColumn) or not column.shown_when_filled
        }
        if not outcomes and not sheet.required:
            continue
        rows: list[list[CellValue]] = [[column.heading for column in shown.values()]]
        for number, one in enumerate(outcomes, start=1):
            row = {name: _written(one, name, shown[name], names, called) for name in shown}
            rows.append([*row.values()])
            # As the row is called where the reader meets it, whoever named it.
            about = identified(sheet, SideRow(0, number, row, {}))
            for at in one.at_issue:
                place = list(shown).index(at.column) if at.column else 0
                heading = shown[at.column].heading if at.column else ""
                cell = cell_name(number, place)
                conflicts.append(Conflict(sheet.name, cell, about, heading, at.was, at.claims))
        grids.append(Grid(sheet.name, rows))
    return grids, conflicts


def _called(layout: Layout, kept: dict[str, list[Outcome]]) -> dict[tuple[object, object], str]:
    """Return what things are called on the other sheets, by their class and root."""
    found: dict[tuple[object, object], str] = {}
    for sheet in layout.sheets:
        for one in kept[sheet.name]:
            for column in sheet.identifying[:1]:
                name = one.values.get(column.path)
                of = column.refers_to if column.introduces else sheet.target
                if isinstance(name, str):
                    found.setdefault((of, one.thing.root), name)
    return found


def _written(
    one: Outcome,
    name: str,
    column: Column | UnknownColumn,
    names: Names,
    called: dict[tuple[object, object], str],
) -> CellValue:
    """Return what is written into a cell; who is named there is called as on the own sheet."""
    value = one.values.get(name)
    if not isinstance(value, str) or isinstance(column, UnknownColumn) or not column.refers_to:
        return value
    known = called.get((column.refers_to, names.root(column.refers_to, value)))
    return value if known is None else known
