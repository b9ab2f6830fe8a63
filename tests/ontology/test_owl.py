"""The ontology is in OWL 2 DL and free of contradiction, says a reasoner that is not ours.

Alone, and together with PROV-O, ORG, SKOS and Web Annotation as they are published. These are not
in OWL 2 DL themselves, so that is asked of the ontology alone. HermiT refuses no literal of theirs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, Graph

from backbone_kg import Ontology
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import read_turtle
from backbone_kg.graph.namespaces import PREFIXES

pytestmark = pytest.mark.java

HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())

CONTRADICTIONS = {
    "a function that is a capacity": "mathematica:build-trust a bkg:Function .",
    "a concept that answers a question": "mathematica:build-trust bkg:answers mathematica:q .",
    "a passage that is a concept": "mathematica:build-trust oa:hasSource mathematica:d ;"
    " a oa:SpecificResource .",
    "a kind of change that there is not": "mathematica:k a bkg:ChangeKind . [] a owl:AllDifferent ;"
    " owl:distinctMembers ( mathematica:k bkg:renamed bkg:dropped bkg:added bkg:unchanged ) .",
    "text where a number must be": 'mathematica:build-trust bkg:position "first" .',
}
VIOLATIONS = {
    "a property that was not declared": "mathematica:build-trust mathematica:like mathematica:a .",
    "a property for things and for texts": "bkg:answers a owl:DatatypeProperty .",
    "a class that was not declared": "bkg:Function rdfs:subClassOf mathematica:Thing .",
}
CONTRADICTIONS_WITH_OTHERS = {
    "a study that is quoted as only an entity can be": "study:s a bkg:Study ;"
    " prov:wasQuotedFrom mathematica:d .",
    "a concept that is something done": "mathematica:build-trust a prov:Activity .",
    "a change that is attributed as only an entity can be": "mathematica:c a bkg:Change ;"
    " prov:wasAttributedTo mathematica:a .",
    "a quality that is held as a role": "mathematica:q a bkg:Quality . [] org:role mathematica:q .",
    "an organization that is a role": "mathematica:build-trust org:postIn mathematica:o ."
    " [] org:role mathematica:o .",
}
QUALITY_HELD = (
    "mathematica:q a bkg:Quality . mathematica:h a bkg:Assignment ; bkg:role mathematica:q ."
)
EMPTY_CLASS = "bkg:Both a owl:Class ; rdfs:subClassOf bkg:Function, bkg:Capacity ."


def written(path: Path, *parts: Graph, more: str = "") -> Path:
    """Write graphs with some more, in Turtle, as RDF/XML."""
    graph = Graph()
    for triple in chain(*parts):
        graph.add(triple)
    prefixes = f"{HEAD}@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    graph.parse(data=prefixes + more, format="turtle")
    graph.serialize(path, format="xml", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what the tools say of the ontology (under ""), a part of it, and spoiled copies."""
    folder = tmp_path_factory.mktemp("owl")
    whole = Ontology.from_directory(ontology_dir()).graph
    others = read_turtle(*sorted(Path(__file__).with_name("vocabularies").glob("*.ttl")))
    others.remove((None, OWL.imports, None))
    names = ("backbone.ttl", "frameworks/mathematica.ttl")
    part = read_turtle(*(ontology_dir() / name for name in names))
    paths = {
        str(written(folder / "whole.owl", whole)): "",
        str(written(folder / "all.owl", whole, others)): "with others",
        str(written(folder / "part.owl", part)): "part",
        str(written(folder / "held.owl", part, others, more=QUALITY_HELD)): "part with others",
    }
    spoiled = {"empty": EMPTY_CLASS} | CONTRADICTIONS | VIOLATIONS
    for number, (name, more) in enumerate(spoiled.items()):
        paths[str(written(folder / f"{number}.owl", part, more=more))] = name
    for number, (name, more) in enumerate(CONTRADICTIONS_WITH_OTHERS.items()):
        paths[str(written(folder / f"others-{number}.owl", part, others, more=more))] = name
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("owl_tools.py")), *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {paths[path]: answer for path, answer in json.loads(done.stdout).items()}


def test_the_whole_ontology_is_in_owl_2_dl_without_contradiction(
    said: dict[str, dict[str, Any]],
) -> None:
    assert said[""]["classes"] > 30
    assert said[""]["individuals"] > 1000
    assert said[""]["axioms"] > 5000
    assert said[""]["consistent"] is True
    assert said[""]["violations"] == []


def test_no_class_is_empty_by_its_definition(said: dict[str, dict[str, Any]]) -> None:
    assert said["part with others"]["unsatisfiable"] == []
    assert said["empty"]["unsatisfiable"] == [f"<{PREFIXES['bkg']}Both>"]


def test_with_the_vocabularies_that_it_uses_it_has_no_contradiction_either(
    said: dict[str, dict[str, Any]],
) -> None:
    assert said["with others"]["axioms"] > said[""]["axioms"] + 300
    assert said["with others"]["consistent"] is True
    assert said["part with others"]["consistent"] is True


@pytest.mark.parametrize("name", CONTRADICTIONS_WITH_OTHERS)
def test_a_contradiction_with_a_vocabulary_is_seen(
    name: str, said: dict[str, dict[str, Any]]
) -> None:
    assert said[name]["consistent"] is False


def test_what_the_spoiled_copies_are_made_of_is_sound(said: dict[str, dict[str, Any]]) -> None:
    assert said["part"]["consistent"] is True
    assert (said["part"]["unsatisfiable"], said["part"]["violations"]) == ([], [])


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_seen(name: str, said: dict[str, dict[str, Any]]) -> None:
    assert said[name]["consistent"] is False


@pytest.mark.parametrize("name", VIOLATIONS)
def test_what_owl_2_dl_does_not_allow_is_seen(name: str, said: dict[str, dict[str, Any]]) -> None:
    assert said[name]["violations"] != []
