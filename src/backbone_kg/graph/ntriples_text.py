"""Terms in the text of N-Triples."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from backbone_kg.graph.namespaces import term

ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


@lru_cache(maxsize=256)
def named(curie: str) -> str:
    """Return the IRI that a CURIE stands for, as N-Triples has it.

    Examples
    --------
    >>> named("bkg:Partner")
    '<https://w3id.org/backbone-kg/ontology#Partner>'
    """
    return f"<{term(curie)}>"


def quoted(text: str) -> str:
    r"""Return a plain text as N-Triples has it.

    Examples
    --------
    >>> quoted('She said:\n"yes"')
    '"She said:\\n\\"yes\\""'
    """
    return f'"{text.translate(ESCAPES)}"'
