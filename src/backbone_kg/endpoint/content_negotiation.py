"""Which format an answer is written in: what the client accepts, weighed against what there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from backbone_kg.endpoint.problem_json import Refusal

LONGEST_ACCEPT: Final = 4 * 1024
"""Characters of a header ``Accept``; browsers send some hundred."""

SOLUTION_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Media types of rows, and of an ask's answer, by format; the best known first."""

GRAPH_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
}
"""Media types of graphs, by format."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A format, and the media type under which the client takes it."""

    form: str
    media_type: str

    @property
    def content_type(self) -> str:
        """Return the header of the answer."""
        if self.media_type.startswith("text/"):
            return f"{self.media_type}; charset=utf-8"
        return self.media_type


def choose_type(accept: str | None, types: Mapping[str, tuple[str, ...]]) -> Choice | None:
    """Return the format that a client likes best.

    Parameters
    ----------
    accept
        The header ``Accept``; without one, everything is welcome.
    types
        Media types by format. Where the client likes several equally, the first wins.

    Returns
    -------
    Choice or None
        None if the client accepts none of them.

    Raises
    ------
    Refusal
        If the header is too long to be weighed.

    Examples
    --------
    >>> choose_type("text/csv;q=0.5, application/*", SOLUTION_TYPES)
    Choice(form='json', media_type='application/sparql-results+json')
    >>> choose_type("image/png", SOLUTION_TYPES) is None
    True
    """
    ranges = weights(accept) if accept and accept.strip() else {"*/*": 1.0}
    best: tuple[float, Choice] | None = None
    # Of one format the usual media types come before the makeshift ones of all.
    for place in range(max(map(len, types.values()))):
        for form, names in types.items():
            if place < len(names):
                weight = _weight(names[place], ranges)
                if weight > 0 and (best is None or weight > best[0]):
                    best = weight, Choice(form, names[place])
    return best[1] if best else None


def weights(accept: str) -> dict[str, float]:
    """Return how much each thing that a client says it accepts is liked, from 0 to 1.

    Parameters
    ----------
    accept
        The header ``Accept``, or one that is written as it is.

    Raises
    ------
    Refusal
        If it is too long to be weighed.

    Examples
    --------
    >>> weights("text/csv;q=0.5, *")
    {'text/csv': 0.5, '*/*': 1.0}
    """
    if len(accept) > LONGEST_ACCEPT:
        raise Refusal(
            "bad-request",
            f"A header Accept has {len(accept):,} characters; {LONGEST_ACCEPT:,} are the most.",
        )
    found: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                weight = _quality(value)
        # A lone * is what some clients mean by */*.
        kind = "*/*" if kind == "*" else kind.lower()
        found[kind] = max(weight, found.get(kind, 0.0))
    return found


def chosen_type(accept: str | None, types: Mapping[str, tuple[str, ...]]) -> Choice:
    """Return the format that a client likes best; see :func:`choose_type`.

    Raises
    ------
    Refusal
        If it accepts none of them.
    """
    choice = choose_type(accept, types)
    if choice is None:
        raise not_acceptable(types)
    return choice


def not_acceptable(*tables: Mapping[str, tuple[str, ...]]) -> Refusal:
    """Return what to tell a client that accepts nothing of what there is."""
    types = [names[0] for types in tables for names in types.values()]
    return Refusal("not-acceptable", f"There are: {', '.join(types)}.", facts={"offered": types})


def _weight(media_type: str, ranges: Mapping[str, float]) -> float:
    """Return how much a media type is liked: what names it most closely says so."""
    for kind in (media_type, media_type.split("/", maxsplit=1)[0] + "/*", "*/*"):
        if kind in ranges:
            return ranges[kind]
    return 0.0


def _quality(value: str) -> float:
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
