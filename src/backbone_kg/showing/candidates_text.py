"""Candidates for the backbone in words and tables: who is beaten, what each has, who together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from backbone_kg.analysis.choice.candidates_results import (
    Candidates,
    Combination,
    ComparedCandidate,
    Difference,
    Rated,
    RatedCriterion,
    Said,
    Undecided,
)
from backbone_kg.analysis.choice.dominance import Answer
from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import joined, listed, plural, some_of, verb
from backbone_kg.showing.answers import known
from backbone_kg.showing.caveats import caveats
from backbone_kg.showing.sections import Section, Table, that_say_something

ONE_BY_ONE: Final = 30
"""How many candidates are told one by one, those that are not beaten first."""

NO_SUM: Final = (
    "Beaten: another candidate is at least as good on all criteria and better on one, whatever is "
    "not known. Ratings are not added up: a scale only says which is higher."
)


def candidates_sections(found: Candidates) -> tuple[Section, ...]:
    """Return what a comparison of candidates says, in the order in which one asks.

    Parameters
    ----------
    found
        What to tell.

    Returns
    -------
    tuple of Section
        Who is beaten, what each has that another lacks, which roles are left, who together leaves
        least, and what sources say.
    """
    told, left = in_order(found)
    several = (_pairs(found),) if len(found.candidates) > 1 and found.criteria else ()
    together = (_together(found),) if len(found.candidates) > 1 else ()
    return that_say_something(
        (
            _answers(found, told, left),
            *several,
            _roles(found, told),
            *together,
            _kinds(found),
            _advice(found),
        )
    )


def in_order(found: Candidates) -> tuple[tuple[ComparedCandidate, ...], int]:
    """Return the candidates that are told one by one, and how many are not.

    All in the order of the file if there are few; else those that are not beaten first.
    """
    everybody = found.candidates
    if len(everybody) > ONE_BY_ONE:
        order = (Answer.UNBEATEN, Answer.OPEN, Answer.BEATEN)
        everybody = tuple(one for answer in order for one in found.with_answer(answer))
    return everybody[:ONE_BY_ONE], len(everybody[ONE_BY_ONE:])


def rating_caveats(found: Candidates) -> tuple[str, ...]:
    """Return what weakens a comparison: what could not be read, and what is not rated."""
    said = []
    if others := found.not_asked_for:
        said.append(
            f"{plural(others, 'other candidate')} of the file {verb(others, 'is', 'are')} left out "
            f"as asked: whether {verb(others, 'it beats', 'they beat')} one of these is not told."
        )
    if found.not_read:
        said.append(
            f"{plural(found.not_read, 'row or rating', 'rows or ratings')} could not be read and "
            f"{verb(found.not_read, 'counts', 'count')} as not known: “backbone-kg validate "
            f"{found.file}” shows why."
        )
    blank = sum(rated.not_rated for one in found.candidates for rated in one.ratings)
    if blank:
        cells = len(found.candidates) * len(found.criteria)
        said.append(
            f"{blank:,} of {plural(cells, 'rating')} of a candidate on a criterion "
            f"{verb(blank, 'is', 'are')} not given by all raters, and may be anything on the scale."
        )
    return tuple(said)


def headline(found: Candidates) -> str:
    """Return who is not beaten, and how many are, in a sentence."""
    if len(found.candidates) == 1:
        return f"{found.candidates[0].name} is the only candidate: there is nobody to compare with."
    if not found.criteria:
        return "Nothing can be said: there are no criteria on the sheet Criteria."
    if len(found.with_answer(Answer.OPEN)) == len(found.candidates):
        return f"Whether one of {plural(len(found.candidates), 'candidate')} beats another is open."
    parts = []
    for answer in (Answer.UNBEATEN, Answer.OPEN, Answer.BEATEN):
        names = [one.name for one in found.with_answer(answer)]
        if names:
            parts.append(f"{len(names):,} {verb(len(names), 'is', 'are')} {answer}")
            if answer is not Answer.BEATEN and len(names) < 4:
                parts[-1] += f" ({listed(names)})"
    return f"Of {plural(len(found.candidates), 'candidate')}, {joined(parts)}."


# --- who is beaten -------------------------------------------------------------------------------


def _answers(found: Candidates, told: Sequence[ComparedCandidate], left: int) -> Section:
    several = len(found.candidates) > 1 and bool(found.criteria)
    rest = (
        f"{plural(left, 'more candidate')} {verb(left, 'is', 'are')} not listed here: --format "
        "json has them all, --only NAME compares those that you name."
    )
    return Section(
        "candidates",
        "Who could be the backbone?",
        caveats=rating_caveats(found),
        lead=headline(found),
        items=[f"{one.name}: {_answer(one)}" for one in told if several],
        tables=(_ratings(found, told),) if found.criteria else (),
        remarks=(rest if left else "", NO_SUM if several else "", *_scales(found)),
    )


def _answer(one: ComparedCandidate) -> str:
    if one.answer is Answer.BEATEN:
        first, rest = one.beaten_by[0], one.beaten_by_count - 1
        others = f", and by {plural(rest, 'other')}" if rest else ""
        return f"beaten by {first.by}, which is better on {joined(first.on)}{others}"
    if one.answer is Answer.UNBEATEN:
        return "unbeaten"
    many = one.may_be_beaten_by[:3]
    rest = one.may_be_beaten_by_count - len(many)
    who = joined([*many, *([f"{rest:,} more"] if rest else [])], "or")
    return f"open, {who} may beat it. What decides: {_deciding(one.undecided)}"


def _deciding(unknown: Sequence[Undecided]) -> str:
    """Say what is not known, by criterion."""
    by_criterion = grouped((one.criterion, f"{one.candidate}, {_why(one)}") for one in unknown)
    return "; ".join(f"{name} ({listed(ones, most=3)})" for name, ones in by_criterion.items())


def _why(one: Undecided) -> str:
    who = _raters(one.not_rated_by)
    return f"not rated{f' by {who}' if who else ''}" if one.not_rated else "raters differ"


def _raters(names: Iterable[str]) -> str:
    return joined(some_of(filter(None, names), 3, "{:,} more"))


def rated_words(rated: Rated) -> str:
    """Return a rating over all raters: one, from the lowest to the highest, or not known."""
    if not rated.lowest:
        return "not known"
    ends = tuple(dict.fromkeys((rated.lowest, rated.highest)))
    return " to ".join(ends) + (" (?)" if rated.not_rated else "")


def _ratings(found: Candidates, told: Sequence[ComparedCandidate]) -> Table:
    marked = any(rated.not_rated for one in told for rated in one.ratings)
    mark = "; (?) is not given by all, and may be anything on the scale" if marked else ""
    return Table(
        caption=f"Ratings, from the lowest to the highest of all raters{mark}",
        headings=("Candidate", "Answer", *(criterion.name for criterion in found.criteria)),
        rows=tuple((c.name, str(c.answer), *map(rated_words, c.ratings)) for c in told),
    )


def _scales(found: Candidates) -> Iterator[str]:
    """Say the scales and raters of the criteria, and where criteria come from, alike ones once."""
    for said, names in grouped((_scale(one), one.name) for one in found.criteria).items():
        yield f"{joined(names)}: {said}."
    for source, names in grouped((one.named_in, one.name) for one in found.criteria).items():
        if source:
            yield f"{joined(names)}: named in {source}."


def _scale(criterion: RatedCriterion) -> str:
    scale = criterion.scale
    if not scale:
        return "the scale is not understood, so nothing is known"
    shown = joined(scale, "or") if len(scale) < 6 else f"{scale[0]} to {scale[-1]}"
    who = _raters(criterion.raters)
    return f"{shown}, the last is the highest{f'; rated by {who}' if who else ''}"


# --- pair by pair --------------------------------------------------------------------------------


def _pairs(found: Candidates) -> Section:
    title, rest = "What does each have that another lacks?", found.not_compared
    if not found.differences:
        (one,) = [one.name for one in found.candidates if one.answer is not Answer.BEATEN]
        return Section("pairs", title, lead=f"All but {one} are beaten.")
    left = (
        f"{plural(rest, 'more candidate')} that {verb(rest, 'is', 'are')} not beaten "
        f"{verb(rest, 'is', 'are')} not compared here: --only NAME compares those that you name."
    )
    return Section(
        "pairs",
        title,
        caveats=(left if rest else "",),
        lead="Those that are not beaten, two by two.",
        items=map(_difference, found.differences),
    )


def _difference(one: Difference) -> str:
    parts = (
        f"higher on {joined(one.higher)}" if one.higher else "",
        f"perhaps higher on {joined(one.may_be_higher)}" if one.may_be_higher else "",
        f"{plural(len(one.roles), 'role')}: {listed(one.roles, most=3)}" if one.roles else "",
    )
    told = "; ".join(filter(None, parts))
    return f"{one.candidate}, not {one.other}: {told or 'nothing that is known'}"


# --- roles ---------------------------------------------------------------------------------------


def _roles(found: Candidates, told: Sequence[ComparedCandidate]) -> Section:
    name, title = "roles-left", "Which roles would be left to others?"
    if found.basis.nothing_known:
        return Section(name, title, caveats=caveats(found), lead="Not known.")
    without = f"Without a {known(found)}holder"
    table = Table(
        caption="Wanted roles of each candidate, those that it would leave, and how many of these "
        f"have no {known(found)}holder",
        headings=("Candidate", "Partner", "Holds", "Could hold", "Leaves", without),
        rows=tuple(
            (
                one.name,
                _membership(one),
                str(len(one.holds)),
                _could_hold(one),
                str(len(one.leaves)),
                str(len(one.leaves_unheld)),
            )
            for one in told
        ),
        numeric=(2, 3, 4, 5),
    )
    could = (
        "Whether a candidate could hold a role that it does not hold stands nowhere in the file. A "
        "criterion with the name of a role asks for it."
    )
    asked = any(criterion.is_role for criterion in found.criteria)
    return Section(
        name,
        title,
        caveats=caveats(found),
        items=_suggested([one for one in told if one.answer is not Answer.BEATEN]),
        tables=(table,),
        remarks=(*_left_by_all(found), "" if asked else could),
    )


def _membership(one: ComparedCandidate) -> str:
    if one.is_member:
        return "yes"
    return "not on this day" if one.is_partner else "no"


def _could_hold(one: ComparedCandidate) -> str:
    sure, most = len(one.could_hold), len(one.could_hold) + len(one.may_hold)
    return str(sure) if sure == most else f"{sure} to {most}"


def _left_by_all(found: Candidates) -> Iterator[str]:
    left = [set(one.leaves_unheld) for one in found.candidates]
    always = [r for r in found.candidates[0].leaves_unheld if all(r in roles for roles in left)]
    if always:
        yield (
            f"Each would leave {plural(len(always), 'role')} without a {known(found)}holder: "
            f"{listed(always)}."
        )


def _suggested(told: Sequence[ComparedCandidate]) -> Iterator[str]:
    for one in told:
        roles = [suggested.role for suggested in one.suggested]
        if roles:
            yield (
                f"{one.name} could be asked: a source names its kind for "
                f"{plural(len(roles), 'role')} without a holder, {listed(roles, most=3)} "
                f"({one.suggested[0].where})"
            )


# --- together ------------------------------------------------------------------------------------


def _together(found: Candidates) -> Section:
    name, title = "together", "Could several do it together?"
    best = [one for size in found.together for one in size.best]
    if not best:
        lead = "No candidate is known to have the highest rating on a criterion, or a role."
        return Section(name, title, lead=lead)
    remarks = [
        "Named are, of one, two and three candidates, those that leave least: criteria first, then "
        "roles. Where a member adds nothing, the combination is left out."
    ]
    if not all(size.proven for size in found.together):
        remarks.append("There are too many candidates to try all: these are the best found.")
    if found.of_several:
        remarks.append(f"Several organizations as the backbone. {_claims(found.of_several)}.")
    items = [f"{joined(one.members)}: {_left(found, one)}" for one in best]
    return Section(name, title, items=items, remarks=remarks)


def _left(found: Candidates, one: Combination) -> str:
    parts = []
    if one.below_top:
        parts.append(f"below the highest rating on {joined(one.below_top)}")
    if one.may_be_below_top:
        parts.append(f"perhaps below it on {joined(one.may_be_below_top)}")
    if one.leaves:
        unheld = len(one.leaves_unheld)
        without = f", {unheld:,} of them without a {known(found)}holder" if unheld else ""
        parts.append(f"{plural(len(one.leaves), 'role')} left to others{without}")
    return "; ".join(parts) or "nothing is left"


# --- what sources say ----------------------------------------------------------------------------


def _kinds(found: Candidates) -> Section:
    items, silent, remarks = [], [], []
    for kind, ones in grouped((one.type, one) for one in found.candidates).items():
        names = listed([one.name for one in ones], most=4)
        said = (*ones[0].benefits, *ones[0].challenges)
        if said:
            items.append(f"{kind} ({names}). {_claims(said)}")
        elif kind:
            silent.append(kind)
        else:
            remarks.append(f"Of which kind they are is not known: {names}.")
    if silent:
        remarks.insert(0, f"No source says anything for or against: {listed(silent)}.")
    return Section("kinds", "What is said of their kinds?", items=items, remarks=remarks)


def _claims(claims: Sequence[Said]) -> str:
    words = {"benefit": "For it", "challenge": "Against it"}
    return "; ".join(f"{words.get(c.kind, c.kind)}: {c.label}{_source(c)}" for c in claims)


def _source(claim: Said) -> str:
    return f" ({claim.where})" if claim.where else ""


def _advice(found: Candidates) -> Section:
    items = [
        f"{joined(claim.criteria)}. {claim.label}: {claim.statement.rstrip('.')}{_source(claim)}"
        for claim in found.tensions
    ]
    items += [f"{claim.label}{_source(claim)}" for claim in found.recommendations]
    return Section("advice", "What has to be balanced?", items=items)
