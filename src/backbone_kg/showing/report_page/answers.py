"""The first screen: three questions answered in sentences that never claim more than is known."""

from __future__ import annotations

from dataclasses import dataclass

from backbone_kg.analysis.results import (
    Analysis,
    LoadVerdict,
    PartnerLoad,
    RoleCoverage,
    RoleState,
)
from backbone_kg.base.partial_dates import in_words
from backbone_kg.base.words import plural
from backbone_kg.showing.report_page.loads import fence_sentence, load_in_words, reasons
from backbone_kg.showing.report_page.wording import listed, out_of, percent, verb

SHOWN = 6
"""How many names an answer shows before it refers to the table."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name in an answer, with what there is to say of it."""

    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three boxes.

    Parameters
    ----------
    key
        Short name, part of the box's id.
    question
        The heading.
    figure
        The count with its denominator, as a phrase.
    lead
        What the figure means; may be "".
    names
        The first few names.
    more
        How many names are not shown.
    table
        Id of the section that shows all of them.
    caveats
        What is not known, and what else must be said.
    """

    key: str
    question: str
    figure: str
    lead: str
    names: tuple[Name, ...]
    more: int
    table: str
    caveats: tuple[str, ...]


def answers(analysis: Analysis) -> tuple[Answer, Answer, Answer]:
    """Answer the three questions of the first screen.

    Parameters
    ----------
    analysis
        What is known at the date.

    Returns
    -------
    tuple of Answer
        What nobody does, who carries too much, what hangs on one partner.
    """
    return _nobody(analysis), _too_much(analysis), _one_partner(analysis)


def is_partial(analysis: Analysis) -> bool:
    """Whether a blank in the file means that no evidence was found, rather than nobody."""
    return analysis.listing != "complete"


def short_of_holders(analysis: Analysis) -> tuple[RoleCoverage, ...]:
    """Return the wanted roles that somebody holds, but fewer partners than are needed."""
    return tuple(r for r in analysis.roles if r.wanted and r.holders and not r.covered)


def _first(names: list[Name]) -> tuple[tuple[Name, ...], int]:
    return tuple(names[:SHOWN]), max(0, len(names) - SHOWN)


def _labels(roles: tuple[RoleCoverage, ...]) -> str:
    return listed([role.label for role in roles], SHOWN)


def _nobody(analysis: Analysis) -> Answer:
    wanted = analysis.coverage.wanted
    silent = analysis.in_state(RoleState.NO_EVIDENCE)
    empty = analysis.unfilled
    short = short_of_holders(analysis)
    partial = is_partial(analysis)
    caveats: list[str] = []
    if not wanted:
        figure = "No role is wanted"
        lead = (
            "Every role of the file is marked as not ours, so none can be missing."
            if analysis.roles
            else "The file names no role, so none can be missing."
        )
        shown: tuple[RoleCoverage, ...] = ()
    elif silent and (partial or not empty):
        shown = silent
        figure = f"No evidence found for {out_of(len(silent), wanted, 'role')}"
        lead = (
            "The listing is partial: somebody may hold them without the file saying so."
            if partial
            else "The file names no holder, and does not say that the role is wanted."
        )
        if empty:
            caveats.append(
                f"{out_of(len(empty), wanted, 'role')} {verb(len(empty), 'is', 'are')} known to "
                f"have nobody: {_labels(empty)}."
            )
        elif not partial:
            caveats.append("No role is known to have nobody.")
    else:
        shown = empty
        figure = f"{out_of(len(empty), wanted, 'role')} {verb(len(empty), 'has', 'have')} nobody"
        lead = (
            "The listing is said to be complete, so a blank means that nobody does it."
            if empty and not partial
            else "The file says so of these roles."
            if empty
            else "Every wanted role has at least one holder."
        )
        if silent:
            caveats.append(
                f"No evidence was found for {out_of(len(silent), wanted, 'role')}: "
                f"{_labels(silent)}."
            )
    if short:
        caveats.append(
            f"{out_of(len(short), wanted, 'role')} {verb(len(short), 'has', 'have')} somebody, "
            f"but fewer holders than needed: {_labels(short)}."
        )
    names, more = _first([Name(role.label) for role in shown])
    return Answer(
        "nobody", "What is nobody doing?", figure, lead, names, more, "roles", tuple(caveats)
    )


def _too_much(analysis: Analysis) -> Answer:
    partners = analysis.partners
    over = analysis.overloaded
    unknown = [p for p in partners if p.verdict is LoadVerdict.UNKNOWN]
    within = [p for p in partners if p.verdict is LoadVerdict.WITHIN]
    total = len(partners)
    caveats: list[str] = []
    lead = ""
    if not partners:
        figure = "No partner is listed"
        lead = f"The file names no partner on {in_words(analysis.as_of)}, so nothing can be said."
    elif len(unknown) == total:
        figure = f"Not known for {out_of(total, total, 'partner')}"
        lead = f"{reasons(unknown, total)} Unknown is not fine."
    else:
        known = "known to be " if unknown and not over else ""
        guessed = sum(p.basis != "fte" for p in over)
        figure = f"{out_of(len(over), total, 'partner')} "
        if over and guessed == len(over):
            figure += f"{verb(guessed, 'carries', 'carry')} an unusually large share"
        else:
            figure += f"{verb(len(over), 'is', 'are')} {known}overloaded"
        if guessed:
            caveats.append(
                ("Judged" if guessed == len(over) else f"{guessed} of them judged")
                + " by number of assignments alone, because too little FTE is given: more than "
                "is usual among these partners, but how much would be too much is not known."
            )
        if unknown:
            caveats.append(f"{reasons(unknown, total)} Unknown is not fine.")
        if within:
            by_share = sum(p.basis == "assignments" for p in within)
            caveats.append(
                f"{out_of(len(within), total, 'partner')} {verb(len(within), 'is', 'are')} within "
                + verb(len(within), "its limit", "their limits")
                + (
                    f", {by_share} of them judged by number of assignments alone."
                    if by_share
                    else "."
                )
            )
    if fence := fence_sentence(analysis):
        caveats.append(fence)
    if partners and is_partial(analysis):
        caveats.append("The listing is partial: partners may carry more than the file says.")
    names, more = _first([Name(p.name, _weight(p)) for p in over])
    return Answer(
        "too-much",
        "Who is carrying too much?",
        figure,
        lead,
        names,
        more,
        "partners",
        tuple(caveats),
    )


def _weight(partner: PartnerLoad) -> str:
    if partner.basis == "fte":
        if not load_in_words(partner):
            return "FTE assigned, but none available"
        return f"{load_in_words(partner)} of its FTE"
    return f"{percent(partner.share, 1)} of all assignments"


def _one_partner(analysis: Analysis) -> Answer:
    wanted = analysis.coverage.wanted
    number = sum(role.sole_holder is not None for role in analysis.roles)
    holders = analysis.sole_holders
    partial = is_partial(analysis)
    caveats: list[str] = []
    if not wanted:
        figure, lead = "No role is wanted", "There is no role that could be left with nobody."
    else:
        counted = out_of(number, wanted, "role")
        if partial:
            figure = f"{counted} {verb(number, 'has', 'have')} one known holder"
        else:
            figure = f"{counted} {verb(number, 'hangs', 'hang')} on one partner"
        if not number:
            held = any(role.holders for role in analysis.roles if role.wanted)
            lead = (
                "Every role that is held has at least two holders."
                if held
                else "No role has a known holder."
                if partial
                else "No role has a holder."
            )
        else:
            lead = (
                f"{plural(len(holders), 'partner')} {verb(len(holders), 'holds', 'hold')} "
                f"{verb(number, 'it', 'them')}; if one left, its roles would be left with "
                + ("no known holder." if partial else "nobody.")
            )
        if number and partial:
            caveats.append("The listing is partial: there may be holders that the file leaves out.")
    names, more = _first(
        [Name(p.name, "alone with " + plural(len(p.sole_roles), "role")) for p in holders]
    )
    return Answer(
        "one-partner",
        "What hangs on one partner?",
        figure,
        lead,
        names,
        more,
        "partners",
        tuple(caveats),
    )
