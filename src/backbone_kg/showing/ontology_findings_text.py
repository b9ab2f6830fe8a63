"""What a check of the ontology's files found, as text and for programs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from backbone_kg.base.findings import Findings, Severity
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.showing.findings_text import WORDS

MOST = 20
"""Findings of one code that are shown as text; a program gets all."""


def as_text(findings: Findings, *, width: int = 100) -> str:
    """Return findings as text: for each its file and line, what is wrong, and what to do.

    Parameters
    ----------
    findings
        As :func:`backbone_kg.validation.ontology_check.check_ontology` returns them; of each code
        the first :data:`MOST` are shown, and how many more there are.
    width
        Characters in a line.
    """
    blocks = []
    shown: Counter[str] = Counter()
    total = Counter(item.code for item in findings)
    for item in findings:
        shown[item.code] += 1
        if shown[item.code] > MOST:
            continue
        place = f"{item.file}:{item.row}" if item.row else item.file
        word = f" ({WORDS[item.severity]})" if item.severity is not Severity.ERROR else ""
        lines = [f"{place}  {item.code}{word}"]
        for text in filter(None, (item.message, item.remedy)):
            lines += wrapped(text, width, "    ")
        blocks.append("\n".join(lines))
        if shown[item.code] == MOST < total[item.code]:
            blocks.append(f"… and {total[item.code] - MOST} more of {item.code}.")
    return "\n\n".join([*blocks, summary(findings)]) + "\n"


def summary(findings: Findings) -> str:
    """Return how many findings there are, and how much was checked, as a sentence.

    Examples
    --------
    >>> summary(Findings(facts={"files": 2, "claims": 1}))
    'Nothing to mend. Checked: 2 files, 1 claim.'
    """
    must, should = len(findings.errors), len(findings) - len(findings.errors)
    counts = [f"{must} to mend" if must or should else "", f"{should} that may wait" * bool(should)]
    told = ", ".join(filter(None, counts)) or "Nothing to mend"
    checked = ", ".join(
        plural(number, name.removesuffix("s"), name) for name, number in findings.facts.items()
    )
    return f"{told}. Checked: {checked}."


def as_document(findings: Findings) -> dict[str, Any]:
    """Return findings as a document for programs."""
    return {
        "ok": findings.ok,
        "checked": dict(findings.facts),
        "findings": [
            {
                "code": item.code,
                "severity": item.severity.value,
                "file": item.file or None,
                "line": item.row or None,
                "iri": item.iri,
                "message": item.message,
                "remedy": item.remedy,
            }
            for item in findings
        ],
    }
