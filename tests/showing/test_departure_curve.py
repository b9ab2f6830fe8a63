"""The departure curve: what it draws is what is proven, found or an average, told apart in gray."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.lines import Line2D
from tests.generate import ROLES
from tests.showing.partnerships import NAMES, many, small, written
from tests.showing.picture_checks import check_texts, drawn, texts

from backbone_kg import Analysis, analyze
from backbone_kg.analysis.least_sets.smallest_union import Envelope
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.showing.pictures import Picture, departure_curve


def draw(analysis: Analysis) -> Picture:
    return drawn(analysis, "resilience")


def lines(picture: Picture) -> dict[str, Line2D]:
    return {str(line.get_label()): line for line in picture.axes[0].lines}


def heights(line: Line2D, held: int) -> list[float]:
    """Return how many roles the corners of a line stand for."""
    down = np.asarray(line.get_ydata(), dtype=float)
    rest = departure_curve.FOOT - departure_curve.TOP
    return [round(float(held * (departure_curve.FOOT - y) / rest), 6) for y in down]


@pytest.fixture
def shared() -> Analysis:
    """A holds a; B and C hold b and c."""
    rows = [("A", ROLES[0]), *((name, role) for name in "BC" for role in ROLES[1:3])]
    return analyze(written(rows))


def test_the_worst_falls_a_step_at_each_loss_and_the_mean_as_it_is(shared: Analysis) -> None:
    found = lines(draw(shared))
    assert heights(found["worst"], 3) == [3, 3, 2, 2, 1, 1, 0]
    assert heights(found["mean"], 3) == pytest.approx([3, 2 + 2 / 3, 5 / 3, 0], abs=1e-5)
    assert heights(found["half"], 3) == [1]
    assert "found" not in found


def test_the_title_is_the_answer_and_the_text_alternative_says_who(shared: Analysis) -> None:
    picture = draw(shared)
    assert picture.title == (
        "One departure would at worst leave 1 of 3 held roles with nobody; for more than half of "
        "them, 2 of 3 partners that hold roles would have to leave"
    )
    assert "If B and C left, 2 roles would have nobody" in picture.description
    assert "Roles that still have a holder" in texts(picture)


def test_what_is_not_proven_is_dashed(shared: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departure_curve, "worst_envelope", lambda _: Envelope((1, 2, 3), 1))
    assert shared.resilience is not None
    assert shared.resilience.half is not None
    half = replace(shared.resilience.half, departures=Between(1, 2))
    picture = draw(replace(shared, resilience=replace(shared.resilience, half=half)))
    found = lines(picture)
    assert heights(found["worst"], 3) == [3, 3, 2]
    assert heights(found["found"], 3) == [2, 2, 1, 1, 0]
    assert found["found"].is_dashed()
    assert not found["worst"].is_dashed()
    assert heights(found["half"], 3) == [1, 1]
    assert "at worst, as far as was found: fewer may be left" in texts(picture)


def test_a_partial_listing_is_of_the_known_holders() -> None:
    picture = draw(analyze(small()))
    assert picture.title.startswith("Of the holders that are known, one departure")
    assert not any("nobody" in text for text in texts(picture))


def test_nothing_is_drawn_where_no_role_is_held() -> None:
    picture = draw(analyze(written([], partners={"Ada": None})))
    assert picture.title == "No role is held, so nothing can be said of departures"
    assert not picture.axes[0].lines


@pytest.mark.parametrize("partners", [1, 5, 500])
def test_no_text_lies_on_another_or_outside_the_picture(partners: int) -> None:
    check_texts(draw(analyze(many(partners))))


def test_hard_names_are_told_and_every_kind_of_line_is_in_the_legend() -> None:
    rows = [(name, role) for n, name in enumerate(NAMES) for role in ROLES[n : n + 2]]
    picture = draw(analyze(written(rows)))
    for name in NAMES[3:5]:
        assert name in picture.description
    (legend,) = picture.legends
    assert Counter(line.get_linestyle() for line in legend.get_lines())["-"] == 2
