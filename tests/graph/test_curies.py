"""IRIs made short with prefixes, and written out again."""

from __future__ import annotations

import pytest

from backbone_kg.graph import Curies
from backbone_kg.graph.namespaces import CURIES, PROJECT


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (f"{PROJECT}ontology#Partner", "bkg:Partner"),
        (f"{PROJECT}source/schwenger-five-ways#passage-1-2", "schwenger:passage-1-2"),
        ("http://www.w3.org/ns/org#a%20b", "org:a%20b"),
    ],
)
def test_an_iri_in_a_namespace_of_the_project_is_made_short_and_written_out(
    iri: str, short: str
) -> None:
    assert CURIES.shorten(iri) == short
    assert CURIES.expand(short) == iri


@pytest.mark.parametrize(
    "iri",
    [
        f"{PROJECT}source/a/b",
        f"{PROJECT}ontology#",
        f"{PROJECT}ontology#ends.",
        f"{PROJECT}ontology#näme",
        "http://example.org/x",
        "urn:x",
    ],
)
def test_an_iri_stays_whole_where_its_short_form_could_not_be_typed_again(iri: str) -> None:
    assert CURIES.shorten(iri) == iri
    assert CURIES.expand(iri) is None


def test_a_long_name_that_cannot_be_short_takes_no_time() -> None:
    iri = f"https://example.org/{'a' * 10_000}{{"
    assert Curies({"ex": "https://example.org/"}).shorten(iri) == iri
