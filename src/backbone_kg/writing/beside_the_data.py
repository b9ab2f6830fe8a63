"""What a file holds beside its data: comments, text in drawings, and rows that were left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from backbone_kg.base.cells import cell_name
from backbone_kg.base.names import clean, quoted
from backbone_kg.model.partnership import Partnership
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.drawings import TEXT_IN_DRAWINGS
from backbone_kg.reading.headings import blank
from backbone_kg.reading.opendocument import COLUMNS_REPEATED, NAME, ROWS_REPEATED, count_of
from backbone_kg.reading.packages import DAMAGE, Parts, careful_parser
from backbone_kg.reading.raw_grids import grid_file
from backbone_kg.writing.annotate_xlsx import SEVERITY_WORDS
from backbone_kg.writing.help_texts import AUTHOR, help_on, help_on_example
from backbone_kg.writing.ooxml import Package, children
from backbone_kg.writing.sheet_cells import sheet_parts

_LEFT_OUT = ("total-row", "note-row", "section-row")
_ABOVE = "heading-row-moved"
_CONTENT = "content.xml"


_CellComment: TypeAlias = tuple[str, str]
"""Where a person put a comment, such as ``Partners!B7``, and its text."""


def beside_the_data(partnership: Partnership) -> list[str]:
    """Return what stands in a file beside its data and is not carried over, in plain sentences.

    Parameters
    ----------
    partnership
        What was read.

    Notes
    -----
    Comments of a workbook are told but for those that the program put there itself.
    """
    found = []
    for note in partnership.notes:
        if note.code in _LEFT_OUT:
            found += [
                f"{note.sheet}!{read.cell}: the row {quoted(read.value)}." for read in note.cells
            ]
        elif note.code == _ABOVE:
            found += _above(Path(partnership.file), note.sheet, int(note.details["row"]))
        elif note.code == TEXT_IN_DRAWINGS:
            found.append(f"{note.sheet}: {note.details['what']}.")
    ours = {
        clean(text)
        for sheet in partnership.layout.sheets
        for text in (help_on_example(sheet), *map(help_on, sheet.columns))
    }
    opened = tuple(f"{word}: " for word in SEVERITY_WORDS.values())
    try:
        every = _comments_in(Path(partnership.file))
    except (ValueError, etree.XMLSyntaxError, *DAMAGE) as problem:
        return [*found, f"Comments on cells, if there are any, which cannot be read: {problem}"]
    return found + [
        f"{place}: the comment {quoted(text)}."
        for place, text in every
        if text not in ours and not text.startswith(opened)
    ]


def _above(path: Path, sheet: str, headings: int) -> Iterator[str]:
    """Return what stands in each row above the headings, whose row is counted from 1."""
    for grid in grid_file(path).grids:
        for number, values in enumerate(grid.rows[: headings - 1], start=1):
            texts = [text_of(value) for value in values if not blank(value)]
            if grid.name == sheet and texts:
                yield f"{sheet}!A{number}: the row {quoted(', '.join(texts))} above the headings."


def _comments_in(path: Path) -> list[_CellComment]:
    """Return the comments that people put on cells of a workbook; of other files there are none."""
    if path.is_dir() or path.suffix.lower() not in {".xlsx", ".xlsm", ".ods"}:
        return []
    data = path.read_bytes()
    parts = Parts(path, data)
    if _CONTENT in parts.names:
        return list(_of_opendocument(parts.xml(_CONTENT)))
    return list(_of_xlsx(Package(data)))


def _of_xlsx(package: Package) -> Iterator[_CellComment]:
    for sheet, part in sheet_parts(package).items():
        for root in map(package.xml, package.related(part, "comments")):
            authors = [clean(author.text or "") for author in root.iterfind("{*}authors/{*}author")]
            for comment in root.iterfind("{*}commentList/{*}comment"):
                number = int(comment.get("authorId", "0"))
                if AUTHOR not in authors[number : number + 1]:
                    text = clean("".join(map(_text, children(comment, "text"))))
                    yield f"{sheet}!{comment.get('ref', '')}", text


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _of_opendocument(content: bytes) -> Iterator[_CellComment]:
    root = etree.fromstring(content, careful_parser())
    for sheet in root.iter("{*}table"):
        row = 0
        for line in sheet.iter("{*}table-row"):
            column = 0
            for cell in line:
                for comment in cell.iterfind("{*}annotation"):
                    said = " ".join(_text(p) for p in comment.iterfind("{*}p"))
                    creator = next((_text(one) for one in comment.iterfind("{*}creator")), "")
                    if creator != AUTHOR:
                        yield f"{sheet.get(NAME, '')}!{cell_name(row, column)}", clean(said)
                column += count_of(cell, COLUMNS_REPEATED)
            row += count_of(line, ROWS_REPEATED)
