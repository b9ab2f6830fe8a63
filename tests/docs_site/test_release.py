"""The knowledge base as files, beside the pages, and the rules that lead addresses to them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib import DCAT, OWL, RDF, VOID, Graph, URIRef

from backbone_kg import __version__
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import read_turtle
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.knowledge import standard_ontology

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "docs" / "w3id" / ".htaccess").read_text(encoding="utf-8")
MEDIA = {
    "backbone-kg.ttl": ox.RdfFormat.TURTLE,
    "backbone-kg.nt": ox.RdfFormat.N_TRIPLES,
    "backbone-kg.jsonld": ox.RdfFormat.JSON_LD,
}
SPDX = "http://spdx.org/rdf/terms#"


def led_to(path: str, accept: str = "text/html") -> str:
    """Return where the rules lead an address, as Apache takes them: the first that fits."""
    wanted = True
    for line in RULES.splitlines():
        kind, *parts = line.split()[:3] or [""]
        if kind == "RewriteCond":
            wanted = wanted and re.search(parts[1], accept) is not None
        elif kind == "RewriteRule":
            found = re.search(parts[0], path)
            if found and wanted and parts[1] != "-":
                target = re.sub(r"\$(\d)", r"\\\1", parts[1].removeprefix("%{ENV:SITE}/"))
                return found.expand(target)
            wanted = True
    return ""


# --- one release ---------------------------------------------------------------------------------


def test_each_format_holds_the_whole_knowledge_base(site: Path) -> None:
    whole = len(standard_ontology().graph)
    found = [
        {str(quad.triple) for quad in ox.parse((site / name).read_bytes(), format=form)}
        for name, form in MEDIA.items()
    ]
    assert [len(triples) for triples in found] == [whole] * 3


def test_what_describes_them_counts_right(site: Path) -> None:
    described = Graph().parse(site / "dataset.ttl")
    dataset = URIRef(f"{PROJECT}dataset")
    assert {DCAT.Dataset, VOID.Dataset} <= set(described.objects(dataset, RDF.type))
    triples = described.value(dataset, VOID.triples)
    assert triples is not None
    assert int(str(triples)) == len(standard_ontology().graph)
    for name in MEDIA:
        content = (site / name).read_bytes()
        file = URIRef(PROJECT + name)
        assert (dataset, DCAT.distribution, file) in described
        assert str(described.value(file, DCAT.byteSize)) == str(len(content))
        checksum = described.value(file, URIRef(f"{SPDX}checksum"))
        value = str(described.value(checksum, URIRef(f"{SPDX}checksumValue")))
        assert value == hashlib.sha256(content).hexdigest()


def test_a_page_has_what_it_says_beside_it_and_names_it(site: Path) -> None:
    graph = standard_ontology().graph
    page = "framework/mathematica"
    beside = Graph().parse(site / f"{page}.ttl")
    subject = URIRef(f"{PROJECT}{page}#build-trust")
    assert set(beside.objects(subject)) == set(graph.objects(subject))
    compared = set(graph.subjects(OWL.annotatedSource, subject))
    assert compared
    assert compared <= set(beside.subjects(RDF.type, OWL.Axiom))
    text = (site / f"{page}.html").read_text(encoding="utf-8")
    assert '<link rel="alternate" type="text/turtle" href="../framework/mathematica.ttl">' in text


# --- addresses -----------------------------------------------------------------------------------


def test_the_address_of_everything_leads_to_its_page_and_to_its_rdf(site: Path) -> None:
    graph = standard_ontology().graph
    things = {
        str(node).removeprefix(PROJECT)
        for node in graph.subjects()
        if isinstance(node, URIRef) and node.startswith(PROJECT)
    }
    assert len(things) > 1_000
    for accept, ending in (("text/html", ".html"), ("text/turtle", ".ttl")):
        # A browser keeps what stands behind the # to itself.
        for path in {thing.partition("#")[0] for thing in things}:
            target = led_to(path, accept).partition("#")[0]
            assert target.endswith(ending), (path, target)
            assert (site / target).is_file(), (path, target)


@pytest.mark.parametrize(
    ("path", "accept", "target"),
    [
        ("agent/fsg", "text/html", "named.html#fsg"),
        ("framework/mathematica", "text/turtle;q=0.9", "framework/mathematica.ttl"),
        (f"ontology/{__version__}", "text/html", "ontology.html"),
        ("", "text/html", "index.html"),
        ("guides.html", "text/html", "guides.html"),
        ("guide/app.html", "text/html", "guide/app.html"),
        ("files/docs/images/load.png", "image/png", "files/docs/images/load.png"),
        ("", "application/ld+json", "backbone-kg.jsonld"),
        ("", "application/n-triples", "backbone-kg.nt"),
        ("", "text/turtle", "backbone-kg.ttl"),
        ("backbone-kg.nt", "text/html", "backbone-kg.nt"),
        ("dataset", "text/html", "dataset.ttl"),
        ("query/coverage", "text/html", "query/coverage.rq"),
        (
            f"nanopublication/framework/mathematica/build-trust/{__version__}",
            "text/html",
            "framework/mathematica.html#build-trust",
        ),
    ],
)
def test_an_address_leads_to(site: Path, path: str, accept: str, target: str) -> None:
    assert led_to(path, accept) == target
    assert (site / target.partition("#")[0]).is_file()


# --- versions ------------------------------------------------------------------------------------


def test_program_ontology_shapes_mappings_and_citation_have_one_version() -> None:
    header = URIRef(f"{PROJECT}ontology")
    graph = read_turtle(ontology_dir() / "backbone.ttl")
    assert str(graph.value(header, OWL.versionInfo)) == __version__
    headers = [(graph, header)]
    for name, address in (("partnership", "shapes"), ("ontology", "shapes/ontology")):
        shapes = read_turtle(ontology_dir() / "shapes" / f"{name}.ttl")
        headers.append((shapes, URIRef(PROJECT + address)))
    for each, node in headers:
        assert str(each.value(node, OWL.versionIRI)) == f"{node}/{__version__}"
    for path in ontology_dir().glob("*.sssom.tsv"):
        assert f"#mapping_set_version: {__version__}\n" in path.read_text(encoding="utf-8")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == __version__
    assert f"version {__version__}." in str(
        graph.value(header, URIRef("http://purl.org/dc/terms/bibliographicCitation"))
    )
