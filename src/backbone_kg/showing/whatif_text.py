"""A what-if in words: what would change by name, and both sides beside one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from backbone_kg.analysis.analysis_results import LoadVerdict
from backbone_kg.analysis.metrics import Figure, all_metrics
from backbone_kg.analysis.planning.whatif_results import (
    Case,
    PartnerEffect,
    Standing,
    Supposition,
    WhatIf,
)
from backbone_kg.base.numbers_and_lists import listed, number, percent, plural, sentence
from backbone_kg.showing.caveats import of_the_known
from backbone_kg.showing.sections import Section, Table

_NONE_MARKED = (
    "No partner is marked as backbone on {}, so nothing was supposed. Name a partner that leaves "
    "(--without NAME), or mark the backbone on the sheet Partners."
)


def sections(whatif: WhatIf) -> tuple[Section, ...]:
    """Return a section for each case; if there is none, one that says why."""
    said = () if whatif.basis.nothing_known else of_the_known(whatif)
    if not whatif.cases:
        lead = _NONE_MARKED.format(whatif.as_of)
        return (Section("whatif", "What if the backbone left?", caveats=said, lead=lead),)
    return tuple(
        _section(whatif, case, said, f"whatif-{place}")
        for place, case in enumerate(whatif.cases, start=1)
    )


def _section(whatif: WhatIf, case: Case, said: tuple[str, ...], name: str) -> Section:
    title, first = _title(case.suppositions)
    if whatif.basis.nothing_known:
        lead = f"{first}Nothing is known that a figure could rest on."
        return Section(name, title, caveats=said, lead=lead)
    items = [*_items(whatif, case)] or ["Nothing that is measured would change."]
    unknown = len(case.after.load_not_known)
    remark = (
        f"Whether {plural(unknown, 'partner', 'partners')} would carry too much is not known: "
        "too little FTE is given."
    )
    return Section(
        name,
        title,
        caveats=said,
        lead=first + _coverage(whatif, case.after),
        items=items,
        tables=(_side_by_side(whatif, case),),
        remarks=(remark if unknown else "",),
    )


def _title(suppositions: tuple[Supposition, ...]) -> tuple[str, str]:
    """Return the question, and what is supposed where the question does not say it."""
    if len(suppositions) > 1:
        return f"What if {len(suppositions)} things were otherwise?", (
            " ".join(sentence(supposed(each)) for each in suppositions) + " "
        )
    (only,) = suppositions
    past = {
        "leaves": f"{only.partner} left",
        "ends": f"{only.partner} stopped holding {only.role}",
        "takes": f"{only.partner} took {only.role}{_with(only)}",
    }
    return f"What if {past[only.kind]}?", ""


def supposed(one: Supposition) -> str:
    """Return what is supposed, without a full stop."""
    if one.kind == "leaves":
        return f"{one.partner} leaves"
    if one.kind == "ends":
        return f"{one.partner} stops holding {one.role}"
    return f"{one.partner} takes {one.role}{_with(one)}"


def handed_over(role: str, giver: str, taker: str) -> str:
    """Return that a role goes from one partner to another, without a full stop."""
    return f"{giver} hands {role} over to {taker}"


def _with(one: Supposition) -> str:
    return "" if one.fte is None else f" with {number(one.fte)} FTE"


def _coverage(whatif: WhatIf, after: Standing) -> str:
    before, least = whatif.before, "at least " if whatif.basis.assignments_not_read else ""
    then = f"{least}{after.covered} of {after.wanted} roles would have the holders they need"
    if before.covered == after.covered:
        return sentence(f"{then}, as many as now")
    return sentence(f"{then}; now it is {least}{before.covered}")


def _items(whatif: WhatIf, case: Case) -> Iterator[str]:
    lost = [role.role for role in case.roles if role.loses_last_holder]
    if lost:
        nobody = "No holder would be known of" if of_the_known(whatif) else "Nobody would hold"
        yield sentence(f"{nobody} {'; '.join(lost)}")
    for role in case.roles:
        if role.falls_short:
            have = f"{len(role.holders_after)} of the {role.holders_needed} holders it needs"
            yield sentence(f"{role.role} would have {have}")
        if role.comes_to_hang_on_one:
            yield sentence(f"{role.holders_after[0]} alone would hold {role.role}")
        if role.comes_to_be_met:
            holders = listed(role.holders_after)
            yield sentence(f"{role.role} would have the holders it needs: {holders}")
    for role in case.roles:
        before, after = role.fte_short_before, role.fte_short_after
        if role.wanted and after is not None and before is not None and before != after:
            short = (
                f"would be {number(after)} FTE short" if after else "would have the FTE it needs"
            )
            yield sentence(f"{role.role} {short}; now it lacks {number(before)}")
    for partner in case.partners:
        if said := _load(partner):
            yield sentence(f"{partner.partner} {said}")


def _load(partner: PartnerEffect) -> str:
    """Return what would change of a partner's load; "" if nothing does, or it leaves."""
    before, after = partner.verdict_before, partner.verdict_after
    least = "" if partner.fte_complete else "at least "
    fte = f"{least}{number(partner.fte_after or 0)} of {number(partner.fte_available or 0)} FTE"
    over, most = LoadVerdict.OVERLOADED, LoadVerdict.MORE_THAN_MOST
    said = ""
    if partner.leaves or (before is after and (after is not over or not partner.fte_changes)):
        said = ""
    elif after is over:
        said = f"would {'still ' if before is over else ''}be overloaded: {fte}"
    elif before is over:
        said = f"would not be known to be overloaded: {fte}"
        if after is LoadVerdict.WITHIN:
            said = f"would be within its limit: {fte}"
    elif after is most:
        said = "would hold more roles than most: a question to ask, not a finding"
    elif before is most:
        said = "would not hold more roles than most"
    elif after is LoadVerdict.HOLDS_NOTHING:
        said = "would hold nothing"
    return said


def _side_by_side(whatif: WhatIf, case: Case) -> Table:
    before, after = whatif.before, case.after
    least = "at least " if whatif.basis.assignments_not_read else ""

    def row(what: str, of: Callable[[Standing], str]) -> tuple[str, str, str]:
        return what, of(before), of(after)

    rows = [
        row("Roles with enough holders", lambda s: f"{least}{s.covered} of {s.wanted}"),
        row("Roles that nobody holds", lambda s: str(len(s.unfilled))),
        row("Roles without evidence", lambda s: str(len(s.no_evidence))),
        row("Roles with too few holders", lambda s: str(len(s.short_of_holders))),
        row("Partners that roles hang on", lambda s: _counted([p.partner for p in s.sole_holders])),
        row("Partners known to be overloaded", lambda s: _counted(s.overloaded)),
        row("Partners that hold more than most", lambda s: _counted(s.more_than_most)),
        *(
            (each.title, _value(each.before), _value(each.after))
            for each in case.figures
            if each.metric != "coverage"
        ),
    ]
    shown = [row for row in rows if row[1:] not in (("0", "0"), ("not known", "not known"))]
    caption = "Now, and as it would be; what neither has is left out."
    return Table(caption, ("Figure", "Now", "Would be"), tuple(shown))


def _counted(names: tuple[str, ...] | list[str]) -> str:
    return f"{len(names)}: {listed(names, 2)}" if names else "0"


def _value(figure: Figure) -> str:
    least = "at least " if figure.at_least else ""
    if figure.value is None:
        return "not known"
    if figure.count is not None and figure.of is not None:
        return f"{least}{figure.count:,} of {figure.of:,}"
    unit = next((metric.unit for metric in all_metrics() if metric.name == figure.metric), "")
    return least + (percent(figure.value) if unit == "share" else number(figure.value))
