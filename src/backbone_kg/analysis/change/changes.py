"""What changed between two dates: who joined and left, which holdings began and ended.

All is told in the order of time: of an earlier and a later look at a partnership, which one file
or two can have.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from backbone_kg.analysis.change.differences import Ground
from backbone_kg.analysis.change.matching_partners import Match, MatchedBy
from backbone_kg.model.date_spans import Days, Span
from backbone_kg.model.holding_spells import Ending, Spell, spells
from backbone_kg.model.holdings import OWN_ROLES, Partner, Role
from backbone_kg.model.roster import DayRoster


@dataclass(frozen=True)
class Look:
    """How things stand on a day, by one file.

    Parameters
    ----------
    standing
        The day.
    """

    standing: DayRoster

    @property
    def day(self) -> datetime.date:
        """The day."""
        return self.standing.day

    @cached_property
    def partners(self) -> dict[str, Partner]:
        """All partners of the file, by IRI."""
        return {partner.iri: partner for partner in self.standing.roster.partners}

    @property
    def names(self) -> dict[str, str]:
        """What each partner is called, by IRI; no two alike."""
        return self.standing.roster.names

    @cached_property
    def members(self) -> dict[str, Span]:
        """The memberships in force, by the partner's IRI."""
        found = {p.iri: p.membership_on(self.day) for p in self.standing.partners}
        return {iri: span for iri, span in found.items() if span is not None}

    @cached_property
    def roles(self) -> dict[str, Role]:
        """All roles of the file, by IRI."""
        return {role.iri: role for role in self.standing.roles}

    @cached_property
    def spells(self) -> dict[tuple[str, str], list[Spell]]:
        """The spells of each pair of a partner and a role, by their IRIs."""
        found: dict[tuple[str, str], list[Spell]] = {}
        for some in spells(self.standing.roster).values():
            for spell in some:
                found.setdefault((spell.partner, spell.role), []).append(spell)
        return found

    @cached_property
    def ties(self) -> list[tuple[str, str]]:
        """The pairs of a partner and a role that it holds on the day, in the order of roles."""
        return [(p.iri, r.iri) for r in self.standing.roles for p in self.standing.holders(r)]

    def spell(self, tie: tuple[str, str]) -> Spell:
        """Return the spell in force of a pair that is one of :attr:`ties`."""
        return next(spell for spell in self.spells[tie] if spell.span.covers(self.day))


@dataclass(frozen=True)
class Looks:
    """An earlier and a later look at one partnership.

    Parameters
    ----------
    early, late
        The two.
    matches
        Which partners are one.
    later, earlier
        The IRI of the later file for each partner and role of the earlier that it has, too, and the
        other way round.
    same_framework
        Whether both go by one framework.
    """

    early: Look
    late: Look
    matches: tuple[Match, ...]
    later: Mapping[str, str]
    earlier: Mapping[str, str]
    same_framework: bool

    @property
    def not_early(self) -> Ground:
        """What it says that something is in the later look alone."""
        return self._silence(self.early)

    @property
    def not_late(self) -> Ground:
        """What it says that something is in the earlier look alone."""
        return self._silence(self.late)

    def _silence(self, look: Look) -> Ground:
        # On one day nothing changes: then two files only say different things of it.
        same_day = self.early.day == self.late.day
        return Ground.LISTED if look.standing.roster.complete and not same_day else Ground.NOT_KNOWN

    @cached_property
    def likely(self) -> set[str]:
        """IRIs of the partners that are matched by a likely name alone."""
        found = [match for match in self.matches if match.by is MatchedBy.LIKELY]
        return {iri for match in found for iri in (match.before.iri, match.after.iri)}

    def compares(self, role: Role) -> bool:
        """Return whether holders of a role can be compared one by one.

        A role that one framework has and the other has not is no role that anybody began or ended
        to hold.
        """
        both = role.iri in self.later or role.iri in self.earlier
        return both or self.same_framework or role.function == OWN_ROLES


@dataclass(frozen=True, slots=True)
class Change:
    """That a partner or a holding is there at one of the two dates alone.

    Parameters
    ----------
    partner, role
        IRIs, in the file that has it; the role "" for a membership.
    days
        When it begins or ends; None if that is not known.
    ground
        On what it rests.
    why
        Why it ends, if it does.
    stated
        Whether the days are of the holding itself: that a partner joined bounds when it began.
    """

    partner: str
    role: str
    days: Days | None
    ground: Ground
    why: Ending | Literal[""] = ""
    stated: bool = True

    @property
    def on(self) -> str:
        """When it changed, as a date or as two days with ``/``; "" if that is not known."""
        return "" if self.days is None else self.days.text


def joined(looks: Looks) -> Iterator[Change]:
    """Return who is a member at the later date and was none at the earlier."""
    early, late = looks.early, looks.late
    for partner, span in late.members.items():
        match = looks.earlier.get(partner, "")
        if match in early.members or partner in looks.likely:
            continue
        days, ground = span.begin, looks.not_early
        if days is not None:
            ground = _of_begin(days, looks)
        elif match:
            spans = early.partners[match].memberships
            days = next((s.begin for s in spans if s.begin and s.first > early.day), None)
            ground = Ground.DATED if days else Ground.NOT_KNOWN
        yield Change(partner, "", days, ground)


def left(looks: Looks) -> Iterator[Change]:
    """Return who was a member at the earlier date and is none at the later."""
    early, late = looks.early, looks.late
    for partner, span in early.members.items():
        match = looks.later.get(partner, "")
        if match in late.members or partner in looks.likely:
            continue
        days = _left_by(late, match)
        ground = looks.not_late
        if days is not None:
            ground = _of_end(days, early)
        elif span.last < late.day:
            days, ground = span.end, Ground.DATED
        elif match:
            ground = Ground.NOT_KNOWN
        yield Change(partner, "", days, ground)


def begun(looks: Looks) -> Iterator[Change]:
    """Return which holdings there are at the later date and were not at the earlier."""
    early, late = looks.early, looks.late
    there = set(early.ties)
    for partner, role in late.ties:
        before = (looks.earlier.get(partner, ""), looks.earlier.get(role, ""))
        if before in there or not looks.compares(late.roles[role]):
            continue
        spell = late.spell((partner, role))
        days, ground = spell.span.begin, looks.not_early
        stated = spell.begins
        if days is not None and (stated or days.earliest > early.day):
            ground = _of_begin(days, looks)
        else:
            planned = [s for s in early.spells.get(before, ()) if s.span.first > early.day]
            days = next((s.span.begin for s in planned if s.begins), None)
            stated, ground = True, Ground.DATED if days else ground
            if days is None and early.spells.get(before):
                ground = Ground.NOT_KNOWN
        yield Change(partner, role, days, ground, stated=stated)


def ended(looks: Looks) -> Iterator[Change]:
    """Return which holdings there were at the earlier date and are not at the later."""
    early, late = looks.early, looks.late
    there = set(late.ties)
    for partner, role in early.ties:
        after = (looks.later.get(partner, ""), looks.later.get(role, ""))
        if after in there or not looks.compares(early.roles[role]):
            continue
        past = [s for s in late.spells.get(after, ()) if s.span.last < late.day]
        own = early.spell((partner, role))
        days, why = None, own.ending
        if past:
            last = max(past, key=lambda spell: spell.span.last)
            days, why = last.span.end, last.ending
        elif (gone := _left_by(late, after[0])) is not None:
            days, why = gone, Ending.LEAVING
        if days is not None:
            yield Change(partner, role, days, _of_end(days, early), why)
        elif own.span.last < late.day:
            yield Change(partner, role, own.span.end, Ground.DATED, why)
        else:
            yield Change(partner, role, None, looks.not_late)


def _left_by(look: Look, partner: str) -> Days | None:
    """Return when a partner left that is no member on the day; None if that is not known."""
    if not partner or partner in look.members:
        return None
    past = [span for span in look.partners[partner].memberships if span.last < look.day]
    return max(past, key=lambda span: span.last).end if past else None


def _of_begin(days: Days, looks: Looks) -> Ground:
    """Return on what a begin rests that the later file tells and the earlier look does not show."""
    if days.latest <= looks.early.day:
        return Ground.LEARNED
    if days.earliest > looks.early.day or looks.not_early is Ground.LISTED:
        return Ground.DATED
    return Ground.NOT_KNOWN


def _of_end(days: Days, early: Look) -> Ground:
    """Return on what an end rests that the later file tells, of what the earlier look shows."""
    return Ground.LEARNED if days.latest < early.day else Ground.DATED
