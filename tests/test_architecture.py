"""What the public package offers. Rooms, their order and their circles are import-linter's."""

from __future__ import annotations

import pkgutil

import pytest

import backbone_kg


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
