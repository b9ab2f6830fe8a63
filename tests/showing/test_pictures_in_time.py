"""The timeline and the change map: whole, in order, and never more than is known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import run
from tests.generate import ROLES, Cell
from tests.showing.partnerships import NAMES
from tests.showing.picture_checks import check_sizes, check_texts, drawn, marks, texts
from tests.small_files import MONEY, POLICY, TRUST, partnership_of

import backbone_kg
from backbone_kg import BackboneError, Partnership, compare, timeline

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "graduate-tacoma"


def at(day: str, *rows: Any, **rest: Any) -> Partnership:
    return partnership_of(*rows, as_of=day, **rest)


def history() -> list[tuple[Cell, ...]]:
    return [
        ("Old Council", TRUST, None, "2008", "2012-06"),
        ("Leadership Table", TRUST, None, "2012-07-15"),
        ("Ada", POLICY),
        ("Bea", POLICY, None, "2010", "2010"),
        ("Cleo", MONEY, None, "2013-02-01", "2014-03-31"),
    ]


def many(partners: int) -> list[tuple[Cell, ...]]:
    dates = [None, "2010", "2012-06", "2014-03-05"]
    return [
        (
            f"Partner {n:04}",
            ROLES[(n * 5 + step * 3) % 20],
            None,
            dates[n % 4],
            dates[(n + step) % 3],
        )
        for n in range(partners)
        for step in range(1 + n % 4)
    ]


def hard_names(day: str) -> Partnership:
    rows = [(name, role) for n, name in enumerate(NAMES) for role in ROLES[n : n + 2]]
    return at(day, *rows[:: 2 if day == "2020" else 1])


SAMPLES: dict[str, Any] = {
    "a timeline": lambda: timeline(at("2015", *history())),
    "of 60 partners": lambda: timeline(at("2015", *many(60))),
    "of 500 partners": lambda: timeline(at("2015", *many(500))),
    "of hard names": lambda: timeline(hard_names("2025")),
    "of nobody": lambda: timeline(at("2015", partners=[("Ada",)])),
    "of nothing that was read": lambda: timeline(at("2015", ("Ada", "Built trsut"))),
    "a change": lambda: compare(at("2015", *history()), start="2009"),
    "in 60 partners": lambda: compare(at("2009", *many(40)), at("2015", *many(60))),
    "in hard names": lambda: compare(hard_names("2020"), hard_names("2025")),
    "in nothing": lambda: compare(at("2015"), at("2016")),
    "before all that is known": lambda: compare(at("2015", *history()), start="1990"),
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_text_lies_on_another_or_outside_the_picture_or_is_too_small(sample: str) -> None:
    picture = drawn(SAMPLES[sample]())
    check_texts(picture)
    check_sizes(picture)
    assert picture.description


# --- the timeline -------------------------------------------------------------------------------


def test_a_bar_is_plain_where_it_is_sure_hatched_where_it_may_end_and_fades_where_unknown() -> None:
    assert marks(drawn(timeline(at("2015", ("Ada", TRUST, None, "2010-01-01", "2012-03-31"))))) >= (
        Counter({"bar:sure": 1})
    )
    unsharp = marks(drawn(timeline(at("2015", ("Ada", TRUST, None, "2010", "2012")))))
    assert (unsharp["bar:sure"], unsharp["bar:open"], unsharp["fade"]) == (1, 2, 0)
    within_a_year = marks(drawn(timeline(at("2015", ("Ada", TRUST, None, "2010", "2010")))))
    assert (within_a_year["bar:sure"], within_a_year["bar:open"]) == (0, 1)
    unknown = marks(drawn(timeline(at("2015", ("Ada", TRUST)))))
    assert unknown["fade"] == 16
    assert (unknown["bar:open"], unknown["bar:sure"]) == (0, 0)


def test_a_bar_is_pale_where_no_begin_is_known_since_the_file_speaks_of_its_date_alone() -> None:
    found = marks(drawn(timeline(at("2015", ("Ada", TRUST), ("Bea", TRUST, None, "2010")))))
    assert (found["bar:pale"], found["bar:sure"]) == (1, 1)


def test_the_title_says_first_what_is_not_known() -> None:
    found = drawn(timeline(at("2015", *history())))
    assert found.title == "No end is known for 2 of 5 holdings; 1 role may have changed hands"
    assert found.description.startswith("1 of 2 assignments has no From;")
    assert marks(found)["hand-over"] == 1


def test_of_many_holders_those_that_passed_on_are_drawn_and_the_rest_is_counted() -> None:
    rows = [(f"Partner {n:02}", TRUST) for n in range(30)]
    passed = [("Old", TRUST, None, "2008", "2012-06"), ("New", TRUST, None, "2012-07-15")]
    found = drawn(timeline(at("2015", *rows, *passed)))
    assert {"Old", "New"} <= set(texts(found, "holder"))
    assert marks(found)["hand-over"] == 1
    (rest,) = texts(found, "rest")
    shown = len(texts(found, "holder"))
    assert rest == f"and {32 - shown} more"
    assert any(f"{32 - shown} more holdings are not drawn." in text for text in texts(found))


def test_each_holder_stands_under_its_role() -> None:
    found = drawn(timeline(at("2015", *history())))
    assert sorted(texts(found, "holder")) == [
        "Ada",
        "Bea",
        "Cleo",
        "Leadership Table",
        "Old Council",
    ]
    assert texts(found, "role") == [TRUST, POLICY, MONEY]


# --- the change map -----------------------------------------------------------------------------


def test_a_change_shows_who_stopped_and_who_began() -> None:
    found = drawn(compare(at("2015", *history()), start="2009"))
    assert texts(found, "who") == [
        "− Old Council (June 2012) + Leadership Table (July 15, 2012)",
    ]
    assert marks(found)["change"] == 1
    assert found.title == (
        "1 holding began and 1 holding ended from December 31, 2009 to December 31, 2015"
    )


def test_what_is_known_later_or_perhaps_is_marked_as_that() -> None:
    old = at("2012", ("Ada", TRUST), ("Bea", MONEY), listing="partial")
    new = at("2015", ("Ada", TRUST), ("Cleo", POLICY, None, "2010"), listing="partial")
    found = drawn(compare(old, new))
    assert set(texts(found, "who")) == {"+ (known later) Cleo (2010)", "− (perhaps) Bea"}
    small = " ".join(texts(found))
    assert "Known later: by the later file it was so before, and did not change." in small
    assert "Perhaps: it is in one of the files alone" in small


def test_roles_that_only_the_listing_tells_otherwise_are_counted_and_not_drawn() -> None:
    old = at("2012", ("Ada", TRUST), listing="partial")
    new = at("2015", ("Ada", TRUST), ("Ada", POLICY, None, "2014"))
    found = drawn(compare(old, new))
    assert texts(found, "role") == [POLICY]
    assert "21 roles, no evidence, then unfilled: only what is known" in " ".join(texts(found))


def test_a_change_is_drawn_in_the_order_of_time() -> None:
    file = at("2015", *history())
    there, back = compare(file, start="2009", end="2015"), compare(file, start="2015", end="2009")
    assert texts(drawn(there), "who") == texts(drawn(back), "who")


def test_one_partnership_is_not_enough_for_a_change() -> None:
    with pytest.raises(BackboneError, match="“change” is made from a Comparison"):
        backbone_kg.plot(at("2015", *history()), "change")


# --- the command line ---------------------------------------------------------------------------


def test_both_are_written_by_the_command(tmp_path: Path) -> None:
    now, then = EXAMPLES / "2025-09", EXAMPLES / "2022-03"
    for command in (
        ("timeline", now),
        ("change", now, "--since", then),
        ("change", now, "--from", "2021", "--to", "2024"),
    ):
        target = tmp_path / f"{len(list(tmp_path.iterdir()))}.svg"
        done = run("plot", *command, "-o", target)
        assert (done.status, done.out) == (0, "")
        assert target.read_text("utf-8").count("<svg") == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("change",), "Say with --since which file is the earlier one"),
        (("change", "--from", "2021", "--as-of", "2025"), "not --as-of"),
        (("timeline", "--from", "2021"), "are for change alone, not for timeline"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    options: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    kind, *rest = options
    done = run("plot", kind, EXAMPLES / "2025-09", *rest, "-o", tmp_path / "x.svg")
    assert done.status == 2
    assert said in " ".join(done.err.split())
    assert not list(tmp_path.iterdir())
