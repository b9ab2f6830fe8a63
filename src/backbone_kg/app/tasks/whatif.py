"""What if: how a partnership would stand, what could move on top of that, and a file of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.planning.whatif_results import WhatIf
from backbone_kg.app.tasks.figures import analysis_of, basis, for_the_page
from backbone_kg.app.tasks.reading import partnership_of
from backbone_kg.model.partnership import Partnership

Change = Sequence[str]
"""What happens (see :data:`WHAT`), the partner, the role, and how many FTE or to whom."""
WHAT: Final = {
    "leaves": "A partner leaves",
    "ends": "A partner stops holding a role",
    "takes": "A partner takes on a role",
    "hands": "A partner hands a role over",
}


@for_the_page
def supposed(name: str, as_of: str, changes: Sequence[Change]) -> dict[str, Any]:
    """Return how a partnership would stand.

    Parameters
    ----------
    name
        Of the file.
    as_of
        The date from which on all is otherwise; "" for the file's own.
    changes
        What is supposed, all at once; if nothing is, each partner marked as backbone leaves.
    """
    from backbone_kg.base.numbers_and_lists import some_of
    from backbone_kg.showing.sections import as_html
    from backbone_kg.showing.whatif_text import sections
    from backbone_kg.writing.losses import unconvertible

    partnership = partnership_of(name)
    analysis = analysis_of(partnership, as_of)
    found = _whatif(partnership, analysis, as_of, changes)
    return {
        **basis(name, found),
        "nothing_known": found.basis.nothing_known,
        "cases": str(as_html(sections(found))) if found.cases else "",
        "lost": some_of(unconvertible(found.cases[0].scenario)) if changes else [],
    }


@for_the_page
def choices(name: str, as_of: str) -> dict[str, Any]:
    """Return who and what can be named: partners, roles, and who holds which."""
    analysis = analysis_of(partnership_of(name), as_of)
    return {
        "partners": [partner.name for partner in analysis.partners],
        "roles": {role.label: role.holders for role in analysis.roles},
    }


@for_the_page
def moves(
    name: str, as_of: str, changes: Sequence[Change], silent: bool, ends: bool
) -> dict[str, Any]:
    """Return what could move on top of what is supposed.

    Parameters
    ----------
    name, as_of, changes
        As in :func:`supposed`.
    silent
        Whether roles without evidence of a holder are planned for, too.
    ends
        Whether who has too much may stop holding a role.
    """
    from backbone_kg.analysis.planning.suggest import suggest
    from backbone_kg.showing import suggest_text
    from backbone_kg.showing.sections import as_html

    partnership = partnership_of(name)
    if changes:
        analysis = analysis_of(partnership, as_of)
        partnership = _whatif(partnership, analysis, as_of, changes).cases[0].scenario
    plan = suggest(partnership, as_of=as_of or None, include_no_evidence=silent, allow_end=ends)
    sections = {section.name: section for section in suggest_text.sections(plan)}
    told = sections.pop("moves")
    before = [sections.pop("room")] if "room" in sections else []
    return {
        "room": str(as_html(before, level=3)),
        "title": told.title,
        "caveats": told.caveats,
        "lead": told.lead,
        "moves": [
            (sentence, _change(move.kind, move.giver, move.taker, move.role, move.fte))
            for move, sentence in zip(plan.moves, suggest_text.told_moves(plan), strict=True)
        ],
        "remarks": told.remarks,
        "rest": str(as_html(sections.values(), level=3)),
    }


def _change(kind: str, giver: str, taker: str, role: str, fte: Decimal | None) -> list[str]:
    if kind == "add":
        return ["takes", taker, role, "" if fte is None else f"{fte:f}"]
    return ["hands", giver, role, taker] if kind == "hand over" else ["ends", giver, role, ""]


def write_scenario(name: str, out: str, as_of: str, changes: Sequence[Change]) -> dict[str, Any]:
    """Write the partnership as it would be, in the template."""
    from backbone_kg.writing import write

    partnership = partnership_of(name)
    found = _whatif(partnership, analysis_of(partnership, as_of), as_of, changes)
    write(found.cases[0].scenario, Path(out), force=True)
    return {}


def _whatif(
    partnership: Partnership, analysis: Analysis, as_of: str, changes: Sequence[Change]
) -> WhatIf:
    from backbone_kg.analysis.planning.whatif import whatif

    partners = {partner.name: partner.iri for partner in analysis.partners}
    roles = {role.label: role.iri for role in analysis.roles}
    without, end, assign, hand_over = [], [], [], []
    for what, partner, role, more in changes:
        who, which = partners.get(partner, partner), roles.get(role, role)
        if what == "leaves":
            without.append(who)
        elif what == "ends":
            end.append((which, who))
        elif what == "takes":
            assign.append((which, who, more or None))
        else:
            hand_over.append((which, who, partners.get(more, more)))
    return whatif(
        partnership,
        without=without,
        end=end,
        assign=assign,
        hand_over=hand_over,
        as_of=as_of or None,
    )
