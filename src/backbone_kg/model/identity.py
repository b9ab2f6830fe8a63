"""Who is who: what partnerships, snapshots of them, and organizations are called in the graph."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from backbone_kg.base.names import key, slug
from backbone_kg.graph.namespaces import DATA, PROJECT

ORGANIZATIONS = f"{PROJECT}organization/"

_IDENTIFIER = re.compile(r"[A-Za-z]{2,}-[A-Za-z0-9]+-.+")


class Organization(NamedTuple):
    """An organization that several files can mean.

    Parameters
    ----------
    iri
        The same in all files that mean it.
    matched_by
        ``identifier`` or ``name``: on which ground files are taken to mean the same.
    """

    iri: str
    matched_by: str


def partnership_iri(identifier: str, name: str, community: str) -> str:
    """Return the IRI of a partnership: from its identifier, else from its name and community.

    Examples
    --------
    >>> partnership_iri("", "Cradle to Career", "Ohio")
    'https://w3id.org/backbone-kg/data/cradle-to-career--ohio'
    """
    if is_identifier(identifier):
        return f"{DATA}id/{_segment(identifier)}"
    named = [part for part in (name, community) if part]
    return DATA + "--".join(map(_segment, named or [""]))


def snapshot_iri(partnership: str, as_of: str) -> str:
    """Return the IRI of a partnership as one file sees it, at the date of the file."""
    return f"{partnership}/{_segment(as_of) if as_of else 'undated'}"


def organization_of(identifier: str, name: str) -> Organization:
    """Return the organization that a partner is: by its identifier where it has one, else by name.

    Names are compared as the reader compares them; see :func:`backbone_kg.base.names.key`.
    """
    if is_identifier(identifier):
        known = quote(key(identifier), safe="-")
        return Organization(f"{ORGANIZATIONS}id/{known}", "identifier")
    return Organization(f"{ORGANIZATIONS}name/{quote(key(name), safe='')}", "name")


def is_identifier(text: str) -> bool:
    """Return whether a text is a number with its register before it, such as US-EIN-12-3456789."""
    return _IDENTIFIER.fullmatch(text) is not None


def _segment(text: str) -> str:
    return quote(slug(text), safe="-")
