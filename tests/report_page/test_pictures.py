"""A picture in the page has a text alternative, ids of its own, and runs and fetches nothing."""

from __future__ import annotations

import re

import pytest

from backbone_kg.showing.report_page import Picture
from backbone_kg.showing.report_page.embedded_pictures import inline_svg


def inlined(inner: str, *, prefix: str = "one-", root: str = 'viewBox="0 0 40 20"') -> str:
    svg = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://w3.org/d.dtd">'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f"{root}>{inner}</svg>"
    )
    return inline_svg(Picture("map", "Who & what", svg, "In words."), prefix, "words-1")


def test_it_has_a_text_alternative_and_no_declaration() -> None:
    text = inlined("<g/>")
    assert text.startswith("<svg ")
    assert 'role="img"' in text
    assert 'aria-label="Who &amp; what"' in text
    assert 'aria-describedby="words-1"' in text


def test_ids_and_what_points_to_them_are_renamed_together() -> None:
    text = inlined(
        '<defs><clipPath id="c"/><path id="glyph"/></defs><style>#c{fill:#abc}</style>'
        '<g clip-path="url(#c)" style="fill: url(#c); stroke: #fff"/><use xlink:href="#glyph"/>'
    )
    assert set(re.findall(r'id="([^"]+)"', text)) == {"one-c", "one-glyph"}
    assert 'clip-path="url(#one-c)"' in text
    assert "fill: url(#one-c); stroke: #fff" in text
    assert 'href="#one-glyph"' in text
    assert "#one-c{fill:#abc}" in text


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<metadata>RDF</metadata>",
        "<foreignObject><p>x</p></foreignObject>",
        '<image href="https://example.org/x.png"/>',
        '<image xlink:href="//example.org/x.png"/>',
        '<a href="javascript:alert(1)"><text>t</text></a>',
        '<g onclick="alert(1)"/>',
        '<g style="fill: url(https://example.org/x)"/>',
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>g {fill: url('//example.org/x')}</style>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(inner: str) -> None:
    text = inlined(inner)
    for forbidden in ("script", "alert", "example.org", "RDF", "foreignObject", "@import"):
        assert forbidden not in text


def test_a_picture_inside_the_file_stays() -> None:
    assert 'href="data:image/png;base64,AAAA"' in inlined(
        '<image href="data:image/png;base64,AAAA"/>'
    )


@pytest.mark.parametrize(
    ("root", "pixels"),
    [
        ('viewBox="0 0 40 20"', 40),
        ('viewBox="0 0 40 20" width="72pt" height="36pt"', 96),
        ('viewBox="0 0 40 20" width="2in"', 192),
        ('viewBox="0 0 40 20" width="100%"', 40),
    ],
)
def test_its_own_width_is_handed_to_the_page(root: str, pixels: int) -> None:
    text = inlined("<g/>", root=root)
    assert f"--width:{pixels}px" in text
    assert " width=" not in text


@pytest.mark.parametrize("svg", ["<svg><g></svg>", "<p>no picture</p>", ""])
def test_what_is_no_svg_is_refused(svg: str) -> None:
    with pytest.raises(ValueError, match="'map'"):
        inline_svg(Picture("map", "t", svg, "d"), "one-", "words-1")


def test_entities_are_not_expanded_from_outside() -> None:
    svg = '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hostname">]><svg><text>&e;</text></svg>'
    assert "<text></text>" in inline_svg(Picture("m", "t", svg, "d"), "a-", "w").replace(
        "<text/>", "<text></text>"
    )
