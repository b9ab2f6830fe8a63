"""The report: one page that answers who holds which role, to read on a screen or on paper."""

from __future__ import annotations

from backbone_kg.showing.report_page.content import SourceDocument
from backbone_kg.showing.report_page.embedded_pictures import Picture
from backbone_kg.showing.report_page.page import report_html

__all__ = ["Picture", "SourceDocument", "report_html"]
