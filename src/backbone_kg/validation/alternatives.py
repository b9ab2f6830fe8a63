"""What can be written in place of what a cell holds: names of the lists, dates, several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from backbone_kg.base.likely_names import Candidates
from backbone_kg.base.names import key, shortened
from backbone_kg.base.numbers_and_lists import joined, verb
from backbone_kg.base.several_values import Several, several_names
from backbone_kg.graph.namespaces import (
    CURIES,
    FIRST_DAY,
    FRAMEWORK,
    LAST_DAY,
    ORGANIZATION_TYPE,
    PARTNER,
    ROLE,
    as_typed,
    local_name,
)
from backbone_kg.knowledge.concepts import Concept, Framework
from backbone_kg.model import properties
from backbone_kg.model.offers import Offers, is_everyday_role, role_offers, stands_for, type_offers
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Column, Sheet
from backbone_kg.model.statements import Statements
from backbone_kg.model.synonyms import choice_read_as
from backbone_kg.reading.cell_results import Trouble

_IN_BRACKETS = r"\s*\([^()]*\)\s*$"
"""What stands behind a name and says more of it, such as who leads."""
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class _Addressed(NamedTuple):
    """Addresses of things: by their last part, and by the key of it or of the thing's name."""

    ids: dict[str, str]
    by_key: dict[str, str]
    near_ids: Candidates
    near_names: Candidates


class Alternatives:
    """Names that can be chosen in a file, looked up once for each text.

    Parameters
    ----------
    partnership
        The file's data.
    stated
        What the file states.
    """

    def __init__(self, partnership: Partnership, stated: Statements) -> None:
        self.stated = stated
        self.ontology = partnership.ontology
        self.partnership = partnership
        self._known: dict[str, dict[str, str]] = {}
        self._addressed: dict[str, _Addressed] = {}
        self._near: dict[str, Candidates] = {}
        self._offered: dict[tuple[str, str], Offers] = {}

    def several_names(self, text: str, kind: str) -> Several | None:
        """Return the names of things of a class in a text that holds more than one, or None."""
        names = self._names(kind)

        def is_known(name: str) -> bool:
            bare = re.sub(_IN_BRACKETS, "", name)
            return key(bare) in names or (kind == ROLE and is_everyday_role(bare))

        several = None if is_known(text) else several_names(text, is_known)
        if several is None or kind != ROLE or any(key(name) in names for name in several.known):
            return several
        # “Policy and advocacy” is one role in two words, “fundraising, data” are two.
        meant = [self.offers(name, kind).names for name in several.known]
        return several if len({*chain(*meant)}) == sum(map(len, meant)) else None

    def several_choices(self, text: str, choices: tuple[str, ...]) -> Several | None:
        """Return the values of a list in a text that holds more than one, or None."""
        return several_names(
            text, lambda word: bool(choice_read_as(word, choices) or stands_for(word, choices))
        )

    def offers(self, text: str, kind: str) -> Offers:
        """Return what can be chosen of a class in place of a text.

        In a table that is a name, in an RDF file the address of a thing.
        """
        if (text, kind) not in self._offered:
            make = self._offers if self.partnership.is_table else self._addresses
            self._offered[text, kind] = make(text, kind)
        return self._offered[text, kind]

    def _addresses(self, text: str, kind: str) -> Offers:
        """Return the addresses whose last part, or whose thing's name, is like what is written."""
        ids, by_key, near_ids, near_names = self._things(kind)
        typed = as_typed(text)
        said = local_name(typed) if ":" in typed and " " not in typed else typed
        if exact := by_key.get(key(said)):
            return Offers((exact,))
        in_words = said.replace("-", " ").replace("_", " ")
        if near := near_ids.nearest(said):
            return Offers((ids[near],))
        if kind == ROLE:
            found = role_offers(in_words, self._framework, self.ontology)
        elif kind == ORGANIZATION_TYPE:
            found = type_offers(in_words, self.ontology)
        else:
            near = near_names.nearest(in_words)
            found = Offers((near,) if near else ())
        return Offers(tuple(dict.fromkeys(by_key[key(name)] for name in found.names)), found.why)

    def _things(self, kind: str) -> _Addressed:
        if kind not in self._addressed:
            ids, names = self._addresses_of(kind)
            by_key = {key(name): thing for name, thing in reversed((ids | names).items())}
            near = Candidates(ids), Candidates(names)
            self._addressed[kind] = _Addressed(ids, by_key, *near)
        return self._addressed[kind]

    def _addresses_of(self, kind: str) -> tuple[dict[str, str], dict[str, str]]:
        """Return the things of a class: by the last part of their addresses, and by their names."""
        ids, names = {}, {}
        for thing in sorted(self.stated.things(kind)):
            ids[local_name(thing)] = thing
            names[self.stated.label(thing)] = thing
        for concept in self._concepts(kind):
            ids[local_name(concept.iri)] = str(concept.iri)
            names |= {name: str(concept.iri) for name in (concept.label, *concept.aliases)}
        return ids, names

    def _offers(self, text: str, kind: str) -> Offers:
        if kind == ORGANIZATION_TYPE:
            return type_offers(text, self.ontology)
        shared = self._by_other_name.get(key(text), []) if kind == PARTNER else []
        if len(shared) > 1:
            return Offers(tuple(shared), "is another name of several")
        if kind not in self._near:
            self._near[kind] = Candidates(self._names(kind).values())
        near = self._near[kind].nearest(text)
        if kind == ROLE and not near:
            return role_offers(text, self._framework, self.ontology)
        return Offers((near,) if near else ())

    @cached_property
    def _by_other_name(self) -> dict[str, list[str]]:
        """The names of partners by what else they are called."""
        found: dict[str, list[str]] = {}
        for partner in self.partnership.roster.partners:
            for name in dict.fromkeys(map(key, partner.also_known_as)):
                found.setdefault(name, []).append(partner.name)
        return found

    def _names(self, kind: str) -> dict[str, str]:
        """Return the names that things of a class go by, as they are compared and as they are."""
        if kind not in self._known:
            found = [*map(self.stated.label, self.stated.things(kind))]
            for concept in self._concepts(kind):
                found += [concept.label, *(concept.aliases if kind == ORGANIZATION_TYPE else ())]
            self._known[kind] = {key(name): name for name in found}
        return self._known[kind]

    def _concepts(self, kind: str) -> Sequence[Concept]:
        """Return what the knowledge base knows of a class."""
        frameworks = self.ontology.frameworks()
        if kind == ROLE:
            of = [self._framework] if self._framework else frameworks
            return [role for each in of for _, role in each.roles]
        if kind == FRAMEWORK:
            return [each.concept for each in frameworks]
        return self.ontology.organization_types if kind == ORGANIZATION_TYPE else ()

    @cached_property
    def _framework(self) -> Framework | None:
        stated = self.stated.value(self.partnership.iri, properties.FRAMEWORK)
        named = "" if stated is None else stated.text
        frameworks = self.ontology.frameworks()
        return next((each for each in frameworks if each.concept.iri == named), None)


def several_details(several: Several, heading: str) -> dict[str, str]:
    """Return what a message says of several names in one cell: how many, which, what is unknown."""
    names = [f"“{shortened(name)}”" for name in (*several.known, *several.other)]
    unknown = [f"“{shortened(name)}”" for name in several.other]
    count = _COUNTS[len(names)] if len(names) < len(_COUNTS) else str(len(names))
    said = f" {joined(unknown)} {verb(len(unknown), 'is', 'are')} not known." if unknown else ""
    return {
        "listed": joined(names),
        "count": count,
        "noun": heading.lower() + "s" * (not heading.lower().endswith("s")),
        "where_to_add": said,
    }


def question(offers: Offers) -> str:
    """Return the question with the space behind it: it stands in front of the remedy."""
    said = [f"“{CURIES.shorten(name)}”" for name in offers.names]
    if len(said) < 2:
        return "".join(f"Did you mean {name}? " for name in said)
    return f"It may be {joined(said, 'or')}. "


def which_date(trouble: Trouble, sheet: Sheet, column: Column) -> str:
    """Return what to write for a text that says two dates, or none exactly."""
    headings = {one.day_bound: one.heading for one in sheet.columns if one.day_bound is not None}
    begin, end = headings.get(FIRST_DAY, ""), headings.get(LAST_DAY, "")
    if trouble.code == "two-dates" and begin and end:
        into = [(trouble.first, begin), (trouble.last, end)]
        parts = [f"{date} in “{where}”" for date, where in into if date]
        write = f"Write {joined(parts)}"
        blank = [where for date, where in into if not date]
        return write + "".join(f", and leave “{where}” blank" for where in blank) + "."
    if column.day_bound == FIRST_DAY:
        likely, day = trouble.first, "first"
        which = "the day, month or year in which it began"
    else:
        likely, day = trouble.last, "last"
        which = "the day, month or year in which it ended"
        if column.day_bound != LAST_DAY:
            which = "the day, month or year that is meant"
    counted = "" if len(likely) == len("2019-06-30") else f", which counts as its {day} day"
    if likely:
        return f"Write {which}: {likely} at the {_FARTHEST[day]}{counted}."
    # An end that is blank says that it has not ended.
    unknown = " If nobody knows, leave it blank." if column.day_bound == FIRST_DAY else ""
    return f"Write {which}.{unknown}"


_FARTHEST = {"first": "earliest", "last": "latest"}
