"""The whole query library on many made-up partnerships: here, in plain Oxigraph, in rdflib."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib
from tests.generate import random_sheets, write_csv

from backbone_kg.graph.turtle import graph_from_quads
from backbone_kg.reading import read
from backbone_kg.sparql.library import LibraryQuery, all_queries
from backbone_kg.sparql.tokens import with_terms
from backbone_kg.stores.embedded import EmbeddedStore
from backbone_kg.stores.graphs import bring_ontology, data_load, ontology_files
from benchmarks.contest import Sample, compete, ratio_line, times_line, verdict

OURS, PLAIN, RDFLIB = "backbone-kg", "pyoxigraph", "rdflib in memory"
MOST_OF_PLAIN, LEAST_OF_RDFLIB = 1.1, 20.0
LIMIT = 60.0
"""Seconds after which a query of rdflib is given up."""


class Stores:
    """The same graphs in each contestant's store.

    Parameters
    ----------
    count
        How many partnerships to make up.
    """

    def __init__(self, count: int) -> None:
        graphs = {file.graph: file.triples() for file in ontology_files()}
        derived: list[ox.Triple] = []
        self.ours = EmbeddedStore()
        bring_ontology(self.ours)
        with tempfile.TemporaryDirectory() as folder:
            for number in range(count):
                path = write_csv(Path(folder) / str(number), random_sheets(number))
                load = data_load(read(path), sha256="")
                self.ours.load_all([load])
                graphs[load.graph_name] = load.triples
                derived += load.derived_triples
        self.plain = ox.Store()
        self.rdflib = rdflib.Graph()
        for name, triples in graphs.items():
            # Beside the files, their merge: what several say alike, such as of an organization,
            # counts once. Oxigraph's own union of graphs would count it for each.
            for graph in (ox.NamedNode(name), ox.DefaultGraph()):
                self.plain.bulk_extend(
                    ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples
                )
            self.rdflib += graph_from_quads(triples)
        self.plain.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in derived)
        self.rdflib += graph_from_quads(derived)
        self.triples = len(self.rdflib)


def ours(stores: Stores, question: LibraryQuery) -> int:
    """Answer a question as the program does; return how many rows or triples there are."""
    results = stores.ours.query(question.text, bindings=question.bindings())
    return len(results)


def plain(stores: Stores, text: str) -> int:
    """Answer a query with nothing but Oxigraph, and read the answer to its end."""
    answer = stores.plain.query(text)
    if isinstance(answer, ox.QuerySolutions):
        return len([tuple(row) for row in answer])
    return len(list(answer)) if isinstance(answer, ox.QueryTriples) else 1


def in_rdflib(stores: Stores, text: str, end: Connection) -> None:
    """Answer a query with rdflib, and send how many seconds that took and how many rows it has."""
    warnings.simplefilter("ignore")
    begin = time.perf_counter()
    rows = len(list(stores.rdflib.query(text)))
    end.send((time.perf_counter() - begin, rows))


def within(limit: float, stores: Stores, text: str) -> tuple[float, int] | None:
    """Return what :func:`in_rdflib` sends; None if that takes longer than a limit in seconds."""
    # A fork has the dataset at once, and can be stopped.
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=in_rdflib, args=(stores, text, there), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(limit):
            return None
        found: tuple[float, int] = here.recv()
        return found
    except EOFError as error:
        raise RuntimeError(f"rdflib could not answer:\n{text}") from error
    finally:
        process.kill()
        process.join()
        here.close()


def compare(count: int = 1000, rounds: int = 5, limit: float = LIMIT) -> list[str]:
    """Ask every question of the library in each store.

    Parameters
    ----------
    count
        How many partnerships.
    rounds
        How often the two fast ones ask each question; rdflib asks it once.
    limit
        After how many seconds a query of rdflib is given up.

    Returns
    -------
    list of str
        Lines to print.

    Raises
    ------
    RuntimeError
        If the contestants do not find the same number of rows.
    """
    stores, questions = Stores(count), all_queries()
    texts = {q.name: with_terms(q.text, q.bindings()) for q in questions}
    rows = {q.name: ours(stores, q) for q in questions}
    _same(OURS, rows, PLAIN, {name: plain(stores, text) for name, text in texts.items()})
    contest = compete(
        {
            OURS: lambda _: _timed(partial(ours, stores, q) for q in questions),
            PLAIN: lambda _: _timed(partial(plain, stores, text) for text in texts.values()),
        },
        rounds,
    )
    ratio = contest.total_ratio(OURS, PLAIN)
    lines = [
        f"  {len(questions)} questions, {count} partnerships, {stores.triples} triples",
        "  for the whole library:",
        *(times_line(contest, name) for name in (OURS, PLAIN)),
        ratio_line(
            f"{OURS} / {PLAIN}",
            ratio,
            contest.ratios(OURS, PLAIN),
            contest.cpu_ratio(OURS, PLAIN),
            verdict(ratio, at_most=MOST_OF_PLAIN),
        ),
    ]
    return lines + _against_rdflib(stores, questions, texts, rows, limit)


def _against_rdflib(
    stores: Stores,
    questions: Iterable[LibraryQuery],
    texts: dict[str, str],
    rows: dict[str, int],
    limit: float,
) -> list[str]:
    theirs, mine, given_up = 0.0, 0.0, []
    finished = {}
    for question in questions:
        found = within(limit, stores, texts[question.name])
        if found is None:
            given_up.append(question.name)
            continue
        seconds, finished[question.name] = found
        theirs += seconds
        mine += _timed([partial(ours, stores, question)]).wall
    _same(RDFLIB, finished, OURS, {name: rows[name] for name in finished})
    ratio = theirs / mine
    target = verdict(ratio, at_least=LEAST_OF_RDFLIB)
    told = f"  {RDFLIB} / {OURS}: {ratio:.1f}  ({theirs:.1f} s against {mine:.2f} s)  {target}"
    late = ", ".join(given_up) or "none"
    return [
        told,
        f"  over the {len(finished)} that rdflib answers in {limit:g} s; not: {late}",
    ]


def _same(one: str, rows: dict[str, int], other: str, others: dict[str, int]) -> None:
    for name, number in rows.items():
        if number != others[name]:
            raise RuntimeError(f"{name}: {number} rows from {one}, {others[name]} from {other}")


def _timed(work: Iterable[Callable[[], int]]) -> Sample:
    begin, cpu = time.perf_counter(), time.process_time()
    for each in work:
        each()
    return Sample(time.perf_counter() - begin, time.process_time() - cpu)
