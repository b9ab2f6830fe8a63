"""A command loads the libraries that it needs, and none of those that take longest to load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.generate import good, put, write_xlsx

LOADED = """
import sys
from backbone_kg.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""
RDF = {"rdflib", "pyshacl", "pyoxigraph"}
FOR_OTHERS = {*RDF, "matplotlib", "scipy", "openpyxl", "jinja2", "yaml"}


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["validate", "--engine", "shacl"], FOR_OTHERS | {"networkx", "rich"}),
        (["analyze"], FOR_OTHERS),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_workbook_is_checked_and_analyzed_without_the_heavy_libraries(
    arguments: list[str], never: set[str], tmp_path: Path
) -> None:
    # A misspelled name, a number that is none, and a row twice: their findings load nothing more.
    sheets = put(put(good(), "Assignments!B2", "Bild trust"), "Partners!D2", "half")
    sheets["Partners"].append(sheets["Partners"][1])
    path = write_xlsx(tmp_path / "data.xlsx", sheets)
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout
    assert never.isdisjoint(done.stderr.split())
