"""Characters that nobody sees and that act on a terminal or on the order of a text, made visible.

A name in a file can hold escape sequences, which color, move or erase what a terminal shows, and
bidirectional controls, which show letters in another order. Files for programs keep them.
"""

from __future__ import annotations

import re

# All control characters but tab and line feed; direction marks, embeddings and isolates; line and
# paragraph separators; bytes of a file's name that are no UTF-8, which Python keeps as surrogates.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""Return a text for people, with a mark in place of each character that acts unseen.

    Examples
    --------
    >>> visible("\x1b[31mred"), visible("two\nlines")
    ('[U+001B][31mred', 'two\nlines')
    """
    return _ACTING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def in_one_line(name: object) -> str:
    r"""Return the name of a file or a sheet for people, in which a line feed is a mark, too.

    Examples
    --------
    >>> in_one_line("data\nNothing to mend.xlsx")
    'data[U+000A]Nothing to mend.xlsx'
    """
    return visible(str(name)).replace("\n", "[U+000A]")


def escaped_in_json(text: str) -> str:
    r"""Return JSON that says the same without characters that act unseen.

    Examples
    --------
    >>> escaped_in_json('{"name": "a\u202eb"}')
    '{"name": "a\\u202eb"}'
    """
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
