"""What tests of the service have in common: a store, and what coroutines run on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.endpoint.running import PEOPLE, make_store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with 200 people, which tests leave as it is."""
    return make_store(tmp_path_factory.mktemp("people"), PEOPLE)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
