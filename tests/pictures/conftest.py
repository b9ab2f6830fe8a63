"""Analyses to draw: one for every case a picture has to stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import quantiles

import pytest

from backbone_kg.analysis.results import (
    OWN_ROLES,
    Analysis,
    Coverage,
    Holding,
    LoadLimit,
    LoadVerdict,
    PartnerLoad,
    RoleCoverage,
    RoleState,
)
from backbone_kg.showing.pictures import KINDS, Picture

Link = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, float | None]

FUNCTIONS = {
    "Manage relationships": (
        "Listen to others and understand their perspectives, motivations, and expertise",
        "Build trust",
        "Develop strong ties",
        "Craft resonant narratives",
        "Resolve conflict",
        "Cultivate champions",
    ),
    "Manage knowledge": (
        "Hear and understand the needs of the community spanning pre-K to K, K-12 to "
        "postsecondary, and postsecondary to workforce",
        "Identify and share promising practices",
        "Solicit solutions from the community",
        "Curate, navigate, and filter information that is external to the community",
    ),
    "Hold partners accountable to a shared agenda": (
        "Set a regional vision in collaboration with others",
        "Build public will",
        "Set up and manage accountability frameworks",
        "Interpret data and communicate results",
        "Use data for continuous improvement and to drive strategy",
        "Advance policy",
    ),
    "Orchestrate collective efforts": (
        "Convene partners and bridge divisions",
        "Facilitate discussion and structure group engagement",
        "Coordinate with partners",
        "Design and manage work plans",
        "Pilot test and provide direct services",
        "Manage expectations",
        "Mobilize resources",
    ),
}
ROLES = tuple(role for roles in FUNCTIONS.values() for role in roles)
KINDS_OF_PARTNER = (
    "Public Schools", "Community Foundation", "Housing Authority", "Public Library", "YMCA",
    "Boys & Girls Club", "State University", "Community College", "Workforce Council",
    "Early Learning Coalition", "Parks District", "Chamber of Commerce", "Health Department",
    "Youth Theater", "Refugee Center", "Science Museum", "Literacy Council", "United Fund",
    "Neighborhood Alliance", "Tutoring Network",
)  # fmt: skip


def iri(name: str) -> str:
    return f"https://example.org/{name}"


def analysis(
    partners: Sequence[str],
    links: Sequence[Link],
    *,
    functions: Mapping[str, Sequence[str]] = FUNCTIONS,
    listing: str = "partial",
    not_ours: Sequence[str] = (),
    unclear: Sequence[str] = (),
    needed: Mapping[str, int] | None = None,
    available: Mapping[str, float] | None = None,
    partnership: str = "Harbor County Cradle to Career",
    left_out: tuple[str, ...] = (),
) -> Analysis:
    """Put together what an analysis says; a link is (partner, role, part, FTE)."""
    needed, available = needed or {}, available or {}
    holdings = tuple(
        Holding(
            iri(link[0]),
            iri(link[1]),
            (link[2],) if len(link) > 2 and link[2] else (),
            link[3] if len(link) > 3 else None,
        )
        for link in links
    )
    roles = []
    for function, labels in functions.items():
        for label in labels:
            holders = tuple(sorted(link[0] for link in links if link[1] == label))
            want = needed.get(label, 1)
            if label in not_ours:
                state = RoleState.NOT_OURS
            elif len(holders) > 1:
                state = RoleState.SHARED
            elif holders:
                state = RoleState.HELD
            elif listing == "complete" and label not in unclear:
                state = RoleState.UNFILLED
            else:
                state = RoleState.NO_EVIDENCE
            roles.append(
                RoleCoverage(
                    iri(label), label, function, state, holders, want,
                    covered=state is not RoleState.NOT_OURS and len(holders) >= want,
                )
            )  # fmt: skip
    counts = {name: sum(link[0] == name for link in links) for name in partners}
    shares = [count / len(links) if links else 0.0 for count in counts.values()]
    fence = None
    if len(partners) >= 5 and links:
        low, _, high = quantiles(shares, n=4, method="inclusive")
        fence = high + 1.5 * (high - low)
    loads = []
    for name, share in zip(partners, shares, strict=True):
        own = [link for link in links if link[0] == name]
        given = [link[3] for link in own if len(link) > 3 and link[3] is not None]
        has = available.get(name)
        assigned = sum(given) if given else None
        load = assigned / has if assigned is not None and has else None
        complete = bool(own) and len(given) == len(own)
        verdict, basis = LoadVerdict.UNKNOWN, ""
        if load is not None and (load > 1 or complete):
            verdict = LoadVerdict.OVERLOADED if load > 1 else LoadVerdict.WITHIN
            basis = "fte"
        elif load is None and fence is not None:
            verdict = LoadVerdict.OVERLOADED if share > fence else LoadVerdict.WITHIN
            basis = "assignments"
        labels = [link[1] for link in own]
        loads.append(
            PartnerLoad(
                iri(name), name, "community-based organization", tuple(labels), len(own), share,
                has, assigned, complete, load, verdict, basis,
                tuple(r.label for r in roles if r.sole_holder == name),
            )
        )  # fmt: skip
    loads.sort(key=lambda p: (-p.assignments, p.name))
    return Analysis(
        file="harbor.xlsx",
        partnership=partnership,
        community="Harbor County",
        framework="Rethinking Common Backbone Functions as Capacities",
        framework_slug="mathematica-2020",
        as_of="2025-09-30",
        as_of_basis="file",
        listing=listing,
        roles=tuple(roles),
        partners=tuple(loads),
        holdings=holdings,
        coverage=tally("All roles", roles),
        functions=tuple(
            tally(function, [r for r in roles if r.function == function]) for function in functions
        ),
        load_limit=LoadLimit(1 / len(partners) if partners else None, fence),
        left_out=left_out,
    )


def tally(name: str, roles: Sequence[RoleCoverage]) -> Coverage:
    states = {state: sum(role.state is state for role in roles) for state in RoleState}
    return Coverage(name, sum(r.covered for r in roles), sum(r.wanted for r in roles), states)


def small() -> Analysis:
    partners = (
        "Harbor Promise", "Harbor Public Schools", "Greenlight", "County Community Foundation",
        "School’s Out Alliance", "Degrees Ahead", "Children’s Museum of Harbor County",
        "Puget Research Institute", "Policy Advisory Committee", "Data Commons",
    )  # fmt: skip
    links: list[Link] = [
        ("Harbor Promise", ROLES[16], "lead", 0.5),
        ("Harbor Promise", ROLES[18], "lead", 0.5),
        ("Harbor Promise", ROLES[22], "support", 0.25),
        ("Harbor Promise", ROLES[13], "lead", 0.5),
        ("Harbor Promise", ROLES[15], "lead", 0.25),
        ("Harbor Promise", ROLES[10], "lead", None),
        ("Greenlight", ROLES[17], "lead", 0.4),
        ("Greenlight", ROLES[19], "lead", 0.2),
        ("Greenlight", ROLES[16], "support", 0.1),
        ("Degrees Ahead", ROLES[17], "support", 0.25),
        ("Degrees Ahead", ROLES[6], "lead", 0.25),
        ("Harbor Public Schools", ROLES[13], "support"),
        ("County Community Foundation", ROLES[22], "lead"),
        ("County Community Foundation", ROLES[18], "support"),
        ("School’s Out Alliance", ROLES[7], ""),
        ("County Community Foundation", ROLES[7], "support"),
        ("Puget Research Institute", ROLES[14], ""),
        ("Policy Advisory Committee", ROLES[15], "support"),
    ]
    available = {"Harbor Promise": 1.5, "Greenlight": 1.0, "Degrees Ahead": 1.0}
    return analysis(
        partners, links, available=available, needed={ROLES[7]: 3},
        left_out=("2 assignments ended before 2025-09-30.",),
    )  # fmt: skip


def many(count: int = 60) -> Analysis:
    towns = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
    partners = [
        f"{towns[n // len(KINDS_OF_PARTNER) % 6]} {KINDS_OF_PARTNER[n % len(KINDS_OF_PARTNER)]}"
        + (f" {n}" if n >= 120 else "")
        for n in range(count)
    ]
    links: list[Link] = []
    for n, partner in enumerate(partners):
        for step in range(1 + (n * 7) % 4 + (9 if n == 3 else 0)):
            role = ROLES[(n * 5 + step * 3) % 19]
            part = ("lead", "support")[(n + step) % 2]
            if (partner, role) not in [link[:2] for link in links]:
                links.append((partner, role, part, 0.25 if n % 3 == 0 else None))
    links.append((partners[5], ROLES[20], "lead", None))
    available = {partner: 0.5 + (n % 4) / 4 for n, partner in enumerate(partners) if n % 3 == 0}
    available[partners[3]] = 0.25
    return analysis(partners, links, available=available, listing="complete", unclear=ROLES[21:])


def five_states() -> Analysis:
    functions = {"Convene": ("Invite", "Host", "Record"), OWN_ROLES: ("Feed people", "Fly a kite")}
    links: list[Link] = [("A", "Invite"), ("B", "Invite"), ("A", "Host")]
    return analysis(
        ("A", "B", "C"), links, functions=functions, listing="complete",
        unclear=("Feed people",), not_ours=("Fly a kite",),
    )  # fmt: skip


def long_names() -> Analysis:
    base = "The Greater Harbor County Interfaith and Intertribal Coalition for Early Learning, "
    partners = [
        base + "Youth Development, and Family Economic Mobility",
        base + "Workforce Readiness, and Neighborhood Housing Stability",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "Short",
        "Costs $5 & <more> than_$10^2",
    ]
    role = (
        "Interpret data and communicate results to every partner, family, and resident (e.g., to "
        "promote openness and to address gaps)"
    )
    functions = {
        "Hold every partner and every public system accountable to one agenda that is shared": (
            role, "Build trust",
        ),
        "Other": ("Convene/coordinate/facilitate/communicate-across-all-of-the-working-groups",),
    }  # fmt: skip
    links: list[Link] = [(name, role, "lead", 1.0) for name in partners[:3]]
    links += [(partners[0], "Build trust", "", 2.0), (partners[4], "Build trust", "support", 0.1)]
    links.append((partners[1], functions["Other"][0], "lead", 0.5))
    return analysis(
        partners, links, functions=functions, available={partners[0]: 0.5, partners[1]: 1.49},
        partnership=base + "and Everybody Else Who Cares",
    )  # fmt: skip


def scripts() -> Analysis:
    partners = [
        "Łódź Učenje Öğrenci",
        "Образование",
        "北京教育基金会",
        "शिक्षा परिषद",
        "مجلس التعليم",
        "ትምህርት",
    ]
    links: list[Link] = [(name, ROLES[n % 4]) for n, name in enumerate(partners)]
    return analysis(partners, links)


SAMPLES: dict[str, Callable[[], Analysis]] = {
    "small": small,
    "many": many,
    "too many": lambda: many(75),
    "five states": five_states,
    "one partner": lambda: analysis(["Only One"], [("Only One", ROLES[0]), ("Only One", ROLES[1])]),
    "empty": lambda: analysis(["Somebody", "Nobody"], []),
    "nothing": lambda: analysis([], [], functions={}),
    "long names": long_names,
    "scripts": scripts,
}


@pytest.fixture(scope="session")
def samples() -> dict[str, Analysis]:
    """Every sample by name."""
    return {name: make() for name, make in SAMPLES.items()}


@pytest.fixture(params=list(SAMPLES))
def sample(request: pytest.FixtureRequest, samples: dict[str, Analysis]) -> Analysis:
    """Each sample in turn."""
    return samples[request.param]


@pytest.fixture(scope="session")
def draw() -> Callable[[str, Analysis], Picture]:
    """Draw a picture of a sample, or return the one that was drawn before."""
    drawn: dict[tuple[str, int], Picture] = {}

    def drawing(kind: str, sample: Analysis) -> Picture:
        key = (kind, id(sample))
        if key not in drawn:
            drawn[key] = KINDS[kind](sample)
        return drawn[key]

    return drawing
