"""The passages of the ontology, compared with the documents letter by letter.

The documents are not part of the project. They are known by the SHA-256 of their text, so it does
not matter what a file is called. Ranges count Unicode characters (code points) from 0, in the text
as its bytes decode from UTF-8: no line end is changed, no accent composed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import Graph
from rdflib.term import Node

from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.rdflib_terms import TYPE, term
from backbone_kg.knowledge.concepts import SourceDocument
from backbone_kg.knowledge.knowledge_graph import KnowledgeGraph
from backbone_kg.knowledge.source_texts import Texts


@dataclass(frozen=True, slots=True)
class Failure:
    """A passage that does not fit its document.

    Parameters
    ----------
    passage, document
        IRIs of the two; an empty one if the passage names no document.
    locator
        Where in the document the passage stands, in words.
    start, end
        Its range in characters from 0, end not included; None if it has none.
    problem
        ``no-document``, ``no-range``, ``bad-range`` (the start is not before the end), ``outside``
        (the text is shorter), ``length`` (the quote is longer or shorter than the range) or
        ``quote`` (it differs from the text).
    expected, found
        The quote and what stands at the range, in full; or what else was expected and found.
    elsewhere
        Where a quote that is not at its range does stand in the text: the start nearest to it.
    """

    passage: str
    document: str
    locator: str
    start: int | None
    end: int | None
    problem: str
    expected: str
    found: str
    elsewhere: int | None = None

    @property
    def difference(self) -> int | None:
        """Place in the document of the first character that differs from the quote."""
        if self.problem != "quote" or self.start is None:
            return None
        pairs = zip(self.expected, self.found, strict=False)
        same = min(len(self.expected), len(self.found))
        return self.start + next((n for n, (a, b) in enumerate(pairs) if a != b), same)

    def to_dict(self) -> dict[str, Any]:
        """Return the failure for a program."""
        return {
            "passage": str(self.passage),
            "document": str(self.document) or None,
            "locator": self.locator,
            "start": self.start,
            "end": self.end,
            "problem": self.problem,
            "expected": self.expected,
            "found": self.found,
            "first_difference": self.difference,
            "elsewhere": self.elsewhere,
        }


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """How the passages of one document fit it.

    Parameters
    ----------
    document
        The document.
    file
        The file that holds its text; None if there is none.
    passages
        How many passages the ontology has of it.
    inside
        How many have a range inside the text; 0 without the text.
    quoted, equal
        How many give a quote, and how many of these equal the text letter by letter.
    range_only
        How many give a range and no quote.
    """

    document: SourceDocument
    file: Path | None
    passages: int
    inside: int
    quoted: int
    equal: int
    range_only: int

    @property
    def unchecked(self) -> int:
        """How many passages cannot be checked, because there is no text."""
        return 0 if self.file else self.passages

    @property
    def name(self) -> str:
        """Short name, the last part of the document's IRI."""
        return str(self.document.iri).removeprefix(f"{PROJECT}source/")

    def to_dict(self) -> dict[str, Any]:
        """Return the check for a program."""
        return {
            "document": str(self.document.iri),
            "title": self.document.title,
            "sha256": self.document.sha256 or None,
            "file": self.file.name if self.file else None,
            "passages": self.passages,
            "ranges_inside": self.inside,
            "quoted": self.quoted,
            "quotes_equal": self.equal,
            "range_only": self.range_only,
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether each passage of an ontology stands in its document.

    Parameters
    ----------
    folder
        Where the documents were looked for; None if nowhere.
    documents
        Each document that has a text, in the order of their IRIs.
    failures
        What does not fit, in the order of documents and ranges.
    others
        Files of the folder that are none of the documents: among them may be a copy that a program
        has changed.
    unreadable
        Files of the folder that could not be read, each with the reason.
    by_place
        How many passages name a page, section or other place of a work whose text is not kept:
        they cannot be compared with anything.
    """

    folder: Path | None
    documents: tuple[DocumentCheck, ...]
    failures: tuple[Failure, ...]
    others: tuple[Path, ...] = ()
    unreadable: tuple[tuple[Path, str], ...] = ()
    by_place: int = 0

    @property
    def missing(self) -> tuple[DocumentCheck, ...]:
        """The documents whose text is not in the folder as it was when it was read."""
        return tuple(check for check in self.documents if check.file is None)

    @property
    def ok(self) -> bool:
        """Whether all was checked and all fits."""
        return self.status == 0

    @property
    def status(self) -> int:
        """0 all fits, 1 a passage does not, 2 a text is not there as it was when it was read."""
        return 1 if self.failures else 2 if self.missing else 0

    def to_dict(self) -> dict[str, Any]:
        """Return the verification for a program."""
        return {
            "ok": self.ok,
            "folder": str(self.folder) if self.folder else None,
            "documents": [check.to_dict() for check in self.documents],
            "failures": [failure.to_dict() for failure in self.failures],
            "others": [path.name for path in self.others],
            "by_place": self.by_place,
            "unreadable": [{"file": path.name, "reason": why} for path, why in self.unreadable],
        }


def verify(knowledge: KnowledgeGraph, folder: Path | None) -> Verification:
    """Compare each passage of an ontology with its document.

    Parameters
    ----------
    knowledge
        The ontology.
    folder
        Where the texts of the documents are, under any names; folders in it are not looked into.
        None if there are none: then only what a passage says of itself is checked.

    Returns
    -------
    Verification
        What could be checked is checked, also if a document is not there.

    Raises
    ------
    CannotReadError
        If there is no such folder.
    """
    texts = Texts(folder)
    graph = knowledge.graph
    passages = [_Passage.read(graph, node) for node in _passage_nodes(graph)]
    of_document: dict[str, list[_Passage]] = {
        str(node): [] for node in graph.subjects(term("schema:sha256"))
    }
    failures, by_place = [], 0
    for passage in passages:
        if passage.document and passage.document not in of_document and not passage.ranges:
            by_place += 1
        elif passage.document:
            of_document.setdefault(passage.document, []).append(passage)
        else:
            failures.append(passage.failure("no-document", "the document that it is from", "none"))
    documents = []
    for node in sorted(of_document):
        check, unfit = _check(knowledge.reader.document(node), of_document[node], texts)
        documents.append(check)
        failures += unfit
    files = {check.file for check in documents}
    others = tuple(path for path in texts.by_hash.values() if path not in files)
    return Verification(
        folder, tuple(documents), tuple(failures), others, texts.unreadable, by_place
    )


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage as the graph has it, which may lack anything."""

    iri: str
    document: str
    locator: str
    ranges: tuple[tuple[int, int], ...]
    quotes: tuple[str, ...]

    @classmethod
    def read(cls, graph: Graph, node: Node) -> _Passage:
        ranges, quotes = [], []
        for selector in sorted(graph.objects(node, term("oa:hasSelector")), key=str):
            start = _number(graph.value(selector, term("oa:start")))
            end = _number(graph.value(selector, term("oa:end")))
            if start is not None and end is not None:
                ranges.append((start, end))
            quotes += [str(quote) for quote in graph.objects(selector, term("oa:exact"))]
        return cls(
            str(node),
            str(graph.value(node, term("oa:hasSource")) or ""),
            str(graph.value(node, term("bkg:locator")) or ""),
            tuple(ranges),
            tuple(sorted(quotes)),
        )

    @property
    def range(self) -> tuple[int, int] | None:
        """The range, if it has one and not several."""
        return self.ranges[0] if len(self.ranges) == 1 else None

    def failure(
        self, problem: str, expected: str, found: str, elsewhere: int | None = None
    ) -> Failure:
        start, end = self.range or (None, None)
        return Failure(
            self.iri, self.document, self.locator, start, end, problem, expected, found, elsewhere
        )


def _passage_nodes(graph: Graph) -> list[Node]:
    """Return all passages, and what is used as one without being anything."""
    nodes = set(graph.subjects(TYPE, term("oa:SpecificResource")))
    for predicate in ("bkg:quotedFrom", "bkg:paraphrasedFrom"):
        used = set(graph.objects(None, term(predicate)))
        nodes |= {node for node in used if graph.value(node, TYPE) is None}
    return sorted(nodes, key=str)


def _number(value: Node | None) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None


def _check(
    document: SourceDocument, passages: list[_Passage], texts: Texts
) -> tuple[DocumentCheck, list[Failure]]:
    passages = sorted(passages, key=lambda passage: (passage.range or (-1, -1), passage.iri))
    found = texts.find(document.sha256)
    text = found[1] if found else None
    failures = [failure for passage in passages for failure in _failures(passage, text)]
    unfit: dict[str, set[str]] = {}
    for failure in failures:
        unfit.setdefault(failure.problem, set()).add(failure.passage)
    outside = set().union(*(unfit.get(p, ()) for p in ("no-range", "bad-range", "outside")))
    unequal = outside.union(*(unfit.get(problem, ()) for problem in ("length", "quote")))
    quoted = [passage for passage in passages if passage.quotes]
    check = DocumentCheck(
        document=document,
        file=found[0] if found else None,
        passages=len(passages),
        inside=sum(passage.iri not in outside for passage in passages) if found else 0,
        quoted=len(quoted),
        equal=sum(passage.iri not in unequal for passage in quoted) if found else 0,
        range_only=sum(bool(passage.range and not passage.quotes) for passage in passages),
    )
    return check, failures


def _failures(passage: _Passage, text: str | None) -> Iterator[Failure]:
    """Tell what is wrong with a passage; without the text, what is wrong in itself."""
    if passage.range is None:
        yield passage.failure("no-range", "one range", str(len(passage.ranges) or "none"))
        return
    start, end = passage.range
    if not 0 <= start < end:
        yield passage.failure("bad-range", "a start before the end, from 0", f"{start} to {end}")
    elif text is not None and end > len(text):
        yield passage.failure("outside", f"at least {end} characters", f"{len(text)} in the text")
    elif text is not None:
        for quote in passage.quotes:
            if text[start:end] != quote:
                yield passage.failure("quote", quote, text[start:end], _nearest(quote, text, start))
    else:
        for quote in passage.quotes:
            if len(quote) != end - start:
                counts = f"{end - start} characters", f"{len(quote)} in the quote"
                yield passage.failure("length", *counts)


def _nearest(quote: str, text: str, start: int) -> int | None:
    places = (text.rfind(quote, 0, start + len(quote)), text.find(quote, start))
    return min((p for p in places if p >= 0), key=lambda p: abs(p - start), default=None)
