"""What an import takes words, marks, columns and rows for: proposed, or said by the user."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

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


@dataclass(slots=True)
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
