"""The commands that ask the graph: what they print, what they refuse, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from tests.cli.running import EXAMPLES, Done, golden, interrupted, printed, refused, run
from tests.generate import good, put, write_csv

import backbone_kg
from backbone_kg import __version__
from backbone_kg.asking import list_text
from backbone_kg.graph.namespaces import PROJECT

TACOMA = EXAMPLES / "graduate-tacoma" / "2025-09"
BUFFALO = EXAMPLES / "say-yes-buffalo" / "2023"

PREFIXES = """
PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>
PREFIX mathematica: <https://w3id.org/backbone-kg/framework/mathematica#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
QUESTION = """\
#+ summary: Which roles does a framework have?
#+ parameters:
#+   - name: framework
#+     type: framework
#+     description: Whose roles.
#+     default: fsg-2012-07
#+   - name: part
#+     type: text
#+     allowed: [lead, support]
#+   - name: most
#+     type: integer
PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?role WHERE { ?role skos:inScheme ?_framework ; bkg:position ?place } ORDER BY ?place ?role
"""
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def ask(text: str, *arguments: object) -> Done:
    """Ask what is piped in."""
    return run("query", "-", *arguments, typed=PREFIXES + text)


@pytest.fixture
def question(here: Path) -> Path:
    """Return a question of one's own, in the folder that commands are run in."""
    path = Path("mine.rq")
    path.write_text(QUESTION, encoding="utf-8")
    return path


# --- what can be asked --------------------------------------------------------------------------


def test_questions_are_listed_for_people_and_for_programs() -> None:
    told = json.loads(run("queries", "--format", "json").out)["questions"]
    assert printed("queries") == list_text(backbone_kg.queries(), width=100)
    listed = " ".join(list_text(backbone_kg.queries(), width=400).split())
    for one in told:
        names = ", ".join(each["name"] for each in one["parameters"])
        assert f"{one['name']} {one['summary']} {names}".rstrip() in listed
    (capacities,) = (one for one in told if one["name"] == "capacities-by-function")
    assert capacities["summary"] == (
        "Which capacities does each function require, and who could hold them?"
    )
    assert f"{len(told)} questions." in listed
    assert max(map(len, run("queries", columns=60).out.splitlines())) <= 60


def test_all_about_one_question() -> None:
    (told,) = json.loads(run("queries", "unfilled-roles", "--format", "json").out)["questions"]
    shown = " ".join(printed("queries", "unfilled-roles").split())
    assert told["parameters"]
    assert told["columns"]
    for one in told["parameters"]:
        assert f"--set {one['name']}=" in shown
        assert one["description"] in shown
    for one in told["columns"]:
        assert f"{one['name']} {one['description']}" in shown
    assert told["summary"] in shown
    assert told["description"] in shown
    assert shown.endswith("To ask it: backbone-kg query unfilled-roles DATA")
    assert "Did you mean “unfilled-roles”?" in refused("queries", "unfiled-roles")
    assert run("queries", "unfilled-roles", "--tag", "roles").status == 2


def test_questions_of_one_tag() -> None:
    every = json.loads(run("queries", "--format", "json").out)["questions"]
    told = json.loads(run("queries", "--tag", "capacities", "--format", "json").out)["questions"]
    assert told == [one for one in every if "capacities" in one["tags"]]
    assert "Did you mean “capacities”?" in refused("queries", "--tag", "capacites")


# --- in every format ----------------------------------------------------------------------------

EDITION = f"{PROJECT}ontology/{__version__}"
OF_EDITION = f"Knowledge base: version {__version__}."

ROLES = """
SELECT ?role ?place ?definition WHERE {
  ?role skos:inScheme <https://w3id.org/backbone-kg/framework/fsg-2012-07> ; a bkg:Function ;
        bkg:position ?place ; skos:definition ?definition }
ORDER BY ?place
"""


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "md"])
def test_rows_in_a_format(form: str) -> None:
    done = ask(ROLES, "--format", form)
    assert (done.status, done.err) == (0, "")
    assert done.out == golden(f"query-roles.{form}", done.out)


@pytest.mark.parametrize("form", ["ttl", "jsonld", "table"])
def test_triples_in_a_format(form: str) -> None:
    done = ask("DESCRIBE mathematica:build-trust", "--format", form)
    assert (done.status, done.err) == (0, "")
    assert done.out == golden(f"query-build-trust.{form}", done.out)


@pytest.mark.parametrize(("filter_", "word"), [("true", "Yes"), ("false", "No")])
def test_yes_or_no(filter_: str, word: str) -> None:
    text = f"ASK {{ FILTER({filter_}) }}"
    assert ask(text, "--format", "table").out == f"{word}. {OF_EDITION}\n"
    assert ask(text).out == f"{filter_}\n"
    assert json.loads(ask(text, "--format", "json").out)["boolean"] is (word == "Yes")


def test_no_answers_are_told_and_no_failure() -> None:
    text = "SELECT ?it { ?it a bkg:NoSuchThing }"
    assert ask(text, "--format", "table") == Done(0, f"No answers. {OF_EDITION}\n", "")
    assert ask(text) == Done(0, "it\n", "No answers.\n")


def test_a_terminal_shows_a_table_and_a_pipe_gets_csv(question: Path) -> None:
    command = [sys.executable, "-m", "backbone_kg", "query", str(question)]
    piped = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    rows = list(csv.reader(io.StringIO(piped, newline="")))
    assert rows[0] == ["role"]
    assert rows[1][0].startswith("https://w3id.org/backbone-kg/framework/fsg-2012-07#")
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, env={**os.environ, "COLUMNS": "100"}) as process:
        os.close(theirs)
        seen = b""
        while chunk := _read(ours):
            seen += chunk
        assert process.wait() == 0
    os.close(ours)
    lines = seen.decode().splitlines()
    assert lines[0] == "role"
    assert "Guide vision and strategy" in lines
    assert lines[-1] == f"{len(rows) - 1} rows. {OF_EDITION}"


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is closed
        return b""


# --- of what ------------------------------------------------------------------------------------

PARTNERS = "SELECT (COUNT(?it) AS ?n) { ?it a bkg:Partner }"
PARTNERSHIPS = """
SELECT ?name (COUNT(?partner) AS ?partners) {
  ?it a bkg:Partnership ; skos:prefLabel ?name . ?partner org:memberOf ?it ; a bkg:Partner }
GROUP BY ?name ORDER BY ?name
"""


def test_without_data_the_knowledge_base_is_asked() -> None:
    assert ask(PARTNERS).out == "n\n0\n"


def test_with_data_each_file_is_asked_and_the_knowledge_base() -> None:
    rows = list(csv.DictReader(io.StringIO(ask(PARTNERSHIPS, TACOMA, BUFFALO).out)))
    assert [row["name"] for row in rows] == ["Graduate Tacoma", "Say Yes Buffalo"]
    with (TACOMA / "Partners.csv").open(encoding="utf-8", newline="") as stream:
        assert int(rows[0]["partners"]) == len(list(csv.DictReader(stream)))
    text = """SELECT DISTINCT ?type { ?it a bkg:Partner ; org:classification ?kind .
        ?kind skos:prefLabel ?type }"""
    assert "K-12 school district" in ask(text, TACOMA).out


def test_a_file_with_mistakes_is_asked_as_far_as_it_is_understood(tmp_path: Path) -> None:
    write_csv(tmp_path / "broken", put(good(), "Assignments!A2", "Zebra"))
    assert int(ask(PARTNERS, tmp_path / "broken").out.split()[1]) > 0


@pytest.mark.parametrize("text", [PARTNERSHIPS, ROLES], ids=["data", "knowledge base"])
def test_a_store_answers_as_the_files_do(text: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    backbone_kg.load(TACOMA, BUFFALO, store=store)
    for form in ("csv", "table"):
        expected = ask(text, TACOMA, BUFFALO, "--format", form)
        assert ask(text, "--store", store, "--format", form) == expected
        assert ask(text, "--store", store, "--format", form, "--timeout", "60") == expected
    done = ask(RUNAWAY, "--store", store, "--timeout", "1")
    assert (done.status, done.out) == (2, "")
    assert "took longer than 1 second" in done.err


class Service(BaseHTTPRequestHandler):
    """A SPARQL service of somebody else, with one framework that has a name."""

    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = parse_qs(body).get("query", [body])[0]
        self.asked.append(query)
        store = ox.Store()
        store.update(
            PREFIXES + 'INSERT DATA { <urn:a> a bkg:Framework ; skos:prefLabel "Of another"@en }'
        )
        found = store.query(query)
        assert not isinstance(found, ox.QueryTriples)
        answer = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
        server.shutdown()
        thread.join()


def test_an_endpoint_is_asked_and_gives_the_labels(endpoint: str) -> None:
    text = "SELECT ?it { ?it a bkg:Framework }"
    assert ask(text, "--endpoint", endpoint) == Done(0, "it\nurn:a\n", "")
    assert ask(text, "--endpoint", endpoint, "--format", "table").out == (
        "it\n──────────\nOf another\n\n1 row. Knowledge base: version not known.\n"
    )
    assert ask("ASK { <urn:b> a bkg:Framework }", "--endpoint", endpoint).out == "false\n"


def test_an_endpoint_gets_parameters_as_terms(endpoint: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    header = "#+ parameters:\n#+   - name: name\n#+     type: text\n"
    path.write_text(f"{header}SELECT ?it {{ ?it ?p ?o FILTER(STR(?o) = ?_name) }}", "utf-8")
    name = 'Of another" } # ?_name'
    done = run("query", path, "--endpoint", endpoint, "--set", f"name={name}")
    assert (done.status, done.out) == (0, "it\n")
    assert '"Of another\\" } # ?_name"' in Service.asked[-2]  # the last asks for the version
    done = run("query", path, "--endpoint", endpoint, "--set", "name=Of another")
    assert (done.status, done.out) == (0, "it\nurn:a\n")


# --- parameters ---------------------------------------------------------------------------------


def test_a_parameter_is_set_by_any_name_of_its_value(question: Path) -> None:
    default = run("query", question).out
    assert "fsg-2012-07#" in default
    for name in ("fsg-2012-07", "FSG, July 2012"):
        assert run("query", question, "--set", f"framework={name}").out == default
    other = run("query", question, "--set", "framework=policylink").out
    assert "policylink#" in other
    assert "fsg-2012-07#" not in other


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("mine.rq --set framwork=mathematica", "Did you mean “framework”?"),
        ("mine.rq --set framework", "write it as name=value"),
        ("mine.rq --set =x", "write it as name=value"),
        ("mine.rq --set most=1 --set most=2", "“most” is set twice"),
        ("capacities-by-functon", "Did you mean “capacities-by-function”?"),
        ("-", "Nothing was typed or piped in"),
    ],
)
@pytest.mark.usefixtures("question")
def test_what_makes_no_sense_is_told(arguments: str, told: str) -> None:
    assert told in refused("query", *arguments.split())


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "arguments", "told"),
    [
        ("DELETE WHERE { ?a ?b ?c }", "", "this is an update"),
        ("SELECT * { SERVICE <http://a.example/> {} }", "", "--allow-service http://a.example"),
        ("", "", "This is not a SPARQL query"),
        ("DESCRIBE bkg:Claim", "--format csv", "the format csv cannot hold. Use one of:"),
        ("ASK {}", "--format ttl", "the format ttl cannot hold. Use one of:"),
        (ROLES, "--format jsonld", "the format jsonld cannot hold. Use one of:"),
        (PARTNERS, "none.xlsx", "none.xlsx: There is no such file or folder. Check the name.\n"),
        (PARTNERS, "--endpoint http://127.0.0.1:9/sparql", "127.0.0.1:9"),
        (PARTNERS, "--store none", "none: "),
        (PARTNERS, "--store x --endpoint http://localhost/", "exclude one another"),
        (PARTNERS, "x.xlsx --store x", "exclude one another"),
        (PARTNERS, "x.xlsx --endpoint http://localhost/", "exclude one another"),
        *((ROLES, f"--timeout {time}", "timeout") for time in ("0", "-1", "soon", "nan", "inf")),
    ],
)
def test_what_cannot_be_asked_is_refused(text: str, arguments: str, told: str) -> None:
    done = ask(text, *arguments.split())
    assert (done.status, done.out) == (2, "")
    assert told in done.err


@pytest.mark.parametrize("data", [[], [TACOMA]])
def test_a_runaway_query_is_stopped_with_a_reason(data: list[Path]) -> None:
    done = ask(RUNAWAY, *data, "--timeout", "1")
    assert (done.status, done.out) == (2, "")
    assert "took longer than 1 second" in done.err


@pytest.mark.parametrize("limit", [[], ["--timeout", "60"]])
def test_ctrl_c_ends_a_runaway_query_and_leaves_nothing(limit: list[str], tmp_path: Path) -> None:
    (tmp_path / "runaway.rq").write_text(RUNAWAY, encoding="utf-8")
    done = interrupted("query", "runaway.rq", *limit, cwd=tmp_path)
    assert done == Done(130, "", "backbone-kg: Stopped.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["runaway.rq"]


# --- what is said besides -----------------------------------------------------------------------


def test_a_question_about_partnerships_without_data_says_what_is_missing() -> None:
    done = run("query", "coverage", "--format", "table")
    assert (done.status, done.out) == (0, f"No answers. {OF_EDITION}\n")
    assert done.err == (
        "No data file was named, and this question is about partnerships. Name one behind it: "
        "backbone-kg query coverage partners.xlsx\n"
    )
    assert run("query", "coverage").err.startswith("No answers.\nNo data file was named")
    assert run("query", "coverage", TACOMA).err == ""


def test_files_of_a_store_with_mistakes_are_told_in_one_line(tmp_path: Path) -> None:
    store = tmp_path / "store"
    write_csv(tmp_path / "broken", put(good(), "Assignments!A2", "Zebra"))
    backbone_kg.load(TACOMA, tmp_path / "broken", store=store)
    done = run("query", "partnerships", "--store", store)
    assert done.status == 0
    assert done.err == (
        "1 of 4 assignments of broken could not be read, so what is said of partnerships is "
        "incomplete: backbone-kg validate says why.\n"
        "Something must be mended in 1 file of this store. To see it: "
        f"backbone-kg store {store} --findings\n"
    )
    backbone_kg.load(BUFFALO, store=tmp_path / "faultless")
    assert run("query", "partnerships", "--store", tmp_path / "faultless").err == ""


# --- an answer in a file --------------------------------------------------------------------------


def test_an_answer_is_written_to_a_file_in_the_format_that_its_ending_names(
    tmp_path: Path,
) -> None:
    for ending in ("csv", "tsv", "json", "xml", "md"):
        out = tmp_path / f"roles.{ending}"
        beside = ending in ("csv", "tsv")
        told = f", and what it was asked of in {out.name}-metadata.json" if beside else ""
        assert run("query", "frameworks", "-o", out) == Done(0, "", f"{out} written{told}.\n")
        printed = run("query", "frameworks", "--format", ending).out
        assert out.read_text(encoding="utf-8") == printed


def test_every_format_says_which_version_of_the_knowledge_base_was_asked(tmp_path: Path) -> None:
    assert ask(ROLES, "--format", "table").out.endswith(f"6 rows. {OF_EDITION}\n")
    assert ask(ROLES, "--format", "md").out.endswith(f"6 rows. {OF_EDITION}\n")
    assert json.loads(ask(ROLES, "--format", "json").out)["head"]["link"] == [EDITION]
    assert json.loads(ask("ASK {}", "--format", "json").out)["head"] == {"link": [EDITION]}
    for text in (ROLES, "ASK {}"):
        assert f'<link href="{EDITION}"/></head>' in ask(text, "--format", "xml").out
    out = tmp_path / "answer.csv"
    run("query", "crosswalk", "--set", "framework=cif-toolkit", "-o", out)
    told = json.loads((tmp_path / "answer.csv-metadata.json").read_text(encoding="utf-8"))
    assert (told["url"], told["dc:source"]) == ("answer.csv", {"@id": EDITION})
    assert "Asked with framework=cif-toolkit." in told["dc:description"]
    names = [column["name"] for column in told["tableSchema"]["columns"]]
    assert out.read_text(encoding="utf-8").splitlines()[0].split(",") == names
    assert run("query", "crosswalk", "-o", out).status == 2
    out.unlink()
    # What stands beside it is not replaced unasked either.
    assert run("query", "crosswalk", "-o", out).status == 2
    assert run("query", "crosswalk", "-o", out, "--force").status == 0
    assert backbone_kg.query("frameworks").knowledge_base == EDITION
    assert backbone_kg.query("frameworks", timeout=60).knowledge_base == EDITION


def test_a_byte_order_mark_is_written_for_excel_on_request(tmp_path: Path) -> None:
    out = tmp_path / "roles.csv"
    assert run("query", "frameworks", "-o", out, "--bom").status == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfframework,")
    assert (
        "--bom is for csv, not for json"
        in run("query", "frameworks", "--bom", "--format", "json").err
    )


def test_nothing_is_replaced_or_guessed_when_an_answer_is_written(tmp_path: Path) -> None:
    out = tmp_path / "roles.csv"
    out.write_text("mine")
    assert "this is there already" in run("query", "frameworks", "-o", out).err
    assert out.read_text() == "mine"
    assert run("query", "frameworks", "-o", out, "--force").status == 0
    odd = tmp_path / "roles.doc"
    assert "this ending names no format" in run("query", "frameworks", "-o", odd).err
    assert run("query", "frameworks", "-o", odd, "--format", "md").status == 0
