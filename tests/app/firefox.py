"""Headless Firefox driven over Marionette, its own protocol."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.programs import FIREFOX

PATIENCE = 120.0

_PREFERENCES = {
    "marionette.port": 0,
    # Nothing but this machine can be reached, whoever asks: the page or the browser itself.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
}


class Tab:
    """A tab of a running Firefox."""

    def __init__(self, profile: Path) -> None:
        assert FIREFOX.path
        lines = (f"user_pref({json.dumps(n)}, {json.dumps(v)});" for n, v in _PREFERENCES.items())
        (profile / "user.js").write_text("\n".join(lines))
        self._process = subprocess.Popen(
            [FIREFOX.path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = profile / "MarionetteActivePort"
        until = time.monotonic() + PATIENCE
        while not (port.exists() and port.read_text().strip()):
            assert time.monotonic() < until, "Firefox does not start"
            time.sleep(0.1)
        self._connection = socket.create_connection(("127.0.0.1", int(port.read_text())), PATIENCE)
        self._stream = self._connection.makefile("rb")
        self._numbers = itertools.count(1)
        self._message()
        self.send("WebDriver:NewSession", capabilities={"alwaysMatch": {}})

    def send(self, command: str, /, **parameters: Any) -> Any:
        """Give one command and return its result."""
        number = next(self._numbers)
        text = json.dumps([0, number, command, parameters])
        self._connection.sendall(f"{len(text.encode())}:{text}".encode())
        kind, told, error, result = self._message()
        assert (kind, told) == (1, number)
        assert error is None, (command, error)
        return result

    def _message(self) -> Any:
        length = b""
        while (one := self._stream.read(1)) != b":":
            length += one
        return json.loads(self._stream.read(int(length)))

    def open(self, url: str, ready: str) -> None:
        self.send("WebDriver:Navigate", url=url)
        self.wait_for(ready)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression."""
        return self.send("WebDriver:ExecuteScript", script=f"return {expression}", args=[])["value"]

    def wait_for(self, expression: str) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + PATIENCE
        while not self.evaluate(f"!!({expression})"):
            if time.monotonic() > until:
                seen = self.evaluate("document.body.innerText")
                raise AssertionError(f"this did not come: {expression}, only: {seen}")
            time.sleep(0.05)

    def click(self, selector: str) -> None:
        self.send("WebDriver:ElementClick", id=self._element(selector))

    def choose(self, selector: str, file: Path) -> None:
        """Choose a file for a field."""
        self.send("WebDriver:ElementSendKeys", id=self._element(selector), text=str(file))

    def _element(self, selector: str) -> str:
        found = self.send("WebDriver:FindElement", using="css selector", value=selector)
        (identifier,) = found["value"].values()
        return str(identifier)

    def close(self) -> None:
        with contextlib.suppress(OSError, AssertionError, ValueError):
            self.send("Marionette:Quit", flags=["eForceQuit"])
        self._stream.close()
        self._connection.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def firefox(profile: Path) -> Iterator[Tab]:
    tab = Tab(profile)
    try:
        yield tab
    finally:
        tab.close()
