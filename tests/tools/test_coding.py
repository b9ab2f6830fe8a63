"""A second coding: what the coder may see, and how far the two codings agree."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from tools.coding.__main__ import PAGE, coded, main, page
from tools.coding.agreement import cohens_kappa
from tools.coding.units import (
    CODES,
    NONE,
    OF_CLAIMS,
    claim_units,
    crosswalk_units,
    drawn,
    reading_units,
)

from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.knowledge import standard_ontology

ONTOLOGY = standard_ontology()


def test_kappa_is_what_a_hand_computes() -> None:
    # 20 twice yes, 15 twice no, 5 and 10 apart: observed 35 of 50, by chance
    # (25 × 30 + 25 × 20) ÷ 2500 = 0.5; so 0.2 ÷ 0.5.
    codes = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    found = cohens_kappa([*codes, *[("no", "no")] * 15])
    assert (found.units, found.observed, found.expected) == (50, 0.7, 0.5)
    assert found.kappa == pytest.approx(0.4)


def test_full_agreement_is_1_and_agreement_of_one_code_alone_is_not_defined() -> None:
    assert cohens_kappa([("a", "a"), ("b", "b")]).kappa == 1
    assert cohens_kappa([("a", "b"), ("b", "a")]).kappa == -1
    assert cohens_kappa([("a", "a"), ("a", "a")]).kappa is None
    with pytest.raises(ValueError, match="nothing that both coded"):
        cohens_kappa([])


def test_the_sheet_shows_names_and_meanings_and_none_of_our_judgments(tmp_path: Path) -> None:
    for kind in CODES:
        file = tmp_path / f"{kind}.csv"
        done = CliRunner().invoke(main, ["sheet", kind, str(file), "--size", "20"])
        assert done.exit_code == 0
        text = file.read_text(encoding="utf-8")
        header, *rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == 20
        assert {row[-1] for row in rows} == {""}
        assert header[-1] == f"code: {', '.join(CODES[kind])}"
        assert PROJECT not in text


def test_half_of_what_is_drawn_are_pairs_that_we_join() -> None:
    for units in (list(crosswalk_units(ONTOLOGY)), list(reading_units(ONTOLOGY))):
        found = drawn(units, 40, seed=3)
        assert sum(unit.ours != NONE for unit in found) == 20
        assert found == drawn(units, 40, seed=3)
        assert found != drawn(units, 40, seed=4)


def test_every_claim_was_coded_and_the_page_counts_what_was_said_first() -> None:
    text = page()
    for kind in OF_CLAIMS:
        units = list(claim_units(ONTOLOGY, kind))
        assert {unit.id for unit in units} == set(coded(kind))
        assert {unit.ours for unit in units} <= set(CODES[kind])
    # 35 could-hold claims were called a literature review first, and are opinion since.
    assert (
        "| literature review | opinion | opinion | 35 claims on who could hold a capacity |" in text
    )


def test_whatever_was_coded_is_a_code_of_its_kind() -> None:
    for kind, codes in CODES.items():
        assert set(coded(kind).values()) <= set(codes)


def test_the_page_is_as_computed() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
