"""What the tests of validation have in common."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["pyshacl", "shacl"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)
