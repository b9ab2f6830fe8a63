"""What is taken away of a file: each is what the command line would have written."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.app.running import Running
from tests.generate import good, write_xlsx

import backbone_kg
from backbone_kg.writing import FORMAT_NAMES

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def opened(page: Running, tmp_path_factory: pytest.TempPathFactory) -> str:
    sheets = good()
    sheets["Partners"][1][1] = "Local fundation"
    sheets["Other"] = [["Something of my own"]]
    return page.opened(write_xlsx(tmp_path_factory.mktemp("downloads") / "partners.xlsx", sheets))


def test_the_screen_offers_everything_and_says_first_what_weakens_it(
    page: Running, opened: str
) -> None:
    text = page.ask(f"{opened}/downloads").text
    assert text.index("1 thing in the file must be mended") < text.index("The report")
    for address in ("annotated.xlsx", "data/csv", "data/kumu", "picture/load.svg"):
        assert f'href="{address}"' in text
    assert 'href="mended.xlsx"' not in text


def test_the_report_is_the_one_of_the_verb_with_what_was_chosen(page: Running, opened: str) -> None:
    whole = page.ask(f"{opened}/report.html").text
    assert "from file partners.xlsx" in whole
    some = page.ask(f"{opened}/report.html?part=&part=partners&title=Our+review").text
    assert "<h1>Our review</h1>" in some
    assert 'id="partners"' in some
    assert 'id="roles"' not in some
    assert 'id="partners"' not in page.ask(f"{opened}/report.html?part=").text
    kept = page.ask(f"{opened}/report.html?keep=yes").headers["content-disposition"]
    assert kept == "attachment; filename*=UTF-8''partners%20report.html"


def test_nothing_in_a_report_that_is_read_here_runs(page: Running, opened: str) -> None:
    policy = page.ask(f"{opened}/report.html").headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script" not in policy
    assert "default-src 'none'" in policy


def test_a_logo_stands_at_the_top_until_it_is_left_out(page: Running, opened: str) -> None:
    told = {"content": base64.b64encode(PNG).decode()}
    assert page.ask(f"{opened}/logo", told).status == 200
    assert "data:image/png" in page.ask(f"{opened}/report.html").text
    wrong = page.ask(f"{opened}/logo", {"content": base64.b64encode(b"text").decode()})
    assert (wrong.status, "no picture" in wrong.json["error"]) == (422, True)
    assert page.ask(f"{opened}/logo", {"content": ""}).status == 200
    assert "data:image/png" not in page.ask(f"{opened}/report.html").text


def test_the_annotated_copy_explains_the_cell(page: Running, opened: str) -> None:
    content = page.ask(f"{opened}/annotated.xlsx").content
    comment = load_workbook(io.BytesIO(content))["Partners"]["B2"].comment
    assert comment is not None
    assert "Local fundation" in comment.text


@pytest.mark.parametrize(
    ("form", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_a_picture_comes_in_each_format(
    form: str, start: bytes, page: Running, opened: str
) -> None:
    assert page.ask(f"{opened}/picture/coverage.{form}").content.startswith(start)


@pytest.mark.parametrize("form", ["xlsx", "turtle", "json-ld", "csv"])
def test_the_data_are_the_same_in_each_format(
    form: str, page: Running, opened: str, tmp_path: Path
) -> None:
    heard = page.ask(f"{opened}/data/{form}")
    name = heard.headers["content-disposition"].rpartition("''")[2]
    path = tmp_path / name
    path.write_bytes(heard.content)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path)
        path = tmp_path / "partners"
    assert backbone_kg.read(path).roster.name == "River Valley Together"
    codes = [each.code for each in backbone_kg.validate(backbone_kg.read(path)).errors]
    assert codes == ["unknown-type"]


def test_every_format_can_be_taken_and_says_what_it_does_not_hold(
    page: Running, opened: str
) -> None:
    text = page.ask(f"{opened}/downloads").text
    for name in FORMAT_NAMES:
        assert f'href="data/{name}"' in text
        assert page.ask(f"{opened}/data/{name}").status == 200, name
    assert "What it does not hold" in text


def test_a_copy_without_names_has_none_and_its_key_has_them(page: Running, opened: str) -> None:
    assert page.ask(f"{opened}/shared/copy.xlsx").status == 422
    told = page.ask(f"{opened}/share", {}).json
    assert "Partner 0" in told["html"]
    copy, key = (page.ask(f"{opened}/shared/{what}.xlsx") for what in ("copy", "key"))
    assert "partners" not in copy.headers["content-disposition"]
    assert not any("Riverside" in text for text in texts(copy.content))
    assert any("Riverside" in text for text in texts(key.content))


def texts(workbook: bytes) -> list[str]:
    sheets = load_workbook(io.BytesIO(workbook))
    return [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("path", ["picture/none.png", "picture/load.gif", "data/exe"])
def test_what_there_is_not_is_told(path: str, page: Running, opened: str) -> None:
    assert page.ask(f"{opened}/{path}").status == 422


def test_a_date_that_is_none_is_told(page: Running, opened: str) -> None:
    heard = page.ask(f"{opened}/report.html?as_of=soon")
    assert (heard.status, "soon" in heard.json["error"]) == (422, True)
