"""The JSON-LD context of a data file, derived from the layout."""

from __future__ import annotations

import json
from typing import Any

from backbone_kg.base.names import slug
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.curies import Curies
from backbone_kg.graph.namespaces import POSITION, PREFIXES, TYPE, local_name
from backbone_kg.model.sheets_and_columns import Column, Layout

_CURIES = Curies(
    {
        prefix: PREFIXES[prefix]
        for prefix in ("bkg", "org", "orgtype", "mathematica", "schema", "skos", "xsd")
    }
)

_TYPES = {
    Kind.NUMBER: "xsd:decimal",
    Kind.INTEGER: "xsd:integer",
    Kind.YES_NO: "xsd:boolean",
    Kind.WEB_ADDRESS: "xsd:anyURI",
}


def context_of(layout: Layout) -> dict[str, Any]:
    """Return the context in which a data file of this layout is written.

    Each column's property has one name, made from its heading; columns of two sheets that state
    the same property share the name of the first. A date keeps its datatype at each value, because
    a year, a month and a day have three.
    """
    context: dict[str, Any] = {**_CURIES.prefixes}
    context |= {"id": "@id", "type": "@type", "graph": "@graph"}
    context |= {local_name(sheet.target): _CURIES.shorten(sheet.target) for sheet in layout.sheets}
    context["position"] = {"@id": _CURIES.shorten(POSITION), "@type": "xsd:integer"}
    named = {str(TYPE), str(POSITION)}
    for sheet in layout.sheets:
        if sheet.link is not None and str(sheet.link) not in named:
            named.add(str(sheet.link))
            entry = {"@id": _CURIES.shorten(sheet.link), "@type": "@id"}
            context[_free_name(context, local_name(sheet.link), sheet.link)] = entry
        for column in sheet.columns:
            if column.path not in named:
                named.add(column.path)
                name = _free_name(context, slug(column.heading), column.path)
                context[name] = _entry(column)
    return context


def context_text(layout: Layout) -> str:
    """Return the context as the file ``ontology/context.jsonld`` holds it."""
    return json.dumps({"@context": context_of(layout)}, indent=2, ensure_ascii=False) + "\n"


def _entry(column: Column) -> dict[str, str]:
    entry = {"@id": _CURIES.shorten(column.path)}
    if column.refers_to is not None:
        entry["@type"] = "@id"
    elif column.kind in _TYPES:
        entry["@type"] = _TYPES[column.kind]
    return entry


def _free_name(context: dict[str, Any], wanted: str, path: str) -> str:
    """Return a name that the context does not give to anything else yet."""
    return next(name for name in (wanted, local_name(path), path) if name not in context)
