"""docs/endpoint.md names every refusal and every limit as they are."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

from tests.endpoint.test_w3c_protocol import CASES, LEFT_OUT

from backbone_kg.endpoint import PROBLEM_KINDS, Limits, Service, WorkerPool
from backbone_kg.sparql import MOST_LEVELS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "endpoint.md").read_text(encoding="utf-8")


def test_every_refusal_is_told_with_its_status() -> None:
    told = re.findall(r"^\| (\d{3}) \| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    assert {(code, int(status)) for status, code in told} == {
        (code, kind.status) for code, kind in PROBLEM_KINDS.items()
    }
    assert len(told) == len(PROBLEM_KINDS)


def test_every_limit_is_told_with_its_value() -> None:
    units = {"KiB": 2**10, "MiB": 2**20}
    told = {
        name: float(number.replace(",", "")) * units.get(unit, 1)
        for name, number, unit in re.findall(r"`([a-z_]+)`: ([\d,.]*\d) ?(\w*)", PAGE)
    }
    assert told == asdict(Limits())


def test_how_deep_a_query_may_be_is_told() -> None:
    assert f"{MOST_LEVELS:,} levels" in PAGE


def test_every_address_is_told(tmp_path: Path) -> None:
    pool = WorkerPool(tmp_path, Limits())
    for address in Service(pool, Limits()).overview()["addresses"]:
        assert f"| `{address}" in PAGE


def test_the_number_of_cases_is_right() -> None:
    assert f"{len(CASES)} of {len(CASES) + len(LEFT_OUT)} apply and pass" in PAGE
