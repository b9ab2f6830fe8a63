"""Parts of an answer, said once and set out for a terminal, a page and a notebook alike."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from backbone_kg.base import terminal_table
from backbone_kg.base.invisible_characters import visible
from backbone_kg.base.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


TEMPLATES: Final = Path(__file__).parent / "report_page" / "templates"
STYLES: Final = ("parts.css", "report.css")
"""The style sheets of a page, of which other pages may use the first."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a section.

    Parameters
    ----------
    caption
        What it shows.
    headings
        One for each column; the first names the rows.
    rows
        Cells as texts.
    numeric
        The columns, from 0, that are set to the right.
    widths
        Of the columns on a page, in percent; by default they are equal.
    links
        Where a cell leads on a page, by its row and column from 0.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)


Texts: TypeAlias = tuple[str, ...] | list[str] | Iterator[str]
"""Texts in their order."""


@dataclass(frozen=True, slots=True, init=False)
class Section:
    """One answer with all that is said of it; empty texts and tables without rows are left out.

    Parameters
    ----------
    name
        By which a page points to it.
    title
        The question as people ask it.
    caveats
        What weakens the answer: said before it.
    lead
        The answer in a sentence or two.
    items
        Whom or what it is about, each in a sentence.
    tables
        The same at length.
    remarks
        What is not known, and how to read the figures.
    """

    name: str
    title: str
    caveats: tuple[str, ...]
    lead: str
    items: tuple[str, ...]
    tables: tuple[Table, ...]
    remarks: tuple[str, ...]

    def __init__(
        self,
        name: str,
        title: str,
        caveats: Texts = (),
        lead: str = "",
        items: Texts = (),
        tables: Iterable[Table] = (),
        remarks: Texts = (),
    ) -> None:
        shown = (table for table in tables if table.rows)
        several = {"caveats": caveats, "items": items, "tables": shown, "remarks": remarks}
        said = {part: tuple(filter(None, some)) for part, some in several.items()}
        for part, value in {"name": name, "title": title, "lead": lead, **said}.items():
            object.__setattr__(self, part, value)

    @property
    def says_something(self) -> bool:
        """Whether anything stands under the title, beside what would weaken it."""
        return bool(self.lead or self.items or self.tables or self.remarks)


def that_say_something(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections under whose titles anything stands."""
    return tuple(section for section in sections if section.says_something)


def as_text(sections: Iterable[Section], *, width: int) -> str:
    """Return sections as text for a terminal.

    Parameters
    ----------
    sections
        In their order.
    width
        Characters in a line, at least 40.
    """
    lines = [line for section in sections for line in section_lines(section, width)]
    return "\n".join(lines).rstrip() + "\n"


def section_lines(section: Section, width: int) -> Iterator[str]:
    """Return the lines of a section, and a blank line."""
    width = max(width, 40)
    yield section.title
    for text in (*section.caveats, section.lead):
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")
    for item in section.items:
        yield from textwrap.wrap(item, width, initial_indent="  - ", subsequent_indent="    ")
    for table in section.tables:
        yield ""
        yield from textwrap.wrap(table.caption, width, initial_indent="  ", subsequent_indent="  ")
        shown = terminal_table.table(
            table.headings, table.rows, width=width - 2, numeric=table.numeric
        )
        yield from textwrap.indent(shown.rstrip("\n"), "  ").splitlines()
    for text in section.remarks:
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")
    yield ""


@cache
def environment() -> Environment:
    """Return what sets out templates; every text in them is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("backbone_kg.showing.report_page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def as_html(sections: Iterable[Section], *, level: int = 2) -> Markup:
    """Return sections as HTML, each text escaped.

    Parameters
    ----------
    sections
        In their order.
    level
        Of their headings, 1 to 6.
    """
    from markupsafe import Markup

    template = environment().get_template("sections.html.j2")
    return Markup(template.render(sections=tuple(sections), level=level))


def as_page(
    *,
    name: str,
    kicker: str,
    facts: Sequence[tuple[str, str]],
    sections: Sequence[Section],
    pictures: Sequence[str] = (),
) -> str:
    """Return sections as a page that stands for itself: it fetches nothing and runs nothing.

    Parameters
    ----------
    name, kicker
        Its title, and the line above that.
    facts
        What stands below the title, each with its name.
    sections
        In their order.
    pictures
        As SVG; they stand after the first section.
    """
    from markupsafe import Markup

    first, *rest = sections
    template = environment().get_template("page.html.j2")
    page = template.render(
        name=name,
        kicker=kicker,
        facts=facts,
        first=as_html([first]),
        pictures=[*map(Markup, pictures)],
        rest=as_html(rest),
        css=styles(),
        version=__version__,
    )
    return visible(page)


def styles() -> Markup:
    """Return the style sheet of a page that stands for itself."""
    from markupsafe import Markup

    return Markup("".join((TEMPLATES / name).read_text("utf-8") for name in STYLES))
