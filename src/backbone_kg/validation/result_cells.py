"""What stands in the cells that the results of an engine are about."""

from __future__ import annotations

from functools import cached_property
from typing import Final, TypedDict

from backbone_kg.base.names import shortened
from backbone_kg.graph.namespaces import CURIES, NAME_KEY, as_typed
from backbone_kg.model.derive import whole_name_key
from backbone_kg.model.partnership import Partnership, Place
from backbone_kg.model.records import THING
from backbone_kg.model.records import Value as Stated
from backbone_kg.model.sheets_and_columns import Column
from backbone_kg.reading.cell_values import text_of
from backbone_kg.validation.engine_results import Result

MOST_LISTED: Final = 10
"""How many of the rows that repeat one another a message names."""


class _Where(TypedDict):
    sheet: str
    cell: str
    row: int


def where(place: Place | None) -> _Where:
    """Return a place as a finding has it; one that is None is nowhere."""
    if place is None:
        return {"sheet": "", "cell": "", "row": 0}
    return {"sheet": place.sheet, "cell": place.cell, "row": place.row}


class ResultCells:
    """Finds what stands where a result points, and near it.

    Parameters
    ----------
    partnership
        The file's data, with the place of each statement.
    """

    def __init__(self, partnership: Partnership) -> None:
        self._partnership = partnership
        self._stated = partnership.statements
        self._text_above: dict[str, dict[str, str]] = {}

    def place(self, column: Column, result: Result) -> Place | None:
        """Return where the cell is; None if the data have no such place."""
        return self._partnership.places.of(result.focus, column.path)

    def text(self, column: Column, result: Result) -> str:
        """Return what stands in the cell: the raw cell if there is one, else the value's label."""
        raw = self._partnership.places.value(result.focus, column.path)
        if raw is not None:
            return text_of(raw)
        value = result.value
        if value is None or value not in self._stated.values(result.focus, column.path):
            value = self._stated.value(result.focus, column.path)
        if value is None:
            return ""
        return self._stated.label(value.text) if value.datatype == THING else value.text

    def said(self, column: Column, result: Result) -> str:
        """Return what stands in the cell as a message repeats it: of an address all."""
        text = self.text(column, result)
        if result.value == Stated(text, THING):
            return CURIES.shorten(as_typed(text))
        return shortened(text)

    def above(self, column: Column, result: Result) -> str:
        """Return what stands in the nearest cell above that is not blank, or ""."""
        path = column.path
        if path not in self._text_above:
            found = self._text_above.setdefault(path, {})
            last = ""
            for record in self._partnership.records.rows:
                found[record.thing] = last
                last = text_of(record.cells.get(path)) or last
        return self._text_above[path].get(result.focus, "")

    @cached_property
    def _by_name_key(self) -> dict[str, list[str]]:
        """All things by the name key that they share, in the order of their rows."""
        groups: dict[str, set[str]] = {}
        for thing, name_key in self._stated.with_property(NAME_KEY):
            groups.setdefault(whole_name_key(name_key.text), set()).add(thing)
        return {name: sorted(things, key=self._stated.place) for name, things in groups.items()}

    def alike(self, thing: str) -> list[str]:
        """Return all things that share a thing's name key, in the order of their rows."""
        name_key = self._stated.value(thing, NAME_KEY)
        return self._by_name_key[whole_name_key(name_key.text)] if name_key else []

    def listed(self, column: Column, things: list[str]) -> str:
        """Return where the rows of things are, the first of them."""
        shown = things[:MOST_LISTED]
        places = [self._partnership.places.of(thing, column.path) for thing in shown]
        named = ", ".join(
            (place.cell or f"row {place.row}") if place else f"<{thing}>"
            for place, thing in zip(places, shown, strict=True)
        )
        left = len(things) - len(shown)
        return f"{named} and {left:,} more" if left else named
