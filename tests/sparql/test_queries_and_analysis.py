"""Where a question of the library and the analysis answer the same, they say the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.generate import Cell, Sheets, good, put, random_sheets, with_mistakes, write_csv
from tests.sparql.asked import Graphs, Row, examples, graphs_of, one_example

from backbone_kg import Analysis, Partnership, analyze, read
from backbone_kg.analysis import FitVerdict, RoleState
from backbone_kg.sparql import find_query

MADE_UP = 20


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
    return graphs_of(**{str(number): one for number, one in enumerate(files)})


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


def told(
    which: str, date: str | None, name: str, *columns: str, **settings: str
) -> dict[tuple[str, str], list[Row]]:
    """Return some columns of the answer about every file, by partnership and day."""
    settings |= {"snapshots": "all"} | ({} if date is None else {"date": date})
    places = [[column.name for column in find_query(name).columns].index(one) for one in columns]
    found: dict[tuple[str, str], list[Row]] = {}
    for row in GRAPHS[which]().ask(name, **settings):
        found.setdefault((row[0], row[1]), []).append(tuple(row[place] for place in places))
    return found


def number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 6):g}"


GRAPHS = {
    "examples": examples,
    "one example": one_example,
    "made up": made_up,
    "with mistakes": mistaken,
}
CASES = [
    ("examples", None),
    ("one example", "2021-02"),
    *[("made up", date) for date in ("2024-02", "2025-11")],
    ("with mistakes", "2025-11"),
]
each_case = pytest.mark.parametrize(("which", "date"), CASES)


@each_case
def test_the_states_of_roles(which: str, date: str | None) -> None:
    columns = ("function", "role", "state", "holders", "needed")
    found = told(which, date, "role-states", *columns)
    for of, analysis in analyses(GRAPHS[which](), date).items():
        known = () if analysis.basis.before_known else analysis.roles
        assert found.get(of, []) == [
            (r.function, r.label, str(r.state), str(len(r.holders)), str(r.holders_needed))
            for r in known
        ]


@each_case
def test_roles_without_a_holder(which: str, date: str | None) -> None:
    found = told(which, date, "unfilled-roles", "function", "role", "state")
    only = told(which, date, "unfilled-roles", "function", "role", "state", state="unfilled")
    unfilled = {of: [row for row in rows if row[2] == "unfilled"] for of, rows in found.items()}
    assert only == {of: rows for of, rows in unfilled.items() if rows}
    for of, analysis in analyses(GRAPHS[which](), date).items():
        without = {RoleState.UNFILLED, RoleState.NO_EVIDENCE}
        known = () if analysis.basis.before_known else analysis.roles
        assert found.get(of, []) == [
            (r.function, r.label, str(r.state)) for r in known if r.state in without
        ]


@each_case
def test_coverage(which: str, date: str | None) -> None:
    columns = ("covered", "roles", "percent", "not_read")
    overall = told(which, date, "coverage", *columns, "known_since")
    parts = told(which, date, "coverage-by-function", "function", *columns[:2])
    for of, analysis in analyses(GRAPHS[which](), date).items():
        if not analysis.roles:
            assert of not in overall
            continue
        ((covered, roles, percent, not_read, known_since),) = overall[of]
        assert (covered, roles) == (
            number(analysis.coverage.covered),
            f"{analysis.coverage.wanted}",
        )
        share = analysis.coverage.share
        assert (percent == "") == (share is None)
        assert abs(float(percent or 0) - 100 * (share or 0)) <= 0.005
        assert not_read == str(analysis.basis.assignments_not_read)
        assert known_since == analysis.basis.known_since
        assert parts[of] == [
            (part.name, number(part.covered), str(part.wanted)) for part in analysis.functions
        ]


@each_case
def test_sole_holders(which: str, date: str | None) -> None:
    found = told(which, date, "sole-holders", "partner", "role")
    for of, analysis in analyses(GRAPHS[which](), date).items():
        assert found.get(of, []) == sorted(
            (partner.name, role) for partner in analysis.partners for role in partner.sole_roles
        )


@each_case
def test_loads(which: str, date: str | None) -> None:
    columns = ("partner", "roles", "fte_assigned", "fte_available", "without_fte")
    found = told(which, date, "partner-loads", *columns)
    over = told(which, date, "overloaded-partners", *columns[:4])
    for of, analysis in analyses(GRAPHS[which](), date).items():
        rows = found.get(of, [])
        assert [row[:4] for row in rows] == [
            (p.name, str(p.assignments), number(p.fte_assigned), number(p.fte_available))
            for p in analysis.partners
        ]
        complete = {p.name: p.fte_complete for p in analysis.partners}
        assert {row[0]: row[4] == "0" for row in rows} == complete
        assert over.get(of, []) == sorted(
            (p.name, str(p.assignments), number(p.fte_assigned), number(p.fte_available))
            for p in analysis.overloaded
        )


@each_case
def test_roles_short_of_fte(which: str, date: str | None) -> None:
    found = told(which, date, "fte-short", "role", "fte_assigned", "fte_needed", "short")
    for of, analysis in analyses(GRAPHS[which](), date).items():
        assert sorted(found.get(of, [])) == sorted(
            (role.label, number(role.fte_assigned), number(role.fte_needed), number(role.fte_short))
            for role in analysis.roles
            if role.fte_assigned is not None and role.fte_short
        )


@each_case
def test_shares_of_work(which: str, date: str | None) -> None:
    columns = ("partner", "roles", "assignments", "percent", "equal_percent")
    found = told(which, date, "shares-of-work", *columns)
    for of, analysis in analyses(GRAPHS[which](), date).items():
        rows = found.get(of, [])
        holders = [partner for partner in analysis.partners if partner.roles]
        assert [row[:3] for row in rows] == [
            (p.name, str(p.assignments), str(len(analysis.holdings))) for p in holders
        ]
        for row, partner in zip(rows, holders, strict=True):
            assert abs(float(row[3]) - 100 * partner.share) <= 0.005
            assert abs(float(row[4]) - 100 * (analysis.usual_share.equal_share or 0)) <= 0.005


@each_case
def test_who_holds_what(which: str, date: str | None) -> None:
    found = told(which, date, "who-holds-what", "role", "partner", "kind")
    counts = told(which, date, "backbone-share", "by_backbone", "assignments")
    for of, analysis in analyses(GRAPHS[which](), date).items():
        roles = {role.iri: role.label for role in analysis.roles}
        partners = {partner.iri: partner for partner in analysis.partners}
        held = [(roles[one.role], partners[one.partner]) for one in analysis.holdings]
        assert {*found.get(of, [])} == {(role, p.name, p.type) for role, p in held}
        mine = sum("backbone" in partner.tasks for _, partner in held)
        assert counts.get(of, []) == ([(str(mine), str(len(held)))] if held else [])


@each_case
def test_partners(which: str, date: str | None) -> None:
    columns = ("community", "framework", "listing", "partners", "assignments")
    found = told(which, date, "partnerships", *columns)
    idle = told(which, date, "partners-without-a-role", "partner", "kind")
    for of, analysis in analyses(GRAPHS[which](), date).items():
        assert found[of] == [
            (
                *(analysis.community, analysis.framework, analysis.listing),
                *(str(len(analysis.partners)), str(len(analysis.holdings))),
            )
        ]
        assert idle.get(of, []) == sorted(
            (partner.name, partner.type) for partner in analysis.partners if not partner.roles
        )


@each_case
def test_possible_holders(which: str, date: str | None) -> None:
    found = told(which, date, "possible-holders", "role", "partner", "has_roles")
    for of, analysis in analyses(GRAPHS[which](), date).items():
        has = {partner.name: str(partner.assignments) for partner in analysis.partners}
        assert {*found.get(of, [])} == {
            (role.label, name, has[name])
            for role in analysis.roles
            if not role.holders and role.wanted
            for suggestion in role.suggestions
            for name in suggestion.partners
        }


@each_case
def test_holders_of_a_kind_that_no_source_suggests(which: str, date: str | None) -> None:
    found = told(which, date, "holders-no-source-suggests", "role", "partner")
    for of, analysis in analyses(GRAPHS[which](), date).items():
        labels = {role.iri: role.label for role in analysis.roles}
        names = {partner.iri: partner.name for partner in analysis.partners}
        assert {*found.get(of, [])} == {
            (labels[fit.role], names[fit.partner])
            for fit in analysis.fit
            if fit.verdict is FitVerdict.OTHERS_NAMED
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
