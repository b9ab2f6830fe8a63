"""A plan in words: whether moving work can be enough, what could move and why, what stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from backbone_kg.analysis.planning.suggest_results import Goal, Move, Plan, Short, StillOver
from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import (
    joined,
    listed,
    number,
    out_of,
    plural,
    sentence,
    verb,
)
from backbone_kg.showing.caveats import of_the_known
from backbone_kg.showing.next_steps import plan_for_silent_roles
from backbone_kg.showing.sections import Section, Table, that_say_something

MOST_ROWS: Final = 30
"""Rows that a table of moves has at most; past that it leaves some out, and JSON has all."""

_BASIS = {
    "needed": "an equal part of the FTE that the role needs",
    "role": "the median of what holders of the role give",
    "all": "the median of what holders give",
}


def sections(plan: Plan) -> tuple[Section, ...]:
    """Return what a plan says, in the order in which one asks.

    Whether moving work can be enough, what could move, what stays short, who stays over, and what
    fewer moves reach; only what there is to say. Where nothing is known, only that.
    """
    if plan.basis.nothing_known:
        lead = "Nothing is known that a plan could rest on."
        return (Section("moves", "What could move?", lead=lead),)
    over = (_still_over(plan),) if plan.still_over else ()
    return that_say_something((_enough(plan), _moves(plan), _short(plan), *over, _trade_off(plan)))


# --- whether moving work can be enough -----------------------------------------------------------


def _enough(plan: Plan) -> Section:
    room = plan.room
    missing = plural(plan.missing_before, "holder is missing", "holders are missing")
    over = f"{plural(room.overloaded, 'partner has', 'partners have')} {number(room.excess)} FTE"
    said = [f"{missing if plan.missing_before else _none_missing(plan).capitalize()}."]
    if room.overloaded:
        said.append(f"{over} too much{' in all' if room.overloaded > 1 else ''}.")
    elif room.fte is None:
        said.append("Whether anybody has too much is not known: too little FTE is given.")
    else:
        said.append("Nobody is known to have too much.")
    if room.fte is not None:
        who = plural(room.by_fte, "partner has", "partners have")
        said.append(f"{who} room for {number(room.fte)} FTE{' in all' * (room.by_fte > 1)}.")
    if room.stays_over:
        said.append(
            f"So somebody stays over by at least {number(room.stays_over)} FTE, wherever work is "
            "moved."
        )
    return Section(
        "room",
        "Can moving work be enough?",
        caveats=of_the_known(plan),
        lead=" ".join(said),
        remarks=_room_remarks(plan),
    )


def _none_missing(plan: Plan) -> str:
    """Return that no holder is missing, as far as that is known."""
    in_part = of_the_known(plan) or plan.no_evidence
    return f"no holder is {'known to be ' if in_part else ''}missing"


def _room_remarks(plan: Plan) -> Iterator[str]:
    room = plan.room
    if room.by_roles:
        most = plural(room.most_roles, "role")
        share = f"none of them is given more than {most} in all, an equal share"
        if room.by_fte:
            yield (
                f"What {plural(room.by_roles, 'partner has', 'partners have')} left is not known "
                f"from the FTE, so room counts roles there: {share}."
            )
        else:
            yield (
                f"What partners have left is not known from the FTE, so room counts roles: {share}."
            )
    if plan.include_no_evidence:
        yield (
            "Roles without evidence of a holder are planned for as if nobody held them, as asked; "
            "somebody may."
        )
    if plan.no_evidence:
        count = len(plan.no_evidence)
        yield (
            f"Nothing is proposed for {plural(count, 'role')} without evidence of a holder, since "
            f"somebody may hold {verb(count, 'it', 'them')}: {listed(plan.no_evidence)}. To plan "
            f"for {verb(count, 'it', 'them')} too: {plan_for_silent_roles()}."
        )


# --- what could move -----------------------------------------------------------------------------


def _moves(plan: Plan) -> Section:
    title = "What could move?"
    if not plan.moves:
        return Section("moves", title, caveats=of_the_known(plan), lead=_nothing(plan))
    kinds = {
        "add": ("role is taken on", "roles are taken on"),
        "hand over": ("holding is handed over", "holdings are handed over"),
        "end": ("holding ends", "holdings end"),
    }
    counts = [
        plural(count, *words)
        for kind, words in kinds.items()
        if (count := sum(move.kind == kind for move in plan.moves))
    ]
    lead = f"{plural(len(plan.moves), 'move')}: {joined(counts)}. {_reached(plan)}"
    return Section(
        "moves",
        title,
        caveats=of_the_known(plan),
        lead=lead,
        items=told_moves(plan),
        remarks=_proofs(plan),
    )


def _nothing(plan: Plan) -> str:
    if plan.max_moves == 0 and (plan.missing_before or plan.room.overloaded):
        return "No move was asked for."
    if plan.missing_before or plan.room.overloaded:
        return "Nothing that is allowed would mend anything."
    return f"Nothing to move: {_none_missing(plan)}, and nobody is known to have too much."


def _reached(plan: Plan) -> str:
    said = []
    if plan.missing_before:
        left = plan.missing_after
        said.append(
            f"{plural(left, 'holder is', 'holders are')} missing then"
            if left
            else f"{_none_missing(plan)} then"
        )
    if plan.room.overloaded:
        left_over = plan.over_after
        # Who takes work without giving all FTE may have too much without anybody knowing.
        sure = not (plan.room.by_roles or of_the_known(plan))
        nobody = f"nobody {'has' if sure else 'is known to have'} too much"
        said.append(f"{number(left_over)} FTE stay too much" if left_over else nobody)
    before, after = plan.covered_before, plan.covered_after
    then = f"; now it is {before}" if before != after else ", as many as now"
    covered = f"{out_of(after, plan.wanted, 'role')} have the holders they need{then}."
    return f"{sentence(joined(said))} {covered}"


def told_moves(plan: Plan) -> Iterator[str]:
    """Tell each move; what is left to who takes on several, once, with the last of these."""
    sure = not (of_the_known(plan) or plan.include_no_evidence)
    last = {move.taker_iri: place for place, move in enumerate(plan.moves)}
    for place, move in enumerate(plan.moves):
        said = _move(move, nobody="nobody holds it" if sure else "nobody is known to hold it")
        taken = move.kind != "end" and last[move.taker_iri] == place
        yield f"{said} {_left(move)}" if taken else said


def _move(move: Move, *, nobody: str) -> str:
    fte = "" if move.fte is None else f"{number(move.fte)} FTE"
    over = f"{move.giver} has {number(move.giver_over or 0)} FTE too much"
    if move.kind == "end":
        return f"{move.giver} stops holding {move.role}, {fte}: {over}, and enough hold it still."
    if move.kind == "hand over":
        said = f"{move.giver} hands {move.role}, {fte}, over to {move.taker}: {over}."
    else:
        basis = f", {_BASIS[move.fte_basis]}" if move.fte_basis in _BASIS else ""
        given = f" with {fte}{basis}" if fte else ""
        few = f"{move.holders:,} of the {move.holders_needed:,} holders that it needs hold it"
        if not move.holders:
            few = nobody
        if not move.holders and move.holders_needed > 1:
            few += f", and it needs {move.holders_needed:,}"
        said = f"{move.taker} takes on {move.role}{given}: {few}."
    return f"{said} {_reasons(move)}"


def _reasons(move: Move) -> str:
    speaks = []
    if move.suggested is not None:
        passage = move.suggested.passage
        where = ", ".join(filter(None, (passage.document, passage.locator)))
        speaks.append(f"its kind, {move.suggested.kind}, is named for the role ({where})")
    if move.same_function:
        held = listed(move.same_function, 2)
        speaks.append(f"it has work of the same function ({held})")
    if move.little_hangs:
        speaks.append("little hangs on it")
    if not speaks:
        speaks.append("no more than that it has room")
    return f"In favor of {move.taker}: {'; '.join(speaks)}."


def _left(move: Move) -> str:
    roles = plural(move.roles_after or 0, "role")
    left = f"It holds {roles} then; what FTE it has left is not known."
    if move.room_after is not None:
        left = f"It has {number(move.room_after)} FTE left then."
    until = f" It is a partner until {move.taker_until}." if move.taker_until else ""
    return f"{left}{until}"


def _proofs(plan: Plan) -> Iterator[str]:
    open_goals = [goal for goal in plan.goals if not goal.proven]
    if not open_goals:
        within = f"with {plan.max_moves} at most, " if plan.max_moves is not None else ""
        yield sentence(
            f"{within}no other plan mends more; none that mends as much has fewer moves, and none "
            "with as few moves has more in its favor"
        )
    for goal in open_goals:
        yield _open(goal)


def _open(goal: Goal) -> str:
    value, best = number(goal.value), number(goal.best)
    return {
        "holders missing": f"How few holders could be missing is between {best} and {value}.",
        "FTE over": f"How little FTE could stay too much is between {best} and {value}.",
        "moves": f"How few moves would do is between {best} and {value}.",
        "reasons": f"{value} reasons speak for these moves; for others it could be up to {best}.",
    }[goal.name]


# --- what stays ----------------------------------------------------------------------------------


def _short(plan: Plan) -> Section:
    title, short = "Which roles stay short of holders?", _short_roles(plan.short)
    return Section("short", title, caveats=of_the_known(plan), items=short)


def _short_roles(short: Sequence[Short]) -> Iterator[str]:
    """Tell each role that stays short, those together of which the same is to be said."""
    for why, roles in grouped((_why_short(one), one.role) for one in short).items():
        stay = "stays" if len(roles) == 1 else "each stay"
        yield f"{'; '.join(roles)} {stay} {why}"


def _why_short(short: Short) -> str:
    few = f"{plural(short.missing, 'holder')} short of {short.holders_needed:,}"
    reasons = (
        (short.hold_it, "holds it", "hold it"),
        (short.barred, "is not to take it", "are not to take it"),
        (short.kept, "is left as it is", "are left as they are"),
        (short.idle, "holds no role any more", "hold no role any more"),
        (short.leaving, "leaves on this day", "leave on this day"),
        (short.overloaded, "has too much already", "have too much already"),
        (short.no_room, "has too little room", "have too little room"),
        (short.could, "could take it with more moves", "could take it with more moves"),
    )
    why = [f"{count:,} {verb(count, *verbs)}" for count, *verbs in reasons if count]
    said = f"{few}: of {plural(short.members, 'partner')}, {joined(why)}."
    if not short.members:
        return f"{few}: the file names no partner of this date."
    if short.would_do:
        said += f" Room for {number(short.would_do)} FTE more would do."
    elif not (short.no_room or short.could):
        said += " Nobody is left who could take it."
    return said


def _still_over(plan: Plan) -> Section:
    proven = next(goal.proven for goal in plan.goals if goal.name == "FTE over")
    remark = ""
    if plan.max_moves is not None and len(plan.moves) == plan.max_moves:
        remark = "More moves than were asked for may take more off them."
    elif proven:
        remark = "Nothing that is allowed takes more off them."
    return Section(
        "over",
        "Who stays over?",
        caveats=of_the_known(plan),
        items=map(_over, plan.still_over),
        remarks=(remark,),
    )


def _over(one: StillOver) -> str:
    before = f"; now it is {number(one.before)}" if one.before != one.after else ""
    kept = " It is left as it is." if one.kept else ""
    return f"{one.partner}: {number(one.after)} FTE too much{before}.{kept}"


def _trade_off(plan: Plan) -> Section:
    reached = plan.trade_off if len(plan.trade_off) > 1 else ()
    open_ends = any(not each.proven for each in reached)
    rows = tuple((str(each.moves), str(each.missing), number(each.over)) for each in reached)
    headings = ("Moves", "Holders missing", "FTE too much")
    return Section(
        "fewer",
        "What would fewer moves reach?",
        caveats=of_the_known(plan),
        tables=(Table("At best, with so many moves", headings, rows, numeric=(0, 1, 2)),),
        remarks=("It is not proven of each that no moves reach more.",) if open_ends else (),
    )
