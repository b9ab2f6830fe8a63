"""A folder for as long as it is needed, gone also when the program is told to end meanwhile."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final

_ENDING: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_DEFAULTS: Final = (signal.SIG_DFL, signal.default_int_handler)


@contextlib.contextmanager
def passing_folder() -> Iterator[Path]:
    """Give an empty folder; afterwards it is removed with all that is in it.

    SIGTERM, SIGHUP and Ctrl+C end the block, and so the program, in order, unless somebody else
    looks after them. What is killed (SIGKILL) cannot clean up behind it.
    """
    with _ending_in_order():
        # Named before it is made: a signal right after that must find what to remove.
        folder = Path(tempfile.gettempdir()) / f"backbone-kg-{secrets.token_hex(8)}"
        try:
            folder.mkdir(mode=0o700)
            yield folder
        finally:
            _remove(folder)


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:
        # A signal came meanwhile; from then on none disturbs.
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextlib.contextmanager
def _ending_in_order() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    handlers = {one: signal.getsignal(one) for one in _ENDING}
    ours = {one: before for one, before in handlers.items() if before in _DEFAULTS}

    def end(number: int, frame: FrameType | None) -> None:
        for one in ours:
            signal.signal(one, signal.SIG_IGN)  # so that nothing disturbs the removal
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)

    for one in ours:
        signal.signal(one, end)
    try:
        yield
    finally:
        for one, before in ours.items():
            signal.signal(one, before)
