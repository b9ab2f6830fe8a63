"""The knowledge base: frameworks, kinds of organization, claims, and which words say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import typed
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.knowledge.concepts import Concept, Framework, SourceDocument
from backbone_kg.knowledge.knowledge_graph import KnowledgeGraph
from backbone_kg.knowledge.ontology_files import own_folders
from backbone_kg.knowledge.record import RecordList

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

    from backbone_kg.knowledge.claims import Claim
    from backbone_kg.knowledge.crosswalk import Crosswalk
    from backbone_kg.knowledge.entries import Entry
    from backbone_kg.knowledge.history import History
    from backbone_kg.knowledge.name_index import NameIndex
    from backbone_kg.knowledge.organization_kinds import OrganizationKind
    from backbone_kg.knowledge.positions import Question
    from backbone_kg.knowledge.source_verification import Verification
    from backbone_kg.knowledge.sssom import Mapping

_MANY: Final = 10
"""So many frameworks are named in one line."""


class Ontology(KnowledgeGraph):
    """The knowledge base over one graph, and what can be asked of it.

    Parameters
    ----------
    graph
        The triples of all ontology files.
    mappings
        How concepts of different lists compare, with the reasons. Their triples are those of the
        graph too.
    """

    _is_standard = False

    def frameworks(self) -> RecordList[Framework]:
        """Return all frameworks, by short name."""
        return RecordList(self._named.frameworks.values())

    def __getitem__(self, name: str) -> Framework:
        """Return a framework by one of its names; see :meth:`framework`."""
        try:
            return self.framework(name)
        except UnknownNameError as error:
            raise UnknownNameError(
                f"{error} Only frameworks are found so; anything else: ontology.find(name)"
            ) from None

    def __contains__(self, name: object) -> bool:
        """Return whether there is a framework of a name, or this framework."""
        if isinstance(name, Framework):
            return name in self.frameworks()
        try:
            return isinstance(name, str) and bool(self.framework(name))
        except UnknownNameError:
            return False

    def __iter__(self) -> Iterator[Framework]:
        return iter(self.frameworks())

    def __len__(self) -> int:
        return len(self.frameworks())

    def concept(self, node: Node | str) -> Concept:
        """Return a thing with a name and a meaning, by its IRI."""
        return self.reader.concept(node)

    def source(self, node: Node | str) -> SourceDocument:
        """Return a document or a cited work by its IRI."""
        return self.reader.document(node)

    # --- what is claimed ---------------------------------------------------------------------

    def claims(self, kind: str | None = None, about: str | None = None) -> RecordList[Claim]:
        """Return what is claimed, by document and kind, in the order of the text.

        Parameters
        ----------
        kind
            ``benefit``, ``challenge``, ``risk``, ``tension``, ``recommendation``, ``finding``,
            ``step`` or another kind; None for all.
        about
            A name of what they speak of, as :meth:`find` takes it; None for anything.

        Raises
        ------
        UnknownNameError
            If there is no such kind, or nothing of that name; the message names a near one.
        """
        from backbone_kg.knowledge.claims import claim_kinds, of_kind

        found = self.all_claims
        if kind is not None:
            found = of_kind(found, claim_kinds(self.reader), kind)
        if about is not None:
            subjects = {entry.concept.iri for entry in self.find(about)}
            found = tuple(c for c in found if subjects & {one.iri for one in c.about})
        return RecordList(found)

    def positions(self, about: str = "") -> RecordList[Question]:
        """Return the questions on which the literature does not agree, each with its positions.

        Parameters
        ----------
        about
            A number from 1, a name, or words of the question, of what it is about, or of one of
            its answers, in short or in full; "" for all questions.

        Raises
        ------
        UnknownNameError
            If there is no such question; the message lists those that there are.
        """
        from backbone_kg.knowledge import positions

        found = positions.positions(self.reader, self.all_claims)
        return RecordList(positions.about(found, about) if about.strip() else found)

    def history(self, name: str) -> History:
        """Return the editions of a framework and what changed between them, with the reasons.

        Parameters
        ----------
        name
            What the short names of the editions begin with (``fsg``), or any name of one of them.

        Raises
        ------
        UnknownNameError
            If there is no such framework; the message names a near one.
        """
        from backbone_kg.knowledge.history import family, history

        name, frameworks = typed(name, "fsg"), self._named.frameworks
        start = None if name in frameworks else family(frameworks, name)
        return history(self.reader, frameworks, start or self.framework(name), self.all_claims)

    def types(self) -> RecordList[OrganizationKind]:
        """Return each kind of organization of the merged list with what is claimed of it."""
        return RecordList(self._types)

    @cached_property
    def _types(self) -> tuple[OrganizationKind, ...]:
        from backbone_kg.knowledge.organization_kinds import organization_kind

        return tuple(organization_kind(self, kind) for kind in self.organization_types)

    def type(self, name: str) -> OrganizationKind:
        """Return a kind of organization by its name, another name, or a source's own name for it.

        A kind that only a source has, such as several organizations at once, is returned as the
        source has it.

        Raises
        ------
        UnknownNameError
            If there is none; the message names a near one.
        """
        from backbone_kg.knowledge.organization_kinds import kind_named

        return kind_named(self, name)

    def other_types(self) -> RecordList[OrganizationKind]:
        """Return kinds and structures that a source names and none of the merged list is like."""
        from backbone_kg.knowledge.organization_kinds import other_kinds

        return RecordList(other_kinds(self))

    def find(self, name: str) -> RecordList[Entry]:
        """Return everything of a name: frameworks and their parts first, then terms, then claims.

        Parameters
        ----------
        name
            A label or another name, a short name (``build-trust``), a prefixed one
            (``fsg-2012-07:build-public-will``) or an IRI; of documents also what they are cited
            as (``Edmondson 2013``). One name can mean several things.

        Raises
        ------
        UnknownNameError
            If nothing has that name; the message names a near one.
        """
        from backbone_kg.knowledge.entries import entry

        return RecordList(entry(self, node) for node in self._index.find(name))

    @cached_property
    def _index(self) -> NameIndex:
        from backbone_kg.knowledge.name_index import NameIndex

        return NameIndex(self.reader)

    def crosswalk(self, source: str | Framework, target: str | Framework) -> Crosswalk:
        """Return how the concepts of one framework compare with those of another.

        Raises
        ------
        UnknownNameError
            If there is no such framework; the message names a near one.
        """
        from backbone_kg.knowledge.crosswalk import crosswalk

        return crosswalk(self, source, target)

    def verify(self, documents: Path | None) -> Verification:
        """Compare each passage with the text of its document.

        Parameters
        ----------
        documents
            The folder that holds the texts, under any names; None if there is none: then only
            what a passage says of itself is checked.

        Raises
        ------
        CannotReadError
            If there is no such folder.
        """
        from backbone_kg.knowledge.source_verification import verify

        return verify(self, documents)

    def __reduce__(self) -> tuple[Callable[..., Ontology], tuple[Any, ...]]:
        """Return how to make it again: what ships is read where it is needed."""
        if self._is_standard:
            return standard_ontology, ()
        return _made_of, (tuple(self.graph), self.mappings)

    def __copy__(self) -> Ontology:
        """Return itself: it does not change."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Ontology:
        """Return itself: it does not change, and copies of what it holds may share it."""
        return self

    def __repr__(self) -> str:
        slugs = [framework.slug for framework in self]
        shown = slugs if len(slugs) <= _MANY else [*slugs[:_MANY], "…"]
        return f"<Ontology of {plural(len(slugs), 'framework')}: {', '.join(shown)}>"

    def _repr_html_(self) -> str:
        return self.frameworks()._repr_html_()


def _made_of(triples: Iterable[tuple[Node, Node, Node]], mappings: Iterable[Mapping]) -> Ontology:
    from backbone_kg.graph.triples import new_graph
    from backbone_kg.graph.turtle import bind_prefixes

    graph = new_graph()
    for triple in triples:
        graph.store.add(triple, graph)
    bind_prefixes(graph)
    return Ontology(graph, mappings)


@lru_cache(maxsize=1)
def standard_ontology() -> Ontology:
    """Return the knowledge base that ships with this version, with the folders of one's own.

    Raises
    ------
    BackboneError
        If the environment names a folder that is not there; see :func:`own_folders`.
    """
    made = Ontology.from_directory(ontology_dir(), *own_folders())
    made._is_standard = True
    return made
