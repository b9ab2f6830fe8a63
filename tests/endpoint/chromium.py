"""Headless Chromium driven over its own pipe (DevTools protocol), all requests on record."""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.programs import CHROMIUM

PATIENCE = 120.0

# Chromium reads commands from its descriptor 3 and writes to its descriptor 4.
_LAUNCH = """
import os, sys
read, write, *command = sys.argv[1:]
read, write = os.dup(int(read)), os.dup(int(write))
while read < 5: read = os.dup(read)
while write < 5: write = os.dup(write)
os.dup2(read, 3); os.dup2(write, 4)
os.execv(command[0], command)
"""


class LeftPageError(Exception):
    """The page was left for another while it was asked."""


class Browser:
    """A running Chromium; `page` opens an empty page, `close_pages` closes all."""

    def __init__(self, profile: Path) -> None:
        assert CHROMIUM.path
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _LAUNCH, str(theirs_in), str(theirs_out)),
                *(CHROMIUM.path, "--headless=new", "--remote-debugging-pipe", "--no-sandbox"),
                *("--no-first-run", "--disable-gpu", "--disable-dev-shm-usage"),
                *("--disable-background-networking", "--disable-component-update"),
                *("--disable-sync", "--disable-extensions", "--disable-default-apps"),
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                f"--user-data-dir={profile}",
            ],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._rest = b""
        self._numbers = itertools.count(1)
        self._pages: dict[str, Page] = {}
        self._contexts: list[str] = []

    def send(self, method: str, session: str | None = None, /, **parameters: Any) -> Any:
        """Give one command and return its result; what happens meanwhile goes to the pages."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while True:
            answer = self._next(until - time.monotonic())
            if answer is None:
                raise TimeoutError(method)
            if answer.get("id") == number:
                error = answer.get("error", {})
                if "navigated" in error.get("message", ""):
                    raise LeftPageError(method)
                assert not error, (method, error)
                return answer["result"]

    def listen(self, seconds: float) -> None:
        """Take in what happens for so long."""
        until = time.monotonic() + seconds
        while self._next(until - time.monotonic()) is not None:
            pass

    def page(self, width: int = 1280, height: int = 900, *, dark: bool = False) -> Page:
        """Open an empty page of that size, in a profile of its own."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        self._contexts.append(context)
        target = self.send("Target.createTarget", url="about:blank", browserContextId=context)
        session = self.send("Target.attachToTarget", targetId=target["targetId"], flatten=True)[
            "sessionId"
        ]
        page = self._pages[session] = Page(self, session)
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.send(f"{domain}.enable")
        page.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        page.send("Emulation.setEmulatedMedia", features=[theme, still])
        return page

    def close_pages(self) -> None:
        """Close every page: one that stays open goes on working."""
        while self._contexts:
            self.send("Target.disposeBrowserContext", browserContextId=self._contexts.pop())
        self._pages.clear()

    def close(self) -> None:
        """End the browser, gently if it lets us."""
        try:
            self.send("Browser.close")
            self._process.wait(5)
        except (OSError, TimeoutError, AssertionError, subprocess.TimeoutExpired):
            self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def _next(self, seconds: float) -> dict[str, Any] | None:
        until = time.monotonic() + seconds
        while b"\0" not in self._rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._in], [], [], left)[0]:
                return None
            chunk = os.read(self._in, 1 << 20)
            if not chunk:
                raise OSError("Chromium has ended.")
            self._rest += chunk
        first, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(first)
        page = self._pages.get(message.get("sessionId", ""))
        if page and "method" in message:
            page.happened(message["method"], message["params"])
        return message


class Page:
    """One page: `requests` are the URLs it asked for, `problems` what its console told."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session
        self.requests: list[str] = []
        self.problems: list[str] = []

    def send(self, method: str, /, **parameters: Any) -> Any:
        return self._browser.send(method, self._session, **parameters)

    def happened(self, method: str, parameters: Mapping[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(parameters["url"])
            case "Runtime.exceptionThrown":
                told = parameters["exceptionDetails"]
                self.problems.append(told.get("exception", {}).get("description") or told["text"])
            case "Log.entryAdded" if parameters["entry"]["level"] == "error":
                # A refused request is an entry of its own kind, and the page tells of it.
                if parameters["entry"]["source"] != "network":
                    self.problems.append(parameters["entry"]["text"])
            case "Runtime.consoleAPICalled" if parameters["type"] in {"error", "warning"}:
                self.problems.append(json.dumps(parameters["args"]))

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, awaited."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, (expression, answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + PATIENCE
        while not self._is_true(expression):
            assert time.monotonic() < until, f"this did not come: {expression}"
            self.wait(0.03)

    def _is_true(self, expression: str) -> bool:
        try:
            return bool(self.evaluate(f"!!({expression})"))
        except LeftPageError:
            return False

    def wait(self, seconds: float) -> None:
        """Let the page do what it does."""
        self._browser.listen(seconds)

    def open(self, url: str, ready: str) -> None:
        """Go to an address and wait until the page is there, with its scripts run."""
        self.send("Page.navigate", url=url)
        self.wait_for(f"document.readyState === 'complete' && ({ready})")

    def press(self, key: str, *, control: bool = False) -> None:
        """Press a key where the focus is."""
        known = {"Backspace": 8, "Enter": 13, "Tab": 9, "End": 35}
        stroke: dict[str, Any] = {
            "key": key,
            "code": key if key in known else f"Key{key.upper()}",
            "windowsVirtualKeyCode": known.get(key, ord(key[0].upper())),
            "modifiers": 2 if control else 0,
        }
        if not control and (key == "Enter" or key not in known):
            stroke["text"] = "\r" if key == "Enter" else key
        self.send("Input.dispatchKeyEvent", type="keyDown", **stroke)
        stroke.pop("text", None)
        self.send("Input.dispatchKeyEvent", type="keyUp", **stroke)

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        self.send("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """Click with the mouse in the middle of an element, which has to be there to be hit."""
        found = f"document.querySelector({json.dumps(selector)})"
        place = self.evaluate(
            f"(() => {{ const e = {found};"
            " e.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const r = e.getClientRects()[0];"
            " const x = r.x + r.width / 2, y = r.y + r.height / 2;"
            " const hit = document.elementFromPoint(x, y);"
            " return {x, y, hit: hit === e || e.contains(hit) || hit.contains(e)}; })()"
        )
        assert place["hit"], f"{selector} is covered"
        for kind in ("mousePressed", "mouseReleased"):
            self.send(
                "Input.dispatchMouseEvent",
                type=kind,
                x=place["x"],
                y=place["y"],
                button="left",
                clickCount=1,
            )

    def choose(self, selector: str, file: Path) -> None:
        """Choose a file for a field."""
        found = self.send(
            "Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})"
        )
        node = found["result"]["objectId"]
        self.send("DOM.setFileInputFiles", objectId=node, files=[str(file)])

    def text(self, selector: str) -> str:
        """Return what is to be read in an element."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)}).innerText"))

    def screenshot(self, path: Path) -> None:
        """Save the whole page as a picture."""
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    browser = Browser(profile)
    try:
        yield browser
    finally:
        browser.close()
