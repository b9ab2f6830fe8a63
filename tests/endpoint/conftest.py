"""What tests of the service have in common: stores, servers of them, and what coroutines run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.endpoint.running import PEOPLE, W3C, Server, make_store, people, serving

from backbone_kg.stores import EmbeddedStore, bring_ontology


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with 200 people, which tests leave as it is."""
    return make_store(tmp_path_factory.mktemp("people"), PEOPLE)


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[Server]:
    """A server of the 200 people that takes its time, and gives no large answers."""
    with serving(
        store,
        timeout=600,
        workers=2,
        query_length=5_000,
        result_rows=1_000,
        body_size=20_000,
    ) as running:
        yield running


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the knowledge base, few people, and the W3C's graphs."""
    few = {f"http://example.org/graph/{name}": people(n) for name, n in (("a", 10), ("b", 4))}
    path = make_store(tmp_path_factory.mktemp("knowledge"), few | W3C)
    with EmbeddedStore(path) as store:
        bring_ontology(store)
    return path


@pytest.fixture(scope="session")
def knowing(knowledge: Path) -> Iterator[Server]:
    """A server of the knowledge base, with one process and the usual limits."""
    with serving(knowledge) as running:
        yield running


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
