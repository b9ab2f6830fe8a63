"""What is to be mended in a file, its cells, and a copy in which cells say something else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from backbone_kg.app.tasks.figures import for_the_page
from backbone_kg.app.tasks.reading import partnership_of
from backbone_kg.base.errors import NotInTemplateError
from backbone_kg.base.findings import Finding
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FRAMEWORK, ORGANIZATION_TYPE, PARTNER, ROLE
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.roster_from_records import framework_of
from backbone_kg.model.sheets_and_columns import Column

MOST_FINDINGS: Final = 20_000
"""How many findings the page takes; of more it says so."""


def check(name: str) -> dict[str, Any]:
    """Return what a file is about, its sheets, and what is to be mended in it."""
    from backbone_kg.validation import validate

    try:
        partnership = partnership_of(name)
        partnership.refuse_foreign()
    except NotInTemplateError:
        return {"foreign": True}
    findings = validate(partnership)
    roster = partnership.roster
    framework = framework_of(partnership.records, partnership.ontology)
    return {
        "foreign": False,
        "partnership": roster.name,
        "community": roster.community,
        "framework": framework.title if framework else "",
        "listing": roster.listing,
        "as_of": roster.as_of.isoformat() if roster.as_of else "",
        "format": partnership.format,
        "counts": findings.counts(),
        "read": findings.facts,
        "findings": [_told(each) for each in findings[:MOST_FINDINGS]],
        "more": max(0, len(findings) - MOST_FINDINGS),
        "choices": _choices(partnership),
        "single": sorted({r.tab for r in partnership.records.rows if r.sheet.single_row}),
    }


@for_the_page
def summary(name: str) -> dict[str, Any]:
    """Return what a table of many files says of one."""
    from backbone_kg.analysis.coverage import day_coverage
    from backbone_kg.showing.answers import coverage_sentence
    from backbone_kg.showing.caveats import caveats

    checked = check(name)
    if checked["foreign"]:
        return {"foreign": True}
    of_day = day_coverage(partnership_of(name))
    return {
        "foreign": False,
        **{each: checked[each] for each in ("partnership", "community", "counts")},
        "as_of": of_day.as_of,
        "coverage": coverage_sentence(of_day),
        "caveats": list(caveats(of_day)),
    }


def _told(finding: Finding) -> dict[str, Any]:
    said = finding.to_dict()
    return {**said, "place": finding.place, "also": [one["cell"] for one in said.pop("cells")]}


def _choices(partnership: Partnership) -> dict[str, dict[str, list[str]]]:
    """Return what can be chosen in the columns of each sheet, by the column's place from 0."""
    found: dict[str, dict[str, list[str]]] = {}
    by_path = {
        (sheet.name, column.path): column
        for sheet in partnership.layout.sheets
        for column in sheet.columns
    }
    tabs = {record.tab: record.sheet.name for record in partnership.records.rows}
    for (tab, path), place in partnership.records.columns.items():
        column = by_path.get((tabs.get(tab, tab), path))
        names = _names(partnership, column) if column else []
        if names:
            found.setdefault(tab, {})[str(place)] = names
    return found


def _names(partnership: Partnership, column: Column) -> list[str]:
    """Return what can be chosen in a column; nothing where anything can be written."""
    if column.choices or column.kind is Kind.YES_NO:
        return list(column.choices) or ["yes", "no"]
    ontology, roster = partnership.ontology, partnership.roster
    lists: dict[str | None, Iterable[str]] = {
        PARTNER: dict.fromkeys(partner.name for partner in roster.partners),
        ROLE: (role.label for role in roster.roles),
        ORGANIZATION_TYPE: (kind.label for kind in ontology.organization_types),
        FRAMEWORK: (each.title for each in ontology.frameworks() if each.roles),
    }
    return list(lists.get(column.refers_to, ()))


def sheets(name: str) -> dict[str, Any]:
    """Return the cells of a file as a spreadsheet shows them; none of what has no cells."""
    from backbone_kg.reading.cell_values import text_of
    from backbone_kg.reading.raw_grids import grid_file
    from backbone_kg.reading.template_version import LISTS

    path = Path(name)
    has_cells = path.is_dir() or path.suffix.lower() not in {".ttl", ".jsonld"}
    return {
        "sheets": [
            {"name": grid.name, "rows": [[text_of(value) for value in row] for row in grid.rows]}
            for grid in (grid_file(path).grids if has_cells else ())
            if grid.name != LISTS  # the drop-downs of the template
        ]
    }


def mend(name: str, texts: list[list[str]], out: str) -> dict[str, Any]:
    """Write a copy of a file in which cells (sheet, cell, text) say something else."""
    from backbone_kg.writing.mend_xlsx import write_mended

    write_mended(Path(name), {(sheet, cell): text for sheet, cell, text in texts}, Path(out))
    return {}
