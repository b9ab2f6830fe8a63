"""What an RDF file says that no sheet takes: things, classes and properties, each told by name."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from backbone_kg.base.cells import ReadingNote
from backbone_kg.base.likely_names import nearest
from backbone_kg.base.names import key
from backbone_kg.base.numbers_and_lists import listed, plural
from backbone_kg.graph.namespaces import (
    LABEL,
    POSITION,
    PREF_LABEL,
    ROLE,
    SHEET,
    TYPE,
    UNKNOWN_COLUMN,
    UNNAMED,
    local_name,
    term,
    written,
)
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.derive import DERIVED
from backbone_kg.model.sheets_and_columns import Layout, Sheet
from backbone_kg.model.statements import Statements


def unused_statements(stated: Statements, layout: Layout, ontology: Ontology) -> list[ReadingNote]:
    """Return a note for each thing, class and property of a file that nothing is made of.

    Parameters
    ----------
    stated
        What the file says.
    layout
        Whose sheets are about things of a class, and whose columns state properties of them.
    ontology
        Whose own things a file may speak of.
    """
    return list(_Unused(stated, layout, ontology).notes())


class _Unused:
    def __init__(self, stated: Statements, layout: Layout, ontology: Ontology) -> None:
        self.stated = stated
        self.layout = layout
        self.sheets: dict[str, Sheet] = {sheet.target: sheet for sheet in layout.sheets}
        columns = [column for sheet in layout.sheets for column in sheet.columns]
        self.introduced = {column.introduces for column in columns if column.introduces}
        self.of_others = {node for node, _, _ in ontology.vocabulary}
        others = (UNKNOWN_COLUMN, ROLE, term("org:Role"))
        self.known_classes = {*self.sheets, *self.introduced, *others}
        self.by_name = {local_name(each): each for each in self.sheets}
        # A partner may also be called what every partner is.
        self.wider = {wide for narrow, _, wide in ontology.vocabulary if narrow in self.sheets}

    def notes(self) -> Iterator[ReadingNote]:
        columns = set(self.stated.things(UNKNOWN_COLUMN))
        of_others: dict[str, ReadingNote] = {}
        for thing in sorted({thing for thing, _, _ in self.stated}):
            classes = {value.text for value in self.stated.values(thing, TYPE)}
            sheets = [self.sheets[each] for each in classes if each in self.sheets]
            if sheets:
                yield from self._unknown_properties(thing, sheets, columns)
            elif not classes & self.known_classes and thing not in self.of_others:
                note = self._not_used(thing, classes)
                if note.code in NOT_USED:
                    yield note
                else:
                    of_others[thing] = note
                continue
            elif classes & self.introduced:
                expected: set[str] = {TYPE, PREF_LABEL, *DERIVED}
                yield from self._properties(thing, expected, {PREF_LABEL: "name"}, ())
            for each in sorted(classes - self.known_classes - self.wider):
                yield self._class_beside(thing, each)
        yield from self._with_parts(of_others)
        for column in sorted(columns):
            for sheet in self.layout.sheets:
                if self._text(column, SHEET) == sheet.name:
                    details = {"heading": self._text(column, LABEL), "near": "", "known": ""}
                    yield ReadingNote("unknown-heading", details, sheet=sheet.name)

    def _with_parts(self, notes: Mapping[str, ReadingNote]) -> Iterator[ReadingNote]:
        """Return a note for each thing that has a name, or that no other speaks of.

        What has no name is told with the thing that speaks of it.
        """
        parts = {thing: self._parts(thing, notes) for thing in notes}
        spoken_of = {part for thing in notes for part in parts[thing] if part != thing}
        told: set[str] = set()
        for thing in sorted(notes, key=lambda one: (one in spoken_of, one)):
            if thing in told:
                continue
            found, ahead = {thing}, [thing]
            while ahead:
                new = parts[ahead.pop()] - found - told
                found |= new
                ahead += new
            told |= found
            with_it = len(found) - 1
            said = f" and {plural(with_it, 'unnamed thing')} in it" if with_it else ""
            yield replace(notes[thing], details={**notes[thing].details, "parts": said})

    def _parts(self, thing: str, things: Container[str]) -> set[str]:
        """Return which things without a name a thing speaks of."""
        values = (value.text for said in self.stated.of(thing).values() for value in said)
        return {one for one in values if one.startswith(UNNAMED) and one in things}

    def _text(self, thing: str, path: str) -> str:
        value = self.stated.value(thing, path)
        return "" if value is None else value.text

    def _not_used(self, thing: str, classes: set[str]) -> ReadingNote:
        """Return that nothing a thing states was used, with the class it was likely to have."""
        named = self.by_name
        near = next(filter(None, (_meant(local_name(c), named) for c in sorted(classes))), None)
        # The likeliest sheet is the one whose columns take most of what is stated.
        stated = set(self.stated.of(thing))
        fits = {sheet: len(stated & self._paths(sheet)) for sheet in self.layout.sheets}
        best = max(fits, key=lambda sheet: fits[sheet])
        if near is None and fits[best]:
            near = local_name(best.target)
        details = {
            "iri": thing,
            "thing": written(thing),
            "kind": listed(sorted(map(written, classes))),
            "suggestion": _suggestion(named[near] if near else None),
            "like": named[near] if near else "",
        }
        code = "unknown-class" if classes else "thing-without-class"
        # What is about nothing of ours, such as who made the file, harms nothing.
        return ReadingNote(code if near else "thing-not-used", details)

    @staticmethod
    def _paths(sheet: Sheet) -> set[str]:
        return {*(column.path for column in sheet.columns), *([sheet.link] if sheet.link else [])}

    def _class_beside(self, thing: str, of: str) -> ReadingNote:
        near = _meant(local_name(of), self.by_name)
        suggestion = _suggestion(self.by_name[near] if near else None)
        details = {"thing": written(thing), "kind": written(of), "suggestion": suggestion}
        return ReadingNote("class-not-used", details)

    def _unknown_properties(
        self, thing: str, sheets: Iterable[Sheet], columns: set[str]
    ) -> Iterator[ReadingNote]:
        expected: set[str] = {TYPE, POSITION, *DERIVED, *columns}
        paths: dict[str, str] = {}
        for sheet in sheets:
            expected |= self._paths(sheet)
            paths |= {column.path: column.heading for column in sheet.columns}
        required = {column.path for sheet in sheets for column in sheet.columns if column.required}
        yield from self._properties(thing, expected, paths, required)

    def _properties(
        self, thing: str, expected: set[str], paths: dict[str, str], required: Collection[str]
    ) -> Iterator[ReadingNote]:
        names = {local_name(path): path for path in paths}
        stated = set(self.stated.of(thing))
        for predicate in sorted(stated - expected):
            near = _meant(local_name(predicate), names)
            meant = names[near] if near else None
            in_place = meant in required and meant not in stated
            details = {
                "property": written(predicate),
                "thing": written(thing),
                "iri": thing,
                "in_place_of": meant if meant and in_place else "",
                "suggestion": _suggestion(meant),
            }
            yield ReadingNote("misspelled-property" if in_place else "unknown-property", details)


def _suggestion(iri: str | None) -> str:
    return f" Did you mean {written(iri)}?" if iri else ""


def _meant(name: str, names: Iterable[str]) -> str | None:
    """Return the name likely meant: the same in other letters or elsewhere, else a near one."""
    known = list(names)
    return next((one for one in known if key(one) == key(name)), None) or nearest(name, known)


NOT_USED: Final = frozenset({"unknown-class", "thing-without-class"})
"""Codes of the notes on things that should have been used."""


def things_told_unused(notes: Iterable[ReadingNote]) -> frozenset[str]:
    """Return the things of which a note says that nothing they state was used."""
    return frozenset(note.details["iri"] for note in notes if note.code in NOT_USED)


def told_misspelled(notes: Iterable[ReadingNote]) -> frozenset[tuple[str, str]]:
    """Return what is missing because its property or key is misspelled: thing and property.

    The thing is "" where the key stands for many.
    """
    return frozenset(
        (note.details.get("iri", ""), path)
        for note in notes
        if (path := note.details.get("in_place_of"))
    )
