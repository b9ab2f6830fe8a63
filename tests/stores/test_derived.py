"""What is derived from data files: kept once, told by every query, and gone with its file alone."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import Sheets
from tests.small_files import MONEY, POLICY, TRUST, file_of, files, read_sheets
from tests.sparql.asked import ROOT
from tests.sparql.made_graphs import count, said

from backbone_kg import Partnership
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.stores import (
    DERIVED_GRAPHS,
    PROVENANCE,
    EmbeddedStore,
    Load,
    data_load,
    derived_graph,
)

BKG = PREFIXES["bkg"]
HOLDINGS = f"SELECT (COUNT(*) AS ?n) {{ ?holding a <{BKG}Holding> }}"
IN_GRAPHS = (
    f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?graph {{ ?holding a <{BKG}Holding> }} }} GROUP BY ?graph"
)


def load_of(partnership: Partnership, name: str) -> Load:
    partnership.file = name
    return data_load(partnership, sha256=name)


@cache
def loads() -> dict[str, Load]:
    """Of one partnership: two dates, a second file of one of these, a copy, and what is taken out
    of a store; and another partnership that says nothing."""
    first = file_of(("A", TRUST, 0.5, "2011"), ("B", MONEY, None, "2012"), as_of="2013")
    other = file_of(("A", TRUST, 0.25), ("C", POLICY), partners=[("A", 1), ("C",)], as_of="2013")
    later = file_of(("B", TRUST), as_of="2014")
    empty = file_of(framework="none", as_of="2014")
    empty["Partnership"][1][0] = "Hill Country Together"
    made = {
        "first": load_of(read_sheets(first), "first"),
        "first, mended": load_of(read_sheets(other), "first"),
        "first, of another date": load_of(read_sheets(later), "first"),
        "second": load_of(read_sheets(other), "second"),
        "copy": load_of(read_sheets(first, through="ttl"), "copy"),
        "later": load_of(read_sheets(later), "later"),
        "empty": load_of(read_sheets(empty), "empty"),
        "empty, filled": load_of(read_sheets(later), "empty"),
    }
    with EmbeddedStore() as store:
        store.load_all([made["first"]])
        everything = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").triples
    made["taken out"] = Load.of(everything, load_of(read_sheets(later), "taken out").record)
    return made


def quads(store: EmbeddedStore) -> set[str]:
    return {str(quad) for quad in store.oxigraph if str(quad.graph_name) != f"<{PROVENANCE}>"}


def filled(*given: Load) -> EmbeddedStore:
    store = EmbeddedStore()
    store.load_all(given)
    return store


# --- once ---------------------------------------------------------------------------------------


def test_what_is_derived_is_in_the_merge_alone() -> None:
    store = filled(loads()["first"])
    assert count(store, HOLDINGS) == 2
    assert len(store.query(IN_GRAPHS)) == 0
    figures = f"{{ ?figure <{PREFIXES['dqv']}computedOn> ?snapshot }}"
    assert store.query(f"ASK {figures}").answer is True
    assert store.query(f"ASK {{ GRAPH ?graph {figures} }}").answer is False


def test_a_graph_says_what_its_file_says_and_which_snapshot_it_is() -> None:
    load = loads()["first"]
    store = filled(load)
    inside = said(store, f"GRAPH <{load.graph_name}> {{ ?s ?p ?o }}")
    assert len(inside) == load.record.triples == len(load.triples)
    (row,) = store.query(
        f"SELECT ?name {{ GRAPH <{PROVENANCE}> {{ ?graph "
        f"<{PREFIXES['foaf']}primaryTopic> ?snapshot }} "
        f"GRAPH ?graph {{ ?snapshot <{BKG}fileName> ?name }} }}"
    ).to_rows()
    assert row["name"] == "first"
    assert f"<{BKG}snapshotOf>" in " ".join(inside)
    assert f"<{BKG}matchedBy>" in " ".join(inside)


def test_the_query_of_the_guide_counts_what_is_derived_by_file() -> None:
    store = filled(loads()["first"], loads()["empty, filled"])
    guide = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
    (text,) = (
        one for one in re.findall(r"```sparql\n(.*?)```", guide, re.DOTALL) if "?snap" in one
    )
    counts = {row["file"]: row["holdings"] for row in store.query(text).to_rows()}
    assert counts == {loads()["first"].graph_name: 2, loads()["empty"].graph_name: 1}


@given(files())
def test_all_that_is_derived_hangs_on_the_snapshot(sheets: Sheets) -> None:
    """Else it would stay behind when the file goes."""
    load = load_of(read_sheets(sheets), "any")
    store = filled(load)
    assert len(quads(store)) == 2 * len(set(load.triples)) + len(set(load.derived_triples))
    store.remove(load.graph_name)
    assert quads(store) == set()


# --- files that are one snapshot ----------------------------------------------------------------


def test_of_two_files_of_one_snapshot_each_can_go_alone() -> None:
    one, two = loads()["first"], loads()["second"]
    store = filled(one, two)
    assert len(store.query(IN_GRAPHS)) == 2
    named = {name.value for name in store.oxigraph.named_graphs()} - {PROVENANCE}
    names = [one.graph_name, two.graph_name]
    assert named == {*names, *map(derived_graph, names)}
    store.remove(one.graph_name)
    assert quads(store) == quads(filled(two))
    store.load_all([one])
    store.remove(two.graph_name)
    assert quads(store) == quads(filled(one))


def test_a_copy_counts_nothing_twice() -> None:
    store = filled(loads()["first"], loads()["copy"])
    assert count(store, HOLDINGS) == 2


@pytest.mark.parametrize("order", [("first", "taken out"), ("taken out", "first")])
@pytest.mark.parametrize("goes", [0, 1])
def test_a_file_that_was_taken_out_of_a_store_can_go_alone(
    order: tuple[str, str], goes: int
) -> None:
    store = EmbeddedStore()
    for name in order:
        store.load_all([loads()[name]])
    store.remove(loads()[order[goes]].graph_name)
    left = filled(loads()[order[1 - goes]])
    assert said(store) == said(left)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["load", "load", "remove"]),
            st.lists(st.sampled_from(sorted(loads())), min_size=1, max_size=3),
        ),
        max_size=8,
    )
)
def test_after_any_loads_a_store_is_as_if_it_held_nothing_else_ever(
    steps: list[tuple[str, list[str]]],
) -> None:
    store = EmbeddedStore()
    there: dict[str, Load] = {}
    for step, names in steps:
        several = [loads()[name] for name in names]
        if step == "load":
            store.load_all(several)
            there |= {load.graph_name: load for load in several}
        else:
            for load in several:
                store.remove(load.graph_name)
                there.pop(load.graph_name, None)
    told = quads(store)
    expected = quads(filled(*there.values()))
    if any("taken out" in names for _, names in steps):
        # While another file spoke of what is derived, that was kept apart, and may be still.
        told, expected = (
            {quad for quad in some if DERIVED_GRAPHS not in quad} for some in (told, expected)
        )
    assert told == expected
