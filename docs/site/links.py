"""Which links of a folder of HTML pages lead nowhere, and which lead elsewhere."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

ADDRESSES = ("href", "src")


@dataclass(frozen=True, slots=True)
class Links:
    """What the links of a folder come to.

    Parameters
    ----------
    pages, inside
        How many pages there are, and how many links from one place of the folder to another.
    broken
        Links without a target and identifiers that a page has twice, each in words.
    outside
        Addresses elsewhere; nothing is fetched.
    """

    pages: int
    inside: int
    broken: tuple[str, ...]
    outside: tuple[str, ...]


class _Page(HTMLParser):
    """Collects the identifiers and the addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.identifiers: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is called and where it points."""
        for name, value in attrs:
            if name == "id":
                self.identifiers[value or ""] += 1
            elif name in ADDRESSES or name.endswith(":href"):
                self.addresses.append(value or "")


def check_links(folder: Path) -> Links:
    """Follow every link of every page in a folder, as a browser does that reads from disk.

    A link to a folder or to a file outside is broken: from a disk it shows no page. Letter case
    counts, as it does on a web server.

    Parameters
    ----------
    folder
        Holds ``*.html`` files, also in folders of its own.
    """
    pages = {
        path.relative_to(folder).as_posix(): _Page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    broken: list[str] = []
    outside: set[str] = set()
    inside = 0
    for name, page in pages.items():
        twice = sorted(one for one, times in page.identifiers.items() if times > 1)
        broken += [f"{name}: the identifier {one!r} is there twice" for one in twice]
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme == "data":
                continue
            if parts.scheme or parts.netloc:
                outside.add(address)
                continue
            inside += 1
            path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
            # A link to a folder ends in a slash, which normalizing would take away.
            target = name if not parts.path else path if path[-1] == "/" else normpath(path)
            there = pages[target].identifiers if target in pages else {}
            if target not in files:
                broken.append(f"{name}: there is no file for {address!r}")
            elif parts.fragment and unquote(parts.fragment) not in there:
                broken.append(f"{name}: there is no anchor for {address!r}")
    return Links(len(pages), inside, tuple(broken), tuple(sorted(outside)))
