"""A workbook with macros is read like any other, and its copies keep the macros and the ending."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run
from tests.generate import good, put, write_xlsx
from tests.packages import packed, unpacked

from backbone_kg import BackboneError, read, validate
from backbone_kg.writing import write_annotated, write_mended

MACROS = b"\xd0\xcf\x11\xe0 not really a program, but to be kept to the letter"
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Return a workbook with macros in which a name is written wrong."""
    plain = tmp_path / "plain.xlsx"
    write_xlsx(plain, put(good(), "Assignments!A3", "Harbor Scools"))
    inside = unpacked(plain.read_bytes())
    plain.unlink()
    inside = {name: part.replace(_PLAIN, _WITH_MACROS) for name, part in inside.items()}
    path = tmp_path / "partners.xlsm"
    path.write_bytes(packed(inside | {"xl/vbaProject.bin": MACROS}))
    return path


def parts(path: Path) -> tuple[bytes, bool]:
    inside = unpacked(path.read_bytes())
    return inside["xl/vbaProject.bin"], _WITH_MACROS in inside["[Content_Types].xml"]


def test_it_is_read_also_as_one_of_a_folder(workbook: Path) -> None:
    assert [one.place for one in validate(read(workbook))] == ["Assignments!A3"]
    assert "partners.xlsm" in run("validate", workbook.parent).out


def test_an_annotated_copy_keeps_the_macros(workbook: Path) -> None:
    out = workbook.with_name("checked.xlsm")
    assert write_annotated(workbook, validate(read(workbook)), out) == ""
    assert parts(out) == (MACROS, True)
    assert [one.place for one in validate(read(out))] == ["Assignments!A3"]


def test_a_mended_copy_keeps_the_macros(workbook: Path) -> None:
    out = workbook.with_name("mended.xlsm")
    write_mended(workbook, {("Assignments", "A3"): "Harbor Schools"}, out)
    assert parts(out) == (MACROS, True)
    assert validate(read(out)).ok


def test_a_copy_under_another_ending_is_refused(workbook: Path) -> None:
    with pytest.raises(BackboneError, match=r"must end in \.xlsm"):
        write_annotated(workbook, validate(read(workbook)), workbook.with_name("checked.xlsx"))
