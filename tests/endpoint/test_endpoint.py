"""Asking a running server: answers, formats, refusals, limits."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from tests.cli.running import run
from tests.endpoint.running import (
    LARGE,
    RUNAWAY,
    Heard,
    Server,
    serving,
)
from tests.waiting import wait_until

from backbone_kg import __version__
from backbone_kg.endpoint import GRAPH_TYPES, SOLUTION_TYPES
from backbone_kg.graph.namespaces import PROJECT

PREFIX = "PREFIX : <http://example.org/>"
SELECT = f"{PREFIX} SELECT ?who ?name {{ ?who a :Person ; :name ?name }} ORDER BY ?who LIMIT 3"
CONSTRUCT = f"{PREFIX} CONSTRUCT {{ ?who :name ?name }} WHERE {{ {SELECT.removeprefix(PREFIX)} }}"
TRIPLES = LARGE.replace("SELECT *", "CONSTRUCT { [] ?b ?f }")


# --- answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "accept",
    [
        *("application/sparql-results+json", "application/sparql-results+xml"),
        *("text/csv", "text/tab-separated-values"),
    ],
)
def test_rows_in_every_format(accept: str, server: Server, store: Path) -> None:
    heard = server.ask(SELECT, accept)
    assert (heard.status, heard.media_type) == (200, accept)
    assert heard.headers["vary"] == "Accept"
    assert heard.headers["x-rows"] == "3"
    assert server.ask("SELECT ?no { ?s a ?o } LIMIT 4", accept).headers["x-rows"] == "4"
    form = ox.QueryResultsFormat.from_media_type(accept)
    assert form is not None
    expected = ox.Store.read_only(str(store)).query(SELECT)
    assert isinstance(expected, ox.QuerySolutions)
    assert heard.content == expected.serialize(format=form)


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_graphs_in_every_format(accept: str, server: Server, store: Path) -> None:
    form = ox.RdfFormat.from_media_type(accept)
    assert form is not None
    for query, many in ((CONSTRUCT, 3), ("DESCRIBE <http://example.org/p1>", 3)):
        heard = server.ask(query, accept)
        assert (heard.status, heard.media_type) == (200, accept)
        assert heard.headers["x-rows"] == str(many)
        expected = ox.Store.read_only(str(store)).query(query)
        assert isinstance(expected, ox.QueryTriples)
        found = {quad.triple for quad in ox.parse(heard.content, format=form)}
        assert found == set(expected)


@pytest.mark.parametrize(
    ("query", "form", "accept"),
    [
        *((CONSTRUCT, form, GRAPH_TYPES[form][0]) for form in ("ttl", "jsonld")),
        *(("ASK {}", form, SOLUTION_TYPES[form][0]) for form in ("json", "xml", "csv", "tsv")),
    ],
)
def test_the_command_line_writes_the_same(
    query: str, form: str, accept: str, server: Server, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "asked.rq").write_text(query)
    done = run("query", tmp_path / "asked.rq", "--store", store, "--format", form)
    assert done.out.splitlines() == server.ask(query, accept).text.splitlines()


def test_an_answer_links_to_the_version_of_the_knowledge_base_that_it_comes_from(
    knowing: Server, knowledge: Path, tmp_path: Path
) -> None:
    version = f"{PROJECT}ontology/{__version__}"
    (tmp_path / "asked.rq").write_text(SELECT)
    for form in ("json", "xml", "csv", "tsv"):
        heard = knowing.ask(SELECT, SOLUTION_TYPES[form][0])
        assert heard.headers["link"] == (
            f'<{version}>; rel="http://www.w3.org/ns/prov#wasDerivedFrom"'
        )
        assert (version in heard.text) == (form in ("json", "xml"))
        done = run("query", tmp_path / "asked.rq", "--store", knowledge, "--format", form)
        assert done.out.splitlines() == heard.text.splitlines()


def test_csv_is_exact_unless_a_spreadsheet_program_is_to_open_it(server: Server) -> None:
    query = 'SELECT ("=1+1" AS ?a) (-1 AS ?b) {}'
    assert server.ask(query, "text/csv").text.splitlines() == ["a,b", "=1+1,-1"]
    heard = server.ask(query, "text/csv; for=spreadsheet, application/json;q=0.1")
    assert heard.text.splitlines() == ["a,b", "'=1+1,-1"]
    assert heard.headers["content-type"] == "text/csv; charset=utf-8; for=spreadsheet"


def test_one_accept_for_rows_and_graphs(server: Server) -> None:
    accept = "application/sparql-results+json, text/turtle, application/json;q=0.1"
    assert server.ask(SELECT, accept).media_type == "application/sparql-results+json"
    assert server.ask(CONSTRUCT, accept).media_type == "text/turtle"


def test_a_form_that_the_result_does_not_fit_is_not_acceptable(server: Server) -> None:
    for query, accept in ((SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png")):
        heard = server.ask(query, accept)
        assert (heard.status, heard.code) == (406, "not-acceptable")


def test_what_xml_cannot_hold_is_not_written_as_xml(server: Server) -> None:
    for query, accept, other in (
        ('SELECT ("\\u0001" AS ?a) {}', "application/sparql-results+xml", "text/csv"),
        ('CONSTRUCT { <a:a> <a:1> "x" } {}', "application/rdf+xml", "text/turtle"),
    ):
        heard = server.ask(query, accept)
        assert (heard.status, heard.code) == (406, "not-acceptable")
        assert "cannot be written as XML" in heard.json["detail"]
        assert server.ask(query, other).status == 200


def test_head_is_get_without_the_body(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": SELECT})
    got, head = server.get(path), server.request("HEAD", path)
    assert head.status == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "x-rows"):
        assert head.headers[name] == got.headers[name]


# --- refusals ----------------------------------------------------------------------------------


def test_a_malformed_query_is_told_its_place(server: Server) -> None:
    heard = server.post("SELECT * {\n  ?s ?p\n}")
    assert (heard.status, heard.code) == (400, "malformed")
    assert (heard.json["line"], heard.json["column"]) == (3, 1)
    assert "line 3, column 1" in heard.json["detail"]


def test_updates_are_forbidden(server: Server) -> None:
    for update in ("CLEAR ALL", "INSERT DATA { <a:a> <a:b> 1 }", "LOAD <http://a/>"):
        for heard in (server.ask(update), server.post(update, "application/sparql-update")):
            assert (heard.status, heard.code) == (403, "read-only")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_not_used(method: str, server: Server) -> None:
    heard = server.request(method, "/sparql")
    assert (heard.status, heard.code) == (405, "method")
    assert heard.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_nothing_is_at_other_addresses(server: Server) -> None:
    for path in ("/nothing", "/sparql/x", "/queries/x/y", "/page/", "/page/../service.py"):
        heard = server.get(path)
        assert (heard.status, heard.code) == (404, "not-found")
    for method in ("PUT", "OPTIONS"):
        heard = server.request(method, "/nothing")
        assert (heard.status, heard.code) == (404, "not-found")


def test_a_host_that_is_none_is_refused(server: Server) -> None:
    heard = server.get("/health", Host="a b<script>")
    assert (heard.status, heard.code) == (400, "bad-request")


# --- calling out -------------------------------------------------------------------------------


@pytest.fixture
def elsewhere() -> Iterator[socket.socket]:
    """Another service, which notes whether it is called."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


def called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_no_other_service_is_called(server: Server, elsewhere: socket.socket) -> None:
    address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
    for query in (
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
        f"PREFIX x: <{address}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?x {{ <{address}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    ):
        heard = server.ask(query)
        assert (heard.status, heard.code) == (403, "service-refused")
    server.ask(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}")
    server.ask("ASK {}", **{"default-graph-uri": address, "named-graph-uri": address})
    assert not called(elsewhere)


@pytest.fixture(scope="module")
def open_to_some(store: Path, server: Server) -> Iterator[Server]:
    """A server that may call an address, and lets the pages of one site ask."""
    with serving(
        store, allow_service=[server.endpoint], allow_origins=["https://A.example:443/"]
    ) as running:
        yield running


def test_an_address_allowed_at_the_start_is_called(server: Server, open_to_some: Server) -> None:
    query = f"SELECT ?who {{ SERVICE <{server.endpoint}> {{ {SELECT.removeprefix(PREFIX)} }} }}"
    heard = open_to_some.ask(f"{PREFIX} {query}", "text/csv")
    assert heard.status == 200, heard.text
    assert len(heard.text.split()) == 4
    other = open_to_some.ask(query.replace("/sparql>", "/sparql/>"))
    assert (other.status, other.code) == (403, "service-refused")
    assert server.endpoint in other.json["detail"]


# --- limits ------------------------------------------------------------------------------------


def test_a_runaway_is_stopped_at_its_deadline_and_replaced(store: Path) -> None:
    with serving(store, timeout=1, workers=2) as server:
        before = set(server.workers())
        begin = time.monotonic()
        heard = server.ask(RUNAWAY)
        assert time.monotonic() - begin >= 1
        assert (heard.status, heard.code) == (503, "time")
        assert "retry-after" not in heard.headers  # it would take as long again
        assert "1 seconds" in heard.json["detail"]
        wait_until(lambda: len(server.workers()) == 2 and set(server.workers()) != before)
        assert len(before & set(server.workers())) == 1


@pytest.fixture(scope="module")
def patient(store: Path) -> Iterator[Server]:
    """A server that gives a query more time than the tests take."""
    with serving(store, timeout=600, workers=3, waiting=3, per_client=3, wait=600) as running:
        yield running


@contextmanager
def asking(
    server: Server, *clients: str | None, running: int = 1
) -> Iterator[list[http.client.HTTPConnection]]:
    """Let clients ask for what takes for ever, one after another; they hang up at the end.

    Parameters
    ----------
    server
        Whom.
    *clients
        From where; None for this machine.
    running
        How many of these queries the server runs at a time; the others wait.
    """
    with ExitStack() as stack:
        connections = []
        for number, client in enumerate(clients, 1):
            asked = Server(server.process, server.port, server.log_file, client)
            connection = asked.begin(RUNAWAY)
            stack.callback(connection.close)
            connections.append(connection)
            begun = min(number, running)
            wait_until(partial(server.is_busy, begun, number - begun))
        yield connections
    wait_until(lambda: server.is_busy(running=0))


def test_a_client_that_hangs_up_has_its_query_stopped(patient: Server) -> None:
    before = patient.workers()
    with asking(patient, "192.0.2.2", "192.0.2.2"):
        assert patient.is_busy(running=1, waiting=1)
    wait_until(lambda: len(patient.workers()) == 3 and patient.workers() != before)
    assert patient.ask("ASK {}").json["boolean"] is True
    assert patient.log().count("192.0.2.2 GET /sparql 499 ") == 2


def test_quick_questions_are_answered_beside_more_runaways_than_there_are_processes(
    patient: Server,
) -> None:
    quick = [SELECT, CONSTRUCT, "ASK {}"]
    expected = [patient.ask(query).content for query in quick]

    def ask_quickly(client: str) -> list[bytes]:
        return [patient.seen_by(client).ask(query).content for query in quick * 5]

    runaways = ["192.0.2.2", "192.0.2.3", "192.0.2.4"]
    with asking(patient, *runaways), ThreadPoolExecutor(3) as threads:
        assert patient.is_busy(running=1, waiting=2)
        heard = threads.map(ask_quickly, ["192.0.2.5", "192.0.2.6", "192.0.2.7"])
        assert list(heard) == [expected * 5] * 3


def test_a_quick_question_that_nobody_asked_before_is_answered_too(patient: Server) -> None:
    """Each runaway is another query, so that none of them is known to be one."""
    with ExitStack() as stack:
        for number in range(4):
            stack.callback(patient.begin(RUNAWAY.replace("?n", f"?n{'x' * number}")).close)
        assert patient.ask("ASK { ?s ?p 'never asked' }").json["boolean"] is False
    wait_until(lambda: patient.is_busy(running=0))


def test_programs_on_one_machine_are_told_apart(patient: Server) -> None:
    """All of them have one address."""
    with asking(patient, None, None, None, None):
        assert patient.ask("ASK {}").status == 200  # a fourth one of that address


def test_others_are_answered_while_one_client_asks_for_very_much(patient: Server) -> None:
    with asking(patient, *["192.0.2.2"] * 3):
        assert patient.is_busy(running=1, waiting=2)
        assert patient.ask("ASK {}").status == 200
        refused = patient.seen_by("192.0.2.2").ask("ASK {}")
        assert (refused.status, refused.code) == (429, "too-many-queries")
        assert int(refused.headers["retry-after"]) >= 1


def test_when_too_many_wait_those_that_take_long_give_way(patient: Server) -> None:
    clients = ["192.0.2.2", "192.0.2.3", "192.0.2.2", "192.0.2.2"]
    with asking(patient, *clients) as connections:
        assert patient.is_busy(running=1, waiting=3)
        late = patient.seen_by("192.0.2.4").begin(RUNAWAY)
        answer = connections[3].getresponse()
        assert (answer.status, json.loads(answer.read())["code"]) == (503, "busy")
        assert int(answer.headers["retry-after"]) >= 1
        assert patient.is_busy(running=1, waiting=3)
        assert patient.ask("ASK {}").status == 200
        late.close()


def test_a_query_has_a_length(server: Server) -> None:
    fitting = "ASK {} #".ljust(5_000, "x")
    assert server.post(fitting).status == 200
    for heard in (server.post(fitting + "x"), server.ask(fitting + "x")):
        assert (heard.status, heard.code) == (413, "query-length")


def test_a_body_has_a_size(server: Server) -> None:
    heard = server.post("ASK {} #".ljust(20_001, "x"))
    assert (heard.status, heard.code) == (413, "body-size")


def test_a_body_that_does_not_tell_its_size_has_one_too(server: Server) -> None:
    connection = server.connection()
    pieces = (b"#" * 1_000 for _ in range(100))
    connection.request(
        "POST", "/sparql", pieces, {"Content-Type": "application/sparql-query"}, encode_chunked=True
    )
    answer = connection.getresponse()
    assert (answer.status, json.loads(answer.read())["code"]) == (413, "body-size")
    connection.close()


@pytest.fixture(scope="module")
def narrow(store: Path) -> Iterator[Server]:
    """A server that gives little."""
    with serving(
        store, timeout=600, wait=0.3, body_seconds=0.3, result_bytes=50_000, memory=200 << 20
    ) as running:
        yield running


def test_a_body_that_does_not_come_is_not_waited_for(narrow: Server) -> None:
    with socket.create_connection(("127.0.0.1", narrow.port), timeout=60) as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
        heard = client.recv(100_000)
    assert heard.startswith(b"HTTP/1.1 408 ")


def test_a_query_waits_so_long_and_no_longer(narrow: Server) -> None:
    with asking(narrow, None):
        heard = narrow.ask("ASK {}")
        assert (heard.status, heard.code) == (503, "busy")
        assert "its turn did not come" in heard.json["detail"]


def test_a_result_has_a_size_and_a_query_its_memory(narrow: Server) -> None:
    wait_until(lambda: narrow.ask("ASK {}").status == 200)
    heard = narrow.ask(LARGE)
    assert (heard.status, heard.code) == (413, "result-bytes")
    wait_until(lambda: narrow.ask("ASK {}").status == 200)
    heard = narrow.ask(LARGE.replace("}", ". ?g ?h ?i } ORDER BY ?c ?f ?i LIMIT 1"))
    assert (heard.status, heard.code) == (503, "memory")
    assert "200 MiB" in heard.json["detail"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        *((LARGE, names[0]) for names in SOLUTION_TYPES.values()),
        *((TRIPLES, GRAPH_TYPES[form][0]) for form in ("ttl", "nt", "rdf")),
    ],
)
def test_a_result_has_a_number_of_rows_or_triples(query: str, accept: str, server: Server) -> None:
    assert server.ask(f"{query} LIMIT 1000", accept).status == 200
    for more in (f"{query} LIMIT 1001", query):
        heard = server.ask(more, accept)
        assert (heard.status, heard.code) == (413, "result-rows")


# --- for browsers ------------------------------------------------------------------------------


SITE = "https://a.example"


def preflight(server: Server, origin: str) -> Heard:
    """Ask what a browser asks before it lets a page of a site send a query in a POST."""
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    return server.request("OPTIONS", "/sparql", headers=headers)


def test_no_page_of_another_site_may_ask_what_is_on_ones_own_computer(server: Server) -> None:
    for heard in (
        server.get("/sparql", Origin=SITE),
        server.get("/health", Origin="null"),
        server.get("/queries/frameworks", **{"Sec-Fetch-Site": "cross-site"}),
        preflight(server, SITE),
    ):
        assert (heard.status, heard.code) == (403, "foreign-page")
        assert "access-control-allow-origin" not in heard.headers
        assert "Origin" not in heard.headers.get("vary", "")
    assert server.get("/", "text/html", **{"Sec-Fetch-Site": "cross-site"}).status == 200
    assert preflight(server, server.base).status == 204
    assert "access-control-allow-origin" not in server.ask("no query").headers


def test_pages_of_every_site_may_if_that_is_wanted(store: Path) -> None:
    with serving(store, allow_origins=["*"]) as server:
        for heard in (
            server.get("/sparql", Origin=SITE),
            server.ask("no query"),
            preflight(server, SITE),
            server.get("/health", Host="elsewhere.example"),
        ):
            assert heard.headers["access-control-allow-origin"] == "*"
            assert "Retry-After" in heard.headers["access-control-expose-headers"]
            assert "Origin" not in heard.headers.get("vary", "")
        heard = preflight(server, SITE)
    assert heard.status == 204
    told = heard.headers
    assert told["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    assert "Content-Type" in told["access-control-allow-headers"]


def test_or_of_named_ones_alone(open_to_some: Server) -> None:
    for allowed in (open_to_some.get("/health", Origin=SITE), preflight(open_to_some, SITE)):
        assert allowed.headers["access-control-allow-origin"] == SITE
        assert allowed.headers["vary"] == "Origin"
    for origin in ("https://b.example", "http://a.example", f"{SITE}.b.example", "null"):
        other = open_to_some.get("/health", Origin=origin)
        assert "access-control-allow-origin" not in other.headers
        assert other.headers["vary"] == "Origin"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:7878", "127.0.0.1:1", "[::1]:7878"])
def test_it_answers_at_the_names_of_this_machine(host: str, server: Server) -> None:
    assert server.get("/health", Host=host).status == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:7878", "localhost.a"])
def test_and_at_no_name_that_was_made_to_lead_here(host: str, server: Server) -> None:
    for heard in (
        server.get("/sparql?query=ASK%20%7B%7D", Host=host),
        server.get("/page/page.js", Host=host),
        server.request("OPTIONS", "/sparql", headers={"Host": host}),
    ):
        assert (heard.status, heard.code) == (421, "wrong-host")
        assert "localhost, 127.0.0.1, [::1]" in heard.json["detail"]
    assert " 421 " in server.log()


def test_the_page_may_load_what_comes_with_it_alone(server: Server) -> None:
    page = server.get("/", "text/html")
    assert (page.status, page.media_type) == (200, "text/html")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    script = server.get("/page/page.js")
    assert (script.status, script.media_type) == (200, "text/javascript")
    assert script.headers["x-content-type-options"] == "nosniff"


# --- the log -----------------------------------------------------------------------------------


def test_the_log_tells_who_and_what_but_no_query(server: Server) -> None:
    server.ask(f"{SELECT} # secret-words")
    server.post(f"{SELECT} # secret-words")
    server.get("/x%0AForged%20line")
    log = server.log()
    assert "127.0.0.1 GET /sparql 200 " in log
    assert "127.0.0.1 POST /sparql 200 " in log
    assert "secret-words" not in log
    assert "\nForged" not in log


def test_what_is_where_and_every_limit_is_told(server: Server) -> None:
    told = server.get("/", "application/json").json
    assert told["limits"]["timeout"] == 600
    assert told["limits"]["result_rows"] == 1_000
    for address in told["addresses"]:
        heard = server.get(address.replace("{name}", quote("capacities-by-function")))
        assert heard.status == 200, address
    assert {(503, "time"), (413, "result-rows"), (429, "too-many-queries")} <= {
        (one["status"], one["code"]) for one in told["refusals"]
    }
