"""An HTML table, as notebooks show results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


class Markup(str):
    """Text of a cell that is HTML already and stands as it is."""

    __slots__ = ()


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    caption: str = "",
    numeric: Collection[int] = (),
) -> str:
    """Return a table that needs no style sheet.

    Parameters
    ----------
    headings
        One for each column.
    rows
        Cells; each is shown as its text, escaped unless it is :class:`Markup`. A line break in a
        text is kept.
    caption
        What the table is about; "" for none.
    numeric
        The columns, from 0, that are set to the right.

    Examples
    --------
    >>> table(["Role"], [["Q & A"]]).partition("<tbody>")[2]
    '<tr><td style="text-align: left">Q &amp; A</td></tr></tbody></table>'
    """

    def cell(tag: str, column: int, value: object) -> str:
        side = "right" if column in numeric else "left"
        return f'<{tag} style="text-align: {side}">{_text(value)}</{tag.split(maxsplit=1)[0]}>'

    head = "".join(cell('th scope="col"', n, name) for n, name in enumerate(headings))
    body = "".join(
        f"<tr>{''.join(cell('td', n, value) for n, value in enumerate(row))}</tr>" for row in rows
    )
    titled = f"<caption>{_text(caption)}</caption>" if caption else ""
    return f"<table>{titled}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(value: object) -> str:
    if isinstance(value, Markup):
        return value
    from html import escape

    return escape(str(value)).replace("\n", "<br>")
