"""What a picture says, in words: titles, small print and text alternatives."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from backbone_kg.analysis.results import Analysis, LoadVerdict, PartnerLoad, RoleState
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.words import joined, plural
from backbone_kg.showing.pictures.lettering import clean

FEWEST_FOR_A_FENCE = 5
"""Partners below which an unusual share of the assignments cannot be told from chance."""


def listed(words: Sequence[str], most: int = 3) -> str:
    """Return words as a list for people, those past `most` as a count.

    Examples
    --------
    >>> listed(["a", "b"]), listed(["a", "b", "c", "d"], most=2)
    ('a and b', 'a, b and 2 more')
    """
    shown = list(words[:most])
    if len(words) > most:
        shown.append(f"{len(words) - most} more")
    return joined(shown)


def _end(sentence: str) -> str:
    """Return a sentence with one full stop, also where it ends in a name such as "Inc."."""
    return sentence.rstrip(".") + "."


def percent(share: float) -> str:
    """Return a share in percent, with a decimal only where 100 would hide which side it is on.

    Examples
    --------
    >>> percent(0.5), percent(1.004), percent(1.0)
    ('50%', '100.4%', '100%')
    """
    whole = round(100 * share)
    if whole == 100 and abs(share - 1.0) > 1e-9:
        tenth = round(100 * share, 1)
        return (
            f"{tenth}%"
            if tenth != 100.0
            else ("just over 100%" if share > 1 else "just under 100%")
        )
    return f"{whole}%"


def number(value: float) -> str:
    """Return a number with at most two decimals."""
    return f"{round(value, 2):g}"


def holders_of(analysis: Analysis) -> list[PartnerLoad]:
    """Return the partners that hold a role, those with most roles first, then by name."""
    holding = {holding.partner for holding in analysis.holdings}
    found = [partner for partner in analysis.partners if partner.iri in holding]
    return sorted(found, key=lambda p: (-p.assignments, -len(p.sole_roles), p.name))


def headline(kind: str, analysis: Analysis) -> str:
    """Return the title of a picture: its answer in one line, with the figures.

    Raises
    ------
    UnknownNameError
        There is no picture of that name.
    """
    return _writer(kind, _HEADLINES)(analysis)


def describe(kind: str, analysis: Analysis) -> str:
    """Return the text alternative of a picture: what it shows, in one to three sentences.

    Parameters
    ----------
    kind
        ``coverage``, ``load`` or ``network``.
    analysis
        What the picture is made from.

    Raises
    ------
    UnknownNameError
        There is no picture of that name.
    """
    return _writer(kind, _DESCRIPTIONS)(analysis)


def small_print(analysis: Analysis) -> list[str]:
    """Return whose figures they are, of which date, and how to read a blank."""
    place = f" ({clean(analysis.community)})" if clean(analysis.community) else ""
    date = {"file": " (the file’s own date)", "today": " (today)"}.get(analysis.as_of_basis, "")
    paragraphs = [
        f"{clean(analysis.partnership)}{place} on {analysis.as_of}{date}. {listing(analysis)}"
    ]
    if analysis.left_out:
        some = " ".join(clean(sentence) for sentence in analysis.left_out[:2])
        rest = len(analysis.left_out) - 2
        paragraphs.append(f"Not counted: {some}" + (f" And {rest} more." if rest > 0 else ""))
    return paragraphs


def listing(analysis: Analysis) -> str:
    """Return how to read a blank."""
    if analysis.listing == "complete":
        return "The listing is complete: blank = nobody."
    return "The listing is partial: blank = no evidence found, not “nobody”."


def _held(analysis: Analysis) -> int:
    return len(analysis.in_state(RoleState.SHARED)) + len(analysis.in_state(RoleState.HELD))


def _wanted(analysis: Analysis) -> int:
    return sum(role.wanted for role in analysis.roles)


def _without(analysis: Analysis) -> list[str]:
    """Return how many wanted roles nobody holds, told apart by what is known of them."""
    unfilled, unclear = len(analysis.unfilled), len(analysis.in_state(RoleState.NO_EVIDENCE))
    parts = []
    if unfilled:
        parts.append(f"{unfilled} {'is' if unfilled == 1 else 'are'} unfilled")
    if unclear:
        parts.append(f"no evidence found for {unclear}")
    return parts


def _coverage_headline(analysis: Analysis) -> str:
    wanted, held = _wanted(analysis), _held(analysis)
    if not wanted:
        return "No role is wanted, so there is nothing to cover"
    if analysis.coverage.covered is None:
        return "Nothing can be said of who holds which role"
    known = "holder" if analysis.listing == "complete" else "known holder"
    parts = [f"{held} of {plural(wanted, 'role')} {'has' if held == 1 else 'have'} a {known}"]
    if short := held - analysis.coverage.covered:
        parts.append(f"{short} of these {'has' if short == 1 else 'have'} fewer than needed")
    return "; ".join([*parts, *_without(analysis)])


def _load_headline(analysis: Analysis) -> str:
    holders = holders_of(analysis)
    if not holders:
        return "No partner is known to hold a role, so no load can be told"
    over, within, unknown = _verdicts(holders)
    if unknown == len(holders):
        return "Too little is known to say who carries too much"
    text = (
        f"{over or 'None'} of {plural(len(holders), 'partner')} with a role "
        f"{'are' if over > 1 else 'is'} over the limit"
    )
    if within:
        text += f"; {within} within it"
    return text + (f"; for {unknown} too little is known to say" if unknown else "")


def _network_headline(analysis: Analysis) -> str:
    if not _wanted(analysis):
        return "No role is wanted, so there is no network to show"
    return "; ".join([_hanging(analysis, 1), *_without(analysis)])


def _hanging(analysis: Analysis, most: int) -> str:
    """Return how many roles hang on one partner, and on whom: up to `most` names."""
    sole = sum(role.sole_holder is not None for role in analysis.roles)
    partners = analysis.sole_holders
    if not sole:
        return "No role hangs on a single partner"
    if len(partners) == 1:
        hang = "hangs" if sole == 1 else "hang"
        return f"{plural(sole, 'role')} {hang} on {clean(partners[0].name)} alone"
    named = [f"{len(p.sole_roles)} on {clean(p.name)}" for p in partners]
    if most == 1:
        first = partners[0]
        single = f", {named[0]}" if len(first.sole_roles) > len(partners[1].sole_roles) else ""
        return f"{sole} roles hang on one partner each{single}"
    return f"{sole} roles hang on one partner each: {listed(named, most)}"


def _coverage(analysis: Analysis) -> str:
    wanted = _wanted(analysis)
    name = clean(analysis.partnership)
    if not analysis.roles:
        return f"{name} has no roles to show on {analysis.as_of}."
    counts = ", ".join(f"{len(analysis.in_state(state))} {state.value}" for state in RoleState)
    covered = analysis.coverage.covered
    sentences = [
        f"On {analysis.as_of}, {covered} of {plural(wanted, 'wanted role')} of {name} "
        f"{'has' if covered == 1 else 'have'} the holders needed; the roles by state: {counts}."
    ]
    functions = sorted((f for f in analysis.functions if f.wanted), key=lambda f: f.share or 0.0)
    if functions:
        shown = [f"{clean(f.name)} {f.covered} of {f.wanted}" for f in functions[:6]]
        if len(functions) > 6:
            shown.append(f"{plural(len(functions) - 6, 'more function')}, covered no less")
        sentences.append(f"Covered by function, least first: {'; '.join(shown)}.")
    return " ".join([*sentences, listing(analysis)])


def _verdicts(partners: Sequence[PartnerLoad]) -> tuple[int, int, int]:
    """Return how many partners are over the limit, within it, and not known."""
    over = sum(p.verdict is LoadVerdict.OVERLOADED for p in partners)
    within = sum(p.verdict is LoadVerdict.WITHIN for p in partners)
    return over, within, len(partners) - over - within


def _burden(partner: PartnerLoad) -> str:
    """Return what makes a partner overloaded, in figures."""
    name = clean(partner.name)
    if partner.basis == "fte" and partner.load is not None and math.isfinite(partner.load):
        least = "" if partner.fte_complete else "at least "
        return f"{name} ({least}{percent(partner.load)} of its FTE)"
    return f"{name} ({plural(partner.assignments, 'role')})"


def _load(analysis: Analysis) -> str:
    holders = holders_of(analysis)
    name = clean(analysis.partnership)
    if not holders:
        return f"No partner of {name} is known to hold a role on {analysis.as_of}."
    over, within, unknown = _verdicts(holders)
    burdens = [_burden(p) for p in holders if p.verdict is LoadVerdict.OVERLOADED]
    parts = [f"{over or 'none'} over the limit" + (f": {listed(burdens, 5)}" if over else "")]
    if within:
        parts.append(f"{within} within it")
    if unknown:
        parts.append(f"{unknown} of which too little is known to say")
    most = holders[0].assignments
    top = [clean(p.name) for p in holders if p.assignments == most]
    return (
        f"On {analysis.as_of}, of the {plural(len(holders), 'partner')} of {name} known to hold a "
        f"role: {'; '.join(parts)}. The most that one partner holds is {most} of "
        f"{plural(len(analysis.holdings), 'holding')} ({percent(holders[0].share)}): "
        f"{_end(listed(top))} {_fence(analysis)}"
    )


def _fence(analysis: Analysis) -> str:
    if analysis.load_limit.fence is None:
        return no_fence(analysis)
    fence = number(analysis.load_limit.fence * len(analysis.holdings))
    noun = "role" if fence == "1" else "roles"
    return f"Where FTE is not known, the limit is {fence} {noun} (Tukey’s fence)."


def no_fence(analysis: Analysis) -> str:
    """Return why no fence is drawn."""
    count = len(analysis.partners)
    if count >= FEWEST_FOR_A_FENCE:
        return "No limit is drawn for the number of roles, because no role is held."
    return (
        f"No limit is drawn for the number of roles: with fewer than {FEWEST_FOR_A_FENCE} partners "
        f"(here {count}) an unusual share cannot be told from chance."
    )


def _network(analysis: Analysis) -> str:
    wanted, count = _wanted(analysis), len(holders_of(analysis))
    name = clean(analysis.partnership)
    if not wanted:
        return f"{name} wants no role on {analysis.as_of}, so there is no network to show."
    rest = "Every wanted role has a holder"
    if without := _without(analysis):
        empty = wanted - _held(analysis)
        has = "has" if empty == 1 else "have"
        rest = f"{plural(empty, 'wanted role')} {has} no known holder: {'; '.join(without)}"
    return (
        f"On {analysis.as_of}, {plural(count, 'partner')} of {name} "
        f"{'holds' if count == 1 else 'hold'} {_held(analysis)} of {plural(wanted, 'wanted role')} "
        f"through {plural(len(analysis.holdings), 'link')}. {_end(_hanging(analysis, 5))} "
        f"{rest}."
    )


Writer = Callable[[Analysis], str]

_HEADLINES: dict[str, Writer] = {
    "coverage": _coverage_headline,
    "load": _load_headline,
    "network": _network_headline,
}
_DESCRIPTIONS: dict[str, Writer] = {"coverage": _coverage, "load": _load, "network": _network}


def _writer(kind: str, writers: dict[str, Writer]) -> Writer:
    if kind not in writers:
        raise UnknownNameError(
            f"There is no picture called {kind!r}. Choose {listed(sorted(writers), 9)}."
        )
    return writers[kind]
