"""What came of merging: the data, what is at issue, and what was taken from whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from backbone_kg.base import html
from backbone_kg.base.json_form import NOT_IN_JSON, Published
from backbone_kg.model.conflicts import Conflict
from backbone_kg.model.partnership import Partnership


class How(StrEnum):
    """In which way a file differs from the others, or from the earlier one."""

    ADDED = "added"
    DELETED = "deleted"
    CHANGED = "changed"
    FILLED = "filled in"
    CLEARED = "cleared"
    SPELLED = "spelled"


@dataclass(frozen=True, slots=True)
class Taken:
    """A difference that nobody contradicts, and that was taken.

    Parameters
    ----------
    how
        A row was added or deleted; a cell was changed, filled in, cleared; or a name is spelled in
        several ways that mean the same, of which one was taken.
    sheet, about, column
        Where: the sheet, what its row is about, the heading ("" for a row).
    value, was
        What stands there, and what stood there before, of a deleted row all of it; "" for a blank.
    files
        The files that say so.
    """

    how: How
    sheet: str
    about: str
    column: str
    value: str
    was: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedFile:
    """One of the files.

    Parameters
    ----------
    file
        As the user named it.
    who
        Who wrote it, as its properties tell; "" if they do not.
    as_of
        The date that it speaks of, as it gives it; "" if it does not.
    """

    file: str
    who: str
    as_of: str


@dataclass(frozen=True)
class Merged(Published):
    """Several files of one partnership as one.

    Parameters
    ----------
    name
        The partnership's name.
    files
        What was merged, sorted.
    base
        The earlier file that they were made from; None if none was given.
    conflicts
        What files say differently: nothing of it was decided. Where it is about a cell, that is
        blank in the merged data, but for a name.
    taken
        What only some files say, and nobody contradicts.
    doubts
        What a person should look at, in plain sentences.
    left_out
        What of the files has no place in a data file, in plain sentences.
    partnership
        The merged data. Checking it tells of each conflict.
    """

    name: str
    files: tuple[MergedFile, ...]
    base: MergedFile | None
    conflicts: tuple[Conflict, ...]
    taken: tuple[Taken, ...]
    doubts: tuple[str, ...]
    left_out: tuple[str, ...]
    partnership: Partnership = field(metadata=NOT_IN_JSON)

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/merge/1"

    @property
    def ok(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.conflicts

    def save(self, out: str | Path, *, force: bool = False) -> None:
        """Write the merged data to a workbook, with a sheet of what is left to decide.

        Parameters
        ----------
        out
            Where to; must end in ``.xlsx``.
        force
            Whether to replace a file that is there.

        Raises
        ------
        CannotWriteError
            If it has another ending, would replace something, or cannot be written there.
        """
        from backbone_kg.merging.saving import save

        save(self.partnership, self.conflicts, Path(out), force=force)

    def _repr_html_(self) -> str:
        rows = [
            (one.where, one.about, one.column, "; ".join(claim.in_words for claim in one.claims))
            for one in self.conflicts
        ]
        return html.table(("Where", "About", "Column", "What is said"), rows, caption=self.name)
