"""Copies that several people filled in become one; what they say differently is left to decide."""

from __future__ import annotations

import datetime
import json
import re
import shlex
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from openpyxl.comments import Comment
from tests.cli.running import golden, run
from tests.generate import Cell, Sheets, good, put, write_csv, write_xlsx
from tests.merging.copies import all_rows, at_issue, changed, merged, rows, sent_back, without

import backbone_kg
from backbone_kg import BackboneError, merge, read, validate, write
from backbone_kg.merging import How
from backbone_kg.model import BLANK, DELETED
from backbone_kg.showing.merge_text import sections
from backbone_kg.showing.sections import as_text

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(backbone_kg.__file__).parent / "schemas"
HARBOR_FTE = "Partners!C3"


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook that was sent to three people, and what they sent back."""
    monkeypatch.chdir(tmp_path)
    sent_back(tmp_path, "sent.xlsx", good())
    ann = changed((HARBOR_FTE, 0.8), ("Partners!F2", "2027"), ("Assignments!D2", 0.6))
    ann["Partners"].append(["Mill Fund", "Local foundation", 1])
    ann["Assignments"].append(["Mill Fund", "Build trust", "lead"])
    ben = changed((HARBOR_FTE, 0.7), ("Assignments!D2", "0.6"), ("Partners!G1", "Phone"))
    ben = put(ben, "Partners!G2", "555-0100")
    ben = without(without(ben, "Partners", 4), "Assignments", 5)
    eve = changed(("Partners!C4", 0.75), ("Assignments!E2", None))
    eve["Assignments"].append(["Youth Alliance", "Advance policy", "support"])
    for name, sheets in {"Ann": ann, "Ben": ben, "Eve": eve}.items():
        sent_back(tmp_path, f"{name.lower()}.xlsx", sheets, name)
    return tmp_path


COMMAND = ("merge", "eve.xlsx", "ann.xlsx", "ben.xlsx", "--base", "sent.xlsx", "-o", "out.xlsx")


@pytest.mark.usefixtures("three")
def test_what_is_left_to_decide_is_told_first_with_both_cells_and_who_wrote_them() -> None:
    done = run(*COMMAND)
    assert done.status == 1
    assert done.out == golden("merge.txt", done.out)
    assert "out.xlsx written." in done.err
    # So does the merged workbook, until somebody decides.
    checked = run("validate", "out.xlsx")
    assert checked.status == 1
    assert "“0.7” (ben.xlsx, Partners!C3, by Ben) and “0.8” (ann.xlsx," in " ".join(
        checked.out.split()
    )
    assert run("convert", "out.xlsx", "out.ttl").status == 2
    told = run("analyze", "out.xlsx").out
    said_first = told.index("2 differences between merged files are not decided")
    assert said_first < told.index("roles have")
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames[0] == "Conflicts"
    assert book["Partners"]["D3"].value is None
    assert "“0.8” (ann.xlsx, Partners!C3, by Ann)" in str(book["Partners"]["D3"].comment)
    book["Partners"]["D3"].value = 0.8
    book["Conflicts"].delete_rows(2, 4)
    book.save("out.xlsx")
    assert run("validate", "out.xlsx").status == 0


@pytest.mark.usefixtures("three")
def test_programs_get_the_same_in_the_published_form() -> None:
    done = run(*COMMAND, "--format", "json")
    told = json.loads(done.out)
    schema = (SCHEMAS / "merge-1.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(json.loads(schema)).validate(told)
    assert [(one["sheet"], one["cell"]) for one in told["conflicts"]] == [
        ("Partners", "D3"),
        ("Partners", "A4"),
    ]
    assert [one["who"] for one in told["files"]] == ["Ann", "Ben", "Eve"]
    first = Path("out.xlsx").read_bytes()
    run("merge", "ben.xlsx", "eve.xlsx", "ann.xlsx", *COMMAND[4:], "--force")
    assert Path("out.xlsx").read_bytes() == first


def test_what_one_side_changed_or_both_alike_is_taken() -> None:
    ann = changed((HARBOR_FTE, 0.8), ("Assignments!E2", "2020"), ("Partners!E2", None))
    ben = changed((HARBOR_FTE, 0.8))
    found = merged(ann, ben, base=good())
    assert found.conflicts == ()
    assert {(one.how, one.column, one.was, one.value, one.files) for one in found.taken} == {
        *[(How.CHANGED, "FTE available", "1", "0.8", (found.files[0].file, found.files[1].file))],
        *[(How.CHANGED, "From", "2019", "2020", (found.files[0].file,))],
        *[(How.CLEARED, "Joined", "2019", "", (found.files[0].file,))],
    }


def test_texts_as_long_as_a_page_are_told_by_their_beginning() -> None:
    page = "Riverside " * 2_000
    ann, ben = good(), changed((HARBOR_FTE, f"Ben says {page}"))
    ann["Partners"].append([page, "Local foundation"])
    text = as_text(sections(merged(ann, put(ben, "Partners!C4", page), base=good())), width=100)
    assert "Riverside" in text
    assert "Ben says" in text
    assert len(text) < 2_000


def test_of_very_many_differences_the_first_are_told_and_how_many_there_are() -> None:
    names = [f"Partner {n}" for n in range(100)]
    ann, ben = good(), good()
    for sheets, fte, kind in ((ann, 1, "Board"), (ben, 2, None)):
        sheets["Partners"] += [[name, kind, fte] for name in names]
    text = as_text(sections(merged(ann, ben)), width=100)
    assert text.count("FTE available: “1”") == 60
    assert "And 40 more; the sheet Conflicts and --format json have all." in text
    assert text.count("Type: “Board” in place of a blank") == 60
    assert "And 40 more; --format json has all." in text


def test_without_a_base_a_value_is_taken_over_a_blank_and_two_values_are_left() -> None:
    found = merged(
        changed((HARBOR_FTE, None), ("Assignments!C3", "lead")),
        changed(("Assignments!C3", "support")),
    )
    assert at_issue(found) == {
        (
            "Assignments",
            "Riverside Foundation, Advance policy",
            "Part",
            frozenset(["lead", "support"]),
        )
    }
    assert [(one.how, one.about, one.value) for one in found.taken] == [
        (How.FILLED, "Harbor Schools", "1")
    ]
    assert rows(found.partnership, "Partners")[1]["FTE available"] == "1"


@pytest.mark.parametrize(
    ("one", "other"),
    [("0.5", 0.5), ("2020-06-01", datetime.date(2020, 6, 1)), ("yes", "Yes")],
)
def test_one_value_written_in_two_ways_is_no_conflict(one: str, other: object) -> None:
    place = {"0.5": "Assignments!D2", "yes": "Partners!D2"}.get(one, "Assignments!E3")
    found = merged(changed((place, one)), changed((place, other)))  # type: ignore[arg-type]
    assert (found.conflicts, found.taken) == ((), ())


def test_what_could_not_be_read_takes_part_as_its_text() -> None:
    found = merged(changed((HARBOR_FTE, "half a day")), changed((HARBOR_FTE, 0.5)), base=good())
    assert at_issue(found) == {
        ("Partners", "Harbor Schools", "FTE available", frozenset(["half a day", "0.5"]))
    }
    taken = merged(changed((HARBOR_FTE, "half a day")), good(), base=good())
    assert rows(taken.partnership, "Partners")[1]["FTE available"] == "half a day"


def test_a_row_that_one_deleted_and_nobody_touched_is_gone_and_told() -> None:
    found = merged(without(good(), "Assignments", 5), good(), base=good())
    assert found.conflicts == ()
    (gone,) = found.taken
    assert (gone.how, gone.about) == (How.DELETED, "Youth Alliance, Mobilize resources")
    assert "FTE: 0.5" in gone.was
    assert len(rows(found.partnership, "Assignments")) == 3


def test_a_row_that_one_deleted_and_another_changed_or_cleared_is_left_to_decide() -> None:
    found = merged(
        without(good(), "Assignments", 5), changed(("Assignments!D5", None)), base=good()
    )
    assert at_issue(found) == {
        (
            *("Assignments", "Youth Alliance, Mobilize resources", ""),
            frozenset([DELETED, f"FTE: {BLANK}"]),
        )
    }
    assert len(rows(found.partnership, "Assignments")) == 4


def test_a_partner_that_one_deleted_and_another_gives_a_role_is_left_to_decide() -> None:
    ann = without(without(good(), "Partners", 4), "Assignments", 5)
    ben = good()
    ben["Assignments"].append(["Youth Alliance", "Build trust", "lead"])
    found = merged(ann, ben, base=good())
    assert at_issue(found) == {
        (
            *("Partners", "Youth Alliance", ""),
            frozenset([DELETED, "named by the row Youth Alliance, Build trust"]),
        )
    }
    assert len(rows(found.partnership, "Partners")) == 3


def test_a_renamed_partner_is_known_by_its_identifier_and_its_roles_go_with_it() -> None:
    base = changed(("Partners!G1", "Identifier"), ("Partners!G3", "US-EIN-12-3456789"))
    ann = changed(("Partners!A3", "Harbor School District"), sheets=base)
    ann = changed(("Assignments!A4", "Harbor School District"), sheets=ann)
    ben = changed(("Assignments!D4", 0.3), sheets=base)
    found = merged(ann, ben, base=base)
    assert found.conflicts == ()
    assert rows(found.partnership, "Assignments")[2] == {
        **{"Partner": "Harbor School District", "Role": "Build trust"},
        **{"Part": "support", "FTE": "0.3"},
    }
    assert not validate(found.partnership).errors


def test_a_renamed_partner_is_known_by_its_old_name_among_the_other_names() -> None:
    ann = changed(
        ("Partners!A3", "HSD"), ("Assignments!A4", "HSD"), ("Partners!G1", "Also known as")
    )
    found = merged(changed(("Partners!G3", "Harbor Schools"), sheets=ann), good(), base=good())
    assert [row["Name"] for row in rows(found.partnership, "Partners")] == [
        *("Riverside Foundation", "HSD", "Youth Alliance")
    ]
    assert found.doubts == ()


def test_a_name_that_may_be_another_is_not_taken_for_it_but_asked_about() -> None:
    ann = changed(("Partners!A3", "Harbour Schools"), ("Assignments!A4", "Harbour Schools"))
    found = merged(ann, changed((HARBOR_FTE, 3)), base=good())
    assert "lacks “Harbor Schools” (Partners) and has “Harbour Schools”" in found.doubts[0]
    assert {(one.about, one.column) for one in found.conflicts} == {("Harbor Schools", "")}
    names = {row["Name"] for row in rows(found.partnership, "Partners")}
    assert {"Harbor Schools", "Harbour Schools"} <= names


def test_two_spells_of_one_holding_stay_two() -> None:
    base = good()
    base["Assignments"].append(["Youth Alliance", "Mobilize resources", "lead", 1, "2028", None])
    ann = changed(("Assignments!F6", "2030"), sheets=base)
    ben = changed(("Assignments!D6", 0.9), sheets=base)
    found = merged(ann, ben, base=base)
    assert found.conflicts == ()
    assert [row.get("To") for row in rows(found.partnership, "Assignments")][3:] == ["2026", "2030"]
    assert rows(found.partnership, "Assignments")[4]["FTE"] == "0.9"


def test_what_each_of_several_raters_says_stays_beside_the_others() -> None:
    names: Sheets = {
        "Candidates": [["Name"], ["Harbor Schools"]],
        "Criteria": [["Name"], ["Trust"]],
    }
    heads: list[Cell] = ["Candidate", "Criterion", "Rater", "Rating"]
    some: list[Sheets] = [
        {**good(), **names, "Ratings": [heads, ["Harbor Schools", "Trust", who, rating]]}
        for who, rating in [("Ann", 2), ("Ben", 3)]
    ]
    found = merged(*some)
    assert found.conflicts == ()
    assert {(row["Rater"], row["Rating"]) for row in rows(found.partnership, "Ratings")} == {
        *[("Ann", "2"), ("Ben", "3")]
    }
    again = merged(some[0], put(some[0], "Ratings!D2", 1))
    assert [(one.column, one.about) for one in again.conflicts] == [
        ("Rating", "Harbor Schools, Trust")
    ]


def test_a_file_without_a_column_or_a_sheet_says_nothing_of_it() -> None:
    base: Sheets = {**good(), "Roles": [["Role", "Wanted"], ["Build trust", "yes"]]}
    older = {name: table for name, table in base.items() if name != "Roles"}
    older["Partners"] = [row[:4] for row in base["Partners"]]
    found = merged(older, base, base=base)
    assert found.taken == ()
    assert all_rows(found.partnership) == all_rows(merged(base, base).partnership)
    assert any("has no sheet “Roles”" in doubt for doubt in found.doubts)


def test_rows_that_were_moved_are_no_difference() -> None:
    moved = good()
    moved["Partners"][1:] = reversed(moved["Partners"][1:])
    found = merged(moved, good(), base=good())
    assert (found.conflicts, found.taken) == ((), ())
    assert all_rows(found.partnership) == all_rows(merged(good(), good()).partnership)


@pytest.mark.parametrize("name", ["ann.ttl", "ann.jsonld", "ann", "ann.xlsx"])
def test_files_of_any_format_are_merged(name: str, tmp_path: Path) -> None:
    one = read(write_csv(tmp_path / "one", changed((HARBOR_FTE, 0.8))))
    write(one, tmp_path / name)
    found = merge(
        [tmp_path / name, write_xlsx(tmp_path / "ben.xlsx", good())],
        base=write_csv(tmp_path / "sent", good()),
    )
    assert found.conflicts == ()
    assert [(taken.column, taken.value) for taken in found.taken] == [("FTE available", "0.8")]


def test_files_of_different_partnerships_or_frameworks_are_refused() -> None:
    with pytest.raises(BackboneError, match="different partnerships"):
        merged(good(), changed(("Partnership!A2", "Lakewood")))
    with pytest.raises(BackboneError, match="different partnerships"):
        merged(good(), changed(("Partnership!B2", "Texas")))
    with pytest.raises(BackboneError, match="different frameworks"):
        merged(good(), changed(("Partnership!C2", "strivetogether")))
    with pytest.raises(BackboneError, match="two files or more"):
        merged(good())


def test_files_of_different_days_are_told_and_the_day_is_left_to_decide() -> None:
    found = merged(good(), changed(("Partnership!D2", "2026-01")))
    assert found.doubts[0].startswith("The files speak of different days: ")
    assert {(one.column, len(one.claims)) for one in found.conflicts} == {("As of", 2)}


def test_what_has_no_place_is_told_and_left_out_only_when_asked_to(tmp_path: Path) -> None:
    path = sent_back(tmp_path, "ann.xlsx", {**good(), "Contacts": [["Name"], ["Ann"]]})
    book = openpyxl.load_workbook(path)
    book["Partners"]["C3"].comment = Comment("Ben says 0.8", "Ann")
    book.save(path)
    ben = sent_back(tmp_path, "ben.xlsx", good())
    refused = run("merge", path, ben, "-o", tmp_path / "out.xlsx")
    assert refused.status == 2
    assert "Partners!C3: the comment “Ben says 0.8”." in refused.err
    assert "The sheet “Contacts” is not part of the data file." in refused.err
    assert not (tmp_path / "out.xlsx").exists()
    done = run("merge", path, ben, "-o", tmp_path / "out.xlsx", "--leave-out")
    assert done.status == 0
    assert "Ben says 0.8" in done.out


def test_workbooks_with_the_untouched_example_row_are_merged(tmp_path: Path) -> None:
    names = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for path in names:
        assert run("new", path).status == 0
    found = merge(names)
    assert (found.conflicts, found.taken) == ((), ())
    assert rows(found.partnership, "Partners") == []


def test_what_was_left_to_decide_stays_so_when_another_copy_comes_in(tmp_path: Path) -> None:
    some = [sent_back(tmp_path, f"{n}.xlsx", changed((HARBOR_FTE, n))) for n in (2, 3, 4)]
    merge(some[:2]).save(tmp_path / "two.xlsx")
    found = merge([tmp_path / "two.xlsx", some[2]])
    assert at_issue(found) == at_issue(merge(some))
    assert {claim.file for one in found.conflicts for claim in one.claims} == set(map(str, some))


def test_a_name_that_was_left_to_decide_is_known_by_what_each_copy_called_it(
    tmp_path: Path,
) -> None:
    base = changed(("Partners!G1", "Identifier"), ("Partners!G3", "US-EIN-12-3456789"))
    ann = changed(("Partners!A3", "Bay Schools"), ("Assignments!A4", "Bay Schools"), sheets=base)
    ben, eve = base, good()
    some = [sent_back(tmp_path, f"{n}.xlsx", one) for n, one in enumerate((ann, ben, eve))]
    merge(some[:2]).save(tmp_path / "two.xlsx")
    found = merge([tmp_path / "two.xlsx", some[2]])
    assert (
        at_issue(found)
        == at_issue(merge(some))
        == {("Partners", "Bay Schools", "Name", frozenset(["Bay Schools", "Harbor Schools"]))}
    )
    assert len(rows(found.partnership, "Partners")) == 3
    assert len(rows(found.partnership, "Assignments")) == 4


def test_the_page_on_merging_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "merging.md").read_text(encoding="utf-8")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile(code, "merging.md", "exec"), {})
    (commands,) = re.findall(r"```bash\n(.*?)```", page, re.DOTALL)
    told = [run(*shlex.split(line)[1:]) for line in commands.splitlines()]
    assert [done.status for done in told] == [1, 1]
    found = merge(["ann.xlsx", "ben.xlsx"], base="sent.xlsx")
    assert [(one.column, len(one.claims)) for one in found.conflicts] == [("FTE", 2)]
    assert [(one.column, one.files) for one in found.taken] == [("Web address", ("ann.xlsx",))]
