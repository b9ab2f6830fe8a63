"""What a format is that a partnership can be written in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from backbone_kg.model.partnership import Partnership

FOLDER: Final = ""
"""The ending of a name that stands for a folder."""

Files: TypeAlias = Mapping[str, bytes]
"""Files by name; that of a single file is :data:`FOLDER`."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a partnership.

    Parameters
    ----------
    name
        What ``--to`` calls it.
    title
        What it is and for what, as the beginning of a sentence.
    endings
        The endings of the names that it is written under; :data:`FOLDER` for a folder.
    files
        Returns what is to stand in the file or the files, for a partnership and one of the
        endings: the same bytes for the same data.
    lost
        Returns what of a partnership it cannot hold, in plain sentences.
    only_by_name
        Whether it is never meant by its ending alone.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    files: Callable[[Partnership, str], Files]
    lost: Callable[[Partnership], list[str]]
    only_by_name: bool = False


def single(content: bytes) -> Files:
    """Return the one file of a format that is no folder."""
    return {FOLDER: content}


def json_bytes(document: dict[str, Any], indent: int = 2) -> bytes:
    """Return a document as JSON in UTF-8."""
    return (json.dumps(document, ensure_ascii=False, indent=indent) + "\n").encode()
