"""Questions of the library, and queries in SPARQL, put to the files that are open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from backbone_kg.app.tasks.reading import partnership_of
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.sparql.oxigraph_terms import Term, value_of

MOST_ROWS: Final = 2_000
"""How many rows of an answer the page takes; of more it says so."""


def found(name: str, words: str) -> dict[str, Any]:
    """Return the questions of the library, or those that words lead to."""
    from backbone_kg.asking.question_search import FoundQuestion, search
    from backbone_kg.asking.questions import questions
    from backbone_kg.knowledge.ontology import standard_ontology

    every = questions()
    hits = (
        search(words, every, standard_ontology())
        if words
        else [FoundQuestion(question, {}) for question in every]
    )
    return {
        "questions": [
            {
                "name": one.question.name,
                "summary": one.question.summary,
                "about": one.about,
                "settings": one.settings,
                "tag": one.question.tags[0] if one.question.tags else "",
            }
            for one in hits
        ]
    }


def question(name: str, asked: str) -> dict[str, Any]:
    """Return all that is told of a question before it is asked."""
    from backbone_kg.asking.questions import choices_of, to_dict
    from backbone_kg.sparql.library import find_query

    found = find_query(asked)
    told = to_dict(found)
    for said, parameter in zip(told["parameters"], found.parameters, strict=True):
        said["choices"] = [*map(list, choices_of(parameter).items())]
    return {**told, "text": found.text}


def answer(
    name: str, asked: str, settings: Mapping[str, str], files: Sequence[str]
) -> dict[str, Any]:
    """Return what a question, by its name or in SPARQL, is answered.

    Parameters
    ----------
    name
        The file that the page is about.
    asked
        The name of a question, or a query.
    settings
        Of the question, as typed.
    files
        Other files to ask as well.
    """
    from backbone_kg.asking import answered, asked_store
    from backbone_kg.asking.ask import question_of
    from backbone_kg.asking.empty_answers import why_nothing
    from backbone_kg.sparql.result_table import edition_told, term_text

    question = question_of(asked)
    with asked_store([name, *files]) as store:
        results = answered(question, store, settings=settings)
        why = ""
        if not len(results):
            why = why_nothing(
                question, store, called=question.name, settings=settings, has_data=True
            )
    rows = results.cells[:MOST_ROWS]
    return {
        "columns": list(results.headings),
        "rows": [[term_text(term, results.labels) for term in row] for row in rows],
        "numbers": [[_number(term) for term in row] for row in rows],
        "links": [[_link(term) for term in row] for row in rows],
        "count": len(results),
        "knowledge_base": edition_told(results.knowledge_base),
        "why": why,
        "incomplete": results.incomplete,
        # A query of one's own has no tags: it may be about the files.
        "partial": _partial([name, *files]) if question.needs_data or not question.tags else [],
    }


def _partial(files: Sequence[str]) -> list[str]:
    """Say of which files the listing is partial, so that a blank in them is nobody's absence."""
    found = []
    for path in map(Path, files):
        partnership = partnership_of(path.name, str(path.parent))
        if not partnership.is_foreign and partnership.roster.listing != "complete":
            found.append(partial_listing(f"The listing of {path.name}"))
    return found


def _number(term: Term | None) -> float | None:
    value = value_of(term)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return float(value)


def _link(term: Term | None) -> str:
    """Return the address that a term is, if it leads somewhere outside the knowledge base."""
    if not isinstance(term, ox.NamedNode) or term.value.startswith(PROJECT):
        return ""
    return term.value if term.value.startswith(("http://", "https://")) else ""
