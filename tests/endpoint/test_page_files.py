"""What is shipped with the page: the editor as it was made, no way out, sent once and squeezed."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import lxml.html
import pytest
from starlette.requests import Request
from starlette.responses import Response

from backbone_kg.endpoint import read_page_files

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "src/backbone_kg/endpoint/page"
VENDOR = PAGE / "vendor"
LOCK = ROOT / "tools/query-editor/package-lock.json"
OWN = sorted(path for path in PAGE.iterdir() if path.is_file())


def test_the_editor_is_the_one_that_was_made() -> None:
    lines = (VENDOR / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    shipped = {path.name for path in VENDOR.iterdir()} - {"SHA256SUMS"}
    assert set(listed) == shipped
    for name, digest in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_every_package_in_the_editor_is_pinned_and_has_its_licence() -> None:
    notices = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    told = dict(re.findall(r"^(\S+) (\d\S+) \(MIT\)$", notices, re.MULTILINE))
    assert len(told) == notices.count("Permission is hereby granted, free of charge")
    packages = json.loads(LOCK.read_text())["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in told} == told
    for path, package in packages.items():
        if path:
            assert package["integrity"].startswith("sha512-")


def test_the_editor_has_no_way_out_and_keeps_nothing() -> None:
    code = (VENDOR / "codemirror.js").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:https?|wss?)://[^\"'` )]+", code)) == {"http://www.w3.org/2000/svg"}
    ways = r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|\bimport\("
    kept = r"localStorage|sessionStorage|indexedDB|document\.cookie"
    code_from_text = r"\beval\(|new Function|innerHTML"
    assert re.findall(f"{ways}|{kept}|{code_from_text}", code) == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_the_page_names_no_other_address_and_makes_no_html_from_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # Names of terms, which nobody asks anything of.
    names = r"http://www\.w3\.org/(2001/XMLSchema|2000/svg|2000/01/rdf-schema|2004/02/skos/core)\b"
    assert "://" not in re.sub(names, "", text)
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(", text)


def test_the_page_has_no_script_or_style_in_its_lines() -> None:
    page = lxml.html.parse(str(PAGE / "index.html"))
    assert not page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]")
    assert not page.xpath("//script[not(@src) or normalize-space()]")
    asked = {*page.xpath("//script/@src"), *page.xpath("//link/@href")}
    for address in asked:
        assert (PAGE / address.removeprefix("/page/")).is_file()


def test_it_stays_small() -> None:
    assert sum(path.stat().st_size for path in PAGE.rglob("*") if path.is_file()) < 450_000


EDITOR = read_page_files()["vendor/codemirror.js"]


def asked(**headers: str) -> Response:
    """Return the answer to a request for the editor."""
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return EDITOR.response(Request({"type": "http", "method": "GET", "headers": named}))


def test_a_browser_that_has_a_file_does_not_get_it_again() -> None:
    first = asked()
    assert (first.status_code, first.body) == (200, EDITOR.content)
    tag = first.headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        again = asked(if_none_match=known)
        assert (again.status_code, again.body) == (304, b"")
        assert again.headers["etag"] == tag
    assert asked(if_none_match='"other"').status_code == 200
    assert len({file.tag for file in read_page_files().values()}) == len(read_page_files())


@pytest.mark.parametrize(
    ("accepted", "squeezed"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("br", False),
        ("gzip;q=0, br", False),
        ("", False),
    ],
)
def test_it_is_squeezed_for_who_takes_that(accepted: str, squeezed: bool) -> None:
    answer = asked(accept_encoding=accepted)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers.get("content-encoding") == ("gzip" if squeezed else None)
    content = bytes(answer.body)
    assert (gzip.decompress(content) if squeezed else content) == EDITOR.content
    assert len(content) < len(EDITOR.content) / 2 or not squeezed
