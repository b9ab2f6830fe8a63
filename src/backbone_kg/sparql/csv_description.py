"""What a csv file cannot say of itself: CSV on the Web, in a file beside it.

The version of the knowledge base that was asked, the question, what was set, and what the columns
hold. W3C: Metadata Vocabulary for Tabular Data, 2015.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backbone_kg.sparql.library import LibraryQuery
from backbone_kg.sparql.query_results import Results

_ENDING = "-metadata.json"


def description_path(table: Path) -> Path:
    """Return where the standard looks for the description of a table.

    Examples
    --------
    >>> description_path(Path("answer.csv")).name
    'answer.csv-metadata.json'
    """
    return table.with_name(table.name + _ENDING)


def description(
    table: Path, results: Results, question: LibraryQuery, settings: Mapping[str, str]
) -> str:
    """Return the description of a table that holds an answer.

    Parameters
    ----------
    table
        The file with the rows, csv or tsv.
    results
        The answer.
    question, settings
        What was asked, and what was set.
    """
    meant = {column.name: column.description for column in question.columns}
    tabs = table.suffix.lower() == ".tsv"
    columns = [
        {"name": name, "titles": f"?{name}" if tabs else name}
        | ({"dc:description": meant[name]} if meant.get(name) else {})
        for name in results.headings
    ]
    document: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": table.name,
        "dc:title": question.summary or "Answer to a query",
        "dc:description": question.description or question.text,
        "dc:source": {"@id": results.knowledge_base} if results.knowledge_base else "not known",
        "tableSchema": {"columns": columns},
    }
    if settings:
        told = ", ".join(f"{name}={value}" for name, value in settings.items())
        document["dc:description"] += f"\nAsked with {told}."
    if results.incomplete:
        document["dc:description"] += f"\n{results.incomplete}"
    if tabs:
        document["dialect"] = {"delimiter": "\t"}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
