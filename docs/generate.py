"""Writes the pages and pictures that are derived from the code, the shapes and the examples.

Run by ``make docs``. A test compares the texts with what stands in the repository.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import click
import yaml
from docs.derived.columns_page import column_reference
from docs.derived.model_page import PICTURES, drawn, with_terms_page
from docs.derived.ontology_checks_page import checks_page

from backbone_kg.analysis.analysis_results import DERIVED, Analysis
from backbone_kg.analysis.basis_of_figures import Basis
from backbone_kg.analysis.change.comparison_results import Comparison
from backbone_kg.analysis.change.timeline import Timeline
from backbone_kg.analysis.choice.budget_results import Budget
from backbone_kg.analysis.choice.candidates_results import Candidates
from backbone_kg.analysis.planning.suggest_results import Plan
from backbone_kg.analysis.planning.whatif_results import WhatIf
from backbone_kg.base import json_form
from backbone_kg.cli import main
from backbone_kg.knowledge.claims import suitability
from backbone_kg.knowledge.graph_reader import Reader, names_of
from backbone_kg.knowledge.known_names import (
    PREPARED_NAMES,
    PREPARED_SUITABILITY,
    prepared_names,
    prepared_suitability,
)
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.knowledge.ontology_files import OntologyPaths
from backbone_kg.merging import Merged
from backbone_kg.model.jsonld_context import context_text
from backbone_kg.model.layout_from_shapes import layout_from
from backbone_kg.model.shipped_layout import PREPARED, prepared_layout, standard_layout
from backbone_kg.portfolios.summaries import PortfolioSummary
from backbone_kg.sharing.share_results import Shared
from backbone_kg.showing.findings_text import WORDS
from backbone_kg.showing.metrics_page import metrics_page, with_metrics
from backbone_kg.sparql.library import all_queries
from backbone_kg.validation.finding_pages import everything_said

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES_OF_COMMANDS = ROOT / "docs" / "command-examples.yaml"
ASK = ROOT / "docs" / "ask-the-graph.md"
SCHEMAS = ROOT / "src" / "backbone_kg" / "schemas"
VERBS = (Budget, Candidates, Comparison, Merged, Plan, PortfolioSummary, Shared, Timeline, WhatIf)
"""Results whose schema follows from their type alone."""
SCHEMA = SCHEMAS / "analysis-1.schema.json"
OF_FINDINGS = SCHEMAS / "findings-1.schema.json"
EXAMPLE = ROOT / "examples" / "graduate-tacoma" / "2025-09"


def texts() -> dict[Path, str]:
    """Return the derived texts by the file that holds them."""
    layout = standard_layout()
    return {
        ROOT / "docs" / "columns.md": "# The data file\n\n" + column_reference(layout),
        ROOT / "docs" / "commands.md": commands(),
        ROOT / "docs" / "findings.md": findings(),
        ROOT / "docs" / "metrics.md": metrics_page(),
        SCHEMA: analysis_schema(),
        OF_FINDINGS: findings_schema(),
        **{SCHEMAS / f"{name(verb)}-1.schema.json": verb_schema(verb) for verb in VERBS},
        ROOT / "docs" / "queries.md": queries(),
        ASK: with_terms_page(ASK.read_text(encoding="utf-8")),
        **{ROOT / "docs" / "images" / f"{one.name}.svg": drawn(one) for one in PICTURES},
        ROOT / "docs" / "ontology-checks.md": checks_page(),
        ROOT / "ontology" / "context.jsonld": context_text(layout),
        **prepared_forms(),
    }


def prepared_forms() -> dict[Path, str]:
    """Return what is read from the ontology's files each time, as it is kept beside them."""
    folder = ROOT / "ontology"
    ontology, paths = Ontology.from_directory(folder), OntologyPaths.of(folder)
    names = names_of(Reader(ontology.names))
    return {
        folder / PREPARED: prepared_layout(layout_from(folder / "shapes" / "partnership.ttl")),
        folder / PREPARED_NAMES: prepared_names(names, folder, paths),
        folder / PREPARED_SUITABILITY: prepared_suitability(
            suitability(ontology.reader), folder, paths
        ),
    }


def analysis_schema() -> str:
    """Return the JSON schema of an analysis, with the metrics and the parts that there are."""
    schema = with_metrics(json.loads(SCHEMA.read_text(encoding="utf-8")))
    kept = {n: d for n, d in schema["$defs"].items() if d.get("$comment") != json_form.DERIVED}
    types, said = get_type_hints(Analysis), json_form.meanings(Analysis)
    for name in DERIVED:
        part = {"description": said[name], **json_form.schema_of(types[name], kept)}
        schema["properties"][name] = part
    schema["$defs"] = kept
    schema["required"] = list(schema["properties"])
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def findings_schema() -> str:
    """Return the JSON schema of findings, with what the coverage of a file rests on."""
    schema = json.loads(OF_FINDINGS.read_text(encoding="utf-8"))
    kept = {n: d for n, d in schema["$defs"].items() if d.get("$comment") != json_form.DERIVED}
    json_form.schema_of(Basis, kept)
    nothing = {"description": "Whether nothing is known that a figure could rest on."}
    kept["basis"]["properties"]["nothing_known"] = {**nothing, "type": "boolean"}
    kept["basis"]["required"].append("nothing_known")
    schema["$defs"] = kept
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def name(verb: Any) -> str:
    """Return what the schema of a result is called, such as ``budget``."""
    return str(verb.SCHEMA).split("/")[-2]


def verb_schema(verb: Any) -> str:
    """Return the JSON schema of a result that says which schema it keeps to, from its fields."""
    kinds: dict[str, Any] = {}
    json_form.schema_of(verb, kinds)
    form = kinds.pop(verb.__name__[0].lower() + verb.__name__[1:])
    own = {"description": "The schema that it keeps to.", "const": verb.SCHEMA}
    properties = {"schema": own, **form["properties"]}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": verb.SCHEMA,
        "title": f"{verb.__name__} of backbone-kg",
        "description": form["description"],
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": kinds,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def commands() -> str:
    """Return the help of every command, and of those below it, as a page."""
    examples = yaml.safe_load(EXAMPLES_OF_COMMANDS.read_text(encoding="utf-8"))
    page = ["# Commands", "", "What `--help` says of each, and examples that run.", ""]
    return "\n".join([*page, *_help(main, "backbone-kg", examples)])


def _help(
    command: click.Command, name: str, examples: dict[str, Any], depth: int = 2
) -> Iterator[str]:
    given = examples.get(command.name or "", []) if depth == 2 else []
    lines, form = (given["text"], "text") if isinstance(given, dict) else (given, "sh")
    with click.Context(command, info_name=name, **main.context_settings) as context:
        yield from (f"{'#' * depth} {name}", "", "```text", command.get_help(context), "```", "")
        if lines:
            yield from (f"```{form}", *lines, "```", "")
        if isinstance(command, click.Group):
            below = 2 if command is main else depth + 1
            for part in command.list_commands(context):
                one = command.get_command(context, part)
                assert one is not None
                yield from _help(one, f"{name} {part}", examples, below)


def findings() -> str:
    """Return the table of findings as a page."""
    page = [
        "# Findings",
        "",
        "What `backbone-kg validate` and `import` can say. Codes are stable; words in braces stand "
        "for details. Each code has a page that tells why it matters and how to mend it, with an "
        "example before and after: follow its link, or say `backbone-kg explain CODE`.",
        "",
        "| Code | | What is wrong | What to do |",
        "|---|---|---|---|",
    ]
    page += [
        f"| [`{one.code}`](../findings/{one.code}.yaml) | {WORDS[one.severity]} "
        f"| {one.text} | {one.remedy} |"
        for one in everything_said()
    ]
    return "\n".join([*page, ""])


def queries() -> str:
    """Return the table of the questions of the query library as a page."""
    questions = all_queries()
    page = [
        "# The query library",
        "",
        f"{len(questions)} questions in SPARQL, each one file in `queries/`. A question of your "
        "own is one file more: [how to write one](writing-a-question.md).",
        "",
        "What can be set, with its default, is bound as an RDF term. A date stands for the last "
        "day of the year or month that it names. Of several files of one partnership, a question "
        "takes the newest one on or before the day, and of each its own day where no date is set; "
        "`snapshots=all` takes every file. What cannot be known is not said: before the first day "
        "of which a file says anything there are no figures, and `not_read` counts assignments "
        "that could not be read.",
        "",
        "| Question | What it asks | What can be set | Tags | Columns |",
        "|---|---|---|---|---|",
    ]
    for question in questions:
        settings = "<br>".join(
            f"`{one.name}`"
            + (f" = `{one.default}`" if one.default else "")
            + f" ({', '.join(one.allowed) or one.type})"
            for one in question.parameters
        )
        columns = ", ".join(f"`{column.name}`" for column in question.columns) or "a graph"
        page.append(
            f"| `{question.name}` | {question.summary} | {settings} "
            f"| {', '.join(question.tags)} | {columns} |"
        )
    return "\n".join([*page, ""])


def pictures() -> None:
    """Draw the pictures of the README from a real example."""
    from backbone_kg.reading import read
    from backbone_kg.showing import pictures

    partnership = read(EXAMPLE)
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    for kind, made in pictures.KINDS.items():
        if made.compute is not None and kind != "candidates":  # the example names none
            picture = pictures.draw(kind, pictures.result_of(partnership, kind))
            pictures.save(picture, folder / f"{kind}.png")


if __name__ == "__main__":
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")
    pictures()
