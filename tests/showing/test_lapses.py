"""What runs out, in sentences: what is not known first, then the dates."""

from __future__ import annotations

from typing import Any

from tests.showing.topics import topic
from tests.small_files import FAIR, MONEY, POLICY, TRUST, partnership_of

from backbone_kg import analyze
from backbone_kg.showing.sections import as_text


def said(*rows: Any, **rest: Any) -> str:
    analysis = analyze(partnership_of(*rows, as_of="2025-09", **rest))
    found = topic("lapses", analysis)
    assert found is not None
    return as_text([found], width=80)


def test_each_lapse_is_told_with_who_ends_why_and_who_holds_it_then() -> None:
    assert said(
        ("Ada", TRUST, None, "2020", "2026-06-30"),
        ("Ada", POLICY),
        ("Bea", POLICY, None, None, "2025-12"),
        ("Bea", MONEY, None, "2020", "2026"),
        ("Cleo", FAIR, None, "2024", "2027"),
        ("Dan", TRUST, None, "2026-09"),
        ("Dan", "Resolve conflict"),
        roles=[(POLICY, "yes", 2), (FAIR,)],
        partners=[("Ada",), ("Bea",), ("Cleo",), ("Dan", None, None, "2026-01-15")],
    ) == (
        "What runs out?\n"
        "  No end is known for 1 of 6 holdings: whether it lapses is not known.\n"
        "  By the ends that are known, 2 roles lose their last holder, 1 role loses a\n"
        "  needed holder and 1 role may lose its last or a needed one until September 30,\n"
        "  2026.\n"
        "  - Advance policy loses a needed holder during December 2025: the assignment of\n"
        "    Bea ends; Ada holds it then, and 2 are needed.\n"
        "  - Resolve conflict loses its last holder after January 15, 2026: Dan leaves\n"
        "    the partnership; nobody is listed for it then.\n"
        "  - Build trust loses its last holder after June 30, 2026: the assignment of Ada\n"
        "    ends; nobody is listed for it then.\n"
        "  - Mobilize resources may lose its last holder during 2026: the assignment of\n"
        "    Bea ends; nobody is listed for it then.\n"
    )


def test_of_a_partial_listing_the_holders_that_are_known_are_meant() -> None:
    text = said(
        ("Ada", TRUST, None, None, "2026-03"),
        ("Bea", TRUST, None, "2026-09", "2026-10-02"),
        listing="partial",
    )
    assert "1 role loses its last known holder until" in " ".join(text.split())
    assert (
        "Build trust loses its last known holder during March 2026: the assignment of Ada ends; "
        "nobody is known to hold it then, until Bea begins (September 2026)."
    ) in " ".join(text.split())


def test_an_end_that_may_be_past_says_so() -> None:
    assert "during 2025, which may be past: " in said(("Ada", TRUST, None, "2020", "2025"))


def test_several_that_end_on_one_day_are_told_together() -> None:
    rows = [(name, TRUST, None, None, "2026-03-31") for name in ("Ada", "Bea", "Cleo")]
    text = said(*rows, partners=[("Ada",), ("Bea",), ("Cleo", None, None, "2026-03-31")])
    assert "the assignments of Ada, Bea and Cleo end; nobody is listed" in " ".join(text.split())


def test_without_a_known_end_nothing_is_said_of_what_lapses() -> None:
    assert said(("Ada", TRUST, None, "2020"), ("Bea", POLICY)) == (
        "What runs out?\n  No end is known for 2 of 2 holdings: whether they lapse is not known.\n"
    )


def test_where_nothing_lapses_that_is_said_of_the_known_ends_alone() -> None:
    assert said(("Ada", TRUST, None, "2020", "2030")) == (
        "What runs out?\n"
        "  By the ends that are known, no role loses its last or a needed holder until\n"
        "  September 30, 2026.\n"
    )


def test_where_no_role_is_held_none_can_lapse() -> None:
    assert "No role is held, so no role can lose one." in said(partners=[("Ada",)])
    partial = said(partners=[("Ada",)], listing="partial")
    assert "No holder is known, so no role can lose one." in partial


def test_many_lapses_are_counted() -> None:
    rows = [
        (f"P{n}", TRUST if n == 1 else f"Own role {n}", None, None, "2026-03") for n in range(20)
    ]
    text = said(*rows, roles=[(row[1],) for row in rows])
    assert text.count("  - ") == 12
    assert "8 more lapses follow, until March 2026." in text
