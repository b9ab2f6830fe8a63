"""What a table looks like, and how much."""

from __future__ import annotations

from dataclasses import dataclass

from backbone_kg.importing.decisions import TablePlan


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a table can be read as one of the kinds.

    Parameters
    ----------
    score
        From 0 to about 1; of several kinds the one with the highest is proposed.
    plan
        What its parts are then.
    """

    score: float
    plan: TablePlan
