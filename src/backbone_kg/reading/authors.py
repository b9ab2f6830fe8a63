"""Who wrote a workbook, as its own properties tell."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from lxml import etree

from backbone_kg.base.names import clean, key
from backbone_kg.reading.packages import DAMAGE, Parts, careful_parser

_PARTS: Final = {"docprops/core.xml": ("lastModifiedBy", "creator"), "meta.xml": ("creator",)}
"""Where the properties stand in .xlsx and .ods, and in which the name is looked for, in order."""

_NOBODY: Final = frozenset(
    ["", "backbone-kg", "openpyxl", "author", "user", "unknown", "microsoft office user"]
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
    with suppress(etree.XMLSyntaxError, *DAMAGE):  # nothing else needs these parts
        parts = Parts(path, path.read_bytes())
        for part, properties in _PARTS.items():
            if part in parts.names:
                root = etree.fromstring(parts.read(part), careful_parser())
                named = (one for name in properties for one in root.iter(f"{{*}}{name}"))
                said = (clean(one.text or "") for one in named)
                return next((name for name in said if key(name) not in _NOBODY), "")
    return ""
