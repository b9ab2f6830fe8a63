"""What roles and kinds of organization the words of a file may mean, in one framework."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from backbone_kg.knowledge.concepts import Framework
from backbone_kg.knowledge.likely_kinds import KindWords
from backbone_kg.knowledge.likely_roles import RoleWords
from backbone_kg.knowledge.ontology import Ontology


@dataclass(frozen=True)
class Words:
    """The names that words are compared with.

    Parameters
    ----------
    framework
        Whose roles.
    roles, kinds
        What words may mean there.
    """

    framework: Framework
    roles: RoleWords
    kinds: KindWords

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, ontology: Ontology, framework: Framework) -> Words:
        """Return the words of a framework; gathering them takes longer than a small import."""
        return cls(framework, RoleWords(ontology, framework), KindWords(ontology))

    def names_role(self, text: str) -> bool:
        """Return whether a text is, or is likely, one role."""
        found = self.roles.likely(text)
        return len(found) == 1 and found[0].how_sure != "possible"

    def is_role(self, text: str) -> bool:
        """Return whether a text is the name of a role."""
        return any(one.how_sure == "certain" for one in self.roles.likely(text))

    def names_kind(self, text: str) -> bool:
        """Return whether a text as a whole names a kind of organization."""
        found = self.kinds.likely(text)
        return found is not None and found.how_sure != "possible"
