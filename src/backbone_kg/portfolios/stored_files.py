"""Data files that are in a store which ``load`` made: each is called ``STORE#NAME``.

Its graph there is what was read of it, as statements without sheet and row.
"""

from __future__ import annotations

from pathlib import Path

from backbone_kg.base.errors import CannotReadError
from backbone_kg.graph.ntriples import ox_n_triples
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.reading.rdf_files import rdf_partnership
from backbone_kg.stores.embedded import EmbeddedStore
from backbone_kg.stores.folder import MARK
from backbone_kg.stores.provenance import DATA_GRAPHS, LoadRecord


def is_store(path: Path) -> bool:
    """Return whether a folder is a store."""
    return (path / MARK).is_file()


def stored_named(path: Path) -> tuple[Path, str] | None:
    """Return the store and the graph that a name such as ``kg#harbor-1c0ffee1`` stands for."""
    folder, mark, name = str(path).partition("#")
    return (Path(folder), DATA_GRAPHS + name) if mark and is_store(Path(folder)) else None


def stored_in(folder: Path) -> dict[str, LoadRecord]:
    """Return what a store has of each data file, by the names under which they are read.

    Raises
    ------
    CannotReadError
        If the store cannot be opened.
    """
    with EmbeddedStore(folder, read_only=True) as store:
        found = [record for record in store.records() if not record.of_ontology]
    return {f"{folder}#{record.graph.removeprefix(DATA_GRAPHS)}": record for record in found}


def read_stored(path: Path, folder: Path, graph: str) -> Partnership:
    """Return the partnership whose statements are in a graph of a store.

    Raises
    ------
    CannotReadError
        If there is no such graph, or it cannot be understood.
    """
    wanted = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    with EmbeddedStore(folder, read_only=True) as store:
        triples = store.query(wanted).triples
    if not triples:
        raise CannotReadError(path, "There is nothing of it in the store.", "Build again.")
    content = ox_n_triples(triples).encode()
    return rdf_partnership(path, content, "ttl", standard_layout(), standard_ontology())
