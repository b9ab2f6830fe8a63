"""What is said of a portfolio, in parts that a terminal and a page set out alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from backbone_kg.base.findings import Severity
from backbone_kg.base.version import __version__
from backbone_kg.base.words import UNKNOWN_IS_NOT_FINE, listed, percent, plural, share, verb
from backbone_kg.portfolios.building import Built, NotKept
from backbone_kg.portfolios.summaries import (
    BrokenRule,
    CheckSummary,
    GroupCoverage,
    OrganizationAcross,
    PortfolioBasis,
    PortfolioSummary,
    RoleAcross,
)
from backbone_kg.showing.sections import Section, Table, as_html, as_text, environment, styles

_FILES_NAMED: Final = 12
_ORGANIZATIONS_NAMED: Final = 20
_MATTERS: Final = {Severity.ERROR: "must", Severity.WARNING: "should", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class Discretion:
    """What is left out of what is said, so that nobody can be told by it.

    Parameters
    ----------
    names
        Whether organizations are named.
    fewest
        Groups, roles and organizations of fewer partnerships are left out, and counted.
    """

    names: bool = True
    fewest: int = 1


OPEN: Final = Discretion()


def built_text(built: Built) -> str:
    """Say what became of building a portfolio."""
    lines = [
        f"{plural(built.files, 'file')} in the portfolio: {built.read:,} read now, "
        f"{built.unchanged:,} unchanged, {built.removed:,} gone."
    ]
    lines += _not_read(built.not_kept)
    if built.passed_over:
        lines.append(f"{plural(len(built.passed_over), 'other file')} passed over, such as:")
        lines += [f"  {one.file}: {one.reason}" for one in built.passed_over[:_FILES_NAMED]]
    return "".join(f"{line}\n" for line in lines)


def _not_read(files: Sequence[NotKept]) -> Iterator[str]:
    if files:
        yield f"{plural(len(files), 'file')} could not be read, and no figure counts them:"
        for one in files[:_FILES_NAMED]:
            yield f"  {one.file}: {one.problem} {one.remedy}".rstrip()
        if len(files) > _FILES_NAMED:
            yield f"  and {len(files) - _FILES_NAMED:,} more."


def check_text(summary: CheckSummary, *, width: int) -> str:
    """Say what is found in a portfolio, by rule."""
    return as_text([check_section(summary)], width=width)


def check_section(summary: CheckSummary) -> Section:
    """Return what is found in a portfolio, by rule."""
    tables: tuple[Table, ...] = ()
    if summary.rules:
        tables = (
            Table(
                caption="A cell counts once, for what explains the rest.",
                headings=("What is wrong", "Where", "Mend", "Cells", "Files"),
                rows=tuple(map(_rule_row, summary.rules)),
                numeric=(3, 4),
                widths=(44, 24, 10, 11, 11),
            ),
        )
    said = f"Of {plural(summary.files, 'file')} that could be read, {summary.to_mend:,} "
    said += f"{verb(summary.to_mend, 'has', 'have')} something that must be mended, "
    said += f"{summary.to_look_at:,} something that should."
    return Section(
        name="check",
        title="Check of the portfolio",
        caveats=tuple(line.strip() for line in _not_read(summary.not_read)),
        lead=said,
        tables=tables,
        remarks=(
            "What depends on a date, such as a holder who is no member, is told with --format csv, "
            "json or sarif, which tell each finding in words.",
        ),
    )


def _rule_row(rule: BrokenRule) -> tuple[str, ...]:
    where = " › ".join(part for part in (rule.sheet, rule.column) if part)
    matters = _MATTERS[Severity(rule.severity)]
    return rule.what, where, matters, f"{rule.cells:,}", f"{rule.files:,}"


def summary_text(summary: PortfolioSummary, *, width: int, discretion: Discretion = OPEN) -> str:
    """Say how the partnerships of a portfolio stand."""
    return as_text(summary_sections(summary, discretion), width=width)


def summary_page(
    summary: PortfolioSummary, check: CheckSummary, *, title: str, discretion: Discretion = OPEN
) -> str:
    """Return how the partnerships of a portfolio stand as a page to read or to print.

    The page fetches nothing and runs nothing. The same input gives the same text.

    Parameters
    ----------
    summary, check
        What to tell.
    title
        What the portfolio is called.
    discretion
        What is left out.
    """
    first, *rest = summary_sections(summary, discretion)
    counted = f"{check.to_mend:,} of {plural(check.files, 'file')} must be mended"
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            name=title,
            kicker="Many partnerships",
            facts=[("Date", _dates(summary)), ("Check", counted)],
            first=as_html([first]),
            picture="",
            rest=as_html(rest),
            css=styles(),
            version=__version__,
        )
    )


def summary_sections(summary: PortfolioSummary, discretion: Discretion = OPEN) -> list[Section]:
    """Return how the partnerships of a portfolio stand, what weakens it first."""
    return [
        _coverage(summary, discretion),
        _roles(summary, discretion),
        _resilience(summary),
        _organizations(summary, discretion),
    ]


def _dates(summary: PortfolioSummary) -> str:
    if summary.as_of:
        return f"on {summary.as_of}, by the newest file of each on or before it"
    if summary.first_day == summary.last_day:
        return f"on {summary.first_day or 'no date'}, the date of the files"
    return f"each at the date of its newest file, from {summary.first_day} to {summary.last_day}"


def _caveats(basis: PortfolioBasis, partnerships: int) -> tuple[str, ...]:
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
    found = [f"{n:,} {of} {verb(n, one, many)} {what}." for n, one, many, what in said if n]
    if basis.files_not_read:
        files = plural(basis.files_not_read, "file")
        counts = verb(basis.files_not_read, "counts", "count")
        found.insert(0, f"{files} could not be read and {counts} in no figure.")
    return tuple(found)


def _rests_on(basis: PortfolioBasis) -> tuple[str, ...]:
    """Say in one line what weakens a figure, where it was said at length before."""
    counted = [
        (basis.files_not_read, "file that could not be read", "files that could not be read"),
        (basis.nothing_known, "partnership without a figure", "partnerships without a figure"),
        (basis.partial, "partial listing", "partial listings"),
        (basis.not_all_read, "file not wholly understood", "files not wholly understood"),
        (basis.likely_one, "with partners that are likely one", "with partners likely one"),
    ]
    said = [plural(count, one, many) for count, one, many in counted if count]
    return (f"Read this with what is said above: {listed(said)}.",) if said else ()


def _coverage(summary: PortfolioSummary, discretion: Discretion) -> Section:
    everything, *groups = summary.coverage or (GroupCoverage("", 0, 0, 0, 0, None, 0),)
    lead = "No partnership has a file of that day or an earlier one."
    if summary.partnerships:
        least = "at least " if everything.at_least else ""
        lead = (
            f"{plural(everything.known, 'partnership')}, {_dates(summary)}: {least}"
            f"{share(everything.covered, everything.wanted)} of the wanted roles have the holders "
            "they need."
        )
    shown = [one for one in groups if one.partnerships >= discretion.fewest]
    tables: tuple[Table, ...] = ()
    if shown:
        tables = (
            Table(
                caption="Coverage by group: roles of all its partnerships together, and the median "
                "of their shares.",
                headings=("Group", "Partnerships", "Known", "Covered", "Median", "May be more"),
                rows=tuple(map(_group_row, shown)),
                numeric=(1, 2, 3, 4, 5),
            ),
        )
    remarks = []
    if summary.basis.other_files:
        files = plural(summary.basis.other_files, "file")
        do = verb(summary.basis.other_files, "does", "do")
        remarks.append(f"{files} of other dates {do} not count: of each partnership one file does.")
    remarks += _left_out(len(groups) - len(shown), "group", discretion)
    return Section(
        name="coverage",
        title="How many roles are filled",
        caveats=_caveats(summary.basis, summary.partnerships),
        lead=lead,
        tables=tables,
        remarks=tuple(remarks),
    )


def _group_row(one: GroupCoverage) -> tuple[str, ...]:
    return (
        one.group,
        f"{one.partnerships:,}",
        f"{one.known:,}",
        share(one.covered, one.wanted) if one.known else "not known",
        "not known" if one.median is None else percent(one.median),
        f"{one.at_least:,}",
    )


def _left_out(count: int, noun: str, discretion: Discretion) -> Iterator[str]:
    if count:
        yield (
            f"{plural(count, noun)} of fewer than {plural(discretion.fewest, 'partnership')} "
            f"{verb(count, 'is', 'are')} left out."
        )


def _roles(summary: PortfolioSummary, discretion: Discretion) -> Section:
    shown = [one for one in summary.roles if one.partnerships >= discretion.fewest]
    unfilled = [one for one in shown if one.unfilled]
    lead = "No role is known to be unfilled anywhere. " + UNKNOWN_IS_NOT_FINE
    if unfilled:
        first = unfilled[0]
        lead = (
            f"Most often known to be unfilled: {first.label}, in "
            f"{share(first.unfilled, first.partnerships)} of the partnerships that want it."
        )
    return Section(
        name="roles",
        title="Which roles are most often unfilled",
        caveats=_rests_on(summary.basis),
        lead=lead,
        tables=(
            Table(
                caption="In how many partnerships each role is so. No evidence: somebody may hold "
                "it, and nobody has said so.",
                headings=("Role", "Wanted in", "Unfilled", "No evidence", "Held by one", "Shared"),
                rows=tuple(map(_role_row, shown)),
                numeric=(1, 2, 3, 4, 5),
                widths=(40, 12, 12, 12, 12, 12),
            ),
        )
        if shown
        else (),
        remarks=(
            *_left_out(len(summary.roles) - len(shown), "role", discretion),
            *(
                [f"{plural(summary.own_roles, 'role')} of partnerships' own are not compared."]
                if summary.own_roles
                else []
            ),
        ),
    )


def _role_row(one: RoleAcross) -> tuple[str, ...]:
    counts = one.partnerships, one.unfilled, one.no_evidence, one.held, one.shared
    return one.label, *(f"{count:,}" for count in counts)


def _resilience(summary: PortfolioSummary) -> Section:
    found = summary.resilience
    of = found.partnerships
    items = [
        f"In {share(found.one_loses_half, of)} the departure of one partner would leave more than "
        "half of the held roles without a known holder.",
        f"In {share(found.two_lose_half, of)} that of two would.",
        f"In {found.overloaded:,} a partner has more FTE assigned than it has "
        f"({plural(found.partners_overloaded, 'partner')} in all).",
        f"In {found.more_than_most:,} a partner holds more roles than most, and FTE does not tell "
        "whether that is too many.",
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
        caveats=_rests_on(summary.basis),
        lead=f"Of {plural(of, 'partnership')} in which any role is held:",
        items=tuple(items) if of else (),
    )


def _organizations(summary: PortfolioSummary, discretion: Discretion) -> Section:
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
    remarks = list(_left_out(len(summary.organizations) - len(several), "organization", discretion))
    if not discretion.names:
        remarks.append("Organizations are not named here.")
    elif any(len(found) > _ORGANIZATIONS_NAMED for found in by.values()):
        remarks.append(f"The first {_ORGANIZATIONS_NAMED} of each are shown.")
    return Section(
        name="organizations",
        title="Who sits in several partnerships",
        caveats=_rests_on(summary.basis),
        lead=lead,
        tables=tuple(tables),
        remarks=tuple(remarks),
    )


def _organization_row(one: OrganizationAcross) -> tuple[str, ...]:
    fte = "not known"
    if one.fte is not None:
        fte = f"{one.fte:,.2f}" if one.fte_complete else f"at least {one.fte:,.2f}"
    return one.name, f"{one.partnerships:,}", f"{one.roles:,}", fte
