"""What lapses within a year in a part of a portfolio: as :mod:`analysis.lapses` has it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from backbone_kg.analysis.lapses import a_year_after
from backbone_kg.portfolios.partnership_standing import (
    Flags,
    Numbers,
    Rows,
    Standing,
    distinct,
    flags_of,
    numbers_of,
)

if TYPE_CHECKING:
    import pyarrow as pa

_BEFORE: Final = -(2**22)
_AFTER: Final = 2**22 - 1
"""Days since 1970 before, and after, every date that there is."""


class Spells:
    """The times in which partners hold wanted roles without a break, where the day is known.

    Parameters
    ----------
    standing
        The partnerships of a part on the day.
    """

    def __init__(self, standing: Standing) -> None:
        rows = standing.rows("spells", "role", "partner", "first", "last", "ends_earliest")
        role = standing.role_at(rows.of, rows.numbers("role"))
        known = flags_of(standing.snapshots["known"])
        chosen = standing.is_ours[role] & known[rows.of]
        self.standing = standing
        self.rows: Rows = rows.only(chosen)
        self.role: Numbers = role[chosen]
        self.first = self.rows.numbers("first", _BEFORE)
        self.last = self.rows.numbers("last", _AFTER)
        self.earliest = self.rows.numbers("ends_earliest", _AFTER)
        self.has_end: Flags = self.earliest < _AFTER
        self.day = numbers_of(standing.snapshots["day"])[self.rows.of]
        self.horizon = _a_year_after(self.day)

    def lapses(self) -> pa.Table:
        """Return one row a lapse: a wanted role that loses its last or a needed holder.

        Returns
        -------
        pyarrow.Table
            ``earliest`` and ``latest``: between which days the last day lies on which the role
            still has its holders; ``certain``: whether that is within the year for sure; ``last``:
            whether nobody is known to hold it then.
        """
        import pyarrow as pa

        ending = np.flatnonzero(
            self.has_end & (self.last >= self.day) & (self.first <= self.horizon)
        )
        partner = self.rows.numbers("partner")[ending]
        role, last, earliest = self.role[ending], self.last[ending], self.earliest[ending]
        by_last = np.lexsort((partner, last, role))
        by_earliest = np.lexsort((partner, earliest, role))
        role, last = role[by_last], last[by_last]
        # Of g spells of a role that end until a day, the last by that day and the gth smallest of
        # the earliest days stand in the same place.
        is_end = np.append((role[1:] != role[:-1]) | (last[1:] != last[:-1]), True)[: len(role)]
        earliest = earliest[by_earliest][is_end]
        role, latest = role[is_end], last[is_end]
        horizon = self.horizon[ending][by_last][is_end]
        begun = _count_until(self.role, self.first, role, latest + 1)
        still = begun - _count_until(self.role, self.last, role, latest)
        needed = self.standing.roles.numbers("holders_needed")[role]
        found = (latest < _AFTER) & (earliest <= horizon) & (still < needed)
        named = self.standing.roles.table.select(["file", "role"]).take(role[found])
        days = [pa.array(days[found].astype(np.int32)) for days in (earliest, latest)]
        return pa.table(
            {
                "file": named["file"],
                "role": named["role"],
                "earliest": days[0].cast(pa.date32()),
                "latest": days[1].cast(pa.date32()),
                "certain": (latest <= horizon)[found],
                "last": (still == 0)[found],
            }
        )

    def lapsing(self, found: pa.Table) -> pa.Table:
        """Return one row a partnership of which anything is known: how many held roles lapse.

        Parameters
        ----------
        found
            What :meth:`lapses` returned.

        Returns
        -------
        pyarrow.Table
            ``lapsing`` of ``held`` roles, null where no end is known; ``holdings`` and, of these,
            ``without_end``; ``lapsing_at_least``: whether it may be more.
        """
        import pyarrow as pa

        standing = self.standing
        of = np.searchsorted(standing.files, numbers_of(found["file"]))
        certain = flags_of(found["certain"])
        lapses = np.zeros(len(standing.roles.of), bool)
        lapses[standing.role_at(of, numbers_of(found["role"]))[certain]] = True
        unsure = standing.count_by_snapshot(of[~certain]) > 0
        on_the_day = (self.first <= self.day) & (self.last >= self.day)
        held = distinct(self.role[on_the_day])
        holdings = standing.count_by_snapshot(self.rows.of[on_the_day])
        without = standing.count_by_snapshot(self.rows.of[on_the_day & ~self.has_end])
        lapsing = standing.count_by_snapshot(standing.roles.of[held[lapses[held]]])
        all_read = flags_of(standing.snapshots["all_read"])
        told = pa.table(
            {
                "file": standing.files,
                "held": standing.count_by_snapshot(standing.roles.of[held]),
                "lapsing": pa.array(lapsing, mask=without == holdings),
                "holdings": holdings,
                "without_end": without,
                "lapsing_at_least": unsure | (without > 0) | ~all_read,
            }
        )
        return told.filter(pa.array(~flags_of(standing.snapshots["nothing_known"])))


def _count_until(role: Numbers, day: Numbers, of: Numbers, until: Numbers) -> Numbers:
    """Return how many spells of a role have a day that is not later than another, shape (of,)."""
    width = _AFTER - _BEFORE + 1
    keys = np.sort(role * width + day)
    before = np.searchsorted(keys, of * width + _BEFORE - 1, side="right")
    return np.searchsorted(keys, of * width + np.minimum(until, _AFTER), side="right") - before


def _a_year_after(days: Numbers) -> Numbers:
    """Return the same days of the next year, in days since 1970."""
    each, place = np.unique(days, return_inverse=True)
    epoch = datetime.date(1970, 1, 1)
    later = [a_year_after(epoch + datetime.timedelta(days=int(day))) - epoch for day in each]
    return np.array([one.days for one in later], np.int64)[place]
