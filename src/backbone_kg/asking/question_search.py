"""Finding questions by what people say: by words, by others for these, by names of things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from backbone_kg.base.names import key
from backbone_kg.sparql.library import LibraryQuery, find_query, said_for

if TYPE_CHECKING:
    from backbone_kg.knowledge.ontology import Ontology

MOST_THINGS: Final = 6
"""How many things of the knowledge base a search offers to ask about."""

_WORD: Final = re.compile(r"\w+")
_ABOUT_A_THING: Final = "claims-about"
_ABOUT_A_KIND: Final = "what-a-kind-could-hold"


class FoundQuestion(NamedTuple):
    """A question that a search finds.

    Parameters
    ----------
    question
        The question.
    settings
        What of it is to be set, by name; empty if the question as it is was meant.
    about
        What it is then about; "" for the question as it is.
    """

    question: LibraryQuery
    settings: dict[str, str]
    about: str = ""


def searchable(question: LibraryQuery) -> str:
    """Return the words by which a question is found, with what else people say for them."""
    told = key(" ".join((question.name.replace("-", " "), question.summary, *question.tags)))
    also = [others for word, others in said_for().items() if key(word) in told]
    described = (one.description for one in question.columns)
    return key(" ".join((told, *also, question.description, *described)))


def search(
    words: str, questions: Iterable[LibraryQuery], ontology: Ontology
) -> tuple[FoundQuestion, ...]:
    """Return the questions that words lead to, the likeliest first.

    Parameters
    ----------
    words
        As somebody types them. Each must begin a word of the question, of what else people say for
        its words, or of what is told of its answer; small words count for nothing.
    questions
        Where to look.
    ontology
        Whose concepts can be asked about: one whose name has the words is offered with a question.

    Examples
    --------
    >>> from backbone_kg.knowledge.ontology import standard_ontology
    >>> from backbone_kg.sparql.library import all_queries
    >>> [one.question.name for one in search("single point", all_queries(), standard_ontology())]
    ['sole-holders']
    """
    wanted = [_without_ending(word) for word in _words(words) if word not in _SMALL]
    if not wanted:
        return ()
    scored = []
    for question in questions:
        head = _words(f"{question.name} {question.summary}")
        rest = _words_of(question)
        if all(_begins(word, rest) for word in wanted):
            scored.append((-sum(_begins(word, head) for word in wanted), question.name, question))
    found = [FoundQuestion(question, {}) for *_, question in sorted(scored, key=lambda s: s[:2])]
    return (*found, *_about(wanted, ontology))


_SMALL: Final = frozenset(
    (
        *("a", "an", "and", "are", "do", "does", "for", "how", "in", "is", "of", "on", "or"),
        *("the", "there", "to", "what", "which", "who", "with"),
    )
)


@lru_cache(maxsize=256)
def _words_of(question: LibraryQuery) -> tuple[str, ...]:
    return tuple(_words(searchable(question)))


def _words(text: str) -> list[str]:
    return _WORD.findall(key(text))


def _without_ending(word: str) -> str:
    """Return the word without the ending of many: carries is carry, roles is role."""
    if word.endswith("ies") and len(word) > len("ties"):
        return f"{word[:-3]}y"
    return word.removesuffix("s") if len(word) > len("its") else word


def _begins(word: str, words: Iterable[str]) -> bool:
    return any(each.startswith(word) for each in words)


def _about(wanted: list[str], ontology: Ontology) -> Iterator[FoundQuestion]:
    """Give questions about kinds of organization and concepts whose names have the words."""
    about_a_kind, about_a_thing = find_query(_ABOUT_A_KIND), find_query(_ABOUT_A_THING)
    named = [(kind.label, about_a_kind, "kind", kind.label) for kind in ontology.organization_types]
    for framework in ontology.frameworks():
        for _, role in framework.roles:
            short = f"{framework.slug}:{role.name}"
            named.append((role.label, about_a_thing, "thing", short))
    offered: set[str] = set()
    for label, question, parameter, value in named:
        words = _words(label)
        if key(label) not in offered and all(_begins(word, words) for word in wanted):
            offered.add(key(label))
            yield FoundQuestion(question, {parameter: value}, label)
            if len(offered) == MOST_THINGS:
                return
