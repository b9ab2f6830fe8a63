"""The network: who holds what, as a drawing and as tables, and what falls if a partner leaves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.app.reading import TACOMA, text, words
from tests.app.running import Running
from tests.endpoint.chromium import Page
from tests.generate import ROLES, TYPES, Cell, Sheets, good, put, write_xlsx

from backbone_kg import analyze, read, whatif
from backbone_kg.showing import answers
from backbone_kg.showing.holder_lists import MOST_LINKS

ALONE = "Tacoma Urban League"


@pytest.fixture(scope="module")
def tacoma(app: Running) -> str:
    return app.opened(TACOMA)


def ties(html: str) -> set[tuple[str, str]]:
    """Return which role has a line to which partner in the drawing."""
    roles = dict(re.findall(r'data-role="(\d+)" data-label="([^"]*)"', html))
    partners = re.findall(r'data-partner="([^"]*)" data-roles="([^"]*)"', html)
    return {(roles[at], unescaped(name)) for name, places in partners for at in places.split()}


def unescaped(text: str) -> str:
    return words(text)


def test_the_drawing_and_the_tables_hold_every_holding(app: Running, tacoma: str) -> None:
    analysis = analyze(read(TACOMA))
    html = app.ask(f"{tacoma}/network").text
    held = {(role.label, name) for role in analysis.roles for name in role.holders}
    assert ties(html) == held
    told = words(html)
    assert answers.title("network", analysis) in told
    assert all(role.label in told for role in analysis.roles)
    assert all(partner.name in told for partner in analysis.partners)


@pytest.mark.parametrize(
    ("settings", "fits"),
    [
        ({"function": "Manage knowledge"}, lambda role, _: role.function == "Manage knowledge"),
        ({"state": "held"}, lambda role, _: str(role.state) == "held"),
        ({"kind": "Consultant"}, lambda _, partner: partner.type == "Consultant"),
    ],
)
def test_a_filter_leaves_what_fits(
    settings: dict[str, str], fits: Any, app: Running, tacoma: str
) -> None:
    analysis = analyze(read(TACOMA))
    partners = {partner.name: partner for partner in analysis.partners}
    html = app.ask(f"{tacoma}/network?{urlencode(settings)}").text
    held = {
        (role.label, name)
        for role in analysis.roles
        for name in role.holders
        if fits(role, partners[name])
    }
    assert held
    assert ties(html) == held
    assert f"{len(held)} of {len(analysis.holdings)} holdings" in words(html)


def test_what_falls_is_what_the_verb_says(app: Running, tacoma: str) -> None:
    told = app.ask(f"{tacoma}/departure?partner={ALONE.replace(' ', '+')}").json
    (case,) = whatif(read(TACOMA), without=[ALONE]).cases
    falls = {role.role for role in case.roles if role.loses_last_holder}
    assert falls
    assert {role for role, fate in told["fates"].items() if fate["falls"]} == falls
    # The listing is partial: somebody may hold it.
    assert {fate["words"] for fate in told["fates"].values()} == {"no known holder would be left"}
    assert f"What if {ALONE} left?" in text(app, f"{tacoma}/network", partner=ALONE)


def test_a_partner_that_is_not_there_is_told_and_the_rest_shown(app: Running, tacoma: str) -> None:
    told = text(app, f"{tacoma}/network", partner="Tacoma Urban Leage")
    assert f"Did you mean “{ALONE}”?" in told
    assert "By partner" in told


def crowd() -> Sheets:
    """Return a partnership with more holdings than lines can show."""
    sheets = good()
    names = [f"Partner {number}" for number in range(1, 131)]
    partners: list[list[Cell]] = [[name, TYPES[0]] for name in names]
    holdings: list[list[Cell]] = [[name, ROLES[0]] for name in names]
    sheets["Partners"] = [["Name", "Type"], *partners]
    sheets["Assignments"] = [["Partner", "Role"], *holdings]
    return sheets


def test_of_a_large_partnership_the_tables_come_first_and_pages_hold_all(
    app: Running, tmp_path: Path
) -> None:
    address = app.opened(write_xlsx(tmp_path / "crowd.xlsx", crowd()))
    html = app.ask(f"{address}/network").text
    assert "130 holdings are too many for lines" in words(html)
    assert 'id="drawing"' not in html
    assert html.index('id="by-partner"') < html.index('id="matrix"')
    pages = html + app.ask(f"{address}/network?start=100").text
    shown = re.findall(r'href="network\?partner=Partner\+(\d+)', pages)
    assert sorted(map(int, shown)) == list(range(1, 131))
    assert MOST_LINKS < 130


def test_without_holdings_and_on_a_day_of_which_nothing_is_known(
    app: Running, tacoma: str, tmp_path: Path
) -> None:
    sheets = good()
    sheets["Assignments"] = sheets["Assignments"][:1]
    told = text(app, f"{app.opened(write_xlsx(tmp_path / 'empty.xlsx', sheets))}/network")
    assert "0 of 0 holdings are shown" in told
    assert "it is known that nobody holds it" in told
    assert "By role" not in text(app, f"{tacoma}/network", as_of="1900")


def test_what_is_not_known_is_said_first(app: Running, tmp_path: Path) -> None:
    sheets = put(good(), "Assignments!A3", "Nobody of that name")
    path = write_xlsx(tmp_path / "faulty.xlsx", sheets)
    told = text(app, f"{app.opened(path)}/network")
    title = told.index(answers.title("network", analyze(read(path))))
    assert told.index("1 of 4 assignments could not be read") < title
    assert told.index("The file has 1 error") < title
    assert "Advance policy to mend : Advance policy" in told


@pytest.mark.browser
def test_ties_stand_out_by_key_and_a_partner_leaves_and_stays(
    app: Running, tacoma: str, screen: Page
) -> None:
    screen.open(f"http://{app.host}:{app.port}{tacoma}/network", "document.querySelector('.tie')")
    partner = f".partner[data-partner='{ALONE}']"
    screen.evaluate(f'document.querySelector("{partner}").focus()')
    assert screen.evaluate("document.querySelectorAll('.tie.on').length") == 1
    role = screen.text(".role.on .label")
    screen.press("Enter")
    screen.wait_for("document.querySelector('.falls')")
    assert screen.text(".falls .label") == role
    assert "no known holder would be left" in screen.text(".falls")
    screen.evaluate("window.left = true; location.reload()")
    screen.wait_for("!window.left && document.querySelector('.falls')")
    screen.click("#stays")
    screen.wait_for("!document.querySelector('.falls')")
    screen.evaluate("history.back()")
    screen.wait_for("document.querySelector('.falls')")
