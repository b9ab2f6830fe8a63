"""The workbook to fill in, derived from the layout."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from backbone_kg.base.cells import CellValue
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.graph.namespaces import FRAMEWORK, ROLE
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.properties import SCALE
from backbone_kg.model.ratings import DEFAULT_SCALE
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet
from backbone_kg.reading.example_rows import example_row
from backbone_kg.reading.template_version import LISTS
from backbone_kg.writing.as_xlsx import (
    INK,
    QUIET,
    fit_height,
    font,
    for_print,
    put,
    workbook_bytes,
)
from backbone_kg.writing.drop_downs import FEWEST_ROWS
from backbone_kg.writing.sheet_tables import SheetTable

READ_ME = "Read me"
"""The sheet that explains the workbook; the reader skips it."""

_WANTED = "yes"
_NAME_WIDTH, _TEXT_WIDTH = 34, 100


def new_workbook(
    layout: Layout, ontology: Ontology, framework: Framework, *, candidates: bool = False
) -> bytes:
    """Return a workbook to fill in.

    Parameters
    ----------
    layout
        Which sheets and columns it has.
    ontology
        Which frameworks and types can be chosen.
    framework
        Whose roles it is filled with, each of them wanted.
    candidates
        Whether it has the sheets that are there on request: those to compare candidates for the
        backbone.

    Returns
    -------
    bytes
        An .xlsx file, the same for the same layout, ontology and framework.

    Examples
    --------
    >>> from backbone_kg.model.shipped_layout import standard_layout
    >>> from backbone_kg.knowledge.ontology import standard_ontology
    >>> ontology = standard_ontology()
    >>> content = new_workbook(standard_layout(), ontology, ontology.framework("mathematica"))
    >>> content[:2]
    b'PK'
    """
    sheets = [sheet for sheet in layout.sheets if candidates or not sheet.on_request]
    return workbook_bytes(
        [
            SheetTable(sheet, sheet.shown, rows_from_the_start(sheet, ontology, framework))
            for sheet in sheets
        ],
        layout,
        ontology,
        framework,
        introduction=lambda book: write_read_me(book, sheets, framework),
    )


def rows_from_the_start(
    sheet: Sheet, ontology: Ontology, framework: Framework
) -> tuple[tuple[CellValue, ...], ...]:
    """Return what a sheet holds from the start: an example row, and what is the same for all."""
    given = _given(sheet, ontology, framework)
    if sheet.single_row:
        return given
    return (example_row(sheet.shown), *given)


def _given(
    sheet: Sheet, ontology: Ontology, framework: Framework
) -> tuple[tuple[CellValue, ...], ...]:
    """Return the framework, all of its roles, or qualities."""
    if sheet.starts_with is not None:
        given = {column: DEFAULT_SCALE for column in sheet.columns if column.path == SCALE}
        return tuple(
            _row(sheet, {sheet.identifying[0]: (*quality.aliases, quality.label)[0], **given})
            for quality in ontology.framework(str(sheet.starts_with)).qualities
        )
    for column in sheet.columns:
        if sheet.single_row and column.refers_to == FRAMEWORK:
            return (_row(sheet, {column: framework.title}),)
        if column.introduces is not None and column.refers_to == ROLE:
            wanted = [c for c in sheet.columns if _WANTED in c.choices]
            given = dict.fromkeys(wanted[:1], _WANTED)
            return tuple(_row(sheet, {column: role.label, **given}) for _, role in framework.roles)
    return ()


def _row(sheet: Sheet, given: dict[Column, str]) -> tuple[CellValue, ...]:
    return tuple(given.get(column) for column in sheet.shown)


def write_read_me(book: Workbook, sheets: Sequence[Sheet], framework: Framework | None) -> None:
    """Add the sheet that says how to fill in the workbook."""
    page = _Page(book.create_sheet(READ_ME), "Who holds which role: how to fill in this workbook")
    page.text(
        "It records who takes part in your partnership and which role each of them holds, so that "
        "you can see what nobody does, who carries too much, and what breaks if somebody leaves."
    )
    page.heading("Five things to know")
    for number, step in enumerate(
        (
            "Fill in the sheets from left to right, one row below the other. Leave a cell blank "
            "when you do not know; never guess.",
            "A heading that ends in * must be filled in on every row. Point at a heading to read "
            "what belongs under it, with an example.",
            "Where a cell has a list, an arrow shows when you click on it. What the entries mean "
            f"stands on the sheet “{LISTS}”.",
            "A date can be a year (2019), a month (2019-06) or a day (2019-06-15). A part of a "
            "full-time position is a number: half is 0.5, one day a week is 0.2.",
            "Do not rename the sheets or the headings. You can add columns of your own at the "
            "right: they are kept, and not used.",
        ),
        start=1,
    ):
        page.text(f"{number}.  {step}")
    page.heading("Where to begin, and where to stop")
    page.text(
        "The gray row “e.g. …” is an example and never counted: leave it, delete it, or type over "
        "all of it."
    )
    page.text(
        "Stop after your last partner, role or assignment: nothing has to mark the end. "
        f"{FEWEST_ROWS:,} rows have lists to choose from."
    )
    page.text(
        "The table ends on the right at the dark line. Of each row must be filled in: "
        f"{'; '.join(filter(None, map(_required_in, sheets)))}. All else can stay blank."
    )
    page.heading("The sheets")
    for sheet in sheets:
        page.entry(sheet.name, sheet.description)
    page.entry(LISTS, "What can be chosen, and what it means. Nothing is filled in there.")
    if framework is not None:
        page.text(
            f"The roles to choose from are those of “{framework.title}”. To go by another "
            "framework, choose it on the first sheet and delete the roles of this one that stand "
            "on the sheet of roles: the list follows."
        )
    page.heading("What the words to choose from mean")
    for sheet in sheets:
        for column in sheet.columns:
            if column.choices:
                page.entry(f"{column.heading} ({sheet.name})", column.description)
    page.heading("How to check it")
    page.text("Save the workbook. Then, in a terminal in the folder where it is:")
    page.entry("backbone-kg validate FILE.xlsx", "says what to mend, and in which cell.")
    page.entry(
        "backbone-kg report FILE.xlsx -o report.html", "makes a page to print, with pictures."
    )


def _required_in(sheet: Sheet) -> str:
    headings = joined([column.heading for column in sheet.columns if column.required])
    return f"{sheet.name} ({headings})" if headings else ""


class _Page:
    """A sheet that is written from top to bottom."""

    def __init__(self, sheet: Worksheet, title: str) -> None:
        self._sheet = sheet
        self._row = 1
        self._put("A", title, font(16, bold=True, color=INK), wrap=False)
        self._row = 2
        sheet.sheet_view.showGridLines = False
        sheet.column_dimensions["A"].width = _NAME_WIDTH
        sheet.column_dimensions["B"].width = _TEXT_WIDTH
        for_print(sheet)

    def heading(self, text: str) -> None:
        self._row += 2
        self._put("A", text, font(12, bold=True, color=INK), wrap=False)
        self._sheet.row_dimensions[self._row].height = 21

    def text(self, text: str) -> None:
        self._row += 1
        self._put("A", text, font())
        self._sheet.merge_cells(f"A{self._row}:B{self._row}")
        fit_height(self._sheet, self._row, [(_NAME_WIDTH + _TEXT_WIDTH, text)])

    def entry(self, name: str, text: str) -> None:
        self._row += 1
        self._put("A", name, font(bold=True, color=QUIET))
        self._put("B", text, font())
        fit_height(self._sheet, self._row, [(_NAME_WIDTH, name), (_TEXT_WIDTH, text)])

    def _put(self, letter: str, text: str, look: Font, *, wrap: bool = True) -> None:
        cell = self._sheet[f"{letter}{self._row}"]
        put(cell, text)
        cell.font = look
        cell.alignment = Alignment(vertical="top", wrap_text=wrap)
