"""An RO-Crate 1.1: the sheets as .csv files and the graph as Turtle, with a description.

Who made the data and under which license they may be used is not known here, and is not made up:
the description says so.
"""

from __future__ import annotations

import datetime
from typing import Any, Final

from backbone_kg.base.version import __version__
from backbone_kg.model.partnership import Partnership
from backbone_kg.writing import as_csv, as_turtle
from backbone_kg.writing.described_tables import about
from backbone_kg.writing.output_format import FOLDER, Files, Format, json_bytes
from backbone_kg.writing.without_cells import without_cell

DESCRIPTION: Final = "ro-crate-metadata.json"
_GRAPH: Final = "partnership.ttl"
_NOT_KNOWN: Final = (
    "The file does not say who made the data, nor under which license they may be used: ask before "
    "you pass them on."
)


def _files(partnership: Partnership, ending: str) -> Files:
    files = dict(as_csv.FORMAT.files(partnership, ending))
    files[_GRAPH] = as_turtle.turtle_text(partnership).encode()
    return files | {DESCRIPTION: json_bytes(_crate(partnership, files))}


def _crate(partnership: Partnership, files: Files) -> dict[str, Any]:
    roster, layout = partnership.roster, partnership.layout
    sheets = {f"{sheet.name}.csv": sheet.description for sheet in layout.sheets}
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": roster.name or "A partnership",
        "description": " ".join([_what(partnership), *about(partnership), _NOT_KNOWN]),
        # The standard asks for a day; that of writing is the one that is known.
        "datePublished": datetime.date.today().isoformat(),
        "license": {"@id": "#license-not-known"},
        "hasPart": [{"@id": name} for name in files],
    }
    if roster.as_of:
        root["temporalCoverage"] = roster.as_of.isoformat()
    if roster.community:
        root["spatialCoverage"] = {"@id": "#community"}
    entities: list[dict[str, Any]] = [
        {
            "@id": DESCRIPTION,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        root,
        {
            "@id": "#license-not-known",
            "@type": "CreativeWork",
            "name": "License not known",
            "description": _NOT_KNOWN,
        },
    ]
    if roster.community:
        entities.append({"@id": "#community", "@type": "Place", "name": roster.community})
    for name, content in files.items():
        entities.append(
            {
                "@id": name,
                "@type": "File",
                "name": name,
                "description": sheets.get(name, "The same data as RDF, in Turtle."),
                "encodingFormat": "text/turtle" if name == _GRAPH else "text/csv",
                "contentSize": str(len(content)),
            }
        )
    entities += [
        {
            "@id": "#written",
            "@type": "CreateAction",
            "name": "Written in this form",
            "instrument": {"@id": "https://w3id.org/backbone-kg"},
            "result": {"@id": "./"},
        },
        {
            "@id": "https://w3id.org/backbone-kg",
            "@type": "SoftwareApplication",
            "name": "backbone-kg",
            "url": "https://w3id.org/backbone-kg",
            "version": __version__,
        },
    ]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": entities}


def _what(partnership: Partnership) -> str:
    where = f" ({partnership.roster.community})" if partnership.roster.community else ""
    return f"Who holds which backbone role in {partnership.roster.name or 'a partnership'}{where}."


FORMAT = Format("ro-crate", "An RO-Crate", (FOLDER,), _files, without_cell, only_by_name=True)
