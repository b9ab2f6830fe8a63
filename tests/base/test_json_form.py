"""Results as JSON, and the schema that follows from their fields."""

from __future__ import annotations

import datetime
import json
import math
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

import jsonschema
import pytest

from backbone_kg.base.json_form import plain, schema_of


class Verdict(StrEnum):
    FINE = "fine"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Part:
    """One part.

    Parameters
    ----------
    name, nickname
        What people call it.
    shares
        Of each year.
    """

    name: str
    nickname: str
    shares: tuple[Fraction, ...] = ()


@dataclass(frozen=True)
class Whole:
    """All of it.

    Parameters
    ----------
    parts
        In the order of the file.
    load
        At least 0; None when
        it is not known.
    """

    parts: tuple[Part, ...]
    load: Decimal | float | None
    verdict: Verdict = Verdict.UNKNOWN
    day: datetime.date = datetime.date(2026, 1, 31)
    kind: Literal["add", "end"] = "add"
    span: tuple[int, int] = (0, 1)
    counts: dict[str, int] = field(default_factory=dict)


def published() -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    return {**schema_of(Whole, definitions), "$defs": definitions}


WHOLE = Whole((Part("A", "a", (Fraction(1, 4),)),), Decimal("0.1"), counts={"all": 2})


def test_a_result_is_an_object_with_its_fields() -> None:
    assert plain(WHOLE) == {
        "parts": [{"name": "A", "nickname": "a", "shares": [0.25]}],
        "load": 0.1,
        "verdict": "not known",
        "day": "2026-01-31",
        "kind": "add",
        "span": [0, 1],
        "counts": {"all": 2},
    }


def test_a_number_without_bound_is_null() -> None:
    assert plain((math.inf, math.nan, 2.5)) == [None, None, 2.5]


def test_what_is_written_keeps_to_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(published())
    jsonschema.validate(json.loads(json.dumps(plain(WHOLE))), published())


@pytest.mark.parametrize(
    "wrong",
    [
        {"load": "much"},
        {"verdict": "bad"},
        {"kind": "move"},
        {"span": [1]},
        {"unknown": 1},
        {"parts": [{"name": "A"}]},
        {"counts": {"all": "2"}},
    ],
)
def test_anything_else_does_not(wrong: dict[str, Any]) -> None:
    document = json.loads(json.dumps(plain(WHOLE))) | wrong
    assert not jsonschema.Draft202012Validator(published()).is_valid(document)


def test_the_schema_says_what_the_docstring_says() -> None:
    definitions = published()["$defs"]
    assert definitions["whole"]["description"] == "All of it."
    said = definitions["whole"]["properties"]["load"]["description"]
    assert said == "At least 0; None when it is not known."
    for name in ("name", "nickname"):
        assert definitions["part"]["properties"][name]["description"] == "What people call it."


def test_a_definition_that_stands_stays() -> None:
    definitions: dict[str, Any] = {"part": {"type": "object"}}
    schema_of(Whole, definitions)
    assert definitions["part"] == {"type": "object"}


def test_what_has_no_form_in_json_is_an_error() -> None:
    with pytest.raises(TypeError, match="no form in JSON"):
        schema_of(complex, {})
