"""What sources say that bears on the choice of a backbone: of kinds, of criteria, of choosing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from backbone_kg.analysis.choice.candidates_results import Said
from backbone_kg.analysis.suggestions import passage_of
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import key
from backbone_kg.graph.namespaces import term
from backbone_kg.knowledge.claims import Claim
from backbone_kg.knowledge.concepts import Concept, SourcePassage
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.knowledge.organization_kinds import organization_kind

BACKBONE: Final = term("term:backbone")
SEVERAL: Final = "Multiple organizations"
"""What a source calls it when several organizations are the backbone together."""


class Sayings:
    """The claims of an ontology that bear on the choice of a backbone.

    Parameters
    ----------
    ontology
        Whose claims.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._labels = {str(kind.iri): kind.label for kind in ontology.organization_types}
        self.of_kind = cache(self._of_kind)

    def kind_label(self, kind: str) -> str:
        """Return what a kind of organization is called, or ""."""
        return self._labels.get(kind, "")

    def _of_kind(self, kind: str) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
        """Return what is said for and against a kind of organization as a backbone."""
        concept = next((c for c in self.ontology.organization_types if str(c.iri) == kind), None)
        if concept is None:
            return (), ()
        found = organization_kind(self.ontology, concept)
        return tuple(map(said, found.benefits)), tuple(map(said, found.challenges))

    def of_several(self) -> tuple[Said, ...]:
        """Return what is said for and against several organizations as the backbone."""
        try:
            found = self.ontology.type(SEVERAL)
        except UnknownNameError:  # an ontology of one's own need not speak of it
            return ()
        return tuple(map(said, (*found.benefits, *found.challenges)))

    def quality(self, name: str) -> Concept | None:
        """Return the quality of a backbone that goes by a name in one of the frameworks."""
        wanted = key(name)
        for framework in self.ontology.frameworks():
            for quality in framework.qualities:
                if wanted in map(key, (quality.label, *quality.aliases)):
                    return quality
        return None

    def tensions(self, qualities: Mapping[str, Concept | None]) -> tuple[Said, ...]:
        """Return what has to be balanced, where it is about a quality that is rated.

        Parameters
        ----------
        qualities
            The quality of each criterion, by the criterion's name.
        """
        found = []
        for claim in self.ontology.claims("tension"):
            subjects = {one.iri for one in claim.about}
            criteria = tuple(
                n for n, quality in qualities.items() if quality and quality.iri in subjects
            )
            if criteria:
                found.append(said(claim, criteria))
        return tuple(found)

    def recommendations(self) -> tuple[Said, ...]:
        """Return what is recommended to those who look for a backbone."""
        claims = self.ontology.claims("recommendation")
        return tuple(said(c) for c in claims if BACKBONE in {one.iri for one in c.about})


def said(claim: Claim, criteria: tuple[str, ...] = ()) -> Said:
    """Return a claim as results have it."""
    return Said(
        kind=claim.kind,
        label=claim.label,
        statement=claim.statement,
        said_by=tuple(agent.name for agent in claim.attributed_to),
        where=where(claim.passages),
        passages=tuple(map(passage_of, claim.passages)),
        criteria=criteria,
    )


def where(passages: Sequence[SourcePassage]) -> str:
    """Return the document and the place of the first of some passages, or ""."""
    return passages[0].where if passages else ""
