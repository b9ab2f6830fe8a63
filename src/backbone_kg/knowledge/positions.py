"""Contested questions: the positions that are held, by whom, and what speaks for and against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from rdflib.term import Node

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import key, quoted
from backbone_kg.graph.order import by_position
from backbone_kg.graph.rdflib_terms import TYPE, iri, term
from backbone_kg.knowledge.attribution import Attribution, attribution_of
from backbone_kg.knowledge.claims import POSITION, Claim, claim_of, names, place
from backbone_kg.knowledge.concepts import Agent, Concept, OfConcept, SourceDocument
from backbone_kg.knowledge.graph_reader import Reader
from backbone_kg.knowledge.record import Record, Table

_NO_WORD = re.compile(r"[\W_]+")


class Holders(NamedTuple):
    """Some of those who hold a position, and how that is known.

    Parameters
    ----------
    told
        Who they are, and the documents that report them.
    works
        The works that these documents refer to.
    """

    told: Attribution
    works: tuple[SourceDocument, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Position(Record):
    """One answer to a contested question.

    Parameters
    ----------
    claim
        The answer, who holds it, and where that is said.
    supported_by, disputed_by
        What speaks for it and against it, each with who says so and where.
    """

    claim: Claim
    supported_by: tuple[Claim, ...] = ()
    disputed_by: tuple[Claim, ...] = ()

    @property
    def label(self) -> str:
        """The answer in a few words."""
        return self.claim.label

    @property
    def held_by(self) -> tuple[Agent, ...]:
        """Who takes this position."""
        return self.claim.attributed_to

    @property
    def holders(self) -> tuple[Holders, ...]:
        """Who takes this position, those together whom the same documents speak for.

        Claims for the position that somebody makes tell which documents those are; where there
        are none, all that the position is read in.
        """
        general = self.claim.attribution
        found: dict[tuple[SourceDocument, ...], list[Agent]] = {}
        if general.first_hand:
            found[()] = list(general.first_hand)
        for agent in general.second_hand:
            own = [claim for claim in self.supported_by if agent in claim.attributed_to]
            read = [passage.document for claim in own for passage in claim.passages]
            told = attribution_of([agent], read) if read else general
            found.setdefault(told.reported_in, []).append(agent)
        return tuple(
            Holders(Attribution((), tuple(agents), documents), self._works(agents, found))
            if documents
            else Holders(Attribution(tuple(agents)), self._works(agents, found))
            for documents, agents in found.items()
        )

    def _works(
        self, agents: list[Agent], groups: Mapping[tuple[SourceDocument, ...], list[Agent]]
    ) -> tuple[SourceDocument, ...]:
        works = self.claim.primary_sources
        if len(groups) < 2:
            return works
        named = {
            work
            for claim in self.supported_by
            if {*agents} & {*claim.attributed_to}
            for work in claim.primary_sources
        }
        return tuple(work for work in works if work in named)


@dataclass(frozen=True, slots=True, repr=False)
class Question(OfConcept):
    """A question that the literature answers in more than one way.

    Parameters
    ----------
    concept
        The question, and what it is about.
    positions
        The answers.
    also
        Claims about the question that take no side.
    """

    concept: Concept
    positions: tuple[Position, ...] = ()
    also: tuple[Claim, ...] = ()

    headings: ClassVar = ("Question", "Positions")
    plural: ClassVar = "questions"

    def in_brief(self) -> str:
        """Return the question and its answers."""
        return f"{self.label} {'; '.join(one.label for one in self.positions)}"

    def cells(self) -> tuple[str, ...]:
        """Return the question, and each answer with who gives it."""
        held = (f"{one.label} ({names(one.held_by)})" for one in self.positions)
        return self.label, "\n".join(held)

    def label_of(self, claim: Claim) -> str:
        """Return a claim in short, with its subject where another claim here has the same label."""
        here = {
            one.iri: one
            for position in self.positions
            for one in (*position.supported_by, *position.disputed_by)
        } | {one.iri: one for one in self.also}
        same = Counter(key(one.label) for one in here.values())
        subjects = [one.label for one in claim.about if one.iri != self.concept.iri]
        if same[key(claim.label)] < 2 or not subjects:
            return claim.label
        return f"{'; '.join(subjects)}: {_inside(claim.label)}"

    def table(self) -> Table:
        """Return what a notebook shows of it."""
        rows = [
            (
                f"{position.claim.label}\n{position.claim.statement}",
                names(position.held_by),
                "\n".join(passage.where for passage in position.claim.passages),
                "\n".join(self._said(claim) for claim in position.supported_by),
                "\n".join(self._said(claim) for claim in position.disputed_by),
            )
            for position in self.positions
        ]
        headings = ["Position", "Held by", "Where", "Supported by", "Disputed by"]
        return Table(headings, rows, self.concept.label)

    def _said(self, claim: Claim) -> str:
        texts = dict.fromkeys((self.label_of(claim), claim.statement))
        return f"{': '.join(filter(None, texts))} ({claim.part_of(names(claim.attributed_to))})"


def _inside(label: str) -> str:
    """Return a label as it stands inside a line: without its capital, unless it is a name's."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def positions(reader: Reader, claims: tuple[Claim, ...]) -> tuple[Question, ...]:
    """Return each contested question with its answers, and what speaks for and against them."""
    given: dict[str, list[Claim]] = {}
    for answer in answers(reader, claims):
        for question in reader.objects(answer.iri, "bkg:answers"):
            given.setdefault(str(question), []).append(answer)
    nodes = {*reader.graph.subjects(TYPE, term("bkg:Question")), *map(iri, given)}
    found = []
    for node in by_position(reader.graph, nodes):
        held = given.get(str(node), [])
        held = sorted(held, key=lambda claim: (claim.position or 0, place(claim)))
        found.append(
            Question(
                concept=reader.concept(node),
                positions=tuple(
                    Position(
                        claim=claim,
                        supported_by=tuple(c for c in claims if claim.iri in c.supports),
                        disputed_by=tuple(c for c in claims if claim.iri in c.disputes),
                    )
                    for claim in held
                ),
                also=tuple(
                    claim
                    for claim in claims
                    if claim not in held
                    and str(node) in {one.iri for one in claim.about}
                    and not ({*claim.supports, *claim.disputes} & {c.iri for c in held})
                ),
            )
        )
    return tuple(found)


def answers(reader: Reader, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return each position as a claim of all those who are read as taking it."""
    made = tuple(claims)

    def taken(node: Node) -> Claim:
        by = [claim for claim in made if str(node) in claim.takes]
        return replace(
            claim_of(reader, node, POSITION, "position"),
            attributed_to=tuple(dict.fromkeys(who for claim in by for who in claim.attributed_to)),
            primary_sources=tuple(
                dict.fromkeys(work for claim in by for work in claim.primary_sources)
            ),
        )

    return tuple(taken(node) for node in sorted(map(iri, reader.graph.subjects(TYPE, POSITION))))


def about(questions: Sequence[Question], words: str) -> list[Question]:
    """Return the questions that some words ask for; see :meth:`Ontology.positions`."""
    if words.isascii() and words.isdigit() and 0 < int(words) <= len(questions):
        return [questions[int(words) - 1]]
    wanted = set(_NO_WORD.split(key(words))) - {""}
    found = [one for one in questions if wanted <= set(_NO_WORD.split(_words(one)))]
    if not found:
        raise UnknownNameError(
            f"There is no question {quoted(words)}. There are:\n"
            + "\n".join(f"{n}. {one.label}" for n, one in enumerate(questions, start=1))
        )
    return found


def _words(question: Question) -> str:
    concept = question.concept
    answers = [position.claim for position in question.positions]
    texts = [concept.name, concept.label, concept.definition]
    texts += [text for claim in answers for text in (claim.label, claim.statement)]
    return key(" ".join(texts))
