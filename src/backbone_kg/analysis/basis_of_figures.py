"""What the figures of an analysis rest on, and what weakens them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from backbone_kg.base.json_form import Published
from backbone_kg.base.numbers_and_lists import plural, verb
from backbone_kg.model.partnership import Partnership, date_of
from backbone_kg.model.roster import DayRoster


class LikelyOnePartner(NamedTuple):
    """Two partners that are likely one, so that figures about them can be wrong.

    Parameters
    ----------
    first, second
        Their names.
    why
        What the names have in common, as the end of a sentence about them.
    roles_of_both
        How many roles both hold: each has a holder fewer if they are one.
    """

    first: str
    second: str
    why: str
    roles_of_both: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures rest on; what weakens them is said before them.

    Parameters
    ----------
    assignments, assignments_not_read
        Rows on Assignments, and how many of them could not be understood.
    cells_not_read
        Other cells that could not be understood.
    counted, without_begin
        Rows that count on the day, and how many of them although it is not known since when.
    known_since
        The first day that anything in the file speaks of, ``YYYY-MM-DD``; "" if nothing is dated.
    before_known
        Whether the day is before that, so that nothing is known of it.
    caveat
        What has to be said before all else, such as that this is no partnership; "" for one.
    likely_one
        Partners on the day that are likely one, written in two ways.
    """

    assignments: int = 0
    assignments_not_read: int = 0
    cells_not_read: int = 0
    counted: int = 0
    without_begin: int = 0
    known_since: str = ""
    before_known: bool = False
    caveat: str = ""
    likely_one: tuple[LikelyOnePartner, ...] = ()

    @property
    def nothing_known(self) -> bool:
        """Whether there is nothing that a figure could rest on, so that none is given."""
        none_read = self.assignments > 0 and self.assignments_not_read == self.assignments
        return self.before_known or none_read


@dataclass(frozen=True)
class OfADay(Published):
    """What is said of a partnership on a day: whose it is, and what it rests on.

    Parameters
    ----------
    file
        The file it was read from, as the user named it.
    partnership, community
        Its name and place; "" if the file does not give them.
    as_of, as_of_basis
        The date of every figure, ``YYYY-MM-DD``, and where it comes from: ``asked``, ``file`` or
        ``today``.
    listing
        ``complete`` (blank means nobody) or ``partial`` (blank means no evidence found).
    basis
        What the figures rest on.
    """

    file: str
    partnership: str
    community: str
    as_of: str
    as_of_basis: str
    listing: str
    basis: Basis

    @property
    def of_the_day(self) -> dict[str, Any]:
        """What every answer about a partnership on a day begins with, by field."""
        return {each.name: getattr(self, each.name) for each in fields(OfADay)}


def of_a_day(file: str, roster: DayRoster, whence: str, caveat: str) -> OfADay:
    """Return what every answer about a partnership on a day begins with.

    Parameters
    ----------
    file
        The name of the data file.
    roster
        The partnership on the day.
    whence
        Where the day comes from, as :func:`date_of` gives it.
    caveat
        What has to be said before all else.
    """
    not_read, since = roster.roster.not_read, roster.roster.known_since
    return OfADay(
        file=file,
        partnership=roster.roster.name,
        community=roster.roster.community,
        as_of=roster.day.isoformat(),
        as_of_basis=whence,
        listing=roster.roster.listing,
        basis=Basis(
            assignments=not_read.of_assignments,
            assignments_not_read=not_read.assignments,
            cells_not_read=not_read.cells,
            counted=roster.counted,
            without_begin=len(roster.without_begin),
            known_since=since.isoformat() if since else "",
            before_known=not roster.is_known,
            caveat=caveat,
            likely_one=tuple(
                LikelyOnePartner(
                    one.first.name,
                    one.second.name,
                    one.why,
                    len({*roster.held_by[one.first.iri]} & {*roster.held_by[one.second.iri]}),
                )
                for one in roster.likely_one
            ),
        ),
    )


def on_the_day(
    partnership: Partnership, as_of: str | datetime.date | None
) -> tuple[DayRoster, OfADay]:
    """Return a partnership on the day that is asked for, and what its answer begins with.

    Raises
    ------
    BackboneError
        If ``as_of`` is not a date, or the file was never in the template.
    """
    day, whence = date_of(partnership, as_of)
    roster = partnership.roster.at(day)
    return roster, of_a_day(partnership.file, roster, whence, caveat_of(partnership))


def caveat_of(partnership: Partnership) -> str:
    """Say what the reader took because the file does not say it, and what nobody has decided yet.

    "" if it took nothing, and all is decided.
    """
    said = [
        f"“{note.details['heading']}” is not given; “{note.details['value']}” was taken."
        for note in partnership.notes
        if note.code == "default-used"
    ]
    left = sum(note.code.startswith("open-conflict") for note in partnership.notes)
    if left:
        said.append(
            f"{plural(left, 'difference')} between merged files {verb(left, 'is', 'are')} not "
            f"decided, so what follows is incomplete: the sheet Conflicts lists "
            f"{verb(left, 'it', 'them')}."
        )
    return " ".join(said)
