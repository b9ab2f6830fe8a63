"""The page to search from: an index of all pages and concepts, and the module that looks in it.

Both are in the page itself, since a page that is opened from a disk may load no other file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from docs.site.addresses import address
from docs.site.catalog import Catalog
from docs.site.pages import LITERATURE, Page
from markupsafe import Markup

from backbone_kg.base.names import shortened

Entry: TypeAlias = tuple[str, str, str, str]
"""Address, title, what it is, and what it says."""

_LONGEST: Final = 200
_MODULE: Final = Path(__file__).with_name("search.js")


def search_page(catalog: Catalog, found: Iterable[Page]) -> Page:
    """Return the page to search from.

    Parameters
    ----------
    catalog
        The knowledge base, whose concepts and claims are found.
    found
        All other pages.
    """
    entries = sorted({*_pages(found), *_things(catalog)})
    # Nothing in the index can end the element that holds it.
    index = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    module = f"\n{_MODULE.read_text(encoding='utf-8')}\n"
    digest = base64.b64encode(hashlib.sha256(module.encode()).digest()).decode()
    content = {
        "index": Markup(index),
        "module": Markup(module),
        "policy": f"; script-src 'sha256-{digest}'",
    }
    return Page("search", "search.html.j2", content)


def _pages(found: Iterable[Page]) -> Iterator[Entry]:
    names = dict(LITERATURE)
    for page in found:
        to = f"{page.path}.html"
        match page.content:
            case {"written": written, "shelf": shelf}:
                kind = "Command" if page.path.startswith("command/") else shelf.title
                yield to, written.title, kind, shortened(written.lead, _LONGEST)
                for anchor, title in written.sections:
                    yield f"{to}#{anchor}", title, written.title, ""
            case {"finding": finding}:
                said = f"{finding.code}. {' '.join(finding.what.split())}"
                yield to, finding.title, "Finding", shortened(said, _LONGEST)
            case {"walk": walk}:
                yield to, f"{walk.source.title} – {walk.target.title}", "Crosswalk", ""
            case {"document": document}:
                yield to, document.title, "Document", document.citation
            case {"term": word} if page.path.startswith("ontology/"):
                said = shortened(word.definition, _LONGEST)
                yield to, word.label, "Class or property", said
            case _ if page.path in names:
                yield to, names[page.path], "The literature", ""


def _things(catalog: Catalog) -> Iterator[Entry]:
    for framework in catalog.frameworks.values():
        to = address(str(framework.concept.iri))
        yield to, framework.title, "Framework", shortened(framework.definition or "", _LONGEST)
        for concept in framework.concepts:
            to = f"framework/{framework.slug}/{concept.name}.html"
            said = " ".join([concept.definition or "", *concept.aliases])
            yield to, concept.label, framework.title, shortened(said, _LONGEST)
    for term in catalog.terms():
        yield address(str(term.iri)), term.label, "Term", shortened(term.definition or "", _LONGEST)
    for kind in catalog.ontology.types():
        one = kind.concept
        said = shortened(one.definition or "", _LONGEST)
        yield address(str(one.iri)), one.label, "Kind of organization", said
