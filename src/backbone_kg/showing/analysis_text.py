"""An analysis as text for a terminal: the answers first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from backbone_kg.analysis.results import Analysis, LoadVerdict, RoleState

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
    lines = [
        *opening(analysis),
        "",
        *paragraph(headline(analysis), width),
        "",
        *_coverage_lines(analysis),
        "",
        *section("What is nobody doing?", _nobody(analysis), width),
        *section("Who is carrying too much?", _too_much(analysis), width),
        *section("What hangs on one partner?", _hangs(analysis), width),
    ]
    if analysis.left_out:
        lines += section("Left out of the figures", analysis.left_out, width)
    return "\n".join(lines).rstrip() + "\n"


def opening(analysis: Analysis) -> list[str]:
    """Return the lines that say whose figures these are, and of which date."""
    return [
        analysis.partnership or "Unnamed partnership",
        f"{analysis.community}, {analysis.as_of} ({_BASIS[analysis.as_of_basis]})".lstrip(", "),
    ]


def paragraph(text: str, width: int) -> list[str]:
    """Return a text in lines of a width, or of 40 characters if that is less."""
    return textwrap.wrap(text, max(width, 40))


def headline(analysis: Analysis) -> str:
    """Return the coverage as a sentence with its counts and denominator."""
    covered, wanted = analysis.coverage.covered, analysis.coverage.wanted
    return f"{covered} of {wanted} roles have the holders they need." + (
        " The listing is partial: a role without a holder means that no evidence was found."
        if analysis.listing == "partial"
        else ""
    )


def _coverage_lines(analysis: Analysis) -> Iterator[str]:
    names = [function.name for function in analysis.functions]
    longest = max(map(len, names), default=0)
    for function in analysis.functions:
        states = ", ".join(
            f"{count} {state.value}" for state, count in function.states.items() if count
        )
        share = f"{function.covered:>2} of {function.wanted:<2}"
        yield f"  {function.name:<{longest}}  {share}  {states}"


def section(title: str, items: Iterable[str], width: int) -> Iterator[str]:
    """Return a title with its items below it, and a blank line."""
    yield title
    for item in items:
        yield from textwrap.wrap(
            item, max(width, 40), initial_indent="  - ", subsequent_indent="    "
        )
    yield ""


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
    total = sum(partner.assignments for partner in analysis.partners)
    for partner in analysis.overloaded:
        if partner.basis == "fte":
            least = "" if partner.fte_complete else "at least "
            yield (
                f"{partner.name}: {least}{partner.fte_assigned:g} FTE assigned, "
                f"{partner.fte_available:g} available"
            )
        else:
            yield (
                f"{partner.name}: an unusually large share of the work, {partner.assignments} of "
                f"{total} assignments (its FTE is not known)"
            )
    unknown = sum(partner.verdict is LoadVerdict.UNKNOWN for partner in analysis.partners)
    if unknown:
        total = len(analysis.partners)
        yield f"Not known for {unknown} of {total} partners: too little FTE is given."
    elif not analysis.overloaded:
        yield "Nobody, by the FTE that is given."


def _hangs(analysis: Analysis) -> Iterator[str]:
    for partner in analysis.sole_holders:
        yield f"{partner.name}: {'; '.join(partner.sole_roles)}"
    if not analysis.sole_holders:
        yield "No role has exactly one holder."
