"""The opponent: the same work with openpyxl, rdflib and pySHACL alone, written straight down.

Nothing of backbone_kg is used. It knows the columns by name, takes each cell at its word, and does
without forgiving, without suggestions and without sentences for people.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import quantiles
from typing import Any

import openpyxl
import pyshacl
from rdflib import RDF, RDFS, SH, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from benchmarks.outcomes import Outcome, rounded

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
BKG = Namespace("https://w3id.org/backbone-kg/ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("https://schema.org/")
DATA = Namespace("https://w3id.org/backbone-kg/data/")

COLUMNS: dict[str, dict[str, tuple[URIRef, str]]] = {
    "Partnership": {
        "Name": (SKOS.prefLabel, "text"),
        "Community": (SCHEMA.areaServed, "text"),
        "Framework": (BKG.framework, "framework"),
        "As of": (BKG.asOf, "date"),
        "Listing": (BKG.listing, "text"),
        "Backbone structure": (BKG.backboneStructure, "text"),
        "Web address": (SCHEMA.url, "address"),
        "Identifier": (ORG.identifier, "text"),
        "Currency": (SCHEMA.currency, "text"),
        "Notes": (SKOS.note, "text"),
    },
    "Partners": {
        "Name": (SKOS.prefLabel, "text"),
        "Type": (ORG.classification, "type"),
        "Identifier": (ORG.identifier, "text"),
        "FTE available": (BKG.fteAvailable, "number"),
        "Cost per FTE": (BKG.costPerFte, "number"),
        "Backbone": (BKG.isBackbone, "yes or no"),
        "Anchor entity": (BKG.isAnchorEntity, "yes or no"),
        "Fiscal agent": (BKG.isFiscalAgent, "yes or no"),
        "Steering committee": (BKG.onSteeringCommittee, "yes or no"),
        "Joined": (BKG.joined, "date"),
        "Left": (BKG.left, "date"),
        "Also known as": (SKOS.altLabel, "text"),
        "Notes": (SKOS.note, "text"),
    },
    "Roles": {
        "Role": (BKG.role, "role"),
        "Wanted": (BKG.wanted, "text"),
        "Holders needed": (BKG.holdersNeeded, "whole number"),
        "FTE needed": (BKG.fteNeeded, "number"),
        "Notes": (SKOS.note, "text"),
    },
    "Assignments": {
        "Partner": (ORG.member, "partner"),
        "Role": (BKG.role, "role"),
        "Part": (BKG.part, "text"),
        "FTE": (BKG.fte, "number"),
        "From": (SCHEMA.startDate, "date"),
        "To": (SCHEMA.endDate, "date"),
        "Evidence": (BKG.evidence, "text"),
    },
}
CLASSES = {
    "Partnership": BKG.Partnership,
    "Partners": BKG.Partner,
    "Roles": BKG.Post,
    "Assignments": BKG.Assignment,
}
LINKS = {"Partners": ORG.memberOf, "Roles": ORG.postIn, "Assignments": ORG.organization}
SAME_ROW = {
    "Partners": (SKOS.prefLabel,),
    "Roles": (BKG.role,),
    "Assignments": (ORG.member, BKG.role, BKG.part, SCHEMA.startDate, SCHEMA.endDate),
}
NAMED = {"Partners": 1, "Roles": 1, "Assignments": 2}
FIRST_DAYS = (BKG.joined, SCHEMA.startDate)
LAST_DAYS = (BKG.left, SCHEMA.endDate)
DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
YES_OR_NO = {"yes": "true", "no": "false"}
WRONG = {
    SH.MinCountConstraintComponent: "missing",
    SH.ClassConstraintComponent: "unknown name",
    SH.InConstraintComponent: "not in list",
    SH.DatatypeConstraintComponent: "wrong kind",
    SH.OrConstraintComponent: "wrong kind",
    SH.MinInclusiveConstraintComponent: "too small",
    SH.MaxInclusiveConstraintComponent: "too large",
}
LARGEST = 10_000


@dataclass
class Knowledge:
    """What is read from the ontology and the shapes, once."""

    shapes: Graph
    vocabulary: list[tuple[Node, Node, Node]]
    names: dict[str, dict[str, URIRef]]
    functions: dict[str, str]
    labels: dict[str, str]


@cache
def knowledge() -> Knowledge:
    """Return what the ontology and the shapes say."""
    shapes = Graph().parse(ONTOLOGY / "shapes" / "partnership.ttl")
    ontology = Graph()
    for path in ONTOLOGY.rglob("*.ttl"):
        if path.parent.name != "shapes":
            ontology.parse(path)
    names: dict[str, dict[str, URIRef]] = {}
    kinds = {
        "framework": [BKG.Framework],
        "type": [BKG.OrganizationType],
        "role": [BKG.Capacity],
    }
    vocabulary = list(ontology.triples((None, RDFS.subClassOf, None)))
    for name, classes in kinds.items():
        names[name] = {}
        for kind in classes:
            for node in ontology.subjects(RDF.type, kind):
                vocabulary.append((node, RDF.type, kind))
                for label in (SKOS.altLabel, SKOS.prefLabel):
                    for text in ontology.objects(node, label):
                        names[name][str(text).casefold()] = URIRef(str(node))
    functions, labels = {}, {}
    for function, role in ontology.subject_objects(BKG.requiresCapacity):
        functions[str(role)] = str(ontology.value(function, SKOS.prefLabel))
        labels[str(role)] = str(ontology.value(role, SKOS.prefLabel))
    return Knowledge(shapes, vocabulary, names, functions, labels)


# --- read --------------------------------------------------------------------------------------


@dataclass
class Reading:
    """One workbook as a graph, and where its rows and columns stand."""

    graph: Graph
    partnership: URIRef
    rows: dict[Node, tuple[str, int]] = field(default_factory=dict)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    things: dict[str, list[URIRef]] = field(default_factory=lambda: defaultdict(list))


def read(path: Path) -> Reading:
    """Read a workbook into a graph."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    names = knowledge().names | {"partner": {}, "role": dict(knowledge().names["role"])}
    iri = DATA[path.stem]
    reading = Reading(Graph(), iri)
    graph = reading.graph
    for sheet, columns in COLUMNS.items():
        rows = book[sheet].iter_rows(values_only=True)
        headings = [str(heading) for heading in next(rows)]
        for index, heading in enumerate(headings):
            reading.columns[sheet, heading] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index]
        for number, values in enumerate(rows, start=2):
            if not any(value is not None for value in values):
                continue
            thing = URIRef(f"{iri}/{sheet}/{number}") if sheet in LINKS else iri
            reading.rows[thing] = (sheet, number)
            reading.things[sheet].append(thing)
            graph.add((thing, RDF.type, CLASSES[sheet]))
            if sheet in LINKS:
                graph.add((thing, LINKS[sheet], iri))
                graph.add((thing, BKG.position, Literal(number)))
            for heading, value in zip(headings, values, strict=False):
                if value is None:
                    continue
                path_, kind = columns[heading]
                if sheet == "Partners" and heading == "Name":
                    names["partner"].setdefault(str(value).strip().casefold(), thing)
                if sheet == "Roles" and heading == "Role":
                    _introduce(graph, names["role"], str(value).strip(), iri)
                graph.add((thing, path_, _node(value, kind, names)))
    book.close()
    _derive(reading)
    return reading


def _introduce(graph: Graph, roles: dict[str, URIRef], name: str, iri: URIRef) -> None:
    if name.casefold() not in roles:
        role = URIRef(f"{iri}/own-role/{len(roles)}")
        roles[name.casefold()] = role
        graph.add((role, RDF.type, BKG.OwnRole))
        graph.add((role, RDF.type, ORG.Role))
        graph.add((role, SKOS.prefLabel, Literal(name)))


def _node(value: Any, kind: str, names: dict[str, dict[str, URIRef]]) -> Node:
    text = value.date().isoformat() if isinstance(value, datetime.datetime) else str(value).strip()
    if kind in names:
        return names[kind].get(text.casefold()) or Literal(text)
    if kind == "address":
        return Literal(text, datatype=XSD.anyURI)
    if kind == "yes or no" and text.casefold() in YES_OR_NO:
        return Literal(YES_OR_NO[text.casefold()], datatype=XSD.boolean)
    if kind == "date" and _days(text) is not None:
        return Literal(text, datatype=DATE_TYPES[len(text)])
    if kind in {"number", "whole number"} and re.fullmatch(r"-?\d+(\.\d+)?", text):
        whole = kind == "whole number"
        return Literal(text, datatype=XSD.integer if whole else XSD.decimal)
    return Literal(text)


def _days(text: str) -> tuple[str, str] | None:
    """Return the first and the last day of a year, a month or a day; None if it is no date."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return None
    try:
        first = datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return None
    year, month = first.year, first.month if len(text) > 4 else 12
    last = first.day if len(text) == 10 else calendar.monthrange(year, month)[1]
    return first.isoformat(), f"{year:04}-{month:02}-{last:02}"


def _derive(reading: Reading) -> None:
    graph = reading.graph
    for sheet, paths in SAME_ROW.items():
        for thing in reading.things[sheet]:
            parts = [graph.value(thing, path) for path in paths]
            if all(part is not None for part in parts[: NAMED[sheet]]):
                key = "|".join([sheet, *(str(part or "").casefold() for part in parts)])
                graph.add((thing, BKG.nameKey, Literal(key)))
            for dates, day, which in ((FIRST_DAYS, BKG.firstDay, 0), (LAST_DAYS, BKG.lastDay, 1)):
                for date in dates:
                    value = graph.value(thing, date)
                    days = None if value is None else _days(str(value))
                    if days is not None:
                        graph.add((thing, day, Literal(days[which], datatype=XSD.date)))


# --- validate ----------------------------------------------------------------------------------


def validate(reading: Reading, day: str) -> set[tuple[str, str, str]]:
    """Return sheet, cell and what is wrong, of all that there is to mend."""
    shapes, graph = knowledge().shapes, reading.graph
    for triple in knowledge().vocabulary:
        graph.add(triple)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    found: dict[tuple[str, str], str] = {}
    repeated: dict[Node, list[Node]] = defaultdict(list)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        shape = report.value(result, SH.sourceShape)
        component = report.value(result, SH.sourceConstraintComponent)
        code = shapes.value(shape, BKG.code)
        if component == SH.MaxCountConstraintComponent:
            repeated[graph.value(focus, BKG.nameKey)].append(result)
            continue
        where = _cell(reading, focus, shape)
        wrong = str(code) if code is not None else WRONG[component]
        # A text in a column of numbers is not too small or too large as well.
        if found.get(where) != "wrong kind":
            found[where] = wrong
    for results in repeated.values():
        results.sort(key=lambda result: reading.rows[report.value(result, SH.focusNode)])
        for result in results[1:]:
            shape = report.value(result, SH.sourceShape)
            where = _cell(reading, report.value(result, SH.focusNode), shape)
            found.setdefault(where, str(shapes.value(shape, BKG.code)))
    for assignment in reading.things["Assignments"]:
        partner = graph.value(assignment, ORG.member)
        known = partner in reading.rows
        known = known and not _ends_before_it_begins(graph, partner)
        known = known and isinstance(graph.value(assignment, BKG.role), URIRef)
        known = known and not any(_is_undated(graph, one) for one in (assignment, partner))
        if known and _in_force(graph, assignment, day) and not _in_force(graph, partner, day):
            sheet, row = reading.rows[assignment]
            where = (sheet, f"{reading.columns[sheet, 'Partner']}{row}")
            found.setdefault(where, "holder-is-no-member")
    return {(*where, wrong) for where, wrong in found.items()}


def _cell(reading: Reading, focus: Node, shape: Node) -> tuple[str, str]:
    shapes = knowledge().shapes
    column = shapes.value(shape, BKG.onColumn) or shape
    sheet, row = reading.rows[focus]
    return sheet, f"{reading.columns[sheet, str(shapes.value(column, SH.name))]}{row}"


def _ends_before_it_begins(graph: Graph, thing: Node | None) -> bool:
    first, last = graph.value(thing, BKG.firstDay), graph.value(thing, BKG.lastDay)
    return first is not None and last is not None and str(last) < str(first)


def _is_undated(graph: Graph, thing: Node | None) -> bool:
    """Return whether a date of a thing is none, so that it is not known when it is."""
    values = [graph.value(thing, path) for path in (*FIRST_DAYS, *LAST_DAYS)]
    return any(value is not None and _days(str(value)) is None for value in values)


def _in_force(graph: Graph, thing: Node | None, day: str) -> bool:
    first, last = graph.value(thing, BKG.firstDay), graph.value(thing, BKG.lastDay)
    return (first is None or str(first) <= day) and (last is None or day <= str(last))


# --- analyze -----------------------------------------------------------------------------------


@dataclass
class _Role:
    label: str
    function: str
    wanted: str = "yes"
    needed: int = 1
    holders: set[str] = field(default_factory=set)

    def state(self, complete: bool) -> str:
        if self.wanted == "not ours":
            return "not ours"
        if self.holders:
            return "held" if len(self.holders) == 1 else "shared"
        return "unfilled" if complete and self.wanted == "yes" else "no evidence"

    @property
    def covered(self) -> bool:
        return self.wanted != "not ours" and len(self.holders) >= self.needed


def _number(graph: Graph, thing: Node, path: URIRef) -> Decimal | None:
    value = graph.value(thing, path)
    if not isinstance(value, Literal) or value.datatype is None:
        return None
    number = Decimal(str(value))
    return number if 0 <= number <= LARGEST else None


def _needed(graph: Graph, post: Node) -> int:
    number = _number(graph, post, BKG.holdersNeeded)
    return int(number) if number is not None and number in range(1, 1001) else 1


def analyze(
    reading: Reading, day: str
) -> tuple[set[Any], set[Any], list[Any], set[tuple[str, str]]]:
    """Return coverage, states, loads and sole holders as :class:`Outcome` has them."""
    graph, known = reading.graph, knowledge()
    partners = {
        str(partner): str(graph.value(partner, SKOS.prefLabel))
        for partner in reading.things["Partners"]
        if _in_force(graph, partner, day)
    }
    roles = {iri: _Role(known.labels[iri], function) for iri, function in known.functions.items()}

    def role_of(node: Node) -> _Role:
        label = str(graph.value(node, SKOS.prefLabel))
        return roles.setdefault(str(node), _Role(label, "The partnership's own roles"))

    for post in reading.things["Roles"]:
        wanted = graph.value(post, BKG.role)
        if isinstance(wanted, URIRef):
            role = role_of(wanted)
            role.wanted = str(graph.value(post, BKG.wanted) or "yes")
            if role.wanted not in {"yes", "not ours"}:
                role.wanted = "unknown"
            role.needed = _needed(graph, post)
    held: dict[tuple[str, str], list[Decimal | None]] = defaultdict(list)
    told: dict[tuple[str, str, str], int] = {}
    listed, not_read = set(reading.things["Partners"]), 0
    for assignment in reading.things["Assignments"]:
        partner, what = graph.value(assignment, ORG.member), graph.value(assignment, BKG.role)
        if partner not in listed or not isinstance(what, URIRef):
            not_read += 1
            continue
        if str(partner) not in partners or not isinstance(what, URIRef):
            continue
        if _in_force(graph, assignment, day):
            fte = _number(graph, assignment, BKG.fte)
            part = str(graph.value(assignment, BKG.part) or "")
            numbers, claim = held[str(partner), str(what)], (str(partner), str(what), part)
            if fte is not None and claim in told:
                numbers[told[claim]] = max(numbers[told[claim]] or fte, fte)
                fte = Decimal(0)
            elif fte is not None:
                told[claim] = len(numbers)
            numbers.append(fte)
            role_of(what).holders.add(str(partner))
    complete = str(graph.value(reading.partnership, BKG.listing)) == "complete" and not not_read
    nothing_known = not_read > 0 and not_read == len(reading.things["Assignments"])
    states = {(role.label, role.state(complete)) for role in roles.values()}
    groups: dict[str, list[_Role]] = {"All roles": list(roles.values())}
    for role in roles.values():
        groups.setdefault(role.function, []).append(role)
    coverage = {
        (
            name,
            None if nothing_known else sum(role.covered for role in group),
            sum(role.wanted != "not ours" for role in group),
        )
        for name, group in groups.items()
    }
    sole = {
        (partners[next(iter(role.holders))], role.label)
        for role in roles.values()
        if len(role.holders) == 1 and role.wanted != "not ours"
    }
    return coverage, states, _loads(graph, partners, held, not_read), sole


def _loads(
    graph: Graph,
    partners: dict[str, str],
    held: dict[tuple[str, str], list[Decimal | None]],
    not_read: int,
) -> list[Any]:
    counts = Counter(partner for partner, _ in held)
    bound = None
    if len(partners) >= 5 and held:
        lower, _, upper = quantiles((counts[p] for p in partners), n=4, method="inclusive")
        bound = max(upper + 1.5 * max(upper - lower, 1), len(held) / len(counts))
    given: dict[str, list[Decimal | None]] = defaultdict(list)
    for (partner, _), ftes in held.items():
        given[partner] += ftes
    found = []
    for partner, name in partners.items():
        numbers = [fte for fte in given[partner] if fte is not None]
        assigned = sum(numbers) if numbers else (None if given[partner] else Decimal(0))
        available = _number(graph, URIRef(partner), BKG.fteAvailable)
        load = None
        if available is not None and assigned is not None:
            load = assigned / available if available else (float("inf") if assigned else 0.0)
        verdict = "not known"
        if not given[partner]:
            verdict = "not known" if not_read else "holds nothing"
        elif load is not None and load > 1:
            verdict = "overloaded"
        elif load is not None and len(numbers) == len(given[partner]) and not not_read:
            verdict = "within its limit"
        elif bound is not None and counts[partner] > bound:
            verdict = "holds more than most"
        found.append((name, counts[partner], rounded(assigned), rounded(load), verdict))
    return found


def outcome(path: Path) -> Outcome:
    """Read, validate and analyze one workbook."""
    reading = read(path)
    asked = _days(str(reading.graph.value(reading.partnership, BKG.asOf)))
    day = asked[1] if asked else datetime.date.today().isoformat()
    findings = validate(reading, day)
    coverage, states, loads, sole = analyze(reading, day)
    return Outcome(
        findings=frozenset(findings),
        coverage=frozenset(coverage),
        states=frozenset(states),
        loads=tuple(sorted(loads, key=str)),
        sole_holders=frozenset(sole),
    )
