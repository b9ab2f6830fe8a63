"""IRIs made short with prefixes, and prefixed names (CURIEs) written out again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_ANY: Final = re.compile(".*", re.DOTALL)
_HEX = "%[0-9A-Fa-f]{2}"
_LOCAL: Final = re.compile(rf"(?:\w|{_HEX})(?:[\w-]|\.(?=[\w.-])|{_HEX})*", re.ASCII)
"""The local names that Turtle, SPARQL and JSON-LD take as they are; each letter fits in one way
alone, so that the time grows with the length of the name."""


class Curies:
    """Prefixes, with the namespace that each stands for.

    Parameters
    ----------
    prefixes
        The namespaces by prefix; each ends in ``#``, ``/`` or ``:``.
    any_local
        Whether a local name may be any text, as SSSOM has it.
    """

    def __init__(self, prefixes: Mapping[str, str], *, any_local: bool = False) -> None:
        self.prefixes = dict(prefixes)
        self._local = _ANY if any_local else _LOCAL
        self._by_namespace = {namespace: prefix for prefix, namespace in self.prefixes.items()}

    def split(self, iri: str) -> tuple[str, str] | None:
        """Return the prefix and the local name of an IRI; None where it cannot be made short."""
        for marks in ("#/", ":"):
            end = max(map(iri.rfind, marks)) + 1
            prefix = self._by_namespace.get(iri[:end])
            if prefix is not None and self._local.fullmatch(iri, end):
                return prefix, iri[end:]
        return None

    def shorten(self, iri: str) -> str:
        """Return an IRI as a prefixed name; as it is where no prefix fits.

        Examples
        --------
        >>> ex = Curies({"ex": "https://example.org/", "a": "https://example.org/a#"})
        >>> ex.shorten("https://example.org/a#b"), ex.shorten("https://example.org/b/c")
        ('a:b', 'https://example.org/b/c')
        """
        found = self.split(iri)
        return f"{found[0]}:{found[1]}" if found else str(iri)

    def expand(self, curie: str) -> str | None:
        """Return the IRI that a prefixed name stands for; None where its prefix is not known.

        Examples
        --------
        >>> ex = Curies({"ex": "https://example.org/"})
        >>> ex.expand("ex:b"), ex.expand("https://example.org/b")
        ('https://example.org/b', None)
        """
        prefix, colon, local = curie.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else None
