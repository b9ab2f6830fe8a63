"""A copy of a data file that can be given to others without naming anybody.

The room stands on those that read, write, check and analyze: a copy is written anew, read as text,
and asked what it answers otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face
from backbone_kg.model.partnership import Partnership
from backbone_kg.sharing.share_results import Shared

if TYPE_CHECKING:
    from backbone_kg.sharing.key_files import key_bytes, read_key
    from backbone_kg.sharing.replacements import Entry

__getattr__, __dir__ = face(__name__)

__all__ = ["Shared", "share"]


def share(
    partnership: Partnership,
    out: str | Path,
    *,
    key: str | Path,
    keep: Iterable[str] = (),
    dates: str = "full",
    force: bool = False,
) -> Shared:
    """Write a copy of a data file that names nobody, and a key that tells what stands for what.

    Names of partners, candidates, raters and places, identifiers, own role names, notes and
    evidence are replaced (“Partner 07”), numbered at random, the same text by the same replacement.
    Web addresses, other names, columns and sheets of one's own are left out. What could not be read
    has a stand-in that cannot be read either. Numbers, dates, kinds and published roles stay.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it.
    out
        Where to write the copy, in any format of :func:`backbone_kg.write`.
    key
        Where to write the key, an .xlsx workbook that its owner alone may read. One that is there
        is used and added to, so that an organization has one replacement in all copies.
    keep
        What else the copy is to have, such as ``evidence``, ``notes``, ``community`` or
        ``identifiers``. Names that the file knows are replaced in it; others may be left.
    dates
        ``full``, or ``year``: when partners and assignments begin and end is cut to the year.
    force
        Whether a copy that is there may be replaced.

    Returns
    -------
    Shared
        Who would still be recognizable in the copy, and what it answers otherwise.

    Raises
    ------
    CannotWriteError
        If something would be replaced unasked, the key would lie in the copy or take the place of
        another file, or a name was found in the bytes of the copy. No copy is then there.
    CannotReadError
        If there is a file in place of the key that is no key.
    UnknownNameError
        If ``keep`` or ``dates`` names what there is not.
    NotInTemplateError
        If the file is not in the form of the template.

    Notes
    -----
    A column says in the shapes what becomes of it; one that does not is left out. Before anything
    is written in its place, a second copy is made in the same way of the same file with made-up
    words. If nothing is kept on request both must be the same to the last byte; in any case no name
    may stand in the copy more often than in its twin.
    """
    from backbone_kg.sharing.copying import copied

    return copied(partnership, Path(out), Path(key), keep=tuple(keep), dates=dates, force=force)
