"""The names of the kinds of pictures, as a type; what each is stands in ``pictures``."""

from __future__ import annotations

from typing import Literal, TypeAlias

PictureKind: TypeAlias = Literal[
    "coverage", "load", "network", "share", "resilience", "timeline", "change", "candidates"
]
