"""Which roles of a framework somebody's own words may mean, and why: never more than a proposal.

Words are compared with all that the ontology says of a role: its name, its other names, what the
concepts of other frameworks are called that the crosswalk sets beside it, and its definition.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from backbone_kg.base.names import key
from backbone_kg.knowledge.concepts import Concept, Framework, Function
from backbone_kg.knowledge.mapping_relations import How
from backbone_kg.knowledge.ontology import Ontology

HowSure = Literal["certain", "likely", "possible"]

FEW: Final = 4
"""How many roles are proposed at most; those of a function are proposed whole."""

_LIKELY, _POSSIBLE, _AHEAD = 0.45, 0.3, 0.12
"""Least scores (0 to 1) for a role to be likely or possible, and by how much the first must lead.

Set so that the everyday words of the tests come out as a person would have them.
"""

_NAME, _DEFINITION = 1.0, 0.62
_BY_CROSSWALK: Final[dict[How, float]] = {
    "same as": 0.95,
    "close to": 0.9,
    "part of the broader": 0.85,
    "broader than": 0.6,
    "related to": 0.55,
}
_FOUND, _FILLED = 0.75, 0.25
"""What counts for more: that the words stand in the name, or that they are all of the name."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_SMALL_WORDS = (
    "a an and are as at be by can do does etc for from how in into is it its of on or our out so "
    "that the their them they this to up us we what which who with work writing"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_ENDINGS = (
    "izations ization isations isation utions ution ations ation ating ators ator ated ates ate "
    "ments ment ings ing itions ition ions ion ers er ors or ives ive ies ied es ed ve s e y"
)
_LONGEST_ENDINGS_FIRST = tuple(_ENDINGS.split())
_SHORTEST_STEM = 3
_EVERYDAY: Final = {
    "advocacy": "policy",
    "lobbying": "policy",
    "legislative": "policy",
    "budget": "funding",
    "finance": "funding",
    "finances": "funding",
    "financing": "funding",
    "grant": "funding",
    "grants": "funding",
    "grantwriting": "funding",
    "donor": "funding",
    "donors": "funding",
    "sponsorship": "funding",
    "analysis": "interpret data",
    "analytics": "interpret data",
    "dashboard": "interpret data",
    "evaluation": "interpret data",
    "communications": "narratives",
    "comms": "narratives",
    "marketing": "narratives",
    "storytelling": "narratives",
    "pr": "narratives",
    "meetings": "facilitate",
    "groups": "group",
    "prek": "pre k",
}
"""Words of everyday for what the ontology says otherwise."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A role, or a kind of organization, that words may mean.

    Parameters
    ----------
    concept
        The role or the kind.
    how_sure
        ``certain``: the words are a name of it; ``likely``: no other is near; ``possible``: one of
        several, or a weak resemblance.
    why
        What the words resemble, to follow “because”.
    """

    concept: Concept
    how_sure: HowSure
    why: str


@dataclass(frozen=True, slots=True)
class _Name:
    """Words that stand for a role."""

    role: Concept
    stems: frozenset[str]
    weight: float
    why: str


class RoleWords:
    """What can be asked of one framework's roles.

    Parameters
    ----------
    ontology
        Where the crosswalk is.
    framework
        Whose roles are proposed.

    Examples
    --------
    >>> from backbone_kg.knowledge.ontology import standard_ontology
    >>> ontology = standard_ontology()
    >>> words = RoleWords(ontology, ontology["mathematica"])
    >>> [(one.concept.label, one.how_sure) for one in words.likely("Conflict resolution")]
    [('Resolve conflict', 'likely')]
    """

    def __init__(self, ontology: Ontology, framework: Framework) -> None:
        self._frameworks = tuple(ontology.frameworks())
        roles = [role for _, role in framework.roles]
        self._roles = {
            key(name): role for role in reversed(roles) for name in (*role.aliases, role.label)
        }
        self._functions = {
            key(name): function
            for function in framework.functions
            if function.capacities
            for name in (function.label, *function.concept.aliases)
        }
        self._function_stems = [(_stems(said), one) for said, one in self._functions.items()]
        self._names = [*_own_names(roles), *_names_elsewhere(ontology, framework, roles)]
        self._weights = _rarity(name.stems for name in self._names)
        self._known: dict[str, tuple[Likely, ...]] = {}

    def likely(self, text: str) -> tuple[Likely, ...]:
        """Return the roles that a text may mean, the likeliest first; none if it resembles none.

        One ``certain`` or ``likely`` role, or some ``possible`` ones. A function of the framework
        gives all of its capacities, as ``possible``.
        """
        said = key(text)
        if said not in self._known:
            self._known[said] = self._find(said)
        return self._known[said]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the roles of all frameworks, the longest first."""
        concepts = (role for one in self._frameworks for _, role in one.roles)
        found = {name for role in concepts for name in (role.label, *role.aliases)}
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    def frameworks_of(self, text: str) -> tuple[Framework, ...]:
        """Return the frameworks that have a role of a name."""
        said = key(text)
        return tuple(
            one
            for one in self._frameworks
            if any(said == key(name) for _, r in one.roles for name in (r.label, *r.aliases))
        )

    def is_function(self, text: str) -> bool:
        """Return whether a text is the name of a function whose capacities are the roles."""
        return key(text) in self._functions

    def _find(self, said: str) -> tuple[Likely, ...]:
        if said in self._roles:
            return (Likely(self._roles[said], "certain", "that is its name"),)
        stems = _stems(said)
        scored = self._scored(stems)
        if said in self._functions:
            return _capacities(self._functions[said])
        for of_function, function in self._function_stems:
            if stems and stems <= of_function and (not scored or scored[0][0] < _NAME * _FOUND):
                return _capacities(function)
        near = [one for one in scored if one[0] >= max(_POSSIBLE, scored[0][0] - _AHEAD)]
        # One word of a definition may stand there by chance.
        by_chance = bool(near) and near[0][1].weight == _DEFINITION and len(stems) < 2
        if len(near) == 1 and near[0][0] >= _LIKELY and not by_chance:
            return (Likely(near[0][1].role, "likely", near[0][1].why),)
        return tuple(Likely(name.role, "possible", name.why) for _, name in near[:FEW])

    def _scored(self, stems: frozenset[str]) -> list[tuple[float, _Name]]:
        """Return each role's best score, the best role first."""
        best: dict[str, tuple[float, _Name]] = {}
        asked = sum(map(self._weight, stems))
        for name in self._names if asked else ():
            shared = sum(map(self._weight, stems & name.stems))
            whole = sum(map(self._weight, name.stems))
            score = name.weight * shared * (_FOUND / asked + _FILLED / whole)
            if score > best.get(name.role.iri, (0.0,))[0]:
                best[name.role.iri] = score, name
        return sorted(best.values(), key=lambda one: -one[0])

    def _weight(self, stem: str) -> float:
        return self._weights.get(stem, self._weights[""])


def _capacities(function: Function) -> tuple[Likely, ...]:
    why = f"it is a capacity of the function “{function.label}”"
    return tuple(Likely(one, "possible", why) for one in function.capacities)


def _own_names(roles: Iterable[Concept]) -> list[_Name]:
    found = []
    for role in roles:
        found.append(_Name(role, _stems(key(role.label)), _NAME, "the names are alike"))
        for name in role.aliases:
            found.append(_Name(role, _stems(key(name)), _NAME, f"it is also called “{name}”"))
        stems = _stems(key(role.definition)) | _stems(key(role.label))
        found.append(_Name(role, stems, _DEFINITION, "its definition says so"))
    return found


def _names_elsewhere(
    ontology: Ontology, framework: Framework, roles: Iterable[Concept]
) -> list[_Name]:
    """Return what the concepts of other frameworks are called that are like a role."""
    by_iri = {role.iri: role for role in roles}
    found = []
    for other in ontology.frameworks():
        if other.slug == framework.slug:
            continue
        for row in ontology.crosswalk(other, framework).rows:
            role = by_iri.get(row.target.iri) if row.target else None
            if row.source is None or role is None or row.how not in _BY_CROSSWALK:
                continue
            why = f"like “{row.source.label}” of {other.slug} (crosswalk: {row.how})"
            for name in (row.source.label, *row.source.aliases):
                found.append(_Name(role, _stems(key(name)), _BY_CROSSWALK[row.how], why))
    return found


def _rarity(names: Iterable[frozenset[str]]) -> dict[str, float]:
    """Return how much each word tells, the rarer the more; "" is any other word."""
    listed = list(names)
    counts = Counter(stem for stems in listed for stem in stems)
    weights = {stem: math.log(1 + len(listed) / count) for stem, count in counts.items()}
    # A word that no name has tells less than a rare one that some name has.
    weights[""] = math.log(1 + len(listed) / 4)
    return weights


def _stems(text: str) -> frozenset[str]:
    words = (_EVERYDAY.get(word, word) for word in _WORD.findall(text))
    plain = (part for word in words for part in word.split())
    return frozenset(_stem(word) for word in plain if word not in _SMALL)


def _stem(word: str) -> str:
    for ending in _LONGEST_ENDINGS_FIRST:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
