"""What a check of the ontology's files found, as text and for programs."""

from __future__ import annotations

import textwrap
from typing import Any

from backbone_kg.findings import Findings


def as_text(findings: Findings, *, width: int = 100) -> str:
    """Return findings as text: for each its file and line, what is wrong, and what to do.

    Parameters
    ----------
    findings
        As :func:`backbone_kg.validation.ontology_check.check_ontology` returns them.
    width
        Characters in a line.
    """
    blocks = []
    for item in findings:
        place = f"{item.file}:{item.row}" if item.row else item.file
        lines = [f"{place}  {item.code}"]
        for text in filter(None, (item.message, item.remedy)):
            lines += textwrap.wrap(
                text,
                width,
                initial_indent="    ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, summary(findings)]) + "\n"


def summary(findings: Findings) -> str:
    """Return how many findings there are, and how much was checked, as a sentence.

    Examples
    --------
    >>> summary(Findings(facts={"files": 2, "claims": 1}))
    'Nothing to mend. Checked: 2 files, 1 claim.'
    """
    count = len(findings)
    told = f"{count} to mend." if count else "Nothing to mend."
    checked = ", ".join(
        f"{number} {name.removesuffix('s') if number == 1 else name}"
        for name, number in findings.facts.items()
    )
    return f"{told} Checked: {checked}."


def as_document(findings: Findings) -> dict[str, Any]:
    """Return findings as a document for programs."""
    return {
        "ok": not len(findings),
        "checked": dict(findings.facts),
        "findings": [
            {
                "code": item.code,
                "file": item.file or None,
                "line": item.row or None,
                "iri": item.iri,
                "message": item.message,
                "remedy": item.remedy,
            }
            for item in findings
        ],
    }
