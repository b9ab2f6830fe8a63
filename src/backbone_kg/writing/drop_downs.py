"""What can be chosen from in a workbook, and the checks that it makes while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from backbone_kg.base.cells import column_letters
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FRAMEWORK, ORGANIZATION_TYPE, ROLE
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.sheets_and_columns import Column, Layout
from backbone_kg.reading.template_version import LISTS, MADE_WITH, version_mark
from backbone_kg.writing.sheet_tables import SheetTable

FEWEST_ROWS = 1000
"""How many rows below the headings are ready to be filled in, at least."""

_YES_NO = "yes or no"
_DATE_HELP = "A year (2019), a month (2019-06) or a day (2019-06-15)."
_ANY_NUMBER = 10**9
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 225


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """One list of the sheet “Lists”.

    Parameters
    ----------
    headings
        Of its columns; the first holds the values.
    rows
        The texts under the headings.
    column
        Where it begins on the sheet, from 0.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    column: int = 0

    @property
    def values(self) -> list[str]:
        """What can be chosen."""
        return [row[0] for row in self.rows]

    @property
    def area(self) -> str:
        """The range of its values."""
        return self._area(self.column)

    def area_for(self, cell: str) -> str:
        """Return a formula for the values whose last column says what stands in a cell.

        Rows that say the same must be neighbors.
        """
        top = f"{quote_sheetname(LISTS)}!${column_letters(self.column)}$1"
        said = self._area(self.column + len(self.headings) - 1)
        return f"OFFSET({top},MATCH({cell},{said},0),0,COUNTIF({said},{cell}),1)"

    def _area(self, column: int) -> str:
        letters = column_letters(column)
        return f"{quote_sheetname(LISTS)}!${letters}$2:${letters}${len(self.rows) + 1}"


_MORE_HEADINGS = {
    str(ROLE): ("Function", "What it means", "Framework"),
    str(ORGANIZATION_TYPE): ("What it means",),
    str(FRAMEWORK): ("What it is",),
    _YES_NO: (),
}
"""Of the lists that come first, in this order: the headings beside that of the values."""


def choice_lists(
    layout: Layout, ontology: Ontology, framework: Framework | None
) -> dict[str, ChoiceList]:
    """Return the lists of the sheet “Lists” by what they are lists of, from left to right."""
    found: dict[str, ChoiceList] = {}
    for sheet in layout.sheets:
        for column in sheet.columns:
            of = list_of(column)
            if of and of not in found and (rows := _rows(column, ontology, framework)):
                title = f"{sheet.name}: {column.heading}" if column.choices else column.heading
                title = _YES_NO.capitalize() if of == _YES_NO else title
                found[of] = ChoiceList((title, *_MORE_HEADINGS.get(of, ())), rows)
    order = [*filter(found.get, _MORE_HEADINGS), *(of for of in found if of not in _MORE_HEADINGS)]
    found[MADE_WITH] = ChoiceList((MADE_WITH,), ((version_mark(),),))
    place = 0
    for of in (*order, MADE_WITH):
        found[of] = replace(found.pop(of), column=place)
        place += len(found[of].headings) + 1
    return found


def list_of(column: Column) -> str:
    """Return what a column chooses from: a class, its own shape, yes and no, or ""."""
    if column.choices:
        return str(column.shape)
    if column.refers_to is not None:
        return str(column.refers_to)
    return _YES_NO if column.kind is Kind.YES_NO else ""


def _rows(
    column: Column, ontology: Ontology, framework: Framework | None
) -> tuple[tuple[str, ...], ...]:
    if column.choices:
        return tuple((choice,) for choice in column.choices)
    if column.kind is Kind.YES_NO:
        return (("yes",), ("no",))
    if column.refers_to == ROLE:
        others = [one for one in ontology.frameworks() if one != framework]
        return tuple(
            (role.label, "" if function.concept == role else function.label, role.definition, title)
            for one in ([framework] if framework is not None else []) + others
            for title in [one.title]
            for function, role in one.roles
        )
    if column.refers_to == ORGANIZATION_TYPE:
        return tuple((kind.label, kind.definition) for kind in ontology.organization_types)
    if column.refers_to == FRAMEWORK:
        return tuple((f.title, f.concept.definition) for f in ontology.frameworks())
    return ()


def rows_to_fill(table: SheetTable) -> int:
    """Return how many rows below the headings are ready to be filled in."""
    return max(FEWEST_ROWS, len(table.rows) + FEWEST_ROWS // 4)


def add_validations(
    sheet: Worksheet,
    table: SheetTable,
    tables: Sequence[SheetTable],
    lists: Mapping[str, ChoiceList],
    layout: Layout,
) -> None:
    """Add drop-down lists, hints and checks to the columns of a sheet.

    Parameters
    ----------
    sheet
        The sheet of the workbook; changed in place.
    table
        What stands on it.
    tables
        All sheets of data; names on one are chosen from on another.
    lists
        What else is chosen from.
    layout
        Which says what a number must be.
    """
    for index, column in enumerate(table.columns):
        if not isinstance(column, Column):
            continue
        letters = column_letters(index)
        rule = _rule(column, f"{letters}2", tables, lists, layout)
        if rule is not None:
            last = 2 if table.sheet.single_row else rows_to_fill(table) + 1
            rule.add(f"{letters}2:{letters}{last}")
            sheet.add_data_validation(rule)


def _rule(
    column: Column,
    first: str,
    tables: Sequence[SheetTable],
    lists: Mapping[str, ChoiceList],
    layout: Layout,
) -> DataValidation | None:
    if column.refers_to is not None and column.introduces is None:
        rule = _from_other_sheet(column, column.refers_to, tables)
        if rule is not None:
            return rule
    one = lists.get(list_of(column))
    if one is not None:
        cell = _framework_cell(tables) if column.refers_to == ROLE else ""
        return _from_list(column, one, one.area_for(cell) if cell else one.area)
    if column.kind is Kind.DATE:
        return _date(column, first)
    if column.kind in {Kind.NUMBER, Kind.INTEGER}:
        return _number(column, layout)
    return None


def _framework_cell(tables: Sequence[SheetTable]) -> str:
    """Return the cell that says whose roles there are, or ""."""
    for table in tables:
        for index, column in enumerate(table.columns):
            if not isinstance(column, Column) or column.refers_to != FRAMEWORK:
                continue
            if table.sheet.single_row:
                return f"{quote_sheetname(table.sheet.name)}!${column_letters(index)}$2"
    return ""


def _from_list(column: Column, one: ChoiceList, area: str) -> DataValidation:
    explained = f" What each of them means stands on the sheet “{LISTS}”."
    blank = "" if column.required else ", or leave the cell blank"
    return DataValidation(
        type="list",
        formula1=area,
        allow_blank=True,
        showErrorMessage=column.introduces is None,
        errorTitle="Not on the list",
        error=_short(
            f"Please choose from the list{blank}.{explained if one.headings[1:] else ''}",
            _LONGEST_MESSAGE,
        ),
    )


def _from_other_sheet(
    column: Column, of: str, tables: Sequence[SheetTable]
) -> DataValidation | None:
    """Return a list of the names that stand on another sheet, or None if there is none."""
    for table in tables:
        for index, naming in enumerate(table.columns):
            if not isinstance(naming, Column) or not naming.identifies:
                continue
            names_rows = table.sheet.target == of and naming.kind is Kind.TEXT
            introduces = naming.introduces is not None and naming.refers_to == of
            if names_rows or introduces:
                return DataValidation(
                    type="list",
                    formula1=_filled_part(table, column_letters(index)),
                    allow_blank=True,
                    showErrorMessage=True,
                    errorStyle="warning",
                    errorTitle=_short(f"Not on the sheet {table.sheet.name}", _LONGEST_TITLE),
                    error=_short(
                        f"This does not stand on the sheet “{table.sheet.name}”. Write it as it "
                        "stands there, or add it there first.",
                        _LONGEST_MESSAGE,
                    ),
                )
    return None


def _filled_part(table: SheetTable, letters: str) -> str:
    """Return a formula for the names in a column, as far down as there are any.

    Blanks at the end would be offered too, and Excel would open the list at the first of them.
    """
    name, last = quote_sheetname(table.sheet.name), rows_to_fill(table) + 1
    area = f"{name}!${letters}$2:${letters}${last}"
    height = f'MAX(1,SUMPRODUCT(MAX(({area}<>"")*(ROW({area})-1))))'
    return f"OFFSET({name}!${letters}$2,0,0,{height},1)"


def _date(column: Column, first: str) -> DataValidation:
    length = f"OR(LEN({first})=4,LEN({first})=7,LEN({first})=10)"
    return DataValidation(
        type="custom",
        formula1=f"OR(ISNUMBER({first}),AND(ISNUMBER(VALUE(LEFT({first},4))),{length}))",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle="Is this a date?",
        error=f"Please write {_DATE_HELP[0].lower()}{_DATE_HELP[1:]}",
        showInputMessage=True,
        promptTitle=_short(column.heading, _LONGEST_TITLE),
        prompt=_DATE_HELP,
    )


def _number(column: Column, layout: Layout) -> DataValidation:
    whole = column.kind is Kind.INTEGER
    least, most = layout.limits.get(column.shape, ("", ""))
    said = "a whole number" if whole else "a number"
    rule = DataValidation(type="whole" if whole else "decimal", operator="between")
    rule.formula1, rule.formula2 = str(-_ANY_NUMBER), str(_ANY_NUMBER)
    if least and most:
        said += f" from {least} to {most}"
        rule.formula1, rule.formula2 = least, most
    elif least:
        said += f" not below {least}"
        rule.operator, rule.formula1, rule.formula2 = "greaterThanOrEqual", least, None
    elif most:
        said += f" not above {most}"
        rule.operator, rule.formula1, rule.formula2 = "lessThanOrEqual", most, None
    rule.allow_blank = rule.showErrorMessage = rule.showInputMessage = True
    rule.errorStyle = "warning"
    rule.errorTitle = "Is this a number?"
    rule.error = _short(f"This should be {said}, or blank.", _LONGEST_MESSAGE)
    rule.promptTitle = _short(column.heading, _LONGEST_TITLE)
    example = f", such as {column.example}" if column.example else ""
    rule.prompt = _short(f"{said.capitalize()}{example}.", _LONGEST_MESSAGE)
    return rule


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
