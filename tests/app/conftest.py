"""One program for the tests of all screens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.app.running import Running, running
from tests.endpoint.chromium import Browser, Page


@pytest.fixture(scope="session")
def app() -> Iterator[Running]:
    with running() as one:
        yield one


@pytest.fixture(scope="session")
def page(app: Running) -> Running:
    """The same, where the page itself is what is tested."""
    return app


@pytest.fixture
def screen(app: Running, browser: Browser) -> Iterator[Page]:
    """A page that is let in: it may ask nobody but the program, and complain of nothing."""
    page = browser.page()
    page.open(app.address, "document.querySelector('#drop')")
    yield page
    page.wait(0.1)
    base = f"http://{app.host}:{app.port}/"
    assert {url for url in page.requests if not url.startswith(base)} == set()
    assert page.problems == []
