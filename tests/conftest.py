"""What holds for all tests: no network, programs that may be missing, what REQUIRE_ALL=1 asks."""

from __future__ import annotations

import gc
import os
import signal
import socket
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from tests.endpoint.chromium import Browser, chromium
from tests.programs import NEEDED_BY, missing

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"

for profile, examples in (("project", 20), ("long", 1000)):
    settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        print_blob=True,
    )
settings.load_profile("project")

pytest.register_assert_rewrite("tests.cli.running")

# A shell makes what it starts in the background deaf to Ctrl-C, which some tests press.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    for marker, programs in NEEDED_BY.items():
        names = " and ".join(program.name for program in programs)
        config.addinivalue_line("markers", f"{marker}: needs {names}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marker in NEEDED_BY:
        for program in missing(marker):
            reason = f"{program.name} is not installed ({program.remedy})"
            for item in items:
                if item.get_closest_marker(marker):
                    item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    # All that collecting made stays to the end; the search for garbage need not go through it.
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Let nothing in this process reach another machine."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", local_only)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_disks() -> Iterator[None]:
    """Let nothing wait for a disk: what tests write need not outlast a power cut."""
    patch = pytest.MonkeyPatch()
    patch.setattr(os, "fsync", lambda descriptor: None)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    # Chromium may still be writing to its profile when it is gone.
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        chromium(Path(profile)) as one,
    ):
        yield one


@pytest.fixture
def browser(_chromium: Browser) -> Iterator[Browser]:
    """One Chromium for all tests; each begins without a page."""
    yield _chromium
    _chromium.close_pages()


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, which REQUIRE_ALL=1 forbids: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _forbid_skip(report)
    return report
