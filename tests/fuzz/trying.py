"""One damaged data file through the commands, and what must hold of them whatever it is."""

from __future__ import annotations

import contextlib
import json
import random
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import Done, run
from tests.fuzz.damage import PLACES, with_files_damaged, with_rows_damaged
from tests.fuzz.whole import FORMATS, MARK, Files, files_of, marks_in, sheets_with_marks
from tests.generate import Sheets

from backbone_kg.base.cells import cell_position

_NOT_READ_AT_ALL = {"unknown-sheet", "duplicate-sheet", "missing-headings", "extra-row"}
"""Findings that speak of a whole sheet, or of all of its rows but one."""
_ROW_LEFT_OUT = {"total-row", "section-row", "note-row", "repeated-heading"}
"""Findings that say of a row that it is none of data, in the words of its first cell."""
_WAYS: dict[tuple[str, ...], float] = {
    ("validate", "--format=json"): 1,
    ("validate", "--format=json", "--engine=shacl"): 3,
    ("validate", "--engine=shacl", "--annotate", "copy.xlsx"): 2,
    ("analyze",): 3,
    ("report", "-o", "out.html"): 0.5,
    ("convert", "out.xlsx", "--leave-out"): 1,
    ("convert", "out", "--leave-out"): 3,
    ("convert", "out.ttl", "--leave-out"): 3,
    ("convert", "out.jsonld", "--leave-out"): 3,
}
"""What is done with a file, and how often: what takes long less, so that more files are tried."""


@dataclass(frozen=True)
class Damaged:
    """A damaged data file: its format, what is damaged, and the seed of both."""

    form: str
    place: str
    seed: int


def damaged(number: int) -> Damaged:
    """Return the damaged file of a number; each format and place has its turn."""
    form = FORMATS[number % len(FORMATS)]
    place = PLACES[number // len(FORMATS) % len(PLACES)]
    return Damaged(form, place, number)


def faults_of(item: Damaged, *, everything: bool = False) -> list[str]:
    """Return what a damaged file brings about that must never be.

    One thing is done with it, by chance; all of them if ``everything`` is asked for. Every command
    ends with status 0, 1 or 2, and 2 with a sentence. Each mark that stands in a cell of the file
    is in what was written, or the command or the findings tell of its cell, row or sheet.
    """
    rng = random.Random(item.seed)
    sheets = sheets_with_marks(rng)
    if item.place == "rows":
        sheets = with_rows_damaged(sheets, rng)
    files = files_of(sheets, item.form, rng)
    if item.place != "rows":
        files = with_files_damaged(files, item.place, rng)
    faults = []
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        path = _put(files, Path("data") if item.form == "csv" else Path())
        ways = list(_WAYS) if everything else rng.choices(list(_WAYS), [*_WAYS.values()])
        for verb, *options in ways:
            done, found = _tried(verb, path, *options)
            faults += found
            if verb == "convert" and done is not None:
                faults += _lost(files, done, path, Path(options[0]), _rows_of_marks(sheets))
    return faults


def _put(files: Files, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        folder.joinpath(name).write_bytes(content)
    return folder if len(files) > 1 or folder.name else folder / next(iter(files))


def _tried(*command: object) -> tuple[Done | None, list[str]]:
    said = " ".join(map(str, command))
    try:
        done = run(*command)
    except MemoryError:
        raise
    # Whatever nobody foresaw is what is looked for.
    except BaseException as error:
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        where = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at is not None else ""
        return None, [f"{said}: {type(error).__name__}: {str(error)[:200]} at {where}"]
    if done.status not in {0, 1, 2}:
        return done, [f"{said}: status {done.status}"]
    if done.status == 2 and not done.err.strip() and not done.out.strip():
        return done, [f"{said}: status 2 without a word"]
    return done, []


def _rows_of_marks(sheets: Sheets) -> dict[str, tuple[str, int]]:
    """Return in which row of which sheet each mark stands."""
    return {
        mark: (name, number)
        for name, rows in sheets.items()
        for number, row in enumerate(rows, start=1)
        for cell in row
        for mark in MARK.findall(str(cell))
    }


def _lost(
    files: Files, converted: Done, path: Path, out: Path, rows: dict[str, tuple[str, int]]
) -> list[str]:
    """Return the marks of cells that are neither in what was written nor told."""
    # Of RDF, a thing that is left out is told by its name, and stands for all that is said of it.
    if converted.status != 0 or ("Left out: " in converted.err and not _is_table(files)):
        return []
    written = {p.name: p.read_bytes() for p in ([*out.iterdir()] if out.is_dir() else [out])}
    found = marks_in(files)
    kept = marks_in(written) | dict.fromkeys(MARK.findall(converted.err))
    lost = {
        mark: sheet
        for mark, sheet in sorted(found.items())
        if mark not in kept and not _named(sheet) & {*re.findall("“([^”]*)”", converted.err)}
    }
    if not lost:
        return []
    checked, faults = _tried("validate", path, "--format=json", "--engine=shacl")
    findings = json.loads(checked.out)["files"][0].get("findings") or [] if checked else []
    told = set(MARK.findall(json.dumps(findings)))
    sheets = {one.get("sheet") for one in findings if one["code"] in _NOT_READ_AT_ALL}
    left_out = {
        (one.get("sheet"), cell_position(one["cell"])[0] + 1)
        for one in findings
        if one["code"] in _ROW_LEFT_OUT
    }
    marks = [
        f"{mark} on “{sheet}”"
        for mark, sheet in lost.items()
        if mark not in told and not _named(sheet) & sheets and rows.get(mark) not in left_out
    ]
    return [*faults, *([f"convert to {out} lost {', '.join(marks)}"] if marks else [])]


def _named(sheet: str) -> set[str]:
    """Return the names that a sheet may have: some readers number the second of one name."""
    return {sheet, sheet.rstrip("0123456789")}


def _is_table(files: Files) -> bool:
    return not any(name.endswith((".ttl", ".jsonld")) for name in files)
