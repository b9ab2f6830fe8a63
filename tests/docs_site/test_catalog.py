"""What the pages ask of the knowledge base."""

from __future__ import annotations

from docs.site.catalog import Catalog
from tests.knowledge.river import river


def test_only_what_has_several_editions_has_a_history_and_one_for_all() -> None:
    histories = Catalog(river()).histories()
    assert [[edition.slug for edition in history.editions] for history in histories] == [
        ["river-1", "river-2"]
    ]
