"""Reading elements and connections, by their plans: who is connected with which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backbone_kg.base.cells import column_letters
from backbone_kg.base.names import key
from backbone_kg.importing.decisions import LEFT_OUT, Decision, TablePlan
from backbone_kg.importing.headings import FLAGS
from backbone_kg.importing.kumu import BY_NAME, ends_of
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.statements import Mark, Noted, Origin, Statements
from backbone_kg.importing.words import Words

_OF_PARTNER = frozenset({"kind", "joined", "left", "fte available", "identifier", *FLAGS})


def element_types(
    tables: Sequence[tuple[Outline, TablePlan]],
) -> dict[str, list[str]]:
    """Return the names of the elements of each type; those that only connections name have ""."""
    found: dict[str, list[str]] = {}
    known = set()
    for outline, plan in tables:
        if plan.kind.value == "elements":
            for origin, said in _elements(outline, plan):
                known.add(key(origin.text))
                found.setdefault(said, []).append(origin.text)
    for outline, plan in tables:
        if plan.kind.value == "connections":
            for index in (*_columns(outline, plan, "from")[:1], *_columns(outline, plan, "to")[:1]):
                for text in outline.column(index):
                    for name in ends_of(text):
                        if key(name) not in known:
                            known.add(key(name))
                            found.setdefault("", []).append(name)
    return found


def read_ties(
    tables: Sequence[tuple[Outline, TablePlan]],
    elements: Mapping[str, Decision],
    said: Statements,
    words: Words,
) -> None:
    """Add what elements and connections say to statements.

    Parameters
    ----------
    tables
        Tables with their plans.
    elements
        What elements of each type are: ``partner``, ``role``, ``by name`` or ``-``.
    said
        What tables say; these are added.
    words
        The names of roles: what only a connection names is told apart by them.
    """
    sides: dict[str, str] = {}
    for outline, plan in tables:
        if plan.kind.value == "elements":
            _read_elements(outline, plan, elements, said, sides, words)
    for outline, plan in tables:
        if plan.kind.value == "connections":
            _read_connections(outline, plan, elements, said, sides, words)


def _columns(outline: Outline, plan: TablePlan, use: str) -> list[int]:
    return [
        index
        for index in range(outline.table.width)
        if (found := plan.columns.get(column_letters(index))) is not None and found.value == use
    ]


def _elements(outline: Outline, plan: TablePlan) -> list[tuple[Origin, str]]:
    named, typed = _columns(outline, plan, "label"), _columns(outline, plan, "element")
    texts = outline.table.texts
    return [
        (Origin(outline.table, row, named[0]), texts[row][typed[0]] if typed else "")
        for row in outline.body
        if named and texts[row][named[0]] and row + 1 not in plan.rows
    ]


def _read_elements(
    outline: Outline,
    plan: TablePlan,
    elements: Mapping[str, Decision],
    said: Statements,
    sides: dict[str, str],
    words: Words,
) -> None:
    for use in ("contact", LEFT_OUT):
        for index in _columns(outline, plan, use):
            said.passed_over.append((Origin(outline.table, outline.last, index), use))
    for origin, of_type in _elements(outline, plan):
        side = elements[of_type].value if of_type in elements else LEFT_OUT
        if side == BY_NAME:
            side = "role" if words.names_role(origin.text) else "partner"
        sides[key(origin.text)] = side
        if side == LEFT_OUT:
            said.passed_over.append((origin, LEFT_OUT))
            continue
        named = (said.partner if side == "partner" else said.role)(origin.text, origin)
        for index in range(outline.table.width):
            decided = plan.columns.get(column_letters(index))
            cell = Origin(outline.table, origin.row, index)
            if decided is None or not cell.text or decided.value in {"label", "contact", LEFT_OUT}:
                continue
            if side == "partner" and decided.value in _OF_PARTNER:
                named.facts.setdefault(decided.value, cell)
            elif decided.value == "element":
                if side == "partner":
                    named.facts.setdefault("group", cell)
            else:
                named.note(Noted(outline.headings[index], cell.text, cell))


def _read_connections(
    outline: Outline,
    plan: TablePlan,
    elements: Mapping[str, Decision],
    said: Statements,
    sides: dict[str, str],
    words: Words,
) -> None:
    texts = outline.table.texts
    begins, ends = _columns(outline, plan, "from"), _columns(outline, plan, "to")
    marks, others = _columns(outline, plan, "marks"), _columns(outline, plan, "notes")
    facts_of = {use: _columns(outline, plan, use)[:1] for use in ("fte", "evidence")}
    # The first of each is an end of the tie; a second one holds dates.
    facts_of["from"], facts_of["to"] = begins[1:2], ends[1:2]

    def side_of(name: str) -> str:
        found = sides.get(key(name))
        if found is None:
            found = "role" if words.names_role(name) else "partner"
            if "" in elements and elements[""].value != BY_NAME:
                found = elements[""].value
            sides[key(name)] = found
        return found

    for row in outline.body:
        if not begins or not ends or row + 1 in plan.rows:
            continue
        at_begin = Origin(outline.table, row, begins[0])
        at_end = Origin(outline.table, row, ends[0])
        marked = bool(marks and texts[row][marks[0]])
        origin = Origin(outline.table, row, marks[0]) if marked else at_end
        text = texts[row][marks[0]] if marks else ""
        facts = {
            use: Origin(outline.table, row, index)
            for use, indexes in facts_of.items()
            for index in indexes
            if texts[row][index]
        }
        for begin in ends_of(texts[row][begins[0]]):
            for end in ends_of(texts[row][ends[0]]):
                pair = {side_of(begin): (begin, at_begin), side_of(end): (end, at_end)}
                extra = [
                    Noted(
                        outline.headings[index],
                        f"{texts[row][index]} ({begin} – {end})",
                        Origin(outline.table, row, index),
                    )
                    for index in others
                    if texts[row][index]
                ]
                if pair.keys() >= {"partner", "role"}:
                    partner, role = said.partner(*pair["partner"]), said.role(*pair["role"])
                    holds = Mark(key(partner.name), key(role.name), text, origin, facts)
                    said.marks.append(holds)
                    partner.note(*extra)
                elif "partner" in pair:
                    if side_of(end) == "partner":
                        partner, other = said.partner(end, at_end), begin
                    if side_of(begin) == "partner":
                        partner, other = said.partner(begin, at_begin), end
                    words_of = f"{text or 'connected with'} {other}"
                    partner.note(Noted("Connection", words_of, origin), *extra)
                else:
                    said.passed_over.append((origin, "no-partner"))
