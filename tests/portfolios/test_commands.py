"""The commands on portfolios: built once, built again, checked, analyzed, asked."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from benchmarks.portfolios import multiply
from click.testing import CliRunner, Result
from tests.generate import good, put, write_csv

import backbone_kg
from backbone_kg import Portfolio, portfolio, read, validate, validate_files
from backbone_kg.cli import main
from backbone_kg.portfolios import MANIFEST

SCHEMAS = Path(backbone_kg.__file__).parent / "schemas"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["portfolio", *map(str, words)])


def three(folder: Path) -> Path:
    """Write three partnerships, one with a mistake, one with an unfilled role that others fill."""
    folder.mkdir()
    for name, place, value in (
        ("harbor", "Partners!C2", 2),
        ("hills", "Assignments!B2", "Nobody knows"),
        ("lakes", "Partnership!E2", "partial"),
    ):
        sheets = put(put(good(), "Partnership!A2", name.title()), place, value)
        write_csv(folder / name, sheets)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folder of three partnerships, and of their portfolio; both are only read."""
    made = tmp_path_factory.mktemp("three")
    data, folder = three(made / "data"), made / "p"
    assert run("build", data, "-o", folder, "--jobs", "1").exit_code == 0
    return data, folder


def test_a_file_that_cannot_be_read_stops_no_other(files: Path, tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    shutil.copy(files / "broken.xlsx", few)
    shutil.copytree(files / "shared", few / "shared")
    done = run("build", few, "-o", tmp_path / "p")
    assert done.exit_code == 1
    assert "1 file in the portfolio: 2 read now" in done.output
    assert "broken.xlsx: " in done.output
    told = run("analyze", tmp_path / "p")
    assert "1 file could not be read and counts in no figure." in told.output


def test_again_reads_what_changed_alone(tmp_path: Path) -> None:
    data, folder = three(tmp_path / "data"), tmp_path / "p"
    assert "3 read now, 0 unchanged, 0 gone" in run("build", data, "-o", folder).output
    before = json.loads((folder / MANIFEST).read_bytes())
    assert "0 read now, 3 unchanged, 0 gone" in run("build", data, "-o", folder).output
    assert json.loads((folder / MANIFEST).read_bytes()) == before
    shutil.rmtree(data / "lakes")
    write_csv(data / "hills", put(good(), "Partnership!A2", "Hills"))
    assert "1 read now, 1 unchanged, 1 gone" in run("build", data, "-o", folder).output
    names = portfolio(folder).files.name.to_pyarrow().to_pylist()
    assert sorted(names) == ["Harbor", "Hills"]
    (part,) = portfolio(folder).manifest.parts  # filled up, not one more for each change
    assert {entry.name for entry in folder.iterdir()} == {MANIFEST, part.name}
    numbers = portfolio(folder).files.file.to_pyarrow().to_pylist()
    assert sorted(numbers) == [part.first, part.first + 1]


def test_a_build_that_was_cut_off_leaves_the_old_portfolio(tmp_path: Path) -> None:
    data, folder = three(tmp_path / "data"), tmp_path / "p"
    run("build", data, "-o", folder)
    # A kill between the new part and the manifest that names it leaves the part behind.
    shutil.copytree(folder / "part=00001", folder / "part=00002")
    assert portfolio(folder).files.count().to_pyarrow().as_py() == 3
    run("build", data, "-o", folder)
    assert not (folder / "part=00002").exists()


def test_what_is_something_else_is_left_alone(tmp_path: Path) -> None:
    data = three(tmp_path / "data")
    done = run("build", data, "-o", data)
    assert done.exit_code == 2
    assert "there is something else here" in done.output
    assert (data / "harbor").is_dir()


def test_another_version_says_how_to_build_anew(tmp_path: Path) -> None:
    data, folder = three(tmp_path / "data"), tmp_path / "p"
    run("build", data, "-o", folder)
    manifest = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps({**manifest, "shapes": "others"}), "utf-8")
    for words in (("analyze", folder), ("build", data, "-o", folder)):
        done = run(*words)
        assert done.exit_code == 2
        assert "--anew" in done.output
    assert run("build", data, "-o", folder, "--anew").exit_code == 0
    assert run("analyze", folder).exit_code == 0


def test_findings_in_words_are_those_of_the_files(opened: Portfolio, files: Path) -> None:
    done = run("validate", opened.folder, "--format", "csv")
    assert done.exit_code == 1
    told = list(csv.DictReader(io.StringIO(done.stdout)))
    alone = validate_files(files, engine="shacl")
    wanted = {(check.file, one.code, one.place) for check in alone for one in check.findings or ()}
    found = {(row["file"], row["code"], row["place"]) for row in told}
    assert {one for one in found if one[1] != "cannot-be-read"} == wanted
    assert {one[0] for one in found if one[1] == "cannot-be-read"} == {
        check.file for check in alone.unreadable
    } | {check.file for check in alone if check.findings is not None and check.coverage is None}


def test_the_table_counts_what_the_file_tells(built: tuple[Path, Path]) -> None:
    data, folder = built
    done = run("validate", folder)
    assert "Of 3 files that could be read, 1 has something that must be mended" in done.output
    row = next(line for line in done.output.splitlines() if "Assignments › Role" in line)
    assert row.split()[-3:] == ["must", "1", "1"]
    assert "not one of the known names" in row
    must = [one for one in validate(read(data / "hills")) if one.severity == "error"]
    assert len(must) == 1


def test_what_weakens_figures_is_said_first(built: tuple[Path, Path]) -> None:
    _, folder = built
    told = " ".join(run("analyze", folder).output.split())
    figure = told.index("of the wanted roles have the holders they need")
    for caveat in (
        "1 of 3 partnerships has a partial listing",
        "1 of 3 partnerships has rows or cells that could not be understood",
    ):
        assert 0 < told.index(caveat) < figure
    assert "at least 9 of 69" in told


def test_a_date_before_every_file_has_no_figure(built: tuple[Path, Path]) -> None:
    _, folder = built
    told = run("analyze", folder, "--date", "2001").output
    assert "No partnership has a file of that day or an earlier one." in told
    assert "%" not in told


@pytest.mark.parametrize(("by", "group"), [("state", "Ohio"), ("kind", "Local foundation")])
def test_partnerships_are_grouped(by: str, group: str, built: tuple[Path, Path]) -> None:
    _, folder = built
    coverage = json.loads(run("analyze", folder, "--by", by, "--format", "json").stdout)["coverage"]
    assert [(one["group"], one["partnerships"]) for one in coverage] == [("", 3), (group, 3)]
    assert [sum(one["tenths"]) for one in coverage] == [3, 3]


def test_what_runs_out_is_told_with_how_much_is_not_known(built: tuple[Path, Path]) -> None:
    _, folder = built
    told = " ".join(run("analyze", folder, "--date", "2026-06").output.split())
    assert "By the ends that are known at least 3 of 9 (33%) held roles lose their last" in told
    assert "Of 8 of 11 (73%) holdings no end is known" in told


def test_nothing_is_told_of_too_few(built: tuple[Path, Path], tmp_path: Path) -> None:
    _, folder = built
    done = run("report", folder, "-o", tmp_path / "page.html", "--fewest", "4")
    assert done.exit_code == 2
    assert "nothing is told of fewer than 4" in done.output
    assert not (tmp_path / "page.html").exists()


def test_a_page_can_leave_names_and_small_groups_out(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    _, folder = built
    open_page, closed = tmp_path / "open.html", tmp_path / "closed.html"
    done = run("report", folder, "-o", open_page, "--by", "listing")
    assert done.exit_code == 0, done.output
    words = ("--by", "listing", "--without-names", "--fewest", "3")
    assert run("report", folder, "-o", closed, *words).exit_code == 0
    assert "Harbor Schools" in open_page.read_text("utf-8")
    text = closed.read_text("utf-8")
    assert "Harbor Schools" not in text
    assert "2 groups are left out, so that nothing can be told of fewer than 3" in text


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("copy (select 1) to 'out.csv'", "one SELECT, and nothing else"),
        ("select * from read_csv('/etc/hostname')", "cannot be answered"),
        ("select nothing from files", "cannot be answered"),
    ],
)
def test_a_question_in_sql_reads_the_portfolio_alone(
    sql: str, told: str, opened: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ask.sql").write_text(sql, "utf-8")
    done = run("query", "ask.sql", opened.folder)
    assert done.exit_code == 2
    assert told in done.output
    assert not (tmp_path / "out.csv").exists()


def test_tables_by_name_and_in_sql(built: tuple[Path, Path], tmp_path: Path) -> None:
    _, folder = built
    by_name = list(csv.DictReader(io.StringIO(run("query", "coverage", folder).stdout)))
    assert sorted(row["name"] for row in by_name) == ["Harbor", "Hills", "Lakes"]
    of_loads = list(csv.DictReader(io.StringIO(run("query", "loads", folder).stdout)))
    not_read = {row["path"].rpartition("/")[2]: row["assignments_not_read"] for row in of_loads}
    assert not_read == {"harbor": "0", "hills": "1", "lakes": "0"}
    (tmp_path / "ask.sql").write_text(
        "select name, covered, wanted from coverage order by name;", "utf-8"
    )
    done = run("query", tmp_path / "ask.sql", folder)
    assert done.exit_code == 0, done.output
    asked = list(csv.reader(io.StringIO(done.stdout)))
    assert asked == [
        ["name", "covered", "wanted"],
        ["Harbor", "3", "23"],
        ["Hills", "3", "23"],
        ["Lakes", "3", "23"],
    ]


def test_figures_of_each_as_a_file(built: tuple[Path, Path], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    _, folder = built
    out = tmp_path / "figures.parquet"
    assert run("analyze", folder, "-o", out).exit_code == 0
    rows = pq.read_table(out).to_pylist()
    assert {row["name"]: row["covered"] for row in rows} == {"Harbor": 3, "Hills": 3, "Lakes": 3}
    assert run("analyze", folder, "-o", out).exit_code == 2  # nothing is replaced unasked


def test_copies_to_measure_with_have_the_figures_of_their_source(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    _, folder = built
    assert multiply(folder, tmp_path / "many", 5) == 15
    told = run("analyze", tmp_path / "many").output
    assert "15 partnerships" in told
    assert "at least 45 of 345 (13%)" in " ".join(told.split())
    assert (
        "Of 15 files that could be read, 5 have something"
        in run("validate", tmp_path / "many").output
    )


def test_figures_do_not_depend_on_the_parts_in_which_files_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, folder = tmp_path / "data", tmp_path / "p"
    for module in ("kept_parts", "part_writer"):
        monkeypatch.setattr(f"backbone_kg.portfolios.{module}.IN_A_PART", 1)
    data.mkdir()
    for name in ("harbor", "hills", "lakes"):
        sheets = put(good(), "Partnership!A2", name.title())
        write_csv(data / name, put(sheets, "Assignments!B2", "Manage expectations"))
    run("build", data, "-o", folder, "--jobs", "1")
    assert len(portfolio(folder).manifest.parts) == 3
    in_parts = run("analyze", folder, "--by", "community", "--format", "json")
    monkeypatch.undo()
    run("build", data, "-o", folder, "--anew", "--jobs", "1")
    assert len(portfolio(folder).manifest.parts) == 1
    assert run("analyze", folder, "--by", "community", "--format", "json").output == in_parts.output
    told = json.loads(in_parts.output)
    assert [one["partnerships"] for one in told["organizations"]] == [3, 3, 3]
    assert told["coverage"][0]["covered"] == 12


def test_json_keeps_to_the_published_schemas(built: tuple[Path, Path]) -> None:
    data, folder = built
    told = json.loads(run("analyze", folder, "--by", "year", "--format", "json").output)
    schema = SCHEMAS / "portfolio-summary-1.schema.json"
    jsonschema.Draft202012Validator(json.loads(schema.read_bytes())).validate(told)
    found = json.loads(run("validate", folder, "--format", "json").output)
    schema = SCHEMAS / "findings-1.schema.json"
    jsonschema.Draft202012Validator(json.loads(schema.read_bytes())).validate(found)
    assert [one["file"] for one in found["files"]] == [str(data / "hills")]


def test_a_file_that_is_elsewhere_or_changed_is_told_so(tmp_path: Path) -> None:
    data, folder = three(tmp_path / "data"), tmp_path / "p"
    write_csv(data / "lakes", put(good(), "Partners!B2", "Nothing known"))
    run("build", data, "-o", folder, "--jobs", "1")
    (data / "hills").rename(tmp_path / "hills")
    write_csv(data / "lakes", good())
    told = csv.DictReader(io.StringIO(run("validate", folder, "--format", "csv").stdout))
    assert {(Path(row["file"]).name, row["message"]) for row in told} == {
        ("hills", "It is not where it was when the portfolio was built."),
        ("lakes", "It has changed since the portfolio was built."),
    }
