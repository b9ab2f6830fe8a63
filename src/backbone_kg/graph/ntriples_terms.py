"""Terms in the text of N-Triples."""

from __future__ import annotations

from functools import lru_cache

from backbone_kg.graph.namespaces import term


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
    # Few texts hold any of these: looking for each takes a third of what str.translate takes.
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    text = text.replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"'
