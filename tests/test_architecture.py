"""What the package and its rooms offer. Their order and their circles are import-linter's."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import backbone_kg

SOURCE = Path(backbone_kg.__file__).parent
FACES = sorted(
    file for file in SOURCE.rglob("__init__.py") if "= face(" in file.read_text(encoding="utf-8")
)

TOOLS = {"backbone_kg.base", "backbone_kg.showing", "backbone_kg.analysis.least_sets"}
"""Packages of small tools, of texts and pages, of exact searches: each module is its own face."""

VOCABULARIES = {"backbone_kg.graph.namespaces", "backbone_kg.graph.rdflib_terms"}

PAST_THE_FACE = {
    "backbone_kg.analysis.metrics": "a metric is added to the room, and seen everywhere",
    "backbone_kg.app.task_processes": "its limit is lowered and its processes die",
    "backbone_kg.reading.csv_folders": "a file is replaced while it is read",
    "backbone_kg.sharing.rewriting": "it is made to leak, which the proof has to notice",
    "backbone_kg.showing.pictures.departure_curve": "between which edges of the page it draws",
    "backbone_kg.showing.pictures.style": "colors and fonts, which readers have to tell apart",
}
"""What tests take from inside a room, and why it cannot be seen from outside."""

DOORS = ("cli/", "app/screens/", "app/tasks/", "showing/topics/")

IMPORT = re.compile(
    r"^ *(?:from (backbone_kg[\w.]*) import (\([^)]*\)|.*)|import (backbone_kg[\w.]*))",
    re.MULTILINE,
)


@pytest.mark.parametrize("name", backbone_kg.__all__)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(backbone_kg, name).__doc__
    assert name in dir(backbone_kg)


def test_a_name_that_is_not_public_is_refused_as_by_any_module() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        _ = backbone_kg.reed


def test_a_name_of_modules_means_one_thing() -> None:
    """A module of a door may be called like what it opens; so may the text of a figure."""
    found: dict[str, list[str]] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        path = file.relative_to(SOURCE).as_posix()
        if file.stem not in {"__init__", "__main__"} and not path.startswith(DOORS):
            found.setdefault(file.stem, []).append(path)
    assert not {name: paths for name, paths in found.items() if len(paths) > 1}


def test_no_part_has_the_name_of_a_public_name() -> None:
    # Importing a part would take the place of the verb in the package.
    parts = {module.name for module in pkgutil.iter_modules(backbone_kg.__path__)}
    assert not parts & set(backbone_kg.__all__)


@pytest.mark.parametrize("file", FACES, ids=lambda file: file.parent.name)
def test_a_face_gives_what_it_tells_type_checkers(file: Path) -> None:
    package = import_module(".".join(file.parent.relative_to(SOURCE.parent).parts))
    told = {
        alias.name: imported.module or ""
        for block in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(block, ast.If)
        for imported in block.body
        if isinstance(imported, ast.ImportFrom)
        for alias in imported.names
    }
    given = told.keys() & set(dir(package))
    assert given
    for name in given:
        assert getattr(package, name) is getattr(import_module(told[name]), name), name


def is_module(name: str) -> bool:
    path = SOURCE.parent / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def imported(file: Path) -> Iterator[str]:
    """Yield the modules of the package that a file imports from."""
    for package, names, whole in IMPORT.findall(file.read_text(encoding="utf-8")):
        if whole:
            yield whole
        for name in re.findall(r"(\w+)(?: as \w+)?", names):
            yield f"{package}.{name}" if is_module(f"{package}.{name}") else package


def test_tests_go_through_public_verbs_and_the_faces_of_rooms() -> None:
    found = {
        module: file.name
        for file in Path(__file__).parent.rglob("*.py")
        for module in imported(file)
        if module.startswith("backbone_kg.")
        and not (SOURCE.parent / module.replace(".", "/") / "__init__.py").exists()
        and module.rpartition(".")[0] not in TOOLS
        and module not in VOCABULARIES
    }
    past = {module: file for module, file in found.items() if module not in PAST_THE_FACE}
    assert not past, "Use a public verb or the room's face: its __init__ can give the name."
    assert not PAST_THE_FACE.keys() - found.keys()
