"""Many files checked at once: what each result is, in which order, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.batch.folder import FILES, make
from tests.generate import good, write_csv

import backbone_kg
from backbone_kg import BackboneError, FileChecks, validate_files


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("many") / "data")


@pytest.fixture(scope="module")
def checks(folder: Path) -> FileChecks:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("backbone_kg.isolation.process_pool._HEAD_START", 0.0)
        return validate_files(folder, jobs=2)


def test_each_file_of_a_folder_is_checked_in_order(folder: Path, checks: FileChecks) -> None:
    assert sorted(Path(check.file).name for check in checks) == FILES
    files, folders = checks[:4], checks[4:]
    assert [Path(one.file).is_dir() for one in (*files, *folders)] == [False] * 4 + [True] * 3
    reasons = {Path(one.file).name: one.reason for one in checks.passed_over}
    assert reasons == {
        "README.md": "not a data file",
        "~$warned.xlsx": "left by a spreadsheet program that has a file open",
    }


def test_the_result_is_the_same_for_any_number_of_processes(
    folder: Path, checks: FileChecks
) -> None:
    assert validate_files(folder, jobs=1) == checks


def test_findings_and_coverage_are_those_of_the_file_alone(checks: FileChecks) -> None:
    for check in checks:
        if check.findings is None or check.coverage is None:
            continue
        partnership = backbone_kg.read(check.file)
        analysis = backbone_kg.analyze(partnership)
        assert check.findings == backbone_kg.validate(partnership)
        assert (check.coverage.coverage, check.coverage.basis, check.coverage.as_of) == (
            *(analysis.coverage, analysis.basis, analysis.as_of),
        )


def test_no_figure_loses_what_weakens_it(checks: FileChecks, tmp_path: Path) -> None:
    rows = {Path(check.file).name: check.row[1:] for check in checks}
    assert rows["good"] == ("0", "0", "3 of 23 (13%) on 2025-09-30")
    assert rows["unread"] == (
        *("1", "0", "at least 2 of 23 (9%) on 2025-09-30; not all cells read"),
    )
    assert rows["broken.xlsx"] == (
        *("not known", "not known", "not known: the file cannot be read"),
    )
    assert rows["list.csv"] == ("1", "0", "not known: not in the form of the template")
    (early,) = validate_files(write_csv(tmp_path / "data", good()), as_of="1990")
    assert early.row[3] == "not known on 1990-12-31"


def test_the_worst_come_first(checks: FileChecks) -> None:
    worst = [Path(check.file).name for check in checks.worst_first]
    assert worst[0] == "broken.xlsx"
    assert worst[-2:] == ["warned.xlsx", "good"]
    assert checks._repr_html_().index("broken.xlsx") < checks._repr_html_().index("good")


def test_what_cannot_be_read_says_why(checks: FileChecks) -> None:
    (broken,) = checks.unreadable
    assert Path(broken.file).name == "broken.xlsx"
    assert broken.problem
    assert broken.remedy
    assert not checks.ok


def test_one_file_is_checked_in_this_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backbone_kg.isolation.process_pool.in_processes", None)
    done: list[int] = []
    (check,) = validate_files(folder / "good", done=lambda: done.append(1))
    assert (check.ok, done) == (True, [1])


def test_what_no_file_is_to_blame_for_is_raised(folder: Path) -> None:
    with pytest.raises(BackboneError, match="There is no engine “fast”"):
        validate_files(folder, engine="fast")
    with pytest.raises(BackboneError, match="“soon” is not a date"):
        validate_files(folder, as_of="soon")
