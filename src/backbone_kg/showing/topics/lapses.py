"""What runs out: the next dates on which a role loses its last or a needed holder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.lapses import Lapse, Lapses
from backbone_kg.base.numbers_and_lists import joined, listed, out_of, plural, sentence, verb
from backbone_kg.base.partial_dates import in_words
from backbone_kg.model.holding_spells import Ending
from backbone_kg.showing.answers import known
from backbone_kg.showing.sections import Section

TITLE = "What runs out?"
MOST = 12
"""How many lapses are told one by one; JSON has all."""


def section(analysis: Analysis) -> Section | None:
    """Return what lapses; None if that was not looked into."""
    found = analysis.lapses
    if found is None:
        return None
    if not found.holdings and not found.roles:
        none = "No holder is known" if known(analysis) else "No role is held"
        return Section("lapses", TITLE, lead=f"{none}, so no role can lose one.")
    rest = found.roles[MOST:]
    more = f"{plural(len(rest), 'more lapse')} {verb(len(rest), 'follows', 'follow')}, until "
    return Section(
        "lapses",
        TITLE,
        caveats=_without_end(found),
        lead=_lead(found, analysis),
        items=tuple(_item(lapse, found, analysis) for lapse in found.roles[:MOST]),
        remarks=(f"{more}{in_words(rest[-1].until)}.",) if rest else (),
    )


def _without_end(found: Lapses) -> tuple[str, ...]:
    if not found.without_end:
        return ()
    whether = verb(found.without_end, "whether it lapses", "whether they lapse")
    return (
        f"No end is known for {out_of(found.without_end, found.holdings, 'holding')}: "
        f"{whether} is not known.",
    )


def _lead(found: Lapses, analysis: Analysis) -> str:
    if found.without_end == found.holdings and not found.roles:
        return ""
    until = f"until {in_words(found.horizon.isoformat())}"
    sure = {lapse.role: lapse.last for lapse in found.roles if lapse.certain}
    perhaps = {lapse.role for lapse in found.roles} - set(sure)
    counts = Counter(sure.values())
    said = [
        f"{plural(counts[last], 'role')} {verb(counts[last], 'loses its', 'lose their')} last "
        f"{known(analysis)}holder"
        if last
        else f"{plural(counts[last], 'role')} {verb(counts[last], 'loses', 'lose')} a needed holder"
        for last in (True, False)
        if counts[last]
    ]
    if perhaps:
        said.append(f"{plural(len(perhaps), 'role')} may lose its last or a needed one")
    told = joined(said) or f"no role loses its last or a needed {known(analysis)}holder"
    return f"By the ends that are known, {told} {until}."


def _item(lapse: Lapse, found: Lapses, analysis: Analysis) -> str:
    may = "" if lapse.certain else "may "
    what = f"its last {known(analysis)}holder" if lapse.last else "a needed holder"
    parts = [f"{lapse.label} {may}{'lose' if may else 'loses'} {what} {_when(lapse)}"]
    if lapse.earliest < found.day < lapse.latest:
        parts[0] += ", which may be past"
    parts += _ends(lapse)
    then = f"nobody is {'known to hold' if known(analysis) else 'listed for'} it then"
    if lapse.still:
        hold = f"{listed(lapse.still)} {verb(len(lapse.still), 'holds', 'hold')} it then"
        then = f"{hold}, and {lapse.holders_needed:,} are needed"
    said = f"{parts[0]}: {joined(parts[1:])}; {then}"
    for successor in lapse.successors[:1]:
        said += f", until {successor.partner} begins ({in_words(successor.since)})"
    return sentence(said)


def _ends(lapse: Lapse) -> Iterator[str]:
    names = {why: [end.partner for end in lapse.ends if end.why is why] for why in Ending}
    if leaving := names[Ending.LEAVING]:
        yield f"{joined(leaving)} {verb(len(leaving), 'leaves', 'leave')} the partnership"
    if ending := names[Ending.ASSIGNMENT]:
        end = verb(len(ending), "assignment of {} ends", "assignments of {} end")
        yield f"the {end.format(joined(ending))}"


def _when(lapse: Lapse) -> str:
    words = in_words(lapse.until)
    if lapse.earliest == lapse.latest:
        return f"after {words}"
    return words if "/" in lapse.until else f"during {words}"
