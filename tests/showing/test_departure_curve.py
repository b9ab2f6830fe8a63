"""The departure curve: what it draws is what is proven, found or an average, told apart in gray."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text
from tests.generate import ROLES
from tests.showing.partnerships import NAMES, many, small, written
from tests.showing.picture_checks import check_texts

import backbone_kg
from backbone_kg import Analysis, analyze
from backbone_kg.analysis import Basis
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.analysis.least_sets.worst_envelope import Envelope
from backbone_kg.showing.pictures import Picture, departure_curve


def draw(analysis: Analysis) -> Picture:
    picture = backbone_kg.plot(analysis, "resilience")
    assert isinstance(picture, Picture)
    return picture


def lines(picture: Picture) -> dict[str, Line2D]:
    return {str(line.get_label()): line for line in picture.axes[0].lines}


def texts(picture: Picture) -> list[str]:
    found = [t for t in picture.findobj(Text) if isinstance(t, Text) and t.get_text()]
    return [t.get_text().replace("\n", " ") for t in found]


def heights(line: Line2D, held: int) -> list[float]:
    """Return how many roles the corners of a line stand for."""
    down = np.asarray(line.get_ydata(), dtype=float)
    rest = departure_curve.FOOT - departure_curve.TOP
    return [round(float(held * (departure_curve.FOOT - y) / rest), 6) for y in down]


@pytest.fixture
def shared(tmp_path: Path) -> Analysis:
    """A holds a; B and C hold b and c."""
    rows = [("A", ROLES[0]), *((name, role) for name in "BC" for role in ROLES[1:3])]
    return analyze(written(tmp_path, rows))


def test_the_worst_falls_a_step_at_each_loss_and_the_mean_as_it_is(shared: Analysis) -> None:
    drawn = lines(draw(shared))
    assert heights(drawn["worst"], 3) == [3, 3, 2, 2, 1, 1, 0]
    assert heights(drawn["mean"], 3) == pytest.approx([3, 2 + 2 / 3, 5 / 3, 0], abs=1e-5)
    assert heights(drawn["half"], 3) == [1]
    assert "found" not in drawn


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
    drawn = lines(picture)
    assert heights(drawn["worst"], 3) == [3, 3, 2]
    assert heights(drawn["found"], 3) == [2, 2, 1, 1, 0]
    assert drawn["found"].is_dashed()
    assert not drawn["worst"].is_dashed()
    assert heights(drawn["half"], 3) == [1, 1]
    assert "at worst, as far as was found: fewer may be left" in texts(picture)


def test_a_partial_listing_is_of_the_known_holders(tmp_path: Path) -> None:
    picture = draw(analyze(small(tmp_path)))
    assert picture.title.startswith("Of the holders that are known, one departure")
    assert not any("nobody" in text for text in texts(picture))


def test_what_weakens_the_figures_stands_before_them(tmp_path: Path) -> None:
    analysis = analyze(small(tmp_path))
    weak = replace(analysis, basis=Basis(counted=9, without_begin=3))
    assert draw(weak).description.startswith("3 of 9 assignments have no From;")


def test_nothing_is_drawn_where_no_role_is_held(tmp_path: Path) -> None:
    picture = draw(analyze(written(tmp_path, [], partners={"Ada": None})))
    assert picture.title == "No role is held, so nothing can be said of departures"
    assert not picture.axes[0].lines


def test_nothing_is_drawn_for_a_date_before_all_that_is_known(shared: Analysis) -> None:
    basis = Basis(known_since="2016-01-01", before_known=True)
    picture = draw(replace(shared, as_of="1990-12-31", basis=basis))
    assert picture.title == "Nothing in this file is known for 1990-12-31"
    assert not picture.axes[0].lines


@pytest.mark.parametrize("partners", [1, 5, 30, 100, 500])
def test_no_text_lies_on_another_or_outside_the_picture(tmp_path: Path, partners: int) -> None:
    picture = draw(analyze(many(tmp_path, partners)))
    check_texts(picture)
    found = [t for t in picture.findobj(Text) if isinstance(t, Text) and t.get_text()]
    assert min(float(text.get_fontsize()) for text in found) >= 9.0


def test_hard_names_are_told_and_every_kind_of_line_is_in_the_legend(tmp_path: Path) -> None:
    rows = [(name, role) for n, name in enumerate(NAMES) for role in ROLES[n : n + 2]]
    picture = draw(analyze(written(tmp_path, rows)))
    for name in NAMES[3:5]:
        assert name in picture.description
    (legend,) = picture.legends
    assert Counter(line.get_linestyle() for line in legend.get_lines())["-"] == 2
