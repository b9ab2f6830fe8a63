"""A timeline in words: who held which role when, and what is not known of that."""

from __future__ import annotations

from collections.abc import Iterator

from backbone_kg.analysis.change.timeline import Tenure, Timeline
from backbone_kg.base.numbers_and_lists import (
    joined,
    listed,
    out_of,
    plural,
    sentence,
    some_of,
    verb,
)
from backbone_kg.base.partial_dates import in_words
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.model.holding_spells import Ending
from backbone_kg.showing.caveats import caveats
from backbone_kg.showing.compare_text import MOST, ONE_AFTER_THE_OTHER, hand_over_sentence
from backbone_kg.showing.holder_lists import by_function
from backbone_kg.showing.sections import Section

_NONE = "no role is seen to change hands"
TITLE = "Who held which role when?"


def sections(timeline: Timeline) -> tuple[Section, ...]:
    """Return what changed hands, then each function with who held its roles when."""
    found = [_first(timeline)]
    functions = by_function(role for role in timeline.roles if role.tenures)
    for place, (function, roles) in enumerate(functions.items(), start=1):
        held = ((role.label, map(tenure_words, role.tenures)) for role in roles)
        items = (sentence(f"{role}: {listed([*words], MOST)}") for role, words in held)
        found.append(Section(f"timeline-{place}", function, items=items))
    return tuple(found)


def title(timeline: Timeline) -> str:
    """Return the answer in one line, without a full stop: what is not known first."""
    total = len(timeline.tenures)
    if not total:
        return _nobody(timeline)
    unknown = timeline.without_end
    ends = f"no end is known for {out_of(unknown, total, 'holding')}" if unknown else ""
    said = "; ".join(filter(None, (ends, _hands(timeline))))
    return f"{said[0].upper()}{said[1:]}"


def unknown_dates(timeline: Timeline) -> tuple[str, ...]:
    """Return of how many holdings no begin or no end is known: said before all else."""
    total = len(timeline.tenures)
    ends = {"begin": timeline.without_begin, "end": timeline.without_end}
    said = [f"no {end} is known for {out_of(n, total, 'holding')}" for end, n in ends.items() if n]
    if not said:
        return ()
    unknown = sentence(joined(said))
    if not timeline.without_end:
        return (unknown,)
    return (f"{unknown} A holding without a known end counts as long as its partner is a member.",)


def tenure_words(tenure: Tenure) -> str:
    """Return who held a role from when to when."""
    since, until = _from(tenure), "no end known"
    if tenure.until:
        day = "some day " if "/" in tenure.until else ""
        until = f"until {day}{in_words(tenure.until)}"
    if not since and not tenure.until:
        return f"{tenure.partner} (no dates known)"
    since = since or "begin not known"
    why = ", when it left" if tenure.ending is Ending.LEAVING else ""
    return f"{tenure.partner} ({since}, {until}{why})"


def _from(tenure: Tenure) -> str:
    if tenure.since:
        day = "some day " if "/" in tenure.since else ""
        return f"from {day}{in_words(tenure.since)}"
    if tenure.not_before:
        return f"begin not known, a partner since {in_words(tenure.not_before)}"
    return ""


def _first(timeline: Timeline) -> Section:
    said = [*caveats(timeline), *unknown_dates(timeline)]
    if timeline.listing != "complete" and timeline.tenures:
        said.append(partial_listing())
    passed = map(hand_over_sentence, timeline.handed_over)
    return Section(
        "timeline",
        TITLE,
        caveats=said,
        lead=_lead(timeline),
        items=some_of(passed, MOST, "{:,} more pairs of partners follow one another."),
        remarks=_remarks(timeline),
    )


def _lead(timeline: Timeline) -> str:
    tenures = timeline.tenures
    if not tenures:
        return sentence(_nobody(timeline))
    roles = sum(bool(role.tenures) for role in timeline.roles)
    partners = len({tenure.partner_iri for tenure in tenures})
    return (
        f"{plural(len(tenures), 'holding')} of {plural(roles, 'role')} by "
        f"{plural(partners, 'partner')}; {_hands(timeline)}."
    )


def _hands(timeline: Timeline) -> str:
    roles = sum(bool(role.handed_over) for role in timeline.roles)
    return f"{plural(roles, 'role')} may have changed hands" if roles else _NONE


def _remarks(timeline: Timeline) -> Iterator[str]:
    if timeline.handed_over:
        yield ONE_AFTER_THE_OTHER
    never = [role.label for role in timeline.roles if not role.tenures]
    if never and timeline.tenures:
        have = f"{plural(len(never), 'role')} {verb(len(never), 'has', 'have')}"
        yield f"{have} no holder in the file at any date: {listed(never)}."


def _nobody(timeline: Timeline) -> str:
    if timeline.basis.nothing_known and timeline.basis.assignments:
        return "Nothing can be said: no assignment could be read"
    return "The file has no holder of a role at any date"
