"""Damage to data files by chance, the same again for the same seed."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree
from tests.fuzz.whole import Files
from tests.generate import Cell, Sheets

PLACES: tuple[str, ...] = ("rows", "bytes", "parts", "elements")
"""What may be damaged: rows of sheets, bytes of files, parts of packages, elements of their XML."""

NASTY: tuple[str, ...] = (
    *("9" * 5000, "-1", "0", "1e400", "NaN", "2000000000", "XFD1048576", "A0", "A1:XFD1048576"),
    *("=1+1", "@x", "[old]", "a\u202eb", "\x1b[31m", "x\ty", "x\ny", '"', "'", "{value}", "%s"),
    *("n" * 40_000, "#REF!", "2021-02-30", "0000-00-00", "99999", "\ud7ff", "\U0001f600" * 50),
    *("http://[", "urn:x", "../../x", "xml:lang", "Total", "Note: see below", " ", "é" * 300),
)
_BYTES: tuple[bytes, ...] = (
    *(b"\0", b"\x0b", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"\r", b"\n", b";", b"<!--", b"-->"),
    *(b"]]>", b"&x;", b"<![CDATA[", b"<!DOCTYPE x>", b"{", b"[" * 700, b"}", b"(" * 700, b"@"),
    *(b"9" * 5000, b"^^<http://www.w3.org/2001/XMLSchema#integer>", b"\\u0000", b"\\", b"<>"),
)


def with_rows_damaged(sheets: Sheets, rng: random.Random) -> Sheets:
    """Return sheets in which rows, cells and names are damaged in one to four ways."""
    for _ in range(rng.randint(1, 4)):
        rng.choice(_OF_ROWS)(sheets, rng)
    return sheets


def with_files_damaged(files: Files, place: str, rng: random.Random) -> Files:
    """Return a data file with one of its files damaged at a kind of place."""
    name = rng.choice(sorted(files))
    content = files[name]
    if place == "bytes" or not content.startswith(b"PK"):
        damaged = _bytes(content, rng)
    else:
        damaged = _package(content, place, rng)
    return {**files, name: damaged}


# --- sheets --------------------------------------------------------------------------------------


def _rows_of(sheets: Sheets, rng: random.Random) -> list[list[Cell]]:
    return sheets[rng.choice(list(sheets))]


def _sort(sheets: Sheets, rng: random.Random) -> None:
    _rows_of(sheets, rng).sort(key=lambda row: str(row[:1]), reverse=rng.random() < 0.5)


def _shuffle(sheets: Sheets, rng: random.Random) -> None:
    rng.shuffle(_rows_of(sheets, rng))


def _without_headings(sheets: Sheets, rng: random.Random) -> None:
    del _rows_of(sheets, rng)[:1]


def _repeat(sheets: Sheets, rng: random.Random) -> None:
    rows = _rows_of(sheets, rng)
    if rows:
        rows.insert(rng.randrange(len(rows)), list(rng.choice(rows)))


def _nasty(sheets: Sheets, rng: random.Random) -> None:
    rows = _rows_of(sheets, rng)
    if rows:
        row = rng.choice(rows)
        # No cell of a workbook holds more, and the library that writes it takes no such letters.
        value = rng.choice(NASTY)[:32_000].replace("\x1b", "")
        row.insert(rng.randint(0, len(row)), None)
        row[rng.randrange(len(row))] = value


def _move_cells(sheets: Sheets, rng: random.Random) -> None:
    for row in _rows_of(sheets, rng):
        if rng.random() < 0.3:
            rng.shuffle(row)


def _blank(sheets: Sheets, rng: random.Random) -> None:
    rows = _rows_of(sheets, rng)
    rows[rng.randint(0, len(rows)) : 0] = [[] for _ in range(rng.choice([1, 3, 40]))]


def _title(sheets: Sheets, rng: random.Random) -> None:
    _rows_of(sheets, rng).insert(0, ["Who does what", *["2025"] * rng.randint(0, 4)])


def _second_sheet(sheets: Sheets, rng: random.Random) -> None:
    name = rng.choice(list(sheets))
    new = rng.choice(["{} (2)", "{} (old)", "{}s", "Copy of {}", "{} "])
    sheets[new.format(name)[:31]] = [list(row) for row in sheets[name]]


def _rename(sheets: Sheets, rng: random.Random) -> None:
    name = rng.choice(list(sheets))
    sheets[rng.choice(["Sheet1", name.upper() + "_", name + "s", "  " + name])] = sheets.pop(name)


_OF_ROWS: tuple[Callable[[Sheets, random.Random], None], ...] = (
    *(_sort, _shuffle, _without_headings, _repeat, _nasty, _move_cells, _blank, _title),
    *(_second_sheet, _rename),
)


# --- bytes ---------------------------------------------------------------------------------------


def _bytes(content: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 4)):
        start, length = rng.randint(0, len(content)), rng.choice([1, 1, 5, 50, 500])
        middle = content[start : start + length]
        middle = rng.choice(
            [
                b"",
                middle * 2,
                rng.choice(_BYTES) + middle,
                rng.choice(NASTY).encode() + middle,
                bytes(byte ^ 1 << rng.randrange(8) for byte in middle[:3]) + middle[3:],
            ]
        )
        content = content[:start] + middle + content[start + length :]
        if rng.random() < 0.05:
            content = content[: rng.randint(0, len(content))]
    return content


# --- packages ------------------------------------------------------------------------------------


def _package(content: bytes, place: str, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    at = rng.randrange(len(parts))
    name, part = parts[at]
    if place == "elements" and part.lstrip().startswith(b"<"):
        parts[at] = name, _elements(part, rng)
    else:
        other = rng.choice(parts)[1]
        ways: list[list[tuple[str, bytes]]] = [
            [],
            [(name, part), (name, other)],
            [(name, other)],
            [(name, _bytes(part, rng))],
            [(name.upper(), part)],
            [(name, b"")],
            [("../" + name, part)],
        ]
        parts[at : at + 1] = rng.choice(ways)
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # of a part that stands twice
        for part_name, each in parts:
            package.writestr(part_name, each)
    return buffer.getvalue()


def _elements(part: bytes, rng: random.Random) -> bytes:
    root = etree.fromstring(part)
    for _ in range(rng.randint(1, 4)):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        one, parent = (found := rng.choice(elements)), found.getparent()
        way = rng.randrange(7)
        if way == 0 and parent is not None:
            parent.remove(one)
        elif way == 1 and parent is not None:
            parent.insert(rng.randint(0, len(parent)), deepcopy(one))
        elif way == 2 and one.attrib:
            del one.attrib[rng.choice(list(one.attrib))]
        elif way in {3, 4} and one.attrib:
            attribute = rng.choice(list(one.attrib))
            one.set(attribute, rng.choice(NASTY).replace("\x1b", ""))
        elif way == 5:
            one.append(etree.Comment(rng.choice(["<c ", "x" * 1000])))
        elif way == 6 and parent is not None:
            for _ in range(rng.choice([1, 2, 300])):
                one = etree.SubElement(one, one.tag)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
