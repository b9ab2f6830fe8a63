"""Turtle and JSON-LD are read as they stand, offline; a mistake in them is told with its place."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from tests.small_files import partnership_of
from tests.turtle import LAKEWOOD, PREFIXES, turtle

from backbone_kg import Finding, Partnership, read, validate, write
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.findings import Severity
from backbone_kg.graph.namespaces import NO_ADDRESS
from backbone_kg.graph.rdflib_terms import NAME_KEY, PARTNER, TYPE, term
from backbone_kg.model import DERIVED, context_of, context_text, standard_layout
from backbone_kg.reading import CONTEXT_ADDRESS
from backbone_kg.writing import unconvertible

PARTNER_A = "https://example.org/a"
A_PARTNER = {
    "id": PARTNER_A, "type": "Partner", "name": "A", "classification": "orgtype:board",
}  # fmt: skip
OF_LAKEWOOD = """ex:lakewood bkg:listing "complete" ; schema:areaServed "Ohio" .
ex:a a bkg:Partner ; skos:prefLabel "A" ; org:classification orgtype:board .
"""


def json_ld(tmp_path: Path, document: object) -> Partnership:
    path = tmp_path / "data.jsonld"
    path.write_text(json.dumps(document), encoding="utf-8")
    return read(path)


def a_holding(role: str) -> dict[str, object]:
    thing = "https://example.org/h"
    return {"id": thing, "type": "Assignment", "partner": PARTNER_A, "role": role}


def codes(data: Partnership) -> list[str]:
    return [note.code for note in data.notes]


def test_turtle_is_read_with_its_own_names(tmp_path: Path) -> None:
    data = turtle(tmp_path, 'ex:a a bkg:Partner ; skos:prefLabel "A" .')
    assert (data.iri, data.name, data.format) == (
        "https://example.org/lakewood",
        "Lakewood",
        "ttl",
    )
    assert list(data.graph.subjects(TYPE, PARTNER)) == [URIRef("https://example.org/a")]
    assert data.notes == []


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ('"yes"^^xsd:boolean', Literal("yes", datatype=term("xsd:boolean"), normalize=False)),
        ('"007"^^xsd:integer', Literal("007", datatype=term("xsd:integer"), normalize=False)),
        ('"0.50"^^xsd:decimal', Literal("0.50", datatype=term("xsd:decimal"), normalize=False)),
        ('"a"^^xsd:string', Literal("a")),
    ],
)
def test_literals_keep_their_spelling(tmp_path: Path, literal: str, expected: Literal) -> None:
    data = turtle(tmp_path, f"ex:a a bkg:Partner ; bkg:fteAvailable {literal} .")
    (found,) = data.graph.objects(predicate=term("bkg:fteAvailable"))
    assert (str(found), found) == (str(expected), expected)


def test_what_is_derived_replaces_what_a_file_claims_to_be_derived(tmp_path: Path) -> None:
    data = turtle(tmp_path, 'ex:a a bkg:Partner ; skos:prefLabel "A" ; bkg:nameKey "wrong" .')
    assert list(data.graph.objects(predicate=NAME_KEY)) == [Literal("partner|a||")]
    assert str(NAME_KEY) in DERIVED


def test_a_role_may_be_given_as_the_organization_ontology_says(tmp_path: Path) -> None:
    data = turtle(
        tmp_path, "ex:a a bkg:Assignment ; org:role ex:r . ex:r a bkg:OwnRole, org:Role ."
    )
    assert list(data.graph.objects(predicate=term("bkg:role"))) == [URIRef("https://example.org/r")]
    assert not codes(data)


MATHEMATICA = "https://w3id.org/backbone-kg/framework/mathematica"
FRAMEWORK = f"ex:lakewood bkg:framework <{MATHEMATICA}> . "
ROLE_OF_A = f"{OF_LAKEWOOD}{FRAMEWORK}ex:h a bkg:Assignment ; org:member ex:a ; "


@pytest.mark.parametrize(
    ("stated", "code", "said", "offered"),
    [
        ("bkg:role mathematica:bild-trust", "unknown-role",
         "“mathematica:bild-trust”", f"{MATHEMATICA}#build-trust"),
        ("bkg:role <https://w3id.org/backbone-kg/framework/matematica#build-trust>",
         "unknown-role", "“https://w3id.org/backbone-kg/framework/matematica#build-trust”",
         f"{MATHEMATICA}#build-trust"),
        ("bkg:role 'Build trust'", "unknown-role", "“Build trust”", f"{MATHEMATICA}#build-trust"),
        ("bkg:role mathematica:fundraising", "unknown-role", "“mathematica:fundraising”",
         f"{MATHEMATICA}#mobilize-resources"),
    ],
)  # fmt: skip
def test_a_misspelled_address_is_named_whole_with_the_right_one(
    tmp_path: Path, stated: str, code: str, said: str, offered: str
) -> None:
    (finding,) = validate(turtle(tmp_path, f"{ROLE_OF_A}{stated} ."), engine="shacl")
    assert (finding.code, finding.offers) == (code, (offered,))
    assert said in finding.message
    assert f"Did you mean “mathematica:{offered.partition('#')[2]}”?" in finding.remedy
    assert "sheet" not in finding.remedy


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (f"{FRAMEWORK}ex:b a bkg:Partner ; skos:prefLabel 'B' ; "
         "org:classification orgtype:city-goverment .",
         "https://w3id.org/backbone-kg/organization-type#city-government"),
        ("ex:lakewood bkg:framework <https://w3id.org/backbone-kg/framework/mathematca> .",
         MATHEMATICA),
        (f"{FRAMEWORK}ex:city-hall a bkg:Partner ; skos:prefLabel 'B' ; "
         "org:classification orgtype:board . ex:h a bkg:Assignment ; "
         "org:member ex:city-hal ; bkg:role mathematica:build-trust .",
         "https://example.org/city-hall"),
    ],
)  # fmt: skip
def test_the_address_of_any_kind_of_thing_is_offered(
    tmp_path: Path, text: str, offered: str
) -> None:
    (finding,) = validate(turtle(tmp_path, OF_LAKEWOOD + text), engine="shacl")
    assert finding.offers == (offered,)


def test_a_bare_id_is_offered_only_what_it_resembles(tmp_path: Path) -> None:
    things = A_PARTNER, a_holding("xyzzy")
    found = finding(json_ld(tmp_path, ours(*things)), "unknown-role")
    assert found.message.startswith("“xyzzy” is not")
    assert found.offers == ()


@pytest.mark.parametrize("role", ["Build trust", "build-trust", "https://e.org/build trust"])
def test_a_name_in_place_of_an_id_is_told_as_it_stands(tmp_path: Path, role: str) -> None:
    things = A_PARTNER, a_holding(role)
    found = finding(json_ld(tmp_path, ours(*things)), "unknown-role")
    assert found.message.startswith(f"“{role.replace(' ', '%20') if ':' in role else role}” is not")
    assert found.offers == (f"{MATHEMATICA}#build-trust",)


def test_an_id_with_a_space_names_the_same_wherever_it_stands(tmp_path: Path) -> None:
    things = [
        {"id": "https://e.org/City Hall", "type": "Partner", "name": "City Hall"},
        {"id": "https://e.org/h", "type": "Assignment", "partner": "https://e.org/City Hall",
         "role": "mathematica:build-trust"},
    ]  # fmt: skip
    data = json_ld(tmp_path, ours(*things))
    assert [str(one.partner) for one in data.roster.holdings] == ["https://e.org/City%20Hall"]
    assert codes(data) == ["bare-id"]


def test_a_key_is_held_against_keys_and_not_against_classes(tmp_path: Path) -> None:
    holding = {"id": "https://example.org/h", "type": "Assignment", "partnr": PARTNER_A,
               "role": "mathematica:build-trust"}  # fmt: skip
    (finding,) = validate(json_ld(tmp_path, ours(A_PARTNER, holding)), engine="shacl")
    assert (finding.code, "“partner”" in finding.remedy) == ("unknown-key", True)


def test_a_misspelled_property_that_is_needed_is_one_finding(tmp_path: Path) -> None:
    (finding,) = validate(turtle(tmp_path, f"{ROLE_OF_A}bkg:rol mathematica:build-trust ."))
    assert (finding.code, finding.severity) == ("unknown-property", Severity.ERROR)
    assert finding.remedy == "Check its spelling. Did you mean bkg:role?"


def test_a_name_in_other_letters_is_what_was_meant(tmp_path: Path) -> None:
    data = turtle(tmp_path, 'ex:a a bkg:PartnerShip ; bkg:FTE 1 ; skos:prefLabel "A" .')
    assert [note.details["suggestion"] for note in data.notes] == [" Did you mean bkg:Partnership?"]


def test_a_column_that_was_kept_is_no_unknown_property_but_told_as_a_column(
    tmp_path: Path,
) -> None:
    data = turtle(
        tmp_path,
        'ex:a a bkg:Partner ; ex:color "red" . ex:color a bkg:UnknownColumn ; bkg:position 5 ;'
        ' rdfs:label "Color" ; bkg:sheet "Partners" .',
    )
    assert [(n.code, n.sheet, n.details["heading"]) for n in data.notes] == [
        ("unknown-heading", "Partners", "Color")
    ]


def test_a_file_without_a_partnership_or_with_several_is_told(tmp_path: Path) -> None:
    assert "no-partnership" in codes(turtle(tmp_path, "ex:a a bkg:Partner .", partnership=""))
    two = turtle(tmp_path, "ex:akron a bkg:Partnership .")
    assert codes(two) == ["several-partnerships"]
    assert two.iri == "https://example.org/akron"


@pytest.mark.parametrize(
    "document",
    [
        {"@context": "https://example.org/context.jsonld"},
        {"@context": [{}, "https://example.org/context.jsonld"]},
        {"@graph": [{"a": {"@context": "https://example.org/context.jsonld"}}]},
        {"@context": {"a": {"@id": "x:y", "@context": "https://example.org/context.jsonld"}}},
        {"@context": {"@version": 1.1, "@import": "https://example.org/context.jsonld"}},
    ],
)
def test_a_context_is_never_fetched(tmp_path: Path, document: object) -> None:
    with pytest.raises(CannotReadError, match=r"https://example\.org/context\.jsonld.*network"):
        json_ld(tmp_path, document)


@pytest.mark.parametrize("context", [CONTEXT_ADDRESS, context_of(standard_layout())])
def test_our_own_context_can_be_named_or_written_out(tmp_path: Path, context: object) -> None:
    partner = {
        "id": PARTNER_A,
        "type": "Partner",
        "memberOf": "https://example.org/l",
        "classification": "orgtype:foundation",
        "fte-available": "0.5",
        "backbone": True,
    }
    data = json_ld(tmp_path, ours(partner) | {"@context": context})
    said = {(str(path), value) for path, value in data.graph.predicate_objects(URIRef(PARTNER_A))}
    assert said == {
        (str(TYPE), PARTNER),
        (str(term("org:memberOf")), URIRef("https://example.org/l")),
        (str(term("org:classification")), term("orgtype:foundation")),
        (str(term("bkg:fteAvailable")), Literal("0.5", datatype=term("xsd:decimal"))),
        (str(term("bkg:isBackbone")), Literal("true", datatype=term("xsd:boolean"))),
    }
    assert data.notes == []


def test_the_context_names_each_property_of_the_layout_once() -> None:
    layout = standard_layout()
    context = json.loads(context_text(layout))["@context"]
    prefixes = {name: value for name, value in context.items() if isinstance(value, str)}
    named = [entry["@id"] for entry in context.values() if isinstance(entry, dict)]
    expanded = [prefixes[iri.partition(":")[0]] + iri.partition(":")[2] for iri in named]
    paths = {str(column.path) for sheet in layout.sheets for column in sheet.columns}
    assert len(expanded) == len(set(expanded))
    assert paths <= set(expanded)


# --- nothing is dropped without a word -----------------------------------------------------------


def finding(data: Partnership, code: str) -> Finding:
    return next(item for item in validate(data, engine="shacl") if item.code == code)


@pytest.mark.parametrize(
    ("stated", "code", "named", "meant"),
    [
        ("a bkg:Assignement ; bkg:role ex:r", "unknown-class", "bkg:Assignement", "bkg:Assignment"),
        ("a ex:Partner", "unknown-class", "<https://example.org/Partner>", "bkg:Partner"),
        ("bkg:fte 1 ; bkg:role ex:r", "thing-without-class", "<https://example.org/x>", "bkg:Assi"),
        ('skos:prefLabel "X" ; bkg:joined 1', "thing-without-class", "org/x>", "bkg:Partner"),
        ("a ex:Tool ; ex:size 3", "unknown-class", "<https://example.org/x>", ""),
    ],
)
def test_each_thing_that_was_not_used_is_told_by_name(
    stated: str, code: str, named: str, meant: str, tmp_path: Path
) -> None:
    data = turtle(tmp_path, f"ex:x {stated} .")
    told = finding(data, code)
    assert named in told.message
    assert meant in told.remedy


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("ex:x ex:of [ ex:of [ ex:of 1 ], ( 2 3 ) ] .", ["x> and 4 unnamed things in it was"]),
        (
            "ex:x ex:of _:a . ex:y ex:of _:a . _:a ex:of ex:x .",
            ["x> and 1 unnamed thing", "y> was"],
        ),
        ("_:a ex:of _:b . _:b ex:of _:a .", ["unnamed/1> and 1 unnamed thing in it was"]),
    ],
)
def test_what_has_no_name_is_told_with_the_thing_that_speaks_of_it(
    stated: str, told: list[str], tmp_path: Path
) -> None:
    findings = validate(turtle(tmp_path, stated), engine="shacl")
    about = [one.message for one in findings if one.code == "unknown-class"]
    assert len(about) == len(told)
    for message, part in zip(about, told, strict=True):
        assert part in message


def test_what_names_a_thing_that_was_not_used_is_no_second_finding(tmp_path: Path) -> None:
    data = turtle(
        tmp_path,
        'ex:a a bkg:Partnr ; skos:prefLabel "A" ; org:memberOf ex:lakewood .'
        "ex:h a bkg:Assignment ; org:member ex:a ; bkg:role mathematica:build-trust .",
    )
    codes = [item.code for item in validate(data, engine="shacl")]
    assert "unknown-class" in codes
    assert "unknown-partner" not in codes


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    path.write_text(PREFIXES + LAKEWOOD, encoding="utf-8-sig")
    assert read(path).name == "Lakewood"


def test_a_year_that_no_other_format_admits_is_told(tmp_path: Path) -> None:
    data = turtle(tmp_path, 'ex:a a bkg:Partner ; bkg:joined "12019"^^xsd:gYear .')
    assert "12019" in finding(data, "impossible-date").message


def ours(*things: Mapping[str, object]) -> dict[str, object]:
    lakewood = {
        "id": "https://example.org/l",
        "type": "Partnership",
        "name": "Lakewood",
        "community": "Ohio",
        "listing": "complete",
        "framework": MATHEMATICA,
    }
    return {"@context": CONTEXT_ADDRESS, "@graph": [lakewood, *things]}


def test_a_key_that_its_context_lacks_is_one_finding(tmp_path: Path) -> None:
    holdings = [
        {"id": f"https://example.org/{n}", "type": "Assignment", "role": role, "partner": PARTNER_A}
        for n, role in enumerate(["mathematica:build-trust", "mathematica:convene-partners"])
    ]
    context = {name: to for name, to in context_of(standard_layout()).items() if name != "role"}
    (finding,) = validate(json_ld(tmp_path, {**ours(A_PARTNER, *holdings), "@context": context}))
    assert (finding.code, finding.severity) == ("unknown-key", Severity.ERROR)
    assert "“role”" in finding.message
    assert "in 2 places" in finding.message
    assert '"role": {"@id": "bkg:role"' in finding.remedy


@pytest.mark.parametrize("context", [None, {}])
def test_a_file_without_a_context_is_read_as_a_data_file_and_told_so_once(
    tmp_path: Path, context: object
) -> None:
    document = ours(A_PARTNER) | {"@context": context}
    data = json_ld(tmp_path, document)
    (finding,) = validate(data)
    assert [partner.name for partner in data.roster.partners] == ["A"]
    assert (finding.code, finding.severity) == ("no-context", Severity.WARNING)
    assert f'"@context": "{CONTEXT_ADDRESS}"' in finding.remedy


def test_a_misspelled_type_is_one_finding(tmp_path: Path) -> None:
    things = [{"id": f"https://example.org/{n}", "typ": "Partner", "name": "A"} for n in "abc"]
    (note,) = json_ld(tmp_path, ours(*things)).notes
    assert (note.code, note.details["key"]) == ("unknown-key", "typ")


@pytest.mark.parametrize(
    ("said", "read_as"), [("a", "a"), ("1:a", "1:a"), ("https<!--://a", "https%3C!--://a")]
)
def test_ids_that_are_no_full_addresses_are_read_and_told(
    said: str, read_as: str, tmp_path: Path
) -> None:
    data = json_ld(
        tmp_path,
        ours(
            {"id": said, "type": "Partner", "name": "A", "memberOf": "https://example.org/l"},
            {"id": "h", "type": "Assignment", "partner": said, "role": "mathematica:build-trust"},
        ),
    )
    assert codes(data) == ["bare-id"]
    assert [holding.partner for holding in data.roster.holdings] == [f"{NO_ADDRESS}{read_as}"]


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonld"
    text = json.dumps(ours({"id": "https://example.org/a", "type": "Partner", "name": "A"}))
    path.write_text(text.replace('"name": "A"', '"name": "B", "name": "A"'), encoding="utf-8")
    (note,) = read(path).notes
    assert (note.code, note.details["key"], note.details["value"]) == ("repeated-key", "name", "B")


MARKUP = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML>"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f'"{"<b>" * 100_000}"^^{MARKUP}', "HTML or XML of more than 10,000 characters"),
        (f'"{"x" * 17_000_000}"', "A text in it is longer than 16 MB."),
    ],
    ids=["nested", "long"],
)
def test_a_text_that_takes_too_much_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f"<https://example.org/a> <https://example.org/b> {text} .", encoding="utf-8")
    with pytest.raises(CannotReadError, match=sentence):
        read(path)


def test_json_nested_too_deeply_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text('{"https://example.org/a": ' + "[" * 600 + "]" * 600 + "}", encoding="utf-8")
    with pytest.raises(CannotReadError, match="nested too deeply"):
        read(path)


@pytest.mark.parametrize(
    ("thing", "wrong"),
    [
        ({"https://example.org/{b}": "c"}, "“https://example.org/{b}” is no address"),
        ({"@id": "https://example.org/%s"}, "“https://example.org/%s” is no address"),
        ({"@context": {"b": "https://example.org/ b"}, "b": "c"}, "“https://example.org/ b” is no"),
        ({"https://example.org/b": {"@id": "http://["}}, "“http://[” is no address"),
        (
            {"https://example.org/b": {"@value": "c", "@language": "in US"}},
            "“in US” is no language",
        ),
        ({"@graph": [{"@id": "https://example.org/b"}, ["c"]]}, "“c” stands where a thing should"),
        ({"@included": {"@value": "c"}}, '“{"@value": "c"}” stands where a thing should'),
    ],
)
def test_what_json_ld_would_drop_without_a_word_is_told(
    tmp_path: Path, thing: dict[str, object], wrong: str
) -> None:
    with pytest.raises(CannotReadError, match=re.escape(wrong)):
        json_ld(tmp_path, {"@id": PARTNER_A} | thing)


@pytest.mark.parametrize("key", ["@note", "_:note", "note"])
def test_a_key_that_states_nothing_is_told(tmp_path: Path, key: str) -> None:
    data = json_ld(tmp_path, {"@context": {"note": None}, "@id": PARTNER_A, key: "call them"})
    assert [note.details["key"] for note in data.notes if note.code == "unknown-key"] == [key]
    assert any(f"“{key}”" in said for said in unconvertible(data, "out.ttl"))


def test_a_position_of_thousands_of_digits_is_none(tmp_path: Path) -> None:
    write(partnership_of(("A", "Build trust")), tmp_path / "a.ttl")
    text = (tmp_path / "a.ttl").read_text(encoding="utf-8")
    changed = text.replace("bkg:position 1", f"bkg:position {'9' * 5000}", 1)
    assert changed != text
    (tmp_path / "a.ttl").write_text(changed, encoding="utf-8")
    assert len(read(tmp_path / "a.ttl").roster.partners) == 1
