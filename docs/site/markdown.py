"""The pages that are written in Markdown, as parts of the site."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import lxml.html
from lxml.html import builder as build
from markdown_it import MarkdownIt
from markupsafe import Markup

_NOT_IN_ADDRESS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Written:
    """A page that was written in Markdown.

    Parameters
    ----------
    title
        Its first heading.
    lead
        Its first paragraph, without marks; "" if it has none.
    body
        What stands below the title, as HTML.
    sections
        Anchor and title of each part.
    """

    title: str
    lead: str
    body: Markup
    sections: tuple[tuple[str, str], ...]


def set_out(text: str, lead_to: Callable[[str], str]) -> Written:
    """Set out a text in Markdown.

    Parameters
    ----------
    text
        With one heading of the first level, at its beginning.
    lead_to
        Returns for an address in the text the one on the site; "" for what is not on it.
    """
    made = MarkdownIt("commonmark").enable("table").render(text)
    page = lxml.html.fragment_fromstring(made, create_parent="div")
    _name_headings(page)
    for attribute in ("href", "src"):
        for element in page.xpath(f".//*[@{attribute}]"):
            address = lead_to(element.get(attribute))
            if address:
                element.set(attribute, address)
            else:
                element.drop_tag()
    for table in page.findall(".//table"):
        _make_room(table)
    for block in page.findall(".//pre"):
        block.set("tabindex", "0")  # so that one can scroll it with keys
    title = page.find("h1")
    words = title.text_content() if title is not None else ""
    if title is not None:
        title.drop_tree()
    first = page.find("p")
    sections = tuple(
        (str(one.get("id")), one.text_content()) for one in page.findall("h2") if one.get("id")
    )
    body = "".join(lxml.html.tostring(child, encoding="unicode") for child in page)
    lead = "" if first is None else " ".join(first.text_content().split())
    return Written(words, lead, Markup(body), sections)


def moved(address: str, source: str) -> str:
    """Return the path in the repository that a relative address in one of its files names.

    Examples
    --------
    >>> moved("../findings/no-role.yaml", "docs/findings.md")
    'findings/no-role.yaml'
    """
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), address))


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it.

    Examples
    --------
    >>> slug("Who's who: `load`, and more")
    'whos-who-load-and-more'
    """
    return _NOT_IN_ADDRESS.sub("", heading.lower()).strip().replace(" ", "-")


def _name_headings(page: lxml.html.HtmlElement) -> None:
    seen: Counter[str] = Counter()
    for heading in page.xpath("./h2 | ./h3 | ./h4"):
        name = slug(heading.text_content())
        times, seen[name] = seen[name], seen[name] + 1
        heading.set("id", f"{name}-{times}" if times else name)


def _make_room(table: lxml.html.HtmlElement) -> None:
    """Let a table scroll in its own frame, and say with each cell which column it is in."""
    heads = [cell.text_content() for cell in table.findall("thead/tr/th")]
    for cell in table.findall("thead/tr/th"):
        cell.set("scope", "col")
        if not cell.text_content().strip():
            cell.tag = "td"
            cell.attrib.pop("scope")
    table.set("class", "stack")
    for row in table.findall("tbody/tr"):
        for head, cell in zip(heads[1:], row.findall("td")[1:], strict=False):
            if cell.text_content().strip():
                cell.set("data-label", f"{head}:" if head.strip() else "")
            else:
                cell.set("class", "empty")
    place = table.getparent()
    frame = build.DIV(build.CLASS("scroll"))
    place.replace(table, frame)
    frame.append(table)
