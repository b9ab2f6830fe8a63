"""The model of a partnership: sheets and columns, what a file holds, who holds what when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.model.conflicts import BLANK, DELETED
    from backbone_kg.model.date_spans import ALWAYS, FOREVER, Span
    from backbone_kg.model.derive import AS_OF_DAY, DERIVED, add_derived, without_derived
    from backbone_kg.model.holding_spells import Ending, overlapping
    from backbone_kg.model.holdings import OWN_ROLES, Partner, Role
    from backbone_kg.model.identity import organization_of
    from backbone_kg.model.jsonld_context import context_of, context_text
    from backbone_kg.model.layout_from_shapes import layout_from
    from backbone_kg.model.partnership import Place, Places, date_of
    from backbone_kg.model.properties import NOTES
    from backbone_kg.model.ratings import rank_of, scale_of
    from backbone_kg.model.records import Value
    from backbone_kg.model.references import References
    from backbone_kg.model.roster import DayRoster, LeftOut, NotRead, Roster
    from backbone_kg.model.sheets_and_columns import KEPT, LEFT_OUT, Column, Layout, Sheet
    from backbone_kg.model.shipped_layout import standard_layout
    from backbone_kg.model.states import RoleState, state_of

__getattr__, __dir__ = face(__name__)
