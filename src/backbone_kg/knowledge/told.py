"""What results of the knowledge base have in common: told in short, as a row, and as plain data."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, ClassVar, SupportsIndex, TypeVar, overload

from backbone_kg.base.names import clean, shortened
from backbone_kg.base.words import plural
from backbone_kg.knowledge.notebook import html_table

_NAMED = 5
"""How many of several results their short form names."""
_ROWS = 50
"""How many rows a table in a notebook has at most."""


class Told:
    """A result that can be told: in short, as a row of a table, and as plain data.

    As plain data it is its public fields, and the properties named in ``also_told``.
    """

    __slots__ = ()
    also_told: ClassVar[tuple[str, ...]] = ()
    headings: ClassVar[tuple[str, ...]] = ("Name",)
    """Of the columns that :meth:`cells` fills."""
    several: ClassVar[str] = "results"
    """What several of them are called."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as dictionaries, lists and texts, ready for JSON."""
        assert dataclasses.is_dataclass(self)
        fields = [f.name for f in dataclasses.fields(self) if not f.name.startswith("_")]
        return {name: plain(getattr(self, name)) for name in (*fields, *self.also_told)}

    def called(self) -> str:
        """Return what it is called, in a few words."""
        return str(getattr(self, "label", "") or getattr(self, "name", ""))

    def in_brief(self) -> str:
        """Return what it is called and, where that helps, what is in it."""
        return self.called()

    def cells(self) -> Sequence[object]:
        """Return its row in a table, a cell for each of the headings."""
        return (self.called(),)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {shortened(clean(self.in_brief()), 80)}>"


T_co = TypeVar("T_co", bound=Told, covariant=True)


class Several(tuple[T_co, ...]):
    """Results in their order: a tuple that is told in one line, and as a table in a notebook.

    Examples
    --------
    >>> Several(())
    <nothing>
    """

    __slots__ = ()

    @overload
    def __getitem__(self, place: SupportsIndex) -> T_co: ...
    @overload
    def __getitem__(self, place: slice) -> Several[T_co]: ...
    def __getitem__(self, place: Any) -> Any:
        """Return one of them, or several."""
        found = tuple.__getitem__(self, place)
        return Several(found) if isinstance(place, slice) else found

    def __repr__(self) -> str:
        if not self:
            return "<nothing>"
        names = [shortened(clean(one.called()), 40) for one in self[:_NAMED]]
        names += ["…"] * (len(self) > _NAMED)
        return f"<{self._counted()}: {', '.join(names)}>"

    def _counted(self) -> str:
        many = self[0].several
        return plural(len(self), many.removesuffix("s"), many) if self else ""

    def _repr_html_(self) -> str:
        if not self:
            return "<p>nothing</p>"
        rows = [one.cells() for one in self[:_ROWS]]
        more = f" (the first {_ROWS})" if len(self) > _ROWS else ""
        return html_table(self[0].headings, rows, self._counted() + more)


def plain(value: Any) -> Any:
    """Return a value as dictionaries, lists, texts and numbers.

    Examples
    --------
    >>> plain(("a", {"b": (1, None)}))
    ['a', {'b': [1, None]}]
    """
    if isinstance(value, Told):
        return value.to_dict()
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, str):
        return str(value)
    return value
