"""Rows and cells of a table that are no data: headings within it, totals, remarks, ditto marks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from backbone_kg.base.names import clean, key

_TOTAL = re.compile(
    r"(?:grand |sub-?|overall |column )?totals?\b.{0,30}|sum(?: of .{1,30})?|average|count|"
    r"(?:number of|total number of) .{1,30}|totals? .{1,30}"
)
_NOTE = (
    r"(?:notes?|n\.?b\.?|sources?|legend|key|remarks?|comments?|please|instructions?|see|updated|"
    r"last updated|as of|prepared by|confidential|draft)\b ?[:.-].*|[*†‡^].*|\([^)]{20,}\)"
)
_DITTO = frozenset(
    [
        *('"', '""', '"""', "''", '" "', '-"-', '- " -', "〃", "〝", "↑", "ditto", "do.", "idem"),
        *("id.", "same", "(same)", "same above", "same as above", "as above", "see above"),
    ]
)
_NEVER_FIRST = frozenset("bcefghjklmnopqrtuvwxyzBCEFGHJKLMNOPQRTUVWXYZ0123456789")
"""No ditto mark begins with these, as most texts do."""
_SECTION = (
    r"(?:(?:core|lead|supporting|former|past|current|community|other|local|public|private|faith|"
    r"education|health|business|government|civic|nonprofit|non-profit|key) )?"
    r"(?:partners|members|organizations|agencies|sector|funders|foundations|philanthropy|schools|"
    r"school districts|hospitals|education|higher education|health|healthcare|government|"
    r"businesses|employers|nonprofits|non-profits|committees|individuals|staff|volunteers|others)"
)
_LONG = 120
"""A text alone in its row is a remark from this many characters on."""
_ACRONYM = 6
"""A single word in capitals of at most this many letters can be the name of an organization."""


def is_total(text: str) -> bool:
    """Return whether a text stands at the head of a row of totals.

    Examples
    --------
    >>> is_total("Grand total"), is_total("Total FTE:"), is_total("Totally Kids")
    (True, True, False)
    """
    return bool(_TOTAL.fullmatch(key(text).rstrip(": ")))


def is_note(text: str) -> bool:
    """Return whether a text that stands alone in its row is a remark on the table.

    Examples
    --------
    >>> is_note("Note: as of May"), is_note("* left in 2020"), is_note("Notre Dame School")
    (True, True, False)
    """
    return _begins_as_note(text) or len(text) >= _LONG


def _begins_as_note(text: str) -> bool:
    return bool(re.fullmatch(_NOTE, key(text)))


def is_ditto(text: str) -> bool:
    """Return whether a text says that a cell is as the one above it.

    Examples
    --------
    >>> is_ditto('"'), is_ditto("Same as above"), is_ditto("-")
    (True, True, False)
    """
    return text[:1] not in _NEVER_FIRST and key(text) in _DITTO


def is_section(text: str) -> bool:
    """Return whether a text that stands alone in its row can be a heading of the rows below it.

    It is in capitals, ends with a colon, or is a word for several organizations of one kind.

    Examples
    --------
    >>> is_section("FUNDERS"), is_section("Schools:"), is_section("Harbor Schools")
    (True, True, False)
    >>> is_section("YMCA")
    False
    """
    said = clean(text)
    letters = sum(map(str.isalpha, said))
    if (said.endswith(":") and letters) or re.fullmatch(_SECTION, key(said)):
        return True
    return said.isupper() and letters > (2 if " " in said else _ACRONYM)


def kind_of_row(
    cells: Mapping[int, str],
    headings: Mapping[int, str],
    name: int | None,
    required: frozenset[int],
    *,
    capitals: bool = False,
) -> str:
    """Return what a row is that is no data; "" for a row of data.

    Parameters
    ----------
    cells
        The texts of the row by column, from 0; blank cells left out.
    headings
        The headings by column.
    name
        The column that names what the row is about; None if the table has none.
    required
        The other columns that a row of data must have filled in.
    capitals
        Whether most names in the column are in capitals, which tells nothing of one of them then.

    Returns
    -------
    str
        ``repeated-heading``, ``total-row``, ``note-row``, ``section-row`` or "".
    """
    if len(cells) > 1 and all(key(headings.get(at, "")) == key(cells[at]) for at in cells):
        return "repeated-heading"
    first = min(cells, default=None)
    if first is None or required & cells.keys():
        return ""
    text = cells[first]
    if is_total(text) and (first == name or len(cells) > 1):
        return "total-row"
    if len(cells) > 1:
        return ""
    section = required and is_section(text) and not (capitals and clean(text).isupper())
    # Where nothing but the name has to be filled in, a long one stands alone as every other does.
    named = first == name and not required and not text.rstrip().endswith((".", "!", "?"))
    remark = _begins_as_note(text) if named else is_note(text)
    return "note-row" if remark else "section-row" if section else ""
