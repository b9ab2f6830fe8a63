"""Which version of the knowledge base a store holds, as the ontology's own header there says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError
from backbone_kg.graph.namespaces import PREFIXES, PROJECT

if TYPE_CHECKING:
    from backbone_kg.stores.store import Store

_ONTOLOGY: Final = ox.NamedNode(f"{PROJECT}ontology")
_VERSION: Final = ox.NamedNode(f"{PREFIXES['owl']}versionIRI")


def edition_in(store: ox.Store) -> str:
    """Return the IRI of the version that a store holds; "" if it does not say."""
    found = store.quads_for_pattern(_ONTOLOGY, _VERSION, None, ox.DefaultGraph())
    return max((q.object.value for q in found if isinstance(q.object, ox.NamedNode)), default="")


def edition_of(store: Store, timeout: float | None = None) -> str:
    """Return the IRI of the version that any store holds, by asking it; "" if it does not say."""
    try:
        answered = store.query(f"SELECT ?it {{ {_ONTOLOGY} {_VERSION} ?it }}", timeout=timeout)
    except BackboneError:
        return ""  # what was asked is answered all the same
    return max((str(row["it"]) for row in answered.to_rows()), default="")
