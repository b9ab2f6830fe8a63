"""What was read from source files once, kept as JSON beside them, for as long as they are the same.

A prepared file says by checksums of which files it was made. Where they are others, or it is
missing or damaged, the sources are read instead: it saves time and never decides anything.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

_HEAD = 40
"""In so many characters from the beginning stands of what a prepared file was made."""


def fingerprint(folder: Path, sources: Iterable[Path]) -> str:
    """Return checksums, CRC-32 and Adler-32, of the names and contents of files below a folder.

    They tell whether somebody changed a file; a hash against forgers would take longer to load
    than all files to be read, and who can forge a source needs no prepared file.

    Raises
    ------
    OSError
        If one cannot be read.
    """
    crc, adler = 0, 1
    for path in sorted(sources):
        content = path.read_bytes()
        head = f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode()
        for part in (head, content):
            crc, adler = zlib.crc32(part, crc), zlib.adler32(part, adler)
    return f"{crc:08x}{adler:08x}"


def prepared(made_of: str, parts: Mapping[str, Iterable[Any]]) -> str:
    """Return the text of a prepared file: one line for each object in a part.

    Parameters
    ----------
    made_of
        The :func:`fingerprint` of the sources.
    parts
        Dataclasses, enumerations, sequences, texts, numbers and None.
    """
    lines = [f'"made_of": ["{made_of}"]']
    for name, objects in parts.items():
        inner = ",\n".join(json.dumps(_plain(each), ensure_ascii=False) for each in objects)
        lines.append(f'"{name}": [\n{inner}\n]')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def load_prepared(
    path: Path, made_of: str, classes: Mapping[str, Callable[..., Any]]
) -> dict[str, tuple[Any, ...]] | None:
    """Return the parts of a prepared file, or None where the sources have to be read.

    Parameters
    ----------
    path
        The file.
    made_of
        The :func:`fingerprint` of the sources as they are.
    classes
        What makes an object of its fields, by the name of its class.
    """

    def made(found: dict[str, Any]) -> Any:
        name, values = next(iter(found.items()))
        make = classes.get(name) if len(found) == 1 else None
        return found if make is None else make(*map(_as_tuple, values))

    try:
        text = path.read_text(encoding="utf-8")
        if made_of not in text[:_HEAD]:
            return None
        found = json.loads(text, object_hook=made)
        return {name: _as_tuple(objects) for name, objects in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: an object by the name of its class, with its fields."""
    if isinstance(value, Enum):
        return {type(value).__name__: [value.value]}
    if is_dataclass(value):
        public = [field.name for field in fields(value) if not field.name.startswith("_")]
        return {type(value).__name__: [_plain(getattr(value, name)) for name in public]}
    return [*map(_plain, value)] if isinstance(value, tuple | list) else value


def _as_tuple(value: Any) -> Any:
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value
