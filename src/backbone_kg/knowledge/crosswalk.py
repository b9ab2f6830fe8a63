"""How the concepts of two frameworks compare, by the mappings made between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.names import quoted
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.graph.rdflib_terms import iri, term
from backbone_kg.knowledge.concepts import Concept, Framework
from backbone_kg.knowledge.knowledge_graph import KnowledgeGraph
from backbone_kg.knowledge.mapping_relations import HOW, How, inverse, predicate_of
from backbone_kg.knowledge.record import Record, Table
from backbone_kg.knowledge.sssom import MANUAL, Mapping

_WHY = term("bkg:notComparedFurther")


@dataclass(frozen=True, slots=True, repr=False)
class CrosswalkRow(Record):
    """How a concept of one framework compares with one of the other.

    Parameters
    ----------
    source, target
        The concepts; None on one side when the other has no counterpart.
    how
        Stands between the two: source "broader than" target, source "part of the broader" target.
    comment
        Why.
    justification
        How the mapping was made.
    """

    source: Concept | None
    target: Concept | None
    how: How
    comment: str
    justification: str = MANUAL

    headings: ClassVar = ("From", "How", "To", "Why")
    plural: ClassVar = "rows"

    def called(self) -> str:
        """Return what it says."""
        return " ".join(filter(None, map(str, self.cells()[:3])))

    def cells(self) -> tuple[str, ...]:
        """Return what it says, and why."""
        return _label(self.source), self.how, _label(self.target), self.comment

    @property
    def predicate(self) -> str:
        """The property that says so of source and target, such as ``skos:narrowMatch``."""
        return predicate_of(self.how)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; of the concepts, the names."""
        return {
            "source": self.source and self.source.in_short(),
            "how": self.how,
            "predicate": self.predicate,
            "target": self.target and self.target.in_short(),
            "comment": self.comment,
            "justification": str(self.justification),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Crosswalk(Record):
    """How the concepts of two frameworks compare.

    Parameters
    ----------
    source, target
        The frameworks.
    rows
        In the order of the source's concepts, then of the target's; what the source has nothing
        for comes last.
    not_compared
        Functions, capacities, qualities, conditions and principles of either framework that no row
        speaks of. Activities are examples of what a function takes, and stages are no part of the
        work; nobody promises to compare them all.
    why_nothing
        Why the two are not compared at all, where one of them says so; else "".
    """

    source: Framework
    target: Framework
    rows: tuple[CrosswalkRow, ...]
    not_compared: tuple[Concept, ...] = ()
    why_nothing: str = ""

    def in_brief(self) -> str:
        """Return which frameworks are compared, and how much of them."""
        names = f"{self.source.slug} and {self.target.slug}"
        return f"{names}: {plural(len(self.rows), 'row')}, {len(self.not_compared)} not compared"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; of frameworks and concepts, the names."""

        def framework(one: Framework) -> dict[str, str]:
            return {"iri": str(one.concept.iri), "slug": one.slug, "title": one.title}

        return {
            "source": framework(self.source),
            "target": framework(self.target),
            "rows": [row.to_dict() for row in self.rows],
            "not_compared": [one.in_short() for one in self.not_compared],
            "why_nothing": self.why_nothing,
        }

    def table(self) -> Table:
        """Return what a notebook shows of it."""
        rows = [row.cells() for row in self.rows]
        rows += [(concept.label, "not compared", "", "") for concept in self.not_compared]
        title = f"{self.source.title} and {self.target.title}"
        return Table([self.source.slug, "How", self.target.slug, "Why"], rows, title)


def _label(concept: Concept | None) -> str:
    return "" if concept is None else concept.label


def crosswalk(
    knowledge: KnowledgeGraph, source: str | Framework, target: str | Framework
) -> Crosswalk:
    """Compare two frameworks by the mappings between them, whichever way these were written.

    Parameters
    ----------
    knowledge
        The knowledge base.
    source, target
        Frameworks, or names of them, as :meth:`KnowledgeGraph.framework` takes them.

    Raises
    ------
    UnknownNameError
        If there is no such framework.
    BackboneError
        If both are the same framework.
    """
    one, other = knowledge.framework(source), knowledge.framework(target)
    if one.concept.iri == other.concept.iri:
        raise BackboneError(
            f"{_as_typed(source)} and {_as_typed(target)} are the same framework."
            " Choose two different ones."
        )
    ours, theirs = _Side(one), _Side(other)
    found = sorted(
        _between(knowledge.mappings, one.concept.iri, other.concept.iri),
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
        why_nothing="" if found else _why_nothing(knowledge, one, other),
    )


def _why_nothing(knowledge: KnowledgeGraph, *frameworks: Framework) -> str:
    said = ((one.title, knowledge.names.value(iri(one.concept.iri), _WHY)) for one in frameworks)
    return next((f"{title}: {text}" for title, text in said if text), "")


def _as_typed(framework: str | Framework) -> str:
    return quoted(framework if isinstance(framework, str) else framework.slug)


def _between(
    mappings: Iterable[Mapping], ours: str, theirs: str
) -> Iterator[tuple[str | None, str | None, How, Mapping]]:
    for mapping in mappings:
        missing = mapping.subject is None or mapping.object is None
        how: How = "no counterpart" if missing else HOW[mapping.predicate]
        sources = (mapping.subject_source, mapping.object_source)
        if sources == (ours, theirs):
            yield mapping.subject, mapping.object, how, mapping
        elif sources == (theirs, ours):
            yield mapping.object, mapping.subject, inverse(how), mapping


class _Side:
    """The concepts of one of the two frameworks."""

    def __init__(self, framework: Framework) -> None:
        self._known = {concept.iri: concept for concept in framework.concepts}
        self._places = {iri: place for place, iri in enumerate(self._known)}
        functions = {function.concept.iri for function in framework.functions}
        roles = functions | {one.iri for one in (*framework.capacities, *framework.stood_for)}
        self.to_compare = [concept for concept in framework.concepts if concept.iri in roles]

    def concept(self, iri: str | None) -> Concept | None:
        """Return a concept; one that the framework does not have is called by its IRI."""
        return None if iri is None else self._known.get(iri, Concept(iri, iri))

    def place(self, iri: str | None) -> float:
        """Return where a concept stands in the framework; "no counterpart" comes last."""
        return float("inf") if iri is None else self._places.get(iri, len(self._places))
