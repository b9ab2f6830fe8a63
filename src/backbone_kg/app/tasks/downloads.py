"""What is taken away: the report, an annotated copy, pictures, and the data in other formats."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from backbone_kg.app.tasks.reading import partnership_of

COPY: Final = "without names.xlsx"
KEY: Final = "key of the copy without names.xlsx"
"""What the copy and its key are called: neither name says whose they are."""


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
    """Return the parts of the report that can be left out, and the formats with what they lose."""
    from backbone_kg.analysis import analyze
    from backbone_kg.analysis.planning.suggest import suggest
    from backbone_kg.base.numbers_and_lists import some_of
    from backbone_kg.showing.report_page import parts_to_choose
    from backbone_kg.showing.suggest_text import sections
    from backbone_kg.writing.formats import ALL_FORMATS
    from backbone_kg.writing.losses import unconvertible

    partnership = partnership_of(name)
    return {
        "parts": parts_to_choose(analyze(partnership), sections(suggest(partnership))),
        "formats": [
            {
                "name": each.name,
                "title": each.title,
                "lost": some_of(unconvertible(partnership, f"data{each.endings[0]}", each.name)),
            }
            for each in ALL_FORMATS
        ],
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


def converted(name: str, into: str, form: str) -> dict[str, Any]:
    """Write the data in another format, and return the name of the file; a folder is packed."""
    from backbone_kg.writing import write
    from backbone_kg.writing.formats import ALL_FORMATS

    ending = next(each.endings[0] for each in ALL_FORMATS if each.name == form)
    target = Path(into) / f"{Path(name).stem}{ending}"
    write(partnership_of(name), target, to=form)
    if not target.is_dir():
        return {"file": target.name}
    packed = target.with_name(f"{target.name}.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(target.rglob("*")):
            if each.is_file():
                archive.write(each, f"{target.name}/{each.relative_to(target).as_posix()}")
    return {"file": packed.name}


def shared(name: str, into: str) -> dict[str, Any]:
    """Write a copy that names nobody, and its key; return who would still be recognized."""
    from backbone_kg.sharing import share
    from backbone_kg.showing.sections import as_html
    from backbone_kg.showing.share_text import share_sections

    made = share(partnership_of(name), Path(into) / COPY, key=Path(into) / KEY)
    return {"html": as_html(share_sections(made), level=3)}
