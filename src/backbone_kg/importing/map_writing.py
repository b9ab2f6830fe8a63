"""The map as a YAML file that a coordinator can read and correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import yaml

from backbone_kg.base.cells import cell_position, column_letters
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.importing.column_guesses import USES
from backbone_kg.importing.import_map import SEVERAL, Decision, ImportMap, TablePlan
from backbone_kg.importing.outlines import Outline

UNSURE: Final = "?"
"""What stands behind a guess, or alone where nothing is known."""

_SECTIONS: Final = {
    "marks": "What each mark means: lead, support, holds (part not known), fte, since, no,\n"
    "unknown, note or ask (both: no holder; kept in Notes).",
    "elements": "What the elements of each type are: partner, role, by name, or - to leave out.",
    "roles": "The role that words stand for: one of the framework, or a name of your own.\n"
    "- leaves it out; [one, another] stands for both.",
    "partners": "What kind of organization each partner is: a kind of `backbone-kg types`, or\n"
    "words that are explained under kinds. - leaves it out.",
    "kinds": "What your words for kinds of organization mean.",
    "dates": "Dates as they are written, and what each stands for: a year, 2019-06 or 2019-06-15.\n"
    "? takes none and keeps the text in Notes; - means blank.",
    "names": "Other spellings of a partner, each with the name it goes by.",
}


def map_text(found: ImportMap, tables: Iterable[tuple[Outline, TablePlan]], again: str) -> str:
    """Return a map as the text of a YAML file, with what speaks for each entry as a comment.

    Parameters
    ----------
    found
        The map.
    tables
        The tables, whose headings and rows are told beside the entries on them.
    again
        The command that uses the file.
    """
    lines = [
        "# How your own file is read. Correct what is wrong, save it, and run:",
        f"#   {again}",
        f"# A {UNSURE} at the end marks a guess: look at it, correct it or delete the {UNSURE}.",
        f"# A {UNSURE} alone means that it is not known.",
        "",
        f"framework: {_scalar(found.framework)}",
        "",
        "partnership:",
        *_entries(found.partnership),
        "",
        "# What the parts of each table are. Columns can be:",
        *(f"#   {line}" for line in wrapped(", ".join(USES) + ".", 90)),
        "tables:",
    ]
    for outline, plan in tables:
        lines += _table(outline, plan)
    for section, about in _SECTIONS.items():
        entries: dict[str, Decision] = getattr(found, section)
        if entries or section == "names":
            lines += ["", *(f"# {line}" for line in about.split("\n"))]
            lines += [f"{section}:" + ("" if entries else " {}"), *_entries(entries)]
    return "\n".join(lines) + "\n"


def _entries(entries: Mapping[str, Decision], indent: str = "  ") -> Iterator[str]:
    for name, decision in entries.items():
        yield f"{indent}{_key(name)}: {_value(decision)}{_comment(decision)}"


def _key(text: str) -> str:
    written = _scalar(text)
    # Longer keys would need another, less readable form.
    return written if len(written) <= 120 else f"? {written}\n  "


def _value(decision: Decision) -> str:
    if not decision.value:
        return _scalar(UNSURE if decision.is_question else "")
    if SEVERAL in decision.value:
        return "[" + ", ".join(map(_quoted, decision.value.split(SEVERAL))) + "]"
    mark = f" {UNSURE}" if decision.is_question else ""
    return _scalar(decision.value + mark)


def _comment(decision: Decision) -> str:
    parts = [decision.why]
    if decision.others:
        parts.append("or: " + " | ".join(decision.others))
    said = "; ".join(filter(None, parts)).replace("\n", " ")
    return f"  # {said}" if said else ""


def _scalar(text: str) -> str:
    """Return a text as YAML writes it in one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=10**6).removesuffix("...\n").strip()


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**6).strip()


def _table(outline: Outline, plan: TablePlan) -> Iterator[str]:
    yield f"- file: {_scalar(plan.file)}"
    if plan.sheet:
        yield f"  sheet: {_scalar(plan.sheet)}"
    yield f"  as: {_value(plan.kind)}{_comment(plan.kind)}"
    if plan.headings[0]:
        yield f"  headings: {plan.headings[0]}-{plan.headings[1]}"
    if plan.across.value:
        yield f"  across: {_value(plan.across)}{_comment(plan.across)}"
    if plan.columns:
        yield "  columns:"
        yield from _columns(outline, plan)
    if plan.rows:
        yield "  rows:"
        for number, decision in plan.rows.items():
            text = next(filter(None, outline.table.texts[number - 1]), "")
            why = f"  # “{text[:60]}”: {decision.why}"
            yield f"    {number}: {_value(decision)}{why}"


def _columns(outline: Outline, plan: TablePlan) -> Iterator[str]:
    """Write columns of marks that stand side by side as one entry, ``B-G``."""
    listed = sorted((cell_position(f"{letters}1")[1], one) for letters, one in plan.columns.items())
    while listed:
        index, decision = listed.pop(0)
        last = index
        while decision.value == "marks" and listed and listed[0][1].value == "marks":
            if listed[0][0] != last + 1:
                break
            last = listed.pop(0)[0]
        letters = column_letters(index)
        if last > index:
            letters += f"-{column_letters(last)}"
            heading = f"{outline.headings[index]} to {outline.headings[last]}"
        else:
            heading = outline.headings[index]
        yield f"    {letters}: {_value(decision)}  # “{heading}”: {decision.why}"
