"""Many alike are one finding with all its cells."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import run
from tests.generate import Sheets, good, write_csv

from backbone_kg import Finding, read, validate


def found(folder: Path, sheets: Sheets) -> list[Finding]:
    return list(validate(read(write_csv(folder / "data", sheets)), engine="shacl"))


def with_partners(*kinds: str) -> Sheets:
    sheets = good()
    for number, kind in enumerate(kinds):
        sheets["Partners"].append([f"{chr(75 + number % 9)}{number} Group", kind])
    return sheets


def test_many_alike_are_one_finding_with_their_cells(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, with_partners(*["NGO"] * 120))
    assert (finding.code, finding.place) == ("unknown-type", "Partners!B5")
    assert "in 120 cells: B5, B6, " in finding.message
    assert [one.cell for one in finding.cells] == [f"B{row}" for row in range(5, 125)]
    assert {one.value for one in finding.cells} == {"NGO"}


def test_few_alike_are_told_each_at_its_cell(tmp_path: Path) -> None:
    assert [one.cell for one in found(tmp_path, with_partners("NGO", "NGO", "NGO"))] == [
        *("B5", "B6", "B7")
    ]


def test_what_differs_is_not_put_together(tmp_path: Path) -> None:
    kinds = ["NGO"] * 4 + ["Council"] * 4
    assert [one.cell for one in found(tmp_path, with_partners(*kinds))] == ["B5", "B9"]


def test_of_many_that_differ_people_are_shown_the_first_and_how_many_there_are(
    tmp_path: Path,
) -> None:
    folder = write_csv(tmp_path / "data", with_partners(*(f"Kind {n}" for n in range(120))))
    told = run("validate", folder).out
    assert "“Kind 9”" in told
    assert "“Kind 10”" not in told
    assert "110 more of this kind in the column “Type” begin here, the last at Partners!B124." in (
        " ".join(told.split())
    )
    assert "120 must be mended" in told
    page = run("validate", folder, "--format", "html").out
    assert "110 more of this kind" in page
    assert "“Kind 10”" not in page
    assert "110 more of this kind" in validate(read(folder), engine="shacl")._repr_html_()
    (told_all,) = json.loads(run("validate", folder, "--format", "json").out)["files"]
    assert [one["cell"] for one in told_all["findings"]] == [f"B{row}" for row in range(5, 125)]
