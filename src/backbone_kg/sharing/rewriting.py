"""The records of a data file written anew: what stands in a shared copy, value by value.

Nothing is edited: a copy holds what a rule lets into it, and each column says in the shapes which
rule is its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final
from urllib.parse import quote

from backbone_kg.base.names import clean, key, slug
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FIRST_DAY, LAST_DAY, PARTNER
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model import properties
from backbone_kg.model.identity import partnership_iri, snapshot_iri
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import THING, Introduced, Record, Records, Value
from backbone_kg.model.sheets_and_columns import KEPT, LEFT_OUT, Column, Sheet
from backbone_kg.reading.cell_values import Trouble, parse
from backbone_kg.sharing.kept_columns import Keeping
from backbone_kg.sharing.replacements import ORGANIZATIONS, Entry

NOT_READABLE: Final = "Not readable"
"""Stands, with a number, for what could not be read, so that the copy is not taken for whole."""

NAMED_AS: Final = {"Candidate": "Partner", "Criterion": "Own role"}
"""What a text of a kind may also be: a candidate of a partner's name is that partner."""

Replace = Callable[[str, str], str]
"""Returns what stands for a text of a kind."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBER_AT_END = re.compile(r"(.*?)(\d*)")


@dataclass(frozen=True)
class Published:
    """What the ontology names: public words that tell of nobody.

    Parameters
    ----------
    ontology
        Whose frameworks, roles and kinds they are.
    """

    ontology: Ontology

    @cached_property
    def labels(self) -> dict[str, str]:
        """The names of each role and quality, by how names are compared."""
        found: dict[str, str] = {}
        for framework in self.ontology.frameworks():
            for one in (*(role for _, role in framework.roles), *framework.stood_for):
                found |= {key(name): name for name in (one.label, *one.aliases)}
        return found

    @cached_property
    def by_iri(self) -> dict[str, str]:
        """The label of each framework, role and kind of organization."""
        frameworks = self.ontology.frameworks()
        concepts = [
            *(framework.concept for framework in frameworks),
            *(role for framework in frameworks for _, role in framework.roles),
            *self.ontology.organization_types,
        ]
        return {str(concept.iri): concept.label for concept in concepts}


@dataclass
class Rewritten:
    """What stands in a shared copy, and what does not.

    Parameters
    ----------
    source
        The file that it is a copy of.
    records
        The copy.
    things
        The thing of the copy for each thing of the file.
    left_out
        How many cells of each column were left out, by sheet and heading.
    kept
        The texts that are kept on request.
    """

    source: Partnership
    records: Records
    things: dict[str, str] = field(default_factory=dict)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    @cached_property
    def partnership(self) -> Partnership:
        """The copy as if it were read from a file."""
        return Partnership(
            file="shared",
            format="csv",
            iri=self.records.partnership,
            layout=self.source.layout,
            ontology=self.source.ontology,
            content=self.records,
        )


def rewritten(
    partnership: Partnership,
    records: Records,
    keeping: Keeping,
    replaced: Replace,
    in_texts: Callable[[str], str],
) -> Rewritten:
    """Return the records of a shared copy.

    Parameters
    ----------
    partnership
        Whose layout and ontology they are of.
    records
        What the file says.
    keeping
        What is kept on request.
    replaced
        Returns what stands for a text of a kind.
    in_texts
        Returns a text that is kept on request without the names in it.

    Notes
    -----
    Rows come in the order of the names that stand in the copy; those of one name in the order of
    the file. Things are named as the reader names those of a table.
    """
    return _Rewriting(partnership, records, keeping, replaced, in_texts).run()


def originals(partnership: Partnership, records: Records, keeping: Keeping) -> list[Entry]:
    """Return what has to be replaced, each text of a kind once.

    Parameters
    ----------
    partnership, records, keeping
        As for :func:`rewritten`.
    """
    found: dict[tuple[str, str], Entry] = {}

    def note(kind: str, text: str) -> str:
        found.setdefault((kind, key(text)), Entry("", kind, clean(text)))
        return clean(text)

    _Rewriting(partnership, records, keeping, note, lambda text: text).run()
    for row in records.of(PARTNER):
        place = ORGANIZATIONS[0], key(row.text(properties.NAME))
        if place in found:
            entry = found[place]
            found[place] = replace(
                entry,
                other_names=entry.other_names or clean(row.text(properties.ALSO_KNOWN_AS)),
                identifier=entry.identifier or clean(row.text(properties.IDENTIFIER)),
            )
    return list(found.values())


@dataclass
class _Rewriting:
    """The state of one rewriting."""

    partnership: Partnership
    source: Records
    keeping: Keeping
    replaced: Replace
    in_texts: Callable[[str], str]
    labels: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    snapshot: str = ""

    def __post_init__(self) -> None:
        self.layout = self.partnership.layout
        self.published = Published(self.partnership.ontology)
        self.named = self._named()
        self.result = Rewritten(self.partnership, Records(""))
        self.things = self.result.things

    def run(self) -> Rewritten:
        for sheet in self.layout.sheets:
            rows = self.source.of(sheet.target)
            if sheet.link is None:
                self._head(rows[0] if rows else None)
                self._introduce()
            else:
                self._rows(sheet, rows)
        for column in self.source.own_columns:
            cells = sum(column.path in row.unknown for row in self.source.rows)
            self.result.left_out[column.sheet, column.heading] += cells
        return self.result

    def _named(self) -> set[tuple[str, str]]:
        """Return what partners and own roles are called, by the word that replaces them."""
        names = {("Own role", key(label)) for _, _, label in self.source.introduced}
        for row in self.source.rows:
            for column in row.sheet.columns:
                if column.identifies and column.kind is Kind.TEXT:
                    names.add((column.when_shared, key(row.text(column.path))))
        return names

    # --- rows ----------------------------------------------------------------------------------

    def _head(self, row: Record | None) -> None:
        values = {} if row is None else self._values(row)
        found = Records("")
        of = (properties.NAME, properties.IDENTIFIER, properties.COMMUNITY, properties.AS_OF)
        said = [values[path].text if path in values else "" for path in of]
        name, identifier, community, as_of = said
        found.partnership = partnership_iri(identifier, name, community)
        self.things[self.source.partnership] = found.partnership
        self.snapshot = snapshot_iri(found.partnership, as_of)
        if row is not None:
            found.rows.append(self._record(found.partnership, row.sheet, 1, values))
        self.result.records = found

    def _introduce(self) -> None:
        """Give the partnership's own roles the names that they have in the copy."""
        column = next(c for s in self.layout.sheets for c in s.columns if c.introduces is not None)
        named = [
            (self._text(column, label), thing, classes)
            for thing, classes, label in self.source.introduced
        ]
        for label, thing, classes in sorted(named, key=lambda one: _in_order(one[0])):
            self.things[thing] = self._mint("role", label)
            self.labels[self.things[thing]] = label
            self.result.records.introduced.append(Introduced(self.things[thing], classes, label))

    def _rows(self, sheet: Sheet, rows: list[Record]) -> None:
        named = []
        for row in rows:
            values = self._values(row)
            stated = (values.get(column.path) for column in sheet.identifying)
            names = [self._name(value) if value is not None else "" for value in stated]
            named.append((names, row.thing, values))
        named.sort(key=lambda one: [_in_order(name) for name in one[0]])
        for number, (names, thing, values) in enumerate(named, start=1):
            self.things[thing] = self._mint(sheet.segment, "--".join(map(slug, names)))
            self.labels[self.things[thing]] = names[0]
            record = self._record(self.things[thing], sheet, number, values)
            self.result.records.rows.append(record)

    def _name(self, value: Value) -> str:
        if value.datatype != THING:
            return value.text
        return self.labels.get(value.text) or self.published.by_iri.get(value.text, "")

    def _record(self, thing: str, sheet: Sheet, number: int, values: dict[str, Value]) -> Record:
        for index, column in enumerate(sheet.columns):
            self.result.records.columns[sheet.name, column.path] = index
        cells = {path: self._name(value) for path, value in values.items()}
        return Record(thing, sheet, number, values, tab=sheet.name, row=number + 1, cells={**cells})

    def _mint(self, segment: str, name: str) -> str:
        base = "/".join((self.snapshot, segment, quote(name, safe="-")))
        iri, number = base, 1
        while iri in self.taken:
            number += 1
            iri = f"{base}-{number}"
        self.taken.add(iri)
        return iri

    # --- values --------------------------------------------------------------------------------

    def _values(self, row: Record) -> dict[str, Value]:
        found = {}
        misfits = list(row.misfits())
        for column in row.sheet.columns:
            value = row.values.get(column.path)
            if value is not None and value.text:
                rewritten = self._value(column, value, fits=column not in misfits)
                if rewritten is None:
                    self.result.left_out[row.sheet.name, column.heading] += 1
                else:
                    found[column.path] = rewritten
        return found

    def _value(self, column: Column, value: Value, *, fits: bool) -> Value | None:
        if column.when_shared == LEFT_OUT and not self.keeping.keeps(column):
            return None if fits else self._unread(value)
        if column.refers_to is not None:
            return self._reference(value)
        if column.choices:
            chosen = value.datatype != THING and value.text in column.choices
            return Value(value.text) if chosen else self._unread(value)
        if column.kind in {Kind.TEXT, Kind.WEB_ADDRESS}:
            return self._free_text(column, value)
        return self._typed(column, value)

    def _free_text(self, column: Column, value: Value) -> Value:
        if self.keeping.keeps(column):
            text = self.in_texts(value.text)
            self.result.kept.append(text)
            return Value(text, "" if value.datatype == THING else value.datatype)
        if column.when_shared == KEPT:
            form = column.kept_form
            fits = bool(form) and re.fullmatch(form, value.text, re.ASCII) is not None
            return Value(value.text) if fits else self._unread(value)
        return Value(self._text(column, value.text))

    def _text(self, column: Column, text: str) -> str:
        """Return what stands for a text of a column that is replaced."""
        if self.keeping.keeps(column):
            return self.in_texts(text)
        kind = column.when_shared
        if not column.names_somebody and key(text) in self.published.labels:
            return self.published.labels[key(text)]
        also = NAMED_AS.get(kind, "")
        return self.replaced(also if (also, key(text)) in self.named else kind, text)

    def _unread(self, value: Value) -> Value:
        return Value(self.replaced(NOT_READABLE, value.text))

    def _reference(self, value: Value) -> Value:
        if value.datatype == THING:
            if value.text in self.things:
                return Value(self.things[value.text], THING)
            if value.text in self.published.by_iri:
                return value
        return self._unread(value)

    def _typed(self, column: Column, value: Value) -> Value:
        assert column.kind is not None
        read = parse(value.text, column.kind) if value.is_typed else None
        if read is None or isinstance(read, Trouble):
            return self._unread(value)
        if self.keeping.years_only and column.day_bound in {FIRST_DAY, LAST_DAY}:
            return Value(read.lexical[:4], f"{_XSD}gYear")
        return Value(read.lexical, _XSD + read.datatype)


def _in_order(name: str) -> tuple[bool, str, int]:
    """Return what sorts names with numbers by their numbers, and blanks last."""
    match = _NUMBER_AT_END.fullmatch(key(name))
    assert match is not None
    return not name, match[1], int(match[2] or "0")
