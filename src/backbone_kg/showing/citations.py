"""The verb ``cite``: how to cite a concept, claim, question, document or data file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.base.names import quoted
from backbone_kg.base.version import __version__
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.knowledge.citing import Citation, Edition, citations, edition
from backbone_kg.knowledge.nanopublication import nanopublication
from backbone_kg.knowledge.ontology import Ontology, standard_ontology
from backbone_kg.showing.citation_text import DATA_FILE, as_bibtex, as_csl, as_text

Form: TypeAlias = Literal["text", "bibtex", "csl", "trig"]
FORMS: tuple[Form, ...] = get_args(Form)


def cite(
    what: str | Path, form: Form = "text", *, ontology: Ontology | None = None, width: int = 100
) -> str:
    """Return how to cite something: who says it, work, place, version and address.

    Parameters
    ----------
    what
        A name of a concept, claim, contested question or document, as :meth:`Ontology.find` takes
        it; the name of a question of the library, such as ``coverage``; or a data file.
    form
        ``text``; ``bibtex`` or ``csl`` (CSL-JSON) for reference managers; ``trig`` for one claim
        as a nanopublication, which is not signed.
    ontology
        The knowledge base; by default the one that ships with this version.
    width
        Characters in a line of text, at least 40.

    Raises
    ------
    BackboneError
        If there is no such thing, the file cannot be read, or ``trig`` is asked of what is not one
        claim.

    Examples
    --------
    >>> import backbone_kg
    >>> print(backbone_kg.cite("mathematica:build-trust").split(".")[0])
    “Build trust” (capacity)
    """
    if form not in FORMS:
        raise BackboneError(f"There is no format {quoted(form)}. There are: {', '.join(FORMS)}.")
    ontology = standard_ontology() if ontology is None else ontology
    found = _found(what, ontology)
    if form == "trig":
        if len(found) > 1:
            named = ", ".join(one.iri for one in found)
            raise BackboneError(f"Several things go by that name. Choose one of: {named}.")
        return nanopublication(ontology, found[0])
    if form == "csl":
        return json.dumps(as_csl(found), indent=2, ensure_ascii=False) + "\n"
    return as_bibtex(found) if form == "bibtex" else as_text(found, width=width)


def _found(what: str | Path, ontology: Ontology) -> tuple[Citation, ...]:
    path = Path(what)
    if isinstance(what, Path) or (path.suffix and path.exists()):
        return (_of_file(path, edition(ontology)),)
    try:
        return citations(ontology, what)
    except UnknownNameError:
        question = _of_question(what, edition(ontology))
        if question is not None:
            return (question,)
        if path.exists():
            return (_of_file(path, edition(ontology)),)
        raise


def _of_question(name: str, made: Edition) -> Citation | None:
    from backbone_kg.sparql.library import find_query

    try:
        question = find_query(name)
    except BackboneError:
        return None
    return Citation(
        iri=f"{PROJECT}query/{question.name}",
        label=question.summary,
        kind="question of the library",
        meaning=question.description,
        said_by=made.makers,
        held_by="",
        works=(),
        reported_in=(),
        passages=(),
        known_from=f"queries/{question.name}.rq; what it answers depends on the data",
        edition=made,
    )


def _of_file(path: Path, made: Edition) -> Citation:
    from backbone_kg.reading import read

    partnership = read(path)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    hashes = ", ".join(
        f"{one.name} (SHA-256 {hashlib.sha256(one.read_bytes()).hexdigest()})"
        for one in files
        if one.is_file()
    )
    return Citation(
        iri=str(partnership.iri),
        label=partnership.name,
        kind=DATA_FILE,
        meaning="",
        said_by=(),
        held_by="",
        works=(),
        reported_in=(),
        passages=(),
        known_from=f"{hashes}; read with backbone-kg {__version__}",
        edition=made,
    )
