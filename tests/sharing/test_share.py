"""A copy to give away: nobody is named in its bytes, and it answers what the file answers."""

from __future__ import annotations

import io
import re
import stat
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from tests.cli.running import on_disk, run
from tests.generate import FRAMEWORK, Cell, Sheets, good, put, workbook, write_xlsx
from tests.small_candidates import NEUTRAL, with_candidates
from tests.small_files import FAIR, TRUST, file_of, files, partnership_of, read_sheets

from backbone_kg import BackboneError, analyze, candidates, read, share, validate, write
from backbone_kg.analysis import Figure
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.rdflib_terms import iri, term
from backbone_kg.model import KEPT, LEFT_OUT, Column, standard_layout
from backbone_kg.sharing import read_key, rewriting

COLUMNS = [column for sheet in standard_layout().sheets for column in sheet.columns]
FORMATS = ["copy.xlsx", "copy", "copy.ttl", "copy.jsonld"]


def everything(path: Path) -> str:
    """Return all that stands in a file or folder, unzipped, in small letters."""
    found = []
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        content = file.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found += [archive.read(name).decode() for name in archive.namelist()]
        else:
            found.append(content.decode())
    return "\n".join(found).lower()


def marked() -> Sheets:
    """Return a file in which every text that a person wrote has “zqx” in it."""
    return {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing", "Backbone structure",
             "Web address", "Identifier", "Currency", "Notes"],
            ["Zqx Together", "Zqx Valley", FRAMEWORK, "2025-09", "complete", "Zqx city office",
             "https://zqx.example.org", "US-EIN-12-ZQX", "zqx dollars", "Collected by Zqx Ann"],
        ],
        "Partners": [
            ["Name", "Type", "Identifier", "Backbone", "Joined", "Also known as", "Notes",
             "Contact at zqx", "Imported from"],
            ["Zqx Fund", "Local foundation", "US-EIN-12-3456ZQX", "yes", "2019", "ZQX; The Zqx",
             "Ask Zqx Ben", "ann@zqx.org", "zqx.xlsx!A1"],
            ["Peña-Zqx & Søn", "zqx kind", "zqx 12", "zqx maybe", "zqx spring", None,
             "=HYPERLINK(\"zqx\")", "x", None],
        ],
        "Roles": [["Role", "Wanted", "Notes"], ["Zqx fair", "yes", "zqx"], [TRUST, "zqx", None]],
        "Assignments": [
            ["Partner", "Role", "Part", "FTE", "From", "To", "Evidence", "Color zqx"],
            ["Zqx Fund", "Zqx fair", "lead", 0.5, "2020", None, "Minutes of Zqx", "red"],
            ["ZQX", TRUST, None, None, None, None, "https://zqx.example.org/%7Ezqx", None],
            ["Zqx nobody", TRUST, "zqx", "zqx half", None, None, None, None],
        ],
        "Candidates": [["Name", "Notes"], ["Zqx Fund", "zqx"], ["Zqx Hub", None]],
        "Criteria": [["Name", "Scale", "Notes"], ["Zqx trust", "zqx no, zqx yes", "zqx"]],
        "Ratings": [
            ["Candidate", "Criterion", "Rater", "Rating", "Notes"],
            ["Zqx Hub", "Zqx trust", "Zqx Cy", "zqx yes", "zqx"],
        ],
        "Zqx sheet": [["Name"], ["Zqx"]],
    }  # fmt: skip


def hidden_corners(path: Path) -> Path:
    """Write the marked file as a workbook with names in all its corners."""
    book = workbook(marked())
    book.properties.creator = book.properties.lastModifiedBy = "Zqx Dee"
    book.properties.title = "Zqx list"
    book.defined_names["zqx_names"] = DefinedName("zqx_names", attr_text="Partners!$A$2:$A$3")
    book["Partners"]["A2"].comment = Comment("Zqx said so", "Zqx Eve")
    header = book["Partners"].oddHeader
    assert header is not None
    header.left.text = "Zqx Together"
    book["Zqx sheet"].sheet_state = "hidden"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("source", "name"),
    [
        *(("xlsx", name) for name in FORMATS),
        *(("csv", "copy"), ("ttl", "copy.ttl"), ("jsonld", "copy.xlsx")),
    ],
)
def test_no_word_that_a_person_wrote_is_left_in_any_part_of_the_copy(
    source: str, name: str, tmp_path: Path
) -> None:
    if source == "xlsx":
        data = read(hidden_corners(tmp_path / "in.xlsx"))
    else:
        data = read_sheets(marked(), through="" if source == "csv" else source)
    share(data, tmp_path / name, key=tmp_path / "key.xlsx")
    said = everything(tmp_path / name)
    assert "zqx" not in said
    assert not re.search(r"s[oø]n\b.*pe[nñ]a|pe[nñ]a", said)
    assert "partner 01" in said or "partner-01" in said


def test_what_stays_is_numbers_dates_choices_and_published_names(tmp_path: Path) -> None:
    share(read_sheets(good()), tmp_path / "copy", key=tmp_path / "key.xlsx")
    stands = set(re.split(r"[,\n]", (tmp_path / "copy" / "Assignments.csv").read_text()))
    assert stands == {
        *("Partner", "Role", "Part", "FTE", "From", "To", "Evidence", ""),
        *("Partner 01", "Partner 02", "Partner 03", "Evidence 01"),
        *("Build trust", "Advance policy", "Mobilize resources"),
        *("lead", "support", "0.5", "0.25", "0.2", "2019", "2020-01", "2020-06", "2026"),
    }


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: str(column.shape).rpartition("#")[2])
def test_every_column_says_what_becomes_of_it(column: Column) -> None:
    said = str(standard_layout().shapes.value(iri(column.shape), term("bkg:whenShared")))
    # Say with bkg:whenShared what stands in it in a copy without names.
    assert said in {KEPT, LEFT_OUT} or re.fullmatch(r"[A-Z][a-z ]+ 01", said)
    # A text that is kept has a form in which no name fits.
    for name in ("Harbor Schools", "Ann", "greentrike", "YMCA", "Y"):
        assert not re.fullmatch(column.kept_form, name)
    assert not (column.required and column.kind is Kind.TEXT and column.when_shared == LEFT_OUT)


def test_what_no_column_holds_is_left_out_and_told(tmp_path: Path) -> None:
    source = tmp_path / "in.ttl"
    write(read_sheets(good()), source)
    more = """
        <https://zqx.example.org/ann> a foaf:Person ; foaf:name "Zqx Ann" .
        partner:harbor-schools foaf:knows <https://zqx.example.org/ann> .
    """
    prefix = "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    source.write_text(prefix + source.read_text() + more)
    told = share(read(source), tmp_path / "copy.ttl", key=tmp_path / "key.xlsx")
    assert not re.search("zqx|harbor", everything(tmp_path / "copy.ttl"))
    assert told.not_carried_count == len(told.not_carried) == 2
    assert "Harbor Schools" in " ".join(told.not_carried)


def test_rows_stand_in_the_order_of_what_replaces_the_names(tmp_path: Path) -> None:
    names = [f"{letter} Society" for letter in "LKJIHGFEDCBA"]
    key = tmp_path / "key.xlsx"
    share(partnership_of(*([name, TRUST] for name in names)), tmp_path / "copy", key=key)
    rows = (tmp_path / "copy" / "Partners.csv").read_text().splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == [f"Partner {n:02}" for n in range(1, 13)]
    found = [entry.original for entry in read_key(key) if entry.kind == "Partner"]
    assert sorted(found) == sorted(names)
    assert found not in (names, sorted(names))  # neither the file's order nor the alphabet's


# --- the same answers ----------------------------------------------------------------------------

_NAMES = ["Quillfeather Trust", "Harrowgate Schools", "Marlpit Alliance, Inc.", "Ødegård"]


@st.composite
def any_files(draw: st.DrawFn) -> Sheets:
    """Return any small file, with names, own roles and evidence that stand nowhere else."""
    sheets = draw(files())
    names = dict(zip([f"Partner {letter}" for letter in "ABCDEF"], _NAMES, strict=False))
    names |= {"Zebra": "Vexbridge", FAIR: "Run the Snarlton fair", "half": "Grimsdyke half"}
    renamed: Sheets = {
        sheet: [[names.get(str(cell), cell) if cell else cell for cell in row] for row in rows]
        for sheet, rows in sheets.items()
    }
    renamed["Partnership"][1][:2] = ["Thornmere Together", "Thornmere"]
    renamed["Assignments"][0].append("Evidence")
    for row in renamed["Assignments"][1:]:
        row.append(draw(st.sampled_from([None, "Minutes of Pellworth", "Dorrich report"])))
    return renamed


_SECRET = re.compile(
    "quillfeather|harrowgate|marlpit|degård|degard|vexbridge|snarlton|grimsdyke|thornmere"
    "|pellworth|dorrich"
)


@given(sheets=any_files(), name=st.sampled_from(FORMATS[1:]))
@settings(max_examples=6)
def test_any_copy_names_nobody_and_gives_the_same_figures(sheets: Sheets, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, key = Path(folder) / name, Path(folder) / "key.xlsx"
        data = read_sheets(sheets)
        told = share(data, out, key=key)
        assert not _SECRET.search(everything(out))
        assert told.results.same
        before, after = analyze(data), analyze(read(out))
        assert sorted(map(str, _plain(before.figures))) == sorted(map(str, _plain(after.figures)))
        assert before.basis == after.basis
        again = Path(folder) / f"again{out.suffix}"
        lines = read_key(key)
        share(data, again, key=key)
        assert everything(again) == everything(out)
        assert read_key(key) == lines


def _plain(figures: tuple[Figure, ...]) -> list[tuple[object, ...]]:
    return [
        (f.metric, None if f.value is None else round(f.value, 9), f.count, f.of, f.at_least)
        for f in figures
    ]


def test_what_could_not_be_read_is_not_taken_for_nothing(tmp_path: Path) -> None:
    sheets = put(good(), "Assignments!A2", "Riversde Fund")
    sheets = put(put(sheets, "Partners!C3", "half"), "Partners!G1", "Shoe size")
    sheets = put(sheets, "Partners!G2", "12")
    data = read_sheets(sheets)
    told = share(data, tmp_path / "copy", key=tmp_path / "key.xlsx")
    copy = read(tmp_path / "copy")
    assert (told.not_readable, told.results.same) == (2, True)
    assert analyze(copy).basis == analyze(data).basis
    assert {"unknown-partner", "not-a-number"} <= {one.code for one in validate(copy)}
    assert [(one.own_heading, one.heading, one.cells) for one in told.left_out] == [
        ("Shoe size", "", 1)
    ]


def test_what_is_not_decided_between_merged_files_is_decided_before_it_is_shared(
    tmp_path: Path,
) -> None:
    copies = [
        write_xlsx(tmp_path / f"{fte}.xlsx", put(good(), "Partners!C3", fte)) for fte in (1, 2)
    ]
    run("merge", *copies, "-o", tmp_path / "merged.xlsx")
    with pytest.raises(BackboneError, match="Decide them first: the sheet Conflicts lists them"):
        share(read(tmp_path / "merged.xlsx"), tmp_path / "copy", key=tmp_path / "key.xlsx")


def test_sheets_of_ones_own_are_left_out_and_hidden_rows_are_not_and_both_are_told(
    tmp_path: Path,
) -> None:
    book = workbook(good() | {"Contacts": [["Who"], ["Ann"]]})
    book["Partners"].row_dimensions[3].hidden = True
    book.save(tmp_path / "in.xlsx")
    told = share(read(tmp_path / "in.xlsx"), tmp_path / "copy", key=tmp_path / "key.xlsx")
    assert told.hidden_rows == 1
    assert told.not_carried == ("The sheet “Contacts” is not part of the data file.",)
    assert told.recognition.partners == 3


def test_ratings_in_words_keep_their_places(tmp_path: Path) -> None:
    data = read_sheets(
        with_candidates(
            good(),
            [["Harbor Schools"], ["Mill Fund"]],
            [
                ["Harbor Schools", NEUTRAL, "Ann", "no"],
                ["Mill Fund", NEUTRAL, "Ann", "yes"],
                ["Mill Fund", "Is near", "Ann", "1"],
                ["Harbor Schools", "Is near", "Ann", "3"],
            ],
            [[NEUTRAL, "no, partly, yes"], ["Is near", "1 to 3"]],
        )
    )
    share(data, tmp_path / "copy", key=tmp_path / "key.xlsx")
    stands = {entry.original: entry.replacement for entry in read_key(tmp_path / "key.xlsx")}
    criteria = (tmp_path / "copy" / "Criteria.csv").read_text()
    assert {f"{NEUTRAL},0 to 2,", "Criterion 01,1 to 3,"} <= set(criteria.splitlines())
    ratings = (tmp_path / "copy" / "Ratings.csv").read_text()
    assert f"{stands['Mill Fund']},{NEUTRAL},Rater 01,2," in ratings
    before, after = candidates(data), candidates(read(tmp_path / "copy"))
    answers = [
        {(one.is_partner, one.answer, one.beaten_by_count) for one in each.candidates}
        for each in (before, after)
    ]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 2


def test_years_in_place_of_days_are_told_with_the_figures_that_they_change(tmp_path: Path) -> None:
    data = partnership_of(
        ["Mill Fund", TRUST, 1, "2020-03", "2025-06"], as_of="2025-09", listing="complete"
    )
    told = share(data, tmp_path / "copy.ttl", key=tmp_path / "key.xlsx", dates="year")
    copy = read(tmp_path / "copy.ttl")
    (row,) = copy.roster.holdings
    assert (row.stated.first.isoformat(), row.stated.last.isoformat()) == (
        "2020-01-01",
        "2025-12-31",
    )
    changed = {one.metric: (one.before, one.after) for one in told.results.changed_figures}
    assert changed["Coverage"] == (0.0, 1 / 23)
    assert analyze(data).as_of == analyze(copy).as_of == "2025-09-30"  # “As of” is not cut


# --- what is kept on request ---------------------------------------------------------------------


def with_notes(*notes: str) -> Sheets:
    partners: list[list[Cell]] = [
        ["Harbor Schools", 1],
        ["Greater Mill Valley Fund, Inc.", 1],
        ["Data", 1],
    ]
    sheets = file_of(["Harbor Schools", TRUST], partners=partners)
    sheets["Partners"][0] += ["Also known as", "Notes"]
    for row, note in zip(sheets["Partners"][1:], [*notes, "", ""], strict=False):
        row += ["HS District" if row[0] == "Harbor Schools" else None, note]
    return sheets


def test_names_in_kept_notes_are_replaced_however_they_are_written(tmp_path: Path) -> None:
    sheets = with_notes(
        "HARBOR-SCHOOLS, Harbor Scools and the HS District meet GMVF at harborschools.org; "
        "ask ann@harbor.org. Harbor is a place.",
        "The Greater Mill Valley Fund collects data.",
    )
    told = share(read_sheets(sheets), tmp_path / "copy", key=tmp_path / "key.xlsx", keep=["Notes"])
    stands = {e.original: e.replacement for e in read_key(tmp_path / "key.xlsx")}
    schools, fund, data = (
        stands[name] for name in ("Harbor Schools", "Greater Mill Valley Fund, Inc.", "Data")
    )
    said = (tmp_path / "copy" / "Partners.csv").read_text()
    assert (
        f"{schools}, {schools} and the {schools} meet {fund} at {schools}.org; ask [e-mail]. "
        "Harbor is a place."
    ) in said
    assert f"The {fund} collects {data}." in said
    assert told.kept == ("Note",)
    assert told.words_left == ("harbor",)  # a word of a name that still stands there is told


@pytest.mark.parametrize(
    ("keep", "stands"),
    [
        ("community", "River Valley, Ohio"),
        ("partnership", "River Valley Together"),
        ("Evidence", "Minutes"),
        ("identifiers", "US-EIN-12-3456789"),
        ("own roles", "Run the summer fair"),
    ],
)
def test_what_is_kept_on_request_stands_there(keep: str, stands: str, tmp_path: Path) -> None:
    sheets = good() | {"Roles": [["Role"], ["Run the summer fair"]]}
    sheets["Partners"][0].append("Identifier")
    sheets["Partners"][1].append("US-EIN-12-3456789")
    key = tmp_path / "key.xlsx"
    share(read_sheets(sheets), tmp_path / "without.ttl", key=key)
    share(read_sheets(sheets), tmp_path / "with.ttl", key=key, keep=[keep])
    assert stands not in (tmp_path / "without.ttl").read_text()
    assert f'"{stands}"' in (tmp_path / "with.ttl").read_text()


@pytest.mark.parametrize(
    ("keep", "message"),
    [("evidnce", "Did you mean “evidence”?"), ("name", "cannot be kept"), ("partners", "cannot")],
)
def test_what_cannot_be_kept_is_refused_with_what_can(
    keep: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(BackboneError, match=re.escape(message)):
        share(read_sheets(good()), tmp_path / "c", key=tmp_path / "k.xlsx", keep=[keep])
    assert not list(tmp_path.iterdir())


# --- the proof -----------------------------------------------------------------------------------


def let_through(monkeypatch: pytest.MonkeyPatch, which: Callable[[Column, str], bool]) -> None:
    """Let a fault of the rewriting leave these texts in their columns as they are."""
    text = rewriting._Rewriting._text

    def careless(self: rewriting._Rewriting, column: Column, said: str) -> str:
        instead = text(self, column, said)
        return said if which(column, said) else instead

    monkeypatch.setattr(rewriting._Rewriting, "_text", careless)


def test_names_that_our_own_words_hold_neither_stop_a_copy_nor_hide_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["Data", "Partner", "Build trust", "Foundation", "lead", "Partner 01", "Mentoring"]
    data = partnership_of(*([name, TRUST] for name in names))
    for name in FORMATS:
        share(data, tmp_path / name, key=tmp_path / "key.xlsx")
    numbers = [e.replacement for e in read_key(tmp_path / "key.xlsx") if e.kind == "Partner"]
    assert "Partner 01" not in numbers  # nobody is called by somebody's name
    let_through(monkeypatch, lambda _, said: said == "Data")
    for name in FORMATS:
        with pytest.raises(BackboneError, match=r"a name was found in the copy: “Data” in "):
            share(data, tmp_path / f"second-{name}", key=tmp_path / "other.xlsx")
    assert not [path for path in tmp_path.iterdir() if path.stem.startswith(("second", "other"))]


def test_what_a_rule_lets_through_is_found_before_anything_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_through(monkeypatch, lambda column, _: column.when_shared == "Evidence")
    with pytest.raises(BackboneError, match=r"“Minutes” in copy.xlsx, xl/\S+\.xml"):
        share(read_sheets(good()), tmp_path / "copy.xlsx", key=tmp_path / "key.xlsx")
    assert not list(tmp_path.iterdir())


# --- the key -------------------------------------------------------------------------------------


def test_an_organization_has_one_replacement_in_all_copies(tmp_path: Path) -> None:
    key = tmp_path / "key.xlsx"
    early = partnership_of(partners=[
        ["Mill Fund", 1, None, None, "US-EIN-12-3456789"], ["YMCA", 1, None, None, "US-EIN-22-1"],
        ["Harbor Schools"],
    ])  # fmt: skip
    late = partnership_of(partners=[
        ["Valley Fund", 1, None, None, "US-EIN-12-3456789"], ["YMCA", 1, None, None, "US-EIN-33-1"],
        ["harbor  schools"], ["Newcomers"],
    ])  # fmt: skip
    share(early, tmp_path / "early", key=key)
    share(late, tmp_path / "late", key=key)
    by_name: dict[str, set[str]] = {}
    for entry in read_key(key):
        if entry.kind == "Partner":
            for name in entry.names:
                by_name.setdefault(name, set()).add(entry.replacement)
    assert by_name["mill fund"] == by_name["valley fund"]  # renamed
    assert len(by_name["ymca"]) == 2  # of two towns
    assert len(by_name["harbor schools"]) == 1
    assert len(set().union(*by_name.values())) == 5
    partners = {row.name for row in read(tmp_path / "late").roster.partners}
    assert by_name["mill fund"] < partners
    assert len(partners & by_name["ymca"]) == 1


def test_two_partners_of_one_file_never_become_one(tmp_path: Path) -> None:
    data = partnership_of(
        partners=[[name, 1, None, None, "US-EIN-12-3456789"] for name in ("Mill", "The Mill Hub")]
    )
    key = tmp_path / "key.xlsx"
    share(data, tmp_path / "one", key=key)
    told = share(data, tmp_path / "two", key=key)
    assert told.recognition.partners == 2
    assert {e.replacement for e in read_key(key) if e.kind == "Partner"} == {
        "Partner 01", "Partner 02"
    }  # fmt: skip


def test_the_key_is_a_plain_sheet_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    key = tmp_path / "key.xlsx"
    share(read_sheets(put(good(), "Partners!A2", "=Mill Fund")), tmp_path / "a", key=key)
    key.chmod(0o644)
    share(read_sheets(good()), tmp_path / "b", key=key)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    sheet = openpyxl.load_workbook(key)["Key"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Replacement", "Kind", "Original", "Also known as", "Identifier")
    named = {row[2] for row in rows if row[1] == "Partner"}
    assert named >= {"=Mill Fund", "Harbor Schools", "Youth Alliance"}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}


@pytest.mark.parametrize("out", ["copy", "copy.ttl"])
def test_where_a_key_or_a_copy_would_give_away_or_destroy_something_it_is_refused(
    out: str, tmp_path: Path
) -> None:
    source = write_xlsx(tmp_path / "in.xlsx", good())
    data = read(source)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "members.csv").write_text("Name\nHarbor Schools\n")
    (tmp_path / "notes.xlsx").write_bytes(source.read_bytes())
    before = on_disk(tmp_path)
    for where, key, message in [
        (tmp_path / "full", tmp_path / "full" / "key.xlsx", "given away with the copy"),
        (tmp_path / "k.xlsx", tmp_path / "k.xlsx", "given away with the copy"),
        (tmp_path / "full", tmp_path / "key.xlsx", "other files are in this folder"),
        (tmp_path / out, tmp_path / "notes.xlsx", "This is not a key that share wrote"),
        (tmp_path / out, source, "this is what is read"),
        (source, tmp_path / "key.xlsx", "this is what is read"),
        (tmp_path / out, tmp_path / "key.csv", "must end in .xlsx"),
        (tmp_path / "none" / out, tmp_path / "key.xlsx", "does not exist"),
        (tmp_path / "copy.docx", tmp_path / "key.xlsx", "copy.docx: backbone-kg cannot write"),
    ]:
        with pytest.raises(BackboneError, match=re.escape(message)):
            share(data, where, key=key, force=True)
        assert on_disk(tmp_path) == before
    share(data, tmp_path / out, key=tmp_path / "key.xlsx")
    with pytest.raises(BackboneError, match="there already"):
        share(data, tmp_path / out, key=tmp_path / "key.xlsx")
    share(data, tmp_path / out, key=tmp_path / "key.xlsx", force=True)


def test_a_key_that_was_damaged_is_not_guessed_at(tmp_path: Path) -> None:
    key = tmp_path / "key.xlsx"
    share(read_sheets(good()), tmp_path / "copy", key=key)
    book = openpyxl.load_workbook(key)
    sheet = book["Key"]
    last = sheet.max_row
    sheet[f"A{last}"] = sheet[f"A{last - 1}"].value
    book.save(key)
    with pytest.raises(BackboneError, match="incomplete or stands there twice"):
        share(read_sheets(good()), tmp_path / "again", key=key)
