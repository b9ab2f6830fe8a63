"""What is written and read again is the same, and nothing that was there is harmed."""

import datetime
import json
import os
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import good
from tests.reading.lifting import LAYOUT, ONTOLOGY, Sheets, lifted
from tests.small_files import read_sheets
from tests.turtle import turtle

from backbone_kg import Partnership, read, write
from backbone_kg.base.cells import CellValue
from backbone_kg.base.errors import CannotWriteError
from backbone_kg.model import DERIVED, without_derived
from backbone_kg.writing import unconvertible

ROLES = [role.label for _, role in ONTOLOGY.framework("mathematica").roles]
TYPES = [kind.label for kind in ONTOLOGY.organization_types]
OUTPUTS = ["data.xlsx", "data", "data.ttl", "data.jsonld"]

TRICKY = [
    *("=SUM(A1)", "+1", "-", "@home", "007", "1e5", "#REF!", "_x0041_", "__x000D_", "'quoted"),
    *("3/4/21", "2019", "2019-06", "13/13/2020", "1,500", "0,5", "TRUE", "yes", "x", "sep=;"),
    *("0.30000000000000004", "123456789012345678901234567890", "a;b\nc;d\ne;f", 'say "hi"', "*"),
    *(
        "  two  spaces ",
        "École d’été",
        "Школа № 5",
        "東京都",
        "हिन्दी",
        "Ελλάς",
        "👩‍👩‍👧",
        "mathematica:x",
    ),
    *("https://x.org/a?b=1", "www.x.org", "Name", "CBO", "mathematica", "build-trust", "<b>&amp;"),
]
TEXT = st.text(
    st.one_of(
        st.sampled_from("ab Zé09\"'“;,|=+-@#_x*:\n\t\\/"),
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")),
    ),
    max_size=12,
)
CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.sampled_from(TRICKY),
    TEXT,
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(datetime.date(1899, 1, 1), datetime.date(2999, 12, 31)),
    st.sampled_from([*ROLES[:3], *TYPES[:3]]),
)
NAMES = st.one_of(st.sampled_from(TRICKY), TEXT, st.sampled_from(ROLES[:3]))


@st.composite
def sheets_of_anything(draw: st.DrawFn) -> Sheets:
    """Sheets with columns in any order, some of them unknown, and cells that fit or do not."""
    partners = draw(st.lists(NAMES, max_size=4))
    found: Sheets = {}
    for sheet in LAYOUT.sheets:
        if draw(st.integers(0, 9)) == 0:
            continue
        known = [column.heading for column in sheet.columns]
        optional = draw(st.lists(st.sampled_from(known), max_size=6, unique=True))
        others = draw(st.lists(st.one_of(NAMES, st.sampled_from(["", "Notes"])), max_size=3))
        identifying = [column.heading for column in sheet.identifying]
        headings = draw(st.permutations([*dict.fromkeys(identifying + optional), *others]))
        rows: list[list[CellValue]] = [list(headings)]
        for _ in range(draw(st.integers(0, 4))):
            row = draw(st.lists(CELLS, min_size=len(headings), max_size=len(headings)))
            for place, heading in enumerate(headings):
                if heading in {"Name", "Partner"} and partners and draw(st.booleans()):
                    row[place] = draw(st.sampled_from(partners))
                if heading == "Role" and draw(st.booleans()):
                    row[place] = draw(st.one_of(NAMES, st.sampled_from(ROLES)))
            rows.append(row)
        found[sheet.name] = rows
    return found


def one_partner(**cells: CellValue) -> Partnership:
    headings: list[CellValue] = ["Name", "Type", *(name.replace("_", " ") for name in cells)]
    return lifted(
        {
            "Partnership": [["Name", "Listing"], ["Lakewood", "complete"]],
            "Partners": [headings, ["Ünlü", "Foundation", *cells.values()]],
        }
    )


def statements(data: Partnership) -> set[object]:
    return set(without_derived(data.graph))


@pytest.fixture
def data() -> Partnership:
    return one_partner(Identifier="007", Joined="2019-06", Left=datetime.date(2020, 2, 29))


@given(sheets=sheets_of_anything())
def test_a_partnership_is_the_same_on_every_way_through_the_formats(sheets: Sheets) -> None:
    first = lifted(sheets, name="data.xlsx")
    assert unconvertible(first) == unconvertible(first, "out.ttl")
    one = first
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate([*OUTPUTS, "data.xlsx", "data.ttl"]):
            place = Path(folder, str(number))
            place.mkdir()
            write(one, place / name)
            one = read(place / name)
            assert statements(one) == statements(first), name
        written = [Path(folder, number, "data.ttl").read_bytes() for number in ("2", "5")]
        assert written[0] == written[1]


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("example", ["graduate-tacoma/2025-09", "say-yes-buffalo/2023"])
def test_the_examples_are_the_same_in_every_format(example: str, name: str, tmp_path: Path) -> None:
    first = read(Path(__file__).parents[2] / "examples" / example)
    write(first, tmp_path / name)
    again = read(tmp_path / name)
    assert statements(again) == statements(first)
    assert again.notes == []


@pytest.mark.parametrize("name", ["data.xlsx", "data.ttl", "data.jsonld"])
def test_the_same_data_give_the_same_bytes(
    name: str, data: Partnership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(data, tmp_path / name)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    first = (tmp_path / name).read_bytes()
    write(data, tmp_path / name, force=True)
    assert (tmp_path / name).read_bytes() == first


@pytest.mark.parametrize("name", ["data.ttl", "data.jsonld"])
def test_what_is_derived_is_never_written(name: str, data: Partnership, tmp_path: Path) -> None:
    assert any(str(triple[1]) in DERIVED for triple in data.graph)
    write(data, tmp_path / name)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert not [term for term in DERIVED if term.rpartition("#")[2] in text]


def test_turtle_tells_each_row_in_a_block_in_the_order_of_the_sheet(
    data: Partnership, tmp_path: Path
) -> None:
    write(data, tmp_path / "data.ttl")
    text = (tmp_path / "data.ttl").read_text(encoding="utf-8")
    assert text.endswith(
        """# Partners

partner:unlu a bkg:Partner ;
    skos:prefLabel "Ünlü" ;
    org:classification orgtype:foundation ;
    org:identifier "007" ;
    bkg:joined "2019-06"^^xsd:gYearMonth ;
    bkg:left "2020-02-29"^^xsd:date ;
    org:memberOf <https://w3id.org/backbone-kg/data/lakewood> ;
    bkg:position 1 .
"""
    )
    assert (
        "@prefix partner: <https://w3id.org/backbone-kg/data/lakewood/undated/partner/> ." in text
    )


def test_json_ld_holds_its_context_and_one_object_for_each_row(
    data: Partnership, tmp_path: Path
) -> None:
    write(data, tmp_path / "data.jsonld")
    document = json.loads((tmp_path / "data.jsonld").read_text(encoding="utf-8"))
    assert isinstance(document["@context"], dict)
    assert document["@graph"][1] == {
        "id": "https://w3id.org/backbone-kg/data/lakewood/undated/partner/unlu",
        "type": "Partner",
        "name": "Ünlü",
        "classification": "orgtype:foundation",
        "identifier": "007",
        "joined": {"@value": "2019-06", "@type": "xsd:gYearMonth"},
        "left": {"@value": "2020-02-29", "@type": "xsd:date"},
        "memberOf": "https://w3id.org/backbone-kg/data/lakewood",
        "position": 1,
    }


def test_csv_files_are_utf8_with_plain_line_ends(data: Partnership, tmp_path: Path) -> None:
    write(data, tmp_path / "data")
    names = sorted(path.name for path in (tmp_path / "data").iterdir())
    assert names == ["Assignments.csv", "Partners.csv", "Partnership.csv"]
    content = (tmp_path / "data" / "Partners.csv").read_bytes()
    assert content.splitlines()[1] == "Ünlü,Foundation,007,,,,,,,2019-06,2020-02-29,,".encode()
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_a_csv_file_says_its_separator_when_a_guess_would_go_wrong(tmp_path: Path) -> None:
    first = one_partner(Notes="\n".join(f"point {n}; and its reason" for n in range(9)))
    write(first, tmp_path / "data")
    assert (tmp_path / "data" / "Partners.csv").read_text(encoding="utf-8").startswith("sep=,\n")
    assert (tmp_path / "data" / "Partnership.csv").read_text(encoding="utf-8").startswith("Name")
    assert statements(read(tmp_path / "data")) == statements(first)


@pytest.mark.parametrize("text", ["007", "=SUM(A1)", "+1", "-1", "@home", "1e5"])
def test_a_text_stays_a_text_in_a_workbook(text: str, tmp_path: Path) -> None:
    write(one_partner(Identifier=text), tmp_path / "data.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "data.xlsx")["Partners"]["C2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert bool(cell.quotePrefix) == (text[0] in "=+-@")


def test_numbers_and_days_are_numbers_and_days_in_a_workbook(tmp_path: Path) -> None:
    first = one_partner(
        FTE_available=2.5, Joined=datetime.date(2019, 6, 1), Left="2021", Backbone=True
    )
    write(first, tmp_path / "data.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "data.xlsx")["Partners"]
    values = [sheet[place].value for place in ("D2", "J2", "K2", "F2")]
    assert values == [2.5, datetime.datetime(2019, 6, 1), "2021", "yes"]


def test_a_number_that_a_workbook_would_round_stands_in_it_as_text(tmp_path: Path) -> None:
    write(one_partner(FTE_available="0.1234567890123456789"), tmp_path / "data.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "data.xlsx")["Partners"]["D2"]
    assert cell.value == "0.1234567890123456789"


@pytest.mark.parametrize(
    ("notes", "says"), [("long " * 7000, "34,999 characters"), ("a\uffffb", "cannot hold")]
)
def test_a_text_that_no_workbook_holds_is_refused_and_named(
    notes: str, says: str, tmp_path: Path
) -> None:
    first = one_partner(Notes=notes)
    with pytest.raises(CannotWriteError, match=rf"Partners!M2 has .*{says}"):
        write(first, tmp_path / "data.xlsx")
    assert list(tmp_path.iterdir()) == []
    write(first, tmp_path / "data.ttl")
    assert statements(read(tmp_path / "data.ttl")) == statements(first)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("data.ods", r"cannot write \.ods\. Use \.xlsx\."),
        ("data.xls", r"Use \.xlsx\."),
        ("data.csv", "a name without an ending"),
        ("data.docx", r"Use \.xlsx, a folder .*, \.ttl, \.jsonld, \.gexf, "),
        ("missing/data.ttl", "missing does not exist"),
        ("missing/data", "missing does not exist"),
    ],
)
def test_what_cannot_be_written_is_refused(
    name: str, says: str, data: Partnership, tmp_path: Path
) -> None:
    with pytest.raises(CannotWriteError, match=says):
        write(data, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", OUTPUTS)
def test_nothing_is_replaced_without_force(name: str, data: Partnership, tmp_path: Path) -> None:
    write(data, tmp_path / name)
    before = contents(tmp_path)
    with pytest.raises(CannotWriteError, match="--force"):
        write(one_partner(), tmp_path / name)
    assert contents(tmp_path) == before
    write(one_partner(), tmp_path / name, force=True)
    assert statements(read(tmp_path / name)) == statements(one_partner())


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_keeps_files_that_are_not_of_the_data_file(
    data: Partnership, tmp_path: Path
) -> None:
    (tmp_path / "budget.csv").write_text("Year\n2024\n", encoding="utf-8")
    write(data, tmp_path)
    (tmp_path / "roles.csv").write_text("Role\nSing\n", encoding="utf-8")
    with pytest.raises(CannotWriteError, match="--force"):
        write(data, tmp_path)
    write(data, tmp_path, force=True)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["Assignments.csv", "Partners.csv", "Partnership.csv", "budget.csv"]


@pytest.mark.parametrize("name", ["data.ttl", "data"])
def test_when_writing_fails_the_old_file_is_untouched_and_nothing_is_left_behind(
    name: str, data: Partnership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(data, tmp_path / name)
    before = contents(tmp_path)
    plain = Path.rename if name == "data" else Path.replace

    def full(self: Path, target: Path) -> Path:
        if self.name in {"Partners.csv"} or self.suffix == ".part":
            raise OSError(28, "No space left on device")
        return plain(self, target)

    monkeypatch.setattr(Path, plain.__name__, full)
    with pytest.raises(CannotWriteError, match="the disk is full"):
        write(one_partner(Notes="new"), tmp_path / name, force=True)
    assert contents(tmp_path) == before
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".")]


def test_a_file_that_is_replaced_keeps_its_permissions(data: Partnership, tmp_path: Path) -> None:
    out = tmp_path / "data.ttl"
    write(data, out)
    out.chmod(0o640)
    write(data, out, force=True)
    assert out.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(data: Partnership, tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_text("old", encoding="utf-8")
    (tmp_path / "data.ttl").symlink_to(tmp_path / "real.ttl")
    write(data, tmp_path / "data.ttl", force=True)
    assert (tmp_path / "data.ttl").is_symlink()
    assert statements(read(tmp_path / "real.ttl")) == statements(data)


def test_a_workbook_has_no_time_of_writing_in_it(data: Partnership, tmp_path: Path) -> None:
    write(data, tmp_path / "data.xlsx")
    with zipfile.ZipFile(tmp_path / "data.xlsx") as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:modified" not in package.read("docProps/core.xml")


OF_A = """
ex:lakewood bkg:framework <https://w3id.org/backbone-kg/framework/mathematica> .
ex:a a bkg:Partner ; skos:prefLabel "A" ; org:memberOf ex:lakewood .
ex:b a bkg:Assignment ; org:member ex:a ; org:organization ex:lakewood .
"""


def test_things_with_iris_of_their_own_keep_them_in_turtle_and_are_renamed_in_tables(
    tmp_path: Path,
) -> None:
    first = turtle(tmp_path, OF_A)
    assert unconvertible(first) == []
    write(first, tmp_path / "out.ttl")
    assert statements(read(tmp_path / "out.ttl")) == statements(first)
    write(first, tmp_path / "out.xlsx")
    names = {str(s).partition("data/")[2] for s in read(tmp_path / "out.xlsx").graph.subjects()}
    assert names == {
        "lakewood",
        "lakewood/undated/partner/a",
        "lakewood/undated/assignment/a--unnamed",
    }


def test_blank_nodes_are_written_the_same_on_every_run(tmp_path: Path) -> None:
    text = "ex:a ex:seat [ ex:city 'Lakewood' ; ex:floor 2 ], [ ex:city 'Akron' ] ."
    written = []
    for name in ("one.ttl", "two.ttl"):
        write(turtle(tmp_path, OF_A + text), tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert b"ex:" not in written[0]
    assert b'"Akron"' in written[0]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("ex:a ex:color 'red' .", "“A” (<https://example.org/a>): there is no column for"),
        ("ex:a skos:note 'x'@fr, 'y' .", "is in the language “fr”"),
        ("ex:a skos:note 'x', 'y' .", "the cell under “Notes” cannot hold or name “y”"),
        ("ex:c a bkg:Partner ; org:memberOf ex:lakewood .", "is not a row of any sheet"),
        ("ex:c a bkg:OwnRole, org:Role ; skos:prefLabel 'Sing' .", "is not a row of any sheet"),
        ("ex:z a bkg:Partnership ; skos:prefLabel 'Z' .", "“Z” (<https://example.org/z>) is not"),
        ("ex:z a bkg:Partnership . ex:c a bkg:Partner ; org:memberOf ex:z .", "c> is not a row"),
    ],
)
def test_what_a_table_cannot_carry_is_said_before_it_is_lost(
    more: str, expected: str, tmp_path: Path
) -> None:
    data = turtle(tmp_path, OF_A + more)
    said = "\n".join(unconvertible(data, "out.xlsx"))
    assert expected in said
    assert unconvertible(data, "out.jsonld") == []


def test_a_second_partner_of_the_same_name_is_not_silently_taken_for_the_first(
    tmp_path: Path,
) -> None:
    data = turtle(
        tmp_path,
        f"{OF_A}ex:a2 a bkg:Partner ; skos:prefLabel 'A' ; org:memberOf ex:lakewood ; "
        "bkg:position 2 . ex:a bkg:position 1 . ex:b2 a bkg:Assignment ; org:member ex:a2 .",
    )
    (said,) = [line for line in unconvertible(data) if "Partner" in line]
    assert "cannot hold or name “A” (<https://example.org/a2>)" in said


def test_data_above_the_headings_are_told_before_anything_is_written() -> None:
    sheets = good()
    headings, *rows = sheets["Assignments"]
    sheets["Assignments"] = [*rows[:3], headings, *rows[3:]]
    data = read_sheets(sheets)
    for out in ("out.ttl", "out.xlsx", "out"):
        (said,) = unconvertible(data, out)
        assert said == (
            "Assignments: What looks like data above the headings in row 4 was not read "
            "(row 1, 2 and 3)."
        )


def test_what_the_reader_left_aside_is_said_for_every_format() -> None:
    rows: list[list[CellValue]] = [["Name"], ["One"], ["Two"]]
    data = lifted(
        {
            "Partnership": rows,
            "Budget": [["Year"], [2024]],
            "Partners": [["who?"], ["Akron"]],
            "PARTNERS": [["Name"], ["Akron"]],
        }
    )
    said = unconvertible(data, "out.ttl")
    assert len(said) == 4
    assert "The sheet “Budget” is not part of the data file." in said
    assert "Partnership: The sheet takes one row of data; row 3 is more than that." in said
    assert any("PARTNERS" in line and "Partners" in line for line in said)
    assert any(line.startswith("Partners: ") and "headings" in line for line in said)
