"""The floors of the house: no module imports from above its own floor."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import backbone_kg

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "backbone_kg"

FLOORS = [
    {"namespaces", "names", "cells", "kinds", "partial_dates", "findings", "errors", "data"}
    | {"triples", "files", "order"},
    {"turtle"},
    {"layout", "knowledge"},
    {"partnership"},
    {"network"},
    {"datafiles", "analysis"},
    {"validation"},
    {"plots"},
    {"reports"},
    {"api"},
    {"cli"},
    {"__main__", "__init__"},
]
LEVEL = {name: level for level, names in enumerate(FLOORS) for name in names}
WINGS = [("datafiles", "analysis"), ("datafiles", "network"), ("validation", "analysis")]
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("backbone_kg."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "backbone_kg":
            found |= {alias.name for alias in node.names} & set(LEVEL)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_nothing_from_above(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        return  # the public names are imported when they are asked for
    above = {name for name in imports_of(path) if LEVEL[name] > LEVEL[part]}
    assert not above


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_wings_meet_in_the_graph_alone(path: Path) -> None:
    part = part_of(path)
    for one, other in WINGS:
        assert not (part == one and other in imports_of(path))
        assert not (part == other and one in imports_of(path))


def test_every_module_has_its_floor() -> None:
    assert {part_of(path) for path in MODULES} == set(LEVEL)


def test_no_part_has_the_name_of_a_verb() -> None:
    # Importing a part would take the place of the verb in the package.
    assert not {part_of(path) for path in MODULES} & set(backbone_kg.__all__)
