"""Print how fast backbone-kg is, next to what else one could use."""

from __future__ import annotations

import argparse
import importlib.util
import os
import tempfile
from pathlib import Path

from benchmarks import (
    analysis,
    batch,
    checking,
    commands,
    endpoint,
    loading,
    matrices,
    planning,
    portfolios,
    queries,
    reading,
)
from benchmarks.workbooks import is_faulty, write_workbooks

ANALYZED = 30
"""How many workbooks are read and analyzed one by one."""


def main() -> None:
    """Measure, print ratios, and say of each whether it meets its target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--files", type=int, default=500, help="workbooks in the batch")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each command")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up workbooks")
    parser.add_argument(
        "--quick", action="store_true", help="20 workbooks and 3 runs: only to see that it works"
    )
    asked = parser.parse_args()
    files, rounds = (20, 3) if asked.quick else (asked.files, asked.rounds)
    loaded = 20 if asked.quick else loading.WORKBOOKS
    # An installed program has its byte code; without this, only the opponents would.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    engines = ["pyshacl"]
    if importlib.util.find_spec("shacl"):
        engines.append("shacl")
    else:
        print("shacl is not installed; it is left out.")
    with tempfile.TemporaryDirectory() as folder:
        paths = write_workbooks(Path(folder), max(files, loaded, 3), asked.seed)
        number = next(n for n in range(len(paths)) if is_faulty(n))
        for title, workbook in (
            ("validate a workbook in which nothing is wrong", paths[0]),
            ("validate a workbook with mistakes", paths[number]),
        ):
            print(f"\nWhole command: {title}", flush=True)
            print(*commands.validate(workbook, engines, rounds), sep="\n")
        print("\nWhole command: analyze a workbook", flush=True)
        print(*commands.analyze(paths[0], engines[-1], rounds), sep="\n")
        print("\nWhole command: ask one workbook a question of the library", flush=True)
        print(*commands.ask(paths[0], rounds), sep="\n")
        print("\nWhole command: show help", flush=True)
        print(*commands.show_help(rounds), sep="\n")
        print("\nOne process: read, validate and analyze many workbooks", flush=True)
        print(*batch.compare(paths[:files], engines), sep="\n")
        print("\nOne process: the analysis", flush=True)
        print(*analysis.compare(paths[:ANALYZED], quick=asked.quick), sep="\n")
        print("\nMany workbooks checked", flush=True)
        print(*checking.compare(paths[: checking.WORKBOOKS]), sep="\n")
        print("\nMany workbooks into a store on disk", flush=True)
        print(*loading.compare(paths[:loaded]), sep="\n")
        print("\nMany partnerships as tables", flush=True)
        copies = (2, 4) if asked.quick else (33, 330)
        print(*portfolios.compare_all(paths[:300], Path(folder), copies), sep="\n")
    print("\nPlans for large partnerships", flush=True)
    print(*planning.compare(quick=asked.quick), sep="\n")
    print("\nA large workbook", flush=True)
    print(*reading.compare(5_000 if asked.quick else reading.ROWS), sep="\n")
    print("\nA large matrix of partners and roles", flush=True)
    print(*matrices.compare(1 if asked.quick else 3), sep="\n")
    print("\nThe query library on many partnerships", flush=True)
    print(*(queries.compare(20, 3, 5) if asked.quick else queries.compare()), sep="\n")
    print("\nThe endpoint under load", flush=True)
    print(*endpoint.lines(5 if asked.quick else 30), sep="\n")


if __name__ == "__main__":
    main()
