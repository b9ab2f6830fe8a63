"""Data files into a store, from Python: what the records of a load say, and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.generate import good, put, write_csv

import backbone_kg
from backbone_kg.base.findings import Severity
from backbone_kg.stores.contents import recorded_findings
from backbone_kg.stores.provenance import data_graph
from backbone_kg.stores.store import EmbeddedStore


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
        monkeypatch.setattr("backbone_kg.stores.store.open_store", lambda path, endpoint: store)
        monkeypatch.setattr(store, "close", lambda: None)
        yield store


def test_files_are_checked_and_their_findings_kept(data: Path, tmp_path: Path) -> None:
    loaded = backbone_kg.load(data, store=tmp_path / "store")
    assert [Path(each.source).name for each in loaded.records] == ["good", "odd"]
    assert [each.findings[Severity.ERROR] for each in loaded.records] == [0, 1]
    assert not loaded.ok
    with EmbeddedStore(tmp_path / "store", read_only=True) as store:
        (findings,) = recorded_findings(store).values()
    assert [finding.place for finding in findings] == ["Partners!C2"]
    expected = backbone_kg.validate(backbone_kg.read(data / "odd"))
    assert [finding.message for finding in findings] == [one.message for one in expected]


def test_where_a_file_is_on_this_machine_is_not_told_to_a_service(
    data: Path, service: EmbeddedStore
) -> None:
    (record,) = backbone_kg.load(data / "good", endpoint="http://127.0.0.1:9/").records
    assert (record.location, record.graph) == ("", data_graph(data / "good"))
    assert record in service.records()
