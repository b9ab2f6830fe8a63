"""Pictures are written whole, alike every time, and with their text alternative."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from matplotlib.figure import Figure
from PIL import Image

from backbone_kg.analysis.results import Analysis
from backbone_kg.base.errors import BackboneError, CannotWriteError
from backbone_kg.showing import pictures

Draw = Callable[[str, Analysis], pictures.Picture]
KINDS = pytest.mark.parametrize("kind", list(pictures.KINDS))
SVG = "{http://www.w3.org/2000/svg}"
TITLE, WORDS = "3 of 5 roles <held>", "Two roles & one “gap” in Łódź."


def saved(figure: Figure, path: Path) -> bytes:
    pictures.save(figure, path, title=TITLE, description=WORDS)
    return path.read_bytes()


@KINDS
def test_the_same_analysis_gives_the_same_svg(kind: str, samples: dict[str, Analysis]) -> None:
    first, second = (
        pictures.svg(
            pictures.KINDS[kind](samples["small"]), title="t", description="d", prefix="p-"
        )
        for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_the_same_analysis_gives_the_same_file(
    ending: str, samples: dict[str, Analysis], tmp_path: Path
) -> None:
    first = saved(pictures.coverage(samples["five states"]), tmp_path / f"one{ending}")
    second = saved(pictures.coverage(samples["five states"]), tmp_path / f"two{ending}")
    assert first == second


@KINDS
def test_every_sample_has_an_svg_of_its_size(kind: str, draw: Draw, sample: Analysis) -> None:
    figure = draw(kind, sample)
    inline = pictures.svg(figure, title=TITLE, description=WORDS, prefix="a-")
    width, height = (72 * inches for inches in figure.get_size_inches())
    viewbox = [float(number) for number in etree.fromstring(inline).get("viewBox", "").split()]
    assert viewbox == pytest.approx([0, 0, width, height], abs=0.01)


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.pdf", b"%PDF")])
def test_letters_that_no_font_has_do_not_stop_it(
    name: str, start: bytes, draw: Draw, samples: dict[str, Analysis], tmp_path: Path
) -> None:
    assert saved(draw("load", samples["scripts"]), tmp_path / name).startswith(start)


def test_png_carries_title_and_description(samples: dict[str, Analysis], tmp_path: Path) -> None:
    content = saved(pictures.coverage(samples["five states"]), tmp_path / "a.png")
    with Image.open(io.BytesIO(content)) as image:
        assert image.info["Title"] == TITLE
        assert image.info["Description"] == WORDS
        assert image.width == pytest.approx(10 * 150, abs=1)


def test_pdf_carries_title_and_description_and_no_date(
    samples: dict[str, Analysis], tmp_path: Path
) -> None:
    content = saved(pictures.load(samples["five states"]), tmp_path / "a.pdf")
    assert f"/Title ({TITLE})".encode() in content
    assert WORDS.encode("utf-16-be").replace(b"(", b"\\(") in content
    assert b"CreationDate" not in content


def test_svg_file_carries_title_and_description(
    samples: dict[str, Analysis], tmp_path: Path
) -> None:
    root = etree.fromstring(saved(pictures.network(samples["five states"]), tmp_path / "a.svg"))
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    title, words = (named[name] for name in root.get("aria-labelledby", "").split())
    assert root.get("role") == "img"
    assert (title.tag, title.text) == (f"{SVG}title", TITLE)
    assert (words.tag, words.text) == (f"{SVG}desc", WORDS)
    assert root[0] is title


def test_other_endings_are_refused(samples: dict[str, Analysis], tmp_path: Path) -> None:
    figure = pictures.load(samples["five states"])
    for name in ("a.gif", "a"):
        with pytest.raises(BackboneError, match=r"\.png, \.svg or \.pdf"):
            pictures.save(figure, tmp_path / name, title="t", description="d")
    assert list(tmp_path.iterdir()) == []


def test_endings_may_be_in_capitals(samples: dict[str, Analysis], tmp_path: Path) -> None:
    assert saved(pictures.load(samples["five states"]), tmp_path / "A.PNG")[1:4] == b"PNG"


def test_nothing_is_left_behind_when_it_cannot_be_written(
    samples: dict[str, Analysis], tmp_path: Path
) -> None:
    figure = pictures.load(samples["five states"])
    with pytest.raises(CannotWriteError, match="folder"):
        saved(figure, tmp_path / "no" / "a.png")
    (tmp_path / "taken.png").mkdir()
    with pytest.raises(CannotWriteError):
        saved(figure, tmp_path / "taken.png")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.png"]


def test_a_file_that_is_there_is_replaced_whole(
    samples: dict[str, Analysis], tmp_path: Path
) -> None:
    path = tmp_path / "a.svg"
    path.write_text("x" * 1_000_000)
    assert saved(pictures.load(samples["five states"]), path).endswith(b"</svg>\n")


@pytest.mark.parametrize("name", ["small", "many", "five states"])
def test_inline_svg_has_identifiers_of_its_own(
    name: str, draw: Draw, samples: dict[str, Analysis]
) -> None:
    drawn = [
        etree.fromstring(
            pictures.svg(draw(kind, samples[name]), title="t", description="d", prefix=f"{kind}-")
        )
        for kind in pictures.KINDS
    ]
    names = [e.get("id") for root in drawn for e in root.iter() if e.get("id") is not None]
    assert len(names) == len(set(names))
    for kind, root in zip(pictures.KINDS, drawn, strict=True):
        own = {e.get("id") for e in root.iter() if e.get("id") is not None}
        assert all(str(name).startswith(f"{kind}-") for name in own)
        text = etree.tostring(root, encoding="unicode")
        used = re.findall(r"url\(#([^)]+)\)", text) + re.findall(r'href="#([^"]+)"', text)
        assert set(used) <= own


@KINDS
def test_inline_svg_fits_where_it_stands_and_changes_nothing_else(
    kind: str, samples: dict[str, Analysis]
) -> None:
    figure = pictures.KINDS[kind](samples["small"])
    text = pictures.svg(figure, title=TITLE, description=WORDS, prefix="p-")
    assert text.startswith("<svg ")
    assert "<style" not in text
    assert "<metadata" not in text
    root = etree.fromstring(text)
    assert root.get("width") == "100%"
    assert root.get("height") is None
    assert root.get("aria-labelledby") == "p-title p-desc"


def test_text_in_svg_can_be_searched_and_keeps_its_width(samples: dict[str, Analysis]) -> None:
    figure = pictures.coverage(samples["small"])
    root = etree.fromstring(pictures.svg(figure, title="t", description="d", prefix="p-"))
    lines = {e.text: e for e in root.iter(f"{SVG}text")}
    assert "Children’s Museum of Harbor County" not in lines
    for name in ("Greenlight", "County Community Foundation", "Advance policy"):
        assert float(lines[name].get("textLength", "0")) > 20
        assert "sans-serif" in lines[name].get("style", "")
    short, long = lines["Build trust"], lines["Set up and manage accountability frameworks"]
    assert float(short.get("textLength", "0")) < float(long.get("textLength", "0")) / 2


def test_svg_keeps_the_letters_that_the_fonts_lack(samples: dict[str, Analysis]) -> None:
    figure = pictures.network(samples["scripts"])
    text = pictures.svg(figure, title="t", description="d", prefix="p-")
    assert "शिक्षा परिषद" in text
    assert "no font for" not in text


def test_a_prefix_that_is_no_identifier_is_refused(samples: dict[str, Analysis]) -> None:
    figure = pictures.load(samples["five states"])
    with pytest.raises(ValueError, match="begin an identifier"):
        pictures.svg(figure, title="t", description="d", prefix='1"')


def test_a_notebook_shows_the_picture_with_its_words(samples: dict[str, Analysis]) -> None:
    shown = pictures.load(samples["small"])._repr_html_()
    assert f"{pictures.describe('load', samples['small'])}</desc>" in shown
