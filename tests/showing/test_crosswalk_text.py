"""A crosswalk can be read by people, spreadsheets, programs, and as SSSOM without loss."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.graph.namespaces import FRAMEWORKS
from backbone_kg.knowledge import (
    BUILT_IN,
    HOW,
    MANUAL,
    ORDER,
    Concept,
    Crosswalk,
    CrosswalkRow,
    Framework,
    Function,
    Mapping,
    read_sssom,
)
from backbone_kg.showing.crosswalk_text import to_csv, to_sssom, to_table

PREDICATE = {how: predicate for predicate, how in HOW.items()}
INVERSION = BUILT_IN["semapv"] + "MappingInversion"


def framework(slug: str, *names: str, namespace: str = "") -> Framework:
    start = namespace or f"{FRAMEWORKS}{slug}#"
    return Framework(
        concept=Concept(f"{FRAMEWORKS}{slug}", slug.title()),
        functions=tuple(Function(Concept(start + name, name.title())) for name in names),
    )


def concepts(one: Framework) -> tuple[Concept, ...]:
    return tuple(function.concept for function in one.functions)


OLD = framework("old", "lead", "talk", "print")
NEW = framework("new", "guide", "join", "vote")
LEAD, TALK, PRINT = concepts(OLD)
GUIDE, JOIN, VOTE = concepts(NEW)
SMALL = Crosswalk(
    source=OLD,
    target=NEW,
    rows=(
        CrosswalkRow(LEAD, GUIDE, "close to", "Nearly."),
        CrosswalkRow(LEAD, JOIN, "broader than", "Some of it."),
        CrosswalkRow(PRINT, None, "no counterpart", "Dropped, with a comma."),
    ),
    not_compared=(TALK, VOTE),
)


def test_the_table_tells_each_concept_once_with_all_it_compares_with() -> None:
    assert to_table(SMALL, width=60).splitlines() == [
        "From: Old",
        "To:   New",
        "",
        "1 is close, 1 is broader, 1 has no counterpart, 2 are not",
        "compared yet.",
        "",
        "Lead",
        "  close to: Guide",
        "      Nearly.",
        "  broader than: Join",
        "      Some of it.",
        "",
        "Print",
        "  no counterpart",
        "      Dropped, with a comma.",
        "",
        "Not compared yet",
        "  Talk",
        "  Vote",
    ]


def test_what_only_the_target_has_comes_under_a_title_of_its_own() -> None:
    found = Crosswalk(OLD, NEW, (CrosswalkRow(None, VOTE, "no counterpart", "Added."),))
    assert to_table(found).splitlines()[-4:] == ["", "Only in New", "  Vote", "      Added."]


def test_nothing_compared_is_said() -> None:
    assert "Nothing is compared." in to_table(Crosswalk(OLD, NEW, ()))


@given(st.integers(min_value=1, max_value=200))
def test_no_line_of_the_table_is_wider_than_asked(width: int) -> None:
    assert all(len(line) <= max(width, 40) for line in to_table(SMALL, width=width).splitlines())


def test_csv_has_one_line_a_row_and_tells_what_is_not_compared() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(SMALL))))
    assert [(row["source"], row["how"], row["target"]) for row in rows] == [
        ("Lead", "close to", "Guide"),
        ("Lead", "broader than", "Join"),
        ("Print", "no counterpart", ""),
        ("Talk", "not compared", ""),
        ("", "not compared", "Vote"),
    ]
    assert rows[2]["comment"] == "Dropped, with a comma."
    assert rows[0]["target_id"] == str(GUIDE.iri)


def test_how_stands_between_source_and_target_and_the_predicate_says_the_same() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(SMALL))))
    assert [(row["how"], row["predicate"]) for row in rows] == [
        ("close to", "skos:closeMatch"),
        ("broader than", "skos:narrowMatch"),
        ("no counterpart", ""),
        ("not compared", ""),
        ("not compared", ""),
    ]
    for told in SMALL.to_dict()["rows"]:
        line = next(row for row in rows if row["comment"] == told["comment"])
        assert (told["how"], told["predicate"]) == (line["how"], line["predicate"])


def test_as_plain_data_it_has_frameworks_rows_and_what_is_not_compared() -> None:
    data = json.loads(json.dumps(SMALL.to_dict()))
    assert data["source"] == {"iri": f"{FRAMEWORKS}old", "slug": "old", "title": "Old"}
    assert data["rows"][2] == {
        "source": {"iri": str(PRINT.iri), "label": "Print"},
        "how": "no counterpart",
        "predicate": "",
        "target": None,
        "comment": "Dropped, with a comma.",
        "justification": str(MANUAL),
    }
    assert [one["label"] for one in data["not_compared"]] == ["Talk", "Vote"]


# --- SSSOM -----------------------------------------------------------------------------------


def read_back(text: str) -> tuple[Mapping, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.sssom.tsv"
        path.write_bytes(text.encode())
        return read_sssom(path)


def as_mapping(crosswalk: Crosswalk, row: CrosswalkRow) -> Mapping:
    return Mapping(
        subject=row.source.iri if row.source else None,
        predicate=PREDICATE[row.how],
        object=row.target.iri if row.target else None,
        justification=row.justification,
        comment=row.comment,
        subject_source=crosswalk.source.concept.iri,
        object_source=crosswalk.target.concept.iri,
    )


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(
    bool
) | st.sampled_from(['Says "near"', '"', "a\tb", "a\nb", "a\r\nb", "a\rb", "#1", "NA", "= sum"])
names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
namespaces = st.sampled_from(
    ["", "https://example.org/a#", "https://example.org/b/", str(BUILT_IN["skos"])]
)


@st.composite
def crosswalks(draw: st.DrawFn) -> Crosswalk:
    sides = [
        framework(
            slug,
            *draw(st.lists(names, min_size=1, max_size=4, unique=True)),
            namespace=draw(namespaces),
        )
        for slug in ("old", "new-2012-07")
    ]
    pairs = st.tuples(*(st.sampled_from(concepts(side)) | st.none() for side in sides)).filter(
        lambda pair: pair != (None, None)
    )
    rows = [
        CrosswalkRow(
            one,
            other,
            draw(st.sampled_from(ORDER[:-1])) if one and other else "no counterpart",
            draw(texts),
            draw(st.sampled_from([MANUAL, INVERSION])),
        )
        for one, other in draw(st.lists(pairs, unique=True, max_size=8))
    ]
    return Crosswalk(sides[0], sides[1], tuple(rows))


@given(crosswalks())
def test_what_is_written_as_sssom_is_read_back_the_same(found: Crosswalk) -> None:
    assert read_back(to_sssom(found)) == tuple(as_mapping(found, row) for row in found.rows)


def test_the_sssom_header_names_only_prefixes_that_sssom_does_not_know() -> None:
    header = [line for line in to_sssom(SMALL).splitlines() if line.startswith("#")]
    assert header[:4] == [
        "#curie_map:",
        "#  framework: https://w3id.org/backbone-kg/framework/",
        "#  new: https://w3id.org/backbone-kg/framework/new#",
        "#  old: https://w3id.org/backbone-kg/framework/old#",
    ]
    assert "#license: https://creativecommons.org/licenses/by/4.0/" in header


def test_what_is_not_compared_is_not_in_the_mapping_set() -> None:
    assert "Talk" not in to_sssom(SMALL)
