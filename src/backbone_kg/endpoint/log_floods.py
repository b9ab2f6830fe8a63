"""A log that many failures of one kind do not flood, such as connections that cannot be taken."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

_SECONDS = 1.0


class ThrottledLog(logging.Filter):
    """Lets through one record in a second, and says how many were left out since the one before.

    Parameters
    ----------
    now
        Tells the time in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._next = float("-inf")
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is written."""
        if self._now() < self._next:
            self._left_out += 1
            return False
        if self._left_out:
            record.msg = f"{record.getMessage()}\n({self._left_out} more were left out before.)"
            record.args = ()
        self._next = self._now() + _SECONDS
        self._left_out = 0
        return True


def keep_out_of_log() -> None:
    """Let what asyncio has to tell, once for each connection that it cannot take, be told seldom.

    Under a flood of connections it would write megabytes in seconds.
    """
    log = logging.getLogger("asyncio")
    if not any(isinstance(one, ThrottledLog) for one in log.filters):
        log.addFilter(ThrottledLog())
