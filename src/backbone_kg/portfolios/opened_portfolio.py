"""A portfolio that was opened: its tables, and what is asked of them."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from backbone_kg.model.partnership import asked_day
from backbone_kg.portfolios.figures_of_day import Figures
from backbone_kg.portfolios.ibis_tables import Tables
from backbone_kg.portfolios.rule_results import rule_results
from backbone_kg.portfolios.rules import rules_of

if TYPE_CHECKING:
    import ibis


def _kept(name: str, holds: str) -> property:
    """Return the attribute that has a table as it is kept."""
    return property(lambda portfolio: portfolio.table(name), doc=holds)


class Portfolio(Tables):
    """Many partnerships as tables of Ibis, from which pandas, polars and others take over.

    What it is opened with, and what keeps it from being opened, :class:`Tables` says.

    Examples
    --------
    >>> import backbone_kg
    >>> portfolio = backbone_kg.portfolio("portfolio")  # doctest: +SKIP
    >>> portfolio.on("2025-09").coverage.to_pandas()  # doctest: +SKIP
    """

    files = _kept("files", "One row a file, read or not.")
    partners = _kept("partners", "One row a partner of a file.")
    roles = _kept("roles", "One row a role of a file, with what is wanted of it.")
    assignments = _kept(
        "assignments", "One row for each span of days on which an assignment counts."
    )
    told = _kept("told", "What else was found: by the reader, and of rows that do not go together.")

    @property
    def states(self) -> ibis.Table:
        """One row a role of the newest file of each partnership: its state at that file's date."""
        return self.on().states

    @cached_property
    def results(self) -> ibis.Table:
        """What breaks a rule of the shapes: one row for each file, row, shape and constraint."""
        return rule_results(self, rules_of(self.layout))

    def on(self, date: str | datetime.date | None = None) -> Figures:
        """Return how the partnerships stand.

        Parameters
        ----------
        date
            ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``: of each partnership the newest file of that
            day or an earlier one. None: the newest of all, each at its own date.

        Raises
        ------
        BackboneError
            If it is not a date.
        """
        return Figures(self, None if date is None else asked_day(date))
