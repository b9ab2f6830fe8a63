"""What if: what the verbs `whatif` and `suggest` say of what is supposed by clicking."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.app.reading import TACOMA, every_word, in_one_line, text
from tests.app.running import Running
from tests.endpoint.chromium import Page
from tests.generate import good, put, write_xlsx

from backbone_kg import analyze, read, suggest, whatif
from backbone_kg.showing import suggest_text, whatif_text

GREENTRIKE = [("what", "leaves"), ("partner", "Greentrike")]
TRUST = "Build trust"


@pytest.fixture(scope="module")
def tacoma(app: Running) -> str:
    return app.opened(TACOMA)


@pytest.fixture
def river(app: Running, tmp_path: Path) -> str:
    return app.opened(write_xlsx(tmp_path / "river.xlsx", good()))


def supposing(app: Running, address: str, *changes: tuple[str, str], **settings: str) -> str:
    query = urlencode([*settings.items(), *changes])
    return text(app, f"{address}/whatif?{query}&x=")


def test_all_that_is_supposed_is_told_as_by_the_verb(
    app: Running, river: str, tmp_path: Path
) -> None:
    changes = [
        *(("what", "leaves"), ("partner", "Youth Alliance")),
        *(("what", "ends"), ("partner", "Harbor Schools"), ("role", TRUST)),
        *(("what", "takes"), ("partner", "Harbor Schools"), ("role", "Resolve conflict")),
        *(("fte", "0.25"), ("what", "hands"), ("partner", "Riverside Foundation")),
        *(("role", "Advance policy"), ("to", "Harbor Schools")),
    ]
    found = whatif(
        read(write_xlsx(tmp_path / "same.xlsx", good())),
        without=["Youth Alliance"],
        end=[(TRUST, "Harbor Schools")],
        assign=[("Resolve conflict", "Harbor Schools", 0.25)],
        hand_over=[("Advance policy", "Riverside Foundation", "Harbor Schools")],
    )
    told = supposing(app, river, *changes)
    assert [each for each in every_word(whatif_text.sections(found)) if each not in told] == []
    assert "Riverside Foundation hands Advance policy over to Harbor Schools. Take back" in told


def test_without_a_supposition_the_backbone_leaves(app: Running, tacoma: str) -> None:
    told = text(app, f"{tacoma}/whatif")
    sections = whatif_text.sections(whatif(read(TACOMA)))
    assert [each for each in every_word(sections) if each not in told] == []


def test_what_cannot_be_is_told_and_can_be_taken_back(app: Running, river: str) -> None:
    told = supposing(app, river, ("what", "leaves"), ("partner", "Harbour Schools"))
    assert "Did you mean “Harbor Schools”?" in told
    assert "Harbour Schools leaves. Take back" in told
    both = [
        *(("what", "leaves"), ("partner", "Harbor Schools")),
        *(("what", "takes"), ("partner", "Harbor Schools"), ("role", "Resolve conflict")),
    ]
    told = supposing(app, river, *both)
    assert "“Harbor Schools” cannot both leave and take" in told
    assert told.count("Take back") == 2


def test_the_moves_are_those_of_suggest_on_top_of_what_is_supposed(
    app: Running, tacoma: str
) -> None:
    told = supposing(app, tacoma, *GREENTRIKE, suggest="yes", silent="yes")
    (case,) = whatif(read(TACOMA), without=["Greentrike"]).cases
    plan = suggest(case.scenario, include_no_evidence=True)
    assert plan.moves
    assert [
        each for each in map(in_one_line, suggest_text.told_moves(plan)) if each not in told
    ] == []
    assert "--include-no-evidence" not in supposing(app, tacoma, suggest="yes")


def test_the_scenario_is_a_file_that_holds_what_is_supposed(
    app: Running, tacoma: str, tmp_path: Path
) -> None:
    heard = app.ask(f"{tacoma}/scenario.xlsx?{urlencode(GREENTRIKE)}")
    assert "graduate-tacoma-2025-09%20what%20if.xlsx" in heard.headers["content-disposition"]
    path = tmp_path / "scenario.xlsx"
    path.write_bytes(heard.content)
    (case,) = whatif(read(TACOMA), without=["Greentrike"]).cases
    assert analyze(read(path)).coverage == analyze(case.scenario).coverage
    assert whatif(read(path)).before == case.after
    assert app.ask(f"{tacoma}/scenario.xlsx").status == 422


def test_what_is_not_known_is_said_first(app: Running, tmp_path: Path) -> None:
    sheets = put(good(), "Assignments!A3", "Nobody of that name")
    address = app.opened(write_xlsx(tmp_path / "faulty.xlsx", sheets))
    told = supposing(app, address, ("what", "leaves"), ("partner", "Youth Alliance"))
    assert told.index("1 of 4 assignments could not be read") < told.index("What if Youth Alliance")
    assert told.index("The file has 1 error") < told.index("What if Youth Alliance")


@pytest.mark.browser
def test_it_is_supposed_by_clicking_and_kept_in_the_address(
    app: Running, river: str, screen: Page
) -> None:
    screen.open(
        f"http://{app.host}:{app.port}{river}/whatif", "document.querySelector('#to')?.disabled"
    )
    screen.click("[value=hands]")
    choose(screen, "role", TRUST)
    names = "[...document.querySelector('#{}').options].map((each) => each.value)"
    assert screen.evaluate(names.format("partner")) == [
        "",
        "Riverside Foundation",
        "Harbor Schools",
    ]
    choose(screen, "partner", "Harbor Schools")
    assert screen.evaluate(names.format("to")) == ["", "Youth Alliance"]
    choose(screen, "to", "Youth Alliance")
    screen.click("#suppose button")
    screen.wait_for("document.querySelector('#supposed')")
    assert "Harbor Schools hands Build trust over to Youth Alliance." in screen.text("#supposed")
    screen.evaluate("window.left = true; location.reload()")
    screen.wait_for("!window.left && document.querySelector('#to')?.disabled")
    screen.evaluate("window.left = true")
    screen.click("#moves button")
    screen.wait_for("!window.left && document.querySelector('#moves .caveat, #moves > p')")
    screen.wait_for("document.readyState === 'complete'")
    screen.click("#supposed a")
    screen.wait_for("!document.querySelector('#supposed')")
    screen.evaluate("history.back()")
    screen.wait_for("document.querySelector('#supposed')")


def choose(page: Page, name: str, value: str) -> None:
    page.evaluate(
        f"(each => {{ each.value = {value!r}; each.dispatchEvent(new Event('change', "
        f"{{bubbles: true}})); }})(document.getElementById({name!r}))"
    )
