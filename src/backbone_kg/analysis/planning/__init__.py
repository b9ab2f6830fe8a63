"""What could be otherwise: what if somebody left, and which work could move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.faces import face

if TYPE_CHECKING:
    from backbone_kg.analysis.planning.suggest_results import Short

__getattr__, __dir__ = face(
    __name__,
    {
        "suggest_results": "Short",
    },
)
