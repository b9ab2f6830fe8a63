"""The floors of the house: no module imports from above its own floor."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import backbone_kg

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "backbone_kg"

FLOORS = [
    {"base"},
    {"graph"},
    {"knowledge"},
    {"model"},
    {"reading"},
    {"writing"},
    {"validation"},
    {"analysis"},
    {"sparql"},
    {"stores"},
    {"isolation"},
    {"asking"},
    {"showing"},
    {"serving"},
    {"cli"},
    {"__main__", "__init__"},
]
LEVEL = {name: level for level, names in enumerate(FLOORS) for name in names}
WINGS = [
    ("sparql", "reading"),
    ("sparql", "analysis"),
    ("sparql", "validation"),
    ("reading", "analysis"),
    ("validation", "analysis"),
]
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    return imports_in(path.read_text(encoding="utf-8"))


def imports_in(code: str) -> set[str]:
    """Return the parts of the package that code imports, in whichever way it says so."""
    modules = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a module is named in full"
            modules += [f"{node.module}.{alias.name}" for alias in node.names]
    paths = [module.split(".") for module in modules]
    inside = {path[1] if path[1:] else "__init__" for path in paths if path[0] == "backbone_kg"}
    homes = {name: home.split(".")[1] for name, home in backbone_kg._HOMES.items()}
    return {homes.get(name, name) for name in inside - {"__version__"}}


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("from backbone_kg.cli.data_files import new", "cli"),
        ("from backbone_kg import cli", "cli"),
        ("from backbone_kg import validate", "validation"),
        ("import backbone_kg.cli.data_files as files", "cli"),
        ("def late():\n    from backbone_kg.cli import files", "cli"),
        ("import backbone_kg", "__init__"),
    ],
)
def test_every_way_to_import_counts(code: str, part: str) -> None:
    assert imports_in(code) == {part}


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
