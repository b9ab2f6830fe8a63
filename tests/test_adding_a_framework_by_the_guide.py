"""A researcher adds the five conditions of collective impact by ``docs/adding-a-framework.md``."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from tests.cli.running import Done, run
from tools.ontology.canonical_form import canonical

from backbone_kg.knowledge import standard_ontology

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "adding-a-framework.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```turtle\n(.*?)```", GUIDE, re.DOTALL)
SHELL = "".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL))
COMMANDS = re.findall(r"^backbone-kg (.*)$", SHELL, re.MULTILINE)
CONDITIONS = [
    "Common agenda",
    "Shared measurement",
    "Mutually reinforcing activities",
    "Continuous communication",
    "Backbone support",
]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the guide, with the file of the guide in it."""
    folder = tmp_path / "my-frameworks"
    folder.mkdir()
    (folder / "five-conditions.ttl").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.setenv("BACKBONE_KG_ONTOLOGY", str(folder))
    standard_ontology.cache_clear()
    yield folder
    standard_ontology.cache_clear()


def of_the_guide(words: str, folder: Path) -> Done:
    """Run the one command of the guide that begins with some words, new files in a folder."""
    (command,) = [one for one in COMMANDS if one.startswith(words)]
    arguments = shlex.split(command)
    for place, one in enumerate(arguments):
        if one.endswith((".xlsx", ".tsv")):
            arguments[place] = str(folder / Path(one).name)
        elif "/" in one:
            arguments[place] = str(ROOT / one)
    return run(*arguments)


def test_its_file_lacks_nothing_but_to_be_compared(own: Path) -> None:
    done = of_the_guide("ontology check", own)
    assert done.status == 0
    assert done.out.startswith(f"{own / 'five-conditions.ttl'}:")
    assert done.out.count("framework-not-compared") == 1
    assert "0 to mend, 1 that may wait." in done.out
    assert canonical(EXAMPLE) == EXAMPLE


def test_the_work_and_the_authors_are_found_as_the_guide_says(own: Path) -> None:
    names = re.findall(r"`backbone-kg show \"([^\"]+)\"`", GUIDE)
    assert len(names) == 2
    for name in names:
        shown = run("show", name).out
        (address,) = re.findall(r"^https://w3id.org/backbone-kg/(\S+)$", shown, re.MULTILINE)
        assert address.replace("/", ":") in EXAMPLE


def test_what_is_missing_is_told_at_its_line(own: Path) -> None:
    path = own / "five-conditions.ttl"
    path.write_text(EXAMPLE.replace("    bkg:position 3 ;\n", ""), encoding="utf-8")
    start = EXAMPLE.index("five-conditions:mutually-reinforcing-activities a ")
    line = EXAMPLE[:start].count("\n")
    done = run("ontology", "check")
    assert done.status == 1
    assert f"{path}:{line + 1}  not-one-position" in done.out


def test_the_commands_of_the_guide_know_it(own: Path) -> None:
    shown = of_the_guide("frameworks show", own).out
    assert re.search(r"Holds +5 conditions", shown)
    assert [f"  {n}. {label}" in shown for n, label in enumerate(CONDITIONS, 1)] == [True] * 5
    assert of_the_guide("new", own).status == 0
    book = openpyxl.load_workbook(own / "partners.xlsx")
    offered = {cell.value for column in book["Lists"].iter_cols() for cell in column}
    assert {"Five conditions, as an example", *CONDITIONS} <= offered
    read = of_the_guide("analyze", own)
    assert read.status == 0
    assert "Nobody has compared the two frameworks, so nothing can be read of it." in read.out
    cited = " ".join(of_the_guide("cite", own).out.split())
    assert "J. Kania and M. Kramer. Kania, J., and Kramer, M. (2011). Collective Impact." in cited
    assert "the five conditions; page not noted" in cited


def test_its_rows_are_proposed_then_judged_then_read(own: Path) -> None:
    assert of_the_guide("crosswalk scaffold", own).status == 0
    path = own / "five-conditions.sssom.tsv"
    rows = path.read_text(encoding="utf-8")
    header = [line for line in rows.splitlines() if line.startswith("#")]
    table = list(csv.DictReader(rows.splitlines()[len(header) :], delimiter="\t"))
    assert {row["subject_label"] for row in table} == set(CONDITIONS)
    measured = [row for row in table if row["subject_label"] == "Shared measurement"]
    assert measured[0]["object_label"] == "Establish shared measurement practices"
    assert "likely" in measured[0]["comment"] or "certain" in measured[0]["comment"]

    standard_ontology.cache_clear()
    unjudged = run("crosswalk", "five-conditions", "fsg-2012-07", columns=400)
    assert (unjudged.status, unjudged.out) == (2, "")
    assert f"{path}: Line {len(header) + 2}: " in " ".join(unjudged.err.split())

    judged = {**measured[0], "predicate_id": "skos:closeMatch", "comment": "Both count alike."}
    lines = [*header, "\t".join(judged), "\t".join(judged.values())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    standard_ontology.cache_clear()
    told = run("crosswalk", "five-conditions", "fsg-2012-07").out
    assert "Shared measurement\n  close to: Establish shared measurement practices\n" in told
    assert "Not compared yet" in told


# --- passages ------------------------------------------------------------------------------------


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one text that the knowledge base does not have."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "On Reeds.txt").write_text(
        "On reeds\n\nReeds bend\nin the wind.\n\nThey bend In  the\nwind, and stand.\n",
        encoding="utf-8",
    )
    return folder


def test_words_are_found_whatever_their_case_and_line_breaks(documents: Path) -> None:
    found = run("sources", "find", "in", "the", "wind", "--documents", documents).out
    text = (documents / "On Reeds.txt").read_text(encoding="utf-8")
    ranges = [(int(a), int(b)) for a, b in re.findall(r"oa:start (\d+) ; oa:end (\d+)", found)]
    assert [text[a:b] for a, b in ranges] == ["in the wind", "In  the\nwind"]
    assert re.findall(r"paragraph \d", found) == ["paragraph 3", "paragraph 4"]
    assert "On Reeds.txt is none of the documents." in found


def test_what_is_found_verifies(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    found = run("sources", "find", "the wind", "--documents", documents).out
    (own / "reeds.ttl").write_text(found, encoding="utf-8")
    monkeypatch.setenv("BACKBONE_KG_ONTOLOGY", str(own))
    standard_ontology.cache_clear()
    told = run("sources", "verify", "--documents", documents).out
    standard_ontology.cache_clear()
    assert "2 passages: 2 of 2 ranges inside the text, 2 of 2 quotes equal letter by letter" in told


def test_words_that_stand_nowhere_are_told(documents: Path) -> None:
    done = run("sources", "find", "out of nothing", "--documents", documents)
    assert (done.status, done.out) == (1, "")
    assert "“out of nothing” stands in no text here." in done.err
