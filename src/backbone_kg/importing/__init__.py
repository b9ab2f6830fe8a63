"""Somebody's own file into a partnership: a matrix, a list, a RACI chart, a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backbone_kg.base.cells import ReadingNote
from backbone_kg.base.lazy_package import face
from backbone_kg.importing.proposing import Proposal
from backbone_kg.knowledge.ontology import Ontology, standard_ontology
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.model.shipped_layout import standard_layout

if TYPE_CHECKING:
    from backbone_kg.importing.proposing import KINDS

__getattr__, __dir__ = face(__name__)

DEFAULT_FRAMEWORK = "mathematica"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of somebody's own files.

    Parameters
    ----------
    partnership
        The data, as if read from a file in the template.
    proposal
        What was found in the files, and what it was taken for.
    notes
        What is to be told of each file, at its cells.
    """

    partnership: Partnership
    proposal: Proposal
    notes: dict[str, list[ReadingNote]]

    def map_text(self, again: str) -> str:
        """Return the map as a YAML file to correct.

        Parameters
        ----------
        again
            The command that uses it.
        """
        from backbone_kg.importing.map_writing import map_text

        return map_text(self.proposal.map, self.proposal.tables, again)


def import_files(
    paths: Sequence[str | Path],
    *,
    kind: str | None = None,
    map_path: str | Path | None = None,
    framework: str | None = None,
    contacts: bool = False,
    layout: Layout | None = None,
    ontology: Ontology | None = None,
) -> Imported:
    """Read files that were never in the template.

    Parameters
    ----------
    paths
        Workbooks, .csv files or folders of them, Kumu's JSON, GEXF or GraphML files; together they
        are one partnership.
    kind
        ``matrix``, ``list``, ``raci``, ``kumu`` or ``graph``; by default what they look like.
    map_path
        A map that was proposed before and corrected. What it does not say is proposed anew.
    framework
        The framework whose roles are meant; by default the map's, else mathematica.
    contacts
        Whether e-mail addresses and phone numbers in texts are kept.
    layout, ontology
        Which columns, frameworks and kinds there are; by default this version's.

    Returns
    -------
    Imported
        The partnership, what was taken for what, and what is to be told. Nothing is dropped
        without being told: what has no column is kept in Notes.

    Raises
    ------
    CannotReadError
        If a file or the map cannot be read, or nothing in them tells who takes part.
    """
    from backbone_kg.importing.filling_in import build
    from backbone_kg.importing.import_notes import notes_by_file, told_of
    from backbone_kg.importing.map_reading import read_map
    from backbone_kg.importing.proposing import propose
    from backbone_kg.importing.role_words import Words
    from backbone_kg.reading.records_from_tables import lift_tables

    layout = layout or standard_layout()
    ontology = ontology or standard_ontology()
    given = read_map(Path(map_path), ontology) if map_path is not None else None
    slug = framework or (given.framework if given else DEFAULT_FRAMEWORK)
    words = Words.of(ontology, ontology.framework(slug))
    files = [Path(path) for path in paths]
    proposal = propose(files, words, kind=kind, given=given)
    file, told = build(proposal, layout, files[0], contacts=contacts)
    # The proposal has asked about roles in the user's own words.
    partnership = lift_tables(file, layout, ontology, asks_about_roles=False)
    notes = notes_by_file([*told_of(proposal, files), *told])
    return Imported(partnership, proposal, notes)
