"""What is coded: pairs of things, with our own judgment of each, and what a blind coder may see.

Of a claim by itself the other of the pair is the property that is judged, with its definition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from backbone_kg.graph.rdflib_terms import term
from backbone_kg.knowledge.claims import Claim, names
from backbone_kg.knowledge.concepts import SourcePassage
from backbone_kg.knowledge.mapping_relations import HOW
from backbone_kg.knowledge.ontology import Ontology

NONE = "none"
NOT_SAID = "not said"
OF_CLAIMS = {
    "held-by": ("bkg:heldBy", "held_by"),
    "modality": ("bkg:modality", "modality"),
    "evidence": ("bkg:kindOfEvidence", "kind_of_evidence"),
}
"""What a kind of coding judges of each claim: a property, and its name in Python."""
CODES = {
    "crosswalk": (
        *("same as", "close to", "part of the broader", "broader than", "related to"),
        *("opposite of", NONE),
    ),
    "readings": ("takes", "supports", "disputes", NONE),
    "held-by": ("all", "most", "some", "one", NOT_SAID),
    "modality": ("must", "should", "could", "observed", NOT_SAID),
    "evidence": ("opinion", "case", "cross-site study", "literature review", NOT_SAID),
}
"""What may be said of each pair, from the one to the other, or of each claim."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A pair of things, with our own judgment of it.

    Parameters
    ----------
    one, other
        The two: concepts of two frameworks, a claim and a position, or a claim and a property.
    ours
        Our judgment, one of :data:`CODES`.
    texts
        What each is called and means.
    passages
        Where each stands.
    """

    one: str
    other: str
    ours: str
    texts: tuple[tuple[str, str], tuple[str, str]]
    passages: tuple[tuple[SourcePassage, ...], tuple[SourcePassage, ...]]

    @property
    def id(self) -> str:
        """A name that tells nothing of what the two are or how they were judged."""
        return hashlib.sha256(f"{self.one} {self.other}".encode()).hexdigest()[:10]


def crosswalk_units(ontology: Ontology, among: Sequence[str] = ()) -> Iterator[Unit]:
    """Return each mapping between two frameworks, and as many pairs that no mapping joins.

    Parameters
    ----------
    among
        Short names of the frameworks to look at; all if none is named.
    """
    chosen = {
        one.concept.iri: {concept.iri: concept for concept in one.concepts}
        for one in ontology.frameworks()
        if not among or one.slug in among
    }
    joined = {(m.subject, m.object): m for m in ontology.mappings if m.subject and m.object}
    for mapping in ontology.mappings:
        left, right = chosen.get(mapping.subject_source), chosen.get(mapping.object_source)
        if left is None or right is None:
            continue
        one, other = left.get(_iri(mapping.subject)), right.get(_iri(mapping.object))
        ours: str = HOW[mapping.predicate]
        if one is None or other is None:
            # What has no counterpart is set beside something of the other list, drawn by its name.
            draw = Random(f"{mapping.subject} {mapping.object}")
            one = one or draw.choice(sorted(left.values(), key=lambda concept: concept.iri))
            other = other or draw.choice(sorted(right.values(), key=lambda concept: concept.iri))
            ours = NONE
            if {(one.iri, other.iri), (other.iri, one.iri)} & joined.keys():
                continue
        yield Unit(
            *(one.iri, other.iri, ours),
            ((one.label, one.definition), (other.label, other.definition)),
            (one.passages, other.passages),
        )


def _iri(concept: str | None) -> str:
    return "" if concept is None else concept


def reading_units(ontology: Ontology) -> Iterator[Unit]:
    """Return each reading of a claim, and each such claim with a position it does not bear on."""
    claims = [claim for claim in ontology.claims() if claim.supports or claim.disputes]
    for question in ontology.positions():
        for position in question.positions:
            for claim in claims:
                ours = _reading(claim, position.claim.iri)
                if ours == NONE and Random(f"{claim.iri} {position.claim.iri}").random() > 0.1:
                    continue
                yield Unit(
                    *(claim.iri, position.claim.iri, ours),
                    (
                        (claim.label, claim.statement),
                        (f"{question.label} {position.label}", position.claim.statement),
                    ),
                    (claim.passages, ()),
                )


def claim_units(ontology: Ontology, kind: str) -> Iterator[Unit]:
    """Return each claim with the property that a kind of coding judges."""
    name, field = OF_CLAIMS[kind]
    judged = ontology.concept(term(name))
    for claim in ontology.claims():
        told = f"{claim.statement} Speaker: {names(claim.attributed_to)}."
        yield Unit(
            *(claim.iri, judged.iri, getattr(claim, field)),
            ((claim.label, told), (judged.label, judged.definition)),
            (claim.passages, ()),
        )


def _reading(claim: Claim, position: str) -> str:
    if position in claim.takes:
        return "takes"
    if position in claim.supports:
        return "supports"
    return "disputes" if position in claim.disputes else NONE


def drawn(units: Iterable[Unit], size: int, seed: int) -> list[Unit]:
    """Return so many units in mixed order; half are pairs that we do not join, if there are any."""
    draw = Random(seed)
    every = sorted({unit.id: unit for unit in units}.values(), key=lambda unit: unit.id)
    joins = [unit for unit in every if unit.ours != NONE]
    apart = [unit for unit in every if unit.ours == NONE]
    found = draw.sample(joins, min(len(joins), size - min(len(apart), size // 2)))
    found += draw.sample(apart, min(len(apart), size - len(found)))
    draw.shuffle(found)
    return found
