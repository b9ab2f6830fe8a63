"""What is said of a question about partnerships that had no answers."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from backbone_kg.asking.empty_answers import why_nothing
from backbone_kg.sparql.library import find
from backbone_kg.stores.embedded import EmbeddedStore

NAMES = ["Graduate Tacoma", *(f"Place {number}" for number in range(7))]


@pytest.fixture(params=[NAMES[:1], NAMES, []], ids=["one", "many", "none"])
def names(request: pytest.FixtureRequest) -> list[str]:
    found: list[str] = request.param
    return found


@pytest.fixture
def store(names: list[str]) -> Iterator[EmbeddedStore]:
    kind = "<https://w3id.org/backbone-kg/ontology#Partnership>"
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    with EmbeddedStore() as made:
        for number, name in enumerate(names):
            made.oxigraph.update(
                f"INSERT DATA {{ <urn:{number}> a {kind} ; {label} {ox.Literal(name)} }}"
            )
        yield made


def reason(store: EmbeddedStore, question: str, *, has_data: bool = True, **settings: str) -> str:
    return why_nothing(find(question), store, called=question, settings=settings, has_data=has_data)


def test_data_that_were_not_named(store: EmbeddedStore) -> None:
    assert reason(store, "coverage", has_data=False) == (
        "No data file was named, and this question is about partnerships. Name one behind it: "
        "backbone-kg query coverage partners.xlsx"
    )
    assert reason(store, "crosswalk", has_data=False) == ""


def test_a_partnership_that_is_not_there(store: EmbeddedStore, names: list[str]) -> None:
    told = reason(store, "coverage", partnership="Tacoma")
    assert told.startswith("No partnership here is called “Tacoma”.")
    assert ("Did you mean “Graduate Tacoma”?" in told) == bool(names)
    assert told.endswith(
        {
            0: "“Tacoma”.",
            1: " There are: Graduate Tacoma.",
            8: " There are: Graduate Tacoma, Place 0, Place 1, Place 2, Place 3 and 3 more.",
        }[len(names)]
    )


@pytest.mark.parametrize("names", [NAMES], indirect=True)
def test_where_no_reason_is_seen_nothing_is_said(store: EmbeddedStore) -> None:
    assert reason(store, "coverage") == ""
    assert reason(store, "coverage", date="2020") == ""
    assert reason(store, "coverage", partnership=" ") == ""
    assert reason(store, "coverage", partnership="graduate  TACOMA ") == ""
    assert reason(store, "load-across-partnerships", partnership="Tacoma") == ""
