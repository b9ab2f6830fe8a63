"""Tables into records: a row becomes a thing, a cell becomes a typed value of it.

What cannot be read as what belongs in its column stays as the text that it is; the shapes then say
that the text is not a number, a date or a known name. So nothing is lost, and each finding of
content comes from a shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import PurePath
from urllib.parse import quote

from backbone_kg.base.cells import CellRead, CellValue, ReadingNote, cell_name
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import clean, key, shortened, slug
from backbone_kg.base.progress import told
from backbone_kg.base.several_values import other_names, several_names
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import ASSIGNMENT, FRAMEWORK, OWN_ROLE, ROLE
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model import properties
from backbone_kg.model.identity import partnership_iri, snapshot_iri
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import THING, Introduced, OwnColumn, Record, Records, Value
from backbone_kg.model.references import References
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet
from backbone_kg.reading.cell_notes import note_of_cells
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.column_readers import (
    COMPARED_WHOLE,
    LONGEST,
    CellReading,
    Forgiven,
    Reader,
    Told,
    compared,
    reader_of,
    told_of,
)
from backbone_kg.reading.grids import GridFile
from backbone_kg.reading.headings import UnknownColumn
from backbone_kg.reading.table_rows import Row
from backbone_kg.reading.tables import Table, Tables, read_tables
from backbone_kg.reading.vague_dates import only_a_school_year

NEAR_ROLE = 0.85
"""How alike (0 to 1) an own role must be to a known one for the reader to ask about it."""

LEFT_OVER = 2
"""How many own roles must be roles of one other framework for the reader to ask which is meant.

A single one may go by the same name by chance.
"""


def lift_tables(
    file: GridFile, layout: Layout, ontology: Ontology, *, asks_about_roles: bool = True
) -> Partnership:
    """Return the partnership that a file of grids describes.

    Parameters
    ----------
    file, layout, ontology
        The file, and what it is read with.
    asks_about_roles
        Whether own roles that resemble known ones are asked about; for many of them that takes
        longer than all the rest.
    """
    tables = read_tables(file, layout)
    return _Lifting(file, tables, layout, ontology, asks_about_roles).run()


@dataclass(slots=True)
class _Cell:
    """A cell that is being read."""

    table: Table
    row: int
    index: int
    column: Column
    value: CellValue

    @property
    def name(self) -> str:
        return cell_name(self.row - 1, self.index)


class _Lifting:
    """The state of one reading."""

    def __init__(
        self,
        file: GridFile,
        tables: Tables,
        layout: Layout,
        ontology: Ontology,
        asks_about_roles: bool,
    ) -> None:
        self.file = file
        self.asks_about_roles = asks_about_roles
        self.tables = tables
        self.layout = layout
        self.ontology = ontology
        self.notes = tables.notes
        self.forgiven: dict[tuple[str, str, str], list[CellRead]] = {}
        self.taken: set[str] = set()
        self.counted: dict[str, int] = {}
        self.partnership = self._name_partnership()
        self.snapshot = snapshot_iri(self.partnership, self._head_cell(properties.AS_OF))
        self.records = Records(self.partnership)
        self.own: set[str] = set()
        self.framework = self._chosen_framework()
        self.references = References(ontology, self.framework)
        self.own_roles: dict[str, _Cell] = {}

    def run(self) -> Partnership:
        things = [(table, self._things(table)) for table in self.tables.tables]
        total = sum(len(rows) for _, rows in things)
        for table, rows in things:
            self._declare_own_columns(table)
            readers = self._readers(table)
            watched = told(rows, len(self.records.rows), total)
            for number, (row, thing) in enumerate(watched, start=1):
                self.records.rows.append(self._record(table, readers, row, thing, number))
        self._count_what_was_not_read()
        self._tell_what_was_forgiven()
        self._tell_of_another_framework()
        return Partnership(
            file=str(self.file.path),
            format=self.file.format,
            iri=self.partnership,
            layout=self.layout,
            ontology=self.ontology,
            content=self.records,
            notes=self.notes,
        )

    def _count_what_was_not_read(self) -> None:
        """Count what no record could be made of, so that figures say that it is missing."""
        of_tables = [(table.sheet, table.not_read) for table in self.tables.tables]
        for sheet, rows in (*of_tables, *self.tables.not_read):
            if sheet.target == ASSIGNMENT:
                self.records.assignments_not_read += len(rows)
            else:
                self.records.cells_not_read += sum(rows)
        cells = [len(note.cells) for note in self.notes if note.code == "cells-not-read"]
        self.records.cells_not_read += sum(cells)

    # --- names -------------------------------------------------------------------------------

    def _first_cell(self, sheet: Sheet, column: Column | None) -> str:
        table = self.tables.of(sheet)
        index = table.index_of(column) if table and column else None
        if table is None or index is None or not table.rows:
            return ""
        return clean(text_of(table.rows[0].cells.get(index)))

    def _head_cell(self, path: str) -> str:
        """Return what the first row of the first sheet says of the partnership, as a text."""
        sheet = self.layout.sheets[0]
        return self._first_cell(sheet, sheet.column(path))

    def _name_partnership(self) -> str:
        name = self._head_cell(properties.NAME) or PurePath(self.file.path).stem
        identifier = self._head_cell(properties.IDENTIFIER)
        return partnership_iri(identifier, name, self._head_cell(properties.COMMUNITY))

    def _chosen_framework(self) -> Framework | None:
        sheet = self.layout.sheets[0]
        column = next((c for c in sheet.columns if c.refers_to == FRAMEWORK), None)
        named = self._first_cell(sheet, column)
        if not named and column is not None and column.default is not None:
            named = str(column.default)
        try:
            return self.ontology.framework(named)
        except UnknownNameError:
            return None

    def _mint(self, segment: str, *names: str) -> str:
        base = f"{self.snapshot}/{_in_an_iri(segment)}/{'--'.join(map(_in_an_iri, names))}"
        iri, number = base, self.counted.get(base, 1)
        while iri in self.taken:
            number += 1
            iri = f"{base}-{number}"
        self.counted[base] = number
        self.taken.add(iri)
        return iri

    def _things(self, table: Table) -> list[tuple[Row, str]]:
        """Give each row its thing, and make the names of a sheet known to the others."""
        sheet = table.sheet
        if sheet.link is None:
            return [(row, self.partnership) for row in table.rows[:1]]
        identifying = [(column, table.index_of(column)) for column in sheet.identifying]
        indexes = [table.index_of(column) for column in sheet.columns if column.other_names]
        found = []
        others: list[tuple[str, str]] = []
        for row in table.rows:
            names = [
                clean(text_of(row.cells.get(index))) if index is not None else ""
                for _, index in identifying
            ]
            # A row has the same IRI whichever of its names a thing goes by in the file.
            known = [
                self._known_name(column, name)
                for (column, _), name in zip(identifying, names, strict=True)
            ]
            thing = self._mint(sheet.segment, *known)
            found.append((row, thing))
            for index in indexes:
                if index in row.cells:
                    others += ((name, thing) for name in other_names(text_of(row.cells[index])))
            for (column, _), name in zip(identifying, names, strict=True):
                if not name:
                    continue
                if column.introduces is not None and column.refers_to is not None:
                    self._introduce(column, name)
                elif column.kind is Kind.TEXT:
                    self.references.add(sheet.target, name, thing)
        for name, iri in others:  # no other name hides the name of another row
            self.references.add_other(sheet.target, name, iri)
        return found

    def _known_name(self, column: Column, name: str) -> str:
        if column.refers_to is None:
            return name
        target = self.references.find(column.refers_to, name)
        label = None if target is None else self.references.label(column.refers_to, target)
        return label or name

    def _introduce(self, column: Column, name: str) -> None:
        assert column.refers_to is not None
        if self.references.find(column.refers_to, name) is not None:
            return
        if self._several(column.refers_to, name):
            return  # a finding, and no role of that long name
        new = self._mint("role" if column.refers_to == ROLE else "thing", name)
        classes = str(column.introduces or OWN_ROLE), str(column.refers_to)
        self.records.introduced.append(Introduced(new, classes, name))
        self.own.add(new)
        self.references.add(column.refers_to, name, new)

    def _several(self, of: str, name: str) -> bool:
        several = several_names(name, lambda part: self.references.find(of, part) is not None)
        return several is not None and len(several.known) > 1

    # --- statements ----------------------------------------------------------------------------

    def _declare_own_columns(self, table: Table) -> None:
        for index, column in table.columns.items():
            if isinstance(column, UnknownColumn):
                self.records.own_columns.append(
                    OwnColumn(self._own_path(table, index), column.heading, table.sheet.name, index)
                )
            else:
                self.records.columns[table.name, column.path] = index

    def _own_path(self, table: Table, index: int) -> str:
        column = table.columns[index]
        assert isinstance(column, UnknownColumn)
        name = f"{index + 1}-{quote(slug(column.heading), safe='-')}"
        return f"{self.snapshot}/column/{table.sheet.segment}/{name}"

    def _readers(self, table: Table) -> dict[int, tuple[Column, Reader]]:
        """Return what reads the cells of each column that the layout knows."""
        in_csv = self.file.format == "csv"
        found: dict[int, tuple[Column, Reader]] = {}
        for index, column in table.columns.items():
            if isinstance(column, UnknownColumn):
                continue
            if column.refers_to is not None:
                reader = Reader.of(partial(self._read_reference, column, column.refers_to))
            else:
                of_dates = column.kind is Kind.DATE and not column.choices
                school_years = of_dates and _has_school_years(table, index)
                reader = reader_of(column, in_csv=in_csv, school_years=school_years)
            found[index] = column, reader
        return found

    def _record(
        self,
        table: Table,
        readers: Mapping[int, tuple[Column, Reader]],
        row: Row,
        thing: str,
        number: int,
    ) -> Record:
        record = Record(thing, table.sheet, number, tab=table.name, row=row.number)
        stated, cells = record.values, record.cells
        for index, cell in row.cells.items():
            if index not in readers:
                record.unknown[self._own_path(table, index)] = Value(text_of(cell))
                continue
            column, (anew, kept) = readers[index]
            repeats = len(cell) <= LONGEST if type(cell) is str else type(cell) in COMPARED_WHOLE
            said = kept(cell) if repeats else anew(cell)
            if isinstance(said, Told):
                self._tell(_Cell(table, row.number, index, column, cell), said)
                said = said.value
            if said is not None:
                stated[column.path] = said
                cells[column.path] = cell
        for column in table.sheet.columns:
            if column.default and column.required and column.path not in record.values:
                record.values[column.path] = Value(str(column.default), THING)
                self._note_default(table, row, column)
        return record

    def _note_default(self, table: Table, row: Row, column: Column) -> None:
        assert column.default is not None
        label = self.references.label(column.refers_to or FRAMEWORK, column.default)
        index = table.index_of(column)
        cell = "" if index is None else cell_name(row.number - 1, index)
        details = {"heading": column.heading, "value": label or str(column.default)}
        self.notes.append(ReadingNote("default-used", details, table.name, cell))

    def _read_reference(self, column: Column, of: str, cell: CellValue) -> CellReading:
        text = clean(text_of(cell))
        target = self.references.find(of, text)
        if target is None:
            return self._read_alike(of, text, cell)
        label = self.references.label(of, target)
        forgiven = () if label is None else compared(cell, text, label)
        value = Value(str(target), THING)
        if column.introduces and str(target) in self.own:
            return Told(value, forgiven, is_own=True)
        return told_of(value, *forgiven)

    def _read_alike(self, of: str, text: str, cell: CellValue) -> CellReading:
        """Read a name that is that of one thing but for an article or a legal form."""
        target = self.references.find_alike(of, text)
        label = None if target is None else self.references.label(of, target)
        if label is None:
            return Value(text)
        return told_of(Value(str(target), THING), Forgiven("near-name", text_of(cell), label))

    def _tell(self, cell: _Cell, said: Told) -> None:
        """Note what is to be told of a cell."""
        for code, text, read_as in said.forgiven:
            place = (code, cell.table.name, cell.column.heading)
            self.forgiven.setdefault(place, []).append(CellRead(cell.name, text, read_as))
        if not said.is_own:
            return
        assert cell.column.refers_to is not None
        text = clean(text_of(cell.value))
        self.own_roles.setdefault(key(text), cell)
        if self.asks_about_roles:
            near = self.references.nearest(cell.column.refers_to, text, cutoff=NEAR_ROLE)
            if near:
                details = {"value": text, "near": near}
                self.notes.append(ReadingNote("own-role-near", details, cell.table.name, cell.name))

    def _tell_what_was_forgiven(self) -> None:
        """Say once for each column what was read as something else, with the first cases of it."""
        for (code, sheet, heading), cells in self.forgiven.items():
            self.notes.append(note_of_cells(code, sheet, heading, cells))

    def _tell_of_another_framework(self) -> None:
        """Ask which framework is meant if own roles are those of another one."""
        if self.framework is None:
            return
        found: list[_Cell] = []
        other = ""
        for framework in self.ontology.frameworks():
            names = {key(role.label) for _, role in framework.roles}
            cells = [cell for name, cell in self.own_roles.items() if name in names]
            if len(cells) > max(len(found), LEFT_OVER - 1):
                found, other = cells, framework.title
        if found:
            details = {
                "count": str(len(found)),
                "value": shortened(clean(text_of(found[0].value))),
                "other": other,
                "framework": self.framework.title,
            }
            place = found[0].table.name, found[0].name
            self.notes.append(ReadingNote("roles-of-another-framework", details, *place))


@lru_cache(maxsize=4096)
def _in_an_iri(name: str) -> str:
    """Return a name as a part of an IRI."""
    return quote(slug(name), safe="-")


def _has_school_years(table: Table, index: int) -> bool:
    """Return whether a column has school years, so that 2011-12 is one and not a month."""
    texts = {cell for row in table.rows if isinstance(cell := row.cells.get(index), str)}
    return any(only_a_school_year(key(text_of(text))) for text in texts)
