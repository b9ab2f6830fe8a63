"""Each role and each figure at two dates, and whether the world changed or only what is known.

What is asked and what is known (the listing, what is wanted, what was not read) is taken for a
reason of a figure if the figure comes out otherwise with that one part as at the first date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from backbone_kg.analysis.change.changes import Change, Look, Looks
from backbone_kg.analysis.change.differences import (
    FigureSide,
    FigureThenNow,
    Ground,
    Reason,
    RoleSide,
    RoleThenNow,
    Verdict,
)
from backbone_kg.analysis.metrics import Figure, all_metrics, figures
from backbone_kg.model.holdings import Role, fte_of
from backbone_kg.model.roster import Roster

_REASON = {
    Ground.DATED: Reason.WORLD,
    Ground.LISTED: Reason.WORLD,
    Ground.LEARNED: Reason.EVIDENCE,
    Ground.NOT_KNOWN: Reason.NOT_KNOWN,
}
_WORLD = {Reason.WORLD, Reason.FTE}
_OPEN = {Reason.NOT_KNOWN, Reason.FRAMEWORK}


def verdict(because: Iterable[Reason]) -> Verdict:
    """Return whether the world changed or only what is known, by the reasons.

    Examples
    --------
    >>> verdict([Reason.LISTING]), verdict([Reason.WORLD, Reason.WANTED]), verdict([])
    ('knowledge', 'both', 'not known')
    """
    reasons = set(because)
    known = reasons - _WORLD - _OPEN
    if reasons & _WORLD:
        return "both" if known else "world"
    return "not known" if reasons & _OPEN or not known else "knowledge"


def _changed(found: set[Reason], *, changed: bool) -> dict[str, Any]:
    because = tuple(reason for reason in Reason if reason in found)
    return {"changed": changed, "because": because, "verdict": verdict(found) if changed else None}


_Figures: TypeAlias = dict[tuple[str, str, str], Figure]
"""Figures by metric, what they are about, and, of the whole, their labels."""


@dataclass(frozen=True)
class ThenNow:
    """What two looks and the changes between them say of roles and figures.

    Parameters
    ----------
    looks
        The two.
    memberships, holdings
        All changes between them.
    """

    looks: Looks
    memberships: tuple[Change, ...]
    holdings: tuple[Change, ...]

    def roles(self) -> Iterator[RoleThenNow]:
        """Return every role of both files that can be compared, in the order of the later."""
        early, late = self.looks.early, self.looks.late
        late_only_last = [
            *((self.looks.earlier.get(role.iri, ""), role.iri) for role in late.standing.roles),
            *((r.iri, "") for r in early.standing.roles if r.iri not in self.looks.later),
        ]
        for before, after in late_only_last:
            role = late.roles.get(after) or early.roles[before]
            if self.looks.compares(role):
                yield self._role(role, early.roles.get(before), late.roles.get(after))

    def figures(self) -> Iterator[FigureThenNow]:
        """Return every figure at both dates."""
        late = {self._key(f, self._same_late): f for f in figures(self.looks.late.standing)}
        early = {self._key(f, self._same_early): f for f in figures(self.looks.early.standing)}
        about = {metric.name: metric.about for metric in all_metrics()}
        differing = {
            key for key in {**late, **early} if _values(early.get(key)) != _values(late.get(key))
        }
        by_input = self._by_input({key[0] for key in differing}, early, late)
        for key in {**late, **early}:
            then, now = early.get(key), late.get(key)
            shown = now or then
            assert shown is not None
            found = set()
            if key in differing:
                found = self._of_figure(shown, about[shown.metric]) | {
                    reason
                    for reason, as_then in by_input.items()
                    if _values(as_then.get(key)) != _values(now)
                }
            yield FigureThenNow(
                metric=shown.metric,
                about=about[shown.metric],
                label=shown.label,
                then=_side(then),
                now=_side(now),
                **_changed(found, changed=key in differing),
            )

    # --- roles ---------------------------------------------------------------------------------

    def _role(self, shown: Role, before: Role | None, after: Role | None) -> RoleThenNow:
        looks = self.looks
        then = None if before is None else _role_side(looks.early, before)
        now = None if after is None else _role_side(looks.late, after)
        iris = {role.iri for role in (before, after) if role is not None}
        found = {_REASON[c.ground] for iri in iris for c in self._by_role.get(iri, ())}
        if before is not None and after is not None and _wish(before) != _wish(after):
            found.add(Reason.WANTED)
        if then is not None and now is not None and then.state != now.state and not found:
            found |= self._of_knowledge() or {Reason.NOT_KNOWN}
        if (then is None) != (now is None):
            found.add(Reason.WANTED if looks.same_framework else Reason.FRAMEWORK)
        return RoleThenNow(
            iri=shown.iri,
            label=shown.label,
            function=shown.function,
            then=then,
            now=now,
            **_changed(found, changed=bool(found)),
        )

    def _of_knowledge(self) -> set[Reason]:
        early, late = self.looks.early.standing.roster, self.looks.late.standing.roster
        found = set()
        if early.listing != late.listing:
            found.add(Reason.LISTING)
        if _unread(early) != _unread(late):
            found.add(Reason.NOT_READ)
        return found

    # --- figures -------------------------------------------------------------------------------

    def _of_figure(self, shown: Figure, about: str) -> set[Reason]:
        if not self.looks.same_framework and about in {"partnership", "function"}:
            return {Reason.FRAMEWORK}
        return {_REASON[change.ground] for change in self._scope(shown, about)} | self._fte_reasons

    def _scope(self, shown: Figure, about: str) -> list[Change]:
        """Return the changes that can bear on a figure: on its role, its function, its partner."""
        looks = self.looks
        same = shown.about, looks.later.get(shown.about) or looks.earlier.get(shown.about, "")
        if about == "role":
            return [change for iri in same for change in self._by_role.get(iri, ())]
        if about == "function":
            roles = {**self.looks.early.roles, **self.looks.late.roles}
            return [c for c in self.holdings if roles[c.role].function == shown.about]
        if about == "partner":
            found = [c for iri in same for c in self._by_partner.get(iri, ())]
            return found or self._one_of_each_ground
        return list(self.holdings) or list(self.memberships)

    @cached_property
    def _one_of_each_ground(self) -> list[Change]:
        every = (*self.holdings, *self.memberships)
        return list({change.ground: change for change in every}.values())

    @cached_property
    def _by_role(self) -> dict[str, list[Change]]:
        return _grouped((change.role, change) for change in self.holdings)

    @cached_property
    def _by_partner(self) -> dict[str, list[Change]]:
        changes = (*self.holdings, *self.memberships)
        return _grouped((change.partner, change) for change in changes)

    @cached_property
    def _fte_reasons(self) -> set[Reason]:
        return {
            Reason.EVIDENCE if then is None or now is None else Reason.FTE
            for then, now in self._fte()
            if then != now
        }

    def _fte(self) -> Iterator[tuple[Decimal | None, Decimal | None]]:
        """Return the FTE of whatever is there at both dates."""
        early, late, later = self.looks.early, self.looks.late, self.looks.later
        for iri in early.members:
            if later.get(iri, "") in late.members:
                after = late.partners[later[iri]]
                yield early.partners[iri].fte_available, after.fte_available
        there = set(late.ties)
        for partner, role in early.ties:
            tie = later.get(partner, ""), later.get(role, "")
            if tie in there:
                yield _fte_of(early, partner, role), _fte_of(late, *tie)

    def _by_input(self, names: set[str], then: _Figures, now: _Figures) -> dict[Reason, _Figures]:
        """Return some figures of the later date, with one part of the file as at the earlier."""
        late, early = self.looks.late.standing.roster, self.looks.early.standing.roster
        parts = {}
        if late.listing != early.listing:
            parts[Reason.LISTING] = replace(late, listing=early.listing)
        if _unread(late) != _unread(early):
            parts[Reason.NOT_READ] = replace(late, not_read=early.not_read)
        wished = tuple(self._as_wished(role) for role in late.roles)
        if wished != late.roles:
            parts[Reason.WANTED] = replace(late, roles=wished)
        found: dict[Reason, _Figures] = {}
        for reason, roster in parts.items():
            standing = roster.at(self.looks.late.day)
            figures_as_then = found.setdefault(reason, {})
            for metric in all_metrics():
                if metric.name in names and metric.costly and reason is not Reason.WANTED:
                    # Who is known to hold what stays: only whether it is a bound can differ.
                    figures_as_then |= {
                        key: replace(figure, at_least=then[key].at_least)
                        for key, figure in now.items()
                        if key[0] == metric.name and key in then
                    }
                elif metric.name in names:
                    measured = metric.measure(standing)
                    figures_as_then |= {self._key(f, self._same_late): f for f in measured}
        return found

    def _as_wished(self, role: Role) -> Role:
        before = self.looks.early.roles.get(self.looks.earlier.get(role.iri, ""))
        return role if before is None else replace(role, **_wish(before))

    @cached_property
    def _same_late(self) -> Mapping[str, str]:
        return {self.looks.late.standing.roster.snapshot: ""}

    @cached_property
    def _same_early(self) -> Mapping[str, str]:
        return {**self.looks.later, self.looks.early.standing.roster.snapshot: ""}

    @staticmethod
    def _key(figure: Figure, same: Mapping[str, str]) -> tuple[str, str, str]:
        about = same.get(figure.about, figure.about)
        # Several figures of one metric on the whole differ in their labels alone.
        return figure.metric, about, "" if about else figure.label


def _grouped(pairs: Iterable[tuple[str, Change]]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for name, change in pairs:
        found.setdefault(name, []).append(change)
    return found


def _unread(roster: Roster) -> tuple[int, int]:
    return roster.not_read.assignments, roster.not_read.cells


def _wish(role: Role) -> dict[str, Any]:
    return {name: getattr(role, name) for name in ("wanted", "holders_needed", "fte_needed")}


def _role_side(look: Look, role: Role) -> RoleSide:
    return RoleSide(
        state=look.standing.state(role),
        holders=tuple(sorted(look.names[partner.iri] for partner in look.standing.holders(role))),
        holders_needed=role.holders_needed,
        covered=look.standing.is_met(role),
    )


def _fte_of(look: Look, partner: str, role: str) -> Decimal | None:
    return fte_of(look.standing.holdings(look.roles[role], look.partners[partner]))


def _values(figure: Figure | None) -> tuple[object, ...]:
    if figure is None or figure.value is None:
        return ()
    return figure.value, figure.count, figure.of, figure.at_least


def _side(figure: Figure | None) -> FigureSide | None:
    if figure is None:
        return None
    return FigureSide(figure.value, figure.count, figure.of, figure.at_least)
