"""The check of many files: its summary, said once for terminal and page, and its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import listed
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.batch.check_results import SUMMARY, FileCheck, FileChecks
from backbone_kg.showing.findings_text import as_text as findings_text
from backbone_kg.showing.findings_text import more_on, several

if TYPE_CHECKING:
    from backbone_kg.showing.sections import Section

_NAMES = 12
"""How many of what was passed over for one reason are named."""


def as_text(checks: FileChecks, *, width: int = 100) -> str:
    """Return the check of files as text: of each what was found, then a summary of all.

    Parameters
    ----------
    checks
        Of one or more files; of one that could be read there is no summary.
    width
        Characters in a line, at least 40.
    """
    parts = ["".join(_file_lines(check, width, several=len(checks) > 1)) for check in checks]
    if more := more_on((check.findings or () for check in checks), width=width):
        parts.append(more)
    if len(checks) > 1:
        from backbone_kg.showing.sections import section_lines

        parts.append("\n".join(section_lines(summary(checks), width)))
    elif checks.passed_over:
        parts.append("".join(f"{line}\n" for line in _passed_over(checks)))
    return "\n".join(parts)


def _file_lines(check: FileCheck, width: int, *, several: bool) -> Iterator[str]:
    if check.findings is None:
        for line in wrapped(f"{check.file}: {check.reason}", width):
            yield f"{line}\n"
        return
    yield findings_text(check.findings, width=width)
    if several:
        for sentence in coverage_sentences(check):
            yield from (f"{line}\n" for line in wrapped(sentence, width, "  "))


def coverage_sentences(check: FileCheck) -> tuple[str, ...]:
    """Return what weakens the coverage of a file, and the coverage, as sentences."""
    if check.coverage is None:
        return ()
    from backbone_kg.showing.answers import coverage_sentence
    from backbone_kg.showing.caveats import caveats

    said = coverage_sentence(check.coverage)
    said = f"Coverage on {check.coverage.as_of}: {said[0].lower()}{said[1:]}."
    return (*caveats(check.coverage), said)


def summary(checks: FileChecks) -> Section:
    """Return what became of all files: those with most to mend first."""
    from backbone_kg.showing.sections import Section, Table

    return Section(
        name="summary",
        title="All files",
        lead=several(
            [c.findings for c in checks if c.findings is not None], len(checks.unreadable)
        ),
        tables=(
            Table(
                caption="The files that cannot be read and those with most to mend come first. "
                "Coverage: wanted roles that have the holders they need.",
                headings=SUMMARY,
                rows=tuple(check.row for check in checks.worst_first),
                numeric=(1, 2),
                widths=(36, 11, 12, 41),
            ),
        ),
        remarks=tuple(_passed_over(checks)),
    )


def _passed_over(checks: FileChecks) -> Iterator[str]:
    """Return a sentence for each reason for which something was passed over."""
    for reason, files in grouped((one.reason, one.file) for one in checks.passed_over).items():
        yield f"Passed over ({reason}): {listed(files, _NAMES)}."
