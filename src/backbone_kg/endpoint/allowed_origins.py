"""Who may ask in a browser: pages of which web sites, and under which name of this machine.

A service on one's own computer holds one's own data, and every page that one visits can send it
requests. A browser lets a page read the answers only if the service says so, or if the page comes
from the same name; an attacker's name may be made to lead to this computer (DNS rebinding). And
what cannot be read would still be work to answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from backbone_kg.base.errors import BackboneError
from backbone_kg.endpoint.problem_json import Refusal
from backbone_kg.stores.connection import is_loopback

EVERYBODY: Final = "*"
_HOST = re.compile(r"([A-Za-z0-9.\-_]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?")
_ORIGIN = re.compile(r"([a-z][a-z0-9+.-]*)://([a-z0-9.\-_]+|\[[0-9a-f:.]+\])(:[0-9]+)?/?")
_USUAL_PORTS: Final = {"http": ":80", "https": ":443"}
_OWN_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
_FOR_EVERY_PAGE: Final = "/"


@dataclass(frozen=True, slots=True)
class Access:
    """What a request must say of itself to be answered, or its answer to be read.

    Parameters
    ----------
    origins
        Web sites whose pages may read answers; ``*`` for all.
    hosts
        Names that the service answers at; None for any.
    """

    origins: frozenset[str] = frozenset()
    hosts: tuple[str, ...] | None = None

    @classmethod
    def of(cls, host: str, origins: Collection[str]) -> Access:
        """Return that of a service.

        Where only this machine can reach it, it answers at this machine's own names, and at those
        of the web sites: a site may stand in front of it.

        Parameters
        ----------
        host
            Where it listens.
        origins
            Web sites whose pages may read answers, as a user writes them; ``*`` for all.

        Raises
        ------
        BackboneError
            If one of them is not written as a web site.

        Examples
        --------
        >>> Access.of("127.0.0.1", ["https://Example.org/"])  # doctest: +NORMALIZE_WHITESPACE
        Access(origins=frozenset({'https://example.org'}),
               hosts=('localhost', '127.0.0.1', '[::1]', 'example.org'))
        """
        named = frozenset(map(_origin, origins))
        if EVERYBODY in named or not is_loopback(host):
            return cls(named)
        own = f"[{host}]" if ":" in host else host.lower()
        sites = sorted(found[1] for one in named if (found := _HOST.fullmatch(one.split("://")[1])))
        return cls(named, tuple(dict.fromkeys((*_OWN_NAMES, own, *sites))))

    @property
    def varies(self) -> bool:
        """Return whether an answer depends on the web site that asks."""
        return bool(self.origins) and EVERYBODY not in self.origins

    def readable_by(self, origin: str | None) -> str | None:
        """Return which pages may read an answer, as a header says it; None for no others."""
        if EVERYBODY in self.origins:
            return EVERYBODY
        return origin if origin in self.origins else None

    def check(self, host: str | None) -> None:
        """Make sure that a request is meant for this service.

        Parameters
        ----------
        host
            The header ``Host``; None if there is none, as no browser sends it.

        Raises
        ------
        Refusal
            If it is not.
        """
        if host is None:
            return
        found = _HOST.fullmatch(host)
        if found is None:
            raise Refusal("bad-request", "The header Host is not the name of a machine.")
        if self.hosts is not None and found[1].lower() not in self.hosts:
            raise Refusal(
                "wrong-host",
                f"This service answers at {', '.join(self.hosts)}, and not at {found[1]}."
                " Where a web server in front of it passes on its own name, name it when you start"
                f" the service: --allow-origin https://{found[1]}.",
            )

    def check_page(
        self, path: str, *, origin: str | None, site: str | None, host: str | None
    ) -> None:
        """Make sure that no page of a foreign web site makes the service work.

        Parameters
        ----------
        path
            What it asks for. The page of the service can be opened from everywhere.
        origin, site, host
            The headers ``Origin``, ``Sec-Fetch-Site`` and ``Host``; None for those that are not
            there. What is no browser sends neither of the first two.

        Raises
        ------
        Refusal
            If it is one.
        """
        if path == _FOR_EVERY_PAGE or EVERYBODY in self.origins or origin in self.origins:
            return
        # What the browser says is right even where a web server in front changed the name.
        if site == "same-origin" or (origin is None and site != "cross-site"):
            return
        if origin is not None and site is None and _is_at(origin, host):
            return
        named = origin if _ORIGIN.fullmatch(origin or "") else None
        raise Refusal(
            "foreign-page",
            f"A page of {named or 'another web site'} had your browser ask, which is not allowed."
            " Ask from the page at /. To let pages of a site ask, name it when you start the"
            f" service: --allow-origin {named or 'https://example.org'}.",
        )


def _is_at(origin: str, host: str | None) -> bool:
    """Return whether a web site is what a request calls this service."""
    found = _ORIGIN.fullmatch(origin)
    if found is None or host is None:
        return False
    port = _USUAL_PORTS.get(found[1], "")
    return host.lower().removesuffix(port) == (found[2] + (found[3] or "")).removesuffix(port)


def _origin(written: str) -> str:
    """Return a web site as a browser writes it."""
    if written == EVERYBODY:
        return written
    found = _ORIGIN.fullmatch(written.lower())
    if found is None:
        raise BackboneError(
            f"“{written}” is not a web site. Write it as https://example.org or"
            " http://localhost:3000, without a path; or * for all."
        )
    scheme, host, port = found[1], found[2], found[3] or ""
    return f"{scheme}://{host}" + ("" if port == _USUAL_PORTS.get(scheme) else port)
