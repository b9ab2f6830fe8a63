"""The guides: which pages in Markdown there are, for whom, and where on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from docs.site.markdown import moved, set_out
from docs.site.pages import Page

from backbone_kg.base.errors import BackboneError

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Guides for somebody: whom, what they want, and files below the repository's folder."""

    title: str
    about: str
    files: tuple[str, ...]


def _docs(*names: str) -> tuple[str, ...]:
    return tuple(f"docs/{name}.md" for name in names)


SHELVES: Final = (
    Shelf(
        "For coordinators",
        "You have a spreadsheet and want to know who does what, without a terminal.",
        _docs("coordinators", "app", "importing", "merging", "sharing", "planning", "choosing"),
    ),
    Shelf(
        "For evaluators, coaches and funders",
        "You have many such files, twice a year, and compare.",
        _docs(
            "evaluators",
            "checking-many",
            "portfolios",
            "then-and-now",
            "as-framework",
            "departures",
        ),
    ),
    Shelf(
        "For researchers",
        "You ask in SPARQL or Python, cite, and build on it.",
        (
            *_docs("researchers", "knowledge-base", "adding-a-framework", "ask-the-graph"),
            *_docs("writing-a-question", "stores", "endpoint", "other-tools", "second-coding"),
            *_docs("what-it-answers"),
            "examples/README.md",
        ),
    ),
    Shelf(
        "Look up",
        "What there is, in full.",
        _docs("commands", "columns", "metrics", "queries", "ontology-checks", "shell-completion"),
    ),
    Shelf(
        "Take part",
        "How it is built, and what changed.",
        (*_docs("architecture"), "CONTRIBUTING.md", "CHANGELOG.md"),
    ),
)
ELSEWHERE: Final = {
    "README.md": "index",
    "docs/findings.md": "findings",
    "ontology/backbone.ttl": "ontology",
}
"""Files whose content is on a page of another make."""
_FINDING: Final = re.compile(r"findings/([a-z0-9-]+)\.yaml")
_LINK: Final = re.compile(r"\]\(([^)#:]+)\)")
_COMMANDS: Final = "docs/commands.md"
_COMMAND: Final = re.compile(r"^## (backbone-kg(?: [a-z-]+)*)$", re.MULTILINE)


def shelves() -> Iterator[Shelf]:
    """Return the shelves; a page of ``docs/`` that is on none is to look up."""
    named = {file for shelf in SHELVES for file in (*shelf.files, *ELSEWHERE)}
    others = (f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))
    rest = tuple(file for file in others if file not in named)
    for shelf in SHELVES:
        yield replace(shelf, files=shelf.files + rest) if _COMMANDS in shelf.files else shelf


def path_of(file: str) -> str:
    """Return the page that a file of the repository is on, without ``.html``; "" for none.

    Examples
    --------
    >>> path_of("docs/merging.md"), path_of("findings/no-role.yaml"), path_of("LICENSE")
    ('guide/merging', 'findings/no-role', '')
    """
    if file in ELSEWHERE:
        return ELSEWHERE[file]
    if found := _FINDING.fullmatch(file):
        return f"findings/{found[1]}"
    if any(file in shelf.files for shelf in shelves()):
        name = file.removesuffix("/README.md").removesuffix(".md").rpartition("/")[2]
        return f"guide/{name.lower()}"
    return ""


def guides() -> Iterator[Page]:
    """Return the page of each guide, and the list of them; a command has its own page."""
    listed = []
    for shelf in shelves():
        entries = []
        for file in shelf.files:
            page = _guide(file, shelf, (ROOT / file).read_text(encoding="utf-8"))
            entries.append((page.path, page.content["written"].title))
            yield page
        listed.append((shelf, entries))
    yield Page("guides", "guides.html.j2", {"shelves": listed}, _linked_by_readme())


def _linked_by_readme() -> dict[str, bytes]:
    """Return the files that a package page, which shows the README, leads to on the site."""
    links = _LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    files = [one for one in links if not path_of(one) and (ROOT / one).is_file()]
    return {f"files/{one}": (ROOT / one).read_bytes() for one in files}


def _guide(file: str, shelf: Shelf, text: str) -> Page:
    path = path_of(file)
    if file == _COMMANDS:
        text = text[: _COMMAND.search(text).start()]  # type: ignore[union-attr]
        text += "".join(f"- [{name}](#{name.replace(' ', '-')})\n" for name, _ in _commands())
    return _page(path, file, shelf, text)


def command_pages() -> Iterator[Page]:
    """Return a page for each command."""
    shelf = next(one for one in SHELVES if _COMMANDS in one.files)
    for name, text in _commands():
        yield _page(f"command/{name.replace(' ', '-')}", _COMMANDS, shelf, text)


def _commands() -> Iterator[tuple[str, str]]:
    """Return each command with its part of the page of commands."""
    text = (ROOT / _COMMANDS).read_text(encoding="utf-8")
    _, *parts = _COMMAND.split(text)
    for name, part in zip(parts[::2], parts[1::2], strict=True):
        yield name, f"# {name}\n{re.sub(r'^#(?=##)', '', part, flags=re.MULTILINE)}"


def _page(path: str, file: str, shelf: Shelf, text: str) -> Page:
    root = "../" * path.count("/")
    files: dict[str, bytes] = {}

    def lead_to(address: str) -> str:
        parts = urlsplit(address)
        if parts.scheme:
            return address
        if not parts.path:
            if file == _COMMANDS and path.startswith("guide/"):
                return f"{root}command/{parts.fragment}.html"
            return address
        target = moved(parts.path, file)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if page := path_of(target):
            return f"{root}{page}.html{fragment}"
        there = ROOT / target
        if there.is_dir():
            return ""  # a page cannot show a folder
        if not there.is_file():
            raise BackboneError(f"{file}: there is no file for the link {address}.")
        files[f"files/{target}"] = there.read_bytes()
        return f"{root}files/{target}"

    written = set_out(text, lead_to)
    return Page(path, "guide.html.j2", {"written": written, "shelf": shelf}, files)
