"""Which places of the documents the ontology must speak of, and which of them it does.

``inventory.csv`` names places of the documents that say something about backbones: a character
range each, and what kind of thing the ontology is to make of it. A place is covered when its range
lies inside a passage that something of such a kind was quoted or derived from.

To see what is not covered yet::

    python -m tests.knowledge.inventory [--documents DIR] [--kind KIND] [ONTOLOGY_DIR]
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph.namespaces import PROJECT, SUBCLASS, TYPE, term
from backbone_kg.graph.turtle import read_turtle

KINDS = {
    "activity": "bkg:Activity",
    "agent": "prov:Agent",
    "benefit": "bkg:BenefitClaim",
    "capacity": "bkg:Capacity",
    "challenge": "bkg:ChallengeClaim",
    "change": "bkg:Change",
    "claim": "bkg:Claim",
    "document": "schema:CreativeWork",
    "framework": "bkg:Framework",
    "function": "bkg:Function",
    "initiative": "bkg:Initiative",
    "membership": "bkg:MembershipClaim",
    "place": "schema:Place",
    "quality": "bkg:Quality",
    "recommendation": "bkg:Recommendation",
    "risk": "bkg:RiskClaim",
    "scheme": "skos:ConceptScheme",
    "step": "bkg:Step",
    "structure": "bkg:BackboneStructure",
    "study": "bkg:Study",
    "suitability": "bkg:SuitabilityClaim",
    "tension": "bkg:TensionClaim",
    "term": "bkg:Term",
    "type": "bkg:OrganizationType",
}
"""The class that each expected kind stands for; a subclass of it will do."""

ALSO_AGENTS = ("foaf:Agent", "foaf:Person", "foaf:Organization")
"""Classes of another vocabulary that mean an agent without our files saying so."""

WIDEST = 600
"""A passage of more characters than this points to nothing in particular, and covers nothing."""

SOURCE = f"{PROJECT}source/"


@dataclass(frozen=True, slots=True)
class Item:
    """A place of a document, and the kinds of thing any one of which must speak of it."""

    id: str
    document: str
    start: int
    end: int
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """A passage, with something that was quoted or derived from it."""

    document: str
    start: int
    end: int
    subject: URIRef
    kinds: frozenset[str]

    def holds(self, item: Item) -> bool:
        """Tell whether the item's range lies inside the passage."""
        return self.document == item.document and self.start <= item.start <= item.end <= self.end


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of an item: covered, or why it is not."""

    item: Item
    covered: bool
    why: str = ""


def items() -> tuple[Item, ...]:
    """Return all items, in the order of the file."""
    with (Path(__file__).parent / "inventory.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Item(
                row["id"],
                row["document"],
                int(row["start"]),
                int(row["end"]),
                tuple(row["expected"].split("|")),
            )
            for row in csv.DictReader(file)
        )


def pointed(graph: Graph) -> tuple[Pointed, ...]:
    """Return every passage that something points to, once for each such thing."""
    kinds_of = _kinds_by_class(graph)
    found = []
    for predicate in ("prov:wasQuotedFrom", "prov:wasDerivedFrom"):
        for subject, passage in graph.subject_objects(term(predicate)):
            source = graph.value(passage, term("oa:hasSource"))
            kinds = {kind for of in graph.objects(subject, TYPE) for kind in kinds_of.get(of, ())}
            for selector in graph.objects(passage, term("oa:hasSelector")):
                start = graph.value(selector, term("oa:start"))
                end = graph.value(selector, term("oa:end"))
                if start is not None and end is not None:
                    found.append(
                        Pointed(
                            str(source).removeprefix(SOURCE),
                            int(str(start)),
                            int(str(end)),
                            URIRef(str(subject)),
                            frozenset(kinds),
                        )
                    )
    return tuple(found)


def _kinds_by_class(graph: Graph) -> dict[Node, set[str]]:
    result: dict[Node, set[str]] = {}
    for kind, curie in KINDS.items():
        for of in graph.transitive_subjects(SUBCLASS, term(curie)):
            if of is not None:
                result.setdefault(of, set()).add(kind)
    for curie in ALSO_AGENTS:
        result.setdefault(term(curie), set()).add("agent")
    return result


def coverage(graph: Graph) -> tuple[Coverage, ...]:
    """Return for each item whether the ontology speaks of it, and as the right kind of thing."""
    passages = pointed(graph)
    return tuple(_covered(item, passages) for item in items())


def _covered(item: Item, passages: Sequence[Pointed]) -> Coverage:
    around = [passage for passage in passages if passage.holds(item)]
    right = [passage for passage in around if passage.kinds & set(item.expected)]
    if any(passage.end - passage.start <= WIDEST for passage in right):
        return Coverage(item, covered=True)
    if right:
        return Coverage(item, covered=False, why=f"only in a passage of over {WIDEST} characters")
    if around:
        names = sorted({_name(passage) for passage in around})
        return Coverage(item, covered=False, why=f"of another kind: {', '.join(names)}")
    touched = [
        passage
        for passage in passages
        if passage.document == item.document
        and passage.start < item.end
        and item.start < passage.end
    ]
    if touched:
        ranges = sorted({f"{passage.start}-{passage.end}" for passage in touched})
        return Coverage(item, covered=False, why=f"only in part: {', '.join(ranges)}")
    return Coverage(item, covered=False, why="no passage")


def _name(passage: Pointed) -> str:
    name = str(passage.subject).removeprefix(PROJECT)
    return f"{name} ({'|'.join(sorted(passage.kinds)) or 'no kind'})"


def report(results: Sequence[Coverage], texts: dict[str, str] | None = None) -> str:
    """Return how many items are covered, by document and by kind, and the others one by one.

    Parameters
    ----------
    results
        From :func:`coverage`.
    texts
        The documents, by the last part of their IRI; with them the words of each place are told.
    """
    return "\n".join([*_counts(results), "", *_missing(results, texts or {})]) + "\n"


def _counts(results: Sequence[Coverage]) -> Iterator[str]:
    for title, group in (
        ("document", lambda item: item.document),
        ("expected", lambda item: "|".join(item.expected)),
    ):
        total = Counter(group(result.item) for result in results)
        good = Counter(group(result.item) for result in results if result.covered)
        yield f"{title:<36} covered    of"
        yield from (f"  {name:<34} {good[name]:>7} {total[name]:>5}" for name in sorted(total))
    good_all = sum(result.covered for result in results)
    share = 100 * good_all / len(results) if results else 100.0
    yield f"{'all':<36} {good_all:>7} {len(results):>5}  {share:.1f} %"


def _missing(results: Sequence[Coverage], texts: dict[str, str]) -> Iterator[str]:
    for result in results:
        if not result.covered:
            item = result.item
            words = texts.get(item.document, "")[item.start : item.end]
            yield (
                f"{item.id:<7} {item.document.partition('-')[0]}:{item.start}-{item.end}"
                f"  {'|'.join(item.expected)}  {result.why}" + (f"  “{words}”" if words else "")
            )


def _read(directory: Path) -> Graph:
    """Read what can be read, and tell of the rest: files are looked at while they are written."""
    paths = []
    for path in sorted(directory.rglob("*.ttl")):
        if path.parent.name == "shapes":
            continue
        try:
            read_turtle(path)
        except SyntaxError as error:
            click.echo(f"Left out: {path}: {error}", err=True)
        else:
            paths.append(path)
    return read_turtle(*paths)


def _texts(graph: Graph, folder: Path) -> dict[str, str]:
    by_hash = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.iterdir())
        if path.is_file()
    }
    return {
        str(document).removeprefix(SOURCE): by_hash[str(value)]
        for document, value in graph.subject_objects(term("schema:sha256"))
        if str(value) in by_hash
    }


@click.command(help="Tell which places of the documents the ontology does not speak of.")
@click.argument("directory", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--documents",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: os.environ.get("BACKBONE_KG_DOCUMENTS"),
    help="Folder with the documents, to see the words of each place.",
)
@click.option("--kind", type=click.Choice(sorted(KINDS)), help="Only places of this kind.")
def main(directory: Path | None, documents: Path | None, kind: str | None) -> None:
    """Print the coverage of an ontology folder."""
    graph = _read(directory or ontology_dir())
    results = [one for one in coverage(graph) if kind is None or kind in one.item.expected]
    click.echo(report(results, _texts(graph, documents) if documents else None), nl=False)


if __name__ == "__main__":
    main()
