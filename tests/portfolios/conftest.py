"""A portfolio of generated files of every kind: good, faulty, scrambled, in several formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.generate import (
    Sheets,
    good,
    put,
    random_sheets,
    scrambled,
    with_mistakes,
    write_csv,
    write_xlsx,
)

import backbone_kg
from backbone_kg import Portfolio, portfolio
from backbone_kg.portfolios import build

pytest.importorskip("ibis", reason="portfolios need an extra install")


def make(folder: Path) -> Path:
    """Write the files and return their folder."""
    folder.mkdir()
    for seed in range(8):
        write_csv(folder / f"random-{seed}", _of_its_own(random_sheets(seed), seed))
    for seed in range(8, 16):
        faulty, _ = with_mistakes(_of_its_own(random_sheets(seed), seed), seed)
        write_csv(folder / f"faulty-{seed}", faulty)
    for seed in range(8):
        write_xlsx(folder / f"scrambled-{seed}.xlsx", scrambled(seed) or {"Empty": []})
    write_csv(folder / "shared", put(good(), "Partners!C2", "0.3333333333333333"))
    backbone_kg.write(backbone_kg.read(folder / "random-1"), folder / "statements.ttl")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing else")
    return folder


def _of_its_own(sheets: Sheets, seed: int) -> Sheets:
    """Return a partnership that is no other snapshot of another."""
    return put(sheets, "Partnership!A2", f"Partnership {seed}")


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("many") / "files")


@pytest.fixture(scope="session")
def opened(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Portfolio:
    folder = tmp_path_factory.mktemp("portfolio") / "portfolio"
    build(files, output=folder, jobs=2)
    return portfolio(folder)
