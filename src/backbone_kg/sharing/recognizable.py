"""Who can be told from a shared copy by what is known of a partnership anyway.

A partner hides among those that the copy shows alike. How many these are is its k: with k = 1 it is
recognizable, and a table is k-anonymous if nobody in it has a smaller k [1]_. The smallest k is a
measure of what a copy shows, no promise: who knows more than is counted here can tell more.

.. [1] L. Sweeney (2002): k-anonymity: a model for protecting privacy. International Journal of
   Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 557-570.
   https://doi.org/10.1142/S0218488502001648
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Final

from backbone_kg.base.json_form import NOT_IN_JSON
from backbone_kg.base.numbers_and_lists import joined, listed, number, plural
from backbone_kg.model.holdings import Partner
from backbone_kg.model.roster import Roster

MOST_ROLES: Final = 3
"""Roles that are named of a partner that alone holds just these."""

_SAID: Final = {"steering committee": "on the steering committee"}
"""What a partner with a task is, where that is not the task."""

ALL: Final = "all of it together"
"""The last trait: everything that the copy says of a partner."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that partners are told apart by, and how well they hide in it.

    Parameters
    ----------
    name
        What it is.
    smallest
        The smallest k, from 1; None if the copy says it of nobody.
    alone
        How many partners have it to themselves (k = 1).
    not_said
        Of how many partners the copy does not say it.
    """

    name: str
    smallest: int | None
    alone: int
    not_said: int


@dataclass(frozen=True, slots=True)
class Recognizable:
    """A partner that has something to itself.

    Parameters
    ----------
    partner
        What it is called in the copy.
    original
        Its name.
    traits
        What it has to itself, the easiest to know first.
    sentences
        The same in words, such as “the only Consultant”.
    """

    partner: str
    original: str = field(metadata=NOT_IN_JSON)
    traits: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """How well partners hide in a shared copy.

    Parameters
    ----------
    partners
        How many there are.
    smallest
        The smallest k of any trait, from 1; None without partners.
    traits
        The traits, the easiest to know first.
    recognizable
        Partners with something to themselves: those that are the easiest to tell first, then those
        with most of it.
    """

    partners: int
    smallest: int | None
    traits: tuple[Trait, ...]
    recognizable: tuple[Recognizable, ...]


@dataclass(frozen=True, slots=True)
class _Measure:
    """A trait: its value for a partner (None if the copy does not say it), and that in words."""

    name: str
    value: Callable[[Partner], Hashable | None]
    words: Callable[[Partner], str]

    def implies(self, other: _Measure) -> bool:
        """Return whether who has this to itself has the other, too."""
        return other.name in {f"{self.name} and number of roles", f"{self.name} and roles"} or (
            self.name == "kind and number of roles" and other.name == "kind and roles"
        )


def recognition(roster: Roster, kinds: dict[str, str], originals: dict[str, str]) -> Recognition:
    """Return how well the partners of a shared copy hide among one another.

    Parameters
    ----------
    roster
        Of the copy: all that it says counts, whatever the date.
    kinds
        Labels of kinds of organization, by IRI.
    originals
        The name of each partner, by what the copy calls it.

    Notes
    -----
    The traits are the kind; the tasks (backbone, anchor entity, fiscal agent, steering committee);
    the kind with the number of roles; the kind with the very roles; when it joined and left; the
    FTE that it has and their cost. What the copy does not say of a partner is no trait that it
    could be known by, and does not hide others either. :data:`ALL` of these together, with part,
    FTE and dates of its assignments, is for who knows all of it: it is counted and lists nobody.
    """
    measures = _measures(roster, kinds)
    by_trait = {m.name: {p.iri: m.value(p) for p in roster.partners} for m in measures}
    counts = {name: Counter(values.values()) for name, values in by_trait.items()}

    def k(name: str, partner: Partner) -> int | None:
        value = by_trait[name][partner.iri]
        return None if value is None else counts[name][value]

    traits = []
    for measure in measures:
        found = [k(measure.name, partner) for partner in roster.partners]
        known = [one for one in found if one is not None]
        traits.append(
            Trait(measure.name, min(known, default=None), known.count(1), len(found) - len(known))
        )
    whole = Counter(map(_all_of(roster), roster.partners)).values()
    if whole:
        traits.append(Trait(ALL, min(whole), sum(n == 1 for n in whole), 0))
    alone = []
    for partner in roster.partners:
        own = [n for n, measure in enumerate(measures) if k(measure.name, partner) == 1]
        # Who is the only one of a kind is so with its roles, too.
        own = [n for n in own if not any(measures[m].implies(measures[n]) for m in own)]
        if own:
            told = Recognizable(
                partner.name,
                originals.get(partner.name, ""),
                tuple(measures[n].name for n in own),
                tuple(dict.fromkeys(measures[n].words(partner) for n in own)),
            )
            alone.append(((own[0], -len(own), partner.name), told))
    smallest = min((t.smallest for t in traits if t.smallest is not None), default=None)
    ordered = tuple(told for _, told in sorted(alone, key=lambda one: one[0]))
    return Recognition(len(roster.partners), smallest, tuple(traits), ordered)


def _measures(roster: Roster, kinds: dict[str, str]) -> tuple[_Measure, ...]:
    roles: dict[str, set[str]] = {partner.iri: set() for partner in roster.partners}
    for holding in roster.holdings:
        roles[holding.partner].add(holding.role)
    labels = {role.iri: role.label for role in roster.roles}

    def kind(partner: Partner) -> str:
        return f"the only {kinds.get(partner.kind, partner.kind)}"

    def held(partner: Partner) -> str:
        names = sorted(labels[role] for role in roles[partner.iri])
        just = listed(names, most=MOST_ROLES)
        return f"{kind(partner)} with just: {just}" if names else f"{kind(partner)} without a role"

    def tasks(partner: Partner) -> str:
        return f"the only one that is {joined([_SAID.get(one, one) for one in partner.tasks])}"

    def fte(partner: Partner) -> tuple[object, ...] | None:
        both = partner.fte_available, partner.cost_per_fte
        return None if both == (None, None) else both

    def fte_words(partner: Partner) -> str:
        parts = []
        if partner.fte_available is not None:
            parts.append(f"{number(partner.fte_available)} FTE")
        if partner.cost_per_fte is not None:
            parts.append(f"a cost per FTE of {number(partner.cost_per_fte)}")
        return f"the only one with {joined(parts)}"

    return (
        _Measure("kind", lambda p: p.kind or None, kind),
        _Measure("tasks", lambda p: p.tasks or None, tasks),
        _Measure(
            "kind and number of roles",
            lambda p: (p.kind, len(roles[p.iri])) if p.kind else None,
            lambda p: f"{kind(p)} with {plural(len(roles[p.iri]), 'role')}",
        ),
        _Measure(
            "kind and roles",
            lambda p: (p.kind, frozenset(roles[p.iri])) if p.kind else None,
            held,
        ),
        _Measure("joined and left", _membership, lambda p: f"the only one that {_dates(p)}"),
        _Measure("FTE and cost", fte, fte_words),
    )


def _all_of(roster: Roster) -> Callable[[Partner], Hashable]:
    holdings: dict[str, list[tuple[object, ...]]] = {}
    for one in roster.holdings:
        told = one.role, one.part, one.fte, one.stated
        holdings.setdefault(one.partner, []).append(told)

    def value(partner: Partner) -> Hashable:
        held = frozenset(Counter(holdings.get(partner.iri, [])).items())
        own = partner.kind, partner.tasks, partner.fte_available, partner.cost_per_fte
        return own, partner.memberships, held

    return value


def _membership(partner: Partner) -> Hashable | None:
    dated = [span for span in partner.memberships if span.days]
    return tuple(dated) or None


def _dates(partner: Partner) -> str:
    said = []
    for span in partner.memberships:
        if span.begin is not None:
            said.append(f"joined {span.since}")
        if span.end is not None:
            said.append(f"left {span.until}")
    return joined(said)
