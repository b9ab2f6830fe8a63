"""How the partnerships of a portfolio stand, in parts that a terminal and a page set out alike."""

from __future__ import annotations

from typing import Final

from backbone_kg.base.numbers_and_lists import (
    UNKNOWN_IS_NOT_FINE,
    listed,
    percent,
    plural,
    sentence,
    share,
    verb,
)
from backbone_kg.portfolios.summaries import (
    GroupCoverage,
    OrganizationAcross,
    PortfolioBasis,
    PortfolioSummary,
    RoleAcross,
)
from backbone_kg.showing.hidden_names import OPEN, Discretion, left_out
from backbone_kg.showing.portfolio.change_text import change_section
from backbone_kg.showing.sections import Section, Table

_ORGANIZATIONS_NAMED: Final = 20


def summary_sections(summary: PortfolioSummary, discretion: Discretion = OPEN) -> list[Section]:
    """Return how the partnerships of a portfolio stand, what weakens it first."""
    weak = _rests_on(summary.basis, discretion)
    change = summary.change
    if not summary.partnerships:
        return [_coverage(summary, discretion)]
    return [
        _coverage(summary, discretion),
        *([change_section(change, weak, discretion)] if change is not None else []),
        _roles(summary, weak, discretion),
        _resilience(summary, weak, discretion),
        _lapses(summary, weak, discretion),
        _organizations(summary, weak, discretion),
    ]


def dates(summary: PortfolioSummary) -> str:
    """Return which day the figures speak of, and by which files."""
    if summary.as_of:
        return f"on {summary.as_of}, by the newest file of each on or before it"
    if summary.first_day == summary.last_day:
        return f"on {summary.first_day or 'no date'}, the date of the files"
    return f"each at the date of its newest file, from {summary.first_day} to {summary.last_day}"


def _caveats(basis: PortfolioBasis, partnerships: int, discretion: Discretion) -> tuple[str, ...]:
    """Say what weakens every figure, in numbers of partnerships."""
    of = f"of {plural(partnerships, 'partnership')}"
    said = [
        (basis.nothing_known, "has", "have", "no figure: nothing is known of that day"),
        (basis.partial, "has", "have", "a partial listing: a role without a holder may be held"),
        (basis.not_all_read, "has", "have", "rows or cells that could not be understood"),
        (basis.without_date, "gives", "give", "no date; today was taken"),
        (basis.assumed, "leaves", "leave", "out something that was assumed"),
        (basis.likely_one, "has", "have", "partners that are likely one"),
    ]
    found = [
        sentence(f"{discretion.count(n)} {of} {discretion.verb(n, one, many)} {what}")
        for n, one, many, what in said
        if n
    ]
    if basis.files_not_read:
        files = plural(basis.files_not_read, "file")
        counts = verb(basis.files_not_read, "counts", "count")
        found.insert(0, f"{files} could not be read and {counts} in no figure.")
    return tuple(found)


def _rests_on(basis: PortfolioBasis, discretion: Discretion) -> tuple[str, ...]:
    """Say in one line what weakens a figure, where it was said at length before."""
    counted = [
        (basis.nothing_known, "partnership without a figure", "partnerships without a figure"),
        (basis.partial, "partial listing", "partial listings"),
        (basis.not_all_read, "file not wholly understood", "files not wholly understood"),
        (basis.likely_one, "with partners that are likely one", "with partners likely one"),
    ]
    said = [
        f"{discretion.count(n)} {discretion.verb(n, one, many)}" for n, one, many in counted if n
    ]
    if basis.files_not_read:
        files = "files that could not be read"
        said.insert(0, plural(basis.files_not_read, "file that could not be read", files))
    return (f"Read this with what is said above: {listed(said)}.",) if said else ()


def _coverage(summary: PortfolioSummary, discretion: Discretion) -> Section:
    everything, *groups = summary.coverage or (GroupCoverage("", 0, 0, 0, 0, None, 0),)
    lead = "No partnership has a file of that day or an earlier one."
    if summary.partnerships:
        least = "at least " if everything.at_least else ""
        lead = (
            f"{plural(everything.known, 'partnership')}, {dates(summary)}: {least}"
            f"{share(everything.covered, everything.wanted)} of the wanted roles have the holders "
            "they need."
        )
    shown = discretion.kept(groups, lambda one: one.partnerships)
    table = Table(
        caption="Coverage by group: roles of all its partnerships together, and the median "
        "of their shares.",
        headings=("Group", "Partnerships", "Known", "Covered", "Median", "May be more"),
        rows=tuple(_group_row(one, discretion) for one in shown),
        numeric=(1, 2, 3, 4, 5),
        widths=(30, 14, 12, 20, 12, 12),
    )
    remarks = []
    if summary.basis.other_files:
        files = plural(summary.basis.other_files, "file")
        do = verb(summary.basis.other_files, "does", "do")
        remarks.append(f"{files} of other dates {do} not count: of each partnership one file does.")
    remarks += left_out(len(groups) - len(shown), "group", discretion)
    return Section(
        name="coverage",
        title="How many roles are filled",
        caveats=_caveats(summary.basis, summary.partnerships, discretion),
        lead=lead,
        tables=(table,),
        remarks=tuple(remarks),
    )


def _group_row(one: GroupCoverage, discretion: Discretion) -> tuple[str, ...]:
    known, _ = discretion.parts([one.known, one.partnerships - one.known])
    at_least, _ = discretion.parts([one.at_least, one.known - one.at_least])
    covered = share(one.covered, one.wanted) if one.known else "not known"
    median = "not known" if one.median is None else percent(one.median)
    if discretion.hides(one.known):
        covered = median = "not told"
    return one.group, f"{one.partnerships:,}", known, covered, median, at_least


def _roles(summary: PortfolioSummary, weak: tuple[str, ...], discretion: Discretion) -> Section:
    shown = [one for one in summary.roles if one.partnerships >= discretion.fewest]
    unfilled = [one for one in shown if one.unfilled]
    lead = "No role is known to be unfilled anywhere. " + UNKNOWN_IS_NOT_FINE
    if unfilled:
        first = unfilled[0]
        lead = (
            f"Most often known to be unfilled: {first.label}, in "
            f"{discretion.of(first.unfilled, first.partnerships)} of the partnerships that want it."
        )
    elif len(shown) < len(summary.roles):
        lead = "No role that is told here is known to be unfilled anywhere. " + UNKNOWN_IS_NOT_FINE
    table = Table(
        caption="In how many partnerships each role is so. No evidence: somebody may hold it, and "
        "nobody has said so.",
        headings=("Role", "Wanted in", "Unfilled", "No evidence", "Held by one", "Shared"),
        rows=tuple(_role_row(one, discretion) for one in shown),
        numeric=(1, 2, 3, 4, 5),
        widths=(40, 12, 12, 12, 12, 12),
    )
    remarks = [*left_out(len(summary.roles) - len(shown), "role", discretion)]
    if summary.own_roles:
        own = plural(summary.own_roles, "role")
        remarks.append(f"{own} of partnerships' own are not compared.")
    return Section(
        name="roles",
        title="Which roles are most often unfilled",
        caveats=weak,
        lead=lead,
        tables=(table,),
        remarks=tuple(remarks),
    )


def _role_row(one: RoleAcross, discretion: Discretion) -> tuple[str, ...]:
    counts = one.unfilled, one.no_evidence, one.held, one.shared
    return one.label, f"{one.partnerships:,}", *discretion.parts(counts)


def _resilience(
    summary: PortfolioSummary, weak: tuple[str, ...], discretion: Discretion
) -> Section:
    found = summary.resilience
    of = found.partnerships
    partners = plural(found.partners_overloaded, "partner")
    items = [
        f"In {discretion.of(found.one_loses_half, of)} the departure of one partner would leave "
        "more than half of the held roles without a known holder.",
        f"In {discretion.of(found.two_lose_half, of)} that of two would.",
        f"In {discretion.count(found.overloaded)} a partner has more FTE assigned than it has"
        + ("." if discretion.hides(found.overloaded) else f" ({partners} in all)."),
        f"In {discretion.count(found.more_than_most)} a partner holds more roles than most, and "
        "FTE does not tell whether that is too many.",
    ]
    if found.median_held_by_one is not None:
        items.insert(
            2,
            f"In the median partnership {percent(found.median_held_by_one)} of the held roles hang "
            "on one partner.",
        )
    return Section(
        name="resilience",
        title="Where one partner holds most",
        caveats=weak,
        lead=f"Of {plural(of, 'partnership')} in which any role is held:"
        if of
        else "Nobody is known to hold a role.",
        items=tuple(items) if of else (),
    )


def _lapses(summary: PortfolioSummary, weak: tuple[str, ...], discretion: Discretion) -> Section:
    found = summary.lapses
    unknown = (
        f"Of {share(found.without_end, found.holdings)} holdings no end is known: what runs out "
        "there is not known, either."
    )
    if not found.holdings:
        lead = "Nobody is known to hold a role."
    elif not found.partnerships:
        lead = "What runs out is not known."
    elif not found.lapsing:
        lead = (
            f"By the ends that are known none of {plural(found.held, 'held role')} loses its last "
            "or a needed holder within a year for sure."
        )
    else:
        least = "at least " if found.at_least else ""
        lose = verb(found.lapsing, "loses its", "lose their")
        lead = (
            f"By the ends that are known {least}{share(found.lapsing, found.held)} held roles "
            f"{lose} last or a needed holder within a year, in "
            f"{discretion.of(found.with_lapses, found.partnerships)} partnerships."
        )
    return Section(
        name="lapses",
        title="What runs out within a year",
        caveats=(*weak, *((unknown,) if found.without_end else ())),
        lead=lead,
    )


def _organizations(
    summary: PortfolioSummary, weak: tuple[str, ...], discretion: Discretion
) -> Section:
    several = [o for o in summary.organizations if o.partnerships >= discretion.fewest]
    by = {how: [o for o in several if o.matched_by == how] for how in ("identifier", "name")}
    lead = (
        f"{plural(len(by['identifier']), 'organization')} by identifier and "
        f"{len(by['name']):,} by name alone are partners in several partnerships."
    )
    captions = {
        "identifier": "Known by their identifier.",
        "name": "Of one name: they may be several organizations.",
    }
    tables = [
        Table(
            caption=captions[how],
            headings=("Organization", "Partnerships", "Roles", "FTE"),
            rows=tuple(_organization_row(one) for one in found[:_ORGANIZATIONS_NAMED]),
            numeric=(1, 2, 3),
            widths=(55, 15, 15, 15),
        )
        for how, found in by.items()
        if found and discretion.names
    ]
    remarks = list(left_out(len(summary.organizations) - len(several), "organization", discretion))
    if not discretion.names:
        remarks.append("Organizations are not named here.")
    elif any(len(found) > _ORGANIZATIONS_NAMED for found in by.values()):
        remarks.append(f"The first {_ORGANIZATIONS_NAMED} of each are shown.")
    return Section(
        name="organizations",
        title="Who sits in several partnerships",
        caveats=weak,
        lead=lead,
        tables=tuple(tables),
        remarks=tuple(remarks),
    )


def _organization_row(one: OrganizationAcross) -> tuple[str, ...]:
    fte = "not known"
    if one.fte is not None:
        fte = f"{one.fte:,.2f}" if one.fte_complete else f"at least {one.fte:,.2f}"
    return one.name, f"{one.partnerships:,}", f"{one.roles:,}", fte
