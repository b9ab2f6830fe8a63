"""The face of a room gives what it says, and loads a module when its name is asked for."""

from __future__ import annotations

import subprocess
import sys

FIRST_MODULE = """
import sys
import backbone_kg.graph.namespaces
before = {name for name in sys.modules if name.startswith(("backbone_kg.", "rdflib"))}
from backbone_kg.graph import read_turtle
print(*sorted(before), sep="\\n")
print(read_turtle.__module__)
"""


def test_a_module_is_loaded_with_its_first_name() -> None:
    told = subprocess.run(
        [sys.executable, "-c", FIRST_MODULE], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told[-1] == "backbone_kg.graph.turtle"
    assert "backbone_kg.graph.namespaces" in told
    assert not {"rdflib", "backbone_kg.graph.turtle"} & set(told[:-1])
