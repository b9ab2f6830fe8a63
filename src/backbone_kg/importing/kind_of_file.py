"""What a file that is not in the template looks like, and how to import it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Final

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.numbers_and_lists import joined, plural
from backbone_kg.importing import DEFAULT_FRAMEWORK
from backbone_kg.importing.import_map import LEFT_OUT, TablePlan
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.proposing import planned
from backbone_kg.importing.role_words import Words
from backbone_kg.knowledge.ontology import Ontology, standard_ontology

_MANY: Final = 3


def looks_like(path: Path, ontology: Ontology | None = None) -> tuple[str, str]:
    """Return what a file looks like, and what to do, as two texts.

    Parameters
    ----------
    path
        The file, as the user named it.
    ontology
        Which frameworks there are; by default this version's.

    Examples
    --------
    >>> looks_like(Path("no-such-file.csv"))[1]
    'Start from a fresh workbook: backbone-kg new.'
    """
    ontology = ontology or standard_ontology()
    try:
        tables = planned([path], Words.of(ontology, ontology.framework(DEFAULT_FRAMEWORK)))
    except BackboneError:
        tables = []
    read = [(one, plan) for one, plan in tables if plan.kind.value != LEFT_OUT]
    if not read:
        return (
            "nothing in it looks like a list of partners, a matrix of roles or a network",
            "Start from a fresh workbook: backbone-kg new.",
        )
    said = joined([_described(one, plan) for one, plan in read[:_MANY]])
    out = f"{path.stem}-imported.xlsx"
    command = f"backbone-kg import {shlex.quote(str(path))} -o {shlex.quote(out)}"
    return f"it looks like {said}", f"Import it: {command}"


def _described(outline: Outline, plan: TablePlan) -> str:
    where = f" (sheet “{plan.sheet}”)" if plan.sheet else ""
    rows = len(outline.body) - len(plan.rows)
    marks = sum(use.value == "marks" for use in plan.columns.values())
    other = "roles" if plan.across.value == "partners" else "partners"
    said = {
        "raci": f"a RACI chart of {rows} {other} and {marks} {plan.across.value}",
        "matrix": f"a matrix of {rows} {other} down and {marks} {plan.across.value} across",
        "list": f"a list of {plural(rows, 'row')}",
        "elements": f"{plural(rows, 'element')} of a network map",
        "connections": f"{plural(rows, 'connection')} of a network map",
    }
    return said[plan.kind.value] + where
