"""A file of any format into a partnership."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backbone_kg.base.errors import CannotReadError, NotInTemplateError
from backbone_kg.base.lazy_package import face
from backbone_kg.knowledge.ontology import Ontology, standard_ontology
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.model.shipped_layout import standard_layout

if TYPE_CHECKING:
    from backbone_kg.reading.cell_results import Trouble, Value
    from backbone_kg.reading.cell_values import diagnose, parse, text_of
    from backbone_kg.reading.column_readers import reader_of
    from backbone_kg.reading.csv_folders import first_lines, read_csv_folder
    from backbone_kg.reading.data_files import PassedOver, find_data_files
    from backbone_kg.reading.dates import read_date
    from backbone_kg.reading.encodings import decoded, lost_letters, mended
    from backbone_kg.reading.grids import Grid, GridFile, TableFormat
    from backbone_kg.reading.headings import UnknownColumn
    from backbone_kg.reading.json_ld import CONTEXT_ADDRESS
    from backbone_kg.reading.ordinary_rows import take_ordinary_rows
    from backbone_kg.reading.records_from_tables import lift_tables
    from backbone_kg.reading.sheet_marks import marks_of
    from backbone_kg.reading.tables import Table, Tables, read_tables
    from backbone_kg.reading.workbooks import read_workbook

__getattr__, __dir__ = face(__name__)

_IMPORTED = frozenset({".json", ".gexf", ".graphml", ".tsv"})
"""Endings of files that nobody fills in as a data file, and that can be imported."""

FORMATS = ".xlsx, .xlsm, .ods, a folder of .csv files (or a .zip of them), .ttl or .jsonld"


def read(
    path: str | Path, *, layout: Layout | None = None, ontology: Ontology | None = None
) -> Partnership:
    """Read a partnership's data from a file or folder.

    Parameters
    ----------
    path
        An ``.xlsx``, ``.xlsm`` or ``.ods`` workbook, a folder of ``.csv`` files or a ``.zip`` of
        them, a ``.ttl`` or ``.jsonld`` file; ``FOLDER#KEY`` is one of many partnerships whose
        tables are in a folder.
    layout
        Which sheets and columns there are; by default this version's.
    ontology
        Which frameworks, roles and types there are; by default this version's.

    Returns
    -------
    Partnership
        One graph, with the place of each statement. Cells that cannot be understood stay in it as
        text: :func:`backbone_kg.validate` tells which.

    Raises
    ------
    CannotReadError
        If there is no such file, or it cannot be read as what its name says.

    Examples
    --------
    >>> import backbone_kg
    >>> backbone_kg.read("examples/graduate-tacoma")  # doctest: +SKIP
    <Partnership 'Graduate Tacoma' from examples/graduate-tacoma: ...>
    """
    path = Path(path)
    layout = layout or standard_layout()
    ontology = ontology or standard_ontology()
    if not path.exists():
        from backbone_kg.reading.long_tables import part_named, read_part

        if part := part_named(path):
            from backbone_kg.reading.records_from_tables import lift_tables

            return lift_tables(read_part(path, *part), layout, ontology)
        raise CannotReadError(path, "There is no such file or folder.", "Check the name.")
    suffix = "" if path.is_dir() else path.suffix.lower()
    if suffix in {".ttl", ".jsonld"}:
        from backbone_kg.reading.rdf_files import read_rdf

        return read_rdf(path, layout, ontology)
    if path.is_dir() or suffix in {".xlsx", ".xlsm", ".ods", ".xls", ".zip", ".csv"}:
        from backbone_kg.reading.raw_grids import grid_file
        from backbone_kg.reading.records_from_tables import lift_tables
        from backbone_kg.reading.template_sheets import is_foreign

        file = grid_file(path)
        if suffix == ".csv" and not is_foreign(file.grids, layout):
            raise CannotReadError(
                path, "This is one csv file.", "Name the folder that holds all of them."
            )
        return lift_tables(file, layout, ontology)
    if suffix in _IMPORTED:
        raise NotInTemplateError(path)
    raise CannotReadError(path, "This kind of file is not known.", f"Use {FORMATS}.")
