"""What results of the knowledge base look like in a notebook: small pieces of HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


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
