"""A partnership into a file of any format."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from backbone_kg.base.errors import CannotWriteError
from backbone_kg.base.files import already_there, write_file
from backbone_kg.base.folders import write_folder
from backbone_kg.base.lazy_package import face
from backbone_kg.base.names import key
from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.formats import ending_of, format_of
from backbone_kg.writing.output_format import FOLDER, Files

if TYPE_CHECKING:
    from backbone_kg.writing.annotate_xlsx import CellNote, annotate
    from backbone_kg.writing.annotated_copies import write_annotated
    from backbone_kg.writing.as_jsonld import jsonld_text
    from backbone_kg.writing.formats import ALL_FORMATS, FORMAT_NAMES
    from backbone_kg.writing.losses import unconvertible
    from backbone_kg.writing.mend_xlsx import mended, write_mended
    from backbone_kg.writing.renewing import renewed_workbook
    from backbone_kg.writing.sheet_tables import SheetTable, left_out, lower
    from backbone_kg.writing.template import new_workbook

__getattr__, __dir__ = face(__name__)


def write(partnership: Partnership, out: str | Path, *, to: str = "", force: bool = False) -> None:
    """Write a partnership's data to a file or folder, whole or not at all.

    Parameters
    ----------
    partnership
        What was read. What the reader derived from it is not written.
    out
        Where to; the ending says how. ``.xlsx``: a workbook with the look of the template.
        ``.ttl`` and ``.jsonld``: Turtle and JSON-LD, the same bytes for the same data. No ending,
        or a folder that is there: a folder of ``.csv`` files in UTF-8. ``.gexf``, ``.graphml`` and
        ``.cyjs``: the network of partners and roles.
    to
        Another format by its name: ``kumu``, ``frictionless``, ``csvw``, ``ro-crate``; see
        :mod:`backbone_kg.writing.formats`.
    force
        Whether what is there may be replaced. In a folder, only the files of the data file's own
        sheets are.

    Raises
    ------
    CannotWriteError
        If something would be replaced and ``force`` is not given; if the ending is another one or
        the folder around it is missing; if it cannot be written there. What was there before is
        then as it was.

    See Also
    --------
    backbone_kg.writing.losses.unconvertible : what would be lost.

    Notes
    -----
    Reading a workbook, a folder of ``.csv`` files, Turtle or JSON-LD that was written gives the
    same graph, with one exception. Tables have names and no
    IRIs, so the reader mints the IRIs of all things from the names in them. Things that were read
    from a table keep their IRIs on every way through ``.xlsx``, ``.csv``, ``.ttl`` and ``.jsonld``
    (a partnership without a name keeps its own only under the same file name). Things of a Turtle
    or JSON-LD file with other IRIs get new ones when they go through a table, and rows without a
    ``bkg:position`` get one: the statements are then the same up to the renaming of things, and up
    to the way a value is spelled (``0.50`` and ``0.5``).

    A text that begins like a formula (``=``, ``+``, ``-``, ``@``, a tab) never becomes one: in a
    workbook its cell is marked as text, in a ``.csv`` file an apostrophe stands before it, which
    the reader takes away again (:mod:`backbone_kg.base.formulas`).

    Examples
    --------
    >>> import backbone_kg
    >>> data = backbone_kg.read("examples/graduate-tacoma/2025-09")  # doctest: +SKIP
    >>> write(data, "graduate-tacoma.ttl")  # doctest: +SKIP
    """
    out = Path(out)
    chosen = format_of(out, to)
    ending = ending_of(out)
    if ending != FOLDER and out.exists() and not force:
        raise already_there(out)
    try:
        files = chosen.files(partnership, ending)
    except CannotWriteError as error:
        raise CannotWriteError(f"{out}: {error}") from error
    if ending == FOLDER:
        _write_folder(partnership, out, files, force=force)
    else:
        write_file(out, files[FOLDER], force=force)


def _write_folder(partnership: Partnership, out: Path, files: Files, *, force: bool) -> None:
    own = {key(sheet.name) for sheet in partnership.layout.sheets}

    def is_own(name: str) -> bool:
        path = PurePath(name)
        return path.suffix.lower() == ".csv" and key(path.stem) in own

    write_folder(out, files, replaces=is_own, force=force)
