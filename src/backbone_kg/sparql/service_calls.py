"""Which queries may call another machine with SERVICE.

Oxigraph calls whoever stands behind SERVICE, and its parser has no setting against that. A call
has one form in every engine: the word, perhaps SILENT, one address, and a group in braces. That
form is looked for at every place of a text, whatever stands around it. So it does not matter where
a string, a comment or an IRI ends, of which engines have views of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from backbone_kg.sparql.query_errors import QueryError

_GAP = r"(?:\s|#[^\r\n]*+[\r\n])*+"
_REST = r"[^\s{#\\]*+(?:\\.[^\s{#\\]*+)*+"
_ADDRESS = rf"<[^<>]*+>|[?$]{_REST}|[^\x00-,/:-@\[-^`{{-\x7f]*+:{_REST}"
_CALL: Final = re.compile(
    # A variable such as ?service is stepped over; the call is looked at without being stepped over.
    rf"[?$]\w++|service(?={_GAP}(?:silent)?+{_GAP}(?P<address>{_ADDRESS}){_GAP}\{{)",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_NO_CONNECTION: Final = (
    "Permission denied (os error 13)",
    "failed to lookup address information",
)
"""How Oxigraph tells of a connection that the system does not let it open."""


def check_calls(text: str, allowed: Collection[str], remedy: str) -> None:
    r"""Make sure that a query calls no address but the allowed ones.

    Parameters
    ----------
    text
        The query.
    allowed
        Addresses that SERVICE may call, letter by letter.
    remedy
        What to do about an address that is not allowed, with ``{address}`` in the place of it.

    Raises
    ------
    QueryError
        ``service-refused``. An address must be written in full; a variable or a prefixed name is
        refused. So is what looks like a call and is none: a property whose name ends in “service”,
        in a pattern without a dot before the next brace.

    Examples
    --------
    >>> text = "SELECT ?service { ?service a <urn:Service> } # SERVICE?"
    >>> check_calls(text, (), "")
    >>> check_calls("ASK { SERVICE <http://a.example/> {} }", ["http://a.example/"], "")
    """
    # Engines differ in when they resolve escapes.
    for reading in {text, _ESCAPE.sub(_resolved, text)}:
        for call in _CALL.finditer(reading):
            written = call["address"]
            if written is None:
                continue
            if not written.startswith("<"):
                raise QueryError(
                    "service-refused",
                    f"SERVICE calls {_shown(written)}, which does not settle who is called. Write "
                    "the address in full: SERVICE <https://…>. If no call is meant, put a dot "
                    "before the brace.",
                )
            if written[1:-1] not in allowed:
                address = _shown(written[1:-1])
                raise QueryError(
                    "service-refused",
                    f"SERVICE calls {address}, which is not allowed. "
                    + remedy.replace("{address}", address),
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


def _resolved(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16))


def _shown(address: str) -> str:
    """Return an address as a message can hold it: half of a character is no text."""
    short = address if len(address) <= 200 else f"{address[:200]}…"
    return short.encode(errors="backslashreplace").decode()
