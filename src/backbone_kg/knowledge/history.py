"""What became of a framework's parts from one edition to the next, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import ClassVar

from rdflib.term import Node

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import key, quoted
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.partial_dates import in_words
from backbone_kg.graph.order import by_position
from backbone_kg.graph.rdflib_terms import FRAMEWORK, TYPE, iri, term
from backbone_kg.knowledge.claims import Claim
from backbone_kg.knowledge.concepts import Agent, Concept, Framework, SourcePassage
from backbone_kg.knowledge.graph_reader import Reader
from backbone_kg.knowledge.record import Record, Table


@dataclass(frozen=True, slots=True, repr=False)
class Change(Record):
    """What became of one concept between two editions.

    Parameters
    ----------
    iri, label
        The change.
    kind
        ``renamed``, ``dropped``, ``added`` or ``unchanged``.
    before, after
        The concept of the earlier and of the later edition; None where there is none.
    reason
        Why, in our own words; "" if none is given.
    edition
        Short name of the later edition.
    attributed_to, passages
        Who says so, and where.
    """

    iri: str
    label: str
    kind: str
    before: Concept | None
    after: Concept | None
    reason: str
    edition: str
    attributed_to: tuple[Agent, ...] = ()
    passages: tuple[SourcePassage, ...] = ()

    @property
    def meaning(self) -> str:
        """What the later one means, in our own words; "" if there is none."""
        return self.after.definition if self.after else ""


@dataclass(frozen=True, slots=True, repr=False)
class History(Record):
    """All editions of a framework, the earliest first, and what changed between them.

    Parameters
    ----------
    editions, changes
        The changes in the order in which the later edition is told.
    claims
        What is said of the editions and of what is in them.
    """

    editions: tuple[Framework, ...]
    changes: tuple[Change, ...]
    claims: tuple[Claim, ...] = ()

    computed_fields: ClassVar = ("title",)

    def called(self) -> str:
        """Return what all editions are called."""
        return self.title

    def in_brief(self) -> str:
        """Return what all editions are called, and how many editions and changes there are."""
        counts = plural(len(self.editions), "edition"), plural(len(self.changes), "change")
        return f"{self.title}: {', '.join(counts)}"

    @property
    def title(self) -> str:
        """What the names of all editions have in common; of one edition, its name."""
        names = [edition.title.split() for edition in self.editions]
        shared = takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False))
        title = " ".join(words[0] for words in shared).rstrip(",;:–-( ")
        return title or " / ".join(edition.title for edition in self.editions)

    def into(self, edition: Framework) -> tuple[Change, ...]:
        """Return the changes that an edition made."""
        return tuple(change for change in self.changes if change.edition == edition.slug)

    def said_of(self, *concepts: Concept | None) -> tuple[Claim, ...]:
        """Return the claims about some of its concepts."""
        subjects = {concept.iri for concept in concepts if concept}
        return tuple(c for c in self.claims if subjects & {one.iri for one in c.about})

    def count(self, kind: str) -> int:
        """Return how many changes there are of a kind."""
        return sum(change.kind == kind for change in self.changes)

    def table(self) -> Table:
        """Return what a notebook shows of it."""
        rows = [
            (
                change.before.label if change.before else "",
                change.kind,
                change.after.label if change.after else "",
                change.meaning,
                change.reason,
                "\n".join(passage.where for passage in change.passages),
            )
            for change in self.changes
        ]
        headings = ["Before", "What became of it", "After", "What that means", "Why", "Where"]
        dates = ", ".join(filter(None, (in_words(edition.issued) for edition in self.editions)))
        return Table(headings, rows, f"{self.title} ({dates})" if dates else self.title)


def change(reader: Reader, node: Node) -> Change:
    """Return a change."""
    graph = reader.graph
    before = graph.value(node, term("prov:entity"))
    if before is not None and (before, TYPE, FRAMEWORK) in graph:
        before = None
    after = graph.value(node, term("bkg:result"))
    kind = graph.value(node, term("bkg:changeKind"))
    edition = graph.value(node, term("bkg:inEdition"))
    return Change(
        iri=str(node),
        label=reader.label(node),
        kind="" if kind is None else reader.label(kind),
        before=None if before is None else reader.concept(before),
        after=None if after is None else reader.concept(after),
        reason=reader.text(node, "bkg:reason"),
        edition=str(edition or "").rpartition("/")[2],
        attributed_to=reader.agents(node, "bkg:reportedBy"),
        passages=reader.passages(node),
    )


def history(
    reader: Reader,
    frameworks: Mapping[str, Framework],
    start: Framework,
    claims: Iterable[Claim] = (),
) -> History:
    """Return all editions that share a chain of replacements with a framework."""
    slugs = _chain(frameworks, start.slug)
    editions = tuple(frameworks[slug] for slug in slugs)
    nodes = [
        node
        for edition in editions
        for node in by_position(
            reader.graph, reader.graph.subjects(term("bkg:inEdition"), iri(edition.concept.iri))
        )
    ]
    subjects = {
        concept.iri for edition in editions for concept in (edition.concept, *edition.concepts)
    }
    return History(
        editions=editions,
        changes=tuple(change(reader, node) for node in nodes),
        claims=tuple(c for c in claims if subjects & {one.iri for one in c.about}),
    )


def _chain(frameworks: Mapping[str, Framework], start: str) -> list[str]:
    """Return the short names of all editions, each after those that it replaces."""
    linked: dict[str, set[str]] = {slug: set() for slug in frameworks}
    for slug, framework in frameworks.items():
        for earlier in framework.replaces:
            if earlier in linked:
                linked[slug].add(earlier)
                linked[earlier].add(slug)
    chain, waiting = {start}, [start]
    while waiting:
        for other in linked[waiting.pop()] - chain:
            chain.add(other)
            waiting.append(other)
    ordered: list[str] = []
    while len(ordered) < len(chain):
        rest = [slug for slug in chain if slug not in ordered]
        free = [s for s in rest if not set(frameworks[s].replaces) & (set(rest) - {s})]
        ordered.append(min(free or rest, key=lambda s: (frameworks[s].issued, s)))
    return ordered


def family(frameworks: Mapping[str, Framework], name: str) -> Framework | None:
    """Return a framework of a family of short names, such as ``fsg`` of ``fsg-2012-07``.

    Of several it is one whose editions replace one another; None if no short name begins so.

    Raises
    ------
    UnknownNameError
        If the name fits more than one chain of editions.
    """
    prefix = "-".join(key(name).split())
    members = [slug for slug in frameworks if slug.startswith(f"{prefix}-")] if prefix else []
    chains = {tuple(_chain(frameworks, slug)) for slug in members}
    revised = {chain for chain in chains if len(chain) > 1} or chains
    if len(revised) > 1:
        raise UnknownNameError(f"{quoted(name)} can mean each of: {', '.join(sorted(members))}.")
    return frameworks[min(revised)[-1]] if revised else None
