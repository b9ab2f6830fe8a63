"""What goes over the line: credentials, redirects, time limits, errors."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from backbone_kg import BackboneError
from backbone_kg.stores import (
    GRAPH_STORE,
    PASSWORD,
    PLAIN,
    TOKEN,
    UPDATE,
    USER,
    Addresses,
    Connection,
    Credentials,
    RemoteStore,
    ServiceError,
)

SECRET = "s3cret-word"
YES = b'{"head": {}, "boolean": true}'


class Service:
    """A server that notes what it is asked and answers as a test says."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], str]] = []
        self.answer: Callable[[str], tuple[int, dict[str, str], bytes]] = lambda path: (
            200,
            {"Content-Type": "application/sparql-results+json"},
            YES,
        )
        self.delay = 0.0
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.asked.append((self.command, self.path, headers, body))
                status, more, content = service.answer(self.path)
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                try:
                    for at in range(len(content)):
                        if service.delay:
                            self.wfile.flush()
                            time.sleep(service.delay)
                        self.wfile.write(content[at : at + 1])
                except OSError:
                    pass

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (USER, PASSWORD, TOKEN, PLAIN, UPDATE, GRAPH_STORE):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.server.shutdown()
    made.server.server_close()


def ask(service: Service, **more: Any) -> bool | None:
    return RemoteStore(service.url).query("ASK { ?s ?p ?o } # FROM", **more).answer


# --- credentials --------------------------------------------------------------------------------


def test_nothing_is_sent_to_who_wants_nothing(service: Service) -> None:
    assert ask(service) is True
    assert all("authorization" not in headers for _, _, headers, _ in service.asked)


def test_user_and_password_come_from_the_environment(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, SECRET + "é")
    ask(service)
    expected = base64.b64encode(f"me:{SECRET}é".encode()).decode()
    assert {h["authorization"] for _, _, h, _ in service.asked} == {f"Basic {expected}"}


def test_a_token_comes_from_the_environment(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    ask(service)
    assert {h["authorization"] for _, _, h, _ in service.asked} == {f"Bearer {SECRET}"}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({PASSWORD: SECRET}, "Set both, or neither"),
        ({USER: "me", TOKEN: SECRET}, "Keep the one that is meant"),
        ({TOKEN: f"{SECRET}\r\nHost: elsewhere"}, "line break"),
        ({USER: "me", PASSWORD: f"{SECRET}\n"}, "line break"),
        ({USER: "m:e", PASSWORD: SECRET}, "colon"),
        ({TOKEN: f"{SECRET}é"}, "characters that a token cannot have"),
    ],
)
def test_what_cannot_be_meant_or_sent_is_told_without_the_secret(
    settings: dict[str, str], told: str
) -> None:
    with pytest.raises(BackboneError, match=told) as error:
        Credentials.from_environment(settings)
    assert SECRET not in str(error.value)


def test_credentials_are_never_shown() -> None:
    for made in (Credentials("me", SECRET), Credentials(token=SECRET)):
        assert SECRET not in f"{made} {made!r}"
        encoded = made.header.partition(" ")[2]
        assert made.hidden(f"you sent {encoded} and {SECRET}") == "you sent *** and ***"


def test_a_service_that_repeats_a_secret_does_not_get_it_into_the_message(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    service.answer = lambda path: (500, {}, f"bad header: Bearer {SECRET}".encode())
    with pytest.raises(ServiceError, match="bad header") as error:
        ask(service)
    assert SECRET not in str(error.value)


def test_an_address_with_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(BackboneError, match="leave user and password out") as error:
        RemoteStore(f"https://me:{SECRET}@example.org/sparql?key={SECRET}")
    assert SECRET not in str(error.value)


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org/", "http:///x", "http://h/a b", "http://[::1", ""]
)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(BackboneError, match="not the address of a service"):
        RemoteStore(url)


def test_credentials_go_over_plain_http_only_on_this_machine_or_if_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    RemoteStore("https://example.org/sparql")
    RemoteStore("http://localhost:8890/sparql")
    with pytest.raises(BackboneError, match="could read the credentials"):
        RemoteStore("http://example.org/sparql")
    monkeypatch.setenv(PLAIN, "1")
    RemoteStore("http://example.org/sparql")


def test_credentials_go_to_one_host_whatever_the_environment_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    monkeypatch.setenv(UPDATE, "https://elsewhere.example/update")
    with pytest.raises(BackboneError, match="another host"):
        RemoteStore("https://example.org/sparql")


@pytest.mark.parametrize(("status", "told"), [(401, "wants credentials"), (403, "wants")])
def test_a_service_that_wants_credentials(service: Service, status: int, told: str) -> None:
    service.answer = lambda path: (status, {}, b"")
    with pytest.raises(ServiceError, match=f"{told}.*Set {USER}"):
        ask(service)


def test_credentials_that_are_not_accepted(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, SECRET)
    service.answer = lambda path: (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")
    with pytest.raises(ServiceError, match="did not accept the credentials") as error:
        ask(service)
    assert SECRET not in str(error.value)


def test_a_service_that_wants_a_digest_of_the_password_gets_that_alone(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, SECRET)

    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        if service.asked[-1][2].get("authorization", "").startswith('Digest username="me"'):
            return 200, {"Content-Type": "application/sparql-results+json"}, YES
        return 401, {"WWW-Authenticate": 'Digest realm="x", nonce="n", qop="auth"'}, b""

    service.answer = answer
    assert ask(service) is True
    assert SECRET not in service.asked[-1][2]["authorization"]


# --- redirects ----------------------------------------------------------------------------------


def test_a_redirect_on_the_same_host_is_followed_with_everything(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    plain = service.answer
    service.answer = lambda path: (
        plain(path) if path == "/other" else (308, {"Location": "/other"}, b"")
    )
    assert ask(service) is True
    before, after = service.asked[:2]
    assert after[1] == "/other"
    assert (before[0], before[3], before[2]["authorization"]) == (
        after[0],
        after[3],
        after[2]["authorization"],
    )


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_another_host_gets_no_credentials(
    service: Service, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    elsewhere = Service()
    try:
        service.answer = lambda path: (status, {"Location": elsewhere.url}, b"")
        with pytest.raises(ServiceError, match="sends to another address"):
            ask(service)
        assert elsewhere.asked == []
        monkeypatch.delenv(TOKEN)
        assert ask(service) is True
    finally:
        elsewhere.server.shutdown()
        elsewhere.server.server_close()


def test_going_round_in_circles_ends(service: Service) -> None:
    service.answer = lambda path: (302, {"Location": path + "x"}, b"")
    with pytest.raises(ServiceError, match="from one address to the next"):
        ask(service)
    assert len(service.asked) < 10


# --- time and errors ----------------------------------------------------------------------------


def test_a_service_that_drips_is_given_up_in_time(service: Service) -> None:
    service.delay = 0.2
    service.answer = lambda path: (200, {}, b" " * 1_000_000)  # for two days
    connection = Connection(service.url, Credentials())
    with pytest.raises(ServiceError, match=r"did not answer within 0\.5 seconds"):
        connection.send("POST", service.url, body=b"", timeout=0.5)


def test_a_long_error_page_becomes_one_short_line(service: Service) -> None:
    page = b"<html><style>p {color: red}</style><p>It is\n\x1b[31m broken.</p>" + b"<b>no</b>" * 999
    service.answer = lambda path: (500, {}, page)
    with pytest.raises(ServiceError, match=r"It is \[31m broken\. no no") as error:
        ask(service)
    assert len(str(error.value)) < 450
    assert "\n" not in str(error.value)
    assert "\x1b" not in str(error.value)


@pytest.mark.parametrize("content", [b"<html>Welcome</html>", b"", b"\xff\xfe", b"{}"])
def test_what_is_no_result_is_told(service: Service, content: bytes) -> None:
    service.answer = lambda path: (200, {}, content)
    with pytest.raises(ServiceError, match="cannot be read"):
        ask(service)


def test_where_no_updates_are_taken_is_told_with_the_setting(service: Service) -> None:
    plain = service.answer
    service.answer = lambda path: plain(path) if path == "/sparql" else (404, {}, b"")
    store = RemoteStore(service.url)
    store._addresses = Addresses(service.url, service.url.replace("sparql", "none"), None)
    with pytest.raises(ServiceError, match=f"takes no updates here.*Set {UPDATE}"):
        store.remove("https://w3id.org/backbone-kg/graph/data/x")


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "update", "graph_store"),
    [
        ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h/ds/query", "http://h/ds/update", "http://h/ds/data"),
        (
            "https://h/repositories/kg",
            "https://h/repositories/kg/statements",
            "https://h/repositories/kg/rdf-graphs/service",
        ),
        ("https://h/sparql", "https://h/sparql", None),
    ],
)
def test_known_programs_take_updates_at_their_addresses(
    query: str, update: str, graph_store: str | None
) -> None:
    assert Addresses.of(query) == Addresses(query, update, graph_store)


def test_other_addresses_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(UPDATE, "https://h/u")
    monkeypatch.setenv(GRAPH_STORE, "https://h/g")
    assert Addresses.of("https://h/query") == Addresses(
        "https://h/query", "https://h/u", "https://h/g"
    )


def test_a_service_that_says_why_is_believed(service: Service) -> None:
    said = b'{"title": "No updates", "code": "read-only", "detail": "This service only answers."}'
    service.answer = lambda path: (403, {"Content-Type": "application/problem+json"}, said)
    with pytest.raises(ServiceError, match=r"\(HTTP 403\): This service only answers\.$"):
        ask(service)
    service.answer = lambda path: (403, {"Content-Type": "application/problem+json"}, b"[")
    with pytest.raises(ServiceError, match=r"\(HTTP 403\): \[$"):
        ask(service)
    service.answer = lambda path: (403, {}, b"no")
    with pytest.raises(ServiceError, match="wants credentials"):
        ask(service)
