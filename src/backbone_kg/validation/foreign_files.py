"""What is said of a file that was never in the template: what it looks like, how to import it."""

from __future__ import annotations

from pathlib import Path

from backbone_kg.base.cells import ReadingNote
from backbone_kg.base.findings import Finding
from backbone_kg.model.partnership import NOT_IN_THE_TEMPLATE, Partnership
from backbone_kg.validation.explain import explain_note


def not_in_the_template(partnership: Partnership) -> Finding:
    """Return the one finding on a file that is not in the template."""
    from backbone_kg.importing.looks_like import looks_like

    said, how = looks_like(Path(partnership.file), partnership.ontology)
    note = ReadingNote(NOT_IN_THE_TEMPLATE, {"looks_like": said, "how": how})
    return explain_note(note, partnership.file)
