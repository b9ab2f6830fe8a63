"""The three questions, answered in sentences that never claim more than is known.

The report's first page, the titles of the pictures and their text alternatives all say these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import isfinite
from typing import NamedTuple

from backbone_kg.analysis.analysis_results import (
    Analysis,
    LoadVerdict,
    PartnerLoad,
    RoleCoverage,
    RoleState,
)
from backbone_kg.analysis.basis_of_figures import OfADay
from backbone_kg.analysis.coverage import CoverageOfADay
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import (
    UNKNOWN_IS_NOT_FINE,
    listed,
    number,
    out_of,
    percent,
    plural,
    share,
    verb,
)
from backbone_kg.base.partial_dates import in_words
from backbone_kg.base.state_sentences import STATE_SENTENCES, partial_listing
from backbone_kg.showing.caveats import caveats, of_the_known

QUESTION_ONLY = "a question, not a finding"
"""What an unusually large share of the assignments is."""


class Name(NamedTuple):
    """One name in an answer, with what there is to say of it."""

    text: str
    remark: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.remark})" if self.remark else self.text


class Answer(NamedTuple):
    """What is known of one of the three questions.

    Parameters
    ----------
    question
        As people ask it.
    figure
        The count with its denominator, as a phrase.
    lead
        What the figure means; may be "".
    names
        Whom or what it is about.
    remarks
        What is not known, and what else must be said.
    """

    question: str
    figure: str
    lead: str = ""
    names: tuple[Name, ...] = ()
    remarks: tuple[str, ...] = ()


def is_partial(analysis: Analysis) -> bool:
    """Whether a blank in the file means that no evidence was found, rather than nobody."""
    return analysis.listing != "complete"


def known(analysis: OfADay) -> str:
    """Return the word that goes before a role or a holder where some may not be known."""
    return "known " if of_the_known(analysis) else ""


def listing_sentence(analysis: Analysis) -> str:
    """Say what a blank in the file means."""
    if is_partial(analysis):
        return partial_listing()
    if not_read := _not_read(analysis):
        return f"The listing is said to be complete, but {not_read}."
    return "The listing is complete: a blank means that nobody does it."


def blank(analysis: Analysis) -> str:
    """Say what it means that the file names nobody for a role, as the end of a sentence."""
    if is_partial(analysis):
        return STATE_SENTENCES[RoleState.NO_EVIDENCE]
    if not_read := _not_read(analysis):
        return f"somebody may hold it, since {not_read}"
    return "nobody holds it"


def _not_read(analysis: Analysis) -> str:
    """Return that assignments could not be read, or "" where all were."""
    rows = analysis.basis.assignments_not_read
    return f"{plural(rows, 'assignment')} could not be read" if rows else ""


def coverage_sentence(analysis: Analysis | CoverageOfADay) -> str:
    """Say how many roles have the holders they need, without a full stop."""
    covered, wanted = analysis.coverage.covered, analysis.coverage.wanted
    if not wanted:
        return "No role is wanted, so there is no coverage to state"
    if covered is None:
        return nothing_known(analysis)
    least = "At least " if of_the_known(analysis) and covered < wanted else ""
    one = 1 in (covered, wanted)
    has = "has the holders it needs" if one else "have the holders they need"
    return f"{least}{out_of(covered, wanted, 'role')} {has}"


def nothing_known(analysis: Analysis | CoverageOfADay) -> str:
    """Say why there are no figures, without a full stop."""
    if analysis.basis.before_known:
        return f"Nothing in this file is known for {analysis.as_of}"
    return "Nothing can be said: no assignment could be read"


def nobody(analysis: Analysis) -> Answer:
    """Answer what nobody is doing."""
    question = "What is nobody doing?"
    wanted = analysis.coverage.wanted
    silent, empty = analysis.in_state(RoleState.NO_EVIDENCE), analysis.unfilled
    if not wanted:
        why = "Every role of the file is marked as not ours" if analysis.roles else ""
        why = why or "The file names no role"
        return Answer(question, "No role is wanted", f"{why}, so none can be missing.")
    remarks, not_read = [], _not_read(analysis)
    if silent and (is_partial(analysis) or not empty):
        shown = silent
        figure = f"No evidence found for {out_of(len(silent), wanted, 'role')}"
        lead = (
            partial_listing()
            if is_partial(analysis)
            else f"{not_read}: somebody may hold them."
            if not_read
            else "The file names no holder, and does not say that the role is wanted."
        )
        if empty:
            remarks.append(_roles_that(empty, wanted, "is", "are", "known to have nobody"))
        elif not is_partial(analysis):
            remarks.append("No role is known to have nobody.")
    else:
        shown = empty
        figure = f"{out_of(len(empty), wanted, 'role')} {verb(len(empty), 'has', 'have')} nobody"
        lead = (
            "Every wanted role has at least one holder."
            if not empty
            else "The file says so of these roles."
            if is_partial(analysis)
            else "The listing is said to be complete, so a blank means that nobody does it."
        )
        if silent:
            remarks.append(
                f"No evidence was found for {out_of(len(silent), wanted, 'role')}: "
                f"{listed([role.label for role in silent])}."
            )
    short = [role for role in analysis.roles if role.wanted and role.holders and not role.covered]
    if short:
        fewer = "somebody, but fewer holders than needed"
        remarks.append(_roles_that(short, wanted, "has", "have", fewer))
    return Answer(question, figure, lead, tuple(Name(r.label) for r in shown), tuple(remarks))


def _roles_that(roles: Sequence[RoleCoverage], wanted: int, one: str, many: str, what: str) -> str:
    names = listed([role.label for role in roles])
    return f"{out_of(len(roles), wanted, 'role')} {verb(len(roles), one, many)} {what}: {names}."


def too_much(analysis: Analysis) -> Answer:
    """Answer who is carrying too much; without FTE that is a question, never a finding."""
    question = "Who is carrying too much?"
    partners, total = analysis.partners, len(analysis.partners)
    if not total:
        none = f"The file names no partner on {in_words(analysis.as_of)}, so nothing can be said."
        return Answer(question, "No partner is listed", none)
    found = {verdict: [p for p in partners if p.verdict is verdict] for verdict in LoadVerdict}
    over, more = found[LoadVerdict.OVERLOADED], found[LoadVerdict.MORE_THAN_MOST]
    unknown, within = found[LoadVerdict.UNKNOWN], found[LoadVerdict.WITHIN]
    idle, lead, remarks = found[LoadVerdict.HOLDS_NOTHING], "", []
    hold_none = f"{verb(len(idle), 'holds', 'hold')} no {known(analysis)}role"
    holds = f"{out_of(len(more), total, 'partner')} {verb(len(more), 'holds', 'hold')} more roles"
    if over:
        figure = f"{out_of(len(over), total, 'partner')} {verb(len(over), 'is', 'are')} overloaded"
        if more:
            lead = f"{holds} than most: {QUESTION_ONLY}."
    elif more:
        figure = f"{holds} than most"
        lead = f"This is {QUESTION_ONLY}: without FTE, how much would be too much is not known."
    elif unknown and not within:
        figure = f"Not known for {out_of(len(unknown), total, 'partner')}"
    elif not (unknown or within):
        figure = f"{out_of(len(idle), total, 'partner')} {hold_none}"
    else:
        to_be = "known to be " if unknown else ""
        figure = f"{out_of(0, total, 'partner')} {verb(total, 'is', 'are')} {to_be}overloaded"
    if unknown:
        remarks.append(f"{why_not_known(unknown, total)} {UNKNOWN_IS_NOT_FINE}")
    if within:
        their = verb(len(within), "has the FTE that is assigned to it", "have the FTE they need")
        remarks.append(f"{out_of(len(within), total, 'partner')} {their}.")
    if idle and (over or more or unknown or within):
        remarks.append(f"{out_of(len(idle), total, 'partner')} {hold_none}.")
    if is_partial(analysis):
        remarks.append(partial_listing())
    elif not_read := _not_read(analysis):
        remarks.append(f"{not_read}: partners may carry more than the file says.")
    names = tuple(Name(p.name, burden(p, analysis)) for p in (*over, *more))
    return Answer(question, figure, lead, names, tuple(remarks))


def burden(partner: PartnerLoad, analysis: Analysis) -> str:
    """Say what a partner carries: against its FTE where that proves something, else its share."""
    if partner.verdict is LoadVerdict.OVERLOADED and partner.load is not None:
        return load_in_words(partner)
    total = sum(p.assignments for p in analysis.partners)
    equal = analysis.usual_share.equal_share
    beside = "" if equal is None else f"; an equal share is {percent(equal)}"
    return f"{share(partner.assignments, total)} assignments{beside}"


def load_in_words(partner: PartnerLoad) -> str:
    """Return the FTE assigned against the FTE available, or "" when either is not known."""
    if partner.load is None or partner.fte_assigned is None or partner.fte_available is None:
        return ""
    least = "" if partner.fte_complete else "at least "
    if not partner.fte_available and not partner.fte_assigned:
        return f"{least}0 FTE assigned, none available"
    if not isfinite(partner.load):
        return f"{least}{number(partner.fte_assigned)} FTE assigned, none available"
    has = f"{number(partner.fte_assigned)} of {number(partner.fte_available)} FTE"
    return f"{least}{percent(partner.load)} ({has})"


def load_sentence(partner: PartnerLoad, analysis: Analysis) -> str:
    """Say what can be said of a partner's load, and what that rests on."""
    load = load_in_words(partner)
    said = {
        LoadVerdict.OVERLOADED: f"Overloaded: {load}." if load else "Overloaded.",
        LoadVerdict.MORE_THAN_MOST: f"Holds more roles than most: {QUESTION_ONLY}.",
        LoadVerdict.WITHIN: f"Has the FTE that is assigned: {load}.",
        LoadVerdict.HOLDS_NOTHING: f"Holds no {known(analysis)}role.",
        LoadVerdict.UNKNOWN: f"Not known: {reason_unknown(partner)}.",
    }[partner.verdict]
    partly = load and partner.verdict in (LoadVerdict.MORE_THAN_MOST, LoadVerdict.UNKNOWN)
    return f"{said} What is known: {load}." if partly else said


def why_not_known(unknown: Sequence[PartnerLoad], total: int) -> str:
    """Say for how many partners the load is not known, and why."""
    counts = Counter(map(reason_unknown, unknown))
    start = f"Not known for {out_of(len(unknown), total, 'partner')}"
    if len(counts) == 1:
        return f"{start}, because {next(iter(counts))}."
    parts = [f"for {count}, {reason}" for reason, count in counts.most_common()]
    return f"{start}: {'; '.join(parts)}."


def reason_unknown(partner: PartnerLoad) -> str:
    """Say why nothing can be said of a partner's load, so that it fits after "because"."""
    if partner.fte_available is None and not partner.fte_assigned:
        return "no FTE is given"
    if partner.fte_available is None:
        return "the available FTE is not given"
    if partner.fte_assigned is None:
        return (
            "no FTE is given for the assignments"
            if partner.assignments
            else "no assignment is listed"
        )
    if not partner.fte_complete:
        return "only some of the assignments give an FTE"
    return "what is given does not settle it"


def one_partner(analysis: Analysis) -> Answer:
    """Answer what hangs on one partner."""
    question = "What hangs on one partner?"
    wanted, unsure = analysis.coverage.wanted, bool(of_the_known(analysis))
    if not wanted:
        none = "There is no role that could be left with nobody."
        return Answer(question, "No role is wanted", none)
    count = sum(role.sole_holder is not None for role in analysis.roles)
    holders = analysis.sole_holders
    if unsure:
        figure = f"{out_of(count, wanted, 'role')} {verb(count, 'has', 'have')} one known holder"
    else:
        figure = f"{out_of(count, wanted, 'role')} {verb(count, 'hangs', 'hang')} on one partner"
    if not count:
        held = any(role.holders for role in analysis.roles if role.wanted)
        lead = (
            f"Every role that is held has at least two {known(analysis)}holders."
            if held
            else f"No role has a {known(analysis)}holder."
        )
        return Answer(question, figure, lead)
    lead = (
        f"{plural(len(holders), 'partner')} {verb(len(holders), 'holds', 'hold')} "
        f"{verb(count, 'it', 'them')}; if {verb(len(holders), 'it', 'one')} left, "
        f"{verb(count, 'the role', 'its roles')} would be left with "
        f"{'no known holder' if unsure else 'nobody'}."
    )
    remarks = []
    if is_partial(analysis):
        remarks.append(partial_listing())
    if not_read := _not_read(analysis):
        remarks.append(f"{not_read}: there may be other holders.")
    names = [
        Name(p.name, f"alone with {listed([shortened(r, 120) for r in p.sole_roles], 4)}")
        for p in holders
    ]
    return Answer(question, figure, lead, tuple(names), tuple(remarks))


ANSWERS: dict[str, Callable[[Analysis], Answer]] = {
    "coverage": nobody,
    "load": too_much,
    "network": one_partner,
}
"""The answer that belongs to each kind of picture."""


def title(kind: str, analysis: Analysis) -> str:
    """Return the title of a picture: its answer in one line, without a full stop."""
    if analysis.basis.nothing_known:
        return nothing_known(analysis)
    answer = ANSWERS[kind](analysis)
    if kind == "coverage" and analysis.coverage.wanted:
        return f"{coverage_sentence(analysis)}; {answer.figure[0].lower()}{answer.figure[1:]}"
    if kind == "load" and not answer.figure.startswith("Not known"):
        unknown = sum(p.verdict is LoadVerdict.UNKNOWN for p in analysis.partners)
        return f"{answer.figure}; not known for {unknown:,}" if unknown else answer.figure
    if kind == "network" and len(answer.names) == 1:
        return f"{answer.figure}: {answer.names[0].text}"
    return answer.figure


def in_short(kind: str, analysis: Analysis) -> str:
    """Return the text alternative of a picture: what weakens its figures, then its answer."""
    answer = ANSWERS[kind](analysis)
    first = caveats(analysis)
    if analysis.basis.nothing_known:
        return " ".join(first)
    about = f"{analysis.partnership or 'The partnership'} on {analysis.as_of}"
    names = f"{listed([str(name) for name in answer.names])}." if answer.names else ""
    states = ""
    if kind == "coverage" and analysis.roles:
        counts = [f"{len(analysis.in_state(state))} {state}" for state in RoleState]
        states = f"The roles by state: {', '.join(counts)}."
    said = (*first, f"{about}: {title(kind, analysis)}.", answer.lead, names, states)
    return " ".join(filter(None, (*said, *answer.remarks)))
