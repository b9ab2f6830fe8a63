"""What people really type into a cell: read with a note where that is safe, else asked about.

Each line is one mistake in a file that is right. It makes one finding, at its cell, whose words
hold what is listed; no suggestion, followed, loses or falsifies anything.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.generate import Cell, Sheets, good, put, write_csv

from backbone_kg import Finding, Findings, read, validate
from backbone_kg.knowledge import standard_ontology

CHOOSABLE = {
    *(kind.label for kind in standard_ontology().organization_types),
    *(role.label for _, role in standard_ontology().framework("mathematica").roles),
}


def found(tmp_path: Path, sheets: Sheets) -> Findings:
    return validate(read(write_csv(tmp_path / "data", sheets)), engine="shacl")


def only(findings: Findings) -> Finding:
    (finding,) = findings
    return finding


READ = [
    # place, what is typed, as what it is read
    ("Assignments!C3", "S", "support"),
    ("Assignments!C3", "Lead agency", "lead"),
    ("Assignments!C3", "co-lead", "lead"),
    ("Assignments!D3", "25 %", "0.25"),
    ("Assignments!E3", "4/28/2019", "2019-04-28"),
    ("Assignments!E3", "since 2018", "2018"),
    ("Assignments!F3", "ongoing", "not ended"),
    ("Assignments!F3", "to date", "not ended"),
    ("Partners!D4", "✓", "yes"),
    ("Partners!D4", "●", "yes"),
    ("Partners!D4", "x", "yes"),
    ("Partnership!E2", "incomplete", "partial"),
    ("Assignments!A4", "The Harbor Schools", "Harbor Schools"),
    ("Assignments!A4", "Harbor Schools, Inc.", "Harbor Schools"),
    ("Assignments!A3", "ditto", "Riverside Foundation"),
    ("Assignments!A3", '"', "Riverside Foundation"),
    ("Partners!A1", "Agency", "Name"),
    ("Partners!B1", "Sector", "Type"),
    ("Assignments!A1", "Partner organization", "Partner"),
    ("Assignments!B1", "Responsibilities", "Role"),
    ("Assignments!E1", "Start date", "From"),
]


@pytest.mark.parametrize(("place", "typed", "read_as"), READ)
def test_what_can_mean_one_thing_only_is_read_and_told(
    place: str, typed: str, read_as: str, tmp_path: Path
) -> None:
    finding = only(found(tmp_path, put(good(), place, typed)))
    assert (finding.severity, finding.place) == ("info", place)
    assert typed in finding.message
    assert read_as in finding.message


ASKED = [
    # place, what is typed, code, what is said, what is not
    (
        "Assignments!B3",
        "Build trust; Resolve conflict",
        "several-values",
        ["two roles", "“Build trust” and “Resolve conflict”", "one row for each", "Divide"],
        ["Did you mean"],
    ),
    (
        "Assignments!B3",
        "Convene partners and bridge divisions and Build trust",
        "several-values",
        ["“Convene partners and bridge divisions” and “Build trust”"],
        ["Did you mean"],
    ),
    (
        "Assignments!B3",
        "Build trust\nResolve conflict\nCultivate champions",
        "several-values",
        ["three roles"],
        ["Did you mean"],
    ),
    (
        "Assignments!B3",
        "Build trust / make coffee",
        "several-values",
        ["“make coffee” is not known"],
        ["Did you mean"],
    ),
    (
        "Assignments!B3",
        "Build trust (lead), Advance policy (support)",
        "several-values",
        ["“Build trust (lead)” and “Advance policy (support)”"],
        ["Did you mean"],
    ),
    ("Assignments!B3", "fundraising, facilitation", "several-values", ["two roles"], ["mean"]),
    ("Assignments!B3", "Policy and advocacy", "unknown-role", ["“Advance policy”"], []),
    (
        "Assignments!A3",
        "Harbor Schools & Youth Alliance",
        "several-values",
        ["two partners", "one row for each"],
        ["Did you mean"],
    ),
    (
        "Partners!B4",
        "Local foundation / Employer",
        "several-values",
        ["Choose one", "Keep the others"],
        ["row for each"],
    ),
    ("Assignments!C3", "lead/support", "several-values", ["“lead” and “support”"], []),
    ("Assignments!C3", "R", "not-in-list", ["“lead” or “support”"], []),
    ("Assignments!C3", "Consulted", "not-in-list", ["holds no role"], ["Did you mean"]),
    ("Partnership!E2", "draft", "not-in-list", ["“partial”", "no evidence"], []),
    ("Assignments!D3", "10 hours a week", "time-share", ["0.25", "40 hours"], ["mean 10"]),
    ("Assignments!D3", "1 day/wk", "time-share", ["0.2", "5 days"], ["mean 1"]),
    ("Assignments!D3", "0.5-1", "number-range", ["0.5", "from 0.5 to 1"], ["Did you mean"]),
    ("Assignments!D3", "75", "implausible-fte", ["75 full-time people", "write 0.75"], []),
    ("Partners!C3", "80", "implausible-fte", ["80 full-time people", "write 0.8"], []),
    ("Assignments!E3", "2018-19", "vague-date", ["begins in 2018", "ends in 2019"], []),
    ("Assignments!E3", "SY 2018/19", "vague-date", ["the school year 2018-19", "2018 at"], []),
    ("Assignments!F3", "2018–19", "vague-date", ["2019 at the latest"], ["2018 at"]),
    ("Assignments!E3", "Spring 2019", "vague-date", ["2019-03 at the earliest", "May"], []),
    ("Assignments!F3", "Spring 2019", "vague-date", ["2019-05 at the latest"], ["2019-03"]),
    ("Assignments!E3", "Q2 2019", "vague-date", ["April to June 2019"], []),
    ("Assignments!E3", "FY20", "vague-date", ["fiscal year"], ["Did you mean"]),
    ("Assignments!E3", "circa 2017", "vague-date", ["2017 or a time near it"], []),
    ("Assignments!E3", "2016 to 2019", "two-dates", ["2016 in “From” and 2019 in “To”"], []),
    ("Assignments!F3", "2016–present", "two-dates", ["2016 in “From”", "leave “To” blank"], []),
    ("Assignments!E3", "before 2015", "vague-date", ["before 2015", "leave it blank"], ["“To”"]),
    ("Assignments!F3", "by 2020", "vague-date", ["up to 2020"], ["blank", "2020 in"]),
    ("Assignments!F3", "2nd half of 2020", "vague-date", ["2020-12 at the latest"], []),
    ("Assignments!E3", "May 2019 (approx.)", "vague-date", ["May 2019 or a time near"], []),
    ("Assignments!E3", "June", "date-without-year", ["year"], ["Did you mean"]),
    ("Assignments!E3", "5/6/19", "ambiguous-date", ["2019-06-05 or 2019-05-06"], []),
    ("Assignments!F5", "2025-06-31", "impossible-date", ["2025-06-30"], []),
    ("Assignments!E3", "12019", "impossible-date", [], ["Did you mean"]),
    ("Assignments!E3", "43586", "not-a-date", ["2019-05-01"], []),
    ("Assignments!E3", "ongoing", "not-a-date", [], ["leave it blank", "Leave it blank"]),
    ("Partners!B4", "High school", "unknown-type", ["K-12 school district"], []),
    ("Partners!B4", "Council", "unknown-type", ["Steering committee"], []),
    ("Partners!B4", "Clinic", "unknown-type", ["Direct service provider"], []),
    ("Partners!B4", "501c3", "unknown-type", ["legal form", "Other stakeholder"], []),
    ("Partners!B4", "Qwertz", "unknown-type", ["Other stakeholder"], ["Did you mean"]),
    ("Assignments!B3", "Grant writing", "unknown-role", ["Mobilize resources"], []),
    ("Assignments!B3", "Handle communications", "unknown-role", ["Craft resonant"], []),
    ("Assignments!B3", "Fiscal sponsor", "unknown-role", ["sheet “Partners”"], []),
    (
        "Assignments!B3",
        "Manage relationships",
        "unknown-role",
        ["is a function", "Build trust", "Develop strong ties"],
        [],
    ),
    (
        "Assignments!B3",
        "1) Build trust 2) Advance policy",
        "several-values",
        ["“Build trust” and “Advance policy”"],
        ["Did you mean"],
    ),
    ("Assignments!A3", "RF", "unknown-partner", ["Did you mean “Riverside Foundation”?"], []),
    ("Assignments!A3", "", "missing-value", ["If it is “Riverside Foundation” as above"], []),
    ("Assignments!G1", "Mascot", "unknown-heading", ["Leave it"], ["elete"]),
    ("Assignments!G1", "Proofs", "unknown-heading", ["“Evidence”", "leave it"], ["elete"]),
    ("Partners!F1", "Untill", "unknown-heading", ["“Left”"], []),
]


@pytest.mark.parametrize(("place", "typed", "code", "said", "unsaid"), ASKED)
def test_what_can_mean_several_things_is_asked_about(
    place: str, typed: str, code: str, said: list[str], unsaid: list[str], tmp_path: Path
) -> None:
    finding = only(found(tmp_path, put(good(), place, typed)))
    assert (finding.code, finding.place) == (code, place)
    assert finding.severity in {"error", "warning"}
    words = f"{finding.message} {finding.remedy}"
    assert [part for part in said if part not in words] == []
    assert [part for part in unsaid if part in words] == []


@pytest.mark.parametrize("typed", [typed for p, typed, *_ in ASKED if p in {"Partners!B4"}])
def test_a_kind_that_is_offered_can_be_chosen(typed: str, tmp_path: Path) -> None:
    finding = only(found(tmp_path, put(good(), "Partners!B4", typed)))
    _, _, offered = finding.remedy.partition("It may be ")
    assert set(offered.split(". ")[0].split("“")[1:]) <= {
        part for name in CHOOSABLE for part in (f"{name}”", f"{name}”, ", f"{name}” or ")
    }


def test_in_a_column_of_school_years_a_month_that_can_be_one_is_asked_about(
    tmp_path: Path,
) -> None:
    alone = found(tmp_path, put(good(), "Assignments!E3", "2011-12"))
    assert list(alone) == []
    sheets = put(put(good(), "Assignments!E3", "2011-12"), "Assignments!E4", "2018-19")
    assert [(item.code, item.place) for item in found(tmp_path, sheets)] == [
        ("vague-date", "Assignments!E3"),
        ("vague-date", "Assignments!E4"),
    ]


# --- rows that are no data -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "row", "code"),
    [
        ("Partners", ["SCHOOLS AND COLLEGES"], "section-row"),
        ("Partners", ["Funders:"], "section-row"),
        ("Partners", ["Community partners"], "section-row"),
        ("Partners", ["* joined in the second year"], "note-row"),
        ("Partners", ["Total", None, 3.5], "total-row"),
        ("Partners", ["Name", "Type", "FTE available"], "repeated-heading"),
        ("Assignments", ["Grand total", None, None, 1.45], "total-row"),
        ("Assignments", ["Note: as agreed in May"], "note-row"),
        ("Assignments", [None, None, "Total", 1.45], "total-row"),
    ],
)
def test_a_row_that_is_no_data_is_left_out_and_told(
    sheet: str, row: list[Cell], code: str, tmp_path: Path
) -> None:
    sheets = good()
    sheets[sheet].insert(2, row)
    findings = found(tmp_path, sheets)
    assert [(item.code, item.row) for item in findings] == [(code, 3)]
    assert findings.facts == {"partners": 3, "roles": 0, "assignments": 4}


@pytest.mark.parametrize("name", ["YMCA", "Totally Kids", "Notre Dame School", "Harbor Library"])
def test_a_partner_whose_row_is_not_filled_in_is_never_left_out(name: str, tmp_path: Path) -> None:
    sheets = good()
    sheets["Partners"].insert(2, [name])
    findings = found(tmp_path, sheets)
    assert [(item.code, item.place) for item in findings] == [("missing-value", "Partners!B3")]
    assert findings.facts["partners"] == 4


def test_nor_is_a_partner_in_capitals_that_holds_a_role(tmp_path: Path) -> None:
    sheets = good()
    sheets["Partners"].append(["RIVER VALLEY LIBRARY"])
    sheets["Assignments"].append(["RIVER VALLEY LIBRARY", "Resolve conflict"])
    assert [item.code for item in found(tmp_path, sheets)] == ["missing-value"]


# --- headings ------------------------------------------------------------------------------------


def test_a_heading_in_other_words_does_not_take_the_place_of_the_right_one(tmp_path: Path) -> None:
    sheets = put(good(), "Partners!G1", "Organization")
    finding = only(found(tmp_path, sheets))
    assert (finding.code, finding.place) == ("unknown-heading", "Partners!G1")


def test_one_wrong_heading_is_one_finding_on_no_other_sheet(tmp_path: Path) -> None:
    finding = only(found(tmp_path, put(good(), "Partners!A1", "Wer")))
    assert (finding.code, finding.place) == ("missing-heading", "Partners!A1")
    assert "write “Name” as its heading" in finding.remedy


def test_hours_are_never_read_as_staff(tmp_path: Path) -> None:
    codes = {item.code for item in found(tmp_path, put(good(), "Assignments!D1", "Hours"))}
    assert codes == {"unknown-heading"}


# --- what was read as what, cell by cell ---------------------------------------------------------


def test_each_cell_that_was_read_as_something_else_is_listed(tmp_path: Path) -> None:
    sheets = good()
    for row, typed in zip((1, 2, 3), ("funder", "CBO", "Backbone"), strict=True):
        sheets["Partners"][row][1] = typed
    finding = only(found(tmp_path, sheets))
    assert finding.message == (
        "“funder” was read as “Funder”. Likewise “CBO” as “Community-based organization” and "
        "“Backbone” as “Backbone organization”. In all 3 cells."
    )
    assert finding.to_dict()["cells"] == [
        {"cell": "B2", "value": "funder", "read_as": "Funder"},
        {"cell": "B3", "value": "CBO", "read_as": "Community-based organization"},
        {"cell": "B4", "value": "Backbone", "read_as": "Backbone organization"},
    ]


# --- nothing is dropped without a word -----------------------------------------------------------


def test_a_title_above_the_headings_is_no_data(tmp_path: Path) -> None:
    sheets = good()
    sheets["Assignments"][:0] = [["Who does what"], ["Prepared by", "Jane"], []]
    assert only(found(tmp_path, sheets)).code == "heading-row-moved"


def test_a_role_of_the_partnership_may_have_a_very_long_name(tmp_path: Path) -> None:
    """On the sheet Roles most names stand alone in their row; a remark is a sentence there."""
    long, remark = "Very long name of a role " * 8, "This list was agreed on by all. " * 5
    sheets = good()
    sheets["Roles"] = [["Role", "Wanted"], [long, None], [remark, None]]
    sheets["Assignments"].append(["Harbor Schools", long, None, None, "2020", None, None])
    data = read(write_csv(tmp_path / "data", sheets))
    labels = [role.label for role in data.roster.roles]
    assert " ".join(long.split()) in labels
    assert not any("agreed on" in label for label in labels)
    assert not data.roster.not_read.assignments
