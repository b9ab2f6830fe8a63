"""What the tests of commands have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.generate import good, write_csv


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that commands are run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def with_data(here: Path) -> Path:
    """Return a folder that commands are run in, with a good file, ``data``."""
    write_csv(here / "data", good())
    return here
