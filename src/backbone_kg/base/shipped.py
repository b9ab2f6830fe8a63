"""Where what is shipped beside the code is: beside the source, or in the installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _data_root() -> Path:
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent.parent


def ontology_dir() -> Path:
    """Return the folder that holds the ontology's Turtle files."""
    return _data_root() / "ontology"


def examples_dir() -> Path:
    """Return the folder that holds the examples, each partnership in a folder of its own."""
    return _data_root() / "examples"


def examples() -> dict[str, Path]:
    """Return the workbooks of the examples by their names."""
    return {path.stem: path for path in sorted(examples_dir().glob("*/*.xlsx"))}


def queries_dir() -> Path:
    """Return the folder that holds the query library."""
    return _data_root() / "queries"


def findings_dir() -> Path:
    """Return the folder of the pages on findings, and of the file that their examples change."""
    return _data_root() / "findings"
