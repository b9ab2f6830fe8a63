"""Portfolios: built next to reading alone; checked and analyzed next to one scan; their growth."""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.portfolios import Portfolio, build
from backbone_kg.portfolios.analyzing import analyze_portfolio
from backbone_kg.portfolios.checking import check_summary
from backbone_kg.portfolios.kept_tables import tables
from backbone_kg.portfolios.storage import IN_A_PART, Manifest, Part, read_manifest, write_manifest
from benchmarks.contest import (
    compete,
    ratio_line,
    timed,
    timed_with_children,
    times_line,
    verdict,
)
from benchmarks.workbooks import write_workbooks

BUILD, CALAMINE = "portfolio build", "calamine alone, one process"
BUILD_FEW = "portfolio build of a quarter"
CHECK, BOTH, SCAN = "check", "check and figures", "one scan that hashes all columns"
SOURCES = 300
"""Workbooks whose tables are copied."""
_OWN = {"files": ("partnership", "snapshot", "name"), "partners": ("organization",)}
"""What has to differ from copy to copy, so that each is a partnership of its own."""
_ODD = 0x9E3779B97F4A7C15
"""Its multiples are spread over all numbers of 64 bits."""


def compare_all(paths: list[Path], folder: Path, copies: Sequence[int]) -> list[str]:
    """Build a portfolio of workbooks, and check and analyze so many copies of it.

    Returns
    -------
    list of str
        Lines to print.
    """
    lines = compare_building(paths, folder / "built")
    for count in copies:
        files = multiply(folder / "built", folder / "copies", count)
        lines += compare(folder / "copies", files)
    return lines


def compare_building(paths: list[Path], folder: Path) -> list[str]:
    """Build a portfolio of workbooks by two processes, and read their cells, in turns.

    A quarter of them is built, too: what the others take beyond it is the time without the start
    of the processes, which does not count among ten thousand.
    """
    few = paths[: len(paths) // 4]

    def calamine() -> None:
        from python_calamine import CalamineWorkbook

        for path in paths:
            book = CalamineWorkbook.from_path(path)
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()

    contest = compete(
        {
            BUILD_FEW: lambda _: timed_with_children(
                lambda: build(*few, output=folder.with_name("few"), jobs=2, anew=True)
            ),
            BUILD: lambda _: timed_with_children(
                lambda: build(*paths, output=folder, jobs=2, anew=True)
            ),
            CALAMINE: lambda _: timed_with_children(calamine),
        },
        2,
    )
    ratio = contest.total_ratio(BUILD, CALAMINE)
    others = len(paths) - len(few)
    alone = sum(sample.cpu for sample in contest.samples[CALAMINE]) / len(paths) * others
    all_, some = (sum(sample.cpu for sample in contest.samples[n]) for n in (BUILD, BUILD_FEW))
    return [
        "  for one workbook:",
        *(times_line(contest, name, len(paths)) for name in (BUILD, CALAMINE)),
        f"  without the start of the processes: {(all_ - some) / alone:.2f} in processor time, "
        f"{(all_ - some) / alone / 2:.2f} on two idle processors",
        ratio_line(
            f"{BUILD} / {CALAMINE}",
            ratio,
            contest.ratios(BUILD, CALAMINE),
            contest.cpu_ratio(BUILD, CALAMINE),
            verdict(ratio, at_most=2),
        ),
    ]


def multiply(source: Path, target: Path, copies: int) -> int:
    """Write a portfolio of copies of another, each a partnership of its own.

    Returns
    -------
    int
        How many files it holds.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    manifest = read_manifest(source)
    assert manifest is not None
    (part,) = manifest.parts
    in_each = max(1, IN_A_PART // part.files)
    kept = {
        name: pq.read_table(source / part.name / f"{name}.parquet", partitioning=None)
        for name in tables(standard_layout())
    }
    parts = []
    for number, start in enumerate(range(0, copies, in_each), 1):
        some = range(start, min(start + in_each, copies))
        made = Part(number, part.files * len(some))
        (target / made.name).mkdir()
        shift = (number - part.number) << 20
        for name, table in kept.items():
            copied = [
                _copy(name, table, copy, shift + place * part.files)
                for place, copy in enumerate(some)
            ]
            path = target / made.name / f"{name}.parquet"
            pq.write_table(pa.concat_tables(copied), path, compression="zstd")
        parts.append(made)
    write_manifest(target, Manifest.of(standard_layout()).with_parts(parts))
    return sum(made.files for made in parts)


def _copy(name: str, table: pa.Table, copy: int, shift: int) -> pa.Table:
    changed = {"file": pc.add(table["file"], shift)}
    for own in _OWN.get(name, ()):
        changed[own] = pc.binary_join_element_wise(table[own], str(copy), "-")
    if "organization_key" in table.column_names:
        changed["organization_key"] = pc.add(table["organization_key"], copy * _ODD % 2**63)
    for each, values in changed.items():
        table = table.set_column(table.column_names.index(each), each, values)
    return table


def scan(folder: Path) -> None:
    """Let DuckDB read and hash every column of a portfolio once."""
    connection = duckdb.connect()
    for name in tables(standard_layout()):
        paths = f"'{folder}/*/{name}.parquet', hive_partitioning=false"
        connection.execute(f"SELECT sum(hash(t)) FROM read_parquet({paths}) t").fetchall()


def check(folder: Path) -> None:
    """Check a portfolio."""
    check_summary(Portfolio(folder))


def check_and_analyze(folder: Path) -> None:
    """Check and analyze a portfolio."""
    portfolio = Portfolio(folder)
    check_summary(portfolio)
    analyze_portfolio(portfolio)


def compare(folder: Path, files: int) -> list[str]:
    """Check and analyze a portfolio, and scan the tables that this reads, in turns."""
    contest = compete(
        {
            SCAN: lambda _: timed_with_children(lambda: scan(folder)),
            CHECK: lambda _: timed_with_children(lambda: check(folder)),
            BOTH: lambda _: timed_with_children(lambda: check_and_analyze(folder)),
        },
        3,
    )
    lines = [f"  {files:,} partnerships:"]
    lines += [times_line(contest, name) for name in (SCAN, CHECK, BOTH)]
    for name, target in ((CHECK, 2.5), (BOTH, 6)):
        ratio = contest.total_ratio(name, SCAN)
        lines.append(
            ratio_line(
                f"{name} / {SCAN}",
                ratio,
                contest.ratios(name, SCAN),
                contest.cpu_ratio(name, SCAN),
                verdict(ratio, at_most=target),
            )
        )
    return lines


def growth(folder: Path, sizes: Sequence[int]) -> Iterator[str]:
    """Scan, check and analyze portfolios of so many copies, each time in a process of its own.

    Parameters
    ----------
    folder
        Where there is room; it has the portfolio ``built``.
    sizes
        How many partnerships, roughly, the smallest first.

    Yields
    ------
    str
        Lines to print.
    """
    first: dict[str, float] = {}
    for size in sizes:
        files = multiply(folder / "built", folder / "copies", round(size / SOURCES))
        yield f"  {files:,} partnerships:"
        for name, work in ((SCAN, scan), (CHECK, check), (BOTH, check_and_analyze)):
            with get_context("spawn").Pool(1) as alone:
                cpu, memory = alone.apply(_measured, (work, folder / "copies"))
            each = 1000 * cpu / files
            more = each / first.setdefault(name, each)
            yield (
                f"    {name:38} processor {cpu:7.1f} s, {each:.3f} ms each "
                f"({more:.2f} of linear), memory {memory:,.0f} MiB"
            )
    shutil.rmtree(folder / "copies")


def _measured(work: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    sample = timed(lambda: work(folder))
    return sample.cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print how time and memory grow with the number of partnerships."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portfolios")
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        build(*write_workbooks(folder, SOURCES, 1), output=folder / "built")
        for line in growth(folder, parser.parse_args().sizes):
            print(line, flush=True)


if __name__ == "__main__":
    main()
