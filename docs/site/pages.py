"""Which pages there are, and what each is given to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from docs.site.catalog import TERMS, Catalog
from docs.site.vocabulary import Vocabulary

from backbone_kg.knowledge.citing import edition
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.knowledge.history import History
from backbone_kg.showing.citation_text import made_by

NAVIGATION = (
    ("guides", "Guides"),
    ("guide/commands", "Commands"),
    ("guide/columns", "Columns"),
    ("findings", "Findings"),
    ("guide/queries", "Questions"),
    ("literature", "The literature"),
)
LITERATURE = (
    ("position", "Positions"),
    ("history", "History"),
    ("organization-type", "Kinds of organization"),
    ("term", "Terms"),
    ("source", "Documents"),
    ("named", "People"),
    ("ontology", "Vocabulary"),
)
"""Pages on what the literature says, beside those of the frameworks."""
ABOUT = {
    "position": "where the literature does not agree, with who holds what.",
    "history": "what became of each function from one edition to the next, and why.",
    "organization-type": "what is said for and against each, and what it could hold.",
    "term": "words in the sense in which a document uses them.",
    "source": "what was read, what that cites, and what rests on each passage.",
    "named": "who says what, the studies that findings rest on, programs and communities.",
    "ontology": "the classes and properties that everything is written in.",
}

MOST_PASSAGES = 60
"""More passages of a document than these stand on a page of their own."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path without ``.html``, the template that sets it out, and what that is given.

    ``files`` are what it offers beside itself, by path.
    """

    path: str
    template: str
    content: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


def pages(catalog: Catalog, vocabulary: Vocabulary) -> Iterator[Page]:
    """Return every page of the site."""
    yield Page("literature", "literature.html.j2", _literature(catalog))
    for framework in catalog.frameworks.values():
        path = f"framework/{framework.slug}"
        yield Page(path, "framework.html.j2", _framework(catalog, framework, path))
        for concept in framework.concepts:
            own = {"concept": concept, "framework": framework}
            yield Page(f"{path}/{concept.name}", "concept.html.j2", own)
    for (source, target), walk in catalog.crosswalks.items():
        yield Page(f"crosswalk/{source}/{target}", "crosswalk.html.j2", {"walk": walk})
    yield Page("position", "positions.html.j2", {"questions": catalog.ontology.positions()})
    yield Page("history", "history.html.j2", {"histories": catalog.histories()})
    yield Page("organization-type", "types.html.j2", {"kinds": catalog.ontology.types()})
    for codes in catalog.code_lists():
        path = f"code-list/{codes.iri.rpartition('/')[2]}"
        yield Page(path, "code-list.html.j2", {"list": codes})
    scheme = catalog.ontology.concept(TERMS)
    yield Page("term", "terms.html.j2", {"scheme": scheme, "terms": catalog.terms()})
    works = (*catalog.read, *catalog.cited)
    passages = {one.iri: catalog.passages(one.iri) for one in works}
    listed = {"read": catalog.read, "cited": catalog.cited, "passages": passages}
    yield Page("source", "sources.html.j2", listed)
    for document in works:
        path = f"source/{document.iri.rpartition('/')[2]}"
        claims = groupby(catalog.claims_on(path), key=lambda claim: claim.kind)
        apart = len(passages[document.iri]) > MOST_PASSAGES
        if apart:
            there: dict[str, Any] = {"of": document, "passages": passages[document.iri]}
            yield Page(f"{path}/passages", "passages.html.j2", there)
        yield Page(
            path,
            "source.html.j2",
            {
                "document": document,
                "passages": passages[document.iri],
                "apart": apart,
                "claims": [(kind, list(group)) for kind, group in claims],
                "lists": catalog.lists_on(path),
                "frameworks_read": [
                    one for one in catalog.frameworks.values() if one.document == document
                ],
            },
        )
    yield Page("named", "named.html.j2", {"groups": catalog.groups()})
    yield Page("ontology", "ontology.html.j2", {"vocabulary": vocabulary})
    for word in vocabulary.terms:
        yield Page(f"ontology/{word.name}", "vocabulary-term.html.j2", {"term": word})


def _literature(catalog: Catalog) -> dict[str, Any]:
    frameworks = catalog.frameworks.values()
    concepts = sum(len(one.concepts) for one in frameworks)
    numbers = (
        f"{len(frameworks)} frameworks with {concepts} concepts, {len(catalog.claims)} claims and "
        f"{len(catalog.ontology.positions())} contested questions, read in "
        f"{len(catalog.read)} documents."
    )
    made = edition(catalog.ontology)
    example = next((one for framework in frameworks for one in framework.concepts), None)
    return {
        "numbers": numbers,
        "comparisons": {slugs: len(walk.rows) for slugs, walk in catalog.crosswalks.items()},
        "pages": [(path, words, ABOUT[path]) for path, words in LITERATURE],
        "example": example,
        "edition": made,
        "cite": f"{made_by(made)} {made.iri}",
    }


def _framework(catalog: Catalog, framework: Framework, path: str) -> dict[str, Any]:
    crosswalks = [
        crosswalk for (one, _), crosswalk in catalog.crosswalks.items() if one == framework.slug
    ]
    content = {
        "framework": framework,
        "crosswalks": crosswalks,
        "changes": catalog.ontology.history(framework.slug).into(framework),
        "lists": catalog.lists_on(path),
        "claims": catalog.claims_on(path),
        "said": catalog.entry(framework.concept.iri).claims,
    }
    functions = "Functions and capacities" if framework.capacities else "Functions"
    sections = [
        ("_functions", functions, framework.functions),
        *((f"_{name.lower()}", name, listed) for name, listed in framework.lists),
        ("_activities", "Activities", framework.activities),
        ("_history", "What changed", content["changes"]),
        ("_kinds", "Kinds of organization", content["lists"]),
        ("_claims", "Claims", content["claims"]),
        ("_said", "What is said of it", content["said"]),
        ("_crosswalk", "Crosswalk", crosswalks),
    ]
    shown = [(anchor, title) for anchor, title, there in sections if there]
    return content | {"sections": shown}


def counts_of(history: History) -> str:
    """Return in words how many changes of each kind there are."""
    kinds = dict.fromkeys(change.kind for change in history.changes)
    return ", ".join(f"{history.count(kind)} {kind}" for kind in kinds).capitalize() + "."
