"""What the knowledge base says to a reader at a terminal."""

from __future__ import annotations

import re

import pytest
from tests.knowledge.river import river

from backbone_kg.showing import frameworks_text, lookup_text, types_text
from backbone_kg.showing.knowledge_text import places, said, who
from backbone_kg.showing.positions_text import positions_text

ONTOLOGY = river()
QUESTIONS = dict(enumerate(ONTOLOGY.positions(), start=1))


def framework(slug: str, width: int = 100) -> str:
    found = ONTOLOGY[slug]
    return frameworks_text.framework_text(
        found,
        claims=ONTOLOGY.claims(about=slug),
        history=ONTOLOGY.history(slug),
        width=width,
    )


def every_text(width: int) -> dict[str, str]:
    kinds = ONTOLOGY.types()
    return {
        "frameworks": frameworks_text.list_text(ONTOLOGY.frameworks(), width=width),
        "framework": framework("river-2", width),
        "history": frameworks_text.history_text(ONTOLOGY.history("river"), width=width),
        "types": types_text.list_text(kinds, ONTOLOGY.other_types(), width=width),
        "type": types_text.type_text(kinds[0], width=width),
        "positions": positions_text(QUESTIONS, width=width),
        "show": lookup_text.entries_text("Keep", ONTOLOGY.find("Keep"), width=width),
        "claim": lookup_text.entries_text("x", ONTOLOGY.find("brook:pull"), width=width),
    }


@pytest.mark.parametrize("width", [40, 60, 79, 100, 110])
def test_no_line_is_wider_than_asked_but_for_an_address(width: int) -> None:
    for name, text in every_text(width).items():
        lines = [line for line in text.split("\n") if "https://" not in line]
        assert max(map(len, lines)) <= width, name


@pytest.mark.parametrize("name", every_text(100))
def test_every_text_ends_with_one_line_break_and_has_no_trailing_spaces(name: str) -> None:
    text = every_text(100)[name]
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(" +\n", text)


@pytest.mark.parametrize("name", every_text(100))
def test_nothing_but_the_last_line_of_an_entry_is_an_address(name: str) -> None:
    text = every_text(100)[name]
    if name not in ("show", "claim"):
        assert "https://" not in text
    else:
        addresses = [line for line in text.split("\n") if "https://" in line]
        assert addresses
        assert text.rstrip().endswith(addresses[-1])
        assert all(line.startswith("https://") for line in addresses)


@pytest.mark.parametrize("name", every_text(100))
def test_no_word_of_the_graphs_own_language_is_shown(name: str) -> None:
    text = every_text(100)[name].lower()
    for word in ("iri", "rdf", "skos", "prov:", "triple", "concept", "scheme", "sssom"):
        assert not re.search(rf"\b{word}\b", text), word


# --- who, and where ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("brook:benefit", "M. Stone (as reported by Brook, from Stone et al. 2001); "
         "Brook (Table 1, row 2)"),
        ("brook:challenge", "Brook (the end)"),
        ("brook:bare", "nobody is named; no passage is given"),
        ("brook:crowded", "Ann Brook (as reported by a document that is not named); "
         "a document that is not named (somewhere)"),
    ],
)  # fmt: skip
def test_a_claim_tells_who_makes_it_where_and_who_reports_it(claim: str, told: str) -> None:
    (entry,) = ONTOLOGY.find(claim)
    assert entry.claim is not None
    assert said(entry.claim) == told


def test_of_a_work_without_a_date_the_title_is_told() -> None:
    more = "brook:undated prov:hadPrimarySource source:leaflet ; a bkg:Claim ;"
    more += " prov:wasAttributedTo agent:river-club ; bkg:paraphrasedFrom brook:p1 ."
    (entry,) = river(more).find("brook:undated")
    assert entry.claim is not None
    claim = entry.claim
    assert who(claim.attributed_to, claim.attribution, claim.primary_sources) == (
        "River Club (as reported by Brook, from “The leaflet”)"
    )


def test_places_in_one_document_stand_together_and_a_known_document_is_not_named() -> None:
    change, *_ = ONTOLOGY.history("river").changes
    passages = (*change.passages, *ONTOLOGY["river-2"].passages)
    assert places(passages) == "Brook (Table 1, row 2; the end)"
    assert places(passages, passages[0].document) == "Table 1, row 2; the end"


# --- frameworks ----------------------------------------------------------------------------------


def test_a_framework_that_is_only_reported_says_so() -> None:
    assert "“Rivers and hills” (Brook), which reports it; the original was not read" in framework(
        "river-1"
    ).replace("\n               ", " ")


def test_steps_are_numbered() -> None:
    text = framework("hill")
    assert text.index("1. Undress. They undressed.") < text.index("2. Swim. They swam.")
    assert "Qualities\n  1. Calm\n" in text


# --- history -------------------------------------------------------------------------------------


def test_a_change_without_a_reason_says_so_unless_nothing_changed() -> None:
    text = every_text(100)["history"]
    blocks = dict(zip("1234", re.split(r"\n  \d\. ", text)[1:], strict=True))
    assert "no reason is given" in blocks["2"]
    assert "no reason is given" in blocks["3"]
    assert "Why" not in blocks["4"].partition("\n\n")[0]


def test_a_framework_without_a_history_says_that_no_change_is_recorded() -> None:
    text = frameworks_text.history_text(ONTOLOGY.history("hill"))
    assert text.startswith("Hill capacities: 1 edition\n")
    assert "No change is recorded." in text


# --- positions -----------------------------------------------------------------------------------


def test_positions_stand_side_by_side_where_there_is_room() -> None:
    wide, narrow = (positions_text(QUESTIONS, width=width) for width in (80, 79))
    (row,) = (line for line in wide.split("\n") if "ONE BRIDGE" in line)
    assert re.fullmatch(r"ONE BRIDGE +│  TWO BRIDGES", row)
    narrow = positions_text(QUESTIONS, width=70)
    assert "│" not in narrow
    assert narrow.index("ONE BRIDGE") < narrow.index("TWO BRIDGES")


def test_what_is_told_already_under_another_position_is_only_named() -> None:
    _, two = positions_text(QUESTIONS, width=70).split("TWO BRIDGES")
    assert "What supports another position here: Rivers flow" in two
    assert "All rivers flow." not in two


def test_what_takes_no_side_is_told_too() -> None:
    assert "Bridges cost money. [Brook (Table 1, row 2)]" in positions_text(QUESTIONS)


# --- kinds and names -----------------------------------------------------------------------------


def test_a_kind_tells_benefits_and_challenges_with_who_says_so_and_of_what() -> None:
    text = every_text(100)["type"]
    assert (
        "Potential benefits\n"
        "  - Knows children. It knows the children.\n"
        "    [M. Stone (as reported by Brook, from Stone et al. 2001); Brook (Table 1, row 2)]\n"
        "    (said of: Academy)\n" in text
    )
    assert "Potential challenges\n  - Closed in summer." in text
    assert "  According to Ann Brook; Brook (Table 1, row 2):\n    - Build trust\n" in text
    assert (
        "Bodies it should sit on\n  - Academies sit. Academies should sit on the council." in text
    )


def test_the_list_of_kinds_tells_each_in_short_and_what_cannot_be_chosen() -> None:
    text = every_text(110)["types"]
    assert (
        "School  for it: Knows children; against it: Closed in summer; could hold 1 capacity"
        in text
    )
    assert "Choir   –\n" in text
    assert "not a kind to choose\n  - Council (should have on it: 1 kind)\n  - Crowd (–)\n" in text


def test_of_several_meanings_each_is_told() -> None:
    text = every_text(100)["show"]
    assert text.startswith("“Keep” means 2 things:\n  - function of “The river, first edition”: ")
    assert text.count("History\n") == 2
    assert "  - No counterpart in “Hill capacities”. Nothing is kept on the hill.\n" in text


def test_a_claim_that_is_shown_is_told_once() -> None:
    text = every_text(100)["claim"]
    assert text.startswith("Fast or deep\ntension\nBoth at once.\nFast ↔ Deep\n[Brook (the end)]\n")
