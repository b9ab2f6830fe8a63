"""The page on a kind of finding as text for a terminal, and the list of all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backbone_kg.base.findings import PAGES, Severity
from backbone_kg.base.terminal_table import table
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.showing.finding_page.excerpts import Excerpt, ShownFile, shown_pair
from backbone_kg.showing.findings_text import WORDS
from backbone_kg.validation.finding_pages import FindingPage, Said

MARK = "▸ "
"""Stands before the cells and lines that an example is about."""


def page_text(page: FindingPage, said: Iterable[Said], *, width: int) -> str:
    """Return a page as text.

    Parameters
    ----------
    page
        The page.
    said
        What the program says of files; that of other kinds is passed over.
    width
        Characters in a line, at least 40.
    """
    width = max(width, 40)
    lines = [*wrapped(page.title, width), f"  {page.code}, {severities(page.code, said)}", ""]
    for text in (page.what, f"Why it matters: {page.why}", f"What to do: {page.mend}"):
        lines += [*wrapped(text, width, "  "), ""]
    if page.example is not None:
        for name, shown in zip(("Before", "After"), shown_pair(page.example), strict=True):
            lines += [name, *_shown(shown, width)]
    lines += [f"The same page: {PAGES}{page.code}"]
    return "\n".join(lines) + "\n"


def severities(code: str, said: Iterable[Said]) -> str:
    """Return how much a kind of finding matters, in words."""
    found = {one.severity for one in said if one.code == code}
    return " or ".join(WORDS[each] for each in Severity if each in found)


def list_text(pages: Iterable[FindingPage], said: Iterable[Said], *, width: int) -> str:
    """Return all kinds of findings with their titles, those that matter most first.

    Parameters
    ----------
    pages
        The page of each.
    said
        What the program says of files.
    width
        Characters in a line, at least 40.
    """
    everything, titles = list(said), {page.code: page.title for page in pages}
    mildest_first = sorted(everything, key=lambda one: -one.severity.rank)
    worst = {one.code: one.severity for one in mildest_first}
    column = max(map(len, titles))
    lines = []
    for severity in Severity:
        lines += [WORDS[severity].capitalize(), ""]
        for code, title in titles.items():
            if worst[code] is severity:
                lines += wrapped(title, max(width, 40), f"  {code:<{column}}  ")
        lines.append("")
    return "\n".join([*lines, "One of them: backbone-kg explain CODE", ""])


def _shown(shown: ShownFile, width: int) -> Iterator[str]:
    for remark in shown.remarks:
        first, *rest = remark.splitlines()
        yield from wrapped(first, width, "  ")
        yield from (f"    {line}" for line in rest)
    for excerpt in shown.excerpts:
        if excerpt.title:
            yield f"  {excerpt.title}"
        yield from _cells(excerpt, width) if excerpt.columns else _lines(excerpt, width)
        yield ""
    if not shown.excerpts:
        yield ""


def _cells(excerpt: Excerpt, width: int) -> Iterator[str]:
    rows = [
        (str(number), *(f"{MARK}{cell.text}" if cell.marked else cell.text for cell in cells))
        for number, cells in excerpt.rows
    ]
    text = table(("", *excerpt.columns), rows, width=width - 4, numeric=(0,))
    yield from (f"    {line}".rstrip() for line in text.splitlines())


def _lines(excerpt: Excerpt, width: int) -> Iterator[str]:
    for number, (line,) in excerpt.rows:
        head = f"  {number:>5}  {MARK if line.marked else '  '}"
        indent = len(line.text) - len(line.text.lstrip())
        yield from wrapped(line.text, width, head + " " * indent) or [head.rstrip()]
