"""A Frictionless data package: the sheets as .csv files, described by datapackage.json.

The Table Schema of each is made of the shapes: types, what must be filled in, choices, bounds, and
which column names a row of which sheet.
"""

from __future__ import annotations

from typing import Any

from backbone_kg.base.names import slug
from backbone_kg.base.value_kinds import Kind
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.references import References
from backbone_kg.model.sheets_and_columns import Column, Layout
from backbone_kg.writing.as_csv import csv_rows
from backbone_kg.writing.described_tables import about, bounds, described_tables, lost_or_renamed
from backbone_kg.writing.output_format import FOLDER, Files, Format, json_bytes
from backbone_kg.writing.sheet_tables import SheetTable, chosen_framework

DESCRIPTION = "datapackage.json"

_TYPES: dict[Kind | None, dict[str, Any]] = {
    Kind.NUMBER: {"type": "number"},
    Kind.INTEGER: {"type": "integer"},
    Kind.YES_NO: {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    Kind.WEB_ADDRESS: {"type": "string", "format": "uri"},
}


def _files(partnership: Partnership, _: str) -> Files:
    tables = described_tables(partnership)
    files = {table.file: csv_rows([table.headings, *table.rows]).encode() for table in tables}
    return files | {DESCRIPTION: json_bytes(_package(partnership, tables))}


def _package(partnership: Partnership, tables: list[SheetTable]) -> dict[str, Any]:
    references = References(partnership.ontology, chosen_framework(partnership))
    for introduced in partnership.records.introduced:
        for of in introduced.classes:
            references.add(of, introduced.label, introduced.thing)
    roster = partnership.roster
    return {
        "name": slug(roster.name) or "partnership",
        "title": roster.name,
        "description": " ".join(about(partnership)),
        "resources": [
            {
                "name": slug(table.sheet.name),
                "title": table.sheet.name,
                "description": table.sheet.description,
                "path": table.file,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\n"},
                "schema": _schema(partnership.layout, table, tables, references),
            }
            for table in tables
        ],
    }


def _schema(
    layout: Layout, table: SheetTable, tables: list[SheetTable], references: References
) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [], "missingValues": [""]}
    keys = []
    for name, column in zip(table.headings, table.columns, strict=True):
        if not isinstance(column, Column):
            schema["fields"].append(
                {"name": name, "type": "string", "description": "Kept from the file as it is."}
            )
            continue
        named = next((each for each in tables if each.sheet.target == column.refers_to), None)
        allowed = None if named else _allowed(column, references)
        schema["fields"].append(_field(layout, name, column, allowed))
        if named is not None:
            keys.append(
                {
                    "fields": [name],
                    "reference": {
                        # The standard's word for the table itself is an empty name.
                        "resource": "" if named is table else slug(named.sheet.name),
                        "fields": [named.sheet.identifying[0].heading],
                    },
                }
            )
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _allowed(column: Column, references: References) -> list[str] | None:
    if column.choices:
        return list(column.choices)
    return None if column.refers_to is None else references.labels(column.refers_to)


def _field(layout: Layout, name: str, column: Column, allowed: list[str] | None) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.kind is not None:
        constraints |= bounds(layout, column)
    if allowed:
        constraints["enum"] = allowed
    field = {"name": name, "description": column.description, "rdfType": column.path}
    field |= _TYPES.get(column.kind, {"type": "string"})
    if column.example:
        field["example"] = column.example
    return field | ({"constraints": constraints} if constraints else {})


FORMAT = Format(
    "frictionless",
    "A Frictionless data package",
    (FOLDER,),
    _files,
    lost_or_renamed,
    only_by_name=True,
)
