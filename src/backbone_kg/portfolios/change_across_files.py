"""What changed between two days in the partnerships that have a figure on both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backbone_kg.portfolios.group_coverage import coverage_of_groups
from backbone_kg.portfolios.ibis_tables import number, rows_in
from backbone_kg.portfolios.roles_across import roles_across
from backbone_kg.portfolios.summaries import (
    ChangeAcross,
    GroupCoverage,
    MoreOrLess,
    RoleAcross,
    RoleThenNow,
)

if TYPE_CHECKING:
    import ibis

    from backbone_kg.portfolios.figures_of_day import Figures


def change_across(then: Figures, now: Figures) -> ChangeAcross:
    """Return what changed since an earlier day.

    Parameters
    ----------
    then, now
        How the partnerships stood and stand. Of each partnership the newest file of the day or an
        earlier one counts: it may be the same one twice, where its dates tell what changed.

    Raises
    ------
    ValueError
        If the earlier day was not asked for.
    """
    if then.day is None:
        raise ValueError("the earlier day is one that was asked for")
    early = _known(then.coverage)
    all_late = _known(now.coverage)
    late = all_late.filter(all_late.day > then.day)
    both = early.join(late, "partnership", lname="{name}_then", rname="{name}").cache()
    rise = both.covered * both.wanted_then - both.covered_then * both.wanted
    sure = both.sure & both.sure_then
    compared = both.filter((both.wanted > 0) & (both.wanted_then > 0))
    (counted,) = rows_in(
        compared.aggregate(
            **{
                f"{name}_{how}": ((direction) & (certain)).sum()
                for name, direction in (("more", rise > 0), ("same", rise == 0), ("less", rise < 0))
                for how, certain in (("sure", sure), ("unsure", ~sure))
            }
        )
    )
    files = both.select("file_then", "file").to_pyarrow()
    same_then, same_now = then.only(files["file_then"]), now.only(files["file"])
    return ChangeAcross(
        since=then.day.isoformat(),
        partnerships=len(files),
        then_alone=number(early.anti_join(all_late, "partnership").count()),
        now_alone=number(late.anti_join(early, "partnership").count()),
        not_later=number(all_late.count()) - number(late.count()),
        sure=_more_or_less(counted, "sure"),
        unsure=_more_or_less(counted, "unsure"),
        then=_of(same_then.coverage),
        now=_of(same_now.coverage),
        roles=_roles(roles_across(same_then), roles_across(same_now)),
    )


def _known(coverage: ibis.Table) -> ibis.Table:
    known = coverage.filter(coverage.covered.notnull())
    sure = (known.listing == "complete") & known.all_read
    return known.select("partnership", "file", "day", "covered", "wanted", sure=sure)


def _more_or_less(counted: dict[str, Any], how: str) -> MoreOrLess:
    return MoreOrLess(*(counted[f"{name}_{how}"] or 0 for name in ("more", "same", "less")))


def _of(coverage: ibis.Table) -> GroupCoverage:
    import ibis

    found = coverage_of_groups(coverage.mutate(group=ibis.literal("")))
    return found[0] if found else GroupCoverage("", 0, 0, 0, 0, None, 0)


def _roles(then: tuple[RoleAcross, ...], now: tuple[RoleAcross, ...]) -> tuple[RoleThenNow, ...]:
    before = {role.role: role for role in then}
    after = {role.role: role for role in now}
    return tuple(
        RoleThenNow(each.role, each.label, before.get(each.role), after.get(each.role))
        for each in (*now, *(role for role in then if role.role not in after))
    )
