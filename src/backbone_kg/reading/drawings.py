"""Text in drawings that lie over a sheet, such as text boxes: it is told, and not read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from xml.parsers.expat import ExpatError

from backbone_kg.base.cells import ReadingNote
from backbone_kg.base.names import clean, shortened
from backbone_kg.reading.packages import DAMAGE, Parts, careful_parser, elements

TEXT_IN_DRAWINGS = "text-in-drawings"
_WITH_TEXT = ("/drawing", "/diagramData")
"""How the types of relations end that lead from a sheet to text in drawings."""


def drawing_notes(sheet: str, texts: Iterable[str]) -> list[ReadingNote]:
    """Return the note of the texts that stand in drawings over a sheet; none if all are blank."""
    first = next(filter(None, map(clean, texts)), "")
    return _notes(sheet, f"text in drawings (“{shortened(first)}”)") if first else []


def notes_of_drawings(sheet: str, parts: Parts, sheet_part: str) -> list[ReadingNote]:
    """Return the note of the drawings over a sheet of an Excel workbook; none if none has text.

    Parameters
    ----------
    sheet
        Its name.
    parts
        The workbook.
    sheet_part
        The name of the sheet's part, in lower case.
    """
    from lxml import etree

    try:
        return drawing_notes(sheet, _paragraphs(parts, sheet_part, set()))
    except (etree.XMLSyntaxError, ExpatError, ValueError, *DAMAGE):
        return _notes(sheet, "a damaged drawing")  # which is no reason not to read the cells


def _notes(sheet: str, what: str) -> list[ReadingNote]:
    return [ReadingNote(TEXT_IN_DRAWINGS, {"sheet": sheet, "what": what}, sheet=sheet)]


def _paragraphs(parts: Parts, part: str, seen: set[str]) -> Iterator[str]:
    """Yield the paragraphs of what a part shows; that it shows itself does not count twice."""
    from lxml import etree

    folder, name = posixpath.split(part)
    relations = parts.xml(f"{folder}/_rels/{name}.rels")
    for _, said in elements(relations) if relations else ():
        target = posixpath.normpath(posixpath.join("/", folder, said.get("Target", "")))[1:].lower()
        if said.get("Type", "").endswith(_WITH_TEXT) and target in set(parts.names) - seen:
            seen.add(target)
            root = etree.fromstring(parts.xml(target), careful_parser())
            yield from ("".join(map(str, one.itertext())) for one in root.iter("{*}p"))
            yield from _paragraphs(parts, target, seen)
