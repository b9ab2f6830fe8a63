"""The names and the layout that were prepared say what the Turtle says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backbone_kg import Ontology
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.model import layout_from, standard_layout

STALE = "ontology/prepared is stale: run make docs"


@pytest.fixture(scope="module")
def as_read(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    """Return the ontology as it is read where nothing was prepared."""
    folder = tmp_path_factory.mktemp("ontology")
    shutil.copytree(
        ontology_dir(), folder, ignore=shutil.ignore_patterns("prepared"), dirs_exist_ok=True
    )
    return Ontology.from_directory(folder)


def test_the_names_are_those_of_the_turtle(as_read: Ontology) -> None:
    kept = Ontology.from_directory(ontology_dir())
    assert kept._prepared is not None, STALE
    assert tuple(kept) == tuple(as_read)
    assert kept.organization_types == as_read.organization_types
    assert kept.broader_types == as_read.broader_types
    assert kept.vocabulary == as_read.vocabulary
    assert kept.suitability == as_read.suitability


def test_a_concept_has_its_passages_whichever_way_it_was_read(as_read: Ontology) -> None:
    kept = Ontology.from_directory(ontology_dir())
    (_, role), *_ = kept["mathematica"].roles
    assert role.passages
    assert role.passages == as_read["mathematica"].roles[0][1].passages


def test_the_layout_is_that_of_the_shapes() -> None:
    assert standard_layout() == layout_from(ontology_dir() / "shapes" / "partnership.ttl"), STALE


def test_a_file_that_changed_is_read_and_not_what_was_prepared_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    for name in ("frameworks/strivetogether.ttl", "documents.ttl", "prepared/names.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ontology_dir() / name, folder / name)
    assert [framework.slug for framework in Ontology.from_directory(folder)] == ["strivetogether"]
