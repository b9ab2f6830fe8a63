"""The report: one page that answers who holds which role, to read on a screen or on paper."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from backbone_kg.analysis.results import Analysis, LoadVerdict, RoleState
from backbone_kg.base import words
from backbone_kg.base.findings import Findings, Severity
from backbone_kg.base.partial_dates import in_words
from backbone_kg.showing import answers, holdings
from backbone_kg.showing.caveats import caveats
from backbone_kg.showing.metrics_page import with_sentences
from backbone_kg.showing.pictures import Picture, svg
from backbone_kg.showing.report_page import rows

MOST_NAMES = 6
"""How many names an answer shows before it refers to the table."""
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


def report_html(
    analysis: Analysis,
    findings: Findings,
    network: Picture,
    *,
    citations: Mapping[str, str] | None = None,
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
    citations
        How to cite documents, by title: those that a suggestion rests on, and others that are to
        be listed after them.
    version
        Of backbone-kg, for the last line.

    Returns
    -------
    str
        An HTML document, to be written as UTF-8.
    """
    environment = Environment(
        loader=PackageLoader("backbone_kg.showing.report_page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    styles = resources.files("backbone_kg.showing.report_page") / "templates" / "report.css"
    return environment.get_template("report.html.j2").render(
        # What the page says; every text is escaped when it is set out.
        analysis=analysis,
        partial=answers.is_partial(analysis),
        known=answers.known(analysis),
        date=in_words(analysis.as_of),
        date_basis=DATE_BASIS.get(analysis.as_of_basis, analysis.as_of_basis),
        caveats=caveats(analysis),
        metrics=with_sentences(analysis),
        nothing_known=analysis.basis.nothing_known,
        headline=answers.nothing_known(analysis)
        if analysis.basis.nothing_known
        else answers.coverage_sentence(analysis),
        states=[(state, analysis.in_state(state)) for state in RoleState],
        boxes=_boxes(analysis),
        map=rows.coverage_map(analysis),
        groups=holdings.by_function(analysis),
        held=rows.holders(analysis),
        open_groups=rows.open_groups(analysis),
        documents=rows.documents(analysis, citations or {}),
        alert=_alert(findings),
        findings=sorted(findings, key=lambda finding: finding.severity.rank)[:MOST_FINDINGS],
        findings_more=max(0, len(findings) - MOST_FINDINGS),
        notes=[line.strip() for line in analysis.notes.splitlines() if line.strip()],
        network=network,
        svg=Markup(svg(network, prefix="network-")),
        css=Markup(styles.read_text(encoding="utf-8")),
        version=version,
        # How it is said.
        words=words,
        severity=SEVERITY_WORDS,
        sentences=words.STATE_SENTENCES,
        covered_words=holdings.covered_words,
        state_of=rows.state_of,
        partner_row=lambda partner: rows.partner_row(partner, analysis),
        overloaded=LoadVerdict.OVERLOADED,
        most_names=MOST_NAMES,
    )


def _boxes(analysis: Analysis) -> list[tuple[str, str, answers.Answer]]:
    """Return the three answers, each with its name and the section that shows all of it."""
    if analysis.basis.nothing_known:
        return []
    return [
        ("nobody", "roles", answers.nobody(analysis)),
        ("too-much", "partners", answers.too_much(analysis)),
        ("one-partner", "partners", answers.one_partner(analysis)),
    ]


def _alert(findings: Findings) -> str:
    """Say how many errors and warnings there are and what that means, or ""."""
    counts = [
        words.plural(len(found), noun)
        for found, noun in ((findings.errors, "error"), (findings.warnings, "warning"))
        if found
    ]
    if not counts:
        return ""
    said = f"The file has {words.joined(counts)}."
    return f"{said} The figures leave out what could not be read." if findings.errors else said
