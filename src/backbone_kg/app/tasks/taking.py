"""What is taken away: the report, an annotated copy, pictures, and the data in other formats."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from backbone_kg.app.tasks.reading import partnership_of

DATA_FORMATS: Final = {
    "xlsx": "A fresh workbook in the template",
    "csv": "A .csv file for each sheet, in a .zip file",
    "ttl": "Turtle (RDF)",
    "jsonld": "JSON-LD (RDF)",
}
"""In which formats the data can be taken away, each with what it is called."""


def report(
    name: str, out: str, as_of: str, parts: Sequence[str] | None, title: str, logo: str
) -> dict[str, Any]:
    """Write the report; ``logo`` is the name of a file beside it, or ""."""
    from backbone_kg.showing import report as run

    page = run(
        partnership_of(name),
        as_of=as_of or None,
        parts=parts,
        title=title,
        logo=Path(logo).read_bytes() if logo else None,
    )
    Path(out).write_bytes(page.encode())
    return {}


def to_take(name: str) -> dict[str, Any]:
    """Return which parts of the report can be left out, and what other formats cannot hold."""
    from backbone_kg.analysis import analyze
    from backbone_kg.analysis.planning.suggest import suggest
    from backbone_kg.showing.report_page import choices
    from backbone_kg.showing.suggest_text import sections
    from backbone_kg.writing.losses import unconvertible

    partnership = partnership_of(name)
    return {
        "parts": choices(analyze(partnership), sections(suggest(partnership))),
        "lost": unconvertible(partnership),
    }


def annotated(name: str, out: str) -> dict[str, Any]:
    """Write a copy in which each faulty cell is colored and explained."""
    from backbone_kg.validation import validate
    from backbone_kg.writing.annotated_copies import write_annotated

    write_annotated(Path(name), validate(partnership_of(name)), Path(out), force=True)
    return {}


def picture(name: str, out: str, kind: str, as_of: str) -> dict[str, Any]:
    """Draw a picture; the ending of ``out`` says how."""
    from backbone_kg.showing import pictures

    result = pictures.result_of(partnership_of(name), kind, as_of=as_of or None)
    drawn = pictures.draw(kind, result)
    pictures.save(drawn, Path(out))
    return {"title": drawn.title, "text": drawn.description}


def converted(name: str, out: str, form: str) -> dict[str, Any]:
    """Write the data in another format; what it cannot hold :func:`to_take` tells."""
    from backbone_kg.writing import write

    path = Path(out)
    target = path.with_suffix("") if form == "csv" else path
    write(partnership_of(name), target, force=True)
    if form == "csv":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for each in sorted(target.iterdir()):
                archive.write(each, f"{target.name}/{each.name}")
    return {}
