"""CSV on the Web: tables described by csv-metadata.json, from which RDF can be made.

What csv2rdf makes of them agrees with the graph of the data file: every row says its IRI and those
of what it names, in columns of their own. What has no column of a sheet is not in it, and nor are
columns that only the file knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from rdflib import Literal, URIRef

from backbone_kg.base.cells import CellValue
from backbone_kg.base.names import slug
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.rdflib_terms import POSITION, PREF_LABEL, TYPE, term
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Column
from backbone_kg.writing.as_csv import csv_rows
from backbone_kg.writing.described_tables import (
    DATES,
    about,
    bounds,
    described_tables,
    lost_or_renamed,
)
from backbone_kg.writing.output_format import FOLDER, Files, Format, json_bytes
from backbone_kg.writing.sheet_tables import SheetTable, written_graph

DESCRIPTION: Final = "csv-metadata.json"
"""Where the standard looks for it beside a table."""

_IRI, _POSITION, _OWN_ROLES = "IRI", "Position", "Own roles.csv"
_XSD = str(term("xsd:date")).removesuffix("date")
_TYPES: dict[Kind | None, Any] = {
    Kind.NUMBER: "decimal",
    Kind.INTEGER: "integer",
    Kind.YES_NO: {"base": "boolean", "format": "yes|no"},
    Kind.WEB_ADDRESS: "anyURI",
}


def _files(partnership: Partnership, _: str) -> Files:
    graph = written_graph(partnership)
    files, described = {}, []
    tables = described_tables(partnership)
    for table in tables:
        columns = list(_columns(partnership, table, graph))
        rows = [[column.cells[row] for column in columns] for row in range(len(table.rows))]
        files[table.file] = csv_rows([[column.title for column in columns], *rows]).encode()
        described.append(_table(partnership, table, columns, tables))
    own = partnership.records.introduced
    if own:
        names = [[each.thing, each.label] for each in own]
        files[_OWN_ROLES] = csv_rows([[_IRI, "Name"], *names]).encode()
        described.append(_own_roles(own[0].classes))  # a sheet introduces things of one kind
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": partnership.roster.name or "Partnership",
        "dc:description": " ".join(about(partnership)),
        "tables": described,
    }
    return files | {DESCRIPTION: json_bytes(document)}


class _Described:
    """A column of a table: its description and its cells."""

    def __init__(
        self, title: str, cells: Iterable[CellValue], path: str | None = None, **said: Any
    ) -> None:
        self.title = title
        self.cells = list(cells)
        self.said = said | ({"propertyUrl": str(path)} if path else {"suppressOutput": True})

    @property
    def document(self) -> dict[str, Any]:
        return {"name": _name(self.title), "titles": self.title} | self.said


def _columns(partnership: Partnership, table: SheetTable, graph: Any) -> Iterator[_Described]:
    yield _Described(_IRI, table.things, datatype="string", required=True)
    for index, (name, column) in enumerate(zip(table.headings, table.columns, strict=True)):
        cells = [row[index] for row in table.rows]
        path = table.paths[index]
        if not isinstance(column, Column):
            yield _Described(name, cells)
            continue
        said: dict[str, Any] = {"dc:description": column.description}
        if column.required:
            said["required"] = True
        if column.refers_to is None:
            said["datatype"] = _datatype(partnership, column, table.things, graph)
            yield _Described(name, cells, path, **said)
            continue
        yield _Described(name, cells, **said)
        named = [graph.value(URIRef(thing), URIRef(column.path)) for thing in table.things]
        iris = [str(node) if isinstance(node, URIRef) else None for node in named]
        title = f"{name} IRI"
        yield _Described(title, iris, path, datatype="string", valueUrl=f"{{+{_name(title)}}}")
        texts = [str(node) if isinstance(node, Literal) else None for node in named]
        if any(texts):
            yield _Described(f"{name} (not understood)", texts, path, datatype="string")
    if table.sheet.link is not None:
        places = [graph.value(URIRef(thing), POSITION) for thing in table.things]
        cells = [None if place is None else str(place) for place in places]
        yield _Described(_POSITION, cells, POSITION, datatype="integer")


def _datatype(partnership: Partnership, column: Column, things: Iterable[str], graph: Any) -> Any:
    """Return the datatype of a column: of dates the one that all have, if they have one."""
    if column.kind is Kind.DATE:
        values = (graph.value(URIRef(thing), URIRef(column.path)) for thing in things)
        found = {value.datatype for value in values if isinstance(value, Literal)}
        if len(found) == 1 and (one := next(iter(found))) and one.startswith(_XSD):
            return one.removeprefix(_XSD)
        return {"base": "string", "format": DATES}
    base = _TYPES.get(column.kind, "string")
    limits = bounds(partnership.layout, column) if column.kind is not None else {}
    pattern = limits.pop("pattern", None)
    if pattern:
        return {"base": "string", "format": pattern}
    return {"base": base} | limits if limits else base


def _table(
    partnership: Partnership,
    table: SheetTable,
    columns: list[_Described],
    tables: list[SheetTable],
) -> dict[str, Any]:
    virtual = [_virtual("type", TYPE, str(table.sheet.target))]
    if table.sheet.link is not None:
        virtual.append(_virtual("belongs_to", table.sheet.link, str(partnership.iri)))
    schema: dict[str, Any] = {
        "aboutUrl": f"{{+{_name(_IRI)}}}",
        "columns": [*(column.document for column in columns), *virtual],
    }
    keys = [
        {
            "columnReference": [_name(f"{name} IRI")],
            "reference": {"resource": named.file, "columnReference": [_name(_IRI)]},
        }
        for name, column in zip(table.headings, table.columns, strict=True)
        for named in tables
        if isinstance(column, Column) and column.refers_to == named.sheet.target
    ]
    if keys:
        schema["foreignKeys"] = keys
    schema["primaryKey"] = [_name(_IRI)]
    return {
        "url": table.file,
        "dc:title": table.sheet.name,
        "dc:description": table.sheet.description,
        "tableSchema": schema,
    }


def _own_roles(classes: Iterable[str]) -> dict[str, Any]:
    columns = [
        _Described(_IRI, (), datatype="string", required=True),
        _Described("Name", (), PREF_LABEL, datatype="string"),
    ]
    types = [_virtual(f"type_{n}", TYPE, each) for n, each in enumerate(classes, start=1)]
    return {
        "url": _OWN_ROLES,
        "dc:title": "Roles of the partnership's own",
        "tableSchema": {
            "aboutUrl": f"{{+{_name(_IRI)}}}",
            "columns": [*(column.document for column in columns), *types],
        },
    }


def _virtual(name: str, path: str, value: str) -> dict[str, Any]:
    return {"name": name, "virtual": True, "propertyUrl": str(path), "valueUrl": value}


def _name(title: str) -> str:
    return slug(title).replace("-", "_") or "column"


FORMAT = Format("csvw", "CSV on the Web", (FOLDER,), _files, lost_or_renamed, only_by_name=True)
