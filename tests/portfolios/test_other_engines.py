"""Spark finds and computes what DuckDB does.

Here a server that speaks its protocol takes its place, Sail. With ``SPARK_REMOTE`` in the
environment (``local[2]`` where pyspark and Java are, or ``sc://HOST:PORT``) it is Spark itself.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

import backbone_kg
from backbone_kg import BackboneError, Portfolio
from backbone_kg.cli import main
from backbone_kg.portfolios import ADDRESS_OF_SPARK, FIGURES, analyze_portfolio, check_summary

pytest.importorskip("pyspark", reason="Spark needs an extra install")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Return where Spark is; what it computes here is too little to be divided."""
    if given := os.environ.get(ADDRESS_OF_SPARK):
        yield given
        return
    from pysail.spark import SparkConnectServer

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAIL_EXECUTION__DEFAULT_PARALLELISM", "1")
        server = SparkConnectServer()
        server.start(background=True)
    yield f"sc://localhost:{server.listening_address[1]}"
    server.stop()


@pytest.fixture(scope="module")
def by_spark(opened: Portfolio, address: str) -> Portfolio:
    """Return the same portfolio, read by Spark."""
    return backbone_kg.portfolio(f"file://{opened.folder}", engine="spark", address=address)


def rows(table: Any) -> Counter[tuple[tuple[str, str], ...]]:
    """Return the rows of a table, in no order; numbers of 12 digits, whatever the order of sums."""
    return Counter(
        tuple((name, f"{v:.12g}" if isinstance(v, float) else str(v)) for name, v in row.items())
        for row in table.to_pyarrow().to_pylist()
    )


def test_the_same_breaks_the_same_rules(opened: Portfolio, by_spark: Portfolio) -> None:
    found = rows(by_spark.results)
    assert sum(found.values()) > 100
    assert found == rows(opened.results)
    assert check_summary(by_spark) == check_summary(opened)


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_figures(name: str, opened: Portfolio, by_spark: Portfolio) -> None:
    found = rows(getattr(by_spark.on("2026-03-31"), name))
    assert found
    assert found == rows(getattr(opened.on("2026-03-31"), name))


def test_the_same_is_said_of_all(opened: Portfolio, by_spark: Portfolio) -> None:
    summary = analyze_portfolio(by_spark, by="framework")
    assert summary == analyze_portfolio(opened, by="framework")


def test_a_command_says_what_it_says_without_it(opened: Portfolio, address: str) -> None:
    words = ["portfolio", "validate", opened.folder]
    alone = CliRunner().invoke(main, words)
    asked = CliRunner().invoke(main, [*words, "--engine", "spark"], env={ADDRESS_OF_SPARK: address})
    assert asked.output == alone.output
    assert "must be mended" in asked.output


@pytest.mark.parametrize(
    ("engine", "address", "told"),
    [
        ("spark", "sc://localhost:1", "no Spark answers there"),
        ("spark", "https://localhost", "sc://HOST:PORT"),
        ("spark", "sc://localhost:port", "sc://HOST:PORT"),
        ("duckdb", "sc://localhost:1", "DuckDB has no address"),
        ("polars", None, "There are: duckdb, spark"),
    ],
)
def test_what_cannot_be_asked_is_told(
    engine: str, address: str | None, told: str, opened: Portfolio
) -> None:
    with pytest.raises(BackboneError, match=told):
        backbone_kg.portfolio(opened.folder, engine=engine, address=address)


def test_an_address_is_for_spark(opened: Portfolio) -> None:
    with pytest.raises(BackboneError, match="--engine spark"):
        backbone_kg.portfolio("s3a://bucket/portfolio")


def test_where_spark_finds_nothing_it_is_told(address: str, tmp_path: Any) -> None:
    with pytest.raises(BackboneError, match="there is no portfolio here"):
        backbone_kg.portfolio(f"file://{tmp_path}/none", engine="spark", address=address)
