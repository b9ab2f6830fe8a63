"""The coverage map shows every role, its state in sign and word, and who holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from matplotlib.patches import Rectangle

from backbone_kg.analysis.results import Analysis, RoleState
from backbone_kg.showing import pictures

Draw = Callable[[str, Analysis], pictures.Picture]


def labels(figure: pictures.Picture) -> Counter[str]:
    """What the marks stand for, and how many there are of each."""
    return Counter(str(artist.get_label()) for artist in figure.axes[0].get_children())


def texts(figure: pictures.Picture, label: str = "") -> list[str]:
    """The lines of text, or those of one kind, in the order they were written."""
    return [t.get_text() for t in figure.axes[0].texts if label in ("", t.get_label())]


def test_every_role_has_one_sign_of_its_state_and_the_word(draw: Draw, sample: Analysis) -> None:
    figure = draw("coverage", sample)
    words = Counter(line.split(",")[0] for line in texts(figure, "state"))
    for state in RoleState:
        count = len(sample.in_state(state))
        assert labels(figure)[f"sign:{state.value}"] == count
        assert words[state.value] == count


def test_role_names_stand_in_full_and_in_order(draw: Draw, sample: Analysis) -> None:
    written = "".join(texts(draw("coverage", sample), "role")).replace(" ", "")
    assert written == "".join(role.label for role in sample.roles).replace(" ", "")


def test_every_holding_has_a_mark_and_every_sole_holder_a_frame(
    draw: Draw, sample: Analysis
) -> None:
    figure = draw("coverage", sample)
    marks = labels(figure)
    drawn = sum(marks[f"mark:{kind}"] for kind in ("lead", "support", "part"))
    folded = sum(int(count) for count in texts(figure, "folded"))
    assert drawn + folded == len(sample.holdings)
    assert marks["sole"] == sum(role.sole_holder is not None for role in sample.roles)


def test_parts_are_told_apart_when_the_file_gives_them(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    small = samples["small"]
    parts = Counter(holding.parts[0] if holding.parts else "part" for holding in small.holdings)
    marks = labels(draw("coverage", small))
    assert {kind: marks[f"mark:{kind}"] for kind in parts} == parts
    assert len(parts) == 3
    unknown = labels(draw("coverage", samples["five states"]))
    assert unknown["mark:lead"] == 3
    assert not unknown["key:support"]


def test_functions_are_headed_with_what_is_covered(draw: Draw, sample: Analysis) -> None:
    figure = draw("coverage", sample)
    expected = [f"covered {f.covered} of {f.wanted}" for f in sample.functions]
    assert texts(figure, "covered") == expected


def test_partners_stand_in_columns_by_roles_held(draw: Draw, samples: dict[str, Analysis]) -> None:
    figure = draw("coverage", samples["small"])
    assert texts(figure, "name")[:2] == ["Harbor Promise", "Greenlight"]
    assert texts(figure, "total") == ["6", "3", "3", "2", "1", "1", "1", "1"]
    assert "2 more partners hold no role." in texts(figure)


def test_partners_past_sixty_are_counted_never_dropped(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    many = samples["too many"]
    figure = draw("coverage", many)
    names = texts(figure, "name")
    assert len(names) == 61
    assert names[-1] == "15 more partners"
    assert sum(map(int, texts(figure, "total"))) == len(many.holdings)
    assert any("the other 15 partners" in line for line in texts(figure))


def test_too_few_holders_are_said(draw: Draw, samples: dict[str, Analysis]) -> None:
    assert "shared, needs 3" in texts(draw("coverage", samples["small"]), "state")


def test_a_row_known_to_have_nobody_is_hatched(draw: Draw, samples: dict[str, Analysis]) -> None:
    figure = draw("coverage", samples["many"])
    hatched = [p for p in figure.axes[0].patches if p.get_label() == "row:unfilled"]
    assert len(hatched) == len(samples["many"].unfilled) == 1
    assert hatched[0].get_hatch()


@pytest.mark.parametrize(("name", "inches"), [("small", 10.0), ("one partner", 10.0)])
def test_a_page_is_ten_inches_wide_for_few_partners(
    draw: Draw, samples: dict[str, Analysis], name: str, inches: float
) -> None:
    assert draw("coverage", samples[name]).get_figwidth() == pytest.approx(inches)


def test_it_grows_with_its_partners(draw: Draw, samples: dict[str, Analysis]) -> None:
    assert 14 < draw("coverage", samples["many"]).get_figwidth() < 17


def test_the_small_print_says_how_to_read_a_blank(draw: Draw, samples: dict[str, Analysis]) -> None:
    partial = " ".join(texts(draw("coverage", samples["small"])))
    complete = " ".join(texts(draw("coverage", samples["many"])))
    assert "partial: blank = no evidence found, not “nobody”" in partial
    assert "Harbor County Cradle to Career (Harbor County) on 2025-09-30" in partial
    assert "Not counted: 2 assignments ended before 2025-09-30." in partial
    assert "complete: blank = nobody" in complete


def test_marks_of_one_kind_have_one_size_in_columns_of_any_width(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    patches = draw("coverage", samples["long names"]).axes[0].patches
    sizes = {
        round(p.get_width(), 6)
        for p in patches
        if isinstance(p, Rectangle) and p.get_label() == "mark:lead"
    }
    assert len(sizes) == 1
