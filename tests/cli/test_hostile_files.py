"""Small files that are made to harm, or come of damage: a sentence, a status, and nothing lost."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.cli.running import Done, run
from tests.generate import Sheets, good, put, write_csv, write_xlsx
from tests.packages import packed, unpacked

from backbone_kg import read, write

DIGITS = "9" * 5000


def orderly(*command: object) -> Done:
    """Run a command; it ends with a status and, where it could not do its job, a sentence."""
    done = run(*command)
    assert done.status in {0, 1, 2}
    assert done.status < 2 or done.out.strip() or done.err.startswith("backbone-kg: ")
    return done


# --- annotated copies ----------------------------------------------------------------------------


def test_a_sheet_whose_name_no_workbook_may_have_is_annotated(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "data", good() | {"Partners [old]": [["x"]]})
    orderly("validate", folder, "--annotate", tmp_path / "copy.xlsx")
    names = openpyxl.load_workbook(tmp_path / "copy.xlsx").sheetnames
    assert len(names) == 4
    assert any(name.startswith("Partners") and "old" in name for name in names)


def test_a_vertical_tab_in_a_name_is_annotated_the_same_each_time(tmp_path: Path) -> None:
    sheets = put(good(), "Partners!A2", "Riverside\x0bFoundation")
    folder = write_csv(tmp_path / "data", sheets)
    copies = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for copy in copies:
        orderly("validate", folder, "--annotate", copy)
    assert copies[0].read_bytes() == copies[1].read_bytes()
    assert "Foundation" in str(openpyxl.load_workbook(copies[0])["Partners"]["A2"].value)


def test_a_sheet_that_no_workbook_can_hold_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backbone_kg.writing.as_xlsx.LAST_COLUMN", 6)  # 16,384 take long
    folder = write_csv(tmp_path / "data", good())
    for command in (
        ["convert", folder, tmp_path / "out.xlsx"],
        ["validate", folder, "--annotate", tmp_path / "out.xlsx"],
    ):
        done = orderly(*command)
        assert done.status == 2
        assert "columns, and a workbook holds 6" in done.err
        assert not (tmp_path / "out.xlsx").exists()


def without(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda parts: {other: part for other, part in parts.items() if other != name}


def with_broken_comments(parts: dict[str, bytes]) -> dict[str, bytes]:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/comments" Target="/xl/comments1.xml"/></Relationships>'
    )
    return {
        **parts,
        "xl/worksheets/_rels/sheet2.xml.rels": links.encode(),
        "xl/comments1.xml": b"<comments><authors>",
    }


@pytest.fixture(
    params=[without("[Content_Types].xml"), without("xl/styles.xml"), with_broken_comments],
    ids=["content types", "styles", "comments"],
)
def damaged(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = write_xlsx(tmp_path / "data.xlsx", put(good(), "Partners!B2", "Fundation"))
    path.write_bytes(packed(request.param(unpacked(path.read_bytes()))))
    return path


def test_a_damaged_workbook_is_merged_and_imported_or_refused_in_a_sentence(
    damaged: Path, tmp_path: Path
) -> None:
    other = write_csv(tmp_path / "other", good())
    merged, imported = tmp_path / "merged.xlsx", tmp_path / "imported.xlsx"
    told = orderly("merge", damaged, other, "-o", merged, "--leave-out")
    assert merged.exists() == (told.status < 2)
    told = orderly("import", damaged, "-o", imported)
    assert imported.exists() == (told.status < 2)


def test_of_a_damaged_workbook_the_findings_are_told_with_or_without_a_copy(
    damaged: Path, tmp_path: Path
) -> None:
    done = orderly("validate", damaged, "--annotate", tmp_path / "copy.xlsx")
    assert "Fundation" in done.out or done.status == 2
    assert (tmp_path / "copy.xlsx").exists() == (done.status < 2)


# --- growth --------------------------------------------------------------------------------------


def of_many(count: int, assigned: Callable[[int], str]) -> Sheets:
    sheets = good()
    sheets["Partners"] = [["Name"]]
    sheets["Assignments"] = [["Partner", "Role"]]
    for number in range(count):
        sheets["Partners"].append([f"Partner of ward {number}"])
        sheets["Assignments"].append([assigned(number), "Build trust"])
    return sheets


@pytest.mark.parametrize(
    "assigned",
    [lambda n: f"Partnr of ward {n}", lambda n: "Partner of ward 1", lambda n: "Nobody"],
    ids=["each misspelled", "one name", "one unknown"],
)
def test_what_is_said_grows_with_the_file_and_not_faster(
    assigned: Callable[[int], str], tmp_path: Path
) -> None:
    sizes = []
    for count in (40, 160):
        folder = write_csv(tmp_path / str(count), of_many(count, assigned))
        done = orderly("validate", folder, "--format", "json")
        assert len(json.loads(done.out)["files"][0]["findings"]) <= count + 2
        sizes.append(len(done.out))
    assert sizes[1] < 6 * sizes[0]


def test_what_share_says_does_not_grow_with_the_columns_that_it_leaves_out(tmp_path: Path) -> None:
    sheets = good()
    for row in sheets["Partners"]:
        row += [f"Column {number}" for number in range(100)]
    folder = write_csv(tmp_path / "data", sheets)
    done = orderly("share", folder, "-o", tmp_path / "copy.xlsx", "--key", tmp_path / "key.xlsx")
    assert done.out.count("Left out:") == 41
    assert "60 more columns (180 cells)" in done.out


def test_a_thing_of_very_many_kinds_is_told_with_some_of_them(tmp_path: Path) -> None:
    write(read(write_csv(tmp_path / "data", good())), tmp_path / "a.ttl")
    with (tmp_path / "a.ttl").open("a", encoding="utf-8") as file:
        file.writelines(f"<https://e.org/a> a <https://e.org/Partner{n}> .\n" for n in range(300))
    done = orderly("validate", tmp_path / "a.ttl")
    assert "and 294 more" in " ".join(done.out.split())
    assert len(done.out) < 5000


def test_a_date_of_many_dashes_is_none(tmp_path: Path) -> None:
    sheets = put(good(), "Partners!E2", "1-" * 20_000)
    done = orderly("validate", write_csv(tmp_path / "data", sheets))
    assert "E2" in done.out.split()


def test_a_number_beyond_all_exponents_is_told(tmp_path: Path) -> None:
    sheets = put(put(good(), "Partners!C2", "1e999999999"), "Assignments!D2", "1e999999999")
    done = orderly("validate", write_csv(tmp_path / "data", sheets))
    assert done.status == 1
    assert {"C2", "D2"} <= set(done.out.split())


def test_what_is_left_out_is_told_with_its_count(tmp_path: Path) -> None:
    lines = "".join(f"<https://e.org/a> <https://e.org/p{n}> {n} .\n" for n in range(300))
    write(read(write_csv(tmp_path / "data", good())), tmp_path / "a.ttl")
    with (tmp_path / "a.ttl").open("a", encoding="utf-8") as file:
        file.write(lines)
    for more in ([], ["--leave-out"]):
        done = orderly("convert", tmp_path / "a.ttl", tmp_path / "out.xlsx", *more)
        assert "200 more of this kind." in done.err
        assert done.err.count("https://e.org/p") <= 100


# --- what is no file -----------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["validate", "load", "analyze"])
def test_a_pipe_is_refused(command: str, here: Path) -> None:
    os.mkfifo("x.ttl")
    done = orderly(command, "x.ttl", *(["--store", "store"] if command == "load" else []))
    assert done.status == 2
    assert "x.ttl" in done.err + done.out


@pytest.mark.parametrize("command", ["validate", "load", "analyze", "report"])
def test_links_that_loop_are_passed_over(command: str, here: Path) -> None:
    write_csv(Path("data"), good())
    Path("data", "again").symlink_to("../data")
    Path("data", "Own.csv").symlink_to("Own.csv")
    orderly(command, "data", *MORE.get(command, []))
    orderly(command, "data/Own.csv", *MORE.get(command, []))


MORE = {
    "load": ["--store", "store"],
    "report": ["--force", "-o", "report.html"],
    "convert": ["--force", "--leave-out", "out.ttl"],
    "import": ["--force", "-o", "imported.xlsx"],
}


def test_a_file_below_a_thousand_folders_is_found(here: Path) -> None:
    deep = "d"
    for _ in range(1200):
        os.mkdir(deep)  # noqa: PTH102 a path of so many parts is too much for pathlib
        deep += "/d"
    write(read(write_csv(here / "data", good())), "a.ttl")
    os.rename("a.ttl", f"{deep[:-1]}a.ttl")  # noqa: PTH104
    try:
        assert orderly("validate", "d").status == 0
        assert orderly("load", "d", "--store", "store").status == 0
    finally:
        # Python's own way to remove a folder does not reach so deep.
        subprocess.run(["rm", "-r", "d"], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
@pytest.mark.parametrize("command", ["validate", "analyze", "report", "load", "convert", "import"])
def test_a_name_in_another_encoding_is_no_hindrance(command: str, here: Path) -> None:
    path = Path(os.fsdecode(b"caf\xe9.xlsx"))
    write_xlsx(path, good())
    done = orderly(command, path, *MORE.get(command, []))
    assert done.status == 0
    (done.out + done.err).encode("utf-8")


@pytest.mark.parametrize("name", ["out.ttl", "out.xlsx"])
def test_a_limit_on_the_size_of_files_is_told_and_leaves_what_was_there(
    name: str, tmp_path: Path
) -> None:
    folder = write_csv(tmp_path / "data", good())
    out = tmp_path / name
    out.write_text("as it was")
    done = subprocess.run(
        [sys.executable, "-m", "backbone_kg", "convert", "--force", folder, out],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert done.returncode == 2
    assert done.stderr.startswith("backbone-kg: ")
    assert "no file as large as this may be written here" in done.stderr
    assert done.stderr.count("\n") == 1
    assert out.read_text() == "as it was"
    assert {path.name for path in tmp_path.iterdir()} == {"data", name}


# --- what is said --------------------------------------------------------------------------------

COMMANDS = ("validate", "analyze", "report", "convert", "load")


def test_one_thing_may_be_said_to_be_a_partner_and_a_role(here: Path) -> None:
    sheets = put(good(), "Assignments!B2", "Run the summer fair")
    write(read(write_csv(here / "data", sheets)), "a.ttl")
    text = Path("a.ttl").read_text(encoding="utf-8")
    role = next(word for word in text.split() if "run-the-summer-fair" in word)
    more = f"{role} a bkg:Partner ; org:memberOf ?p .".replace(
        "?p", str(next(f"<{word}>" for word in [read("a.ttl").iri]))
    )
    Path("a.ttl").write_text(f"{text}\n{more}\n", encoding="utf-8")
    for command in COMMANDS:
        orderly(command, "a.ttl", *MORE.get(command, []))


def test_numbers_of_thousands_of_digits_are_told_wherever_they_stand(here: Path) -> None:
    sheets = good()
    less = f"-{DIGITS}"
    sheets["Roles"] = [
        ["Role", "Holders needed", "FTE needed"],
        ["Build trust", DIGITS, less],
        ["Resolve conflict", less, DIGITS],
    ]
    for place in ("Partners!C2", "Partners!E2", "Assignments!D2", "Assignments!E2"):
        sheets = put(sheets, place, DIGITS)
    for place in ("Partners!C3", "Partners!E3", "Assignments!D3", "Assignments!E3"):
        sheets = put(sheets, place, less)
    sheets = put(sheets, "Partnership!D2", DIGITS)
    write_csv(here / "data", sheets)
    done = orderly("validate", "data")
    assert done.status == 1
    assert {"C2", "D2", "E2", "C3", "D3", "E3"} <= set(done.out.split())
    for command in COMMANDS:
        orderly(command, "data", *MORE.get(command, []))
    # What the file says stands in Turtle as it is, and is read from there likewise.
    for command in COMMANDS:
        orderly(
            command,
            "out.ttl",
            *MORE.get(command, [])[:-1],
            *(["again.ttl"] if command == "convert" else MORE.get(command, [])[-1:]),
        )
