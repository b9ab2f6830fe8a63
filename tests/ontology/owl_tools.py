"""Ask the OWL API and the reasoner HermiT about ontology files, and print what they say as JSON.

Both come with the package owlready2 as one Java archive. This runs as a program of its own: a Java
machine, once started, stays in its process.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jpype


def archive() -> Path:
    """Return the Java archive with the OWL API and HermiT."""
    found = find_spec("owlready2")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "hermit" / "HermiT.jar"


def examine(path: str) -> dict[str, Any]:
    """Return what the tools say of an RDF/XML file."""
    java: Any = jpype.JClass
    manager = java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(java("java.io.File")(path))
    profile = java("org.semanticweb.owlapi.profiles.OWL2DLProfile")()
    reasoner = java("org.semanticweb.HermiT.Reasoner")(ontology)
    consistent = bool(reasoner.isConsistent())
    individuals = ontology.getIndividualsInSignature().size()
    # Over many individuals this takes several times as long as all the rest.
    asked = consistent and individuals < 500
    nothing = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom() if asked else ()
    return {
        "classes": ontology.getClassesInSignature().size(),
        "individuals": individuals,
        "axioms": int(ontology.getLogicalAxiomCount()),
        "violations": sorted(str(each) for each in profile.checkOntology(ontology).getViolations()),
        "consistent": consistent,
        "unsatisfiable": sorted(str(each) for each in nothing) if asked else None,
    }


if __name__ == "__main__":
    jpype.startJVM(classpath=[str(archive())])
    json.dump({path: examine(path) for path in sys.argv[1:]}, sys.stdout)
