"""Files in a store that cannot be told apart, or that claim one name for two partnerships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from backbone_kg.base.names import key
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.stores.store import Store

_QUERY: Final = f"""
PREFIX bkg: <{PREFIXES["bkg"]}>
PREFIX skos: <{PREFIXES["skos"]}>
PREFIX schema: <{PREFIXES["schema"]}>
SELECT DISTINCT ?graph ?snapshot ?group ?day ?name ?community ?file
WHERE {{
  GRAPH ?graph {{
    ?snapshot bkg:snapshotOf ?group ; bkg:asOfDay ?day ; skos:prefLabel ?name ; bkg:fileName ?file .
    OPTIONAL {{ ?snapshot schema:areaServed ?community }}
  }}
}}
ORDER BY ?graph"""


@dataclass(frozen=True, slots=True)
class Collision:
    """Files of which a question across partnerships cannot take each by itself.

    Parameters
    ----------
    files
        What they are called.
    message
        What is the matter, and what to do.
    """

    files: tuple[str, ...]
    message: str


def collisions(store: Store) -> tuple[Collision, ...]:
    """Return what collides in a store.

    Two files of one partnership at one date are taken together as one; two partnerships that have
    one identifier, or one name without a community, are taken for one.
    """
    rows = store.query(_QUERY).to_rows()
    return (*_of_one_date(rows), *_of_two_partnerships(rows))


def _of_one_date(rows: list[dict[str, object]]) -> Iterator[Collision]:
    for same in _grouped(rows, "snapshot"):
        if len({row["graph"] for row in same}) > 1:
            files = _files(same)
            yield Collision(
                files,
                f"{joined(files)} are both of “{same[0]['name']}” at {same[0]['day']}, and are "
                "taken together as one. Keep the one that is right, or give each its own As of.",
            )


def _of_two_partnerships(rows: list[dict[str, object]]) -> Iterator[Collision]:
    for same in _grouped(rows, "group"):
        names = {(key(str(r["name"])), key(str(r.get("community") or ""))) for r in same}
        if len(names) > 1:
            files = _files(same)
            called = " and ".join(sorted({f"“{row['name']}”" for row in same}))
            yield Collision(
                files,
                f"{joined(files)} are taken for one partnership, but differ in name or community "
                f"({called}). If they are two, give each an identifier of its own.",
            )


def _grouped(rows: list[dict[str, object]], column: str) -> Iterator[list[dict[str, object]]]:
    groups: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        groups[str(row[column])].append(row)
    yield from groups.values()


def _files(rows: list[dict[str, object]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(row["file"]) for row in rows))
