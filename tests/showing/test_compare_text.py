"""A comparison in words: never more than the files say, and what weakens it first."""

from __future__ import annotations

from typing import Any

from lxml import html
from tests.small_files import FAIR, MONEY, POLICY, TRUST, file_of, partnership_of, read_sheets

from backbone_kg import Partnership, compare, ontology
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.compare_page import compare_page
from backbone_kg.showing.compare_text import compare_text, sections, title

FSG = ontology.framework("fsg-2012-07").title


def at(day: str | None, *rows: Any, **rest: Any) -> Partnership:
    return partnership_of(*rows, as_of=day, **rest)


def said(*of: Any, **rest: Any) -> str:
    return " ".join(compare_text(compare(*of, **rest)).split())


def change() -> tuple[Partnership, Partnership]:
    old = at("2022", ("Ada", TRUST), ("Bea", POLICY), ("Old Name", MONEY), ("Smith Fund", FAIR),
             partners=[("Ada",), ("Bea",), ("Old Name", None, None, None, "US-EIN-12"),
                       ("Smith Fund",)], roles=[(FAIR,)])  # fmt: skip
    new = at("2025", ("Ada", TRUST, None, None, "2023-05"), ("Cleo", TRUST, None, "2023-06-10"),
             ("Other", MONEY), ("The Smith Fund, Inc.", FAIR),
             partners=[("Ada",), ("Cleo", None, "2023-06-01"),
                       ("Other", None, None, None, "US-EIN-12"), ("The Smith Fund, Inc.",)],
             roles=[(FAIR,)])  # fmt: skip
    return old, new


def test_what_changed_is_told_by_name_with_its_dates() -> None:
    text = said(*change())
    for sentence in (
        "1 partner joined, 1 partner left, 1 holding began and 2 holdings ended from December 31, "
        "2022 to December 31, 2025.",
        "Cleo joined (June 1, 2023).",
        "Bea left, on a day that is not said.",
        "Old Name goes by the name Other; it is one by its identifier.",
        "Smith Fund is likely The Smith Fund, Inc.; it counts neither as joined nor as left.",
        "Build trust may have passed from Ada (until May 2023) to Cleo (since June 10, 2023), at "
        "most 40 days later.",
        "Build trust: Cleo began holding it (June 10, 2023).",
        "Build trust: Ada stopped holding it (May 2023).",
        "Advance policy: Bea stopped holding it, on a day that is not said: its row is gone, and "
        "the listing is complete.",
        "That one came after the other does not say that it took over.",
        "Coverage: 4 of 24 (17%), then 3 of 24 (13%): the partnership changed.",
    ):
        assert sentence in text, sentence


def test_of_partial_listings_nothing_is_told_as_joined_left_begun_or_ended() -> None:
    text = said(
        at("2022", ("Ada", TRUST), listing="partial"),
        at("2025", ("Bea", POLICY), listing="partial"),
    )
    assert partial_listing("The listing of each date") in text
    assert "4 differences may lie only in what is known from" in text
    assert "Bea stands in the later file alone, and whether it joined is not known." in text
    assert "Ada stands in the earlier file alone, and whether it left is not known." in text
    assert "the row of Ada is gone; whether it ended is not known." in text
    assert "Bea is listed for it in the later file alone; whether it began in between" in text


def test_what_is_known_later_did_not_happen_in_between() -> None:
    old = at("2022", ("Ada", TRUST), listing="partial")
    new = at(
        "2025",
        ("Ada", TRUST, None, None, "2021"),
        ("Ada", POLICY, None, "2010"),
        ("Ada", MONEY, None, "2010"),
    )
    text = said(old, new)
    assert "Ada held it before 2022-12-31 (2010), which the earlier file does not have" in text
    assert "Ada had stopped before 2022-12-31 (2021), as the later file says" in text
    assert "then 2 of 23 (9%): only what is known or asked of it changed" in text


def test_roles_that_only_the_listing_tells_otherwise_are_told_together() -> None:
    old = at("2022", ("Ada", TRUST), listing="partial")
    new = at("2025", ("Ada", TRUST), ("Ada", POLICY, None, "2024"))
    text = said(old, new)
    assert (
        "21 roles, no evidence, then unfilled: only what is known or asked of it changed (one "
        "listing is complete, the other partial): Listen to others"
    ) in text
    assert text.count("no evidence, then unfilled") == 1
    assert "could not be read" not in text


def test_many_of_a_kind_are_counted_and_never_called_more_than_they_are() -> None:
    rows = [(f"Partner number {n} of town {chr(65 + n)}", TRUST) for n in range(15)]
    text = said(at("2022", ("Ada", TRUST), listing="partial"), at("2025", *rows, listing="partial"))
    assert "3 more differ, and whether they began in between is not known." in text
    assert "and 3 more." in text


def test_no_difference_is_said_in_a_word() -> None:
    file = at("2022", ("Ada", TRUST))
    text = said(file, file, end="2025")
    assert "Nothing differs from December 31, 2022 to December 31, 2025." in text


def test_the_order_of_time_is_told_whichever_date_is_named_first() -> None:
    old, new = change()
    there, back = said(old, new), said(new, old)
    first = "The first date asked for is the later one; all is told in the order of time. "
    assert back == there.replace("2025? ", f"2025? {first}", 1)


def test_before_all_that_is_known_nothing_is_compared() -> None:
    found = compare(at("2025", ("Ada", TRUST, None, "2020")), start="1990")
    assert title(found) == "Nothing can be compared from December 31, 1990 to December 31, 2025"
    (only,) = sections(found)
    assert only.caveats == (
        "On 1990-12-31: Nothing in this file is known for 1990-12-31: it begins with 2020-01-01.",
    )
    assert only.lead == f"{title(found)}."
    assert only.items == ()


def test_other_partnerships_and_files_without_a_date_are_told_first() -> None:
    other = file_of(("Ada", POLICY))
    other["Partnership"][1][:2] = ["Lake Town Forward", "Texas"]
    text = said(at(None, ("Ada", TRUST)), read_sheets(other, name="other"))
    assert (
        "The files name different partnerships, “River Valley Together” (Ohio) and “Lake Town "
        "Forward” (Texas); what follows takes them for one."
    ) in text
    assert text.count("does not say of which date it speaks; it is taken for today’s.") == 2
    assert "What differs between two files of" in text
    assert ": what differs is what the two files say of that day." in text


def test_other_frameworks_are_told_with_what_is_lost() -> None:
    text = said(
        at("2022", ("Ada", POLICY), ("Ada", TRUST)), at("2025", ("Ada", POLICY), framework=FSG)
    )
    assert "The files go by different frameworks, “Mathematica" in text
    assert "are lost in that, and are no gaps: " in text
    assert "How does 2022-12-31 read in the framework of 2025-12-31?" in text


def test_the_page_says_the_same_and_needs_nothing_else() -> None:
    old, new = change()
    found = compare(old, new)
    page = html.fromstring(compare_page(found))
    shown = " ".join(str(page.xpath("string(//main)")).split())
    for section in sections(found):
        for text in (section.title, *section.caveats, section.lead, *section.items):
            assert text in shown
    assert page.xpath("//h1/text()") == ["River Valley Together"]
    assert page.xpath("//header//dt/text()") == ["Community", "Framework", "From", "To"]
    assert not page.xpath("//script | //link[not(@href='data:,')] | //img")
    assert compare_page(found) == compare_page(found)
