"""Reading elements and connections, by their plans: who is connected with which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backbone_kg.base.cells import column_letters
from backbone_kg.base.names import key
from backbone_kg.importing.column_guesses import OF_PARTNER
from backbone_kg.importing.import_map import LEFT_OUT, Decision, TablePlan
from backbone_kg.importing.kumu import BY_NAME, ends_of
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.role_words import Words
from backbone_kg.importing.table_statements import Mark, Noted, Origin, Statements


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
            ends = (*outline.places(plan, "from")[:1], *outline.places(plan, "to")[:1])
            for name in (n for at in ends for text in outline.column(at) for n in ends_of(text)):
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
    ties = _Ties(elements, said, words)
    for outline, plan in tables:
        if plan.kind.value == "elements":
            ties.read_elements(outline, plan)
    for outline, plan in tables:
        if plan.kind.value == "connections":
            ties.read_connections(outline, plan)


def _elements(outline: Outline, plan: TablePlan) -> list[tuple[Origin, str]]:
    named, typed = outline.places(plan, "label"), outline.places(plan, "element")
    texts = outline.table.texts
    return [
        (Origin(outline.table, row, named[0]), texts[row][typed[0]] if typed else "")
        for row in outline.body
        if named and texts[row][named[0]] and row + 1 not in plan.rows
    ]


class _Ties:
    """The state of one reading."""

    def __init__(self, elements: Mapping[str, Decision], said: Statements, words: Words) -> None:
        self.elements, self.said, self.words = elements, said, words
        self.sides: dict[str, str] = {}

    def _side(self, name: str, taken_for: str) -> str:
        if taken_for != BY_NAME:
            return taken_for
        return "role" if self.words.names_role(name) else "partner"

    def _side_of_end(self, name: str) -> str:
        if key(name) not in self.sides:
            unnamed = self.elements[""].value if "" in self.elements else BY_NAME
            self.sides[key(name)] = self._side(name, unnamed)
        return self.sides[key(name)]

    def read_elements(self, outline: Outline, plan: TablePlan) -> None:
        for use in ("contact", LEFT_OUT):
            for index in outline.places(plan, use):
                self.said.passed_over.append((Origin(outline.table, outline.last, index), use))
        for origin, of_type in _elements(outline, plan):
            taken_for = self.elements[of_type].value if of_type in self.elements else LEFT_OUT
            side = self.sides[key(origin.text)] = self._side(origin.text, taken_for)
            if side == LEFT_OUT:
                self.said.passed_over.append((origin, LEFT_OUT))
                continue
            make = self.said.partner if side == "partner" else self.said.role
            named = make(origin.text, origin)
            for index in range(outline.table.width):
                decided = plan.columns.get(column_letters(index))
                cell = Origin(outline.table, origin.row, index)
                if decided is None or not cell.text:
                    continue
                if side == "partner" and decided.value in OF_PARTNER:
                    named.facts.setdefault(decided.value, cell)
                elif side == "partner" and decided.value == "element":
                    named.facts.setdefault("group", cell)
                elif decided.value not in {"label", "contact", "element", LEFT_OUT}:
                    named.note(Noted(outline.headings[index], cell.text, cell))

    def read_connections(self, outline: Outline, plan: TablePlan) -> None:
        begins, ends = outline.places(plan, "from"), outline.places(plan, "to")
        marks, others = outline.places(plan, "marks")[:1], outline.places(plan, "notes")
        facts_of = {use: outline.places(plan, use)[:1] for use in ("fte", "evidence")}
        # The first of each is an end of the tie; a second one holds dates.
        facts_of["from"], facts_of["to"] = begins[1:2], ends[1:2]
        for row in outline.body if begins and ends else ():
            if row + 1 in plan.rows:
                continue
            at = [Origin(outline.table, row, index) for index in range(outline.table.width)]
            facts = {use: at[i] for use, some in facts_of.items() for i in some if at[i].text}
            mark = next((at[i] for i in marks if at[i].text), None)
            extra = [(outline.headings[i], at[i]) for i in others if at[i].text]
            first, last = at[begins[0]], at[ends[0]]
            for begin in ends_of(first.text):
                for end in ends_of(last.text):
                    notes = [Noted(h, f"{o.text} ({begin} – {end})", o) for h, o in extra]
                    self._tie((begin, first), (end, last), mark, facts, notes)

    def _tie(
        self,
        begin: tuple[str, Origin],
        end: tuple[str, Origin],
        mark: Origin | None,
        facts: dict[str, Origin],
        notes: Sequence[Noted],
    ) -> None:
        """Add one connection: a holding, a note on a partner, or something passed over."""
        text, origin = (mark.text, mark) if mark else ("", end[1])
        pair = {self._side_of_end(begin[0]): begin, self._side_of_end(end[0]): end}
        if pair.keys() >= {"partner", "role"}:
            partner, role = self.said.partner(*pair["partner"]), self.said.role(*pair["role"])
            self.said.marks.append(Mark(key(partner.name), key(role.name), text, origin, facts))
            partner.note(*notes)
        elif "partner" in pair:
            partners = [
                (self.said.partner(*one), other)
                for one, (other, _) in ((end, begin), (begin, end))
                if self._side_of_end(one[0]) == "partner"
            ]
            partner, with_it = partners[-1]
            words = f"{text or 'connected with'} {with_it}"
            partner.note(Noted("Connection", words, origin), *notes)
        else:
            self.said.passed_over.append((origin, "no-partner"))
