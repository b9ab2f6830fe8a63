"""The layout of this version's data file, as it was prepared or from the shapes."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from backbone_kg.base.findings import Severity
from backbone_kg.base.prepared_files import fingerprint, load_prepared, prepared
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.base.value_kinds import Kind
from backbone_kg.model.sheets_and_columns import Check, Column, Layout, Sheet

PREPARED: Final = "prepared/layout.json"
"""The layout as it was read from the shapes, beside the ontology."""


@lru_cache(maxsize=1)
def standard_layout() -> Layout:
    """Return the layout of this version's data file."""
    folder = ontology_dir()
    shapes = folder / "shapes" / "partnership.ttl"
    made_of = fingerprint(folder, [shapes])
    classes = {"Sheet": Sheet, "Column": Column, "Check": Check, "Kind": Kind, "Severity": Severity}
    found = load_prepared(folder / PREPARED, made_of, classes)
    if found is None:
        from backbone_kg.model.layout_from_shapes import layout_from

        return layout_from(shapes)
    return Layout(
        sheets=found["sheets"],
        checks={check.shape: check for check in found["checks"]},
        limits={shape: (least, most) for shape, least, most in found["limits"]},
        source=shapes.read_bytes(),
    )


def prepared_layout(layout: Layout) -> str:
    """Return the standard layout as the file :data:`PREPARED` holds it."""
    folder = ontology_dir()
    limits = [(shape, *limit) for shape, limit in layout.limits.items()]
    return prepared(
        fingerprint(folder, [folder / "shapes" / "partnership.ttl"]),
        {"sheets": layout.sheets, "checks": layout.checks.values(), "limits": limits},
    )
