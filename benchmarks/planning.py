"""How long a plan takes for large partnerships, and what is proven of it."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

import backbone_kg
from backbone_kg.base.numbers_and_lists import number, plural
from backbone_kg.knowledge.ontology import standard_ontology
from benchmarks.contest import verdict
from benchmarks.workbooks import role_names, write_folder

SIZES = ((100, 23, 300), (500, 200, 4_000), (500, 200, 5_000), (5_000, 23, 8_000))
"""Partners, roles and assignments."""

LIMIT = 10.0
"""How many seconds each of the four goals may take, and all together here."""


def compare(*, quick: bool = False) -> list[str]:
    """Plan for partnerships in which holders are missing and some partners have too much.

    Parameters
    ----------
    quick
        Whether to leave out the large ones.

    Returns
    -------
    list of str
        Lines to print.
    """
    lines = []
    for partners, roles, assignments in SIZES[:1] if quick else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            data = backbone_kg.read(made_up(Path(folder), partners, roles, assignments))
        for allow_end in (False, True):
            begin = time.perf_counter()
            plan = backbone_kg.suggest(data, allow_end=allow_end)
            seconds = time.perf_counter() - begin
            goals = [
                f"{goal.name} {number(goal.value)}"
                + ("" if goal.proven else f" (at best {number(goal.best)})")
                for goal in plan.goals
            ]
            lines += [
                f"  {partners:,} partners, {roles:,} roles, {assignments:,} assignments, "
                f"{plan.missing_before:,} holders missing, "
                f"{plural(plan.room.overloaded, 'partner')} over"
                f"{', work may end' if allow_end else ''}:",
                f"    {seconds:6.2f} s  ({verdict(seconds, at_most=LIMIT)}): {'; '.join(goals)}",
            ]
    return lines


def made_up(folder: Path, partners: int, roles: int, assignments: int, seed: int = 1) -> Path:
    """Write a partnership with FTE everywhere, and return its folder.

    Few partners hold many roles, few roles have many holders, about one partner in six has too
    much, and about one role in three lacks holders.

    Parameters
    ----------
    folder
        Where to.
    partners, roles, assignments
        How many of each; roles past those of the framework are its own.
    seed
        The same seed makes the same contents.
    """
    rng = random.Random(seed)
    framework = standard_ontology().framework("mathematica")
    labels = [label for some in role_names(roles) for label in some]
    names = [f"Partner {place}" for place in range(partners)]
    kinds = [kind.label for kind in standard_ontology().organization_types]
    weights = [(place + 1) ** -0.5 for place in range(partners)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < assignments:
        (partner,) = rng.choices(range(partners), weights)
        pairs.add((partner, min(int(rng.expovariate(2.5 / roles)), roles - 1)))
    rows, load, holders = [], [0.0] * partners, [0] * roles
    for partner, role in sorted(pairs):
        fte = rng.choice((0.05, 0.1, 0.1, 0.15, 0.2, 0.25))
        rows.append([names[partner], labels[role], fte])
        load[partner] += fte
        holders[role] += 1
    available = [
        round(each * rng.choice((0.85, 1, 1.1, 1.2, 1.3, 1.5)) + rng.choice((0, 0.1, 0.3)), 2)
        for each in load
    ]
    needed = [max(1, count + rng.choice((-3, -1, 0, 0, 2, 5))) for count in holders]
    sheets: dict[str, list[list[object]]] = {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing"],
            ["Made-up Partnership", "Ohio", framework.title, "2025-09", "complete"],
        ],
        "Partners": [
            ["Name", "Type", "FTE available"],
            *([name, rng.choice(kinds), fte] for name, fte in zip(names, available, strict=True)),
        ],
        "Roles": [
            ["Role", "Holders needed"],
            *([label, count] for label, count in zip(labels, needed, strict=True)),
        ],
        "Assignments": [["Partner", "Role", "FTE"], *rows],
    }
    return write_folder(folder, sheets)
