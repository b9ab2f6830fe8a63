"""Commands on the knowledge base: what they print, and what a program gets from them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.cli.running import golden, run

from backbone_kg.knowledge.ontology import standard_ontology

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
    done = run(*PRINTED[name])
    assert (done.status, done.err) == (0, "")
    assert done.out == golden(f"{name}.txt", done.out)


# --- for programs --------------------------------------------------------------------------------


def document(*arguments: str) -> dict[str, object]:
    done = run(*arguments, "--format", "json")
    assert (done.status, done.err) == (0, "")
    found = json.loads(done.out)
    assert isinstance(found, dict)
    return found


def test_all_frameworks_as_json() -> None:
    told = document("frameworks")["frameworks"]
    assert isinstance(told, list)
    assert [one["slug"] for one in told] == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_one_framework_as_json_and_as_text(slug: str) -> None:
    told = document("frameworks", "show", slug)
    framework = ONTOLOGY[slug]
    assert told["title"] == framework.title
    printed = " ".join(run("frameworks", "show", slug).out.split())
    for concept in framework.concepts:
        assert concept.label in printed
        assert concept.definition in printed


def test_a_history_as_json() -> None:
    told = document("history", "fsg")
    assert isinstance(told["changes"], list)
    kinds = [change["kind"] for change in told["changes"]]
    assert sorted(kinds) == ["added", "dropped", *["renamed"] * 4, "unchanged"]
    reasons = [change["reason"] for change in told["changes"] if change["kind"] != "unchanged"]
    assert all(reasons)


def test_an_entry_as_json() -> None:
    told = document("show", "Build public will")
    assert told["term"] == "Build public will"
    assert isinstance(told["entries"], list)
    assert [entry["short"] for entry in told["entries"]] == [
        "fsg-2012-07:build-public-will",
        "mathematica:build-public-will",
    ]


def test_kinds_as_json() -> None:
    told = document("types")
    assert isinstance(told["types"], list)
    labels = [kind["label"] for kind in told["types"]]
    assert labels == [kind.label for kind in ONTOLOGY.organization_types]
    one = document("types", "City government")
    assert isinstance(one["claims"], list)
    assert {"benefit", "challenge"} <= {claim["kind"] for claim in one["claims"]}


def test_positions_as_json() -> None:
    told = document("positions")["questions"]
    assert isinstance(told, list)
    for question in told:
        assert len(question["positions"]) >= 2
        for position in question["positions"]:
            assert position["claim"]["attributed_to"]
            assert position["claim"]["passages"]


@pytest.mark.parametrize("form", ["csv", "json", "sssom"])
def test_a_crosswalk_tells_programs_what_has_no_counterpart(form: str) -> None:
    out = run("crosswalk", "fsg-2012-01", "fsg-2012-07", "--format", form).out
    if form == "json":
        none = [row for row in json.loads(out)["rows"] if row["how"] == "none"]
        assert [row["source"] and row["source"]["label"] for row in none] == [
            "Handle communications",
            None,
        ]
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(out)))
        assert [row["source"] or row["target"] for row in rows if row["how"] == "none"] == [
            "Handle communications",
            "Advance policy",
        ]
    else:
        assert out.count("sssom:NoTermFound") == 2


# --- what a person may type ----------------------------------------------------------------------


def test_words_need_no_quotes() -> None:
    for typed in (["show", "build", "trust"], ["show", "Build trust"]):
        assert run(*typed).out.startswith("Build trust\n")
    assert run("types", "city", "government").out.startswith("City government\n")
    assert run("positions", "point", "of", "view").out.count("WITH A POINT OF VIEW") == 1
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
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("backbone-kg: ")
    assert words in done.err


@pytest.mark.parametrize("command", ["show", "history", "crosswalk"])
def test_a_name_is_needed(command: str) -> None:
    done = run(command)
    assert (done.status, done.out) == (2, "")
    assert "Missing argument" in done.err


def test_in_a_narrow_window_positions_stand_below_one_another() -> None:
    narrow, wide = (run("positions", "1", columns=columns).out for columns in (60, 100))
    assert "│" in wide
    assert "│" not in narrow
    assert max(map(len, narrow.splitlines())) <= 60
