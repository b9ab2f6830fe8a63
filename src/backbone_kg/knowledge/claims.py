"""What somebody claims about backbone work, by kind and by subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from rdflib import URIRef
from rdflib.term import Node

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import key, quoted
from backbone_kg.graph.namespaces import local_name
from backbone_kg.graph.rdflib_terms import (
    IN_SCHEME,
    LABEL,
    ORGANIZATION_TYPES,
    SUBCLASS,
    TYPE,
    iri,
    term,
)
from backbone_kg.knowledge.attribution import Attribution, attribution_of
from backbone_kg.knowledge.concepts import (
    Agent,
    Concept,
    SourceDocument,
    SourcePassage,
    Suitability,
)
from backbone_kg.knowledge.graph_reader import Reader
from backbone_kg.knowledge.record import Record, Table

CLAIM = term("bkg:Claim")
POSITION = term("bkg:ContestedPosition")
READINGS = ("bkg:takesPosition", "bkg:supports", "bkg:disputes")
SAME_KIND = (term("skos:exactMatch"), term("skos:closeMatch"))
_PARTS = ("most", "some", "one")
_ABOUT = ("bkg:about", "bkg:suggestsType", "bkg:aboutCapacity", "bkg:aboutBody", "bkg:answers")


@dataclass(frozen=True, slots=True, repr=False)
class Claim(Record):
    """A statement that somebody makes; never a fact of the knowledge base.

    Parameters
    ----------
    iri, kind
        The claim, and what sort it is: ``benefit``, ``challenge``, ``finding`` …
    of
        The class that stands for that sort.
    label, statement
        In short and in full, in our own words.
    about
        What it speaks of.
    attributed_to
        Who makes it.
    primary_sources
        The works in which they make it, where the document read only reports it.
    passages
        Where it stands; empty when none is given.
    takes, supports, disputes
        The positions that we read it as taking, as speaking for (those that it takes among them),
        and as speaking against.
    held_by
        How many of those who make it hold it: ``all``, ``most``, ``some``, ``one`` or ``not said``.
    modality
        How it is put: ``must``, ``should``, ``could``, ``observed`` or ``not said``.
    kind_of_evidence
        What it rests on: ``opinion``, ``case``, ``cross-site study``, ``literature review`` or
        ``not said``.
    evidence
        The studies that a finding rests on.
    position
        Place in an order, from 1; None if it has none.
    sides
        The two things that a tension is between; else empty.
    """

    iri: str
    kind: str
    of: str
    label: str
    statement: str
    about: tuple[Concept, ...] = ()
    attributed_to: tuple[Agent, ...] = ()
    primary_sources: tuple[SourceDocument, ...] = ()
    passages: tuple[SourcePassage, ...] = ()
    takes: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    held_by: str = ""
    modality: str = ""
    kind_of_evidence: str = ""
    evidence: tuple[Concept, ...] = ()
    position: int | None = None
    sides: tuple[str, ...] = ()

    computed_fields: ClassVar = ("attribution",)
    headings: ClassVar = ("Kind", "What is claimed", "Who", "As reported by", "Where")
    plural: ClassVar = "claims"

    def in_brief(self) -> str:
        """Return what sort it is, and what it says in short."""
        return f"{self.kind}: {self.label}"

    def cells(self) -> tuple[str, ...]:
        """Return what it says, who says it and where."""
        return (
            self.kind,
            self.statement or self.label,
            self.part_of(names(self.attributed_to)),
            ", ".join(one.short for one in self.attribution.reported_in),
            "\n".join(passage.where for passage in self.passages),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; of what it speaks of, the names."""
        return {**Record.to_dict(self), "about": [one.in_short() for one in self.about]}

    def part_of(self, speakers: str) -> str:
        """Return how many of some speakers hold it, where not all do: ``one of: the neighbors``."""
        return f"{self.held_by} of: {speakers}" if self.held_by in _PARTS else speakers

    @property
    def attribution(self) -> Attribution:
        """Who of them speaks in a document that was read, and whom such a document reports."""
        return attribution_of(self.attributed_to, (passage.document for passage in self.passages))

    def table(self) -> Table:
        """Return what a notebook shows of it."""
        return Table(self.headings, [self.cells()])


def names(agents: Iterable[Agent]) -> str:
    """Return the names of some who speak."""
    return ", ".join(agent.name for agent in agents)


# --- reading -------------------------------------------------------------------------------------


def claim_kinds(reader: Reader) -> dict[URIRef, str]:
    """Return the classes of claims, narrower ones before broader, with what each is called."""
    graph = reader.graph
    found = {iri(node) for node in graph.transitive_subjects(SUBCLASS, CLAIM) if node}
    depth = {kind: len(list(graph.transitive_objects(kind, SUBCLASS))) for kind in found}
    return {
        kind: str(graph.value(kind, LABEL) or local_name(kind))
        for kind in sorted(found, key=lambda kind: (-depth[kind], kind))
    }


def all_claims(reader: Reader) -> tuple[Claim, ...]:
    """Return every claim: by document, then by kind, in the order of the text."""
    found: dict[URIRef, Claim] = {}
    for kind, name in claim_kinds(reader).items():
        for node in reader.graph.subjects(TYPE, kind):
            if iri(node) not in found:
                found[iri(node)] = claim_of(reader, node, kind, name)
    return tuple(sorted(found.values(), key=place))


def place(claim: Claim) -> tuple[str, str, int, int, str]:
    """Return what claims are put in order by: document, kind, place in the text."""
    first = claim.passages[0] if claim.passages else None
    return (
        str(first.document.iri) if first else "",
        claim.kind,
        claim.position or 0,
        first.start if first else 0,
        str(claim.iri),
    )


def claim_of(reader: Reader, node: Node, of: URIRef, kind: str) -> Claim:
    """Return what says something as a claim of a kind."""
    about = [one for predicate in _ABOUT for one in reader.objects(node, predicate)]
    statement = reader.text(node, "bkg:statement")
    label = reader.text(node, "rdfs:label") or statement
    takes, supports, disputes = (read_as(reader, node, predicate) for predicate in READINGS)
    sides = (reader.text(node, "bkg:oneSide"), reader.text(node, "bkg:otherSide"))
    return Claim(
        iri=str(node),
        kind=kind,
        of=str(of),
        label=label,
        statement=statement,
        about=tuple(reader.concept(one) for one in dict.fromkeys(about)),
        attributed_to=reader.agents(node),
        primary_sources=reader.primary_sources(node),
        passages=reader.passages(node),
        takes=takes,
        supports=(*takes, *supports),
        disputes=disputes,
        held_by=reader.text(node, "bkg:heldBy"),
        modality=reader.text(node, "bkg:modality"),
        kind_of_evidence=reader.text(node, "bkg:kindOfEvidence"),
        evidence=tuple(reader.concept(one) for one in reader.objects(node, "prov:wasGeneratedBy")),
        position=reader.number(node, "bkg:position"),
        sides=sides if any(sides) else (),
    )


def read_as(reader: Reader, claim: Node, predicate: str) -> tuple[str, ...]:
    """Return the positions that a claim is read as taking, supporting or disputing."""
    readings = reader.graph.subjects(term("bkg:ofClaim"), claim)
    return tuple(
        sorted(str(one) for reading in readings for one in reader.objects(reading, predicate))
    )


def of_kind(claims: Iterable[Claim], kinds: dict[URIRef, str], wanted: str) -> tuple[Claim, ...]:
    """Return the claims of a kind, named as ``benefit``, ``BenefitClaim`` or ``benefits``.

    Raises
    ------
    UnknownNameError
        If there is no such kind; the message names a near one.
    """
    names: dict[str, str] = {}
    for kind, name in kinds.items():
        for one in (name, f"{name}s", kind, local_name(kind)):
            names[key(one)] = name
        names[key("bkg:" + local_name(kind))] = name
    name = names.get(key(wanted), "")
    if not name:
        raise UnknownNameError(
            f"There is no kind of claim {quoted(wanted)}.{did_you_mean(wanted, kinds.values())}"
            f" There are: {', '.join(sorted(kinds.values()))}."
        )
    everything = name == kinds.get(CLAIM)
    return tuple(claim for claim in claims if everything or claim.kind == name)


def same_kinds(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Return, by each source's own kind of organization, the kinds of the merged list it means."""
    graph = reader.graph
    merged = {str(node) for node in graph.subjects(IN_SCHEME, ORGANIZATION_TYPES)}
    found: dict[str, set[str]] = {}
    for match in SAME_KIND:
        for one, other in graph.subject_objects(match):
            for ours, theirs in ((str(one), str(other)), (str(other), str(one))):
                if ours in merged and theirs not in merged:
                    found.setdefault(theirs, set()).add(ours)
    return {theirs: tuple(sorted(ours)) for theirs, ours in found.items()}


def suitability(reader: Reader) -> dict[str, tuple[Suitability, ...]]:
    """Return who suggests which kind of organization for which role, by role."""
    same, merged = same_kinds(reader), set(reader.graph.subjects(IN_SCHEME, ORGANIZATION_TYPES))
    found: dict[str, list[Suitability]] = {}
    for node in reader.graph.subjects(TYPE, term("bkg:SuitabilityClaim")):
        for role in reader.objects(node, "bkg:aboutCapacity"):
            for kind in reader.objects(node, "bkg:suggestsType"):
                found.setdefault(str(role), []).append(
                    Suitability(
                        role=str(role),
                        named=reader.concept(kind),
                        types=same.get(str(kind), (str(kind),) if kind in merged else ()),
                        passages=reader.passages(node),
                        attributed_to=reader.agents(node),
                    )
                )
    return {
        role: tuple(sorted(claims, key=lambda claim: (claim.passage.start, claim.named.label)))
        for role, claims in found.items()
    }
