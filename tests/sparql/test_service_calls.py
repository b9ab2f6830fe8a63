"""Nobody is called whose address was not allowed: texts are run, and a server here listens."""

from __future__ import annotations

import random
import threading
from collections.abc import Collection, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest

from backbone_kg.sparql import QueryError, all_queries, check_calls, stopped_call

ALLOWED = {"https://example.org/sparql"}


def refusal(text: str, allowed: Collection[str] = ALLOWED) -> str | None:
    """Return why a text is refused, or None if it is not."""
    try:
        check_calls(text, allowed, "Allow {address}.")
    except QueryError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    "word", ["SERVICE", "service SILENT", "SERVICE#\n", "sErVice\tsilent # {\n"]
)
@pytest.mark.parametrize(
    "address",
    [
        *("<https://example.org/sparql/>", "<https://EXAMPLE.org/sparql>", "<sparql>", "<>"),
        *("<https://example.org/sparql?x>", "<http://example.org/sparql>", "<http://127.0.0.1/>"),
        *("?where", "$where", "ex:sparql", "ex:", ":", r"ex:\#", "é:x", "a.b-c:d.e"),
        *(r"<https://example.org/sparql\uD800>", "<https://example.org/sparql\ud800>"),
        *(r"<https://example.org/\u0073parql>", "<https://example.org/sparql{}>"),
    ],
)
def test_only_what_was_allowed_is_called_letter_by_letter(word: str, address: str) -> None:
    text = f"PREFIX ex: <https://example.org/> SELECT * {{ {word} {address} #\n {{ }} }}"
    with pytest.raises(QueryError) as refused:
        check_calls(text, ALLOWED, "")
    assert refused.value.code == "service-refused"
    assert str(refused.value).encode()


def test_what_was_allowed_is_called_and_by_default_nobody() -> None:
    text = "SELECT * { SERVICE SILENT <https://example.org/sparql> { ?s ?p ?o } }"
    assert refusal(text) is None
    told = refusal(text, ())
    assert told is not None
    assert "https://example.org/sparql, which is not allowed. Allow https://example.org" in str(
        told
    )


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX x: <http://example.org/> SELECT * { GRAPH x:serviceArea { ?s ?p ?o } }",
        "PREFIX x: <http://example.org/> SELECT * { ?s x:service ?o . { ?o x:hasService ?p } }",
        "PREFIX x: <http://example.org/> DESCRIBE ?s { ?s a x:Service ; x:service ?service }",
        "PREFIX schema: <https://schema.org/> SELECT * { ?s schema:areaServed ?service }",
        "SELECT ?service ?place { ?service <urn:at> ?place }",
        "SELECT ?health_service ?2service ?größeService ?place { ?s <urn:at> ?place }",
        'SELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "service")) { ?s a ?type } }',
        "SELECT * { ?s ?p 'Health service: all' OPTIONAL { ?s ?p ?o } } # the service of {all}",
        "SELECT * { ?s a <http://a.example/service> { ?s ?p ?o } }",
        "this is no query, which the parser will tell",
    ],
)
def test_texts_that_speak_of_services_call_nobody(text: str) -> None:
    assert refusal(text, ()) is None


def test_what_looks_like_a_call_to_some_engine_is_refused_with_a_way_out() -> None:
    for text in (
        "PREFIX x: <http://example.org/> SELECT * { ?s x:service ?o { ?o ?p ?q } }",
        "ASK { ?s ?p 'SERVICE <http://a.example/> {}' }",
    ):
        told = refusal(text, ())
        assert told is not None
        assert "put a dot before the brace" in told or "a.example" in told


def test_no_question_of_the_library_is_refused() -> None:
    assert [question.name for question in all_queries() if refusal(question.text, ())] == []


def test_a_call_that_the_system_stopped_is_refused() -> None:
    for told in ("Permission denied (os error 13)", "failed to lookup address information: …"):
        refused = stopped_call(OSError(told))
        assert refused is not None
        assert refused.code == "service-refused"
    for other in (None, OSError("Connection refused (os error 111)"), ValueError("os error 13")):
        assert stopped_call(other) is None


# --- texts by chance, and who is really called ----------------------------------------------------

TEXTS = 3_000
SEED = 20_120_711
STARTS = [
    *("", "", "PREFIX e:<@evil>", "PREFIXe:<@evil>", "PREFIX e:<@good>PREFIX e:<@evil?>"),
    *("BASE<@evil>", "BASE<e>", "PREFIX e:<>", "PREFIX e:<evil?>", "PREFIX h:<http://h:1>"),
    *("#\n", "# PREFIX e:<x:>\n", "prefix e: #'\n<@good>", "PREFIX true:<b:>", "PREFIX h:<b:>"),
    *("PREFIX:<@evil>", "PREFIX a.SERVICEe:<@evil>", "PREFIX é:<b:>", "PREFIX SILENTe:<@evil>"),
]
FORMS = ["SELECT*{", "SELECT*{", "ASK{", "CONSTRUCT{}WHERE{", "SELECT*{{SELECT*{", "SELECT(1AS?n){"]
SUBJECTS = ["?s", "<a:>", "[]", "_:b", "h:", "true", "_:b.c", "<<( ?a ?b ?c )>>", "e:a.b"]
VERBS = ["?p", "<b:>", "h:", "^h:", "!h:", "h:?", "h:*", "h:true", "(h:)?", "a?", "<b:>?", "h:?/e:"]
OBJECTS = [
    *("true", "true.", "1", "1.", "1.0", "1e0", ".5", "'c'", '"c"', "h:", '"""c"""', "''", "<a:>"),
    *('"c"@en', '"1"^^h:', "h:h:", "e:a.b", "e:a.b.", r"e:\-x", "_:b", "_:b.", "?o", "[]", "(1)"),
    *("?o~h:", "?o{|?a ?b|}", '"\\u0022"', "'\\''", '"#"', "'<'", '"""x"', "?x\u200c", r"e:x\?1"),
]
PARTS = [
    *("FILTER(1<2)", "FILTER(?s<?b&&?c>?o)", "FILTER(<x:a><<x:'>)", "FILTER(?s<<x:#>)", "UNION{"),
    *("FILTER(?s<?b#c>'''\n)", "BIND(1 AS ?q)", 'VALUES ?v{"""x"}', "OPTIONAL{", "{", "}", "# <\n"),
    *("GRAPH e:x{", "FILTER EXISTS{", "LATERAL{", "FILTER(?s<=<x:'>)", "#'\n", '#"""\n', "<<(')>"),
]
CALLS = [
    *("SERVICE", "SERVICE ", "sErVice ", "SERVICE SILENT ", "SERVICESILENT", "SERVICE#'\n"),
    *(".SERVICE ", " SERVICE\r", "SERVICE#{\r", "?SERVICE", "\\u0053ERVICE "),
]
PLACES = [
    *(
        "<@evil>",
        "<@evil>",
        "<@good>",
        "<@good>",
        "e:",
        "e:x",
        ":",
        "<evil>",
        "<>",
        "e:evil",
        "é:x",
    ),
    *("h:x", "SILENTe:", "e:%41", "?s", "e:a.b", "a.SERVICEe:", "<@evil\\u0061>", r"e:\#", "true:"),
]
ENDS = ["{}", "{?x ?y ?z}", " {} ", "#\n{}", "{}.", "{}#'", '{}#"""\n', "#{\r{}"]
GAPS = ["", "", "", " ", ".", "#\n"]


class Sink:
    """Who is called, and what was called of it."""

    def __init__(self, root: str, calls: list[str]) -> None:
        self.root = root
        self.calls = calls
        self.store = ox.Store()
        self.store.extend(
            ox.Quad(ox.NamedNode("a:"), ox.NamedNode(predicate), value)
            for predicate in ("b:", "http://h:1", f"{root}/evil")
            for value in (ox.Literal("c"), ox.Literal(True), ox.Literal(1), ox.NamedNode("a:"))
        )

    def called(self, text: str) -> list[str]:
        """Return whom Oxigraph calls when it is asked."""
        self.calls.clear()
        try:
            found = self.store.query(text, base_iri=f"{self.root}/base")
            if not isinstance(found, ox.QueryBoolean):
                list(found)
        except (SyntaxError, OSError, ValueError, RuntimeError):
            pass  # the sink refuses
        return [self.root + path for path in self.calls]


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path.encode("latin-1").decode())
            self.send_response(500)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815 as http.server wants it

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made = Sink(f"http://127.0.0.1:{server.server_port}", calls)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()


def made_text(chance: random.Random, root: str) -> str:
    """Return a text with something that may call, and much that may hide it."""
    one = chance.choice

    def triple() -> str:
        return one(SUBJECTS) + one(["", " "]) + one(VERBS) + one(["", " "]) + one(OBJECTS)

    def call() -> str:
        return one(CALLS) + one(PLACES) + one(ENDS)

    def part() -> str:
        return one(PARTS)

    pieces = [one([triple, triple, call, part])() for _ in range(chance.randint(0, 2))]
    pieces += [triple()] * (chance.random() < 0.6)
    pieces += [call()] * chance.randint(1, 2)
    body = "".join(piece + one(GAPS) for piece in pieces)
    text = "".join(one(STARTS) for _ in range(chance.randint(0, 2))) + one(FORMS) + body
    text += "\n" * ("#" in text) + "}" * max(0, text.count("{") - text.count("}"))
    return text.replace("@", f"{root}/").replace(f"{root}/en", "@en")


def test_whoever_is_called_was_allowed(sink: Sink) -> None:
    chance = random.Random(SEED)
    allowed = {f"{sink.root}/good"}
    evil = good = 0
    for _ in range(TEXTS):
        text = made_text(chance, sink.root)
        called = set(sink.called(text))
        if called - allowed:
            assert refusal(text, allowed), text
            evil += 1
        elif called:
            good += refusal(text, allowed) is None
        if called:
            assert refusal(text, ()), text
    # The texts are worth trying.
    assert evil > 50
    assert good > 10
