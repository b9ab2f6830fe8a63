"""What records of the knowledge base have in common: a short form, a table, and plain data."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple, SupportsIndex, TypeVar, overload

from backbone_kg.base import html
from backbone_kg.base.names import clean, shortened
from backbone_kg.base.numbers_and_lists import plural

_NAMED = 5
"""How many of several results their short form names."""
_ROWS = 50
"""How many rows a table in a notebook has at most."""


class Table(NamedTuple):
    """What a notebook shows of a record or of several."""

    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    caption: str = ""


class Record:
    """A frozen dataclass with a short form, a row of a table, and plain data.

    As plain data it is its public fields, and the properties named in ``computed_fields``.
    """

    __slots__ = ()
    computed_fields: ClassVar[tuple[str, ...]] = ()
    headings: ClassVar[tuple[str, ...]] = ("Name",)
    """Of the columns that :meth:`cells` fills."""
    plural: ClassVar[str] = "results"
    """What several of them are called."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as dictionaries, lists and texts, ready for JSON."""
        assert dataclasses.is_dataclass(self)
        fields = [f.name for f in dataclasses.fields(self) if not f.name.startswith("_")]
        return {name: plain(getattr(self, name)) for name in (*fields, *self.computed_fields)}

    def called(self) -> str:
        """Return what it is called, in a few words."""
        return str(getattr(self, "label", "") or getattr(self, "name", ""))

    def in_brief(self) -> str:
        """Return what it is called and, where that helps, what is in it."""
        return self.called()

    def cells(self) -> Sequence[object]:
        """Return its row in a table, a cell for each of the headings."""
        return (self.called(),)

    def table(self) -> Table | None:
        """Return what a notebook shows of it; None where its short form is enough."""
        return None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {shortened(clean(self.in_brief()), 80)}>"

    def _repr_html_(self) -> Any:
        table = self.table()
        return table and html.table(table.headings, table.rows, caption=table.caption)


T_co = TypeVar("T_co", bound=Record, covariant=True)


class RecordList(tuple[T_co, ...]):
    """Records in their order: a tuple that is told in one line, and as a table in a notebook.

    Examples
    --------
    >>> RecordList(())
    <nothing>
    """

    __slots__ = ()

    @overload
    def __getitem__(self, place: SupportsIndex) -> T_co: ...
    @overload
    def __getitem__(self, place: slice) -> RecordList[T_co]: ...
    def __getitem__(self, place: Any) -> Any:
        """Return one of them, or several."""
        found = tuple.__getitem__(self, place)
        return RecordList(found) if isinstance(place, slice) else found

    def __repr__(self) -> str:
        if not self:
            return "<nothing>"
        names = [shortened(clean(one.called()), 40) for one in self[:_NAMED]]
        names += ["…"] * (len(self) > _NAMED)
        return f"<{self._counted()}: {', '.join(names)}>"

    def _counted(self) -> str:
        many = self[0].plural
        return plural(len(self), many.removesuffix("s"), many) if self else ""

    def _repr_html_(self) -> str:
        if not self:
            return "<p>nothing</p>"
        rows = [one.cells() for one in self[:_ROWS]]
        more = f" (the first {_ROWS})" if len(self) > _ROWS else ""
        return html.table(self[0].headings, rows, caption=self._counted() + more)


def plain(value: Any) -> Any:
    """Return a value as dictionaries, lists, texts and numbers.

    Examples
    --------
    >>> plain(("a", {"b": (1, None)}))
    ['a', {'b': [1, None]}]
    """
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, str):
        return str(value)
    return value
