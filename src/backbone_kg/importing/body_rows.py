"""Which rows below the headings are no data: sections, totals, notes, headings said again."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from backbone_kg.importing.column_guesses import use_of
from backbone_kg.importing.import_map import Decision
from backbone_kg.importing.meanings_of_marks import is_mark, legend_of
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.role_words import Words
from backbone_kg.reading.rows_without_data import is_note, is_total

_PARENT, _CHILD = re.compile(r"\d+[.)]?\s"), re.compile(r"\d+\.\d")
_LONGEST_NAME = 90
"""More letters than this, alone in a row, are a note."""

_OF_PARTNERS = frozenset({"kind", "since", "joined", "left", "contact", "identifier", "notes"})


def rows_without_data(
    outline: Outline, label: int, marks: Collection[int], words: Words, *, of_roles: bool
) -> dict[int, Decision]:
    """Return what rows are that are none of data, by their number from 1.

    Parameters
    ----------
    outline
        The table's parts.
    label
        The column of the names.
    marks
        The columns of marks; none for a list.
    words
        The names of roles and kinds.
    of_roles
        Whether the rows are roles, else partners.
    """
    texts = outline.table.texts
    labels = [texts[row][label] for row in outline.body]
    all_upper = all(text.isupper() for text in labels if text)
    numbered = any(map(_CHILD.match, labels))
    wide = {a[0] for a, b in outline.table.merged if a[1] <= label and b[1] > label + 1}
    found = {}
    for row in outline.body:
        cells, name = texts[row], texts[row][label]
        filled = [index for index, text in enumerate(cells) if text]
        decision: Decision | None = None
        if not filled:
            continue
        if outline.repeats_headings(row):
            decision = Decision("heading", "certain", "the headings again")
        elif is_total(name or cells[filled[0]]):
            decision = Decision("total", "certain", "by its name")
        elif row in outline.legend_rows:
            decision = Decision("note", "likely", "it explains a mark")
        elif len(filled) == 1 and _is_note(cells[filled[0]]):
            decision = Decision("note", "likely", "a text alone in its row")
        elif filled == [label] or (not name and len(filled) == 1):
            text = cells[filled[0]]
            parent = numbered and bool(_PARENT.match(text)) and not _CHILD.match(text)
            sure = (text.isupper() and not all_upper) or row in wide or parent
            decision = _alone(text, words, sure=sure or text.endswith(":"), of_roles=of_roles)
            if decision is None and marks and of_roles and not words.names_role(text):
                why = "nothing is marked: a section? write role if it is a role nobody holds"
                decision = Decision("section", "possible", why, ("role",))
        elif of_roles and marks:
            decision = _of_partners(outline, cells, name, marks)
        if decision is not None:
            found[row + 1] = decision
    _settle_unmarked(outline, found)
    return found


def _settle_unmarked(outline: Outline, found: dict[int, Decision]) -> None:
    """Leave rows that nothing is marked in as roles, unless they divide the table as sections do.

    They do where no other rows are sections, the first row is one of them, and a row with marks
    follows each.
    """
    unmarked = [row for row, one in found.items() if one.is_question]
    texts = outline.table.texts
    first = next((row + 1 for row in outline.body if any(texts[row])), 0)
    divide = (
        first in unmarked
        and not any(one.value == "section" and not one.is_question for one in found.values())
        and all(row < len(texts) and any(texts[row]) and row + 1 not in found for row in unmarked)
    )
    for row in unmarked if not divide else ():
        del found[row]


def _alone(text: str, words: Words, *, sure: bool, of_roles: bool) -> Decision | None:
    if sure:
        return Decision("section", "likely", "it stands alone, written apart from the others")
    function = words.roles.is_function(text) if of_roles else words.names_kind(text)
    if function:
        return Decision("section", "likely", "it stands alone and names a group")
    return None


def _is_note(text: str) -> bool:
    return len(text) > _LONGEST_NAME or bool(legend_of([text])) or is_note(text)


def _of_partners(
    outline: Outline, cells: list[str], name: str, marks: Collection[int]
) -> Decision | None:
    """Return the use of a row that says something of the partners in the headings."""
    use = use_of(name)
    said = [cells[index] for index in marks if cells[index]]
    if use is None or use.value not in _OF_PARTNERS or not said:
        return None
    others = sum(not is_mark(text, outline.legend) or text.isdigit() for text in said)
    if others * 2 <= len(said):
        return None
    return replace(use, value="joined") if use.value == "since" else use
