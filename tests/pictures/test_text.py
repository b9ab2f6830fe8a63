"""Titles and text alternatives give the figures themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backbone_kg.analysis.results import Analysis
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.showing import pictures


def test_the_coverage_title_counts_holders_gaps_and_unknowns(
    samples: dict[str, Analysis],
) -> None:
    assert pictures.headline("coverage", samples["small"]) == (
        "11 of 23 roles have a known holder; 1 of these has fewer than needed; "
        "no evidence found for 12"
    )
    assert pictures.headline("coverage", samples["five states"]) == (
        "2 of 4 roles have a holder; 1 is unfilled; no evidence found for 1"
    )
    assert pictures.headline("coverage", samples["nothing"]).startswith("No role is wanted")


def test_the_load_title_never_calls_the_unknown_fine(samples: dict[str, Analysis]) -> None:
    assert pictures.headline("load", samples["small"]) == (
        "1 of 8 partners with a role is over the limit; 7 within it"
    )
    assert pictures.headline("load", samples["one partner"]) == (
        "Too little is known to say who carries too much"
    )


def test_the_network_title_counts_what_hangs_on_one(samples: dict[str, Analysis]) -> None:
    assert pictures.headline("network", samples["small"]) == (
        "4 roles hang on one partner each; no evidence found for 12"
    )
    assert pictures.headline("network", samples["one partner"]) == (
        "2 roles hang on Only One alone; no evidence found for 21"
    )


def test_descriptions_name_the_figures(samples: dict[str, Analysis]) -> None:
    small = samples["small"]
    coverage = pictures.describe("coverage", small)
    assert "10 of 23 wanted roles" in coverage
    assert "7 shared, 4 held, 0 unfilled, 12 no evidence, 0 not ours" in coverage
    assert "Manage relationships 0 of 6; Manage knowledge 1 of 4" in coverage
    load = pictures.describe("load", small)
    assert "1 over the limit: Harbor Promise (at least 133% of its FTE)" in load
    assert "6 of 18 holdings (33%): Harbor Promise" in load
    network = pictures.describe("network", small)
    assert "8 partners" in network
    assert "11 of 23 wanted roles through 18 links" in network
    assert "1 on Puget Research Institute" in network


def test_a_name_that_ends_in_a_full_stop_ends_the_sentence_once(
    samples: dict[str, Analysis],
) -> None:
    one = samples["one partner"]
    named = replace(one, partners=(replace(one.partners[0], name="Only One, Inc."),))
    assert "(100%): Only One, Inc. No limit" in pictures.describe("load", named)


def test_why_there_is_no_fence_is_said(samples: dict[str, Analysis]) -> None:
    assert "fewer than 5 partners (here 3)" in pictures.describe("load", samples["five states"])


@pytest.mark.parametrize("kind", list(pictures.KINDS))
def test_a_description_is_short_and_not_about_the_picture(kind: str, sample: Analysis) -> None:
    text = pictures.describe(kind, sample)
    assert sample.as_of in text
    assert text.count(". ") <= 2
    assert text.endswith(".")
    assert "picture" not in text


def test_just_over_the_limit_does_not_read_as_the_limit(samples: dict[str, Analysis]) -> None:
    long = samples["long names"]
    partners = tuple(replace(p, load=1.0002) if p.load else p for p in long.partners)
    text = pictures.describe("load", replace(long, partners=partners))
    assert "just over 100%" in text
    assert "(100%" not in text


def test_an_unknown_picture_is_refused_with_those_there_are(samples: dict[str, Analysis]) -> None:
    with pytest.raises(UnknownNameError, match=r"'pie'.*coverage, load and network"):
        pictures.describe("pie", samples["small"])
