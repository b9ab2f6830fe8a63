"""Who wrote a workbook, as its own properties tell."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from lxml import etree

from backbone_kg.base.names import clean, key
from backbone_kg.reading.packages import DAMAGE, Parts

_PARTS: Final = {"docProps/core.xml": ("lastModifiedBy", "creator"), "meta.xml": ("creator",)}
"""Where the properties stand in .xlsx and .ods, and in which the name is looked for, in order."""

_NOBODY: Final = (
    "",
    "backbone-kg",
    "openpyxl",
    "author",
    "user",
    "unknown",
    "microsoft office user",
)
"""Names of programs, and what programs write where they know no name."""


def who_wrote(path: Path) -> str:
    """Return who saved a workbook last, else who began it; "" where it does not tell.

    Parameters
    ----------
    path
        A file or folder that was read before.
    """
    if path.is_dir() or path.suffix.lower() not in {".xlsx", ".xlsm", ".ods"}:
        return ""
    with suppress(*DAMAGE):  # nothing else needs these parts
        parts = Parts(path, path.read_bytes())
        for part, properties in _PARTS.items():
            if part.lower() in parts.names:
                return _named(parts.read(part.lower()), properties)
    return ""


def _named(content: bytes, properties: tuple[str, ...]) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return ""
    for name in properties:
        for element in root.iter(f"{{*}}{name}"):
            found = clean(element.text or "")
            if key(found) not in _NOBODY:
                return found
    return ""
