"""The workbook as a format; what makes one is heavy, and imported when one is written."""

from __future__ import annotations

from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.output_format import Files, Format, single
from backbone_kg.writing.sheet_tables import chosen_framework, lower
from backbone_kg.writing.without_cells import without_cell


def _files(partnership: Partnership, _: str) -> Files:
    from backbone_kg.writing.as_xlsx import workbook_bytes

    framework = chosen_framework(partnership)
    tables = lower(partnership)
    return single(workbook_bytes(tables, partnership.layout, partnership.ontology, framework))


FORMAT = Format("xlsx", "A workbook", (".xlsx",), _files, without_cell)
