"""Change: what the verbs say of two files or two dates, in the order of time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.app.reading import TACOMA, TACOMA_BEFORE, every_word, text
from tests.app.running import Running
from tests.endpoint.chromium import Page
from tests.generate import good, put, write_xlsx

from backbone_kg import compare, read, timeline
from backbone_kg.showing import compare_text, timeline_text


@pytest.fixture(scope="module")
def files(app: Running) -> tuple[str, str]:
    """The earlier and the later file."""
    return app.opened(TACOMA_BEFORE), app.opened(TACOMA)


def key(address: str) -> str:
    return address.rpartition("/")[2]


def test_two_files_are_told_in_the_order_of_time_from_either_of_them(
    app: Running, files: tuple[str, str]
) -> None:
    earlier, later = files
    said = every_word(compare_text.sections(compare(read(TACOMA_BEFORE), read(TACOMA))))
    for here, other in ((later, earlier), (earlier, later)):
        told = text(app, f"{here}/change", **{"with": key(other)})
        assert [each for each in said if each not in told] == []
        assert "The first date asked for is the later one" not in told


def test_two_dates_of_one_file(app: Running, files: tuple[str, str]) -> None:
    told = text(app, f"{files[1]}/change", **{"from": "2020", "to": "2024"})
    found = compare(read(TACOMA), start="2020", end="2024")
    assert compare_text.title(found) in told


def test_without_a_second_date_it_tells_who_held_which_role_when(
    app: Running, files: tuple[str, str]
) -> None:
    told = text(app, f"{files[1]}/change")
    sections = timeline_text.sections(timeline(read(TACOMA)))
    assert [each for each in every_word(sections) if each not in told] == []


def test_the_pictures_are_those_of_plot_and_run_nothing(
    app: Running, files: tuple[str, str]
) -> None:
    for address in ("timeline.svg", f"change.svg?with={key(files[0])}"):
        heard = app.ask(f"{files[1]}/{address}")
        assert heard.headers["content-type"] == "image/svg+xml"
        assert heard.headers["content-security-policy"].startswith("default-src 'none'")
        assert "<script" not in heard.text
    html = app.ask(f"{files[1]}/change").text
    assert re.findall(r'<img src="([^"]*)"', html) == ["timeline.svg"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"from": "once"}, "“once” is not a date"),
        ({"with": "0123456789ab"}, "not open any more"),
    ],
)
def test_what_cannot_be_compared_is_told_on_the_screen(
    settings: dict[str, str], said: str, app: Running, files: tuple[str, str]
) -> None:
    told = text(app, f"{files[1]}/change", **settings)
    assert said in told
    assert "Compare with" in told


def test_strangers_are_not_compared(app: Running, files: tuple[str, str], tmp_path: Path) -> None:
    other = app.opened(write_xlsx(tmp_path / "river.xlsx", good()))
    told = text(app, f"{files[1]}/change", **{"with": key(other)})
    assert "have no partner in common" in told
    assert str(tmp_path) not in told


def test_what_is_to_be_mended_in_either_file_is_said_first(app: Running, tmp_path: Path) -> None:
    before = app.opened(write_xlsx(tmp_path / "a.xlsx", put(good(), "Partnership!D2", "2022")))
    sheets = put(good(), "Assignments!A3", "Nobody of that name")
    after = app.opened(write_xlsx(tmp_path / "b.xlsx", sheets))
    told = text(app, f"{after}/change", **{"with": key(before)})
    assert told.index("b.xlsx: The file has 1 error") < told.index("What changed from")


@pytest.mark.browser
def test_a_second_file_is_chosen_and_the_back_button_leads_back(
    app: Running, files: tuple[str, str], screen: Page
) -> None:
    screen.open(f"http://{app.host}:{app.port}{files[1]}/change", "document.querySelector('#with')")
    assert screen.evaluate("document.querySelector('.picture img').decode().then(() => true)")
    screen.evaluate(f"document.querySelector('#with').value = '{key(files[0])}'")
    screen.click(".asking button.main")
    screen.wait_for("document.querySelector('#change')")
    assert "with=" in screen.evaluate("location.search")
    assert screen.evaluate("document.querySelector('.picture img').decode().then(() => true)")
    screen.evaluate("history.back()")
    screen.wait_for("document.querySelector('#timeline')")
