"""From what tables say, and the map, to the sheets of the data file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from backbone_kg.base.cells import CellValue
from backbone_kg.base.names import clean, key
from backbone_kg.base.value_kinds import Kind
from backbone_kg.importing.column_guesses import FLAGS, OF_PARTNER
from backbone_kg.importing.import_map import LEFT_OUT, SEVERAL, Decision, finder
from backbone_kg.importing.meanings_of_marks import HOLDING, rest_of
from backbone_kg.importing.notes import as_note, of_marks, without_contacts
from backbone_kg.importing.proposing import Proposal
from backbone_kg.importing.table_statements import Mark, Named, Noted, Origin
from backbone_kg.model import properties
from backbone_kg.model.sheets_and_columns import Layout, Sheet
from backbone_kg.reading.cell_values import Trouble, parse
from backbone_kg.reading.grids import Grid, GridFile

_Row: TypeAlias = dict[str, CellValue]
_Holdings: TypeAlias = dict[tuple[str, ...], tuple[_Row, dict[Origin, None]]]
"""The rows of Assignments by what makes them one, each with the cells that say it."""

_RANK = {"lead": 0, "support": 1, "": 2}
_EIN = re.compile(r"\d{2}-?\d{7}")


class Told(NamedTuple):
    """Something of the import to tell: which message, where, with which details."""

    code: str
    origin: Origin
    details: dict[str, str]


def build(
    proposal: Proposal, layout: Layout, path: Path, *, contacts: bool = False
) -> tuple[GridFile, list[Told]]:
    """Return the sheets of the data file that tables and map make, and what is to be told.

    Parameters
    ----------
    proposal
        What the tables say, and the map.
    layout
        Which sheets and columns there are.
    path
        The user's file.
    contacts
        Whether e-mail addresses and phone numbers are kept in Notes.
    """
    building = _Building(proposal, layout, contacts)
    return GridFile(path, "xlsx", building.grids()), building.told


class _Building:
    """The state of one building."""

    def __init__(self, proposal: Proposal, layout: Layout, contacts: bool) -> None:
        self.map, self.said = proposal.map, proposal.said
        self.words, self.layout, self.contacts = proposal.words, layout, contacts
        self.told: list[Told] = []
        self.find_kind = finder(self.map.kinds)
        self.find_date = finder(self.map.dates)
        renamed = finder(self.map.names)
        kept = {k: renamed(one.name) for k, one in self.said.partners.items()}
        self.find_partner = finder(self.map.partners)
        self.partner_names: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        for k, one in self.said.partners.items():
            other = kept[k]
            name = other.value if other and other.value else one.name
            decision = self.find_partner(one.name) or Decision("")
            if decision.value != LEFT_OUT:
                self.partner_names[k] = name
                self.kinds[k] = self._kind(decision.value)
        find_role = finder(self.map.roles)
        self.role_names: dict[str, list[str]] = {}
        for k, one in self.said.roles.items():
            decision = find_role(one.name) or Decision(one.name)
            names = decision.value.split(SEVERAL)
            self.role_names[k] = [clean(n) for n in names if clean(n) not in ("", LEFT_OUT)]
        self.says_more = cache(lambda text: bool(text) and bool(rest_of(text)))
        self.told_already: set[Origin] = set()
        self.of_fte: dict[Origin, set[tuple[str, str]]] = {}
        self.open_marks: list[Mark] = []
        self.marked: dict[str, list[tuple[str, str, Origin]]] = {}
        self.of_holdings: dict[str, list[Noted]] = {}

    def _kind(self, value: str) -> str:
        found = self.find_kind(value) if value else None
        return found.value if found is not None else value

    def grids(self) -> list[Grid]:
        assignments = self._grid(properties.PARTNER, self._assignments())
        return [self._partnership(), self._partners(), self._roles(), assignments]

    def tell(self, code: str, origin: Origin, **details: str) -> None:
        self.told.append(Told(code, origin, details))

    # --- sheets --------------------------------------------------------------------------------

    def _sheet(self, path: str, link: bool = True) -> Sheet:
        return next(
            sheet
            for sheet in self.layout.sheets
            if (sheet.link is not None) == link and any(str(c.path) == path for c in sheet.columns)
        )

    def _grid(self, path: str, rows: Iterable[_Row], *, link: bool = True) -> Grid:
        """Return a sheet with rows given by the properties of its columns."""
        sheet = self._sheet(path, link)
        columns = [column.path for column in sheet.columns]
        grid: list[list[CellValue]] = [[column.heading for column in sheet.columns]]
        # An FTE of 0 is known; only a text of nothing is a blank.
        grid += [[None if row.get(c) == "" else row.get(c) for c in columns] for row in rows]
        return Grid(sheet.name, grid)

    def _partnership(self) -> Grid:
        about = {name: one.value for name, one in self.map.partnership.items()}
        lines = [
            f"{self._kept(origin.text, origin)} ({origin.in_full})" for origin in self.said.general
        ]
        for origin in self.said.general:
            self.tell("import-in-notes", origin, value=origin.text)
        row: _Row = {
            properties.NAME: about.get("name"),
            properties.COMMUNITY: about.get("community"),
            properties.FRAMEWORK: self.words.framework.title,
            properties.AS_OF: about.get("as of"),
            properties.LISTING: self._listing(about.get("listing")),
            properties.NOTES: "\n".join(lines),
        }
        return self._grid(properties.FRAMEWORK, [row], link=False)

    def _listing(self, said: str | None) -> str | None:
        """Return whether a blank means nobody: not while a mark leaves open who holds a role."""
        if said != "complete" or not self.open_marks:
            return said
        mark = self.open_marks[0]
        self.tell("import-listing-partial", mark.origin, value=mark.text)
        return "partial"

    def _partners(self) -> Grid:
        rows: dict[str, _Row] = {}
        for k, one in self.said.partners.items():
            if k not in self.partner_names:
                self.tell("import-partner-left-out", one.origin, value=one.name)
                continue
            name = self.partner_names[k]
            row = rows.setdefault(key(name), {properties.NAME: name})
            notes = [str(row.get(properties.NOTES) or "")]
            if key(name) != k:
                notes.append(f"In the file: “{one.name}” ({one.origin.place})")
                self.tell("import-name-read", one.origin, value=one.name, read_as=name)
            row.setdefault(properties.KIND, self.kinds[k] or None)
            decision = self.find_partner(one.name)
            stated = one.facts.get("kind")
            if stated is None and decision and decision.is_question and self.kinds[k]:
                notes.append("Its type is a guess.")
            for use, path in OF_PARTNER.items():
                value = self._fact(use, one.facts.get(use), one) if use != "kind" else None
                if value is not None:
                    row.setdefault(path, value)
            if stated is not None and key(stated.text) != key(self.kinds[k]):
                one.notes = {Noted("Type in the file", stated.text, stated): None, **one.notes}
                if self.kinds[k]:
                    self.told_already.add(stated)  # as what it was read
            notes += self._notes_of(one)
            notes += [as_note(noted) for noted in self.of_holdings.get(k, [])]
            notes += of_marks(self.marked.get(k, []))
            row[properties.NOTES] = "\n".join(filter(None, notes))
            row.setdefault(properties.IMPORTED_FROM, one.origin.in_full)
        return self._grid(properties.JOINED, rows.values())

    def _roles(self) -> Grid:
        rows: dict[str, _Row] = {}
        first: dict[str, Named] = {}
        for k, one in self.said.roles.items():
            if not self.role_names[k]:
                self.tell("import-role-left-out", one.origin, value=one.name)
            for name in self.role_names[k]:
                row = rows.setdefault(key(name), {properties.ROLE: name})
                earlier = first.setdefault(key(name), one)
                if earlier is not one:
                    details = {"value": one.name, "other": earlier.name, "read_as": name}
                    self.tell("import-roles-are-one", one.origin, **details)
                notes = [str(row.get(properties.NOTES) or "")]
                if key(name) != k:
                    notes.append(f"In the file: “{one.name}” ({one.origin.place})")
                notes += self._notes_of(one)
                row[properties.NOTES] = "\n".join(filter(None, notes))
                row.setdefault(properties.IMPORTED_FROM, one.origin.in_full)
        return self._grid(properties.WANTED, rows.values())

    def _notes_of(self, one: Named) -> list[str]:
        lines = []
        for noted in one.notes:
            lines.append(as_note(noted._replace(text=self._kept(noted.text, noted.origin))))
            if noted.origin not in self.told_already:
                self.tell("import-in-notes", noted.origin, value=noted.text, group=noted.heading)
        return lines

    def _kept(self, text: str, origin: Origin) -> str:
        """Return a text as Notes keep it: contact data only when it was asked for."""
        kept = text if self.contacts else without_contacts(text)
        if kept != text:
            self.tell("import-contact-left-out", origin, value="e-mail or phone in a text")
        return kept

    # --- holdings ------------------------------------------------------------------------------

    def _assignments(self) -> Iterator[_Row]:
        meanings = {mark: decision.value for mark, decision in self.map.marks.items()}
        by_text = finder(self.map.marks)
        holdings: _Holdings = {}
        for mark in self.said.marks:
            if mark.text not in meanings:
                decision = by_text(mark.text)
                meanings[mark.text] = decision.value if decision else "ask"
            if meanings[mark.text] in HOLDING and "fte" in mark.facts:
                held = {(mark.partner, role) for role in self.role_names[mark.role]}
                self.of_fte.setdefault(mark.facts["fte"], set()).update(held)
        for mark in self.said.marks:
            meaning = meanings[mark.text]
            if meaning in HOLDING:
                self._hold(mark, meaning, holdings)
            elif meaning != "no":
                self._not_held(mark, meaning)
        for row, origins in holdings.values():
            yield row | {properties.IMPORTED_FROM: "; ".join(one.in_full for one in origins)}

    def _not_held(self, mark: Mark, meaning: str) -> None:
        role = self.said.roles[mark.role].name
        self.marked.setdefault(mark.partner, []).append((mark.text, role, mark.origin))
        code = {"unknown": "import-mark-unknown", "note": "import-mark-noted"}.get(
            meaning, "import-mark-not-taken"
        )
        self.tell(code, mark.origin, value=mark.text, group=mark.text)
        if meaning != "note":
            self.open_marks.append(mark)

    def _hold(self, mark: Mark, meaning: str, holdings: _Holdings) -> None:
        if mark.partner not in self.partner_names:
            return
        partner = self.partner_names[mark.partner]
        start = end = fte = None
        evidence = ""
        if mark.facts:
            named = self.said.partners[mark.partner]
            start = self._fact("from", mark.facts.get("from"), named)
            end = self._fact("to", mark.facts.get("to"), named)
            fte = self._fact("fte", mark.facts.get("fte"), named)
            evidence = mark.facts["evidence"].text if "evidence" in mark.facts else ""
        if meaning == "since":
            start = self._date(mark.text, mark.origin.value)
        elif meaning == "fte":
            fte = self._number(mark.origin.value)
        if self.says_more(mark.text):
            kept = self._kept(mark.text, mark.origin)
            noted = Noted(self.said.roles[mark.role].name, kept, mark.origin)
            self.of_holdings.setdefault(mark.partner, []).append(noted)
        part = meaning if meaning in _RANK else ""
        for role in self.role_names[mark.role]:
            same = key(partner), key(role), str(start or ""), str(end or "")
            first = {
                properties.PARTNER: partner,
                properties.ROLE: role,
                properties.PART: part,
                properties.FROM: start,
                properties.TO: end,
            }
            held, origins = holdings.setdefault(same, (first, {}))
            held[properties.PART] = min(part, str(held[properties.PART]), key=_RANK.__getitem__)
            held[properties.FTE] = fte if held.get(properties.FTE) is None else held[properties.FTE]
            held[properties.EVIDENCE] = held.get(properties.EVIDENCE) or evidence
            origins[mark.origin] = None

    # --- values --------------------------------------------------------------------------------

    def _fact(self, use: str, origin: Origin | None, named: Named) -> CellValue:
        """Return the value of a cell for a column of the data file, or None and note the cell."""
        if origin is None:
            return None
        together = len(self.of_fte.get(origin, ())) if use == "fte" else 1
        if together > 1:
            value = None  # each of them has a share of it, and nobody says which
        elif use in ("fte", "fte available"):
            value = self._number(origin.value, origin)
        elif use == "identifier":
            value = _identifier(origin.text)
        elif use in FLAGS:
            value = _yes_or_no(origin.value)
        else:
            value = self._date(origin.text, origin.value)
            decision = self.find_date(origin.text)
            if decision is not None and decision.value == LEFT_OUT:
                return None
        if value is None:
            noted = Noted(_heading_of(use), origin.text, origin)
            if named.note(noted):
                self.told_already.add(origin)
                hint = _share_of_week(origin.value) if use.startswith("fte") else ""
                if together > 1:
                    hint = f" It is for {together:,} assignments together: divide it among them."
                details = {"value": origin.text, "heading": noted.heading, "hint": hint}
                self.tell("import-value-not-taken", origin, **details)
        return value

    def _date(self, text: str, value: CellValue) -> CellValue:
        decision = self.find_date(text)
        if decision is not None:
            value = decision.value
        read = parse(value, Kind.DATE) if value else None
        return None if read is None or isinstance(read, Trouble) else read.lexical

    def _number(self, value: CellValue, origin: Origin | None = None) -> CellValue:
        read = parse(value, Kind.NUMBER)
        if read is None or isinstance(read, Trouble):
            return None
        if read.forgiven and origin is not None and read.lexical != origin.text:
            self.tell("import-number-read", origin, value=origin.text, read_as=read.lexical)
        number = float(read.lexical)
        return int(number) if number.is_integer() else number


def _identifier(text: str) -> str:
    return f"US-EIN-{text[:2]}-{text[-7:]}" if _EIN.fullmatch(text) else text


def _yes_or_no(value: CellValue) -> CellValue:
    read = parse(value, Kind.YES_NO)
    if read is None or isinstance(read, Trouble):
        return None
    return "yes" if read.lexical == "true" else "no"


def _share_of_week(value: CellValue) -> str:
    """Return what hours or days would be in FTE, as a half sentence, or ""."""
    read = parse(value, Kind.NUMBER)
    if not isinstance(read, Trouble) or read.code != "time-share" or not read.suggestion:
        return ""
    return f" Of a full-time week of {read.what} it would be {read.suggestion}."


def _heading_of(use: str) -> str:
    return {"fte": "FTE", "fte available": "FTE available"}.get(use, use.capitalize())
