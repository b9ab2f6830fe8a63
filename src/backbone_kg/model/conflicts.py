"""What merged files say differently of one cell, until somebody decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BLANK: Final = "(blank)"
"""What stands for a cell that was cleared."""

DELETED: Final = "(row deleted)"
"""What stands for a row that was deleted."""


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """What one file says.

    Parameters
    ----------
    value
        As it stands in the cell; :data:`BLANK` and :data:`DELETED` for what stands there no more.
    file
        The file, as the user named it.
    cell
        Where in it, such as ``Partners!D3``; "" if it has no cells or the row is deleted.
    who
        Who wrote the file, as its properties tell; "" if they do not.
    """

    value: str
    file: str
    cell: str = ""
    who: str = ""

    @property
    def in_words(self) -> str:
        """What is said, and where and by whom."""
        value = self.value if self.value in {BLANK, DELETED} else f"“{self.value}”"
        where = ", ".join(filter(None, (self.file, self.cell, self.who and f"by {self.who}")))
        return f"{value} ({where})"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell or a row of which merged files say different things.

    Parameters
    ----------
    sheet
        The sheet.
    cell
        Where the decision is to stand in the merged file; of a row its first cell. "" if the file
        has no such place.
    about
        What the row is about.
    column
        The heading; "" if the whole row is at issue.
    was
        What the common earlier file says; "" if nothing, or there is none.
    claims
        What the files say, in the order of the values.
    """

    sheet: str
    cell: str
    about: str
    column: str
    was: str
    claims: tuple[Claim, ...]

    @property
    def where(self) -> str:
        """Sheet and cell, such as ``Partners!D3``."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
