"""What is said of a question about partnerships that had no answers."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from backbone_kg.asking import why_nothing
from backbone_kg.sparql import find_query
from backbone_kg.stores import EmbeddedStore

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
            snapshot = facts(f"<urn:{number}/2023>", of=f"<urn:{number}>", since=f"{2010 + number}")
            made.oxigraph.update(snapshot)
        yield made


def facts(snapshot: str, *, of: str, since: str = "") -> str:
    """Return an update that tells what is derived from a data file."""
    known = f'; bkg:knownSince "{since}-01-01"^^xsd:date' if since else ""
    return f"""PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    INSERT DATA {{
      {snapshot} bkg:snapshotOf {of} {known} }}"""


def reason(store: EmbeddedStore, question: str, *, has_data: bool = True, **settings: str) -> str:
    return why_nothing(
        find_query(question), store, called=question, settings=settings, has_data=has_data
    )


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
def test_a_day_of_which_nothing_is_known(store: EmbeddedStore) -> None:
    assert reason(store, "role-states", date="2009") == (
        "Nothing is known on 2009-12-31: the first day of which the data say anything is "
        "2010-01-01."
    )
    assert reason(store, "role-states", date="2010") == ""
    told = reason(store, "role-states", date="2010", partnership="Place 0")
    assert told.endswith("the first day of which the data say anything is 2011-01-01.")
    # What is undated may have been so at any time.
    store.oxigraph.update(facts("<urn:0/undated>", of="<urn:0>"))
    assert reason(store, "role-states", date="2009") == ""


@pytest.mark.parametrize("names", [NAMES[:1]], indirect=True)
def test_data_that_were_stored_without_facts(store: EmbeddedStore) -> None:
    store.oxigraph.update("DELETE WHERE { <urn:0/2023> ?p ?o }")
    assert reason(store, "coverage").startswith("These data were stored without the facts")


@pytest.mark.parametrize("names", [NAMES], indirect=True)
def test_where_no_reason_is_seen_nothing_is_said(store: EmbeddedStore) -> None:
    assert reason(store, "coverage") == ""
    assert reason(store, "coverage", date="2020") == ""
    assert reason(store, "coverage", partnership=" ") == ""
    assert reason(store, "coverage", partnership="graduate  TACOMA ") == ""
