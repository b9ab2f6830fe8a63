"""Who could be the backbone, and what the work costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.analysis.choice.candidates_results import Difference
    from backbone_kg.analysis.choice.dominance import (
        Answer,
        Interval,
        interval,
        standings,
        undecided,
    )

__getattr__, __dir__ = face(
    __name__,
    {
        "candidates_results": "Difference",
        "dominance": "Answer Interval interval standings undecided",
    },
)
