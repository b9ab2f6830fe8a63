"""What somebody's own tables say, each with the cell that says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from backbone_kg.base.cells import CellValue
from backbone_kg.base.names import key
from backbone_kg.importing.foreign_tables import ForeignTable


class Origin(NamedTuple):
    """A cell of a table: row and column from 0."""

    table: ForeignTable
    row: int
    column: int

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.table.file

    @property
    def place(self) -> str:
        """Where it stands in the file, such as ``Who does what!B7``."""
        return self.table.place(self.row, self.column)

    @property
    def in_full(self) -> str:
        """File and place, as the data file keeps it."""
        return f"{self.file}, {self.place}"

    @property
    def text(self) -> str:
        """What stands there."""
        return self.table.texts[self.row][self.column]

    @property
    def value(self) -> CellValue:
        """What the cell holds."""
        return self.table.value(self.row, self.column)


class Noted(NamedTuple):
    """Something without a place of its own in the data file: under which words, and what."""

    heading: str
    text: str
    origin: Origin


@dataclass(slots=True)
class Named:
    """A partner or a role as the tables name it.

    Parameters
    ----------
    name
        Its name, as it stands where it is met first.
    origin
        There.
    facts
        What the tables say of it, by the use of the column.
    notes
        What has no place of its own, in the order in which it is shown.
    """

    name: str
    origin: Origin
    facts: dict[str, Origin] = field(default_factory=dict)
    notes: dict[Noted, None] = field(default_factory=dict)

    def note(self, *noted: Noted) -> bool:
        """Keep what has no place of its own; return whether any of it was not kept yet."""
        before = len(self.notes)
        self.notes.update(dict.fromkeys(noted))
        return len(self.notes) > before


class Mark(NamedTuple):
    """That a cell connects a partner and a role.

    Parameters
    ----------
    partner, role
        Their names, as :func:`backbone_kg.base.names.key` compares them.
    text
        The mark; "" where both only stand in one row.
    origin
        The cell.
    facts
        From, to, FTE and evidence, by the use of the column.
    """

    partner: str
    role: str
    text: str
    origin: Origin
    facts: dict[str, Origin]


@dataclass(slots=True)
class Statements:
    """All that the tables say.

    Parameters
    ----------
    partners, roles
        By name, as :func:`backbone_kg.base.names.key` compares names.
    marks
        In the order of the tables.
    general
        What speaks of the whole: titles and notes.
    passed_over
        What was left out, each with the reason.
    """

    partners: dict[str, Named] = field(default_factory=dict)
    roles: dict[str, Named] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    general: list[Origin] = field(default_factory=list)
    passed_over: list[tuple[Origin, str]] = field(default_factory=list)

    def partner(self, name: str, origin: Origin) -> Named:
        """Return the partner of a name; make it known if it is not yet."""
        return self.partners.setdefault(key(name), Named(name, origin))

    def role(self, name: str, origin: Origin) -> Named:
        """Return the role of a name; make it known if it is not yet."""
        return self.roles.setdefault(key(name), Named(name, origin))
