"""The pages on findings: what each kind means, why it matters, how to mend it, an example.

A page is one YAML file in ``findings/``, named by the code of its finding. Its example changes a
few cells of the data file in ``findings/example/``, so that before and after are said once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.base.findings import Severity
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.shipped import findings_dir
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.validation.explain import unknown_code
from backbone_kg.validation.messages import CONTENT, IMPORTING, READING

SUFFIX: Final = ".yaml"
OWN: Final = "own"
"""The kind of example that is somebody's own file, to be imported."""

_PARTS: Final = {"title", "what", "why", "mend", "example"}
_EXAMPLE_PARTS: Final = {"file", "name", "tables", "before", "after", "at", "also", "left"}
_FILES: Final = ("csv", "xlsx", "ttl", "jsonld", OWN)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files, before mending and after: each a few changes of the same file.

    Parameters
    ----------
    file
        ``csv``, ``xlsx``, ``ttl`` or ``jsonld``: the shipped data file in that format; ``own`` a
        file of ``tables``.
    name
        What a file of one's own is called.
    tables
        Its sheets.
    before, after
        Changes of that file. A place such as ``Assignments!E3`` changes the cell; what other names
        do is told in :mod:`backbone_kg.showing.finding_page.examples`.
    at
        Where the finding is in the file before mending: places of the finding.
    also, left
        What else is found there, and what is found in the file after mending, by code: what cannot
        be parted from the example.
    """

    file: str
    name: str
    tables: Mapping[str, list[list[Any]]]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    at: tuple[str, ...]
    also: Mapping[str, tuple[str, ...]]
    left: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FindingPage:
    """What is said of a kind of finding.

    Parameters
    ----------
    code
        Of the finding.
    title
        What it is about, in a few words.
    what, why, mend
        What it means, which answer is wrong while it stays, and how to mend it.
    example
        A pair of files that shows it; None for what only columns beyond this version's can bring.
    """

    code: str
    title: str
    what: str
    why: str
    mend: str
    example: Pair | None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the program can say: its code, how much it matters, and its words."""

    code: str
    severity: Severity
    text: str
    remedy: str


def everything_said() -> tuple[Said, ...]:
    """Return all that can be said of data files, by code; braces stand for details."""
    layout = standard_layout()
    found = set()
    for name, message in (READING | IMPORTING | CONTENT).items():
        codes = [message.code or name]
        if name == "unknown-name":
            columns = [column for sheet in layout.sheets for column in sheet.columns]
            # A column that introduces names knows all of them.
            codes = [unknown_code(one) for one in columns if one.refers_to and not one.introduces]
        found |= {Said(code, message.severity, message.text, message.remedy) for code in codes}
    for check in layout.checks.values():
        if check.code:
            found.add(Said(check.code, check.severity, check.message, check.remedy))
    return tuple(sorted(found, key=lambda one: (one.code, one.severity.rank, one.text, one.remedy)))


@lru_cache(maxsize=1)
def finding_codes() -> tuple[str, ...]:
    """Return the codes of findings that have a page, in order."""
    return tuple(sorted(path.stem for path in findings_dir().glob(f"*{SUFFIX}")))


@lru_cache(maxsize=256)
def finding_page(code: str) -> FindingPage:
    """Return the page on a kind of finding.

    Parameters
    ----------
    code
        As findings give it, such as ``unknown-partner``.

    Raises
    ------
    UnknownNameError
        If there is no such page.
    """
    if code not in finding_codes():
        raise UnknownNameError(
            f"There is no finding “{code}”.{did_you_mean(code, finding_codes())} "
            "All of them: backbone-kg explain"
        )
    return page_from((findings_dir() / f"{code}{SUFFIX}").read_text(encoding="utf-8"), code)


def page_from(text: str, code: str) -> FindingPage:
    """Return a page from its file's text.

    Raises
    ------
    BackboneError
        If it lacks a part, or has one that is not known.
    """
    said = yaml.safe_load(text)
    wrong = sorted((set(said) | {"example"}) ^ _PARTS)
    if wrong:
        raise BackboneError(f"The page {code}: these parts are wrong or missing: {wrong}.")
    prose = {name: " ".join(said[name].split()) for name in ("title", "what", "why", "mend")}
    return FindingPage(
        code, **prose, example=_pair(said["example"], code) if "example" in said else None
    )


def _pair(said: dict[str, Any], code: str) -> Pair:
    wrong = sorted(set(said) - _EXAMPLE_PARTS)
    if wrong or "at" not in said or said.get("file", "csv") not in _FILES:
        raise BackboneError(f"The page {code}: its example needs “at” and a known file. {wrong}")
    return Pair(
        file=said.get("file", "csv"),
        name=said.get("name", "who-does-what.csv"),
        tables=said.get("tables", {}),
        before=said.get("before", {}),
        after=said.get("after", {}),
        at=_places(said["at"]),
        also={name: _places(places) for name, places in said.get("also", {}).items()},
        left={name: _places(places) for name, places in said.get("left", {}).items()},
    )


def _places(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def example_file() -> dict[str, Path]:
    """Return the sheets of the data file that the examples change, each a csv file."""
    order = [sheet.name for sheet in standard_layout().sheets]
    found = {path.stem: path for path in (findings_dir() / "example").glob("*.csv")}
    return {name: found[name] for name in order if name in found}
