"""Names of graphs, hashes of files, and what the graph about graphs says."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from tests.sparql.made_graphs import put, record

from backbone_kg import Partnership
from backbone_kg.base.errors import CannotReadError
from backbone_kg.graph.namespaces import DATA
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import standard_layout
from backbone_kg.stores import (
    DATA_GRAPHS,
    EmbeddedStore,
    Load,
    LoadRecord,
    data_graph,
    data_load,
    file_of,
    record_triples,
    sha256_of,
    state,
)


def test_the_name_of_a_graph_depends_on_where_the_file_is_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Our Partners (née).xlsx"
    file.write_text("one")
    name = data_graph(file)
    file.write_text("two")
    monkeypatch.chdir(tmp_path)
    link = tmp_path / "link.xlsx"
    link.symlink_to(file)
    assert name == data_graph(Path(file.name)) == data_graph(link) == data_graph(Path("./") / file)
    assert name.startswith(f"{DATA_GRAPHS}our-partners-n-e-xlsx-")
    assert name != data_graph(tmp_path / "sub" / file.name)


@pytest.mark.parametrize("name", ["日本.ttl", "a b\nc.ttl", '<>"{}|^`.ttl', os.fsdecode(b"\xff")])
def test_any_name_of_a_file_makes_a_name_of_a_graph(name: str) -> None:
    assert ox.NamedNode(data_graph(Path(name))).value.startswith(DATA_GRAPHS)


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a.ttl") == hashlib.sha256(b"abc").hexdigest()
    with pytest.raises(CannotReadError, match="cannot be read"):
        sha256_of(tmp_path / "none")


def test_the_hash_of_a_folder_is_that_of_its_tables(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"2")
    (tmp_path / "a.CSV").write_bytes(b"1")
    lines = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in (("a.CSV", b"1"), ("b.csv", b"2"))
    )
    first = sha256_of(tmp_path)
    assert first == hashlib.sha256(lines.encode()).hexdigest()
    (tmp_path / "notes.txt").write_text("not read")
    (tmp_path / ".~lock.a.csv").write_text("not read")
    assert sha256_of(tmp_path) == first
    (tmp_path / "b.csv").rename(tmp_path / "c.csv")
    assert sha256_of(tmp_path) != first


def record_of(file: Path, *, located: bool = True) -> LoadRecord:
    """Return the record of a file with nothing in it that counts."""
    data = Partnership(
        str(file), "ttl", DATA + "x", standard_layout(), standard_ontology(), Graph()
    )
    return data_load(data, sha256_of(file), located=located).record


def test_whether_a_file_has_changed_since(tmp_path: Path) -> None:
    file = tmp_path / "ä b%20.ttl"
    file.write_text("one")
    made = record_of(file)
    assert file_of(made) == file.resolve()
    assert state(made, file_of(made)) == "unchanged"
    file.write_text("two")
    assert state(made, file) == "changed"
    file.unlink()
    assert state(made, file) == "gone"
    assert state(made, None) == "unknown"


def test_without_a_location_a_file_is_found_from_the_folder_it_was_named_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("one.ttl")
    file.write_text("one")
    made = record_of(file, located=False)
    assert made.location == ""
    assert str(tmp_path) not in str(record_triples(made))
    assert state(made, file_of(made)) == "unchanged"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    file.write_text("another of that name")
    assert file_of(made) is None


@pytest.mark.parametrize("location", ["", "https://example.org/a", "file://otherhost/a"])
def test_a_location_that_is_not_on_this_machine_is_no_file(location: str) -> None:
    assert file_of(record("one", location=location)) is None


def test_a_record_comes_back_as_it_was() -> None:
    store = EmbeddedStore()
    odd = record("one", source='we "quote"\n\\ it.xlsx', findings={}, location="")
    store.load_all([Load.of([], odd)])
    plain = put(store, "two", [])
    assert store.records() == (odd, plain)


def test_the_words_are_those_of_known_vocabularies() -> None:
    spaces = {
        str(each.predicate).strip("<>").rpartition("/")[0] for each in record_triples(record("a"))
    }
    known = {"http://purl.org/dc/terms", "https://schema.org", "http://www.w3.org/ns"}
    known |= {"http://rdfs.org/ns", "http://www.w3.org/1999/02"}
    assert spaces == known


def test_times_are_in_utc_to_the_second(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").touch()
    moment = record_of(tmp_path / "a.ttl").loaded
    assert len(moment) == 20
    assert moment.endswith("Z")
