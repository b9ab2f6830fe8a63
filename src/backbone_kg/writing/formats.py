"""The formats that a partnership can be written in; a further one is one module, and a line here.

A module of a format has a :class:`Format` called ``FORMAT`` and imports what is heavy only when it
writes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from backbone_kg.base.errors import CannotWriteError, UnknownNameError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.writing import (
    as_csv,
    as_csvw,
    as_cytoscape,
    as_frictionless,
    as_gexf,
    as_graphml,
    as_jsonld,
    as_kumu,
    as_ro_crate,
    as_turtle,
    workbook_format,
)
from backbone_kg.writing.output_format import FOLDER, Format

ALL_FORMATS: Final[tuple[Format, ...]] = (
    workbook_format.FORMAT,
    as_csv.FORMAT,
    as_turtle.FORMAT,
    as_jsonld.FORMAT,
    as_kumu.FORMAT,
    as_gexf.FORMAT,
    as_graphml.FORMAT,
    as_cytoscape.FORMAT,
    as_frictionless.FORMAT,
    as_csvw.FORMAT,
    as_ro_crate.FORMAT,
)
"""Of formats with the same ending, the first is meant unless another is asked for by name."""

FORMAT_NAMES: Final = tuple(each.name for each in ALL_FORMATS)

_INSTEAD = dict.fromkeys([".ods", ".xls", ".xlsm", ".xlsb"], ".xlsx") | {
    ".csv": "a name without an ending, for a folder of .csv files",
    ".json": ".jsonld, or say which JSON: --to kumu, or .cyjs",
    ".xml": ".gexf or .graphml",
}


def format_of(out: Path, to: str = "") -> Format:
    """Return the format that a name asks for.

    Parameters
    ----------
    out
        Where to write. Its ending tells the format; none, or a folder that is there, means a
        folder.
    to
        The name of a format, such as ``kumu``, where the ending does not say it.

    Raises
    ------
    UnknownNameError
        If there is no format of that name.
    CannotWriteError
        If there is none of that ending, or the format named is not written so.
    """
    ending = ending_of(out)
    if to:
        named = next((each for each in ALL_FORMATS if each.name == to), None)
        if named is None:
            raise UnknownNameError(
                f"There is no format “{to}”.{did_you_mean(to, FORMAT_NAMES)} "
                f"There are: {joined(FORMAT_NAMES)}."
            )
        if ending not in named.endings:
            raise CannotWriteError(
                f"{out}: {named.title} is written as {_said(named.endings)}. Choose such a name."
            )
        return named
    by_ending = (each for each in ALL_FORMATS if ending in each.endings and not each.only_by_name)
    found = next(by_ending, None)
    if found is None:
        usual = joined([_said(e.endings) for e in ALL_FORMATS if not e.only_by_name], "or")
        raise CannotWriteError(
            f"{out}: backbone-kg cannot write {ending}. Use {_INSTEAD.get(ending, usual)}."
        )
    return found


def ending_of(out: Path) -> str:
    """Return the ending that tells a format; :data:`FOLDER` for a folder."""
    return FOLDER if out.is_dir() else out.suffix.lower()


def _said(endings: tuple[str, ...]) -> str:
    return joined([each or "a folder (a name without an ending)" for each in endings], "or")
