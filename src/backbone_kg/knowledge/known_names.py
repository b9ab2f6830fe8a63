"""What names in data files refer to, as the ontology has it: read once, and kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backbone_kg.base.prepared_files import fingerprint, load_prepared, prepared
from backbone_kg.knowledge.concepts import (
    Activity,
    Agent,
    Concept,
    Framework,
    Function,
    SourceDocument,
    SourcePassage,
    Suitability,
)

if TYPE_CHECKING:
    from backbone_kg.knowledge.ontology_files import OntologyPaths

PREPARED_NAMES: Final = "prepared/names.json"
PREPARED_SUITABILITY: Final = "prepared/suitability.json"
"""What was read from the ontology, in a folder beside its files."""

Passages = Callable[[str], tuple[SourcePassage, ...]]


class Names(NamedTuple):
    """What names in data files refer to.

    Parameters
    ----------
    frameworks
        By short name, sorted.
    organization_types
        The merged list of kinds of organization, in its order.
    broader_types
        Each of these kinds, with itself and all kinds that it is a case of.
    vocabulary
        What values are checked against, as triples: the class of each thing to name.
    """

    frameworks: dict[str, Framework]
    organization_types: tuple[Concept, ...]
    broader_types: dict[str, tuple[str, ...]]
    vocabulary: tuple[tuple[str, str, str], ...]


def load_names(folder: Path, paths: OntologyPaths, passages: Passages) -> Names | None:
    """Return the names that were prepared for a folder; None where its files have to be read.

    Parameters
    ----------
    folder, paths
        The ontology's folder, and the files that it would be read from.
    passages
        Finds the passages of a concept.
    """
    found = _load(folder, PREPARED_NAMES, paths.first, passages)
    if found is None:
        return None
    return Names(
        frameworks={framework.slug: framework for framework in found["frameworks"]},
        organization_types=found["organization_types"],
        broader_types=dict(found["broader_types"]),
        vocabulary=found["vocabulary"],
    )


def prepared_names(names: Names, folder: Path, paths: OntologyPaths) -> str:
    """Return names as the file :data:`PREPARED_NAMES` holds them."""
    return prepared(
        fingerprint(folder, paths.first),
        {
            "frameworks": names.frameworks.values(),
            "organization_types": names.organization_types,
            "broader_types": names.broader_types.items(),
            "vocabulary": names.vocabulary,
        },
    )


def load_suitability(
    folder: Path, paths: OntologyPaths, passages: Passages
) -> dict[str, tuple[Suitability, ...]] | None:
    """Return who suggests whom for a role as it was prepared; None where files must be read."""
    found = _load(folder, PREPARED_SUITABILITY, paths.every, passages)
    if found is None:
        return None
    by_role: dict[str, tuple[Suitability, ...]] = {}
    for claim in found["claims"]:
        by_role[claim.role] = (*by_role.get(claim.role, ()), claim)
    return by_role


def prepared_suitability(
    suitability: Mapping[str, Iterable[Suitability]], folder: Path, paths: OntologyPaths
) -> str:
    """Return who suggests whom for a role as the file :data:`PREPARED_SUITABILITY` holds it."""
    claims = [claim for claims in suitability.values() for claim in claims]
    return prepared(fingerprint(folder, paths.every), {"claims": claims})


def _load(
    folder: Path, name: str, sources: Iterable[Path], passages: Passages
) -> dict[str, Any] | None:
    classes: dict[str, Callable[..., Any]] = {
        one.__name__: one
        for one in (Activity, Agent, Framework, Function, SourceDocument, SourcePassage)
    }
    classes["Suitability"] = Suitability
    classes["Concept"] = partial(Concept, _find_passages=passages)
    path, sources = folder / name, tuple(sources)
    # With folders of one's own there is more than what was prepared.
    if not path.is_file() or not all(one.is_relative_to(folder) for one in sources):
        return None
    return load_prepared(path, fingerprint(folder, sources), classes)
