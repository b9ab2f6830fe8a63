"""Where a question of the library and the analysis answer the same, they say the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.generate import Cell, Sheets, good, put, random_sheets, with_mistakes, write_csv
from tests.sparql.asked import Graphs, Row, examples, one_example

from backbone_kg.analysis import analyze
from backbone_kg.analysis.results import Analysis, RoleState
from backbone_kg.model.partnership import Partnership
from backbone_kg.reading import read

MADE_UP = 30


def _leaving() -> Sheets:
    """Return a partnership with partners who come and go, and a partner twice in a role."""
    sheets = put(good(), "Partners!F2", "2024-02")
    sheets = put(sheets, "Partners!E3", "2025-10")
    sheets = put(sheets, "Assignments!A6", "Riverside Foundation")
    sheets = put(sheets, "Assignments!B6", "Build trust")
    sheets = put(sheets, "Assignments!C6", "support")
    return put(sheets, "Assignments!D6", 3)


def _of_functions() -> Sheets:
    """Return a partnership that goes by a framework of functions alone."""
    sheets = put(good(), "Partnership!C2", "FSG, July 2012")
    sheets = put(sheets, "Partnership!A2", "Of functions")
    for row, role in enumerate(("Advance policy", "Mobilize funding", "Build public will"), 2):
        sheets = put(sheets, f"Assignments!B{row}", role)
    return put(sheets, "Assignments!B5", "Mobilize funding")


def _mistaken(number: int, **cells: Cell) -> Sheets:
    """Return a partnership with mistakes in some cells, which are those of ``good``."""
    sheets = put(good(), "Partnership!A2", f"Mistaken {number}")
    sheets["Roles"] = [["Role", "Wanted", "Holders needed"], ["Build trust"], ["Run the fair"]]
    for place, value in cells.items():
        sheets = put(sheets, place.replace("_", "!"), value)
    return sheets


MISTAKEN: list[dict[str, Cell]] = [
    {"Partnership_E2": None},
    {"Partnership_E2": "maybe", "Roles_B2": "unknown"},
    {"Roles_C2": 0, "Roles_C3": "two"},
    {"Roles_C2": -1, "Roles_C3": "1.5"},
    {"Roles_C2": 99999, "Roles_B3": "perhaps"},
    {"Assignments_D2": "lots", "Assignments_D3": -2, "Assignments_D4": None},
    {"Assignments_D2": 20000, "Assignments_D4": None, "Assignments_D5": "1e3"},
    {"Assignments_D2": None, "Assignments_D3": None},
    {"Partners_C2": "some", "Partners_C3": -1, "Partners_C4": 20000, "Partners_D3": "perhaps"},
    {"Assignments_B2": "Nonsense", "Assignments_B5": "Nonsense", "Assignments_D5": 9},
    {"Assignments_B2": None, "Assignments_A3": "Nobody we know"},
    {"Partners_B2": "Fundation", "Partners_E2": "last spring", "Assignments_E4": "2021-02-30"},
]


def _graphs(files: list[Sheets]) -> Graphs:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / str(number) for number in range(len(files))]
        return Graphs(*(read(write_csv(*each)) for each in zip(paths, files, strict=True)))


@cache
def made_up() -> Graphs:
    return _graphs([_leaving(), _of_functions(), *map(random_sheets, range(MADE_UP))])


@cache
def mistaken() -> Graphs:
    """Return partnerships with what must be mended, in which some things cannot be understood."""
    chosen = (_mistaken(number, **cells) for number, cells in enumerate(MISTAKEN))
    at_random = (with_mistakes(random_sheets(seed), seed)[0] for seed in range(MADE_UP))
    return _graphs([*chosen, *at_random])


def analyses(graphs: Graphs, date: str | None) -> dict[tuple[str, str], Analysis]:
    """Return the analysis of each partnership by its name and the day."""
    found = (analyze(partnership, as_of=date) for partnership in graphs.partnerships)
    return {(analysis.partnership, analysis.as_of): analysis for analysis in found}


def with_framework(graphs: Graphs, date: str | None) -> dict[tuple[str, str], Analysis]:
    """Return the analyses of those whose framework is known: of others no roles are."""
    return {of: each for of, each in analyses(graphs, date).items() if each.framework}


def rows_of(rows: list[Row], of: tuple[str, str]) -> list[Row]:
    return [row[2:] for row in rows if row[:2] == of]


def number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 6):g}"


CASES = [
    ("examples", None),
    ("one example", "2021-02"),
    *[("made up", date) for date in ("2024-02", "2025-11")],
    ("with mistakes", "2025-11"),
]
each_case = pytest.mark.parametrize(("which", "date"), CASES)


def _case(which: str, date: str | None) -> tuple[Graphs, dict[str, str]]:
    graphs = {
        "examples": examples,
        "one example": one_example,
        "made up": made_up,
        "with mistakes": mistaken,
    }
    return graphs[which](), {} if date is None else {"date": date}


@each_case
def test_the_states_of_roles(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("role-states", **settings)
    for of, analysis in with_framework(graphs, date).items():
        assert rows_of(rows, of) == [
            (r.function, r.label, str(r.state), str(len(r.holders)), str(r.holders_needed))
            for r in analysis.roles
        ]


@each_case
def test_roles_without_a_holder(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("unfilled-roles", **settings)
    only = graphs.ask("unfilled-roles", state="unfilled", **settings)
    assert only == [row for row in rows if row[-1] == "unfilled"]
    for of, analysis in with_framework(graphs, date).items():
        without = {RoleState.UNFILLED, RoleState.NO_EVIDENCE}
        assert rows_of(rows, of) == [
            (r.function, r.label, str(r.state)) for r in analysis.roles if r.state in without
        ]


@each_case
def test_coverage(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    overall = graphs.ask("coverage", **settings)
    parts = graphs.ask("coverage-by-function", **settings)
    for of, analysis in with_framework(graphs, date).items():
        (row,) = rows_of(overall, of)
        assert row[:2] == (str(analysis.coverage.covered), str(analysis.coverage.wanted))
        share = analysis.coverage.share
        assert (row[2] == "") == (share is None)
        assert abs(float(row[2] or 0) - 100 * (share or 0)) <= 0.5
        assert [row[:3] for row in rows_of(parts, of)] == [
            (part.name, str(part.covered), str(part.wanted)) for part in analysis.functions
        ]


@each_case
def test_sole_holders(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("sole-holders", **settings)
    for of, analysis in with_framework(graphs, date).items():
        assert rows_of(rows, of) == sorted(
            (partner.name, role) for partner in analysis.partners for role in partner.sole_roles
        )


@each_case
def test_loads(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("partner-loads", **settings)
    over = graphs.ask("overloaded-partners", **settings)
    for of, analysis in analyses(graphs, date).items():
        assert [row[:4] for row in rows_of(rows, of)] == [
            (p.name, str(p.assignments), number(p.fte_assigned), number(p.fte_available))
            for p in analysis.partners
        ]
        complete = {p.name: p.fte_complete for p in analysis.partners}
        assert {row[0]: row[4] == "0" for row in rows_of(rows, of)} == complete
        assert [row[:4] for row in rows_of(over, of)] == sorted(
            (p.name, str(p.assignments), number(p.fte_assigned), number(p.fte_available))
            for p in analysis.overloaded
            if p.basis == "fte"
        )


@each_case
def test_shares_of_work(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("shares-of-work", **settings)
    for of, analysis in analyses(graphs, date).items():
        told = rows_of(rows, of)
        holders = [partner for partner in analysis.partners if partner.roles]
        assert [row[:3] for row in told] == [
            (p.name, str(p.assignments), str(len(analysis.holdings))) for p in holders
        ]
        for row, partner in zip(told, holders, strict=True):
            assert abs(float(row[3]) - 100 * partner.share) <= 0.5
            assert abs(float(row[4]) - 100 / len(analysis.partners)) <= 0.5


@each_case
def test_who_holds_what(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("who-holds-what", **settings)
    counts = graphs.ask("backbone-share", **settings)
    for of, analysis in with_framework(graphs, date).items():
        roles = {role.iri: role.label for role in analysis.roles}
        names = {partner.iri: partner.name for partner in analysis.partners}
        held = {(roles[one.role], names[one.partner]) for one in analysis.holdings}
        assert {row[:2] for row in rows_of(rows, of)} == held
        kinds = {partner.name: partner.type for partner in analysis.partners}
        assert all(row[2] == kinds[row[1]] for row in rows_of(rows, of))
        backbones = {p.name for p in analysis.partners if "backbone" in p.tasks}
        mine = sum(name in backbones for _, name in held)
        told = [row[:2] for row in rows_of(counts, of)]
        assert told == ([(str(mine), str(len(held)))] if held else [])


@each_case
def test_partners(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("partnerships", **settings)
    idle = graphs.ask("partners-without-a-role", **settings)
    for of, analysis in analyses(graphs, date).items():
        ((community, framework, listing, partners, assignments),) = rows_of(rows, of)
        assert (community, framework) == (analysis.community, analysis.framework)
        assert (listing == "complete") == (analysis.listing == "complete")
        assert partners == str(len(analysis.partners))
        assert assignments == str(len(analysis.holdings))
        assert rows_of(idle, of) == sorted(
            (partner.name, partner.type) for partner in analysis.partners if not partner.roles
        )


@each_case
def test_possible_holders(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("possible-holders", **settings)
    for of, analysis in with_framework(graphs, date).items():
        has = {partner.name: str(partner.assignments) for partner in analysis.partners}
        assert {(row[0], row[1], row[3]) for row in rows_of(rows, of)} == {
            (role.label, name, has[name])
            for role in analysis.roles
            if not role.holders and role.wanted
            for suggestion in role.suggestions
            for name in suggestion.partners
        }


@each_case
def test_holders_of_a_kind_that_no_source_suggests(which: str, date: str | None) -> None:
    graphs, settings = _case(which, date)
    rows = graphs.ask("holders-no-source-suggests", **settings)
    for of, analysis in with_framework(graphs, date).items():
        of_a_kind = {partner.name for partner in analysis.partners if partner.type}
        assert {row[:2] for row in rows_of(rows, of)} == {
            (role.label, holder)
            for role in analysis.roles
            if role.suggestions
            for holder in of_a_kind & {*role.holders}
            if not any(holder in suggestion.partners for suggestion in role.suggestions)
        }


@pytest.mark.parametrize(
    "day",
    [
        *("2023-02", "2024-02", "2000-02", "2100-02", "2025-01", "2025-04", "2025-06"),
        *("2025-09", "2025-11", "2025-12", "2025", "2025-03-07"),
    ],
)
def test_as_of_means_its_last_day(tmp_path: Path, day: str) -> None:
    partnership = _as_of(tmp_path, day)
    ((_, as_of, *_),) = Graphs(partnership).ask("partnerships")
    assert as_of == analyze(partnership).as_of


def _as_of(folder: Path, day: str) -> Partnership:
    return read(write_csv(folder / "data", put(good(), "Partnership!D2", day)))
