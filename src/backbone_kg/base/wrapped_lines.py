"""A text broken into the lines of a terminal."""

from __future__ import annotations

import textwrap

_FEWEST = 12
"""A line of text has at least so many characters, however narrow the window."""


def wrapped(text: str, width: int, first: str = "", then: str | None = None) -> list[str]:
    """Return a text as lines; words stay whole, also those with hyphens and addresses.

    Parameters
    ----------
    text
        What to break; "" has no line.
    width
        Characters in a line, what stands before the text included. A longer word goes beyond it.
    first, then
        What stands before the text in the first line and in the others; by default spaces under
        ``first``.

    Examples
    --------
    >>> wrapped("to hold partners accountable", 20, "- ")
    ['- to hold partners', '  accountable']
    """
    return textwrap.wrap(
        text,
        max(width, len(first) + _FEWEST),
        initial_indent=first,
        subsequent_indent=" " * len(first) if then is None else then,
        break_long_words=False,
        break_on_hyphens=False,
    )
