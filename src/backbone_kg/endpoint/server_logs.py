"""What a server writes to standard error; many failures of one kind do not flood it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

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


def start_logs(levels: Mapping[str, int]) -> None:
    """Let logs, from a level on, be written to standard error, each line with its time."""
    keep_floods_out()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    for name, level in levels.items():
        log = logging.getLogger(name)
        log.setLevel(level)
        log.propagate = False
        log.handlers = [handler]


def keep_floods_out() -> None:
    """Let what asyncio has to tell, once for each connection that it cannot take, be told seldom.

    Under a flood of connections it would write megabytes in seconds.
    """
    log = logging.getLogger("asyncio")
    if not any(isinstance(one, ThrottledLog) for one in log.filters):
        log.addFilter(ThrottledLog())
