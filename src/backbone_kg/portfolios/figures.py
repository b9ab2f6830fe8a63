"""Figures of many partnerships on a day, as tables; each is that of ``analyze`` for one file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from backbone_kg.analysis.load import FEWEST_FOR_A_FENCE, LoadVerdict
from backbone_kg.model.states import RoleState
from backbone_kg.portfolios import lapses as lapsed
from backbone_kg.portfolios.standing import Standing

if TYPE_CHECKING:
    import ibis


class Figures(Standing):
    """Coverage, load, sole holders and departures of many partnerships on a day."""

    def by_part(self) -> Iterator[Figures]:
        """Return the same for each part of the portfolio, so that memory does not grow with it."""
        for part in self._kept.by_part():
            yield Figures(part, self.day, self.snapshots)

    @property
    def partners(self) -> ibis.Table:
        """The partners of the files, whether or not they are members on the day."""
        return self._kept.table("partners")

    @property
    def likely_one(self) -> ibis.Table:
        """The pairs of members that are likely one, written in two ways."""
        members = self.members
        pairs = self._kept.table("likely_one").semi_join(members, ["file", "partner"])
        return pairs.semi_join(members.rename(other="partner"), ["file", "other"])

    @cached_property
    def coverage(self) -> ibis.Table:
        """One row a partnership: how many wanted roles have the holders they need, and how sure.

        ``covered`` is null where nothing is known; ``at_least`` tells that it may be more.
        """
        states = self.states
        counted = states.group_by("file").agg(
            wanted=(states.state != RoleState.NOT_OURS.value).sum(),
            met=states.met.sum(),
            **{state.name.lower(): (states.state == state.value).sum() for state in RoleState},
        )
        found = self.snapshots.left_join(counted, "file").drop("file_right")
        counts = [name for name in counted.columns if name != "file"]
        found = found.mutate(**{name: found[name].fill_null(0) for name in counts})
        covered = found.nothing_known.ifelse(None, found.met)
        unsure = (found.listing != "complete") | ~found.all_read
        found = found.mutate(covered=covered).drop("met")
        return found.mutate(
            share=found.covered / found.wanted.nullif(0),
            at_least=unsure & found.covered.notnull() & (found.covered < found.wanted),
        ).cache()

    @cached_property
    def loads(self) -> ibis.Table:
        """One row a member: roles, share, FTE, load and verdict, as :func:`analysis.load.loads`.

        ``share`` is null where nobody holds anything; ``load`` where FTE does not tell, and where
        something is assigned to no FTE at all (then the verdict is that it is overloaded).
        """
        import ibis

        fte = self._fte
        found = self._roles_of_members.left_join(fte, ["file", "partner"])
        found = found.drop("file_right", "partner_right")
        found = found.mutate(rows=found.rows.fill_null(0), given=found.given.fill_null(0))
        zero = ibis.literal(0).cast(found.fte_assigned.type())
        found = found.mutate(
            fte_assigned=(found.rows == 0).ifelse(zero, found.fte_assigned),
            fte_complete=found.rows == found.given,
        )
        snapshots = self.snapshots.select("file", "all_read")
        partners = self._kept.table("partners").select("file", "partner", "fte_available")
        found = found.join(self._fences, "file").join(snapshots, "file")
        return _judged(found.join(partners, ["file", "partner"])).cache()

    @cached_property
    def _roles_of_members(self) -> Any:
        """How many roles each member holds, 0 or more."""
        import ibis

        roles = self.holders.group_by("file", "partner").agg(roles=ibis._.count())
        found = self.members.left_join(roles, ["file", "partner"])
        found = found.drop("file_right", "partner_right")
        return found.mutate(roles=found.roles.fill_null(0)).cache()

    @property
    def _fte(self) -> Any:
        """What each partner gives: the sum of its FTE, its rows, and how many of them give any.

        Rows that say the same of one partner, role and part are one holding: the most counts.
        """
        import ibis

        rows = self.in_force
        by_claim = ["file", "partner", "role", "part"]
        repeated = rows.filter(rows.repeats).group_by(by_claim)
        once = rows.filter(~rows.repeats)
        claims = repeated.agg(fte=ibis._.fte.max(), rows=ibis._.count(), given=ibis._.fte.count())
        alone = once.select(
            *by_claim,
            "fte",
            rows=ibis.literal(1, "int64"),
            given=once.fte.notnull().cast("int64"),
        )
        return (
            alone.union(claims)
            .group_by("file", "partner")
            .agg(fte_assigned=ibis._.fte.sum(), rows=ibis._.rows.sum(), given=ibis._.given.sum())
        )

    @property
    def _fences(self) -> Any:
        """Of each partnership the holdings of all, and from how many roles on it is unusual.

        Everything is a multiple of an eighth of a role, so that numbers are compared exactly.
        """
        import ibis

        counted = self._roles_of_members
        fences = counted.group_by("file").agg(
            members=ibis._.count(),
            total=ibis._.roles.sum(),
            holding=(ibis._.roles > 0).sum(),
            lower=ibis._.roles.quantile(0.25),
            upper=ibis._.roles.quantile(0.75),
        )
        spread = ibis.greatest(fences.upper - fences.lower, 1)
        enough = (fences.members >= FEWEST_FOR_A_FENCE) & (fences.total > 0)
        return fences.mutate(fence=enough.ifelse(fences.upper + 1.5 * spread, None)).select(
            "file", "total", "holding", "fence"
        )

    @cached_property
    def sole_roles(self) -> ibis.Table:
        """Each wanted role that one partner holds alone."""
        states = self.states
        alone = states.filter((states.wanted != "not ours") & (states.holders == 1))
        return alone.select("file", "role", "label").join(self.holders, ["file", "role"]).cache()

    @cached_property
    def worst_departures(self) -> ibis.Table:
        """One row a partnership in which a role is held: roles lost with the worst one and two.

        ``lost_with_two`` is null where only one partner holds anything.

        Notes
        -----
        The worst two are the two who alone hold most, or two who hold roles together and nobody
        else: what both lose alone, and these.
        """
        import ibis

        states, holders = self.states, self.holders
        wanted = states.filter(states.wanted != "not ours").select("file", "role", number="holders")
        held = holders.join(wanted, ["file", "role"])
        active = held.group_by("file").agg(
            active=ibis._.partner.nunique(), held=ibis._.role.nunique()
        )
        alone = held.filter(held.number == 1).group_by("file", "partner").agg(alone=ibis._.count())
        most_first = ibis.window(group_by="file", order_by=ibis.desc("alone"))
        ranked = alone.mutate(place=ibis.row_number().over(most_first))
        top = ranked.group_by("file").agg(
            one=ibis._.alone.max(), two=ibis._.alone.sum(where=ibis._.place < 2)
        )
        two = held.filter(held.number == 2)
        pairs = two.group_by("file", "role").agg(a=ibis._.partner.min(), b=ibis._.partner.max())
        together = pairs.group_by("file", "a", "b").agg(both=ibis._.count())
        of_a = alone.select("file", a="partner", alone_a="alone")
        of_b = alone.select("file", b="partner", alone_b="alone")
        together = together.left_join(of_a, ["file", "a"]).drop("file_right", "a_right")
        together = together.left_join(of_b, ["file", "b"]).drop("file_right", "b_right")
        lost = together.both + together.alone_a.fill_null(0) + together.alone_b.fill_null(0)
        linked = together.mutate(lost=lost).group_by("file").agg(linked=ibis._.lost.max())
        found = active.left_join(top, "file").drop("file_right")
        found = found.left_join(linked, "file").drop("file_right")
        one = found.one.fill_null(0)
        both = ibis.greatest(one, found.two.fill_null(0), found.linked.fill_null(0))
        return (
            found.mutate(lost_with_one=one, lost_with_two=(found.active > 1).ifelse(both, None))
            .select("file", "held", "active", "lost_with_one", "lost_with_two")
            .cache()
        )

    @cached_property
    def lapses(self) -> ibis.Table:
        """Each wanted role that within a year of the day loses its last or a needed holder."""
        return lapsed.lapses(self._kept.table("spells"), self)

    @cached_property
    def lapsing(self) -> ibis.Table:
        """One row a partnership of which anything is known: how many of its held roles lapse."""
        return lapsed.lapsing(self._kept.table("spells"), self.lapses, self)


def _judged(found: Any) -> Any:
    import ibis

    known = found.fte_available.notnull() & found.fte_assigned.notnull()
    over = known & (found.fte_assigned > found.fte_available)
    unusual = (
        found.fence.notnull()
        & (found.roles > found.fence)
        & (found.roles * found.holding > found.total)
    )
    within = (found.rows > 0) & known & found.fte_complete & found.all_read
    load = ibis.cases(
        (
            known & (found.fte_available > 0),
            found.fte_assigned.cast("float64") / found.fte_available.cast("float64"),
        ),
        (known & ~over, 0.0),
        else_=None,
    )
    verdict = ibis.cases(
        ((found.rows == 0) & found.all_read, LoadVerdict.HOLDS_NOTHING.value),
        (over.fill_null(False), LoadVerdict.OVERLOADED.value),
        (within, LoadVerdict.WITHIN.value),
        (unusual.fill_null(False), LoadVerdict.MORE_THAN_MOST.value),
        else_=LoadVerdict.UNKNOWN.value,
    )
    share = found.roles / found.total.nullif(0)
    return found.mutate(share=share, load=load, verdict=verdict).drop(
        "rows", "given", "all_read", "fence", "holding", "total"
    )
