"""What figures rest on: no fact where nothing is known, and what is short only where it is."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from tests.generate import Cell, good, put
from tests.small_files import MONEY, POLICY, TRUST, Row, file_of, partnership_of, read_sheets

from backbone_kg import Analysis, analyze, read, write
from backbone_kg.analysis import Basis, RoleCoverage
from backbone_kg.showing.analysis_text import as_text
from backbone_kg.showing.caveats import caveats
from backbone_kg.writing import unconvertible


def role(analysis: Analysis, label: str) -> RoleCoverage:
    (found,) = [role for role in analysis.roles if role.label == label]
    return found


# --- what a role is short of --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "needed", "wanted", "short", "at_most"),
    [
        ([("A", TRUST, 0.1)], 2, None, 1.9, False),
        ([("A", TRUST, 0.1), ("B", TRUST, 0.2)], 0.3, None, 0, False),
        ([("A", TRUST, 1), ("B", TRUST, 1)], 1, None, 0, False),
        ([("A", TRUST, 0.5), ("B", TRUST)], 2, None, 1.5, True),
        ([("A", TRUST)], 2, None, 2, True),
        ([], 2, None, 2, False),
        ([], 2, "unknown", 2, True),
        ([("A", TRUST, 0.1)], None, None, None, False),
        ([("A", TRUST, 0.1)], 2, "not ours", None, False),
    ],
)
def test_fte_short_is_what_is_needed_less_what_is_given(
    rows: list[Row], needed: float | None, wanted: str | None, short: float | None, at_most: bool
) -> None:
    analysis = analyze(partnership_of(*rows, roles=[(TRUST, wanted, None, needed)]))
    trust = role(analysis, TRUST)
    assert (trust.fte_short, trust.fte_short_at_most) == (short, at_most)
    told = [figure.value for figure in analysis.figures if figure.metric == "fte-short"]
    assert told == ([] if short is None or at_most else [short])


def test_a_role_tells_how_many_lead_it() -> None:
    rows = [("A", TRUST, None, None, None, "lead"), ("B", TRUST, None, None, None, "lead")]
    rows += [("A", POLICY, None, None, None, "support")]
    analysis = analyze(partnership_of(*rows))
    assert [role(analysis, label).leads for label in (TRUST, POLICY, MONEY)] == [2, 0, 0]


def test_what_roles_are_short_of_adds_up_and_is_at_most_that_while_a_holder_gives_none() -> None:
    rows = [("A", TRUST, 0.1), ("A", POLICY, 0.3), ("B", MONEY, 0.5)]
    needs = [(TRUST, None, None, 0.3), (POLICY, None, None, 0.4), (MONEY, None, None, 0.5)]
    found = analyze(partnership_of(*rows, roles=needs)).staffing
    assert found is not None
    assert (found.roles_with_need, found.fte_short) == (3, Decimal("0.3"))
    assert not found.fte_short_at_most
    silent = [*rows, ("B", TRUST)]
    open_end = analyze(partnership_of(*silent, roles=needs)).staffing
    assert open_end is not None
    assert (open_end.fte_short, open_end.fte_short_at_most) == (Decimal("0.3"), True)
    # Who lacks nothing by what is known lacks nothing by more.
    enough = analyze(partnership_of(("A", TRUST, 1), ("B", TRUST), roles=needs[:1])).staffing
    assert enough is not None
    assert (enough.fte_short, enough.fte_short_at_most) == (Decimal(0), False)


def test_of_a_partial_listing_what_is_short_is_at_most_that() -> None:
    needs = [(TRUST, None, None, 2)]
    partial = analyze(partnership_of(("A", TRUST, 0.5), roles=needs, listing="partial"))
    assert (role(partial, TRUST).fte_short, role(partial, TRUST).fte_short_at_most) == (1.5, True)


def part(partner: str, label: str, part: str | None) -> Row:
    return (partner, label, None, None, None, part)


def test_who_leads_is_told_of_held_roles_where_parts_are_told() -> None:
    rows = [part("A", TRUST, "support"), part("B", TRUST, "support"), part("A", POLICY, "lead")]
    rows += [part("B", POLICY, "lead"), part("A", MONEY, "support"), part("B", MONEY, None)]
    analysis = analyze(partnership_of(*rows))
    found = analysis.staffing
    assert found is not None
    assert (found.without_lead, found.lead_not_told) == ((TRUST,), (MONEY,))
    assert found.several_leads == (POLICY,)
    told = {figure.metric: figure for figure in analysis.figures}
    none, several = told["roles-without-lead"], told["roles-with-several-leads"]
    assert (none.count, none.of, none.at_least) == (1, 3, True)
    assert (several.count, several.of) == (1, 3)


def test_where_no_part_is_told_nobody_knows_who_leads() -> None:
    analysis = analyze(partnership_of(("A", TRUST), ("B", POLICY)))
    found = analysis.staffing
    assert found is not None
    assert not found.parts_used
    assert (found.without_lead, found.lead_not_told) == ((), (TRUST, POLICY))
    assert not any("lead" in figure.metric for figure in analysis.figures)
    assert "so who leads is not known." in as_text(analysis)


# --- what cannot be known -----------------------------------------------------------------------


def test_assignments_without_from_count_and_are_told() -> None:
    rows = [("A", TRUST), ("B", POLICY), ("C", MONEY, None, "2016")]
    partnership = partnership_of(*rows, as_of="2023", listing="partial")
    analysis = analyze(partnership)
    assert sum(bool(role.holders) for role in analysis.roles) == 3
    assert (analysis.basis.counted, analysis.basis.without_begin) == (3, 2)
    assert caveats(analysis) == (
        "2 of 3 assignments have no From; they count whenever their partner is a member.",
    )
    before = analyze(partnership, as_of="1990")
    assert (before.basis.before_known, before.coverage.covered, before.figures) == (True, None, ())
    assert caveats(before) == (
        "Nothing in this file is known for 1990-12-31: it begins with 2016-01-01.",
    )


def test_of_a_file_none_of_whose_rows_could_be_read_no_figure_is_given() -> None:
    rows = [("Lak Staff", "Buidl trsut"), ("Lake Skools", "Polcy")]
    analysis = analyze(partnership_of(*rows, partners=[("Lake Staff",), ("Lake Schools",)]))
    assert (analysis.basis.assignments, analysis.basis.assignments_not_read) == (2, 2)
    assert analysis.basis.nothing_known
    assert (analysis.coverage.covered, analysis.figures, analysis.unfilled) == (None, (), ())
    (first,) = caveats(analysis)
    assert first.startswith("2 of 2 assignments could not be read")
    assert "backbone-kg validate" in first


def test_cells_that_could_not_be_read_are_told_before_any_figure() -> None:
    sheets = put(put(good(), "Assignments!D2", "half a day"), "Partners!C3", "two")
    sheets["Roles"] = [["Role", "Wanted", "Holders needed"]]
    sheets["Roles"] += [["Build trust", "yes", "three"], ["Advance policy", "maybe", None]]
    analysis = analyze(read_sheets(sheets))
    assert analysis.basis.cells_not_read == 4
    text = " ".join(as_text(analysis).split())
    assert text.index("4 cells could not be read") < text.index("roles have the holders")


@pytest.mark.parametrize("needed", [-1, 0, 1001, "0.5"])
def test_a_number_that_cannot_be_meant_is_told_before_any_figure(needed: Cell) -> None:
    rows, roles = [("A", TRUST), ("B", TRUST)], [(TRUST, None, needed)]
    analysis = analyze(partnership_of(*rows, roles=roles))
    assert role(analysis, TRUST).holders_needed == 1
    assert caveats(analysis)[0].startswith("1 cell could not be read")
    assert analyze(partnership_of(*rows, roles=[(TRUST, None, 1000)])).basis.cells_not_read == 0


@pytest.mark.parametrize("as_of", ["0001", "9999"])
def test_a_date_that_cannot_be_meant_is_not_used(as_of: str) -> None:
    analysis = analyze(partnership_of(("A", TRUST), as_of=as_of))
    assert (analysis.as_of_basis, analysis.basis.cells_not_read) == ("today", 1)


@pytest.mark.parametrize(
    "rows",
    [[], [("A", TRUST, 0)], [("A", TRUST, 0.5), ("A", POLICY)], [("A", TRUST, None, "2099")]],
)
@pytest.mark.parametrize("available", [None, 0])
def test_degenerate_files_have_sensible_words(rows: list[Row], available: int | None) -> None:
    for listing in ("complete", "partial"):
        for partners in ([("A", available)], []):
            sheets = file_of(*rows, partners=partners, listing=listing, as_of="2023")
            text = as_text(analyze(read_sheets(sheets)))
            assert not re.search(r"\b(None|nan|inf)\b", text)
            fte = available is not None and any(row[2:3] != (None,) for row in rows)
            assert fte or "by the FTE that is given" not in text


@pytest.mark.parametrize("date", ["0001", "1900-01-01", "9999"])
def test_the_first_and_the_last_of_days_can_be_asked_for(date: str) -> None:
    assert analyze(partnership_of(("A", TRUST, 1, "2019", "9999")), as_of=date).basis != Basis()


# --- partners that are likely one ----------------------------------------------------------------


def test_figures_of_partners_that_are_likely_one_say_so_first_while_both_are_there() -> None:
    analysis = analyze(partnership_of(("Mill Fund", TRUST), ("Mill Fund, Inc.", TRUST)))
    (pair,) = analysis.basis.likely_one
    assert (pair.first, pair.second, pair.roles_of_both) == ("Mill Fund", "Mill Fund, Inc.", 1)
    (said,) = [one for one in caveats(analysis) if "likely one" in one]
    assert said in " ".join(as_text(analysis).split())
    assert (
        analyze(partnership_of(("Mill Fund", TRUST), ("Hill Fund", TRUST))).basis.likely_one == ()
    )


# --- rows that no record could be made of --------------------------------------------------------


def test_rows_above_the_headings_are_assignments_that_were_not_read() -> None:
    sheets = good()
    headings, *rows = sheets["Assignments"]
    whole = analyze(read_sheets(sheets))
    sheets["Assignments"] = [*rows[:3], headings, *rows[3:]]
    analysis = analyze(read_sheets(sheets))
    basis = analysis.basis
    assert (basis.assignments, basis.assignments_not_read) == (whole.basis.assignments, 3)
    assert caveats(analysis)[0].startswith(f"3 of {basis.assignments} assignments could not be")
    assert "unfilled" not in {role.state for role in analysis.roles}


def test_a_sheet_of_assignments_without_headings_is_no_ground_for_a_figure() -> None:
    sheets = good()
    del sheets["Assignments"][0]
    assert analyze(read_sheets(sheets)).basis.nothing_known


def test_assignments_on_a_sheet_of_another_name_are_not_read_and_not_missing() -> None:
    sheets = good()
    sheets["Asignments"] = sheets.pop("Assignments")
    data = read_sheets(sheets)
    assert analyze(data).basis.nothing_known
    assert any("“Asignments” was not read" in said for said in unconvertible(data))


def test_cells_of_other_sheets_that_were_not_read_are_told() -> None:
    sheets = good()
    headings, first, *rows = sheets["Partners"]
    sheets["Partners"] = [first, headings, *rows]
    filled = sum(cell is not None for cell in first)
    assert analyze(read_sheets(sheets)).basis.cells_not_read == filled


@pytest.mark.parametrize("name", ["assignments ", "Assignments 2024", "Sheet1"])
def test_assignments_on_a_second_sheet_count_as_not_read(name: str) -> None:
    sheets = good()
    sheets[name] = [["Partner", "Role"], ["Youth Alliance", "Build trust"], ["A", "B"]]
    data = read_sheets(sheets)
    analysis = analyze(data)
    assert (analysis.basis.assignments, analysis.basis.assignments_not_read) == (6, 2)
    assert caveats(analysis)[0].startswith("2 of 6 assignments could not be read")
    assert "unfilled" not in {role.state for role in analysis.roles}
    assert any(f"“{name}”" in said for said in unconvertible(data))


def test_partners_on_a_second_sheet_are_cells_that_were_not_read() -> None:
    sheets = good()
    sheets["Old"] = [["Name", "Type", "Left"], ["Elm Clinic", "Funder", 2020], [], ["B"]]
    assert analyze(read_sheets(sheets)).basis.cells_not_read == 4


def test_a_copy_of_what_was_read_and_lists_of_ones_own_take_nothing_from_the_figures() -> None:
    sheets = good()
    sheets["Copy of it"] = [*sheets["Assignments"]]
    sheets["Phone list"] = [["Name", "Phone", "Notes"], ["Elm Clinic", "555-0100", "ask first"]]
    basis = analyze(read_sheets(sheets)).basis
    assert (basis.assignments_not_read, basis.cells_not_read) == (0, 0)


# --- RDF whose things have no known class ---------------------------------------------------------


@pytest.mark.parametrize(("written", "meant"), [("ttl", "Asignment"), ("jsonld", "typ")])
def test_what_a_misspelled_class_loses_is_said_before_every_figure(
    written: str, meant: str, tmp_path: Path
) -> None:
    path = tmp_path / f"river.{written}"
    write(partnership_of(("A", TRUST), ("B", TRUST)), path)
    text = path.read_text(encoding="utf-8")
    if written == "ttl":
        text = text.replace("a bkg:Assignment", f"a bkg:{meant}")
    else:
        text = text.replace('"type": "Assignment"', f'"{meant}": "Assignment"')
    path.write_text(text, encoding="utf-8")
    basis = analyze(read(path)).basis
    assert (basis.assignments, basis.assignments_not_read) == (2, 2)
    assert basis.nothing_known
