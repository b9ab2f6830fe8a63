"""Workbooks as the packages of parts that they are: saved, taken apart, put together."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = {
    **{name: name for name in ("office", "table", "text", "style")},
    **{"draw": "drawing", "number": "datastyle"},
}
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in _NAMES.items()
)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def ods_package(tables: str, *, styles: str = "", named: str = "", before: str = "") -> bytes:
    """Return an .ods of tables, automatic styles and named ones that are written by hand."""
    content = (
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    )
    parts = {
        "content": before + _document("content", content),
        "styles": _document("styles", f"<office:styles>{named}</office:styles>"),
    }
    return packed({"mimetype": _ODS} | {f"{kind}.xml": part for kind, part in parts.items()})


def _document(kind: str, inner: str) -> str:
    return f"<office:document-{kind} {_SPACES}>{inner}</office:document-{kind}>"
