"""How to cite something: who says it, in which work, where, from which version, its address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from nanopub.nanopub import Nanopub
from nanopub.nanopub_conf import NanopubConf
from rdflib import Dataset, URIRef
from tests.cli.running import run

from backbone_kg import BackboneError, __version__, cite, ontology
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.knowledge import Claim

TRUST = f"{PROJECT}framework/mathematica#build-trust"
SOME = next(claim for claim in ontology.claims() if claim.held_by == "some")
IN_TEXT = "  Who says it  "


def test_a_concept_is_cited_with_speaker_work_place_version_and_address() -> None:
    told = " ".join(cite("mathematica:build-trust", width=10_000).split())
    assert told.startswith("“Build trust” (capacity). Mathematica and Equal Measure. Closter, M.")
    assert "Table 1, row 1, column 2, item 2 (characters 3293–3304)." in told
    assert (
        f"The backbone-kg developers (2026). Backbone knowledge base, version {__version__}."
        in told
    )
    assert TRUST in told


def test_of_what_is_reported_both_the_work_and_the_report_are_named() -> None:
    told = cite("fsg-2012-01:handle-communications")
    assert "Hanleybrown, F., Kania, J., and Kramer, M. (2012, January)." in told
    shared = " ".join(cite("collective-impact-3-0:shared-aspiration").split())
    assert "Work Cabaj, M., and Weaver, L. (2016)." in shared
    assert "Reported in Weaver, L. (n.d.)." in shared
    assert "place not noted" in shared


def test_a_claim_of_some_is_not_told_as_that_of_all() -> None:
    speaker = SOME.attributed_to[0].name
    assert f"{IN_TEXT}some of {speaker}" in cite(str(SOME.iri), width=10_000)


def test_what_no_document_has_says_where_it_is_known_from() -> None:
    told = " ".join(cite("Lead organization").split())
    assert "Known from Common knowledge of the field: the name was not seen in the text." in told
    assert "no place is known" not in told


def test_a_contested_question_is_ours() -> None:
    told = cite("question-stance")
    assert f"{IN_TEXT}The backbone-kg developers" in told


def test_a_question_of_the_library_and_a_data_file_are_cited_too(tmp_path: Path) -> None:
    assert "“How much of its roles does each partnership cover?”" in cite("coverage")
    for name, text in {
        "Partnership": "Name,Community,Framework,Listing\nRiver,Ohio,mathematica,complete\n",
        "Partners": "Name,Type\nHarbor Schools,K-12 school district\n",
        "Assignments": "Partner,Role\nHarbor Schools,Build trust\n",
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    told = " ".join(cite(tmp_path).split())
    assert told.startswith("River (data file).")
    assert re.search(r"Partners\.csv \(SHA-256 [0-9a-f]{64}\)", told)
    assert f"read with backbone-kg {__version__}" in told


def test_a_document_is_cited_as_itself() -> None:
    assert cite("Edmondson 2013").startswith("Edmondson, J. (2013).")
    (item,) = json.loads(cite("Edmondson 2013", "csl"))
    assert item["author"] == [{"family": "Edmondson", "given": "Jeff"}]
    assert item["issued"] == {"date-parts": [[2013, 12]]}


# --- reference managers --------------------------------------------------------------------------


def test_csl_has_an_item_for_the_thing_and_one_for_each_work() -> None:
    thing, work = json.loads(cite("mathematica:build-trust", "csl"))
    assert (thing["id"], thing["type"], thing["version"]) == (TRUST, "entry", __version__)
    assert thing["author"] == [{"literal": "Mathematica and Equal Measure"}]
    assert thing["editor"] == [{"literal": "The backbone-kg developers"}]
    assert work["title"].startswith("Rethinking Common Backbone Functions")


def test_bibtex_keeps_names_of_organizations_whole_and_marks_special_signs() -> None:
    written = cite("mathematica:build-trust", "bibtex")
    assert "author    = {{Mathematica and Equal Measure}}," in written
    assert [line[0] for line in written.splitlines() if line.startswith(("@", "}"))] == [
        "@",
        "}",
    ] * 2
    gates = cite("Bill & Melinda Gates Foundation", "bibtex")
    assert "Bill \\& Melinda Gates Foundation" in gates
    assert written.count("{") == written.count("}")


# --- nanopublications ----------------------------------------------------------------------------


def nanopub(text: str) -> Nanopub:
    dataset = Dataset()
    dataset.parse(data=text, format="trig")
    return Nanopub(rdf=dataset, conf=NanopubConf())


@pytest.mark.parametrize("claim", ontology.claims()[::30], ids=lambda one: str(one.iri)[-20:])
@pytest.mark.filterwarnings("ignore")
def test_a_claim_is_a_nanopublication_that_a_kept_checker_takes(claim: Claim) -> None:
    made = nanopub(cite(str(claim.iri), "trig"))
    assert made.is_valid
    said = {predicate for _, predicate, _ in made.assertion}
    assert term("bkg:statement") in said
    assert term("prov:wasAttributedTo") not in said
    speaker = {URIRef(one.iri) for one in claim.attributed_to}
    assert set(made.provenance.objects(URIRef(made.metadata.assertion))) >= speaker
    version = URIRef(f"{PROJECT}ontology/{__version__}")
    assert version in set(made.pubinfo.objects(None, term("prov:wasDerivedFrom")))


def test_what_is_no_claim_is_no_nanopublication() -> None:
    with pytest.raises(BackboneError, match="is no claim"):
        cite("mathematica:build-trust", "trig")


# --- the command ---------------------------------------------------------------------------------


def test_the_command_prints_the_same() -> None:
    assert run("cite", "Edmondson", "2013").out == cite("Edmondson 2013")
    done = run("cite", "Bild trust")
    assert (done.status, done.out) == (2, "")
    assert "Did you mean" in done.err
