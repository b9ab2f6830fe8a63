"""What is wrong in the files of a portfolio, by rule."""

from __future__ import annotations

from typing import Final

from backbone_kg.base.findings import Severity
from backbone_kg.base.numbers_and_lists import plural, verb
from backbone_kg.portfolios.summaries import BrokenRule, CheckSummary
from backbone_kg.showing.portfolio.built_text import not_read
from backbone_kg.showing.sections import Section, Table

_MATTERS: Final = {Severity.ERROR: "must", Severity.WARNING: "should", Severity.INFO: "note"}


def check_section(summary: CheckSummary) -> Section:
    """Return what is found in a portfolio, by rule."""
    table = Table(
        caption="A cell counts once, for what explains the rest.",
        headings=("What is wrong", "Where", "Mend", "Cells", "Files"),
        rows=tuple(map(_rule_row, summary.rules)),
        numeric=(3, 4),
        widths=(44, 24, 10, 11, 11),
    )
    said = f"Of {plural(summary.files, 'file')} that could be read, {summary.to_mend:,} "
    said += f"{verb(summary.to_mend, 'has', 'have')} something that must be mended, "
    said += f"{summary.to_look_at:,} something that should."
    return Section(
        name="check",
        title="Check of the portfolio",
        caveats=tuple(line.strip() for line in not_read(summary.not_read)),
        lead=said,
        tables=(table,),
        remarks=(
            "What depends on a date, such as a holder who is no member, is told with --format csv, "
            "json or sarif, which tell each finding in words.",
        ),
    )


def _rule_row(rule: BrokenRule) -> tuple[str, ...]:
    where = " › ".join(part for part in (rule.sheet, rule.column) if part)
    matters = _MATTERS[Severity(rule.severity)]
    return rule.what, where, matters, f"{rule.cells:,}", f"{rule.files:,}"
