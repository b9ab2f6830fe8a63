"""What is refused before a query of a stranger runs: updates, and calls to other machines."""

from __future__ import annotations

from collections.abc import Collection

from backbone_kg.errors import BackboneError
from backbone_kg.sparql import tokens
from backbone_kg.sparql.jobs import QueryError


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
    A text can be made that takes long to look through, so strangers' texts are looked through where
    the query runs and under the same deadline.
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


def _form(text: str) -> str | None:
    try:
        return tokens.form(text)
    except BackboneError:
        return None


def _what_is_allowed(allowed: Collection[str]) -> str:
    if not allowed:
        return "This service calls no other."
    return f"This service may call: {', '.join(sorted(allowed))}."
