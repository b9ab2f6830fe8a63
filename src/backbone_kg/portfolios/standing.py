"""How many partnerships stand on a day, as tables: states of roles, and who holds what.

Every rule is that of the single file: what depends on no day was computed by the roster when the
portfolio was built, the state of a role is looked up in a table made by :mod:`model.states
<backbone_kg.model.states>`, and tests compare each figure with that of ``analyze``.
"""

from __future__ import annotations

import datetime
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from backbone_kg.model.states import state_of
from backbone_kg.portfolios.tables import Tables, lookup

if TYPE_CHECKING:
    import ibis


class Standing:
    """Partnerships on a day: of each its newest snapshot.

    Parameters
    ----------
    kept
        The portfolio.
    day
        Which day; then the newest snapshot on or before it is taken. None: the newest of all, each
        at its own date.
    chosen
        The snapshots that count in the whole portfolio, where ``kept`` is a part of it.
    """

    def __init__(self, kept: Tables, day: datetime.date | None = None, chosen: Any = None) -> None:
        self._kept = kept
        self.day = day
        self._chosen = chosen

    @cached_property
    def snapshots(self) -> ibis.Table:
        """One row a partnership: its newest snapshot, the day, and what is known of it.

        ``known`` tells whether anything in the file speaks of the day; ``all_read`` whether every
        assignment was understood; ``complete`` whether a blank means nobody; ``nothing_known``
        whether there is nothing that a figure could rest on.
        """
        import ibis

        files = self._kept.table("files")
        if self._chosen is not None:
            return self._chosen.semi_join(files, "file").cache()
        files = files.filter(files.problem.isnull())
        files = files.mutate(dated=ibis.coalesce(files.as_of, files.read_on))
        if self.day is not None:
            files = files.filter(files.dated <= self.day)
        newest = ibis.window(
            group_by="partnership", order_by=[ibis.desc("dated"), ibis.asc("path")]
        )
        files = files.mutate(place=ibis.row_number().over(newest)).filter(ibis._.place == 0)
        own = ibis.coalesce(files.as_of, ibis.literal(datetime.date.today()))
        files = files.mutate(day=own if self.day is None else ibis.literal(self.day))
        known = files.known_since.isnull() | (files.day >= files.known_since)
        none_read = (files.assignments > 0) & (files.assignments == files.assignments_not_read)
        files = files.mutate(
            known=known,
            all_read=files.assignments_not_read == 0,
            nothing_known=~known | none_read,
        )
        files = files.mutate(complete=(files.listing == "complete") & files.all_read & files.known)
        return files.drop("problem", "remedy", "place", "sheets", "sha256").cache()

    def _on_the_day(self, name: str) -> Any:
        """Return the rows of a table with spans that cover the day."""
        snapshots = self.snapshots.filter(self.snapshots.known).select("file", "day")
        rows = self._kept.table(name).join(snapshots, "file")
        begun = rows.first.isnull() | (rows.first <= rows.day)
        return rows.filter(begun & (rows.last.isnull() | (rows.last >= rows.day)))

    @cached_property
    def members(self) -> ibis.Table:
        """The partners that are members on the day, by their numbers."""
        return self._on_the_day("memberships").select("file", "partner").distinct().cache()

    @cached_property
    def in_force(self) -> ibis.Table:
        """The rows on Assignments that count on the day; whoever they are of is a member then."""
        rows = self._on_the_day("assignments").drop("evidence", "first", "last", "day")
        several = rows.filter(rows.spans > 1).distinct(on=["file", "assignment"])
        return rows.filter(rows.spans == 1).union(several).drop("spans").cache()

    @cached_property
    def not_members(self) -> ibis.Table:
        """The files in which a row counts on the day but for its partner, who is no member then."""
        rows = self._on_the_day("clipped").anti_join(self.members, ["file", "partner"])
        return rows.select("file").distinct().cache()

    @cached_property
    def holders(self) -> ibis.Table:
        """Each pair of a partner and a role it holds, once."""
        return self.in_force.select("file", "role", "partner").distinct().cache()

    @cached_property
    def states(self) -> ibis.Table:
        """One row a role of a partnership: its state, how many hold it, whether it is met."""
        import ibis

        held = self.holders.group_by("file", "role").agg(holders=ibis._.count())
        snapshots = self.snapshots.select("file", "complete")
        roles = self._kept.table("roles").join(snapshots, "file")
        roles = roles.left_join(held, ["file", "role"]).drop("file_right", "role_right")
        roles = roles.mutate(holders=roles.holders.fill_null(0))
        roles = roles.mutate(counted=ibis.least(roles.holders, 2))
        roles = roles.join(_states(), ["counted", "wanted", "complete"])
        met = (roles.wanted != "not ours") & (roles.holders >= roles.holders_needed)
        return roles.mutate(met=met).drop("counted", "complete").cache()


def _states() -> Any:
    """Return the state of a role for every way in which it can stand."""
    ways = product((0, 1, 2), ("yes", "not ours", "unknown"), (False, True))
    return lookup(
        ("counted", "wanted", "complete", "state"),
        [(*way, str(state_of(way[0], wanted=way[1], complete=way[2]))) for way in ways],
    )
