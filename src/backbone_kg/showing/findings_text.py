"""Findings as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backbone_kg.base.findings import Finding, Findings, Severity
from backbone_kg.base.invisible_characters import in_one_line
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import out_of, plural, verb
from backbone_kg.base.wrapped_lines import wrapped

WORDS = {
    Severity.ERROR: "must mend",
    Severity.WARNING: "should mend",
    Severity.INFO: "note",
}
"""What each severity is called in front of people."""
COUNTED = {
    Severity.ERROR: ("must be mended", "must be mended"),
    Severity.WARNING: ("should be mended", "should be mended"),
    Severity.INFO: ("note", "notes"),
}
"""What is said of one finding, and of several."""

_LONGEST_ADDRESS = 300


def as_text(findings: Findings, *, width: int = 100) -> str:
    """Return the findings of one file as text, sheet by sheet, with a summary at the end.

    Of many of a kind in one column the first few are told, and how many there are.

    Parameters
    ----------
    findings
        Of one file.
    width
        Characters in a line, at least 40.
    """
    lines = [in_one_line(findings.file)]
    sheet = None
    shown = findings.few_of_each_kind
    places = [_place(finding) for finding in shown]
    column = max([len(place) for place in places if len(place) <= 12], default=0)
    for finding, place in zip(shown, places, strict=True):
        if finding.sheet != sheet:
            sheet = finding.sheet
            lines += ["", f"  {in_one_line(sheet) or 'The whole file'}"]
        lines += _lines(finding, place, column, max(width, 40))
    return "\n".join([*lines, "", *wrapped(summary(findings), max(width, 40), "  "), ""])


def summary(findings: Findings) -> str:
    """Return how many findings there are, and how much was read, as a sentence.

    Examples
    --------
    >>> summary(Findings(facts={"partners": 2, "roles": 0, "assignments": 1}))
    'Nothing to mend. Read: 2 partners, 1 assignment.'
    """
    counts = findings.counts()
    parts = [plural(counts[each], *words) for each, words in COUNTED.items() if counts[each]]
    if not findings.errors and not findings.warnings:
        parts.insert(0, "Nothing to mend")
    read = [
        plural(count, name.removesuffix("s"), name)
        for name, count in findings.facts.items()
        if count
    ]
    return ", ".join(parts) + "." + (f" Read: {', '.join(read)}." if read else "")


def _place(finding: Finding) -> str:
    if finding.cell or finding.sheet:
        return finding.cell or (f"row {finding.row}" if finding.row else "")
    return f"<{shortened(finding.iri, _LONGEST_ADDRESS)}>" if finding.iri else ""


def _lines(finding: Finding, place: str, column: int, width: int) -> Iterator[str]:
    if len(place) > 12:
        yield f"    {place}"
        place = ""
    head = f"    {place:<{column}}  {WORDS[finding.severity]:<11}  "
    indent = " " * len(head)
    origin = f"Imported from {finding.origin}." if finding.origin else ""
    texts = [text for text in (finding.message, finding.remedy, origin) if text]
    texts[-1] += f" [{finding.code}]"
    for number, text in enumerate(texts):
        yield from wrapped(text, width, indent if number else head)


def more_on(all_findings: Iterable[Iterable[Finding]], *, width: int = 100) -> str:
    """Return where more is said of findings, with one that matters most as the example; or "".

    Parameters
    ----------
    all_findings
        Of one file or of many.
    width
        Characters in a line, at least 40.
    """
    found = [finding for findings in all_findings for finding in findings]
    if not found:
        return ""
    worst = min(found, key=lambda finding: finding.severity.rank)
    said = (
        "Why what is named in brackets matters and how to mend it: "
        f"backbone-kg explain {worst.code} (the same as {worst.address})"
    )
    return "\n".join([*wrapped(said, max(width, 40)), ""])


def several(all_findings: Sequence[Findings], unreadable: int = 0) -> str:
    """Return one sentence about many files, some of which may not have been readable."""
    good, count = sum(findings.ok for findings in all_findings), len(all_findings) + unreadable
    has = verb(good, "has", "have")
    sentence = f"{out_of(good, count, 'file')} {has} nothing that must be mended."
    return sentence + (f" {unreadable:,} cannot be read." if unreadable else "")
