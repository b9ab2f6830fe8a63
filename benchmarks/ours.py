"""The same through backbone_kg: read, validate and analyze."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

import backbone_kg
from backbone_kg import Analysis, Findings
from backbone_kg.base.findings import Finding, Severity
from backbone_kg.validation.grouping import MANY
from benchmarks.outcomes import Outcome, rounded

Result: TypeAlias = tuple[Findings, Analysis]

_CODES = {
    "missing-value": "missing",
    "not-in-list": "not in list",
    "too-small": "too small",
    "too-large": "too large",
}
_WRONG_KIND = re.compile(r"not-an?-.*|not-yes-or-no|ambiguous-.*|impossible-.*")


def run(path: Path, engine: str) -> Result:
    """Read, validate and analyze one workbook."""
    partnership = backbone_kg.read(path)
    return backbone_kg.validate(partnership, engine=engine), backbone_kg.analyze(partnership)


def outcome(result: Result) -> Outcome:
    """Return what was found in the form in which it can be compared."""
    findings, analysis = result
    groups = (analysis.coverage, *analysis.functions)
    return Outcome(
        findings=frozenset(
            (finding.sheet, cell, _wrong(finding.code))
            for finding in findings
            if finding.severity is not Severity.INFO
            for cell in _cells(finding)
        ),
        coverage=frozenset((group.name, group.covered, group.wanted) for group in groups),
        states=frozenset((role.label, str(role.state)) for role in analysis.roles),
        loads=tuple(
            sorted(
                (
                    (
                        _plain(load.name),
                        load.assignments,
                        rounded(load.fte_assigned),
                        rounded(load.load),
                        str(load.verdict),
                    )
                    for load in analysis.partners
                ),
                key=str,
            )
        ),
        sole_holders=frozenset(
            (_plain(role.sole_holder), role.label) for role in analysis.roles if role.sole_holder
        ),
    )


def _cells(finding: Finding) -> list[str]:
    """Return the cells of a finding; many alike are one finding that names them all."""
    many = len(finding.cells) >= MANY
    return [each.cell for each in finding.cells] if many else [finding.cell]


def _wrong(code: str) -> str:
    """Return the coarser word that the plain opponent has for a code."""
    if code.startswith("unknown-"):
        return "unknown name"
    return "wrong kind" if _WRONG_KIND.fullmatch(code) else _CODES.get(code, code)


def _plain(name: str) -> str:
    """Return a name without the number that tells two partners of one name apart."""
    return re.sub(r" \(\d+\)$", "", name)
