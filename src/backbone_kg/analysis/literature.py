"""Literature: the kinds of holder that sources name for roles, measured as partners are.

A table of who could hold what is a network, too. Its figures tell how a source spreads the work
over kinds of organization; no partnership need do likewise.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from backbone_kg.analysis import analysis_of
from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.knowledge.concepts import Framework, Suitability
from backbone_kg.knowledge.ontology import Ontology, standard_ontology
from backbone_kg.model.date_spans import ALWAYS, Days, Span
from backbone_kg.model.holdings import Holding, Partner
from backbone_kg.model.identity import organization_of
from backbone_kg.model.roster import NotRead, Roster
from backbone_kg.model.roster_from_records import roles_of

_ALWAYS = Span(Days(ALWAYS, ALWAYS))
"""When what a source says holds: it gives no dates."""


def literature_on(
    framework: str, *, ontology: Ontology | None = None, as_of: datetime.date | None = None
) -> Analysis:
    """Return the figures of the kinds of holder that sources name for a framework's roles.

    Parameters
    ----------
    framework
        Short name of the framework, such as ``mathematica``.
    ontology
        Whose claims; by default those that ship with the program.
    as_of
        The date that the figures bear; by default today. They do not depend on it.

    Returns
    -------
    Analysis
        Its partners are kinds of organization, as its ``basis.caveat`` says before all else. What
        a source does not speak of is left out: how many rows may be wrong, FTE and who leads, what
        lapses, and whether a source suggests them.

    Raises
    ------
    BackboneError
        If there is no such framework, or no source names kinds of holder for its roles.
    """
    ontology = ontology or standard_ontology()
    found = ontology.framework(framework)
    claims = tuple(_claims(found, ontology))
    if not claims:
        with_claims = [each.slug for each in ontology.frameworks() if any(_claims(each, ontology))]
        raise BackboneError(
            f"No source names kinds of holder for the roles of {found.slug}. Sources do so for "
            f"{joined(with_claims)}."
        )
    day, whence = (as_of, "asked") if as_of else (datetime.date.today(), "today")
    documents = dict.fromkeys(claim.passage.document.title for claim in claims)
    analysis = analysis_of(
        _roster(found, claims, ontology).at(day),
        ontology,
        file=found.slug,
        framework=found,
        whence=whence,
        caveat=(
            "This is no partnership: what follows calls “partner” a kind of organization that is "
            f"named as a possible holder in “{joined(list(documents))}”. A kind is not one "
            "organization, and what is suggested is not required."
        ),
    )
    return replace(analysis, bounds=None, staffing=None, lapses=None, fit=())


def _claims(framework: Framework, ontology: Ontology) -> Iterator[Suitability]:
    for _, role in framework.roles:
        yield from ontology.suitability.get(role.iri, ())


def _roster(framework: Framework, claims: tuple[Suitability, ...], ontology: Ontology) -> Roster:
    iri = str(framework.concept.iri)
    named = {claim.named.iri: claim for claim in claims}
    return Roster(
        partnership=iri,
        snapshot=iri,
        name=f"Kinds of holder named for: {framework.title}",
        community="",
        notes="",
        framework=iri,
        listing="complete",
        as_of=None,
        partners=tuple(_kind(claim) for claim in named.values()),
        roles=roles_of(framework),
        holdings=tuple(_holding(number, claim) for number, claim in enumerate(claims, 1)),
        not_read=NotRead(of_assignments=len(claims)),
        known_since=None,
    )


def _kind(claim: Suitability) -> Partner:
    return Partner(
        iri=str(claim.named.iri),
        name=claim.named.label,
        kind=str(claim.types[0]) if claim.types else "",
        organization=organization_of("", claim.named.label),
        memberships=(_ALWAYS,),
    )


def _holding(number: int, claim: Suitability) -> Holding:
    return Holding(
        assignment=f"{claim.role}--{number}",
        partner=str(claim.named.iri),
        role=str(claim.role),
        evidence=claim.passage.where,
        stated=_ALWAYS,
        spans=(_ALWAYS,),
    )
