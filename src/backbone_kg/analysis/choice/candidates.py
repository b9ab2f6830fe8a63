"""Who could be the backbone: beaten or not, what each has that others lack, and who together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Final

from backbone_kg.analysis.basis_of_figures import OfADay, on_the_day
from backbone_kg.analysis.choice.candidates_results import (
    Beating,
    Candidates,
    Combination,
    Combinations,
    ComparedCandidate,
    Difference,
    Rated,
    RatedCriterion,
    SuggestedRole,
    Undecided,
)
from backbone_kg.analysis.choice.dominance import (
    Answer,
    Standing,
    interval,
    standings,
    undecided,
)
from backbone_kg.analysis.choice.said_of_candidates import Sayings, where
from backbone_kg.analysis.least_sets.least_left import best_covers
from backbone_kg.analysis.suggestions import fitting, passage_of
from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import key, quoted, unique
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.ratings import Candidate
from backbone_kg.model.roster import DayRoster

MOST_NAMED: Final = 10
"""How many that beat a candidate are named."""

MOST_COMPARED: Final = 8
"""How many candidates are compared pair by pair."""

MOST_MEMBERS: Final = 3
"""How many candidates a combination has."""

_DECIDING: Final = 3
"""Of how many that may beat a candidate it is told what decides."""

_CRITERION_WEIGHT: Final = 10_000
"""More than the roles that there can be: criteria come first."""


def candidates(
    partnership: Partnership,
    *,
    only: Iterable[str] = (),
    as_of: str | datetime.date | None = None,
) -> Candidates:
    """Return who could be the backbone of a partnership, compared by how they are rated.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it, of a file with the sheets Candidates, Criteria and
        Ratings.
    only
        Names of the candidates to compare; all if there are none.
    as_of
        The date of the roles that they hold; see :func:`backbone_kg.analyze`.

    Raises
    ------
    BackboneError
        If the file names no candidates, or ``as_of`` is not a date.
    UnknownNameError
        If a candidate is not on the sheet; the message names a near one.

    Notes
    -----
    On each criterion a candidate has the interval from the lowest to the highest rating over the
    raters of that criterion; a rating that is not given is the whole scale. Candidate b beats a if
    its lowest rating is at least a's highest on all criteria, and above it on one. Ratings are
    never added up: an ordinal scale only says which is higher.
    """
    if not partnership.ratings.candidates:
        raise BackboneError(
            f"{partnership.file}: no candidates are named. A new workbook with sheets for them: "
            "backbone-kg new OUT.xlsx --candidates. Or add the sheets Candidates (Name, Type), "
            "Criteria (Name, Scale) and Ratings (Candidate, Criterion, Rater, Rating) to the file."
        )
    return _Comparing(partnership, *on_the_day(partnership, as_of), tuple(only)).run()


class _Comparing:
    """The facts that a comparison is made of."""

    def __init__(
        self, partnership: Partnership, roster: DayRoster, told: OfADay, only: Sequence[str]
    ) -> None:
        self.partnership, self.roster, self.told = partnership, roster, told
        self.ratings = partnership.ratings
        self.sayings = Sayings(partnership.ontology)
        everybody = self.ratings.candidates
        self.names = unique({candidate.iri: candidate.name for candidate in everybody})
        self.candidates = _chosen(everybody, only) if only else everybody
        self.criteria = self.ratings.criteria
        self.criterion_names = list(unique({c.iri: c.name for c in self.criteria}).values())
        self.given, self.raters = self._given()
        self.intervals = {
            self.names[candidate.iri]: tuple(
                interval(self._ranks(candidate.iri, criterion.iri), len(criterion.scale))
                for criterion in self.criteria
            )
            for candidate in self.candidates
        }
        wanted = () if told.basis.nothing_known else roster.wanted
        self.roles = {roster.labels[role.iri]: role for role in wanted}
        by_key = {key(role.label): label for label, role in self.roles.items()}
        self.role_of = [by_key.get(key(criterion.name)) for criterion in self.criteria]
        self.unheld = {label for label, role in self.roles.items() if not roster.holders(role)}
        self.held = {self.names[c.iri]: self._held(c) for c in self.candidates}

    def run(self) -> Candidates:
        standing = standings(self.intervals)
        compared = tuple(self._compared(c, standing) for c in self.candidates)
        best = [one.name for one in compared if one.answer is not Answer.BEATEN]
        qualities = {
            name: self.sayings.quality(criterion.name)
            for name, criterion in zip(self.criterion_names, self.criteria, strict=True)
        }
        return Candidates(
            **self.told.of_the_day,
            not_read=self.ratings.not_read,
            criteria=tuple(
                RatedCriterion(
                    name=name,
                    scale=criterion.scale,
                    raters=tuple(self.raters.get(criterion.iri, {}).values()),
                    named_in=where(quality.passages) if quality else "",
                    passages=tuple(map(passage_of, quality.passages)) if quality else (),
                    is_role=role is not None,
                )
                for (name, quality), criterion, role in zip(
                    qualities.items(), self.criteria, self.role_of, strict=True
                )
            ),
            candidates=compared,
            not_asked_for=len(self.names) - len(compared),
            differences=tuple(self._differences(best[:MOST_COMPARED])),
            not_compared=max(0, len(best) - MOST_COMPARED),
            together=tuple(self._together()),
            of_several=self.sayings.of_several(),
            tensions=self.sayings.tensions(qualities),
            recommendations=self.sayings.recommendations(),
        )

    # --- ratings -----------------------------------------------------------------------------

    def _given(
        self,
    ) -> tuple[dict[tuple[str, str], dict[str, list[int | None]]], dict[str, dict[str, str]]]:
        """Return the ranks by candidate and criterion, then rater, and the raters by criterion."""
        given: dict[tuple[str, str], dict[str, list[int | None]]] = {}
        raters: dict[str, dict[str, str]] = {}
        for rating in self.ratings.ratings:
            rater = key(rating.rater)
            raters.setdefault(rating.criterion, {}).setdefault(rater, rating.rater)
            by_rater = given.setdefault((rating.candidate, rating.criterion), {})
            by_rater.setdefault(rater, []).append(rating.rank)
        return given, raters

    def _ranks(self, candidate: str, criterion: str) -> Iterator[int | None]:
        by_rater = self.given.get((candidate, criterion), {})
        for rater in self.raters.get(criterion, {}):
            yield from by_rater.get(rater, [None])

    def _rated(self, candidate: Candidate) -> Iterator[Rated]:
        intervals = self.intervals[self.names[candidate.iri]]
        for name, criterion, found in zip(
            self.criterion_names, self.criteria, intervals, strict=True
        ):
            by_rater = self.given.get((candidate.iri, criterion.iri), {})
            raters = self.raters.get(criterion.iri, {})
            silent = [said for rater, said in raters.items() if None in by_rater.get(rater, [None])]
            scale = criterion.scale
            yield Rated(
                criterion=name,
                lowest=scale[found.lo] if scale else "",
                highest=scale[found.hi] if scale else "",
                place_lowest=found.lo,
                place_highest=found.hi,
                not_rated_by=tuple(silent),
                not_rated=bool(silent) or not raters or not scale,
            )

    # --- one candidate -----------------------------------------------------------------------

    def _compared(
        self, candidate: Candidate, standing: Mapping[str, Standing]
    ) -> ComparedCandidate:
        name = self.names[candidate.iri]
        found, rated = standing[name], tuple(self._rated(candidate))
        members = {partner.iri for partner in self.roster.partners}
        could, may = self._could_hold(name)
        holds = self.held[name]
        leaves, unheld = self._left({*holds, *could})
        benefits, challenges = self.sayings.of_kind(candidate.kind)
        return ComparedCandidate(
            name=name,
            type=self.sayings.kind_label(candidate.kind),
            is_partner=bool(candidate.partner),
            is_member=candidate.partner in members,
            ratings=rated,
            answer=found.answer,
            beaten_by=tuple(self._beating(name, by) for by in found.beaten_by[:MOST_NAMED]),
            beaten_by_count=len(found.beaten_by),
            may_be_beaten_by=found.may_be_beaten_by[:MOST_NAMED],
            may_be_beaten_by_count=len(found.may_be_beaten_by),
            undecided=tuple(self._undecided(name, found)) if found.answer is Answer.OPEN else (),
            holds=holds,
            could_hold=could,
            may_hold=may,
            leaves=leaves,
            leaves_unheld=unheld,
            suggested=tuple(self._suggested(candidate.kind, unheld)),
            benefits=benefits,
            challenges=challenges,
        )

    def _beating(self, name: str, by: str) -> Beating:
        pairs = zip(self.criterion_names, self.intervals[name], self.intervals[by], strict=True)
        return Beating(by, tuple(c for c, mine, theirs in pairs if theirs.lo > mine.hi))

    def _undecided(self, name: str, found: Standing) -> Iterator[Undecided]:
        seen = set()
        for other in found.may_be_beaten_by[:_DECIDING]:
            for n in undecided(self.intervals[name], self.intervals[other]):
                for whose in (name, other):
                    known = self.intervals[whose][n]
                    if known.lo < known.hi and (whose, n) not in seen:
                        seen.add((whose, n))
                        yield self._unknown(whose, n)

    def _unknown(self, name: str, n: int) -> Undecided:
        candidate = next(c for c in self.candidates if self.names[c.iri] == name)
        rated = tuple(self._rated(candidate))[n]
        return Undecided(name, rated.criterion, rated.not_rated, rated.not_rated_by)

    def _suggested(self, kind: str, roles: Iterable[str]) -> Iterator[SuggestedRole]:
        ontology = self.partnership.ontology
        kinds = set(ontology.broader_types.get(kind, ()))
        for label in roles:
            for claim in fitting(self.roles[label].iri, kinds, ontology)[:1]:
                yield SuggestedRole(label, claim.passage.where, passage_of(claim.passage))

    # --- roles -------------------------------------------------------------------------------

    def _held(self, candidate: Candidate) -> tuple[str, ...]:
        held = self.roster.held_by.get(candidate.partner, ())
        return tuple(label for label, role in self.roles.items() if role in held)

    def _could_hold(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the roles that a candidate could hold by its ratings: for sure, and perhaps."""
        rated = [
            (role, found)
            for role, found in zip(self.role_of, self.intervals[name], strict=True)
            if role is not None and role not in self.held[name]
        ]
        return (
            tuple(role for role, found in rated if found.lo > 0),
            tuple(role for role, found in rated if found.lo == 0 < found.hi),
        )

    def _covered_roles(self, name: str) -> tuple[str, ...]:
        return (*self.held[name], *self._could_hold(name)[0])

    def _left(self, covered: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the roles that are not covered, and which of these nobody is known to hold."""
        leaves = tuple(label for label in self.roles if label not in covered)
        return leaves, tuple(label for label in leaves if label in self.unheld)

    # --- several candidates ------------------------------------------------------------------

    def _differences(self, names: Sequence[str]) -> Iterator[Difference]:
        for one, other in permutations(names, 2):
            rows = list(
                zip(self.criterion_names, self.intervals[one], self.intervals[other], strict=True)
            )
            has, lacks = self._covered_roles(one), self._covered_roles(other)
            yield Difference(
                candidate=one,
                other=other,
                higher=tuple(c for c, mine, theirs in rows if mine.lo > theirs.hi),
                may_be_higher=tuple(
                    c for c, mine, theirs in rows if mine.lo <= theirs.hi and mine.hi > theirs.lo
                ),
                roles=tuple(role for role in self.roles if role in has and role not in lacks),
            )

    def _together(self) -> Iterator[Combinations]:
        """Return the combinations that leave least: the highest rating, then roles."""
        bits = {label: n for n, label in enumerate(self.roles)}
        covers = {name: self._cover(name, bits) for name in self.intervals}
        weights = dict.fromkeys(bits.values(), 1) | dict.fromkeys(
            range(len(bits), len(bits) + len(self.criteria)), _CRITERION_WEIGHT
        )
        for size in range(1, min(MOST_MEMBERS, len(covers)) + 1):
            found = best_covers(covers, weights, size)
            if found.combinations:
                best = tuple(map(self._combination, found.combinations))
                yield Combinations(size, best, found.proven)

    def _cover(self, name: str, bits: Mapping[str, int]) -> int:
        cover = sum(1 << bits[role] for role in self._covered_roles(name))
        for n, (found, top) in enumerate(zip(self.intervals[name], self._tops(), strict=True)):
            if self.role_of[n] is None and found.lo == top:
                cover |= 1 << (len(bits) + n)
        return cover

    def _tops(self) -> list[int]:
        return [max(len(criterion.scale) - 1, 1) for criterion in self.criteria]

    def _combination(self, members: tuple[str, ...]) -> Combination:
        below, may_be_below = [], []
        for n, (name, top) in enumerate(zip(self.criterion_names, self._tops(), strict=True)):
            if self.role_of[n] is not None:
                continue
            found = [self.intervals[member][n] for member in members]
            if all(each.hi < top for each in found):
                below.append(name)
            elif all(each.lo < top for each in found):
                may_be_below.append(name)
        left = self._left({role for member in members for role in self._covered_roles(member)})
        return Combination(members, tuple(below), tuple(may_be_below), *left)


def _chosen(everybody: Sequence[Candidate], only: Sequence[str]) -> tuple[Candidate, ...]:
    known = {key(candidate.name) for candidate in everybody}
    for name in only:
        if key(name) not in known:
            near = did_you_mean(name, [candidate.name for candidate in everybody])
            raise UnknownNameError(f"There is no candidate {quoted(name)}.{near}")
    wanted = set(map(key, only))
    return tuple(candidate for candidate in everybody if key(candidate.name) in wanted)
