"""The report: one page that answers who holds which role, to read on a screen or on paper."""

from __future__ import annotations

from backbone_kg.reports.content import SourceDocument
from backbone_kg.reports.page import report_html
from backbone_kg.reports.pictures import Picture

__all__ = ["Picture", "SourceDocument", "report_html"]
