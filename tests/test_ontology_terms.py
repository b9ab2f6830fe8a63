"""Each word of our own namespace is defined once, and no file uses one that is not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from backbone_kg.base.names import key
from backbone_kg.base.shipped import ontology_dir, queries_dir
from backbone_kg.graph import read_turtle
from backbone_kg.graph.namespaces import PREFIXES, PROJECT
from backbone_kg.graph.rdflib_terms import DEFINITION, LABEL, TYPE, iri
from backbone_kg.model import standard_layout

ROOT = Path(__file__).resolve().parent.parent
OWL = "http://www.w3.org/2002/07/owl#"
OWN = PREFIXES["bkg"]
FILES = sorted(ontology_dir().rglob("*.ttl"))
GRAPHS = {path.relative_to(ontology_dir()).as_posix(): read_turtle(path) for path in FILES}


def name(node: object) -> str:
    return str(node).rpartition("#")[2]


TBOX = GRAPHS["backbone.ttl"]
DEFINED = {
    node for node in TBOX.subjects(TYPE) if isinstance(node, URIRef) and node.startswith(OWN)
}


@pytest.mark.parametrize("node", sorted(DEFINED), ids=name)
def test_every_class_and_property_has_a_label_and_a_definition(node: Node) -> None:
    (label,) = TBOX.objects(node, LABEL)
    (definition,) = TBOX.objects(node, DEFINITION)
    assert isinstance(label, Literal)
    assert isinstance(definition, Literal)
    assert (label.language, definition.language) == ("en", "en")
    assert definition.endswith(".")
    kinds = {str(kind).rpartition("#")[2] for kind in TBOX.objects(node, TYPE)}
    allowed = {"Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "ChangeKind"}
    assert kinds <= {*allowed, "SymmetricProperty"}
    assert name(node)[0].isupper() is (kinds == {"Class"})


def test_the_ontology_and_the_shapes_say_their_version() -> None:
    version = URIRef(OWL + "versionIRI")
    for file, about in (("backbone.ttl", "ontology"), ("shapes/partnership.ttl", "shapes")):
        found = [str(iri) for iri in GRAPHS[file].objects(URIRef(PROJECT + about), version)]
        assert len(found) == 1
        assert re.fullmatch(rf"{re.escape(PROJECT)}{about}/\d+\.\d+\.\d+", found[0])


def test_no_two_classes_and_no_two_properties_share_a_label() -> None:
    labels = Counter(
        (name(node)[0].isupper(), key(str(label))) for node, label in TBOX.subject_objects(LABEL)
    )
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("folder", [ROOT / "src", queries_dir()], ids=lambda path: path.name)
def test_code_and_queries_speak_of_no_undefined_term(folder: Path) -> None:
    spoken_of = {
        (path.name, found)
        for path in folder.rglob("*.*")
        if path.suffix in {".py", ".rq"}
        for found in re.findall(r"\bbkg:([A-Za-z]+)", path.read_text(encoding="utf-8"))
    }
    assert spoken_of
    assert {(file, used) for file, used in spoken_of if URIRef(OWN + used) not in DEFINED} == set()


def test_every_column_states_a_defined_property() -> None:
    properties = {node for node in DEFINED if name(node)[0].islower()}
    for sheet in standard_layout().sheets:
        assert URIRef(sheet.target) in DEFINED
        for column in sheet.columns:
            if column.path.startswith(OWN):
                assert URIRef(column.path) in properties
                # Annotations are for the shapes themselves; a value in a cell is data.
                assert (iri(column.path), TYPE, URIRef(OWL + "AnnotationProperty")) not in TBOX


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_the_same_to_another_reader(path: Path) -> None:
    theirs = Graph().parse(path, format="turtle")
    ours = GRAPHS[path.relative_to(ontology_dir()).as_posix()]
    if any(isinstance(node, BNode) for node in ours.subjects()):
        assert isomorphic(ours, theirs)
    else:
        assert set(ours) == set(theirs)
