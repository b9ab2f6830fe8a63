"""What is to be read on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from tests.app.running import Running

from backbone_kg.showing.sections import Section

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TACOMA = EXAMPLES / "graduate-tacoma" / "graduate-tacoma-2025-09.xlsx"
TACOMA_BEFORE = EXAMPLES / "graduate-tacoma" / "graduate-tacoma-2022-03.xlsx"


def text(app: Running, address: str, **settings: str) -> str:
    """Return what is to be read on a screen, in one line."""
    heard = app.ask(f"{address}?{urlencode(settings)}")
    return words(heard.text)


def words(html: str) -> str:
    shown = re.sub(r"<(title|option)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return in_one_line(unescape(shown))


def every_word(sections: Iterable[Section]) -> list[str]:
    """Return all that sections say, each in one line."""
    said: list[str] = []
    for one in sections:
        cells = [cell for table in one.tables for row in table.rows for cell in row]
        said += map(in_one_line, (*one.caveats, one.lead, *one.items, *cells))
    return said


def in_one_line(said: str) -> str:
    return " ".join(said.split())
