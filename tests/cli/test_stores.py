"""load and store: what the commands print, and how they end."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, on_disk, printed, refused, run

import backbone_kg
from backbone_kg.stores import MARK, EmbeddedStore

TACOMA = EXAMPLES / "graduate-tacoma"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copytree(TACOMA / "2025-09", folder / "2025-09")
    shutil.copy(TACOMA / "graduate-tacoma-2022-03.xlsx", folder / "2022.xlsx")
    return folder


def test_files_are_loaded_and_listed(data: Path, tmp_path: Path) -> None:
    said = printed("load", data / "2025-09", data / "2022.xlsx", "--store", tmp_path / "store")
    lines = said.splitlines()
    assert re.fullmatch(rf"{data}/2025-09: [\d,]+ triples, nothing to mend", lines[0])
    assert lines[-1] == "2 loaded."
    listed = run("store", tmp_path / "store")
    assert listed.status == 0
    told = rf"{data}/2022.xlsx\n  [\d,]+ triples, nothing to mend\n  loaded 20"
    assert re.search(told, listed.out)
    assert listed.out.count("not changed since") == 2
    base = rf"The knowledge base of version {re.escape(backbone_kg.__version__)}: [\d,]+ triples"
    assert re.fullmatch(base, listed.out.splitlines()[-1])


def test_a_folder_stands_for_the_files_in_it_and_each_counts_once(
    data: Path, tmp_path: Path
) -> None:
    (data / "~$2022.xlsx").write_text("lock file of the spreadsheet program")
    (data / "notes.docx").write_text("no data")
    done = run("load", data, data / "2022.xlsx", data / ".", "--store", tmp_path / "store")
    assert done.status == 0
    assert done.out.splitlines()[-1] == "2 loaded."


def test_what_changed_since_is_told(data: Path, tmp_path: Path) -> None:
    run("load", data, "--store", tmp_path / "store")
    shutil.copy(TACOMA / "graduate-tacoma-2025-09.xlsx", data / "2022.xlsx")
    shutil.rmtree(data / "2025-09")
    listed = run("store", tmp_path / "store").out
    assert "CHANGED since: load it again" in listed
    assert "no longer there" in listed
    states = {
        Path(each["source"]).name: each["state"]
        for each in json.loads(run("store", tmp_path / "store", "--format", "json").out)["graphs"]
    }
    assert states["2022.xlsx"] == "changed"
    assert states["2025-09"] == "gone"
    assert states["backbone.ttl"] == "unchanged"


def test_the_list_for_programs(data: Path, tmp_path: Path) -> None:
    run("load", data, "--store", tmp_path / "store")
    value = json.loads(run("store", tmp_path / "store", "--format", "json").out)
    (entry,) = [each for each in value["graphs"] if each["source"].endswith("2022.xlsx")]
    assert set(entry) == {
        *("graph", "source", "location", "sha256", "loaded", "version", "triples"),
        *("findings", "state"),
    }
    with EmbeddedStore(tmp_path / "store", read_only=True) as opened:
        counting = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{entry['graph']}> {{ ?s ?p ?o }} }}"
        held = opened.query(counting)
    assert [entry["triples"]] == [row["n"] for row in held.to_rows()]
    assert entry["findings"] == {"error": 0, "warning": 0, "info": 0}


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_loaded(
    data: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    assert run("load", data, "--store", store).status == 0
    (data / "2022.xlsx").write_text("no workbook any more")
    done = run("load", data, tmp_path / "none.ttl", "--store", store)
    assert done.status == 1
    assert "2022.xlsx" in done.err
    assert "none.ttl: There is no such file" in done.err
    assert done.out.splitlines()[-1] == "1 loaded, 2 not."
    with EmbeddedStore(store, read_only=True) as opened:
        kept = [each.triples for each in opened.records() if each.source.endswith("2022.xlsx")]
    assert len(kept) == 1
    value = json.loads(run("load", data, "--store", store, "--format", "json").out)
    assert value["ok"] is False
    assert [Path(each["file"]).name for each in value["unreadable"]] == ["2022.xlsx"]
    assert [Path(each["source"]).name for each in value["loaded"]] == ["2025-09"]


def test_nothing_loaded_is_another_status(tmp_path: Path) -> None:
    assert run("load", tmp_path / "none.ttl", "--store", tmp_path / "store").status == 2


def test_mistakes_in_a_file_are_counted_and_it_is_loaded(tmp_path: Path, data: Path) -> None:
    partners = data / "2025-09" / "Assignments.csv"
    text = partners.read_text(encoding="utf-8").splitlines()
    cells = text[1].split(",")
    text[1] = ",".join(["Nobody At All", *cells[1:]])
    partners.write_text("\n".join(text) + "\n", encoding="utf-8")
    expected = backbone_kg.validate(backbone_kg.read(data / "2025-09")).counts()
    assert expected["error"] > 0
    done = run("load", data / "2025-09", "--store", tmp_path / "store")
    assert done.status == 1
    assert f"{expected['error']} error" in done.out
    with EmbeddedStore(tmp_path / "store", read_only=True) as store:
        (kept,) = [each for each in store.records() if not each.of_ontology]
    assert dict(kept.findings) == expected


@pytest.mark.parametrize("more", [[], ["--store", "s", "--endpoint", "http://127.0.0.1/"]])
def test_one_place_must_be_named(tmp_path: Path, more: list[str]) -> None:
    assert "Name either --store DIR or --endpoint URL" in refused("load", TACOMA / "2025-09", *more)
    assert "Name either DIR or --endpoint URL" in refused(
        "store", *(["s", *more[2:]] if more else [])
    )


def test_a_folder_that_is_no_store_is_left_alone(data: Path) -> None:
    before = on_disk(data)
    for command in (("load", TACOMA / "2025-09", "--store", data), ("store", data)):
        assert refused(*command).startswith(
            f"backbone-kg: {data}: This is not a store of backbone-kg."
        )
    assert on_disk(data) == before


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path).close()
    (tmp_path / MARK).write_text('{"format": 99}')
    for command in (("store", tmp_path), ("load", TACOMA / "2025-09", "--store", tmp_path)):
        assert "A later version of backbone-kg made this store" in refused(*command)


def test_what_is_to_be_mended_is_listed_if_wanted(data: Path, tmp_path: Path) -> None:
    broken = data / "2025-09" / "Assignments.csv"
    broken.write_text(broken.read_text().replace("\n", "\nNobody we know,Build trust\n", 1))
    store = tmp_path / "store"
    assert run("load", data, "--store", store).status == 1
    assert "Nobody we know" not in run("store", store).out
    listed = run("store", store, "--findings").out
    assert "    error: Assignments!A2: “Nobody we know” is not on the sheet “Partners”." in listed
    graphs = json.loads(run("store", store, "--findings", "--format", "json").out)["graphs"]
    details = [one for each in graphs for one in each["details"]]
    assert "unknown-partner" in [one["code"] for one in details]
    assert not any(
        "details" in each
        for each in json.loads(run("store", store, "--format", "json").out)["graphs"]
    )


def test_a_file_is_taken_out(data: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("load", data, "--store", store)
    (data / "2022.xlsx").rename(data / "renamed.xlsx")
    assert "no longer there (to take it out: --remove)" in run("store", store).out
    done = run("store", store, "--remove", data / "2022.xlsx")
    assert done.status == 0
    assert "2022.xlsx" not in done.out
    assert "There is no file" in refused("store", store, "--remove", data / "2022.xlsx")
    assert f"{data}/2025-09" in run("store", store).out


def test_a_service_that_is_not_there_is_told(tmp_path: Path) -> None:
    for command in ("load", "store"):
        what = [TACOMA / "2025-09"] if command == "load" else []
        assert "cannot be reached" in refused(
            command, *what, "--endpoint", "http://127.0.0.1:9/sparql"
        )


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    assert "backbone-kg load DATA --store" in run("store", tmp_path / "store").out


def test_many_files_are_read_by_several_processes_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backbone_kg.asking.loading.MANY", 2)
    files = []
    for number in range(4):
        file = tmp_path / f"{number}.ttl"
        shutil.copy(TACOMA / "2025-09" / "Partners.csv", file)
        if number != 2:
            backbone_kg.write(backbone_kg.read(TACOMA / "2025-09"), file, force=True)
        files.append(file)
    told: list[object] = []
    done = backbone_kg.load(*files, store=tmp_path / "store", processes=2, told=told.append)
    assert [Path(each.source).name for each in done.records] == ["0.ttl", "1.ttl", "3.ttl"]
    assert [Path(each.path).name for each in done.unreadable] == ["2.ttl"]
    assert done.unreadable[0].problem
    assert len(told) == 4
