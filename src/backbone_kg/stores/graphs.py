"""What is put into a store: the graph of a data file, and each file of the ontology."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import pyoxigraph as ox

from backbone_kg.analysis.observations import metric_definitions, observations
from backbone_kg.base.findings import Findings, Severity
from backbone_kg.base.invisible_characters import visible
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.base.version import __version__
from backbone_kg.graph.ntriples import checked_n_triples
from backbone_kg.graph.rdflib_terms import NAME_KEY
from backbone_kg.knowledge.ontology_files import OntologyPaths, own_folders
from backbone_kg.knowledge.turtle_files import told_which_file
from backbone_kg.model.partnership import Partnership, date_of
from backbone_kg.stores.derived import parted
from backbone_kg.stores.provenance import (
    DATA_GRAPHS,
    LoadRecord,
    data_graph,
    now,
    ontology_graph,
    sha256_of,
)
from backbone_kg.stores.store import Load, Store

_NAME_KEY = NAME_KEY.n3().encode()

# --- data files -------------------------------------------------------------------------------


def data_load(
    partnership: Partnership,
    sha256: str,
    findings: Findings | None = None,
    *,
    located: bool = True,
) -> Load:
    """Return a data file's graph, ready to be put into a store now.

    Parameters
    ----------
    partnership
        What was read: its graph is stored, and beside it what is derived from it.
    sha256
        Of the file; taken before reading, so that a change meanwhile is noticed later.
    findings
        What is to be mended in it; None if it was not checked.
    located
        Whether the record says where on this machine the file is.

    Raises
    ------
    BackboneError
        If a node of the graph is not valid RDF.
    """
    path = Path(partnership.file)
    day, _ = date_of(partnership, None)
    snapshot = partnership.roster.snapshot
    shared, derived = parted(partnership.facts, snapshot)
    content = _stated(partnership) + shared
    record = LoadRecord(
        graph=data_graph(path),
        source=visible(str(path)),
        sha256=sha256,
        loaded=now(),
        version=__version__,
        triples=content.count(b"\n"),
        findings={} if findings is None else {one: len(findings.of(one)) for one in Severity},
        location=path.resolve().as_uri() if located else "",
        snapshot=snapshot,
        details=() if findings is None else findings.items,
    )
    return Load(record.graph, content, record, derived + observations(partnership.roster, day))


def _stated(partnership: Partnership) -> bytes:
    """Return what a file says; what rows are compared by is for the checks alone."""
    if partnership.is_table:
        lines = partnership.n_triples.encode().splitlines(keepends=True)
        return b"".join(
            [line for line in lines if _NAME_KEY not in line or line.split(b" ", 2)[1] != _NAME_KEY]
        )
    return checked_n_triples(triple for triple in partnership.graph if triple[1] != NAME_KEY)


# --- the ontology -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OntologyFile:
    """A file of the ontology.

    Parameters
    ----------
    path
        Where it is.
    name
        Its path in the ontology, with slashes.
    own
        Whether it is of a folder of the user's own.
    """

    path: Path
    name: str
    own: bool = False

    @property
    def graph(self) -> str:
        """Name of its graph."""
        return ontology_graph(quote(self.name))

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return sha256_of(self.path)

    @property
    def location(self) -> str:
        """Where it is, as a ``file:`` IRI, if it is the user's own; else ""."""
        return self.path.resolve().as_uri() if self.own else ""

    def triples(self) -> tuple[ox.Triple, ...]:
        """Return what it says; of a mapping set, its mappings."""
        if self.path.suffix == ".tsv":
            from backbone_kg.knowledge.sssom import mapping_triples, read_sssom

            content = checked_n_triples(mapping_triples(read_sssom(self.path)))
            return tuple(
                dict.fromkeys(each.triple for each in ox.parse(content, ox.RdfFormat.N_TRIPLES))
            )
        with told_which_file():
            quads = ox.parse(path=self.path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            return tuple(dict.fromkeys(quad.triple for quad in quads))


@dataclass(frozen=True, slots=True)
class MetricDefinitions:
    """What the figures of an analysis are: said once by the program, in the place of a file."""

    name: ClassVar = "metrics"
    graph: ClassVar = ontology_graph(name)
    location: ClassVar = ""

    @property
    def sha256(self) -> str:
        """Of what is said."""
        return hashlib.sha256(metric_definitions()).hexdigest()

    def triples(self) -> tuple[ox.Triple, ...]:
        """Return what is said."""
        parsed = ox.parse(metric_definitions(), format=ox.RdfFormat.N_TRIPLES)
        return tuple(quad.triple for quad in parsed)


def ontology_files(
    directory: Path | None = None,
) -> tuple[OntologyFile | MetricDefinitions, ...]:
    """Return the files that say what the knowledge base says: all but the shapes, by name.

    Among those that ship with this version are the definitions of the metrics.

    Those of folders of one's own come last; see
    :func:`backbone_kg.knowledge.ontology_files.own_folders`.

    Parameters
    ----------
    directory
        The only folder; None for what ships with this version and one's own.
    """
    if directory is not None:
        return _in_folder(directory, "")
    files: list[OntologyFile | MetricDefinitions] = [*_in_folder(ontology_dir(), "")]
    files.append(MetricDefinitions())
    for folder in own_folders():
        mark = data_graph(folder).removeprefix(DATA_GRAPHS)
        files += _in_folder(folder, f"own/{mark}/")
    return tuple(files)


def _in_folder(root: Path, prefix: str) -> tuple[OntologyFile, ...]:
    paths = OntologyPaths.of(root)
    every = sorted([*paths.first, *paths.later, *paths.mappings])
    return tuple(
        OntologyFile(path, f"{prefix}{path.relative_to(root).as_posix()}", own=bool(prefix))
        for path in every
    )


def bring_ontology(store: Store, directory: Path | None = None) -> int:
    """Bring the ontology in a store to what ships with this version.

    What is as it should be is left alone; files that there are no more go.

    Returns
    -------
    int
        How many graphs were loaded or taken away.
    """
    there = {record.graph: record for record in store.records() if record.of_ontology}
    loads: list[Load] = []
    for file in ontology_files(directory):
        sha256 = file.sha256
        old = there.pop(file.graph, None)
        if old is not None and (old.sha256, old.version) == (sha256, __version__):
            continue
        triples = file.triples()
        record = LoadRecord(
            graph=file.graph,
            source=file.name,
            sha256=sha256,
            loaded=now(),
            version=__version__,
            triples=len(triples),
            location=file.location,
        )
        loads.append(Load.of(triples, record))
    store.load_all(loads)
    for name in there:
        store.remove(name)
    return len(loads) + len(there)
