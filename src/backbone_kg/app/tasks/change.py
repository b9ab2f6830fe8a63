"""What changed between two files or two dates, and who held which role when."""

from __future__ import annotations

from typing import Any

from backbone_kg.app.tasks.figures import basis, findings_of, for_the_page
from backbone_kg.app.tasks.reading import partnership_of
from backbone_kg.model.partnership import Partnership


@for_the_page
def change(name: str, other: str, other_folder: str, start: str, end: str) -> dict[str, Any]:
    """Return what changed, in the order of time.

    Parameters
    ----------
    name
        Of the file.
    other, other_folder
        Another file of the partnership, and where it is; "" to compare two dates of one file.
    start, end
        The date of the other file, or the first of two dates, and that of the file; "" for a
        file's own.
    """
    from backbone_kg.analysis.change.compare import compare
    from backbone_kg.model.partnership import date_of
    from backbone_kg.showing import compare_text, pictures
    from backbone_kg.showing.compare_page import side
    from backbone_kg.showing.sections import as_html

    here = partnership_of(name)
    there = partnership_of(other, other_folder) if other else here
    there.refuse_foreign()
    first, second = start or None, end or None
    if not other:
        found = compare(here, start=first, end=second)
    elif date_of(there, first)[0] <= date_of(here, second)[0]:
        found = compare(there, here, start=first, end=second)
    else:
        found = compare(here, there, start=second, end=first)
    answer, *rest = compare_text.sections(found)
    told = found.reversed() if found.backward else found
    return {
        "partnership": here.name,
        "caveats": [],
        "alert": " ".join(_alerts(here, end, there, start)),
        "sides": [("From", side(told.then)), ("To", side(told.now))],
        "framework": told.now.framework,
        "answer": str(as_html([answer])),
        "rest": str(as_html(rest)),
        **_drawn(None if found.nothing_known else pictures.draw("change", found)),
    }


def _alerts(here: Partnership, end: str, there: Partnership, start: str) -> list[str]:
    """Say of each file what its check found, by its name where there are two."""
    from backbone_kg.model.partnership import date_of
    from backbone_kg.showing.report_page.parts import alert

    sides = [(here, end)] if here is there else [(there, start), (here, end)]
    said = []
    for partnership, asked in sides:
        day, _ = date_of(partnership, asked or None)
        if text := alert(findings_of(partnership, day.isoformat())):
            said.append(text if here is there else f"{partnership.file}: {text}")
    return said


@for_the_page
def timeline(name: str, as_of: str) -> dict[str, Any]:
    """Return who held which role when."""
    from backbone_kg.analysis.change.timeline import timeline as timeline_of
    from backbone_kg.showing import pictures
    from backbone_kg.showing.sections import as_html
    from backbone_kg.showing.timeline_text import sections

    partnership = partnership_of(name)
    found = timeline_of(partnership, as_of=as_of or None)
    answer, *rest = sections(found)
    return {
        **basis(name, found),
        "caveats": [],  # the first section says them, and more
        "answer": str(as_html([answer])),
        "rest": str(as_html(rest, level=3)),
        **_drawn(pictures.draw("timeline", found) if found.tenures else None),
    }


def _drawn(picture: Any) -> dict[str, str]:
    from backbone_kg.showing.pictures import svg

    if picture is None:
        return {"svg": "", "title": ""}
    return {"svg": svg(picture, prefix="picture-"), "title": picture.title}
