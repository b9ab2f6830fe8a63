"""What an import proposes, for a terminal: what is taken for what, how sure, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from backbone_kg.base.cells import cell_position
from backbone_kg.base.findings import Finding
from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import joined, plural, some_of, verb
from backbone_kg.graph.namespaces import ASSIGNMENT, PARTNER, POST
from backbone_kg.importing import Imported
from backbone_kg.importing.import_map import LEFT_OUT, SEVERAL, Decision, TablePlan, finder
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.proposing import Proposal
from backbone_kg.showing.sections import Section, Table

MOST_ROWS = 40
"""Rows of a table that are shown; the map has them all."""

SAID_IN_THE_PROPOSAL = frozenset(
    [
        "import-role-read",
        "import-role-own",
        "import-kind-read",
        "import-kind-guessed",
        "import-date-read",
        "import-section",
    ]
)
"""Codes of notes that say what the proposal says already."""

MEANINGS = {
    "lead": "leads",
    "support": "supports",
    "holds": "holds it, part not known",
    "fte": "holds it, with so much FTE",
    "since": "holds it since then",
    "no": "does not hold it",
    "unknown": "not known whether it holds it",
    "note": "does not hold it; kept in Notes",
    "ask": "not clear; to be said",
}
"""What a mark is taken for, in words."""
HOW_SURE = {"certain": "sure", "likely": "likely", "possible": "look at it", "said": "as the map"}
KINDS_OF_TABLES = {
    "matrix": "a matrix",
    "raci": "a RACI chart",
    "list": "a list",
    "elements": "the elements of a network map",
    "connections": "the connections of a network map",
}
"""What a table is read as, in words."""
ROWS_ASIDE = {
    "section": "headings over the rows below, no roles or partners",
    "total": "sums, left out",
    "note": "notes",
    "heading": "the headings again, passed over",
}
"""What rows of a table are that hold no data, in words."""


def proposal_sections(imported: Imported) -> list[Section]:
    """Return the parts of a proposal: what to look at first, then each thing and what it is."""
    proposal = imported.proposal
    found = [_result(imported), *(_of_table(*one) for one in proposal.tables)]
    asked = (_questions(proposal),) if proposal.map.questions() else ()
    return [*found, *asked, *_glossary(proposal)]


def beyond_the_proposal(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that the text of the proposal does not say already."""
    return [finding for finding in findings if finding.code not in SAID_IN_THE_PROPOSAL]


def _result(imported: Imported) -> Section:
    data, found = imported.partnership, imported.proposal.map
    counts = joined(
        [
            plural(data.count(PARTNER), "partner"),
            plural(data.count(POST), "role"),
            plural(data.count(ASSIGNMENT), "assignment"),
        ]
    )
    not_known = [name for name, one in found.partnership.items() if not one.value]
    questions = found.questions()
    nothing = "Nothing in them says who does what, so no assignment was taken."
    caveats = (
        f"{plural(len(questions), 'thing')} to look at, below." if questions else "",
        "" if data.count(ASSIGNMENT) else nothing,
        f"Of the partnership the files do not say: {joined(not_known)}." if not_known else "",
    )
    return Section("result", "What the files say", caveats, f"Taken from them: {counts}.")


def _of_table(outline: Outline, plan: TablePlan) -> Section:
    title = outline.table.title
    if plan.kind.value == LEFT_OUT:
        return Section("table", title, lead=f"Not read: {plan.kind.why or 'as the map says'}.")
    headings = "row {}" if plan.headings[0] == plan.headings[1] else "rows {} to {}"
    lead = f"Read as {KINDS_OF_TABLES[plan.kind.value]}, {_sure(plan.kind)}. The headings stand in "
    lead += headings.format(*dict.fromkeys(plan.headings)) + "."
    if plan.across.value:
        lead += f" The {plan.across.value} stand in the headings, {_sure(plan.across)}."
    items = []
    marks = [letters for letters, use in plan.columns.items() if use.value == "marks"]
    if len(marks) > 1:
        items.append(f"columns {marks[0]} to {marks[-1]}: marks")
    for letters, use in plan.columns.items():
        if use.value != "marks" or len(marks) == 1:
            heading = outline.headings[cell_position(f"{letters}1")[1]]
            what = "left out" if use.value == LEFT_OUT else use.value
            items.append(f"column {letters} “{heading}”: {what}, {_sure(use)}")
    asides = grouped((decision.value, str(number)) for number, decision in plan.rows.items())
    for what, numbers in asides.items():
        said = ROWS_ASIDE.get(what, what)
        items.append(f"{verb(len(numbers), 'row', 'rows')} {', '.join(numbers)}: {said}")
    return Section("table", title, lead=lead, items=items)


def _sure(decision: Decision) -> str:
    said = HOW_SURE[decision.how_sure]
    return f"{said} ({decision.why})" if decision.why else said


def _questions(proposal: Proposal) -> Section:
    items = []
    for section, name, decision in proposal.map.questions():
        parts = [decision.why, f"or: {' | '.join(decision.others)}" if decision.others else ""]
        said = "; ".join(filter(None, parts))
        items.append(f"{section}, {name}: {decision.value or '?'}" + (f" ({said})" if said else ""))
    lead = "Correct these in the map, or delete the ? behind them there."
    shown = some_of(items, MOST_ROWS, "and {:,} more, marked with ? in the map")
    return Section("questions", "To look at", lead=lead, items=shown)


def _glossary(proposal: Proposal) -> Iterator[Section]:
    found = proposal.map
    counts = Counter(mark.text for mark in proposal.said.marks)
    if any(found.marks):
        of_marks = [
            (mark or "(one row)", f"{counts[mark]:,}", meaning(one), *_why(one))
            for mark, one in found.marks.items()
        ]
        yield _section(
            "marks", "Marks", ("Mark", "Cells", "Taken for", "How sure", "Why"), of_marks, 1
        )
    kinds = finder(found.kinds)

    def meant(value: str) -> str:
        explained = kinds(value) if value else None
        return explained.value if explained else value

    for name, title, heading in (
        ("elements", "Types of elements", "Type"),
        ("roles", "Roles", "In the file"),
        ("partners", "Partners", "In the file"),
        ("kinds", "Types", "In the file"),
        ("dates", "Dates", "In the file"),
    ):
        entries: dict[str, Decision] = getattr(found, name)
        rows = [
            (text, meant(one.value).replace(SEVERAL, "; ") or "(not known)", *_why(one))
            for text, one in entries.items()
        ]
        if rows:
            yield _section(name, title, (heading, "Taken for", "How sure", "Why"), rows)


def meaning(decision: Decision) -> str:
    """Return what a mark is taken for, in words."""
    return MEANINGS.get(decision.value, decision.value)


def _why(decision: Decision) -> tuple[str, str]:
    return HOW_SURE[decision.how_sure], decision.why


def _section(
    name: str,
    title: str,
    headings: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *numeric: int,
) -> Section:
    more = len(rows) - MOST_ROWS
    remarks = (f"{more:,} more stand in the map.",) if more > 0 else ()
    table = Table("", headings, tuple(rows[:MOST_ROWS]), numeric)
    return Section(name, title, tables=(table,), remarks=remarks)
