"""What it takes to cite a thing of the knowledge base: who says it, in which work, where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from rdflib import URIRef

from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.rdflib_terms import TYPE, iri, term
from backbone_kg.knowledge.attribution import attribution_of
from backbone_kg.knowledge.concepts import Agent, SourceDocument, SourcePassage
from backbone_kg.knowledge.entries import Entry
from backbone_kg.knowledge.graph_reader import Reader
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.knowledge.record import Record, RecordList

ITSELF: Final = URIRef(f"{PROJECT}ontology")
"""What the header of the knowledge base speaks of."""


@dataclass(frozen=True, slots=True, repr=False)
class Edition(Record):
    """Which version of the knowledge base something is cited from.

    Parameters
    ----------
    title, version
        Its name and number.
    iri
        Address of this version.
    modified
        When it was last changed, as ``YYYY-MM-DD``; "" if it does not say.
    makers
        Who made it.
    license
        Address of the terms of use.
    """

    title: str
    version: str
    iri: str
    modified: str
    makers: tuple[Agent, ...]
    license: str

    @property
    def year(self) -> str:
        """The year in which it was last changed; "" if it does not say."""
        return self.modified[:4]

    @property
    def label(self) -> str:
        """Its name and number."""
        return f"{self.title}, version {self.version or 'not given'}"


@dataclass(frozen=True, slots=True, repr=False)
class Citation(Record):
    """What it takes to cite a thing of the knowledge base.

    Parameters
    ----------
    iri, label, kind
        The thing.
    meaning
        What it means or claims, in the words of the knowledge base.
    said_by
        Who says it; empty if nobody is named.
    held_by
        How many of them hold it: ``all``, ``most``, ``some``, ``one``; "" if not said.
    works
        Where they say it. Of what is only reported the reported works.
    reported_in
        The documents that report it, where they were read in the place of the works.
    passages
        Where it stands in a document that was read; empty when no place is given.
    known_from
        Where it is known from, if from no document that was read; "" else.
    edition
        The version of the knowledge base.
    """

    iri: str
    label: str
    kind: str
    meaning: str
    said_by: tuple[Agent, ...]
    held_by: str
    works: tuple[SourceDocument, ...]
    reported_in: tuple[SourceDocument, ...]
    passages: tuple[SourcePassage, ...]
    known_from: str
    edition: Edition

    computed_fields: ClassVar = ("places",)
    plural: ClassVar = "citations"

    @property
    def places(self) -> tuple[str, ...]:
        """Document and place of each passage, with its range of characters if that is known."""
        return tuple(
            one.where + (f" (characters {one.start}–{one.end})" if one.end else "")
            for one in self.passages
        )


def edition(ontology: Ontology) -> Edition:
    """Return which version of the knowledge base this is, by its own header."""
    reader = Reader(ontology.names)
    return Edition(
        title=reader.text(ITSELF, "dcterms:title"),
        version=reader.text(ITSELF, "owl:versionInfo"),
        iri=reader.text(ITSELF, "owl:versionIRI"),
        modified=reader.text(ITSELF, "dcterms:modified"),
        makers=ontology.reader.agents(ITSELF, "dcterms:creator"),
        license=reader.text(ITSELF, "dcterms:license"),
    )


def citations(ontology: Ontology, name: str) -> RecordList[Citation]:
    """Return how to cite what goes by a name; several things can.

    Parameters
    ----------
    ontology
        The knowledge base.
    name
        As :meth:`Ontology.find` takes it.

    Raises
    ------
    UnknownNameError
        If nothing has that name; the message names a near one.
    """
    made = edition(ontology)
    return RecordList(_citation(ontology, entry, made) for entry in ontology.find(name))


def _citation(ontology: Ontology, entry: Entry, made: Edition) -> Citation:
    reader, node = ontology.reader, iri(entry.concept.iri)
    passages = entry.concept.passages
    read = tuple(dict.fromkeys(passage.document for passage in passages))
    speakers, works = _speakers(reader, node)
    held_by = reader.text(node, "bkg:heldBy")
    reported: tuple[SourceDocument, ...] = ()
    if (node, TYPE, term("schema:CreativeWork")) in reader.graph:
        works = (reader.document(node),)
        speakers = works[0].creators or works[0].publishers
    elif (node, TYPE, term("bkg:Question")) in reader.graph:
        speakers = made.makers  # The questions are ours; documents hold the answers.
    elif not speakers:
        works = read
        speakers = tuple(
            dict.fromkeys(who for one in read for who in one.creators or one.publishers)
        )
    else:
        told = attribution_of(speakers, read)
        # What all of a group wrote is its own work; what one of them wrote reports the group.
        members = {str(one) for who in speakers for one in reader.objects(who.iri, "foaf:member")}
        reported = tuple(
            one
            for one in (told.reported_in if told.second_hand else ())
            if not members or members - {maker.iri for maker in one.creators}
        )
        works = works or (() if reported else read)
    return Citation(
        iri=str(node),
        label=entry.label,
        kind=entry.kind,
        meaning=entry.definition,
        said_by=speakers,
        held_by="" if held_by == "not said" else held_by,
        works=works,
        reported_in=tuple(one for one in reported if one not in works),
        passages=passages,
        known_from=reader.text(node, "bkg:knownFrom"),
        edition=made,
    )


def _speakers(reader: Reader, node: URIRef) -> tuple[tuple[Agent, ...], tuple[SourceDocument, ...]]:
    """Return who says a thing and in which works: as it says itself, else as its framework does."""
    for one in (node, *reader.objects(node, "skos:inScheme")):
        speakers = reader.agents(one)
        if speakers:
            return speakers, reader.primary_sources(one)
    return (), ()
