"""What a part of a portfolio adds to what is said of all its partnerships together."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backbone_kg.analysis.load import LoadVerdict
from backbone_kg.portfolios.group_coverage import groups_of
from backbone_kg.portfolios.part_figures import PartFigures
from backbone_kg.portfolios.partnership_standing import (
    Numbers,
    distinct,
    flags_of,
    is_among,
    numbers_of,
    places_in,
)
from backbone_kg.portfolios.roles_across import counted_roles

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class PartSummary:
    """Small tables by name, numbers that add up, and the days between which figures lie.

    Parameters
    ----------
    tables
        ``coverage``, ``lapses`` and ``resilience`` have a row a partnership, ``roles`` one a role
        of a framework, ``organizations`` one a member that is a partner elsewhere, too.
    counts
        By name.
    days
        Each once.
    """

    tables: dict[str, pa.Table]
    counts: Counter[str]
    days: frozenset[datetime.date]

    @classmethod
    def of_parts(cls, parts: Sequence[dict[str, pa.Table]]) -> PartSummary:
        """Return what parts come to together."""
        import pyarrow as pa

        tables = {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}
        counts: Counter[str] = Counter()
        for row in tables.pop("counts").to_pylist():
            counts[row["name"]] += row["number"]
        return cls(tables, counts, frozenset(tables.pop("days")["day"].to_pylist()))


def keys_of_part(part: PartFigures) -> dict[str, pa.Table]:
    """Return the keys of the organizations of the files that count."""
    return {"keys": part.rows("partners", "organization_key").table.select(["organization_key"])}


def tables_of_part(part: PartFigures, *, by: str | None, several: Numbers) -> dict[str, pa.Table]:
    """Return what a part adds, as :meth:`PartSummary.of_parts` takes it.

    Parameters
    ----------
    part
        Which.
    by
        By what partnerships are grouped, if they are.
    several
        Keys of the organizations that more than one partner of the whole portfolio is, ascending.
    """
    import pyarrow as pa

    lost = ["held", "lost_with_one", "lost_with_two", "held_by_one"]
    counts = {name: int(count) for name, count in _counts(part).items()}
    return {
        "coverage": _coverage(part, by),
        "roles": counted_roles(part),
        "lapses": part.lapsing,
        "resilience": part.worst_departures.select(lost),
        "organizations": _organizations(part, several),
        "counts": pa.table({"name": list(counts), "number": list(counts.values())}),
        "days": pa.table({"day": part.snapshots["day"].unique()}),
    }


def _counts(part: PartFigures) -> dict[str, Any]:
    of = part.snapshots
    not_kept = part.read("files", ["problem"])["problem"]
    lost = [numbers_of(of[name]) > 0 for name in ("assignments_not_read", "cells_not_read")]
    loads = part.loads
    verdict = places_in(loads["verdict"], [LoadVerdict.OVERLOADED, LoadVerdict.MORE_THAN_MOST])
    over, most = (numbers_of(loads["file"])[verdict == place] for place in (0, 1))
    return {
        "partnerships": len(of),
        "files": len(not_kept),
        "files_not_read": len(not_kept) - not_kept.null_count,
        "partial": np.sum(places_in(of["listing"], ["complete"]) < 0),
        "not_all_read": np.sum(lost[0] | lost[1]),
        "nothing_known": np.sum(flags_of(of["nothing_known"])),
        "without_date": of["as_of"].null_count,
        "assumed": np.sum(places_in(of["caveat"], [""]) < 0),
        "likely_one": len(part.likely_one),
        "own_roles": np.sum(part.is_wanted & part.is_own),
        "overloaded": len(distinct(over)),
        "partners_overloaded": len(over),
        "more_than_most": len(distinct(most)),
    }


def _coverage(part: PartFigures, by: str | None) -> pa.Table:
    import pyarrow as pa

    found = part.coverage
    group = pa.repeat("", len(found)) if by is None else groups_of(part, by)
    return found.select(["covered", "wanted", "share", "at_least"]).append_column("group", group)


def _organizations(part: PartFigures, several: Numbers) -> pa.Table:
    """Return the members that are organizations of some keys, with what they carry."""
    import pyarrow as pa
    import pyarrow.compute as pc

    members = part.partners.only(part.is_member)
    chosen = is_among(members.numbers("organization_key"), several)
    names = ("organization", "name", "matched_by")
    named = part.rows("partners", *names).only(part.is_member).table.filter(chosen)
    loads = part.loads.filter(chosen)
    holds = pc.greater(loads["roles"], 0)
    return pa.table(
        {
            "file": loads["file"],
            **{name: named[name].cast(pa.string()) for name in names},
            "roles": loads["roles"],
            "fte": pc.if_else(holds, loads["fte_assigned"], None),
            "fte_complete": loads["fte_complete"],
        }
    )
