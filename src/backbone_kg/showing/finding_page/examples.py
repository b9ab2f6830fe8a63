"""The example files of findings: each pair's before and after, as tables and written out.

What a change of the file can be, beside cells by their place (``Assignments!E3: 5/6/2019``):

===========  =====================================================================================
sheets       whole sheets by name, as rows; null takes one away
insert       rows put in before a row: ``Partners!1: [[a title]]``
delete       rows taken away: ``[Partners!5]``
rename       sheets under other names
merge        areas of merged cells: ``[Partners!A2:A3]``
hide         hidden rows, columns and sheets: ``[Partners!3, Partners!B, Notes]``
strike       cells that are struck through
color        cells that have a color
twice        cells that the file states once more, with another text
draw         text boxes over sheets: ``{Partners: a text}``
formats      how cells are shown: ``Assignments!E3: yyyy``
encoding     of csv files
separator    of csv files
replace      texts in a file of Turtle or JSON-LD
map          corrections of the map of an import
said         what else is to be seen of the file, in words
===========  =====================================================================================
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from xml.sax.saxutils import escape

import yaml

from backbone_kg.base.cells import cell_position
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.findings import Finding
from backbone_kg.validation.finding_pages import OWN, Pair, example_file

BEFORE: Final = "before"
AFTER: Final = "after"

_LOOKS: Final = ("merge", "hide", "strike", "color", "formats", "twice", "draw")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_TEXT_BOX: Final = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:from>'
    "<xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    '</xdr:from><xdr:ext cx="2400000" cy="600000"/><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
    '<xdr:cNvPr id="2" name="Text"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="2400000" cy="600000"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    "</xdr:txBody></xdr:sp><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"
)
"""A drawing that is one text box."""
_HEADER_ONLY: Final = ("encoding", "separator", "map", "said")


@dataclass(slots=True)
class Example:
    """One file of a pair.

    Parameters
    ----------
    pair
        Which.
    sheets
        Rows of cells by sheet; of Turtle and JSON-LD none.
    text
        What Turtle and JSON-LD say.
    changes
        What was changed that is no cell.
    """

    pair: Pair
    sheets: dict[str, list[list[Any]]] = field(default_factory=dict)
    text: str = ""
    changes: dict[str, Any] = field(default_factory=dict)


def example(pair: Pair, side: str) -> Example:
    """Return one file of a pair.

    Parameters
    ----------
    pair
        Of a page.
    side
        ``before`` or ``after``.

    Raises
    ------
    BackboneError
        If a change names what is not there.
    """
    changes = dict(pair.before if side == BEFORE else pair.after)
    if pair.file in ("ttl", "jsonld"):
        return Example(pair, text=_replaced(_base_text(pair.file), changes), changes=changes)
    start = pair.tables or {name: _rows(path) for name, path in example_file().items()}
    sheets = {name: [list(row) for row in rows] for name, rows in start.items()}
    if not pair.tables and pair.file == "xlsx":
        sheets = {name: [list(map(_typed, row)) for row in rows] for name, rows in sheets.items()}
    _change(sheets, changes)
    return Example(pair, sheets=sheets, changes=changes)


def write_example(pair: Pair, side: str, folder: Path) -> Path:
    """Write one file of a pair into a folder, and return what to read.

    Parameters
    ----------
    pair
        Of a page.
    side
        ``before`` or ``after``; the file or the folder of csv files is called so.
    folder
        Is made if it is not there.
    """
    shown = example(pair, side)
    folder.mkdir(parents=True, exist_ok=True)
    if pair.file in ("ttl", "jsonld"):
        path = folder / f"{side}.{pair.file}"
        path.write_text(shown.text, encoding="utf-8")
        return path
    if pair.file == OWN:
        target = folder / side
        target.mkdir(exist_ok=True)
        path = target / pair.name
        if path.suffix == ".csv":
            (rows,) = shown.sheets.values()
            path.write_bytes(_csv(rows, shown.changes))
        else:
            path.write_bytes(_workbook(shown))
        if "map" in shown.changes:
            (target / "map.yaml").write_text(map_text(shown.changes["map"]), encoding="utf-8")
        return path
    if pair.file == "xlsx":
        path = folder / f"{side}.xlsx"
        path.write_bytes(_workbook(shown))
        return path
    path = folder / side
    path.mkdir(exist_ok=True)
    for name, rows in shown.sheets.items():
        (path / f"{name}.csv").write_bytes(_csv(rows, shown.changes))
    return path


def check_example(path: Path, pair: Pair, *, engine: str = "pyshacl") -> list[Finding]:
    """Return what is found in a file that :func:`write_example` wrote.

    Parameters
    ----------
    path
        What it returned.
    pair
        Of the page.
    engine
        What checks it.
    """
    from backbone_kg.importing import import_files
    from backbone_kg.reading import read
    from backbone_kg.validation import validate
    from backbone_kg.validation.explain import explain_note

    if pair.file != OWN:
        return list(validate(read(path), engine=engine))
    corrected = path.parent / "map.yaml"
    imported = import_files([path], map_path=corrected if corrected.exists() else None)
    return [explain_note(note, file) for file, notes in imported.notes.items() for note in notes]


def map_text(corrections: Mapping[str, Any]) -> str:
    """Return the corrections of a map as it is written."""
    parts = {"framework": "mathematica", **corrections}
    return yaml.safe_dump(parts, allow_unicode=True, sort_keys=False)


# --- changes ---------------------------------------------------------------------------------


def _rows(path: Path) -> list[list[Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [[cell or None for cell in row] for row in csv.reader(file)]


def _typed(cell: Any) -> Any:
    """Return a cell as a spreadsheet program keeps it: what looks like a number is one."""
    if isinstance(cell, str) and _NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return cell


@cache
def _base_text(suffix: str) -> str:
    from backbone_kg.reading import read
    from backbone_kg.reading.json_ld import CONTEXT_ADDRESS
    from backbone_kg.writing import write

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"example.{suffix}"
        (first, *_) = example_file().values()
        write(read(first.parent), path)
        text = path.read_text(encoding="utf-8")
    if suffix == "jsonld":  # a reader of the page has seen enough of the context with its address
        document = json.loads(text) | {"@context": CONTEXT_ADDRESS}
        text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return text


def _replaced(text: str, changes: Mapping[str, Any]) -> str:
    for old, new in changes.get("replace", {}).items():
        if old not in text:
            raise BackboneError(f"“{old}” is not in the example.")
        text = text.replace(old, new, 1)
    return text


def _change(sheets: dict[str, list[list[Any]]], changes: Mapping[str, Any]) -> None:
    for name, rows in changes.get("sheets", {}).items():
        sheets.pop(name, None)
        if rows is not None:
            sheets[name] = [list(row) for row in rows]
    for place, rows in changes.get("insert", {}).items():
        name, row = place.split("!")
        sheets[name][int(row) - 1 : int(row) - 1] = [list(one) for one in rows]
    # From the last on, so that those before keep their numbers.
    places = [place.split("!") for place in changes.get("delete", ())]
    for name, row in sorted(places, key=lambda place: -int(place[1])):
        del sheets[name][int(row) - 1]
    for place, value in changes.items():
        if "!" in place:
            _put(sheets, place, value)
    for old, new in changes.get("rename", {}).items():
        for name in list(sheets):  # their order is kept
            sheets[new if name == old else name] = sheets.pop(name)


def _put(sheets: dict[str, list[list[Any]]], place: str, value: Any) -> None:
    name, cell = place.split("!")
    row, column = cell_position(cell)
    rows = sheets[name]
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    # YAML reads yes and no as truth.
    rows[row][column] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


# --- files -----------------------------------------------------------------------------------


def _csv(rows: Iterable[list[Any]], changes: Mapping[str, Any]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=changes.get("separator", ","), lineterminator="\r\n")
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return text.getvalue().encode(changes.get("encoding", "utf-8"))


def _workbook(shown: Example) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill

    from backbone_kg.writing.workbook_files import without_times

    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in shown.sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    changes = shown.changes
    for place in changes.get("merge", ()):
        name, area = place.split("!")
        book[name].merge_cells(area)
    for place in changes.get("hide", ()):
        name, _, part = place.partition("!")
        if part.isdigit():
            book[name].row_dimensions[int(part)].hidden = True
        elif part:
            book[name].column_dimensions[part].hidden = True
        else:
            book[name].sheet_state = "hidden"

    def cell(place: str) -> Any:
        name, _, of_sheet = place.partition("!")
        return book[name][of_sheet]

    for place in changes.get("strike", ()):
        cell(place).font = Font(strike=True)
    for place in changes.get("color", ()):
        cell(place).fill = PatternFill("solid", fgColor="FF7FB2D6")
    for place, code in changes.get("formats", {}).items():
        cell(place).number_format = code
    return _edited(without_times(book), changes.get("twice", {}), changes.get("draw", {}))


def _edited(workbook: bytes, twice: Mapping[str, str], draw: Mapping[str, str]) -> bytes:
    """Return a workbook with what no library for spreadsheets writes."""
    from lxml import etree

    from backbone_kg.writing.ooxml import Package, add_child
    from backbone_kg.writing.sheet_cells import SheetCells, position, sheet_parts

    if not (twice or draw):
        return workbook
    package = Package(workbook)
    parts = sheet_parts(package)
    for place, text in twice.items():
        name, cell = place.split("!")
        root = package.xml(parts[name])
        there = SheetCells(root, parts[name]).at(*position(cell))
        again = etree.Element(there.tag, {"r": cell, "t": "str"})
        add_child(again, "v").text = text
        there.addprevious(again)
        package.put_xml(parts[name], root)
    for name, text in draw.items():
        drawing = package.free_name("xl/drawings/drawing{}.xml")
        package.put(drawing, _TEXT_BOX.format(escape(text)).encode())
        package.set_content_type(drawing, _DRAWING_TYPE)
        namespace, root = package.relationship_namespace, package.xml(parts[name])
        identifier = package.relate(parts[name], "drawing", drawing)
        add_child(root, "drawing", {f"{{{namespace}}}id": identifier}, prefixes={"r": namespace})
        package.put_xml(parts[name], root)
    return package.to_bytes()
