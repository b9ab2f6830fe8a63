"""Validation: a partnership's graph against the shapes, explained at the cell."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from backbone_kg.base.cells import ReadingNote, cell_position
from backbone_kg.base.findings import Finding, Findings, Severity, in_order
from backbone_kg.base.lazy_package import face
from backbone_kg.model.partnership import NOT_IN_THE_TEMPLATE, Partnership, date_of
from backbone_kg.validation.cells_of_origin import with_origins
from backbone_kg.validation.explain import Explainer, causes_first, explain_note
from backbone_kg.validation.grouping import grouped
from backbone_kg.validation.membership import holders_who_are_not_members
from backbone_kg.validation.overlapping_rows import overlapping_rows
from backbone_kg.validation.shacl_engines import engine as engine_named
from backbone_kg.validation.who_is_who import who_is_who

if TYPE_CHECKING:
    from backbone_kg.validation.engine_results import Result
    from backbone_kg.validation.finding_pages import (
        everything_said,
        finding_codes,
        finding_page,
        page_from,
    )
    from backbone_kg.validation.messages import CONTENT, READING, Message
    from backbone_kg.validation.ontology_check import SHAPES, check_files, check_ontology
    from backbone_kg.validation.ontology_queries import QUERIED, Queries
    from backbone_kg.validation.ontology_reading import OntologyFiles
    from backbone_kg.validation.shacl_engines import engine
    from backbone_kg.validation.with_pyshacl import (
        ReportedResult,
        pyshacl_results,
        results_of,
        with_direct_targets,
    )

__getattr__, __dir__ = face(__name__)

DEFAULT_ENGINE = "pyshacl"


def validate(
    partnership: Partnership,
    *,
    engine: str = DEFAULT_ENGINE,
    as_of: str | datetime.date | None = None,
) -> Findings:
    """Check a partnership's data.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it.
    engine
        ``pyshacl``, the reference, or ``shacl``, the fast one. Both find the same.
    as_of
        The date for what depends on one; see :func:`backbone_kg.analyze`.

    Returns
    -------
    Findings
        In the order of the file. One mistake makes one finding.

    Raises
    ------
    BackboneError
        If there is no such engine, or it is not installed, or ``as_of`` is not a date.
    """
    if partnership.is_foreign:
        return Findings((_not_in_the_template(partnership),), partnership.file, engine)
    results = sorted(engine_named(engine)(partnership), key=causes_first)
    explainer = Explainer(partnership)
    found = [explain_note(note, partnership.file) for note in partnership.notes]
    found += filter(None, map(explainer.explain, results))
    day, _ = date_of(partnership, as_of)
    found += holders_who_are_not_members(partnership, day)
    found += _of_rows_together(partnership)
    found = _with_what_is_hidden(found, partnership)
    sheets = [sheet.name for sheet in partnership.layout.sheets]
    return Findings(
        items=tuple(
            grouped(in_order(with_origins(_one_for_each_place(found), partnership), sheets))
        ),
        file=partnership.file,
        engine=engine,
        facts=partnership.counts,
    )


def apart_from_shapes(partnership: Partnership) -> list[Finding]:
    """Return the findings that rest on no shape and no date: of the reader, and of rows together.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it, in the form of the template.

    Returns
    -------
    list of Finding
        Each by itself, before those that another causes are left out and many alike are one.
    """
    notes = [explain_note(note, partnership.file) for note in partnership.notes]
    return notes + _of_rows_together(partnership)


def _not_in_the_template(partnership: Partnership) -> Finding:
    """Return the one finding on a file that was never in the template: how to import it."""
    from backbone_kg.importing.kind_of_file import looks_like

    said, how = looks_like(Path(partnership.file), partnership.ontology)
    note = ReadingNote(NOT_IN_THE_TEMPLATE, {"looks_like": said, "how": how})
    return explain_note(note, partnership.file)


def _of_rows_together(partnership: Partnership) -> list[Finding]:
    return [*who_is_who(partnership), *overlapping_rows(partnership)]


def _with_what_is_hidden(findings: list[Finding], partnership: Partnership) -> list[Finding]:
    """Return the findings, saying of those in hidden places that nobody can see the cell."""
    hidden = {
        (note.sheet, place)
        for note in partnership.notes
        if note.code in {"hidden-rows", "hidden-columns"}
        for place in note.details["all"].split(",")
    }

    def told(one: Finding) -> Finding:
        column = one.cell.partition(":")[0].rstrip("0123456789")
        for place, noun in ((str(one.row), "row"), (column, "column")):
            if (one.sheet, place) in hidden:
                return replace(one, message=f"{one.message} Its {noun} is hidden.")
        return one

    return [*map(told, findings)] if hidden else findings


def _one_for_each_place(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that a worse or earlier one in the same cell causes.

    A cell whose formula has no result is also not a number; a cell inside merged cells is also
    blank. The first that was found is the cause. What is only worth knowing is kept beside it.
    """
    found = list(findings)
    merged = [one for one in found if ":" in one.cell and one.severity is not Severity.INFO]
    hidden = _spans_by_row(merged, found)
    kept: dict[tuple[str, ...], Finding] = {}
    others = []
    for number, finding in enumerate(found):
        if finding.severity is Severity.INFO or not (finding.cell or finding.iri):
            others.append(finding)
        elif ":" in finding.cell or _is_within(finding, hidden):
            continue
        else:
            where = (
                (finding.sheet, finding.cell)
                if finding.cell
                else (finding.iri, finding.column or str(number))
            )
            first = kept.get(where)
            if first is None or finding.severity.rank < first.severity.rank:
                kept[where] = finding
    return [*merged, *kept.values(), *others]


_Spans: TypeAlias = dict[tuple[str, int], list[tuple[int, int]]]
"""First and last column of what is merged, by sheet and row."""


def _spans_by_row(merged: list[Finding], found: list[Finding]) -> _Spans:
    """Return what is merged in the rows in which anything was found."""
    rows: dict[str, list[int]] = {}
    if merged:
        for sheet, row in sorted({(one.sheet, one.row - 1) for one in found}):
            rows.setdefault(sheet, []).append(row)
    spans: _Spans = {}
    for one in merged:
        in_sheet = rows[one.sheet]
        for area in [each.cell for each in one.cells] or [one.cell]:
            (top, left), (bottom, right) = map(cell_position, area.split(":"))
            for row in in_sheet[bisect_left(in_sheet, top) : bisect_right(in_sheet, bottom)]:
                spans.setdefault((one.sheet, row), []).append((left, right))
    return spans


def _is_within(finding: Finding, hidden: _Spans) -> bool:
    spans = hidden.get((finding.sheet, finding.row - 1)) if finding.cell else None
    if not spans:
        return False
    column = cell_position(finding.cell)[1]
    return any(first <= column <= last for first, last in spans)
