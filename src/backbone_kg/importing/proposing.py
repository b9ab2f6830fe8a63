"""A proposal: what is taken for partners, roles, marks and dates, how sure, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.base.invisible_characters import visible
from backbone_kg.base.names import clean, key
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.base.value_kinds import Kind
from backbone_kg.importing import kumu, listing, matrix, raci
from backbone_kg.importing.colors import colored_cells
from backbone_kg.importing.foreign_tables import ForeignTable
from backbone_kg.importing.import_map import (
    LEFT_OUT,
    Decision,
    ImportMap,
    Likeness,
    TablePlan,
    finder,
)
from backbone_kg.importing.meanings_of_marks import propose_marks
from backbone_kg.importing.notes import cells_of
from backbone_kg.importing.outlines import Outline, outline
from backbone_kg.importing.own_files import open_tables
from backbone_kg.importing.proposed_dates import propose_dates
from backbone_kg.importing.role_words import Words
from backbone_kg.importing.row_by_row import RowsReader
from backbone_kg.importing.table_statements import Named, Statements
from backbone_kg.importing.ties import element_types, read_ties
from backbone_kg.reading.cell_results import says_unknown
from backbone_kg.reading.cell_values import Value, parse

KINDS: Final = {"matrix": matrix, "list": listing, "raci": raci, "kumu": kumu, "graph": kumu}
"""The kinds that can be asked for, each with the module that recognizes it."""

_DATED: Final = ("from", "to", "joined", "left")
_GOOD_ENOUGH: Final = 0.4
"""The least score with which a table is proposed to be of a kind."""

_ABOUT_ROLES = re.compile(
    r"\b(who|what|does|roles?|raci|matrix|responsibilit\w+|chart|list|partners?|draft|members?|template|roster)\b"
)
_NAMED = re.compile(
    r"(?:project|partnership|initiative|coalition|collaborative|network)(?: title| name)?"
)
_DATE = re.compile(r"date|as of|(?:last )?updated(?: on)?|revised")
_PLACEHOLDER = re.compile(r"\b(?:tbd|tba|to be (?:determined|decided|confirmed)|vacant|unfilled)\b")
_NOBODY = re.compile(r"(?:none|nobody|no ?one|vacant|n/?a|open|[-–?.]+)")


@dataclass(slots=True)
class Proposal:
    """What was found in somebody's files, and what it is taken for.

    Parameters
    ----------
    map
        What is taken for what.
    tables
        The tables with their plans.
    said
        What they say.
    words
        The names of roles and kinds.
    """

    map: ImportMap
    tables: list[tuple[Outline, TablePlan]]
    said: Statements
    words: Words


def propose(
    paths: Sequence[Path], words: Words, *, kind: str | None = None, given: ImportMap | None = None
) -> Proposal:
    """Read files and propose what is what; what a map says already is taken from it.

    Parameters
    ----------
    paths
        The files; together they are one partnership.
    words
        The names of roles and kinds, in the framework that is meant.
    kind
        One of :data:`KINDS`, if the user says which.
    given
        The user's map.

    Raises
    ------
    BackboneError
        If there is no such kind.
    CannotReadError
        If a file cannot be read, or nothing in the files tells who takes part.
    """
    if kind is not None and kind not in KINDS:
        raise BackboneError(f"“{kind}” is not a kind. Use {joined(list(KINDS), 'or')}.")
    tables = planned(paths, words, kind=kind, given=given)
    if all(plan.kind.value == LEFT_OUT for _, plan in tables):
        raise _nothing_here(paths, tables)
    earlier = given or ImportMap(words.framework.slug)
    found = ImportMap(
        words.framework.slug, tables=[plan for _, plan in tables], names=earlier.names
    )
    said = Statements()
    found.elements = {
        **{of: kumu.propose_element(of, n, words) for of, n in element_types(tables).items()},
        **earlier.elements,
    }
    whole = frozenset(map(key, earlier.roles))
    # Tables with headings over marks first: they make the partners' names known to the others.
    for one, plan in sorted(tables, key=lambda table: not table[1].across.value):
        if plan.kind.value in {"matrix", "raci", "list"}:
            RowsReader(one, plan, said, words, whole).read()
    read_ties(tables, found.elements, said, words)
    found.marks = _marks(tables, said, earlier)
    found.roles = _roles(said.roles.values(), words, earlier)
    found.kinds = _kinds(said.partners.values(), words, earlier)
    kind_of = finder(earlier.partners)
    found.partners = {
        one.name: kind_of(one.name) or _partner(one, found.kinds, words)
        for one in said.partners.values()
    }
    facts = [one.facts for one in said.partners.values()] + [one.facts for one in said.marks]
    dates = [one[use].value for one in facts for use in _DATED if use in one]
    found.dates = {**propose_dates(dates), **earlier.dates}
    found.partnership = {**_partnership(tables), **earlier.partnership}
    return Proposal(found, tables, said, words)


def _nothing_here(
    paths: Sequence[Path], tables: Sequence[tuple[Outline, TablePlan]]
) -> CannotReadError:
    for path in paths:
        for one, _ in tables:
            colored = colored_cells(path, one) if one.table.file == visible(path.name) else []
            if colored:
                problem = f"Colors cannot be read, and {len(colored)} cells hold one and no text"
                return CannotReadError(
                    path,
                    f"{problem} ({cells_of(colored)}).",
                    "Write a mark such as x into each cell that means something.",
                )
    return CannotReadError(
        paths[0],
        "Nothing here looks like a list of partners, a matrix of roles or a network.",
        "Put one row of headings above the data, such as Organization and Role; or say what it "
        "is: --as list.",
    )


def planned(
    paths: Sequence[Path],
    words: Words,
    *,
    kind: str | None = None,
    given: ImportMap | None = None,
) -> list[tuple[Outline, TablePlan]]:
    """Return the tables of files with what their parts are."""
    opened = [table for path in paths for table in open_tables(path)]
    plans = given.tables if given else []
    return [_planned(table, words, kind, _plan_of(table, plans, opened)) for table in opened]


def _plan_of(
    table: ForeignTable, plans: Sequence[TablePlan], opened: Sequence[ForeignTable]
) -> TablePlan | None:
    """Return the plan of a table; one for another file of the same sheets fits a later copy."""
    exact = [plan for plan in plans if (plan.file, plan.sheet) == (table.file, table.sheet)]
    same = [plan for plan in plans if plan.sheet == table.sheet]
    alone = sum(other.sheet == table.sheet for other in opened) == 1
    return next(iter(exact or (same if alone and len(same) == 1 else [])), None)


def _planned(
    table: ForeignTable, words: Words, kind: str | None, given: TablePlan | None
) -> tuple[Outline, TablePlan]:
    if given is not None:
        return outline(table, words.names_kind, given.headings), given
    found = outline(table, words.names_kind)
    modules = [KINDS[kind]] if kind else [kumu, raci, matrix, listing]
    likely: list[Likeness] = list(
        filter(None, (module.recognize(found, words) for module in modules))
    )
    best = max(likely, key=lambda one: one.score, default=None)
    if best is None or (best.score < _GOOD_ENOUGH and kind is None):
        why = "nothing in it tells who takes part or who does what"
        return found, TablePlan(table.file, table.sheet, Decision(LEFT_OUT, "likely", why))
    return found, best.plan


def _marks(
    tables: Sequence[tuple[Outline, TablePlan]], said: Statements, earlier: ImportMap
) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    by_table: dict[int, Counter[str]] = {}
    for mark in said.marks:
        if mark.text:
            by_table.setdefault(id(mark.origin.table), Counter())[mark.text] += 1
    for one, plan in tables:
        counts = by_table.get(id(one.table), Counter())
        proposed = propose_marks(counts, one.legend, raci=plan.kind.value == "raci")
        for text, decision in proposed.items():
            found.setdefault(text, decision)
    if any(not mark.text for mark in said.marks):
        found[""] = Decision("holds", "likely", "partner and role stand in one row")
    given = finder(earlier.marks)
    return {text: given(text) or decision for text, decision in sorted(found.items())}


def _roles(roles: Iterable[Named], words: Words, earlier: ImportMap) -> dict[str, Decision]:
    given = finder(earlier.roles)
    found = {role.name: given(role.name) or _role(role.name, words) for role in roles}
    return {**found, **{name: one for name, one in earlier.roles.items() if name not in found}}


def _role(name: str, words: Words) -> Decision:
    if says_unknown(name) or not any(map(str.isalnum, name)):
        return Decision(LEFT_OUT, "likely", "it names nothing")
    name = name.rstrip(" ?") if name.endswith(" ?") else name  # which marks a guess in the map
    likely = words.roles.likely(name)
    if len(likely) == 1 and likely[0].how_sure != "possible":
        return Decision(likely[0].concept.label, likely[0].how_sure, likely[0].why)
    if likely:
        others = tuple(one.concept.label for one in likely)
        why = "it may mean one of these; until you say so, it is a role of your own"
        return Decision(name, "possible", why, others)
    return Decision(name, "likely", "no role of the framework is like it: a role of your own")


def _kinds(partners: Iterable[Named], words: Words, earlier: ImportMap) -> dict[str, Decision]:
    """Return what the words mean that columns and groups say of the kinds of partners."""
    given = finder(earlier.kinds)
    found: dict[str, Decision] = {}
    for partner in partners:
        for use in ("kind", "group"):
            origin = partner.facts.get(use)
            if origin is None or origin.text in found:
                continue
            decision = given(origin.text) or _kind(origin.text, words)
            if use == "kind" or decision.value:
                found[origin.text] = decision
    return found


def _kind(text: str, words: Words) -> Decision:
    found = words.kinds.likely(text)
    if found is None:
        why = "no kind is like it: choose one, or “Other stakeholder” when nothing fits"
        return Decision("", "possible", why)
    return Decision(found.concept.label, found.how_sure, found.why)


def _partner(partner: Named, kinds: dict[str, Decision], words: Words) -> Decision:
    said = key(partner.name)
    if _NOBODY.fullmatch(said.strip("()[] ")) or says_unknown(partner.name):
        return Decision(LEFT_OUT, "likely", "it names nobody")
    by_name = words.kinds.likely(partner.name)
    guess = by_name.concept.label if by_name else ""
    decision = Decision("", "possible", "nothing tells what kind of organization it is")
    stated, group = partner.facts.get("kind"), partner.facts.get("group")
    if stated is not None:
        decision = Decision(stated.text, "certain", f"{stated.place} says so")
    elif group is not None and group.text in kinds:
        meant = kinds[group.text].value
        decision = Decision(group.text, "likely", f"it stands under “{group.text}”")
        if guess and guess != meant:
            why = f"it stands under “{group.text}”; its name says {guess}"
            decision = Decision(group.text, "possible", why, (guess,))
    elif by_name is not None:
        decision = Decision(guess, by_name.how_sure, f"a guess from its name, {by_name.why}")
    if _PLACEHOLDER.search(said):
        why = "is it a partner yet? Write - to leave it out"
        return Decision(decision.value, "possible", why, (LEFT_OUT,))
    return decision


def _partnership(tables: Sequence[tuple[Outline, TablePlan]]) -> dict[str, Decision]:
    read = [(one, plan) for one, plan in tables if plan.kind.value != LEFT_OUT]
    title = next((one.title for one, _ in read if not says_unknown(one.title)), "")
    beside = (_beside(one, _NAMED) for one, _ in read)
    named = next((text for text in beside if not says_unknown(text)), "")
    known = _before_the_subject(title)
    if named:
        name = Decision(named, "likely", "it stands beside the word for it")
    elif known and not _ABOUT_ROLES.search(key(known)):
        name = Decision(known, "likely", "from the title of the table")
    elif known:
        why = "the title of the table; write the partnership's name"
        name = Decision(known, "possible", why)
    else:
        stem = clean(Path(read[0][1].file).stem.replace("_", " "))
        name = Decision(stem, "possible", "the name of the file; write the partnership's name")
    dated = next(filter(None, (_beside(one, _DATE) for one, _ in read)), "")
    day = parse(dated, Kind.DATE) if dated else None
    as_of = Decision("", "possible", "the date that the file speaks of; blank means today")
    if isinstance(day, Value):
        as_of = Decision(day.lexical, "likely", f"“{dated}” stands over the table")
    elif dated:
        as_of = Decision("", "possible", f"“{dated}” stands over the table: which day is it?")
    return {
        "name": name,
        "community": Decision("", "possible", "the place it works for; the data file needs it"),
        "as of": as_of,
        "listing": Decision(
            "partial", "likely", "a blank may only mean that nobody was asked", ("complete",)
        ),
    }


def _beside(outline: Outline, word: re.Pattern[str]) -> str:
    """Return what stands beside a word over the headings, in the next cell or after a colon."""
    for row, column, text in outline.above:
        before, colon, after = text.partition(":")
        if word.fullmatch(key(before)):
            if colon and after.strip():
                return after.strip()
            beside = (t for r, c, t in outline.above if r == row and c > column)
            return next(beside, "")
    return ""


def _before_the_subject(title: str) -> str:
    """Return the name in a title such as ``Millbrook Together - Who does what (draft)``."""
    for sign in (" – ", " - ", " — ", ": ", " | "):
        before, found, after = title.partition(sign)
        if found and _ABOUT_ROLES.search(key(after)) and not _ABOUT_ROLES.search(key(before)):
            return before.strip()
    return title
