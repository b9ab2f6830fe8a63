"""Which format an answer is written in: what the client accepts, weighed against what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    weight: float

    def precision(self, media_type: str) -> int:
        """Return how closely it names a media type: 0 not at all, 3 by its own name."""
        if self.kind == media_type:
            return 3
        if self.kind == media_type.split("/", maxsplit=1)[0] + "/*":
            return 2
        return int(self.kind == "*/*")


def choose(accept: str | None, types: Mapping[str, tuple[str, ...]]) -> Choice | None:
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

    Examples
    --------
    >>> choose("text/csv;q=0.5, application/*", SOLUTION_TYPES)
    Choice(form='json', media_type='application/sparql-results+json')
    >>> choose("image/png", SOLUTION_TYPES) is None
    True
    """
    ranges = list(_ranges(accept)) if accept and accept.strip() else [_Range("*/*", 1.0)]
    best: tuple[float, Choice] | None = None
    # Of one format the usual media types come before the makeshift ones of all.
    for place in range(max(map(len, types.values()))):
        for form, names in types.items():
            if place < len(names):
                weight = _weight(names[place], ranges)
                if weight > 0 and (best is None or weight > best[0]):
                    best = weight, Choice(form, names[place])
    return best[1] if best else None


def offered(*tables: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the media types that can be asked for, one for each format."""
    return [names[0] for types in tables for names in types.values()]


def _weight(media_type: str, ranges: Iterable[_Range]) -> float:
    """Return how much a media type is liked: what names it most closely says so."""
    fitting = [(one.precision(media_type), one.weight) for one in ranges]
    closest = max(precision for precision, _ in fitting)
    return max(weight for precision, weight in fitting if precision == closest) if closest else 0.0


def _ranges(accept: str) -> Iterable[_Range]:
    for part in accept.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                weight = _quality(value)
        # A lone * is what some clients mean by */*.
        yield _Range("*/*" if kind == "*" else kind.lower(), weight)


def _quality(value: str) -> float:
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
