"""The properties of a data file's columns that the program computes with, by their IRIs.

All others it only reads, checks, shows and writes, as the layout has them.
"""

from __future__ import annotations

from typing import Final

from backbone_kg.graph.namespaces import PREFIXES


def _iri(curie: str) -> str:
    prefix, name = curie.split(":", 1)
    return PREFIXES[prefix] + name


NAME: Final = _iri("skos:prefLabel")
COMMUNITY: Final = _iri("schema:areaServed")
NOTES: Final = _iri("skos:note")
FRAMEWORK: Final = _iri("bkg:framework")
LISTING: Final = _iri("bkg:listing")
AS_OF: Final = _iri("bkg:asOf")
KIND: Final = _iri("org:classification")
IDENTIFIER: Final = _iri("org:identifier")
FTE_AVAILABLE: Final = _iri("bkg:fteAvailable")
JOINED: Final = _iri("bkg:joined")
LEFT: Final = _iri("bkg:left")
PARTNER: Final = _iri("org:member")
ROLE: Final = _iri("org:role")
WANTED: Final = _iri("bkg:wanted")
HOLDERS_NEEDED: Final = _iri("bkg:holdersNeeded")
FTE_NEEDED: Final = _iri("bkg:fteNeeded")
PART: Final = _iri("bkg:part")
FTE: Final = _iri("bkg:fte")
EVIDENCE: Final = _iri("bkg:evidence")
FROM: Final = _iri("schema:startDate")
TO: Final = _iri("schema:endDate")
IS_BACKBONE: Final = _iri("bkg:isBackbone")
IS_ANCHOR_ENTITY: Final = _iri("bkg:isAnchorEntity")
IS_FISCAL_AGENT: Final = _iri("bkg:isFiscalAgent")
ON_STEERING_COMMITTEE: Final = _iri("bkg:onSteeringCommittee")
