"""The same file with made-up words, to compare a copy with the copy that is made of it.

What stands in a copy of the file and not in one of its made-up twin can only have come from the
words of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from backbone_kg.base.names import key
from backbone_kg.base.value_kinds import Kind
from backbone_kg.model.identity import is_identifier
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import THING, Introduced, OwnColumn, Record, Records, Value
from backbone_kg.model.sheets_and_columns import KEPT, LEFT_OUT, Column
from backbone_kg.reading.cell_values import Trouble, parse
from backbone_kg.sharing.rewriting import Published

_NAMESPACE = "https://made-up.invalid/"
_NO_WORD = "qx"
"""Begins each made-up word: no word of a language, and none of ours."""


@dataclass(frozen=True)
class MadeUp:
    """A file with made-up words.

    Parameters
    ----------
    records
        Which have numbers, dates, choices and published names in common with the file, and the
        order of their rows.
    words
        The made-up word for each text of the file, by how texts are compared.
    texts
        These texts as the file has them.
    """

    records: Records
    words: Mapping[str, str]
    texts: tuple[str, ...]

    def by_text(self, replaced: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
        """Return what stands for the made-up words, as it does for the texts of the file."""
        return {
            (kind, key(self.words.get(text, text))): found
            for (kind, text), found in replaced.items()
        }


def made_up(partnership: Partnership, records: Records) -> MadeUp:
    """Return a file with made-up words in place of every text that a person wrote."""
    return _MakingUp(Published(partnership.ontology)).run(records)


class _MakingUp:
    """The state of one making-up."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self.words: dict[str, str] = {}
        self.texts: dict[str, str] = {}

    def run(self, records: Records) -> MadeUp:
        rows = [self._row(row) for row in records.rows]
        introduced = [
            Introduced(self._iri(thing), classes, self._word(label))
            for thing, classes, label in records.introduced
        ]
        own = [
            OwnColumn(self._iri(path), self._word(heading), sheet, place)
            for path, heading, sheet, place in records.own_columns
        ]
        found = Records(self._iri(records.partnership), rows, introduced, own)
        return MadeUp(found, self.words, tuple(self.texts.values()))

    def _row(self, row: Record) -> Record:
        columns = {column.path: column for column in row.sheet.columns}
        values = {path: self._value(columns.get(path), v) for path, v in row.values.items()}
        unknown = {self._iri(path): self._value(None, v) for path, v in row.unknown.items()}
        return replace(row, thing=self._iri(row.thing), values=values, unknown=unknown, cells={})

    def _value(self, column: Column | None, value: Value) -> Value:
        if value.datatype == THING:
            return Value(self._iri(value.text), THING)
        if column is not None and (
            _tells_of_nobody(column, value) or self._is_public(column, value)
        ):
            return value
        return Value(self._word(value.text), value.datatype)

    def _is_public(self, column: Column, value: Value) -> bool:
        replaced = column.kind is Kind.TEXT and column.when_shared not in {KEPT, LEFT_OUT}
        public = key(value.text) in self.published.labels
        return replaced and public and not column.names_somebody

    def _iri(self, iri: str) -> str:
        return iri if iri in self.published.by_iri else self._instead(iri, _NAMESPACE)

    def _word(self, text: str) -> str:
        return self._instead(text, "QX-MADEUP-" if is_identifier(text) else "") if text else text

    def _instead(self, text: str, begin: str) -> str:
        if key(text) not in self.words:
            self.words[key(text)] = f"{begin}{_NO_WORD}{len(self.words) + 1}"
            self.texts[key(text)] = text
        return self.words[key(text)]


def _tells_of_nobody(column: Column, value: Value) -> bool:
    """Return whether a value is a number, a date, or one of a few that everybody chooses from."""
    if column.when_shared != KEPT:
        return False
    if column.choices:
        return value.text in column.choices
    if column.kind in {None, Kind.TEXT, Kind.WEB_ADDRESS}:
        form = column.kept_form
        return bool(form) and re.fullmatch(form, value.text, re.ASCII) is not None
    return value.is_typed and not isinstance(parse(value.text, column.kind), Trouble)
