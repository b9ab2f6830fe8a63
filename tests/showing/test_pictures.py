"""Pictures say their answer, show every role and holding, and are written whole and alike."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from lxml import etree
from matplotlib.patches import Rectangle
from PIL import Image
from tests.generate import ROLES, TYPES, Cell, good
from tests.showing.partnerships import NAMES, many, of_verdict, small, written
from tests.showing.picture_checks import (
    check_sizes,
    check_texts,
    drawn,
    luminance,
    marks,
    texts,
)
from tests.small_files import read_sheets

from backbone_kg import Analysis, BackboneError, analyze
from backbone_kg.analysis import Basis, LoadVerdict, RoleState
from backbone_kg.base.errors import CannotWriteError
from backbone_kg.showing import pictures
from backbone_kg.showing.answers import in_short, title
from backbone_kg.showing.pictures import Picture, style

Samples = dict[str, Analysis]
SVG = "{http://www.w3.org/2000/svg}"
KINDS = pytest.mark.parametrize("kind", ["coverage", "load", "network", "share"])
EVERY_KIND = pytest.mark.parametrize("kind", ["coverage", "load", "network", "share", "resilience"])


def hard_names() -> Analysis:
    long = "Interpret data and communicate results to every partner, family, and resident " * 3
    rows = [(name, role) for n, name in enumerate(NAMES) for role in ROLES[n : n + 2]]
    return analyze(written([*rows, (NAMES[0], long)], roles=[(long, "yes")]))


def of_many_kinds() -> Analysis:
    """Return 130 partners of all kinds but one that is not given; two roles hang on few."""
    rows: list[list[Cell]] = [
        [f"Partner {n:03}", role] for n in range(130) for role in ROLES[2 + n % 3 : 20 : 9]
    ]
    rows += [["Partner 000", ROLES[0]], ["Partner 001", ROLES[1]], ["Partner 002", ROLES[1]]]
    sheets = good()
    sheets["Partners"] = [["Name", "Type"]]
    sheets["Partners"] += [[f"Partner {n:03}", TYPES[n % len(TYPES)]] for n in range(130)]
    sheets["Partners"][1][1] = "A kind of our own"
    sheets["Assignments"] = [["Partner", "Role"], *rows]
    return analyze(read_sheets(sheets))


SAMPLES: dict[str, Callable[[], Analysis]] = {
    "small": lambda: analyze(small()),
    "60 partners": lambda: analyze(many(60)),
    "hard names": hard_names,
    "many kinds": of_many_kinds,
    "nobody": lambda: analyze(written([], partners={"Ada": None})),
    "nothing": lambda: replace(analyze(written([], partners={})), roles=(), functions=()),
}


@pytest.fixture(scope="module")
def samples() -> Samples:
    return {name: make() for name, make in SAMPLES.items()}


@pytest.fixture(params=list(SAMPLES))
def sample(request: pytest.FixtureRequest, samples: Samples) -> Analysis:
    return samples[request.param]


_DRAWN: dict[tuple[str, int], tuple[Analysis, Picture]] = {}


def draw(kind: str, analysis: Analysis) -> Picture:
    """Draw a picture, or return the one that was drawn before."""
    key = (kind, id(analysis))
    if key not in _DRAWN:
        _DRAWN[key] = analysis, drawn(analysis, kind)
    return _DRAWN[key][1]


# --- all of them --------------------------------------------------------------------------------


@EVERY_KIND
def test_no_text_lies_on_another_or_outside_the_picture_or_is_too_small(
    kind: str, sample: Analysis
) -> None:
    picture = draw(kind, sample)
    check_texts(picture)
    check_sizes(picture)


@pytest.mark.parametrize("kind", ["coverage", "load", "network"])
def test_the_title_is_the_answer(kind: str, sample: Analysis) -> None:
    picture = draw(kind, sample)
    assert picture.title == title(kind, sample)
    assert picture.description == " ".join(in_short(kind, sample).split())


@KINDS
def test_names_are_shown_as_they_are_written_or_shortened(kind: str, samples: Samples) -> None:
    shown = texts(draw(kind, samples["hard names"]))
    for name in NAMES[2:]:
        assert any(text.startswith(name) for text in shown), name
    assert any(re.match("Very long name of an organization .*…", text) for text in shown)
    assert any(re.match("A{20,}.*…", text) for text in shown)


@EVERY_KIND
def test_what_weakens_the_figures_stands_before_them(kind: str, samples: Samples) -> None:
    weak = replace(samples["small"], basis=Basis(counted=9, without_begin=3))
    picture = draw(kind, weak)
    sentence = "3 of 9 assignments have no From; they count whenever their partner is a member."
    assert any(text.endswith(sentence) for text in texts(picture))
    assert picture.description.startswith(sentence)


@EVERY_KIND
def test_nothing_is_drawn_for_a_date_before_all_that_is_known(kind: str, samples: Samples) -> None:
    early = replace(
        samples["small"],
        as_of="1990-12-31",
        basis=Basis(known_since="2016-01-01", before_known=True),
    )
    picture = draw(kind, early)
    assert picture.title.startswith("Nothing in this file is known for 1990-12-31")
    assert not picture.axes[0].lines
    assert "Ada" not in " ".join(texts(picture))


@KINDS
def test_letters_without_a_font_are_admitted_but_not_in_svg(
    kind: str, samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(style, "FALLBACKS", ())
    remark = "Some names are in a script that this computer has no font for"
    lacking, fine = drawn(samples["hard names"], kind), drawn(samples["small"], kind)
    assert any(text.startswith(remark) for text in texts(lacking))
    assert not any(text.startswith(remark) for text in texts(fine))
    text = pictures.svg(lacking, prefix="p-")
    assert "शिक्षा परिषद" in text
    assert remark not in text


@KINDS
def test_the_settings_of_the_user_are_left_alone_and_leave_it_alone(
    kind: str, samples: Samples
) -> None:
    def picture() -> str:
        return pictures.svg(drawn(samples["small"], kind), prefix="p-")

    usual = picture()
    odd: dict[Any, Any] = {"font.size": 33, "hatch.linewidth": 7, "savefig.bbox": "tight"}
    with mpl.rc_context(odd):
        before = dict(mpl.rcParams)
        assert picture() == usual
        assert dict(mpl.rcParams) == before


def lightness(color: str) -> float:
    """CIE L*, 0 for black and 100 for white."""
    light = luminance(color)
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def test_fills_stay_apart_in_gray() -> None:
    states = [RoleState.SHARED, RoleState.HELD, RoleState.NO_EVIDENCE, RoleState.NOT_OURS]
    verdicts = [LoadVerdict.OVERLOADED, LoadVerdict.WITHIN, LoadVerdict.UNKNOWN]
    for colors in (
        [style.STATE_COLOR[state] for state in states],
        [style.VERDICT_COLOR[verdict] for verdict in verdicts],
    ):
        steps = [lightness(color) for color in colors]
        assert all(light - dark >= 10 for dark, light in pairwise(steps))


# --- coverage -----------------------------------------------------------------------------------


def test_every_role_has_the_sign_of_its_state_and_the_word(sample: Analysis) -> None:
    for kind in ("coverage", "network"):
        assert {s: marks(draw(kind, sample))[f"sign:{s}"] for s in RoleState} == {
            state: len(sample.in_state(state)) for state in RoleState
        }
    words = Counter(text.split(",")[0] for text in texts(draw("coverage", sample), "state"))
    assert words == Counter(str(role.state) for role in sample.roles)


def test_every_holding_has_a_mark_and_every_sole_holder_a_frame(sample: Analysis) -> None:
    picture = draw("coverage", sample)
    found = marks(picture)
    together = sum(int(count) for count in texts(picture, "together"))
    single = sum(found[f"mark:{part}"] for part in ("lead", "support", "part"))
    assert single + together == len(sample.holdings)
    assert sum(int(count) for count in texts(picture, "total")) == len(sample.holdings)
    if not together:
        sole = sum(role.sole_holder is not None for role in sample.roles)
        assert found["sole"] == sole


def test_parts_and_too_few_holders_are_told(samples: Samples) -> None:
    picture = draw("coverage", samples["small"])
    assert [marks(picture)[f"mark:{part}"] for part in ("lead", "support", "part")] == [2, 1, 1]
    assert "held, needs 2" in texts(picture, "state")
    assert "1 partner holds no known role." in " ".join(texts(picture))


def test_a_row_known_to_have_nobody_is_hatched(samples: Samples) -> None:
    patches = draw("coverage", samples["60 partners"]).axes[0].patches
    hatched = [p for p in patches if p.get_label() == "row:unfilled"]
    assert len(hatched) == len(samples["60 partners"].unfilled) > 0
    assert all(patch.get_hatch() for patch in hatched)


def test_partners_past_forty_are_counted_never_dropped(samples: Samples) -> None:
    names = texts(draw("coverage", samples["60 partners"]), "name")
    assert len(names) == 41
    assert names[-1] == "20 more partners"


# --- load ---------------------------------------------------------------------------------------


def bars(picture: Picture) -> dict[str, list[float]]:
    """The lengths of the bars by verdict, in order."""
    found: dict[str, list[float]] = {}
    for patch in picture.axes[0].patches:
        label = str(patch.get_label())
        if isinstance(patch, Rectangle) and patch.get_height() == 11.0:
            found.setdefault(label, []).append(patch.get_width())
    return found


def test_bars_are_as_long_as_the_load() -> None:
    rows = [("Ada", ROLES[0], None, 1.5), ("Bea", ROLES[0], None, 0.5), ("Cleo", ROLES[0])]
    analysis = analyze(written(rows, partners={"Ada": 1, "Bea": 1, "Cleo": None}))
    picture = draw("load", analysis)
    patches = [p for p in picture.axes[0].patches if isinstance(p, Rectangle)]
    lengths = [p.get_width() for p in patches if p.get_height() == 11.0]
    assert lengths[0] / lengths[1] == pytest.approx(3)
    assert [p.get_hatch() for p in patches if p.get_height() == 11.0] == ["////", None, None]
    words = texts(picture, "words")
    assert words[:2] == ["150% (1.5 of 1 FTE) overloaded", "50% (0.5 of 1 FTE)"]
    assert words[2].startswith("1 of 3 (33%)")
    assert "Number of roles held, where FTE does not tell the load" in texts(picture)
    assert "equal share: 1" in texts(picture)


def test_lower_bounds_and_cut_bars_are_marked_and_say_so() -> None:
    rows = [("Ada", ROLES[0], None, 3), ("Ada", ROLES[1])]
    picture = draw("load", analyze(written(rows, partners={"Ada": 0.5})))
    assert (marks(picture)["at least"], marks(picture)["cut"]) == (1, 1)
    assert texts(picture, "words") == ["at least 600% (3 of 0.5 FTE) overloaded"]
    assert "the bar is longer than the scale" in texts(picture)


def test_a_large_share_is_a_question_without_a_limit(samples: Samples) -> None:
    unknown = of_verdict(samples["60 partners"], LoadVerdict.UNKNOWN)
    name = unknown.partners[0].name
    picture = draw("load", of_verdict(unknown, LoadVerdict.MORE_THAN_MOST, name))
    words = " ".join(texts(picture))
    assert sum(text.endswith("holds more than most") for text in texts(picture, "words")) == 1
    assert "(a question, not a finding)" in words
    assert "equal share" in words
    for word in ("overloaded:", "limit", "Tukey"):
        assert word not in words


def test_at_most_forty_bars_and_the_rest_in_a_note(samples: Samples) -> None:
    picture = draw("load", samples["60 partners"])
    assert sum(map(len, bars(picture).values())) == 40
    assert any(text.startswith("20 more partners are not drawn") for text in texts(picture))


# --- network ------------------------------------------------------------------------------------


def test_there_is_one_line_for_each_holding(samples: Samples) -> None:
    for name in ("small", "hard names", "nobody"):
        analysis = samples[name]
        found = marks(draw("network", analysis))
        sole = sum(role.sole_holder is not None for role in analysis.roles)
        assert found["sole link"] == sole
        assert found["link"] + sole == len(analysis.holdings)


def test_sole_holders_stand_out(samples: Samples) -> None:
    picture = draw("network", samples["small"])
    patches = picture.axes[0].patches
    thick = min(p.get_linewidth() for p in patches if p.get_label() == "sole link")
    thin = max(p.get_linewidth() for p in patches if p.get_label() == "link")
    assert thick >= 2 * thin
    assert "Ada only known holder of 1" in texts(picture, "name")
    assert marks(picture)["partner:sole"] == 2
    assert "Advance policy" in texts(picture, "role")
    assert "Run the summer fair – no evidence" in texts(picture, "role")


def test_a_large_network_counts_the_holders_of_each_kind_and_names_few(samples: Samples) -> None:
    analysis = samples["many kinds"]
    picture = draw("network", analysis)
    found = marks(picture)
    assert not found["link"] + found["sole link"]
    assert sum(map(int, texts(picture, "count"))) == len(analysis.holdings)
    totals = [len(role.holders) for role in analysis.roles]
    assert [int(text) for text in texts(picture, "holders")] == totals
    kinds = texts(picture, "kind")
    assert (kinds[-2:], len(kinds)) == (["other kinds", "all holders"], 22)
    *each, everybody = map(int, texts(picture, "partners"))
    assert (sum(each), everybody) == (130, 130)
    assert texts(picture, "few") == [
        "only holder: Partner 000",
        "only holders: Partner 001 and Partner 002",
    ]
    assert found["sole"] == 1
    assert f"{ROLES[-1]} – unfilled" in texts(picture, "role")


def test_the_kind_of_partner_that_a_large_network_does_not_know_is_called_so() -> None:
    sheets = good()
    names: list[Cell] = [f"Partner {n:02}" for n in range(30)]
    rows: list[list[Cell]] = [[name, role] for name in names for role in ROLES[:5]]
    sheets["Partners"] = [["Name"], *([name] for name in names)]
    sheets["Assignments"] = [["Partner", "Role"], *rows]
    analysis = analyze(read_sheets(sheets))
    assert texts(draw("network", analysis), "kind") == ["kind not known", "all holders"]


# --- share --------------------------------------------------------------------------------------


def test_share_bars_are_as_long_as_the_share_and_tell_who_has_half() -> None:
    rows = [("Ada", role) for role in ROLES[:6]]
    rows += [("Bea", role) for role in ROLES[:3]] + [("Cleo", ROLES[0])]
    picture = draw("share", analyze(written(rows)))
    assert picture.title == "Ada holds most: 6 of 10 holdings (60%); an equal share would be 33%"
    lengths = bars(picture)
    assert (len(lengths["bar:half"]), len(lengths["bar"])) == (1, 2)
    assert lengths["bar:half"][0] == pytest.approx(6 * lengths["bar"][1])
    assert texts(picture, "words") == ["6 of 10 (60%)", "3 of 10 (30%)", "1 of 10 (10%)"]
    assert "equal share: 33%" in texts(picture)
    assert marks(picture)["half"] == 1
    assert "One partner has half of all holdings or more." in picture.description


def test_of_shares_at_most_forty_are_drawn_and_the_rest_counted(samples: Samples) -> None:
    picture = draw("share", samples["60 partners"])
    assert sum(map(len, bars(picture).values())) == 40
    assert "20 more partners that hold a role are not drawn" in picture.description


def test_where_no_role_is_held_no_share_is_drawn() -> None:
    for listing, title_ in (("complete", "No role is held"), ("partial", "No holder is known")):
        analysis = analyze(written([], partners={"Ada": None}, listing=listing))
        picture = draw("share", analysis)
        assert picture.title == title_
        assert not bars(picture)


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "sample"), [(".png", "hard names"), (".svg", "hard names"), (".pdf", "small")]
)
def test_the_same_analysis_gives_the_same_file(
    ending: str, sample: str, samples: Samples, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        pictures.save(drawn(samples[sample], "load"), tmp_path / f"{name}{ending}")
    one, two = ((tmp_path / f"{name}{ending}").read_bytes() for name in ("one", "two"))
    assert one == two


def test_files_carry_title_and_text_alternative(samples: Samples, tmp_path: Path) -> None:
    picture = draw("network", samples["small"])
    for ending in (".PNG", ".pdf", ".svg"):
        pictures.save(picture, tmp_path / f"a{ending}")
    with Image.open(io.BytesIO((tmp_path / "a.PNG").read_bytes())) as image:
        assert image.info["Title"] == picture.title
        assert image.info["Description"] == picture.description
        assert image.width == pytest.approx(10 * 150, abs=1)
    pdf = (tmp_path / "a.pdf").read_bytes()
    assert f"/Title ({picture.title})".encode() in pdf
    assert b"CreationDate" not in pdf
    root = etree.fromstring((tmp_path / "a.svg").read_bytes())
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    said, words = (named[name] for name in root.get("aria-labelledby", "").split())
    assert root.get("role") == "img"
    assert (said.tag, said.text) == (f"{SVG}title", picture.title)
    assert (words.tag, words.text) == (f"{SVG}desc", picture.description)
    assert root[0] is said


def test_what_cannot_be_written_is_told_and_leaves_nothing_behind(
    samples: Samples, tmp_path: Path
) -> None:
    picture = draw("load", samples["nobody"])
    for name in ("a.gif", "a"):
        with pytest.raises(BackboneError, match=r"\.png, \.svg or \.pdf"):
            pictures.save(picture, tmp_path / name)
    with pytest.raises(CannotWriteError, match="folder"):
        pictures.save(picture, tmp_path / "no" / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_inline_svg_fits_where_it_stands_and_has_identifiers_of_its_own(samples: Samples) -> None:
    roots = {
        kind: etree.fromstring(pictures.svg(draw(kind, samples["small"]), prefix=f"{kind}-"))
        for kind in ("coverage", "load", "network")
    }
    for kind, root in roots.items():
        text = etree.tostring(root, encoding="unicode")
        assert (root.get("width"), root.get("height")) == ("100%", None)
        assert "<style" not in text
        assert "<metadata" not in text
        own = {str(e.get("id")) for e in root.iter() if e.get("id") is not None}
        assert all(name.startswith(f"{kind}-") for name in own)
        used = re.findall(r"url\(#([^)]+)\)", text) + re.findall(r'href="#([^"]+)"', text)
        assert set(used) <= own
    with pytest.raises(ValueError, match="begin an identifier"):
        pictures.svg(draw("load", samples["small"]), prefix='1"')


def test_text_in_svg_can_be_searched_and_keeps_its_width(samples: Samples) -> None:
    root = etree.fromstring(pictures.svg(draw("coverage", samples["small"]), prefix="p-"))
    lines = {e.text: e for e in root.iter(f"{SVG}text")}
    short, long = lines["Build trust"], lines["Identify and share promising practices"]
    assert "sans-serif" in short.get("style", "")
    assert 20 < float(short.get("textLength", "0")) < float(long.get("textLength", "0")) / 2


def test_a_notebook_shows_the_picture_with_its_words(samples: Samples) -> None:
    picture = draw("load", samples["small"])
    assert f"{picture.description}</desc>" in picture._repr_html_()
