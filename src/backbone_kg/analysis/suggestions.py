"""Who could take a role: what the sources suggest, and which partners and holders are of that kind.

Whether a source suggests the kind of a holder is a question, never a score. That a source names
other kinds is no reason against a holder: sources name examples. So there is no metric of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from backbone_kg.graph.namespaces import ORGANIZATION_TYPES
from backbone_kg.knowledge.concepts import SourcePassage, Suitability
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.holdings import Partner
from backbone_kg.model.roster import DayRoster

BACKBONE: Final = f"{ORGANIZATION_TYPES}#backbone-organization"
"""The kind that a partner marked as the backbone is of, whatever else it is."""


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

    By role, in the order of the source, each kind with the partners of that kind or of a kind that
    is a case of it, by name. A role that no source speaks of is left out.
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


class FitVerdict(StrEnum):
    """What the sources say of a kind of partner and a role."""

    SUGGESTED = "suggested"
    """A source names the kind, or one that it is a case of."""
    OTHERS_NAMED = "other kinds named"
    """A source names kinds for the role, and this is none of them: a question to ask."""
    NO_SOURCE = "no source speaks of it"
    """No source names a kind for the role."""
    KIND_UNKNOWN = "kind not known"
    """A source names kinds for the role; of which kind the partner is, the file does not say."""


class Fit(NamedTuple):
    """What the sources say of a partner that holds a wanted role.

    Parameters
    ----------
    partner, role
        IRIs.
    verdict
        What they say.
    kinds
        The kinds of holder that decide it, as the source names them: those that suggest the
        partner, else all that are named for the role. The passage of each stands with the role's
        suggestions.
    """

    partner: str
    role: str
    verdict: FitVerdict
    kinds: tuple[str, ...] = ()


def fits(roster: DayRoster, ontology: Ontology) -> tuple[Fit, ...]:
    """Return what the sources say of each holding of a wanted role, by role, then by partner."""
    return tuple(
        _fit(partner, role.iri, ontology)
        for role in roster.wanted
        for partner in roster.holders(role)
    )


def kinds_of(partner: Partner, ontology: Ontology) -> set[str]:
    """Return the kinds that a partner is of: its own and those that it is a case of.

    One that is marked as the backbone is a backbone organization as well.
    """
    kinds = {*ontology.broader_types.get(partner.kind, ())}
    if "backbone" in partner.tasks:
        kinds.add(BACKBONE)
    return kinds


def fitting(role: str, kinds: Set[str], ontology: Ontology) -> list[Suitability]:
    """Return the claims of sources that a partner of some kinds could hold a role, by its IRI."""
    claims = ontology.suitability.get(role, ())
    return [claim for claim in claims if not kinds.isdisjoint(claim.types)]


def _fit(partner: Partner, role: str, ontology: Ontology) -> Fit:
    claims = ontology.suitability.get(role, ())
    if not claims:
        return Fit(partner.iri, role, FitVerdict.NO_SOURCE)
    suggested = fitting(role, kinds_of(partner, ontology), ontology)
    verdict = FitVerdict.OTHERS_NAMED
    if suggested:
        verdict = FitVerdict.SUGGESTED
    elif not ontology.broader_types.get(partner.kind):
        verdict = FitVerdict.KIND_UNKNOWN
    labels = dict.fromkeys(claim.named.label for claim in suggested or claims)
    return Fit(partner.iri, role, verdict, tuple(labels))
