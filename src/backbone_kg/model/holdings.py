"""Partners, roles and holdings: what a roster is made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from backbone_kg.model.date_spans import UNKNOWN, Span
from backbone_kg.model.identity import Organization

OWN_ROLES: Final = "The partnership's own roles"
"""What the roles stand under that no framework lists."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization, committee or person as one file sees it.

    Parameters
    ----------
    iri, name
        The partner.
    kind
        IRI of its kind of organization; "" if that is not known.
    organization
        What other files can mean, too.
    fte_available, cost_per_fte
        Full-time equivalents that it can give, and what one costs in a year; None if not known.
    tasks
        Which of ``backbone``, ``anchor entity``, ``fiscal agent`` and ``steering committee`` the
        file says it is.
    memberships
        When it is a member.
    also_known_as
        Other names that the file gives it.
    """

    iri: str
    name: str
    kind: str
    organization: Organization
    fte_available: Decimal | None = None
    cost_per_fte: Decimal | None = None
    tasks: tuple[str, ...] = ()
    memberships: tuple[Span, ...] = (UNKNOWN,)
    also_known_as: tuple[str, ...] = ()

    def membership_on(self, day: datetime.date) -> Span | None:
        """Return its membership on a day, or None."""
        return next((span for span in self.memberships if span.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the framework, or one of the partnership's own.

    Parameters
    ----------
    iri, label
        The role.
    function
        What it stands under: a function of the framework, the list that it is from
        (``Functions``, ``Qualities`` …) where there are no capacities, or :data:`OWN_ROLES`.
    wanted
        ``yes``, ``not ours`` or ``unknown``.
    holders_needed
        How many partners should hold it, 1 or more.
    fte_needed
        Full-time equivalents that it takes; None if not known.
    """

    iri: str
    label: str
    function: str
    wanted: str = "yes"
    holders_needed: int = 1
    fte_needed: Decimal | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether it counts: the partnership does not leave it to others."""
        return self.wanted != "not ours"


@dataclass(frozen=True, slots=True)
class Holding:
    """That a partner holds a role for a time, as one row states it.

    Parameters
    ----------
    assignment, partner, role
        IRIs of the row's thing, of the partner and of the role.
    part
        ``lead``, ``support`` or "".
    fte
        Full-time equivalents; None if not given.
    evidence
        The source that the file gives, or "".
    stated
        When, as the row has it.
    spans
        When, within the partner's memberships: what counts.
    """

    assignment: str
    partner: str
    role: str
    part: str = ""
    fte: Decimal | None = None
    evidence: str = ""
    stated: Span = UNKNOWN
    spans: tuple[Span, ...] = (UNKNOWN,)

    @property
    def claim(self) -> tuple[str, str, str]:
        """What rows have in common that give one FTE: partner, role and part."""
        return self.partner, self.role, self.part

    def outdoes(self, other: Holding) -> bool:
        """Return whether it gives more FTE than another row."""
        return (self.fte or 0) > (other.fte or 0)

    def on(self, day: datetime.date) -> Span | None:
        """Return the span in force on a day, or None."""
        return next((span for span in self.spans if span.covers(day)), None)


def fte_of(rows: Iterable[Holding]) -> Decimal | None:
    """Return the FTE of rows together, as far as they give any; None if none does."""
    given = [row.fte for row in rows if row.fte is not None]
    return sum(given, Decimal()) if given else None


def with_fte_once(rows: Iterable[Holding]) -> list[Holding]:
    """Return rows in force on one day, with the FTE of a partner, role and part in one of them.

    Rows that say the same of the same day are one holding, which a finding tells of; their FTE is
    not to be added up. The most that one of them gives counts, so that neither their order matters
    nor can one more FTE make a partner look better.
    """
    rows = list(rows)
    most: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(rows):
        if row.fte is not None:
            best = most.setdefault(row.claim, number)
            if row.outdoes(rows[best]):
                most[row.claim] = number
    return [
        replace(row, fte=Decimal()) if row.fte and most[row.claim] != number else row
        for number, row in enumerate(rows)
    ]
