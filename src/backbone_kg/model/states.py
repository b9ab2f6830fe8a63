"""The rule for a role's state: the only place in which it is decided."""

from __future__ import annotations

from enum import StrEnum


class RoleState(StrEnum):
    """How it stands with a role; the five are never mixed up.

    ``shared`` two or more partners hold it, ``held`` one does, ``unfilled`` it is known that
    nobody does, ``no evidence`` no holder was found and nobody knows that there is none,
    ``not ours`` the partnership leaves it to others.
    """

    SHARED = "shared"
    HELD = "held"
    UNFILLED = "unfilled"
    NO_EVIDENCE = "no evidence"
    NOT_OURS = "not ours"


def state_of(holders: int, *, wanted: str, complete: bool) -> RoleState:
    """Return the state of a role.

    Parameters
    ----------
    holders
        How many partners hold it, 0 or more.
    wanted
        ``yes``, ``not ours`` or ``unknown``.
    complete
        Whether a blank means nobody: the listing is complete and all of it could be read.

    Returns
    -------
    RoleState
        ``not ours`` whoever holds it; else ``shared`` (2 or more), ``held`` (1); with no holder
        ``unfilled`` only if it is wanted and the listing complete, else ``no evidence``.

    Examples
    --------
    >>> str(state_of(0, wanted="yes", complete=False))
    'no evidence'
    """
    if wanted == "not ours":
        return RoleState.NOT_OURS
    if holders >= 2:
        return RoleState.SHARED
    if holders == 1:
        return RoleState.HELD
    return RoleState.UNFILLED if complete and wanted == "yes" else RoleState.NO_EVIDENCE


def is_met(holders: int, *, wanted: str, needed: int) -> bool:
    """Return whether a role has the holders it needs: d(c) >= needed, and it is wanted.

    Parameters
    ----------
    holders, needed
        How many partners hold it, 0 or more, and how many should, 1 or more.
    wanted
        ``yes``, ``not ours`` or ``unknown``.
    """
    return wanted != "not ours" and holders >= needed
