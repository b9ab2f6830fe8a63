"""What lapses within a year, in many partnerships: as :func:`analysis.lapses.lapses` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis

    from backbone_kg.portfolios.standing import Standing

_ROLE = ["file", "role"]


def lapses(spells: ibis.Table, standing: Standing) -> ibis.Table:
    """Return one row a lapse: a wanted role that loses its last or a needed holder.

    Parameters
    ----------
    spells
        As the portfolio keeps them: one row for each time in which a partner holds a role without
        a break.
    standing
        How the partnerships stand on the day; a year from it is looked at.

    Returns
    -------
    ibis.Table
        ``earliest`` and ``latest``: between which days the last day lies on which the role still
        has its holders; ``certain``: whether that is within the year for sure; ``last``: whether
        nobody is known to hold it then.
    """
    import ibis

    wanted = _of_wanted(spells, standing)
    ending = wanted.filter(
        wanted.ends_earliest.notnull()
        & (wanted.last.isnull() | (wanted.last >= wanted.day))
        & (wanted.first.isnull() | (wanted.first <= wanted.horizon))
    )
    by_end = ibis.window(group_by=_ROLE, order_by=[ending.last.isnull(), "last", "partner"])
    by_earliest = ibis.window(group_by=_ROLE, order_by=["ends_earliest", "partner"])
    ending = ending.mutate(
        gone=ibis.row_number().over(by_end), place=ibis.row_number().over(by_earliest)
    )
    # A spell ends where its partner does not hold the role on the next day: each end is a loss.
    ends = ending.filter(ending.last.notnull())
    ends = ends.group_by(*_ROLE, "last").agg(
        gone=ibis._.gone.max(), horizon=ibis._.horizon.max(), needed=ibis._.holders_needed.max()
    )
    firsts = ending.select(*_ROLE, gone="place", earliest="ends_earliest")
    ends = ends.join(firsts, [*_ROLE, "gone"])
    ends = ends.filter(ends.earliest <= ends.horizon).rename(latest="last")
    others = wanted.select(*_ROLE, "first", "last")
    held = ends.select(*_ROLE, "latest").join(others, _ROLE)
    held = held.filter(
        (held.first.isnull() | (held.first <= held.latest + ibis.interval(days=1)))
        & (held.last.isnull() | (held.last > held.latest))
    )
    still = held.group_by(*_ROLE, "latest").agg(still=ibis._.count())
    found = ends.left_join(still, [*_ROLE, "latest"])
    found = found.mutate(still=found.still.fill_null(0))
    found = found.filter(found.still < found.needed)
    return found.select(
        *_ROLE,
        "earliest",
        "latest",
        certain=found.latest <= found.horizon,
        last=found.still == 0,
    ).cache()


def lapsing(spells: ibis.Table, found: ibis.Table, standing: Standing) -> ibis.Table:
    """Return one row a partnership of which anything is known: how many held roles lapse for sure.

    Parameters
    ----------
    spells, standing
        As for :func:`lapses`.
    found
        What that returned.

    Returns
    -------
    ibis.Table
        ``lapsing`` of ``held`` roles, null where no end is known; ``holdings`` and, of these,
        ``without_end``; ``lapsing_at_least``: whether it may be more.
    """
    import ibis

    wanted = _of_wanted(spells, standing)
    begun = wanted.first.isnull() | (wanted.first <= wanted.day)
    held = wanted.filter(begun & (wanted.last.isnull() | (wanted.last >= wanted.day)))
    sure = found.filter(found.certain).select(*_ROLE).distinct().mutate(lapses=True)
    roles = held.group_by(*_ROLE).agg(
        holdings=ibis._.count(), without_end=ibis._.ends_earliest.isnull().sum()
    )
    roles = roles.left_join(sure, _ROLE).drop("file_right", "role_right")
    each = roles.group_by("file").agg(
        held=ibis._.count(),
        lapsing=ibis._.lapses.fill_null(False).sum(),
        holdings=ibis._.holdings.sum(),
        without_end=ibis._.without_end.sum(),
    )
    unsure = found.filter(~found.certain).select("file").distinct().mutate(unsure=True)
    known = standing.snapshots.filter(~standing.snapshots.nothing_known)
    each = known.select("file", "all_read").left_join(each, "file").drop("file_right")
    each = each.left_join(unsure, "file").drop("file_right")
    counts = ("held", "lapsing", "holdings", "without_end")
    each = each.mutate(**{name: each[name].fill_null(0) for name in counts})
    at_least = each.unsure.fill_null(False) | (each.without_end > 0) | ~each.all_read
    lapsed = (each.without_end == each.holdings).ifelse(None, each.lapsing)
    return each.mutate(lapsing=lapsed, lapsing_at_least=at_least).drop("unsure", "all_read").cache()


def _of_wanted(spells: ibis.Table, standing: Standing) -> Any:
    """Return the spells of roles that are wanted, with the day and a year after it."""
    import ibis

    states = standing.states
    roles = states.filter(states.wanted != "not ours").select(*_ROLE, "holders_needed")
    days = standing.snapshots.filter(standing.snapshots.known).select("file", "day")
    days = days.mutate(horizon=(days.day + ibis.interval(years=1)).cast("date"))
    return spells.join(days, "file").join(roles, _ROLE)
