"""Results as JSON, held against the schemas that the package publishes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import jsonschema

import backbone_kg

SCHEMAS = Path(backbone_kg.__file__).parent / "schemas"


class Result(Protocol):
    def to_dict(self) -> dict[str, Any]: ...


@cache
def _validator(named: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / named).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def as_published(found: Result) -> dict[str, Any]:
    """Return a result as JSON holds it, once it is known to keep to the schema that it names."""
    return keeping_to_its_schema(json.loads(json.dumps(found.to_dict(), allow_nan=False)))


def keeping_to_its_schema(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document, once it is known to keep to the schema that it names."""
    *_, verb, version = document["schema"].split("/")
    _validator(f"{verb}-{version}.schema.json").validate(document)
    return document
