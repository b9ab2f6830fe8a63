"""Damaged files by the thousand: ``python -m tests.fuzz --count 100000 --first 0 --jobs 2``."""

from __future__ import annotations

import argparse
import sys

import click
from tests.fuzz.many import tried


def main() -> None:
    """Try damaged files and print each fault with the number that makes the file again."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many files")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.count)
    faulty = 0
    for done, (item, faults) in enumerate(tried(numbers, asked.jobs), start=1):
        faulty += bool(faults)
        for fault in faults:
            click.echo(f"{item.seed} ({item.form}, {item.place}): {fault}")
        if done % 100 == 0:
            click.echo(f"{done:,} of {asked.count:,} tried, {faulty:,} with a fault")
    click.echo(f"{asked.count:,} tried, {faulty:,} with a fault")
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    main()
