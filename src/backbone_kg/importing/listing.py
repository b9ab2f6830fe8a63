"""A list: a row for each partner with all it does, for each role, or for each pair of both."""

from __future__ import annotations

from collections.abc import Sequence

from backbone_kg.base.names import key
from backbone_kg.importing.body_rows import rows_without_data
from backbone_kg.importing.column_guesses import use_of
from backbone_kg.importing.import_map import Decision, Likeness
from backbone_kg.importing.meanings_of_marks import is_mark
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.role_words import Words
from backbone_kg.importing.splitting import split_roles

_ONCE = frozenset({"partner", "kind", "part", "identifier"})
"""What a row has once: a second column of the kind goes to Notes."""

_NO_COLUMN = "no column of the template is like it"
_BY_ROLE = frozenset({"lead", "support", "holder"})


def recognize(outline: Outline, words: Words) -> Likeness | None:
    """Return how a table can be read as a list, or None."""
    if outline.last < 0 or len(outline.body) == 0:
        return None
    uses: dict[int, Decision] = {}
    columns = {i: outline.column(i) for i in range(outline.table.width)}
    for index, values in columns.items():
        if not values and not outline.headings[index]:
            continue
        found = use_of(outline.headings[index], values)
        tag = outline.tags.get(index)
        if tag and (by_tag := use_of(tag)) is not None:
            found = by_tag
        uses[index] = found or Decision("notes", "likely", _NO_COLUMN)
    _keep_first(uses)
    by_role = any(use.value in _BY_ROLE for use in uses.values())
    names = [i for i, use in uses.items() if use.value == "partner"]
    roles = [i for i, use in uses.items() if use.value == "role"]
    if not by_role and not names:
        first_names = _names(columns, uses)
        if first_names is None:
            return None
        names = [first_names]
        why = "no heading says organization; its texts are all different"
        uses[first_names] = Decision("partner", "possible", why)
    if not by_role and not roles:
        roles = _of_roles(columns, uses, words)
    if by_role and not roles:
        first = next((i for i, use in uses.items() if use.value == "notes"), None)
        if first is not None:
            uses[first] = Decision("role", "likely", "it stands beside those who lead and support")
            roles = [first]
    if not by_role:
        for index, use in list(uses.items()):
            if use.value in _BY_ROLE:
                uses[index] = Decision("notes", "likely", use.why)
    _settle_since(columns, uses, names)
    label = (roles if by_role and not names else names or roles)[0]
    plan = outline.plan(Decision("list", "likely", "its columns have headings"), uses)
    plan.rows = rows_without_data(outline, label, (), words, of_roles=label in roles)
    known = sum(use.how_sure == "certain" for use in uses.values())
    guessed = any(uses[index].how_sure == "possible" for index in names)
    both = bool(names and roles and not guessed) or by_role
    score = 0.3 + 0.4 * both + 0.2 * known / len(uses)
    return Likeness(score + 0.15 * bool(names and not guessed), plan)


def _keep_first(uses: dict[int, Decision]) -> None:
    """Of columns that a row has once keep the surest, the first of equals."""
    for once in _ONCE:
        found = [index for index, use in uses.items() if use.value == once]
        found.sort(key=lambda index: (uses[index].how_sure != "certain", index))
        for index in found[1:]:
            uses[index] = Decision("notes", "likely", f"another column is the {once}")


def _names(columns: dict[int, list[str]], uses: dict[int, Decision]) -> int | None:
    """Return the column that may be the names: texts that are nearly all different."""
    free = [index for index, use in uses.items() if use.value == "notes" and columns[index]]
    for index in free:
        values = [text for text in columns[index] if not is_mark(text)]
        if len(values) < len(columns[index]):
            continue
        letters = sum(any(map(str.isalpha, text)) for text in values)
        if len(set(map(key, values))) > 0.8 * len(values) and letters == len(values):
            return index
    return None


def _of_roles(columns: dict[int, list[str]], uses: dict[int, Decision], words: Words) -> list[int]:
    """Make the columns whose texts mostly name roles columns of roles, and return them."""
    found = []
    for index, use in uses.items():
        values = columns[index][:40]
        if use.value != "notes" or not values:
            continue
        if use.why != _NO_COLUMN:
            continue
        parts = [part for text in values for part in split_roles(text, words.is_role)]
        if sum(map(words.is_role, parts)) * 2 > len(parts):
            uses[index] = Decision("role", "likely", "its texts are names of roles")
            found.append(index)
    return found


def _settle_since(
    columns: dict[int, list[str]], uses: dict[int, Decision], names: Sequence[int]
) -> None:
    """Take “Since” as of the partner where each stands once, else as of the role."""
    partners = [key(text) for index in names for text in columns[index]]
    once = len(set(partners)) == len(partners)
    for index, use in uses.items():
        if use.value == "since":
            value, other = ("joined", "from") if once and partners else ("from", "joined")
            why = "each partner stands once" if value == "joined" else "a row is about a role"
            uses[index] = Decision(value, "likely", why, (other,))
