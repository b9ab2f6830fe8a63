"""Small frameworks, crosswalks and partnerships for tests of reading one framework in another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from backbone_kg import Analysis
from backbone_kg.analysis import (
    OWN_ROLES,
    Basis,
    Coverage,
    FrameworkReading,
    RoleCoverage,
    RoleReading,
    RoleState,
    UsualShare,
    read_through,
)
from backbone_kg.knowledge import Activity, Concept, CrosswalkRow, Framework, Function, How
from backbone_kg.model import state_of

HOW: dict[str, How] = {
    "exact": "same as",
    "close": "close to",
    "broader": "part of the broader",
    "narrower": "broader than",
    "related": "related to",
    "none": "no counterpart",
}
"""What the target of a row is, seen from its source, in one word."""
BASE = "https://w3id.org/backbone-kg/framework/"


def concept(slug: str, name: str) -> Concept:
    return Concept(f"{BASE}{slug}#{name}", name.replace("-", " ").capitalize())


def framework(
    slug: str,
    functions: Mapping[str, Sequence[str]],
    *,
    activities: Mapping[str, Sequence[str]] | None = None,
    qualities: Sequence[str] = (),
) -> Framework:
    """Return a framework from the names of its functions, with their capacities."""
    return Framework(
        Concept(BASE + slug, f"{slug.capitalize()} framework"),
        tuple(
            Function(
                concept(slug, name),
                tuple(concept(slug, capacity) for capacity in capacities),
                tuple(Activity(concept(slug, done)) for done in (activities or {}).get(name, ())),
            )
            for name, capacities in functions.items()
        ),
        qualities=tuple(concept(slug, name) for name in qualities),
    )


LAKE = framework(
    "lake",
    {"learn": ["listen", "ask"], "steer": ["plan", "measure", "adapt"], "fund": ["raise-money"]},
)
"""Its roles are capacities."""
HILL = framework(
    "hill",
    {"understand": [], "guide": [], "pay": [], "sing": []},
    activities={"guide": ["set-goals", "count"]},
)
"""Its roles are functions."""
MOON = framework("moon", {}, qualities=["calm", "bright"])
"""Its roles are qualities."""


def row(said: str, own: Framework, other: Framework) -> CrosswalkRow:
    """Return a row from a text such as ``listen close understand`` or ``- none sing``."""
    source, how, target = said.split()
    return CrosswalkRow(
        source=None if source == "-" else concept(own.slug, source),
        target=None if target == "-" else concept(other.slug, target),
        how=HOW[how],
        comment=f"Because {said}.",
    )


def analysis_of(
    own: Framework,
    holds: Mapping[str, Sequence[str]],
    *,
    not_ours: Collection[str] = (),
    needed: Mapping[str, int] | None = None,
    unknown: Collection[str] = (),
    complete: bool = True,
) -> Analysis:
    """Return an analysis from the holders of each role, by the role's name.

    Roles that the framework does not have are the partnership's own.
    """
    places = {role.name: (role, function.label) for function, role in own.roles}
    for name in holds:
        places.setdefault(name, (concept("own", name), OWN_ROLES))
    roles = []
    for name, (role, function) in places.items():
        holders = tuple(sorted(holds.get(name, ())))
        wanted = "not ours" if name in not_ours else "unknown" if name in unknown else "yes"
        least = (needed or {}).get(name, 1)
        state = state_of(len(holders), wanted=wanted, complete=complete)
        covered = len(holders) >= least and wanted != "not ours"
        roles.append(
            RoleCoverage(str(role.iri), role.label, function, state, holders, least, covered)
        )
    listed = [role for role in roles if role.state is not RoleState.NOT_OURS]
    return Analysis(
        file="data",
        partnership="River Valley Together",
        community="Ohio",
        framework=own.title,
        framework_slug=own.slug,
        as_of="2025-09-30",
        as_of_basis="file",
        listing="complete" if complete else "partial",
        roles=tuple(roles),
        partners=(),
        holdings=(),
        coverage=Coverage("All roles", sum(role.covered for role in roles), len(listed)),
        functions=(),
        usual_share=UsualShare(None, None),
        basis=Basis(),
    )


def reading_of(
    analysis: Analysis, own: Framework, other: Framework, rows: Iterable[str]
) -> FrameworkReading:
    """Read an analysis in another framework through rows written as texts."""
    return read_through(analysis, own, other, [row(said, own, other) for said in rows])


def role_of(reading: FrameworkReading, name: str) -> RoleReading:
    return next(role for role in reading.roles if role.iri.endswith(f"#{name}"))
