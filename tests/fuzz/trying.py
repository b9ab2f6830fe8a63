"""One damaged data file through the commands, and what must hold of them whatever it is."""

from __future__ import annotations

import contextlib
import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import Done, run
from tests.fuzz.damage import PLACES, with_files_damaged, with_rows_damaged
from tests.fuzz.whole import FORMATS, MARK, Files, files_of, marks_in, sheets_with_marks

_NOT_READ_AT_ALL = {"unknown-sheet", "duplicate-sheet", "missing-headings", "extra-row"}
"""Findings that speak of a whole sheet, or of all of its rows but one."""
_FURTHER: tuple[tuple[str, ...], ...] = (
    ("convert", "out.xlsx", "--leave-out"),
    ("convert", "out", "--leave-out"),
    ("convert", "out.ttl", "--leave-out"),
    ("convert", "out.jsonld", "--leave-out"),
    ("analyze",),
    ("report", "-o", "out.html"),
)
_HOW_OFTEN = (2, 4, 4, 4, 4, 1)
_HOW_OFTEN_ANNOTATED = 0.5
_HOW_OFTEN_QUICK = 0.75
"""What takes long is done less often, so that more files are tried in the same time."""


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

    It is validated, at times with an annotated copy, and one thing more is done with it, each by
    chance; all of it if ``everything`` is asked for.

    Every command ends with status 0, 1 or 2, and 2 with a sentence. Each mark that stands in a
    cell of the file is in what was written, or the findings tell of its cell, row or sheet.
    """
    rng = random.Random(item.seed)
    sheets = sheets_with_marks(rng)
    if item.place == "rows":
        sheets = with_rows_damaged(sheets, rng)
    files = files_of(sheets, item.form, rng)
    if item.place != "rows":
        files = with_files_damaged(files, item.place, rng)
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        path = _put(files, Path("data") if item.form == "csv" else Path())
        engine = "shifty" if rng.random() < _HOW_OFTEN_QUICK else "pyshacl"
        copied = rng.random() < _HOW_OFTEN_ANNOTATED or everything
        annotate = ("--annotate", "copy.xlsx") if copied and _is_table(files) else ()
        checked, faults = _tried("validate", path, "--format=json", "--engine", engine, *annotate)
        for further in _FURTHER if everything else rng.choices(_FURTHER, _HOW_OFTEN):
            done, more = _tried(further[0], path, *further[1:])
            faults += more
            if further[0] == "convert" and done is not None and checked is not None:
                faults += _lost(files, done, checked, Path(further[1]))
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


def _lost(files: Files, converted: Done, checked: Done, out: Path) -> list[str]:
    """Return the marks of cells that are neither in what was written nor told."""
    # Of RDF, a thing that is left out is told by its name, and stands for all that is said of it.
    if converted.status != 0 or ("Left out: " in converted.err and not _is_table(files)):
        return []
    written = {p.name: p.read_bytes() for p in ([*out.iterdir()] if out.is_dir() else [out])}
    kept = marks_in(written)
    findings = json.loads(checked.out)["files"][0].get("findings") or []
    told = set(MARK.findall(json.dumps(findings) + converted.err))
    sheets = {one.get("sheet") for one in findings if one["code"] in _NOT_READ_AT_ALL}
    lost = [
        f"{mark} on “{sheet}”"
        for mark, sheet in sorted(marks_in(files).items())
        if mark not in kept
        and mark not in told
        and sheet not in sheets
        and f"“{sheet}”" not in converted.err
    ]
    return [f"convert to {out} lost {', '.join(lost)}"] if lost else []


def _is_table(files: Files) -> bool:
    return not any(name.endswith((".ttl", ".jsonld")) for name in files)
