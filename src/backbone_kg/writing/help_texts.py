"""What the comments of our workbooks say: on a heading, and on the example row."""

from __future__ import annotations

from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.model.sheets_and_columns import Column, Sheet

AUTHOR = "backbone-kg"
"""Whose name the comments carry; some programs drop it when they save the file."""


def help_on(column: Column) -> str:
    """Return what belongs under a heading, with an example."""
    says = [column.description]
    if column.required:
        says.append("Must be filled in.")
    if column.example:
        says.append(f"Example: {column.example}")
    return "\n\n".join(filter(None, says))


def help_on_example(sheet: Sheet) -> str:
    """Return what the example row of a sheet is, and where to begin and to stop."""
    required = joined([f"“{column.heading}”" for column in sheet.columns if column.required])
    return (
        "An example. It is never counted: leave it, delete it, or type over all of it.\n\n"
        f"Begin below it. On every row fill in {required}.\n\n"
        "Stop after the last one: nothing has to mark the end, and blank rows do no harm."
    )
