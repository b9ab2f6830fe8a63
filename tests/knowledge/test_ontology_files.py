"""Which files of a folder an ontology is made of, and which of them are read later."""

from __future__ import annotations

from pathlib import Path

import pytest

from backbone_kg.knowledge import OntologyPaths


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "backbone.ttl",
        "mine.ttl",
        "frameworks/claims.ttl",
        "frameworks/new/lake.ttl",
        "claims/lake.ttl",
        "terms.ttl",
        "shapes/ontology.ttl",
        "shapes/more/own.ttl",
        "crosswalk.sssom.tsv",
        "mappings/lake.sssom.tsv",
        "notes.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def names(paths: tuple[Path, ...], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_what_is_not_known_to_be_later_is_read_first(folder: Path) -> None:
    assert names(OntologyPaths.of(folder).first, folder) == [
        "backbone.ttl",
        "frameworks/claims.ttl",
        "frameworks/new/lake.ttl",
        "mine.ttl",
    ]


def test_passages_claims_and_terms_are_read_later_and_shapes_never(folder: Path) -> None:
    assert names(OntologyPaths.of(folder).later, folder) == ["claims/lake.ttl", "terms.ttl"]


def test_mapping_sets_may_be_in_folders_of_their_own(folder: Path) -> None:
    assert names(OntologyPaths.of(folder).mappings, folder) == [
        "crosswalk.sssom.tsv",
        "mappings/lake.sssom.tsv",
    ]


def test_a_folder_above_does_not_count(folder: Path) -> None:
    inside = folder / "shapes" / "claims"
    inside.mkdir()
    (inside / "own.ttl").touch()
    assert names(OntologyPaths.of(inside).first, inside) == ["own.ttl"]
