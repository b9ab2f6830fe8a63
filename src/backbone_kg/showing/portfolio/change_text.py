"""What changed between two days in many partnerships, in words."""

from __future__ import annotations

from backbone_kg.base.numbers_and_lists import share, verb
from backbone_kg.portfolios.summaries import ChangeAcross, GroupCoverage, MoreOrLess, RoleAcross
from backbone_kg.showing.hidden_names import Discretion
from backbone_kg.showing.sections import Section, Table


def change_section(found: ChangeAcross, weak: tuple[str, ...], discretion: Discretion) -> Section:
    """Return what changed since an earlier day, what weakens it first."""
    of = found.partnerships
    if not of or discretion.hides(of):
        few = (
            "No partnership has"
            if not of
            else f"Fewer than {discretion.fewest:,} partnerships have"
        )
        lead = f"{few} a figure on both days: what changed is not told."
        tables: tuple[Table, ...] = ()
    else:
        have = verb(of, "partnership that has", "partnerships that have")
        lead = (
            f"Of the {of:,} {have} a figure on both days: then {_covered(found.then)}, later "
            f"{_covered(found.now)} of the wanted roles had the holders they need."
        )
        tables = (_directions(found, discretion), _roles(found, discretion))
    return Section(
        name="change",
        title=f"What changed since {found.since}",
        caveats=(*weak, *_unsure(found.unsure, of, discretion)),
        lead=lead,
        tables=tables,
        remarks=tuple(_not_compared(found, discretion)),
    )


def _covered(one: GroupCoverage) -> str:
    return f"{'at least ' if one.at_least else ''}{share(one.covered, one.wanted)}"


def _unsure(unsure: MoreOrLess, of: int, discretion: Discretion) -> tuple[str, ...]:
    count = unsure.more + unsure.same + unsure.less
    if not count:
        return ()
    return (
        f"In {discretion.of(count, of)} a listing is partial or not all was read on one of the "
        "days: there it may be that only more or less is known.",
    )


def _directions(found: ChangeAcross, discretion: Discretion) -> Table:
    both = found.sure, found.unsure
    counts = [count for each in both for count in (each.more, each.same, each.less)]
    told = discretion.parts(counts)
    rows = tuple(zip(("larger", "the same", "smaller"), told[:3], told[3:], strict=True))
    return Table(
        caption="In how many partnerships the share of wanted roles that have the holders they "
        "need is larger or smaller than it was.",
        headings=("Share", "Complete on both days", "Otherwise"),
        rows=rows,
        numeric=(1, 2),
        widths=(40, 30, 30),
    )


def _roles(found: ChangeAcross, discretion: Discretion) -> Table:
    shown = [
        (role.label, *_cells(role.then, discretion), *_cells(role.now, discretion))
        for role in found.roles
        if all(
            one is None or one.partnerships >= discretion.fewest for one in (role.then, role.now)
        )
    ]
    return Table(
        caption="In how many of these partnerships each role was, and is, known to be unfilled or "
        "without evidence.",
        headings=(
            *("Role", "Wanted then", "Unfilled then", "No evidence then"),
            *("Wanted later", "Unfilled later", "No evidence later"),
        ),
        rows=tuple(shown),
        numeric=(1, 2, 3, 4, 5, 6),
        widths=(34, 11, 11, 11, 11, 11, 11),
    )


def _cells(one: RoleAcross | None, discretion: Discretion) -> tuple[str, str, str]:
    if one is None:
        return "0", "", ""
    unfilled, no_evidence, *_ = discretion.parts(
        [one.unfilled, one.no_evidence, one.held, one.shared]
    )
    return f"{one.partnerships:,}", unfilled, no_evidence


def _not_compared(found: ChangeAcross, discretion: Discretion) -> list[str]:
    counted = [
        (found.then_alone, "a figure on the earlier day alone"),
        (found.now_alone, "a figure on the later day alone"),
        (found.not_later, "no file that speaks of a later day"),
    ]
    return [
        f"Not compared: {discretion.count(n)} "
        f"{discretion.verb(n, 'partnership', 'partnerships')} with {what}."
        for n, what in counted
        if n
    ]
