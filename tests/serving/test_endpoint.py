"""Asking a running server: answers, formats, refusals, limits."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from tests.serving.running import LARGE, PEOPLE, RUNAWAY, Heard, Server, make_store, serving

from backbone_kg.serving.routes import SECONDS_TO_COUNT

PREFIX = "PREFIX : <http://example.org/>"
SELECT = f"{PREFIX} SELECT ?who ?name {{ ?who a :Person ; :name ?name }} ORDER BY ?who LIMIT 3"
CONSTRUCT = f"{PREFIX} CONSTRUCT {{ ?who :name ?name }} WHERE {{ {SELECT.removeprefix(PREFIX)} }}"
TIMEOUT = 1.0


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("endpoint"), PEOPLE)


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(
        store,
        timeout=TIMEOUT,
        workers=3,
        query_length=5_000,
        result_rows=1_000,
        body_size=20_000,
    ) as running:
        yield running


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


@pytest.mark.parametrize(("query", "answer"), [("ASK {}", True), ("ASK { <a:a> ?p ?o }", False)])
def test_yes_and_no(query: str, answer: bool, server: Server) -> None:
    assert server.ask(query).json["boolean"] is answer
    assert server.ask(query, "text/csv").text == str(answer).lower()


def test_a_browser_that_accepts_anything_gets_an_answer(server: Server) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert server.ask(SELECT, accept).media_type == "application/xml"


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


def test_the_default_graph_is_the_merge_and_graph_reaches_each(server: Server) -> None:
    count = "SELECT (COUNT(*) AS ?n) { %s }"
    rows = [
        server.ask(count % pattern, "text/csv").text.split()[1]
        for pattern in ("?s ?p ?o", "GRAPH <http://example.org/graph/people> { ?s ?p ?o }")
    ]
    assert rows == ["600", "600"]


def test_a_graph_that_is_no_iri_is_refused(server: Server) -> None:
    heard = server.ask("ASK {}", **{"default-graph-uri": "no iri"})
    assert (heard.status, heard.code) == (400, "bad-request")


# --- refusals ----------------------------------------------------------------------------------


def test_a_malformed_query_is_told_its_place(server: Server) -> None:
    heard = server.post("SELECT * {\n  ?s ?p\n}")
    assert (heard.status, heard.code) == (400, "malformed")
    assert (heard.json["line"], heard.json["column"]) == (3, 1)
    assert "line 3, column 1" in heard.json["detail"]


def test_a_query_nested_too_deep_does_not_end_the_service(server: Server) -> None:
    before = server.workers()
    heard = server.ask("ASK " + "{" * 2_000 + "}" * 2_000)
    assert (heard.status, heard.code) == (413, "query-depth")
    assert server.workers() == before


@pytest.mark.parametrize(
    "update", ["CLEAR ALL", "INSERT DATA { <a:a> <a:b> 1 }", "LOAD <http://a/>"]
)
def test_updates_are_forbidden(update: str, server: Server) -> None:
    for heard in (
        server.get("/sparql?" + urlencode({"update": update})),
        server.ask(update),
        server.post(update),
        server.post(update, "application/sparql-update"),
        server.post(urlencode({"update": update}), "application/x-www-form-urlencoded"),
    ):
        assert (heard.status, heard.code) == (403, "read-only")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_not_used(method: str, server: Server) -> None:
    heard = server.request(method, "/sparql")
    assert (heard.status, heard.code) == (405, "method")
    assert heard.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_other_media_types_are_refused(server: Server) -> None:
    heard = server.post("ASK {}", "text/plain")
    assert (heard.status, heard.code) == (415, "media-type")


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
        listener.settimeout(0.3)
        yield listener


def called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except TimeoutError:
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


def test_an_address_allowed_at_the_start_is_called(store: Path, server: Server) -> None:
    query = f"SELECT ?who {{ SERVICE <{server.endpoint}> {{ {SELECT.removeprefix(PREFIX)} }} }}"
    with serving(store, allow_service=[server.endpoint]) as calling:
        heard = calling.ask(f"{PREFIX} {query}", "text/csv")
        assert heard.status == 200, heard.text
        assert len(heard.text.split()) == 4
        other = calling.ask(query.replace("/sparql>", "/sparql/>"))
        assert (other.status, other.code) == (403, "service-refused")
        assert server.endpoint in other.json["detail"]


# --- limits ------------------------------------------------------------------------------------


def test_a_runaway_is_stopped_at_its_deadline_and_replaced(server: Server) -> None:
    before = set(server.workers())
    begin = time.monotonic()
    heard = server.ask(RUNAWAY)
    assert TIMEOUT <= time.monotonic() - begin < TIMEOUT + 3
    assert (heard.status, heard.code) == (503, "time")
    assert "retry-after" not in heard.headers  # it would take as long again
    assert "1 seconds" in heard.json["detail"]
    wait_until(lambda: len(server.workers()) == 3 and set(server.workers()) != before)
    assert len(before & set(server.workers())) == 2


def wait_until(condition: object, seconds: float = 10) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def test_a_client_that_hangs_up_has_its_query_stopped(store: Path) -> None:
    with serving(store, timeout=60, workers=1) as server:
        before = server.workers()
        connection = server.connection()
        connection.request("GET", "/sparql?" + urlencode({"query": RUNAWAY}))
        wait_until(lambda: server.state()["running"] == 1)
        connection.close()
        wait_until(lambda: server.state()["running"] == 0)
        wait_until(lambda: len(server.workers()) == 1 and server.workers() != before)
        assert server.ask("ASK {}").json["boolean"] is True
        assert " 499 " in server.log()


def test_a_query_that_waits_is_dropped_when_its_client_hangs_up(store: Path) -> None:
    with serving(store, timeout=60, workers=1) as server:
        connections = [server.connection() for _ in range(3)]
        for connection in connections:
            connection.request("GET", "/sparql?" + urlencode({"query": RUNAWAY}))
        wait_until(lambda: server.state()["waiting"] == 2)
        for connection in connections:
            connection.close()
        wait_until(lambda: server.state()["waiting"] == 0)
        assert server.ask("ASK {}").status == 200


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


def test_a_body_that_does_not_come_is_not_waited_for(store: Path) -> None:
    with serving(store, body_seconds=0.3, workers=1) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
            client.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n"
                b"Content-Type: application/sparql-query\r\n\r\nASK"
            )
            heard = client.recv(100_000)
        assert heard.startswith(b"HTTP/1.1 408 ")
        assert server.ask("ASK {}").status == 200


@pytest.mark.parametrize(
    "accept",
    [
        *("application/sparql-results+json", "application/sparql-results+xml"),
        *("text/csv", "text/tab-separated-values"),
    ],
)
def test_a_result_has_a_number_of_rows(accept: str, server: Server) -> None:
    assert server.ask(f"{LARGE} LIMIT 1000", accept).status == 200
    heard = server.ask(f"{LARGE} LIMIT 1001", accept)
    assert (heard.status, heard.code) == (413, "result-rows")
    assert server.ask(LARGE, accept).code == "result-rows"


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_a_graph_has_a_number_of_triples(accept: str, server: Server) -> None:
    construct = LARGE.replace("SELECT *", "CONSTRUCT { [] ?b ?f }")
    assert server.ask(f"{construct} LIMIT 1000", accept).status == 200
    heard = server.ask(f"{construct} LIMIT 1001", accept)
    assert (heard.status, heard.code) == (413, "result-rows")


def test_a_result_has_a_size_and_a_query_its_memory(store: Path) -> None:
    with serving(store, result_bytes=50_000, memory=200 << 20, workers=1) as server:
        heard = server.ask(LARGE)
        assert (heard.status, heard.code) == (413, "result-bytes")
        heard = server.ask(LARGE.replace("}", ". ?g ?h ?i } ORDER BY ?c ?f ?i LIMIT 1"))
        assert (heard.status, heard.code) == (503, "memory")
        assert "200 MiB" in heard.json["detail"]
        assert server.ask("ASK {}").status == 200


def test_a_client_has_so_many_queries_at_a_time(store: Path) -> None:
    with serving(store, timeout=2, workers=1, per_client=2) as server:
        heard = asked_together(server, 4)
        assert sorted(heard) == [(429, "too-many-queries")] * 2 + [(503, "time")] * 2


def test_so_many_queries_wait_and_no_more(store: Path) -> None:
    with serving(store, timeout=1, workers=1, waiting=1) as server:
        heard = asked_together(server, 4)
        assert sorted(heard) == [(503, "busy")] * 2 + [(503, "time")] * 2


def test_a_query_waits_so_long_and_no_longer(store: Path) -> None:
    with serving(store, timeout=3, workers=1, wait=0.5) as server:
        assert sorted(asked_together(server, 2)) == [(503, "busy"), (503, "time")]


def asked_together(server: Server, count: int) -> list[tuple[int, str]]:
    heard = []

    def ask() -> None:
        answer = server.ask(RUNAWAY)
        assert ("retry-after" in answer.headers) == (answer.code != "time")
        heard.append((answer.status, answer.code))

    threads = [threading.Thread(target=ask) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def test_others_are_answered_while_one_client_runs_away(store: Path) -> None:
    with serving(store, timeout=1.5, workers=2) as server:
        greedy = threading.Thread(target=asked_together, args=(server, 16))
        greedy.start()
        wait_until(lambda: server.state()["waiting"] == 15)
        assert server.state()["running"] == 1
        for client in ("127.0.0.2", "127.0.0.3"):
            begin = time.monotonic()
            assert server.seen_by(client).ask("ASK {}").status == 200
            assert time.monotonic() - begin < 2
        server.process.terminate()
        greedy.join()


def test_the_list_of_questions_does_not_wait_for_queries(store: Path) -> None:
    with serving(store, timeout=60, workers=1) as server:
        connection = server.connection()
        connection.request("GET", "/sparql?" + urlencode({"query": RUNAWAY}))
        wait_until(lambda: server.state()["running"] == 1)
        begin = time.monotonic()
        heard: list[Heard] = []
        asking = [
            threading.Thread(target=lambda: heard.append(server.get("/queries"))) for _ in range(9)
        ]
        for each in asking:
            each.start()
        for each in asking:
            each.join()
        assert time.monotonic() - begin < SECONDS_TO_COUNT + 2
        assert [one.json["store"] for one in heard] == [None] * 9
        assert all(one.json["queries"] for one in heard)
        assert server.state()["waiting"] == 1  # one look into the store for all of them
        connection.close()
        assert server.get("/labels").status == 200
        assert server.get("/queries").json["store"] == {"graphs": 2, "triples": 600}


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
    with serving(store, allow_origins=["*"], workers=1) as server:
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


def test_or_of_named_ones_alone(store: Path) -> None:
    with serving(store, allow_origins=["https://A.example:443/"], workers=1) as server:
        for allowed in (server.get("/health", Origin=SITE), preflight(server, SITE)):
            assert allowed.headers["access-control-allow-origin"] == SITE
            assert allowed.headers["vary"] == "Origin"
        for origin in ("https://b.example", "http://a.example", f"{SITE}.b.example", "null"):
            other = server.get("/health", Origin=origin)
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
    assert told["limits"]["timeout"] == TIMEOUT
    assert told["limits"]["result_rows"] == 1_000
    for address in told["addresses"]:
        heard = server.get(address.replace("{name}", quote("capacities-by-function")))
        assert heard.status == 200, address
    assert {(503, "time"), (413, "result-rows"), (429, "too-many-queries")} <= {
        (one["status"], one["code"]) for one in told["refusals"]
    }
