"""Rows of a crosswalk that nobody has judged yet, with what the words alone may stand beside.

A proposal is no mapping: how the two compare is left open, so that no set with an unjudged row can
be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backbone_kg.knowledge.concepts import Concept, Framework
from backbone_kg.knowledge.likely_roles import HowSure, RoleWords
from backbone_kg.knowledge.ontology import Ontology


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A concept, and what of another framework its words resemble.

    Parameters
    ----------
    subject, source
        The concept, and its framework.
    object, target
        What it may correspond to, or None if no words are alike; and the other framework.
    how_sure
        ``certain`` (the same words), ``likely`` or ``possible``; None without a proposal.
    why
        What the words resemble; "" without a proposal.
    """

    subject: Concept
    source: Framework
    object: Concept | None
    target: Framework
    how_sure: HowSure | None = None
    why: str = ""

    @property
    def comment(self) -> str:
        """What a person is asked to do with it."""
        if self.object is None:
            return "No words are alike. Judge it: find a counterpart, or say why there is none."
        return f"Proposed by words alone, {self.how_sure}: {self.why}. Judge it, and say why."


def scaffold(
    ontology: Ontology, framework: str | Framework, others: Iterable[str | Framework] = ()
) -> tuple[ProposedRow, ...]:
    """Return the rows that a crosswalk of a framework with others would begin with.

    Parameters
    ----------
    ontology
        The knowledge base.
    framework
        Whose functions, capacities, qualities, conditions and principles are compared.
    others
        With which; by default with each with which it is not compared yet.

    Returns
    -------
    tuple of ProposedRow
        By framework, in its order. What is compared already has no row.

    Raises
    ------
    UnknownNameError
        If there is no such framework.
    BackboneError
        If one of the others is the framework itself.
    """
    own = ontology.framework(framework)
    chosen = [ontology.framework(one) for one in others]
    if not chosen:
        rest = (one for one in ontology.frameworks() if one != own)
        chosen = [one for one in rest if not ontology.crosswalk(own, one).rows]
    return tuple(row for other in chosen for row in _rows(ontology, own, other))


def _rows(ontology: Ontology, own: Framework, other: Framework) -> Iterator[ProposedRow]:
    words = RoleWords(ontology, other)
    ours = {concept.iri for concept in own.concepts}
    for concept in ontology.crosswalk(own, other).not_compared:
        if concept.iri not in ours:
            continue
        likely = words.likely(concept.label)
        for one in likely:
            yield ProposedRow(concept, own, one.concept, other, one.how_sure, one.why)
        if not likely:
            yield ProposedRow(concept, own, None, other)
