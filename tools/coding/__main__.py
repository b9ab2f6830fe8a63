"""``python -m tools.coding sheet|agree``: what a blind coder sees, and how far the two agree."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from tools.coding.agreement import cohens_kappa
from tools.coding.units import CODES, NONE, Unit, crosswalk_units, drawn, reading_units

from backbone_kg.knowledge.ontology import standard_ontology

ROOT = Path(__file__).resolve().parents[2]
CODED = Path(__file__).parent / "coded"
"""What the second coder gave: one file a kind."""
PAGE = ROOT / "docs" / "second-coding.md"
_COLUMNS = ("id", "one", "one means", "one stands in", "other", "other means", "other stands in")
kind_argument = click.argument("kind", type=click.Choice([*CODES]))


@click.group()
def main() -> None:
    """Have our judgments coded a second time, blind, and tell how far the two agree."""


@main.command()
@kind_argument
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--size", default=60, show_default=True, help="How many pairs.")
@click.option("--seed", default=1, show_default=True, help="Which pairs are drawn, in which order.")
@click.option("--among", multiple=True, help="Only these frameworks, by short name.")
@click.option("--documents", type=click.Path(path_type=Path), help="Adds the words of passages.")
def sheet(
    kind: str, file: Path, size: int, seed: int, among: tuple[str, ...], documents: Path | None
) -> None:
    """Write a sheet to code: names, meanings and passages, and none of our judgments.

    The words of the passages stay out of the repository; keep the sheet outside of it.
    """
    texts = _texts(documents) if documents else {}
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*_COLUMNS, f"code: {', '.join(CODES[kind])}"])
        for unit in drawn(units_of(kind, among), size, seed):
            cells = [unit.id]
            for (label, meaning), passages in zip(unit.texts, unit.passages, strict=True):
                words = [
                    f"{one.where}: {texts.get(one.document.iri, '')[one.start : one.end]}"
                    for one in passages
                ]
                cells += [label, meaning, "\n".join(words)]
            writer.writerow([*cells, ""])


def units_of(kind: str, among: Sequence[str] = ()) -> list[Unit]:
    """Return all that can be coded of a kind."""
    ontology = standard_ontology()
    return list(
        crosswalk_units(ontology, among) if kind == "crosswalk" else reading_units(ontology)
    )


def _texts(documents: Path) -> dict[str, str]:
    checks = standard_ontology().verify(documents).documents
    return {c.document.iri: c.file.read_text(encoding="utf-8") for c in checks if c.file}


@main.command()
@click.option("--check", is_flag=True, help="End with status 1 if the page is not as computed.")
def agree(check: bool) -> None:
    """Compute Cohen's kappa from what is coded, and write the page that tells of it."""
    text = page()
    if not check:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        click.echo("docs/second-coding.md is not as computed: python -m tools.coding agree")
        sys.exit(1)


def coded(kind: str) -> dict[str, str]:
    """Return what the second coder gave, by unit; empty if nothing was coded."""
    path = CODED / f"{kind}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["code"] for row in csv.DictReader(file)}


def page() -> str:
    """Return the page: how far the two agree, of each kind, and where they do not."""
    parts = [(Path(__file__).parent / "introduction.md").read_text(encoding="utf-8").rstrip()]
    for kind in CODES:
        codes = coded(kind)
        units = [*{unit.id: unit for unit in units_of(kind) if unit.id in codes}.values()]
        parts.append(f"## {kind.capitalize()}\n\n{_told(units, codes)}")
    return "\n\n".join(parts) + "\n"


def _told(units: list[Unit], codes: dict[str, str]) -> str:
    if not units:
        return "Not coded a second time yet."
    pairs = [(unit.ours, codes[unit.id]) for unit in units]
    rows = ["| What is compared | Pairs | Alike | By chance | Cohen’s κ |", "|---|---|---|---|---|"]
    for what, compared in (
        ("each code", pairs),
        ("each code, of the pairs that we join alone", [p for p in pairs if p[0] != NONE]),
        ("whether the two have to do with each other at all", [_any(pair) for pair in pairs]),
    ):
        found = cohens_kappa(compared)
        kappa = "not defined" if found.kappa is None else f"{found.kappa:.2f}"
        rows.append(
            f"| {what} | {found.units} | {found.observed:.2f} | {found.expected:.2f} | {kappa} |"
        )
    apart = [unit for unit in units if unit.ours != codes[unit.id]]
    apart.sort(key=lambda unit: (unit.ours, codes[unit.id], unit.texts))
    rows += ["", f"The two differ on {len(apart)}:", ""]
    rows += ["| One | Other | Ours | Second coder |", "|---|---|---|---|"]
    rows += [
        f"| {unit.texts[0][0]} | {unit.texts[1][0]} | {unit.ours} | {codes[unit.id]} |"
        for unit in apart
    ]
    given = Counter(code for _, code in pairs)
    rows += ["", "Codes given by the second coder: "]
    rows[-1] += ", ".join(f"{code} {number}" for code, number in given.most_common()) + "."
    return "\n".join(rows)


def _any(pair: tuple[str, str]) -> tuple[str, str]:
    one, other = ("none" if code == NONE else "some" for code in pair)
    return one, other


if __name__ == "__main__":
    main()
