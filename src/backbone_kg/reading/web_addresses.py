"""Web addresses as people write them, completed where that is safe."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from backbone_kg.reading.cell_results import BLANK_IF_UNKNOWN, Trouble, Value, says_unknown

# RFC 3987 admits these and no others; of the other scripts' characters it leaves out private use
# and what Unicode reserves.
_OTHER_SCRIPTS = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14)
)
_BROKEN_SCHEME = r"(?i)^(?:h?t+ps?[:;.]?/*|//)(?=[^/:;]+\.)"
_DOI = r"(?i)(?:doi: ?)?(10\.\d{4,9}/\S+)"
_FILE_ENDING = "(?i)csv|docx?|gif|html?|jpe?g|json|od[st]|pdf|png|pptx?|rtf|txt|xlsx?|xml"
_LONGEST = 4000
"""Web servers and browsers refuse addresses much longer than half of this."""


@lru_cache(maxsize=2)
def _complete_address(others: str) -> re.Pattern[str]:
    """Return the pattern of a whole address; with other scripts it takes a while to compile."""
    legal = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/{others}]|%[0-9A-Fa-f]{{2}})"
    label = rf"[A-Za-z0-9{others}][A-Za-z0-9\-_{others}]*"
    host = rf"(?:{label}\.)+(?P<last>{label})(?::\d{{1,5}})?"
    return re.compile(
        rf"(?P<scheme>[Hh][Tt][Tt][Pp][Ss]?://)?{host}"
        rf"(?P<rest>/{legal}*)?(?:\?(?:{legal}|\?)*)?(?:#(?:{legal}|\?)*)?"
    )


def read_web_address(text: str) -> Value | Trouble:
    """Read a web address (http or https) from text.

    Parameters
    ----------
    text
        The text, cleaned by :func:`backbone_kg.base.names.clean`. The ``https://`` can be missing.

    Returns
    -------
    Value or Trouble
        An ``anyURI`` that is a valid IRI with a host that has a dot in it.

    Examples
    --------
    >>> read_web_address("www.x.org/about")
    Value(lexical='https://www.x.org/about', datatype='anyURI', forgiven='web-address-completed')
    >>> read_web_address("see www.x.org.")
    Trouble(text='see www.x.org.', code='not-a-web-address', suggestion='https://www.x.org')
    """
    address = _address(text)
    if not address:
        return Trouble(text, "not-a-web-address", _likely(text))
    return Value(address, "anyURI", "" if address == text else "web-address-completed")


def _address(text: str) -> str:
    """Return the text as a complete address, or "" if it is none."""
    pattern = _complete_address("" if text.isascii() else _OTHER_SCRIPTS)
    match = pattern.fullmatch(text) if len(text) <= _LONGEST else None
    if not match:
        return ""
    if match["scheme"]:
        return text
    last = match["last"]
    is_file = re.fullmatch(_FILE_ENDING, last) and not match["rest"]
    is_name = len(last) > 1 and not last.isdecimal() and not is_file
    return f"https://{text}" if is_name else ""


def _likely(text: str) -> str:
    """Return an address that may have been meant by a text that is none, or ""."""
    if says_unknown(text):
        return BLANK_IF_UNKNOWN
    if match := re.fullmatch(_DOI, text):
        return _address(f"https://doi.org/{match[1]}")
    attempts = [re.sub(_BROKEN_SCHEME, "https://", text), quote(text, safe=":/?#&=%+,;@~!$*")]
    attempts += [word.strip("<>()[]{}\"'.,;:") for word in text.split()]
    if " " in text:
        del attempts[1]  # a sentence with its spaces encoded is an address, but nobody's
    return next(filter(None, map(_address, attempts)), "")
