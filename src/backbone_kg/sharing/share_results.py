"""What share says of a copy: what stands in it, what does not, and who can still be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from backbone_kg.base.json_form import NOT_IN_JSON, Published
from backbone_kg.sharing.changed_results import ChangedResults
from backbone_kg.sharing.recognizable import Recognition


@dataclass(frozen=True, slots=True)
class Replaced:
    """How many texts of a kind were replaced.

    Parameters
    ----------
    kind
        The word that begins the replacements, such as ``Partner``.
    texts
        How many different ones.
    """

    kind: str
    texts: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Cells of a column that do not stand in the copy.

    Parameters
    ----------
    sheet, heading
        The column; a column of one's own has no heading here.
    own_heading
        That of a column of one's own, for the sender alone.
    cells
        How many.
    """

    sheet: str
    heading: str
    own_heading: str = field(metadata=NOT_IN_JSON)
    cells: int


@dataclass(frozen=True, slots=True)
class Shared(Published):
    """A copy of a data file that names nobody, and what is to be said of it.

    JSON says nothing that names somebody either, so that it can go with the copy.

    Parameters
    ----------
    assignments, assignments_not_read
        Rows on Assignments, and how many of them could not be understood.
    taken_by_default
        What the copy states because the file does not say it, such as the framework; or "".
    out
        Where the copy was written.
    key
        Where the key was written; the one of an earlier copy was added to.
    replaced
        What was replaced, by kind.
    kept
        What was kept on request, such as ``Evidence``.
    years_only
        Whether dates of partners and assignments were cut to their years.
    left_out
        Columns that do not stand in the copy.
    not_carried
        What no column holds, in sentences for the sender.
    not_carried_count
        How many such things there are.
    not_readable
        Cells that could not be read; each has a stand-in, so that the copy is not taken for whole.
    hidden_rows
        Rows that are hidden in the file; they stand in the copy like all others.
    web_addresses_kept
        Texts kept on request that have a web address.
    words_left
        Words of names that stand in texts kept on request.
    words_left_count
        How many such words there are.
    words_in_file_name
        Words of names that stand in the name of the copy's own file.
    framework, as_of
        What the copy shows of the partnership itself: the framework's short name, and its "As of".
    currency
        The same; "" if the file gives none.
    recognition
        Who can still be told from it.
    results
        What it answers otherwise.
    """

    assignments: int
    assignments_not_read: int
    taken_by_default: str
    out: str = field(metadata=NOT_IN_JSON)
    key: str = field(metadata=NOT_IN_JSON)
    replaced: tuple[Replaced, ...]
    kept: tuple[str, ...]
    years_only: bool
    left_out: tuple[LeftOut, ...]
    not_carried: tuple[str, ...] = field(metadata=NOT_IN_JSON)
    not_carried_count: int
    not_readable: int
    hidden_rows: int
    web_addresses_kept: int
    words_left: tuple[str, ...] = field(metadata=NOT_IN_JSON)
    words_left_count: int
    words_in_file_name: tuple[str, ...] = field(metadata=NOT_IN_JSON)
    framework: str
    as_of: str
    currency: str
    recognition: Recognition
    results: ChangedResults

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/shared/1"
