"""What an import tells of somebody's file, each at its cell; the many alike together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from backbone_kg.base.cells import CellRead, ReadingNote, cell_name
from backbone_kg.base.invisible_characters import visible
from backbone_kg.base.names import key, shortened
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.importing.colors import colored_cells
from backbone_kg.importing.filling_in import Told
from backbone_kg.importing.import_map import LEFT_OUT, SEVERAL
from backbone_kg.importing.notes import cells_of, without_contacts
from backbone_kg.importing.proposing import Proposal
from backbone_kg.importing.raci import broken_rules
from backbone_kg.importing.table_statements import Mark, Named, Origin

_ENOUGH: Final = 2
"""So many roles of another framework are no chance."""

_PASSED_OVER: Final = {
    "section": "import-section",
    "total": "import-total-left-out",
    "heading": "import-heading-again",
    "contact": "import-contact-left-out",
    LEFT_OUT: "import-left-out",
    "no-name": "import-without-name",
    "no-heading": "import-without-name",
    "no-partner": "import-no-partner",
}


def notes_by_file(told: Iterable[Told]) -> dict[str, list[ReadingNote]]:
    """Return what is to be told, by file, in the order of the cells; many alike as one.

    Parameters
    ----------
    told
        Each with its cell. Those of one code and one ``group`` are one note at the first cell,
        which lists the others.
    """
    groups: dict[tuple[str, int, str], list[Told]] = {}
    for one in told:
        group = one.details.get("group", one.details.get("value", ""))
        groups.setdefault((one.code, id(one.origin.table), group), []).append(one)
    found: dict[str, list[tuple[tuple[str, int, int], ReadingNote]]] = {}
    for (code, _, _), some in groups.items():
        first = min(some, key=lambda one: (one.origin.row, one.origin.column))
        cells = list(dict.fromkeys(one.origin for one in some))
        origin = first.origin
        details = {
            name: shortened(without_contacts(text), 400) for name, text in first.details.items()
        }
        more = len(cells) - 1
        if more:
            details["more"] = f" So {'were' if more > 1 else 'was'} {more:,} more: {_rest(cells)}."
        real = not origin.table.row_names
        cell = cell_name(origin.row, origin.column) if real else ""
        sheet = origin.table.sheet if real else f"{origin.table.sheet}, {origin.place}"
        place = origin.table.sheet, origin.row, origin.column
        each = {one.origin: one.details for one in reversed(some)} if more and real else {}
        read = tuple(
            CellRead(
                cell_name(one.row, one.column),
                without_contacts(each[one].get("value", "")),
                each[one].get("read_as", ""),
            )
            for one in sorted(each, key=lambda one: (one.row, one.column))
        )
        note = ReadingNote(code, details, sheet, cell, read)
        found.setdefault(origin.file, []).append((place, note))
    return {
        file: [note for _, note in sorted(notes, key=lambda one: one[0])]
        for file, notes in found.items()
    }


def _rest(cells: list[Origin]) -> str:
    first = min(cells, key=lambda one: (one.row, one.column))
    sheet = f"{first.table.sheet}!" if first.table.sheet else ""
    return cells_of(one for one in cells if one != first).replace(sheet, "")


def told_of(proposal: Proposal, paths: Iterable[Path] = ()) -> Iterator[Told]:
    """Yield what is to be told of a proposal: what was read as what, and what was left out.

    Parameters
    ----------
    proposal
        What was found.
    paths
        The files, which are asked for colors that stand for marks.
    """
    yield from _of_colors(proposal, paths)
    for origin, why in proposal.said.passed_over:
        yield Told(_PASSED_OVER[why], origin, {"value": origin.text, "group": why + origin.text})
    for outline, plan in proposal.tables:
        if plan.kind.value == LEFT_OUT:
            details = {"value": plan.sheet or plan.file}
            yield Told("import-table-left-out", Origin(outline.table, 0, 0), details)
    yield from _of_roles(proposal)
    yield from _of_another_framework(proposal)
    marked = {mark.role for mark in proposal.said.marks}
    for name, role in proposal.said.roles.items():
        if name not in marked:
            yield Told("import-role-unmarked", role.origin, {"value": role.name, "group": ""})
    yield from _of_partners(proposal)
    yield from _of_dates(proposal)
    yield from _of_rules(proposal)
    yield from _of_leads(proposal)


def _of_colors(proposal: Proposal, paths: Iterable[Path]) -> Iterator[Told]:
    for path in paths:
        for outline, plan in proposal.tables:
            if outline.table.file == visible(path.name) and plan.kind.value in (
                "matrix",
                "raci",
                LEFT_OUT,
            ):
                colored = colored_cells(path, outline)
                if colored:
                    details = {"count": f"{len(colored):,}", "cells": cells_of(colored)}
                    yield Told("import-colors", colored[0], details)


def _of_roles(proposal: Proposal) -> Iterator[Told]:
    for role in proposal.said.roles.values():
        decision = proposal.map.roles[role.name]
        details = {"value": role.name, "read_as": decision.value.replace(SEVERAL, "” and “")}
        if decision.is_question and decision.others:
            others = joined([f"“{one}”" for one in decision.others], "or")
            yield Told("import-role-unsure", role.origin, details | {"others": others})
        elif decision.value == LEFT_OUT:
            continue
        elif key(decision.value) != key(role.name):
            details["why"] = f": {decision.why}" if decision.why else ""
            yield Told("import-role-read", role.origin, details)
        elif decision.how_sure != "certain":
            yield Told("import-role-own", role.origin, details)


def _of_another_framework(proposal: Proposal) -> Iterator[Told]:
    """Yield that more roles go by the names of another framework than by those of the chosen."""
    words = proposal.words
    found: dict[str, list[Named]] = {}
    titles = {}
    for role in proposal.said.roles.values():
        for framework in words.roles.frameworks_of(role.name):
            found.setdefault(framework.slug, []).append(role)
            titles[framework.slug] = framework.title
    if not found:
        return
    slug = max(found, key=lambda one: (len(found[one]), one == words.framework.slug))
    if slug == words.framework.slug or len(found[slug]) < _ENOUGH:
        return
    details = {
        "value": found[slug][0].name,
        "count": f"{len(found[slug])}",
        "other": titles[slug],
        "slug": slug,
    }
    yield Told("import-another-framework", found[slug][0].origin, details)


def _of_partners(proposal: Proposal) -> Iterator[Told]:
    kinds = {key(name): one.value for name, one in proposal.map.kinds.items()}
    for partner in proposal.said.partners.values():
        decision = proposal.map.partners[partner.name]
        details = {"value": partner.name, "why": decision.why}
        kind = kinds.get(key(decision.value), decision.value)
        if decision.value == LEFT_OUT:
            continue
        placeholder = LEFT_OUT in decision.others
        if placeholder:
            yield Told("import-placeholder", partner.origin, details)
        if not kind:
            yield Told("import-kind-unknown", partner.origin, details | {"group": ""})
        elif key(kind) != key(decision.value):
            details |= {"words": decision.value, "read_as": kind, "group": decision.value}
            origin = partner.facts.get("kind") or partner.facts.get("group") or partner.origin
            yield Told("import-kind-read", origin, details | {"value": decision.value})
        elif decision.how_sure not in ("certain", "said") and not placeholder:
            yield Told("import-kind-guessed", partner.origin, details | {"read_as": kind})


def _of_dates(proposal: Proposal) -> Iterator[Told]:
    dates = {key(text): one for text, one in proposal.map.dates.items()}
    facts = [one.facts for one in proposal.said.partners.values()]
    facts += [one.facts for one in proposal.said.marks]
    for origin in dict.fromkeys(origin for one in facts for origin in one.values()):
        decision = dates.get(key(origin.text))
        if decision is not None and decision.value not in ("", LEFT_OUT):
            details = {"value": origin.text, "read_as": decision.value, "group": origin.text}
            yield Told("import-date-read", origin, details)


def _of_rules(proposal: Proposal) -> Iterator[Told]:
    """Yield where a RACI chart breaks its own rules, at the name of the role."""
    for outline, plan in proposal.tables:
        if plan.kind.value != "raci":
            continue
        marks: dict[str, list[str]] = {}
        for mark in proposal.said.marks:
            if mark.origin.table is outline.table:
                marks.setdefault(mark.role, []).append(mark.text)
        unmarked = (
            k for k, one in proposal.said.roles.items() if one.origin.table is outline.table
        )
        marks |= {k: [] for k in unmarked if k not in marks}
        for name, rule, count in broken_rules(marks):
            role = proposal.said.roles[name]
            accountable = f"{count} partners are" if count else "Nobody is"
            details = {"value": role.name, "count": accountable}
            yield Told(f"import-raci-{rule}", role.origin, details)


def _of_leads(proposal: Proposal) -> Iterator[Told]:
    charts = {id(o.table) for o, plan in proposal.tables if plan.kind.value == "raci"}
    leads: dict[str, list[Mark]] = {}
    meanings = {mark: one.value for mark, one in proposal.map.marks.items()}
    for mark in proposal.said.marks:
        if meanings.get(mark.text) == "lead" and id(mark.origin.table) not in charts:
            leads.setdefault(mark.role, []).append(mark)
    for name, marks in leads.items():
        partners = list(dict.fromkeys(proposal.said.partners[m.partner].name for m in marks))
        if len(partners) > 1:
            details = {
                "value": proposal.said.roles[name].name,
                "who": joined(partners),
                "cells": cells_of(mark.origin for mark in marks),
            }
            yield Told("import-several-leads", marks[1].origin, details)
