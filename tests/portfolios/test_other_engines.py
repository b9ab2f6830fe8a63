"""Spark finds and computes what DuckDB does.

Here a server that speaks its protocol takes its place, Sail. With ``SPARK_REMOTE`` in the
environment (``local[2]`` where pyspark and Java are, or ``sc://HOST:PORT``) it is Spark itself.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
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


QUESTION = """
with counted as (select file, covered / wanted as part from coverage where wanted > 0)
select c.framework, count(*) as partnerships, round(avg(part), 6) as part, median(part) as middle,
       string_agg(distinct f.listing, ', ' order by f.listing) as listings, sum(c.wanted) as roles
from coverage c left join counted using (file) join files f using (file)
group by c.framework order by partnerships desc, c.framework
"""


@pytest.mark.parametrize("name", ["lapses", "results", "sql"])
def test_a_question_is_answered_alike(
    name: str, opened: Portfolio, address: str, tmp_path: Path
) -> None:
    (tmp_path / "own.sql").write_text(QUESTION)
    question = str(tmp_path / "own.sql") if name == "sql" else name
    words = ["portfolio", "query", question, opened.folder]
    alone = CliRunner().invoke(main, words)
    asked = CliRunner().invoke(main, [*words, "--engine", "spark", "--connect", address])
    assert (asked.exit_code, asked.output) == (0, alone.output)
    assert asked.output.count("\n") > 1


def test_a_report_says_the_same(opened: Portfolio, address: str, tmp_path: Path) -> None:
    words = ["portfolio", "report", opened.folder, "--by", "framework", "-o"]
    spark = ["--engine", "spark", "--connect", address]
    CliRunner().invoke(main, [*words, str(tmp_path / "alone.html")])
    asked = CliRunner().invoke(main, [*words, str(tmp_path / "asked.html"), *spark])
    assert asked.exit_code == 0
    assert (tmp_path / "asked.html").read_text() == (tmp_path / "alone.html").read_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("select * from read_csv('/etc/hosts')", "no table"),
        ("select * from '/etc/hosts'", "no table"),
        ("select reflect('java.lang.System', 'getenv') from files", "“reflect” is not known"),
        ("select 1; select 2", "one SELECT"),
        ("drop table files", "one SELECT"),
        ("select (", "cannot be understood"),
        ("select nothing from files", "nothing"),
    ],
)
def test_a_question_reads_the_portfolio_alone_on_spark_too(
    text: str, told: str, opened: Portfolio, address: str, tmp_path: Path
) -> None:
    (tmp_path / "own.sql").write_text(text)
    words = ["portfolio", "query", str(tmp_path / "own.sql"), opened.folder]
    asked = CliRunner().invoke(main, [*words, "--engine", "spark", "--connect", address])
    assert asked.exit_code == 2
    assert told in asked.output


def test_a_question_in_sparql_is_not_for_spark(opened: Portfolio) -> None:
    words = ["portfolio", "query", "own.rq", opened.folder, "--engine", "spark"]
    asked = CliRunner().invoke(main, words)
    assert asked.exit_code == 2
    assert "on this machine" in asked.output


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
