"""The program's output: of any encoding, open or not, and without characters that act unseen."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any, Final, TextIO

from backbone_kg.base.invisible_characters import visible

READABLE: Final = "backbone-kg-readable"
"""What to do with characters that an encoding lacks: put others there that look like them."""

_ALIKE: Final = str.maketrans(
    dict.fromkeys("“”„″", '"')
    | dict.fromkeys("‘’", "'")
    | dict.fromkeys("–—─−", "-")
    | dict.fromkeys("•●▪■", "*")
    | {"│": "|", "┼": "+", "▸": ">", "→": "->", "↔": "<->", "≥": ">=", "≤": "<="}
    | {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE"}
)


def alike(text: str) -> str:
    """Return a text in ASCII that looks like it, as far as there is one.

    Examples
    --------
    >>> alike("“Łódź” ─ … │ →"), alike("市")
    ('"Lodz" - ... | ->', '?')
    """
    return "".join(map(_alike, text))


def _alike(character: str) -> str:
    if unicodedata.combining(character):
        return ""  # an accent of the letter before
    plain = unicodedata.normalize("NFKD", character.translate(_ALIKE))
    return plain.encode("ascii", "ignore").decode() or "?"


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return alike(error.object[error.start : error.end]), error.end


codecs.register_error(READABLE, _replaced)


def ready_streams() -> None:
    """Make output and messages such that no character and no closed stream is a traceback.

    A closed output is one that cannot be written, which is told when somebody tries to; messages
    that nobody can read are dropped. Text is for people and shows what would act unseen; what
    programs read is written as bytes, or has none of it.
    """
    if sys.stdout is None:
        # Opened for reading: each attempt to write fails, as on a closed output.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    _keep_apart_what_libraries_print()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=READABLE)
    if not isinstance(sys.stdout, _Visible):
        sys.stdout, sys.stderr = _Visible(sys.stdout), _Visible(sys.stderr)


def _keep_apart_what_libraries_print() -> None:
    """Let what a compiled library prints, as HiGHS does, go to the messages.

    Among the answers that a program reads from a pipe or a file it would be a line too many.
    """
    out = sys.stdout
    with contextlib.suppress(OSError):
        if isinstance(out, io.TextIOWrapper) and out.fileno() == 1 and not out.isatty():
            own = os.fdopen(os.dup(1), "w", encoding=out.encoding)
            own.reconfigure(write_through=out.write_through)
            os.dup2(2, 1)
            sys.stdout = own


class _Visible:
    """A stream of text that shows characters which would act on the terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.as_it_is = stream

    def write(self, text: str) -> int:
        return self.as_it_is.write(visible(text))

    def writelines(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.as_it_is, name)


def for_progress() -> TextIO:
    """Return the stream of messages for a progress bar, which moves about in its line."""
    return sys.stderr.as_it_is if isinstance(sys.stderr, _Visible) else sys.stderr


def discard_output() -> None:
    """Drop what is still to be written, and all that comes, so that the program can end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def takes_every_character() -> bool:
    """Return whether the output has an encoding in which every character can be written."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return codecs.lookup(encoding).name.startswith("utf")


def tell_in_bold(text: str, marks: tuple[str, str]) -> None:
    """Print a text in which the program itself sets words in bold, between two sequences.

    These alone go to the terminal as they are; others in the text are shown.
    """
    import click

    shown = visible(text)
    for mark in marks:
        shown = shown.replace(visible(mark), mark)
    out = sys.stdout.as_it_is if isinstance(sys.stdout, _Visible) else sys.stdout
    click.echo(shown, file=out, nl=False, color=True)
