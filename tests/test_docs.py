"""What the docs derive from the code and the shapes is not stale."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TEXTS: dict[Path, str] = load(ROOT / "docs" / "generate.py").texts()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_derived_page_is_what_the_code_says(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == TEXTS[path], "stale: run make docs"
