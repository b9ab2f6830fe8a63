"""What is refused before a query of a stranger runs: updates, and calls to other machines."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from backbone_kg.base.errors import BackboneError
from backbone_kg.sparql import tokens
from backbone_kg.sparql.jobs import QueryError

_NO_CONNECTION: Final = (
    "Permission denied (os error 13)",
    "failed to lookup address information",
)
"""How Oxigraph tells of a connection that the system does not let it open."""


def check(text: str, allowed: Collection[str]) -> None:
    """Make sure that a query only asks, and calls no address but the allowed ones.

    Parameters
    ----------
    text
        The query. What is no query passes: who parses it knows the place of the mistake.
    allowed
        Addresses that SERVICE may call, letter by letter.

    Raises
    ------
    QueryError
        ``read-only`` or ``service-refused``.

    Notes
    -----
    Strangers' texts are looked through where the query runs, under the same deadline.
    """
    if _form(text) == "update":
        raise QueryError(
            "read-only", "This is an update, and this service takes none. Send a query."
        )
    for address in tokens.services(text):
        if address is None:
            raise QueryError(
                "service-refused",
                "SERVICE is followed by something other than one settled address. "
                + _what_is_allowed(allowed),
            )
        if address not in allowed:
            raise QueryError(
                "service-refused",
                f"SERVICE may not call {address}. {_what_is_allowed(allowed)}",
            )


def stopped_call(problem: BaseException | None) -> QueryError | None:
    """Return the refusal to tell where a query fails because it cannot open a connection.

    Parameters
    ----------
    problem
        What went wrong with a query that may call nobody.
    """
    if not isinstance(problem, OSError) or not any(one in str(problem) for one in _NO_CONNECTION):
        return None
    return QueryError(
        "service-refused", "SERVICE calls another machine, which is not allowed, and was stopped."
    )


def _form(text: str) -> str | None:
    try:
        return tokens.form(text)
    except BackboneError:
        return None


def _what_is_allowed(allowed: Collection[str]) -> str:
    if not allowed:
        return "This service calls no other."
    return f"This service may call: {', '.join(sorted(allowed))}."
