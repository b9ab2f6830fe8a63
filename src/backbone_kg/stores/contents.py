"""What is in a store, for those who keep it: files taken out, and what was found in each."""

from __future__ import annotations

from pathlib import Path

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.findings import Finding
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.stores.provenance import PROVENANCE, data_graph
from backbone_kg.stores.recorded_findings import findings_of, findings_query
from backbone_kg.stores.store import Store


def remove_file(store: Store, name: str) -> None:
    """Take a data file out of a store.

    Parameters
    ----------
    store
        Where from.
    name
        The file as the store lists it, a path to it, or the name of its graph.

    Raises
    ------
    UnknownNameError
        If it is not there, or several are listed so; the message says what there is.
    """
    records = [record for record in store.records() if not record.of_ontology]
    exact = {record.graph for record in records if name in {record.graph, record.source}}
    found = exact or {r.graph for r in records if r.graph == data_graph(Path(name))}
    if len(found) > 1:
        graphs = "\n".join(sorted(found))
        raise UnknownNameError(f"Several files are listed as {name}. Name one graph:\n{graphs}")
    if not found:
        hint = did_you_mean(name, [record.source for record in records])
        raise UnknownNameError(f"There is no file {name} in this store.{hint}")
    store.remove(found.pop())


def findings_by_file(store: Store) -> dict[str, tuple[Finding, ...]]:
    """Return what was found in each data file when it was loaded, by name of its graph."""
    return findings_of(store.query(findings_query(PROVENANCE)))
