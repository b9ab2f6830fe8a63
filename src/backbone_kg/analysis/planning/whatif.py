"""What if: how a partnership would stand if somebody left, stopped or took on a role."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from backbone_kg.analysis import analyze
from backbone_kg.analysis.analysis_results import Analysis, LoadVerdict
from backbone_kg.analysis.metrics import all_metrics
from backbone_kg.analysis.planning.suggest_situation import whole_fte, whole_part
from backbone_kg.analysis.planning.whatif_results import (
    Case,
    FigureEffect,
    PartnerEffect,
    RoleEffect,
    SoleHolder,
    Standing,
    Supposition,
    WhatIf,
)
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.names import quoted
from backbone_kg.base.numbers_and_lists import listed
from backbone_kg.model.partnership import Partnership, date_of
from backbone_kg.model.roster import DayRoster
from backbone_kg.model.scenario import Change, scenario
from backbone_kg.model.states import RoleState
from backbone_kg.model.typed_names import NamesInFile, Pair


def whatif(
    partnership: Partnership,
    without: Iterable[str] = (),
    assign: Iterable[str | Sequence[object]] = (),
    end: Iterable[str | Sequence[object]] = (),
    as_of: str | datetime.date | None = None,
    *,
    hand_over: Iterable[Sequence[object]] = (),
) -> WhatIf:
    """Return how a partnership would stand if something were otherwise from a date on.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it. It stays as it is.
    without
        Names of partners that leave.
    assign
        Who takes which role: ``"ROLE=NAME"`` or ``"ROLE=NAME:FTE"``, or a role, a partner and, if
        it is known, a number of FTE.
    end
        Who stops holding which role: ``"ROLE=NAME"``, or a role and a partner.
    as_of
        The date, as :func:`backbone_kg.analyze` takes it.
    hand_over
        What goes from one partner to another: a role, who holds it and who takes it. Its FTE go
        with it, and its part where there is one.

    Returns
    -------
    WhatIf
        One case with all that was named. If nothing was, a case for each partner marked as
        backbone, in which it leaves. The ``scenario`` of a case is a partnership that
        :func:`backbone_kg.write` writes.

    Raises
    ------
    UnknownNameError
        If a partner or role is named that the file does not have.
    BackboneError
        If a partner is named that is no member on the date, or a role that it does not hold or,
        to be taken, holds already; or if ``as_of`` is not a date.

    Examples
    --------
    >>> import backbone_kg
    >>> data = backbone_kg.read("examples/graduate-tacoma/2025-09")  # doctest: +SKIP
    >>> backbone_kg.whatif(data, without=["Greentrike"]).cases[0].after.covered  # doctest: +SKIP
    """
    day, _ = date_of(partnership, as_of)
    names, roster = NamesInFile(partnership, day), partnership.roster.at(day)
    passed = [_hand_over(names, roster, each) for each in hand_over]
    given = [(giver.role.iri, giver.partner.iri) for giver, _ in passed]
    for pair, _ in passed:
        if given.count((pair.role.iri, pair.partner.iri)) > 1:
            raise BackboneError(f"That {_holds(pair, 'hands over')} is said twice.")
    changes = _changes(
        [names.partner(name).iri for name in without],
        [*map(names.pair, end), *(giver for giver, _ in passed)],
        [*(names.pair(each, with_fte=True) for each in assign), *(taker for _, taker in passed)],
        roster,
    )
    before = analyze(partnership, as_of=as_of)
    asked = bool(changes)
    backbones = [partner.iri for partner in before.partners if "backbone" in partner.tasks]
    supposed = [changes] if asked else [[Change("leaves", iri)] for iri in backbones]
    return WhatIf(
        **before.of_the_day,
        asked=asked,
        before=standing(before),
        cases=tuple(_case(partnership, before, each, day) for each in supposed),
    )


def _hand_over(names: NamesInFile, roster: DayRoster, parts: Sequence[object]) -> tuple[Pair, Pair]:
    """Return which holding ends and which begins."""
    if isinstance(parts, str) or len(parts) != 3:
        raise BackboneError(f"{parts!r:.60} does not name a role, who holds it and who takes it.")
    role, giver, taker = parts
    held = names.pair((role, giver))
    fte = whole_fte(roster, held.role, held.partner)
    part = whole_part(roster, held.role, held.partner)
    return held, names.pair((role, taker))._replace(fte=fte, part=part)


def _changes(
    without: Iterable[str], end: Iterable[Pair], assign: Iterable[Pair], roster: DayRoster
) -> list[Change]:
    leaving = dict.fromkeys(without)
    ending = {(pair.role.iri, pair.partner.iri): pair for pair in end}
    for pair in ending.values():
        if not roster.holdings(pair.role, pair.partner):
            raise BackboneError(
                f"{_holds(pair, 'does not hold')} on {roster.day}.{_who(roster, pair)}"
            )
    taking: dict[tuple[str, str], Pair] = {}
    for pair in assign:
        both = pair.role.iri, pair.partner.iri
        if pair.partner.iri in leaving:
            raise BackboneError(f"{_holds(pair, 'cannot both leave and take')}.")
        if both in taking:
            raise BackboneError(f"That {_holds(pair, 'takes')} is said twice.")
        if both not in ending and roster.holdings(pair.role, pair.partner):
            raise BackboneError(
                f"{_holds(pair, 'holds')} already on {roster.day}. To change its FTE, end it as "
                "well."
            )
        taking[both] = pair
    return [
        *(Change("leaves", partner) for partner in leaving),
        *(Change("ends", p.partner.iri, p.role.iri) for p in ending.values()),
        *(Change("takes", p.partner.iri, p.role.iri, p.fte, p.part) for p in taking.values()),
    ]


def _holds(pair: Pair, verb: str) -> str:
    return f"{quoted(pair.partner.name)} {verb} {quoted(pair.role.label)}"


def _who(roster: DayRoster, pair: Pair) -> str:
    holders = [partner.name for partner in roster.holders(pair.role)]
    return f" These do: {listed(holders)}." if holders else " Nobody is known to."


def _case(
    partnership: Partnership, before: Analysis, changes: list[Change], day: datetime.date
) -> Case:
    supposed = scenario(partnership, changes, day)
    after = analyze(supposed, as_of=day)
    labels = {role.iri: role.label for role in before.roles}
    names = {partner.iri: partner.name for partner in before.partners}
    return Case(
        suppositions=tuple(
            Supposition(each.kind, names[each.partner], labels.get(each.role, ""), each.fte)
            for each in changes
        ),
        after=standing(after),
        roles=tuple(_roles(before, after)),
        partners=tuple(_partners(before, after)),
        figures=tuple(_figures(before, after)),
        scenario=supposed,
    )


def standing(analysis: Analysis) -> Standing:
    """Return in brief how a partnership stands by its analysis."""

    def named(verdict: LoadVerdict) -> tuple[str, ...]:
        return tuple(sorted(partner.name for partner in analysis.with_verdict(verdict)))

    short = [r for r in analysis.roles if r.wanted and r.fte_short is not None]
    # As written: 0.1 and 0.2 are 0.3.
    total = sum((Decimal(str(role.fte_short)) for role in short), Decimal())
    return Standing(
        covered=analysis.coverage.covered,
        wanted=analysis.coverage.wanted,
        unfilled=tuple(role.label for role in analysis.unfilled),
        no_evidence=tuple(role.label for role in analysis.in_state(RoleState.NO_EVIDENCE)),
        short_of_holders=tuple(
            role.label
            for role in analysis.roles
            if role.wanted and role.holders and not role.covered
        ),
        overloaded=named(LoadVerdict.OVERLOADED),
        more_than_most=named(LoadVerdict.MORE_THAN_MOST),
        load_not_known=named(LoadVerdict.UNKNOWN),
        sole_holders=tuple(SoleHolder(p.name, p.sole_roles) for p in analysis.sole_holders),
        fte_short=total if short else None,
        fte_short_at_most=any(role.fte_short_at_most and role.fte_short for role in short),
    )


def _roles(before: Analysis, after: Analysis) -> Iterable[RoleEffect]:
    later = {role.iri: role for role in after.roles}
    for role in before.roles:
        then = later[role.iri]
        if (role.holders, role.fte_assigned) != (then.holders, then.fte_assigned):
            yield RoleEffect(
                iri=role.iri,
                role=role.label,
                state_before=role.state,
                state_after=then.state,
                holders_before=role.holders,
                holders_after=then.holders,
                holders_needed=role.holders_needed,
                fte_short_before=role.fte_short,
                fte_short_after=then.fte_short,
            )


def _partners(before: Analysis, after: Analysis) -> Iterable[PartnerEffect]:
    later = {partner.iri: partner for partner in after.partners}
    for partner in before.partners:
        then = later.get(partner.iri)
        roles = () if then is None else then.roles
        effect = PartnerEffect(
            iri=partner.iri,
            partner=partner.name,
            leaves=then is None,
            gained=tuple(role for role in roles if role not in partner.roles),
            lost=tuple(role for role in partner.roles if role not in roles),
            verdict_before=partner.verdict,
            verdict_after=None if then is None else then.verdict,
            fte_before=partner.fte_assigned,
            fte_after=None if then is None else then.fte_assigned,
            fte_available=partner.fte_available,
            fte_complete=then is not None and then.fte_complete,
        )
        if (
            effect.gained
            or effect.lost
            or effect.leaves
            or effect.verdict_before is not effect.verdict_after
            or effect.fte_changes
        ):
            yield effect


def _figures(before: Analysis, after: Analysis) -> Iterable[FigureEffect]:
    whole = {
        metric.name: metric
        for metric in all_metrics()
        if metric.about == "partnership" and metric.told
    }
    later = {figure.metric: figure for figure in after.figures if figure.metric in whole}
    for figure in before.figures:
        then = later.get(figure.metric)
        if then is not None and figure.value != then.value:
            yield FigureEffect(figure.metric, whole[figure.metric].title, figure, then)
