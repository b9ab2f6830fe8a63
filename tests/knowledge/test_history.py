"""What became of a framework's parts between editions."""

from __future__ import annotations

import pytest
from tests.knowledge.river import river

from backbone_kg.base.errors import UnknownNameError

ONTOLOGY = river()


@pytest.mark.parametrize(
    "name", ["river", "RIVER", "river-1", "river-2", "The river, first edition"]
)
def test_a_history_is_found_by_what_the_short_names_begin_with_or_any_name(name: str) -> None:
    history = ONTOLOGY.history(name)
    assert [edition.slug for edition in history.editions] == ["river-1", "river-2"]
    assert history.title == "The river"


def test_each_change_has_before_after_and_the_reason() -> None:
    told = [
        (c.kind, c.before.label if c.before else None, c.after.label if c.after else None, c.reason)
        for c in ONTOLOGY.history("river").changes
    ]
    assert told == [
        ("renamed", "Talk", "Listen", "Talk was not enough."),
        ("dropped", "Count", None, ""),
        ("added", None, "Build trust", ""),
        ("unchanged", "Keep", "Keep", ""),
    ]


def test_a_change_says_what_the_later_one_means_who_says_so_and_where() -> None:
    renamed, dropped, *_ = ONTOLOGY.history("river").changes
    assert renamed.meaning == "Hear before speaking."
    assert [agent.name for agent in renamed.attributed_to] == ["Ann Brook"]
    assert [passage.locator for passage in renamed.passages] == ["Table 1, row 2"]
    assert (dropped.meaning, dropped.passages) == ("", ())


def test_changes_belong_to_the_edition_that_made_them() -> None:
    history = ONTOLOGY.history("river")
    first, second = history.editions
    assert history.into(first) == ()
    assert history.into(second) == history.changes
    assert [history.count(kind) for kind in ("renamed", "dropped", "moved")] == [1, 1, 0]


def test_what_is_said_of_an_edition_or_its_parts_is_at_hand() -> None:
    history = ONTOLOGY.history("river")
    assert [c.label for c in history.said_of(history.changes[0].after)] == ["Crowds scatter"]
    assert [c.label for c in history.said_of(history.editions[1].concept)] == ["Rivers flow"]
    assert history.said_of(None) == ()


def test_a_framework_of_one_edition_has_a_history_without_changes() -> None:
    history = ONTOLOGY.history("hill")
    assert ([edition.slug for edition in history.editions], history.changes) == (["hill"], ())


def test_a_later_edition_without_a_date_still_comes_last() -> None:
    third = "framework:river-0 a bkg:Framework ; skos:prefLabel 'Third'@en ;"
    third += " dcterms:replaces framework:river-2 ."
    history = river(third).history("river-1")
    assert [edition.slug for edition in history.editions] == ["river-1", "river-2", "river-0"]


def test_editions_that_replace_one_another_in_a_ring_are_told_once_each() -> None:
    ring = river("framework:river-1 dcterms:replaces framework:river-2 .")
    assert len(ring.history("river").editions) == 2


def test_a_family_name_that_fits_two_chains_is_refused_with_the_names() -> None:
    more = "".join(
        f"framework:sea-{n} a bkg:Framework ; skos:prefLabel 'Sea {n}'@en ." for n in (1, 2)
    )
    with pytest.raises(UnknownNameError, match="sea-1, sea-2"):
        river(more).history("sea")


def test_a_family_name_means_the_editions_and_not_a_framework_beside_them() -> None:
    more = "framework:river-map a bkg:Framework ; skos:prefLabel 'A map of the river'@en ."
    editions = river(more).history("river").editions
    assert [edition.slug for edition in editions] == ["river-1", "river-2"]


def test_in_a_notebook_a_history_is_a_table_of_its_changes() -> None:
    page = ONTOLOGY.history("river")._repr_html_()
    assert page.count("<tr>") == 5
    assert "March 2001, 2003" in page
