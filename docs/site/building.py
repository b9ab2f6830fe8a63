"""Writing the site: every page, as HTML that needs nothing else."""

from __future__ import annotations

import shutil
from itertools import groupby
from pathlib import Path
from typing import Any

from docs.site.addresses import address, anchor_of, page_of
from docs.site.catalog import Catalog, distinct
from docs.site.findings import finding_pages
from docs.site.guides import command_pages, guides
from docs.site.links import Links, check_links
from docs.site.pages import LITERATURE, NAVIGATION, Page, counts_of, pages
from docs.site.release import beside, release
from docs.site.searching import search_page
from docs.site.vocabulary import vocabulary
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from backbone_kg import __version__
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.partial_dates import in_words
from backbone_kg.graph.namespaces import PROJECT, local_name
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.showing.knowledge_text import in_plain_words, titled

HERE = Path(__file__).parent
MARK = ".made-by-make-docs"
"""A file that says that a folder holds the site, and may be emptied."""


def build(folder: Path, ontology: Ontology, vocabulary_file: Path) -> Links:
    """Write the site into a folder, which is emptied first, and follow its links.

    The same input gives the same files, byte for byte.

    Parameters
    ----------
    folder
        Where to. It may be there only if it is empty or holds the site.
    ontology
        The knowledge base.
    vocabulary_file
        Turtle that defines the classes and properties.

    Raises
    ------
    BackboneError
        If the folder holds something else, or the vocabulary cannot be set out.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise BackboneError(f"{folder}: there is something else in this folder. Choose another.")
    shutil.rmtree(folder, ignore_errors=True)
    catalog = Catalog(ontology)
    guided = [*guides(), *command_pages()]
    shelves = next(one.content["shelves"] for one in guided if one.path == "guides")
    found = [
        Page("index", "index.html.j2", {"shelves": shelves}),
        *pages(catalog, vocabulary(vocabulary_file)),
        *finding_pages(),
        *guided,
    ]
    found.append(search_page(catalog, found))
    environment = _environment(catalog, found)
    rdf = beside(ontology, [page.path for page in found]) | release(ontology)
    files = {MARK: b"", **rdf}
    for page in found:
        text = environment.get_template(page.template).render(
            page.content,
            page=page.path,
            root="../" * page.path.count("/"),
            rdf=f"{page.path}.ttl" in rdf,
        )
        files |= {f"{page.path}.html": text.encode(), **page.files}
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return check_links(folder)


def _environment(catalog: Catalog, found: list[Page]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    paths = {page.path for page in found}

    @pass_context
    def href(context: Context, iri: str) -> str:
        """Return where a thing is, seen from the page being written; "" if on no page."""
        if not iri.startswith(PROJECT):
            return iri
        page, anchor = page_of(iri), anchor_of(iri)
        if anchor.startswith("passage-") and f"{page}/passages" in paths:
            return f"{context['root']}{page}/passages.html#{anchor}"
        return str(context["root"]) + address(iri) if page in paths else ""

    css = (HERE / "templates" / "site.css").read_text(encoding="utf-8")
    shared: dict[str, Any] = {
        "anchor_of": anchor_of,
        "by_how": lambda links: [
            (how, list(group)) for how, group in groupby(links, key=lambda one: one.how)
        ],
        "by_source": lambda rows: [
            (source, list(group)) for source, group in groupby(rows, key=lambda row: row.source)
        ],
        "catalog": catalog,
        "counts_of": counts_of,
        "css": Markup(css),
        "distinct": distinct,
        "frameworks": catalog.frameworks,
        "href": href,
        "literature": LITERATURE,
        "navigation": NAVIGATION,
        "page_of": page_of,
        "version": __version__,
        "in_words": in_words,
    }
    environment.globals.update(shared)
    environment.filters["last"] = local_name
    environment.filters["slug"] = lambda words: str(words).replace(" ", "-")
    environment.filters["plural"] = lambda kind: titled(kind, 2)
    environment.filters["plain"] = in_plain_words
    environment.filters["bare"] = lambda words: str(words).removesuffix(".")
    return environment
