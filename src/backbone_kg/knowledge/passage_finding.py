"""Where words stand in texts, and the Turtle of a passage for each place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from backbone_kg.base.errors import BackboneError
from backbone_kg.graph.namespaces import PREFIXES, PROJECT
from backbone_kg.graph.ntriples_terms import quoted
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.knowledge.concepts import SourceDocument
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.knowledge.source_texts import Texts

MOST_QUOTED: Final = 20
"""Words that a quotation has at most; of longer ones the range alone is given."""

_SOURCE: Final = f"{PROJECT}source/"


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A place where words stand.

    Parameters
    ----------
    document
        The document; None if the ontology has none of this text.
    slug
        Its short name, or one made of the name of the file.
    file
        The file that holds the text.
    sha256
        Of the file.
    start, end
        The range in characters from 0, end not included.
    paragraph
        In which of the lines that have text it begins, from 1.
    words
        The words as they stand there.
    """

    document: SourceDocument | None
    slug: str
    file: Path
    sha256: str
    start: int
    end: int
    paragraph: int
    words: str

    def to_turtle(self) -> str:
        """Return the passage as Turtle, to be put into a file that has its prefixes."""
        prefix = _prefix(self.slug)
        span = f"{self.start}-{self.end}"
        quote = len(self.words.split()) <= MOST_QUOTED
        selectors = f"{prefix}:range-{span}" + (f", {prefix}:quote-{span}" if quote else "")
        lines = [
            f"{prefix}:passage-{span} a oa:SpecificResource ;",
            f"    oa:hasSource source:{self.slug} ;",
            f'    bkg:locator "paragraph {self.paragraph}"@en ;',
            f"    oa:hasSelector {selectors} .",
            f"{prefix}:range-{span} a oa:TextPositionSelector ;"
            f" oa:start {self.start} ; oa:end {self.end} .",
        ]
        if quote:
            words = quoted(self.words)
            lines.append(f"{prefix}:quote-{span} a oa:TextQuoteSelector ; oa:exact {words} .")
        return "\n".join(lines) + "\n"


def find_passages(ontology: Ontology, words: str, folder: Path) -> tuple[FoundPassage, ...]:
    """Return where words stand in the texts of a folder, file by file, in the order of the text.

    Case does not matter, nor which spaces or line ends stand between the words.

    Parameters
    ----------
    ontology
        Knows the documents by the hashes of their texts.
    words
        What to look for.
    folder
        Holds the documents, under any names, and other plain texts in UTF-8 (``.txt``); other
        files are left out.

    Raises
    ------
    BackboneError
        If there are no words, or no such folder.
    """
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        raise BackboneError("There are no words to look for.")
    pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
    texts, reader = Texts(folder), ontology.reader
    known = {
        reader.text(node, "schema:sha256"): reader.document(node)
        for node in reader.graph.subjects(term("schema:sha256"))
    }
    found: list[FoundPassage] = []
    for sha256, path in sorted(texts.by_hash.items(), key=lambda item: item[1].name):
        if sha256 not in known and path.suffix != ".txt":
            continue
        try:
            _, text = texts.find(sha256) or (path, "")
        except BackboneError:
            continue
        found += _in_text(text, pattern, path, sha256, known.get(sha256))
    return tuple(found)


def _in_text(
    text: str, pattern: re.Pattern[str], path: Path, sha256: str, document: SourceDocument | None
) -> Iterator[FoundPassage]:
    if document is None:
        slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "document"
    else:
        slug = document.iri.removeprefix(_SOURCE)
    for match in pattern.finditer(text):
        start, end = match.span()
        before = text[: text.rfind("\n", 0, start) + 1].splitlines()
        yield FoundPassage(
            document=document,
            slug=slug,
            file=path,
            sha256=sha256,
            start=start,
            end=end,
            paragraph=1 + sum(bool(line.strip()) for line in before),
            words=match[0],
        )


def in_turtle(found: tuple[FoundPassage, ...]) -> str:
    """Return passages as a whole Turtle file: prefixes, new documents, passages.

    A document that the ontology does not have is begun, with what is still to be said of it.
    """
    slugs = dict.fromkeys(one.slug for one in found)
    prefixes = {name: PREFIXES[name] for name in ("bkg", "oa", "source")}
    prefixes |= {_prefix(slug): f"{_SOURCE}{slug}#" for slug in slugs}
    begun = {one.slug: one for one in found if one.document is None}
    if begun:
        prefixes |= {name: PREFIXES[name] for name in ("dcterms", "prov", "schema")}
    blocks = ["\n".join(f"@prefix {name}: <{prefixes[name]}> ." for name in sorted(prefixes))]
    for slug, one in begun.items():
        blocks.append(
            f"# {one.file.name} is none of the documents. Say of it:\n"
            "# dcterms:title, dcterms:creator, dcterms:bibliographicCitation.\n"
            f"source:{slug} a prov:Entity, schema:CreativeWork ;\n"
            f'    schema:sha256 "{one.sha256}" .'
        )
    return "\n\n".join([*blocks, *(one.to_turtle().rstrip() for one in found)]) + "\n"


def _prefix(slug: str) -> str:
    home = f"{_SOURCE}{slug}#"
    return next((name for name, address in PREFIXES.items() if address == home), slug)
