"""What can be written in place of what a cell holds: names of the lists, dates, several rows."""

from __future__ import annotations

from functools import cached_property

from rdflib import URIRef

from backbone_kg.base.names import key, nearest, shortened
from backbone_kg.base.several_values import Several, several_names
from backbone_kg.base.words import joined, verb
from backbone_kg.graph.namespaces import (
    FIRST_DAY,
    FRAMEWORK,
    LAST_DAY,
    ORGANIZATION_TYPE,
    PARTNER,
    PREF_LABEL,
    ROLE,
    TYPE,
    term,
)
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.model.everyday_words import choice_read_as
from backbone_kg.model.layout import Column, Sheet
from backbone_kg.model.offers import Offers, role_offers, stands_for, type_offers
from backbone_kg.model.partnership import Partnership
from backbone_kg.reading.cell_results import Trouble

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Alternatives:
    """Names that can be chosen in a file, looked up once for each text.

    Parameters
    ----------
    partnership
        The file's data.
    """

    def __init__(self, partnership: Partnership) -> None:
        self.graph = partnership.graph
        self.ontology = partnership.ontology
        self.partnership = partnership
        self._known: dict[URIRef, dict[str, str]] = {}
        self._offered: dict[tuple[str, URIRef], Offers] = {}

    def several_names(self, text: str, kind: URIRef) -> Several | None:
        """Return the names of things of a class in a text that holds more than one, or None."""
        names = self._names(kind)
        return several_names(text, lambda name: key(name) in names)

    def several_choices(self, text: str, choices: tuple[str, ...]) -> Several | None:
        """Return the values of a list in a text that holds more than one, or None."""
        return several_names(
            text, lambda word: bool(choice_read_as(word, choices) or stands_for(word, choices))
        )

    def offers(self, text: str, kind: URIRef) -> Offers:
        """Return the names of things of a class that can be chosen in place of a text."""
        if (text, kind) not in self._offered:
            self._offered[text, kind] = self._offers(text, kind)
        return self._offered[text, kind]

    def _offers(self, text: str, kind: URIRef) -> Offers:
        if kind == ORGANIZATION_TYPE:
            return type_offers(text, self.ontology)
        if kind == PARTNER and len(shared := self._also_known_as(text)) > 1:
            return Offers(shared, "is another name of several")
        near = nearest(text, self._names(kind).values())
        if kind == ROLE and not near:
            return role_offers(text, self._framework, self.ontology)
        return Offers((near,) if near else ())

    def _also_known_as(self, text: str) -> tuple[str, ...]:
        """Return the names of the partners that a text is another name of."""
        named = self.partnership.roster.partners
        return tuple(p.name for p in named if key(text) in map(key, p.also_known_as))

    def _names(self, kind: URIRef) -> dict[str, str]:
        """Return the names that things of a class go by, as they are compared and as they are."""
        if kind not in self._known:
            things = self.graph.subjects(TYPE, kind)
            found = [str(self.graph.value(thing, PREF_LABEL) or thing) for thing in things]
            if not self.partnership.is_table:
                found = [str(thing) for thing in self.graph.subjects(TYPE, kind)]
            if kind == ROLE:
                of = [self._framework] if self._framework else self.ontology.frameworks()
                found += [role.label for each in of for _, role in each.roles]
            elif kind == ORGANIZATION_TYPE:
                kinds = self.ontology.organization_types
                found += [name for each in kinds for name in (each.label, *each.aliases)]
            elif kind == FRAMEWORK:
                found += [each.title for each in self.ontology.frameworks()]
            self._known[kind] = {key(name): name for name in found}
        return self._known[kind]

    @cached_property
    def _framework(self) -> Framework | None:
        named = self.graph.value(self.partnership.iri, term("bkg:framework"))
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
    if len(offers.names) < 2:
        return "".join(f"Did you mean “{name}”? " for name in offers.names)
    return f"It may be {joined([f'“{name}”' for name in offers.names], 'or')}. "


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
    return f"Write {which}" + (f": {likely} at the {_FARTHEST[day]}{counted}." if likely else ".")


_FARTHEST = {"first": "earliest", "last": "latest"}
