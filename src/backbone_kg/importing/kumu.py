"""Kumu's two tables, elements and connections, as a workbook or as JSON; and other lists of ties.

An element is a partner or a role by its type; a connection between the two says who holds what,
and its type is the mark.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from backbone_kg.base.cells import CellValue
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.invisible_characters import visible
from backbone_kg.base.names import key
from backbone_kg.importing.column_guesses import use_of
from backbone_kg.importing.foreign_tables import ForeignTable
from backbone_kg.importing.import_map import LEFT_OUT, Decision, Likeness, TablePlan
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.role_words import Words
from backbone_kg.reading.raw_files import read_bytes

BY_NAME = "by name"
"""What elements without a type are: a role if they are named like one, else a partner."""

_ENDS = {"from": "from", "source": "from", "to": "to", "target": "to"}
_NAMES = ("label", "name", "id")
_TYPES = ("type", "element type", "connection type", "kind", "relationship", "label")
_ROLE = "function functions role roles capacity capacities task activity responsibility work"
_OF_CONNECTIONS = frozenset({"from", "to", "fte", "evidence", "contact"})
_PARTNER = (
    "organization organisation partner agency member institution company person people group "
    "stakeholder funder actor individual"
)


def recognize(outline: Outline, words: Words) -> Likeness | None:
    """Return how a table can be read as elements or connections, or None."""
    said = [key(text) for text in outline.headings]
    ends = [_ENDS[text] for text in said if text in _ENDS]
    if {"from", "to"} <= set(ends):
        values = [v for i, text in enumerate(said) if text in _ENDS for v in outline.column(i)]
        if values and sum(any(map(str.isalpha, v)) for v in values) > 0.8 * len(values):
            return Likeness(1.2, _connections(outline, said))
    is_elements = "element" in key(outline.table.sheet) or (said[:1] == ["label"])
    if is_elements and any(text in _NAMES for text in said):
        sure = 1.2 if _tells_both_sides(outline, said) else 0.95
        return Likeness(sure, _elements(outline, said))
    return None


def _tells_both_sides(outline: Outline, said: Sequence[str]) -> bool:
    """Return whether every element has a type that says partner or role, and both are there."""
    typed = next((said.index(one) for one in _TYPES[:4] if one in said), None)
    words = [] if typed is None else [set(key(v).split()) for v in outline.column(typed)]
    roles = [bool(each & set(_ROLE.split())) for each in words]
    partners = [bool(each & set(_PARTNER.split())) for each in words]
    return any(roles) and any(partners) and all(map(any, zip(roles, partners, strict=True)))


def _connections(outline: Outline, said: Sequence[str]) -> TablePlan:
    columns: dict[int, Decision] = {}
    typed = next((said.index(one) for one in _TYPES if one in said), None)
    last_end = max(index for index, text in enumerate(said) if text in _ENDS)
    for index, text in enumerate(said):
        if text in _ENDS and _ENDS[text] not in {use.value for use in columns.values()}:
            columns[index] = Decision(_ENDS[text], "certain", "by its heading")
        elif index == typed:
            columns[index] = Decision("marks", "certain", "it says how the two are connected")
        elif text in {"direction", "id"}:
            columns[index] = Decision(LEFT_OUT, "likely", "it says nothing of who does what")
        elif text:
            found = use_of(text)
            fitting = found if found and found.value in _OF_CONNECTIONS else None
            if fitting and fitting.value in {"from", "to"} and index < last_end:
                fitting = None  # what stands before the ends would be taken for one
            columns[index] = fitting or Decision("notes", "likely", "no column is like it")
    return outline.plan(Decision("connections", "certain", "by its headings"), columns)


def _elements(outline: Outline, said: Sequence[str]) -> TablePlan:
    columns: dict[int, Decision] = {}
    named = next(said.index(one) for one in _NAMES if one in said)
    typed = next((said.index(one) for one in _TYPES[:4] if one in said), None)
    for index, text in enumerate(said):
        if index == named:
            columns[index] = Decision("label", "certain", "the names of the elements")
        elif index == typed:
            columns[index] = Decision("element", "certain", "it says what is a partner or a role")
        elif text == "id":
            columns[index] = Decision(LEFT_OUT, "likely", "a number of the program's own")
        elif text:
            found = use_of(text)
            if found is None or found.value in {"partner", "role", "since", "lead", "support"}:
                found = Decision("notes", "likely", "no column is like it")
            columns[index] = found
    return outline.plan(Decision("elements", "certain", "by its headings"), columns)


def propose_element(said: str, names: Sequence[str], words: Words) -> Decision:
    """Return what the elements of a type are taken for: ``partner``, ``role`` or ``-``.

    Parameters
    ----------
    said
        The type.
    names
        The names of its elements.
    words
        The names of roles and kinds.
    """
    parts = set(key(said).split())
    if parts & set(_ROLE.split()):
        return Decision("role", "certain", "by its type")
    if parts & set(_PARTNER.split()) or (said and words.names_kind(said)):
        return Decision("partner", "certain", "by its type")
    roles = sum(map(words.names_role, names))
    if roles * 2 > len(names):
        return Decision("role", "likely", "their names are those of roles")
    if said:
        return Decision("partner", "possible", "a partner, a role, or neither (-)?", ("role", "-"))
    why = "without a type: what is named like a role is one, the others are partners"
    return Decision(BY_NAME, "possible", why, ("partner", "role", "-"))


def tables_of_json(path: Path) -> list[ForeignTable]:
    """Return the elements and the connections of a JSON file of Kumu as two tables.

    Raises
    ------
    CannotReadError
        If it is no JSON, or holds no elements or connections.
    """
    try:
        document = json.loads(read_bytes(path).decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise CannotReadError(
            path, f"This is not JSON: {problem}.", "Export it again from Kumu."
        ) from problem
    known = document if isinstance(document, dict) else {}
    elements = _things(known.get("elements"))
    connections = _things(known.get("connections"))
    if not elements and not connections:
        raise CannotReadError(
            path,
            "This JSON has neither elements nor connections, as a map of Kumu has.",
            "Export it from Kumu as JSON, or give a table.",
        )
    labels = {
        str(one[known_as]): str(one["label"])
        for one in elements
        for known_as in ("_id", "id")
        if one.get(known_as) and one.get("label")
    }
    for one in connections:
        for end in ("from", "to"):
            ends = one.get(end)
            listed = ends if isinstance(ends, list) else [ends]
            one[end] = "|".join(labels.get(str(each), str(each)) for each in listed if each)
    tables = [
        ("Elements", elements, ("label", "type")),
        ("Connections", connections, ("from", "to", "type")),
    ]
    return [
        _table(visible(path.name), sheet, things, first)
        for sheet, things, first in tables
        if things
    ]


def _things(listed: Any) -> list[dict[str, Any]]:
    found = []
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            attributes = one.get("attributes")
            flat = {**one, **(attributes if isinstance(attributes, dict) else {})}
            flat.pop("attributes", None)
            for long in ("element type", "connection type"):
                if long in flat:
                    flat["type"] = flat.pop(long) or flat.get("type")
            found.append(flat)
    return found


def _table(
    file: str, sheet: str, things: Sequence[Mapping[str, Any]], first: Sequence[str]
) -> ForeignTable:
    headings = list(dict.fromkeys([*first, *(name for one in things for name in one)]))
    headings = [name for name in headings if not name.startswith("_") and name != "id"]
    rows: list[list[CellValue]] = [list(headings)]
    rows += [[_cell(one.get(name)) for name in headings] for one in things]
    names = {n: f"{sheet.lower()}[{n - 1}]" for n in range(1, len(rows))}
    return ForeignTable(file, sheet, rows, row_names=names)


def _cell(value: Any) -> CellValue:
    if isinstance(value, list):
        return "|".join(map(str, value))
    if value is None or isinstance(value, str | int | float | bool):
        return value if value != "" else None
    return json.dumps(value, ensure_ascii=False)


def ends_of(text: str) -> Iterable[str]:
    """Return the names that stand in one end of a connection, divided by ``|``."""
    return filter(None, (part.strip() for part in text.split("|")))
