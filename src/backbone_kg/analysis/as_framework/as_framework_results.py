"""What comes of reading a partnership's coverage in a framework that its file does not go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from backbone_kg.analysis.analysis_results import Analysis, RoleState


class How(StrEnum):
    """How a role of the other framework is read, strongest first."""

    EXACT = "exact"
    """From a role that means the same."""
    CLOSE = "close"
    """From a role that means nearly the same."""
    NARROWER = "narrower"
    """From roles that are each a part of it."""
    BROADER = "broader"
    """From a role that it is a part of."""
    NO_COUNTERPART = "no counterpart"
    """Not at all: somebody compared, and found that nothing corresponds to it."""
    RELATED = "related"
    """Not at all: what corresponds to it has to do with it, but is neither part nor whole."""
    NO_ROLE = "no role"
    """Not at all: what corresponds to it is nothing that the file has as a role."""
    NOT_COMPARED = "not compared"
    """Not at all: the crosswalk does not speak of it."""

    @property
    def whole(self) -> bool:
        """Whether all of a role is read so; it then counts in the denominator of coverage."""
        return self in {How.EXACT, How.CLOSE}

    @property
    def readable(self) -> bool:
        """Whether anything follows for a role that is read so."""
        return self in {How.EXACT, How.CLOSE, How.NARROWER, How.BROADER}


class Standing(StrEnum):
    """What follows for a role of the other framework."""

    SHARED = "shared"
    """Two or more partners hold it; of a function, each capacity that is wanted of it."""
    HELD = "held"
    """One partner holds it; of a function, every capacity that is wanted of it is held."""
    IN_PART = "held in part"
    """Partners hold a part of it."""
    PERHAPS = "perhaps held"
    """Partners hold a role that it is a part of; whether they do this part is not known."""
    NO_PART = "no part held"
    """It is known that nobody holds any of the parts that can be read."""
    UNFILLED = "unfilled"
    """It is known that nobody holds it."""
    NO_EVIDENCE = "no evidence"
    """What it is read from has no known holder, and may have one."""
    NOT_OURS = "not ours"
    """The partnership does not want what it is read from."""
    UNREAD = "cannot be read"
    """Nothing is known of it; this is neither a gap nor coverage."""

    @property
    def gap(self) -> bool:
        """Whether it is known that nobody does it, as far as it can be read."""
        return self in {Standing.UNFILLED, Standing.NO_PART}


class Why(StrEnum):
    """Why a role of the file is not represented in the other framework."""

    OWN = "the partnership's own role"
    NO_COUNTERPART = "no counterpart"
    RELATED = "related only"
    NO_ROLE = "like something that is no role there"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role of the file that a role of the other framework is read from.

    Parameters
    ----------
    iri, label, state, holders, covered
        As in :class:`backbone_kg.analysis.analysis_results.RoleCoverage`.
    how
        What it is to the other role: the same, a part of it, or more than it.
    through
        What the crosswalk speaks of instead of the role itself: its function, or an activity that
        belongs to it; else "".
    comment
        What the crosswalk says of the comparison.
    """

    iri: str
    label: str
    state: RoleState
    holders: tuple[str, ...]
    covered: bool
    how: How
    through: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class RoleReading:
    """One role of the other framework.

    Parameters
    ----------
    iri, label, function
        The role, and the function that it belongs to; "" where the function is the role.
    how
        The strongest way in which it can be read; weaker ones decide nothing beside exact or close.
    standing
        What follows.
    holders
        Names of the partners that it follows from, sorted.
    covered
        Whether it has the holders that are needed; None where it is not read as a whole.
    parts_held, parts
        Where the standing follows from parts: how many of those that are wanted are held; else 0.
    read_from
        All that it is compared with, what decides first.
    comment
        If it has no counterpart, what the crosswalk says of why; if what corresponds to it is no
        role of the file, the name of that.
    """

    iri: str
    label: str
    function: str
    how: How
    standing: Standing
    holders: tuple[str, ...] = ()
    covered: bool | None = None
    parts_held: int = 0
    parts: int = 0
    read_from: tuple[OwnRole, ...] = ()
    comment: str = ""

    @property
    def counted(self) -> bool:
        """Whether it is in the denominator of coverage."""
        return self.how.whole and self.standing is not Standing.NOT_OURS


@dataclass(frozen=True, slots=True)
class Unrepresented:
    """A role of the file that no role of the other framework is read from, and why."""

    iri: str
    label: str
    state: RoleState
    holders: tuple[str, ...]
    why: Why


@dataclass(frozen=True)
class FrameworkReading:
    """The coverage of a partnership, read in another framework.

    Parameters
    ----------
    slug, title
        The framework that it is read in.
    roles
        Its roles, in its order.
    not_represented
        Roles of the file that none of them is read from, in the order of the file's framework.
    analysis
        What it is read from.
    """

    slug: str
    title: str
    roles: tuple[RoleReading, ...]
    not_represented: tuple[Unrepresented, ...]
    analysis: Analysis

    @property
    def counted(self) -> int:
        """The denominator: roles that are read as exact or close, and are wanted."""
        return sum(role.counted for role in self.roles)

    @property
    def covered(self) -> int:
        """The numerator: roles of the denominator that have the holders that are needed."""
        return sum(role.covered is True for role in self.roles if role.counted)

    @property
    def share(self) -> float | None:
        """``covered / counted``, 0 to 1; None when no role can be read as a whole."""
        return self.covered / self.counted if self.counted else None

    @property
    def compared(self) -> bool:
        """Whether the crosswalk speaks of any of its roles."""
        return any(role.how is not How.NOT_COMPARED for role in self.roles)

    def read_as(self, *ways: How) -> tuple[RoleReading, ...]:
        """Return the roles that are read in one of some ways."""
        return tuple(role for role in self.roles if role.how in ways)

    def standing(self, *standings: Standing) -> tuple[RoleReading, ...]:
        """Return the roles of which one of some standings follows."""
        return tuple(role for role in self.roles if role.standing in standings)

    @property
    def gaps(self) -> tuple[RoleReading, ...]:
        """The roles that nobody is known to do; never one that cannot be read."""
        return tuple(role for role in self.roles if role.standing.gap)

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as the schema of the analysis has it, under ``as_framework``."""
        return {
            "framework": {"slug": self.slug, "title": self.title},
            "coverage": {
                "covered": self.covered,
                "counted": self.counted,
                "share": self.share,
                "roles": len(self.roles),
                "how": _counts(How, (role.how for role in self.roles)),
                "standings": _counts(Standing, (role.standing for role in self.roles)),
            },
            "roles": [asdict(role) for role in self.roles],
            "not_represented": [asdict(role) for role in self.not_represented],
        }


def _counts(kinds: type[StrEnum], found: Iterable[StrEnum]) -> dict[str, int]:
    listed = list(found)
    return {kind.value: sum(one is kind for one in listed) for kind in kinds}
