"""The page's tasks on files that were never in the template: propose, correct, take over."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from backbone_kg.base.cells import cell_position
from backbone_kg.base.files import write_file
from backbone_kg.base.findings import Findings, in_order
from backbone_kg.importing import Imported, import_files
from backbone_kg.importing.column_guesses import USES
from backbone_kg.importing.import_map import LEFT_OUT, SEVERAL, Decision, ImportMap, TablePlan
from backbone_kg.importing.map_writing import map_text
from backbone_kg.importing.outlines import Outline
from backbone_kg.showing.import_text import (
    HOW_SURE,
    KINDS_OF_TABLES,
    MEANINGS,
    ROWS_ASIDE,
    beyond_the_proposal,
    proposal_sections,
)
from backbone_kg.validation.explain import explain_note

MOST_NOTES: Final = 200
"""How many notes on the user's own cells the page takes."""
MOST_ENTRIES: Final = 1000
"""How many entries of a section it shows, and as many that are asked about beyond these."""

_MAP: Final = "import.map.yaml"
_COMMAND: Final = "import … "
"""Begins what only a command of a terminal can mend."""
_SECTIONS: Final = {
    "partnership": ("The partnership", "What is asked", "In your file"),
    "marks": ("Marks", "Mark in your file", "What it means"),
    "elements": ("Types of elements", "Type in your file", "What it is"),
    "roles": ("Roles", "In your file", "Role of the list, or your own"),
    "partners": ("Partners", "In your file", "Kind of organization"),
    "kinds": ("Words for kinds of organization", "In your file", "Kind of organization"),
    "dates": ("Dates", "In your file", "Date"),
}
"""Title and headings of what the map says, section by section."""
_ASKED: Final = {
    "name": "Name of the partnership",
    "community": "Community it works in",
    "as of": "Date that the file speaks of, such as 2025-09",
    "listing": "What a blank means",
}


def propose(name: str, corrections: Sequence[Sequence[str]], framework: str) -> dict[str, Any]:
    """Return what a file is taken for, with what the user corrected.

    Parameters
    ----------
    name
        The file.
    corrections
        Section of the map, entry, and what it is to be taken for.
    framework
        Short name of the framework whose roles are meant; "" for the usual one.
    """
    first = import_files([name], framework=framework or None)
    imported = _corrected(name, first, corrections)
    _remember_why(imported.proposal.map, first.proposal.map, corrections)
    data, found = imported.partnership, imported.proposal.map
    told = [explain_note(note, name) for notes in imported.notes.values() for note in notes]
    notes = beyond_the_proposal(Findings(in_order(told)))
    ontology = data.ontology
    return {
        "framework": found.framework,
        "frameworks": [[each.slug, each.title] for each in ontology.frameworks() if each.roles],
        "tables": [one.lead for one in proposal_sections(imported) if one.name == "table"],
        "questions": len(found.questions()),
        **data.counts,
        "sections": [_shortened(each) for each in (*_of_tables(imported), *_of_words(found))],
        "lists": {
            "roles": [*(role.label for role in data.roster.roles), LEFT_OUT],
            "kinds": [*(kind.label for kind in ontology.organization_types), LEFT_OUT],
        },
        "notes": [
            {
                "severity": one.severity.value,
                "place": one.place,
                "message": one.message,
                "remedy": "" if _COMMAND in one.remedy else one.remedy,
            }
            for one in sorted(notes, key=lambda one: one.severity.rank)[:MOST_NOTES]
        ],
        "more": max(0, len(notes) - MOST_NOTES),
    }


def _shortened(section: dict[str, Any]) -> dict[str, Any]:
    """Return a section with the entries that are shown, and how many more there are."""
    entries = section["entries"]
    asked = [one for one in entries[MOST_ENTRIES:] if one["question"]]
    shown = [*entries[:MOST_ENTRIES], *asked[:MOST_ENTRIES]]
    return {**section, "entries": shown, "more": len(entries) - len(shown)}


def take_over(
    name: str, corrections: Sequence[Sequence[str]], framework: str, out: str
) -> dict[str, Any]:
    """Write the data file that a file becomes."""
    from backbone_kg.writing import write

    write(_imported(name, corrections, framework).partnership, Path(out))
    return {}


def map_of(name: str, corrections: Sequence[Sequence[str]], framework: str) -> dict[str, Any]:
    """Return the map as the command line takes it."""
    imported = _imported(name, corrections, framework)
    return {"text": imported.map_text(f"backbone-kg import {name} -o partners.xlsx --map {_MAP}")}


def _imported(name: str, corrections: Sequence[Sequence[str]], framework: str) -> Imported:
    return _corrected(name, import_files([name], framework=framework or None), corrections)


def _corrected(name: str, first: Imported, corrections: Sequence[Sequence[str]]) -> Imported:
    """Return what comes of a file with corrections: its map is written, and read as a user's."""
    if not corrections:
        return first
    said = copy.deepcopy(first.proposal.map)
    for section, entry, value in corrections:
        decisions, at = _decisions(said, section, entry)
        decisions[at] = Decision(value, "said")
    path = Path(_MAP)
    outlines = [outline for outline, _ in first.proposal.tables]
    text = map_text(said, zip(outlines, said.tables, strict=True), "")
    write_file(path, text.encode(), force=True)
    return import_files([name], map_path=path)


def _remember_why(found: ImportMap, first: ImportMap, corrections: Sequence[Sequence[str]]) -> None:
    """Say of what the user left as it was why it was proposed, and not that the map says so."""
    corrected = {(section, entry) for section, entry, _ in corrections}
    for section, entry in [*_entries_of(found)]:
        if (section, entry) not in corrected:
            now, before = _decisions(found, section, entry), _decisions(first, section, entry)
            proposed = before[0].get(before[1])
            if proposed is not None and proposed.value == now[0][now[1]].value:
                now[0][now[1]] = proposed


def _entries_of(found: ImportMap) -> Iterator[tuple[str, str]]:
    for number, plan in enumerate(found.tables):
        yield f"table {number}", "as"
        yield f"table {number}", "across"
        yield from ((f"table {number}", f"column {letters}") for letters in plan.columns)
        yield from ((f"table {number}", f"row {at}") for at in plan.rows)
    for section in _SECTIONS:
        yield from ((section, entry) for entry in getattr(found, section))


def _decisions(found: ImportMap, section: str, entry: str) -> tuple[Any, Any]:
    """Return where a decision stands: what holds it, and under which key."""
    if not section.startswith("table "):
        return getattr(found, section), entry
    number = int(section.removeprefix("table "))
    plan = found.tables[number] if number < len(found.tables) else TablePlan("", "", Decision(""))
    what, _, which = entry.partition(" ")
    if what in {"as", "across"}:
        return vars(plan), {"as": "kind", "across": "across"}[what]
    return (plan.columns, which) if what == "column" else (plan.rows, int(which))


def _of_tables(imported: Imported) -> Iterable[dict[str, Any]]:
    """Return what the parts of each table are taken for."""
    for number, (outline, plan) in enumerate(imported.proposal.tables):
        kinds = {**KINDS_OF_TABLES, LEFT_OUT: "not read"}
        rows = [_entry("as", "The table as a whole", plan.kind, kinds)]
        if plan.kind.value != LEFT_OUT:
            if plan.across.value:
                across = {one: one for one in ("partners", "roles")}
                rows.append(_entry("across", "What stands in the headings", plan.across, across))
            for letters, one in plan.columns.items():
                heading = outline.headings[cell_position(f"{letters}1")[1]]
                rows.append(_entry(f"column {letters}", f"Column {letters} “{heading}”", one, USES))
            rows += [
                _entry(f"row {at}", _row(outline, at), one, ROWS_ASIDE)
                for at, one in plan.rows.items()
            ]
        yield {
            "name": f"table {number}",
            "title": outline.table.title,
            "heads": ("In your file", "What it is"),
            "entries": rows,
        }


def _row(outline: Outline, at: int) -> str:
    """Return how a row is called: its number, and what stands first in it."""
    first = next(filter(None, outline.table.texts[at - 1]), "")
    return f"Row {at} “{first}”" if first else f"Row {at}"


def _of_words(found: ImportMap) -> Iterable[dict[str, Any]]:
    for name, (title, *heads) in _SECTIONS.items():
        entries: dict[str, Decision] = getattr(found, name)
        choices: Mapping[str, str] = {}
        if name == "marks":
            choices = MEANINGS
        elif name == "elements":
            choices = {"partner": "partner", "role": "role", LEFT_OUT: "left out"}
        rows = [
            _entry(entry, _label(name, entry), one, _listing(entry) or choices)
            for entry, one in entries.items()
        ]
        if rows:
            takes = "kinds" if name in {"partners", "kinds"} else name
            yield {"name": name, "title": title, "heads": heads, "entries": rows, "list": takes}


def _label(section: str, entry: str) -> str:
    return (_ASKED.get(entry, entry) if section == "partnership" else entry) or "(both in one row)"


def _listing(entry: str) -> dict[str, str]:
    if entry != "listing":
        return {}
    return {
        "complete": "nobody does it: the listing is complete",
        "partial": "perhaps nobody looked: the listing is partial",
    }


def _entry(entry: str, label: str, one: Decision, choices: Mapping[str, str]) -> dict[str, Any]:
    return {
        "entry": entry,
        "label": label,
        "value": one.value.replace(SEVERAL, "; "),
        "sure": "as you say" if one.how_sure == "said" else HOW_SURE[one.how_sure],
        "question": one.is_question,
        "why": one.why,
        "others": [] if choices else list(one.others),
        "choices": list(choices.items()),
    }
