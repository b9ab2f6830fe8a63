"""Triples of a portfolio are those that its files have by themselves."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from tests.generate import good, put, write_csv
from tests.servers.starting import oxigraph, send

import backbone_kg
from backbone_kg.cli import main
from backbone_kg.stores import MERGED, EmbeddedStore

pytest.importorskip("ibis", reason="portfolios need an extra install")

NT = "application/n-triples"
NAMES = """PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name { ?p a bkg:Partnership ; skos:prefLabel ?name } ORDER BY ?name"""


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["portfolio", *map(str, words)])


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """Return the folder of two files, of which one has a mistake, and of their portfolio."""
    data, folder = tmp_path / "data", tmp_path / "p"
    data.mkdir()
    write_csv(data / "harbor", put(good(), "Partnership!A2", "Harbor"))
    write_csv(data / "hills", put(put(good(), "Partnership!A2", "Hills"), "Partners!C2", "many"))
    assert run("build", data, "-o", folder, "--jobs", "1").exit_code == 0
    return data, folder


def merged(store: ox.Store) -> set[str]:
    """Return its default graph without blank nodes, which are called otherwise each time."""
    found = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    named = (one for one in found if ox.BlankNode not in {type(one.subject), type(one.object)})
    return {str(one.triple) for one in named}


def written(folder: Path) -> set[str]:
    """Return what a store has that files of N-Triples were loaded into."""
    store = ox.Store()
    for file in folder.iterdir():
        store.bulk_load(gzip.decompress(file.read_bytes()), format=ox.RdfFormat.N_TRIPLES)
    return merged(store)


def test_n_triples_are_the_default_graph_of_a_store_of_the_same_files(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    _, folder = made
    done = run("export", folder, "--store", tmp_path / "store")
    assert (done.exit_code, done.stdout) == (0, "Triples of 2 files.\n")
    with EmbeddedStore(tmp_path / "store", read_only=True) as store:
        loaded = {Path(one.source).name for one in store.records() if not one.of_ontology}
        wanted = merged(store.oxigraph)
    assert loaded == {"harbor", "hills"}
    assert run("export", folder, "--nt", tmp_path / "nt").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "nt").iterdir()) == [
        "ontology.nt.gz",
        "part-00001.nt.gz",
    ]
    assert written(tmp_path / "nt") == wanted
    assert run("export", folder, "--nt", tmp_path / "nt").exit_code == 2  # nothing is replaced


def test_a_service_holds_them_too_and_nothing_of_what_has_changed_since(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    data, folder = made
    whole = (
        f"CONSTRUCT {{ ?s ?p ?o }} FROM <{MERGED}> "
        "WHERE { ?s ?p ?o FILTER(!isBLANK(?s) && !isBLANK(?o)) }"
    )
    write_csv(data / "hills", put(good(), "Partnership!A2", "Quarry"))
    with oxigraph(tmp_path / "server") as server:
        for where in (("--endpoint", server.url), ("--nt", tmp_path / "nt")):
            done = run("export", folder, *where)
            assert done.exit_code == 1
            assert "Triples of 1 file." in done.stdout
            assert "hills: It has changed since the portfolio was built." in done.stdout
        there = ox.parse(send(server.url, {"query": whole}, NT), format=ox.RdfFormat.N_TRIPLES)
        assert {str(one.triple) for one in there} == written(tmp_path / "nt")
        named = backbone_kg.query(NAMES, endpoint=server.url).to_pandas()["name"]
        assert list(named) == ["Harbor"]
    done = run("export", folder, "--endpoint", server.url)
    assert done.exit_code == 2
    assert server.url in done.stderr


def test_a_question_in_sparql_sees_what_the_portfolio_holds(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    data, folder = made
    (tmp_path / "names.rq").write_text(NAMES, "utf-8")

    def names(*more: object) -> list[str]:
        done = run("query", tmp_path / "names.rq", folder, *more)
        assert done.exit_code == 0, done.output
        return [row["name"] for row in csv.DictReader(io.StringIO(done.stdout))]

    before = {entry.name for entry in folder.iterdir()}
    assert names("--only", "*harbor*") == ["Harbor"]
    assert {entry.name for entry in folder.iterdir()} == before  # of some it is not kept
    asked = run("query", tmp_path / "names.rq", folder)
    assert "Making triples of 2 files: about " in asked.stderr
    assert "Making triples" not in run("query", tmp_path / "names.rq", folder).stderr
    shutil.rmtree(data / "harbor")
    lakes = put(good(), "Partnership!A2", "Lakes")
    write_csv(data / "lakes", put(lakes, "Assignments!A2", "Zebra"))
    run("build", data, "-o", folder, "--jobs", "1")
    asked = run("query", tmp_path / "names.rq", folder)
    assert asked.stdout.split() == ["name", "Hills", "Lakes"]
    assert "assignments of lakes could not be read" in asked.stderr


def test_too_many_files_are_refused_and_the_ways_out_told(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    _, folder = made
    (tmp_path / "names.rq").write_text(NAMES, "utf-8")
    done = run("query", tmp_path / "names.rq", folder, "--at-most", "1")
    assert done.exit_code == 2
    assert "--at-most 2" in done.stderr
    assert "--only PATTERN" in done.stderr
