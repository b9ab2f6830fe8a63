"""Where on the site the thing with an IRI is: the IRI's own path, with ``.html``."""

from __future__ import annotations

from typing import Final

from backbone_kg.graph.namespaces import PROJECT

NAMED: Final = ("agent", "study", "initiative", "place")
"""Kinds of thing that share the page ``named.html``."""


def address(iri: str) -> str:
    """Return the page and the anchor of a thing, seen from the folder of the site.

    Every page is where the IRIs on it say, so that a web server needs one rule to redirect them.

    Parameters
    ----------
    iri
        Of anything in the namespaces of this project.

    Returns
    -------
    str
        An address such as ``framework/mathematica.html#build-trust``; "" for another IRI.

    Examples
    --------
    >>> address("https://w3id.org/backbone-kg/framework/mathematica#build-trust")
    'framework/mathematica.html#build-trust'
    >>> address("https://w3id.org/backbone-kg/framework/mathematica")
    'framework/mathematica.html'
    >>> address("https://w3id.org/backbone-kg/agent/fsg")
    'named.html#fsg'
    >>> address("https://schema.org/Place")
    ''
    """
    if not iri.startswith(PROJECT):
        return ""
    path, _, anchor = iri.removeprefix(PROJECT).partition("#")
    kind, _, name = path.partition("/")
    if not path:
        return ""
    if name and kind in NAMED:
        return f"named.html#{name}"
    return f"{path}.html" + (f"#{anchor}" if anchor else "")


def page_of(iri: str) -> str:
    """Return the page that a thing is on, such as ``framework/mathematica``; "" for none."""
    return address(iri).partition("#")[0].removesuffix(".html")


def anchor_of(iri: str) -> str:
    """Return the identifier that a thing has on its page; "" where it is the whole page."""
    return address(iri).partition("#")[2]
