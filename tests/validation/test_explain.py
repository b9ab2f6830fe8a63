"""What the message table does not know is shown as it is, never dropped; new shapes just work."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.generate import Sheets, good, put, write_csv

from backbone_kg import Finding, read, validate
from backbone_kg.base.cells import ReadingNote
from backbone_kg.base.findings import Severity
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.model import Layout, layout_from
from backbone_kg.validation import explain_note

SHAPES = (ontology_dir() / "shapes" / "partnership.ttl").read_text(encoding="utf-8")


def layout(tmp_path: Path, *, on: str, add: str, more: str = "") -> Layout:
    """Return the layout with something added to one of its shapes, and shapes at the end."""
    start = f"bkgs:{on} a sh:"
    assert SHAPES.count(start) == 1
    name = SHAPES.index(start)
    end = SHAPES.index(" ;", name)
    path = tmp_path / "shapes.ttl"
    path.write_text(f"{SHAPES[:end]} ;\n    {add}{SHAPES[end:]}\n{more}", encoding="utf-8")
    return layout_from(path)


def found(tmp_path: Path, sheets: Sheets, shapes: Layout, engine: str) -> list[Finding]:
    data = read(write_csv(tmp_path / "data", sheets), layout=shapes)
    return list(validate(data, engine=engine))


@pytest.mark.parametrize(
    ("constraint", "code"),
    [
        ("sh:maxLength 7", "maxlength"),
        ("sh:nodeKind sh:IRI", "nodekind"),
        ('sh:hasValue "Minutes of a meeting"', "hasvalue"),
        ('sh:not [ sh:pattern "^Minutes" ]', "not"),
    ],
)
def test_an_unknown_kind_of_result_is_shown_as_the_engine_has_it(
    constraint: str, code: str, tmp_path: Path, engine: str
) -> None:
    shapes = layout(tmp_path, on="Assignment-evidence", add=constraint)
    sheets = put(good(), "Assignments!G2", "Minutes, March")
    if code == "hasvalue":
        sheets["Assignments"] = sheets["Assignments"][:2]
    (finding,) = found(tmp_path, sheets, shapes, engine)
    assert finding.code == code
    assert finding.severity is Severity.ERROR
    assert (finding.sheet, finding.row) == ("Assignments", 2)
    assert finding.message


def test_the_engines_own_words_tell_what_is_asked(tmp_path: Path) -> None:
    shapes = layout(tmp_path, on="Assignment-evidence", add="sh:maxLength 6")
    (finding,) = found(tmp_path, good(), shapes, "pyshacl")
    assert "6" in finding.message
    assert finding.value == "Minutes"


def test_a_shape_that_belongs_to_no_column_is_shown_too(tmp_path: Path, engine: str) -> None:
    more = """
    bkgs:Extra a sh:NodeShape ; sh:targetClass bkg:Partner ; sh:property [
        a sh:PropertyShape ; sh:path bkg:fteAvailable ; sh:maxInclusive 1 ;
        sh:message "Nobody has that many." ; sh:severity sh:Info ] .
    """
    shapes = layout(tmp_path, on="Partner-notes", add="sh:deactivated false", more=more)
    (finding,) = found(tmp_path, good(), shapes, engine)
    assert finding.message == "Nobody has that many."
    assert finding.severity is Severity.INFO
    assert (finding.sheet, finding.row) == ("Partners", 2)


def test_a_check_with_words_of_its_own_needs_no_code(tmp_path: Path, engine: str) -> None:
    more = """
    bkgs:Partner-one-word a sh:PropertyShape ; sh:path skos:prefLabel ; sh:pattern "^\\\\S+$" ;
        sh:severity sh:Warning ; bkg:onColumn bkgs:Partner-name ; bkg:code "long-name" ;
        sh:message "“{value}” is more than one word." ; bkg:remedy "Write “{heading}” short." .
    """
    shapes = layout(tmp_path, on="Partner", add="sh:property bkgs:Partner-one-word", more=more)
    findings = found(tmp_path, good(), shapes, engine)
    assert [(item.code, item.place) for item in findings] == [
        ("long-name", f"Partners!A{row}") for row in (2, 3, 4)
    ]
    assert findings[0].message == "“Riverside Foundation” is more than one word."
    assert findings[0].remedy == "Write “Name” short."
    assert findings[0].severity is Severity.WARNING


def test_a_pattern_on_a_column_says_how_it_should_look(tmp_path: Path, engine: str) -> None:
    shapes = layout(tmp_path, on="Assignment-evidence", add='sh:pattern "^https:"')
    (finding,) = found(tmp_path, good(), shapes, engine)
    assert (finding.code, finding.place) == ("wrong-form", "Assignments!G2")
    assert finding.remedy == "Write it like this: Minutes of 12 March 2024."


def test_what_a_user_wrote_is_never_taken_for_a_template(tmp_path: Path, engine: str) -> None:
    from backbone_kg.model import standard_layout

    sheets = put(good(), "Assignments!A2", "{heading} %s {0}")
    (finding,) = found(tmp_path, sheets, standard_layout(), engine)
    assert finding.message == "“{heading} %s {0}” is not on the sheet “Partners”."


def test_a_long_text_is_not_repeated_in_full(tmp_path: Path, engine: str) -> None:
    from backbone_kg.model import standard_layout

    sheets = put(good(), "Assignments!A2", "many words " * 100)
    (finding,) = [
        item for item in found(tmp_path, sheets, standard_layout(), engine) if item.code != "note"
    ]
    assert len(finding.message) < 120
    assert "…" in finding.message
    assert len(finding.value) > 1000


def test_a_note_of_the_reader_keeps_its_place() -> None:
    details = {"range": "B3:C4"}
    finding = explain_note(ReadingNote("merged-cells", details, "Partners", "B3:C4"), "a.xlsx")
    assert finding.place == "Partners!B3:C4"
    assert finding.row == 3
    assert finding.file == "a.xlsx"
    assert finding.message == "The cells B3:C4 are merged; only the first of them holds a value."
