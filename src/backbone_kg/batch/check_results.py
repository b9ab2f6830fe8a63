"""What became of the check of many files: typed, and as the published JSON schema has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from backbone_kg.base.findings import SCHEMA, FailOn, Findings
from backbone_kg.base.html import table
from backbone_kg.batch.line_numbers import Places
from backbone_kg.reading.data_files import PassedOver

if TYPE_CHECKING:
    from backbone_kg.analysis.coverage import CoverageOfADay

SUMMARY = ("File", "Must mend", "Should mend", "Coverage")
"""The headings of the summary of many files."""


@dataclass(frozen=True)
class FileCheck:
    """What became of the check of one file.

    Parameters
    ----------
    file
        The file or folder, as the user named it.
    findings
        What was found; None if it could not be read.
    coverage
        How many of its wanted roles have the holders they need; None if it could not be read or is
        not in the form of the template.
    problem, remedy
        Why it could not be read, and what to do about that, as sentences; else "".
    places
        Where in a text file rows and things stand that findings are about.
    """

    file: str
    findings: Findings | None
    coverage: CoverageOfADay | None = None
    problem: str = ""
    remedy: str = ""
    places: Places = field(default_factory=dict, repr=False)

    @property
    def reason(self) -> str:
        """Why it could not be read and what to do; "" if it was."""
        return f"{self.problem} {self.remedy}".strip()

    @property
    def ok(self) -> bool:
        """Whether it could be read and nothing in it must be mended."""
        return self.findings is not None and self.findings.ok

    def fails(self, fail_on: FailOn) -> bool:
        """Return whether a finding in it fails the check."""
        return any(fail_on.fails(one.severity) for one in self.findings or ())

    @property
    def row(self) -> tuple[str, str, str, str]:
        """Its row of the summary, under :data:`SUMMARY`."""
        if self.findings is None:
            return self.file, "not known", "not known", "not known: the file cannot be read"
        shown = "not known: not in the form of the template"
        if self.coverage is not None:
            shown = self.coverage.in_short
        must, should = len(self.findings.errors), len(self.findings.warnings)
        return self.file, f"{must:,}", f"{should:,}", shown

    def to_dict(self) -> dict[str, Any]:
        """Return it as an entry of ``files`` in the published JSON schema.

        Raises
        ------
        ValueError
            If the file could not be read: then it is an entry of ``unreadable``.
        """
        if self.findings is None:
            raise ValueError(f"{self.file} could not be read")
        coverage = None if self.coverage is None else self.coverage.to_dict()
        return {**self.findings.to_dict(), "coverage": coverage}


@dataclass(frozen=True)
class FileChecks(Sequence[FileCheck]):
    """What became of the check of many files, in the order in which they were named.

    Behaves as a sequence of :class:`FileCheck`; shows itself as a table in a notebook.

    Parameters
    ----------
    items
        One for each file, those of a folder by name.
    passed_over
        What else was named or stands in a folder, and why it was not looked at.
    """

    items: tuple[FileCheck, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[FileCheck]:
        return iter(self.items)

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    @property
    def ok(self) -> bool:
        """Whether every file could be read and nothing must be mended."""
        return all(check.ok for check in self.items)

    @property
    def unreadable(self) -> tuple[FileCheck, ...]:
        """The files that could not be read."""
        return tuple(check for check in self.items if check.findings is None)

    @property
    def worst_first(self) -> tuple[FileCheck, ...]:
        """The files that cannot be read, then those with most to mend; by name where equal."""

        def key(check: FileCheck) -> tuple[bool, int, int, str]:
            found = check.findings or Findings()
            read = check.findings is not None
            return read, -len(found.errors), -len(found.warnings), check.file

        return tuple(sorted(self.items, key=key))

    def to_dict(self) -> dict[str, Any]:
        """Return it as a document of the published JSON schema."""
        return {
            "schema": SCHEMA,
            "ok": self.ok,
            "files": [check.to_dict() for check in self.items if check.findings is not None],
            "unreadable": [
                {"file": check.file, "reason": check.reason} for check in self.unreadable
            ],
            "passed_over": [{"file": one.file, "reason": one.reason} for one in self.passed_over],
        }

    def _repr_html_(self) -> str:
        return table(SUMMARY, [check.row for check in self.worst_first], numeric=(1, 2))
