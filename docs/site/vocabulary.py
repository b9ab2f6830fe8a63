"""The classes and properties of the ontology, set out by pyLODE and fitted into the site.

pyLODE names anchors after labels and brings a layout of its own. Here each anchor is the last part
of the term's IRI, so that the IRI can lead to it, and the layout is that of the site.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import builder as build
from markupsafe import Markup
from rdflib import Graph, URIRef

from backbone_kg.base.errors import BackboneError
from backbone_kg.graph.namespaces import CURIES, PREFIXES
from backbone_kg.graph.rdflib_terms import DEFINITION, LABEL, TYPE
from backbone_kg.graph.turtle import read_turtle

NAMESPACE = PREFIXES["bkg"]
HEADINGS = {"Description": "Definition", "Version Iri": "IRI of this version"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term: the last part of its IRI, what it is called and means, and all that is said of it."""

    name: str
    label: str
    definition: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the page of the vocabulary holds.

    Parameters
    ----------
    made_by
        The generator, with its version.
    body
        Sections with a row for each term, as HTML.
    terms
        What has a page of its own.
    """

    made_by: str
    body: Markup
    terms: tuple[Term, ...]


def vocabulary(path: Path) -> Vocabulary:
    """Set out the terms that a Turtle file defines.

    Raises
    ------
    BackboneError
        If pyLODE is not there or cannot do it.
    """
    page = _made_by_pylode(path)
    content = page.get_element_by_id("content")
    made_by = "pyLODE " + page.get_element_by_id("version").text_content().strip()
    for needless in content.xpath(".//*[@id='legend'] | .//*[@id='namespaces'] | .//sup | ./span"):
        needless.drop_tree()
    graph = read_turtle(path)
    addresses = _rename(content)
    _link(content, addresses)
    _tidy(content)
    content.extend(_others(graph, {one.removeprefix("#") for one in addresses.values()}))
    content.extend(_borrowed({one for one in addresses.values() if one[0] != "#"}))
    terms = tuple(_term(entity) for entity in content.find_class("entity"))
    body = "".join(lxml.html.tostring(child, encoding="unicode") for child in content)
    return Vocabulary(made_by, Markup(body), terms)


def _term(entity: Any) -> Term:
    """Take a term out, for a page of its own, and leave a row in its place."""
    name, heading = str(entity.get("id")), entity.find("h3")
    label = heading.text_content().strip()
    said = [
        row.find("td").text_content()
        for row in entity.findall(".//tr")
        if row.find("th").text_content() == "Definition"
    ]
    definition = " ".join(" ".join(said).split())
    heading.drop_tree()
    for link in entity.xpath(".//a[starts-with(@href, '#')]"):
        link.set("href", f"{link.get('href')[1:]}.html")
    body = "".join(lxml.html.tostring(child, encoding="unicode") for child in entity)
    row = build.P(build.A(label, href=f"ontology/{name}.html"), build.CLASS("term"), id=name)
    row[0].tail = f": {definition}" if definition else ""
    row.tail = entity.tail
    entity.getparent().replace(entity, row)
    return Term(name, label, definition, Markup(body))


def _made_by_pylode(path: Path) -> Any:
    """Run pyLODE by itself: it sets up logging for the whole program that imports it."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.html"
        command = [sys.executable, "-m", "pylode.cli", str(path), "-o", str(made), "-c", "false"]
        with _one_at_a_time():
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not made.exists():
            raise BackboneError(f"{path}: pyLODE cannot set it out: {done.stdout}{done.stderr}")
        return lxml.html.fromstring(made.read_text(encoding="utf-8"))


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait until no other process of this installation runs pyLODE.

    Where it first runs, it fills a cache in its own folder; two that do so at once spoil it
    for good.
    """
    package = importlib.util.find_spec("pylode")
    assert package is not None
    assert package.origin is not None
    folder = os.open(Path(package.origin).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _rename(content: Any) -> dict[str, str]:
    """Give terms the last part of their IRI as identifier, and take out those of others.

    Return where each term is, by the address that it had: here, or where its IRI leads.
    """
    addresses: dict[str, str] = {}
    for entity in content.find_class("entity"):
        iri = entity.find(".//code").text_content().strip()
        before = "#" + entity.get("id")
        if iri.startswith(NAMESPACE):
            entity.set("id", iri.removeprefix(NAMESPACE))
            addresses[before] = "#" + iri.removeprefix(NAMESPACE)
        else:
            addresses[before] = iri
            entity.drop_tree()
    return addresses


def _link(content: Any, addresses: dict[str, str]) -> None:
    """Mend the links; what points nowhere or only repeats a heading is no link."""
    for link in content.findall(".//a"):
        address = link.get("href", "")
        if address in addresses:
            link.set("href", addresses[address])
        elif address.startswith("#") or link.get("class") == "hover_property":
            link.drop_tag()


def _tidy(content: Any) -> None:
    for title in content.findall(".//h1"):
        title.drop_tree()
    for row in content.findall(".//tr"):
        if not row.find("td").text_content().strip():
            row.drop_tree()
    for heading in content.xpath(".//th | .//dt"):
        words = " ".join(heading.text_content().split())
        heading.text = HEADINGS.get(words, words if words.isupper() else words.capitalize())
        del heading[:]
    for heading in content.findall(".//th"):
        heading.set("scope", "row")
    for heading in content.findall(".//h3"):
        heading.text = " ".join(heading.text_content().split())
    for heading in content.findall(".//h2"):
        heading.text = " ".join(heading.text_content().split()).capitalize()
    for entity in content.find_class("entity"):
        entity.set("class", "entity")


def _others(graph: Graph, shown: set[str]) -> Iterator[Any]:
    """Return a section with the terms of the namespace that pyLODE passes over, if any."""
    rows = sorted(
        (str(subject).removeprefix(NAMESPACE), subject)
        for subject in set(graph.subjects(LABEL))
        if isinstance(subject, URIRef) and str(subject).startswith(NAMESPACE)
    )
    rows = [row for row in rows if row[0] not in shown]
    if not rows:
        return
    section = build.DIV(build.CLASS("section"), build.H2("Values"), id="values")
    for name, subject in rows:
        of = str(graph.value(subject, TYPE)).removeprefix(NAMESPACE)
        kind = str(graph.value(URIRef(NAMESPACE + of), LABEL) or of)
        table = build.TABLE(
            build.TR(build.TH("IRI", scope="row"), build.TD(build.CODE(str(subject)))),
            build.TR(
                build.TH("Definition", scope="row"),
                build.TD(str(graph.value(subject, DEFINITION) or "")),
            ),
            build.TR(build.TH("Is a", scope="row"), build.TD(build.A(kind, href=f"#{of}"))),
        )
        section.append(
            build.DIV(
                build.CLASS("entity"),
                build.H3(str(graph.value(subject, LABEL))),
                table,
                id=name,
            )
        )
    yield section


def _borrowed(iris: set[str]) -> Iterator[Any]:
    """Return a section that names the terms of others, if any, by their vocabularies."""
    if not iris:
        return
    section = build.DIV(build.CLASS("section"), build.H2("From other vocabularies"), id="borrowed")
    short = sorted((CURIES.shorten(iri), iri) for iri in iris)
    for prefix, terms in groupby(short, key=lambda term: term[0].partition(":")[0]):
        listed = build.UL(build.CLASS("inline"))
        for words, iri in terms:
            listed.append(build.LI(build.A(words, href=iri)))
            listed[-1].tail = " "
        section.append(build.H3(prefix))
        section.append(listed)
    yield section
