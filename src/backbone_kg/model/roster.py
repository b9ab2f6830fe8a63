"""The roster of a partnership: partners, roles, and who holds what when, as far as it is known.

Everything that computes takes its facts from here: who holds a role on a day, in which state the
role is, what the file leaves open. It is made from records by
:mod:`backbone_kg.model.roster_from_records`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from backbone_kg.base.names import unique
from backbone_kg.model.date_spans import ALWAYS, FOREVER
from backbone_kg.model.duplicates import LikelyOne, likely_duplicates
from backbone_kg.model.holdings import Holding, Partner, Role, fte_of, with_fte_once
from backbone_kg.model.states import RoleState, is_met, state_of

if TYPE_CHECKING:
    import networkx as nx


class NotRead(NamedTuple):
    """What of a file could not be understood, so that no figure can rest on it.

    Parameters
    ----------
    assignments
        Rows on Assignments whose partner or role was not understood.
    of_assignments
        All rows on Assignments.
    cells
        Other cells whose value is not of the kind that belongs there, or cannot be meant.
    """

    assignments: int = 0
    of_assignments: int = 0
    cells: int = 0

    @property
    def every_assignment(self) -> bool:
        """Whether there are assignments, and none of them was understood."""
        return 0 < self.of_assignments == self.assignments


@dataclass(frozen=True)
class Roster:
    """A partnership as one file sees it.

    Parameters
    ----------
    partnership, snapshot
        IRIs of the partnership and of what this file says of it.
    name, community, notes, currency
        What the file says of it; "" if nothing.
    framework
        IRI of the framework that it goes by; "" if not known.
    listing
        ``complete`` or ``partial``.
    as_of
        The last day of the date that the file speaks of; None if it does not say.
    partners, roles, holdings
        In the order of the file; roles in that of the framework, the partnership's own last.
    not_read
        What could not be understood.
    known_since
        The first day that anything in the file speaks of; None if nothing in it is dated.
    """

    partnership: str
    snapshot: str
    name: str
    community: str
    notes: str
    framework: str
    listing: str
    as_of: datetime.date | None
    partners: tuple[Partner, ...]
    roles: tuple[Role, ...]
    holdings: tuple[Holding, ...]
    not_read: NotRead
    known_since: datetime.date | None
    currency: str = ""

    @property
    def complete(self) -> bool:
        """Whether a blank means nobody: the listing is complete, and every assignment was read."""
        return self.listing == "complete" and not self.not_read.assignments

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each role is called, by IRI; no two alike."""
        return unique({role.iri: role.label for role in self.roles})

    @cached_property
    def names(self) -> dict[str, str]:
        """What each partner is called that there ever was, by IRI; no two alike."""
        return unique({partner.iri: partner.name for partner in self.partners})

    def at(self, day: datetime.date) -> DayRoster:
        """Return how things stand on a day."""
        return DayRoster(self, day)

    def network(self, day: datetime.date) -> nx.Graph:
        """Return the two-mode network of a day.

        Returns
        -------
        networkx.Graph
            Bipartite: a node is an IRI, with ``bipartite`` 0 for a partner and 1 for a role that is
            not left to others; an edge is that the partner holds the role. For questions about
            ties; all else is asked of the roster.
        """
        import networkx as nx

        standing = self.at(day)
        graph = nx.Graph()
        graph.add_nodes_from((partner.iri for partner in standing.partners), bipartite=0)
        for role in standing.wanted:
            graph.add_node(role.iri, bipartite=1)
            graph.add_edges_from((p.iri, role.iri) for p in standing.holders(role))
        return graph

    def states(self, role: Role) -> Iterator[Stretch]:
        """Return the stretches of days in which nothing changes for a role, without gaps.

        They begin with the first day that the file knows of and never end; see
        :attr:`known_since`.
        """
        begin = self.known_since or ALWAYS
        spans = [span for holding in self._holdings_of[role.iri] for span in holding.spans]
        firsts = {span.first for span in spans} | {
            span.last + datetime.timedelta(days=1) for span in spans if span.last < FOREVER
        }
        days = [begin, *sorted(day for day in firsts if day > begin)]
        lasts = [*(day - datetime.timedelta(days=1) for day in days[1:]), FOREVER]
        tallies = zip(days, lasts, (self._tally(role, day) for day in days), strict=True)
        for (holders, fte), alike in groupby(tallies, key=lambda one: one[2]):
            parts = list(alike)
            yield Stretch(
                first=parts[0][0],
                last=parts[-1][1],
                state=state_of(holders, wanted=role.wanted, complete=self.complete),
                holders=holders,
                met=is_met(holders, wanted=role.wanted, needed=role.holders_needed),
                fte=fte,
            )

    def _tally(self, role: Role, day: datetime.date) -> tuple[int, Decimal | None]:
        held = with_fte_once(h for h in self._holdings_of[role.iri] if h.on(day))
        return len({holding.partner for holding in held}), fte_of(held)

    @cached_property
    def _holdings_of(self) -> dict[str, list[Holding]]:
        found: dict[str, list[Holding]] = {role.iri: [] for role in self.roles}
        for holding in self.holdings:
            found[holding.role].append(holding)
        return found


class Stretch(NamedTuple):
    """Days on which nothing changes for a role.

    Parameters
    ----------
    first, last
        The days, both counted in.
    state, holders, met
        How it stands, how many partners hold it, and whether as many as are needed.
    fte
        Full-time equivalents assigned, as far as they are given; None if none are.
    """

    first: datetime.date
    last: datetime.date
    state: RoleState
    holders: int
    met: bool
    fte: Decimal | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of what the file says are not counted on the day, by why.

    Parameters
    ----------
    ended
        Rows on Assignments that had ended by the day.
    not_begun
        Rows on Assignments that had not begun on the day.
    not_a_member
        Rows on Assignments whose partner was not a member on the day.
    absent
        Partners that were not members on the day.
    """

    ended: int = 0
    not_begun: int = 0
    not_a_member: int = 0
    absent: int = 0


@dataclass(frozen=True, eq=False)
class DayRoster:
    """How things stand on a day; each is itself alone, so that what is computed of it can be kept.

    Parameters
    ----------
    roster
        Whose.
    day
        Which day.
    """

    roster: Roster
    day: datetime.date
    _held: dict[str, dict[str, list[Holding]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {partner.iri for partner in self.partners}
        held: dict[str, dict[str, list[Holding]]] = {role.iri: {} for role in self.roster.roles}
        for holding in self.roster.holdings if self.is_known else ():
            if holding.partner in names and holding.on(self.day):
                held[holding.role].setdefault(holding.partner, []).append(holding)
        for by_partner in held.values():
            for partner, rows in by_partner.items():
                if len(rows) > 1:
                    by_partner[partner] = with_fte_once(rows)
        object.__setattr__(self, "_held", held)

    @property
    def is_known(self) -> bool:
        """Whether anything in the file speaks of the day or of an earlier one."""
        return self.roster.known_since is None or self.day >= self.roster.known_since

    @property
    def roles(self) -> tuple[Role, ...]:
        """All roles."""
        return self.roster.roles

    @property
    def labels(self) -> dict[str, str]:
        """What each role is called, by IRI; no two alike."""
        return self.roster.labels

    @cached_property
    def names(self) -> dict[str, str]:
        """What each member of the day is called, by IRI; no two alike."""
        return unique({partner.iri: partner.name for partner in self.partners})

    @cached_property
    def wanted(self) -> tuple[Role, ...]:
        """The roles that are not left to others."""
        return tuple(role for role in self.roles if role.is_wanted)

    @cached_property
    def partners(self) -> tuple[Partner, ...]:
        """The partners that are members on the day."""
        if not self.is_known:
            return ()
        return tuple(p for p in self.roster.partners if p.membership_on(self.day))

    def holders(self, role: Role) -> tuple[Partner, ...]:
        """Return the partners that hold a role, in their order."""
        return self._holders[role.iri]

    @cached_property
    def _holders(self) -> dict[str, tuple[Partner, ...]]:
        return {
            role: tuple(partner for partner in self.partners if partner.iri in held)
            for role, held in self._held.items()
        }

    def holdings(self, role: Role, partner: Partner) -> tuple[Holding, ...]:
        """Return the rows by which a partner holds a role; none if it does not."""
        return tuple(self._held[role.iri].get(partner.iri, ()))

    @cached_property
    def held_by(self) -> dict[str, tuple[Role, ...]]:
        """The roles that each partner holds, in their order, by the partner's IRI."""
        found: dict[str, list[Role]] = {partner.iri: [] for partner in self.partners}
        for role in self.roles:
            for partner in self._held[role.iri]:
                found[partner].append(role)
        return {partner: tuple(roles) for partner, roles in found.items()}

    @property
    def ties(self) -> int:
        """How many pairs of a partner and a role it holds there are."""
        return sum(map(len, self._held.values()))

    def state(self, role: Role) -> RoleState:
        """Return the state of a role."""
        holders = len(self._held[role.iri])
        complete = self.roster.complete and self.is_known
        return state_of(holders, wanted=role.wanted, complete=complete)

    def is_met(self, role: Role) -> bool:
        """Return whether a role has the holders it needs."""
        holders = len(self._held[role.iri])
        return is_met(holders, wanted=role.wanted, needed=role.holders_needed)

    def rows_by(self, partner: Partner) -> list[Holding]:
        """Return the rows by which a partner holds anything."""
        return [r for role in self.held_by[partner.iri] for r in self.holdings(role, partner)]

    def rows_of(self, role: Role) -> list[Holding]:
        """Return the rows by which anybody holds a role."""
        return [row for rows in self._held[role.iri].values() for row in rows]

    @property
    def rows(self) -> list[Holding]:
        """The rows that count."""
        return [row for role in self.roles for row in self.rows_of(role)]

    @property
    def without_begin(self) -> tuple[Holding, ...]:
        """The rows that count although it is not known since when."""
        return tuple(row for row in self.rows if row.stated.begin is None)

    @cached_property
    def likely_one(self) -> tuple[LikelyOne, ...]:
        """The partners that are likely one, written in two ways."""
        return tuple(likely_duplicates(self.partners))

    @property
    def counted(self) -> int:
        """How many rows count on the day."""
        return len(self.rows)

    @property
    def left_out(self) -> LeftOut:
        """How many are not counted, by why; none where nothing is known of the day."""
        if not self.is_known:
            return LeftOut()
        found: Counter[str] = Counter()
        members = {partner.iri for partner in self.partners}
        for holding in self.roster.holdings:
            if holding.on(self.day) and holding.partner in members:
                continue
            if holding.stated.first > self.day:
                found["not_begun"] += 1
            elif holding.stated.last < self.day:
                found["ended"] += 1
            else:
                found["not_a_member"] += 1
        return LeftOut(**found, absent=len(self.roster.partners) - len(members))
