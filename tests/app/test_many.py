"""Many files at once: a row for each, whatever is wrong with another."""

from __future__ import annotations

import re
from pathlib import Path

from tests.app.running import Running, running
from tests.generate import good, write_csv, write_xlsx

from backbone_kg import analyze, read, validate
from backbone_kg.showing.answers import coverage_sentence


def files(folder: Path) -> list[Path]:
    sheets = good()
    write_xlsx(folder / "river.xlsx", sheets)
    sheets["Partnership"][1][:2] = ["Hill Together", "Hill, Ohio"]
    sheets["Partners"][1][1] = "Local fundation"
    write_csv(folder / "hill", sheets)
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 cut")
    return [folder / "river.xlsx", folder / "hill", folder / "broken.xlsx"]


def test_a_folder_is_opened_file_by_file_and_each_says_what_the_verbs_say(tmp_path: Path) -> None:
    river, hill, _ = files(tmp_path)
    with running(tmp_path) as page:
        assert page.first == "/many"
        rows = re.findall(
            r'data-key="(\w+)"><th scope="row"><a[^>]*>(?:[^<]*/)?([^</]+)</a>',
            page.ask("/many").text,
        )
        told = {name: page.ask(f"/files/{key}/summary") for key, name in rows}
        assert {name: heard.status for name, heard in told.items()} == {
            "broken.xlsx": 422,
            "hill": 200,
            "river.xlsx": 200,
        }
        assert "damaged" in told["broken.xlsx"].json["error"]
        for name, file in (("hill", hill), ("river.xlsx", river)):
            assert told[name].json["coverage"] == coverage_sentence(analyze(read(file)))
            errors = told[name].json["counts"]["error"]
            assert errors == len(validate(read(file)).errors) == (name == "hill")
        lacking = page.ask("/many/lacking").json
        assert lacking["files"] == 2
        row = dict(zip(lacking["columns"], lacking["rows"][0], strict=True))
        assert row["wanted_in"] == "2"


def test_what_is_dropped_together_is_opened_apart_and_closed_at_once(tmp_path: Path) -> None:
    river, hill, broken = files(tmp_path)
    with running() as page:
        dropped = [(f"all/{river.name}", river.read_bytes()), (broken.name, broken.read_bytes())]
        dropped += [(f"all/hill/{each.name}", each.read_bytes()) for each in hill.iterdir()]
        assert page.drop(*dropped).json == {"address": "/many"}
        text = page.ask("/many").text
        assert all(f"{name}</a>" in text for name in ("river.xlsx", "broken.xlsx", "hill"))
        assert page.ask("/many/close", {}).json == {"address": "/"}
        assert "No file is open" in page.ask("/many").text


def test_one_csv_alone_is_a_file_of_its_own(page: Running) -> None:
    told = page.drop(("list.csv", b"Partner,Role\nMill Fund,Build trust\n")).json
    assert told["address"].endswith("/findings")
