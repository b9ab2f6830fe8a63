"""Who could take a role: what the sources suggest, and which partners are of that kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from backbone_kg.analysis.fit import kinds_of
from backbone_kg.knowledge.concepts import SourcePassage, Suitability
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.roster import DayRoster


class Passage(NamedTuple):
    """The place in a source document that a statement rests on.

    Parameters
    ----------
    document
        Title of the document.
    locator
        Where in it, in words (``Table 1, row 2``); may be "".
    start, end
        Characters of the document's text, counted from 0, ``end`` not included.
    quote
        The words there when they are a short label, else "".
    """

    document: str
    locator: str
    start: int
    end: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A kind of organization that a source names as a possible holder of a role.

    Parameters
    ----------
    type
        Label of the kind of organization.
    passage
        Where the source says so.
    partners
        Partners of that kind in this partnership at the date, by name.
    """

    type: str
    passage: Passage
    partners: tuple[str, ...] = ()


def suggestions(roster: DayRoster, ontology: Ontology) -> dict[str, tuple[Suggestion, ...]]:
    """Return the kinds of organization that the sources name as possible holders of each role.

    Parameters
    ----------
    roster
        The partnership on a day.
    ontology
        Which knows the sources' claims.

    Returns
    -------
    dict
        By role, in the order of the source, each kind with the partners of that kind or of a kind
        that is a case of it, by name. A role that no source speaks of is left out.
    """
    kinds: dict[str, set[str]] = {}
    for partner in roster.partners:
        for kind in kinds_of(partner, ontology):
            kinds.setdefault(kind, set()).add(roster.names[partner.iri])
    return {
        role.iri: tuple(_suggestion(claim, kinds) for claim in claims)
        for role in roster.roles
        if (claims := ontology.suitability.get(role.iri, ()))
    }


def passage_of(passage: SourcePassage) -> Passage:
    """Return a passage as results have it."""
    return Passage(
        document=passage.document.title,
        locator=passage.locator,
        start=passage.start,
        end=passage.end,
        quote=passage.quote,
    )


def _suggestion(claim: Suitability, kinds: Mapping[str, set[str]]) -> Suggestion:
    partners = set[str]().union(*(kinds.get(kind, set()) for kind in claim.types))
    return Suggestion(claim.named.label, passage_of(claim.passage), tuple(sorted(partners)))
