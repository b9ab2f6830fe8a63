"""The JSON-LD context gives each column one name and says what its values are."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import URIRef
from rdflib.term import Node

from backbone_kg.base.shipped import ontology_dir
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph import graph_from_quads, literal
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.rdflib_terms import POSITION, iri, term
from backbone_kg.model import Column, Layout, context_of, context_text, standard_layout

LAYOUT = standard_layout()
CONTEXT = context_of(LAYOUT)
COLUMNS = [column for sheet in LAYOUT.sheets for column in sheet.columns]
XSD = PREFIXES["xsd"]
THING = URIRef("https://example.org/thing")


def read(context: dict[str, Any], name: str, value: object) -> tuple[URIRef, Node]:
    """Return the property and value that a standard reader takes from one entry."""
    document = {"@context": context, "id": str(THING), name: value}
    quads = ox.parse(input=json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD)
    ((subject, path, node),) = graph_from_quads(quads)
    assert subject == THING
    assert isinstance(path, URIRef)
    return path, node


def names_by_property(context: dict[str, Any]) -> Counter[URIRef]:
    """Return how many names of a context stand for each property."""
    names = [name for name, entry in context.items() if isinstance(entry, dict)]
    return Counter(read(context, name, "https://example.org/x")[0] for name in names)


def with_columns(*columns: Column) -> Layout:
    partners = LAYOUT.sheets[1]
    changed = dataclasses.replace(partners, columns=(*partners.columns, *columns))
    sheets = tuple(changed if sheet == partners else sheet for sheet in LAYOUT.sheets)
    return dataclasses.replace(LAYOUT, sheets=sheets)


def new_column(heading: str, path: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(path + "-shape", path, heading, kind=kind)


def test_each_columns_property_has_one_name() -> None:
    names = names_by_property(CONTEXT)
    assert {column.heading: names[iri(column.path)] for column in COLUMNS} == (
        dict.fromkeys((column.heading for column in COLUMNS), 1)
    )


@pytest.mark.parametrize(
    ("name", "value", "path", "expected"),
    [
        ("name", "River", "skos:prefLabel", literal("River")),
        ("fte-available", "0.50", "bkg:fteAvailable", literal("0.50", f"{XSD}decimal")),
        ("holders-needed", "2", "bkg:holdersNeeded", literal("2", f"{XSD}integer")),
        ("position", "3", "bkg:position", literal("3", f"{XSD}integer")),
        ("backbone", "true", "bkg:isBackbone", literal("true", f"{XSD}boolean")),
        ("web-address", "https://a.org", "schema:url", literal("https://a.org", f"{XSD}anyURI")),
        ("from", "2019", "schema:startDate", literal("2019")),
        ("role", "mathematica:build-trust", "bkg:role", term("mathematica:build-trust")),
        ("partner", "https://a.org/p", "org:member", URIRef("https://a.org/p")),
        ("memberOf", "https://a.org/p", "org:memberOf", URIRef("https://a.org/p")),
    ],
)
def test_a_name_stands_for_its_property_and_the_datatype_of_its_column(
    name: str, value: str, path: str, expected: Node
) -> None:
    assert read(CONTEXT, name, value) == (term(path), expected)


@pytest.mark.parametrize("sheet", LAYOUT.sheets, ids=lambda sheet: sheet.name)
def test_the_class_of_each_sheet_has_its_name(sheet: Any) -> None:
    _, found = read(CONTEXT, "type", sheet.target.rpartition("#")[2])
    assert found == iri(sheet.target)


# --- columns that somebody adds ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "path", "name"),
    [
        ("Staff trained", "https://example.org/t#staff", "staff-trained"),
        ("Notes", "https://example.org/t#otherNotes", "otherNotes"),
        ("Type", "https://example.org/t#kind", "kind"),
        ("ID", "https://example.org/t/id", "https://example.org/t/id"),
        ("Position", "https://example.org/t#rank", "rank"),
        ("Schema", "http://purl.org/dc/terms/conformsTo", "conformsTo"),
    ],
)
def test_a_name_that_is_taken_is_never_given_to_a_second_property(
    heading: str, path: str, name: str
) -> None:
    column = new_column(heading, path, Kind.INTEGER)
    context = context_of(with_columns(column))
    assert read(context, name, "3") == (iri(column.path), literal("3", f"{XSD}integer"))
    assert {old: context[old] for old in CONTEXT} == CONTEXT


def test_a_column_that_states_a_known_property_adds_no_name() -> None:
    assert context_of(with_columns(new_column("Place", str(POSITION)))) == CONTEXT


def test_nothing_is_written_with_a_prefix_that_the_context_lacks() -> None:
    columns = [new_column(prefix, f"{iri}zzz") for prefix, iri in PREFIXES.items()]
    names = names_by_property(context_of(with_columns(*columns)))
    assert {names[iri(column.path)] for column in columns} == {1}


# --- the file ------------------------------------------------------------------------------------


def test_the_file_that_is_published_is_that_of_this_layout() -> None:
    published = (ontology_dir() / "context.jsonld").read_text(encoding="utf-8")
    assert published == context_text(LAYOUT), "ontology/context.jsonld is stale: run make docs"


def test_the_file_is_a_document_of_one_context() -> None:
    assert json.loads(context_text(LAYOUT)) == {"@context": CONTEXT}
