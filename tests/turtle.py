"""Small data files in Turtle."""

from __future__ import annotations

from pathlib import Path

from backbone_kg import Partnership, read

PREFIXES = """@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <https://example.org/> .
@prefix mathematica: <https://w3id.org/backbone-kg/framework/mathematica#> .
@prefix schema: <https://schema.org/> .
@prefix orgtype: <https://w3id.org/backbone-kg/organization-type#> .
"""
LAKEWOOD = 'ex:lakewood a bkg:Partnership ; skos:prefLabel "Lakewood" .\n'


def turtle(folder: Path, text: str, *, partnership: str = LAKEWOOD) -> Partnership:
    path = folder / "data.ttl"
    path.write_text(PREFIXES + partnership + text, encoding="utf-8")
    return read(path)
