"""Reading a table row by row, by its plan: a matrix, a RACI chart, a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set

from backbone_kg.base.cells import column_letters
from backbone_kg.base.names import key
from backbone_kg.importing.column_guesses import OF_PARTNER
from backbone_kg.importing.import_map import LEFT_OUT, TablePlan
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.role_words import Words
from backbone_kg.importing.splitting import plain, split_partners, split_roles
from backbone_kg.importing.table_statements import Mark, Named, Noted, Origin, Statements
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.rows_without_data import is_ditto

_OF_HOLDING = frozenset({"from", "to", "fte", "evidence"})
_SEVERAL = re.compile(r"\b(?:partners|organi[sz]ations|agencies|members|supporters)\b|\(s\)")
_LEADING = {"lead": "lead", "support": "support", "holder": ""}


class RowsReader:
    """Adds what a table says to statements.

    Parameters
    ----------
    outline, plan
        The table and what its parts are.
    said
        What tables say; this table is added.
    words
        The names of roles.
    whole
        Cells that name one role though they look like several, as the map says.
    """

    def __init__(
        self,
        outline: Outline,
        plan: TablePlan,
        said: Statements,
        words: Words,
        whole: frozenset[str],
    ) -> None:
        self.outline, self.plan, self.said = outline, plan, said
        self.words, self.whole = words, whole
        self.table = outline.table
        self.uses: defaultdict[str, list[int]] = defaultdict(list)
        for index in range(self.table.width):
            decided = plan.columns.get(column_letters(index))
            if decided is not None:
                self.uses[decided.value].append(index)
        self.across: list[tuple[int, Named]] = []
        self.section: Origin | None = None

    def read(self) -> None:
        """Read the headings, and each row below them."""
        self.said.general += [Origin(self.table, r, c) for r, c, _ in self.outline.above]
        self._read_headings()
        self._pass_over_columns()
        for row in self.outline.body:
            decided = self.plan.rows.get(row + 1)
            if decided is None or decided.value in {"role", "partner"}:
                self._read_row(row)
            else:
                self._read_other(row, decided.value)

    # --- headings ------------------------------------------------------------------------------

    def _read_headings(self) -> None:
        """Make known what the headings over marks name, with the groups over them."""
        names_partner = self.plan.across.value == "partners"
        for index in self.uses["marks"]:
            name = plain(self.outline.headings[index])
            origin = self._heading(index, self.outline.headings[index])
            if not name:
                if self.outline.column(index):
                    self.said.passed_over.append((origin, "no-heading"))
                continue
            named = (self.said.partner if names_partner else self.said.role)(name, origin)
            self.across.append((index, named))
            group = self.outline.groups[index]
            if group:
                where = self._heading(index, group)
                if names_partner:
                    named.facts.setdefault("group", where)
                named.note(Noted("Under", group, where))

    def _heading(self, index: int, text: str) -> Origin:
        """Return the heading cell that says a text, the nearest to the left where it is merged."""
        rows = range(self.outline.last, self.outline.first - 1, -1)
        for column in range(index, -1, -1):
            for row in rows:
                if self.table.texts[row][column] == text:
                    return Origin(self.table, row, column)
        return Origin(self.table, max(self.outline.last, 0), index)

    def _pass_over_columns(self) -> None:
        for use in ("contact", "total", LEFT_OUT):
            for index in self.uses[use]:
                if self.outline.column(index):
                    row = max(self.outline.last, 0)
                    self.said.passed_over.append((Origin(self.table, row, index), use))

    # --- rows ----------------------------------------------------------------------------------

    def _read_other(self, row: int, what: str) -> None:
        texts = self.table.texts[row]
        filled = [index for index, text in enumerate(texts) if text]
        first = Origin(self.table, row, filled[0] if filled else 0)
        if what == "section":
            self.section = first
        elif what == "note":
            self.said.general += [Origin(self.table, row, index) for index in filled]
            return
        elif what in {"total", "heading", LEFT_OUT}:
            pass
        else:
            self._read_of_partners(row, what)
            return
        self.said.passed_over.append((first, what))

    def _read_of_partners(self, row: int, use: str) -> None:
        """Read a row that says something of each partner in the headings."""
        label = self.outline.table.texts[row][(self.uses["role"] or [0])[0]]
        for index, named in self.across:
            origin = Origin(self.table, row, index)
            if origin.text and use == "contact":
                self.said.passed_over.append((origin, "contact"))
            elif origin.text and use in OF_PARTNER:
                named.facts.setdefault(use, origin)
            elif origin.text:
                named.note(Noted(label, origin.text, origin))

    def _read_row(self, row: int) -> None:
        if not any(self.table.texts[row]):
            return
        partners = self._partners(row)
        roles = self._roles(row)
        facts = self._facts(row, _OF_HOLDING)
        sides = [] if self.plan.across.value == "partners" else partners
        for one in sides:
            for use, origin in self._facts(row, OF_PARTNER.keys()).items():
                earlier = one.facts.setdefault(use, origin)
                if key(earlier.text) != key(origin.text):
                    one.note(Noted(self._name_of(origin.column), origin.text, origin))
        named = sides or [role for role, _ in roles]
        self._read_notes(row, named)
        if self.across:
            self._read_marks(row, named, facts)
        else:
            self._read_pairs(row, partners, roles, facts)

    def _partners(self, row: int) -> list[Named]:
        found = []
        for index in self.uses["partner"]:
            origin = self._cell(row, index)
            if not origin.text:
                continue
            several = self.uses["role"] and self.uses["role"][0] < index
            names = (
                split_partners(
                    text_of(origin.value), self.said.partners, several=self._several(index)
                )
                if several
                else [origin.text]
            )
            for name in names:
                named = self.said.partner(plain(name), origin)
                if self.section is not None and self.section.table is self.table:
                    named.facts.setdefault("group", self.section)
                found.append(named)
        return found

    def _several(self, index: int) -> bool:
        """Return whether a heading speaks of several partners."""
        return bool(_SEVERAL.search(key(self.outline.headings[index])))

    def _roles(self, row: int) -> list[tuple[Named, Origin]]:
        """Return the roles that a row names, each with the cell that names it there."""
        found = []
        in_matrix = bool(self.across)
        for index in self.uses["role"]:
            origin = self._cell(row, index)
            if not origin.text:
                continue
            one = in_matrix or key(origin.text) in self.whole
            text = text_of(origin.value)
            names = (
                [plain(origin.text)]
                if one
                else split_roles(text, self.words.names_role, self.words.roles.names)
            )
            for name in names:
                if key(name) not in self.said.roles:
                    named = self.said.role(name, origin)
                    named.note(*self._sections(row))
                found.append((self.said.role(name, origin), origin))
        return found

    def _sections(self, row: int) -> list[Noted]:
        found = []
        above = self.section
        if above is not None and above.table is self.table and self.uses["role"]:
            found.append(Noted("Under", above.text, above))
        for index in self.uses["section"]:
            at = next(
                (r for r in range(row, self.outline.last, -1) if self.table.texts[r][index]), None
            )
            if at is not None:
                origin = Origin(self.table, at, index)
                found.append(Noted("Under", origin.text, origin))
        return found

    def _cell(self, row: int, index: int) -> Origin:
        """Return a cell, or the one above that it repeats by a ditto mark or merged cells."""
        at = row
        while at > self.outline.last + 1 and is_ditto(self.table.texts[at][index]):
            at -= 1
        if not self.table.texts[row][index]:
            for (top, left), (bottom, right) in self.table.merged:
                if top <= row <= bottom and left <= index <= right and top > self.outline.last:
                    at = top
                    return Origin(self.table, top, left)
        return Origin(self.table, at, index)

    def _facts(self, row: int, uses: Set[str]) -> dict[str, Origin]:
        found: dict[str, Origin] = {}
        for use in uses & self.uses.keys():
            for index in self.uses[use]:
                origin = self._cell(row, index)
                if origin.text:
                    found.setdefault(use, origin)
        return found

    def _read_notes(self, row: int, about: Sequence[Named]) -> None:
        for index in self.uses["notes"]:
            origin = self._cell(row, index)
            if not origin.text:
                continue
            if not about:
                self.said.general.append(origin)
            for named in about[:1]:
                named.note(Noted(self._name_of(index), origin.text, origin))

    def _name_of(self, index: int) -> str:
        return self.outline.headings[index] or f"Column {column_letters(index)}"

    def _read_marks(self, row: int, side: Sequence[Named], facts: dict[str, Origin]) -> None:
        texts = self.table.texts[row]
        marked = [(index, named) for index, named in self.across if texts[index]]
        if not side:
            self.said.passed_over += [
                (Origin(self.table, row, index), "no-name") for index, _ in marked
            ]
            return
        rows_are_roles = self.plan.across.value == "partners"
        for one in side:
            name = key(one.name)
            for index, named in marked:
                other = key(named.name)
                partner, role = (other, name) if rows_are_roles else (name, other)
                origin = Origin(self.table, row, index)
                self.said.marks.append(Mark(partner, role, texts[index], origin, facts))

    def _read_pairs(
        self,
        row: int,
        partners: Sequence[Named],
        roles: Sequence[tuple[Named, Origin]],
        facts: dict[str, Origin],
    ) -> None:
        part = next(
            (self._cell(row, i) for i in self.uses["part"] if self.table.texts[row][i]), None
        )
        for role, where in roles:
            for partner in partners:
                text = part.text if part else ""
                mark = Mark(key(partner.name), key(role.name), text, part or where, facts)
                self.said.marks.append(mark)
            for use, text in _LEADING.items():
                for index in self.uses[use]:
                    origin = self._cell(row, index)
                    for name in split_partners(
                        text_of(origin.value), self.said.partners, several=self._several(index)
                    ):
                        holder = self.said.partner(name, origin)
                        mark = Mark(key(holder.name), key(role.name), text, origin, facts)
                        self.said.marks.append(mark)
        if not roles and facts:
            for origin in facts.values():
                for named in partners:
                    named.note(Noted(self._name_of(origin.column), origin.text, origin))
