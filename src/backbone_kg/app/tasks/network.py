"""The network: roles, partners and who holds what, and what falls if a partner leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from backbone_kg.analysis.analysis_results import Analysis, PartnerLoad, RoleCoverage, RoleState
from backbone_kg.app.tasks.figures import (
    address,
    analysis_of,
    basis,
    doubts_of,
    finding_link,
    for_the_page,
)
from backbone_kg.app.tasks.reading import partnership_of

NO_KIND: Final = "kind not known"


@for_the_page
def network(name: str, as_of: str, kind: str, function: str, state: str) -> dict[str, Any]:
    """Return the roles and partners that fit, and who of them holds what.

    Parameters
    ----------
    name
        Of the file.
    as_of
        The date; "" for the file's own.
    kind, function, state
        Of which kind the partners are, under which function the roles stand, and in which state
        they are; "" for any.
    """
    from backbone_kg.showing import answers
    from backbone_kg.showing.caveats import of_the_known
    from backbone_kg.showing.holder_lists import MOST_LINKS, by_function
    from backbone_kg.showing.report_page import report_tables

    partnership = partnership_of(name)
    analysis = analysis_of(partnership, as_of)
    partners = [each for each in analysis.partners if kind in {"", each.type or NO_KIND}]
    roles = [
        role
        for some in by_function(analysis.roles).values()
        for role in some
        if function in {"", role.function} and state in {"", str(role.state)}
    ]
    ties, order = _ties(analysis, roles, partners)
    doubts = doubts_of(partnership, analysis)
    chosen = [partners[place] for place in order] if kind or function or state else partners
    return {
        **basis(name, analysis),
        "nothing_known": analysis.basis.nothing_known,
        "headline": answers.title("network", analysis),
        "of_the_known": of_the_known(analysis),
        "known": answers.known(analysis),
        "kinds": sorted({each.type or NO_KIND for each in analysis.partners}),
        "functions": list(by_function(analysis.roles)),
        "states": [str(each) for each in RoleState],
        "names": [each.name for each in analysis.partners],
        "holdings": len(analysis.holdings),
        "ties": len(ties),
        "drawn": 0 < len(ties) <= MOST_LINKS,
        "too_many": _too_many(len(ties)) if len(ties) > MOST_LINKS else "",
        "to_mend": {iri: (len(some), finding_link(some[0])) for iri, some in doubts.items()},
        "groups": _groups(roles, report_tables.state_of, as_of),
        "near": [_partner(partners[place], ties, place) for place in order],
        "by_partner": [_partner(each, ties, partners.index(each)) for each in chosen],
    }


def _too_many(ties: int) -> str:
    from backbone_kg.showing.pictures.network_matrix import too_many

    return too_many(ties)


def _ties(
    analysis: Analysis, roles: list[RoleCoverage], partners: list[PartnerLoad]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Return who holds what, by places, and the places of these partners near their roles."""
    from backbone_kg.showing.holder_lists import near_their_roles

    role_at = {role.iri: place for place, role in enumerate(roles)}
    partner_at = {partner.iri: place for place, partner in enumerate(partners)}
    held = [
        (role_at[each.role], each.partner)
        for each in analysis.holdings
        if each.role in role_at and each.partner in partner_at
    ]
    order = [partner_at[iri] for iri in near_their_roles(held)]
    return [(role, partner_at[partner]) for role, partner in held], order


def _groups(
    roles: list[RoleCoverage], state_of: Any, as_of: str
) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for place, role in enumerate(roles):
        shown = state_of(role.state)
        link = "who" + address(("as_of", as_of), ("role", role.label), at="#about")
        groups.setdefault(role.function, []).append(
            {
                "place": place,
                "iri": role.iri,
                "label": role.label,
                "state": shown.word,
                "sign": shown.sign,
                "style": shown.style,
                "holders": role.holders,
                "alone": role.sole_holder is not None,
                "link": link,
            }
        )
    return list(groups.items())


def _partner(partner: PartnerLoad, ties: list[tuple[int, int]], at: int) -> dict[str, Any]:
    return {
        "iri": partner.iri,
        "name": partner.name,
        "kind": partner.type or NO_KIND,
        "roles": partner.roles,
        "alone": partner.sole_roles,
        "places": [role for role, holder in ties if holder == at],
    }


@for_the_page
def departure(name: str, as_of: str, partner: str) -> dict[str, Any]:
    """Return what would be if a partner left: in words, and what becomes of each role it holds.

    Raises
    ------
    UnknownNameError
        If there is no such partner on the date.
    """
    from backbone_kg.analysis.planning.whatif import whatif
    from backbone_kg.base.numbers_and_lists import out_of
    from backbone_kg.showing.sections import as_html
    from backbone_kg.showing.whatif_text import sections

    partnership = partnership_of(name)
    analysis = analysis_of(partnership, as_of)
    iris = {each.name: each.iri for each in analysis.partners}
    found = whatif(partnership, without=[iris.get(partner, partner)], as_of=as_of or None)
    (case,) = found.cases
    sure = found.listing == "complete" and not found.basis.assignments_not_read
    nobody = "nobody would hold it" if sure else "no known holder would be left"
    fates = {}
    for role in case.roles:
        if role.loses_last_holder:
            fates[role.role] = {"falls": True, "words": nobody}
        elif role.falls_short:
            left = out_of(len(role.holders_after), role.holders_needed, "holder")
            fates[role.role] = {"falls": False, "words": f"{left} needed would be left"}
        elif role.comes_to_hang_on_one:
            one = "one holder" if sure else "one known holder"
            fates[role.role] = {"falls": False, "words": f"{one} would be left"}
    return {
        "partner": case.suppositions[0].partner,
        "fates": fates,
        # The table of figures stands on the screen What if.
        "html": str(as_html(replace(each, tables=()) for each in sections(found))),
    }
