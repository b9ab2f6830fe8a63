"""What the knowledge base is made of: documents, passages, concepts, frameworks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from backbone_kg.base.numbers_and_lists import joined, plural
from backbone_kg.graph.namespaces import local_name
from backbone_kg.knowledge.record import Record, Table, plain


@dataclass(frozen=True, slots=True, repr=False)
class Agent(Record):
    """Somebody who says or publishes something.

    Parameters
    ----------
    iri, name
        Who.
    is_person
        Whether it is a person, whose last name stands for the whole in short references.
    """

    iri: str
    name: str
    is_person: bool = False

    @property
    def short(self) -> str:
        """The last name of a person, the whole name of anybody else."""
        return self.name.rpartition(" ")[2] if self.is_person else self.name


@dataclass(frozen=True, slots=True, repr=False)
class SourceDocument(Record):
    """A document that the ontology speaks of.

    Parameters
    ----------
    iri, title, citation
        What it is and how to cite it.
    sha256
        Hash of the text that character ranges refer to; "" for a work that is only cited.
    issued
        When it came out, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; "" if it does not say.
    creators, publishers
        Who wrote it and who brought it out, by name.
    """

    iri: str
    title: str
    citation: str
    sha256: str = ""
    issued: str = ""
    creators: tuple[Agent, ...] = ()
    publishers: tuple[Agent, ...] = ()

    computed_fields: ClassVar = ("short",)

    def called(self) -> str:
        """Return how to refer to it in a few words."""
        return self.short

    @property
    def short(self) -> str:
        """How to refer to it in a few words, such as ``Edmondson 2013``."""
        names = [agent.short for agent in self.creators or self.publishers[:1]]
        if not names:
            return self.title
        who = joined(names) if len(names) < 3 else f"{names[0]} et al."
        return f"{who} {self.issued[:4]}".rstrip()


@dataclass(frozen=True, slots=True, repr=False)
class SourcePassage(Record):
    """Characters ``start`` to ``end`` (from 0, end not included) of a document's text."""

    iri: str
    document: SourceDocument
    locator: str
    start: int
    end: int
    quote: str

    computed_fields: ClassVar = ("where",)

    def called(self) -> str:
        """Return where it stands."""
        return self.where

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, with its document in short."""
        document = {name: getattr(self.document, name) for name in ("iri", "title", "short")}
        return {**Record.to_dict(self), "document": plain(document)}

    @property
    def where(self) -> str:
        """Document and place in a few words, such as ``Closter, Table 1, row 3``."""
        return ", ".join(filter(None, (self.document.short, self.locator)))


FUNCTIONS: Final = "Functions"
LISTS: Final = ("Qualities", "Conditions", "Principles", "Stages")
"""What a framework can list, and what its roles stand under where they stand under no function."""

NOWHERE: Final = SourcePassage("", SourceDocument("", "", ""), locator="", start=0, end=0, quote="")
"""Stands where a passage should be and none is given."""


def _no_passages(of: str) -> tuple[SourcePassage, ...]:
    return ()


@dataclass(frozen=True, slots=True, repr=False)
class Concept(Record):
    """Something with a name and a meaning in a framework or a list.

    Parameters
    ----------
    iri, label, definition
        The concept; the label is the source's, the definition is in our own words.
    aliases
        Other names for it.
    """

    iri: str
    label: str
    definition: str = ""
    aliases: tuple[str, ...] = ()
    # Names are needed always and passages seldom; reading them takes longer than all the rest.
    _find_passages: Callable[[str], tuple[SourcePassage, ...]] = field(
        default=_no_passages, repr=False, compare=False
    )

    computed_fields: ClassVar = ("name", "passages")
    headings: ClassVar = ("Name", "What it means")
    plural: ClassVar = "concepts"

    def cells(self) -> tuple[str, ...]:
        """Return its name and its meaning."""
        return self.label, self.definition

    def in_short(self) -> dict[str, str]:
        """Return its IRI and label, for where the rest is told elsewhere."""
        return {"iri": str(self.iri), "label": self.label}

    @property
    def name(self) -> str:
        """The last part of its IRI, such as ``build-trust``."""
        return local_name(self.iri)

    @property
    def passages(self) -> tuple[SourcePassage, ...]:
        """The words it comes from."""
        return self._find_passages(self.iri)


class OfConcept(Record):
    """What is known of a concept, whose name and meaning it has."""

    __slots__ = ()
    concept: Concept

    @property
    def label(self) -> str:
        """What it is called."""
        return self.concept.label

    @property
    def definition(self) -> str:
        """What it means, in our own words."""
        return self.concept.definition


@dataclass(frozen=True, slots=True, repr=False)
class Activity(OfConcept):
    """Something that is done, and the activities that it takes in."""

    concept: Concept
    parts: tuple[Activity, ...] = ()


def _all(activity: Activity) -> int:
    return 1 + sum(map(_all, activity.parts))


def _examples(activity: Activity) -> int:
    return sum(map(_examples, activity.parts)) if activity.parts else 1


@dataclass(frozen=True, slots=True, repr=False)
class Function(OfConcept):
    """A function, with the capacities it requires and its activities, in the framework's order."""

    concept: Concept
    capacities: tuple[Concept, ...] = ()
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Framework(OfConcept):
    """A published list of functions, capacities, qualities, conditions, principles or stages.

    Parameters
    ----------
    concept
        Its name and meaning.
    functions, qualities, conditions, principles, stages
        In its order.
    document
        The document that it is read in.
    activities
        Those that stand under no function.
    activity_count
        How many activities it lists, where they are counted and not all named.
    issued
        When this edition came out, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; "" if not known.
    attributed_to
        Whose it is.
    primary_sources
        The works that published it, if ``document`` only reports it.
    replaces
        Short names of the editions that it took the place of.
    note
        What to know before one relies on it, such as that the work itself was not seen.
    """

    concept: Concept
    functions: tuple[Function, ...] = ()
    document: SourceDocument | None = None
    qualities: tuple[Concept, ...] = ()
    conditions: tuple[Concept, ...] = ()
    principles: tuple[Concept, ...] = ()
    stages: tuple[Concept, ...] = ()
    activities: tuple[Activity, ...] = ()
    activity_count: int | None = None
    issued: str = ""
    attributed_to: tuple[Agent, ...] = ()
    primary_sources: tuple[SourceDocument, ...] = ()
    replaces: tuple[str, ...] = ()
    note: str = ""

    computed_fields: ClassVar = ("slug", "title", "passages", "reported_in")
    headings: ClassVar = ("Framework", "Title", "Holds", "What it is")
    plural: ClassVar = "frameworks"

    def called(self) -> str:
        """Return its short name."""
        return self.slug

    def in_brief(self) -> str:
        """Return its short name and what is in it."""
        return f"{self.slug}: {self.contents}"

    def cells(self) -> tuple[str, ...]:
        """Return its names, what is in it and what it is."""
        return self.slug, self.title, self.contents, self.definition

    @property
    def slug(self) -> str:
        """Its short name, such as ``mathematica``."""
        return str(self.concept.iri).rpartition("/")[2]

    @property
    def title(self) -> str:
        """Its name."""
        return self.concept.label

    @property
    def passages(self) -> tuple[SourcePassage, ...]:
        """The words it comes from."""
        return self.concept.passages

    @property
    def reported_in(self) -> SourceDocument | None:
        """The document that reports it at second hand; None if it is read where it came out."""
        return self.document if self.primary_sources else None

    @property
    def capacities(self) -> tuple[Concept, ...]:
        """The capacities of all functions."""
        return tuple(capacity for function in self.functions for capacity in function.capacities)

    @property
    def lists(self) -> tuple[tuple[str, tuple[Concept, ...]], ...]:
        """What it lists besides functions, each sort by its name: ``Qualities``, ``Stages`` …."""
        sorts = zip(
            LISTS, (self.qualities, self.conditions, self.principles, self.stages), strict=True
        )
        return tuple((name, listed) for name, listed in sorts if listed)

    @property
    def stood_for(self) -> tuple[Concept, ...]:
        """What is no role, and that partners can stand for: qualities, conditions, principles."""
        return (*self.qualities, *self.conditions, *self.principles)

    @property
    def roles(self) -> tuple[tuple[Function, Concept], ...]:
        """What partners can hold, each with its function.

        Those are the capacities, and the functions that have none. A framework without functions
        has its qualities, conditions and principles, each as a function of its own.
        """
        return tuple(
            (function, role)
            for function in self.functions or tuple(map(Function, self.stood_for))
            for role in (function.capacities or (function.concept,))
        )

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Functions, each before its capacities and activities; then other lists; then the rest."""
        found: list[Concept] = []

        def add(activities: tuple[Activity, ...]) -> None:
            for activity in activities:
                found.append(activity.concept)
                add(activity.parts)

        for function in self.functions:
            found += [function.concept, *function.capacities]
            add(function.activities)
        found += [*self.stood_for, *self.stages]
        add(self.activities)
        return tuple(found)

    @property
    def contents(self) -> str:
        """How much is in it, in words, such as ``4 functions, 43 activities (4 of them named)``.

        Kinds of activities that have examples of their own are not among those named.
        """
        kinds = (
            ("function", "functions", len(self.functions)),
            ("capacity", "capacities", len(self.capacities)),
            ("quality", "qualities", len(self.qualities)),
            ("condition", "conditions", len(self.conditions)),
            ("principle", "principles", len(self.principles)),
            ("stage", "stages", len(self.stages)),
        )
        said = [plural(count, one, many) for one, many, count in kinds if count]
        listed = [a for function in self.functions for a in function.activities]
        listed += self.activities
        counted = self.activity_count or sum(map(_all, listed))
        if counted:
            said.append(plural(counted, "activity", "activities"))
        if self.activity_count and self.activity_count != sum(map(_all, listed)):
            said[-1] += f" ({sum(map(_examples, listed))} of them named)"
        return ", ".join(said) or "Nothing is listed."

    def table(self) -> Table:
        """Return what a notebook shows of it."""
        rows = [
            (function.label, role.label if role is not function.concept else "", role.definition)
            for function, role in self.roles
        ]
        if self.functions:
            rows += [("(not a role)", one.label, one.definition) for one in self.stood_for]
        return Table(["Function", "Role", "What it means"], rows, self.title)


@dataclass(frozen=True, slots=True, repr=False)
class Suitability(Record):
    """The claim that a kind of organization could hold a role.

    Parameters
    ----------
    role
        IRI of the capacity or function.
    named
        The kind, as the source names it.
    types
        The kinds of the merged list that mean the same or nearly the same.
    passages
        Where the source says so.
    attributed_to
        Who says so.
    """

    role: str
    named: Concept
    types: tuple[str, ...]
    passages: tuple[SourcePassage, ...] = ()
    attributed_to: tuple[Agent, ...] = ()

    def called(self) -> str:
        """Return the kind, as the source names it."""
        return self.named.label

    @property
    def passage(self) -> SourcePassage:
        """The first of its passages, or :data:`NOWHERE`."""
        return self.passages[0] if self.passages else NOWHERE
