"""What is said before an answer that rests on files of which something could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.numbers_and_lists import joined, out_of, plural
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.sparql.library import LibraryQuery
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.stores.embedded import EmbeddedStore
from backbone_kg.stores.store import Store

_FEW: Final = 3
_NOT_KNOWN: Final = (
    "Whether all assignments could be read is not known, because the store did not say; what is "
    "said of partnerships may be incomplete."
)
_FILES: Final = f"""PREFIX bkg: <{PREFIXES["bkg"]}> PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?file ?read ?not_read WHERE {{
  ?snapshot bkg:assignmentsNotRead ?not_read ; bkg:assignmentsRead ?read ; bkg:fileName ?file ;
    skos:prefLabel ?partnership .
  FILTER(?not_read > 0 && COALESCE(LCASE(?partnership) = LCASE(?_partnership), true))
}} ORDER BY ?file"""


def unread_told(
    question: LibraryQuery,
    store: Store,
    bindings: Mapping[str, Term],
    timeout: float | None = None,
) -> str:
    """Return a sentence on assignments that could not be read, or "" if all could be.

    Where the store does not answer this, the sentence says that it is not known.

    Parameters
    ----------
    question
        What is asked. A query of one's own may be about files; a service is not asked for it then.
    store
        Who is asked.
    bindings
        What is set, by which files of other partnerships are left out.
    timeout
        Seconds that a service may take.
    """
    of_ones_own = not question.tags and isinstance(store, EmbeddedStore)
    if not (question.needs_data or of_ones_own):
        return ""
    asked = {name: term for name, term in bindings.items() if name == "_partnership"}
    try:
        files = store.query(_FILES, bindings=asked, timeout=timeout).to_rows()
    except BackboneError:
        return _NOT_KNOWN  # what was asked is answered all the same
    if not files:
        return ""
    not_read = sum(one["not_read"] for one in files)
    every = not_read + sum(one["read"] for one in files)
    names = [str(one["file"]) for one in files]
    of = joined(names) if len(names) <= _FEW else plural(len(names), "file")
    return (
        f"{out_of(not_read, every, 'assignment')} of {of} could not be read, so what is said of "
        "partnerships is incomplete: backbone-kg validate says why."
    )
