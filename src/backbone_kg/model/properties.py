"""The properties of a data file's columns that the program computes with, by their IRIs.

All others it only reads, checks, shows and writes, as the layout has them.
"""

from __future__ import annotations

from typing import Final

from backbone_kg.graph.namespaces import term

NAME: Final = str(term("skos:prefLabel"))
COMMUNITY: Final = str(term("schema:areaServed"))
NOTES: Final = str(term("skos:note"))
FRAMEWORK: Final = str(term("bkg:framework"))
LISTING: Final = str(term("bkg:listing"))
AS_OF: Final = str(term("bkg:asOf"))
CURRENCY: Final = str(term("schema:currency"))
OTHER_NAMES: Final = str(term("skos:altLabel"))
KIND: Final = str(term("org:classification"))
ALSO_KNOWN_AS: Final = str(term("skos:altLabel"))
IDENTIFIER: Final = str(term("org:identifier"))
FTE_AVAILABLE: Final = str(term("bkg:fteAvailable"))
COST_PER_FTE: Final = str(term("bkg:costPerFte"))
JOINED: Final = str(term("bkg:joined"))
LEFT: Final = str(term("bkg:left"))
PARTNER: Final = str(term("org:member"))
ROLE: Final = str(term("bkg:role"))
WANTED: Final = str(term("bkg:wanted"))
HOLDERS_NEEDED: Final = str(term("bkg:holdersNeeded"))
FTE_NEEDED: Final = str(term("bkg:fteNeeded"))
PART: Final = str(term("bkg:part"))
FTE: Final = str(term("bkg:fte"))
EVIDENCE: Final = str(term("bkg:evidence"))
IMPORTED_FROM: Final = str(term("bkg:importedFrom"))
FROM: Final = str(term("schema:startDate"))
TO: Final = str(term("schema:endDate"))
IS_BACKBONE: Final = str(term("bkg:isBackbone"))
IS_ANCHOR_ENTITY: Final = str(term("bkg:isAnchorEntity"))
IS_FISCAL_AGENT: Final = str(term("bkg:isFiscalAgent"))
ON_STEERING_COMMITTEE: Final = str(term("bkg:onSteeringCommittee"))
SCALE: Final = str(term("bkg:scale"))
CANDIDATE: Final = str(term("bkg:candidate"))
CRITERION: Final = str(term("bkg:criterion"))
RATER: Final = str(term("bkg:rater"))
RATING: Final = str(term("bkg:rating"))
