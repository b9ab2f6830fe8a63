"""Results of an engine and notes of the reader, in the words of those who fill in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import NamedTuple

from backbone_kg.base.cells import ReadingNote
from backbone_kg.base.findings import Finding, Severity
from backbone_kg.base.identifier_registers import with_register
from backbone_kg.base.names import key, shortened, slug
from backbone_kg.base.several_values import Several
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import LAST_DAY
from backbone_kg.model import properties
from backbone_kg.model.offers import choice_offers
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import THING
from backbone_kg.model.records import Value as Stated
from backbone_kg.model.roster_from_records import MOST_FTE
from backbone_kg.model.sheets_and_columns import Check, Column, Sheet
from backbone_kg.reading.cell_results import BLANK_IF_NOT_ENDED, says_unknown
from backbone_kg.reading.cell_values import Trouble, Value, parse, text_of
from backbone_kg.reading.dates import as_school_year
from backbone_kg.reading.numbers import FULL_WEEK, canonical
from backbone_kg.reading.unused_statements import things_told_unused, told_misspelled
from backbone_kg.validation.alternatives import (
    Alternatives,
    question,
    several_details,
    which_date,
)
from backbone_kg.validation.engine_results import Result
from backbone_kg.validation.messages import CONTENT, IMPORTING, READING, fill
from backbone_kg.validation.result_cells import ResultCells, where

_SEVERITIES = {
    "Violation": Severity.ERROR,
    "Warning": Severity.WARNING,
    "Info": Severity.INFO,
}

_TROUBLES = {
    Kind.TEXT: "wrong-form",
    Kind.NUMBER: "not-a-number",
    Kind.INTEGER: "not-a-whole-number",
    Kind.DATE: "not-a-date",
    Kind.YES_NO: "not-yes-or-no",
    Kind.WEB_ADDRESS: "not-a-web-address",
}


def explain_note(note: ReadingNote, file: str) -> Finding:
    """Return a note of the reader as a finding."""
    message = READING.get(note.code) or IMPORTING[note.code]
    digits = "".join(filter(str.isdigit, note.cell.split(":")[0]))
    return Finding(
        code=message.code or note.code,
        severity=message.severity,
        message=fill(message.text, note.details),
        remedy=fill(message.remedy, note.details),
        file=file,
        sheet=note.sheet,
        cell=note.cell,
        row=int(digits or 0),
        column=note.details.get("heading", ""),
        value=note.details.get("value", ""),
        iri=note.details.get("iri", ""),
        cells=note.cells,
    )


class _Words(NamedTuple):
    """Which message to use, and what to fill into it; "" for nothing to say."""

    code: str = ""
    details: Mapping[str, str] = MappingProxyType({})
    offers: tuple[str, ...] = ()
    shown_as: str = ""


_SILENT = _Words()
"""What another finding says already."""

_CAUSES = ["MaxCount", "Class", "Datatype", "Or", "In"]
"""Kinds of result that explain others of the same value, such as that it is above a limit."""


def causes_first(result: Result) -> tuple[int, str, str, str, str]:
    """Return a key that sorts results alike for every engine, those that explain others first."""
    kind = result.component.removesuffix("ConstraintComponent")
    rank = _CAUSES.index(kind) if kind in _CAUSES else len(_CAUSES)
    return rank, result.component, result.focus, str(result.shape), str(result.value)


def unknown_code(column: Column) -> str:
    """Return the code of a finding that a name in a column is not known: ``unknown-partner``."""
    return f"unknown-{slug(column.heading)}"


class Explainer:
    """Turns the results of one file into findings.

    Parameters
    ----------
    partnership
        The file's data, with the place of each statement.
    """

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership
        self.stated = partnership.statements
        self.layout = partnership.layout
        self.cells = ResultCells(partnership)
        self.alternatives = Alternatives(partnership, self.stated)
        self._told_unused = things_told_unused(partnership.notes)
        self._misspelled = told_misspelled(partnership.notes)
        self._by_component: dict[str, Callable[[Sheet, Column, Result], _Words]] = {
            "MinCountConstraintComponent": self._missing,
            "MaxCountConstraintComponent": lambda *_: _Words("several-values"),
            "ClassConstraintComponent": self._unknown,
            "InConstraintComponent": self._not_in_list,
            "DatatypeConstraintComponent": self._wrong_kind,
            "OrConstraintComponent": self._wrong_kind,
            "MinInclusiveConstraintComponent": lambda _, c, r: self._limit(c, r, "too-small"),
            "MaxInclusiveConstraintComponent": lambda _, c, r: self._limit(c, r, "too-large"),
            "PatternConstraintComponent": lambda *_: _Words("wrong-form"),
        }

    def explain(self, result: Result) -> Finding | None:
        """Return a result as a finding.

        What the message table does not know is shown in the engine's own words. None is returned
        for what another finding says already: the first of several rows that repeat one another,
        and a text that is no number and therefore not within limits either.
        """
        place = self.layout.column_of(result.shape)
        if place is None:
            return self._as_it_is(result)
        sheet, column = place
        check = self.layout.checks.get(result.shape)
        if check is not None and check.code:
            return self._checked(sheet, column, check, result)
        speak = self._by_component.get(result.component)
        if speak is None:
            return self._as_it_is(result)
        words = speak(sheet, column, result)
        if words is _SILENT:
            return None
        message = CONTENT[words.code]
        details = {**self._details(column, result), **words.details}
        code, said = words.shown_as or words.code, (message.text, message.remedy)
        return self._finding(column, result, code, said, details, words.offers)

    def _finding(
        self,
        column: Column,
        result: Result,
        code: str,
        said: tuple[str, str],
        details: Mapping[str, str],
        offers: tuple[str, ...] = (),
    ) -> Finding:
        """Return a finding with a message and a remedy, of which details are to be filled in."""
        message, remedy = (fill(text, details) for text in said)
        return Finding(
            code=code,
            severity=_SEVERITIES.get(result.severity, Severity.ERROR),
            message=message,
            remedy=remedy,
            file=self.partnership.file,
            **where(self.cells.place(column, result)),
            column=column.heading,
            value=self.cells.text(column, result),
            iri=result.focus,
            offers=offers,
        )

    def _details(self, column: Column, result: Result) -> dict[str, str]:
        return {
            "value": self.cells.said(column, result),
            "heading": column.heading,
            "description": column.description,
            "example": column.example,
            "choices": ", ".join(column.choices),
        }

    def _as_it_is(self, result: Result) -> Finding:
        return Finding(
            code=slug(result.component.removesuffix("ConstraintComponent") or "unknown"),
            severity=_SEVERITIES.get(result.severity, Severity.ERROR),
            message=result.message or f"{result.focus} does not meet {result.shape}.",
            file=self.partnership.file,
            **where(self.partnership.places.of(result.focus)),
            value="" if result.value is None else result.value.text,
            iri=result.focus,
        )

    def _checked(
        self, sheet: Sheet, column: Column, check: Check, result: Result
    ) -> Finding | None:
        details = self._details(column, result) | _as_shares(result.value)
        if result.component == "MaxInclusiveConstraintComponent" and not _is_number(result.value):
            return None  # what is no number is a finding already
        if result.component == "MaxCountConstraintComponent":
            alike = self.cells.alike(result.focus)
            if alike and alike[0] == result.focus:
                return None
            details["others"] = self.cells.listed(column, alike)
        if column.path == properties.IDENTIFIER:
            details["did_you_mean"] = _register_of(details["value"])
        return self._finding(column, result, check.code, (check.message, check.remedy), details)

    def _missing(self, sheet: Sheet, column: Column, result: Result) -> _Words:
        # A column, row or sheet that a table lacks is one finding of the reader already.
        place = self.cells.place(column, result)
        lacking = self.partnership.is_table if place is None else place.column is None
        path = column.path
        lacking |= not self._misspelled.isdisjoint({(result.focus, path), ("", path)})
        if lacking:
            return _SILENT
        above = self.cells.above(column, result) if column.identifies and column.refers_to else ""
        said = f" If it is “{shortened(above)}” as above, write that here too." if above else ""
        return _Words("missing-value", {"above": said})

    def _unknown(self, sheet: Sheet, column: Column, result: Result) -> _Words:
        assert column.refers_to is not None
        if result.value is not None and result.value.text in self._told_unused:
            return _SILENT
        text = self.cells.text(column, result)
        several = self.alternatives.several_names(text, column.refers_to)
        is_thing = result.value is not None and result.value.datatype == THING
        if several is not None and not is_thing:
            return self._several(several, sheet, column, result)
        home = self.layout.sheet_of(column.refers_to)
        if home is not None and self._lacks_names(home):
            return _SILENT
        noun = column.heading.lower()
        if home is not None and not self.partnership.is_table:
            known_as = f"a {noun} that this file describes"
            add = f"Check how its address is spelled, or describe that {noun}."
        elif home is not None:
            known_as = f"on the sheet “{home.name}”"
            add = f"Write it as on the sheet “{home.name}”, or add it there."
        else:
            known_as = f"a known {noun}"
            # What the column is for is not what is to be done.
            first, dot, rest = column.description.partition(". ")
            add = rest if dot else first
            own = self._introducing(column.refers_to) not in {None, sheet}
            if not self.partnership.is_table:
                add = "Check how its address is spelled."
                add += f" A {noun} of your own must be described in this file." if own else ""
            elif own:
                add = (
                    "Choose one from the list. A "
                    f"{noun} of your own must first be added to the sheet “Roles”."
                )
        offers = self.alternatives.offers(text, column.refers_to)
        return _Words(
            "unknown-name",
            {
                "known_as": known_as,
                "why": f" It {offers.why}." if offers.why else "",
                "did_you_mean": question(offers),
                "where_to_add": add,
            },
            offers.names,
            shown_as=unknown_code(column),
        )

    def _lacks_names(self, sheet: Sheet) -> bool:
        """Return whether a table has no column of names, which is a finding of its own."""
        columns = self.partnership.places.columns
        stated = {path for tab, path in columns if key(tab) == key(sheet.name)}
        named = all(column.path in stated for column in sheet.identifying)
        return self.partnership.is_table and not named

    def _introducing(self, kind: str) -> Sheet | None:
        """Return the sheet in which new things of a class can be named, or None."""
        for sheet in self.layout.sheets:
            if any(column.introduces and column.refers_to == kind for column in sheet.columns):
                return sheet
        return None

    def _not_in_list(self, sheet: Sheet, column: Column, result: Result) -> _Words:
        text = self.cells.text(column, result)
        several = self.alternatives.several_choices(text, column.choices)
        if several is not None:
            return self._several(several, sheet, column, result)
        asked = choice_offers(text, column.choices)
        why = f" “{shortened(text)}” {asked.why}." if asked.why else ""
        return _Words("not-in-list", {"did_you_mean": question(asked), "why": why}, asked.names)

    def _several(self, several: Several, sheet: Sheet, column: Column, result: Result) -> _Words:
        """Return that a cell holds several names, and what becomes of the numbers of its row."""
        numbers = [
            one.heading
            for one in sheet.columns
            if one.kind in {Kind.NUMBER, Kind.INTEGER}
            and self.stated.value(result.focus, one.path) is not None
        ]
        return _Words(
            "several-rows" if column.identifies else "several-for-one",
            several_details(several, column.heading)
            | {"divide": f" Divide what stands in “{numbers[0]}” among them." if numbers else ""},
            shown_as="several-values",
        )

    def _wrong_kind(self, sheet: Sheet, column: Column, result: Result) -> _Words:
        assert column.kind is not None
        raw = self.partnership.places.value(result.focus, column.path)
        value = raw if raw is not None else self.cells.text(column, result)
        read: Trouble | Value | None = parse(value, column.kind)
        if isinstance(read, Value) and raw is None:
            return _Words("other-kind", {"stated": f'"{read.lexical}"^^xsd:{read.datatype}'})
        if isinstance(read, Value) and column.kind is Kind.DATE:
            read = as_school_year(text_of(value))
        trouble = read if isinstance(read, Trouble) else None
        code = trouble.code if trouble and trouble.code in CONTENT else _TROUBLES[column.kind]
        suggestion = trouble.suggestion if trouble else ""
        if suggestion == BLANK_IF_NOT_ENDED and column.day_bound != LAST_DAY:
            suggestion = ""  # a begin that is not over says nothing
        is_value = suggestion[:1].isdigit()  # “1 or 2”, not “leave it blank”
        sentence = suggestion if " " in suggestion and not is_value else ""
        details = {"suggestion": suggestion, "did_you_mean": ""}
        if trouble is not None:
            details |= {"what": trouble.what, "first": trouble.first, "last": trouble.last}
            details["choose_date"] = which_date(trouble, sheet, column)
        offers = tuple(suggestion.split(" or ")) if suggestion else ()
        if suggestion and not sentence:
            details["did_you_mean"] = f"Did you mean {suggestion}? "
        elif sentence and code != "ambiguous-date":
            details["did_you_mean"] = f"{sentence[0].upper()}{sentence[1:]}. "
        can_be_written = tuple(one for one in offers if " " not in one)
        return _Words(code, details, can_be_written)

    def _limit(self, column: Column, result: Result, code: str) -> _Words:
        least, most = self.layout.limits[result.shape]
        if not _is_number(result.value):
            return _SILENT
        return _Words(code, {"limit": least if code == "too-small" else most})


def _register_of(text: str) -> str:
    """Return what to write for a number whose register is not told."""
    meant = with_register(text)
    if meant:
        return f"Did you mean {meant}? "
    has_none = says_unknown(text) or not any(map(str.isdigit, text))
    return "Leave it blank if it has no number. " if has_none else ""


def _is_number(value: Stated | None) -> bool:
    return value is not None and value.is_typed


def _as_shares(value: Stated | None) -> dict[str, str]:
    """Return what a number is if it was meant as percent or as hours of a full-time week."""
    try:
        number = Decimal("" if value is None else value.text)
    except InvalidOperation:
        return {}
    # abs() would round, which overflows where the exponent is very large.
    if not number.is_finite() or number.copy_abs() > MOST_FTE:
        return {}
    shares = {"hundredth": number / 100, "of_week": number / FULL_WEEK}
    return {name: canonical(share.quantize(_THOUSANDTH)) for name, share in shares.items()}


_THOUSANDTH = Decimal("0.001")
