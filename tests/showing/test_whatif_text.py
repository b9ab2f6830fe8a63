"""A what-if in words: what weakens it first, then what would change by name."""

from __future__ import annotations

from typing import Any

from tests.generate import good
from tests.small_files import MONEY, POLICY, TRUST, partnership_of, read_sheets

from backbone_kg import whatif
from backbone_kg.showing.analysis_text import answer_text
from backbone_kg.showing.whatif_text import sections


def told(found: Any) -> str:
    return answer_text(found, sections(found), width=80, caveats_first=True)


def test_one_partner_leaves() -> None:
    data = partnership_of(
        ["A", TRUST, 0.5],
        ["A", POLICY, 0.25],
        ["B", TRUST, 0.25],
        partners=[["A", 1, "2019"], ["B", 1, "2019"]],
        roles=[[TRUST, "yes", 1, 1]],
        as_of="2025-09",
    )
    found = whatif(data, without=["A"])
    assert told(found).startswith(
        "River Valley Together\n"
        "Ohio, 2025-09-30 (from the file)\n"
        "\n"
        "3 of 3 assignments have no From; they count whenever their partner is a member.\n"
        "\n"
        "What if A left?\n"
        "  1 of 23 roles would have the holders they need; now it is 2.\n"
        "  - Nobody would hold Advance policy.\n"
        "  - B alone would hold Build trust.\n"
        "  - Build trust would be 0.75 FTE short; now it lacks 0.25.\n"
        "\n"
        "  Now, and as it would be; what neither has is left out.\n"
    )
    (section,) = sections(found)
    (table,) = section.tables
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Roles with enough holders"] == ("2 of 23", "1 of 23")
    assert rows["Roles that nobody holds"] == ("21", "22")
    assert rows["Partners that roles hang on"] == ("1: A", "1: B")
    assert rows["FTE short in all"] == ("0.25", "0.75")
    assert rows["Roles that hang on one partner"] == ("1 of 2", "1 of 1")


def test_of_a_partial_listing_only_the_known_holders_are_spoken_of() -> None:
    data = partnership_of(["A", TRUST], ["B", TRUST], ["A", POLICY], listing="partial")
    (section,) = sections(whatif(data, without=["A"]))
    assert section.caveats[-1] == "Of the holders that are known, since the listing is partial:"
    assert section.items[:2] == (
        "No holder would be known of Advance policy.",
        "B alone would hold Build trust.",
    )
    assert section.remarks[0].startswith("Whether 1 partner would carry too much is not known")


def test_several_things_at_once_are_said_first() -> None:
    data = partnership_of(["A", TRUST, 0.5], ["B", POLICY], partners=[["A", 0.6], ["B"]])
    found = whatif(data, assign=[f"{POLICY}=A:0.25", f"{MONEY}=B"], end=[f"{POLICY}=B"])
    (section,) = sections(found)
    assert section.title == "What if 3 things were otherwise?"
    assert section.lead.startswith(
        "B stops holding Advance policy. A takes Advance policy with 0.25 FTE. "
        "B takes Mobilize resources. 3 of 23 roles"
    )
    assert "A would be overloaded: 0.75 of 0.6 FTE." in section.items


def test_when_nothing_would_change_it_says_so() -> None:
    (section,) = sections(whatif(partnership_of(["A", TRUST], partners=[["A"], ["B"]]), ["B"]))
    assert section.items == ("Nothing that is measured would change.",)


def test_without_a_backbone_it_says_what_to_name() -> None:
    (section,) = sections(whatif(partnership_of(["A", TRUST])))
    assert section.lead.startswith("No partner is marked as backbone on ")
    assert "--without NAME" in section.lead


def test_where_nothing_could_be_read_there_is_no_figure() -> None:
    broken = read_sheets({**good(), "Assignments": [["Partner", "Role"], ["Zebra", TRUST]]})
    (section,) = sections(whatif(broken))
    assert "\n1 of 1 assignment could not be read" in told(whatif(broken))
    assert section.lead == "Nothing is known that a figure could rest on."
    assert not section.items
    assert not section.tables
