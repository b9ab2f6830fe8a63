"""Why a question about partnerships may have had no answers."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import clean, key, shortened
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.sparql.library import LibraryQuery
from backbone_kg.sparql.oxigraph_terms import Term, value_of
from backbone_kg.stores.store import Store

_FEW: Final = 5
_FILES: Final = f"""PREFIX bkg: <{PREFIXES["bkg"]}> PREFIX skos: <{PREFIXES["skos"]}>
SELECT DISTINCT ?name ?snapshot ?since WHERE {{
  ?partnership a bkg:Partnership ; skos:prefLabel ?name .
  OPTIONAL {{
    ?snapshot bkg:snapshotOf ?partnership .
    OPTIONAL {{ ?snapshot bkg:knownSince ?since }}
  }}
}} ORDER BY ?name"""


@dataclass(frozen=True, slots=True)
class _File:
    """What a data file says of how much of it is known."""

    name: str
    snapshot: str | None
    since: datetime.date | None


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
    files = [_File(*map(value_of, row)) for row in store.query(_FILES, timeout=timeout).rows]
    given = {key(name): clean(value) for name, value in settings.items()}
    names = {one.name for one in question.parameters}
    asked = given.get("partnership", "") if "partnership" in names else ""
    chosen = [one for one in files if asked.lower() in {"", one.name.lower()}]
    if asked and not chosen:
        return _not_there(asked, list(dict.fromkeys(one.name for one in files)))
    return _without_facts(chosen) or _before(chosen, question.bindings(settings).get("_date"))


def _not_there(asked: str, names: list[str]) -> str:
    there = ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW:,} more" * (len(names) > _FEW))
    return f"No partnership here is called “{shortened(asked)}”.{did_you_mean(asked, names)}" + (
        f" There are: {there}." if names else ""
    )


def _without_facts(files: Collection[_File]) -> str:
    if not files or any(one.snapshot is not None for one in files):
        return ""
    return (
        "These data were stored without the facts that questions look at. Store them again: "
        "backbone-kg load"
    )


def _before(files: Collection[_File], day: Term | None) -> str:
    """Return what to say if the day is earlier than anything that is known."""
    known = [one.since for one in files if one.since is not None]
    if day is None or len(known) < len(files) or not known or str(min(known)) <= str(value_of(day)):
        return ""
    return (
        f"Nothing is known on {value_of(day)}: the first day of which the data say anything is "
        f"{min(known)}."
    )
