"""Pieces of what a process answers: their kind, their length, their bytes."""

from __future__ import annotations

from typing import IO, Final

DATA, DONE, FAILED, READY = b"d", b"e", b"x", b"r"
_HEADER: Final = 5


def write_frame(stream: IO[bytes], kind: bytes, content: bytes = b"") -> None:
    """Write one piece, so that the other side has it at once."""
    stream.write(kind + len(content).to_bytes(4, "big") + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Read one piece; ``None`` if the other side is gone."""
    header = stream.read(_HEADER)
    if len(header) < _HEADER:
        return None
    length = int.from_bytes(header[1:], "big")
    content = stream.read(length)
    return (header[:1], content) if len(content) == length else None
