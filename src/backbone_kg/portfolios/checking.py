"""What is found in a portfolio, counted by rule; and in words, in the files concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from backbone_kg.base.findings import Severity
from backbone_kg.batch import validate_files
from backbone_kg.batch.check_results import FileCheck, FileChecks
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.portfolios.ibis_tables import lookup, number, rows_in
from backbone_kg.portfolios.kept_files import as_built, kept_files, not_read
from backbone_kg.portfolios.opened_portfolio import Portfolio
from backbone_kg.portfolios.rules import Rules, rules_of
from backbone_kg.portfolios.summaries import BrokenRule, CheckSummary
from backbone_kg.validation.finding_pages import finding_codes, finding_page

if TYPE_CHECKING:
    import ibis

_SEVERITIES: Final = {
    "Violation": Severity.ERROR,
    "Warning": Severity.WARNING,
    "Info": Severity.INFO,
}
# In this order one explains the next: a text that is no number is not within limits either.
_WHAT: Final = {
    "Class": "not one of the known names",
    "Datatype": "not of the kind that belongs there",
    "Or": "not a date",
    "In": "not one of the choices",
    "MinCount": "blank",
    "MinInclusive": "too small",
    "MaxInclusive": "too large",
    "Pattern": "not in the form that it should have",
    "MaxCount": "more than once",
    "LessThanOrEquals": "ends before it begins",
}


def check_summary(portfolio: Portfolio) -> CheckSummary:
    """Return what is found in a portfolio, counted by rule.

    Notes
    -----
    Findings that depend on a date, such as who holds a role without being a member, are told by
    :func:`checks_in_words`.
    """
    cells = _cells(portfolio)
    told = portfolio.told.select("file", "severity", "code")
    broken = [*_counted_cells(portfolio, cells), *_counted_told(told)]
    order = list(Severity)
    broken.sort(
        key=lambda r: (order.index(Severity(r.severity)), -r.cells, r.sheet, r.column, r.what)
    )
    per_file = cells.select("file", "severity").union(told.select("file", "severity"))
    files = portfolio.files.filter(portfolio.files.problem.isnull())
    return CheckSummary(
        files=number(files.count()),
        to_mend=_files_with(per_file, Severity.ERROR),
        to_look_at=_files_with(per_file, Severity.WARNING),
        rules=tuple(broken),
        not_read=not_read(portfolio),
    )


def _files_with(per_file: Any, severity: Severity) -> int:
    found = per_file.filter(per_file.severity == severity.value)
    return number(found.file.nunique())


def _cells(portfolio: Portfolio) -> Any:
    """Return each cell that breaks a rule, once, with what explains the rest."""
    import ibis

    rules = _rules_in_words(portfolio.layout, rules_of(portfolio.layout))
    results = portfolio.results.drop("severity", "sheet").join(rules, ["shape", "component"])
    place = ["file", "sheet", "row", "column"]
    first = ibis.window(group_by=place, order_by=["rank", "what"])
    results = results.mutate(first=ibis.row_number().over(first))
    return results.filter(results.first == 0).drop("first").cache()


def _rules_in_words(layout: Layout, rules: Rules) -> Any:
    """Return severity, place and words of every rule."""
    kinds = list(_WHAT)
    shapes = {(r.shape, r.component, r.severity) for r in rules.compiled}
    for other in rules.not_compiled:
        severity = layout.checks[other.shape].severity
        said = next(name for name, one in _SEVERITIES.items() if one is severity)
        shapes |= {(other.shape, f"{kind}ConstraintComponent", said) for kind in kinds}
    rows = []
    for shape, component, severity_ in sorted(shapes):
        place = layout.column_of(shape)
        kind = component.removesuffix("ConstraintComponent")
        check = layout.checks.get(shape)
        code = check.code if check else ""
        what = (
            finding_page(code).title.rstrip(".")
            if code in finding_codes()
            else _WHAT.get(kind, kind)
        )
        rank = kinds.index(kind) if kind in kinds else len(kinds)
        severity = _SEVERITIES[severity_]
        rows.append(
            (
                str(shape),
                component,
                severity.value,
                place[0].name if place else "",
                place[1].heading if place else "",
                what,
                rank + len(kinds) * severity.rank,
            )
        )
    names = ("shape", "component", "severity", "sheet", "column", "what", "rank")
    return lookup(names, rows)


def _counted_cells(portfolio: Portfolio, cells: Any) -> Iterator[BrokenRule]:
    import ibis

    by = ("severity", "sheet", "column", "what")
    counted = cells.group_by(*by).agg(cells=ibis._.count(), files=ibis._.file.nunique())
    for row in rows_in(counted):
        yield BrokenRule(**row)


def _counted_told(told: ibis.Table) -> Iterator[BrokenRule]:
    import ibis

    counted = told.group_by("severity", "code").agg(
        cells=ibis._.count(), files=ibis._.file.nunique()
    )
    for row in rows_in(counted):
        code = row.pop("code")
        what = finding_page(code).title.rstrip(".") if code in finding_codes() else code
        yield BrokenRule(sheet="", column="", what=what, **row)


def concerned(portfolio: Portfolio, date: str | None = None) -> tuple[str, ...]:
    """Return the files in which anything is found on a date, by name."""
    found = portfolio.results.select("file").union(
        portfolio.told.select("file"), portfolio.on(date).not_members
    )
    files = portfolio.files.semi_join(found, "file")
    return tuple(sorted(files.path.to_pyarrow().to_pylist()))


def checks_in_words(
    portfolio: Portfolio,
    *,
    date: str | None = None,
    jobs: int | None = None,
    progress: Callable[[int], Any],
) -> FileChecks:
    """Return each finding in words, as the file alone gives it; files without any are left out.

    Parameters
    ----------
    portfolio
        Which; the files concerned are read again.
    date
        The date for what depends on one.
    jobs
        How many processes read, 1 or more; by default one for each processor.
    progress
        Given the number of files, returns a context whose value is called after each.
    """
    paths = set(concerned(portfolio, date))
    found = as_built(one for one in kept_files(portfolio) if one.path in paths)
    same = [one.path for one in found.same]
    with progress(len(same)) as advance:
        checks = list(validate_files(*same, as_of=date, jobs=jobs, done=advance)) if same else []
    checks += [
        FileCheck(one.file, None, problem=one.problem, remedy=one.remedy)
        for one in (*found.others, *not_read(portfolio))
    ]
    return FileChecks(tuple(sorted(checks, key=lambda check: check.file)))
