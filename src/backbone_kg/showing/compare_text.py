"""A comparison in words: what changed, and whether the world did or only what is known of it.

All is told in the order of time, whichever of the two dates was named first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from backbone_kg.analysis.change.comparison_results import Comparison, Crosswalk, Side
from backbone_kg.analysis.change.differences import (
    Ground,
    HandOver,
    HoldingChange,
    MembershipChange,
)
from backbone_kg.base.numbers_and_lists import joined, listed, plural, sentence, some_of, verb
from backbone_kg.base.partial_dates import in_words
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.caveats import caveats
from backbone_kg.showing.sections import Section, Table, as_text, that_say_something
from backbone_kg.showing.then_now_text import figures_section, roles_section, value_words, why

MOST = 12
"""How many of a kind are told one by one; JSON has all."""
ONE_AFTER_THE_OTHER = "That one came after the other does not say that it took over."


def compare_text(comparison: Comparison, *, width: int = 100) -> str:
    """Return a comparison as text for a terminal.

    Parameters
    ----------
    comparison
        What to tell.
    width
        Characters in a line, at least 40.
    """
    name = comparison.now.partnership or "Unnamed partnership"
    return "\n".join([name, "", as_text(sections(comparison), width=width)])


def sections(comparison: Comparison) -> tuple[Section, ...]:
    """Return what a comparison says, the answer first; what weakens it stands before that."""
    told = comparison.reversed() if comparison.backward else comparison
    found = [_change(told, backward=comparison.backward)]
    if not comparison.nothing_known:
        found += [_partners(told), _holdings(told), roles_section(told), figures_section(told)]
        if comparison.crosswalk is not None:
            found.append(_crosswalk(comparison, comparison.crosswalk))
    return that_say_something(found)


def title(comparison: Comparison) -> str:
    """Return what changed in one line, without a full stop."""
    told = comparison.reversed() if comparison.backward else comparison
    dates = _dates(told)
    if comparison.nothing_known:
        return f"Nothing can be compared {dates}"
    if comparison.is_empty:
        return f"Nothing differs {dates}"
    counts = [
        f"{plural(len(some), noun)} {said}"
        for some, noun, said in (
            (_sure(told.joined), "partner", "joined"),
            (_sure(told.left), "partner", "left"),
            (_sure(told.begun), "holding", "began"),
            (_sure(told.ended), "holding", "ended"),
        )
        if some
    ]
    grounds = [one.ground for one in (*told.joined, *told.left)]
    grounds += [one.ground for one in (*told.begun, *told.ended)]
    if rest := sum(ground in {Ground.LEARNED, Ground.NOT_KNOWN} for ground in grounds):
        counts.append(f"{plural(rest, 'difference')} may lie only in what is known")
    return f"{joined(counts) or 'No partner or holding changed'} {dates}"


def _change(told: Comparison, *, backward: bool) -> Section:
    return Section(
        "change",
        f"What {'differs' if _one_day(told) else 'changed'} {_dates(told)}?",
        caveats=_caveats(told, backward=backward),
        lead=sentence(title(told)),
        items=() if told.nothing_known else _headlines(told),
    )


def _one_day(told: Comparison) -> bool:
    return told.then.as_of == told.now.as_of


def _dates(told: Comparison) -> str:
    if _one_day(told):
        return f"between two files of {in_words(told.now.as_of)}"
    return f"from {in_words(told.then.as_of)} to {in_words(told.now.as_of)}"


def _caveats(told: Comparison, *, backward: bool) -> Iterator[str]:
    then, now = told.then, told.now
    if not told.same_partnership:
        yield (
            f"The files name different partnerships, {_place(then)} and {_place(now)}; what "
            "follows takes them for one."
        )
    if told.then.partners and len(told.left) == told.then.partners and told.now.partners:
        yield "They have no partner in common."
    if backward:
        yield "The first date asked for is the later one; all is told in the order of time."
    for side in (then, now):
        if side.as_of_basis == "today" and not told.one_file:
            yield f"{side.file} does not say of which date it speaks; it is taken for today’s."
        for text in caveats(side):
            yield f"{side.file if _one_day(told) else f'On {side.as_of}'}: {text}"
    if told.nothing_known:
        return
    if _one_day(told) and not told.one_file:
        yield f"Both are of {now.as_of}: what differs is what the two files say of that day."
    partial = [side for side in (then, now) if side.listing != "complete"]
    if len(partial) == 2:
        yield partial_listing("The listing of each date")
    elif partial:
        yield partial_listing(f"The listing of {partial[0].as_of}")
    if not told.same_framework:
        yield (
            f"The files go by different frameworks, {_framework(then)} and {_framework(now)}: "
            "holders are compared for the partnership’s own roles alone."
        )


def _place(side: Side) -> str:
    name = side.partnership or "one without a name"
    return f"“{name}” ({side.community})" if side.community else f"“{name}”"


def _framework(side: Side) -> str:
    return f"“{side.framework}”" if side.framework else "one that is not known"


def _headlines(told: Comparison) -> Iterator[str]:
    """Return what became of the figure that people look at first."""
    for figure in told.figures:
        if figure.metric == "coverage" and figure.changed and told.same_framework:
            then, now = value_words(figure, figure.then), value_words(figure, figure.now)
            yield f"Coverage: {then}, then {now}: {why(figure)}."


# --- partners and holdings ----------------------------------------------------------------------


def _partners(told: Comparison) -> Section:
    renamed = (
        f"{r.before} goes by the name {r.after}; it is one {_GROUND[r.matched_by]}."
        for r in told.renamed
    )
    likely = (
        f"{r.before} is likely {r.after}; it counts neither as joined nor as left."
        for r in told.likely
    )
    items = [
        *_by_ground(told.joined, _JOINED),
        *_by_ground(told.left, _LEFT),
        *some_of(renamed, MOST, "{:,} more go by another name."),
        *some_of(likely, MOST, "{:,} more are likely matched."),
    ]
    return Section("change-partners", "Who joined and left?", items=items)


_GROUND = {"identifier": "by its identifier", "other name": "as “Also known as” says"}
_JOINED = {
    Ground.DATED: "joined",
    Ground.LISTED: "joined, on a day that is not said",
    Ground.LEARNED: "joined before, as the later file says",
    Ground.NOT_KNOWN: "stands in the later file alone, and whether it joined is not known",
}
_LEFT = {
    Ground.DATED: "left",
    Ground.LISTED: "left, on a day that is not said",
    Ground.LEARNED: "left before, as the later file says",
    Ground.NOT_KNOWN: "stands in the earlier file alone, and whether it left is not known",
}


def _by_ground(changes: Sequence[MembershipChange], words: Mapping[Ground, str]) -> Iterator[str]:
    for ground, said in words.items():
        found = [change for change in changes if change.ground is ground]
        if len(found) == 1:
            yield sentence(f"{found[0].partner} {said}{_when(found[0])}")
        elif found:
            several = said.replace("stands", "stand").replace("it ", "they ")
            names = [change.partner + _when(change) for change in found]
            yield sentence(f"{plural(len(names), 'partner')} {several}: {listed(names, MOST)}")


def _when(change: MembershipChange | HoldingChange) -> str:
    return f" ({in_words(change.on)})" if change.on else ""


def _holdings(told: Comparison) -> Section:
    passed = map(hand_over_sentence, told.handed_over)
    return Section(
        "change-holdings",
        "What began, what ended, what changed hands?",
        items=[
            *some_of(passed, MOST, "{:,} more may have passed to another partner."),
            *_each(told.begun, told, _began, "began"),
            *_each(told.ended, told, _ended, "ended"),
        ],
        remarks=(ONE_AFTER_THE_OTHER,) if told.handed_over else (),
    )


def _each(
    changes: Sequence[HoldingChange],
    told: Comparison,
    say: Callable[[HoldingChange, Comparison], str],
    what: str,
) -> Iterator[str]:
    """Return each change in a sentence, what is sure first; of many, the rest is counted."""
    rest = {
        Ground.DATED: what,
        Ground.LISTED: f"{what}, on days that are not said",
        Ground.LEARNED: f"{what} before that, as the later file says",
        Ground.NOT_KNOWN: f"differ, and whether they {what} in between is not known",
    }
    for ground, more in rest.items():
        said = (say(one, told) for one in changes if one.ground is ground)
        yield from some_of(said, MOST, f"{{:,}} more {more}.")


def hand_over_sentence(one: HandOver) -> str:
    """Return that a role may have passed from one partner to another, and when."""
    sharp = {0: "on the same day", 1: "on the next day"}
    days = sharp.get(one.most_days, f"{plural(one.most_days, 'day')} later")
    if one.least_days != one.most_days:
        days = f"at most {plural(one.most_days, 'day')} later"
    return sentence(
        f"{one.role} may have passed from {one.giver} (until {in_words(one.until)}) to "
        f"{one.taker} (since {in_words(one.since)}), {days}"
    )


def _began(change: HoldingChange, told: Comparison) -> str:
    since = _when(change)
    words = {
        Ground.DATED: f"{change.partner} began holding it{since}",
        Ground.LISTED: f"{change.partner} began holding it, on a day that is not said",
        Ground.LEARNED: f"{change.partner} held it before {told.then.as_of}{since}, which the "
        "earlier file does not have; it is known later, and did not begin",
        Ground.NOT_KNOWN: f"{change.partner} is listed for it in the later file alone{since}; "
        "whether it began in between is not known",
    }
    return sentence(f"{change.role}: {words[change.ground]}")


def _ended(change: HoldingChange, told: Comparison) -> str:
    until = _when(change)
    why = f", since {change.why}" if change.why == "it leaves the partnership" else ""
    words = {
        Ground.DATED: f"{change.partner} stopped holding it{until}{why}",
        Ground.LISTED: f"{change.partner} stopped holding it, on a day that is not said: its row "
        "is gone, and the listing is complete",
        Ground.LEARNED: f"{change.partner} had stopped before {told.then.as_of}{until}, as the "
        "later file says; it is known later, and did not end in between",
        Ground.NOT_KNOWN: f"the row of {change.partner} is gone; whether it ended is not known",
    }
    return sentence(f"{change.role}: {words[change.ground]}")


def _sure(changes: Iterable[MembershipChange] | Iterable[HoldingChange]) -> list[object]:
    return [one for one in changes if one.ground in {Ground.DATED, Ground.LISTED}]


# --- other frameworks ---------------------------------------------------------------------------


def _crosswalk(comparison: Comparison, found: Crosswalk) -> Section:
    first, second = comparison.then, comparison.now
    unread = sum(role.standing == "cannot be read" for role in found.roles)
    caveat = [f"{_framework(first)} is read in {_framework(second)} through the crosswalk."]
    if found.lost:
        caveat.append(
            f"{plural(len(found.lost), 'role')} of {first.as_of} "
            f"{verb(len(found.lost), 'is', 'are')} lost in that, and are no gaps: "
            f"{listed([label for label, _ in found.lost])}."
        )
    if unread:
        caveat.append(
            f"Of {plural(unread, 'role')} of {second.as_of} nothing can be said for {first.as_of}."
        )
    headings = ("Role", f"On {first.as_of}, as read", f"On {second.as_of}")
    rows = tuple(
        (
            role.label,
            f"{role.standing}: {listed(role.holders, 4)}" if role.holders else role.standing,
            f"{role.state}: {listed(role.now_holders, 4)}" if role.now_holders else str(role.state),
        )
        for role in found.roles
        if role.standing != "cannot be read"
    )
    return Section(
        "change-crosswalk",
        f"How does {first.as_of} read in the framework of {second.as_of}?",
        caveats=caveat,
        lead=f"On {first.as_of} {found.covered} of {plural(found.counted, 'role')} that can be "
        f"read as a whole have the holders they need; on {second.as_of} {found.now_covered} of "
        f"{plural(found.now_wanted, 'wanted role')}.",
        tables=(Table("Roles that can be read", headings, rows),),
    )
