"""How the partnerships in a part of a portfolio stand on a day, as arrays.

Every rule is that of the single file: what depends on no day was computed by the roster when the
portfolio was built, the state of a role is looked up in a table made by :mod:`model.states
<backbone_kg.model.states>`, and tests compare each figure with that of ``analyze``.

A part is small and its rows are in order, so that a place in an array does what a join does in a
database, in a fraction of the time. Nothing but the part's Parquet is needed, so that parts can be
worked on wherever they are. What goes across partnerships, or checks rows one by one, is asked
through Ibis.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backbone_kg.model.holdings import OWN_ROLES
from backbone_kg.model.states import RoleState, state_of
from backbone_kg.portfolios.kept_tables import FILES

if TYPE_CHECKING:
    import pyarrow as pa

Numbers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

Read: TypeAlias = Callable[[str, Sequence[str]], "pa.Table"]
"""Given the name of a kept table and of some of its columns, returns these columns of a part; texts
may be dictionaries."""

STATES: Final = tuple(RoleState)
WANTED: Final = ("yes", "not ours", "unknown")

_ALWAYS: Final = np.iinfo(np.int64).min
_NEVER: Final = np.iinfo(np.int64).max
_OF_FILES: Final = tuple(
    field.name for field in FILES if field.name not in {"sha256", "remedy", "sheets"}
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a kept table, in its order: those of a file stand together.

    Parameters
    ----------
    table
        Their columns.
    of
        Of each row the place of its file among the snapshots, shape (rows,).
    """

    table: pa.Table
    of: Numbers

    def numbers(self, name: str, missing: int = 0) -> Numbers:
        """Return a column of whole numbers, or of dates as days since 1970, shape (rows,)."""
        return numbers_of(self.table[name], missing)

    def flags(self, name: str) -> Flags:
        """Return a column of yes or no, where a blank is no, shape (rows,)."""
        found: Flags = self.table[name].fill_null(False).to_numpy()
        return found

    def only(self, chosen: Flags) -> Rows:
        """Return some of the rows."""
        return self if chosen.all() else Rows(self.table.filter(chosen), self.of[chosen])


class Standing:
    """The partnerships of a part on a day.

    Parameters
    ----------
    read
        Reads the part.
    chosen
        The numbers of the files that count, ascending, of this part and of others.
    day
        Which day; None: each at its own date.
    """

    def __init__(self, read: Read, chosen: Numbers, day: datetime.date | None) -> None:
        self.read = read
        self._chosen = chosen
        self._day = day

    @cached_property
    def snapshots(self) -> pa.Table:
        """One row a partnership: its newest snapshot, the day, and what is known of it.

        ``known`` tells whether anything in the file speaks of the day; ``all_read`` whether every
        assignment was understood; ``complete`` whether a blank means nobody; ``nothing_known``
        whether there is nothing that a figure could rest on.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        files = self.read("files", _OF_FILES)
        files = files.filter(is_among(numbers_of(files["file"]), self._chosen)).drop("problem")
        own = files["as_of"].fill_null(datetime.date.today())
        day = own if self._day is None else pa.repeat(pa.scalar(self._day), len(files))
        since = numbers_of(files["known_since"], _ALWAYS)
        known = numbers_of(day) >= since
        rows, lost = numbers_of(files["assignments"]), numbers_of(files["assignments_not_read"])
        all_read = lost == 0
        complete = pc.equal(_texts(files["listing"]), "complete").to_numpy() & all_read & known
        for name, values in (
            ("dated", pc.coalesce(files["as_of"], files["read_on"])),
            ("day", day),
            ("known", known),
            ("all_read", all_read),
            ("nothing_known", ~known | ((rows > 0) & (rows == lost))),
            ("complete", complete),
        ):
            files = files.append_column(
                name, pa.array(values) if type(values) is np.ndarray else values
            )
        return files

    @cached_property
    def files(self) -> Numbers:
        """The numbers of the snapshots' files, ascending, shape (snapshots,)."""
        return numbers_of(self.snapshots["file"])

    def rows(self, name: str, *columns: str) -> Rows:
        """Return the rows of a kept table that are of the snapshots."""
        table = self.read(name, ("file", *columns))
        file = numbers_of(table["file"])
        if not len(self.files):
            return Rows(table.slice(0, 0), file[:0])
        of = np.minimum(np.searchsorted(self.files, file), len(self.files) - 1)
        return Rows(table, of).only(self.files[of] == file)

    @cached_property
    def _days(self) -> Numbers:
        return numbers_of(self.snapshots["day"])

    def on_the_day(self, rows: Rows) -> Flags:
        """Return which rows have a span that covers the day, shape (rows,)."""
        first, last = rows.numbers("first", _ALWAYS), rows.numbers("last", _NEVER)
        known = flags_of(self.snapshots["known"])
        day = self._days[rows.of]
        return known[rows.of] & (first <= day) & (day <= last)

    @cached_property
    def roles(self) -> Rows:
        """The roles of each partnership, numbered from 0 in it."""
        return self.rows(
            "roles", "role", "iri", "label", "function", "wanted", "holders_needed", "fte_needed"
        )

    @cached_property
    def partners(self) -> Rows:
        """The partners of each partnership, numbered from 0 in it, members or not."""
        return self.rows("partners", "partner", "fte_available", "organization_key")

    def role_at(self, of: Numbers, role: Numbers) -> Numbers:
        """Return the places in :attr:`roles` of roles numbered within their files."""
        return self._role_starts[of] + role

    def partner_at(self, of: Numbers, partner: Numbers) -> Numbers:
        """Return the places in :attr:`partners` of partners numbered within their files."""
        return self._partner_starts[of] + partner

    @cached_property
    def _role_starts(self) -> Numbers:
        return np.searchsorted(self.roles.of, np.arange(len(self.files)))

    @cached_property
    def _partner_starts(self) -> Numbers:
        return np.searchsorted(self.partners.of, np.arange(len(self.files)))

    @cached_property
    def is_member(self) -> Flags:
        """Whether a partner is a member on the day, shape (partners,)."""
        rows = self.rows("memberships", "partner", "first", "last")
        rows = rows.only(self.on_the_day(rows))
        found = np.zeros(len(self.partners.of), bool)
        found[self.partner_at(rows.of, rows.numbers("partner"))] = True
        return found

    @cached_property
    def in_force(self) -> Rows:
        """The rows on Assignments that count on the day; whoever they are of is a member then."""
        rows = self.rows(
            "assignments",
            "assignment",
            "partner",
            "role",
            "part",
            "fte",
            "repeats",
            "first",
            "last",
        )
        rows = rows.only(self.on_the_day(rows))
        row = rows.numbers("assignment")
        # Several spans of one assignment may cover the day; they stand together.
        another = (row[1:] != row[:-1]) | (rows.of[1:] != rows.of[:-1])
        return rows.only(np.append(np.ones(min(1, len(row)), bool), another))

    @cached_property
    def holders(self) -> tuple[Numbers, Numbers]:
        """Each pair of a role and a partner that holds it, once: their places, by role."""
        rows = self.in_force
        role = self.role_at(rows.of, rows.numbers("role"))
        partner = self.partner_at(rows.of, rows.numbers("partner"))
        of_all = max(1, len(self.partners.of))
        found = distinct(role * of_all + partner)
        return found // of_all, found % of_all

    @cached_property
    def holder_count(self) -> Numbers:
        """How many partners hold a role, shape (roles,)."""
        return np.bincount(self.holders[0], minlength=len(self.roles.of))

    @cached_property
    def wanted(self) -> Numbers:
        """What is wanted of a role, by places in :data:`WANTED`, shape (roles,)."""
        return places_in(self.roles.table["wanted"], WANTED)

    @cached_property
    def is_ours(self) -> Flags:
        """Whether a role is not left to others, shape (roles,)."""
        ours: Flags = self.wanted != WANTED.index("not ours")
        return ours

    @property
    def is_wanted(self) -> Flags:
        """Whether a role is ours, and anything is known of the partnership, shape (roles,)."""
        return self.is_ours & ~flags_of(self.snapshots["nothing_known"])[self.roles.of]

    @property
    def is_own(self) -> Flags:
        """Whether a role is the partnership's own, of no framework, shape (roles,)."""
        own: Flags = places_in(self.roles.table["function"], [OWN_ROLES]) == 0
        return own

    @cached_property
    def state(self) -> Numbers:
        """The state of a role, by places in :data:`STATES`, shape (roles,)."""
        complete = flags_of(self.snapshots["complete"]).astype(np.int64)
        counted = np.minimum(self.holder_count, 2)
        state: Numbers = _STATE_OF[counted, self.wanted, complete[self.roles.of]]
        return state

    @cached_property
    def is_met(self) -> Flags:
        """Whether a role is ours and has the holders that it needs, shape (roles,)."""
        met: Flags = self.is_ours & (self.holder_count >= self.roles.numbers("holders_needed"))
        return met

    def count_by_snapshot(self, of: Numbers) -> Numbers:
        """Return how many rows each snapshot has, shape (snapshots,)."""
        return np.bincount(of, minlength=len(self.files))


_STATE_OF: Final = np.array(
    [
        STATES.index(state_of(holders, wanted=wanted, complete=complete))
        for holders, wanted, complete in product((0, 1, 2), WANTED, (False, True))
    ]
).reshape(3, len(WANTED), 2)
"""Places in :data:`STATES`, by the number of holders (at most 2), what is wanted, and whether a
blank means nobody."""


def numbers_of(column: Any, missing: int = 0) -> Numbers:
    """Return a column of whole numbers, or of dates as days since 1970, as an array."""
    import pyarrow as pa

    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    found: Numbers = column.cast(pa.int64()).fill_null(missing).to_numpy()
    return found


def distinct(numbers: Numbers) -> Numbers:
    """Return different numbers, ascending: :func:`numpy.unique` takes ten times as long."""
    ordered = np.sort(numbers)
    found: Numbers = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return found


def is_among(numbers: Numbers, some: Numbers) -> Flags:
    """Return which numbers are among others, that are ascending and can be very many."""
    if not len(some):
        return np.zeros(len(numbers), bool)
    found: Flags = some[np.minimum(np.searchsorted(some, numbers), len(some) - 1)] == numbers
    return found


def flags_of(column: Any) -> Flags:
    """Return a column of yes or no as an array."""
    found: Flags = column.to_numpy()
    return found


def places_in(column: Any, texts: Sequence[str]) -> Numbers:
    """Return of each text of a column its place among some; -1 where it is none of them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    codes, known = coded(column)
    place = pc.index_in(known, value_set=pa.array(texts, pa.string()))
    return np.append(numbers_of(place, -1), -1)[codes]


def coded(column: Any) -> tuple[Numbers, pa.Array]:
    """Return texts as places among different ones, -1 for none; and these texts."""
    import pyarrow as pa

    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    return numbers_of(whole.indices, -1), whole.dictionary


def _texts(column: Any) -> Any:
    import pyarrow as pa

    return column.cast(pa.string())
