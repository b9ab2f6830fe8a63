"""Setting the report's content out as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from backbone_kg.analysis.results import Analysis
from backbone_kg.base.findings import Findings
from backbone_kg.showing.report_page.content import SourceDocument, content
from backbone_kg.showing.report_page.embedded_pictures import Picture


def report_html(
    analysis: Analysis,
    findings: Findings,
    pictures: Sequence[Picture],
    *,
    sources: Sequence[SourceDocument] = (),
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
    pictures
        Shown in this order.
    sources
        Documents with their citations, in the order in which to list those that no suggestion of
        the page rests on.
    version
        Of backbone-kg, for the last line.

    Returns
    -------
    str
        An HTML document, to be written as UTF-8.

    Raises
    ------
    ValueError
        When a picture is no well-formed ``<svg>`` element.
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
        page=content(analysis, findings, pictures, sources, version),
        css=Markup(styles.read_text(encoding="utf-8")),
    )
