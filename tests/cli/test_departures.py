"""What departures would do, at the command line."""

from __future__ import annotations

import json

import pytest
from tests.cli.running import EXAMPLES, run

TACOMA = EXAMPLES / "graduate-tacoma" / "2025-09"


def test_programs_get_who_and_whether_it_is_proven() -> None:
    found = json.loads(run("analyze", TACOMA, "--format", "json").out)["resilience"]
    assert found["half"]["departures"] == {"at_least": 8, "at_most": 8, "proven": True}
    assert found["half"]["unique"] is False
    assert found["worst"][0]["partners"] == ["Tacoma Urban League"]
    total = sum(one["value"] for one in found["irreplaceability"])
    assert total == pytest.approx(found["held"])


def test_the_figures_are_in_the_graph() -> None:
    graph = run("analyze", TACOMA, "--format", "ttl").out
    for metric in ("departures-to-lose-half", "lost-with-one", "keep-set", "irreplaceability"):
        assert f"metric/{metric}" in graph or f"metric:{metric}" in graph
