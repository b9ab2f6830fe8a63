"""The pages on findings: the list by where they are, and one page each with its files to try."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from docs.site.pages import Page

from backbone_kg.base.findings import Finding
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.showing.finding_page.examples import (
    AFTER,
    BEFORE,
    check_example,
    write_example,
)
from backbone_kg.showing.finding_page.excerpts import shown_pair
from backbone_kg.showing.finding_page.text import severities
from backbone_kg.validation.finding_pages import (
    OWN,
    FindingPage,
    Pair,
    Said,
    everything_said,
    finding_codes,
    finding_page,
)

ENGINE: Final = "shacl"
"""The fast one, which finds what the other finds."""

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_WHOLE, _RDF, _IMPORT = "The file or a sheet as a whole", "Turtle and JSON-LD", "Importing"
_REST = "Columns of your own"


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in the list: its page, how much it matters, and the column of its example."""

    page: FindingPage
    matters: str
    column: str


@cache
def finding_pages() -> tuple[Page, ...]:
    """Return the list of findings and the page of each; they do not depend on the ontology."""
    return tuple(_pages())


def _pages() -> Iterator[Page]:
    said = everything_said()
    groups: dict[str, list[tuple[int, int, Entry]]] = {
        name: [] for name in (*(sheet.name for sheet in standard_layout().sheets), _WHOLE, _RDF)
    }
    for code in finding_codes():
        page = finding_page(code)
        found, archive = _tried(page) if page.example else (None, b"")
        name, order = _where(page.example, found)
        entry = Entry(page, severities(code, said), found.column if found else "")
        groups.setdefault(name, []).append((order, _rank(code, said), entry))
        yield Page(
            f"findings/{code}",
            "finding.html.j2",
            {
                "finding": page,
                "matters": entry.matters,
                "found": found,
                "sides": _sides(page.example),
                "archive": f"{code}.zip" if archive else "",
            },
            {f"findings/{code}.zip": archive} if archive else {},
        )
    listed = [
        (name, [entry for *_, entry in sorted(entries, key=lambda one: one[:2])])
        for name, entries in groups.items()
        if entries
    ]
    yield Page("findings", "findings.html.j2", {"groups": listed})


def _sides(pair: Pair | None) -> list[tuple[str, str, object]]:
    if pair is None:
        return []
    before, after = shown_pair(pair)
    return [("Before", "wrong", before), ("After", "mended", after)]


def _tried(page: FindingPage) -> tuple[Finding, bytes]:
    """Return what the program says of the example before mending, and both files in an archive."""
    assert page.example is not None
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = write_example(page.example, BEFORE, folder)
        found = check_example(path, page.example, engine=ENGINE)
        write_example(page.example, AFTER, folder)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
            for file in sorted(path for path in folder.rglob("*") if path.is_file()):
                inside = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _FIXED_DATE)
                files.writestr(inside, file.read_bytes(), zipfile.ZIP_DEFLATED)
        finding = next(one for one in found if one.code == page.code)
    # The command that a message gives names the file by where it was tried.
    remedy = finding.remedy.replace(f"{folder}/", "")
    return replace(finding, remedy=remedy), archive.getvalue()


def _rank(code: str, said: tuple[Said, ...]) -> int:
    return min(one.severity.rank for one in said if one.code == code)


def _where(pair: Pair | None, found: Finding | None) -> tuple[str, int]:
    """Return under which heading a finding is listed, and its place there."""
    if pair is None or found is None:
        return _REST, 0
    if pair.file == OWN:
        return _IMPORT, 0
    if pair.file in ("ttl", "jsonld"):
        return _RDF, 0
    for sheet in standard_layout().sheets:
        for number, column in enumerate(sheet.columns):
            if sheet.name == found.sheet and column.heading == found.column:
                return sheet.name, number
    return _WHOLE, 0
