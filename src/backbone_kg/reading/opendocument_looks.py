"""How cells of an OpenDocument spreadsheet look: what the styles that they name say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from lxml import etree

from backbone_kg.reading.cell_looks import Looks, date_parts

_NUMBER: Final = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LETTERS: Final = {
    **{"year": "y", "month": "m", "day": "d", "day-of-week": "d", "text": ""},
    **{"hours": "h", "minutes": "h", "seconds": "s", "am-pm": "h"},
}
"""What stands for a part of a date in a format of Excel."""
_MOST_PARENTS: Final = 20
_T = TypeVar("_T")


class Styles:
    """The styles of a spreadsheet, by name; they stand in two of its parts.

    Attributes
    ----------
    hidden_sheets
        The styles of sheets that are hidden.
    """

    def __init__(self) -> None:
        self.hidden_sheets: set[str] = set()
        self._dates: dict[str, str] = {}
        self._instead: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._formats: dict[str, str] = {}
        self._struck: dict[str, bool] = {}

    def add(self, part: etree._Element) -> None:
        """Take the styles that stand anywhere in a part."""
        for one in part.iter(f"{_NUMBER}*"):
            name = one.get(f"{_STYLE}name")
            if name is not None:
                code = (_LETTERS.get(etree.QName(each).localname, "?") for each in one)
                self._dates[name] = date_parts("".join(code))
            for other in one.iterchildren(f"{_STYLE}map"):
                # The first part of a format that has others for texts and for what is negative.
                if name is not None and other.get(f"{_STYLE}condition", "").startswith("value()"):
                    self._instead.setdefault(name, other.get(f"{_STYLE}apply-style-name", ""))
        for one in part.iter(f"{_STYLE}style"):
            self._add(one, one.get(f"{_STYLE}name", ""), one.get(f"{_STYLE}family"))

    def _add(self, one: etree._Element, name: str, family: str | None) -> None:
        if family == "table":
            about = one.find(f"{_STYLE}table-properties")
            if about is not None and about.get(f"{_TABLE}display") == "false":
                self.hidden_sheets.add(name)
        if family != "table-cell":
            return
        self._parents[name] = one.get(f"{_STYLE}parent-style-name", "")
        if (used := one.get(f"{_STYLE}data-style-name")) is not None:
            self._formats[name] = used
        about = one.find(f"{_STYLE}text-properties")
        if about is not None:
            said = (about.get(f"{_STYLE}text-line-through-{_}") for _ in ("type", "style"))
            line = next((each for each in said if each is not None), None)
            if line is not None:
                self._struck[name] = line != "none"

    @property
    def looks(self) -> Looks:
        """What they say of looks; of numbers, each cell says how it is shown."""
        dates, struck = {}, set()
        for name in self._parents:
            used = self._inherited(name, self._formats) or ""
            if shown := self._dates.get(self._instead.get(used, used)):
                dates[name] = shown
            if self._inherited(name, self._struck):
                struck.add(name)
        return Looks(dates, {}, frozenset(struck))

    def _inherited(self, name: str, said: Mapping[str, _T]) -> _T | None:
        for _ in range(_MOST_PARENTS):
            if name in said:
                return said[name]
            name = self._parents.get(name, "")
        return None
