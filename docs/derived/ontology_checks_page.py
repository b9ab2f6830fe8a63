"""What a check of the ontology's files can say, as a page derived from the shapes."""

from __future__ import annotations

from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.graph.turtle import read_turtle
from backbone_kg.showing.findings_text import WORDS
from backbone_kg.showing.ontology_findings_text import MOST
from backbone_kg.validation.ontology_check import SHAPES, severity_of


def checks_page() -> str:
    """Return the table of all codes as Markdown."""
    shapes = read_turtle(ontology_dir() / SHAPES)
    rows = set()
    for shape, code in shapes.subject_objects(term("bkg:code")):
        severity = WORDS[severity_of(shapes, shape)]
        remedy = str(shapes.value(shape, term("bkg:remedy")))
        queries = list(shapes.objects(shape, term("sh:sparql")))
        for place in queries or [shape]:
            message = str(shapes.value(place, term("sh:message"))).replace("{?", "{")
            rows.add((str(code), severity, message, remedy))
    lines = [
        "# Checks of the ontology",
        "",
        "What `backbone-kg ontology check` can say of the ontology's own files. Codes are stable;"
        " words in braces stand for",
        "details. “must mend” ends with exit status 1, “should mend” alone with 0.",
        "",
        "A name that is not defined is told first, once, with how many things speak of it. What"
        " follows from it is not told:",
        "rules on things that point to it, and, as long as there is one, rules that something is"
        " used by nothing. As text",
        f"{MOST} findings of one code are shown; `--format json` has all.",
        "",
        "With two or more frameworks there must be a mapping set that compares some. A framework"
        " that is compared with no",
        "other, or not with all, should be, and may wait: who adds a framework can finish it"
        " first. Each kind of organization",
        "in a source's own list must be compared with the merged list.",
        "",
        "| Code | | What is wrong | What to do |",
        "|---|---|---|---|",
        *(f"| `{code}` | {' | '.join(rest)} |" for code, *rest in sorted(rows)),
    ]
    return "\n".join([*lines, ""])
