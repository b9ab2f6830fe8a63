"""A fresh workbook takes over the data of a file, whole or after telling what it leaves."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from tests.cli.running import run
from tests.generate import Sheets, good, put, scrambled, workbook, write_csv, write_xlsx
from tests.small_files import files, partnership_of, read_sheets

from backbone_kg import Partnership, __version__, read, validate, write
from backbone_kg.knowledge import standard_ontology
from backbone_kg.writing import lower, renewed_workbook

# The sheets of the templates of earlier versions, whose columns were added one after the other.
FIRST = {
    "Partnership": "Name Community Framework As_of Listing Backbone_structure Web_address Notes",
    "Partners": "Name Type Identifier FTE_available Backbone Anchor_entity Fiscal_agent "
    "Steering_committee Joined Left Notes",
    "Roles": "Role Wanted Holders_needed FTE_needed Notes",
    "Assignments": "Partner Role Part FTE From To Evidence",
}
IDENTIFIED = FIRST | {
    "Partnership": FIRST["Partnership"].replace("Notes", "Identifier Notes"),
}
COSTED = FIRST | {
    "Partnership": IDENTIFIED["Partnership"].replace("Notes", "Currency Notes"),
    "Partners": FIRST["Partners"].replace("Backbone", "Cost_per_FTE Backbone"),
}
NAMED = COSTED | {
    "Partners": COSTED["Partners"].replace("Left", "Also_known_as Left"),
}
TEMPLATES = {"first": FIRST, "identified": IDENTIFIED, "costed": COSTED, "named": NAMED}


def in_template(template: dict[str, str], sheets: Sheets) -> Sheets:
    """Return a file with the headings of a template; columns that it lacks are left away."""
    found: Sheets = {}
    for name, headings in template.items():
        titles = [heading.replace("_", " ") for heading in headings.split()]
        given_titles, *rows = sheets.get(name, [[]])
        of_row = [dict(zip(given_titles, row, strict=False)) for row in rows]
        found[name] = [[*titles], *([row.get(title) for title in titles] for row in of_row)]
    return found


def renewed(data: Partnership, folder: Path, *, framework: str = "") -> Partnership:
    chosen = standard_ontology().framework(framework) if framework else None
    path = folder / "renewed.xlsx"
    path.write_bytes(renewed_workbook(data, chosen)[0])
    return read(path)


def findings(data: Partnership) -> list[tuple[str, str]]:
    return [(one.code, one.value) for one in validate(data) if one.code != "example-row"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_file_of_an_earlier_template_is_read_and_taken_over(
    template: str, tmp_path: Path
) -> None:
    wrong = put(put(good(), "Partners!C3", "half a day"), "Assignments!A4", "Harbor Shools")
    for sheets in (good(), wrong):
        old = read_sheets(in_template(TEMPLATES[template], sheets))
        assert findings(old) == findings(read_sheets(sheets))
        assert set(renewed(old, tmp_path).graph) == set(old.graph)


@settings(max_examples=15)
@given(files())
def test_nothing_of_any_file_is_lost(
    tmp_path_factory: pytest.TempPathFactory, sheets: Sheets
) -> None:
    old = read_sheets(sheets)
    again = renewed(old, tmp_path_factory.mktemp("renewed"))
    assert set(again.graph) == set(old.graph)


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_what_cannot_be_understood_stays_in_its_cell(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("renewed")
    old = read(write_csv(folder / "old", scrambled(seed)))
    if not old.is_foreign:
        again = renewed(old, folder)
        rows = [{t.sheet.name: t.rows for t in lower(one) if t.rows} for one in (old, again)]
        assert rows[0] == rows[1]


@pytest.mark.parametrize("name", ["old.ttl", "old.jsonld", "old", "old.xlsx"])
def test_any_format_can_be_taken_over(name: str, tmp_path: Path) -> None:
    first = partnership_of(("Harbor Schools", "Build trust", 0.5), as_of="2025-09")
    write(first, tmp_path / name)
    done = run("new", tmp_path / "out.xlsx", "--from", tmp_path / name)
    assert (done.status, done.err) == (0, "")
    assert set(read(tmp_path / "out.xlsx").graph) == set(first.graph)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "Read me"


def test_what_has_no_place_is_told_one_by_one_and_left_out_only_when_asked_to(
    tmp_path: Path,
) -> None:
    sheets = put(put(good(), "Partners!G1", "Favorite color"), "Partners!G2", "blue")
    sheets = put({**sheets, "Contacts": [["Name"], ["Ann"]]}, "Partners!A6", "Note: ask Ann again")
    sheets["Roles"] = [["Our roles, spring 2024"], ["Role", "Wanted"], ["Build trust", "yes"]]
    book = workbook(sheets)
    book["Partners"]["C3"].comment = Comment("Ben says 0.8", "Ann")
    book.save(tmp_path / "old.xlsx")
    out = tmp_path / "out.xlsx"
    refused = run("new", out, "--from", tmp_path / "old.xlsx")
    assert refused.status == 2
    for told in (
        "The sheet “Contacts” is not part of the data file.",
        "Partners!A6: the row “Note: ask Ann again”.",
        "Partners!C3: the comment “Ben says 0.8”.",
        "Roles!A1: the row “Our roles, spring 2024” above the headings.",
        "--leave-out",
    ):
        assert told in refused.err
    assert not out.exists()
    done = run("new", out, "--from", tmp_path / "old.xlsx", "--leave-out")
    assert done.status == 0
    assert done.err.count("Left out: ") == 4
    rows = openpyxl.load_workbook(out)["Partners"].iter_rows(values_only=True)
    titles, first = next(rows), next(rows)
    assert dict(zip(titles, first, strict=True))["Favorite color"] == "blue"


def test_comments_of_the_program_itself_are_no_loss(tmp_path: Path) -> None:
    assert run("new", tmp_path / "a.xlsx").status == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for cell in book["Partners"][1]:
        assert cell.comment is not None
        cell.comment.author = "Author"  # as some programs save it
    book.save(tmp_path / "a.xlsx")
    assert run("new", tmp_path / "b.xlsx", "--from", tmp_path / "a.xlsx").status == 0


def test_under_another_framework_each_role_that_it_lacks_is_told_and_kept(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "old.xlsx", good())
    done = run(
        *("new", tmp_path / "out.xlsx", "--from", tmp_path / "old.xlsx"),
        *("--framework", "strivetogether"),
    )
    assert done.status == 0
    title = standard_ontology().framework("strivetogether").title
    assert done.err.splitlines() == [
        f"“{role}” is no role of “{title}”: it is kept as a role of your own."
        for role in ("Build trust", "Advance policy", "Mobilize resources")
    ]
    data = read(tmp_path / "out.xlsx")
    assert {code for code, _ in findings(data)} == {"roles-of-another-framework"}
    before, after = (
        next(table for table in lower(one) if table.sheet.name == "Assignments").rows
        for one in (read(tmp_path / "old.xlsx"), data)
    )
    assert before == after


def test_what_the_template_of_an_earlier_version_lacks_is_named(tmp_path: Path) -> None:
    write(partnership_of(("Harbor Schools", "Build trust")), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    (mark,) = (
        cell for row in book["Lists"] for cell in row if cell.value == f"backbone-kg {__version__}"
    )
    assert book["Partners"]["L1"].value == "Also known as"
    book["Partners"].delete_cols(12)
    told = {}
    for version in (__version__, "0.0.9"):
        mark.value = f"backbone-kg {version}"
        book.save(tmp_path / "a.xlsx")
        found = validate(read(tmp_path / "a.xlsx"))
        told[version] = [one.message for one in found if "template" in one.code]
    assert told[__version__] == []
    (said,) = told["0.0.9"]
    assert "Its template lacks “Also known as” (Partners);" in said
