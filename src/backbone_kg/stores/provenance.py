"""Where a graph came from: one record for each, in a graph about graphs."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pyoxigraph as ox

from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.findings import Finding, Severity
from backbone_kg.graph.namespaces import PROJECT, term
from backbone_kg.sparql.query_results import Results
from backbone_kg.stores.recorded_findings import finding_triples, findings_deletion

GRAPHS: Final = f"{PROJECT}graph/"
"""What the names of all graphs begin with that this program writes."""

DATA_GRAPHS: Final = f"{GRAPHS}data/"
ONTOLOGY_GRAPHS: Final = f"{GRAPHS}ontology/"
PROVENANCE: Final = f"{GRAPHS}provenance"
PROGRAMS: Final = f"{PROJECT}program/"

State: TypeAlias = Literal["unchanged", "changed", "gone", "unknown"]

_VOID = "http://rdfs.org/ns/void#"
_DQV = "http://www.w3.org/ns/dqv#"
_TYPE = ox.NamedNode(term("rdf:type"))
_SOURCE = ox.NamedNode(term("dcterms:source"))
_DERIVED = ox.NamedNode(term("prov:wasDerivedFrom"))
_WHEN = ox.NamedNode(term("prov:generatedAtTime"))
_BY = ox.NamedNode(term("prov:wasAttributedTo"))
_SHA256 = ox.NamedNode(term("schema:sha256"))
_VERSION = ox.NamedNode(term("schema:softwareVersion"))
_TRIPLES = ox.NamedNode(_VOID + "triples")
_COMPUTED_ON = ox.NamedNode(_DQV + "computedOn")
_MEASURES = ox.NamedNode(_DQV + "isMeasurementOf")
_VALUE = ox.NamedNode(_DQV + "value")
TOPIC: Final = ox.NamedNode(term("foaf:primaryTopic"))
"""Says of a data file's graph which snapshot it is."""

_DATE_TIME = ox.NamedNode(term("xsd:dateTime"))


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """What is known of a graph in a store.

    Parameters
    ----------
    graph
        Its name, an IRI.
    source
        The file or folder, as the user named it; of a file of the ontology its path there.
    sha256
        Of the file's bytes when it was read; see :func:`sha256_of`.
    loaded
        When, in UTC: ``2025-09-30T14:05:09Z``.
    version
        Of the program that loaded it.
    triples
        How many there are in the graph.
    findings
        How many findings of each severity the file had; empty if it was not checked.
    location
        Where the file is, as a ``file:`` IRI; "" if that is not kept.
    snapshot
        IRI of the snapshot that a data file is; "" for a file of the ontology.
    details
        The findings themselves. They are written with the record and not read back with it; see
        :func:`backbone_kg.stores.recorded_findings.findings_of`.
    """

    graph: str
    source: str
    sha256: str
    loaded: str
    version: str
    triples: int
    findings: Mapping[Severity, int] = field(default_factory=dict)
    location: str = ""
    snapshot: str = ""
    details: tuple[Finding, ...] = field(default=(), compare=False, repr=False)

    @property
    def of_ontology(self) -> bool:
        """Whether the graph is a file of the ontology."""
        return self.graph.startswith(ONTOLOGY_GRAPHS)

    def to_dict(self) -> dict[str, Any]:
        """Return the record for JSON."""
        return {
            "graph": self.graph,
            "source": self.source,
            "location": self.location or None,
            "sha256": self.sha256,
            "loaded": self.loaded,
            "version": self.version,
            "triples": self.triples,
            "findings": {each.value: count for each, count in self.findings.items()},
        }


def now() -> str:
    """Return the time in UTC, to the second."""
    moment = datetime.datetime.now(datetime.UTC).replace(microsecond=0, tzinfo=None)
    return f"{moment.isoformat()}Z"


# --- names ------------------------------------------------------------------------------------


def data_graph(path: Path) -> str:
    """Return the name of a data file's graph.

    It depends on where the file is, not on how the user wrote that, nor on what is in it.

    Examples
    --------
    >>> data_graph(Path("/data/Our partners.xlsx"))
    'https://w3id.org/backbone-kg/graph/data/our-partners-xlsx-80d8585e'
    """
    resolved = path.resolve()
    slug = re.sub(r"[^a-z0-9]+", "-", resolved.name.lower()).strip("-") or "data"
    mark = hashlib.sha256(str(resolved).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{DATA_GRAPHS}{slug}-{mark}"


def ontology_graph(name: str) -> str:
    """Return the name of the graph of an ontology file, by its path in the ontology."""
    return f"{ONTOLOGY_GRAPHS}{name}"


def measurement(graph: str, severity: Severity) -> str:
    """Return the IRI of the statement how many findings of a severity a graph's file has."""
    return f"{graph}#{severity.value}"


# --- files ------------------------------------------------------------------------------------


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a data file, in hexadecimal.

    Of a folder it is that of the list of its .csv files, each as ``<sha256>  <name>``: what
    ``sha256sum *.csv | sha256sum`` prints where names are sorted by their bytes.

    Raises
    ------
    CannotReadError
        If it cannot be read.
    """
    try:
        if path.exists() and not (path.is_dir() or path.is_file()):  # a pipe never ends
            raise CannotReadError(
                path, "This is not an ordinary file.", "Save the data as a file and give its name."
            )
        if not path.is_dir():
            return _of_file(path)
        files = sorted(
            (each for each in path.iterdir() if each.suffix.lower() == ".csv" and each.is_file()),
            key=lambda each: each.name.encode("utf-8", "surrogateescape"),
        )
        lines = "".join(
            f"{_of_file(each)}  {each.name}\n" for each in files if not each.name.startswith(".")
        )
    except OSError as problem:
        reason = f"It cannot be read ({problem.strerror or problem})."
        raise CannotReadError(path, reason, "Check the name.") from problem
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


def _of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_of(record: LoadRecord) -> Path | None:
    """Return where a graph's file was when it was loaded; None if that is not known.

    A record without a location is of a file if the graph of the one that its source names, from
    the folder one is in, has the same name.
    """
    if not record.location:
        named = Path(record.source)
        return named if data_graph(named) == record.graph else None
    parts = urlsplit(record.location)
    if parts.scheme != "file" or parts.netloc:
        return None
    return Path(url2pathname(parts.path))


def state(record: LoadRecord, path: Path | None) -> State:
    """Return whether a graph's file is still as it was when it was loaded.

    Parameters
    ----------
    record
        Of the graph.
    path
        Where the file is; None if that is not known.
    """
    if path is None:
        return "unknown"
    if not path.exists():
        return "gone"
    try:
        return "unchanged" if sha256_of(path) == record.sha256 else "changed"
    except CannotReadError:
        return "unknown"


# --- triples ----------------------------------------------------------------------------------


def record_triples(record: LoadRecord) -> list[ox.Triple]:
    """Return what the graph about graphs says of one of them."""
    graph = ox.NamedNode(record.graph)
    program = ox.NamedNode(PROGRAMS + record.version)

    triples = [
        ox.Triple(graph, _TYPE, ox.NamedNode(term("prov:Entity"))),
        ox.Triple(graph, _SOURCE, ox.Literal(record.source)),
        ox.Triple(graph, _SHA256, ox.Literal(record.sha256)),
        ox.Triple(graph, _WHEN, ox.Literal(record.loaded, datatype=_DATE_TIME)),
        ox.Triple(graph, _TRIPLES, ox.Literal(record.triples)),
        ox.Triple(graph, _BY, program),
        ox.Triple(program, _TYPE, ox.NamedNode(term("prov:SoftwareAgent"))),
        ox.Triple(program, _VERSION, ox.Literal(record.version)),
    ]
    if record.location:
        triples.append(ox.Triple(graph, _DERIVED, ox.NamedNode(record.location)))
    if record.snapshot:
        triples.append(ox.Triple(graph, TOPIC, ox.NamedNode(record.snapshot)))
    for severity, count in record.findings.items():
        node = ox.NamedNode(measurement(record.graph, severity))
        triples += [
            ox.Triple(node, _TYPE, ox.NamedNode(_DQV + "QualityMeasurement")),
            ox.Triple(node, _COMPUTED_ON, graph),
            ox.Triple(node, _MEASURES, _metric(severity)),
            ox.Triple(node, _VALUE, ox.Literal(count)),
        ]
    return triples + finding_triples(record.graph, record.details)


def _metric(severity: Severity) -> ox.NamedNode:
    return ox.NamedNode(f"{PROVENANCE}#{severity.value}")


def record_deletion(graph: str) -> str:
    """Return updates that take away what the graph about graphs says of one of them."""
    subjects = " ".join(f"<{each}>" for each in [graph, *(measurement(graph, s) for s in Severity)])
    return (
        f"DELETE {{ GRAPH <{PROVENANCE}> {{ ?s ?p ?o }} }}\n"
        f"WHERE {{ GRAPH <{PROVENANCE}> {{ ?s ?p ?o }} VALUES ?s {{ {subjects} }} }};\n"
        + findings_deletion(graph, PROVENANCE)
    )


def records_query() -> str:
    """Return the query for all records, which :func:`records_of` reads."""
    counts = "\n".join(
        f"  OPTIONAL {{ ?of_{each.value} {_COMPUTED_ON} ?graph ; {_MEASURES} {_metric(each)} ; "
        f"{_VALUE} ?{each.value} }}"
        for each in Severity
    )
    return f"""SELECT * WHERE {{ GRAPH <{PROVENANCE}> {{
  ?graph {_SHA256} ?sha256 ; {_SOURCE} ?source ; {_WHEN} ?loaded ; {_TRIPLES} ?triples ;
    {_BY} ?program .
  ?program {_VERSION} ?version .
  OPTIONAL {{ ?graph {_DERIVED} ?location }}
  OPTIONAL {{ ?graph {TOPIC} ?snapshot }}
{counts}
}} }}"""


def records_of(answered: Results) -> tuple[LoadRecord, ...]:
    """Return the records that the answer to :func:`records_query` tells, by name of the graph."""
    found = [
        LoadRecord(
            graph=row["graph"].value,
            source=row["source"].value,
            sha256=row["sha256"].value,
            loaded=row["loaded"].value,
            version=row["version"].value,
            triples=int(row["triples"].value),
            findings={each: int(row[each.value].value) for each in Severity if row.get(each.value)},
            location=row["location"].value if row.get("location") else "",
            snapshot=row["snapshot"].value if row.get("snapshot") else "",
        )
        for row in answered.named_terms
    ]
    return tuple(sorted(found, key=lambda record: record.graph))
