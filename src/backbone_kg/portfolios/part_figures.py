"""Figures of the partnerships in a part of a portfolio; each is that of ``analyze`` for one file.

Tables are Arrow's. Counts are made by numpy over places of rows, as
:mod:`.partnership_standing` says why; sums of FTE by Arrow, which adds decimals exactly.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from backbone_kg.analysis.load import FEWEST_FOR_A_FENCE, LoadVerdict
from backbone_kg.portfolios.part_lapses import Spells
from backbone_kg.portfolios.partnership_standing import (
    STATES,
    WANTED,
    Flags,
    Numbers,
    Standing,
    coded,
    distinct,
    flags_of,
)

if TYPE_CHECKING:
    import pyarrow as pa

VERDICTS: Final = tuple(LoadVerdict)


class PartFigures(Standing):
    """Coverage, load, sole holders and departures of the partnerships of a part on a day."""

    @cached_property
    def states(self) -> pa.Table:
        """One row a role of a partnership: its state, how many hold it, whether it is met."""
        return _with(
            self.roles.table,
            wanted=_named(self.wanted, WANTED),
            holders=self.holder_count,
            state=_named(self.state, STATES),
            met=self.is_met,
        )

    @cached_property
    def coverage(self) -> pa.Table:
        """One row a partnership: how many wanted roles have the holders they need, and how sure.

        ``covered`` is null where nothing is known; ``at_least`` tells that it may be more.
        """
        import pyarrow as pa

        of, snapshots = self.roles.of, self.snapshots
        wanted = self.count_by_snapshot(of[self.is_ours])
        met = self.count_by_snapshot(of[self.is_met])
        unknown = flags_of(snapshots["nothing_known"])
        partial = ~np.asarray(_is(snapshots["listing"], "complete"))
        unsure = partial | ~flags_of(snapshots["all_read"])
        states = {
            state.name.lower(): self.count_by_snapshot(of[self.state == place])
            for place, state in enumerate(STATES)
        }
        return _with(
            snapshots,
            wanted=wanted,
            **states,
            covered=pa.array(met, mask=unknown),
            share=pa.array(met / np.maximum(wanted, 1), mask=unknown | (wanted == 0)),
            at_least=unsure & ~unknown & (met < wanted),
        )

    @cached_property
    def roles_held(self) -> Numbers:
        """How many roles each partner holds, shape (partners,)."""
        return np.bincount(self.holders[1], minlength=len(self.partners.of))

    @cached_property
    def loads(self) -> pa.Table:
        """One row a member: roles, share, FTE, load and verdict, as :func:`analysis.load.loads`.

        ``share`` is null where nobody holds anything; ``load`` where FTE does not tell, and where
        something is assigned to no FTE at all (then the verdict is that it is overloaded).
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        partners = self.partners.only(self.is_member)
        roles = self.roles_held[self.is_member]
        of = partners.of
        total = np.bincount(of, roles, len(self.files)).astype(np.int64)[of]
        assigned, rows, given = self._fte_of_members
        available = partners.table["fte_available"].combine_chunks()
        over = _yes(pc.greater(assigned, available))
        some = _yes(pc.greater(available, pa.scalar(0, available.type)))
        known = _yes(pc.and_(assigned.is_valid(), available.is_valid()))
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = _floats(assigned) / _floats(available)
        all_read = flags_of(self.snapshots["all_read"])[of]
        complete = rows == given
        verdict = np.select(
            [
                (rows == 0) & all_read,
                over,
                (rows > 0) & known & complete & all_read,
                self._is_unusual(of, roles, total),
            ],
            [
                VERDICTS.index(LoadVerdict.HOLDS_NOTHING),
                VERDICTS.index(LoadVerdict.OVERLOADED),
                VERDICTS.index(LoadVerdict.WITHIN),
                VERDICTS.index(LoadVerdict.MORE_THAN_MOST),
            ],
            VERDICTS.index(LoadVerdict.UNKNOWN),
        )
        return _with(
            partners.table.select(["file", "partner"]),
            roles=roles,
            fte_assigned=assigned,
            fte_complete=complete,
            fte_available=available,
            share=pa.array(roles / np.maximum(total, 1), mask=total == 0),
            load=pa.array(np.where(some, ratio, 0.0), mask=~known | (over & ~some)),
            verdict=_named(verdict, VERDICTS),
        )

    @property
    def _fte_of_members(self) -> tuple[pa.Array, Numbers, Numbers]:
        """What each member gives: the sum of its FTE, its rows, and how many of them give any.

        Rows that say the same of one partner, role and part are one holding: the most counts.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        rows = self.in_force
        partner = self.partner_at(rows.of, rows.numbers("partner"))
        repeats = rows.flags("repeats")
        fte = rows.table["fte"].combine_chunks()
        if repeats.any():
            again = rows.table.filter(repeats).select(["role", "part", "fte"])
            claims = _with(again, partner=partner[repeats], part=again["part"].cast(pa.string()))
            most = claims.group_by(["partner", "role", "part"]).aggregate([("fte", "max")])
            partner_once = np.append(partner[~repeats], most["partner"].to_numpy())
            once = pa.concat_arrays([fte.filter(~repeats), *most["fte_max"].chunks])
        else:
            partner_once, once = partner, fte
        sums = pa.table({"partner": partner_once, "fte": once})
        sums = sums.group_by("partner").aggregate([("fte", "sum")])
        place = np.full(len(self.is_member), -1)
        place[sums["partner"].to_numpy()] = np.arange(len(sums))
        place = place[self.is_member]
        assigned = sums["fte_sum"].combine_chunks().take(pa.array(place, mask=place < 0))
        counted, given = (
            np.bincount(some, minlength=len(self.is_member))[self.is_member]
            for some in (partner, partner[fte.is_valid().to_numpy(zero_copy_only=False)])
        )
        return pc.if_else(pa.array(counted == 0), pa.scalar(0, fte.type), assigned), counted, given

    def _is_unusual(self, of: Numbers, roles: Numbers, total: Numbers) -> Flags:
        """Return whether members hold more than most, by their files and numbers of roles.

        Quartiles are counted in quarters of a role and the fence in eighths, so that numbers are
        compared exactly.
        """
        count = self.count_by_snapshot(of)
        first = np.cumsum(count) - count
        ordered = roles[np.lexsort((roles, of))]
        lower, upper = (_quartile(ordered, first, count, quarter) for quarter in (1, 3))
        fence = 2 * upper + 3 * np.maximum(upper - lower, 4)
        holding = self.count_by_snapshot(of[roles > 0])
        enough = (count >= FEWEST_FOR_A_FENCE)[of] & (total > 0)
        unusual: Flags = enough & (8 * roles > fence[of]) & (roles * holding[of] > total)
        return unusual

    @cached_property
    def _is_sole(self) -> Flags:
        """Whether a pair of :attr:`holders` is of a wanted role that nobody else holds."""
        role = self.holders[0]
        sole: Flags = self.is_ours[role] & (self.holder_count[role] == 1)
        return sole

    @cached_property
    def sole_roles(self) -> pa.Table:
        """Each wanted role that one partner holds alone."""
        role, partner = (places[self._is_sole] for places in self.holders)
        alone = self.roles.table.select(["file", "role", "label"]).take(role)
        return _with(alone, partner=self.partners.numbers("partner")[partner])

    @cached_property
    def worst_departures(self) -> pa.Table:
        """One row a partnership in which a role is held: roles lost with the worst one and two.

        ``lost_with_two`` is null where only one partner holds anything; ``held_by_one`` is how many
        have a single holder.

        Notes
        -----
        The worst two are the two who alone hold most, or two who hold roles together and nobody
        else: what both lose alone, and these.
        """
        import pyarrow as pa

        role, partner = self.holders
        ours = self.is_ours[role]
        of_role, of_partner = self.roles.of, self.partners.of
        held = self.count_by_snapshot(of_role[self.is_ours & (self.holder_count > 0)])
        active = self.count_by_snapshot(of_partner[distinct(partner[ours])])
        alone = np.bincount(partner[self._is_sole], minlength=len(of_partner))
        one, second = self._two_largest(alone)
        # Pairs stand by role, so that the two who share one follow each other.
        two = partner[ours & (self.holder_count[role] == 2)]
        pair, both = np.unique(two[::2] * len(of_partner) + two[1::2], return_counts=True)
        one_of, other = np.divmod(pair, max(1, len(of_partner)))
        together = np.zeros(len(self.files), np.int64)
        np.maximum.at(together, of_partner[one_of], both + alone[one_of] + alone[other])
        some = held > 0
        lost_with_two = np.maximum(one + second, together)[some]
        return pa.table(
            {
                "file": self.files[some],
                "held": held[some],
                "active": active[some],
                "lost_with_one": one[some],
                "lost_with_two": pa.array(lost_with_two, mask=active[some] < 2),
                "held_by_one": self.count_by_snapshot(of_partner[partner[self._is_sole]])[some],
            }
        )

    def _two_largest(self, values: Numbers) -> tuple[Numbers, Numbers]:
        """Return the largest and the second of what partners of each snapshot have, else 0."""
        of = self.partners.of
        count = self.count_by_snapshot(of)
        last = np.cumsum(count) - 1
        ordered = values[np.lexsort((values, of))]
        largest, second = np.zeros((2, len(count)), np.int64)
        largest[count > 0] = ordered[last[count > 0]]
        second[count > 1] = ordered[last[count > 1] - 1]
        return largest, second

    @cached_property
    def _lapsed(self) -> tuple[pa.Table, pa.Table]:
        # Spells refer to these figures: kept here, they would keep a part in memory after its turn.
        spells = Spells(self)
        found = spells.lapses()
        return found, spells.lapsing(found)

    @property
    def lapses(self) -> pa.Table:
        """Each wanted role that within a year of the day loses its last or a needed holder."""
        return self._lapsed[0]

    @property
    def lapsing(self) -> pa.Table:
        """One row a partnership of which anything is known: how many of its held roles lapse."""
        return self._lapsed[1]

    @property
    def not_members(self) -> pa.Table:
        """The files in which a row counts on the day but for its partner, who is no member then."""
        import pyarrow as pa

        rows = self.rows("clipped", "partner", "first", "last")
        rows = rows.only(self.on_the_day(rows))
        outside = ~self.is_member[self.partner_at(rows.of, rows.numbers("partner"))]
        return pa.table({"file": self.files[distinct(rows.of[outside])]})

    @property
    def likely_one(self) -> pa.Table:
        """The files in which two members are likely one."""
        import pyarrow as pa

        rows = self.rows("likely_one", "partner", "other")
        first, second = (
            self.is_member[self.partner_at(rows.of, rows.numbers(name))]
            for name in ("partner", "other")
        )
        return pa.table({"file": self.files[distinct(rows.of[first & second])]})


def _quartile(ordered: Numbers, first: Numbers, count: Numbers, quarter: int) -> Numbers:
    """Return a quartile of each group in quarters, by linear interpolation (definition 7).

    Parameters
    ----------
    ordered
        The values of all groups, group by group, ascending in each, shape (values,).
    first, count
        Where each group begins, and how many it has, shape (groups,); 0 for an empty one.
    quarter
        1 or 3.
    """
    place = np.maximum(count - 1, 0) * quarter
    some = count > 0
    below = (first + place // 4)[some]
    above = np.minimum(below + 1, (first + count - 1)[some])
    found = np.zeros(len(count), np.int64)
    found[some] = 4 * ordered[below] + (ordered[above] - ordered[below]) * (place % 4)[some]
    return found


def _with(table: pa.Table, **columns: Any) -> pa.Table:
    """Return a table with more columns, or others in place of those of the same name."""
    for name, values in columns.items():
        if name in table.column_names:
            table = table.set_column(table.column_names.index(name), name, [values])
        else:
            table = table.append_column(name, [values])
    return table


def _named(places: Numbers, names: Any) -> pa.Array:
    """Return texts by their places among some."""
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(
        pa.array(places.astype(np.int8)), pa.array([str(name) for name in names])
    )


def _yes(found: Any) -> Flags:
    """Return answers of which those that are not known are no."""
    flags: Flags = found.fill_null(False).to_numpy(zero_copy_only=False)
    return flags


def _is(column: Any, text: str) -> Flags:
    codes, known = coded(column)
    return np.append(np.array(known.to_pylist()) == text, False)[codes]


def _floats(numbers: Any) -> Any:
    return numbers.cast("float64").to_numpy(zero_copy_only=False)
