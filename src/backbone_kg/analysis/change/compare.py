"""Comparing a partnership at two dates: by one file, or by two."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace

from backbone_kg.analysis import analyze
from backbone_kg.analysis.as_framework import framework_reading
from backbone_kg.analysis.basis_of_figures import caveat_of, of_a_day
from backbone_kg.analysis.change.changes import Change, Look, Looks, begun, ended, joined, left
from backbone_kg.analysis.change.comparison_results import Comparison, Crosswalk, ReadRole, Side
from backbone_kg.analysis.change.differences import HoldingChange, MembershipChange, Renamed
from backbone_kg.analysis.change.hand_overs import WINDOW, check_window, hand_overs_between
from backbone_kg.analysis.change.matching_partners import Match, MatchedBy, matches
from backbone_kg.analysis.change.then_now import ThenNow
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.names import key
from backbone_kg.model.holdings import OWN_ROLES
from backbone_kg.model.partnership import Partnership, date_of
from backbone_kg.model.roster import Roster
from backbone_kg.model.roster_from_records import framework_of


def compare(
    old: Partnership,
    new: Partnership | None = None,
    *,
    start: str | datetime.date | None = None,
    end: str | datetime.date | None = None,
    window: int = WINDOW,
) -> Comparison:
    """Return what changed in a partnership between two dates.

    Parameters
    ----------
    old, new
        The partnership as two files have it. With one file, two of its dates are compared.
    start, end
        The two dates, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a year or month means its last
        day. By default each file's own "As of", else today; of one file ``start`` has to be given.
    window
        How many days at most lie between the end of one holding and the begin of another that is
        told as a hand-over, 0 or more.

    Raises
    ------
    BackboneError
        If a date or the window cannot be, one file is given and no ``start``, or two files are
        about different partnerships that have no partner in common.

    Examples
    --------
    >>> import backbone_kg
    >>> partnership = backbone_kg.read("partners.xlsx")  # doctest: +SKIP
    >>> backbone_kg.compare(partnership, start="2022", end="2025").joined  # doctest: +SKIP
    """
    check_window(window)
    if new is None and start is None:
        raise BackboneError(
            "One file is compared at two dates: say from which date (start; --from), and to which "
            "if not the file's own (end; --to)."
        )
    later = old if new is None else new
    then, then_basis = date_of(old, start)
    now, now_basis = date_of(later, end)
    first, second = Look(old.roster.at(then)), Look(later.roster.at(now))
    sides = _side(old, first, then_basis), _side(later, second, now_basis)
    # All is told in the order of time, and turned round if it was asked the other way.
    backward = then > now
    early, late = (second, first) if backward else (first, second)
    found = Comparison(
        then=sides[backward],
        now=sides[not backward],
        backward=False,
        one_file=old is later,
        same_partnership=old.roster.partnership == later.roster.partnership,
        window=window,
    )
    if not found.nothing_known:
        looks = _looks(early, late, found.same_framework)
        if not (found.same_partnership or any(m.by is not MatchedBy.LIKELY for m in looks.matches)):
            raise BackboneError(_strangers(sides[0], sides[1]))
        found = _told(looks, found)
    if backward:
        found = found.reversed()
    if found.same_framework or found.nothing_known:
        return found
    return replace(found, crosswalk=_crosswalk(old, later, then, now))


def _strangers(then: Side, now: Side) -> str:
    named = [
        f"“{side.partnership}” ({side.community or 'no community given'})" for side in (then, now)
    ]
    return (
        f"{then.file} and {now.file} are about different partnerships, {named[0]} and {named[1]}, "
        "and have no partner in common: there is no change to tell. Name two files of one "
        "partnership."
    )


def _side(partnership: Partnership, look: Look, basis: str) -> Side:
    framework = framework_of(partnership.records, partnership.ontology)
    return Side(
        **of_a_day(partnership.file, look.standing, basis, caveat_of(partnership)).of_the_day,
        framework_slug=framework.slug if framework else "",
        framework=framework.title if framework else "",
        partners=len(look.standing.partners),
        holdings=look.standing.ties,
    )


def _looks(early: Look, late: Look, same_framework: bool) -> Looks:
    found: Iterable[Match]
    if early.standing.roster is late.standing.roster:
        found = [Match(p, p, MatchedBy.IDENTIFIER) for p in early.standing.roster.partners]
    else:
        found = matches(early.standing.roster.partners, late.standing.roster.partners)
    later = {match.before.iri: match.after.iri for match in found}
    later |= _same_roles(early.standing.roster, late.standing.roster)
    return Looks(
        early=early,
        late=late,
        matches=tuple(found),
        later=later,
        earlier={after: before for before, after in later.items()},
        same_framework=same_framework,
    )


def _same_roles(early: Roster, late: Roster) -> dict[str, str]:
    """Return the roles that both files have: by IRI, and own roles by their names."""
    there = {role.iri for role in late.roles}
    found = {role.iri: role.iri for role in early.roles if role.iri in there}
    own = {
        key(role.label): role.iri
        for role in late.roles
        if role.function == OWN_ROLES and role.iri not in found
    }
    for role in early.roles:
        if role.iri not in found and role.function == OWN_ROLES and key(role.label) in own:
            found[role.iri] = own.pop(key(role.label))
    return found


def _told(looks: Looks, found: Comparison) -> Comparison:
    joining, leaving = list(joined(looks)), list(left(looks))
    beginning, ending = list(begun(looks)), list(ended(looks))
    then_now = ThenNow(looks, (*joining, *leaving), (*beginning, *ending))
    before, after = looks.early.names, looks.late.names
    labels = {iri: role.label for iri, role in (looks.early.roles | looks.late.roles).items()}
    return replace(
        found,
        joined=tuple(MembershipChange(after[c.partner], c.on, c.ground) for c in joining),
        left=tuple(MembershipChange(before[c.partner], c.on, c.ground) for c in leaving),
        renamed=tuple(_renamed(looks, MatchedBy.IDENTIFIER, MatchedBy.OTHER_NAME)),
        likely=tuple(_renamed(looks, MatchedBy.LIKELY)),
        begun=tuple(_holding(change, after, labels) for change in beginning),
        ended=tuple(_holding(change, before, labels) for change in ending),
        handed_over=tuple(hand_overs_between(looks, beginning, ending, found.window)),
        roles=tuple(then_now.roles()),
        figures=tuple(then_now.figures()),
    )


def _holding(change: Change, names: Mapping[str, str], labels: Mapping[str, str]) -> HoldingChange:
    return HoldingChange(
        partner=names[change.partner],
        role=labels[change.role],
        role_iri=change.role,
        on=change.on,
        ground=change.ground,
        why=change.why,
    )


def _renamed(looks: Looks, *grounds: MatchedBy) -> Iterable[Renamed]:
    for match in looks.matches:
        before, after = match.before.name, match.after.name
        if match.by in grounds and (match.by is MatchedBy.LIKELY or key(before) != key(after)):
            yield Renamed(before, after, match.by.value)


def _crosswalk(
    old: Partnership, new: Partnership, then: datetime.date, now: datetime.date
) -> Crosswalk | None:
    """Read the first date in the framework of the second; None if that cannot be done."""
    before, after = analyze(old, as_of=then), analyze(new, as_of=now)
    if not before.framework_slug or not after.framework_slug:
        return None
    reading = framework_reading(before, old.ontology, after.framework_slug)
    if not reading.compared:
        return None
    roles = {role.iri: role for role in after.roles}
    return Crosswalk(
        covered=reading.covered,
        counted=reading.counted,
        now_covered=after.coverage.covered or 0,
        now_wanted=after.coverage.wanted,
        roles=tuple(
            ReadRole(
                label=role.label,
                how=role.how.value,
                standing=role.standing.value,
                holders=role.holders,
                state=roles[role.iri].state,
                now_holders=roles[role.iri].holders,
            )
            for role in reading.roles
        ),
        lost=tuple((role.label, role.why.value) for role in reading.not_represented),
    )
