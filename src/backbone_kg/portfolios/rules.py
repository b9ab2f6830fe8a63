"""The shapes as conditions on columns: what SHACL finds in a graph, found in tables.

References
----------
Jakubowski, M., & Van den Bussche, J. (2024). Compiling SHACL Into SQL. ISWC 2024.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from backbone_kg.graph.namespaces import local_name
from backbone_kg.graph.rdflib_terms import FIRST_DAY, LAST_DAY, NAME_KEY, iri, term
from backbone_kg.model.sheets_and_columns import Column, Layout
from backbone_kg.portfolios.columns import (
    DAY,
    MISFIT,
    SheetTable,
    field_name,
    has_misfits,
    sheet_tables,
)

Condition = Callable[[Any], Any]
"""Given a table of Ibis, returns the rows that break a rule, as an expression of yes or no."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint of one property shape, on the table of a sheet.

    Parameters
    ----------
    table
        Which table.
    shape
        The property shape.
    component
        Local name of the constraint component, as in a result of SHACL.
    severity
        ``Violation``, ``Warning`` or ``Info``.
    broken_by
        Tells which rows break it.
    """

    table: SheetTable
    shape: str
    component: str
    severity: str
    broken_by: Condition


@dataclass(frozen=True, slots=True)
class NotCompiled:
    """A constraint that does not become a condition on columns.

    Parameters
    ----------
    table
        Of its sheet; files with rows there are checked by an engine.
    shape
        The property shape.
    reason
        Why, as the end of a sentence.
    """

    table: SheetTable
    shape: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All constraints of the shapes of a data file.

    Parameters
    ----------
    compiled, not_compiled
        Those that columns can check, and the others.
    """

    compiled: tuple[Rule, ...]
    not_compiled: tuple[NotCompiled, ...]


class _NoColumnsError(ValueError):
    """Why a constraint does not become a condition on columns."""


_NOT_CONSTRAINTS: Final = frozenset(
    str(term(f"sh:{name}"))
    for name in ("path", "name", "description", "order", "severity", "message", "defaultValue")
)
_SHARED_NAME: Final = "what shares the name key"


def rules_of(layout: Layout) -> Rules:
    """Return the constraints of a layout's shapes.

    Notes
    -----
    In a table a property has one value at most, so that ``sh:maxCount 1`` on a column always holds.
    """
    compiled: list[Rule] = []
    others: list[NotCompiled] = []
    for table in sheet_tables(layout):
        for shape in sorted(
            layout.shapes.objects(iri(table.sheet.shape), term("sh:property")), key=str
        ):
            try:
                compiled += _compiled(layout.shapes, table, iri(shape))
            except _NoColumnsError as reason:
                others.append(NotCompiled(table, str(shape), str(reason)))
    return Rules(tuple(compiled), tuple(others))


def _compiled(graph: Graph, table: SheetTable, shape: URIRef) -> list[Rule]:
    severity = graph.value(shape, term("sh:severity"))
    said = local_name(str(severity)) if severity is not None else "Violation"
    reach = _reach(graph, table, shape)
    return [
        Rule(table, str(shape), f"{kind}ConstraintComponent", said, condition)
        for kind, condition in _conditions(graph, shape, reach)
    ]


@dataclass(frozen=True, slots=True)
class _Reach:
    """What the path of a shape leads to: a column, a day, or what shares the name."""

    value: str
    misfit: str = ""
    column: Column | None = None
    table: SheetTable | None = None


def _reach(graph: Graph, table: SheetTable, shape: URIRef) -> _Reach:
    path = graph.value(shape, term("sh:path"))
    if isinstance(path, URIRef):
        column = table.sheet.column(str(path))
        if column is not None:
            name = field_name(column)
            return _Reach(name, name + MISFIT if has_misfits(column) else "", column)
        if path in {FIRST_DAY, LAST_DAY}:
            return _Reach(_day(table, path), table=table)
        raise _NoColumnsError(f"no column holds {local_name(path)}")
    steps = list(Collection(graph, path)) if path is not None else []
    back = graph.value(steps[-1], term("sh:inversePath")) if len(steps) == 2 else None
    if len(steps) == 2 and steps[0] == NAME_KEY == back:
        return _Reach(_SHARED_NAME)
    raise _NoColumnsError("its path is not that of a column")


def _day(table: SheetTable, bound: Node) -> str:
    bounds = [column for column in table.sheet.columns if column.day_bound == str(bound)]
    if len(bounds) != 1:
        raise _NoColumnsError(f"{len(bounds)} columns give {local_name(str(bound))}")
    return field_name(bounds[0]) + DAY


def _conditions(graph: Graph, shape: URIRef, reach: _Reach) -> Iterator[tuple[str, Condition]]:
    for predicate, wanted in sorted(graph.predicate_objects(shape), key=lambda pair: str(pair[0])):
        if not str(predicate).startswith(str(term("sh:"))) or str(predicate) in _NOT_CONSTRAINTS:
            continue
        name = local_name(str(predicate))
        made = _condition(graph, name, wanted, reach)
        if made is not None:
            yield name[0].upper() + name[1:], made


def _condition(graph: Graph, name: str, wanted: Node, reach: _Reach) -> Condition | None:
    """Return a condition on rows; None if it holds in every table.

    Raises
    ------
    _NoColumnsError
        If there is no such condition.
    """
    value, misfit, said = reach.value, reach.misfit, str(wanted)
    if name == "maxCount" and said == "1":
        return (lambda t: t.shares_name) if value == _SHARED_NAME else None
    if name == "lessThanOrEquals" and reach.table is not None:
        other = _day(reach.table, wanted)
        return lambda t: t[value] > t[other]
    refers_to = None if reach.column is None else reach.column.refers_to
    has_misfit: Condition | None = (lambda t: t[misfit].notnull()) if misfit else None
    # Whether the column tells what is asked of it, and in which rows that does not hold.
    of_column: dict[str, tuple[bool, Condition | None]] = {
        "minCount": (said in {"0", "1"}, partial(_is_blank, reach) if said == "1" else None),
        "class": (refers_to == said, has_misfit),
        "datatype": (True, has_misfit),
        "or": (True, has_misfit),
        "in": (True, lambda t: t[value].notnull() & t[value].notin(_texts(graph, wanted))),
        "pattern": (not misfit, lambda t: t[value].notnull() & ~t[value].re_search(said)),
        # A text can be compared with no number, and is not within limits either.
        "minInclusive": (True, lambda t: t[misfit].notnull() | (t[value] < _plain(wanted))),
        "maxInclusive": (True, lambda t: t[misfit].notnull() | (t[value] > _plain(wanted))),
    }
    is_told, condition = of_column.get(name, (False, None))
    if reach.column is None or not is_told:
        raise _NoColumnsError(f"sh:{name} {local_name(said)} has no counterpart in columns")
    return condition


def _is_blank(reach: _Reach, t: Any) -> Any:
    blank = t[reach.value].isnull()
    return blank & t[reach.misfit].isnull() if reach.misfit else blank


def _texts(graph: Graph, choices: Node) -> list[str]:
    return [*map(str, Collection(graph, choices))]


def _plain(number: Node) -> Decimal | int:
    """Return a number; a large whole one as such, since not every engine reads an exponent."""
    told = Decimal(str(number))
    return int(told) if told == int(told) else told
