"""What a name in a cell refers to: a row of another sheet, a role of the framework, a type."""

from __future__ import annotations

from collections.abc import Sequence

from backbone_kg.base.likely_names import Candidates
from backbone_kg.base.names import bare, key
from backbone_kg.graph.namespaces import FRAMEWORK, ORGANIZATION_TYPE, ROLE
from backbone_kg.knowledge.concepts import Concept, Framework
from backbone_kg.knowledge.ontology import Ontology


class References:
    """Names and what they refer to, by class.

    Parameters
    ----------
    ontology
        Whose frameworks and types can be named.
    framework
        Whose roles can be named; None if it is not known, and then those of every framework: a
        misspelled framework is one mistake, not one for each role.
    """

    def __init__(self, ontology: Ontology, framework: Framework | None) -> None:
        self._targets: dict[str, dict[str, str]] = {}
        self._bare: dict[str, dict[str, set[str]]] = {}
        self._near: dict[str, Candidates] = {}
        self._labels: dict[str, dict[str, str]] = {}
        self._others: dict[str, dict[str, str | None]] = {}
        frameworks = ontology.frameworks()
        whose = frameworks if framework is None else (framework,)
        self._add_concepts(FRAMEWORK, [(known.concept, known.slug) for known in frameworks])
        self._add_concepts(
            ORGANIZATION_TYPE, [(kind, kind.name) for kind in ontology.organization_types]
        )
        self._add_concepts(ROLE, [(role, role.name) for known in whose for _, role in known.roles])

    def _add_concepts(self, of: str, concepts: Sequence[tuple[Concept, str]]) -> None:
        # No other name of one concept may hide the label of another.
        for concept, _ in concepts:
            self.add(of, concept.label, concept.iri)
        for concept, short_name in concepts:
            for name in (*concept.aliases, short_name, str(concept.iri)):
                self._targets[of].setdefault(key(name), concept.iri)

    def add(self, of: str, name: str, target: str) -> None:
        """Make a name refer to a thing of a class, unless it refers to another already."""
        self._bare.pop(of, None)
        self._near.pop(of, None)
        self._targets.setdefault(of, {}).setdefault(key(name), target)
        self._labels.setdefault(of, {}).setdefault(str(target), name)

    def add_other(self, of: str, name: str, target: str) -> None:
        """Make another name refer to a thing of a class, unless it is the name of one already.

        What is another name of two things refers to neither.
        """
        self._bare.pop(of, None)
        targets, others = self._targets.setdefault(of, {}), self._others.setdefault(of, {})
        told = key(name)
        if told not in targets and told not in others:
            targets[told] = others[told] = target
        elif told in others and others[told] != target:
            targets.pop(told, None)
            others[told] = None

    def find(self, of: str, name: str) -> str | None:
        """Return what a name refers to, or None."""
        return self._targets.get(of, {}).get(key(name))

    def find_alike(self, of: str, name: str) -> str | None:
        """Return the one thing whose name is the same but for an article or a legal form.

        None if there is none, or more than one.
        """
        if of not in self._bare:
            self._bare[of] = {}
            for known, target in self._targets.get(of, {}).items():
                self._bare[of].setdefault(bare(known), set()).add(target)
        found = self._bare[of].get(bare(name) or name, set())
        return next(iter(found)) if len(found) == 1 else None

    def label(self, of: str, target: str) -> str | None:
        """Return the name that a thing goes by, or None if it is not known."""
        return self._labels.get(of, {}).get(str(target))

    def labels(self, of: str) -> list[str]:
        """Return the names that things of a class go by, in the order of adding."""
        return list(self._labels.get(of, {}).values())

    def nearest(self, of: str, name: str, *, cutoff: float) -> str | None:
        """Return the name of a thing of a class that a name is most like, or None."""
        if of not in self._near:
            self._near[of] = Candidates(self._labels.get(of, {}).values())
        return self._near[of].nearest(name, cutoff=cutoff)
