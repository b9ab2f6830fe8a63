"""The coverage of a partnership in a framework that its file does not go by.

A hand-made crosswalk says what each concept of one framework is to each of another. From it, and
from who holds which role of the file, follows how each role of the other framework stands. The
rules, strongest first; where a stronger one applies, a weaker one has no say:

exact
    A role of the file means the same: its state is the state.
close
    Roles of the file mean nearly the same: their holders count together. Held if any of them is
    held, unfilled only if all that are wanted are. If the crosswalk compares a *function* whose
    capacities are the roles of the file, those that are wanted are its parts: shared or held if
    each of them is (it stands as its weakest part), held in part if some are. If some of them are
    compared by themselves and lead elsewhere, only the others speak for it, as narrower.
narrower
    Roles of the file are parts of it. They may not be all of it, so that it is at most held in
    part: so many of the parts that can be read are held. If nobody holds any, no part is held.
broader
    It is a part of a role of the file. Whoever holds the whole may or may not do this part:
    perhaps held. If nobody holds the whole, nobody does this part.
no counterpart, related, no role, not compared
    It cannot be read, and is neither a gap nor covered.

Of roles that are read as narrower and as broader, a held part says more than a held whole. A role
of the file that is not ours never counts; if all that decide are not ours, neither is the role.

Coverage is counted over the roles that are read as exact or close and wanted. So the denominator
depends on the crosswalk and on what is wanted alone, never on who holds what: a role that is
unfilled because a broader one is, is shown as a gap, but to count it would be to let such roles in
by their failures only. Nothing is read over a third framework.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from backbone_kg.analysis.analysis_results import Analysis, RoleCoverage, RoleState
from backbone_kg.analysis.as_framework.as_framework_results import (
    FrameworkReading,
    How,
    OwnRole,
    RoleReading,
    Standing,
    Unrepresented,
    Why,
)
from backbone_kg.analysis.as_framework.links import Compared, Comparison, Link, compare
from backbone_kg.base.errors import BackboneError
from backbone_kg.knowledge.concepts import Concept, Framework
from backbone_kg.knowledge.ontology import Ontology

if TYPE_CHECKING:
    from backbone_kg.knowledge.crosswalk import CrosswalkRow

_ORDER = [
    Standing.UNREAD,
    Standing.NOT_OURS,
    Standing.UNFILLED,
    Standing.NO_PART,
    Standing.NO_EVIDENCE,
    Standing.PERHAPS,
    Standing.IN_PART,
    Standing.HELD,
    Standing.SHARED,
]
STRENGTH = {standing: number for number, standing in enumerate(_ORDER)}
"""A larger number says more of holders; a further assignment never leads to a smaller one."""


def framework_reading(analysis: Analysis, ontology: Ontology, target: str) -> FrameworkReading:
    """Read the coverage of a partnership in another framework, through the crosswalk.

    Parameters
    ----------
    analysis
        As :func:`backbone_kg.analyze` returns it.
    ontology
        Whose frameworks and crosswalk.
    target
        The other framework, by its short name or any name that it goes by. The file's own gives
        the plain coverage of its roles.

    Raises
    ------
    UnknownNameError
        If there is no such framework; the message names a near one.
    BackboneError
        If the framework of the file is not known.

    Examples
    --------
    >>> import backbone_kg
    >>> analysis = backbone_kg.analyze(backbone_kg.read("partners.xlsx"))  # doctest: +SKIP
    >>> framework_reading(analysis, backbone_kg.ontology, "fsg-2012-07").covered  # doctest: +SKIP
    2
    """
    from backbone_kg.knowledge.crosswalk import crosswalk

    other = ontology.framework(target)
    if not analysis.framework_slug:
        raise BackboneError(
            f"{analysis.file}: the framework of this file is not known, so it cannot be read in "
            "another one. Mend the cell “Framework”; backbone-kg validate says how."
        )
    own = ontology.framework(analysis.framework_slug)
    rows: Iterable[CrosswalkRow] = ()
    if own.slug != other.slug:
        rows = crosswalk(ontology, own.slug, other.slug).rows
    return read_through(analysis, own, other, rows)


def read_through(
    analysis: Analysis, own: Framework, other: Framework, rows: Iterable[CrosswalkRow]
) -> FrameworkReading:
    """Read the coverage of a partnership in another framework, through some rows.

    Parameters
    ----------
    analysis
        What is known of the partnership.
    own, other
        The framework of the file, and the one to read it in.
    rows
        What concepts of the one are to concepts of the other. A role of the file that *is* a role
        of the other framework needs none.
    """
    held = {role.iri: role for role in analysis.roles}
    compared = compare(own, other, held, rows)
    roles = tuple(
        _reading(role, "" if function.concept == role else function.label, compared.roles[role.iri])
        for function, role in other.roles
    )
    return FrameworkReading(
        slug=other.slug,
        title=other.title,
        roles=roles,
        not_represented=tuple(_not_represented(analysis, own, roles, compared)),
        analysis=analysis,
    )


def _reading(role: Concept, function: str, compared: Compared) -> RoleReading:
    how = _strongest(compared)
    deciding: list[Link] = []
    standing, covered = Standing.UNREAD, None
    parts: tuple[RoleCoverage, ...] = ()
    if how.whole:
        deciding = compared.of(how)
        standing = _together(deciding)
        covered = any(_covered(link) for link in deciding)
        if all(len(link.roles) > 1 for link in deciding):
            parts = _wanted(deciding)
    elif how.readable:
        narrower, broader = compared.of(How.NARROWER), compared.of(How.BROADER)
        standing = _from_parts_and_wholes(narrower, broader)
        by_parts = standing is Standing.IN_PART or not broader
        deciding = narrower if by_parts else [*broader, *narrower]
        parts = _wanted(narrower) if by_parts else ()
    comment = compared.instead if how is How.NO_ROLE else ""
    return RoleReading(
        iri=str(role.iri),
        label=role.label,
        function=function,
        how=how,
        standing=standing,
        holders=tuple(sorted({name for one in _wanted(deciding) for name in one.holders})),
        covered=covered,
        parts_held=sum(bool(part.holders) for part in parts),
        parts=len(parts),
        read_from=tuple(_own_roles(deciding, compared.links)),
        comment=compared.alone if how is How.NO_COUNTERPART else comment,
    )


def _strongest(compared: Compared) -> How:
    ways = {link.how for link in compared.links} | {How.NOT_COMPARED}
    if compared.alone:
        ways.add(How.NO_COUNTERPART)
    if compared.instead:
        ways.add(How.NO_ROLE)
    return next(how for how in How if how in ways)


def _together(links: Iterable[Link]) -> Standing:
    """Return the standing of a role that each of some links means."""
    links = [link for link in links if _wanted([link])]
    if not links:
        return Standing.NOT_OURS
    # Of two that mean nearly the same, one unfilled and one without evidence: no evidence.
    best = max(map(_standing, links), key=STRENGTH.__getitem__)
    single = {name for link in links if len(link.roles) == 1 for name in link.roles[0].holders}
    return Standing.SHARED if len(single) > 1 else best


def _standing(link: Link) -> Standing:
    """Return what follows from wanted roles that, together, mean the same."""
    wanted = _wanted([link])
    fewest = min(len(role.holders) for role in wanted)
    if fewest:
        return Standing.SHARED if fewest > 1 else Standing.HELD
    if any(role.holders for role in wanted):
        return Standing.IN_PART
    return Standing.UNFILLED if _empty(wanted) else Standing.NO_EVIDENCE


def _covered(link: Link) -> bool:
    wanted = _wanted([link])
    return bool(wanted) and all(role.covered for role in wanted)


def _from_parts_and_wholes(narrower: Iterable[Link], broader: Iterable[Link]) -> Standing:
    parts, wholes = _wanted(narrower), _wanted(broader)
    if any(part.holders for part in parts):
        return Standing.IN_PART
    if any(whole.holders for whole in wholes):
        return Standing.PERHAPS
    if not parts and not wholes:
        return Standing.NOT_OURS
    # Of a function, any of the capacities may be the one that it is a part of.
    if any(_empty(link.roles) for link in broader):
        return Standing.UNFILLED
    return Standing.NO_PART if not wholes and _empty(parts) else Standing.NO_EVIDENCE


def _wanted(links: Iterable[Link]) -> tuple[RoleCoverage, ...]:
    """Return the roles of some links that are wanted, each once."""
    roles = (role for link in links for role in link.roles if role.wanted)
    return tuple({role.iri: role for role in roles}.values())


def _empty(roles: Iterable[RoleCoverage]) -> bool:
    """Return whether it is known of all roles that nobody holds them."""
    return all(role.state is RoleState.UNFILLED for role in roles)


def _own_roles(deciding: list[Link], links: Iterable[Link]) -> Iterable[OwnRole]:
    """Return each role of some links once for each kind of link, those that decide first."""
    order = list(How)
    told: set[tuple[str, How]] = set()
    strongest_first = sorted(
        links, key=lambda one: (one not in deciding, order.index(one.how), bool(one.through))
    )
    for link in strongest_first:
        for role in link.roles:
            if (role.iri, link.how) in told:
                continue
            told.add((role.iri, link.how))
            yield OwnRole(
                iri=role.iri,
                label=role.label,
                state=role.state,
                holders=role.holders,
                covered=role.covered,
                how=link.how,
                through=link.through,
                comment=link.comment,
            )


def _not_represented(
    analysis: Analysis, own: Framework, roles: Iterable[RoleReading], compared: Comparison
) -> Iterable[Unrepresented]:
    links = [one for role in roles for one in role.read_from]
    represented = {one.iri for one in links if one.how.readable}
    related = {one.iri for one in links}
    of_framework = {str(role.iri) for _, role in own.roles}
    for role in analysis.roles:
        if role.iri in represented:
            continue
        why = Why.NOT_COMPARED
        if role.iri not in of_framework:
            why = Why.OWN
        elif role.iri in compared.alone:
            why = Why.NO_COUNTERPART
        elif role.iri in related:
            why = Why.RELATED
        elif role.iri in compared.spoken_of:
            why = Why.NO_ROLE
        yield Unrepresented(role.iri, role.label, role.state, role.holders, why)
