"""The pictures of the model: each arrow is there in the graph, and each term has its meaning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.derived.model_page import PICTURES, Picture, drawn, terms_page
from lxml import etree

from backbone_kg import query

ROOT = Path(__file__).resolve().parents[2]
PREFIXES = """
PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def test_each_arrow_leads_from_its_box_to_its_box_somewhere_in_the_graph() -> None:
    arrows = [arrow for picture in PICTURES for arrow in picture.arrows]
    parts = [
        f"BIND(EXISTS {{ ?a{n} a/rdfs:subClassOf* {one.start} ; {one.by} ?b{n} ."
        f" ?b{n} a/rdfs:subClassOf* {one.end} }} AS ?there{n})"
        for n, one in enumerate(arrows)
    ]
    (row,) = query(
        f"{PREFIXES} SELECT * {{ {' '.join(parts)} }}", ROOT / "examples/graduate-tacoma/2025-09"
    )
    missing = [arrow for n, arrow in enumerate(arrows) if row[f"there{n}"] is not True]
    assert missing == []


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_fits_a_phone_and_no_writing_leaves_it(picture: Picture) -> None:
    svg = etree.fromstring(drawn(picture).encode())
    width = float(svg.attrib["width"])
    assert width <= 410
    for text in svg.iter("{http://www.w3.org/2000/svg}text"):
        # Of a sans-serif font a letter is about half as wide as it is high.
        size = float(text.attrib["font-size"])
        assert size >= 11
        long = 0.55 * size * len(text.text or "")
        start = {"start": 0.0, "middle": long / 2, "end": long}[str(text.attrib["text-anchor"])]
        assert float(text.attrib["x"]) - start >= 0
        assert float(text.attrib["x"]) - start + long <= width


def test_each_term_that_the_library_uses_is_told_once() -> None:
    page = terms_page()
    told = re.findall(r"^\| `([a-z]+:\w+)` \| .+ \|$", page, re.MULTILINE)
    assert len(told) == len(set(told))
    assert {"bkg:Claim", "skos:prefLabel", "prov:wasAttributedTo", "bkg:hasState"} <= {*told}
