"""``python -m tools.coding sheet|agree``: what a blind coder sees, and how far the two agree."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import click
from tools.coding.agreement import cohens_kappa
from tools.coding.units import (
    CODES,
    NONE,
    OF_CLAIMS,
    Unit,
    claim_units,
    crosswalk_units,
    drawn,
    reading_units,
)

from backbone_kg.knowledge.ontology import standard_ontology

ROOT = Path(__file__).resolve().parents[2]
CODED = Path(__file__).parent / "coded"
"""What the second coder gave: one file a kind."""
PAGE = ROOT / "docs" / "second-coding.md"
_OF_ONE_TABLE = {
    "suitability claim": "claims on who could hold a capacity",
    "membership claim": "claims on who should sit on the committee",
}
"""Kinds of claims that all come from one table and its footnote, and are told as one."""
_COLUMNS = ("id", "one", "one means", "one stands in", "other", "other means", "other stands in")
kind_argument = click.argument("kind", type=click.Choice([*CODES]))


@click.group()
def main() -> None:
    """Have our judgments coded a second time, blind, and tell how far the two agree."""


@main.command()
@kind_argument
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--size", default=60, show_default=True, help="How many pairs, or claims.")
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
    if kind in OF_CLAIMS:
        return list(claim_units(ontology, kind))
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
    return {row["id"]: row["code"] for row in _rows(kind)}


def _rows(kind: str) -> list[dict[str, str]]:
    path = CODED / f"{kind}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page() -> str:
    """Return the page: how far the two agree, of each kind, and where they do not."""
    parts = [(Path(__file__).parent / "introduction.md").read_text(encoding="utf-8").rstrip()]
    for kind in CODES:
        codes = coded(kind)
        units = [*{unit.id: unit for unit in units_of(kind) if unit.id in codes}.values()]
        if not units:
            told = ["Not coded a second time yet."]
        elif kind in OF_CLAIMS:
            told = _claims(units, codes, {row["id"]: row["first"] for row in _rows(kind)})
        else:
            told = _pairs(units, codes)
        parts.append("\n".join([f"## {kind.replace('-', ' ').capitalize()}", "", *told]))
    return "\n\n".join(parts) + "\n"


def _pairs(units: list[Unit], codes: dict[str, str]) -> list[str]:
    pairs = [(unit.ours, codes[unit.id]) for unit in units]
    lines = _agreement(
        "Pairs",
        ("each code", pairs),
        ("each code, of the pairs that we join alone", [p for p in pairs if p[0] != NONE]),
        ("whether the two have to do with each other at all", [_any(pair) for pair in pairs]),
    )
    apart = [unit for unit in units if unit.ours != codes[unit.id]]
    apart.sort(key=lambda unit: (unit.ours, codes[unit.id], unit.texts))
    lines += [f"The two differ on {len(apart)}:", ""]
    lines += ["| One | Other | Ours | Second coder |", "|---|---|---|---|"]
    lines += [
        f"| {unit.texts[0][0]} | {unit.texts[1][0]} | {unit.ours} | {codes[unit.id]} |"
        for unit in apart
    ]
    return [*lines, "", _given(codes[unit.id] for unit in units)]


def _claims(units: list[Unit], codes: dict[str, str], first: dict[str, str]) -> list[str]:
    """Tell how far the two agreed before what they differed on was read again and settled."""
    kinds = {claim.iri: claim.kind for claim in standard_ontology().claims()}
    pairs = {unit: (first[unit.id], codes[unit.id]) for unit in units}
    lines = _agreement(
        "Claims",
        ("each code", pairs.values()),
        (
            "each code, without the claims that one table and its footnote make",
            [pairs[unit] for unit in units if kinds[unit.one] not in _OF_ONE_TABLE],
        ),
    )
    apart: dict[tuple[str, ...], list[Unit]] = {}
    for unit, (one, other) in pairs.items():
        if one != other:
            kind = kinds[unit.one]
            shown = kind if kind in _OF_ONE_TABLE else ""
            apart.setdefault((one, other, unit.ours, shown), []).append(unit)
    number = sum(map(len, apart.values()))
    if apart:
        lines += [f"The two differed on {number}:", ""]
        lines += ["| First | Second coder | Settled as | Claims |", "|---|---|---|---|"]
    for (one, other, settled, kind), found in sorted(apart.items(), key=lambda item: item[0]):
        labels = Counter(unit.texts[0][0] for unit in found)
        named = "; ".join(f"{label} (twice)" if n > 1 else label for label, n in labels.items())
        if kind:
            named = f"{len(found)} {_OF_ONE_TABLE[kind]}"
        lines.append(f"| {one} | {other} | {settled} | {named} |")
    if not apart:
        lines.append("The two differed on none.")
    return [*lines, "", _given(codes[unit.id] for unit in units)]


def _agreement(counted: str, *compared: tuple[str, Collection[tuple[str, str]]]) -> list[str]:
    lines = [f"| What is compared | {counted} | Alike | By chance | Cohen’s κ |"]
    lines.append("|---|---|---|---|---|")
    for what, pairs in compared:
        found = cohens_kappa([*pairs])
        kappa = "not defined" if found.kappa is None else f"{found.kappa:.2f}"
        lines.append(
            f"| {what} | {found.units} | {found.observed:.2f} | {found.expected:.2f} | {kappa} |"
        )
    return [*lines, ""]


def _given(codes: Iterable[str]) -> str:
    told = ", ".join(f"{code} {number}" for code, number in Counter(codes).most_common())
    return f"Codes given by the second coder: {told}."


def _any(pair: tuple[str, str]) -> tuple[str, str]:
    one, other = ("none" if code == NONE else "some" for code in pair)
    return one, other


if __name__ == "__main__":
    main()
