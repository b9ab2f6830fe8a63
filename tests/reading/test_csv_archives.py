"""A .zip of .csv files is read as the folder that was packed, whatever its names are like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.generate import good, put, write_csv
from tests.packages import packed

from backbone_kg import import_files, read, validate, validate_files
from backbone_kg.base.errors import CannotReadError
from backbone_kg.cli import main

Packing = Callable[[Mapping[str, bytes]], dict[str, bytes]]
LEFT = {".DS_Store": b"\0", "__MACOSX/data/._Partners.csv": b"\0", "data/notes.txt": b"no data"}


@pytest.fixture
def sheets(tmp_path: Path) -> dict[str, bytes]:
    """Return the files of a folder with one mistake, by their names."""
    folder = write_csv(tmp_path / "data", put(good(), "Assignments!B4", "Grant writing"))
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def archive(path: Path, files: Mapping[str, bytes]) -> Path:
    path.write_bytes(packed(files))
    return path


@pytest.mark.parametrize(
    "inside",
    ["{}", "data/{}", "a/b/{}", "../../{}", "/etc/{}", "a\\b\\{}"],
)
def test_an_archive_is_read_and_told_of_as_its_folder(
    inside: str, tmp_path: Path, sheets: Mapping[str, bytes]
) -> None:
    files = {inside.format(name): content for name, content in sheets.items()}
    path = archive(tmp_path / "data.zip", files | LEFT)
    of_folder, of_archive = (validate(read(one)) for one in (tmp_path / "data", path))
    assert [one.place for one in of_archive] == ["Assignments!B4"]
    assert [one.to_dict() for one in of_archive] == [one.to_dict() for one in of_folder]
    assert read(path).iri == read(tmp_path / "data").iri


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (lambda sheets: {f"{d}/{n}": c for d in "ab" for n, c in sheets.items()},
         "in 2 folders (“a” and “b”)"),
        (lambda sheets: {**sheets, "PARTNERS.csv": b"Name"}, "differ at most in case"),
        (lambda sheets: {"photo.jpg": b""}, "There is no .csv file in this compressed folder"),
        (lambda sheets: {f"{n}.csv": b"" for n in range(201)}, "There are 201 .csv files in it"),
        (lambda sheets: {**sheets, "Partners.csv": b'Name,"Ty'}, "data.zip/Partners.csv"),
        (lambda sheets: {"Partners.csv": b"a," * 110_000_000}, "more than 200 MB"),
        (lambda sheets: {**sheets, "Z.csv": b"a\n" * 5_000_001}, "more than 5,000,000 cells"),
        (lambda sheets: {"Z.csv": b"\n" * 1_000_000 + b"a"}, "as far as cell A1000001"),
        (lambda sheets: {"A.csv": b"," * 3_000_000 + b"a", "B.csv": b"," * 3_000_000 + b"a"},
         "more than 5,000,000 cells"),
    ],
)  # fmt: skip
def test_an_archive_that_cannot_be_read_is_refused_in_plain_words(
    files: Packing, said: str, tmp_path: Path, sheets: Mapping[str, bytes]
) -> None:
    path = archive(tmp_path / "data.zip", files(sheets))
    with pytest.raises(CannotReadError) as refused:
        read(path)
    assert said in str(refused.value)


def test_archives_in_a_folder_are_checked_if_they_hold_sheets(
    tmp_path: Path, sheets: Mapping[str, bytes]
) -> None:
    (tmp_path / "many").mkdir()
    archive(tmp_path / "many" / "data.zip", sheets)
    archive(tmp_path / "many" / "photos.zip", {"a.jpg": b""})
    checks = validate_files(tmp_path / "many")
    assert [Path(check.file).name for check in checks] == ["data.zip"]


def test_an_archive_of_somebodys_own_list_is_imported(tmp_path: Path) -> None:
    rows = b"Organization,Role\nHarbor Schools,Build trust\nCity,Resolve conflict\n"
    path = archive(tmp_path / "own.zip", {"members.csv": rows})
    assert [one.code for one in validate(read(path))] == ["not-in-the-template"]
    imported = import_files([path])
    assert [partner.name for partner in imported.partnership.roster.partners] == [
        "Harbor Schools", "City",
    ]  # fmt: skip


def test_an_annotated_copy_of_an_archive_is_a_workbook_of_its_sheets(
    tmp_path: Path, sheets: Mapping[str, bytes]
) -> None:
    path = archive(tmp_path / "data.zip", sheets)
    copies = []
    for source in (path, tmp_path / "data"):
        out = tmp_path / f"of-{source.name}.xlsx"
        outcome = CliRunner().invoke(main, ["validate", str(source), "--annotate", str(out)])
        assert outcome.exit_code == 1, outcome.output
        copies.append(read(out).records.rows)
    assert copies[0] == copies[1]
