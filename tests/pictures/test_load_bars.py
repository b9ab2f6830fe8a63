"""The load bars have the length that the figures say, and the limit where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf

import pytest
from matplotlib.patches import Patch, PathPatch, Rectangle

from backbone_kg.analysis.results import Analysis, LoadVerdict
from backbone_kg.showing import pictures

Draw = Callable[[str, Analysis], pictures.Picture]


def bars(figure: pictures.Picture) -> list[Rectangle]:
    return [
        patch
        for patch in figure.axes[0].patches
        if isinstance(patch, Rectangle) and str(patch.get_label()).startswith("bar:")
    ]


def lines(figure: pictures.Picture, label: str) -> list[float]:
    """Where the vertical lines of one kind stand."""
    found = [p for p in figure.axes[0].patches if p.get_label() == label]
    assert all(isinstance(patch, PathPatch) for patch in found)
    return [float(patch.get_path().get_extents().x0) for patch in found]


def lengths(figure: pictures.Picture) -> list[float]:
    return [bar.get_width() for bar in bars(figure)]


def texts(figure: pictures.Picture) -> list[str]:
    return [t.get_text() for t in figure.axes[0].texts]


def labelled(figure: pictures.Picture, label: str) -> list[Patch]:
    return [p for p in figure.axes[0].patches if p.get_label() == label]


def test_bars_are_proportional_to_the_load_and_the_limit(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    figure = draw("load", samples["small"])
    known = sorted((p.load for p in samples["small"].partners if p.load is not None), reverse=True)
    limit = lines(figure, "limit")[0] - bars(figure)[0].get_x()
    assert [length / limit for length in lengths(figure)[:3]] == pytest.approx(known)
    assert known == pytest.approx([2 / 1.5, 0.7, 0.5])


def test_fence_and_equal_share_stand_at_their_number_of_roles(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    small = samples["small"]
    figure = draw("load", small)
    first = bars(figure)[3]
    one_role = first.get_width() / 3
    fence, equal = lines(figure, "limit")[1], lines(figure, "equal share")[0]
    assert small.load_limit.fence is not None
    assert (fence - first.get_x()) / one_role == pytest.approx(small.load_limit.fence * 18)
    assert (equal - first.get_x()) / one_role == pytest.approx(18 / 10)


def test_partners_without_fte_are_told_by_roles(draw: Draw, samples: dict[str, Analysis]) -> None:
    figure = draw("load", samples["small"])
    assert "Number of roles held (FTE not known)" in texts(figure)
    assert "3 roles (17% of all)" in texts(figure)
    without = draw("load", samples["scripts"])
    assert "FTE assigned, as a share of the FTE the partner has" not in texts(without)
    assert "Number of roles held (no partner’s load in FTE is known)" in texts(without)


def test_overload_is_told_by_hatch_and_word(draw: Draw, sample: Analysis) -> None:
    figure = draw("load", sample)
    hatched = [bar for bar in bars(figure) if bar.get_hatch()]
    assert len(hatched) == len(sample.overloaded)
    assert texts(figure).count("over the limit") == len(sample.overloaded)
    assert len(bars(figure)) == min(60, sum(bool(p.roles) for p in sample.partners))


def test_lower_bounds_are_open_ended_and_say_at_least(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    figure = draw("load", samples["small"])
    assert len(labelled(figure, "at least")) == 1
    assert "at least 133% (2 of 1.5 FTE)" in texts(figure)
    assert not labelled(draw("load", samples["long names"]), "at least")


def test_fewer_than_five_partners_have_no_fence_and_are_told_why(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    figure = draw("load", samples["five states"])
    assert lines(figure, "limit") == []
    assert len(lines(figure, "equal share")) == 1
    assert any("fewer than 5 partners (here 3)" in line for line in texts(figure))
    verdicts = {str(bar.get_label()) for bar in bars(figure)}
    assert verdicts == {f"bar:{LoadVerdict.UNKNOWN.value}"}


def test_very_long_bars_are_cut_and_say_so(draw: Draw, samples: dict[str, Analysis]) -> None:
    figure = draw("load", samples["long names"])
    limit = lines(figure, "limit")[0] - bars(figure)[0].get_x()
    assert lengths(figure)[0] / limit == pytest.approx(3.0)
    assert "600% (3 of 0.5 FTE)" in texts(figure)
    assert len(labelled(figure, "cut")) == 1
    assert any(line.startswith("two slashes") for line in texts(figure))


def test_fte_on_a_partner_that_has_none_is_drawn_without_a_percentage(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    long = samples["long names"]
    broke = replace(long.partners[0], load=inf, fte_available=0.0, fte_assigned=1.5)
    figure = draw("load", replace(long, partners=(broke, *long.partners[1:])))
    assert "1.5 FTE assigned, none" in " ".join(texts(figure))


def test_at_most_sixty_bars_and_the_rest_in_a_note(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    figure = draw("load", samples["too many"])
    assert len(bars(figure)) == 60
    assert any(line.startswith("15 more partners by roles are not drawn") for line in texts(figure))


def test_bars_are_sorted(draw: Draw, samples: dict[str, Analysis]) -> None:
    figure = draw("load", samples["many"])
    by_fte = sum(p.load is not None for p in samples["many"].partners)
    for panel in (lengths(figure)[:by_fte], lengths(figure)[by_fte:]):
        assert panel == sorted(panel, reverse=True)


def test_nobody_with_a_role_is_said_in_words(draw: Draw, samples: dict[str, Analysis]) -> None:
    figure = draw("load", samples["empty"])
    assert bars(figure) == []
    assert "No partner is known to hold a role, so no load can be told" in texts(figure)
    assert "2 partners hold no role." in texts(figure)
