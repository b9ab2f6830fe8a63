"""Several files of one partnership into one: what each says, and what is left to decide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.numbers_and_lists import some_of
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.merging.merge_results import How, Merged, MergedFile, Taken
from backbone_kg.model.sheets_and_columns import Layout

__all__ = ["How", "Merged", "MergedFile", "Taken", "merge"]


def merge(
    files: Sequence[str | Path],
    base: str | Path | None = None,
    *,
    leave_out: bool = False,
    layout: Layout | None = None,
    ontology: Ontology | None = None,
) -> Merged:
    """Merge files of one partnership, such as copies that several people filled in.

    Parameters
    ----------
    files
        Data files of any format, two or more. Their order does not matter.
    base
        The earlier file that all of them were made from. With it, what one changed or deleted and
        nobody else touched is taken. Without it, nothing is ever deleted, and a value is taken
        over a blank.
    leave_out
        Whether to merge even if a file holds what has no place in a data file, such as a sheet of
        a person's own or comments on cells.
    layout, ontology
        What the files are read with; by default this version's.

    Returns
    -------
    Merged
        The data, what is left to decide, and what was taken from whom. What files say differently
        is in none of the cells: it stands in ``conflicts``, with each file's value and cell.

    Raises
    ------
    CannotReadError
        If a file cannot be read, or is not in the template.
    BackboneError
        If fewer than two files are given, they are of different partnerships or frameworks, or one
        holds what has no place and ``leave_out`` is not given.

    Examples
    --------
    >>> import backbone_kg
    >>> merged = backbone_kg.merge(["ann.xlsx", "ben.xlsx"], base="sent.xlsx")  # doctest: +SKIP
    >>> merged.save("merged.xlsx")  # doctest: +SKIP
    """
    from backbone_kg.merging.merging import merged_files
    from backbone_kg.reading import read
    from backbone_kg.writing.beside_the_data import beside_the_data
    from backbone_kg.writing.losses import not_read
    from backbone_kg.writing.without_cells import without_cell

    paths = sorted(map(str, files))
    if len(paths) < 2:
        raise BackboneError("Name two files or more to merge.")
    every = [*paths, *([] if base is None else [str(base)])]
    read_files = [read(path, layout=layout, ontology=ontology) for path in every]
    for one in read_files:
        one.refuse_foreign()
    lost = [
        f"{one.file}: {sentence}"
        for one in read_files[: len(paths)]
        for sentence in (
            *not_read(one),
            *([] if one.is_table else without_cell(one)),
            *beside_the_data(one),
        )
    ]
    if lost and not leave_out:
        raise BackboneError(
            f"Not all of the files has a place in the merged one. {' '.join(some_of(lost))} "
            "Nothing was merged. To merge the rest: --leave-out"
        )
    return merged_files(read_files, None if base is None else len(paths), tuple(lost))
