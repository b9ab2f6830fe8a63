"""The check that depends on the date: who holds a role without being a partner then."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rdflib import Graph
from rdflib.term import Node

from backbone_kg.base.findings import Finding
from backbone_kg.graph.namespaces import ASSIGNMENT, FIRST_DAY, LAST_DAY, PARTNER, TYPE, term
from backbone_kg.model.network import in_force
from backbone_kg.model.partnership import Partnership
from backbone_kg.validation.messages import CONTENT, fill


def holders_who_are_not_members(partnership: Partnership, day: datetime.date) -> Iterator[Finding]:
    """Return a finding for each assignment in force at a date whose partner is no member then.

    SHACL compares values of one thing, not dates of two with a date that the user asks for, so
    this check is not a shape.
    """
    data = partnership.graph
    partners = set(data.subjects(TYPE, PARTNER))
    for assignment in data.subjects(TYPE, ASSIGNMENT):
        partner = data.value(assignment, term("org:member"))
        if partner is None or partner not in partners or in_force(data, partner, day):
            continue
        if _ends_before_it_begins(data, partner):
            continue  # which is a finding of its own
        if not in_force(data, assignment, day):
            continue
        place = partnership.places.of(assignment, term("org:member"))
        name = str(data.value(partner, term("skos:prefLabel")) or partner)
        message = CONTENT["holder-is-no-member"]
        details = {"value": name, "day": day.isoformat()}
        yield Finding(
            code="holder-is-no-member",
            severity=message.severity,
            message=fill(message.text, details),
            remedy=fill(message.remedy, details),
            file=partnership.file,
            sheet=place.sheet if place else "",
            cell=place.cell if place else "",
            row=place.row if place else 0,
            column="Partner",
            value=name,
            iri=str(assignment),
        )


def _ends_before_it_begins(data: Graph, thing: Node) -> bool:
    first, last = data.value(thing, FIRST_DAY), data.value(thing, LAST_DAY)
    return first is not None and last is not None and str(last) < str(first)
