"""Writes docs/licenses.md: the licenses of the packages that the program and its tests need.

They must be installed; run ``python -m tools.licenses``, which ``make lock`` does.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "licenses.md"
DEVELOPMENT = ROOT / "requirements-dev.txt"
PROGRAM = ROOT / "requirements-lowest.txt"

_HEAD = """# Licenses of what is used

Derived by `make lock` from what the packages tell of themselves. The program itself is under
Apache-2.0, the ontology under CC BY 4.0. What “development” uses, nobody gets who installs the
program.

| Package | Version | License, as the package tells it | Used by |
|---|---|---|---|
"""


def pinned(lock: Path) -> dict[str, str]:
    """Return the versions of the packages that a lock file has for this system, by name."""
    lines = re.findall(r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\\n]+))?", lock.read_text(), re.MULTILINE)
    return {name: version for name, version, when in lines if not when or Marker(when).evaluate()}


def license_of(package: str) -> str:
    """Return what a package says of its license; `not told` where it says nothing."""
    told = metadata.metadata(package).json
    if expression := told.get("license_expression"):
        return str(expression)
    kinds = [one.split(" :: ") for one in told.get("classifier", [])]
    named = "; ".join(
        kind[-1] for kind in kinds if kind[0] == "License" and kind[-1] != "OSI Approved"
    )
    text = str(told.get("license", "")).strip()
    return named or (text.splitlines()[0] if text else "not told")


def page() -> str:
    """Return the page."""
    of_program = pinned(PROGRAM)
    rows = [
        f"| [{name}](https://pypi.org/project/{name}/) | {version} | {license_of(name)} |"
        f" {'program' if name in of_program else 'development'} |"
        for name, version in pinned(DEVELOPMENT).items()
    ]
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
