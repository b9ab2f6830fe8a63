"""A log is not flooded by failures of which there are thousands."""

from __future__ import annotations

import logging

import pytest

from backbone_kg.endpoint import ThrottledLog, keep_floods_out


def test_of_many_records_one_in_a_second_is_written_and_the_others_are_counted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    log = logging.getLogger("test of floods")
    log.addFilter(ThrottledLog(lambda: now))
    for moment in (0.0, 0.1, 0.9, 1.0, 1.1, 2.5, 9.0):
        now = moment
        log.warning("at %s s", moment)
    assert caplog.messages == [
        "at 0.0 s",
        "at 1.0 s\n(2 more were left out before.)",
        "at 2.5 s\n(1 more were left out before.)",
        "at 9.0 s",
    ]


def test_it_holds_for_what_asyncio_tells() -> None:
    log = logging.getLogger("asyncio")
    before = list(log.filters)
    try:
        keep_floods_out()
        keep_floods_out()
        assert sum(isinstance(one, ThrottledLog) for one in log.filters) == 1
    finally:
        log.filters = before
