"""The bytes of a workbook: the same for the same cells, and a full disk told."""

from __future__ import annotations

import contextlib
import errno
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator

from lxml import etree
from openpyxl import Workbook

from backbone_kg.base.errors import CannotWriteError
from backbone_kg.base.files import full_disk
from backbone_kg.writing.help_texts import AUTHOR

_STAMPS = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
_ZIP_BEGINNING = (1980, 1, 1, 0, 0, 0)


@contextlib.contextmanager
def room_for_temporary_files() -> Iterator[None]:
    """Tell it if there is no room for the temporary files in which openpyxl makes each sheet.

    Raises
    ------
    CannotWriteError
        If there is none.
    """
    try:
        yield
    except etree.SerialisationError as problem:
        number = getattr(errno, str(problem).removeprefix("IO_"), 0)
        reason = full_disk(OSError(number, str(problem)) if number else _writing()) or problem
        raise CannotWriteError(
            f"The temporary files of a workbook cannot be written in {tempfile.gettempdir()}: "
            f"{reason}. Make room there, or name another folder as TMPDIR in the environment."
        ) from problem


def _writing() -> OSError:
    """Return why a temporary file cannot be written, which some versions of lxml do not tell."""
    try:
        with tempfile.TemporaryFile() as file:
            file.write(bytes(2**20))
    except OSError as problem:
        return problem
    return OSError()


def blank_workbook() -> Workbook:
    """Return a workbook of ours without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = AUTHOR
    return book


def without_times(book: Workbook) -> bytes:
    """Return the bytes of a workbook, which do not tell when it was written."""
    saved, result = io.BytesIO(), io.BytesIO()
    with room_for_temporary_files():
        book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMPS.sub(b"", content)
            timeless = zipfile.ZipInfo(entry.filename, _ZIP_BEGINNING)
            timeless.compress_type = zipfile.ZIP_DEFLATED
            timeless.external_attr = 0o600 << 16
            target.writestr(timeless, content)
    return result.getvalue()
