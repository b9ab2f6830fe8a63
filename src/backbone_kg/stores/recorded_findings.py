"""What was found in a data file, kept beside the record of its loading, to be asked in SPARQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from backbone_kg.base.findings import Finding, Severity
from backbone_kg.graph.namespaces import term
from backbone_kg.sparql.query_results import Results

MOST: Final = 100
"""How many findings of one file are kept, the worst first; all are counted."""

_TYPE = ox.NamedNode(term("rdf:type"))
_RESULT = ox.NamedNode(term("sh:ValidationResult"))
_ABOUT = ox.NamedNode(term("schema:about"))
_SEVERITY = ox.NamedNode(term("sh:resultSeverity"))
_MESSAGE = ox.NamedNode(term("sh:resultMessage"))
_CODE = ox.NamedNode(term("bkg:code"))
_PLACE = ox.NamedNode(term("schema:position"))
_REMEDY = ox.NamedNode(term("bkg:remedy"))
_SEVERITIES: Final = {
    Severity.ERROR: ox.NamedNode(term("sh:Violation")),
    Severity.WARNING: ox.NamedNode(term("sh:Warning")),
    Severity.INFO: ox.NamedNode(term("sh:Info")),
}


def finding_triples(graph: str, findings: Iterable[Finding]) -> list[ox.Triple]:
    """Return what is said of the findings of a data file.

    Parameters
    ----------
    graph
        Name of the file's graph.
    findings
        Of which the worst :data:`MOST` are told.
    """
    triples = []
    worst = sorted(findings, key=lambda finding: finding.severity.rank)[:MOST]
    for number, finding in enumerate(worst, 1):
        node = ox.NamedNode(f"{graph}#finding-{number}")
        triples += [
            ox.Triple(node, _TYPE, _RESULT),
            ox.Triple(node, _ABOUT, ox.NamedNode(graph)),
            ox.Triple(node, _SEVERITY, _SEVERITIES[finding.severity]),
            ox.Triple(node, _CODE, ox.Literal(finding.code)),
            ox.Triple(node, _MESSAGE, ox.Literal(finding.message)),
        ]
        for path, text in ((_PLACE, finding.place), (_REMEDY, finding.remedy)):
            if text:
                triples.append(ox.Triple(node, path, ox.Literal(text)))
    return triples


def findings_deletion(graph: str, about: str) -> str:
    """Return an update that takes away what is said of the findings of a file.

    Parameters
    ----------
    graph
        Name of the file's graph.
    about
        Name of the graph in which it is said.
    """
    return (
        f"DELETE {{ GRAPH <{about}> {{ ?s ?p ?o }} }}\n"
        f"WHERE {{ GRAPH <{about}> {{ ?s {_ABOUT} <{graph}> ; ?p ?o }} }}"
    )


def findings_query(about: str) -> str:
    """Return the query for all findings in a graph, which :func:`findings_of` reads."""
    return f"""SELECT ?graph ?finding ?severity ?code ?message ?place ?remedy WHERE {{
  GRAPH <{about}> {{
    ?finding {_ABOUT} ?graph ; {_SEVERITY} ?severity ; {_CODE} ?code ; {_MESSAGE} ?message .
    OPTIONAL {{ ?finding {_PLACE} ?place }}
    OPTIONAL {{ ?finding {_REMEDY} ?remedy }}
  }}
}}"""


def findings_of(answered: Results) -> dict[str, tuple[Finding, ...]]:
    """Return the findings that the answer to :func:`findings_query` tells, by name of the graph.

    Their ``sheet`` and ``cell`` are those of the place; what else is known of a finding is not
    kept. They are in the order in which :func:`finding_triples` numbers them.
    """
    severities = {node.value: severity for severity, node in _SEVERITIES.items()}
    found: dict[str, list[tuple[int, Finding]]] = {}
    for row in answered.named_terms:
        texts = {name: row[name].value if row.get(name) else "" for name in ("place", "remedy")}
        sheet, _, cell = texts["place"].partition("!")
        about_a_thing = sheet.startswith("<")
        number = int(row["finding"].value.rpartition("-")[2])
        finding = Finding(
            code=row["code"].value,
            severity=severities[row["severity"].value],
            message=row["message"].value,
            remedy=texts["remedy"],
            sheet="" if about_a_thing else sheet,
            cell="" if about_a_thing else cell,
            iri=texts["place"][1:-1] if about_a_thing else "",
        )
        found.setdefault(row["graph"].value, []).append((number, finding))
    return {
        graph: tuple(finding for _, finding in sorted(numbered, key=lambda pair: pair[0]))
        for graph, numbered in found.items()
    }
