"""The reference of sheets and columns for the documentation, derived from the layout."""

from __future__ import annotations

from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FRAMEWORK, ORGANIZATION_TYPE, ROLE
from backbone_kg.model.sheets_and_columns import KEPT, LEFT_OUT, Column, Layout, Sheet

_KINDS = {
    Kind.TEXT: "text",
    Kind.NUMBER: "a number",
    Kind.INTEGER: "a whole number",
    Kind.DATE: "a year, a month or a day (`2019`, `2019-06`, `2019-06-15`)",
    Kind.YES_NO: "`yes` or `no`",
    Kind.WEB_ADDRESS: "a web address",
}
_CLASSES = {
    FRAMEWORK: "a framework",
    ORGANIZATION_TYPE: "a kind of organization",
    ROLE: "a role of the framework",
}
_HEADINGS = (
    "Heading",
    "Required",
    "What may stand in a cell",
    "Help",
    "Example",
    "In a shared copy",
)


def column_reference(layout: Layout) -> str:
    """Return a table of the columns of each sheet, as Markdown.

    Parameters
    ----------
    layout
        The sheets and columns.

    Examples
    --------
    >>> from backbone_kg.model.shipped_layout import standard_layout
    >>> print(column_reference(standard_layout()).splitlines()[0])
    ## Partnership
    """
    return "\n".join(_sheet(sheet, layout) for sheet in layout.sheets)


def _sheet(sheet: Sheet, layout: Layout) -> str:
    lines = [f"## {sheet.name}", "", _plain(sheet.description), ""]
    if not sheet.required:
        asked = " A new workbook has it on request: `backbone-kg new OUT.xlsx --candidates`."
        lines += [f"A file need not have this sheet.{asked if sheet.on_request else ''}", ""]
    lines += [_line(_HEADINGS), _line(["---"] * len(_HEADINGS))]
    lines += [
        _line(
            [
                f"**{_plain(column.heading)}**",
                "yes" if column.required else "",
                _content(column, layout),
                _plain(column.description),
                f"`{column.example}`" if column.example else "",
                _shared(column),
            ]
        )
        for column in sheet.columns
    ]
    return "\n".join(lines) + "\n"


def _shared(column: Column) -> str:
    said = column.when_shared
    return said if said in {KEPT, LEFT_OUT} else f"`{said} 01`"


def _content(column: Column, layout: Layout) -> str:
    if column.choices:
        return joined([f"`{choice}`" for choice in column.choices], "or")
    if column.refers_to is not None:
        sheet = layout.sheet_of(column.refers_to)
        name = column.refers_to.rpartition("#")[2]
        said = f"a name from the sheet {sheet.name}" if sheet else _CLASSES.get(column.refers_to)
        own = ", or one of your own" if column.introduces is not None else ""
        return f"{said or name}{own}"
    assert column.kind is not None
    least, most = layout.limits.get(column.shape, ("", ""))
    bounds = (f" from {least}" if least else "") + (f" to {most}" if most else "")
    return _KINDS[column.kind] + bounds


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    for mark in ("\\", "*", "_", "`", "<", "["):
        text = text.replace(mark, f"\\{mark}")
    return text
