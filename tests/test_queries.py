"""Every query of the library parses and runs on the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

from backbone_kg.data import queries_dir
from backbone_kg.knowledge.ontology import standard_ontology

QUERIES = sorted(queries_dir().glob("*.rq"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_query_says_what_it_answers(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("#+ summary: ")


def test_capacities_by_function_lists_every_suggested_holder() -> None:
    query = (queries_dir() / "capacities-by-function.rq").read_text(encoding="utf-8")
    rows = [tuple(map(str, row)) for row in standard_ontology().graph.query(query)]  # type: ignore[arg-type]
    assert len(rows) == 35
    assert len({capacity for _, _, capacity, _ in rows}) == 23
    assert rows[0][1:] == (
        "Manage relationships",
        "Listen to others and understand their perspectives, motivations, and expertise",
        "Backbone organization",
    )
