"""The knowledge base: what the literature says about backbones, and which words say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.knowledge.attribution import attribution_of
    from backbone_kg.knowledge.claims import Claim
    from backbone_kg.knowledge.concepts import (
        NOWHERE,
        Activity,
        Agent,
        Concept,
        Framework,
        Function,
        SourceDocument,
        SourcePassage,
    )
    from backbone_kg.knowledge.crosswalk import Crosswalk, CrosswalkRow
    from backbone_kg.knowledge.likely_kinds import KindWords
    from backbone_kg.knowledge.likely_roles import RoleWords
    from backbone_kg.knowledge.mapping_relations import HOW, ORDER, How
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.knowledge.ontology_files import OntologyPaths
    from backbone_kg.knowledge.passage_context import PassageInContext, passages_in_context
    from backbone_kg.knowledge.source_verification import DocumentCheck, Verification
    from backbone_kg.knowledge.sssom import (
        BUILT_IN,
        JUSTIFICATIONS,
        MANUAL,
        NO_TERM_FOUND,
        Mapping,
        mapping_triples,
        read_sssom,
    )

__getattr__, __dir__ = face(__name__)
