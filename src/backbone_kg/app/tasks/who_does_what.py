"""Who does what: the answers, the map, what each partner carries, and one role or partner."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from backbone_kg.analysis.analysis_results import Analysis, PartnerLoad, RoleCoverage
from backbone_kg.app.tasks.figures import (
    address,
    analysis_of,
    basis,
    doubts_of,
    finding_link,
    for_the_page,
    frameworks,
)
from backbone_kg.app.tasks.reading import partnership_of
from backbone_kg.app.templating import environment
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.partnership import Partnership
from backbone_kg.showing.report_page.parts import Links

MOST_ROWS: Final = 100
"""Partners or holders that are shown before somebody asks for all of them."""
_SUITABILITY: Final = "suitability claim"


@for_the_page
def who(name: str, as_of: str, framework: str, all_rows: bool) -> dict[str, Any]:
    """Return what is said of a partnership on a date.

    Parameters
    ----------
    name
        Of the file.
    as_of
        The date; "" for the file's own.
    framework
        In which to read it; "" for its own.
    all_rows
        Whether to show every partner.
    """
    from backbone_kg.showing.report_page.parts import headline, shown
    from backbone_kg.showing.sections import as_html
    from backbone_kg.showing.topics import topics

    partnership = partnership_of(name)
    analysis = analysis_of(partnership, as_of)
    values = shown(
        analysis,
        doubts=doubts_of(partnership, analysis),
        links=_links(as_of, framework, all_rows),
    )
    total = len(analysis.partners)
    values["partners"] = analysis.partners if all_rows else analysis.partners[:MOST_ROWS]
    values["names"] = {"map", "partners"}

    def part(template: str) -> str:
        return environment().get_template(template).render(values)

    nothing = analysis.basis.nothing_known
    return {
        **basis(name, analysis),
        "blank": values["blank"],
        "nothing_known": nothing,
        "headline": headline(analysis),
        "reading": _reading(analysis, partnership.ontology, framework),
        "answer": "" if nothing else part("legend.html.j2") + part("boxes.html.j2"),
        "map": part("map.html.j2") if analysis.roles and not nothing else "",
        "load": "" if nothing else part("partners.html.j2"),
        "shown": len(values["partners"]),
        "total": total,
        "more": str(as_html(topics(analysis), level=3)),
        "roles": [role.label for role in analysis.roles],
        "partners": [partner.name for partner in analysis.partners],
        "frameworks": frameworks(partnership),
    }


def _links(as_of: str, framework: str, all_rows: bool) -> Links:
    kept = (
        ("as_of", as_of),
        ("framework", framework),
        ("all", "yes" if all_rows else ""),
    )
    return Links(
        role=lambda role: address(*kept, ("role", role), at="#about"),
        partner=lambda partner: address(*kept, ("partner", partner), at="#about"),
        finding=finding_link,
        roles="map",
        marks=True,
    )


def _reading(analysis: Analysis, ontology: Ontology, framework: str) -> dict[str, str] | None:
    """Return what is said of it in another framework; None where its own is asked for."""
    from backbone_kg.analysis.as_framework import framework_reading
    from backbone_kg.showing import as_framework_text
    from backbone_kg.showing.sections import as_html

    if not framework or ontology.framework(framework).slug == analysis.framework_slug:
        return None
    reading = framework_reading(analysis, ontology, framework)
    return {
        "what": as_framework_text.what(reading),
        "headline": as_framework_text.headline(reading),
        "sections": str(as_html(as_framework_text.sections(reading), level=3)),
    }


@for_the_page
def about(name: str, as_of: str, framework: str, role: str, partner: str) -> dict[str, Any]:
    """Return what is known of one role or one partner, as a part of a page.

    Raises
    ------
    UnknownNameError
        If there is none of that name on the date.
    """
    partnership = partnership_of(name)
    analysis = analysis_of(partnership, as_of)
    links = _links(as_of, framework, all_rows=False)
    if role:
        found = next((each for each in analysis.roles if each.label == role), None)
        if found is None:
            raise UnknownNameError(f"No role is called “{role}” here on {analysis.as_of}.")
        template, values = "about_role.html.j2", _of_role(found, analysis, partnership)
    else:
        one = next((each for each in analysis.partners if each.name == partner), None)
        if one is None:
            raise UnknownNameError(f"“{partner}” is not a partner here on {analysis.as_of}.")
        template, values = "about_partner.html.j2", _of_partner(one, analysis)
    iri = values["subject"].iri
    values |= _common(analysis, partnership, links)
    values |= {"doubts": doubts_of(partnership, analysis).get(iri, ()), "as_of": as_of}
    return {"html": environment().get_template(template).render(values)}


def _common(analysis: Analysis, partnership: Partnership, links: Links) -> dict[str, Any]:
    from backbone_kg.showing.answers import known
    from backbone_kg.showing.caveats import of_the_known
    from backbone_kg.showing.report_page import evidence, report_tables

    return {
        "of_the_known": of_the_known(analysis),
        "known": known(analysis),
        "state_of": report_tables.state_of,
        "pieces": evidence.pieces,
        "role_link": links.role,
        "partner_link": links.partner,
        "mend_link": links.finding,
        "most_rows": MOST_ROWS,
    }


def _of_role(role: RoleCoverage, analysis: Analysis, partnership: Partnership) -> dict[str, Any]:
    from backbone_kg.base.state_sentences import STATE_SENTENCES
    from backbone_kg.showing.report_page import report_tables

    holders = report_tables.holders(analysis)[role.iri]
    return {
        "subject": role,
        "sentence": STATE_SENTENCES[role.state],
        "needs": report_tables.needs(role),
        "holders": holders,
        "could": report_tables.suggestion_rows(role, analysis) if role.wanted else (),
        "literature": _literature(role.iri, partnership.ontology),
    }


def _literature(iri: str, ontology: Ontology) -> dict[str, Any]:
    """Return what sources say of a role and where; nothing of the partnership's own roles."""
    from backbone_kg.showing.knowledge_text import in_full, places, said

    of_framework = {role.iri for each in ontology.frameworks() for _, role in each.roles}
    if iri not in of_framework:
        return {"definition": "", "where": "", "claims": []}
    concept = ontology.concept(iri)
    claims = [
        (in_full(claim), said(claim))
        for claim in ontology.all_claims
        if claim.kind != _SUITABILITY and iri in {one.iri for one in claim.about}
    ]
    return {"definition": concept.definition, "where": places(concept.passages), "claims": claims}


def _of_partner(partner: PartnerLoad, analysis: Analysis) -> dict[str, Any]:
    from backbone_kg.showing.report_page import report_tables

    labels = {role.iri: role.label for role in analysis.roles}
    held = report_tables.holders(analysis)
    holdings = [
        (labels[iri], holder, labels[iri] in partner.sole_roles)
        for iri, some in held.items()
        for holder in some
        if holder.name == partner.name
    ]
    return {
        "subject": partner,
        "row": asdict(report_tables.partner_row(partner, analysis)),
        "holdings": holdings,
        "name": partner.name,
    }
