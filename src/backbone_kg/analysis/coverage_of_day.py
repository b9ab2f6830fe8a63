"""The coverage of a partnership alone, with what it rests on: the figure of many files."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from backbone_kg.analysis.basis import OfADay, on_the_day
from backbone_kg.analysis.coverage import Coverage, coverage
from backbone_kg.base.json_form import plain
from backbone_kg.base.words import share
from backbone_kg.model.partnership import Partnership


@dataclass(frozen=True)
class CoverageOfADay(OfADay):
    """How many wanted roles have the holders they need on a day, as :func:`analyze` tells it.

    Parameters
    ----------
    coverage
        Of all roles.
    """

    coverage: Coverage

    @property
    def at_least(self) -> bool:
        """Whether it may be more: holders may be unnamed or were not read."""
        unsure = self.listing != "complete" or self.basis.assignments_not_read > 0
        covered = self.coverage.covered
        return unsure and covered is not None and covered < self.coverage.wanted

    @property
    def in_short(self) -> str:
        """The figure in a few words, with its day and what weakens it."""
        covered, wanted = self.coverage.covered, self.coverage.wanted
        if not wanted:
            return f"no role is wanted on {self.as_of}"
        if covered is None:
            return f"not known on {self.as_of}"
        least = "at least " if self.at_least else ""
        not_read = self.basis.assignments_not_read + self.basis.cells_not_read
        rests_on = [
            " (today; the file gives no date)" if self.as_of_basis == "today" else "",
            "; partial listing" if self.listing != "complete" else "",
            "; not all cells read" if not_read else "",
            "; some partners may be one" if self.basis.likely_one else "",
            "; what the file does not say was assumed" if self.basis.caveat else "",
        ]
        return f"{least}{share(covered, wanted)} on {self.as_of}{''.join(rests_on)}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as the published JSON schema of findings has it."""
        return {
            "covered": self.coverage.covered,
            "wanted": self.coverage.wanted,
            "share": self.coverage.share,
            "at_least": self.at_least,
            "as_of": self.as_of,
            "as_of_basis": self.as_of_basis,
            "listing": self.listing,
            "basis": {**plain(self.basis), "nothing_known": self.basis.nothing_known},
        }


def day_coverage(
    partnership: Partnership, *, as_of: str | datetime.date | None = None
) -> CoverageOfADay:
    """Return the coverage of a partnership at a date, and nothing else of its analysis.

    Parameters
    ----------
    partnership, as_of
        As for :func:`backbone_kg.analyze`.

    Raises
    ------
    BackboneError
        If ``as_of`` is not a date, or the file was never in the template.
    """
    roster, told = on_the_day(partnership, as_of)
    overall = coverage(roster)
    return CoverageOfADay(
        **told.of_the_day,
        coverage=replace(overall, covered=None) if told.basis.nothing_known else overall,
    )
