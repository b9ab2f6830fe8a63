"""From the rows of a crosswalk to what the roles of a file are to the roles of a framework.

A row may speak of what is no role itself. Then roles stand for it: for a function its capacities,
taken together; for an activity the function that it belongs to. What a row says of a capacity goes
before what another says of its function: a capacity that is compared by itself speaks for its
function only where its own row leads to the same role.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from backbone_kg.analysis.analysis_results import RoleCoverage
from backbone_kg.analysis.as_framework.as_framework_results import How
from backbone_kg.knowledge.concepts import Activity, Concept, Framework

if TYPE_CHECKING:
    from backbone_kg.knowledge.crosswalk import CrosswalkRow


@dataclass(frozen=True, slots=True)
class Link:
    """What roles of the file, taken together, are to a role of the other framework.

    Parameters
    ----------
    roles
        One, or several capacities of a function.
    how
        What they are to it.
    through
        The function or activity that the row speaks of; "" if it speaks of the role.
    comment
        What the row says of the comparison.
    """

    roles: tuple[RoleCoverage, ...]
    how: How
    through: str = ""
    comment: str = ""


@dataclass(slots=True)
class Compared:
    """What a crosswalk says of a role of the other framework.

    Parameters
    ----------
    links
        What roles of the file are to it.
    alone
        Why it has no counterpart; "" if that is not said.
    instead
        What corresponds to it and is no role of the file; "" if nothing does.
    """

    links: list[Link] = field(default_factory=list)
    alone: str = ""
    instead: str = ""

    def of(self, how: How) -> list[Link]:
        """Return the links of one kind."""
        return [link for link in self.links if link.how is how]


@dataclass(slots=True)
class Comparison:
    """What a crosswalk says of all roles.

    Parameters
    ----------
    roles
        By role of the other framework.
    alone
        The roles of the file without counterpart.
    spoken_of
        The roles of the file that a row speaks of.
    """

    roles: dict[str, Compared]
    alone: set[str] = field(default_factory=set)
    spoken_of: set[str] = field(default_factory=set)


class _Way(Enum):
    """In which way roles stand for a concept."""

    ITSELF = auto()
    """It is a role."""
    CAPACITIES = auto()
    """It is a function, and its capacities are roles."""
    WHOLE = auto()
    """It is an activity, and the function that it belongs to is a role."""
    BESIDE = auto()
    """It is an activity, and the capacities of the function that it belongs to are roles."""
    NOT = auto()
    """No role has to do with it."""


_HOW = {
    "same as": How.EXACT,
    "close to": How.CLOSE,
    "part of the broader": How.NARROWER,
    "broader than": How.BROADER,
    "related to": How.RELATED,
    "opposite of": How.RELATED,
}
_OWN_STEPS = {_Way.WHOLE: How.BROADER, _Way.BESIDE: How.BROADER}
_OTHER_STEPS = {
    _Way.CAPACITIES: How.BROADER,  # than each of them
    _Way.WHOLE: How.NARROWER,
    _Way.BESIDE: How.RELATED,
}
_INHERITED = {_Way.CAPACITIES, _Way.BESIDE}


@dataclass(frozen=True, slots=True)
class _StandIn:
    """The roles that stand for a concept."""

    way: _Way = _Way.NOT
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, with the roles that stand for its two concepts."""

    row: CrosswalkRow
    own: _StandIn
    other: _StandIn

    @property
    def how(self) -> How:
        """What the roles that stand for the one are to each that stands for the other."""
        how = further(_HOW[self.row.how], _OWN_STEPS.get(self.own.way, How.EXACT))
        return further(how, _OTHER_STEPS.get(self.other.way, How.EXACT))


def compare(
    own: Framework,
    other: Framework,
    held: Mapping[str, RoleCoverage],
    rows: Iterable[CrosswalkRow],
) -> Comparison:
    """Return what the roles of a file are to the roles of a framework.

    Parameters
    ----------
    own, other
        The framework of the file, and the other one.
    held
        The roles of the file. One that *is* a role of the other framework needs no row.
    rows
        What concepts of the one are to concepts of the other.
    """
    found = Comparison({role.iri: Compared() for _, role in other.roles})
    for role in held.keys() & found.roles.keys():
        found.roles[role].links.append(Link((held[role],), How.EXACT))
    ours, theirs = _stand_ins(own, held), _stand_ins(other, found.roles)
    placed = [_Row(row, _of(row.source, ours), _of(row.target, theirs)) for row in rows]
    found.spoken_of = _themselves(row.own for row in placed)
    of_other = _themselves(row.other for row in placed)
    leads = {
        (role, to)
        for row in placed
        if row.own.way is _Way.ITSELF and row.row.how != "no counterpart" and row.how.readable
        for role in row.own.roles
        for to in row.other.roles
    }
    for row in placed:
        inherited = row.other.way in _INHERITED
        to_roles = [to for to in row.other.roles if not inherited or to not in of_other]
        if row.row.how == "no counterpart":
            if row.own.way is _Way.ITSELF:
                found.alone.update(row.own.roles)
            elif row.own.way is _Way.CAPACITIES:
                found.alone.update(set(row.own.roles) - found.spoken_of)
            for to in to_roles if row.other.way in {_Way.ITSELF, _Way.CAPACITIES} else ():
                found.roles[to].alone = row.row.comment or row.row.how
            continue
        name = row.row.source.label if row.row.source is not None else ""
        for to in to_roles:
            if not row.own.roles:
                found.roles[to].instead = name
                continue
            speak = row.own.roles
            if row.own.way in _INHERITED:
                speak = tuple(r for r in speak if r not in found.spoken_of or (r, to) in leads)
            how = row.how
            if not speak:
                speak, how = row.own.roles, How.RELATED
            elif how.whole and len(speak) < len(row.own.roles):
                how = How.NARROWER
            through = "" if row.own.way is _Way.ITSELF else name
            link = Link(tuple(held[role] for role in speak), how, through, row.row.comment)
            found.roles[to].links.append(link)
    return found


def further(how: How, step: How) -> How:
    """Return what one thing is to a third, from what it is to a second and that to the third.

    Examples
    --------
    >>> str(further(How.CLOSE, How.BROADER)), str(further(How.NARROWER, How.BROADER))
    ('broader', 'related')
    """
    if step is How.EXACT or how is step:
        return how
    return step if how.whole else How.RELATED


def _stand_ins(framework: Framework, held: Container[str]) -> dict[str, _StandIn]:
    """Return the roles that stand for each concept of a framework."""
    found: dict[str, _StandIn] = {}

    def add(activities: Iterable[Activity], stand_in: _StandIn) -> None:
        for activity in activities:
            found[activity.concept.iri] = stand_in
            add(activity.parts, stand_in)

    for function in framework.functions:
        itself = function.concept.iri
        capacities = tuple(one.iri for one in function.capacities if one.iri in held)
        if itself in held:
            add(function.activities, _StandIn(_Way.WHOLE, (itself,)))
        elif capacities:
            found[itself] = _StandIn(_Way.CAPACITIES, capacities)
            add(function.activities, _StandIn(_Way.BESIDE, capacities))
    for concept in framework.concepts:
        if concept.iri in held:
            found[concept.iri] = _StandIn(_Way.ITSELF, (concept.iri,))
    return found


def _of(concept: Concept | None, stand_ins: Mapping[str, _StandIn]) -> _StandIn:
    return _StandIn() if concept is None else stand_ins.get(concept.iri, _StandIn())


def _themselves(stand_ins: Iterable[_StandIn]) -> set[str]:
    """Return the roles that stand for themselves."""
    return {role for one in stand_ins if one.way is _Way.ITSELF for role in one.roles}
