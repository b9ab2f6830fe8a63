"""A command loads what it needs, and nothing of what takes long to load and is for others."""

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
print(*sys.modules, file=sys.stderr)
"""
RDF = {"rdflib", "pyshacl", "pyoxigraph"}
LARGE = {*RDF, "matplotlib", "scipy", "networkx", "numpy", "openpyxl", "lxml", "jinja2", "yaml"}
SMALL = {"csv", "html", "logging", "secrets"}
OURS = {
    "backbone_kg.analysis.as_framework",
    "backbone_kg.cli.stores",
    "backbone_kg.model.conflicts",
    "backbone_kg.reading.csv_folders",
}
FOR_OTHERS = LARGE | SMALL | OURS


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["validate", "--engine", "shacl"], FOR_OTHERS | {"backbone_kg.showing.sections"}),
        (["analyze"], FOR_OTHERS),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_workbook_is_checked_and_analyzed_without_what_is_for_others(
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
