"""Each role and each figure then and now, in words: in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from backbone_kg.analysis.change.comparison_results import Comparison
from backbone_kg.analysis.change.differences import (
    FigureSide,
    FigureThenNow,
    Reason,
    RoleSide,
    RoleThenNow,
)
from backbone_kg.analysis.metrics import all_metrics
from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import (
    joined,
    listed,
    number,
    percent,
    plural,
    sentence,
    verb,
)
from backbone_kg.showing.sections import Section, Table

_VERDICT = {
    "world": "the partnership changed",
    "knowledge": "only what is known or asked of it changed",
    "both": "the partnership changed, and what is known or asked of it",
    "not known": "whether the partnership changed is not known",
}
_REASON = {
    Reason.FTE: "other FTE are given",
    Reason.EVIDENCE: "more is known of the same",
    Reason.NOT_KNOWN: "rows differ",
    Reason.LISTING: "one listing is complete, the other partial",
    Reason.WANTED: "other roles, holders or FTE are wanted",
    Reason.NOT_READ: "other cells could not be read",
    Reason.FRAMEWORK: "the framework is another",
}


def roles_section(told: Comparison) -> Section:
    """Return which roles stand differently; it says nothing where none can be compared."""
    changed = [role for role in told.roles if role.changed]
    shown = [role for role in changed if not role.only_listed_otherwise]
    headings = ("Role", f"On {told.then.as_of}", f"On {told.now.as_of}", "What changed")
    rows = tuple(
        (role.label, _stands(role.then), _stands(role.now), _because(role)) for role in shown
    )
    table = Table("Roles that are told differently", headings, rows)
    return Section(
        "change-roles",
        "Which roles stand differently?",
        lead="None does." if told.roles and not changed else "",
        items=listed_otherwise(told),
        tables=(table,),
        remarks=unchanged(told) if changed else (),
    )


def listed_otherwise(told: Comparison) -> Iterator[str]:
    """Return of which roles it differs only what a blank in the file means, by their states."""
    groups = grouped(
        ((_stands(role.then), _stands(role.now), why(role)), role.label)
        for role in told.roles
        if role.only_listed_otherwise
    )
    for (then, now, said), labels in groups.items():
        yield f"{plural(len(labels), 'role')}, {then}, then {now}: {said}: {listed(labels)}."


def unchanged(told: Comparison) -> Iterator[str]:
    """Return how many roles stand as they did, if any do."""
    if same := sum(not role.changed for role in told.roles):
        yield f"{plural(same, 'role')} {verb(same, 'stands as it did', 'stand as they did')}."


def _stands(side: RoleSide | None) -> str:
    if side is None:
        return "no such role"
    few = f"; needs {side.holders_needed:,}" if side.holders and not side.covered else ""
    return f"{side.state}: {listed(side.holders, 4)}{few}" if side.holders else f"{side.state}{few}"


def _because(told: RoleThenNow | FigureThenNow) -> str:
    return sentence(why(told)) if told.verdict else ""


def why(told: RoleThenNow | FigureThenNow) -> str:
    """Return whether the partnership changed or only what is known, and why."""
    assert told.verdict is not None
    reasons = joined([_REASON[reason] for reason in told.because if reason is not Reason.WORLD])
    if not reasons:
        return _VERDICT[told.verdict]
    return f"{_VERDICT[told.verdict]} ({reasons})"


def figures_section(told: Comparison) -> Section:
    """Return which figures differ; it says nothing if none does that is told."""
    about = ("partnership", "function") if told.same_framework else ()
    kept = {metric.name for metric in all_metrics() if metric.told}
    every = [figure for figure in told.figures if figure.changed and figure.about in about]
    changed = [figure for figure in every if figure.metric in kept]
    changed.sort(key=lambda figure: (about.index(figure.about), figure.metric != "coverage"))
    rows = tuple(
        (
            _named(figure),
            value_words(figure, figure.then),
            value_words(figure, figure.now),
            _because(figure),
        )
        for figure in changed
    )
    headings = ("Figure", f"On {told.then.as_of}", f"On {told.now.as_of}", "What changed")
    rest = len(every) - len(changed)
    more = f"{plural(rest, 'more figure')} {verb(rest, 'differs', 'differ')}; JSON has them all."
    return Section(
        "change-figures",
        "Which figures differ?",
        tables=(Table("On the whole, and by function", headings, rows),),
        remarks=(more,) if changed and rest else (),
    )


def _named(figure: FigureThenNow) -> str:
    name = next(metric.title for metric in all_metrics() if metric.name == figure.metric)
    whole = figure.about == "partnership" and figure.label in {"All roles", "All partners"}
    return name if whole else f"{name}: {figure.label}"


def value_words(figure: FigureThenNow, side: FigureSide | None) -> str:
    """Return a value of a figure with its counts; “no figure” where there is none."""
    if side is None or side.value is None:
        return "no figure"
    share = next(metric.unit for metric in all_metrics() if metric.name == figure.metric) == "share"
    least = "at least " if side.at_least else ""
    if share and side.count is not None and side.of is not None:
        return f"{least}{side.count:,} of {side.of:,} ({percent(side.value)})"
    return least + (percent(side.value) if share else number(side.value))
