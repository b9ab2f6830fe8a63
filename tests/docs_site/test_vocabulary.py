"""The page of classes and properties: each term under its own name, whoever sets it out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docs.site.vocabulary import vocabulary
from rdflib import Graph, URIRef

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph.namespaces import DEFINITION, LABEL, PREFIXES

FILE = ontology_dir() / "backbone.ttl"


def test_each_term_has_its_place_its_name_and_its_meaning(page: Callable[[str], Any]) -> None:
    graph = Graph().parse(FILE)
    terms = {
        node
        for node in graph.subjects(LABEL)
        if isinstance(node, URIRef) and node.startswith(PREFIXES["bkg"])
    }
    assert len(terms) > 80
    for node in terms:
        name = node.removeprefix(PREFIXES["bkg"])
        (entity,) = page("ontology").xpath(f"//*[@id={name!r}]")
        assert entity.find("h3").text_content() == str(graph.value(node, LABEL))
        assert entity.find(".//code").text_content() == str(node)
        assert str(graph.value(node, DEFINITION)) in entity.text_content()


def test_it_says_which_classes_and_properties_belong_together(page: Callable[[str], Any]) -> None:
    (entity,) = page("ontology").xpath("//*[@id='Claim']")
    assert "#statement" in entity.xpath(".//a/@href")


def test_it_is_listed_in_its_contents(page: Callable[[str], Any]) -> None:
    links = page("ontology").xpath("//nav[@aria-label='On this page']//a/@href")
    for anchor in page("ontology").xpath("//*[@class='entity']/@id"):
        assert f"#{anchor}" in links


def test_the_generator_is_named(page: Callable[[str], Any]) -> None:
    assert "Set out by pyLODE 3." in page("ontology").find(".//footer").text_content()


def test_a_file_that_cannot_be_set_out_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(BackboneError, match=r"broken\.ttl: pyLODE cannot set it out"):
        vocabulary(broken)


def test_terms_of_others_are_named_and_not_told_as_our_own(page: Callable[[str], Any]) -> None:
    there = page("ontology")
    for code in there.xpath("//*[@class='entity']//code"):
        assert code.text_content().startswith(PREFIXES["bkg"])
    borrowed = dict(
        zip(
            there.xpath("//*[@id='borrowed']//a/text()"),
            there.xpath("//*[@id='borrowed']//a/@href"),
            strict=True,
        )
    )
    assert borrowed["skos:exactMatch"] == "http://www.w3.org/2004/02/skos/core#exactMatch"
    assert not any(name.startswith("bkg:") for name in borrowed)
