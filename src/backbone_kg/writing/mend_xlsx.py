"""A copy of a workbook in which some cells say something else, and all else is as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from backbone_kg.base.cells import LONGEST_TEXT
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.files import write_file
from backbone_kg.writing.annotated_copies import workbook_of
from backbone_kg.writing.ooxml import NOT_IN_XML, Package, Position, add_child, child, children
from backbone_kg.writing.sheet_cells import SheetCells, position, sheet_parts

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?")
"""What becomes a number when it is typed into a cell."""
_TEXT_FORMAT = "49"


def mended(workbook: bytes, texts: Mapping[tuple[str, str], str]) -> bytes:
    """Return a copy of a workbook in which some cells say something else.

    Parameters
    ----------
    workbook
        The bytes of an .xlsx (or .xlsm) file.
    texts
        What cells are to say, by the name of the sheet and the cell, such as ``B7``; "" empties
        one. A plain number becomes a number unless the cell's format is text, as when it is typed
        into a spreadsheet program; all else is text, and never a formula.

    Returns
    -------
    bytes
        The copy. Formats, drop-downs and formulas elsewhere stay. The same input gives the same
        bytes; without texts the very same come back.

    Raises
    ------
    ValueError
        If the bytes are no workbook that can be read; if there is no such sheet or cell; if a text
        is too long or holds what no cell can; or if a cell is part of a formula over several cells.
    """
    if not texts:
        return workbook
    package = Package(workbook)
    sheets = sheet_parts(package)
    by_sheet: dict[str, dict[Position, str]] = {}
    for (sheet, cell), text in texts.items():
        if sheet not in sheets:
            raise ValueError(f"The workbook has no sheet “{sheet}”.")
        _check(text)
        by_sheet.setdefault(sheet, {})[position(cell)] = text
    formats = _text_formats(package)
    for sheet, its in by_sheet.items():
        root = package.xml(sheets[sheet])
        cells = SheetCells(root, sheets[sheet])
        for place, text in its.items():
            _write(cells.at(*cells.seen_at(place)), text, formats)
        package.put_xml(sheets[sheet], root)
    # The list of cells with formulas is made anew by programs: one may have gone.
    for relation in package.relationships(package.workbook):
        if relation.kind == "calcchain" and package.has(relation.target):
            package.drop(package.workbook, relation)
    return package.to_bytes()


def write_mended(source: Path, texts: Mapping[tuple[str, str], str], out: Path) -> None:
    """Write a copy of a data file in which some cells say something else.

    Parameters
    ----------
    source
        The file. Of an ``.xlsx`` everything else is kept as it is; an ``.ods`` file or a folder of
        csv becomes a plain workbook of its cells.
    texts
        What cells are to say, by sheet and cell; see :func:`mended`.
    out
        Where to; ends as :func:`backbone_kg.writing.annotated_copies.ending_of_copy` says.

    Raises
    ------
    BackboneError
        If the source has no cells (Turtle, JSON-LD), a cell cannot be mended, or ``out`` cannot be
        written.
    """
    workbook, sheets = workbook_of(source)
    try:
        inside = {(sheets.get(sheet, sheet), cell): text for (sheet, cell), text in texts.items()}
        content = mended(workbook, inside)
    except ValueError as problem:
        raise BackboneError(str(problem)) from problem
    write_file(out, content)


def _check(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"A cell can hold {LONGEST_TEXT:,} characters, not {len(text):,}.")
    if NOT_IN_XML.search(text):
        raise ValueError("The text holds what no cell can, such as a control character.")


def _write(cell: etree._Element, text: str, text_formats: frozenset[int]) -> None:
    formula = child(cell, "f")
    if formula is not None and formula.get("t") in {"shared", "array", "dataTable"}:
        raise ValueError(
            f"{cell.get('r')} is part of a formula over several cells. Mend it in the spreadsheet "
            "program."
        )
    for name in ("f", "v", "is"):
        for each in children(cell, name):
            cell.remove(each)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    if not text:
        return
    followers = frozenset({"extLst"})
    if _NUMBER.fullmatch(text) and int(cell.get("s") or 0) not in text_formats:
        add_child(cell, "v", followers=followers).text = text
        return
    cell.set("t", "inlineStr")
    written = add_child(add_child(cell, "is", followers=followers), "t")
    written.text = text
    if text != text.strip():
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _text_formats(package: Package) -> frozenset[int]:
    """Return the styles of cells whose format is text."""
    tables = (child(package.xml(s), "cellXfs") for s in package.related(package.workbook, "styles"))
    table = next(tables, None)
    found = children(table, "xf") if table is not None else []
    return frozenset(n for n, xf in enumerate(found) if xf.get("numFmtId") == _TEXT_FORMAT)
