"""The timeline of a partnership: who held which role when, as far as its file knows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar

from backbone_kg.analysis.basis_of_figures import OfADay, on_the_day
from backbone_kg.analysis.change.differences import HandOver
from backbone_kg.analysis.change.hand_overs import WINDOW, check_window, hand_overs_of
from backbone_kg.model.holding_spells import Ending, Spell, spells
from backbone_kg.model.holdings import Role
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.roster import DayRoster, Roster
from backbone_kg.model.states import RoleState


@dataclass(frozen=True, slots=True)
class Tenure:
    """A time in which one partner holds one role without a break.

    Parameters
    ----------
    partner, partner_iri
        Name and IRI of the partner.
    since, until
        When it begins, and its last day: a year, a month, a day, two days with ``/`` between which
        it lies, or "" where that is not known.
    begins_earliest, begins_latest, ends_earliest, ends_latest
        The same as days; None where they are not known. That a partner joined bounds when a tenure
        counts, and does not say when it began.
    not_before
        Where no begin is known, when its partner joined; "" where that is not known either.
    counts_from
        The first day on which it counts: its earliest begin, else the day its partner joined, else
        the first day that the file speaks of; None if nothing in the file is dated.
    ending
        Why it ends.
    parts
        ``lead`` and ``support``, as far as the file says.
    evidence
        The sources that the file gives.
    """

    partner: str
    partner_iri: str
    since: str
    until: str
    begins_earliest: datetime.date | None
    begins_latest: datetime.date | None
    ends_earliest: datetime.date | None
    ends_latest: datetime.date | None
    not_before: str
    counts_from: datetime.date | None
    ending: Ending
    parts: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleTimeline:
    """Who held one role when.

    Parameters
    ----------
    iri, label, function
        The role, and what it stands under; labels are unique within a timeline.
    state
        One of the five states, at the date of the timeline.
    tenures
        In their order in time; those of which no begin is known stand by the first day that they
        count.
    handed_over
        Which of them may follow one another.
    """

    iri: str
    label: str
    function: str
    state: RoleState
    tenures: tuple[Tenure, ...] = ()
    handed_over: tuple[HandOver, ...] = ()


@dataclass(frozen=True)
class Timeline(OfADay):
    """Who held which role when, by one file.

    Parameters
    ----------
    window
        How many days at most lie between the two of a hand-over.
    without_begin, without_end
        How many tenures have no known begin, and how many no known end.
    roles
        All roles in the framework's order, the partnership's own at the end.
    """

    window: int
    without_begin: int
    without_end: int
    roles: tuple[RoleTimeline, ...]

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/timeline/1"

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """The tenures of all roles."""
        return tuple(tenure for role in self.roles for tenure in role.tenures)

    @property
    def handed_over(self) -> tuple[HandOver, ...]:
        """The hand-overs of all roles."""
        return tuple(one for role in self.roles for one in role.handed_over)

    def _repr_html_(self) -> str:
        from backbone_kg.base.html import table

        return table(
            ("Role", "Partner", "Since", "Until"),
            [
                (role.label, one.partner, one.since or "not known", one.until or "not known")
                for role in self.roles
                for one in role.tenures
            ],
            caption=f"{self.partnership}: who held which role when",
        )


def timeline(
    partnership: Partnership,
    *,
    as_of: str | datetime.date | None = None,
    window: int = WINDOW,
) -> Timeline:
    """Return who held which role of a partnership when.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it.
    as_of
        The date for which states are told; see :func:`backbone_kg.analyze`. What is before and
        after it stands in the timeline, too.
    window
        How many days at most lie between the end of one tenure and the begin of another that is
        told as a hand-over, 0 or more.

    Raises
    ------
    BackboneError
        If ``as_of`` is not a date, or the window cannot be.

    Examples
    --------
    >>> import backbone_kg
    >>> partnership = backbone_kg.read("partners.xlsx")  # doctest: +SKIP
    >>> backbone_kg.timeline(partnership).handed_over  # doctest: +SKIP
    """
    check_window(window)
    standing, told = on_the_day(partnership, as_of)
    roster = standing.roster
    by_role = spells(roster)
    every = [spell for some in by_role.values() for spell in some]
    return Timeline(
        **told.of_the_day,
        window=window,
        without_begin=sum(not spell.begins for spell in every),
        without_end=sum(spell.ending is Ending.UNKNOWN for spell in every),
        roles=tuple(_role(role, standing, by_role[role.iri], window) for role in roster.roles),
    )


def _role(role: Role, standing: DayRoster, held: tuple[Spell, ...], window: int) -> RoleTimeline:
    label = standing.labels[role.iri]
    return RoleTimeline(
        iri=role.iri,
        label=label,
        function=role.function,
        state=standing.state(role),
        tenures=tuple(_tenure(spell, standing.roster) for spell in held),
        handed_over=tuple(hand_overs_of(held, label, standing.roster.names, window)),
    )


def _tenure(spell: Spell, roster: Roster) -> Tenure:
    span = spell.span
    begin, end = span.begin if spell.begins else None, span.end
    return Tenure(
        partner=roster.names[spell.partner],
        partner_iri=spell.partner,
        since=spell.since,
        until=span.until,
        begins_earliest=begin and begin.earliest,
        begins_latest=begin and begin.latest,
        ends_earliest=end and end.earliest,
        ends_latest=end and end.latest,
        not_before="" if spell.begins else span.since,
        counts_from=span.begin.earliest if span.begin else roster.known_since,
        ending=spell.ending,
        parts=tuple(sorted({row.part for row in spell.rows} - {""})),
        evidence=tuple(dict.fromkeys(row.evidence for row in spell.rows if row.evidence)),
    )
