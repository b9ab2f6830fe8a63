"""A store in memory or on disk: named graphs, their merge, and nothing doubled, lost or halved."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sparql.made_graphs import count, graph, node, put, record, said, shown, triple

from backbone_kg import BackboneError
from backbone_kg.base.errors import CannotReadError, CannotWriteError
from backbone_kg.knowledge import standard_ontology
from backbone_kg.stores import (
    MARK,
    PROVENANCE,
    EmbeddedStore,
    Load,
    MetricDefinitions,
    bring_ontology,
    ontology_files,
    open_store,
)

ROOT = Path(__file__).resolve().parents[2]
A, B, C = triple("a", "p", "x"), triple("b", "p", "x"), triple("c", "p", ox.Literal("y"))


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(None if request.param == "memory" else tmp_path / "store") as made:
        yield made


@pytest.fixture
def in_memory() -> Iterator[EmbeddedStore]:
    with EmbeddedStore() as made:
        yield made


# --- graphs and their merge ---------------------------------------------------------------------


def test_each_file_has_a_graph_and_a_query_sees_the_merge(store: EmbeddedStore) -> None:
    put(store, "one", [A, B])
    put(store, "two", [C])
    assert said(store) == shown([A, B, C])
    assert said(store, f"GRAPH <{graph('two')}> {{ ?s ?p ?o }}") == shown([C])


def test_the_graph_about_graphs_is_no_part_of_the_merge_and_has_a_name(
    store: EmbeddedStore,
) -> None:
    put(store, "one", [A])
    assert count(store) == 1
    sha = "SELECT ?sha WHERE { GRAPH ?g { ?x <https://schema.org/sha256> ?sha } }"
    assert len(store.query(sha)) == 1
    from_it = f"SELECT ?s FROM <{PROVENANCE}> WHERE {{ ?s <https://schema.org/sha256> ?sha }}"
    assert store.query(from_it).rows == ((ox.NamedNode(graph("one")),),)


def test_loading_again_replaces_the_graph_and_doubles_nothing(store: EmbeddedStore) -> None:
    put(store, "one", [A, B])
    put(store, "two", [B])
    new = put(store, "one", [A, C], sha256="1" * 64)
    assert said(store) == shown([A, B, C])
    assert said(store, f"GRAPH <{graph('one')}> {{ ?s ?p ?o }}") == shown([A, C])
    assert [each for each in store.records() if each.graph == new.graph] == [new]
    assert len(store.records()) == 2


def test_a_graph_that_goes_takes_along_what_it_alone_says(store: EmbeddedStore) -> None:
    put(store, "one", [A, B])
    kept = put(store, "two", [B])
    store.remove(graph("one"))
    assert said(store) == shown([B])
    assert store.records() == (kept,)


def test_a_graph_can_be_empty_and_filled_later(store: EmbeddedStore) -> None:
    put(store, "one", [])
    put(store, "one", [A])
    put(store, "one", [])
    assert count(store) == 0
    assert store.records() == (record("one"),)


def test_blank_nodes_keep_what_they_hold_together(store: EmbeddedStore) -> None:
    for _ in range(3):
        blank = ox.BlankNode()
        put(store, "one", [triple("a", "has", blank), triple(blank, "is", "b"), A])
    assert count(store) == 3
    path = "<http://example.org/a> <http://example.org/has>/<http://example.org/is> ?o"
    assert store.query(f"SELECT ?o WHERE {{ {path} }}").rows == ((node("b"),),)
    inside = f"ASK {{ GRAPH <{graph('one')}> {{ ?a ?p ?blank }} ?blank ?q ?b }}"
    assert store.query(inside).answer is True
    store.remove(graph("one"))
    assert count(store) == 0


def test_blank_nodes_of_two_files_stay_apart(store: EmbeddedStore) -> None:
    loads = [
        Load.of([triple(ox.BlankNode(), "p", "x")], record(name, 1)) for name in ("one", "two")
    ]
    store.load_all(loads)
    assert count(store) == 2


_graphs = st.sets(st.sampled_from([A, B, C, triple("d", "q", ox.Literal("z\n.", language="en"))]))
_steps = st.lists(
    st.tuples(st.sampled_from(["one", "two", "three"]), st.none() | _graphs), max_size=12
)


@given(_steps, st.booleans())
def test_after_any_loads_the_merge_is_the_union(
    steps: list[tuple[str, set[ox.Triple] | None]], together: bool
) -> None:
    store = EmbeddedStore()
    expected: dict[str, set[ox.Triple]] = {}
    waiting: list[Load] = []
    for name, triples in steps:
        if triples is None:
            store.load_all(waiting)
            waiting.clear()
            store.remove(graph(name))
            expected.pop(name, None)
            continue
        if together and name not in {load.record.source for load in waiting}:
            store.load_all(waiting)
            waiting.clear()
        waiting.append(Load.of(triples, record(name, len(triples))))
        expected[name] = triples
        if not together:
            store.load_all(waiting)
            waiting.clear()
    store.load_all(waiting)
    assert said(store) == shown(set().union(*expected.values()))
    for name, triples in expected.items():
        assert said(store, f"GRAPH <{graph(name)}> {{ ?s ?p ?o }}") == shown(triples)
    assert [each.graph for each in store.records()] == sorted(map(graph, expected))


# --- asking -------------------------------------------------------------------------------------


def test_a_term_stands_in_the_place_of_a_variable(store: EmbeddedStore) -> None:
    put(store, "one", [A, C])
    found = store.query("SELECT ?s WHERE { ?s ?p ?value }", bindings={"value": ox.Literal("y")})
    assert found.rows == ((node("c"),),)


def test_graphs_can_be_chosen(store: EmbeddedStore) -> None:
    put(store, "one", [A])
    put(store, "two", [B])
    everything = "SELECT ?s WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    chosen = store.query(everything, default_graphs=[graph("one")], named_graphs=[graph("two")])
    assert sorted(map(str, chosen.to_rows())) == [
        "{'s': 'http://example.org/a'}",
        "{'s': 'http://example.org/b'}",
    ]
    assert len(store.query(everything, default_graphs=[graph("one")])) == 1


@pytest.mark.parametrize("text", ["SELECT", "DROP ALL", "INSERT DATA { <urn:a> <urn:b> 1 }"])
def test_what_is_no_query_is_told(store: EmbeddedStore, text: str) -> None:
    put(store, "one", [A])
    with pytest.raises(BackboneError, match="not a SPARQL query"):
        store.query(text)
    assert count(store) == 1


def test_a_time_limit_is_refused_where_it_could_not_be_kept(store: EmbeddedStore) -> None:
    with pytest.raises(BackboneError, match="cannot be stopped"):
        store.query("ASK {}", timeout=1)


def test_a_closed_store_says_so(store: EmbeddedStore) -> None:
    store.close()
    store.close()
    with pytest.raises(BackboneError, match="closed"):
        store.query("ASK {}")


# --- the ontology -------------------------------------------------------------------------------


def test_each_file_of_the_ontology_is_a_graph(in_memory: EmbeddedStore) -> None:
    files = ontology_files()
    assert bring_ontology(in_memory) == len(files)
    records = in_memory.records()
    assert [each.source for each in records] == sorted(file.name for file in files)
    assert {"backbone.ttl", "frameworks/mathematica.ttl", "crosswalk.sssom.tsv"} <= {
        each.source for each in records
    }
    assert not [each for each in records if "shapes" in each.source]
    for each in records:
        inside = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{each.graph}> {{ ?s ?p ?o }} }}"
        assert count(in_memory, inside) == each.triples > 0
    assert bring_ontology(in_memory) == 0


def test_the_merge_of_the_ontology_says_what_it_knows_and_measures(
    in_memory: EmbeddedStore,
) -> None:

    bring_ontology(in_memory)
    metrics = len(MetricDefinitions().triples())
    assert count(in_memory) == len(standard_ontology().graph) + metrics


def test_the_ontology_is_brought_up_to_date_and_no_more(
    in_memory: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "one.ttl").write_text("<urn:a> <urn:b> <urn:c>, [] .")
    (folder / "two.ttl").write_text("<urn:d> <urn:e> 'f'@en .")
    assert bring_ontology(in_memory, folder) == 2
    assert bring_ontology(in_memory, folder) == 0
    assert count(in_memory) == 3
    (folder / "one.ttl").write_text("<urn:a> <urn:b> <urn:g> .")
    assert bring_ontology(in_memory, folder) == 1
    assert count(in_memory) == 2
    (folder / "two.ttl").unlink()
    assert bring_ontology(in_memory, folder) == 1
    assert count(in_memory) == 1
    monkeypatch.setattr("backbone_kg.stores.graphs.__version__", "99.0")
    assert bring_ontology(in_memory, folder) == 1
    assert [each.version for each in in_memory.records()] == ["99.0"]


def test_a_folder_of_ones_own_is_part_of_the_ontology(
    in_memory: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_ontology(in_memory)
    before = count(in_memory)
    folder = tmp_path / "my own"
    folder.mkdir()
    (folder / "backbone.ttl").write_text("<urn:mine> <urn:b> <urn:c> .")
    monkeypatch.setenv("BACKBONE_KG_ONTOLOGY", str(folder))
    assert bring_ontology(in_memory) == 1
    assert count(in_memory) == before + 1
    (mine,) = [each for each in in_memory.records() if each.location]
    assert mine.source.startswith("own/my-own-")
    assert mine.location == (folder / "backbone.ttl").resolve().as_uri()
    monkeypatch.delenv("BACKBONE_KG_ONTOLOGY")
    assert bring_ontology(in_memory) == 1
    assert count(in_memory) == before


# --- on disk ------------------------------------------------------------------------------------


def test_what_is_stored_is_there_when_the_store_opens_again(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as store:
        made = put(store, "one", [A, B])
    with EmbeddedStore(tmp_path / "store", read_only=True) as again:
        assert said(again) == shown([A, B])
        assert again.records() == (made,)
        with pytest.raises(CannotWriteError, match="opened for reading only"):
            put(again, "one", [])


def test_many_can_read_at_once_and_nobody_can_load_then(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    with (
        EmbeddedStore(tmp_path / "store", read_only=True),
        EmbeddedStore(tmp_path / "store", read_only=True),
        pytest.raises(CannotReadError, match="in use by another process"),
    ):
        EmbeddedStore(tmp_path / "store")
    EmbeddedStore(tmp_path / "store").close()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_that_another_process_fills_is_told(tmp_path: Path, read_only: bool) -> None:
    code = (
        "import sys; from pathlib import Path; "
        "from backbone_kg.stores import EmbeddedStore; "
        "store = EmbeddedStore(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "store")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(CannotReadError, match="in use by another process"):
            EmbeddedStore(tmp_path / "store", read_only)
        other.communicate()
    EmbeddedStore(tmp_path / "store", read_only).close()


def test_a_folder_with_other_things_is_no_store_and_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    for read_only in (True, False):
        with pytest.raises(CannotReadError, match="not a store of backbone-kg"):
            EmbeddedStore(tmp_path, read_only)
    with pytest.raises(CannotReadError, match="not a store of backbone-kg"):
        EmbeddedStore(tmp_path / "thesis.docx")
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.docx"]


def test_reading_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="no such store"):
        EmbeddedStore(tmp_path / "store", read_only=True)
    assert not list(tmp_path.iterdir())


def test_the_folder_around_a_store_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="does not exist"):
        EmbeddedStore(tmp_path / "nowhere" / "store")


@pytest.mark.parametrize(("step", "told"), [(1, "A later version"), (-1, "An earlier version")])
def test_a_store_of_another_format_is_refused(tmp_path: Path, step: int, told: str) -> None:
    EmbeddedStore(tmp_path).close()
    mark = json.loads((tmp_path / MARK).read_text())
    (tmp_path / MARK).write_text(json.dumps({**mark, "format": mark["format"] + step}))
    for read_only in (True, False):
        with pytest.raises(CannotReadError, match=told):
            EmbeddedStore(tmp_path, read_only)


@pytest.mark.parametrize("content", ["", "[]", '{"format": "new"}', "\x00"])
def test_a_damaged_mark_is_told(tmp_path: Path, content: str) -> None:
    EmbeddedStore(tmp_path).close()
    (tmp_path / MARK).write_text(content)
    with pytest.raises(CannotReadError, match="damaged"):
        EmbeddedStore(tmp_path)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("current", ["MANIFEST-999999\n", ""])
def test_a_damaged_database_is_told(tmp_path: Path, current: str, read_only: bool) -> None:
    EmbeddedStore(tmp_path).close()
    (tmp_path / "CURRENT").write_text(current)
    with pytest.raises(CannotReadError, match=r"cannot be opened .* Load the data into it again"):
        EmbeddedStore(tmp_path, read_only)


@pytest.mark.parametrize("reason", ["IO error: LOCK: Permission denied", "Read-only file system"])
def test_a_store_that_may_only_be_read_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    def refused(path: Path) -> ox.Store:
        raise OSError(reason)

    monkeypatch.setattr("backbone_kg.stores.folder.ox.Store", refused)
    with pytest.raises(CannotWriteError, match="may only be read"):
        EmbeddedStore(tmp_path)


def test_a_folder_or_an_address_but_not_both(tmp_path: Path) -> None:
    for path, endpoint in ((None, None), (tmp_path, "http://127.0.0.1/")):
        with pytest.raises(BackboneError, match="either the folder"):
            open_store(path, endpoint)


# --- killed in the middle -----------------------------------------------------------------------

_SIZE = 400
_LOADER = """
import sys
from pathlib import Path
import pyoxigraph as ox
from tests.sparql.made_graphs import record, triple
from backbone_kg.stores import EmbeddedStore, Load

store = EmbeddedStore(Path(sys.argv[1]))
for turn in range(int(sys.argv[2]), 100000):
    loads = []
    for name in ("one", "two", "three"):
        made = [triple(f"s{i}", f"p{turn}", ox.Literal(turn)) for i in range(SIZE)]
        made += [triple(f"s{i}", "stays", "x") for i in range(SIZE)]
        made += [triple(ox.BlankNode(), f"blank{turn}", "x")]
        # The first three are new and stored together; later ones replace, one after another.
        fresh = f"{name}-{turn}" if turn % 2 else name
        loads.append(Load.of(made, record(fresh, len(made), sha256=str(turn))))
    print(turn, flush=True)
    store.load_all(loads)
""".replace("SIZE", str(_SIZE))


def test_killed_while_it_loads_a_store_holds_whole_graphs_and_opens_again(tmp_path: Path) -> None:
    moments = random.Random(4)
    turn = 0
    for loads in (1, 3, 2, 3):
        with subprocess.Popen(
            [sys.executable, "-c", _LOADER, str(tmp_path / "store"), str(turn)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        ) as child:
            assert child.stdout is not None
            for begun in range(turn, turn + loads):
                assert int(child.stdout.readline()) == begun
            time.sleep(moments.uniform(0.0, 0.02))
            child.send_signal(signal.SIGKILL)
        with EmbeddedStore(tmp_path / "store") as store:
            records = store.records()
            expected = set()
            for each in records:
                inside = said(store, f"GRAPH <{each.graph}> {{ ?s ?p ?o }}")
                assert len(inside) == each.triples == 2 * _SIZE + 1
                at = int(each.sha256)
                assert sum(f"/p{at}>" in line for line in inside) == _SIZE
                expected |= inside
                turn = max(turn, at + 1)
            assert said(store) == expected
            named = {name.value for name in store.oxigraph.named_graphs()}
            assert named - {PROVENANCE} == {each.graph for each in records}
            for each in records:
                if "-" in each.source:
                    store.remove(each.graph)
    assert turn >= 5  # all loads but the last of each program came to their end


def test_a_store_that_was_hardly_begun_opens(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    begun = tmp_path / "begun"
    begun.mkdir()
    (begun / f".{'0' * 16}.part").write_text("{")
    EmbeddedStore(begun).close()
    only_marked = tmp_path / "marked"
    only_marked.mkdir()
    (only_marked / MARK).write_bytes((tmp_path / "store" / MARK).read_bytes())
    with EmbeddedStore(only_marked, read_only=True) as store:
        assert store.records() == ()
    with EmbeddedStore(only_marked) as store:
        put(store, "one", [A])


def test_what_is_no_rdf_is_told_and_the_rest_stays(store: EmbeddedStore) -> None:
    put(store, "one", [A])
    with pytest.raises(BackboneError, match="not valid RDF"):
        store.load_all([Load(graph("two"), b'"text" <urn:p> <urn:o> .\n', record("two"))])
    assert said(store) == shown([A])
