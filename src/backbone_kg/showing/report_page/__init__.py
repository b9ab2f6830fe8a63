"""The report: one page that answers who holds which role, to read on a screen or on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.base.findings import Finding, Findings, Severity
from backbone_kg.base.invisible_characters import visible
from backbone_kg.showing.caveats import caveats, left_out, of_the_known
from backbone_kg.showing.metrics_page import with_sentences
from backbone_kg.showing.pictures import Picture, svg
from backbone_kg.showing.report_page import evidence, report_tables
from backbone_kg.showing.report_page.parts import Links, alert, headline, shown
from backbone_kg.showing.sections import Section, environment, styles
from backbone_kg.showing.topics import topics

MOST_FINDINGS = 100
"""How many findings the page lists; a file with more needs the check, not a longer page."""

PARTS = (
    *("roles", "lapses", "resilience", "network", "map", "open-roles", "room", "change"),
    *("partners", "coverage", "bounds", "concentration", "staffing", "fit", "notes"),
)
"""Parts that can be left out. What the others rest on cannot: caveats, method, evidence, sources,
what was left out of the figures and what is to be mended."""

SEVERITY_WORDS = {
    Severity.ERROR: "Error",
    Severity.WARNING: "Warning",
    Severity.INFO: "Remark",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page below the answers.

    Parameters
    ----------
    name
        By which links find it.
    title
        Of its heading, as the list of contents has it.
    template
        What sets it out.
    sections
        What it sets out, where that is a list of sections.
    level
        Of its heading; what is below 2 belongs to the part before, and the contents leave it out.
    """

    name: str
    title: str
    template: str
    sections: tuple[Section, ...] = ()
    level: int = 2


def report_html(
    analysis: Analysis,
    findings: Findings,
    network: Picture,
    *,
    proposals: Sequence[Section] = (),
    change: Sequence[Section] = (),
    doubts: Mapping[str, Sequence[Finding]] | None = None,
    citations: Mapping[str, str] | None = None,
    parts: Collection[str] | None = None,
    title: str = "",
    logo: str = "",
    version: str,
) -> str:
    """Return the report as one self-contained HTML page.

    The page fetches nothing, runs nothing, and prints on Letter and A4. The same input gives the
    same text.

    Parameters
    ----------
    analysis
        What is known at the date.
    findings
        What is to be mended in the file; how many there are is said at the top.
    network
        The picture of what hangs on whom.
    proposals
        Who could take what, from :func:`backbone_kg.suggest`.
    change
        What changed since an earlier file, from :func:`backbone_kg.compare`.
    doubts
        Findings that weaken what is said of a partner or a role, by its IRI.
    citations
        How to cite documents, by title: those that a suggestion rests on, and others that are to
        be listed after them.
    parts
        Which of :data:`PARTS` are shown; None for all.
    title
        Of the page, in place of the partnership's name, which then stands above it.
    logo
        An address (``data:``) of a picture to stand at the top.
    version
        Of backbone-kg, for the last line.

    Returns
    -------
    str
        An HTML document, to be written as UTF-8.
    """
    chosen = _parts(analysis, findings, proposals, change)
    if parts is not None:
        chosen = _chosen(chosen, parts)
    return visible(
        environment()
        .get_template("report.html.j2")
        .render(
            shown(analysis, doubts=doubts or {}, links=Links()),
            caveats=caveats(analysis),
            left_out=left_out(analysis),
            metrics=with_sentences(analysis),
            of_the_known=of_the_known(analysis),
            nothing_known=analysis.basis.nothing_known,
            headline=headline(analysis),
            parts=chosen,
            names={part.name for part in chosen},
            title=title,
            logo=logo,
            evidence=evidence.numbers(analysis),
            open_groups=report_tables.open_groups(analysis),
            documents=report_tables.documents(analysis, citations or {}),
            alert=alert(findings),
            findings=sorted(findings, key=lambda finding: finding.severity.rank)[:MOST_FINDINGS],
            findings_more=max(0, len(findings) - MOST_FINDINGS),
            notes=[line.strip() for line in analysis.notes.splitlines() if line.strip()],
            network=network,
            svg=Markup(svg(network, prefix="network-")),
            css=styles(),
            version=version,
            severity=SEVERITY_WORDS,
        )
    )


def _parts(
    analysis: Analysis,
    findings: Findings,
    proposals: Sequence[Section],
    change: Sequence[Section],
) -> list[Part]:
    """Return the parts of the page below the answers, in the order of what a reader asks next."""
    said = {section.name: section for section in topics(analysis)}
    some = not analysis.basis.nothing_known
    held = some and bool(report_tables.coverage_map(analysis).partners)

    def topic(name: str) -> Iterator[Part]:
        if name in said:
            yield _of_section(said.pop(name))

    parts = [Part("roles", "Every role", "roles.html.j2")] if some else []
    parts += topic("lapses")
    parts += topic("resilience")
    if held:
        parts.append(Part("network", "What hangs on whom", "network.html.j2"))
        parts.append(Part("map", "Who holds which role", "map.html.j2"))
    if some and report_tables.open_groups(analysis):
        parts.append(Part("open-roles", "Who could take the open roles", "open_roles.html.j2"))
    if some:
        for sections in (proposals, change):
            parts += map(_of_section, sections, (2, *[3] * len(sections)))
        parts.append(Part("partners", "Every partner", "partners.html.j2"))
        parts.append(Part("coverage", "Coverage by function", "coverage.html.j2"))
    parts += map(_of_section, said.values())
    if some:
        parts.append(Part("left-out", "What was left out", "left_out.html.j2"))
    if analysis.notes.strip():
        parts.append(Part("notes", "Notes of the file", "notes.html.j2"))
    parts.append(Part("method", "Method", "method.html.j2"))
    if some and evidence.numbers(analysis):
        parts.append(Part("evidence", "Evidence that the file gives", "evidence.html.j2"))
    parts.append(Part("sources", "Sources", "sources.html.j2"))
    if findings:
        parts.append(Part("mend", "What to mend in the file", "mend.html.j2"))
    return parts


def parts_to_choose(analysis: Analysis, proposals: Sequence[Section] = ()) -> list[tuple[str, str]]:
    """Return names and titles of the parts of a report that can be left out."""
    shown = _parts(analysis, Findings(), proposals, ())
    return [(part.name, part.title) for part in shown if part.name in PARTS]


def _chosen(shown: Sequence[Part], names: Collection[str]) -> list[Part]:
    """Return the parts that are wanted, those below them, and those that the others rest on."""
    kept, keeping = [], False
    for part in shown:
        if part.level == 2:
            keeping = part.name in names or part.name not in PARTS
        if keeping:
            kept.append(part)
    return kept


def _of_section(section: Section, level: int = 2) -> Part:
    return Part(section.name, section.title, "sections.html.j2", (section,), level)
