"""Whatever stands in the file is shown as text and never becomes part of the page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from enum import Enum
from typing import Any

import html5rdf  # type: ignore[import-untyped]
import lxml.html
import pytest

Write = Callable[..., str]

PAYLOAD = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;{{ 7*7 }}"


def poisoned(value: Any) -> Any:
    """Return the same structure with the payload in front of every text."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return PAYLOAD + value
    if isinstance(value, tuple):
        return tuple(poisoned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (f.name for f in dataclasses.fields(value) if f.name != "svg")
        return dataclasses.replace(value, **{n: poisoned(getattr(value, n)) for n in fields})
    return value


def test_no_text_becomes_markup(doc: lxml.html.HtmlElement, write_small: Write) -> None:
    text = write_small(poisoned)
    html5rdf.HTMLParser(strict=True).parse(text)
    dirty = lxml.html.document_fromstring(text)
    assert {element.tag for element in dirty.iter()} == {element.tag for element in doc.iter()}
    assert not dirty.xpath("//script | //img")
    assert not dirty.xpath("//@*[starts-with(local-name(), 'on')]")


@pytest.mark.parametrize(
    "path",
    [
        "//title",
        "//h1",
        "//header/dl/div[1]/dd",
        "//header/dl/div[3]/dd",
        "//main/section[@aria-labelledby='answer']//li[contains(., 'Foundation')]",
        "//table[@class='table-roles']/tbody[1]/tr[1]/th",
        "//table[@class='table-roles']/tbody[1]/tr[2]/th",
        "//table[@class='table-roles']/tbody[1]/tr[2]/td[2]",
        "//table[@class='table-open']/tbody[1]//td[1]",
        "//table[@class='table-open']/tbody[1]//td[2]",
        "//table[@class='table-open']/tbody[1]//td[3]",
        "//table[@class='table-partners']/tbody/tr[1]/th",
        "//table[@class='table-coverage']/tbody/tr[1]/th",
        "//section[@aria-labelledby='left-out']//li",
        "//section[@aria-labelledby='notes']/p[1]",
        "//div[@class='document'][1]/p",
        "//ul[@class='passages']/li[1]",
        "//table[@class='table-mend']/tbody/tr[1]/td[2]",
        "//figcaption[1]",
        "//footer",
    ],
)
def test_every_text_is_shown_as_it_is(write_small: Write, path: str) -> None:
    found: Any = lxml.html.document_fromstring(write_small(poisoned)).xpath(path)
    assert PAYLOAD in found[0].text_content()
