"""A portfolio is made of what a store holds, as of the files that were loaded into it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.generate import good, put, write_csv

import backbone_kg
from backbone_kg import portfolio
from backbone_kg.portfolios import build

pytest.importorskip("ibis", reason="portfolios need an extra install")


def figures(folder: Path) -> list[dict[str, Any]]:
    standing = portfolio(folder).on("2026")
    told = standing.coverage.select("name", "covered", "wanted", "share", "at_least")
    return sorted(told.to_pyarrow().to_pylist(), key=lambda row: str(row["name"]))


def broken(folder: Path) -> list[tuple[str, str]]:
    rows = portfolio(folder).results.to_pyarrow().to_pylist()
    return sorted((row["shape"], row["component"]) for row in rows)


def test_it_is_that_of_the_files(tmp_path: Path) -> None:
    file = tmp_path / "hills"
    write_csv(file, put(good(), "Partners!C2", "many"))
    backbone_kg.load(file, store=tmp_path / "kg")
    build(file, output=tmp_path / "of-files", jobs=1)
    made = build(tmp_path / "kg", output=tmp_path / "of-store", jobs=1)
    assert (made.files, made.not_kept) == (1, ())
    assert figures(tmp_path / "of-store") == figures(tmp_path / "of-files")
    assert broken(tmp_path / "of-store") == broken(tmp_path / "of-files") != []
    again = build(tmp_path / "kg", output=tmp_path / "of-store", jobs=1)
    assert (again.read, again.unchanged) == (0, 1)
