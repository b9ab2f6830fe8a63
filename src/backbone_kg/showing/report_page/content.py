"""Everything the page says, as plain sentences and rows; the template only sets it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backbone_kg.analysis.results import Analysis, RoleState
from backbone_kg.base.findings import Findings, Severity
from backbone_kg.base.partial_dates import in_words
from backbone_kg.base.words import joined, plural
from backbone_kg.showing.report_page.answers import Answer, answers, is_partial
from backbone_kg.showing.report_page.embedded_pictures import Picture, inline_svg
from backbone_kg.showing.report_page.tables import (
    CoverageRow,
    OpenGroup,
    PartnerRow,
    PassageRow,
    RoleGroup,
    State,
    coverage_row,
    open_groups,
    partner_rows,
    passage_rows,
    role_groups,
    state,
)
from backbone_kg.showing.report_page.wording import out_of, percent

MOST_FINDINGS = 100
"""How many findings the page lists; a file with more needs the check, not a longer page."""

DATE_BASIS = {
    "asked": "the date that was asked for",
    "file": "the date given in the file",
    "today": "the day this was made, because the file gives no date",
}

SEVERITY_WORDS = {
    Severity.ERROR: "Error",
    Severity.WARNING: "Warning",
    Severity.INFO: "Remark",
}


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that the framework or a suggestion comes from, and how to cite it."""

    title: str
    citation: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the coverage bar: the roles in one state."""

    state: State
    number: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A picture as the page holds it; ``svg`` is markup, the rest is text."""

    key: str
    title: str
    svg: str
    description: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in words."""

    severity: str
    place: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A source document with the passages of it that the report rests on."""

    title: str
    citation: str
    passages: tuple[PassageRow, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The whole page; every value is plain text or a row of it."""

    partnership: str
    community: str
    date: str
    date_basis: str
    framework: str
    listing: str
    listing_meaning: str
    headline: str
    headline_remark: str
    bar: tuple[Segment, ...]
    alert: str
    answers: tuple[Answer, ...]
    pictures: tuple[FigureRow, ...]
    role_groups: tuple[RoleGroup, ...]
    open_groups: tuple[OpenGroup, ...]
    partners: tuple[PartnerRow, ...]
    alone_words: str
    functions: tuple[CoverageRow, ...]
    overall: CoverageRow
    states: tuple[State, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    equal_share: str
    fence: str
    documents: tuple[DocumentRow, ...]
    findings: tuple[FindingRow, ...]
    findings_more: int
    file: str
    version: str


def content(
    analysis: Analysis,
    findings: Findings,
    pictures: Sequence[Picture],
    sources: Sequence[SourceDocument],
    version: str,
) -> Content:
    """Turn an analysis into what the page says.

    Parameters
    ----------
    analysis
        What is known at the date.
    findings
        What is to be mended in the file.
    pictures
        In the order in which they are shown.
    sources
        Documents with their citations; documents of passages that are not among them are listed
        by title alone.
    version
        Of backbone-kg.

    Returns
    -------
    Content
        Plain text throughout, but for the pictures' SVG.

    Raises
    ------
    ValueError
        When a picture is no well-formed SVG.
    """
    partial = is_partial(analysis)
    limit = analysis.load_limit
    return Content(
        partnership=analysis.partnership,
        community=analysis.community,
        date=in_words(analysis.as_of),
        date_basis=DATE_BASIS.get(analysis.as_of_basis, analysis.as_of_basis),
        framework=analysis.framework,
        listing="partial" if partial else "complete",
        listing_meaning=(
            "where the file names nobody for a role, no evidence was found; somebody may hold it"
            if partial
            else "where the file names nobody for a role, nobody holds it"
        ),
        headline=_headline(analysis),
        headline_remark=_headline_remark(analysis),
        bar=tuple(
            Segment(state(value), len(analysis.in_state(value)))
            for value in RoleState
            if analysis.in_state(value)
        ),
        alert=_alert(findings),
        answers=answers(analysis),
        pictures=tuple(
            FigureRow(
                f"picture-{number}",
                picture.title,
                inline_svg(picture, f"picture-{number}-", f"picture-{number}-description"),
                picture.description,
            )
            for number, picture in enumerate(pictures, start=1)
        ),
        role_groups=role_groups(analysis),
        open_groups=open_groups(analysis),
        partners=partner_rows(analysis),
        alone_words="no other holder known" if partial else "no other holder",
        functions=tuple(map(coverage_row, analysis.functions)),
        overall=coverage_row(analysis.coverage),
        states=tuple(map(state, RoleState)),
        left_out=analysis.left_out,
        notes=tuple(line.strip() for line in analysis.notes.splitlines() if line.strip()),
        equal_share="" if limit.equal_share is None else percent(limit.equal_share, 1),
        fence="" if limit.fence is None else percent(limit.fence, 1),
        documents=_documents(analysis, sources),
        findings=tuple(
            FindingRow(SEVERITY_WORDS[item.severity], item.place, item.message, item.remedy)
            for item in sorted(findings, key=lambda item: item.severity.rank)[:MOST_FINDINGS]
        ),
        findings_more=max(0, len(findings) - MOST_FINDINGS),
        file=analysis.file,
        version=version,
    )


def _headline(analysis: Analysis) -> str:
    coverage = analysis.coverage
    if not coverage.wanted:
        return "No role is wanted, so there is no coverage to state"
    if coverage.covered is None:
        return "Nothing can be said of coverage"
    has = "has the holders it needs" if coverage.wanted == 1 else "have the holders they need"
    return f"{out_of(coverage.covered, coverage.wanted, 'role')} {has}"


def _headline_remark(analysis: Analysis) -> str:
    coverage = analysis.coverage
    if coverage.share is None:
        return ""
    silent = len(analysis.in_state(RoleState.NO_EVIDENCE))
    text = f"That is a coverage of {percent(coverage.share)}"
    if silent:
        return f"{text}, counting what the file says; for {plural(silent, 'role')} it says nothing."
    return f"{text}."


def _alert(findings: Findings) -> str:
    """Say how many errors and warnings there are and what that means, or ""."""
    counts = [
        plural(len(found), noun)
        for found, noun in ((findings.errors, "error"), (findings.warnings, "warning"))
        if found
    ]
    if not counts:
        return ""
    return f"The file has {joined(counts)}. The figures leave out what could not be understood."


def _documents(analysis: Analysis, sources: Sequence[SourceDocument]) -> tuple[DocumentRow, ...]:
    passages = passage_rows(analysis)
    citations = {source.title: source.citation for source in sources}
    return tuple(
        DocumentRow(title, citations.get(title, ""), passages.get(title, ()))
        for title in dict.fromkeys((*passages, *citations))
    )
