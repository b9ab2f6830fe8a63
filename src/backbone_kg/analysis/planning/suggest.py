"""Suggest: which work could move so that fewer holders are missing and nobody has too much."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from backbone_kg.analysis.basis_of_figures import on_the_day
from backbone_kg.analysis.held_roles import held_roles
from backbone_kg.analysis.irreplaceability import irreplaceability
from backbone_kg.analysis.planning.suggest_program import Found, best_steps, least_over
from backbone_kg.analysis.planning.suggest_results import (
    Goal,
    Move,
    Plan,
    Room,
    SuggestedKind,
    TradeOff,
)
from backbone_kg.analysis.planning.suggest_rows import Step
from backbone_kg.analysis.planning.suggest_situation import (
    THOUSAND,
    Situation,
    last_day,
    situation_of,
    whole_fte,
    whole_part,
)
from backbone_kg.analysis.planning.suggest_state import State, short_roles, still_over
from backbone_kg.analysis.suggestions import fitting, kinds_of, passage_of
from backbone_kg.base.errors import BackboneError
from backbone_kg.knowledge.concepts import FUNCTIONS, LISTS
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.date_spans import FOREVER
from backbone_kg.model.holdings import OWN_ROLES
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.roster import DayRoster
from backbone_kg.model.states import RoleState
from backbone_kg.model.typed_names import NamesInFile


def suggest(
    partnership: Partnership,
    *,
    max_moves: int | None = None,
    keep: Iterable[str] = (),
    forbid: Iterable[str | Sequence[object]] = (),
    allow_end: bool = False,
    include_no_evidence: bool = False,
    as_of: str | datetime.date | None = None,
) -> Plan:
    """Return which work could move so that less is missing and less is too much.

    First as few holders as can be are missing; then partners that are over their FTE are over by as
    little as can be; then the moves are as few as can be; then as many reasons as can be speak for
    who takes what: a source suggests its kind for the role, it holds another role of the function,
    and no more hangs on it than on the middle one of those that hold a role. Work does not vanish:
    what is handed over keeps its FTE, and nothing ends unless that is allowed.

    Only partners that are over their FTE give work up, and they are given none. A partner is not
    given more FTE than it has left; where its FTE do not say what it has left, not more roles than
    an equal share. Nothing is proposed for a role that is not ours.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it. It stays as it is.
    max_moves
        The most moves, 0 or more. The plan then also says what fewer of them reach.
    keep
        Names of partners that are left as they are: they give nothing up and take nothing.
    forbid
        Who is not to take which role: ``"ROLE=NAME"``, or a role and a partner.
    allow_end
        Whether a partner that is over may stop holding a role that keeps the holders and the FTE
        that it needs.
    include_no_evidence
        Whether roles without evidence of a holder are taken to have none.
    as_of
        The date, as :func:`backbone_kg.analyze` takes it.

    Raises
    ------
    UnknownNameError
        If a partner or role is named that the file does not have.
    BackboneError
        If a partner is named that is no member on the date, or ``as_of`` is not a date, or
        ``max_moves`` is less than 0.

    Notes
    -----
    Each goal is an integer program of its own whose optimum the next one keeps; see
    :mod:`backbone_kg.analysis.least_sets.solving`. On each it spends ten seconds at most, and says
    of each whether the value is proven to be best.

    Examples
    --------
    >>> import backbone_kg
    >>> data = backbone_kg.read("examples/graduate-tacoma/2025-09")  # doctest: +SKIP
    >>> backbone_kg.suggest(data, include_no_evidence=True).missing_after  # doctest: +SKIP
    """
    if max_moves is not None and max_moves < 0:
        raise BackboneError(f"{max_moves} moves cannot be made. Ask for 0 or more.")
    roster, told = on_the_day(partnership, as_of)
    names = NamesInFile(partnership, roster.day)
    barred = [(pair.role.iri, pair.partner.iri) for pair in map(names.pair, forbid)]
    situation = situation_of(
        roster,
        kept={names.partner(name).iri for name in keep},
        barred=barred,
        allow_end=allow_end,
        include_no_evidence=include_no_evidence,
        max_moves=max_moves,
    )
    if told.basis.nothing_known:
        situation = replace(situation, missing={}, over={}, movable=(), endable=())
    fit = _Fit(roster, partnership.ontology)
    found = best_steps(situation, fit.reasons)
    before, after = State(situation), State(situation, found.steps)
    silent = [r.label for r in roster.roles if roster.state(r) is RoleState.NO_EVIDENCE]
    return Plan(
        **told.of_the_day,
        allow_end=allow_end,
        include_no_evidence=include_no_evidence,
        max_moves=max_moves,
        room=_room(situation),
        missing_before=before.missing,
        over_before=before.total_over,
        covered_before=before.covered,
        missing_after=after.missing,
        over_after=after.total_over,
        covered_after=after.covered,
        wanted=len(roster.wanted),
        goals=_goals(found, after),
        moves=tuple(_move(step, situation, before, after, fit) for step in found.steps),
        short=short_roles(situation, after),
        still_over=still_over(situation, before, after),
        trade_off=tuple(_trade_off(situation, found, before, after)),
        no_evidence=() if include_no_evidence else tuple(silent),
        data=partnership,
    )


class _Fit:
    """What speaks for a partner taking a role."""

    def __init__(self, roster: DayRoster, ontology: Ontology) -> None:
        self._kinds = {p.iri: frozenset(kinds_of(p, ontology)) for p in roster.partners}
        self._claims = cache(lambda role, kinds: fitting(role, kinds, ontology))
        no_function = {OWN_ROLES, FUNCTIONS, *LISTS}
        self._function = {
            role.iri: role.function for role in roster.roles if role.function not in no_function
        }
        self._held = {
            partner: [(role.label, self._function.get(role.iri)) for role in roles]
            for partner, roles in roster.held_by.items()
        }
        self._functions = {
            partner: {function for _, function in held} for partner, held in self._held.items()
        }
        self._little = _little_hangs(roster)

    def reasons(self, role: str, partner: str) -> int:
        """Return how many reasons speak for it, 0 to 3."""
        function = self._function.get(role)
        return (
            bool(self._claims(role, self._kinds[partner]))
            + (function is not None and function in self._functions[partner])
            + (partner in self._little)
        )

    def suggested(self, role: str, partner: str) -> SuggestedKind | None:
        """Return the claim of a source that the partner's kind could hold the role."""
        for claim in self._claims(role, self._kinds[partner]):
            return SuggestedKind(claim.named.label, passage_of(claim.passage))
        return None

    def same_function(self, role: str, partner: str) -> tuple[str, ...]:
        """Return the roles of the same function that the partner holds."""
        function = self._function.get(role)
        held = self._held[partner]
        return tuple(label for label, one in held if function is not None and one == function)

    def little_hangs(self, partner: str) -> bool:
        """Return whether no more hangs on it than on the middle one of those that hold a role."""
        return partner in self._little


def _little_hangs(roster: DayRoster) -> frozenset[str]:
    """Return the partners with φ(p) at most the median of those that hold a role."""
    active = [partner.iri for partner in held_roles(roster).partners]
    hangs = dict(zip(active, irreplaceability(roster), strict=True))
    middle = statistics.median(hangs.values()) if hangs else Fraction()
    return frozenset(p.iri for p in roster.partners if hangs.get(p.iri, 0) <= middle)


def _room(situation: Situation) -> Room:
    by_fte = [each for each in situation.receivers.values() if each.slots is None]
    by_roles = len(situation.receivers) - len(by_fte)
    room = sum(each.room or 0 for each in by_fte)
    kept = sum(fte for partner, fte in situation.over.items() if partner in situation.kept)
    excess = sum(situation.over.values())
    stays = None
    if not by_roles and not situation.endable:
        stays = _fte(kept + max(0, excess - kept - room))
    return Room(
        fte=_fte(room) if by_fte else None,
        by_fte=len(by_fte),
        by_roles=by_roles,
        most_roles=situation.most_roles,
        excess=State(situation).total_over,
        overloaded=len(situation.over),
        stays_over=stays,
    )


def _goals(found: Found, after: State) -> tuple[Goal, ...]:
    missing, over, moves, reasons = found.missing, found.over, found.moves, found.reasons
    best = after.total_over if over.proven else _fte(over.at_least)
    return (
        Goal("holders missing", missing.at_most, missing.at_least, missing.proven),
        Goal("FTE over", after.total_over, best, over.proven),
        Goal("moves", moves.at_most, moves.at_least, moves.proven),
        Goal("reasons", reasons.at_least, reasons.at_most, reasons.proven),
    )


def _move(step: Step, situation: Situation, before: State, after: State, fit: _Fit) -> Move:
    roster = situation.roster
    role = after.roles[step.role]
    names = after.partners
    fte, basis, part = None, "", ""
    if step.kind == "add":
        each = situation.each[step.role]
        fte, basis = None if each.fte is None else _fte(each.fte), each.basis
    else:
        giver = names[step.giver]
        fte, basis = whole_fte(roster, role, giver), "written"
        part = whole_part(roster, role, giver)
    taker, over = step.taker, before.over
    until = last_day(roster, names[taker]) if taker else FOREVER
    return Move(
        kind=step.kind,
        role=role.label,
        role_iri=role.iri,
        giver=names[step.giver].name if step.giver else "",
        giver_iri=step.giver,
        taker=names[taker].name if taker else "",
        taker_iri=taker,
        fte=fte,
        fte_basis=basis,
        part=part,
        holders=len(situation.holders[role.iri]),
        holders_needed=role.holders_needed,
        giver_over=over[step.giver] if step.giver else None,
        suggested=fit.suggested(role.iri, taker) if taker else None,
        same_function=fit.same_function(role.iri, taker) if taker else (),
        little_hangs=bool(taker) and fit.little_hangs(taker),
        room_after=after.room(taker) if taker else None,
        roles_after=len(after.held[taker]) if taker else None,
        taker_until="" if until == FOREVER else until.isoformat(),
    )


def _trade_off(
    situation: Situation, found: Found, before: State, after: State
) -> Iterable[TradeOff]:
    """Return what 0, 1, ... moves reach, until more of them would reach no more."""
    if situation.max_moves is None:
        return
    added = sum(step.kind == "add" for step in found.steps)
    missing, proven = found.missing.at_most, found.missing.proven
    for moves in range(added + 1):
        yield TradeOff(moves, before.missing - moves, before.total_over, proven)
    for moves in range(added + 1, len(found.steps)):
        over = least_over(replace(situation, max_moves=moves), added)
        yield TradeOff(moves, missing, _fte(over.at_most), proven and over.proven)
    if len(found.steps) > added:
        known = proven and found.over.proven
        yield TradeOff(len(found.steps), missing, after.total_over, known)


def _fte(thousandths: int) -> Decimal:
    return Decimal(thousandths) / THOUSAND
