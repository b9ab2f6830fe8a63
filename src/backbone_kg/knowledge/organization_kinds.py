"""Kinds of organization: what is said for and against each, and what it could hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.likely_names import meant, near_names
from backbone_kg.base.names import key, quoted, typed
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.rdflib_terms import (
    IN_SCHEME,
    ORGANIZATION_TYPE,
    ORGANIZATION_TYPES,
    TYPE,
    iri,
    term,
)
from backbone_kg.knowledge.claims import Claim, same_kinds
from backbone_kg.knowledge.concepts import Concept, OfConcept
from backbone_kg.knowledge.knowledge_graph import KnowledgeGraph
from backbone_kg.knowledge.mapping_relations import How
from backbone_kg.knowledge.matches import Match, matches_of
from backbone_kg.knowledge.name_index import expanded
from backbone_kg.knowledge.record import Record, Table

STRUCTURE = term("bkg:BackboneStructure")


@dataclass(frozen=True, slots=True, repr=False)
class SourceName(Record):
    """What a source calls a kind of organization.

    Parameters
    ----------
    concept
        The name, and where it stands.
    listed_in
        The source's list that it is in.
    how
        How the kind compares with it, read from the kind: ``part of the broader`` name.
    comment
        Why.
    """

    concept: Concept
    listed_in: str
    how: How
    comment: str = ""

    def called(self) -> str:
        """Return what it says."""
        return f"{self.how} {self.concept.label}"


@dataclass(frozen=True, slots=True, repr=False)
class OrganizationKind(OfConcept):
    """A kind of organization, with all that is claimed of it.

    Parameters
    ----------
    concept
        The kind.
    names
        What each source calls it.
    broader, narrower
        Kinds that it is a case of, and cases of it.
    claims
        All claims about it, under any of its names.
    codes
        Its counterparts in outside code lists.
    is_listed
        Whether it is in the merged list, which data files choose from.
    meant
        The kinds whose claims count as its own: itself and those that mean the same or nearly so.
    """

    concept: Concept
    names: tuple[SourceName, ...] = ()
    broader: tuple[Concept, ...] = ()
    narrower: tuple[Concept, ...] = ()
    claims: tuple[Claim, ...] = ()
    codes: tuple[Match, ...] = ()
    is_listed: bool = True
    meant: tuple[str, ...] = ()

    computed_fields: ClassVar = ("label",)
    headings: ClassVar = ("Kind", "What it is", "For it", "Against it", "Could hold")
    plural: ClassVar = "kinds"

    def in_brief(self) -> str:
        """Return what it is called, and how much is claimed of it."""
        return f"{self.label}: {plural(len(self.claims), 'claim')}"

    def cells(self) -> tuple[str, ...]:
        """Return what it is, and what is said for and against it in short."""
        return (
            self.label,
            self.concept.definition,
            "\n".join(claim.label for claim in self.benefits),
            "\n".join(claim.label for claim in self.challenges),
            str(len(self.could_hold) or ""),
        )

    def of(self, *classes: str) -> tuple[Claim, ...]:
        """Return the claims of some classes, such as ``bkg:BenefitClaim``."""
        wanted = [str(term(one)) for one in classes]
        return tuple(claim for claim in self.claims if claim.of in wanted)

    @property
    def benefits(self) -> tuple[Claim, ...]:
        """Potential benefits of it as a backbone, each with who says so and where."""
        return self.of("bkg:BenefitClaim")

    @property
    def challenges(self) -> tuple[Claim, ...]:
        """Potential challenges of it as a backbone, each with who says so and where."""
        return self.of("bkg:ChallengeClaim")

    @property
    def candidacies(self) -> tuple[Claim, ...]:
        """Claims that it can be the backbone."""
        return self.of("bkg:CandidacyClaim")

    @property
    def could_hold(self) -> tuple[Claim, ...]:
        """Claims that it could hold a capacity."""
        return self.of("bkg:SuitabilityClaim")

    @property
    def should_sit_on(self) -> tuple[Claim, ...]:
        """Claims that it should be a member of a body."""
        return tuple(c for c in self.of("bkg:MembershipClaim") if c.about[0].iri in self.meant)

    @property
    def members(self) -> tuple[Claim, ...]:
        """Claims of who should be a member of it, where it is a body."""
        return tuple(c for c in self.of("bkg:MembershipClaim") if c not in self.should_sit_on)

    @property
    def also_said(self) -> tuple[Claim, ...]:
        """All other claims about it."""
        sorts = ("Benefit", "Challenge", "Candidacy", "Suitability", "Membership")
        told = self.of(*(f"bkg:{sort}Claim" for sort in sorts))
        return tuple(claim for claim in self.claims if claim not in told)

    def table(self) -> Table:
        """Return what a notebook shows of it."""
        rows = [
            (
                claim.kind,
                claim.statement or claim.label,
                ", ".join(agent.name for agent in claim.attributed_to),
                "\n".join(passage.where for passage in claim.passages),
            )
            for claim in self.claims
        ]
        return Table(["Kind", "What is claimed", "Who", "Where"], rows, self.label)


def organization_kind(knowledge: KnowledgeGraph, concept: Concept) -> OrganizationKind:
    """Return a kind of organization, of the merged list or a source's own, with what is claimed."""
    reader, graph = knowledge.reader, knowledge.graph
    found = matches_of(knowledge, concept.iri)
    theirs = [link for link in found if _is_ours(link.other.iri) and link.how != "no counterpart"]
    same = {concept.iri, *(one.other.iri for one in theirs if one.how in ("same as", "close to"))}
    return OrganizationKind(
        concept=concept,
        names=tuple(SourceName(link.other, link.home, link.how, link.comment) for link in theirs),
        broader=reader.concepts(reader.broader(concept.iri)),
        narrower=reader.concepts(graph.subjects(term("skos:broader"), iri(concept.iri))),
        claims=tuple(c for c in knowledge.all_claims if same & {one.iri for one in c.about}),
        codes=tuple(link for link in found if link not in theirs),
        is_listed=concept in knowledge.organization_types,
        meant=tuple(sorted(same)),
    )


def _is_ours(node: str) -> bool:
    return node.startswith(PROJECT) and not node.startswith(f"{PROJECT}code-list/")


def other_kinds(knowledge: KnowledgeGraph) -> tuple[OrganizationKind, ...]:
    """Return kinds and structures that a source names and that none of the merged list is like."""
    listed = {kind.iri for kind in knowledge.organization_types}
    return tuple(
        organization_kind(knowledge, concept)
        for concept in _of_sources(knowledge)
        if not listed & {link.other.iri for link in matches_of(knowledge, concept.iri)}
    )


def _of_sources(knowledge: KnowledgeGraph) -> list[Concept]:
    """Return the sources' own kinds and structures, by name."""
    reader, graph = knowledge.reader, knowledge.graph
    nodes = {
        str(node)
        for kind in (ORGANIZATION_TYPE, STRUCTURE)
        for node in graph.subjects(TYPE, kind)
        if (node, IN_SCHEME, ORGANIZATION_TYPES) not in graph
    }
    found = (reader.concept(node) for node in nodes)
    return sorted(found, key=lambda concept: (key(concept.label), concept.iri))


def kind_named(knowledge: KnowledgeGraph, name: str) -> OrganizationKind:
    """Return the kind of organization of a name; see :meth:`Ontology.type`."""
    name = typed(name, "City government")
    reader = knowledge.reader
    listed = knowledge.organization_types
    for concept in listed:
        if key(name) in map(key, (concept.label, *concept.aliases, concept.name, concept.iri)):
            return organization_kind(knowledge, concept)
    same = same_kinds(reader)
    by_iri = {concept.iri: concept for concept in listed}
    asked = {*map(str, expanded(reader.graph, name))}
    for node in asked & set(by_iri):
        return organization_kind(knowledge, by_iri[node])
    theirs = _of_sources(knowledge)
    for concept in theirs:
        if concept.iri in asked or key(name) in map(key, (concept.label, concept.name)):
            ours = same.get(concept.iri, ())
            return organization_kind(knowledge, by_iri[ours[0]] if ours else concept)
    names = [one for concept in listed for one in (concept.label, *concept.aliases)]
    near = near_names(name, [concept.label for concept in listed])
    near = near or near_names(name, [*names, *(one.label for one in theirs)])
    raise UnknownNameError(
        f"There is no kind of organization {quoted(name)}.{meant(near)}"
        " All kinds: backbone-kg types"
    )
