"""The query operation of the SPARQL 1.1 Protocol: from a request to a query and its dataset."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox

from backbone_kg.endpoint.problem_json import Refusal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_PARAMETERS = {"query", "update", "default-graph-uri", "named-graph-uri"}
_MOST_PARAMETERS = 1_000
_MOST_SETTINGS = 50
_LONGEST_SETTING = 1_000
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


@dataclass(frozen=True, slots=True)
class Request:
    """A query as a client sends it."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_get(query_string: bytes) -> Request | None:
    """Return what a GET asks; None if it asks nothing, and so for the service's description.

    Raises
    ------
    Refusal
        If it is an update, or not of the protocol's form.
    """
    pairs = _pairs(query_string)
    if not any(name in _PARAMETERS for name, _ in pairs):
        return None
    return _request(pairs)


def read_post(query_string: bytes, content_type: str | None, body: bytes) -> Request:
    """Return what a POST asks, of either of the protocol's two forms.

    Raises
    ------
    Refusal
        If it is an update, of another media type, or not of the protocol's form.
    """
    kind = check_media_type(content_type)
    pairs = _pairs(query_string)
    if kind == FORM:
        return _request(pairs + _pairs(body))
    if any(name == "query" for name, _ in pairs):
        raise Refusal(
            "bad-request",
            "There is a query in the address and another one in the body. Send one.",
        )
    return _request([*pairs, ("query", _decoded(body))])


def settings(query_string: bytes) -> list[tuple[str, str]]:
    """Return the parameters of an address, each of them once.

    Raises
    ------
    Refusal
        If one stands there twice or is too long, there are too many, or they are not
        percent-encoded UTF-8.
    """
    pairs = _pairs(query_string)
    if len(pairs) > _MOST_SETTINGS:
        raise Refusal(
            "bad-setting", f"There are {len(pairs)} settings; {_MOST_SETTINGS} are the most."
        )
    # Comparing texts as a person does takes long for one that is long.
    if any(len(text) > _LONGEST_SETTING for pair in pairs for text in pair):
        raise Refusal(
            "bad-setting",
            f"A setting is longer than {_LONGEST_SETTING:,} characters, which are the most.",
        )
    if len({name for name, _ in pairs}) < len(pairs):
        raise Refusal("bad-request", "A parameter is given twice. Give each once.")
    return pairs


def check_media_type(content_type: str | None) -> str:
    """Return the media type of a body, if it is one that holds a query.

    Raises
    ------
    Refusal
        If it is not.
    """
    kind, *parameters = (part.strip().lower() for part in (content_type or "").split(";"))
    if kind == UPDATE:
        raise _read_only()
    if kind not in {FORM, QUERY}:
        named = f"“{kind}”" if kind else "no media type"
        raise Refusal(
            "media-type",
            f"A POST to this address has the media type {QUERY} (the query is the body)"
            f" or {FORM} (query=…); this one has {named}.",
        )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in {"utf-8", "utf8", "us-ascii"}:
            raise Refusal("media-type", f"Queries are sent in UTF-8, not in “{value}”.")
    return kind


def _request(pairs: Sequence[tuple[str, str]]) -> Request:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    if values("update"):
        raise _read_only()
    queries = values("query")
    if len(queries) != 1:
        count = "none" if not queries else f"{len(queries)} of them"
        raise Refusal("bad-request", f"A request holds one query; this one holds {count}.")
    asked = Request(queries[0], values("default-graph-uri"), values("named-graph-uri"))
    for name in (*asked.default_graphs, *asked.named_graphs):
        if not _is_iri(name):
            raise Refusal("bad-request", f"The name of a graph is no absolute IRI: “{name[:200]}”.")
    return asked


def _is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI, as a query takes it."""
    if not _IRI.fullmatch(text):
        return False
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except UnicodeError:
        raise Refusal("bad-request", "The parameters are not percent-encoded UTF-8.") from None
    except ValueError:
        raise Refusal(
            "bad-request", f"The request has more than {_MOST_PARAMETERS:,} parameters."
        ) from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeError:
        raise Refusal("bad-request", "The query in the body is not UTF-8.") from None


def _read_only() -> Refusal:
    return Refusal(
        "read-only",
        "This service answers queries and takes no updates. Data is changed with"
        " backbone-kg load, by who has the store.",
    )
