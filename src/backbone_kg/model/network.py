"""The two-mode network of partners and roles at a date, made from a partnership's graph."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.base.words import plural
from backbone_kg.graph.namespaces import (
    ASSIGNMENT,
    FIRST_DAY,
    LAST_DAY,
    PARTNER,
    POST,
    PREF_LABEL,
    TYPE,
    term,
)
from backbone_kg.graph.order import by_position
from backbone_kg.knowledge.concepts import Framework

if TYPE_CHECKING:
    import networkx as nx

_Facts: TypeAlias = dict[Node, Node]

MOST = 10_000.0
"""The most FTE or holders that can be meant, as the shapes have it; more is a finding."""

FUNCTIONS, QUALITIES = "Functions", "Qualities"
"""What the roles of a framework stand under when these are all that it lists."""

_CLASSIFICATION = term("org:classification")
_EVIDENCE = term("bkg:evidence")
_FTE = term("bkg:fte")
_FTE_AVAILABLE = term("bkg:fteAvailable")
_FTE_NEEDED = term("bkg:fteNeeded")
_HELD_ROLE = term("org:role")
_HOLDERS_NEEDED = term("bkg:holdersNeeded")
_MEMBER = term("org:member")
_PART = term("bkg:part")
_WANTED = term("bkg:wanted")
_TASKS = {
    term("bkg:isBackbone"): "backbone",
    term("bkg:isAnchorEntity"): "anchor entity",
    term("bkg:isFiscalAgent"): "fiscal agent",
    term("bkg:onSteeringCommittee"): "steering committee",
}


@dataclass(frozen=True)
class Network:
    """Who holds what at a date.

    Parameters
    ----------
    graph
        Bipartite. A node is an IRI, with ``bipartite`` 0 for a partner and 1 for a role.
        Partners have ``name``, ``type`` (IRI or ""), ``fte_available`` (float or None) and
        ``tasks``; roles have ``label``, ``function`` (:data:`FUNCTIONS` or :data:`QUALITIES` where
        a framework lists these alone, "" for the partnership's own), ``wanted`` (``yes``,
        ``not ours`` or ``unknown``), ``holders_needed`` and ``fte_needed``. An edge is that the
        partner holds the role, with ``parts``, ``fte`` (float or None), ``fte_complete`` and
        ``evidence``.
    as_of
        The date.
    left_out
        Plain sentences about what is not in the network, and why.
    """

    graph: nx.Graph
    as_of: datetime.date
    left_out: tuple[str, ...] = ()

    @property
    def partners(self) -> list[str]:
        """The partners, in the order of the file."""
        return [node for node, side in self.graph.nodes(data="bipartite") if side == 0]

    @property
    def roles(self) -> list[str]:
        """The roles, in the order of the framework, the partnership's own at the end."""
        return [node for node, side in self.graph.nodes(data="bipartite") if side == 1]


def network_at(
    data: Graph, partnership: URIRef, framework: Framework | None, as_of: datetime.date
) -> Network:
    """Return the network of a partnership at a date.

    Parameters
    ----------
    data
        The partnership's graph, with the derived first and last days.
    partnership
        Which partnership in it.
    framework
        Whose roles are wanted once unless the data say otherwise; None for no others than the
        partnership's own.
    as_of
        The date: what begins later or has ended before is not in force.
    """
    import networkx as nx

    return _Building(data, partnership, framework, as_of, nx.Graph()).run()


def _group_of_all(framework: Framework | None) -> str:
    """Return what all roles stand under in a framework of functions or qualities alone, else "".

    Under itself, each role would be a group of one.
    """
    if framework is None or any(function.capacities for function in framework.functions):
        return ""
    return FUNCTIONS if framework.functions else QUALITIES


def in_force(data: Graph, thing: Node, day: datetime.date) -> bool:
    """Return whether an assignment or a partner's membership has begun and not ended by a day."""
    return _spans(data.value(thing, FIRST_DAY), data.value(thing, LAST_DAY), day)


def _spans(first: Node | None, last: Node | None, day: datetime.date) -> bool:
    asked = day.isoformat()
    return (first is None or str(first) <= asked) and (last is None or asked <= str(last))


def _facts(data: Graph, thing: Node) -> _Facts:
    """Return all that the data state of a thing; of several values of a property, the first."""
    facts: _Facts = {}
    for predicate, value in data.predicate_objects(thing):
        facts.setdefault(predicate, value)
    return facts


def _text(facts: _Facts, path: URIRef) -> str:
    return str(facts.get(path, ""))


def _number(facts: _Facts, path: URIRef) -> float | None:
    """Return a number that is one; text in its place is a finding and counts as not known."""
    value = facts.get(path)
    if not isinstance(value, Literal) or value.datatype is None:
        return None
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if 0 <= number <= MOST else None


@dataclass
class _Building:
    data: Graph
    partnership: URIRef
    framework: Framework | None
    as_of: datetime.date
    graph: nx.Graph

    def run(self) -> Network:
        absent = self._add_partners()
        self._add_roles()
        return Network(self.graph, self.as_of, tuple(self._add_holdings(absent)))

    def _add_partners(self) -> set[Node]:
        """Add the partners of the date, and return those that have left or not yet joined."""
        absent: set[Node] = set()
        for partner in by_position(self.data, self.data.subjects(TYPE, PARTNER)):
            facts = _facts(self.data, partner)
            if not _spans(facts.get(FIRST_DAY), facts.get(LAST_DAY), self.as_of):
                absent.add(partner)
                continue
            kind = facts.get(_CLASSIFICATION)
            self.graph.add_node(
                str(partner),
                bipartite=0,
                name=_text(facts, PREF_LABEL) or str(partner).rpartition("/")[2],
                type=str(kind) if isinstance(kind, URIRef) else "",
                fte_available=_number(facts, _FTE_AVAILABLE),
                tasks=tuple(
                    task for path, task in _TASKS.items() if _text(facts, path) in {"true", "1"}
                ),
            )
        return absent

    def _add_roles(self) -> None:
        alone = _group_of_all(self.framework)
        for function, role in self.framework.roles if self.framework else ():
            self._add_role(str(role.iri), role.label, alone or function.label)
        for post in by_position(self.data, self.data.subjects(TYPE, POST)):
            facts = _facts(self.data, post)
            own = facts.get(_HELD_ROLE)
            if own is None or isinstance(own, Literal):
                continue
            self._add_role(str(own), self._label(own), "")
            node = self.graph.nodes[str(own)]
            node["wanted"] = _text(facts, _WANTED) or "yes"
            node["holders_needed"] = int(_number(facts, _HOLDERS_NEEDED) or 1)
            node["fte_needed"] = _number(facts, _FTE_NEEDED)

    def _add_role(self, iri: str, label: str, function: str) -> None:
        if iri not in self.graph:
            self.graph.add_node(
                iri,
                bipartite=1,
                label=label,
                function=function,
                wanted="yes",
                holders_needed=1,
                fte_needed=None,
            )

    def _label(self, role: Node) -> str:
        return str(self.data.value(role, PREF_LABEL) or str(role).rpartition("/")[2])

    def _add_holdings(self, absent: set[Node]) -> Iterable[str]:
        """Add what is in force, and say what was left out and why."""
        left_out: Counter[str] = Counter()
        for assignment in by_position(self.data, self.data.subjects(TYPE, ASSIGNMENT)):
            facts = _facts(self.data, assignment)
            partner, role = facts.get(_MEMBER), facts.get(_HELD_ROLE)
            reason = self._reason_to_leave_out(facts, partner, role, absent)
            if reason:
                left_out[reason] += 1
                continue
            assert role is not None
            if str(role) not in self.graph:
                self._add_role(str(role), self._label(role), "")
            self._hold(str(partner), str(role), facts)
        for reason, count in sorted(left_out.items()):
            yield f"{plural(count, 'assignment')} {reason}."
        if absent:
            count = len(absent)
            are = (
                "partner that was not a member" if count == 1 else "partners that were not members"
            )
            yield f"{count} {are} on {self.as_of}."

    def _reason_to_leave_out(
        self, facts: _Facts, partner: Node | None, role: Node | None, absent: set[Node]
    ) -> str:
        known = partner is not None and (str(partner) in self.graph or partner in absent)
        if not known or role is None or isinstance(role, Literal):
            return "whose partner or role could not be understood"
        first = facts.get(FIRST_DAY)
        if not _spans(first, facts.get(LAST_DAY), self.as_of):
            if first is not None and str(first) > self.as_of.isoformat():
                return f"that had not begun on {self.as_of}"
            return f"that had ended by {self.as_of}"
        return f"of partners that were not members on {self.as_of}" if partner in absent else ""

    def _hold(self, partner: str, role: str, facts: _Facts) -> None:
        part, fte = _text(facts, _PART), _number(facts, _FTE)
        evidence = _text(facts, _EVIDENCE)
        held = self.graph.get_edge_data(partner, role)
        if held is None:
            self.graph.add_edge(partner, role, parts=(), fte=None, fte_complete=True, evidence=())
            held = self.graph.edges[partner, role]
        if part and part not in held["parts"]:
            held["parts"] = tuple(sorted((*held["parts"], part)))
        if fte is None:
            held["fte_complete"] = False
        else:
            held["fte"] = (held["fte"] or 0.0) + fte
        if evidence and evidence not in held["evidence"]:
            held["evidence"] = (*held["evidence"], evidence)
