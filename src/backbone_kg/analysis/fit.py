"""Fit: whether a source suggests the kind of partner that holds a role. A question, never a score.

That a source names other kinds is no reason against a holder: sources name examples. So there is no
metric of it, and nothing is added up but how many are what.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from backbone_kg.graph.namespaces import ORGANIZATION_TYPES
from backbone_kg.knowledge.concepts import Suitability
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.holdings import Partner
from backbone_kg.model.roster import DayRoster

BACKBONE: Final = f"{ORGANIZATION_TYPES}#backbone-organization"
"""The kind that a partner marked as the backbone is of, whatever else it is."""


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
    """Return what the sources say of each holding of a wanted role.

    Parameters
    ----------
    roster
        The partnership on a day.
    ontology
        Which knows the sources' claims.

    Returns
    -------
    tuple of Fit
        In the order of the roles, then of the partners.
    """
    return tuple(
        _fit(partner, role.iri, ontology.suitability.get(role.iri, ()), ontology)
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


def _fit(partner: Partner, role: str, claims: Iterable[Suitability], ontology: Ontology) -> Fit:
    kinds = kinds_of(partner, ontology)
    named = tuple(dict.fromkeys(claim.named.label for claim in claims))
    fitting = tuple(claim.named.label for claim in claims if kinds.intersection(claim.types))
    if not named:
        return Fit(partner.iri, role, FitVerdict.NO_SOURCE)
    if fitting:
        return Fit(partner.iri, role, FitVerdict.SUGGESTED, tuple(dict.fromkeys(fitting)))
    unknown = not ontology.broader_types.get(partner.kind)
    verdict = FitVerdict.KIND_UNKNOWN if unknown else FitVerdict.OTHERS_NAMED
    return Fit(partner.iri, role, verdict, named)
