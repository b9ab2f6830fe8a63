"""A small made-up knowledge base: two editions of a framework, claims, positions, kinds."""

from __future__ import annotations

import pyoxigraph as ox

from backbone_kg import Ontology
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import graph_from_quads, read_turtle
from backbone_kg.graph.namespaces import PREFIXES, PROJECT
from backbone_kg.graph.terms import term
from backbone_kg.knowledge import Mapping, mapping_triples

PREFIX_LINES = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in {
        **PREFIXES,
        "agent": f"{PROJECT}agent/",
        "brook": f"{PROJECT}source/brook-report#",
        "river-1": f"{PROJECT}framework/river-1#",
        "river-2": f"{PROJECT}framework/river-2#",
        "hill": f"{PROJECT}framework/hill#",
        "meadow": f"{PROJECT}framework/meadow#",
        "source": f"{PROJECT}source/",
        "framework": f"{PROJECT}framework/",
        "study": f"{PROJECT}study/",
    }.items()
)

TEXT = """
# --- documents, people, passages ---
source:brook-report a schema:CreativeWork ; dcterms:title "Rivers and hills"@en ;
    dcterms:creator agent:ann-brook ; dcterms:references source:stone-2001 ;
    dcterms:bibliographicCitation "Brook, A. (n.d.). Rivers and hills."@en ;
    schema:sha256 "0" .
source:stone-2001 a schema:CreativeWork ; dcterms:title "Stones"@en ;
    dcterms:creator agent:m-stone, agent:p-pebble, agent:q-grit ; dcterms:issued "2001-03" .
source:leaflet a schema:CreativeWork ; dcterms:title "The leaflet"@en .
agent:ann-brook a foaf:Person ; foaf:name "Ann Brook" .
agent:m-stone a foaf:Person ; foaf:name "M. Stone" .
agent:p-pebble a foaf:Person ; foaf:name "P. Pebble" .
agent:q-grit a foaf:Person ; foaf:name "Q. Grit" .
agent:river-club a foaf:Organization ; foaf:name "River Club" .
study:one a bkg:Study ; rdfs:label "A walk along the river"@en .

brook:p1 a oa:SpecificResource ; oa:hasSource source:brook-report ;
    bkg:locator "Table 1, row 2"@en ;
    oa:hasSelector [ a oa:TextPositionSelector ; oa:start 10 ; oa:end 16 ] ,
        [ a oa:TextQuoteSelector ; oa:exact "listen" ] .
brook:p2 a oa:SpecificResource ; oa:hasSource source:brook-report ; bkg:locator "the end"@en ;
    oa:hasSelector [ a oa:TextPositionSelector ; oa:start 90 ; oa:end 99 ] .
brook:lost a oa:SpecificResource ; bkg:locator "somewhere"@en .

# --- frameworks ---
framework:river-1 a bkg:Framework ; skos:prefLabel "The river, first edition"@en ;
    dcterms:issued "2001-03" ; dcterms:source source:brook-report ;
    prov:hadPrimarySource source:stone-2001 ; prov:wasAttributedTo agent:river-club .
river-1:talk a bkg:Function ; skos:prefLabel "Talk"@en ; skos:inScheme framework:river-1 ;
    skos:definition "Speak with one another."@en ; bkg:position 1 .
river-1:count a bkg:Function ; skos:prefLabel "Count"@en ; skos:inScheme framework:river-1 ;
    bkg:position 2 .
river-1:keep a bkg:Function ; skos:prefLabel "Keep"@en ; skos:inScheme framework:river-1 ;
    bkg:position 3 .

framework:river-2 a bkg:Framework ; skos:prefLabel "The river, second edition"@en ;
    skos:altLabel "River"@en ; skos:definition "Three functions."@en ; dcterms:issued "2003" ;
    dcterms:source source:brook-report ; dcterms:replaces framework:river-1 ;
    prov:wasAttributedTo agent:ann-brook, agent:river-club ; bkg:activityCount 9 ;
    bkg:quotedFrom brook:p2 .
river-2:listen a bkg:Function ; skos:prefLabel "Listen"@en ; skos:inScheme framework:river-2 ;
    skos:definition "Hear before speaking."@en ; bkg:position 1 ; bkg:quotedFrom brook:p1 .
river-2:walk a bkg:Function ; skos:prefLabel "Build trust"@en ; skos:inScheme framework:river-2 ;
    skos:definition "Go and see."@en ; bkg:position 2 .
river-2:keep a bkg:Function ; skos:prefLabel "Keep"@en ; skos:inScheme framework:river-2 ;
    bkg:position 3 .
river-2:ask a bkg:Activity ; skos:prefLabel "Ask"@en ; skos:inScheme framework:river-2 ;
    skos:broader river-2:listen ; bkg:position 1 .
river-2:ask-again a bkg:Activity ; skos:prefLabel "Ask again"@en ; skos:inScheme framework:river-2 ;
    skos:broader river-2:ask .
river-2:sundry a bkg:Activity ; skos:prefLabel "Sundry"@en ; skos:inScheme framework:river-2 .

river-2:c1 a bkg:Change ; rdfs:label "From talk to listening"@en ; bkg:changeKind bkg:renamed ;
    prov:entity river-1:talk ; bkg:result river-2:listen ; bkg:inEdition framework:river-2 ;
    bkg:reason "Talk was not enough."@en ; bkg:position 1 ; bkg:reportedBy agent:ann-brook ;
    bkg:quotedFrom brook:p1 .
river-2:c2 a bkg:Change ; rdfs:label "No more counting"@en ; bkg:changeKind bkg:dropped ;
    prov:entity river-1:count ; bkg:inEdition framework:river-2 ; bkg:position 2 .
river-2:c3 a bkg:Change ; rdfs:label "Walking is new"@en ; bkg:changeKind bkg:added ;
    prov:entity framework:river-1 ; bkg:result river-2:walk ; bkg:inEdition framework:river-2 ;
    bkg:position 3 .
river-2:c4 a bkg:Change ; rdfs:label "Keeping stays"@en ; bkg:changeKind bkg:unchanged ;
    prov:entity river-1:keep ; bkg:result river-2:keep ; bkg:inEdition framework:river-2 ;
    bkg:position 4 .

framework:hill a bkg:Framework ; skos:prefLabel "Hill capacities"@en .
hill:lead a bkg:Function ; skos:prefLabel "Lead"@en ; bkg:position 1 ;
    skos:inScheme framework:hill ; bkg:requiresCapacity hill:build-trust, hill:see-far .
hill:rest a bkg:Function ; skos:prefLabel "Rest"@en ; bkg:position 2 ;
    skos:inScheme framework:hill .
hill:see-far a bkg:Capacity ; skos:prefLabel "See far"@en ; bkg:position 1 ;
    skos:broader hill:lead ; skos:inScheme framework:hill .
hill:build-trust a bkg:Capacity ; skos:prefLabel "Build trust"@en ; bkg:position 2 ;
    skos:broader hill:lead ; skos:inScheme framework:hill .
hill:calm a bkg:Quality ; skos:prefLabel "Calm"@en ; skos:inScheme framework:hill .

framework:meadow a bkg:Framework ; skos:prefLabel "Meadow qualities"@en .
meadow:open a bkg:Quality ; skos:prefLabel "Open"@en ; bkg:position 2 ;
    skos:inScheme framework:meadow .
meadow:wide a bkg:Quality ; skos:prefLabel "Wide"@en ; bkg:position 1 ;
    skos:inScheme framework:meadow .

# --- kinds of organization ---
<https://w3id.org/backbone-kg/organization-type> a skos:ConceptScheme ;
    skos:prefLabel "Kinds of organization"@en .
orgtype:school a bkg:OrganizationType ; skos:prefLabel "School"@en ; skos:altLabel "Schools"@en ;
    skos:inScheme <https://w3id.org/backbone-kg/organization-type> ; bkg:position 1 ;
    skos:exactMatch brook:kind-academy .
orgtype:club a bkg:OrganizationType ; skos:prefLabel "Club"@en ; bkg:position 2 ;
    skos:inScheme <https://w3id.org/backbone-kg/organization-type> .
orgtype:choir a bkg:OrganizationType ; skos:prefLabel "Choir"@en ; bkg:position 3 ;
    skos:inScheme <https://w3id.org/backbone-kg/organization-type> ; skos:broader orgtype:club .
brook:kinds a skos:ConceptScheme ; skos:prefLabel "Brook’s kinds"@en .
brook:kind-academy a bkg:OrganizationType ; skos:prefLabel "Academy"@en ;
    skos:inScheme brook:kinds ; bkg:quotedFrom brook:p1 .
brook:kind-society a bkg:OrganizationType ; skos:prefLabel "Society"@en ;
    skos:inScheme brook:kinds ; skos:closeMatch orgtype:club .
brook:kind-crowd a bkg:OrganizationType ; skos:prefLabel "Crowd"@en ; skos:inScheme brook:kinds .
brook:council a bkg:OrganizationType ; skos:prefLabel "Council"@en ; skos:inScheme brook:kinds .

# --- claims ---
brook:holds a bkg:SuitabilityClaim ; bkg:aboutCapacity hill:build-trust ;
    rdfs:label "Academies build trust"@en ; bkg:statement "Academies could build trust."@en ;
    bkg:suggestsType brook:kind-academy ; prov:wasAttributedTo agent:ann-brook ;
    bkg:quotedFrom brook:p1 .
brook:holds-too a bkg:SuitabilityClaim ; bkg:aboutCapacity hill:build-trust ;
    bkg:suggestsType brook:kind-society ; prov:wasAttributedTo agent:ann-brook .
brook:sits a bkg:MembershipClaim ; bkg:aboutBody brook:council ;
    rdfs:label "Academies sit"@en ; bkg:statement "Academies should sit on the council."@en ;
    bkg:suggestsType brook:kind-academy ;
    prov:wasAttributedTo agent:ann-brook ; bkg:quotedFrom brook:p2 .
brook:benefit a bkg:BenefitClaim ; rdfs:label "Knows children"@en ;
    bkg:statement "It knows the children."@en ; bkg:about brook:kind-academy ;
    prov:wasAttributedTo agent:m-stone ; prov:hadPrimarySource source:stone-2001 ;
    bkg:paraphrasedFrom brook:p1 .
brook:challenge a bkg:ChallengeClaim ; rdfs:label "Closed in summer"@en ;
    bkg:statement "It is closed in summer."@en ; bkg:about brook:kind-academy ;
    prov:wasAttributedTo agent:ann-brook ; bkg:paraphrasedFrom brook:p2 .
brook:crowded a bkg:RiskClaim ; rdfs:label "Crowds scatter"@en ;
    bkg:statement "Crowds scatter."@en ; bkg:about brook:kind-crowd, river-2:listen ;
    prov:wasAttributedTo agent:ann-brook ; bkg:paraphrasedFrom brook:lost .
brook:bare a bkg:Finding ; rdfs:label "Rivers flow"@en ; bkg:statement "All rivers flow."@en ;
    bkg:about framework:river-2 ; prov:wasGeneratedBy study:one .
brook:pull a bkg:TensionClaim ; rdfs:label "Fast or deep"@en ; bkg:statement "Both at once."@en ;
    bkg:oneSide "Fast"@en ; bkg:otherSide "Deep"@en ; prov:wasAttributedTo agent:ann-brook ;
    bkg:paraphrasedFrom brook:p2 .
brook:step-2 a bkg:Step ; rdfs:label "Swim"@en ; bkg:statement "They swam."@en ; bkg:position 2 ;
    bkg:about framework:hill ; bkg:paraphrasedFrom brook:p1 .
brook:step-1 a bkg:Step ; rdfs:label "Undress"@en ; bkg:statement "They undressed."@en ;
    bkg:position 1 ; bkg:about framework:hill ; bkg:paraphrasedFrom brook:p2 .

# --- positions ---
brook:question a bkg:Question ; skos:prefLabel "One bridge, or two?"@en ; bkg:position 1 ;
    skos:definition "How many bridges to build."@en .
brook:two a bkg:ContestedPosition ; rdfs:label "Two bridges"@en ; bkg:statement "Build two."@en ;
    bkg:answers brook:question ; bkg:position 2 ; bkg:paraphrasedFrom brook:p2 .
brook:one a bkg:ContestedPosition ; rdfs:label "One bridge"@en ; bkg:statement "Build one."@en ;
    bkg:answers brook:question ; bkg:position 1 ; bkg:paraphrasedFrom brook:p1 .
brook:stone-two a bkg:Claim ; rdfs:label "Stone wants two"@en ; bkg:statement "Two are best."@en ;
    prov:wasAttributedTo agent:m-stone ; prov:hadPrimarySource source:stone-2001 ;
    bkg:heldBy "all" ; bkg:modality "should" ; bkg:kindOfEvidence "opinion" ;
    bkg:paraphrasedFrom brook:p2 .
brook:ann-one a bkg:Claim ; rdfs:label "Brook wants one"@en ; bkg:statement "One is best."@en ;
    prov:wasAttributedTo agent:ann-brook ; bkg:paraphrasedFrom brook:p1 .
brook:r1 a bkg:ClaimReading ; bkg:ofClaim brook:stone-two ; bkg:takesPosition brook:two .
brook:r2 a bkg:ClaimReading ; bkg:ofClaim brook:ann-one ; bkg:takesPosition brook:one .
brook:r3 a bkg:ClaimReading ; bkg:ofClaim brook:bare ; bkg:supports brook:one .
brook:r4 a bkg:ClaimReading ; bkg:ofClaim brook:bare ; bkg:disputes brook:two .
brook:r5 a bkg:ClaimReading ; bkg:ofClaim brook:pull ; bkg:disputes brook:two .
brook:aside a bkg:Claim ; rdfs:label "Bridges cost"@en ; bkg:statement "Bridges cost money."@en ;
    bkg:about brook:question ; prov:wasAttributedTo agent:ann-brook ; bkg:paraphrasedFrom brook:p1 .
"""

MANUAL = str(term("skos:note"))  # any IRI does as a justification here


def mapping(one: str, predicate: str, other: str, comment: str) -> Mapping:
    def concept(name: str) -> str | None:
        return f"{PROJECT}framework/{name}" if "#" in name else None

    def framework(name: str) -> str:
        return f"{PROJECT}framework/{name.partition('#')[0]}"

    return Mapping(
        subject=concept(one),
        predicate=str(term(predicate)),
        object=concept(other),
        justification=MANUAL,
        comment=comment,
        subject_source=framework(one),
        object_source=framework(other),
    )


MAPPINGS = (
    mapping("river-2#walk", "skos:broadMatch", "hill#lead", "Walking is part of leading."),
    mapping("river-2#keep", "skos:mappingRelation", "hill", "Nothing is kept on the hill."),
)


def river(more: str = "", *mappings: Mapping) -> Ontology:
    """Return the knowledge base, with more Turtle and more mappings added."""
    text = PREFIX_LINES + TEXT + more
    mappings = (*MAPPINGS, *mappings)
    graph = graph_from_quads(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    for triple in (*read_turtle(ontology_dir() / "backbone.ttl"), *mapping_triples(mappings)):
        graph.add(triple)
    return Ontology(graph, mappings)
