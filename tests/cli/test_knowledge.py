"""Commands on the knowledge base: what they print, and what a program gets from them."""

from __future__ import annotations

import pytest
from tests.cli.running import assert_prints, document_of, printed, refused, run

from backbone_kg.knowledge import standard_ontology
from backbone_kg.showing.crosswalk_text import to_csv, to_sssom

ONTOLOGY = standard_ontology()
SLUGS = [framework.slug for framework in ONTOLOGY.frameworks()]

PRINTED = {
    "frameworks": ["frameworks"],
    "frameworks-show-fsg-2012-07": ["frameworks", "show", "fsg-2012-07"],
    "frameworks-show-corridors-site": ["frameworks", "show", "corridors-site"],
    "show-build-public-will": ["show", "build-public-will"],
    "show-anchor-entity": ["show", "anchor", "entity"],
    "history-fsg": ["history", "fsg"],
    "crosswalk-fsg": ["crosswalk", "fsg-2012-01", "fsg-2012-07"],
    "types": ["types"],
    "types-community-based-organization": ["types", "Community-based organization"],
    "positions": ["positions"],
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed(name: str) -> None:
    assert_prints(f"{name}.txt", *PRINTED[name])


# --- for programs --------------------------------------------------------------------------------


def test_all_frameworks_as_json() -> None:
    told = document_of("frameworks")["frameworks"]
    assert [one["slug"] for one in told] == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_one_framework_as_json_and_as_text(slug: str) -> None:
    told = document_of("frameworks", "show", slug)
    framework = ONTOLOGY[slug]
    assert told["title"] == framework.title
    shown = " ".join(printed("frameworks", "show", slug).split())
    for concept in framework.concepts:
        assert concept.label in shown
        assert concept.definition in shown


def test_an_entry_as_json() -> None:
    told = document_of("show", "Build public will")
    assert told["term"] == "Build public will"
    assert [entry["short"] for entry in told["entries"]] == [
        "fsg-2012-07:build-public-will",
        "mathematica:build-public-will",
    ]


def test_kinds_as_json() -> None:
    told = document_of("types")
    labels = [kind["label"] for kind in told["types"]]
    assert labels == [kind.label for kind in ONTOLOGY.organization_types]
    one = document_of("types", "City government")
    assert {"benefit", "challenge"} <= {claim["kind"] for claim in one["claims"]}


def test_positions_as_json() -> None:
    told = document_of("positions")["questions"]
    for question in told:
        assert len(question["positions"]) >= 2
        for position in question["positions"]:
            assert position["claim"]["attributed_to"]
            assert position["claim"]["passages"]


def test_a_crosswalk_for_programs() -> None:
    found = ONTOLOGY.crosswalk("fsg-2012-01", "fsg-2012-07")
    asked = ("crosswalk", "fsg-2012-01", "fsg-2012-07")
    assert document_of(*asked) == found.to_dict()
    assert printed(*asked, "--format", "csv") == to_csv(found)
    assert printed(*asked, "--format", "sssom") == to_sssom(found)


# --- what a person may type ----------------------------------------------------------------------


def test_words_need_no_quotes() -> None:
    for typed in (["show", "build", "trust"], ["show", "Build trust"]):
        assert run(*typed).out.startswith("Build trust\n")
    assert run("types", "city", "government").out.startswith("City government\n")
    assert run("positions", "point", "of", "view").out.count("WITH A POINT OF VIEW") == 1
    assert run("frameworks", "fsg-2012-07") == run("frameworks", "show", "fsg-2012-07")
    assert run("frameworks", "FSG,", "July", "2012").out.startswith("FSG, July 2012\n")
    address = "https://w3id.org/backbone-kg/framework/fsg-2012-07#build-public-will"
    assert run("show", f"<{address}>").out == run("show", address).out != ""
    assert run("frameworks", "show", "FSG,", "July", "2012").out.startswith("FSG, July 2012\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "bild-trust"], "Did you mean “build-trust”?"),
        (["frameworks", "show", "matematica"], "Did you mean “mathematica”?"),
        (["history", "matematica"], "Did you mean “mathematica”?"),
        (["types", "think tnak"], "Did you mean “Think tank”?"),
        (["crosswalk", "mathematica", "policylnk"], "Did you mean “policylink”?"),
        (["positions", "9"], "1. Neutral, or with a point of view?"),
    ],
)
def test_an_unknown_name_is_refused_with_a_near_one(arguments: list[str], words: str) -> None:
    told = refused(*arguments)
    assert told.startswith("backbone-kg: ")
    assert words in told


@pytest.mark.parametrize("command", ["show", "history", "crosswalk"])
def test_a_name_is_needed(command: str) -> None:
    assert "Missing argument" in refused(command)


@pytest.mark.parametrize(
    "arguments",
    [
        ["frameworks", "show", "zzz"],
        ["frameworks", "zzz"],
        ["positions", "0"],
        ["show", "zzz zzz"],
        ["show", "Build trust"],
        ["show", "City government"],
        ["types"],
        ["types", "org"],
        ["history", "zzz"],
        ["crosswalk", "fsg-2012-07", "zzz"],
    ],
)
def test_in_a_narrow_window_no_line_is_too_long(arguments: list[str]) -> None:
    done = run(*arguments, columns=40)
    lines = [line for line in (done.out + done.err).splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= 40


@pytest.mark.parametrize("command", ["show", "types", "history", "frameworks"])
def test_of_what_was_typed_a_message_repeats_one_short_line(command: str) -> None:
    done = run(command, "no\nsuch " + "thing " * 50, columns=100)
    assert done.status == 2
    told = " ".join(done.err.split())
    assert "“no such thing thing" in told
    (echo,) = [part.partition("”")[0] for part in told.split("“")[1:] if part.startswith("no such")]
    assert len(echo) <= 60


@pytest.mark.parametrize("command", ["show", "types", "history", "frameworks"])
def test_an_empty_name_is_refused_with_an_example(command: str) -> None:
    assert "The name is empty. Give one, such as “" in refused(command, " ")


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("Closter", ["source:closter-rethinking-functions"]),
        ("Edmondson 2013", ["source:edmondson-organization-or-function"]),
        ("Turner 2015", ["source:turner-m-a-2015"]),
        ("Kania and Kramer 2011", None),
        ("FSG", ["fsg-2012-07", "source:fsg-evolving-understanding", "agent:fsg"]),
        ("Establishing the Backbone", ["source:klempin-establishing-the-backbone"]),
    ],
)
def test_a_document_is_found_as_it_is_cited(name: str, entries: list[str] | None) -> None:
    told = document_of("show", name)["entries"]
    if entries is None:
        assert {entry["kind"] for entry in told} == {"cited work"}
    else:
        assert [entry["short"] for entry in told] == entries


def test_a_hint_names_each_thing_once() -> None:
    assert "Did you mean “M. A. Turner” or “S. Turner” or “S." in run("show", "Turner").err


def test_people_tell_what_they_say_and_hold() -> None:
    told = run("show", "Serena", "Klempin").out
    entry = ONTOLOGY.find("Serena Klempin")[0]
    holds, says = told[told.index("Holds\n") :].split(f"Says ({len(entry.says)} claims)")
    assert len(entry.says) > 10
    for claim in entry.says:
        assert claim.label.removesuffix(".") in " ".join(says.split())
    for claim in entry.holds:
        assert claim.label in " ".join(holds.split())
    assert {c.kind for c in entry.holds} == {"position"}


def test_near_kinds_are_told_for_a_part_of_a_word() -> None:
    assert "“K-12 school district”" in " ".join(run("types", "K12").err.split())
    assert "“Community-based organization”" in " ".join(run("types", "org").err.split())


def test_positions_are_searched_in_full() -> None:
    assert "WITH A POINT OF VIEW" in run("positions", "fairness").out
    assert run("positions", "impartial").out.count("NEUTRAL") == 1
