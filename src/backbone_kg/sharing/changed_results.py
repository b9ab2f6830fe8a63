"""What a shared copy answers otherwise than the file that it was made of."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from backbone_kg.analysis import analyze
from backbone_kg.analysis.metrics import Figure, all_metrics
from backbone_kg.base.findings import Findings, Severity
from backbone_kg.graph.namespaces import ASSIGNMENT
from backbone_kg.model.partnership import Partnership, date_of
from backbone_kg.model.properties import EVIDENCE
from backbone_kg.validation import validate

PARTS: Final = {
    "coverage": "coverage",
    "functions": "coverage of each function",
    "roles": "roles: states, holders, FTE",
    "partners": "partners: what each carries",
    "holdings": "who holds what",
    "left_out": "what is not counted",
    "basis": "what the figures rest on",
    "bounds": "between which counts coverage lies",
    "staffing": "FTE that roles lack",
    "concentration": "how evenly the work is spread",
}
"""Parts of an analysis that are compared beside the figures, and what they are called."""

_REPEATED = re.compile(r"(.*?)((?: \(\d+\))?)", re.DOTALL)
"""A name, and the number behind one that repeats another."""

_SIGNS_OF_THE_FILE: Final = {"caveat"}
"""What is said of how the file was read, and not of the partnership."""


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that the copy gives otherwise.

    Parameters
    ----------
    metric
        What people call it.
    about
        Whom or what it is about, as the copy calls it; "" for the partnership.
    before, after
        Its value in the file and in the copy; None where there is none.
    """

    metric: str
    about: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class ChangedFindings:
    """How often a finding stands in the file and in the copy, where that differs.

    Parameters
    ----------
    code
        Its stable name.
    before, after
        How often, 0 or more.
    """

    code: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ChangedResults:
    """What the copy answers otherwise than the file.

    Parameters
    ----------
    as_of
        The day that both were asked for, ``YYYY-MM-DD``.
    figures
        How many figures were compared.
    changed_figures
        Those that differ.
    changed_parts
        Parts of the analysis that differ.
    changed_findings
        What must or should be mended in one of them more often than in the other.
    """

    as_of: str
    figures: int
    changed_figures: tuple[ChangedFigure, ...] = ()
    changed_parts: tuple[str, ...] = ()
    changed_findings: tuple[ChangedFindings, ...] = ()

    @property
    def same(self) -> bool:
        """Whether every figure and part is the same."""
        return not (self.changed_figures or self.changed_parts)


def changed_results(
    file: Partnership, copy: Partnership, things: Mapping[str, str]
) -> ChangedResults:
    """Compare what a file and its shared copy say on one day, figure by figure.

    Parameters
    ----------
    file, copy
        The two.
    things
        The thing of the copy for each thing of the file.
    """
    day: datetime.date = date_of(file, None)[0]
    before, after = analyze(file, as_of=day), analyze(copy, as_of=day)
    things = {**things, file.roster.snapshot: copy.roster.snapshot}
    titles = {metric.name: metric.title for metric in all_metrics()}
    left = {(one.metric, things.get(one.about, one.about)): one for one in before.figures}
    right = {(one.metric, one.about): one for one in after.figures}
    names = _names(file, copy, things)
    figures = tuple(
        ChangedFigure(
            titles[place[0]],
            right[place].label if place in right else "",
            left[place].value if place in left else None,
            right[place].value if place in right else None,
        )
        for place in {**left, **right}
        if _said(left.get(place)) != _said(right.get(place))
    )
    said, as_well = before.to_dict(), after.to_dict()
    parts = tuple(
        title
        for part, title in PARTS.items()
        if _canonical(said[part], names, part) != _canonical(as_well[part], {}, part)
    )
    return ChangedResults(
        day.isoformat(), len({**left, **right}), figures, parts, _findings(file, copy, day)
    )


_Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""What things, partners, roles and evidence of a file are called in its copy."""


def _names(file: Partnership, copy: Partnership, things: Mapping[str, str]) -> _Names:
    partners = {one.iri: one.name for one in copy.roster.partners}
    roles = {one.iri: one.label for one in copy.roster.roles}
    rows = {row.thing: row for row in copy.records.rows}
    return {
        "things": things,
        "partners": {o.name: partners.get(things.get(o.iri, ""), "") for o in file.roster.partners},
        "roles": {o.label: roles.get(things.get(o.iri, o.iri), "") for o in file.roster.roles},
        "evidence": {
            row.text(EVIDENCE): rows[things[row.thing]].text(EVIDENCE)
            for row in file.records.of(ASSIGNMENT)
        },
    }


def _in_copy(names: _Names, value: str, part: str, name: str) -> str:
    """Return a text of an analysis as the copy has it; names are in some fields alone."""
    which = _NAMES_IN.get((part, name))
    if which is None:
        return names["things"].get(value, value)
    match = _REPEATED.fullmatch(value)
    assert match is not None
    return names[which].get(value) or f"{names[which].get(match[1], match[1])}{match[2]}"


_NAMES_IN: Final = {
    ("roles", "holders"): "partners",
    ("roles", "partners"): "partners",
    ("partners", "name"): "partners",
    ("roles", "label"): "roles",
    ("partners", "roles"): "roles",
    ("partners", "sole_roles"): "roles",
    ("staffing", "lead_not_told"): "roles",
    ("staffing", "without_lead"): "roles",
    ("holdings", "evidence"): "evidence",
}
"""What the texts of a field of a part name; other texts are IRIs, or words of ours."""


def _said(figure: Figure | None) -> tuple[object, ...] | None:
    if figure is None:
        return None
    return _rounded(figure.value), figure.count, figure.of, figure.at_least


def _rounded(value: object) -> object:
    # Sums come in another order, which the last digits of a float can tell.
    return round(value, 9) if isinstance(value, float) else value


def _canonical(value: Any, names: _Names, part: str, name: str = "") -> Any:
    """Return a value with the names of the copy, its lists in an order without meaning."""
    if isinstance(value, Mapping):
        things = names.get("things", {})
        return {
            things.get(one, one): _canonical(each, names, part, one)
            for one, each in value.items()
            if one not in _SIGNS_OF_THE_FILE
        }
    if isinstance(value, list):
        found = [_canonical(each, names, part, name) for each in value]
        return sorted(found, key=lambda each: json.dumps(each, sort_keys=True))
    if isinstance(value, str) and names:
        return _in_copy(names, value, part, name)
    return _rounded(value)


def _findings(
    file: Partnership, copy: Partnership, day: datetime.date
) -> tuple[ChangedFindings, ...]:
    before, after = (_counts(validate(each, as_of=day)) for each in (file, copy))
    return tuple(
        ChangedFindings(code, before[code], after[code])
        for code in sorted({*before, *after})
        if before[code] != after[code]
    )


def _counts(findings: Findings) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in findings:
        if one.severity is not Severity.INFO:
            found[one.code] += len(one.cells) or 1
    return found
