"""How many roles are covered in groups of partnerships, and by what they can be grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from backbone_kg.portfolios.summaries import GroupCoverage

if TYPE_CHECKING:
    import ibis

GROUPS: Final = ("framework", "listing", "community", "state", "kind", "year")
"""By what partnerships can be grouped. The state is what follows the last comma of the community;
the kind is that of the backbone organization."""

SEVERAL: Final = "several kinds"
_TENTHS: Final = 10


def grouped(coverage: ibis.Table, backbones: ibis.Table, by: str) -> ibis.Table:
    """Return the coverage of partnerships with the group of each.

    Parameters
    ----------
    coverage
        One row a partnership.
    backbones
        Those partners that are the backbone organization: ``file`` and ``kind``.
    by
        One of :data:`GROUPS`.

    Returns
    -------
    ibis.Table
        With a column ``group``: "" where the file does not say.
    """
    import ibis

    if by == "year":
        return coverage.mutate(group=coverage.day.year().cast("string"))
    if by == "state":
        after = coverage.community.re_extract(r",\s*([^,]+?)\s*$", 1)
        return coverage.mutate(group=after.fill_null(""))
    if by == "kind":
        kinds = backbones.group_by("file").agg(
            number=ibis._.kind.nunique(), group=ibis._.kind.min()
        )
        one = (kinds.number > 1).ifelse(SEVERAL, kinds.group)
        kinds = kinds.select("file", group=one)
        found = coverage.left_join(kinds, "file").drop("file_right")
        return found.mutate(group=found.group.fill_null(""))
    return coverage.mutate(group=coverage[by].fill_null(""))


def coverage_of_groups(coverage: ibis.Table) -> list[GroupCoverage]:
    """Return the coverage of each group, most partnerships first.

    Parameters
    ----------
    coverage
        One row a partnership, with ``group``.
    """
    import ibis

    known = coverage.covered.notnull()
    told = coverage.group_by("group").agg(
        partnerships=coverage.count(),
        known=known.sum(),
        covered=coverage.covered.sum(),
        wanted=coverage.wanted.sum(where=known),
        median=coverage.share.quantile(0.5),
        at_least=coverage.at_least.sum(),
    )
    placed = coverage.filter(known & (coverage.wanted > 0))
    tenth = ibis.least((_TENTHS * placed.covered) // placed.wanted, _TENTHS - 1)
    spread = placed.group_by("group", tenth=tenth.cast("int64")).agg(
        number=ibis._.count(), at_least=ibis._.at_least.sum()
    )
    tenths: dict[str, list[int]] = {}
    at_least: dict[str, list[int]] = {}
    for row in _rows(spread):
        tenths.setdefault(row["group"], [0] * _TENTHS)[row["tenth"]] = row["number"]
        at_least.setdefault(row["group"], [0] * _TENTHS)[row["tenth"]] = row["at_least"] or 0
    groups = [
        GroupCoverage(
            group=row["group"],
            partnerships=row["partnerships"],
            known=row["known"] or 0,
            covered=row["covered"] or 0,
            wanted=row["wanted"] or 0,
            median=row["median"],
            at_least=row["at_least"] or 0,
            tenths=tuple(tenths.get(row["group"], [0] * _TENTHS)),
            tenths_at_least=tuple(at_least.get(row["group"], [0] * _TENTHS)),
        )
        for row in _rows(told)
    ]
    return sorted(groups, key=lambda one: (-one.partnerships, one.group))


def _rows(table: ibis.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found
