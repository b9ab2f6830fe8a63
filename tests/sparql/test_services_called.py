"""Nothing that Oxigraph calls goes unsaid: texts are run, and a server of this machine listens."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from backbone_kg.sparql.tokens import services

SECONDS = 15
SEED = 20_120_711


class Sink:
    """Who is called, and what was called of it."""

    def __init__(self, root: str, calls: list[str]) -> None:
        self.root = root
        self.calls = calls
        self.store = ox.Store()
        self.store.extend(
            ox.Quad(ox.NamedNode("a:"), ox.NamedNode(predicate), value)
            for predicate in ("b:", "http://h:1", f"{root}/evil")
            for value in (
                ox.Literal("c"),
                ox.Literal(True),
                ox.Literal(1),
                ox.Literal("c", language="en"),
                ox.NamedNode("http://h:1"),
            )
        )

    def called(self, text: str) -> list[str] | None:
        """Return whom Oxigraph calls when it is asked; None if the text is no query."""
        self.calls.clear()
        try:
            found = self.store.query(text, base_iri=f"{self.root}/base")
            if not isinstance(found, ox.QueryBoolean):
                for _ in found:
                    pass
        except SyntaxError:
            return None
        except (OSError, ValueError, RuntimeError):
            pass  # the sink refuses
        return [self.root + path for path in self.calls]

    def is_told(self, text: str, called: list[str]) -> bool:
        """Return whether each call is among those that are told, or one of these is unsettled."""
        told = services(text)
        sent = {unquote(one.partition("#")[0]) for one in told if one is not None}
        return None in told or sent.issuperset(map(unquote, called))


@contextmanager
def listening() -> Iterator[Sink]:
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
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Sink(f"http://127.0.0.1:{server.server_port}", calls)
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with listening() as opened:
        yield opened


# --- texts that were thought of -------------------------------------------------------------------

EVIL, GOOD = "@evil@", "@good@"
"""Stand for two addresses of the sink."""
DECLARED = f"PREFIX e: <{EVIL}> PREFIX h: <http://h:1> "

GLUED = [
    "true.SERVICEe:",
    "false.service e:",
    "trueSERVICEe:",
    "1.SERVICEe:",
    "1.0SERVICE SILENTe:",
    "1e0SERVICEe:",
    ".5SERVICEe:",
    f"true.SERVICESILENT<{EVIL}>",
    f'"c"SERVICE<{EVIL}>',
    f'"c"@en.SERVICE<{EVIL}>',
    f"?x.SERVICE<{EVIL}>",
    f"<a:>SERVICE<{EVIL}>",
    f"[]SERVICE<{EVIL}>",
    # a name of which the engine takes a part: as a whole it is no IRI, or has two dots
    f"h:SERVICE<{EVIL}>",
    "h:SERVICEe:",
    f"e:a.b.SERVICE<{EVIL}>",
    f"?x~h:SERVICE<{EVIL}>",
    r"e:\#SERVICEe:\#",
]
WHOLE = [
    f"?s h:trueSERVICE<{EVIL}>{{}}",
    f"?s h:1SERVICE<{EVIL}>{{}}",
    f"?s h:h:SERVICE<{EVIL}>{{}}",
    # what begins like an operator of two signs, and is one of one sign before an IRI with a quote
    f"FILTER(<x:a><<x:'>) SERVICE <{EVIL}> {{}} #'\n",
    f"FILTER(?s<?b#c>'''\n) SERVICE <{EVIL}> {{}} #'''\n",
    f'VALUES ?v {{"""x"}} SERVICE <{EVIL}> {{}} #"""\n',
]
PROLOGUES = [
    f"PREFIXe:<{EVIL}?>",
    f"PREFIX e:<{EVIL}?> PREFIX e:<>",
    f"PREFIX e:<> PREFIXe:<{EVIL}?>",
    f"PREFIX e:<{GOOD}> prefix#\ne:<{EVIL}?>",
    f"BASE<{EVIL}?>PREFIX e:<>",
    f"BASE<{EVIL}?>PREFIX e:<{EVIL}?e>",
    "PREFIX e:<evil?>",
    "PREFIX e:<//h/>PREFIX e:<evil?>",
]


def filled(text: str, sink: Sink) -> str:
    return text.replace(EVIL, f"{sink.root}/evil").replace(GOOD, f"{sink.root}/good")


@pytest.mark.parametrize(
    "text",
    [
        *(f"{DECLARED}SELECT*{{?s ?p {one}{{?x ?y ?z}}}} LIMIT 2" for one in GLUED),
        *(f"{DECLARED}SELECT*{{{one}}}" for one in WHOLE),
    ],
)
def test_a_call_is_told_wherever_its_word_begins(text: str, sink: Sink) -> None:
    text = filled(text, sink)
    assert services(text)
    called = sink.called(text)
    assert called is None or sink.is_told(text, called)


@pytest.mark.parametrize("prologue", PROLOGUES)
def test_what_a_doubtful_prefix_stands_for_is_not_settled(prologue: str, sink: Sink) -> None:
    good = f"{sink.root}/good".replace("/", r"\/").replace(".", r"\.")
    text = filled(f"{prologue}SELECT*{{SERVICE e:{good}{{?x ?y ?z}}}}", sink)
    called = sink.called(text)
    assert f"{sink.root}/good" not in services(text)
    assert called is None or sink.is_told(text, called)


# --- texts by chance ------------------------------------------------------------------------------

STARTS = [
    *("", "", f"PREFIX e:<{EVIL}>", f"PREFIXe:<{EVIL}>", f"PREFIX e:<{GOOD}>PREFIX e:<{EVIL}?>"),
    *(f"BASE<{EVIL}>", "BASE<e>", "PREFIX e:<>", "PREFIX e:<evil?>", "PREFIX h:<http://h:1>"),
    *("#\n", "# PREFIX e:<x:>\n", 'VERSION "1.2"', f"prefix e: #'\n<{GOOD}>", "PREFIX true:<b:>"),
    *(f"PREFIX:<{EVIL}>", f"PREFIX :<{GOOD}#>", f"PREFIX a.SERVICEe:<{EVIL}>", "PREFIX é:<b:>"),
    *(f"PREFIX SILENTe:<{GOOD}>", f"PREFIX e-:<{EVIL}>", f"PREFIX e:<{GOOD}>", "PREFIX 𝐞:<b:>"),
]
FORMS = [
    *("SELECT*{", "SELECT*{", "ASK{", "SELECT ?x{", "CONSTRUCT{}WHERE{", "DESCRIBE*{"),
    *("SELECT*FROM<a:>{", "SELECT(1AS?n){", "SELECT*{{SELECT*{", "ASK{FILTER EXISTS{"),
]
SUBJECTS = ["?s", "<a:>", "[]", "_:b", "h:", "true", "$s", "_:b.c", "<<( ?a ?b ?c )>>", "e:a.b"]
VERBS = [
    *("?p", "<b:>", "h:", "h:|<b:>", "^h:", "!h:", "h:?", "h:*/<b:>", "h:true", "e:", "(h:)+", "a"),
    *("$p", "h:1", "h:h:", "e:p", "h:?/", "^<b:>?"),
]
OBJECTS = [
    *("true", "false", "true.", "1", "1.", "1.0", "1e0", ".5", "-1", "+.5e1", "'c'", '"c"', "h:"),
    *('"""c"""', "'''c'''", '""', "''", '"c"@en', '"c"@en-x', '"c"@en--ltr', '"1"^^h:', "<a:>"),
    *("h:h:", "e:a.b", "e:a.b.", "e:x", r"e:\-x", "e:%41", "_:b", "_:b.", "?o", "$o", "[]", "()"),
    *("(1)", "[?a ?b]", "?o~h:", "?o~", "?o{|?a ?b|}", '"\\u0022"', "'\\''", '"#"', "'<'", '"\\""'),
    *("é:x", "?é", "?x\u200c", "1,true", "?o;h: 1", "?o;", '"""\\uD800"""', '"""x"', "'''x'"),
]
PARTS = [
    *("FILTER(1<2)", "FILTER(?s<?b&&?c>?o)", "FILTER(<x:a><<x:'>)", "FILTER(?s<<x:#>)", "FILTER("),
    *("FILTER(?s<?b#c>'''\n)", "BIND(1 AS ?q)", 'VALUES ?v{"""x"}', "VALUES ?z{true}", "UNION{"),
    *("OPTIONAL{", "{", "}", "MINUS{", "GRAPH ?g{", "GRAPH e:x{", "FILTER EXISTS{", "LATERAL{"),
    *("{SELECT*{", "FILTER(?s<=<x:'>)", 'FILTER(?s=<x:">)', "#\n", "#'\n", '#"""\n', "# <\n"),
    *("FILTER(?s<<(')>)", "FILTER(?s<2||3>?o)", "FILTER NOT EXISTS{", "<< ?a ?b ?c >>.", "[h: 1]."),
]
WORDS = [
    *(
        "SERVICE",
        "SERVICE ",
        "service ",
        "SeRvIcE",
        "SERVICE SILENT ",
        "SERVICESILENT",
        "SERVICE#\n",
    ),
    *("SERVICE SILENT", "SERVICE#'\n", "SERVICE\tSILENT#\n", ".SERVICE ", " SERVICE\r"),
]
PLACES = [
    *(f"<{EVIL}>", f"<{EVIL}>", f"<{GOOD}>", f"<{EVIL}#'>", "e:", "e:x", ":", ":x", "<evil>", "<>"),
    *(
        "e:evil",
        "<?evil>",
        "h:x",
        "é:x",
        "e-:",
        "SILENTe:",
        "e:%41",
        r"e:\/x",
        "?s",
        "e:a.b",
        "𝐞:x",
    ),
    *("true:", "a.SERVICEe:", f"<{EVIL}\\u0061>", f"e:{GOOD}", r"e:\#", f"<{EVIL}\\uD800>"),
]
ENDS = ["{}", "{?x ?y ?z}", " {} ", "#\n{}", "{}.", "{}#", "{} #'", '{}#"', '{}#"""\n', "{|?a ?b|}"]
GAPS = ["", "", "", "", " ", ".", " .", "#\n", "\n"]
NOISE = [
    *"<>\"'\\{}().;,# \n|^=?$_:@~é·a1",
    *SUBJECTS,
    *OBJECTS,
    *WORDS,
    "true",
    "SILENT",
    "\u3000",
]


def made(chance: random.Random, sink: Sink) -> str:
    """Return a text with something that may call, and much that may hide it."""
    one = chance.choice

    def triple() -> str:
        return one(SUBJECTS) + one(["", " "]) + one(VERBS) + one(["", " "]) + one(OBJECTS)

    def call() -> str:
        place = one(PLACES)
        if place.startswith("e:@"):
            place = "e:" + f"{sink.root}/good".replace("/", r"\/").replace(".", r"\.")
        return one(WORDS) + place + one(ENDS)

    def part() -> str:
        return one(PARTS)

    pieces = [one([triple, triple, call, part])() for _ in range(chance.randint(0, 2))]
    pieces += [triple()] * (chance.random() < 0.6)
    pieces += [call()]
    pieces += [one([triple, call, part])()] * (chance.random() < 0.3)
    body = "".join(piece + one(GAPS) for piece in pieces)
    start = "".join(one(STARTS) for _ in range(chance.randint(0, 3)))
    text = start + one(FORMS) + body
    if chance.random() < 0.3:
        at = chance.randint(0, len(text))
        text = text[:at] + one(NOISE) + text[at + chance.randint(0, 2) :]
    text += "\n" * ("#" in text) + "}" * max(0, text.count("{") - text.count("}"))
    return filled(text, sink)


def tried(sink: Sink, seed: int, seconds: float) -> tuple[int, int, int, list[str]]:
    """Return how many texts were made, were queries, and called; and those that called unsaid."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    texts = queries = calls = 0
    unsaid = []
    while time.monotonic() < end:
        text = made(chance, sink)
        called = sink.called(text)
        texts += 1
        queries += called is not None
        calls += bool(called)
        if called and not sink.is_told(text, called):
            unsaid.append(text)
    return texts, queries, calls, unsaid


def test_whatever_is_called_is_told(sink: Sink) -> None:
    _, _, calls, unsaid = tried(sink, SEED, SECONDS)
    assert not unsaid
    assert calls > 100  # the texts are worth trying
