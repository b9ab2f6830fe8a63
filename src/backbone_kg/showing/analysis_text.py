"""An analysis as text for a terminal: the answers first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from backbone_kg.analysis.analysis_results import Analysis, LoadVerdict, RoleState
from backbone_kg.analysis.basis_of_figures import OfADay
from backbone_kg.base.numbers_and_lists import listed, number, out_of, percent, plural, verb
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.showing.answers import coverage_sentence, known
from backbone_kg.showing.caveats import caveats, left_out, of_the_known
from backbone_kg.showing.metrics_page import sentences
from backbone_kg.showing.sections import Section
from backbone_kg.showing.sections import as_text as sections_text
from backbone_kg.showing.topics import topics

_BASIS = {"asked": "as asked", "file": "from the file", "today": "today"}


def as_text(analysis: Analysis, *, width: int = 100) -> str:
    """Return an analysis as text.

    Parameters
    ----------
    analysis
        What to tell.
    width
        Characters in a line, at least 40.
    """
    lines = [*opening(analysis), "", *caveat_lines(analysis, width)]
    if not analysis.basis.nothing_known:
        lines += [*paragraph(headline(analysis), width), "", *_coverage_lines(analysis, width), ""]
    return "\n".join([*lines, sections_text(_sections(analysis), width=width)]).rstrip() + "\n"


def _sections(analysis: Analysis) -> Iterator[Section]:
    if not analysis.basis.nothing_known:
        yield from _if_any("nobody", "What is nobody doing?", _nobody(analysis))
        yield from _if_any("too-much", "Who is carrying too much?", _too_much(analysis))
        yield _hangs(analysis)
        yield from topics(analysis)
        said = (f"{metric.title}: {sentence}" for metric, sentence in sentences(analysis))
        yield from _if_any("figures", "In figures", said, caveats=of_the_known(analysis))
    yield from _if_any("left-out", "Left out of the figures", left_out(analysis))


def _if_any(
    name: str, title: str, items: Iterable[str], *, caveats: tuple[str, ...] = ()
) -> Iterator[Section]:
    if said := tuple(items):
        yield Section(name, title, caveats, items=said)


def opening(analysis: OfADay) -> list[str]:
    """Return the lines that say whose figures these are, and of which date."""
    return [
        analysis.partnership or "Unnamed partnership",
        f"{analysis.community}, {analysis.as_of} ({_BASIS[analysis.as_of_basis]})".lstrip(", "),
    ]


def answer_text(
    of: OfADay, said: Iterable[Section], *, width: int = 100, caveats_first: bool = False
) -> str:
    """Return an answer as text: whose it is and of which date, then its sections.

    Parameters
    ----------
    of
        What is told.
    said
        Its sections.
    width
        Characters in a line, at least 40.
    caveats_first
        Whether what weakens all figures stands before the sections, which do not say it then.
    """
    weakened = caveat_lines(of, width) if caveats_first else ()
    return "\n".join([*opening(of), "", *weakened, sections_text(said, width=width)])


def caveat_lines(analysis: OfADay, width: int) -> Iterator[str]:
    """Return the lines that say what weakens the figures, and a blank line if there are any."""
    for sentence in caveats(analysis):
        yield from paragraph(sentence, width)
        yield ""


def paragraph(text: str, width: int) -> list[str]:
    """Return a text in lines of a width, or of 40 characters if that is less."""
    return textwrap.wrap(text, max(width, 40))


def headline(analysis: Analysis) -> str:
    """Return the coverage as a sentence with its counts and denominator."""
    said = f"{coverage_sentence(analysis)}."
    return f"{said} {partial_listing()}" if analysis.listing == "partial" else said


def _coverage_lines(analysis: Analysis, width: int) -> Iterator[str]:
    rows = [
        (
            function.name,
            f"{function.covered:>2} of {function.wanted:<2}",
            ", ".join(
                f"{count} {state.value}" for state, count in function.states.items() if count
            ),
        )
        for function in analysis.functions
    ]
    longest = max((len(name) for name, *_ in rows), default=0)
    lines = [f"  {name:<{longest}}  {share}  {states}" for name, share, states in rows]
    if max(map(len, lines), default=0) <= width:
        yield from lines
        return
    for name, share, states in rows:
        told = "; ".join(filter(None, (share.strip(), states)))
        yield from wrapped(f"{name}: {told}", width, "  ", "    ")


def _nobody(analysis: Analysis) -> Iterator[str]:
    for role in analysis.unfilled:
        yield f"{role.label}: unfilled"
    silent = analysis.in_state(RoleState.NO_EVIDENCE)
    if silent:
        yield f"No evidence of a holder for {len(silent)} of {analysis.coverage.wanted} roles: " + (
            "; ".join(role.label for role in silent)
        )
    short = [r for r in analysis.roles if r.wanted and r.holders and not r.covered]
    for role in short:
        yield f"{role.label}: {len(role.holders)} of {role.holders_needed} holders needed"
    if not (analysis.unfilled or silent or short):
        yield "Every wanted role has the holders it needs."


def _too_much(analysis: Analysis) -> Iterator[str]:
    for partner in analysis.overloaded:
        least = "" if partner.fte_complete else "at least "
        yield (
            f"{partner.name}: overloaded, {least}{number(partner.fte_assigned or 0)} FTE assigned, "
            f"{number(partner.fte_available or 0)} available"
        )
    for partner in analysis.with_verdict(LoadVerdict.MORE_THAN_MOST):
        yield (
            f"{partner.name} holds more roles than most: {partner.assignments} of "
            f"{len(analysis.holdings)} holdings ({percent(partner.share)}; equal shares would be "
            f"{percent(analysis.usual_share.equal_share or 0)}). A question to ask, not a finding."
        )
    within = len(analysis.with_verdict(LoadVerdict.WITHIN))
    more = len(analysis.with_verdict(LoadVerdict.MORE_THAN_MOST))
    holding = sum(p.verdict is not LoadVerdict.HOLDS_NOTHING for p in analysis.partners)
    unknown = holding - within - len(analysis.overloaded) - more
    if unknown:
        other = "other " if more or analysis.overloaded else ""
        who = plural(unknown, f"{other}partner carries", f"{other}partners carry")
        yield f"Whether {who} too much is not known: too little FTE is given."
    elif within and not (more or analysis.overloaded):
        hold = f"of the {within:,} that hold" if within > 1 else "– one partner alone holds"
        yield f"Nobody {hold} a role, by the FTE that is given."
    elif not holding:
        yield f"No partner holds a {known(analysis)}role."
    idle = [p.name for p in analysis.with_verdict(LoadVerdict.HOLDS_NOTHING)]
    if idle and holding:
        holds = verb(len(idle), "holds", "hold")
        total = out_of(len(idle), len(analysis.partners), "partner")
        yield f"{total} {holds} no {known(analysis)}role: {listed(idle)}"


def _hangs(analysis: Analysis) -> Section:
    items = [f"{p.name}: {'; '.join(p.sole_roles)}" for p in analysis.sole_holders]
    if items:
        caveats = of_the_known(analysis)
    else:
        held = any(role.wanted and role.holders for role in analysis.roles)
        some = "every held role has at least two" if held else "no role has a"
        holders = "holders" if held else "holder"
        caveats, items = (), [f"Nothing: {some} {known(analysis)}{holders}."]
    return Section("one-partner", "What hangs on one partner?", caveats, items=tuple(items))
