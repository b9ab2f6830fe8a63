"""What a portfolio keeps of one file; it is read in a process of its own, which begins at once.

What Parquet, rules and stores need is not imported here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from backbone_kg.base.errors import CannotReadError
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.portfolios.columns import NotInColumnsError
from backbone_kg.portfolios.portfolio_rows import FileRows, RowMaker
from backbone_kg.reading import read
from backbone_kg.validation import apart_from_shapes


def rows_of_file(for_the_engine: frozenset[str], path: Path) -> FileRows:
    """Return what is kept of a file, or of what a store holds of one.

    Parameters
    ----------
    for_the_engine
        As for :class:`RowMaker`.
    path
        The file, or ``STORE#NAME``.

    Raises
    ------
    CannotReadError
        If it cannot be read, or no figure of it could be kept as it is written.
    NotInTemplateError
        If it was never in the template.
    """
    partnership = _partnership(path)
    partnership.refuse_foreign()
    try:
        return _row_maker(for_the_engine).rows_of(partnership, apart_from_shapes(partnership))
    except NotInColumnsError as reason:
        raise CannotReadError(
            path, f"No figure of it can be kept exactly: {reason}.", "Round that number."
        ) from reason


def _partnership(path: Path) -> Partnership:
    if "#" in str(path):
        from backbone_kg.portfolios.stored_files import read_stored, stored_named

        if stored := stored_named(path):
            return read_stored(path, *stored)
    return read(path)


@lru_cache(maxsize=1)
def _row_maker(for_the_engine: frozenset[str]) -> RowMaker:
    return RowMaker(standard_layout(), standard_ontology(), for_the_engine)
