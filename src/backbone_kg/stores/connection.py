"""Talking to a SPARQL service: credentials, time limits, redirects, and errors in plain words."""

from __future__ import annotations

import base64
import contextlib
import http.client
import ipaddress
import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urljoin, urlsplit

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.version import __version__

USER: Final = "BACKBONE_KG_ENDPOINT_USER"
PASSWORD: Final = "BACKBONE_KG_ENDPOINT_PASSWORD"
TOKEN: Final = "BACKBONE_KG_ENDPOINT_TOKEN"
PLAIN: Final = "BACKBONE_KG_ENDPOINT_PLAIN_HTTP"

PATIENCE: Final = 300.0
"""Seconds to wait for a service that says nothing, when no time limit is given."""

_LONGEST_ERROR = 300
_MOST_REDIRECTS = 5
_PIECE = 1 << 16


class ServiceError(BackboneError):
    """A service that did not do what it was asked for.

    Parameters
    ----------
    message
        What to tell the user.
    status
        Its HTTP status; 0 if there was none.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a user with a password, or a token. Nothing of it is ever shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Credentials:
        """Return what the environment says.

        Raises
        ------
        BackboneError
            If it says half of it, or what cannot be sent.
        """
        said = os.environ if environment is None else environment
        found = cls(said.get(USER, ""), said.get(PASSWORD, ""), said.get(TOKEN, ""))
        if found.password and not found.user:
            raise BackboneError(f"{PASSWORD} is set and {USER} is not. Set both, or neither.")
        if found.user and found.token:
            raise BackboneError(f"Both {USER} and {TOKEN} are set. Keep the one that is meant.")
        for name, value in ((USER, found.user), (PASSWORD, found.password), (TOKEN, found.token)):
            if any(ord(character) < 32 or ord(character) == 127 for character in value):
                raise BackboneError(f"{name} holds a line break or another control character.")
        if not found.token.isascii():
            raise BackboneError(f"{TOKEN} holds characters that a token cannot have.")
        if ":" in found.user:
            raise BackboneError(f"{USER} holds a colon, which a user's name cannot have.")
        return found

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    @property
    def header(self) -> str:
        """What is sent: basic or bearer."""
        if self.token:
            return f"Bearer {self.token}"
        pair = f"{self.user}:{self.password}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"

    def hidden(self, text: str) -> str:
        """Return a text without the password and the token, should a service repeat them."""
        secrets = [self.password, self.token, self.header.partition(" ")[2] if self else ""]
        for secret in filter(None, secrets):
            text = text.replace(secret, "***")
        return text


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answers."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header's value, "" if there is none; upper and lower case are the same."""
        return self.headers.get(name.lower(), "")


class Connection:
    """Sends requests with credentials, to one host and no other.

    Parameters
    ----------
    url
        Address of the service.
    credentials
        Sent with each request.

    Raises
    ------
    BackboneError
        If the address cannot be used, or credentials would be sent where anybody can read them.
    """

    def __init__(self, url: str, credentials: Credentials) -> None:
        self._credentials = credentials
        self._way: Literal["header", "nothing", "digest"] = "header"
        check_address(url, credentials)
        self._host = urlsplit(url).hostname

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Reply:
        """Send a request and return the answer, whatever its status.

        Raises
        ------
        ServiceError
            If there is no answer, or none in time, or it points somewhere else.
        """
        end = None if timeout is None else time.monotonic() + timeout
        for _ in range(_MOST_REDIRECTS + 1):
            reply = self._once(method, url, body, headers or {}, timeout, end)
            if reply.status == 401 and self._credentials.user and self._way == "header":
                # Some services say that they want a digest only to those who send nothing.
                self._way = "nothing"
                asked = self._once(method, url, body, headers or {}, timeout, end)
                wants_digest = "digest" in asked.header("www-authenticate").lower()
                self._way = "digest" if asked.status == 401 and wants_digest else "header"
                if self._way == "digest":
                    reply = self._once(method, url, body, headers or {}, timeout, end)
            if reply.status not in {301, 302, 307, 308}:
                return reply
            url = self._followed(url, reply.header("location"))
        raise ServiceError(f"{shown(url)}: the service sends from one address to the next.")

    def _followed(self, url: str, location: str) -> str:
        """Return where a redirect leads, if it may be followed."""
        target = urljoin(url, location)
        here, there = urlsplit(url), urlsplit(target)
        same = (here.scheme, here.netloc) == (there.scheme, there.netloc)
        safer = (
            here.hostname == there.hostname
            and (here.scheme, there.scheme) == ("http", "https")
            and not here.port
        )
        if not location or not (same or safer or not self._credentials):
            raise ServiceError(
                f"{shown(url)}: the service sends to another address ({shown(target)}), where your "
                "credentials are not sent. If it can be trusted, give that address."
            )
        check_address(target, self._credentials)
        return target

    def _once(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: Mapping[str, str],
        timeout: float | None,
        end: float | None,
    ) -> Reply:
        request = urllib.request.Request(url, data=body, method=method)
        request.add_header("User-Agent", f"backbone-kg/{__version__}")
        for name, value in headers.items():
            request.add_header(name, value)
        if self._credentials and self._way == "header":
            request.add_unredirected_header("Authorization", self._credentials.header)
        left = PATIENCE if end is None else end - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            with self._opener(url).open(request, timeout=left) as answer:
                return _read(answer, end)
        except urllib.error.HTTPError as error:
            with error:
                return _read(error, end)
        except TimeoutError:
            raise _too_late(url, timeout) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise _too_late(url, timeout) from None
            reason = getattr(error.reason, "strerror", None) or error.reason
            raise ServiceError(
                f"{shown(url)}: the service cannot be reached ({reason}). Check the address, and "
                "that it runs."
            ) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            what = self._credentials.hidden(str(error)) or type(error).__name__
            raise ServiceError(f"{shown(url)}: the connection broke ({what}).") from None

    def _opener(self, url: str) -> urllib.request.OpenerDirector:
        handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
        if is_loopback(urlsplit(url).hostname or ""):
            handlers.append(urllib.request.ProxyHandler({}))
        if self._way == "digest":
            passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, url, self._credentials.user, self._credentials.password)
            handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
        return urllib.request.build_opener(*handlers)

    def problem(self, url: str, reply: Reply, doing: str) -> ServiceError:
        """Return what to tell of an answer that is an error.

        Parameters
        ----------
        url
            Which address gave it.
        reply
            The answer.
        doing
            What it was asked for, as in "answer the query".
        """
        told = shortened(self._credentials.hidden(_reason(reply)))
        unknown = reply.status == 403 and not self._credentials and not _is_problem(reply)
        if reply.status == 401 or unknown:
            what = "did not accept the credentials" if self._credentials else "wants credentials"
            return ServiceError(
                f"{shown(url)}: the service {what} (HTTP {reply.status}). Set {USER} and "
                f"{PASSWORD}, or {TOKEN}, in the environment.",
                reply.status,
            )
        return ServiceError(
            f"{shown(url)}: the service did not {doing} (HTTP {reply.status})"
            + (f": {told}" if told else "."),
            reply.status,
        )


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _read(answer: Any, end: float | None) -> Reply:
    pieces = []
    while piece := answer.read1(_PIECE) if hasattr(answer, "read1") else answer.read(_PIECE):
        pieces.append(piece)
        if end is not None and time.monotonic() > end:
            raise TimeoutError
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(answer.status, headers, b"".join(pieces))


def _is_problem(reply: Reply) -> bool:
    return reply.header("content-type").partition(";")[0].strip() == "application/problem+json"


def _reason(reply: Reply) -> str:
    """Return what an answer that is an error says, of one in the form of RFC 9457 its reason."""
    text = reply.body.decode("utf-8", "replace")
    if _is_problem(reply):
        with contextlib.suppress(ValueError, AttributeError):
            problem = json.loads(text)
            return str(problem.get("detail") or problem.get("title") or text)
    return text


def _too_late(url: str, timeout: float | None) -> ServiceError:
    seconds = PATIENCE if timeout is None else timeout
    return ServiceError(f"{shown(url)}: the service did not answer within {seconds:g} seconds.")


def check_address(url: str, credentials: Credentials) -> None:
    """Make sure that an address can be used, and credentials be sent there.

    Raises
    ------
    BackboneError
        If not.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or re.search(r"[\x00-\x20\x7f]", url):
        raise BackboneError(f"“{shown(url)}” is not the address of a service: http(s)://host/path")
    if parts.username is not None or parts.password is not None:
        raise BackboneError(
            f"{shown(url)}: leave user and password out of the address. Set {USER} and {PASSWORD} "
            "in the environment."
        )
    if (
        parts.scheme == "http"
        and credentials
        and not is_loopback(parts.hostname or "")
        and not os.environ.get(PLAIN)
    ):
        raise BackboneError(
            f"{shown(url)}: anybody on the way could read the credentials. Use https, or set "
            f"{PLAIN}=1 if you trust the network."
        )


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach an address.

    Parameters
    ----------
    host
        The name or number of a machine, without brackets.

    Examples
    --------
    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown(url: str) -> str:
    """Return an address as messages show it: without user, password, and query.

    Examples
    --------
    >>> shown("https://me:secret@example.org/sparql?key=secret")
    'https://example.org/sparql'
    """
    return re.sub(r"//[^/?#]*@", "//", re.split(r"[?#]", url)[0])


def shortened(text: str) -> str:
    """Return an error text of a service in one line, without markup, and not long.

    Examples
    --------
    >>> shortened("<html><title>No</title><p>Not  here.</p></html>")
    'No Not here.'
    """
    text = re.sub(r"(?is)<(script|style)\b.*?</\1>|<[a-z!/][^>]*>", " ", text)
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= _LONGEST_ERROR else text[:_LONGEST_ERROR].rstrip() + " …"
