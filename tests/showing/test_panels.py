"""The small multiples of a portfolio: each bar is as high as its count, and few are not told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.showing.picture_checks import check_texts, shown_texts

from backbone_kg.portfolios import GroupCoverage, RoleAcross
from backbone_kg.showing.hidden_names import OPEN, Discretion
from backbone_kg.showing.pictures import Picture, role_panels, spread_panels


def group(name: str, tenths: Sequence[int], at_least: Sequence[int] = (0,) * 10) -> GroupCoverage:
    known = sum(tenths)
    return GroupCoverage(
        name, known, known, 1, 2, 0.5, sum(at_least), tuple(tenths), tuple(at_least)
    )


def role(label: str, unfilled: int, held: int, framework: str = "F") -> RoleAcross:
    return RoleAcross(
        f"https://example.org/{label}", label, framework, unfilled + held, 0, held, unfilled, 0
    )


def labelled(picture: Picture | None, start: str) -> list[Any]:
    assert picture is not None
    artists = [*picture.axes[0].patches, *picture.axes[0].texts]
    return [each for each in artists if str(each.get_label()).startswith(start)]


def texts(picture: Picture | None) -> list[str]:
    assert picture is not None
    return [text.get_text() for text in picture.axes[0].texts]


FEW = (0, 0, 2, 0, 6, 12, 0, 0, 0, 0)


def test_bars_of_all_panels_have_one_scale() -> None:
    picture = spread_panels(
        [group("All", FEW), group("Ohio", (0, 0, 0, 0, 0, 5, 5, 0, 0, 0))],
        title="T",
        above=(),
        discretion=OPEN,
    )
    heights = [bar.get_height() for bar in labelled(picture, "bar")]
    shares = [2 / 20, 6 / 20, 12 / 20, 5 / 10, 5 / 10]
    assert [round(height / heights[2], 6) for height in heights] == [
        round(share / (12 / 20), 6) for share in shares
    ]


def test_what_may_be_more_stands_on_what_is_known() -> None:
    picture = spread_panels(
        [group("All", (0,) * 9 + (8,), (0,) * 9 + (2,))], title="T", above=(), discretion=OPEN
    )
    known, more = labelled(picture, "bar")
    assert more.get_height() * 3 == known.get_height()
    assert more.get_hatch()
    assert not known.get_hatch()


def test_names_are_set_in_fonts_that_have_their_letters() -> None:
    picture = spread_panels([group("北京教育基金会", FEW)], title="T", above=(), discretion=OPEN)
    assert picture is not None
    assert all(tuple(each.get_fontfamily()) == picture.fonts for each in shown_texts(picture))


def test_few_partnerships_are_a_question_mark_and_so_is_what_would_tell_them() -> None:
    picture = spread_panels(
        [group("All", FEW)], title="T", above=(), discretion=Discretion(fewest=5)
    )
    assert len(labelled(picture, "bar")) == 1
    assert texts(picture).count("?") == 2


def test_nothing_known_is_no_picture() -> None:
    assert spread_panels([group("", (0,) * 10)], title="T", above=(), discretion=OPEN) is None
    assert role_panels([], title="T", above=(), discretion=OPEN) is None


def test_roles_are_drawn_by_framework_the_emptiest_first() -> None:
    many = [role(f"Role {number}", number, 20 - number) for number in range(12)]
    picture = role_panels([*many, role("Alone", 0, 3, "G")], title="T", above=(), discretion=OPEN)
    names = [text.get_text() for text in labelled(picture, "name")]
    assert names == ["F", *(f"Role {number}" for number in range(11, 3, -1)), "G", "Alone"]
    unfilled = labelled(picture, "bar:unfilled")
    assert unfilled[0].get_width() * 4 == unfilled[-1].get_width() * 11
    assert picture is not None
    below = " ".join(text.get_text() for text in picture.texts)
    assert "4 more roles of these frameworks: see the table." in below


def test_no_text_lies_on_another() -> None:
    name = "A partnership of schools, foundations and city departments in a large county"
    groups = [group(f"{name} {number}", FEW, FEW) for number in range(13)]
    spread = spread_panels(groups, title=name, above=(name,), discretion=OPEN)
    roles = [role(f"{name} {number}", 1, 100_000, f"{name} {number % 3}") for number in range(9)]
    drawn = role_panels(roles, title=name, above=(name,), discretion=OPEN)
    for picture in (spread, drawn):
        assert picture is not None
        check_texts(picture)
