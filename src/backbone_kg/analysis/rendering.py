"""An analysis as plain data, for the published JSON schema."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from backbone_kg.analysis.results import SCHEMA, Analysis, Coverage


def as_dict(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis as the published JSON schema has it.

    A load without bound (something is assigned to a partner that has no FTE at all) is null with
    the verdict ``overloaded``, since JSON has no infinity.
    """
    partners = [asdict(partner) for partner in analysis.partners]
    for partner in partners:
        if partner["load"] is not None and math.isinf(partner["load"]):
            partner["load"] = None
    return {
        "schema": SCHEMA,
        "file": analysis.file,
        "partnership": analysis.partnership,
        "community": analysis.community,
        "framework": {"slug": analysis.framework_slug, "title": analysis.framework},
        "as_of": analysis.as_of,
        "as_of_basis": analysis.as_of_basis,
        "listing": analysis.listing,
        "coverage": _coverage(analysis.coverage),
        "functions": [_coverage(function) for function in analysis.functions],
        "load_limit": asdict(analysis.load_limit),
        "roles": [asdict(role) for role in analysis.roles],
        "partners": partners,
        "holdings": [asdict(holding) for holding in analysis.holdings],
        "left_out": list(analysis.left_out),
        "notes": analysis.notes,
        "as_framework": None,  # filled in by who reads it in another framework
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "name": coverage.name,
        "covered": coverage.covered,
        "wanted": coverage.wanted,
        "share": coverage.share,
        "states": {state.value: count for state, count in coverage.states.items()},
    }
