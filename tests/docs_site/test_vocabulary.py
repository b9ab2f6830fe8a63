"""The page of classes and properties: each term under its own name, whoever sets it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lxml.html
import pytest
from docs.site.vocabulary import Term, Vocabulary, vocabulary
from rdflib import Graph, URIRef

from backbone_kg import BackboneError
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.rdflib_terms import DEFINITION, LABEL

FILE = ontology_dir() / "backbone.ttl"


@pytest.fixture(scope="module")
def shown() -> Vocabulary:
    return vocabulary(FILE)


def body(shown: Vocabulary) -> Any:
    return lxml.html.document_fromstring(f"<main>{shown.body}</main>")


def test_each_term_has_its_place_its_name_and_its_meaning(shown: Vocabulary) -> None:
    graph = Graph().parse(FILE)
    terms = {
        node
        for node in graph.subjects(LABEL)
        if isinstance(node, URIRef) and node.startswith(PREFIXES["bkg"])
    }
    assert len(terms) > 80
    told = {one.name: one for one in shown.terms}
    rows = body(shown)
    for node in terms:
        name = node.removeprefix(PREFIXES["bkg"])
        label, meaning = str(graph.value(node, LABEL)), str(graph.value(node, DEFINITION))
        (row,) = rows.xpath(f"//*[@id={name!r}]")
        assert row.text_content().strip() == f"{label}: {' '.join(meaning.split())}"
        assert row.xpath("a/@href") == [f"ontology/{name}.html"]
        own = of(told[name])
        assert told[name].label == label
        assert own.find(".//code").text_content() == str(node)
        assert meaning in own.text_content()


def of(term: Term) -> Any:
    return lxml.html.document_fromstring(f"<main>{term.body}</main>")


def test_it_says_which_classes_and_properties_belong_together(shown: Vocabulary) -> None:
    (claim,) = (one for one in shown.terms if one.name == "Claim")
    assert "heldBy.html" in of(claim).xpath(".//a/@href")


def test_the_generator_is_named(shown: Vocabulary) -> None:
    assert shown.made_by.startswith("pyLODE 3.")


def test_a_file_that_cannot_be_set_out_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(BackboneError, match=r"broken\.ttl: pyLODE cannot set it out"):
        vocabulary(broken)


def test_terms_of_others_are_named_and_not_told_as_our_own(shown: Vocabulary) -> None:
    there = body(shown)
    for one in shown.terms:
        assert of(one).find(".//code").text_content().startswith(PREFIXES["bkg"])
    borrowed = dict(
        zip(
            there.xpath("//*[@id='borrowed']//a/text()"),
            there.xpath("//*[@id='borrowed']//a/@href"),
            strict=True,
        )
    )
    assert borrowed["skos:exactMatch"] == "http://www.w3.org/2004/02/skos/core#exactMatch"
    assert not any(name.startswith("bkg:") for name in borrowed)
