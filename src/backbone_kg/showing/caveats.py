"""What weakens the figures of an analysis, in the sentences that stand before them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backbone_kg.analysis.basis_of_figures import OfADay
from backbone_kg.base.numbers_and_lists import joined, out_of, plural, verb
from backbone_kg.showing.next_steps import check_of

if TYPE_CHECKING:
    from backbone_kg.analysis.analysis_results import Analysis
    from backbone_kg.analysis.change.comparison_results import Side


def caveats(analysis: OfADay | Side) -> tuple[str, ...]:
    """Return what has to be said before any figure, or nothing.

    Parameters
    ----------
    analysis
        Whose figures they are.

    Returns
    -------
    tuple of str
        That the date lies before all that is known, or that nothing is dated; that something could
        not be read; how many assignments count although nobody knows when they began.
    """
    basis = analysis.basis
    said = [basis.caveat] if basis.caveat else []
    if basis.before_known:
        said.append(
            f"Nothing in this file is known for {analysis.as_of}: "
            f"it begins with {basis.known_since}."
        )
    if basis.counted and not basis.known_since and analysis.as_of_basis == "asked":
        said.append(
            f"Nothing in this file is dated: whether it was so on {analysis.as_of} is not known."
        )
    not_read = []
    if basis.assignments_not_read:
        not_read.append(out_of(basis.assignments_not_read, basis.assignments, "assignment"))
    if basis.cells_not_read:
        not_read.append(plural(basis.cells_not_read, "cell"))
    if not_read:
        said.append(
            f"{joined(not_read)} could not be read, so what follows is incomplete: "
            f"{check_of(analysis.file)} shows why."
        )
    if basis.without_begin:
        said.append(
            f"{out_of(basis.without_begin, basis.counted, 'assignment')} "
            f"{verb(basis.without_begin, 'has', 'have')} no From; "
            f"{verb(basis.without_begin, 'it counts', 'they count')} whenever "
            f"{verb(basis.without_begin, 'its', 'their')} partner is a member."
        )
    said += _likely_one(analysis)
    return tuple(said)


def _likely_one(analysis: OfADay | Side) -> Iterator[str]:
    """Say which partners are likely one, and what of the figures would be wrong then."""
    pairs = analysis.basis.likely_one
    if not pairs:
        return
    first = max(pairs, key=lambda pair: pair.roles_of_both)
    named = f"“{first.first}” and “{first.second}”"
    who = (
        f"{named} are likely one partner"
        if len(pairs) == 1
        else f"{plural(len(pairs), 'pair')} of partners are likely one each, such as {named}"
    )
    roles = sum(pair.roles_of_both for pair in pairs)
    fewer = (
        f", and {plural(roles, 'role')} that both hold {verb(roles, 'has', 'have')} a holder fewer"
        if roles
        else ""
    )
    yield (
        f"{who}: if so, their figures are one partner's{fewer}. "
        f"{check_of(analysis.file)} shows why."
    )


def left_out(analysis: Analysis) -> tuple[str, ...]:
    """Return what was not counted, a sentence for each reason that there is."""
    counts, day = analysis.left_out, analysis.as_of
    reasons = (
        (counts.ended, "assignment that had ended by", "assignments that had ended by"),
        (counts.not_begun, "assignment that had not begun on", "assignments that had not begun on"),
        (
            counts.not_a_member,
            "assignment of a partner that was not a member on",
            "assignments of partners that were not members on",
        ),
        (counts.absent, "partner that was not a member on", "partners that were not members on"),
    )
    return tuple(f"{plural(count, *nouns)} {day}." for count, *nouns in reasons if count)


def of_the_known(analysis: OfADay) -> tuple[str, ...]:
    """Return what goes before an answer that counts holders, where some may not be known.

    Parameters
    ----------
    analysis
        Whose answer it is.

    Returns
    -------
    tuple of str
        One sentence where the listing is partial or an assignment could not be read; else none.
    """
    basis, why = analysis.basis, []
    if analysis.listing != "complete":
        why.append("the listing is partial")
    if basis.assignments_not_read:
        not_read = out_of(basis.assignments_not_read, basis.assignments, "assignment")
        why.append(f"{not_read} could not be read")
    if not why:
        return ()
    return (f"Of the holders that are known, since {joined(why)}:",)
