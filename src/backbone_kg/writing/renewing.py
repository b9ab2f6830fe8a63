"""The data of a file in a fresh workbook, also to go by another framework."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backbone_kg.base.cells import CellValue
from backbone_kg.base.names import key, quoted
from backbone_kg.graph.namespaces import FRAMEWORK, ROLE
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.references import References
from backbone_kg.model.sheets_and_columns import Column
from backbone_kg.reading.example_rows import example_row
from backbone_kg.writing.as_xlsx import workbook_bytes
from backbone_kg.writing.sheet_tables import SheetTable, chosen_framework, lower
from backbone_kg.writing.template import rows_from_the_start, write_read_me


def renewed_workbook(
    partnership: Partnership, framework: Framework | None = None, *, candidates: bool = False
) -> tuple[bytes, list[str]]:
    """Return a workbook to fill in that holds the data of a file already.

    Parameters
    ----------
    partnership
        What was read. Cells that cannot be understood stay as they are.
    framework
        The framework to go by; by default the file's own.
    candidates
        Whether it has the sheets to compare candidates even if the file has none.

    Returns
    -------
    tuple of bytes and list of str
        The .xlsx file; what became of roles under another framework, in plain sentences.

    Notes
    -----
    Read again, the workbook gives the same graph, if the framework is the same. Under another one,
    roles that it does not have become roles of the partnership's own, with all that is said of
    them; each is told.
    """
    before = chosen_framework(partnership)
    after = framework or before
    tables = [
        table
        for table in lower(partnership, optional_sheets=True)
        if table.rows or candidates or not table.sheet.on_request
    ]
    told: list[str] = []
    if framework is not None and framework != before:
        gone = _roles_without(framework, before, tables, partnership)
        told = [
            f"{quoted(text)} is no role of “{framework.title}”: it is kept as a role of your own."
            for text in gone
        ]
        tables = [_rewritten(table, framework.title, gone) for table in tables]
    tables = [_with_start(table, partnership, after) for table in tables]
    sheets = [table.sheet for table in tables]
    content = workbook_bytes(
        tables,
        partnership.layout,
        partnership.ontology,
        after,
        introduction=lambda book: write_read_me(book, sheets, after),
    )
    return content, told


def _with_start(
    table: SheetTable, partnership: Partnership, framework: Framework | None
) -> SheetTable:
    """Return a table with what an empty one opens with."""
    if table.rows or table.sheet.single_row:
        return table
    rows: tuple[tuple[CellValue, ...], ...] = (example_row(table.columns),)
    if table.sheet.on_request and framework is not None:
        rows = rows_from_the_start(table.sheet, partnership.ontology, framework)
    return replace(table, rows=rows)


def _roles_without(
    framework: Framework,
    before: Framework | None,
    tables: Sequence[SheetTable],
    partnership: Partnership,
) -> list[str]:
    """Return the roles of the framework before that tables name and another does not have."""
    known = References(partnership.ontology, framework)
    of_before = References(partnership.ontology, before)
    named: dict[str, str] = {}
    for table in tables:
        for index, _ in _columns(table, ROLE):
            for row in table.rows:
                text = row[index]
                if isinstance(text, str) and of_before.find(ROLE, text) is not None:
                    named.setdefault(key(text), text)
    return [text for text in named.values() if known.find(ROLE, text) is None]


def _rewritten(table: SheetTable, title: str, gone: Sequence[str]) -> SheetTable:
    """Return a table with the title of the other framework, or with the roles that are gone."""
    blank: tuple[CellValue, ...] = tuple(None for _ in table.columns)
    if table.sheet.single_row:
        first, *others = table.rows or (blank,)
        for index, _ in _columns(table, FRAMEWORK):
            first = _put(first, index, title)
        return replace(table, rows=(first, *others))
    for index, column in _columns(table, ROLE):
        if column.introduces is not None:
            there = {key(str(row[index])) for row in table.rows}
            added = (_put(blank, index, text) for text in gone if key(text) not in there)
            return replace(table, rows=(*table.rows, *added))
    return table


def _columns(table: SheetTable, of: str) -> list[tuple[int, Column]]:
    """Return the columns of a table that name things of a class, with their places."""
    return [
        (index, column)
        for index, column in enumerate(table.columns)
        if isinstance(column, Column) and column.refers_to == of
    ]


def _put(row: tuple[CellValue, ...], index: int, value: CellValue) -> tuple[CellValue, ...]:
    return (*row[:index], value, *row[index + 1 :])
