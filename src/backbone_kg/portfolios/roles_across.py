"""How the roles of frameworks stand in the partnerships that want them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.states import RoleState
from backbone_kg.portfolios.ibis_tables import rows_in
from backbone_kg.portfolios.part_figures import PartFigures
from backbone_kg.portfolios.partnership_standing import STATES, coded
from backbone_kg.portfolios.summaries import RoleAcross

if TYPE_CHECKING:
    import pyarrow as pa

    from backbone_kg.portfolios.figures_of_day import Figures

_STATES: Final = {
    state.name.lower(): STATES.index(state)
    for state in (RoleState.SHARED, RoleState.HELD, RoleState.UNFILLED, RoleState.NO_EVIDENCE)
}


def counted_roles(part: PartFigures) -> pa.Table:
    """Return one row a role of a framework: by how many it is wanted, and in which state.

    Parameters
    ----------
    part
        Those of its partnerships count of which anything is known.
    """
    import pyarrow as pa

    chosen = part.is_wanted & ~part.is_own
    iri, iris = coded(part.roles.table["iri"])
    label, labels = coded(part.roles.table["label"])
    width = max(1, len(labels))
    named, place = np.unique(iri[chosen] * width + label[chosen], return_inverse=True)
    counts = np.bincount(
        place * len(STATES) + part.state[chosen], minlength=len(named) * len(STATES)
    ).reshape(-1, len(STATES))
    return pa.table(
        {
            "iri": iris.take(pa.array(named // width)),
            "label": labels.take(pa.array(named % width)),
            "partnerships": counts.sum(axis=1),
            **{name: counts[:, place] for name, place in _STATES.items()},
        }
    )


def roles_across(figures: Figures) -> tuple[RoleAcross, ...]:
    """Return how these roles stand, those that are most often unfilled first."""
    import pyarrow as pa

    counted = figures.each_part(_counted)
    return in_order(pa.concat_tables(tables["roles"] for tables in counted))


def _counted(part: PartFigures) -> dict[str, pa.Table]:
    return {"roles": counted_roles(part)}


def in_order(counted: pa.Table) -> tuple[RoleAcross, ...]:
    """Return counted roles, those that are most often unfilled first.

    Parameters
    ----------
    counted
        As :func:`counted_roles` returns it, of all parts.
    """
    import ibis

    found = ibis.memtable(counted)
    told = found.group_by("iri").agg(
        label=found.label.min(),
        **{name: found[name].sum() for name in ("partnerships", *_STATES)},
    )
    told = told.order_by(ibis.desc("unfilled"), ibis.desc("no_evidence"), "label", "iri")
    titles = _titles()
    return tuple(
        RoleAcross(role=(role := row.pop("iri")), framework=titles.get(role, ""), **row)
        for row in rows_in(told)
    )


@cache
def _titles() -> dict[str, str]:
    """Return the title of the framework of each role."""
    return {
        str(concept.iri): framework.title
        for framework in standard_ontology().frameworks()
        for _, concept in framework.roles
    }
