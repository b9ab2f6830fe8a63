"""The check of many files as a table for spreadsheets: a row for each finding."""

from __future__ import annotations

import csv
import io
from typing import Final

from backbone_kg.base.formulas import marked
from backbone_kg.batch.check_results import FileChecks
from backbone_kg.showing.checks_sarif import UNREADABLE

HEADINGS: Final = ("file", "severity", "code", "place", "value", "message", "remedy")


def checks_csv(checks: FileChecks) -> str:
    """Return the findings of files as CSV; a file that cannot be read has a row of its own."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for check in checks:
        if check.findings is None:
            row = (check.file, "error", UNREADABLE, "", "", check.problem, check.remedy)
            writer.writerow(map(marked, row))
        for one in check.findings or ():
            said = (one.severity.value, one.code, one.place, one.value, one.message, one.remedy)
            writer.writerow(map(marked, (check.file, *said)))
    return text.getvalue()
