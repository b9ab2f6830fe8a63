"""What can be chosen in place of a name that is not in the list: always names that are in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backbone_kg.base.likely_names import nearest
from backbone_kg.base.names import key
from backbone_kg.knowledge.concepts import Concept, Framework
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.synonyms import CHOICES_ASKED, ROLES, TYPES, Words, named

MOST = 6
"""How many names are offered at most."""
SURE = 0.85
"""How alike (0 to 1) a text must be to a name of another framework to stand for it."""


class Offers(NamedTuple):
    """Names to choose from.

    Parameters
    ----------
    names
        As the list has them, the likeliest first; may be empty.
    why
        What the text is, as the end of a sentence about it; "" if there is nothing to say.
    """

    names: tuple[str, ...] = ()
    why: str = ""


def choice_offers(text: str, choices: tuple[str, ...]) -> Offers:
    """Return the values of a list that a text can stand for.

    Examples
    --------
    >>> choice_offers("R", ("lead", "support")).names
    ('lead', 'support')
    """
    words = stands_for(text, choices)
    if words is not None:
        return Offers(tuple(name for name in words.names if name in choices), words.why)
    near = nearest(text, choices)
    return Offers((near,) if near else ())


def stands_for(text: str, choices: tuple[str, ...]) -> Words | None:
    """Return the everyday words that a text is, if they can stand for a value of a list."""
    for words in CHOICES_ASKED:
        in_list = any(name in choices for name in words.names) or words.list_of in choices
        if key(text) in words.words and in_list:
            return words
    return None


def type_offers(text: str, ontology: Ontology) -> Offers:
    """Return the kinds of organization that a text can stand for, in everyday or sources' words."""
    kinds = {kind.iri: kind for kind in ontology.organization_types}
    words = _exactly(text, TYPES)
    if words is None and (near := _near(text, kinds.values())):
        return Offers((near.label,))
    words = words or named(text, TYPES)
    if words is not None:
        labels = {key(kind.label): kind.label for kind in kinds.values()}
        return Offers(_first(labels.get(key(name)) for name in words.names), words.why)
    sources = {one.concept.label: kind for kind in ontology.types() for one in kind.names}
    source = nearest(text, sources, cutoff=SURE)
    return Offers((sources[source].label,) if source else ())


def is_everyday_role(text: str) -> bool:
    """Return whether a text is an everyday word for roles, such as “fundraising”."""
    return _exactly(text, ROLES) is not None


def role_offers(text: str, framework: Framework | None, ontology: Ontology) -> Offers:
    """Return the roles of a framework that a text can stand for.

    A function is offered its capacities; a role of another framework those that the crosswalk
    compares it with; everyday words the roles that they can mean.
    """
    frameworks = ontology.frameworks() if framework is None else (framework,)
    for each in frameworks:
        for function in each.functions:
            if function.capacities and key(text) in map(key, _names(function.concept)):
                labels = tuple(capacity.label for capacity in function.capacities)
                return Offers(labels, "is a function; a role is one of the capacities it takes")
    words = _exactly(text, ROLES)
    if words is None and (near := _near(text, (r for f in frameworks for _, r in f.roles))):
        return Offers((near.label,))
    elsewhere = _near(text, (role for each in ontology.frameworks() for _, role in each.roles))
    if words and elsewhere and key(text) not in _keys(elsewhere):
        elsewhere = None
    words = words or (None if elsewhere else named(text, ROLES))
    names = [*([elsewhere.label] if elsewhere else []), *(words.names if words else ())]
    offered = _first(
        label for name in names for label in _in_frameworks(name, frameworks, ontology)
    )
    return Offers(offered, words.why if words else "")


def _exactly(text: str, table: tuple[Words, ...]) -> Words | None:
    return next((words for words in table if key(text) in words.words), None)


def _names(concept: Concept) -> tuple[str, ...]:
    return concept.label, *concept.aliases


def _keys(concept: Concept) -> set[str]:
    return {key(concept.name), *map(key, _names(concept))}


def _near(text: str, concepts: Iterable[Concept]) -> Concept | None:
    by_name: dict[str, Concept] = {}
    for concept in concepts:
        for name in _names(concept):
            by_name.setdefault(name, concept)
    same = next((name for name in by_name if key(name) == key(text)), None)
    near = same or nearest(text, by_name)
    return by_name[near] if near else None


def _in_frameworks(name: str, frameworks: Iterable[Framework], ontology: Ontology) -> Iterator[str]:
    """Return the labels of the roles that a name leads to: itself, its capacities, its matches."""
    from backbone_kg.knowledge.matches import matches_of

    roles: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    for framework in frameworks:
        roles |= {role.iri: role.label for _, role in framework.roles}
        yield from (role.label for _, role in framework.roles if key(name) in _keys(role))
        parts |= {f.concept.iri: [c.label for c in f.capacities] for f in framework.functions}
    for framework in ontology.frameworks():
        for _, role in framework.roles:
            if key(name) not in _keys(role) or role.iri in roles:
                continue
            for match in matches_of(ontology, role.iri):
                if match.how == "no counterpart":
                    continue
                yield from [roles[match.other.iri]] if match.other.iri in roles else ()
                yield from parts.get(match.other.iri, ())


def _first(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))[:MOST]
