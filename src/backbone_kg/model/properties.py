"""The properties of a data file's columns that the program computes with, by their IRIs.

All others it only reads, checks, shows and writes, as the layout has them.
"""

from __future__ import annotations

from typing import Final

from backbone_kg.graph.namespaces import term

NAME: Final = term("skos:prefLabel")
COMMUNITY: Final = term("schema:areaServed")
NOTES: Final = term("skos:note")
FRAMEWORK: Final = term("bkg:framework")
LISTING: Final = term("bkg:listing")
AS_OF: Final = term("bkg:asOf")
CURRENCY: Final = term("schema:currency")
KIND: Final = term("org:classification")
ALSO_KNOWN_AS: Final = term("skos:altLabel")
IDENTIFIER: Final = term("org:identifier")
FTE_AVAILABLE: Final = term("bkg:fteAvailable")
COST_PER_FTE: Final = term("bkg:costPerFte")
JOINED: Final = term("bkg:joined")
LEFT: Final = term("bkg:left")
PARTNER: Final = term("org:member")
ROLE: Final = term("bkg:role")
WANTED: Final = term("bkg:wanted")
HOLDERS_NEEDED: Final = term("bkg:holdersNeeded")
FTE_NEEDED: Final = term("bkg:fteNeeded")
PART: Final = term("bkg:part")
FTE: Final = term("bkg:fte")
EVIDENCE: Final = term("bkg:evidence")
IMPORTED_FROM: Final = term("bkg:importedFrom")
FROM: Final = term("schema:startDate")
TO: Final = term("schema:endDate")
IS_BACKBONE: Final = term("bkg:isBackbone")
IS_ANCHOR_ENTITY: Final = term("bkg:isAnchorEntity")
IS_FISCAL_AGENT: Final = term("bkg:isFiscalAgent")
ON_STEERING_COMMITTEE: Final = term("bkg:onSteeringCommittee")
SCALE: Final = term("bkg:scale")
CANDIDATE: Final = term("bkg:candidate")
CRITERION: Final = term("bkg:criterion")
RATER: Final = term("bkg:rater")
RATING: Final = term("bkg:rating")
