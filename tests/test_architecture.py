"""What the public package offers. Rooms, their order and their circles are import-linter's."""

from __future__ import annotations

import ast
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import backbone_kg

SOURCE = Path(backbone_kg.__file__).parent
FACES = sorted(
    file for file in SOURCE.rglob("__init__.py") if "= face(" in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", backbone_kg.__all__)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(backbone_kg, name).__doc__
    assert name in dir(backbone_kg)


def test_a_name_that_is_not_public_is_refused_as_by_any_module() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        _ = backbone_kg.reed


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
