"""Tables into records: a row becomes a thing, a cell becomes a typed value of it.

What cannot be read as what belongs in its column stays as the text that it is; the shapes then say
that the text is not a number, a date or a known name. So nothing is lost, and each finding of
content comes from a shape.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from urllib.parse import quote

from backbone_kg.base.cells import CellRead, ShownDate, ShownNumber
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import clean, key, shortened, slug
from backbone_kg.base.registers import tidy_identifier
from backbone_kg.base.several_values import other_names, several_names
from backbone_kg.base.value_kinds import Kind
from backbone_kg.base.watching import told
from backbone_kg.graph.namespaces import ASSIGNMENT, FIRST_DAY, FRAMEWORK, LAST_DAY, OWN_ROLE, ROLE
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model import properties
from backbone_kg.model.everyday_words import choice_read_as
from backbone_kg.model.identity import partnership_iri, snapshot_iri
from backbone_kg.model.layout import Column, Layout, Sheet
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import THING, Introduced, OwnColumn, Record, Records, Value
from backbone_kg.model.references import References
from backbone_kg.reading import values
from backbone_kg.reading.dates import as_school_year, exact_date
from backbone_kg.reading.grids import CellValue, GridFile, ReadingNote, cell_name
from backbone_kg.reading.headings import UnknownColumn
from backbone_kg.reading.read_cells import note_of_cells
from backbone_kg.reading.tables import Row, Table, Tables, read_tables
from backbone_kg.reading.vague_dates import STILL_SO, only_a_school_year, since
from backbone_kg.reading.values import Trouble, parse, text_of

NEAR_ROLE = 0.85
"""How alike (0 to 1) an own role must be to a known one for the reader to ask about it."""

LEFT_OVER = 2
"""How many own roles must be roles of one other framework for the reader to ask which is meant.

A single one may go by the same name by chance.
"""

_XSD = "http://www.w3.org/2001/XMLSchema#"


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
        self.with_school_years: dict[tuple[str, int], bool] = {}

    def run(self) -> Partnership:
        things = [(table, self._things(table)) for table in self.tables.tables]
        total = sum(len(rows) for _, rows in things)
        for table, rows in things:
            self._declare_own_columns(table)
            watched = told(rows, len(self.records.rows), total)
            for number, (row, thing) in enumerate(watched, start=1):
                self.records.rows.append(self._record(table, row, thing, number))
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

    def _mint(self, *parts: str) -> str:
        base = "/".join((self.snapshot, *(quote(part, safe="-") for part in parts)))
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
                for column, name in zip(sheet.identifying, names, strict=True)
            ]
            thing = self._mint(sheet.segment, "--".join(map(slug, known)))
            found.append((row, thing))
            others += self._other_names(table, row, thing)
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

    def _other_names(self, table: Table, row: Row, thing: str) -> list[tuple[str, str]]:
        """Return the other names that a row says its thing goes by."""
        indexes = (table.index_of(c) for c in table.sheet.columns if c.other_names)
        texts = (text_of(row.cells.get(index)) for index in indexes if index is not None)
        return [(name, thing) for text in texts for name in other_names(text)]

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
        new = self._mint("role" if column.refers_to == ROLE else "thing", slug(name))
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

    def _record(self, table: Table, row: Row, thing: str, number: int) -> Record:
        record = Record(thing, table.sheet, number, tab=table.name, row=row.number)
        for index, cell in row.cells.items():
            column = table.columns[index]
            if isinstance(column, UnknownColumn):
                record.unknown[self._own_path(table, index)] = Value(text_of(cell))
                continue
            value = self._read_cell(_Cell(table, row.number, index, column, cell))
            if value is not None:
                record.values[column.path] = value
                record.cells[column.path] = cell
        for column in table.sheet.columns:
            if column.required and column.default and column.path not in record.values:
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

    def _read_cell(self, cell: _Cell) -> Value | None:
        column = cell.column
        if column.refers_to is not None:
            return self._read_reference(cell, column.refers_to)
        if column.choices:
            written = clean(text_of(cell.value))
            chosen = choice_read_as(written, column.choices)
            if chosen:
                self._compare(cell, written, chosen)
            return Value(chosen or written)
        assert column.kind is not None
        read = self._read_date(cell) if column.kind is Kind.DATE else parse(cell.value, column.kind)
        if read is None:
            return None
        if isinstance(read, Trouble):
            return Value(clean(text_of(cell.value)))
        if isinstance(cell.value, ShownDate):
            self._forgive(cell, "date-as-shown", read.lexical, stored=cell.value.stored)
        elif column.kind is Kind.TEXT:
            if isinstance(cell.value, ShownNumber):
                stored = str(int(cell.value))
                self._forgive(cell, "number-as-shown", read.lexical, stored=stored)
            elif isinstance(cell.value, str) and cell.value != read.lexical:
                self._forgive(cell, "stray-spaces", read.lexical)
            if column.path == properties.IDENTIFIER:
                tidy = tidy_identifier(read.lexical)
                if tidy != read.lexical:
                    self._forgive(cell, "name-variant", tidy)
                return Value(tidy)
        elif read.forgiven and (self.file.format != "csv" or read.lexical != text_of(cell.value)):
            # In a csv file every number is a text.
            said = {"true": "yes", "false": "no"}.get(read.lexical, read.lexical)
            self._forgive(cell, read.forgiven, said)
        return Value(read.lexical, "" if read.datatype == "string" else _XSD + read.datatype)

    def _read_date(self, cell: _Cell) -> values.Value | Trouble | None:
        """Read a date as its column has it: of a begin, of an end, or among school years."""
        column, said = cell.column, key(text_of(cell.value))
        if column.day_bound == LAST_DAY and said in STILL_SO:
            self._forgive(cell, "open-end", "")
            return None
        read = parse(cell.value, Kind.DATE)
        if column.day_bound == FIRST_DAY and (begin := since(said, exact_date)):
            again = parse(begin, Kind.DATE)
            assert isinstance(again, values.Value)
            return replace(again, forgiven="written-date")
        if isinstance(read, Trouble) or not isinstance(cell.value, str):
            return read
        school_years = self._school_years(cell.table, cell.index)
        return as_school_year(said) or read if school_years else read

    def _school_years(self, table: Table, index: int) -> bool:
        """Return whether a column has school years, so that 2011-12 is one and not a month."""
        place = table.name, index
        if place not in self.with_school_years:
            texts = (key(text_of(row.cells.get(index))) for row in table.rows)
            self.with_school_years[place] = any(map(only_a_school_year, texts))
        return self.with_school_years[place]

    def _read_reference(self, cell: _Cell, of: str) -> Value:
        text = clean(text_of(cell.value))
        target = self.references.find(of, text)
        if target is None:
            return self._read_alike(cell, of, text)
        label = self.references.label(of, target)
        if label is not None:
            self._compare(cell, text, label)
        if cell.column.introduces and str(target) in self.own:
            self.own_roles.setdefault(key(text), cell)
            if not self.asks_about_roles:
                return Value(str(target), THING)
            near = self.references.nearest(of, text, cutoff=NEAR_ROLE)
            if near:
                details = {"value": text, "near": near}
                self.notes.append(ReadingNote("own-role-near", details, cell.table.name, cell.name))
        return Value(str(target), THING)

    def _read_alike(self, cell: _Cell, of: str, text: str) -> Value:
        """Read a name that is that of one thing but for an article or a legal form."""
        target = self.references.find_alike(of, text)
        label = None if target is None else self.references.label(of, target)
        if label is None:
            return Value(text)
        self._forgive(cell, "near-name", label)
        return Value(str(target), THING)

    def _compare(self, cell: _Cell, text: str, name: str) -> None:
        """Forgive a cell that says a known name in other letters, or with stray spaces."""
        if text != name:
            self._forgive(cell, "name-variant", name)
        elif isinstance(cell.value, str) and cell.value != name:
            self._forgive(cell, "stray-spaces", name)

    def _forgive(self, cell: _Cell, code: str, read_as: str, *, stored: str = "") -> None:
        place = (code, cell.table.name, cell.column.heading)
        read = CellRead(cell.name, stored or text_of(cell.value), read_as)
        self.forgiven.setdefault(place, []).append(read)

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
