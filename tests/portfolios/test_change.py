"""What changed between two days, over the partnerships that have a figure on both."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.generate import Cell, Sheets, good, put, write_csv

from backbone_kg import portfolio
from backbone_kg.cli import main
from backbone_kg.portfolios import ChangeAcross, MoreOrLess, analyze_portfolio, build


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["portfolio", *map(str, words)])


def _of(name: str, *places: tuple[str, Cell]) -> Sheets:
    sheets = put(good(), "Partnership!A2", name)
    for place, value in places:
        sheets = put(sheets, place, value)
    return sheets


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a portfolio of five partnerships, each of another kind."""
    made = tmp_path_factory.mktemp("change")
    (made / "data").mkdir()
    for name, sheets in {
        # Three roles at first, two later; complete both times.
        "falls-2022": _of("Falls", ("Partnership!D2", "2022-06")),
        "falls-2025": _of("Falls", ("Assignments!F3", "2023")),
        # Two roles at first, three later; complete both times.
        "rises-2022": _of(
            "Rises", ("Partnership!D2", "2022-06"), ("Assignments!B3", "Build trust")
        ),
        "rises-2025": _of("Rises"),
        # As many; but the first listing is partial.
        "partial-2022": _of(
            "Partial", ("Partnership!D2", "2022-06"), ("Partnership!E2", "partial")
        ),
        "partial-2025": _of("Partial"),
        # There is no file before 2025 in the one, none after 2021 in the other.
        "late": _of("Late"),
        "early": _of("Early", ("Partnership!D2", "2021")),
    }.items():
        write_csv(made / "data" / name, sheets)
    build(made / "data", output=made / "p", jobs=1)
    return made / "p"


@pytest.fixture(scope="module")
def change(folder: Path) -> ChangeAcross:
    found = analyze_portfolio(portfolio(folder), since="2022").change
    assert found is not None
    return found


def test_a_share_is_larger_the_same_or_smaller_and_that_is_sure_or_not(
    change: ChangeAcross,
) -> None:
    assert change.partnerships == 3
    assert change.sure == MoreOrLess(more=1, same=0, less=1)
    assert change.unsure == MoreOrLess(more=0, same=1, less=0)


def test_who_has_no_figure_on_both_days_is_counted_apart(change: ChangeAcross) -> None:
    assert (change.then_alone, change.now_alone, change.not_later) == (0, 1, 1)


def test_figures_of_both_days_are_of_the_same_partnerships(change: ChangeAcross) -> None:
    assert (change.then.covered, change.then.wanted, change.then.at_least) == (8, 69, 1)
    assert (change.now.covered, change.now.wanted, change.now.at_least) == (8, 69, 0)
    policy = next(role for role in change.roles if role.label == "Advance policy")
    assert policy.then is not None
    assert policy.now is not None
    assert (policy.then.held, policy.then.unfilled, policy.then.no_evidence) == (2, 1, 0)
    assert (policy.now.held, policy.now.unfilled, policy.now.no_evidence) == (2, 1, 0)


def test_it_is_told_and_stands_on_the_page(folder: Path, tmp_path: Path) -> None:
    told = " ".join(run("analyze", folder, "--since", "2022").output.split())
    assert "What changed since 2022-12-31" in told
    assert "In 1 of 3 (33%) a listing is partial or not all was read on one of the days" in told
    assert "Not compared: 1 partnership with no file that speaks of a later day." in told
    page = tmp_path / "page.html"
    assert run("report", folder, "-o", page, "--since", "2022").exit_code == 0
    assert "What changed since 2022-12-31" in page.read_text("utf-8")


def test_the_earlier_day_is_a_date_before_the_later(folder: Path) -> None:
    for since, said in (("2026", "not before"), ("soon", "is not a date")):
        done = run("analyze", folder, "--since", since, "--date", "2025")
        assert done.exit_code == 2
        assert said in done.output
