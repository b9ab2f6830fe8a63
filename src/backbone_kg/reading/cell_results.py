"""What comes of reading a cell as some kind of thing: a value, or a trouble to tell the user."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from backbone_kg.base.names import key

BLANK_IF_UNKNOWN = "leave it blank if it is not known"
BLANK_IF_NOT_ENDED = "leave it blank if it has not ended"
_UNKNOWN = (
    r"unknown|not known|unk|unsure|not sure|don't know|n/a|n\.a\.|na"
    r"|tb[dca]|to be (?:determined|confirmed)"
)


class Value(NamedTuple):
    """A cell that was understood.

    Parameters
    ----------
    lexical
        The value as RDF writes it; valid for the datatype.
    datatype
        Local name of the XSD datatype: ``string``, ``decimal``, ``integer``, ``date``,
        ``gYearMonth``, ``gYear``, ``boolean`` or ``anyURI``.
    forgiven
        Code of what was forgiven in reading it: ``text-number`` (a number that stands in the file
        as text), ``written-date`` (a date not written as YYYY-MM-DD), ``web-address-completed``
        (``https://`` was put in front), or "".
    """

    lexical: str
    datatype: str
    forgiven: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that was not understood.

    Parameters
    ----------
    text
        The text of the cell as the user sees it.
    code
        ``not-a-number``, ``not-a-whole-number``, ``number-range``, ``time-share``,
        ``not-a-date``, ``ambiguous-date``, ``impossible-date``, ``vague-date``, ``two-dates``,
        ``date-without-year``, ``not-yes-or-no``, ``not-a-web-address``, ``formula-error`` or
        ``not-calculated``.
    suggestion
        What was likely meant, several joined by "or"; or :data:`BLANK_IF_UNKNOWN` and the like;
        or "".
    what
        What it can be, in words, where there is no one value to suggest; else "".
    first, last
        The least and the greatest value that it can mean; "" where there is none.
    """

    text: str
    code: str
    suggestion: str = ""
    what: str = field(default="", repr=False)
    first: str = field(default="", repr=False)
    last: str = field(default="", repr=False)


def says_unknown(text: str) -> bool:
    """Return whether a text only says that there is nothing to say.

    Examples
    --------
    >>> says_unknown("??"), says_unknown("TBD"), says_unknown("–"), says_unknown("2019?")
    (True, True, True, False)
    """
    said = key(text)
    return bool(re.fullmatch(_UNKNOWN, said)) or not said.strip("?-. ")
