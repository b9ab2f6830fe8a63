"""What changed between two looks at a partnership, and who held which role when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.faces import face

if TYPE_CHECKING:
    from backbone_kg.analysis.change.differences import Ground, Reason
    from backbone_kg.analysis.change.matching import MatchedBy, matches
    from backbone_kg.analysis.change.timeline import RoleTimeline, Tenure

__getattr__, __dir__ = face(
    __name__,
    {
        "differences": "Ground Reason",
        "matching": "MatchedBy matches",
        "timeline": "RoleTimeline Tenure",
    },
)
