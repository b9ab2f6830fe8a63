"""`analyze --as-framework`: coverage in another framework, as people and as programs see it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import EXAMPLES, assert_prints, document_of, refused, run
from tests.generate import good, put, write_csv
from tests.published import SCHEMAS

from backbone_kg.analysis import How, Standing, Why
from backbone_kg.knowledge import standard_ontology

SLUGS = [framework.slug for framework in standard_ontology().frameworks()]
FOLDERS = ["graduate-tacoma/2025-09", "say-yes-buffalo/2023"]


@pytest.mark.parametrize(
    ("folder", "slug"),
    [("graduate-tacoma/2025-09", "fsg-2012-07"), ("say-yes-buffalo/2023", "klempin-typical")],
)
def test_a_real_partnership_as_people_see_it(folder: str, slug: str) -> None:
    assert_prints(
        f"as-framework-{Path(folder).parts[0]}-{slug}.txt",
        "analyze",
        EXAMPLES / folder,
        "--as-framework",
        slug,
    )


@cache
def analyzed(folder: str) -> Any:
    return document_of("analyze", EXAMPLES / folder)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("folder", FOLDERS)
def test_as_programs_see_it_it_keeps_to_the_schema(folder: str, slug: str) -> None:
    found = document_of("analyze", EXAMPLES / folder, "--as-framework", slug)
    reading = found["as_framework"]
    assert found | {"as_framework": None} == analyzed(folder)
    framework = standard_ontology().framework(slug)
    assert reading["framework"] == {"slug": slug, "title": framework.title}
    assert [role["label"] for role in reading["roles"]] == [r.label for _, r in framework.roles]
    coverage = reading["coverage"]
    assert sum(coverage["how"].values()) == sum(coverage["standings"].values()) == coverage["roles"]
    if slug == "mathematica":
        plain = {state: n for state, n in coverage["standings"].items() if n}
        assert plain == {state: n for state, n in found["coverage"]["states"].items() if n}
        assert (coverage["covered"], coverage["counted"]) == (
            found["coverage"]["covered"],
            found["coverage"]["wanted"],
        )


def test_the_schema_has_the_words_that_are_used() -> None:
    kinds = json.loads((SCHEMAS / "analysis-1.schema.json").read_text("utf-8"))["$defs"]
    assert kinds["how"]["enum"] == [how.value for how in How]
    assert kinds["standing"]["enum"] == [standing.value for standing in Standing]
    left = kinds["as_framework"]["properties"]["not_represented"]["items"]
    assert left["properties"]["why"]["enum"] == [why.value for why in Why]


def test_what_fsg_added_in_july_has_no_counterpart_in_january_and_is_no_gap(
    tmp_path: Path,
) -> None:
    sheets = put(good(), "Partnership!C2", "FSG, January 2012")
    sheets["Assignments"][1:] = [["Harbor Schools", "Mobilize funding"]]
    reading = document_of(
        "analyze", write_csv(tmp_path / "data", sheets), "--as-framework", "fsg-2012-07"
    )
    roles = {role["label"]: role for role in reading["as_framework"]["roles"]}
    policy, money = roles["Advance policy"], roles["Mobilize funding"]
    assert (policy["how"], policy["standing"]) == ("no counterpart", "cannot be read")
    assert (money["how"], money["standing"], money["holders"]) == (
        "exact",
        "held",
        ["Harbor Schools"],
    )
    left = {role["label"]: role["why"] for role in reading["as_framework"]["not_represented"]}
    assert left == {"Handle communications": "no counterpart"}


def test_the_date_can_be_asked_for_too(tmp_path: Path) -> None:
    data = write_csv(tmp_path / "data", good())
    done = run("analyze", data, "--as-framework", "mathematica", "--as-of", "2019")
    assert "1 of 23 roles" in done.out
    assert "River Valley, Ohio, 2019-12-31 (as asked)" in done.out


def test_a_name_that_is_not_known_is_told_with_a_near_one() -> None:
    told = refused("analyze", EXAMPLES / FOLDERS[0], "--as-framework", "fsg-2012-08")
    assert told.startswith("backbone-kg: There is no framework “fsg-2012-08”. Did you mean ")


def test_a_file_whose_framework_is_not_known_cannot_be_read_in_another(tmp_path: Path) -> None:
    data = write_csv(tmp_path / "data", put(good(), "Partnership!C2", "Zebra"))
    told = refused("analyze", data, "--as-framework", "mathematica")
    assert "the framework of this file is not known" in told
