"""The rows of a .csv text, whose separator is worked out from it."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from backbone_kg.base.cells import CellValue
from backbone_kg.base.errors import CannotReadError
from backbone_kg.reading.raw_files import MOST_CELLS, text_value

_SEPARATOR_NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab"}
_DECLARED_SEPARATOR = re.compile(r'"?sep=([^"\r\n ])"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_SAMPLE: Final = 100_000
"""How many characters are looked at to find the separator."""

_END: Final = "\ue000end of file\ue000"


def rows_in(path: Path, text: str, most: int = MOST_CELLS) -> tuple[list[list[CellValue]], str]:
    """Return the rows and the name of the separator, or "comma" when the file declares it."""
    separator, name, _, text = _separated(text)
    # A blank row counts as a cell: it takes as much memory.
    if text.count(separator) + max(text.count("\n"), text.count("\r")) > most:
        raise CannotReadError(
            path,
            f"That makes more than {MOST_CELLS:,} cells, which are too many to read.",
            "Delete the rows below and the columns to the right of the data, and save it.",
        )
    records = _records(path, text, separator)
    return [[text_value(cell) for cell in record] for record in records], name


def first_lines_in(path: Path, text: str) -> tuple[int, ...]:
    """Return in which line, from 1, each row begins; nothing where that cannot be told."""
    separator, _, before, text = _separated(text)
    records = _records(path, text, separator)
    for skip_spaces in (False, True):
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=skip_spaces
        )
        with contextlib.suppress(csv.Error):
            ends = [before, *(before + reader.line_num for _ in reader)]
            if len(ends) == len(records) + 1:
                return tuple(end + 1 for end in ends[:-1])
    return ()


def _separated(text: str) -> tuple[str, str, int, str]:
    """Return the separator, its name, in how many lines it is declared, and the text after them."""
    declared = _DECLARED_SEPARATOR.match(text)
    if declared is not None:
        return declared[1], "comma", 1, text[declared.end() :]
    separator = separator_of(text)
    return separator, _SEPARATOR_NAMES[separator], 0, text


def _records(path: Path, text: str, separator: str) -> list[list[str]]:
    """Split text into records, also when each separator is followed by a space.

    A space before an opening quote would make the quote a part of the text, and separators in
    quoted text would split it.
    """
    records, closed = _parsed(text, separator)
    if not closed or any(_is_quote_after_space(cell) for record in records for cell in record):
        spaced, spaced_closed = _parsed(text, separator, skip_spaces=True)
        if spaced_closed:
            return spaced
    if not closed:
        raise CannotReadError(
            path,
            f"A quotation mark that opens in row {len(records)} never closes.",
            "Delete it or add the missing one.",
        )
    return records


def _is_quote_after_space(cell: str) -> bool:
    return cell.startswith(" ") and cell.lstrip(" ").startswith('"')


def _parsed(
    text: str, separator: str, *, skip_spaces: bool = False
) -> tuple[list[list[str]], bool]:
    """Return the records, and whether the last quoted cell has an end."""
    lines: Iterable[str] = io.StringIO(text, newline="")
    records: list[list[str]] = []
    try:
        # An unclosed quote swallows the mark along with the rest of the file.
        for record in csv.reader(
            itertools.chain(lines, [_END]), delimiter=separator, skipinitialspace=skip_spaces
        ):
            records.append(record)
    except csv.Error:  # longer than any cell: the rest of the file after an unclosed quote
        return [*records, []], False
    if records[-1] == [_END]:
        return records[:-1], True
    return records, False


def separator_of(text: str) -> str:
    """Return the separator that cuts the text into the most regular table.

    For each candidate it counts the records that have its commonest number of cells, and those
    that it cuts at all. Where two are equal, the one less often followed by a space wins, as
    commas and semicolons in sentences are; then the one that gives more columns; then the comma.
    """
    others = [separator for separator in (";", "\t") if separator in text]
    if not others:
        return ","
    sample = text[:_SAMPLE]
    return max((",", *others), key=lambda separator: _regularity(sample, separator))


def _regularity(sample: str, separator: str) -> tuple[float, float, int]:
    records, _ = _parsed(sample, separator)
    if len(sample) == _SAMPLE:
        records = records[:-1]
    records = [record for record in records if any(record)]
    widths = Counter(map(len, records))
    widths.pop(1, None)
    if not widths:
        return (0, 0, 0)
    commonest = max(widths, key=lambda width: (widths[width], width))
    spaced = sum(cell.startswith(" ") for record in records for cell in record[1:])
    cuts = sum(len(record) - 1 for record in records)
    return (widths[commonest] + widths.total(), -spaced / cuts, commonest)
