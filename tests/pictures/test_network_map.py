"""The network draws every holding once, and makes sole holders and empty roles stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle

from backbone_kg.analysis.results import Analysis, RoleState
from backbone_kg.showing import pictures

Draw = Callable[[str, Analysis], pictures.Picture]


def labels(figure: pictures.Picture) -> Counter[str]:
    return Counter(str(artist.get_label()) for artist in figure.axes[0].get_children())


def texts(figure: pictures.Picture, label: str) -> list[str]:
    return [t.get_text() for t in figure.axes[0].texts if t.get_label() == label]


@pytest.mark.parametrize(
    "name", ["small", "many", "five states", "one partner", "empty", "nothing"]
)
def test_there_is_one_line_for_each_holding(
    name: str, draw: Draw, samples: dict[str, Analysis]
) -> None:
    sample = samples[name]
    found = labels(draw("network", sample))
    sole = sum(role.sole_holder is not None for role in sample.roles)
    assert found["sole link"] == sole
    assert found["link"] + found["sole link"] == len(sample.holdings)


def test_partners_drawn_as_one_keep_a_line_to_each_of_their_roles(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    many = samples["too many"]
    figure = draw("network", many)
    last = {p.iri for p in sorted(many.partners, key=lambda p: (-p.assignments, p.name))[60:]}
    folded = {h.role for h in many.holdings if h.partner in last}
    single = [h for h in many.holdings if h.partner not in last]
    found = labels(figure)
    assert found["link"] + found["sole link"] == len(single) + len(folded)
    assert "15 more partners" in texts(figure, "name")


def test_lines_of_sole_holders_are_thick_and_dark(draw: Draw, samples: dict[str, Analysis]) -> None:
    patches = draw("network", samples["small"]).axes[0].patches
    thick = [p for p in patches if p.get_label() == "sole link"]
    thin = [p for p in patches if p.get_label() == "link"]
    assert min(p.get_linewidth() for p in thick) >= 2 * max(p.get_linewidth() for p in thin)
    darkest = min(sum(to_rgb(p.get_edgecolor())) for p in thin)
    assert max(sum(to_rgb(p.get_edgecolor())) for p in thick) < darkest


def test_every_role_has_the_sign_of_its_state_and_empty_ones_the_word(
    draw: Draw, sample: Analysis
) -> None:
    figure = draw("network", sample)
    written = " ".join(texts(figure, "role"))
    for state in RoleState:
        roles = sample.in_state(state)
        assert labels(figure)[f"sign:{state.value}"] == len(roles)
        empty = sum(not role.holders for role in roles)
        assert written.count(f"– {state.value}") == empty


def test_unfilled_is_hollow_and_dashed_and_no_evidence_is_not(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    patches = draw("network", samples["five states"]).axes[0].patches
    nodes = {str(p.get_label()): p for p in patches}
    unfilled, unclear = nodes["sign:unfilled"], nodes["sign:no evidence"]
    assert unfilled.get_linestyle() != "solid"
    assert unfilled.get_facecolor()[:3] == (1.0, 1.0, 1.0)
    assert unclear.get_linestyle() == "solid"
    assert unclear.get_facecolor() != unfilled.get_facecolor()


def test_partners_show_how_many_roles_they_hold_and_hold_alone(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    figure = draw("network", samples["small"])
    held = [p.assignments for p in samples["small"].partners if p.assignments]
    assert sorted(map(int, texts(figure, "count")), reverse=True) == held
    assert "Harbor Promise – only holder of 1" in texts(figure, "name")
    assert labels(figure)["partner:sole"] == len(samples["small"].sole_holders) == 4


def test_a_partner_with_more_roles_has_a_larger_disk(
    draw: Draw, samples: dict[str, Analysis]
) -> None:
    figure = draw("network", samples["small"])
    disks = [
        p.radius
        for p in figure.axes[0].patches
        if isinstance(p, Circle) and str(p.get_label()).startswith("partner")
    ]
    counts = [int(count) for count in texts(figure, "count")]
    by_count = [radius for _, radius in sorted(zip(counts, disks, strict=True))]
    assert by_count == sorted(by_count)
    assert by_count[0] < by_count[-1]


def test_roles_keep_the_order_of_the_analysis(draw: Draw, samples: dict[str, Analysis]) -> None:
    written = "".join(texts(draw("network", samples["many"]), "role")).replace(" ", "")
    places = [written.index(r.label.replace(" ", "")) for r in samples["many"].roles]
    assert places == sorted(places)
