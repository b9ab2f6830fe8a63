"""Why a question about partnerships may have had no answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from backbone_kg.base.names import clean, did_you_mean, key, shortened
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.sparql.library import LibraryQuery
from backbone_kg.sparql.terms import value_of
from backbone_kg.stores.store import Store

_PARAMETER: Final = "partnership"
_FEW: Final = 5
_NAMES: Final = f"""SELECT DISTINCT ?name WHERE {{
  ?it a <{PREFIXES["bkg"]}Partnership> ; <{PREFIXES["skos"]}prefLabel> ?name
}} ORDER BY ?name"""


def why_nothing(
    question: LibraryQuery,
    store: Store,
    *,
    called: str,
    settings: Mapping[str, str],
    has_data: bool,
    timeout: float | None = None,
) -> str:
    """Return a sentence that says why nothing was found; "" if no reason is seen.

    Parameters
    ----------
    question
        What was asked.
    store
        Who was asked.
    called
        What the question is called on the command line: its name, or its file.
    settings
        The values given for its parameters.
    has_data
        Whether somebody named data files, a store or a service.
    timeout
        Seconds that a service may take to say which partnerships it knows.
    """
    if not question.needs_data:
        return ""
    if not has_data:
        return (
            "No data file was named, and this question is about partnerships. Name one behind it: "
            f"backbone-kg query {called} partners.xlsx"
        )
    given = {key(name): clean(value) for name, value in settings.items()}.get(_PARAMETER, "")
    if not given or all(one.name != _PARAMETER for one in question.parameters):
        return ""
    found = store.query(_NAMES, timeout=timeout)
    names = [str(value_of(name)) for (name,) in found.rows]
    if given.lower() in (name.lower() for name in names):
        return ""
    there = ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW:,} more" * (len(names) > _FEW))
    return f"No partnership here is called “{shortened(given)}”.{did_you_mean(given, names)}" + (
        f" There are: {there}." if names else ""
    )
