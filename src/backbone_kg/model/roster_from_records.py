"""From records to the roster: what of a row counts, and what the file leaves open."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from backbone_kg.base.names import clean, key
from backbone_kg.base.partial_dates import last_day
from backbone_kg.base.several_values import other_names
from backbone_kg.graph.namespaces import ASSIGNMENT, CANDIDATE, CRITERION, PARTNER, POST, RATING
from backbone_kg.knowledge.concepts import FUNCTIONS, Framework, Function
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model import properties
from backbone_kg.model.date_spans import Span
from backbone_kg.model.holding_spells import overlapping
from backbone_kg.model.holdings import OWN_ROLES, Holding, Partner, Role
from backbone_kg.model.identity import organization_of, snapshot_iri
from backbone_kg.model.records import Record, Records
from backbone_kg.model.roster import NotRead, Roster

MOST_FTE = Decimal(10_000)
"""The most FTE that can be meant, as the shapes have it; more is a finding."""

MOST_COST = Decimal(10**12)
"""The most that one FTE can cost, as the shapes have it; more is a finding."""

MOST_HOLDERS = 1000
"""The most holders of a role that can be meant, as the shapes have it; more is a finding."""

_MOST = {
    properties.FTE_AVAILABLE: MOST_FTE,
    properties.FTE_NEEDED: MOST_FTE,
    properties.FTE: MOST_FTE,
    properties.COST_PER_FTE: MOST_COST,
}
"""The properties that are an amount, and the most that each can be."""

_TIMES = (
    (properties.AS_OF, ""),
    (properties.JOINED, properties.LEFT),
    (properties.FROM, properties.TO),
)
"""The properties that say when something begins and ends."""

_OF_A_CHOICE = {CANDIDATE, CRITERION, RATING}
"""What the sheets on candidates are about: nobody's roles rest on these."""

_TASKS = {
    properties.IS_BACKBONE: "backbone",
    properties.IS_ANCHOR_ENTITY: "anchor entity",
    properties.IS_FISCAL_AGENT: "fiscal agent",
    properties.ON_STEERING_COMMITTEE: "steering committee",
}


def roster_of(records: Records, ontology: Ontology) -> Roster:
    """Return the roster of a partnership.

    Parameters
    ----------
    records
        What its file says.
    ontology
        Whose frameworks list roles: those of the file's framework are wanted once unless the file
        says otherwise.
    """
    head = records.head
    framework = framework_of(records, ontology)
    partners = _partners(records.of(PARTNER))
    rows = records.of(ASSIGNMENT)
    read = [row for row in rows if _holder(row) in partners and _role_held(row)]
    roles = _roles(records, framework, ontology, map(_role_held, read))
    lost = records.assignments_not_read
    return Roster(
        partnership=records.partnership,
        snapshot=snapshot_iri(records.partnership, head.text(properties.AS_OF) if head else ""),
        name=head.text(properties.NAME) if head else "",
        community=head.text(properties.COMMUNITY) if head else "",
        notes=head.text(properties.NOTES) if head else "",
        framework=str(framework.concept.iri) if framework else "",
        listing="complete" if head and head.text(properties.LISTING) == "complete" else "partial",
        as_of=as_of_day(records),
        partners=tuple({partner.iri: partner for partner in partners.values()}.values()),
        roles=roles,
        holdings=tuple(_holding(row, partners[_holder(row)]) for row in read),
        not_read=NotRead(
            len(rows) - len(read) + lost,
            len(rows) + lost,
            _cells_not_read(records) + records.cells_not_read,
        ),
        known_since=min(_days(records), default=None),
        currency=clean(head.text(properties.CURRENCY)) if head else "",
    )


def _holder(row: Record) -> str:
    return row.thing_named(properties.PARTNER)


def _role_held(row: Record) -> str:
    return row.thing_named(properties.ROLE)


def framework_of(records: Records, ontology: Ontology) -> Framework | None:
    """Return the framework that a file goes by; None if it names none that is known."""
    named = records.head.thing_named(properties.FRAMEWORK) if records.head else ""
    return next((f for f in ontology.frameworks() if str(f.concept.iri) == named), None)


def as_of_day(records: Records) -> datetime.date | None:
    """Return the last day of the date that a file speaks of; None if it names none."""
    try:
        return last_day(_date(records.head, properties.AS_OF)) if records.head else None
    except ValueError:
        return None


def _partners(rows: Iterable[Record]) -> dict[str, Partner]:
    """Return the partner of each row: rows of one name and different times are about one."""
    by_name: dict[str, list[Record]] = {}
    for row in rows:
        by_name.setdefault(key(row.text(properties.NAME)) or row.thing, []).append(row)
    found: dict[str, Partner] = {}
    for alike in by_name.values():
        each = [_partner(row) for row in alike]
        if len(each) == 1:
            found[alike[0].thing] = each[0]
            continue
        spans = [partner.memberships[0] for partner in each]
        if any(overlapping(spans)):
            found |= {partner.iri: partner for partner in each}  # a finding: which is meant?
            continue
        in_time = sorted(spans, key=lambda span: (span.first, span.last))
        latest = each[spans.index(in_time[-1])]
        one = replace(latest, iri=each[0].iri, memberships=tuple(in_time))
        found |= {row.thing: one for row in alike}
    return found


def membership_of(row: Record) -> Span:
    """Return when a row of the sheet Partners says that it is one."""
    return _span(row, properties.JOINED, properties.LEFT)


def _partner(row: Record) -> Partner:
    name = row.text(properties.NAME) or row.thing.rpartition("/")[2]
    return Partner(
        iri=row.thing,
        name=name,
        kind=row.thing_named(properties.KIND),
        organization=organization_of(clean(row.text(properties.IDENTIFIER)), name),
        fte_available=_amount(row, properties.FTE_AVAILABLE),
        cost_per_fte=_amount(row, properties.COST_PER_FTE),
        tasks=tuple(task for path, task in _TASKS.items() if row.text(path) in {"true", "1"}),
        memberships=(membership_of(row),),
        also_known_as=other_names(row.text(properties.ALSO_KNOWN_AS)),
    )


def _roles(
    records: Records, framework: Framework | None, ontology: Ontology, held: Iterable[str]
) -> tuple[Role, ...]:
    """Return the roles of the framework, those of the sheet Roles, and others that are held."""
    listed = () if framework is None else roles_of(framework)
    known = {role.iri: (role.label, role.function) for role in listed}
    own = {thing: label for thing, _, label in records.introduced}
    wishes: dict[str, Record] = {}
    for row in records.of(POST):
        if role := row.thing_named(properties.ROLE):
            wishes.setdefault(role, row)
    others = [iri for iri in dict.fromkeys([*wishes, *held]) if iri not in known]
    names = _names_elsewhere(ontology) if any(iri not in own for iri in others) else {}
    for iri in others:
        label = own.get(iri) or names.get(iri) or iri.replace("#", "/").rpartition("/")[2]
        known[iri] = label, OWN_ROLES
    return tuple(
        _role(iri, label, function, wishes.get(iri)) for iri, (label, function) in known.items()
    )


def roles_of(framework: Framework) -> tuple[Role, ...]:
    """Return the roles that a framework lists, each wanted once."""
    return tuple(Role(str(r.iri), r.label, _group(framework, f)) for f, r in framework.roles)


def _group(framework: Framework, function: Function) -> str:
    """Return what a role stands under: its function, or the list that it is from.

    Under itself, each role of a framework without capacities would be a group of one.
    """
    if framework.capacities:
        return function.label
    if framework.functions:
        return FUNCTIONS
    return next(name for name, listed in framework.lists if function.concept in listed)


def _names_elsewhere(ontology: Ontology) -> dict[str, str]:
    return {str(r.iri): r.label for each in ontology.frameworks() for _, r in each.roles}


def _role(iri: str, label: str, function: str, wish: Record | None) -> Role:
    if wish is None:
        return Role(iri, label, function)
    wanted = wish.text(properties.WANTED) or "yes"
    return Role(
        iri=iri,
        label=label,
        function=function,
        wanted=wanted if wanted in {"yes", "not ours"} else "unknown",
        holders_needed=_holders(wish, properties.HOLDERS_NEEDED) or 1,
        fte_needed=_amount(wish, properties.FTE_NEEDED),
    )


def _holders(row: Record, path: str) -> int | None:
    """Return a number of holders that can be meant; anything else is a finding, and not known."""
    number = _number(row, path)
    if number is None or number != int(number) or not 1 <= number <= MOST_HOLDERS:
        return None
    return int(number)


def _amount(row: Record, path: str) -> Decimal | None:
    """Return an amount that can be meant; anything else is a finding, and not known."""
    number = _number(row, path)
    return number if number is not None and 0 <= number <= _MOST[path] else None


def _number(row: Record, path: str) -> Decimal | None:
    value = row.values.get(path)
    if value is None or not value.is_typed:
        return None
    try:
        number = Decimal(value.text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _span(row: Record, begin: str, end: str) -> Span:
    return Span.of(_date(row, begin), _date(row, end))


def _date(row: Record, path: str) -> str:
    """Return a date; "" for what was not read as one, which is a finding."""
    value = row.values.get(path)
    return value.text if value is not None and value.is_typed else ""


def _holding(row: Record, partner: Partner) -> Holding:
    stated = _span(row, properties.FROM, properties.TO)
    within = (stated.within(membership) for membership in partner.memberships)
    part = row.text(properties.PART)
    return Holding(
        assignment=row.thing,
        partner=partner.iri,
        role=row.thing_named(properties.ROLE),
        part=part if part in {"lead", "support"} else "",
        fte=_amount(row, properties.FTE),
        evidence=row.text(properties.EVIDENCE),
        stated=stated,
        spans=tuple(span for span in within if span is not None),
    )


def _cells_not_read(records: Records) -> int:
    """Return how many cells say nothing that can be meant.

    Those that cost a whole assignment are counted with the assignments.
    """
    names_of_rows = {properties.PARTNER, properties.ROLE}
    misfits = sum(
        1
        for row in records.rows
        for column in (() if row.sheet.target in _OF_A_CHOICE else row.misfits())
        if not (row.sheet.target == ASSIGNMENT and column.path in names_of_rows)
    )
    numbers = [*((path, _amount) for path in _MOST), (properties.HOLDERS_NEEDED, _holders)]
    beyond = sum(
        1
        for row in records.rows
        for path, meant in numbers
        if path in row.values and row.values[path].is_typed and meant(row, path) is None
    )
    return misfits + beyond


def _days(records: Records) -> Iterator[datetime.date]:
    """Return the days that the file speaks of."""
    for row in records.rows:
        for begin, end in _TIMES:
            if begin in row.values or end in row.values:
                yield from _span(row, begin, end).days
