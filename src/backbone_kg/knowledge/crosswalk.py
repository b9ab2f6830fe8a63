"""How the concepts of two frameworks compare, by the mappings made between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from rdflib import SKOS, URIRef

from backbone_kg.errors import BackboneError
from backbone_kg.knowledge.concepts import Concept, Framework
from backbone_kg.knowledge.notebook import Told, html_table
from backbone_kg.knowledge.sssom import MANUAL, Mapping, mapping_triples, read_sssom

if TYPE_CHECKING:
    from backbone_kg.knowledge.ontology import Ontology

__all__ = ["Crosswalk", "CrosswalkRow", "Mapping", "crosswalk", "mapping_triples", "read_sssom"]

How: TypeAlias = Literal["exact", "close", "broader", "narrower", "related", "none"]

HOW: Final[dict[URIRef, How]] = {
    SKOS.exactMatch: "exact",
    SKOS.closeMatch: "close",
    SKOS.broadMatch: "broader",
    SKOS.narrowMatch: "narrower",
    SKOS.relatedMatch: "related",
    SKOS.mappingRelation: "none",
}
IN_WORDS: Final[dict[How, str]] = {
    "exact": "same as",
    "close": "close to",
    "broader": "part of the broader",
    "narrower": "broader than",
    "related": "related to",
    "none": "no counterpart",
}
"""What a row says, read from its source to its target."""
_INVERSE: Final[dict[How, How]] = {"broader": "narrower", "narrower": "broader"}


@dataclass(frozen=True, slots=True)
class CrosswalkRow(Told):
    """How a concept of one framework compares with one of the other.

    Parameters
    ----------
    source, target
        The concepts; None on one side when the other has no counterpart.
    how
        Of the target as seen from the source: "broader" says that the target is the broader one.
    comment
        Why.
    justification
        How the mapping was made.
    """

    source: Concept | None
    target: Concept | None
    how: How
    comment: str
    justification: URIRef = MANUAL


@dataclass(frozen=True, slots=True)
class Crosswalk(Told):
    """How the concepts of two frameworks compare.

    Parameters
    ----------
    source, target
        The frameworks.
    rows
        In the order of the source's concepts, then of the target's; what the source has nothing
        for comes last.
    not_compared
        Functions, capacities and qualities of either framework that no row speaks of. Activities
        are examples of what a function takes; nobody promises to compare them all.
    """

    source: Framework
    target: Framework
    rows: tuple[CrosswalkRow, ...]
    not_compared: tuple[Concept, ...] = ()

    def _repr_html_(self) -> str:
        rows = [
            (_label(row.source), IN_WORDS[row.how], _label(row.target), row.comment)
            for row in self.rows
        ]
        rows += [(concept.label, "not compared", "", "") for concept in self.not_compared]
        title = f"{self.source.title} and {self.target.title}"
        return html_table([self.source.slug, "How", self.target.slug, "Why"], rows, title)


def _label(concept: Concept | None) -> str:
    return "" if concept is None else concept.label


def crosswalk(ontology: Ontology, source: str, target: str) -> Crosswalk:
    """Compare two frameworks by the mappings between them, whichever way these were written.

    Parameters
    ----------
    ontology
        The knowledge base.
    source, target
        Names of frameworks, as :meth:`Ontology.framework` takes them.

    Raises
    ------
    UnknownNameError
        If there is no such framework.
    BackboneError
        If both are the same framework.
    """
    one, other = ontology.framework(source), ontology.framework(target)
    if one.concept.iri == other.concept.iri:
        raise BackboneError(
            f"“{source}” and “{target}” are the same framework. Choose two different ones."
        )
    ours, theirs = _Side(one), _Side(other)
    found = sorted(
        _between(ontology.mappings, one.concept.iri, other.concept.iri),
        key=lambda row: (ours.place(row[0]), theirs.place(row[1])),
    )
    spoken_of = {concept for row in found for concept in row[:2]}
    return Crosswalk(
        source=one,
        target=other,
        rows=tuple(
            CrosswalkRow(
                source=ours.concept(left),
                target=theirs.concept(right),
                how=how,
                comment=mapping.comment,
                justification=mapping.justification,
            )
            for left, right, how, mapping in found
        ),
        not_compared=tuple(
            concept
            for concept in (*ours.to_compare, *theirs.to_compare)
            if concept.iri not in spoken_of
        ),
    )


def _between(
    mappings: Iterable[Mapping], ours: URIRef, theirs: URIRef
) -> Iterator[tuple[URIRef | None, URIRef | None, How, Mapping]]:
    for mapping in mappings:
        missing = mapping.subject is None or mapping.object is None
        how: How = "none" if missing else HOW[mapping.predicate]
        sources = (mapping.subject_source, mapping.object_source)
        if sources == (ours, theirs):
            yield mapping.subject, mapping.object, how, mapping
        elif sources == (theirs, ours):
            yield mapping.object, mapping.subject, _INVERSE.get(how, how), mapping


class _Side:
    """The concepts of one of the two frameworks."""

    def __init__(self, framework: Framework) -> None:
        self._known = {concept.iri: concept for concept in framework.concepts}
        self._places = {iri: place for place, iri in enumerate(self._known)}
        functions = {function.concept.iri for function in framework.functions}
        roles = functions | {one.iri for one in (*framework.capacities, *framework.qualities)}
        self.to_compare = [concept for concept in framework.concepts if concept.iri in roles]

    def concept(self, iri: URIRef | None) -> Concept | None:
        """Return a concept; one that the framework does not have is called by its IRI."""
        return None if iri is None else self._known.get(iri, Concept(iri, str(iri)))

    def place(self, iri: URIRef | None) -> float:
        """Return where a concept stands in the framework; "no counterpart" comes last."""
        return float("inf") if iri is None else self._places.get(iri, len(self._places))
