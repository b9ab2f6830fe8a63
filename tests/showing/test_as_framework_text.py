"""A reading in another framework as text: what is known, and what cannot be read, set apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from tests.analysis.frameworks import HILL, LAKE, analysis_of, framework, reading_of

from backbone_kg.analysis import read_through
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.as_framework_text import as_framework_text, headline


def told(rows: Sequence[str], holds: Mapping[str, Sequence[str]], **more: Sequence[str]) -> str:
    # mypy takes each of `more` for any of the named arguments.
    analysis = analysis_of(LAKE, holds, **more)  # type: ignore[arg-type]
    return as_framework_text(reading_of(analysis, LAKE, HILL, rows), width=1000)


def section(text: str, title: str) -> list[str]:
    """Return the items under a title."""
    return text.split(f"{title}\n  - ", 1)[1].split("\n\n", 1)[0].rstrip().split("\n  - ")


def test_it_begins_with_whose_coverage_it_is_and_in_what() -> None:
    assert told(["listen exact understand", "- none sing"], {"listen": ["A"]}).startswith(
        "River Valley Together\n"
        "Ohio, 2025-09-30 (from the file)\n"
        "\n"
        "Read in “Hill framework”, through the crosswalk. The file goes by “Lake framework”.\n"
        "\n"
        "1 of 1 role that can be read as a whole has the holders it needs. Not counted, of its "
        "4 roles: 1 without counterpart, which is no gap; 2 compared by nobody.\n"
    )


def test_when_nothing_is_compared_it_says_no_more() -> None:
    text = told([], {"listen": ["A"]})
    assert text.endswith(
        "\n\nNobody has compared the two frameworks, so nothing can be read of it.\n"
    )


def test_the_files_own_framework_is_told_as_such() -> None:
    analysis = analysis_of(HILL, {"guide": ["A"], "fish": ["A"]})
    text = as_framework_text(read_through(analysis, HILL, HILL, ()))
    assert "Read in “Hill framework”, by which the file goes.\n" in text
    assert "1 of 4 roles that can be read as a whole have the holders they need.\n" in text
    assert section(text, "What of the file is not represented in it?") == [
        "The partnership's own role (1): Fish"
    ]


def test_what_nobody_does() -> None:
    rows = ["listen close understand", "plan broader guide", "raise-money narrower pay"]
    assert section(told(rows, {}), "What is nobody doing?") == [
        "Understand: unfilled (close to “Listen”)",
        "Guide: no part held that can be read (with the part “Plan”)",
        "Pay: unfilled (a part of “Raise money”)",
    ]
    assert section(told(rows, {}, unknown=["listen"]), "What is nobody doing?")[-1] == (
        "Understand: no evidence (close to “Listen”)"
    )


def test_what_is_held() -> None:
    rows = ["listen exact understand", "steer close guide"]
    holds = {name: ["A", "B"] for name in ("listen", "plan", "measure")} | {"adapt": ["C"]}
    assert section(told(rows, holds), "What is held?") == [
        "Understand: shared by A and B (the same as “Listen”)",
        "Guide: held by A, B and C (close to “Steer”: “Plan”, “Measure”, “Adapt”)",
    ]


def test_many_partners_are_counted() -> None:
    text = told(["listen exact understand"], {"listen": list("ABCDEF")})
    assert "shared by A, B, C, D and 2 more (" in text
    assert "by A, B, C, D and E (" in told(["listen exact understand"], {"listen": list("ABCDE")})


def test_what_is_held_in_part_or_perhaps() -> None:
    rows = [
        "plan broader guide",
        "measure broader guide",
        "raise-money narrower pay",
        "ask broader sing",
    ]
    holds = {"plan": ["A"], "raise-money": ["B"], "ask": ["C"]}
    assert section(told(rows, holds), "What is held in part, or perhaps?") == [
        "Guide: 1 of 2 parts that can be read, by A (“Plan”; not “Measure”)",
        "Sing: the one part that can be read, by C (“Ask”)",
        "Pay: perhaps, by B (a part of “Raise money”)",
    ]


def test_what_cannot_be_read_is_told_with_the_reason() -> None:
    site = framework("site", {"steer": ["plan"], "fund": ["pay"]}, qualities=["neutral"])
    rows = ["fund related pay", "pay none -", "plan related pay", "neutral close guide"]
    analysis = analysis_of(site, {})
    text = as_framework_text(reading_of(analysis, site, HILL, [*rows, "- none sing"]), width=1000)
    assert section(text, "What cannot be read?") == [
        "Sing: no counterpart; this is no gap. Because - none sing.",
        "Pay: only related to “Plan”, “Fund” (which is no role of the file)",
        "Guide: like “Neutral”, which is no role of the file",
        "Compared by nobody: Understand",
    ]
    assert "What is nobody doing?" not in text
    text = told(["listen exact understand"], {}, not_ours=["listen"])
    assert section(text, "What cannot be read?")[-1] == "Not ours, as the file says: Understand"


def test_a_partial_listing_says_what_that_means() -> None:
    analysis = analysis_of(LAKE, {}, complete=False)
    said = headline(reading_of(analysis, LAKE, HILL, ["listen exact understand"]))
    assert said.endswith(partial_listing())


@pytest.mark.parametrize("width", [10, 40, 70])
def test_lines_fit_into_the_width(width: int) -> None:
    rows = ["steer close guide", "raise-money narrower pay", "- none sing"]
    analysis = analysis_of(LAKE, {"plan": ["A"], "raise-money": ["B"]})
    text = as_framework_text(reading_of(analysis, LAKE, HILL, rows), width=width)
    lines = [line for line in text.splitlines()[2:] if not line.endswith("?")]
    assert max(map(len, lines)) <= max(width, 40)
