"""The map: what an import takes everything for; proposed once, corrected by hand, used again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from backbone_kg.base.names import key

HowSure = Literal["certain", "likely", "possible", "said"]
"""``said``: the user's map says so."""

LEFT_OUT: Final = "-"
"""What a map says of something that is not to be taken."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What something is taken for.

    Parameters
    ----------
    value
        The word of the map for it; "" if nobody knows.
    how_sure
        How sure that is. What is only ``possible`` is a question.
    why
        What speaks for it, as a half sentence.
    others
        What else it may be.
    """

    value: str
    how_sure: HowSure = "certain"
    why: str = ""
    others: tuple[str, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether the user should look at it."""
        return self.how_sure == "possible"


@dataclass
class TablePlan:
    """What the parts of one table are.

    Parameters
    ----------
    file, sheet
        Which table.
    kind
        ``matrix``, ``raci``, ``list``, ``elements``, ``connections``, or ``-`` to leave it out.
    headings
        First and last row of the headings, from 1; (0, 0) if there are none.
    columns
        What each column is, by its letters: see :data:`backbone_kg.importing.column_guesses.USES`.
    rows
        What a row below the headings is that is none of data, by its number: ``section``,
        ``total``, ``note``, or a use of columns when the row says it of the partners above.
    across
        What stands in the headings of a matrix: ``partners`` or ``roles``; "" for a list.
    """

    file: str
    sheet: str
    kind: Decision
    headings: tuple[int, int] = (0, 0)
    columns: dict[str, Decision] = field(default_factory=dict)
    rows: dict[int, Decision] = field(default_factory=dict)
    across: Decision = field(default_factory=lambda: Decision(""))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a table can be read as one of the kinds.

    Parameters
    ----------
    score
        From 0 to about 1; of several kinds the one with the highest is proposed.
    plan
        What its parts are then.
    """

    score: float
    plan: TablePlan


SEVERAL = "\n"
"""Between the roles where words stand for more than one."""


@dataclass(slots=True)
class ImportMap:
    """What is taken for what.

    Parameters
    ----------
    framework
        The short name of the framework whose roles are meant.
    partnership
        ``name``, ``community``, ``as of``, ``listing``.
    tables
        What the parts of each table are.
    marks
        What each mark means; see :data:`backbone_kg.importing.meanings_of_marks.MEANINGS`.
    elements
        What the elements of each type are: ``partner``, ``role`` or ``-``.
    roles
        The role that words stand for: one of the framework or one's own, several with line breaks
        between them, or ``-``.
    partners
        The kind of organization of each partner, or words that ``kinds`` explains; "" if it is
        not known, ``-`` if it is no partner.
    kinds
        The kind of the merged list that words stand for.
    dates
        The date that a text stands for; "" if none is taken.
    names
        Other spellings of a partner, each with the name it goes by.
    """

    framework: str
    partnership: dict[str, Decision] = field(default_factory=dict)
    tables: list[TablePlan] = field(default_factory=list)
    marks: dict[str, Decision] = field(default_factory=dict)
    elements: dict[str, Decision] = field(default_factory=dict)
    roles: dict[str, Decision] = field(default_factory=dict)
    partners: dict[str, Decision] = field(default_factory=dict)
    kinds: dict[str, Decision] = field(default_factory=dict)
    dates: dict[str, Decision] = field(default_factory=dict)
    names: dict[str, Decision] = field(default_factory=dict)

    def questions(self) -> list[tuple[str, str, Decision]]:
        """Return what the user should look at: section of the map, entry, and what is proposed."""
        found = [
            (f"tables, {plan.sheet or plan.file}", entry, decision)
            for plan in self.tables
            for entry, decision in (
                ("as", plan.kind),
                ("across", plan.across),
                *((f"column {name}", one) for name, one in plan.columns.items()),
                *((f"row {number}", one) for number, one in plan.rows.items()),
            )
            if decision.is_question
        ]
        for section in ("partnership", "marks", "elements", "roles", "partners", "kinds", "dates"):
            entries: dict[str, Decision] = getattr(self, section)
            found += [(section, name, one) for name, one in entries.items() if one.is_question]
        return found


def finder(entries: Mapping[str, Decision]) -> Callable[[str], Decision | None]:
    """Return what finds the entry of a text, however it is written."""
    by_key = {key(name): decision for name, decision in entries.items()}
    return lambda text: by_key.get(key(text))
