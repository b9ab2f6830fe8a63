"""What a person chooses of a report: its parts, and a logo."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Final

from backbone_kg.base.errors import BackboneError
from backbone_kg.showing.report_page import PARTS

LARGEST_LOGO: Final = 1_000_000
"""Bytes of a logo: it is part of the page."""

_KINDS: Final = (
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
)


def check_parts(names: Iterable[str]) -> None:
    """Make sure that there are such parts.

    Raises
    ------
    BackboneError
        If there is none of a name.
    """
    for name in names:
        if name not in PARTS:
            raise BackboneError(f"A report has no part “{name}”. It has: {', '.join(PARTS)}.")


def data_address(logo: bytes) -> str:
    """Return a picture as an address that holds it whole.

    A browser shows it as a picture, in which nothing runs and from which nothing is fetched.

    Raises
    ------
    BackboneError
        If it is no picture that browsers show, or too large.
    """
    if len(logo) > LARGEST_LOGO:
        raise BackboneError(
            f"The logo has {len(logo):,} bytes; {LARGEST_LOGO:,} are the most. Make it smaller."
        )
    kind = next((kind for start, kind in _KINDS if logo.startswith(start)), "")
    head = logo[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not kind and head.startswith(b"<") and b"<svg" in head:
        kind = "svg+xml"
    if not kind or (kind == "webp" and logo[8:12] != b"WEBP"):
        raise BackboneError("The logo is no picture that browsers show: PNG, JPEG, GIF, WebP, SVG.")
    return f"data:image/{kind};base64,{base64.b64encode(logo).decode()}"
