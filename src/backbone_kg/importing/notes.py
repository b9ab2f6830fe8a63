"""What has no column of its own is kept as notes, each with its cell, without contact data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backbone_kg.base.names import key
from backbone_kg.importing.column_guesses import E_MAIL, PHONE
from backbone_kg.importing.table_statements import Noted, Origin

MOST_SAID_IN_FULL = 60
"""Cells of one mark that are listed with the role; more are listed as cells alone."""

_PLAIN = frozenset({"notes", "note", "comments", "comment", "remarks"})


def without_contacts(text: str) -> str:
    """Return a text without e-mail addresses and phone numbers.

    Examples
    --------
    >>> without_contacts("ask Ann, ann@example.org or 253-555-0100")
    'ask Ann, [e-mail] or [phone]'

    Each letter is looked at once, however long a word is:

    >>> without_contacts("y" * 2_000_000) == "y" * 2_000_000
    True
    """
    return PHONE.sub("[phone]", E_MAIL.sub("[e-mail]", text))


def as_note(noted: Noted) -> str:
    """Return something noted as a line of Notes, with its cell."""
    said = noted.text if key(noted.heading) in _PLAIN else f"{noted.heading}: {noted.text}"
    return f"{said} ({noted.origin.place})"


def of_marks(marks: Sequence[tuple[str, str, Origin]]) -> list[str]:
    """Return marks that are no holdings as lines of Notes, one for each mark.

    Parameters
    ----------
    marks
        Mark, role and cell of each.
    """
    by_mark: dict[str, list[tuple[str, Origin]]] = {}
    for mark, role, origin in marks:
        by_mark.setdefault(mark, []).append((role, origin))
    lines = []
    for mark, cells in by_mark.items():
        if len(cells) > MOST_SAID_IN_FULL:
            where = cells_of(origin for _, origin in cells)
        else:
            where = "; ".join(f"{role} ({origin.place})" for role, origin in cells)
        lines.append(f"Marked “{mark}”: {where}")
    return lines


def cells_of(origins: Iterable[Origin]) -> str:
    """Return the places of cells as a list, runs down a column shortened: ``B7:B9, C2``."""
    found = sorted(set(origins), key=lambda one: (one.file, one.table.sheet, one.column, one.row))
    runs: list[list[Origin]] = []
    for origin in found:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and not origin.table.row_names
            and (last.table, last.column, last.row + 1) == (origin.table, origin.column, origin.row)
        ):
            runs[-1].append(origin)
        else:
            runs.append([origin])
    return ", ".join(
        run[0].place if len(run) == 1 else f"{run[0].place}:{run[-1].place.rpartition('!')[2]}"
        for run in runs
    )
