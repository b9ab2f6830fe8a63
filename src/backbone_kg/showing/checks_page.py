"""The check of many files as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from backbone_kg.base.findings import Finding
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.batch.check_results import FileCheck, FileChecks
from backbone_kg.showing import findings_text
from backbone_kg.showing.checks_text import coverage_sentences, summary
from backbone_kg.showing.sections import Section, Table, as_page


def checks_page(checks: FileChecks) -> str:
    """Return the check of files as a page to read or to print.

    The page fetches nothing and runs nothing. The same input gives the same text.

    Parameters
    ----------
    checks
        What to tell.
    """
    names = {id(check): f"file-{number}" for number, check in enumerate(checks, start=1)}
    first = summary(checks)
    to_files = {(row, 0): f"#{names[id(c)]}" for row, c in enumerate(checks.worst_first)}
    first = replace(first, tables=tuple(replace(one, links=to_files) for one in first.tables))
    rest = [_section(check, names[id(check)]) for check in checks]
    counts = [
        plural(sum(len(c.findings.of(each)) for c in checks if c.findings is not None), *words)
        for each, words in findings_text.COUNTED.items()
    ]
    of_the_read = " in the files that can be read" if checks.unreadable else ""
    return as_page(
        name=plural(len(checks), "data file"),
        kicker="Check of data files",
        facts=[(f"Findings{of_the_read}", ", ".join(counts))],
        sections=[first, *rest],
    )


def _section(check: FileCheck, name: str) -> Section:
    if check.findings is None:
        return Section(name, check.file, lead=f"It cannot be read. {check.reason}")
    *weakened, coverage = coverage_sentences(check) or ("",)
    shown = check.findings.few_of_each_kind
    table = Table(
        caption="What the check found",
        headings=("Where", "How bad", "What is wrong", "What to do"),
        rows=tuple(_rows(shown)),
        widths=(15, 12, 40, 33),
        links={(row, 1): one.address for row, one in enumerate(shown)},
    )
    return Section(
        name,
        check.file,
        lead=findings_text.summary(check.findings),
        tables=(table,),
        remarks=(*weakened, *([coverage] if coverage else [])),
    )


def _rows(findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    for one in findings:
        origin = f" Imported from {one.origin}." if one.origin else ""
        where = one.place or "the whole file"
        yield where, findings_text.WORDS[one.severity], one.message + origin, one.remedy
