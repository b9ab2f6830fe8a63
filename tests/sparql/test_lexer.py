"""Where tokens end: as regular expressions say it plainly, yet in time that grows as the text."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backbone_kg.sparql.lexer import Lexer
from backbone_kg.sparql.tokens import services, tokens

BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
INNER = "0-9\u00b7\u0300-\u036f\u203f-\u2040"
PREFIX = f"[{BASE}](?:[{BASE}_{INNER}.-]*[{BASE}_{INNER}-])?"
PERCENT = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
LOCAL = (
    f"(?:[{BASE}_:0-9]|{PERCENT})"
    f"(?:(?:[{BASE}_:{INNER}-]|{PERCENT})|\\.(?=\\.*(?:[{BASE}_:{INNER}-]|{PERCENT})))*"
)
ESCAPE = r"""\\(?:[tbnrf"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"""
PLAINLY = {
    "space": r"[ \t\r\n]+",
    "comment": r"#[^\r\n]*",
    "iri": r'<[^<>"{}|^`\x00-\x20]*>',
    "string": rf'"""(?:"{{0,2}}+(?:[^"\\]|{ESCAPE}))*+"""'
    rf"|'''(?:'{{0,2}}+(?:[^'\\]|{ESCAPE}))*+'''"
    rf'|"(?:[^"\\\n\r]|{ESCAPE})*"'
    rf"|'(?:[^'\\\n\r]|{ESCAPE})*'",
    "variable": f"[?$][{BASE}_0-9][{BASE}_{INNER}]*",
    "blank": f"_:[{BASE}_0-9](?:[{BASE}_{INNER}-]|\\.(?=\\.*[{BASE}_{INNER}-]))*",
    "name": f"(?:{PREFIX})?:(?:{LOCAL})?",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?",
    "number": r"(?:[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+|\.[0-9]+[eE][+-]?[0-9]+"
    r"|[0-9]*\.[0-9]+|[0-9]+)",
    "word": r"[A-Za-z_][A-Za-z0-9_]*",
    "punctuation": r"\^\^|\|\||&&|!=|<=|>=|<<\(|\)>>|<<|>>|\{\||\|\}"
    r"|[{}()\[\].,;*/+\-|^!?=<>&$~]",
    "other": r".",
}
"""What a token of each kind looks like, with no thought of time; the first that fits has it."""
PLAIN_TOKEN = re.compile("|".join(f"(?P<{kind}>{one})" for kind, one in PLAINLY.items()), re.DOTALL)

PIECES = [
    *"{}()[].,;*/+-|^!?=<>&$#'\"\\:_@~%é·a1",
    *(" ", "\n", "\r", "?a", "$_x", "ex:", "ex:a", "1.5", "1e", "true", "_:b", "a.", "a-", ".."),
    *('"""', "'''", '""', "''", '\\"', "\\'", "\\u0041", "\\q", "%41", "\\-", "@en-", "^^"),
    *("<a>", "<#>", "<'>", "SELECT", "GRAPH", "SERVICE", "SILENT"),
]
FEW = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).flatmap(
    lambda some: st.lists(st.sampled_from(some), max_size=40).map("".join)
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join), FEW
)


def plainly(text: str, at: int) -> tuple[str, int]:
    match = PLAIN_TOKEN.match(text, at)
    assert match is not None
    assert match.lastgroup is not None
    return match.lastgroup, match.end()


@given(TEXTS)
@example('"""a""""')
@example('""""""""a"""')
@example("a.b.:c..d.")
def test_a_text_has_the_tokens_of_the_grammar(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert (token.kind, token.end) == plainly(text, at)
        at = token.end
    assert at == len(text)


@given(TEXTS, st.randoms(use_true_random=False))
def test_so_it_is_at_every_place_in_any_order(text: str, chance: random.Random) -> None:
    places = list(range(len(text)))
    chance.shuffle(places)
    lexer = Lexer(text)
    assert {at: lexer.token(at) for at in places} == {at: plainly(text, at) for at in places}


HOSTILE = [
    *("'\\", '"\\', '"""', "'''", "'''\\\"", '"""\\', "\\'''", "'\"", "\\u", "\\", "'", '"'),
    *(
        "<",
        "<a",
        "<<(",
        "<#>",
        "<'>",
        "<'''>",
        "(",
        "{",
        "@a-",
        "a.",
        "a-",
        "é",
        ".",
        "a:b..",
        "_:",
    ),
    *("_:a.", "%", "%4", "?", "$a", "1.", "1e", ":", ":\\'", "#", "#\n", "\n", "<#>é", "'\\a."),
    *("SERVICE", "SERVICE:", "SERVICE.", "_:SERVICE.", "a:SERVICE", "?SERVICE", "SERVICESILENT"),
    *("SERVICEa:b{", "a:SERVICE ?b{", "<<SERVICE<a>{", "<<#>", "<<(", "\\u0053ERVICE<a>{"),
    *("SERVICE ", "SERVICE<a>{", "SERVICE SILENT ", "<SERVICE#>", "<SERVICE>", "SERVICE:a{"),
]
ONE_THEN_ANOTHER = [
    *(("<SERVICE#>", "#\n"), ("<#>", "#\n"), ("a.", ":"), ("a:.", "."), ("'\\", '"\\')),
    *(('"""', '\\"'), ("<'''>", "'\\"), ("_:a.", "."), ("1", "."), ("SERVICE", "#\n")),
]


def seconds(text: str) -> float:
    """Return how long the text keeps the processor busy, at best."""

    def once() -> float:
        begin = time.process_time()
        services(text)
        return time.process_time() - begin

    return min(once() for _ in range(3))


@pytest.mark.parametrize("parts", [*((one,) for one in HOSTILE), *ONE_THEN_ANOTHER])
def test_a_text_of_eight_times_the_length_does_not_take_many_times_as_long(
    parts: tuple[str, ...],
) -> None:
    def text(length: int) -> str:
        return "SERVICE " + "".join(part * (length // len(part) // len(parts)) for part in parts)

    # Eight times, give or take; were each place to look through the rest, 64 times.
    assert seconds(text(24_000)) < 24 * max(seconds(text(3_000)), 0.0005)


def test_a_long_namespace_is_not_written_out_for_every_call() -> None:
    def text(length: int) -> str:
        return f"PREFIX a: <x:{'b' * length}> ASK {{ {'SERVICE a:b {} ' * (length // 15)} }}"

    assert seconds(text(24_000)) < 24 * seconds(text(3_000))
