"""What results of the knowledge base have in common: plain data, and HTML for notebooks."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar


class Told:
    """A result that can be told as plain data: its public fields, and the properties it names."""

    __slots__ = ()
    also_told: ClassVar[tuple[str, ...]] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as dictionaries, lists and texts, ready for JSON."""
        assert dataclasses.is_dataclass(self)
        fields = [f.name for f in dataclasses.fields(self) if not f.name.startswith("_")]
        return {name: plain(getattr(self, name)) for name in (*fields, *self.also_told)}


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


def html_table(headings: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> str:
    """Return a table as HTML; every text is escaped, a line break in a cell is kept.

    Examples
    --------
    >>> html_table(["a"], [["<b>"]])
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """

    def row(cells: Sequence[object], tag: str) -> str:
        inner = "".join(f"<{tag}>{_cell(cell)}</{tag}>" for cell in cells)
        return f"<tr>{inner}</tr>"

    body = "".join(row(cells, "td") for cells in rows)
    title = f"<caption>{_cell(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead>{row(headings, 'th')}</thead><tbody>{body}</tbody></table>"


def html_title(title: str, text: str = "") -> str:
    """Return a title and a text as an HTML paragraph, escaped."""
    return f"<p><b>{_cell(title)}</b>{'<br>' if text else ''}{_cell(text)}</p>"


def _cell(value: object) -> str:
    return html.escape(str(value)).replace("\n", "<br>")
