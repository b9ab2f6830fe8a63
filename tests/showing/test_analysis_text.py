"""An analysis as text: the answers to the questions that people ask, with counts."""

from __future__ import annotations

import pytest
from tests.generate import Sheets, good, put, random_sheets
from tests.small_files import read_sheets

from backbone_kg import Analysis, analyze
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.analysis_text import as_text, headline


def analysis_of(sheets: Sheets, as_of: str | None = None) -> Analysis:
    return analyze(read_sheets(sheets), as_of=as_of)


def section(text: str, title: str) -> list[str]:
    """Return the items under a title, each on one line."""
    lines = text.split(f"{title}\n", 1)[1].split("\n\n", 1)[0]
    return [" ".join(item.split()) for item in lines.removeprefix("  - ").split("\n  - ")]


def test_it_begins_with_what_it_is_about() -> None:
    text = as_text(analysis_of(good()))
    assert text.startswith(
        "River Valley Together\n"
        "River Valley, Ohio, 2025-09-30 (from the file)\n"
        "\n"
        "1 of 4 assignments has no From; it counts whenever its partner is a member.\n"
        "\n"
        "3 of 23 roles have the holders they need.\n"
    )
    asked = as_text(analysis_of(good(), "2024"))
    assert "River Valley, Ohio, 2024-12-31 (as asked)\n" in asked
    nameless = put(put(good(), "Partnership!A2", None), "Partnership!B2", None)
    assert as_text(analysis_of(nameless)).startswith("Unnamed partnership\n2025-09-30 (")


def test_a_partial_listing_says_what_that_means() -> None:
    analysis = analysis_of(put(good(), "Partnership!E2", "partial"))
    assert headline(analysis).endswith(partial_listing())
    (silent,) = section(as_text(analysis), "What is nobody doing?")
    assert silent.startswith("No evidence of a holder for 20 of 23 roles: ")
    assert "unfilled" not in as_text(analysis)


def test_what_rests_on_known_holders_says_so_before_it() -> None:
    text = as_text(analysis_of(put(good(), "Partnership!E2", "partial")))
    known = "  Of the holders that are known, since the listing is partial:\n  - "
    assert f"What hangs on one partner?\n{known}" in text
    assert f"In figures\n{known}" in text


def test_what_nobody_does_is_listed() -> None:
    sheets = good()
    sheets["Roles"] = [["Role", "Holders needed"], ["Build trust", 3]]
    items = section(as_text(analysis_of(sheets)), "What is nobody doing?")
    assert "Resolve conflict: unfilled" in items
    assert items[-1] == "Build trust: 2 of 3 holders needed"
    assert len(items) == 21


def test_when_all_is_covered_it_says_so() -> None:
    sheets = good()
    held = {"Build trust", "Advance policy", "Mobilize resources"}
    analysis = analysis_of(sheets)
    others = [role.label for role in analysis.roles if role.label not in held]
    sheets["Roles"] = [["Role", "Wanted"]]
    sheets["Roles"] += [[label, "not ours"] for label in others]
    text = as_text(analysis_of(sheets))
    assert "3 of 3 roles have the holders they need." in text
    assert section(text, "What is nobody doing?") == ["Every wanted role has the holders it needs."]


def test_who_carries_too_much_is_told_with_figures() -> None:
    text = as_text(analysis_of(put(good(), "Partners!C4", 0.25)))
    assert section(text, "Who is carrying too much?") == [
        "Youth Alliance: overloaded, 0.5 FTE assigned, 0.25 available"
    ]
    sheets = put(put(good(), "Partners!C2", 0.2), "Assignments!D3", None)
    text = as_text(analysis_of(sheets))
    assert section(text, "Who is carrying too much?") == [
        "Riverside Foundation: overloaded, at least 0.5 FTE assigned, 0.2 available",
    ]
    assert section(as_text(analysis_of(good())), "Who is carrying too much?") == [
        "Nobody of the 3 that hold a role, by the FTE that is given."
    ]


def test_who_holds_nothing_is_told() -> None:
    sheets = good()
    sheets["Partners"] += [["Quiet Library"], ["Silent Fund"]]
    assert section(as_text(analysis_of(sheets)), "Who is carrying too much?") == [
        "Nobody of the 3 that hold a role, by the FTE that is given.",
        "2 of 5 partners hold no role: Quiet Library; Silent Fund",
    ]


def test_what_is_not_known_of_load_is_told() -> None:
    text = as_text(analysis_of(put(good(), "Partners!C3", None)))
    assert section(text, "Who is carrying too much?") == [
        "Whether 1 partner carries too much is not known: too little FTE is given."
    ]


def test_an_unusual_share_says_what_it_is_held_against() -> None:
    sheets = good()
    names = [f"Partner {letter}" for letter in "ABCDE"]
    sheets["Partners"][1:] = [[name, "Consultant"] for name in names]
    roles = [role.label for role in analysis_of(good()).roles]
    sheets["Assignments"][1:] = [[name, roles[0]] for name in names]
    sheets["Assignments"] += [["Partner A", label] for label in roles[1:6]]
    text = as_text(analysis_of(sheets))
    assert section(text, "Who is carrying too much?") == [
        "Partner A holds more roles than most: 6 of 10 holdings (60%; equal shares would be 20%). "
        "A question to ask, not a finding.",
        "Whether 4 other partners carry too much is not known: too little FTE is given.",
    ]


def test_what_hangs_on_one_partner() -> None:
    text = as_text(analysis_of(good()))
    assert section(text, "What hangs on one partner?") == [
        "Riverside Foundation: Advance policy",
        "Youth Alliance: Mobilize resources",
    ]
    sheets = good()
    sheets["Assignments"] = sheets["Assignments"][:1]
    text = as_text(analysis_of(sheets))
    assert section(text, "What hangs on one partner?") == ["Nothing: no role has a holder."]
    sheets["Partnership"][1][4] = "partial"
    text = as_text(analysis_of(sheets))
    assert section(text, "What hangs on one partner?") == ["Nothing: no role has a known holder."]
    sheets["Assignments"] += [["Harbor Schools", "Build trust"], ["Youth Alliance", "Build trust"]]
    text = as_text(analysis_of(sheets))
    assert section(text, "What hangs on one partner?") == [
        "Nothing: every held role has at least two known holders."
    ]


def test_what_was_left_out_is_told_at_the_end() -> None:
    assert "Left out" not in as_text(analysis_of(good()))
    text = as_text(analysis_of(good(), "2027"))
    assert section(text.rstrip() + "\n\n", "Left out of the figures") == [
        "1 assignment that had ended by 2027-12-31.",
        "1 partner that was not a member on 2027-12-31.",
    ]


def test_what_could_not_be_read_is_told_before_any_figure() -> None:
    text = as_text(analysis_of(put(good(), "Assignments!A2", "Zebra")))
    first = text.split("\n\n")[1].replace("\n", " ")
    assert first.startswith("1 of 4 assignments could not be read, so what follows is incomplete:")
    assert "At least 3 of 23 roles have the holders they need." in text
    assert "unfilled" not in text


def test_no_figure_is_given_where_nothing_could_be_read_or_is_known() -> None:
    sheets = good()
    sheets["Assignments"][1:] = [["Zebra", "Build trust"], ["Lion", "Roar"]]
    text = as_text(analysis_of(sheets))
    assert "2 of 2 assignments could not be read" in text
    assert "roles" not in text
    text = as_text(analysis_of(good(), "1990"))
    assert text.split("\n\n")[1:] == [
        "Nothing in this file is known for 1990-12-31: it begins with 2019-01-01.\n"
    ]


def test_what_is_short_of_what_is_needed_is_told() -> None:
    sheets = put(good(), "Assignments!C4", "lead")
    sheets["Roles"] = [["Role", "FTE needed"], ["Build trust", 2], ["Advance policy", 0.25]]
    text = as_text(analysis_of(sheets))
    assert text.partition("What is short?\n")[2].partition("\n\n")[0] == (
        "  2 roles say how much FTE they need, and together lack 1.3 FTE.\n"
        "  - Build trust: 1.3 FTE short of 2\n"
        "  - Two or more partners lead 1 of 3 held roles: Build trust\n"
        "  Who leads is not known of 1 of 3 held roles: no lead is named, and the part of a holder "
        "is blank."
    )
    text = as_text(analysis_of(put(sheets, "Partnership!E2", "partial")))
    assert text.partition("What is short?\n")[2].startswith(
        "  Of the holders that are known, since the listing is partial:\n"
        "  2 roles say how much FTE they need, and together lack at most 1.3 FTE.\n"
    )


@pytest.mark.parametrize("width", [10, 40, 70])
def test_lines_fit_into_the_width_but_for_the_table(width: int) -> None:
    text = as_text(analysis_of(random_sheets(4)), width=width)
    table = next(part for part in text.split("\n\n") if part.startswith("  Manage"))
    assert "0 of" in table or "1 of" in table
    rest = [line for part in text.split("\n\n")[1:] if part != table for line in part.splitlines()]
    assert max(map(len, rest)) <= max(width, 40)


def test_in_a_narrow_window_no_line_is_wider_and_no_count_is_lost() -> None:
    analysis = analysis_of(good())
    lines = as_text(analysis, width=60).splitlines()
    assert max(map(len, lines)) <= 60
    told = " ".join(" ".join(lines).split())
    for function in analysis.functions:
        assert f"{function.name}: {function.covered} of {function.wanted}; " in told
