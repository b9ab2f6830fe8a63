"""A copy of a workbook in which each faulty cell is colored and says in a comment what to mend.

The package itself is edited, and only the parts that must change: a spreadsheet library would
lose what it does not know, such as charts, shapes, form controls and slicers.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from backbone_kg.base.findings import Severity
from backbone_kg.writing.cell_comments import add_comments
from backbone_kg.writing.ooxml import (
    Package,
    Position,
    add_child,
    child,
    child_or_new,
    children,
    is_on,
    new_root,
)
from backbone_kg.writing.sheet_cells import SheetCells, position, sheet_parts

_COLORS = {
    Severity.ERROR: "FFF4C7C3",
    Severity.WARNING: "FFFFE8A3",
    Severity.INFO: "FFD6E4F5",
}
"""The fill of a faulty cell: soft red, amber and blue (alpha, red, green, blue)."""

SEVERITY_WORDS = {
    Severity.ERROR: "MUST MEND",
    Severity.WARNING: "SHOULD MEND",
    Severity.INFO: "NOTE",
}
"""With which word a comment on a cell begins."""

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STYLES_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"),
    *("cellStyles", "dxfs", "tableStyles", "colors", "extLst"),
)


@dataclass(frozen=True, slots=True)
class CellNote:
    """What is to be said of one cell.

    Parameters
    ----------
    sheet
        The name of the sheet, exactly as the workbook has it.
    cell
        The cell, such as ``B7``.
    text
        What to say.
    severity
        How much it matters.
    """

    sheet: str
    cell: str
    text: str
    severity: Severity


def annotate(workbook: bytes, notes: Sequence[CellNote]) -> bytes:
    """Return a copy of a workbook with the faulty cells colored and commented.

    Everything else in it stays as it is: values, formulas, number formats, fonts, borders, and
    every part that knows nothing of cell styles and comments. The same input gives the same bytes.

    Parameters
    ----------
    workbook
        The bytes of an .xlsx (or .xlsm) file.
    notes
        What to say, in any order. All notes on one cell go into one comment, the worst first and
        each once; the worst gives the color. A note on a cell that a merged range hides goes to
        the cell of the range that shows. Without notes the very same bytes come back.

    Returns
    -------
    bytes
        The copy.

    Raises
    ------
    ValueError
        If the bytes are no .xlsx workbook that can be read (other format, password, damage), or a
        note names a sheet that the workbook does not have, a sheet without cells, or no cell.

    Notes
    -----
    A cell that has a comment keeps it and gets the texts after it, except those it holds already:
    a copy can be annotated again. Threaded comments are left alone. Where there is one, the texts
    go after the plain text that Excel keeps beside the thread for programs that know no threads;
    they are seen in those and not in Excel itself, where the color remains. If that plain text is
    missing the cell is colored only, because a cell cannot have both a thread and a comment.

    Conditional formatting in the workbook still has the last word on the color that is seen.
    """
    package = Package(workbook)
    sheets = sheet_parts(package)
    by_sheet: dict[str, list[tuple[Position, CellNote]]] = {}
    for note in notes:
        if note.sheet not in sheets:
            known = ", ".join(f"“{name}”" for name in sheets)
            raise ValueError(f"The workbook has no sheet “{note.sheet}”. It has: {known}.")
        by_sheet.setdefault(note.sheet, []).append((position(note.cell), note))
    if not by_sheet:
        return workbook

    styles = _Styles(package)
    for name, part in sheets.items():
        if name in by_sheet:
            _annotate_sheet(package, part, by_sheet[name], styles)
    styles.save()
    return package.to_bytes()


def _annotate_sheet(
    package: Package, part: str, notes: list[tuple[Position, CellNote]], styles: _Styles
) -> None:
    root = package.xml(part)
    cells = SheetCells(root, part)
    by_cell: dict[Position, list[CellNote]] = {}
    for place, note in notes:
        by_cell.setdefault(cells.seen_at(place), []).append(note)

    texts: dict[Position, list[str]] = {}
    for place in sorted(by_cell):
        found = sorted(by_cell[place], key=lambda note: note.severity.rank)
        texts[place] = [f"{SEVERITY_WORDS[note.severity]}: {note.text}" for note in found]
        cell = cells.at(*place)
        cell.set("s", str(styles.colored(int(cell.get("s") or 0), found[0].severity)))
    add_comments(package, part, root, texts)
    package.put_xml(part, root)


class _Styles:
    """The workbook's table of cell styles, to which colored copies are added."""

    def __init__(self, package: Package) -> None:
        self._package = package
        related = [r for r in package.relationships(package.workbook) if r.kind == "styles"]
        if related:
            self._part = related[0].target
        else:
            taken = package.has("xl/styles.xml")
            self._part = package.free_name("xl/styles{}.xml") if taken else "xl/styles.xml"
            package.relate(package.workbook, "styles", self._part)
        if package.has(self._part):
            self._root = package.xml(self._part)
        else:
            package.set_content_type(self._part, _STYLES_TYPE)
            namespace = etree.QName(package.xml(package.workbook)).namespace
            self._root = new_root(namespace, "styleSheet")
        self._complete()
        self._fills = self._table("fills")
        self._formats = self._table("cellXfs")
        self.colored = cache(self._colored)
        self._fill_of: dict[Severity, int] = {}

    def save(self) -> None:
        """Put the table back into the package."""
        for table, name in ((self._fills, "fill"), (self._formats, "xf")):
            table.set("count", str(len(children(table, name))))
        self._package.put_xml(self._part, self._root)

    def _colored(self, style: int, severity: Severity) -> int:
        """Return the index of a style that differs from the given one in its fill only."""
        formats = children(self._formats, "xf")
        original = formats[style if style < len(formats) else 0]
        fill = str(self._fill(severity))
        if original.get("fillId") == fill and is_on(original.get("applyFill")):
            return formats.index(original)
        changed = copy.deepcopy(original)
        changed.set("fillId", fill)
        changed.set("applyFill", "1")
        formats[-1].addnext(changed)
        return len(formats)

    def _fill(self, severity: Severity) -> int:
        if severity not in self._fill_of:
            fills = children(self._fills, "fill")
            same = [i for i, fill in enumerate(fills) if _is_solid(fill, _COLORS[severity])]
            if not same:
                fill = add_child(self._fills, "fill")
                pattern = add_child(fill, "patternFill", {"patternType": "solid"})
                add_child(pattern, "fgColor", {"rgb": _COLORS[severity]})
                add_child(pattern, "bgColor", {"indexed": "64"})
            self._fill_of[severity] = same[0] if same else len(fills)
        return self._fill_of[severity]

    def _table(self, name: str) -> etree._Element:
        followers = _STYLES_ORDER[_STYLES_ORDER.index(name) + 1 :]
        return child_or_new(self._root, name, frozenset(followers))

    def _complete(self) -> None:
        """Add what a cell style refers to, where the file has none."""
        if not len(self._table("fonts")):
            font = add_child(self._table("fonts"), "font")
            add_child(font, "sz", {"val": "11"})
            add_child(font, "name", {"val": "Calibri"})
        # Programs take the first two fills to be these, whatever stands there.
        for kind in ("none", "gray125")[len(children(self._table("fills"), "fill")) :]:
            fill = add_child(self._table("fills"), "fill")
            add_child(fill, "patternFill", {"patternType": kind})
        if not len(self._table("borders")):
            border = add_child(self._table("borders"), "border")
            for side in ("left", "right", "top", "bottom", "diagonal"):
                add_child(border, side)
        plain = {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"}
        if not len(self._table("cellStyleXfs")):
            add_child(self._table("cellStyleXfs"), "xf", plain)
            if not len(self._table("cellStyles")):
                normal = {"name": "Normal", "xfId": "0", "builtinId": "0"}
                add_child(self._table("cellStyles"), "cellStyle", normal)
        if not len(self._table("cellXfs")):
            add_child(self._table("cellXfs"), "xf", {**plain, "xfId": "0"})


def _is_solid(fill: etree._Element, color: str) -> bool:
    pattern = child(fill, "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return False
    foreground = child(pattern, "fgColor")
    return foreground is not None and foreground.get("rgb") == color
