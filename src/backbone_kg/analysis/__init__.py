"""Analysis: who holds which role at a date, what nobody does, who carries too much."""

from __future__ import annotations

import datetime

from backbone_kg.analysis.coverage import coverage, is_covered, role_states
from backbone_kg.analysis.load import Load, loads
from backbone_kg.analysis.resilience import sole_holders
from backbone_kg.analysis.results import OWN_ROLES, Analysis, Holding, PartnerLoad, RoleCoverage
from backbone_kg.analysis.suggestions import suggestions
from backbone_kg.graph.namespaces import term
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.model.network import Network, network_at
from backbone_kg.model.partnership import Partnership, date_of


def analyze(partnership: Partnership, *, as_of: str | datetime.date | None = None) -> Analysis:
    """Return who holds which role of a partnership at a date, and what follows from it.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it. What could not be understood is left out, and the
        result says so.
    as_of
        The date of every figure, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a year or month means
        its last day. By default the file's own "As of", else today.

    Raises
    ------
    BackboneError
        If ``as_of`` is not a date.
    """
    day, basis = date_of(partnership, as_of)
    framework = _framework(partnership)
    network = network_at(partnership.graph, partnership.iri, framework, day)
    return _analysis(partnership, framework, network, basis)


def _framework(partnership: Partnership) -> Framework | None:
    named = partnership.graph.value(partnership.iri, term("bkg:framework"))
    for framework in partnership.ontology.frameworks():
        if framework.concept.iri == named:
            return framework
    return None


def _analysis(
    partnership: Partnership, framework: Framework | None, network: Network, basis: str
) -> Analysis:
    data, graph = partnership.graph, network.graph

    def stated(path: str) -> str:
        value = data.value(partnership.iri, term(path))
        return "" if value is None else str(value)

    listing = "complete" if stated("bkg:listing") == "complete" else "partial"
    complete = listing == "complete"
    overall, functions = coverage(graph, complete=complete)
    carried, limit = loads(graph)
    return Analysis(
        file=partnership.file,
        partnership=partnership.name,
        community=stated("schema:areaServed"),
        framework=framework.title if framework else "",
        framework_slug=framework.slug if framework else "",
        as_of=network.as_of.isoformat(),
        as_of_basis=basis,
        listing=listing,
        roles=_roles(partnership, network, complete=complete),
        partners=_partners(partnership, network, carried),
        holdings=_holdings(network),
        coverage=overall,
        functions=functions,
        load_limit=limit,
        left_out=network.left_out,
        notes=stated("skos:note"),
    )


def _roles(
    partnership: Partnership, network: Network, *, complete: bool
) -> tuple[RoleCoverage, ...]:
    graph = network.graph
    labels = unique({role: graph.nodes[role]["label"] for role in network.roles})
    names = unique({partner: graph.nodes[partner]["name"] for partner in network.partners})
    suggested = suggestions(graph, names, partnership.ontology)
    found = []
    for role, state in role_states(graph, complete=complete).items():
        given = [fte for *_, fte in graph.edges(role, data="fte") if fte is not None]
        found.append(
            RoleCoverage(
                iri=role,
                label=labels[role],
                function=graph.nodes[role]["function"] or OWN_ROLES,
                state=state,
                holders=tuple(sorted(names[p] for p in graph.neighbors(role))),
                holders_needed=graph.nodes[role]["holders_needed"],
                covered=is_covered(graph, role),
                fte_assigned=sum(given) if given else None,
                fte_needed=graph.nodes[role]["fte_needed"],
                suggestions=suggested.get(role, ()),
            )
        )
    return tuple(found)


def _partners(
    partnership: Partnership, network: Network, carried: dict[str, Load]
) -> tuple[PartnerLoad, ...]:
    graph = network.graph
    labels = unique({role: graph.nodes[role]["label"] for role in network.roles})
    types = {str(kind.iri): kind.label for kind in partnership.ontology.organization_types}
    names = unique({partner: graph.nodes[partner]["name"] for partner in network.partners})
    sole = sole_holders(graph)
    rank = {role: number for number, role in enumerate(network.roles)}
    found = []
    for partner in network.partners:
        node, load = graph.nodes[partner], carried[partner]
        held = sorted(graph.neighbors(partner), key=rank.__getitem__)
        found.append(
            PartnerLoad(
                iri=partner,
                name=names[partner],
                type=types.get(node["type"], ""),
                roles=tuple(labels[role] for role in held),
                assignments=load.assignments,
                share=load.share,
                fte_available=node["fte_available"],
                fte_assigned=load.fte_assigned,
                fte_complete=load.fte_complete,
                load=load.load,
                verdict=load.verdict,
                basis=load.basis,
                sole_roles=tuple(labels[role] for role in sole.get(partner, ())),
                tasks=node["tasks"],
            )
        )
    return tuple(sorted(found, key=lambda load: (-load.assignments, load.name)))


def _holdings(network: Network) -> tuple[Holding, ...]:
    graph = network.graph
    return tuple(
        Holding(
            partner=partner,
            role=role,
            parts=held["parts"],
            fte=held["fte"],
            evidence=held["evidence"],
        )
        for role in network.roles
        for partner, held in sorted(graph.adj[role].items())
    )


def unique(names: dict[str, str]) -> dict[str, str]:
    """Return the names with a number behind each that repeats an earlier one."""
    seen: dict[str, int] = {}
    found = {}
    for iri, name in names.items():
        seen[name] = seen.get(name, 0) + 1
        found[iri] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return found
