"""Figures of many partnerships on a day: part by part, or all of them as tables of Ibis."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from backbone_kg.portfolios.ibis_tables import Tables
from backbone_kg.portfolios.part_figures import PartFigures
from backbone_kg.portfolios.partnership_standing import Numbers, numbers_of
from backbone_kg.portfolios.parts_on_spark import Task, answers, orders, rows_of
from backbone_kg.portfolios.storage import IN_A_PART, Part
from backbone_kg.portfolios.table_engines import ENGINES

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa


def _of_all_parts(of_a_part: Any) -> cached_property[ibis.Table]:
    """Return the attribute that has a table of a part for all parts together, as Ibis has it."""
    table: cached_property[ibis.Table]
    table = cached_property(lambda figures: figures._whole(table.attrname))
    table.__doc__ = of_a_part.__doc__
    return table


class Figures:
    """How many partnerships stand on a day: of each its newest snapshot.

    Each table has what :class:`~backbone_kg.portfolios.part_figures.PartFigures` says of it.

    Parameters
    ----------
    kept
        The portfolio.
    day
        Which day; then the newest snapshot on or before it is taken. None: the newest of all, each
        at its own date.
    """

    def __init__(self, kept: Tables, day: datetime.date | None = None) -> None:
        self._kept = kept
        self.day = day

    @cached_property
    def chosen(self) -> Numbers:
        """The numbers of the files that count, ascending: of each partnership the newest."""
        import ibis

        files = self._kept.table("files")
        files = files.filter(files.problem.isnull())
        files = files.mutate(dated=ibis.coalesce(files.as_of, files.read_on))
        if self.day is not None:
            files = files.filter(files.dated <= self.day)
        newest = ibis.window(
            group_by="partnership", order_by=[ibis.desc("dated"), ibis.asc("path")]
        )
        files = files.mutate(place=ibis.row_number().over(newest)).filter(ibis._.place == 0)
        return np.sort(numbers_of(files.select("file").to_pyarrow()["file"]))

    def each_part(self, task: Task) -> Iterator[dict[str, pa.Table]]:
        """Return what a task makes of each part, so that memory does not grow with the portfolio.

        Spark has its machines do that, many parts at a time.
        """
        groups = list(_together(self._kept.manifest.parts))
        folder, connection = self._kept.folder, self._kept.connection
        if connection.name != ENGINES[0]:
            work = orders(groups, self.chosen)
            yield from answers(connection.work_on(work, folder, self.day, task))
            return
        for parts in groups:
            yield task(PartFigures(partial(rows_of, folder, parts), self.chosen, self.day))

    snapshots = _of_all_parts(PartFigures.snapshots)
    states = _of_all_parts(PartFigures.states)
    coverage = _of_all_parts(PartFigures.coverage)
    loads = _of_all_parts(PartFigures.loads)
    sole_roles = _of_all_parts(PartFigures.sole_roles)
    worst_departures = _of_all_parts(PartFigures.worst_departures)
    lapses = _of_all_parts(PartFigures.lapses)
    lapsing = _of_all_parts(PartFigures.lapsing)
    not_members = _of_all_parts(PartFigures.not_members)

    def only(self, files: pa.ChunkedArray) -> Figures:
        """Return the figures of some of these files, by their numbers."""
        found = Figures(self._kept, self.day)
        found.chosen = np.sort(numbers_of(files))
        return found

    def _whole(self, name: str) -> ibis.Table:
        """Return a table of all parts."""
        each = self.each_part(partial(_named, name=name))
        return self._kept.set_aside(tables[name] for tables in each)


def _named(part: PartFigures, name: str) -> dict[str, pa.Table]:
    return {name: getattr(part, name)}


def _together(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Return parts in groups of as many files as a full one has: many small ones cost more."""
    waiting: list[Part] = []
    for part in parts:
        if sum(each.files for each in (*waiting, part)) > IN_A_PART and waiting:
            yield waiting
            waiting = []
        waiting.append(part)
    if waiting:
        yield waiting
