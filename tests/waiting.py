"""Waiting for what is to come to pass, without a guess how long that takes."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 300.0
"""Seconds after which what did not come will not: far more than a busy machine needs."""


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something is so, however long that takes on a busy machine."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
