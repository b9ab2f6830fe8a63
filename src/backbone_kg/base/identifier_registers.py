"""Registration numbers of organizations: which register, and whether a number can be of it.

Codes of registers are those of org-id.guide (https://org-id.guide), of which the ones that
partnerships are likely to need are known here. A code that is not known is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from backbone_kg.base.names import clean

_WITH_REGISTER = re.compile(r"([A-Za-z]{2,3})[- ]([A-Za-z0-9_]+)[- :]\s*(.+)", re.DOTALL)
_EIN = r"(?i)(?:EIN|TAX ?ID|FEIN)?[-:# ]*(\d{2})[- ]?(\d{7})"
_ROR = r"(?i)(?:https?://)?(?:www\.)?ror\.org/(0[a-z0-9]{8})"
_NOT_EIN_PREFIXES: Final = frozenset(
    [
        *("00", "07", "08", "09", "17", "18", "19", "28", "29"),
        *("49", "69", "70", "78", "79", "89", "96", "97"),
    ]
)
"""Pairs of digits with which the Internal Revenue Service begins no number.

https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes
"""


class Register(NamedTuple):
    """A register of organizations.

    Parameters
    ----------
    name
        What its numbers are.
    form
        How a number is written, as a regular expression.
    example
        A number of that form, with the register's code.
    tidy
        Puts a number into its one form.
    """

    name: str
    form: str
    example: str
    tidy: Callable[[str], str] = str.upper


def _ein(number: str) -> str:
    digits = re.sub(r"[-\s]", "", number)
    return f"{digits[:2]}-{digits[2:]}" if digits.isdigit() and len(digits) == 9 else number


REGISTERS: Final = {
    "US-EIN": Register("a United States tax number", r"\d{2}-\d{7}", "US-EIN-12-3456789", _ein),
    "US-USAGOV": Register("a United States public body", r".+", "US-USAGOV-1", str),
    "GB-COH": Register("a British company number", r"[A-Z]{2}\d{6}|\d{8}", "GB-COH-09506232"),
    "GB-CHC": Register("an English charity number", r"\d{6,7}(?:-\d+)?", "GB-CHC-1234567"),
    "GB-SC": Register("a Scottish charity number", r"SC\d{6}", "GB-SC-SC012345"),
    "GB-NIC": Register("a Northern Irish charity number", r"(?:NIC)?\d{6}", "GB-NIC-100012"),
    "CA-CRA_ACR": Register(
        "a Canadian charity number", r"\d{9}RR\d{4}", "CA-CRA_ACR-123456789RR0001"
    ),
    "AU-ABN": Register("an Australian business number", r"\d{11}", "AU-ABN-12345678901"),
    "XI-LEI": Register(
        "a legal entity identifier", r"[A-Z0-9]{18}\d{2}", "XI-LEI-5493001KJTIIGC8Y1R12"
    ),
    "XI-ROR": Register(
        "a research organization's number", r"0[a-z0-9]{8}", "XI-ROR-05d5mza29", str.lower
    ),
    "XI-WIKIDATA": Register("an item of Wikidata", r"Q\d+", "XI-WIKIDATA-Q42"),
}


class Told(NamedTuple):
    """What there is to say of an identifier.

    Parameters
    ----------
    wrong
        What is wrong, as the end of a sentence about it; "" if nothing is.
    suggestion
        What was likely meant; "" if that is not known.
    """

    wrong: str = ""
    suggestion: str = ""


def tidy_identifier(text: str) -> str:
    """Return an identifier as its register writes it; any other text as it is.

    Letters of a code are capitals, and spaces in a number are left out.

    Examples
    --------
    >>> tidy_identifier("us-ein-12-3456789"), tidy_identifier("US-EIN-123456789")
    ('US-EIN-12-3456789', 'US-EIN-12-3456789')
    """
    match = _WITH_REGISTER.fullmatch(clean(text))
    if match is None:
        return text
    code, number = f"{match[1]}-{match[2]}".upper(), match[3]
    register = REGISTERS.get(code)
    if register is None or not re.fullmatch(r"[\w\s-]+", number):
        return text
    return f"{code}-{register.tidy(''.join(number.split()))}"


def check_identifier(text: str) -> Told:
    """Return what is wrong with an identifier that names its register.

    Examples
    --------
    >>> check_identifier("US-EIN-1234567").wrong
    'has no number of the form US-EIN-12-3456789, as a United States tax number has'
    >>> check_identifier("US-IEN-12-3456789").suggestion
    'US-EIN-12-3456789'
    """
    match = _WITH_REGISTER.fullmatch(text)
    if match is None:
        return Told()
    code, number = f"{match[1]}-{match[2]}", match[3]
    if re.search(r"[;,\n]|\s[A-Z]{2,3}-", number):
        return Told("holds more than one identifier; keep one, and the others in “Notes”")
    register = REGISTERS.get(code)
    if register is None:
        return _of_unknown_register(code, number)
    if not re.fullmatch(register.form, number):
        as_it_has = f"has no number of the form {register.example}, as {register.name} has"
        return Told(as_it_has, _with_lost_zeros(code, number, register))
    if code == "US-EIN" and number[:2] in _NOT_EIN_PREFIXES:
        return Told(f"begins with {number[:2]}, with which no United States tax number begins")
    return Told()


def _of_unknown_register(code: str, number: str) -> Told:
    near = _near_code(code)
    if not near:
        return Told()
    suggestion = tidy_identifier(f"{near}-{number}")
    return Told(f"names the register {code}, which is not known", suggestion)


def _with_lost_zeros(code: str, number: str, register: Register) -> str:
    """Return a number with the zeros in front that a spreadsheet took from it, or ""."""
    if not number.isdigit():
        return ""
    for zeros in range(1, 3):
        filled = register.tidy("0" * zeros + number)
        real = code != "US-EIN" or filled[:2] not in _NOT_EIN_PREFIXES
        if real and re.fullmatch(register.form, filled):
            return f"{code}-{filled}"
    return ""


def _near_code(code: str) -> str:
    from rapidfuzz.distance import OSA

    return next((known for known in REGISTERS if OSA.distance(known, code) == 1), "")


def with_register(text: str) -> str:
    """Return a number without its register as it likely is with it; "" if that is not known.

    Examples
    --------
    >>> with_register("47-1234567"), with_register("EIN 12-3456789"), with_register("12345")
    ('US-EIN-47-1234567', 'US-EIN-12-3456789', '')
    """
    said = clean(text)
    if match := re.fullmatch(_EIN, said):
        return f"US-EIN-{match[1]}-{match[2]}"
    if match := re.fullmatch(_ROR, said):
        return f"XI-ROR-{match[1].lower()}"
    return ""
