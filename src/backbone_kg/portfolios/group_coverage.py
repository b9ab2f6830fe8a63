"""How many roles are covered in groups of partnerships, and by what they can be grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from backbone_kg.portfolios.ibis_tables import rows_in
from backbone_kg.portfolios.part_figures import PartFigures
from backbone_kg.portfolios.partnership_standing import coded, distinct
from backbone_kg.portfolios.summaries import GroupCoverage

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

GROUPS: Final = ("framework", "listing", "community", "state", "kind", "year")
"""By what partnerships can be grouped. The state is what follows the last comma of the community;
the kind is that of the backbone organization."""

SEVERAL: Final = "several kinds"
_TENTHS: Final = 10


def groups_of(part: PartFigures, by: str) -> pa.Array:
    """Return the group of each partnership of a part.

    Parameters
    ----------
    part
        Which.
    by
        One of :data:`GROUPS`.

    Returns
    -------
    pyarrow.Array
        Texts in the order of the snapshots: "" where the file does not say.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if by == "kind":
        return _kinds(part)
    if by == "year":
        return pc.year(part.snapshots["day"]).cast(pa.string())
    found = part.snapshots["community" if by == "state" else by].cast(pa.string())
    if by == "state":
        after = pc.extract_regex(found, pattern=r",\s*(?P<state>[^,]+?)\s*$")
        found = pc.struct_field(after, "state")
    return found.fill_null("")


def _kinds(part: PartFigures) -> pa.Array:
    """Return the kind of the backbone organization, of each partnership."""
    import pyarrow as pa

    rows = part.rows("partners", "backbone", "kind")
    rows = rows.only(part.is_member & rows.flags("backbone"))
    code, kinds = coded(rows.table["kind"])
    pairs = distinct((rows.of * (len(kinds) + 1) + code)[code >= 0])
    of, code = np.divmod(pairs, len(kinds) + 1)
    number = part.count_by_snapshot(of)
    names = np.array([*kinds.to_pylist(), "", SEVERAL], object)
    chosen = np.where(number > 1, len(kinds) + 1, len(kinds))
    alone = number[of] == 1
    chosen[of[alone]] = code[alone]
    return pa.array(names[chosen], pa.string())


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
    for row in rows_in(spread):
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
        for row in rows_in(told)
    ]
    return sorted(groups, key=lambda one: (-one.partnerships, one.group))
