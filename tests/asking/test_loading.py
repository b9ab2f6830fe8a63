"""Data files into a store, from Python: what the records of a load say, and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.generate import FRAMEWORK, good, put, write_csv

import backbone_kg
from backbone_kg.base.findings import Severity
from backbone_kg.stores import EmbeddedStore, data_graph, findings_by_file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of two files, of which one has a mistake."""
    (tmp_path / "data").mkdir()
    write_csv(tmp_path / "data" / "good", good())
    write_csv(tmp_path / "data" / "odd", put(good(), "Partners!C2", "-1"))
    return tmp_path / "data"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedStore]:
    """What is behind an address, without one."""
    with EmbeddedStore() as store:
        monkeypatch.setattr(
            "backbone_kg.stores.named_store.open_store", lambda path, endpoint: store
        )
        monkeypatch.setattr(store, "close", lambda: None)
        yield store


def test_files_are_checked_and_their_findings_kept(data: Path, tmp_path: Path) -> None:
    loaded = backbone_kg.load(data, store=tmp_path / "store")
    assert [Path(each.source).name for each in loaded.records] == ["good", "odd"]
    assert [each.findings[Severity.ERROR] for each in loaded.records] == [0, 1]
    assert not loaded.ok
    with EmbeddedStore(tmp_path / "store", read_only=True) as store:
        (findings,) = findings_by_file(store).values()
    assert [finding.place for finding in findings] == ["Partners!C2"]
    expected = backbone_kg.validate(backbone_kg.read(data / "odd"))
    assert [finding.message for finding in findings] == [one.message for one in expected]


def test_where_a_file_is_on_this_machine_is_not_told_to_a_service(
    data: Path, service: EmbeddedStore
) -> None:
    (record,) = backbone_kg.load(data / "good", endpoint="http://127.0.0.1:9/").records
    assert (record.location, record.graph) == ("", data_graph(data / "good"))
    assert record in service.records()


def test_files_that_cannot_be_told_apart_are_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    write_csv(data / "first", good())
    write_csv(data / "second", put(good(), "Assignments!B4", "Resolve conflict"))
    write_csv(data / "third", put(good(), "Partnership!D2", "2024"))
    (found,) = backbone_kg.load(data, store=tmp_path / "store").collisions
    assert found.files == ("first", "second")
    assert found.message.startswith(
        "first and second are both of “River Valley Together” at 2025-09-30"
    )


def test_one_identifier_for_two_partnerships_is_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for community, date in (("Ohio", "2024"), ("Texas", "2025")):
        sheets = good()
        sheets["Partnership"] = [
            ["Name", "Community", "Framework", "As of", "Listing", "Identifier"],
            ["Cradle to Career", community, FRAMEWORK, date, "complete", "US-EIN-12-3456789"],
        ]
        write_csv(data / community, sheets)
    (found,) = backbone_kg.load(data, store=tmp_path / "store").collisions
    assert found.files == ("Ohio", "Texas")
    assert "differ in name or community" in found.message
