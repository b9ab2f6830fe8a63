"""The W3C's test cases of the SPARQL 1.1 Protocol that apply to a read-only service.

They are those of the manifest in ``data-sparql11/protocol`` (github.com/w3c/rdf-tests), under the
same names: the same methods, addresses, bodies and media types. With those that are left out they
are all of the manifest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from tests.endpoint.running import W3C_DATA, Heard, Server

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

LEFT_OUT = {
    *("update_dataset_default_graph", "update_dataset_default_graphs"),
    *("update_dataset_named_graphs", "update_dataset_full"),
    *("update_post_form", "update_post_direct", "update_base_uri"),
}
"""Cases that do not apply: an update that must succeed; the service is read-only.

Those in which an update must fail (bad_update_…) do.
"""


def graphs(kind: str, *numbers: int) -> str:
    return "&".join(f"{kind}-graph-uri={quote(f'{W3C_DATA}data{n}.rdf', safe='')}" for n in numbers)


def typed(*numbers: int) -> str:
    return " . ".join(f"<{W3C_DATA}data{n}.rdf> a ?type" for n in numbers)


IN_GRAPHS = f"GRAPH ?g1 {{ {typed(1)} }} GRAPH ?g2 {{ {typed(2)} }}"
NO_GRAPH = graphs("default", 0)


@dataclass(frozen=True)
class Case:
    """A request, and what must come of it.

    ``expected``: ``yes`` (an ask answered with true), ``ask``, ``rows``, ``graph``, or ``refused``
    (a status of 4xx).
    """

    name: str
    expected: str
    parameters: str = ""
    method: str = "POST"
    body: str | bytes | None = None
    content_type: str | None = None

    def heard(self, server: Server) -> Heard:
        body = self.body.encode() if isinstance(self.body, str) else self.body
        headers = {"Content-Type": self.content_type} if self.content_type else {}
        path = "/sparql/" + (f"?{self.parameters}" if self.parameters else "")
        return server.request(self.method, path, body, headers)


def get(query: str, *more: str) -> dict[str, str]:
    return {"method": "GET", "parameters": "&".join([f"query={quote(query, safe='')}", *more])}


def post(query: str, *parameters: str) -> dict[str, str]:
    return {"body": query, "content_type": QUERY, "parameters": "&".join(parameters)}


CASES = [
    Case("query_post_form", "yes", NO_GRAPH, body="query=ASK%20%7B%7D", content_type=FORM),
    Case(
        "query_dataset_default_graphs_get",
        "yes",
        **get(f"ASK {{ {typed(1, 2)} . }}", graphs("default", 1, 2)),
    ),
    Case(
        "query_dataset_default_graphs_post",
        "yes",
        **post(f"ASK {{ {typed(1, 2)} . }}", graphs("default", 1, 2)),
    ),
    Case(
        "query_dataset_named_graphs_post",
        "yes",
        **post(f"ASK {{ {IN_GRAPHS} }}", graphs("named", 1, 2)),
    ),
    Case(
        "query_dataset_named_graphs_get",
        "yes",
        **get(f"ASK {{ {IN_GRAPHS} }}", graphs("named", 1, 2)),
    ),
    Case(
        "query_dataset_full",
        "yes",
        **post(f"ASK {{ {typed(3)} {IN_GRAPHS} }}", graphs("default", 3), graphs("named", 1, 2)),
    ),
    # In the manifest the & between the two graphs is percent-encoded too, so that they would be one
    # of a strange name; here it is what the case is about.
    Case(
        "query_multiple_dataset",
        "yes",
        **post(f"ASK FROM <{W3C_DATA}data3.rdf> {{ {IN_GRAPHS} }}", graphs("named", 1, 2)),
    ),
    Case("query_get", "yes", **get("ASK {}", NO_GRAPH)),
    Case("query_content_type_select", "rows", **post("SELECT (1 AS ?value) {}", NO_GRAPH)),
    Case("query_content_type_ask", "ask", **post("ASK {}", NO_GRAPH)),
    Case(
        "query_content_type_describe", "graph", **post("DESCRIBE <http://example.org/>", NO_GRAPH)
    ),
    Case(
        "query_content_type_construct",
        "graph",
        **post("CONSTRUCT { <s> <p> 1 } WHERE {}", NO_GRAPH),
    ),
    Case("query_post_direct", "yes", **post("ASK {}")),
    Case("bad_query_method", "refused", f"query=ASK%20%7B%7D&{NO_GRAPH}", "PUT", content_type=FORM),
    Case(
        "bad_multiple_queries",
        "refused",
        "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D",
        "GET",
    ),
    Case("bad_query_wrong_media_type", "refused", body="ASK {}", content_type="text/plain"),
    Case("bad_query_missing_form_type", "refused", body="query=ASK%20%7B%7D"),
    Case("bad_query_missing_direct_type", "refused", body="ASK {}"),
    Case(
        "bad_query_non_utf8",
        "refused",
        body="ASK {}".encode("utf-16"),
        content_type=f"{QUERY}; charset=UTF-16",
    ),
    Case("bad_query_syntax", "refused", "query=ASK%20%7B", "GET"),
    Case("bad_update_get", "refused", "update=CLEAR%20ALL", "GET"),
    Case(
        "bad_multiple_updates",
        "refused",
        body="update=CLEAR%20NAMED&update=CLEAR%20DEFAULT",
        content_type=FORM,
    ),
    Case("bad_update_wrong_media_type", "refused", body="CLEAR NAMED", content_type="text/plain"),
    Case("bad_update_missing_form_type", "refused", body="update=CLEAR%20NAMED"),
    Case(
        "bad_update_non_utf8",
        "refused",
        body="CLEAR NAMED".encode("utf-16"),
        content_type=f"{UPDATE}; charset=UTF-16",
    ),
    Case("bad_update_syntax", "refused", body="update=CLEAR%20XYZ", content_type=FORM),
    Case(
        "bad_update_dataset_conflict",
        "refused",
        body="using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople&update="
        + quote(
            "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } USING <http://example/x> WHERE { ?s ?p ?o }"
        ),
        content_type=FORM,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, knowing: Server) -> None:
    heard = case.heard(knowing)
    if case.expected == "refused":
        assert 400 <= heard.status < 500
        return
    assert heard.status == 200, heard.text
    if case.expected == "graph":
        form = ox.RdfFormat.from_media_type(heard.media_type)
        assert form is not None
        triples = list(ox.parse(heard.content, format=form))
        assert len(triples) == int("CONSTRUCT" in str(case.body))
        return
    results = ox.QueryResultsFormat.from_media_type(heard.media_type)
    assert results is not None
    answer = ox.parse_query_results(heard.content, format=results)
    if case.expected == "rows":
        assert isinstance(answer, ox.QuerySolutions)
        assert [str(row["value"]) for row in answer] == [str(ox.Literal(1))]
    else:
        assert isinstance(answer, ox.QueryBoolean)
        assert bool(answer)


@pytest.mark.parametrize("case", [one for one in CASES if "dataset" in one.name], ids=str)
def test_the_dataset_matters(case: Case, knowing: Server) -> None:
    # So that the cases above cannot pass by asking the whole store whatever the request names.
    if case.expected == "yes":
        first = f"graph-uri={quote(f'{W3C_DATA}data1', safe='')}"
        other = replace(case, parameters=case.parameters.replace(first, "graph-uri=a:b"))
        assert other != case
        assert other.heard(knowing).json["boolean"] is False


def test_every_case_of_the_manifest_is_run_or_left_out() -> None:
    run = {case.name for case in CASES}
    assert len(run) == len(CASES) == 27
    assert len(run | LEFT_OUT) == 34
