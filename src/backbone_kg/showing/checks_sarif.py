"""The check of files in SARIF 2.1.0, which code hosts and editors show at the place.

The standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.findings import Finding, Severity
from backbone_kg.base.version import __version__
from backbone_kg.batch.check_results import FileCheck, FileChecks
from backbone_kg.validation.finding_pages import finding_page
from backbone_kg.validation.grouping import of_each_cell

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
UNREADABLE: Final = "cannot-be-read"
"""The rule that a file breaks that cannot be read."""

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_HERE: Final = "%SRCROOT%"
_HOME: Final = "https://w3id.org/backbone-kg"


def checks_sarif(checks: FileChecks) -> dict[str, Any]:
    """Return the check of files as a document in SARIF.

    Parameters
    ----------
    checks
        What to tell. Each cell with a finding is a result of the rule of the finding's code, and
        so is a file that cannot be read. Files in the folder one is in, and below it, have
        addresses relative to it.
    """
    results = [result for check in checks for result in _results(check)]
    rules = sorted({result["ruleId"]: result["level"] for result in results}.items())
    numbers = {code: number for number, (code, _) in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = numbers[result["ruleId"]]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "backbone-kg",
                        "semanticVersion": __version__,
                        "informationUri": _HOME,
                        "rules": [_rule(code, level) for code, level in rules],
                    }
                },
                "invocations": [_invocation(checks)],
                "originalUriBaseIds": {
                    _HERE: {"description": {"text": "The folder that the check was run in."}}
                },
                "artifacts": [_artifact(check) for check in checks],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def _rule(code: str, level: str) -> dict[str, Any]:
    """Return what is said of a kind of finding, whatever the file."""
    name = code.title().replace("-", "")
    rule: dict[str, Any] = {"id": code, "name": name, "defaultConfiguration": {"level": level}}
    try:
        page = finding_page(code)
    except UnknownNameError:  # of an unreadable file, or of a column of one's own
        said = {"text": f"{code.replace('-', ' ').capitalize()}."}
        return rule | {"shortDescription": said, "fullDescription": said, "help": said}
    return rule | {
        "shortDescription": {"text": _message(page.title)},
        "fullDescription": {"text": _message(f"{page.what} {page.why}")},
        "help": {"text": _message(page.mend)},
        "helpUri": Finding(code, Severity.ERROR, "").address,
    }


def _invocation(checks: FileChecks) -> dict[str, Any]:
    """Return that all was done, and what was passed over."""
    return {
        "executionSuccessful": not checks.unreadable,
        "toolExecutionNotifications": [
            {
                "level": "note",
                "message": {"text": _message(f"Passed over, {one.reason}: {one.file}")},
                "locations": [{"physicalLocation": {"artifactLocation": _address(one.file)}}],
            }
            for one in checks.passed_over
        ],
    }


def _artifact(check: FileCheck) -> dict[str, Any]:
    """Return a file that was checked, with its coverage."""
    coverage = None if check.coverage is None else check.coverage.to_dict()
    return {
        "location": _address(check.file),
        "roles": ["analysisTarget"],
        "properties": {"coverage": coverage, "coverageInWords": check.row[3]},
    }


def _results(check: FileCheck) -> Iterator[dict[str, Any]]:
    if check.findings is None:
        yield {
            "ruleId": UNREADABLE,
            "level": "error",
            "message": {"text": _message(check.reason)},
            "locations": [{"physicalLocation": {"artifactLocation": _address(check.file)}}],
            "partialFingerprints": {"cell/v1": _hash(check.file, UNREADABLE)},
        }
        return
    seen: Counter[str] = Counter()
    for finding in check.findings:
        for one in of_each_cell(finding):
            # By what stands there, not by its row, so that a row put in above changes nothing.
            said = _hash(check.file, one.code, one.sheet, one.column, one.value, one.iri)
            seen[said] += 1
            yield {
                "ruleId": one.code,
                "level": _LEVELS[one.severity],
                "message": {"text": _message(f"{one.message} {one.remedy}".strip())},
                "locations": [_location(check, one)],
                "partialFingerprints": {"cell/v1": f"{said}:{seen[said]}"},
            }


def _location(check: FileCheck, one: Finding) -> dict[str, Any]:
    sheet, row = (one.sheet, one.row) if one.sheet else (one.iri, 0)
    place = check.places.get((sheet, row)) or check.places.get((sheet, 0))
    path = check.file
    physical: dict[str, Any] = {}
    if place is not None:
        path = os.path.join(path, place.file) if place.file else path  # noqa: PTH118 a name
        if place.line:
            physical["region"] = {"startLine": place.line}
    physical["artifactLocation"] = _address(path)
    location: dict[str, Any] = {"physicalLocation": physical}
    if one.place:
        name = one.cell or one.sheet or one.iri
        kind = "cell" if one.cell else "sheet" if one.sheet else "resource"
        logical = {"name": name, "fullyQualifiedName": one.place.strip("<>"), "kind": kind}
        location["logicalLocations"] = [logical]
    return location


def _address(file: str) -> dict[str, Any]:
    """Return the address of a file: relative to the folder one is in, if it is in it."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 links are kept as they are named
    try:
        inside = path.relative_to(Path.cwd())
    except ValueError:
        return {"uri": path.as_uri()}
    return {"uri": quote(inside.as_posix(), errors="surrogateescape"), "uriBaseId": _HERE}


def _message(text: str) -> str:
    """Return a text in which the standard sees neither placeholders nor links."""
    text = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"([\[\]])", r"\\\1", text) if "](" in text else text


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]
