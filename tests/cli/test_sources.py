"""``sources verify`` and ``sources show``: what they print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.running import assert_prints, document_of, printed, refused, run
from tests.knowledge.made_up import ACCENTS, LETTER, Made, iri, write

from backbone_kg.cli import main
from backbone_kg.showing.sources_text import BOLD


@pytest.fixture(autouse=True)
def _no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BACKBONE_KG_DOCUMENTS", raising=False)


def stands_for_the_ontology(monkeypatch: pytest.MonkeyPatch, made: Made) -> None:
    made_up = made.ontology
    monkeypatch.setattr("backbone_kg.knowledge.ontology.standard_ontology", lambda: made_up)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Two functions: Spine, which a letter speaks of, and Bone, which two documents speak of."""
    made = Made().document("letter", LETTER, "A letter").document("accents", ACCENTS, "Accents")
    made.passage("p", "letter", (19, 24), quotes=["spine"], concept="Spine")
    made.passage("q", "letter", (25, 30), quotes=["holds"], concept="Bone")
    made.passage("r", "accents", (9, 10), quotes=["\U0001f9b4"], concept="Bone")
    stands_for_the_ontology(monkeypatch, made)
    return made


@pytest.mark.parametrize("command", ["verify", "show"])
def test_help(command: str) -> None:
    assert_prints(f"help-sources-{command}.txt", "sources", command, "-h", columns=80)


# --- verify --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("made")
def test_all_fits(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", one=LETTER, two=ACCENTS)
    said = printed("sources", "verify", "--documents", folder)
    assert "  letter\n    one.txt: the hash matches.\n" in said
    assert " ".join(said.split()).endswith(
        "2 of 2 documents found by their hash; in them 3 passages: 3 of 3 ranges inside the text,"
        " 3 of 3 quotes equal letter by letter, 0 range-only. All fit."
    )


@pytest.mark.usefixtures("made")
def test_without_the_documents_it_is_told_what_cannot_be_checked() -> None:
    said = printed("sources", "verify", status=2)
    assert said.startswith("Without the documents it cannot be told whether the passages stand")
    assert "--documents DIR" in said
    assert said.endswith("0 of 2 documents found by their hash. 3 passages cannot be checked.\n")


@pytest.mark.usefixtures("made")
def test_the_folder_can_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, one=LETTER, two=ACCENTS)
    monkeypatch.setenv("BACKBONE_KG_DOCUMENTS", str(folder))
    assert run("sources", "verify").status == 0


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("command", [["verify"], ["show", "Spine"]])
def test_a_folder_that_is_none_is_told(tmp_path: Path, command: list[str]) -> None:
    file = write(tmp_path, one=LETTER) / "one.txt"
    for path, what in (
        (tmp_path / "nowhere", "There is no such folder."),
        (file, "It is not a folder."),
    ):
        told = refused("sources", *command, "--documents", path)
        assert told.startswith(f"backbone-kg: {path}: {what} Name the folder")
    assert "The name of the folder is empty" in refused("sources", *command, "--documents", "")
    programs = document_of("sources", *command, "--documents", path, status=2)
    assert programs == {"ok": False, "error": told.removeprefix("backbone-kg: ").rstrip()}


def test_verify_for_programs(tmp_path: Path, made: Made) -> None:
    made.passage("s", "letter", (19, 24), quotes=["spire"])
    folder = write(tmp_path, one=LETTER)
    told = document_of("sources", "verify", "--documents", folder, status=1)
    assert (told["ok"], told["folder"], told["unreadable"]) == (False, str(folder), [])
    accents, letter = told["documents"]
    assert (accents["document"], accents["file"]) == (str(iri("accents")), None)
    assert accents["passages"] == 1
    assert {name: letter[name] for name in list(letter)[3:]} == {
        "file": "one.txt",
        "passages": 3,
        "ranges_inside": 3,
        "quoted": 3,
        "quotes_equal": 2,
        "range_only": 0,
    }
    (failure,) = told["failures"]
    assert (failure["problem"], failure["expected"], failure["found"]) == (
        "quote",
        "spire",
        "spine",
    )
    assert json.loads(run("sources", "verify", "--format", "json").out)["folder"] is None


@pytest.mark.usefixtures("made")
def test_show_without_the_documents_tells_programs_where_the_words_stand() -> None:
    (passage,) = document_of("sources", "show", "Spine", status=2)["things"][0]["passages"]
    assert (passage["start"], passage["end"], passage["words"]) == (19, 24, "")
    assert passage["reason"] == "No folder with the texts of the documents is named."


TABLE = '<p>Roles</p><ul style="list-style-type: none">Raise <b>funds</b>, hear all</ul>\t5 < 6'


def test_markup_of_a_table_is_not_shown_and_offsets_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made().document("table", TABLE, "A table")
    start = TABLE.index("Raise")
    end = TABLE.index("</b>") + len("</b>")
    made.passage("p", "table", (start, end), concept="Funds")
    stands_for_the_ontology(monkeypatch, made)
    folder = write(tmp_path, one=TABLE)
    done = run("sources", "show", "Funds", "--documents", folder)
    assert done.out.splitlines()[3] == "    Roles »Raise funds«, hear all | 5 < 6"
    raw = json.loads(run("sources", "show", "Funds", "--documents", folder, "--format", "json").out)
    assert raw["things"][0]["passages"][0]["words"] == "Raise <b>funds</b>"


# --- show ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("made")
def test_show_marks_the_words_in_their_paragraph(tmp_path: Path) -> None:
    folder = write(tmp_path, one=LETTER, two=ACCENTS)
    assert printed("sources", "show", "spine", "--documents", folder) == (
        "Spine (function)\n"
        "\n"
        "  A letter: place of p (characters 19–24)\n"
        "    The »spine« | holds it all | up.\n"
    )


@pytest.mark.usefixtures("made")
def test_on_a_terminal_the_words_are_bold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backbone_kg.cli.sources.on_terminal", lambda: True)
    arguments = ["sources", "show", "Spine", "--documents", str(write(tmp_path, one=LETTER))]
    done = CliRunner().invoke(main, arguments, color=True)
    assert done.exit_code == 0
    assert f"The {BOLD[0]}spine{BOLD[1]} | holds" in done.stdout


@pytest.mark.usefixtures("made")
def test_show_tells_each_passage_of_each_thing_and_what_it_cannot_show(tmp_path: Path) -> None:
    said = printed("sources", "show", "Bone", "--documents", write(tmp_path, one=LETTER), status=2)
    assert "    The spine | »holds« it all | up.\n" in said
    assert (
        "  Accents: place of r (characters 9–10)\n"
        "    The text of the document is not in the folder.\n"
    ) in said


@pytest.mark.usefixtures("made")
def test_show_without_the_documents_tells_where_the_words_stand() -> None:
    assert refused("sources", "show", "Bone") == (
        "backbone-kg: Without the documents the words cannot be shown. They stand in:\n"
        "  A letter, place of q (characters 25–30)\n"
        "  Accents, place of r (characters 9–10)\n"
        "Name the folder that holds the documents with --documents DIR.\n"
    )


@pytest.mark.usefixtures("made")
def test_an_unknown_term_is_refused_with_a_near_one(tmp_path: Path) -> None:
    told = refused("sources", "show", "Spin", "--documents", write(tmp_path, one=LETTER))
    assert "“Spin”" in told
    assert "Did you mean “Spine”?" in told


def test_a_term_without_a_passage_is_told(made: Made) -> None:
    told = refused("sources", "show", "A letter")
    assert told == "backbone-kg: The ontology knows “A letter”, and gives no passage for it.\n"


@pytest.mark.usefixtures("made")
def test_show_for_programs(tmp_path: Path) -> None:
    folder = write(tmp_path, one=LETTER)
    told = document_of("sources", "show", "Bone", "--documents", folder, status=2)
    assert told["term"] == "Bone"
    (thing,) = told["things"]
    assert (thing["iri"], thing["label"]) == (str(iri("Bone")), "Bone")
    shown = {p["title"]: (p["before"], p["words"], p["reason"]) for p in thing["passages"]}
    assert shown == {
        "A letter": ("The spine\t", "holds", None),
        "Accents": ("", "", "The text of the document is not in the folder."),
    }


def test_a_name_of_several_things_shows_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = Made().document("letter", LETTER, "A letter")
    documents.passage("p", "letter", (19, 24), concept="Spine")
    documents.passage("q", "letter", (25, 30), concept="spine")
    documents.passage("r", "letter", (31, 33), concept="Long spine")
    stands_for_the_ontology(monkeypatch, documents)
    folder = write(tmp_path, one=LETTER)
    said = printed("sources", "show", "spine", "--documents", folder)
    assert said.startswith("Spine (function)\n")
    assert "\n\nspine (function)\n" in said
    assert "»spine«" in said
    assert "»holds«" in said
    for typed in (["long", "spine"], ["Long spine"]):  # no quotes are needed
        said = printed("sources", "show", *typed, "--documents", folder)
        assert said.startswith("Long spine (function)\n")
