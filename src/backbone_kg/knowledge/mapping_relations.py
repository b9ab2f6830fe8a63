"""The words for how two concepts compare, read from the one to the other."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from backbone_kg.graph.namespaces import CURIES, term

How: TypeAlias = Literal[
    "same as",
    "close to",
    "part of the broader",
    "broader than",
    "related to",
    "opposite of",
    "no counterpart",
]
"""What stands between the one and the other: “Listen” *part of the broader* “Lead”."""

HOW: Final[dict[str, How]] = {
    term("skos:exactMatch"): "same as",
    term("skos:closeMatch"): "close to",
    term("skos:broadMatch"): "part of the broader",
    term("skos:narrowMatch"): "broader than",
    term("skos:relatedMatch"): "related to",
    term("bkg:oppositeMatch"): "opposite of",
    term("skos:mappingRelation"): "no counterpart",
}
"""By the property that says so of the one and the other."""
PREDICATES: Final[dict[How, str]] = {how: predicate for predicate, how in HOW.items()}
ORDER: Final[tuple[How, ...]] = tuple(PREDICATES)
"""In which order comparisons are told."""
_INVERSE: Final[dict[How, How]] = {
    "part of the broader": "broader than",
    "broader than": "part of the broader",
}


def inverse(how: How) -> How:
    """Return how the other compares with the one.

    Examples
    --------
    >>> inverse("broader than"), inverse("close to")
    ('part of the broader', 'close to')
    """
    return _INVERSE.get(how, how)


def predicate_of(how: How) -> str:
    """Return the property that says so, as a prefixed name; "" for no counterpart.

    Examples
    --------
    >>> predicate_of("broader than")
    'skos:narrowMatch'
    """
    if how == "no counterpart":
        return ""
    return CURIES.shorten(PREDICATES[how])
