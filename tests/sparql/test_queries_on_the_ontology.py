"""What the library answers on the ontology is what the knowledge base says when read in Python."""

from __future__ import annotations

from collections import Counter

from rdflib import URIRef
from tests.sparql.asked import Row, examples

from backbone_kg.graph.rdflib_terms import TYPE, iri, term
from backbone_kg.knowledge import Claim, standard_ontology
from backbone_kg.sparql import all_queries, find_query

ONTOLOGY = standard_ontology()
SAME = {str(term("skos:exactMatch")), str(term("skos:closeMatch"))}
MEASUREMENT = "Establish shared measurement practices"


def ask(name: str, **settings: str) -> list[Row]:
    return examples().ask(name, **settings)


def speakers(claim: Claim) -> list[str]:
    return [agent.name for agent in claim.attributed_to]


def test_capacities_by_function() -> None:
    expected = [
        (framework.title, function.label, capacity.label, holder)
        for framework in ONTOLOGY.frameworks()
        for function in framework.functions
        for capacity in function.capacities
        for holder in sorted(one.named.label for one in ONTOLOGY.suitability[capacity.iri])
    ]
    found = ask("capacities-by-function")
    assert found == expected
    assert (len(found), len({row[2] for row in found})) == (35, 23)
    assert found[0][1:] == (
        "Manage relationships",
        "Listen to others and understand their perspectives, motivations, and expertise",
        "Backbone organization",
    )
    assert ask("capacities-by-function", framework="fsg-2012-07") == []


def test_frameworks() -> None:
    found = ask("frameworks")
    for framework in ONTOLOGY.frameworks():
        rows = [row for row in found if row[0] == framework.title]
        assert len(rows) == max(1, len(framework.primary_sources))
        counts = (
            len(framework.functions),
            sum(len(function.capacities) for function in framework.functions),
            len(framework.qualities),
        )
        assert {row[1:5] for row in rows} == {(framework.issued, *map(str, counts))}
    assert {row[0] for row in found} == {framework.title for framework in ONTOLOGY}


def test_changes_between_editions() -> None:
    expected = [
        (
            change.kind,
            change.before.label if change.before else "",
            change.after.label if change.after else "",
            change.reason,
            agent,
        )
        for change in ONTOLOGY.history("fsg").changes
        for agent in sorted(one.name for one in change.attributed_to)
    ]
    found = ask("changes-between-editions")
    assert found == expected
    assert [row[:3] for row in found if row[4] == "FSG"] == [
        ("renamed", "Provide overall strategic direction", "Guide vision and strategy"),
        ("renamed", "Facilitate dialogue between partners", "Support aligned activities"),
        ("renamed", "Manage data collection and analysis", MEASUREMENT),
        ("dropped", "Handle communications", ""),
        ("renamed", "Coordinate community outreach", "Build public will"),
        ("added", "", "Advance policy"),
        ("unchanged", "Mobilize funding", "Mobilize funding"),
    ]


FRAMEWORKS = {framework.concept.iri: framework for framework in ONTOLOGY}


def _voice(framework: URIRef) -> str:
    """Return who speaks in a framework: of all for whom its editions speak the first by name."""
    revises, graph = term("prov:wasRevisionOf"), ONTOLOGY.graph
    editions = {framework, *graph.transitive_objects(framework, revises)}
    editions |= {one for each in editions for one in graph.transitive_subjects(revises, each)}
    authors = [
        graph.value(agent, term("prov:actedOnBehalfOf")) or agent
        for one in editions
        for agent in graph.objects(one, term("prov:wasAttributedTo"))
    ]
    return min(map(str, authors))


def _counterparts() -> tuple[dict[Row, set[str]], dict[Row, set[str]]]:
    """Return by framework and concept which voices have the same, and which were asked."""
    voices = {one: _voice(iri(one)) for one in FRAMEWORKS}
    sums_up = {iri for iri, one in FRAMEWORKS.items() if len(one.primary_sources) > 1}
    same: dict[Row, set[str]] = {}
    compared: dict[Row, set[str]] = {}
    for mapping in ONTOLOGY.mappings:
        sides = [
            (mapping.subject, mapping.subject_source, mapping.object, mapping.object_source),
            (mapping.object, mapping.object_source, mapping.subject, mapping.subject_source),
        ]
        for concept, home, other, there in sides:
            if concept is None or home not in FRAMEWORKS or there not in voices.keys() - sums_up:
                continue
            if voices[home] == voices[there]:
                continue
            row = (str(concept), FRAMEWORKS[home].title)
            compared.setdefault(row, set()).add(voices[there])
            if other is not None and mapping.predicate in SAME:
                same.setdefault(row, set()).add(voices[there])
    return same, compared


def test_what_frameworks_agree_on() -> None:
    same, compared = _counterparts()
    found = ask("what-frameworks-agree-on")
    assert Counter(row for row in found) == Counter(
        (
            home,
            ONTOLOGY.reader.label(URIRef(iri)),
            str(len(there)),
            str(len(compared[iri, home])),
        )
        for (iri, home), there in same.items()
    )
    assert [int(row[2]) for row in found] == sorted((int(row[2]) for row in found), reverse=True)
    wide = ask("what-frameworks-agree-on", match="any")
    assert len(wide) > len(found)


def test_editions_and_a_summary_of_others_are_no_voices_of_their_own() -> None:
    told = {row[:2]: row[2:] for row in ask("what-frameworks-agree-on")}
    # Mathematica and Equal Measure have it too; Klempin sums up FSG and others.
    assert told["FSG, July 2012", "Advance policy"] == ("1", "9")
    # Only the earlier edition has the same.
    assert ("FSG, July 2012", "Mobilize funding") not in told


def test_crosswalk() -> None:
    for one, other in (("fsg-2012-01", "fsg-2012-07"), ("mathematica", "strivetogether")):
        rows = ONTOLOGY.crosswalk(one, other).rows
        found = ask("crosswalk", framework=one, other=other)
        assert Counter(row[5] for row in found) == Counter(row.comment for row in rows)
        pairs = {frozenset((row[1], row[3])) for row in found}
        assert pairs == {
            frozenset((r.source.label if r.source else "", r.target.label if r.target else ""))
            for r in rows
        }
        titles = {ONTOLOGY.framework(slug).title for slug in (one, other)}
        assert all({row[0], row[4]} == titles for row in found)
    hows = Counter(row[2] for row in ask("crosswalk"))
    assert hows == {"close": 2, "broad": 2, "exact": 1, "no counterpart": 2}


def test_crosswalk_of_a_framework_with_all_that_it_was_compared_with() -> None:
    slug = "fsg-2012-07"
    own = ONTOLOGY.framework(slug)
    found = Counter((row[0], row[4]) for row in ask("crosswalk", framework=slug, other=slug))
    expected = Counter[frozenset[str]]()
    for other in ONTOLOGY:
        if other.slug != slug and (rows := ONTOLOGY.crosswalk(slug, other.slug).rows):
            expected[frozenset((own.title, other.title))] = len(rows)
    told = Counter[frozenset[str]]()
    for pair, count in found.items():
        told[frozenset(pair)] += count
    assert told == expected
    assert len(told) > 3


def test_without_counterpart() -> None:
    frameworks = {framework.concept.iri: framework.title for framework in ONTOLOGY}
    expected = []
    for mapping in ONTOLOGY.mappings:
        if mapping.subject_source not in frameworks or mapping.object_source not in frameworks:
            continue
        homes = frameworks[mapping.subject_source], frameworks[mapping.object_source]
        if mapping.object is None and mapping.subject is not None:
            label = ONTOLOGY.reader.label(mapping.subject)
            expected.append((homes[0], label, homes[1], mapping.comment))
        elif mapping.subject is None and mapping.object is not None:
            label = ONTOLOGY.reader.label(mapping.object)
            expected.append((homes[1], label, homes[0], mapping.comment))
    assert Counter(ask("without-counterpart")) == Counter(expected)


def test_benefits_and_challenges() -> None:
    kinds = {term("bkg:OrganizationType"), term("bkg:BackboneStructure")}
    sides = {"benefit": "benefit", "challenge": "challenge", "risk": "risk"}
    sides["candidacy claim"] = "candidate"
    found = ask("benefits-and-challenges")
    expected = Counter(
        (about.label, sides[claim.kind], claim.statement, agent, claim.held_by, *_stands(claim))
        for claim in ONTOLOGY.claims()
        if claim.kind in sides
        for about in claim.about
        if kinds & set(ONTOLOGY.graph.objects(iri(about.iri), TYPE))
        for agent in speakers(claim)
    )
    assert Counter(row for row in found if row[1] != "observed") == expected
    assert {row[1] for row in ask("benefits-and-challenges", side="benefit")} == {"benefit"}
    structures = {row[0] for row in ask("benefits-and-challenges", side="observed")}
    assert len(structures) == 8


def test_what_a_kind_could_hold() -> None:
    expected = {
        (kind.label, ONTOLOGY.reader.label(role), claim.named.label, agent.name)
        for role, claims in ONTOLOGY.suitability.items()
        for claim in claims
        for kind in ONTOLOGY.organization_types
        if set(ONTOLOGY.broader_types[kind.iri]) & set(claim.types)
        for agent in claim.attributed_to
    }
    stands = {
        (about.label, kind.label): _stands(claim)
        for claim in _claims("suitability claim")
        for about in claim.about
        for kind in claim.about
    }
    found = ask("what-a-kind-could-hold")
    assert all(row[4:] == stands[row[1], row[2]] for row in found)
    assert [row[:4] for row in found] == sorted(expected)
    one = found[0][0]
    assert ask("what-a-kind-could-hold", kind=one) == [row for row in found if row[0] == one]


def test_contested_positions() -> None:
    expected: list[Row] = []
    for question in ONTOLOGY.positions():
        for position in question.positions:
            bearing = [
                ("takes" if position.claim.iri in claim.takes else "supports", claim)
                for claim in position.supported_by
            ]
            bearing += [("disputes", claim) for claim in position.disputed_by]
            expected += [
                (
                    *(question.label, position.label, stance, claim.label, *speakers(claim)),
                    *(claim.held_by, claim.modality, claim.kind_of_evidence, *_stands(claim)),
                )
                for stance, claim in bearing
            ]
    found = ask("contested-positions")
    assert Counter(row[:8] + row[9:] for row in found) == Counter(expected)
    assert all(0 < float(row[8]) <= 1 for row in found)
    assert list(dict.fromkeys(row[0] for row in found)) == [q.label for q in ONTOLOGY.positions()]
    case = ask("contested-positions", evidence="case")
    assert case == [row for row in found if row[7] == "case"]


def _principal(claim: Claim) -> str:
    """Return whose voice a claim is: the speaker, or whom the speaker speaks for."""
    (speaker,) = claim.attributed_to
    behalf = ONTOLOGY.graph.value(iri(speaker.iri), term("prov:actedOnBehalfOf"))
    return str(behalf or speaker.iri)


def test_what_is_known() -> None:
    expected: dict[Row, tuple[set[str], set[str]]] = {}
    for question in ONTOLOGY.positions():
        for position in question.positions:
            for side, claims in (
                ("for", position.supported_by),
                ("against", position.disputed_by),
            ):
                for claim in claims:
                    for evidence in ("any", claim.kind_of_evidence):
                        row = (question.label, position.label, side, evidence)
                        voices, made = expected.setdefault(row, (set(), set()))
                        voices.add(_principal(claim))
                        made.add(str(claim.iri))
    found = ask("what-is-known")
    assert {row[:4]: row[4:] for row in found} == {
        row: (str(len(voices)), str(len(made))) for row, (voices, made) in expected.items()
    }
    assert len(found) == len(expected)


def test_who_lists() -> None:
    found = ask("who-lists")
    for framework in ONTOLOGY:
        summary = len(framework.primary_sources) > 1
        rows = [row for row in found if row[1] == framework.title]
        assert {row[2] for row in rows} == {
            one.label
            for one in framework.concepts
            if "policy" in f"{one.label} {one.definition}".lower()
        }
        assert all(bool(row[0]) is not summary for row in rows)
    assert len({row[0] for row in found} - {""}) == 4


def test_lineage() -> None:
    for framework in ONTOLOGY:
        found = ask("lineage", framework=framework.slug)
        own = {row[2:] for row in found if row[1] == framework.title}
        assert {("by", agent.name) for agent in framework.attributed_to} <= own
        assert {("reported from", work.title) for work in framework.primary_sources} <= own
    assert {row[0] for row in ask("lineage")} == {framework.title for framework in ONTOLOGY}


def test_provenance() -> None:
    for name in ("mathematica:build-trust", "fsg-2012-07:build-public-will"):
        (entry,) = ONTOLOGY.find(name)
        quoted = set(ONTOLOGY.graph.objects(iri(entry.concept.iri), term("bkg:quotedFrom")))
        assert Counter(ask("provenance", thing=name)) == Counter(
            (
                entry.label,
                "quoted" if iri(passage.iri) in quoted else "told in our words",
                passage.document.title,
                passage.locator,
                str(passage.start),
                str(passage.end),
                passage.quote,
            )
            for passage in entry.concept.passages
        )


def _claims(*kinds: str) -> list[Claim]:
    return [claim for claim in ONTOLOGY.claims() if claim.kind in kinds]


LINKS = {"suitability claim", "membership claim", "candidacy claim"}
"""Claims that link a kind of organization to something."""


def _stands(claim: Claim) -> Row:
    """Return the document that a claim stands in, and the first of its places there."""
    (document,) = {passage.document.title for passage in claim.passages}
    return document, min(passage.locator for passage in claim.passages)


def _how(claim: Claim) -> Row:
    return claim.held_by, claim.modality, claim.kind_of_evidence


def test_claims_by_party() -> None:
    parties = {agent for claim in ONTOLOGY.claims() for agent in claim.attributed_to}
    found = ask("claims-by-party")
    for party in parties:
        expected = {
            (
                *(party.name, claim.kind, claim.label, claim.statement),
                *(*_how(claim), reported, *_stands(claim)),
            )
            for claim in ONTOLOGY.claims()
            if party in claim.attributed_to
            for reported in ([work.title for work in claim.primary_sources] or [""])
        }
        assert {row for row in found if row[0] == party.name} == expected
        assert expected <= set(ask("claims-by-party", party=str(party.iri)))
    assert {row[0] for row in found} == {party.name for party in parties}
    assert {row[1] for row in found} >= LINKS


def test_what_is_said_for_an_organization_or_by_a_group_it_belongs_to_is_found_with_it() -> None:
    by = {row[0] for row in ask("claims-by-party", party="agent:strivetogether")}
    assert by == {"StriveTogether", "Jeff Edmondson"}
    by = {row[0] for row in ask("claims-by-party", party="agent:equal-measure")}
    assert by == {"Mathematica and Equal Measure"}


def test_claims_about() -> None:
    subjects = {one for claim in ONTOLOGY.claims() for one in claim.about}
    for subject in subjects:
        assert Counter(row[1:] for row in ask("claims-about", thing=str(subject.iri))) == Counter(
            (claim.kind, claim.statement, agent, *_how(claim), *_stands(claim))
            for claim in ONTOLOGY.claims()
            if subject in claim.about
            for agent in speakers(claim)
        )
    found = ask("claims-about")
    assert len(found) == sum(len(c.about) * len(c.attributed_to) for c in ONTOLOGY.claims())
    assert {row[1] for row in found} >= LINKS
    trust = ask("claims-about", thing="mathematica:build-trust")
    assert ("suitability claim", "“Build trust” could be held by: Backbone organization.") in {
        row[1:3] for row in trust
    }


def test_recommendations() -> None:
    expected = {
        (claim.label, claim.statement, about, agent, *_stands(claim))
        for claim in _claims("recommendation")
        for about in ([one.label for one in claim.about] or [""])
        for agent in speakers(claim)
    }
    found = ask("recommendations")
    assert {row[:2] + row[3:] for row in found} == {row[:2] + row[3:] for row in expected}
    assert len(found) == len(expected)


def test_tensions() -> None:
    expected = {
        (claim.label, *claim.sides, agent, *_stands(claim))
        for claim in _claims("tension")
        for agent in speakers(claim)
    }
    assert set(ask("tensions")) == expected


def test_steps() -> None:
    steps = sorted(_claims("step"), key=lambda claim: claim.position or 0)
    assert [row[:3] for row in ask("steps")] == [
        (str(step.position), step.label, step.statement) for step in steps
    ]
    assert [row[0] for row in ask("steps")] == ["1", "2", "3", "4", "5", "6"]


def test_findings_and_studies() -> None:
    assert Counter(ask("findings-and-studies")) == Counter(
        (study.label, claim.label, claim.statement, agent, *_stands(claim))
        for claim in _claims("finding")
        for study in claim.evidence
        for agent in speakers(claim)
    )


def test_what_rests_on_a_document() -> None:
    found = ask("what-rests-on-a-document")
    read = {ONTOLOGY.source(node).title for node in ONTOLOGY.graph.subjects(term("schema:sha256"))}
    assert read <= {row[0] for row in found}
    by_document = Counter(
        (passages[0].document.title, claim.kind)
        for claim in ONTOLOGY.claims()
        if (passages := claim.passages)
        and len({passage.document.title for passage in passages}) == 1
    )
    for (document, kind), least in by_document.items():
        (row,) = [row for row in found if row[:2] == (document, kind)]
        assert int(row[2]) >= least
    only = ask("what-rests-on-a-document", document="source:fsg-evolving-understanding")
    assert only == [row for row in found if row[0] == only[0][0]]


def test_who_cites_whom() -> None:
    found = ask("who-cites-whom")
    cited = Counter(row[1] for row in found)
    assert all(row[2] == str(cited[row[1]]) for row in found)
    assert [int(row[2]) for row in found] == sorted((int(row[2]) for row in found), reverse=True)
    kania = ask("who-cites-whom", cited="source:kania-kramer-2011")
    assert {row[0] for row in kania} >= {
        "Backbone Organization or Backbone Function?",
        "Rethinking Common Backbone Functions as Capacities",
    }


def test_terms() -> None:
    found = ask("terms", word="Anchor")
    # The same words in two senses are two terms, each with its document.
    assert len(found) == len({row[0] for row in found}) == len({row[2] for row in found}) == 2
    assert all("anchor" in row[0].lower() for row in found)


def test_every_question_on_the_ontology_is_worked_out_another_way() -> None:
    tested = {name.removeprefix("test_").replace("_", "-") for name in globals()}
    asked = {question.name for question in all_queries() if "ontology" in question.tags}
    assert asked <= tested
    assert find_query("terms").tags == ("ontology", "terms")
