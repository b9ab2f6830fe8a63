"""The page on a kind of finding: its example files, what of them is shown, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.showing.finding_page.examples import check_example, write_example

__getattr__, __dir__ = face(__name__)
