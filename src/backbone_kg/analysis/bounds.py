"""Bounds: between which counts the truth may lie, and how few wrong rows change the headline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from backbone_kg.analysis.metrics import ALL_ROLES, Figure, Metric, of_all_roles
from backbone_kg.model.holdings import Role
from backbone_kg.model.roster import DayRoster

Statement = Literal["all", "most", "half or fewer", "none"]


class Interval(NamedTuple):
    """A count under two readings of what the file does not say.

    Parameters
    ----------
    name
        What is counted of: a function's label, or "All roles".
    if_empty, of_if_empty
        The count and what it is of, in roles, if every silent role has nobody: what is known.
    if_held, of_if_held
        The same if somebody unnamed holds every silent role.
    """

    name: str
    if_empty: int
    of_if_empty: int
    if_held: int
    of_if_held: int

    @property
    def is_sure(self) -> bool:
        """Whether both readings say the same."""
        return (self.if_empty, self.of_if_empty) == (self.if_held, self.of_if_held)


class Turn(NamedTuple):
    """The least change of the file after which the headline says something else.

    Parameters
    ----------
    rows
        How many rows of Assignments that takes, 1 or more.
    covered
        How many roles have the holders they need then.
    statement
        What the headline says then.
    """

    rows: int
    covered: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which counts the truth may lie, and how few wrong rows change the headline.

    Parameters
    ----------
    silent
        How many wanted roles may have holders that the file leaves out.
    rows_not_read
        Rows of Assignments that could not be read: each may be one holder more.
    coverage
        How many of the wanted roles have the holders they need.
    functions
        The same for each function, in the framework's order.
    held_by_one
        How many of the held roles have a single holder.
    statement
        What the headline says, of what is known: that ``all`` wanted roles have the holders they
        need, ``most`` (more than half), ``half or fewer``, or ``none``.
    if_wrong
        The least number of rows that would have to be wrong, each naming a holder that is none, for
        a weaker statement; None if there is none weaker.
    if_missing
        The least number of rows that would have to be missing, each a holder that the file leaves
        out, for a stronger statement; None if there is none stronger.
    """

    silent: int
    rows_not_read: int
    coverage: Interval
    functions: tuple[Interval, ...]
    held_by_one: Interval
    statement: Statement
    if_wrong: Turn | None
    if_missing: Turn | None

    @property
    def is_sure(self) -> bool:
        """Whether nothing is left open: no role is silent, and every row was read."""
        return not (self.silent or self.rows_not_read)


@lru_cache(maxsize=2)
def bounds(roster: DayRoster) -> Bounds | None:
    """Return between which counts the truth may lie; None if no role is wanted.

    Notes
    -----
    A wanted role is silent when the file leaves open whether it has holders, or more of them: in a
    partial listing each role with fewer known holders than it needs; in a complete one a role
    without a holder of which it is not known whether it is wanted. Rows that could not be read
    are one holder each: at best they go where fewest are missing.

    Removing and adding rows are looked at apart, since doing both is never fewer. To take a role
    from the covered ones, as many holders have to go as it has beyond one fewer than it needs,
    those with fewest rows first; to cover one, as many rows have to come as it lacks holders.
    """
    wanted = roster.wanted
    if not wanted:
        return None
    covered = sum(map(roster.is_met, wanted))
    to_cover = [_missing(roster, role) for role in wanted if not roster.is_met(role)]
    functions: dict[str, list[Role]] = {}
    for role in wanted:
        functions.setdefault(role.function, []).append(role)
    return Bounds(
        silent=sum(_is_silent(roster, role) for role in wanted),
        rows_not_read=roster.roster.not_read.assignments,
        coverage=_covered(ALL_ROLES, roster, wanted),
        functions=tuple(_covered(name, roster, roles) for name, roles in functions.items()),
        held_by_one=_held_by_one(roster, wanted),
        statement=statement_of(covered, len(wanted)),
        if_wrong=_turn(covered, len(wanted), -1, _rows_to_uncover(roster, wanted)),
        if_missing=_turn(covered, len(wanted), +1, to_cover),
    )


def statement_of(covered: int, wanted: int) -> Statement:
    """Return what the headline says of a coverage.

    Parameters
    ----------
    covered, wanted
        Roles; ``wanted`` is 1 or more.

    Examples
    --------
    >>> statement_of(23, 23), statement_of(12, 23), statement_of(1, 2), statement_of(0, 23)
    ('all', 'most', 'half or fewer', 'none')
    """
    if not covered:
        return "none"
    if covered == wanted:
        return "all"
    return "most" if 2 * covered > wanted else "half or fewer"


def _turn(covered: int, wanted: int, step: int, rows: Sequence[int]) -> Turn | None:
    """Return the nearest count that says something else, with the fewest rows to get there.

    A step of 1 covers one role more, of -1 one fewer; ``rows`` are what it takes for each.
    """
    cheapest = sorted(rows)
    for changed in range(1, len(cheapest) + 1):
        count = covered + step * changed
        if (then := statement_of(count, wanted)) != statement_of(covered, wanted):
            return Turn(sum(cheapest[:changed]), count, then)
    return None


def _rows_to_uncover(roster: DayRoster, roles: Iterable[Role]) -> list[int]:
    found = []
    for role in filter(roster.is_met, roles):
        rows = sorted(len(roster.holdings(role, partner)) for partner in roster.holders(role))
        found.append(sum(rows[: len(rows) - role.holders_needed + 1]))
    return found


def _missing(roster: DayRoster, role: Role) -> int:
    return max(0, role.holders_needed - len(roster.holders(role)))


def _is_silent(roster: DayRoster, role: Role) -> bool:
    if roster.roster.listing != "complete":
        return _missing(roster, role) > 0
    return role.wanted == "unknown" and not roster.holders(role)


def _covered(name: str, roster: DayRoster, roles: Sequence[Role]) -> Interval:
    covered = sum(map(roster.is_met, roles))
    silent = {role.iri for role in roles if _is_silent(roster, role)}
    others = [_missing(roster, role) for role in roles if role.iri not in silent]
    rows, filled = roster.roster.not_read.assignments, 0
    for missing in sorted(filter(None, others)):
        if missing > rows:
            break
        rows, filled = rows - missing, filled + 1
    return Interval(name, covered, len(roles), covered + len(silent) + filled, len(roles))


def _held_by_one(roster: DayRoster, roles: Sequence[Role]) -> Interval:
    holders = {role.iri: len(roster.holders(role)) for role in roles}
    empty = [role for role in roles if not holders[role.iri]]
    silent = sum(_is_silent(roster, role) for role in empty)
    more = silent + min(roster.roster.not_read.assignments, len(empty) - silent)
    sole, held = sum(n == 1 for n in holders.values()), len(roles) - len(empty)
    return Interval(ALL_ROLES, sole, held, sole + more, held + more)


def _share_if_held(roster: DayRoster) -> Iterator[Figure]:
    if (found := bounds(roster)) is not None:
        count, of = found.coverage.if_held, found.coverage.of_if_held
        yield of_all_roles("coverage-if-held", roster, count / of, count, of)


def _fewest_rows(roster: DayRoster) -> Iterator[Figure]:
    found = bounds(roster)
    turns = [] if found is None else [found.if_wrong, found.if_missing]
    rows = [turn.rows for turn in turns if turn is not None]
    if rows:
        yield of_all_roles("rows-to-another-headline", roster, min(rows))


METRICS: Final = (
    Metric(
        name="coverage-if-held",
        title="Coverage if every silent role is held",
        about="partnership",
        formula="roles that have the holders they need, or may have them without the file saying "
        "so ÷ wanted roles",
        unit="share",
        range="0 to 1; not less than coverage",
        sentence="{value} of the wanted roles may have the holders they need ({count} of {of})",
        measure=_share_if_held,
        told=False,
    ),
    Metric(
        name="rows-to-another-headline",
        title="Rows to another headline",
        about="partnership",
        formula="least number of rows of Assignments, wrong or missing, after which the share of "
        "wanted roles that have the holders they need is another of all, most, half or fewer, none",
        unit="rows",
        range="1 or more",
        sentence="rows, wrong or missing, that change what the headline says: {value}",
        measure=_fewest_rows,
        told=False,
    ),
)
