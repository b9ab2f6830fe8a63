"""The library: what a header says, finding a question, and adding one."""

from __future__ import annotations

import shutil
import statistics
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from backbone_kg import BackboneError
from backbone_kg.base.errors import CannotReadError, UnknownNameError
from backbone_kg.base.shipped import queries_dir
from backbone_kg.sparql import (
    Column,
    LibraryQuery,
    Parameter,
    all_queries,
    find_query,
    query_from_text,
    read_query,
    variables,
    with_terms,
)

LIBRARY = all_queries()
each = pytest.mark.parametrize("question", LIBRARY, ids=lambda question: question.name)

NEW = """#+ summary: How many frameworks are there?
#+ description: >-
#+   A number,
#+   and nothing else.
#+ tags: [ontology, counting]
#+ parameters:
#+   - name: least
#+     type: integer
#+     description: Only if there are as many.
#+     default: 1
#+     allowed: [1, 2]
#+ columns:
#+   number: how many
PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>

SELECT (COUNT(*) AS ?number) { ?framework a bkg:Framework } HAVING (COUNT(*) >= ?_least)
"""


def test_the_library_has_a_question_for_each_file() -> None:
    assert [q.name for q in LIBRARY] == sorted(p.stem for p in queries_dir().glob("*.rq"))
    assert len(LIBRARY) >= 25


def test_a_header_is_read_as_it_stands() -> None:
    assert query_from_text(NEW, "how-many") == LibraryQuery(
        name="how-many",
        text=NEW,
        summary="How many frameworks are there?",
        description="A number, and nothing else.",
        tags=("ontology", "counting"),
        parameters=(Parameter("least", "integer", "Only if there are as many.", "1", ("1", "2")),),
        columns=(Column("number", "how many"),),
    )


def test_what_questions_share_goes_by_its_name() -> None:
    question = query_from_text(
        "#+ parameters: [date, {name: snapshots, default: all}]\n#+ columns: [role, since: when]"
    )
    date, snapshots = question.parameters
    assert (date.name, date.type, date.default) == ("date", "date", None)
    assert date.description.startswith("The day to look at;")
    assert (snapshots.default, snapshots.allowed) == ("all", ("newest", "all"))
    assert snapshots.title
    assert question.columns == (Column("role", "the role"), Column("since", "when"))


def test_columns_can_be_pairs_alone() -> None:
    assert query_from_text("#+ columns: {role: what it does}").columns == (
        Column("role", "what it does"),
    )


def test_text_without_a_header_is_a_question_too() -> None:
    assert query_from_text("ASK {}") == LibraryQuery(name="-", text="ASK {}")


def test_values_of_a_header_stay_texts() -> None:
    question = query_from_text(
        "#+ parameters: [{name: date, type: date, default: 2025-09}, {name: a, default: no}]"
    )
    assert [parameter.default for parameter in question.parameters] == ["2025-09", "no"]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#+ just text", "the header must be “name: value” pairs."),
        ("#+ sumary: x", "the header has no part “sumary”. Did you mean “summary”?"),
        ("#+ summary: [a]", "“summary” must be a text."),
        ("#+ tags: a", "“tags” must be a list."),
        ("#+ columns: a", "“columns” must be a list of columns."),
        ("#+ columns: [rol]", "the column “rol” must be a “name: what stands in it” pair"),
        ("#+ columns: [rol]", "Did you mean “role”?"),
        ("#+ columns: [[a]]", "the column “['a']” must be"),
        ("#+ parameters: [dat]", "no parameter “dat” is shared by all questions. Did you mean"),
        ("#+ parameters: [[a]]", "a parameter must be “name: value” pairs."),
        ("#+ parameters: [{type: text}]", "“” cannot be the name of a parameter"),
        ("#+ parameters: [{name: A b}]", "“A b” cannot be the name of a parameter"),
        ("#+ parameters: [{name: a, type: dat}]", "“dat” is not a type of parameter. Did you"),
        ("#+ parameters: [{name: a, defalt: b}]", "a parameter has no part “defalt”."),
        ("#+ parameters: [{name: a, allowed: b}]", "“allowed” of “a” must be a list."),
        ("#+ parameters: [{name: a, type: thing, of: b}]", "“of” of “a” must be a list."),
        ("#+ parameters: [{name: a, of: [prov:Agent]}]", "of the type thing, and “a” is text."),
        ("#+ parameters: [{name: a, type: thing, of: [Agent]}]", "write one such as prov:Agent"),
        ("#+ parameters: [{name: a, type: thing, of: ['x:y']}]", "“x:y” in “of” of “a” is not"),
    ],
)
def test_a_header_that_is_wrong_is_told_with_its_file(
    header: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text(f"{header}\nASK {{}}\n", encoding="utf-8")
    with pytest.raises(BackboneError) as told:
        read_query(path)
    assert str(told.value).startswith(f"{path}: in the lines that begin with #+, ")
    assert message in str(told.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("#+ summary: Roles: which?\nASK {}", 1),
        ("PREFIX a: <b>\n#+ summary: x\n#+  tags: [y]\nASK {}", 3),
        ("#+ summary: x\n# no part of it\n#+ tags: [a, b\nASK {}", 3),
        ("#+ summary: '", 1),
    ],
)
def test_a_header_that_is_not_yaml_is_told_with_the_line_of_the_file(text: str, line: int) -> None:
    with pytest.raises(BackboneError) as told:
        query_from_text(text, path=Path("mine.rq"))
    assert str(told.value).startswith(f"mine.rq, line {line}: the header is not YAML here")
    assert "unicode" not in str(told.value)


NUMBER = "#+ parameters: [{name: n, type: integer}]\n"


@pytest.mark.parametrize("asked", ["BOUND(?_n)", "bound ( $_n )", "!BOUND(?_n) || ?o = ?_n"])
def test_whether_a_parameter_is_set_is_asked_with_coalesce(asked: str) -> None:
    with pytest.raises(BackboneError) as told:
        query_from_text(f"{NUMBER}SELECT ?o {{\n?s ?p ?o FILTER({asked}) }}", "mine")
    assert str(told.value).startswith("mine, line 3: BOUND(?_n) cannot be asked")
    assert str(told.value).endswith("FILTER(COALESCE(?x = ?_n, true))")


@pytest.mark.parametrize("text", ["SELECT ?_n {}", "SELECT (1 AS ?_n) {}", "ASK { VALUES ?_n {} }"])
def test_a_parameter_stands_where_a_value_may(text: str) -> None:
    with pytest.raises(BackboneError, match=r"mine, line 2: \?_n is a parameter, in whose place"):
        query_from_text(NUMBER + text, "mine")


def test_a_variable_that_is_no_parameter_may_stand_anywhere() -> None:
    for text in ("ASK { FILTER(BOUND(?_m)) }", 'ASK { FILTER("BOUND(?_n)" = "") } # BOUND(?_n)'):
        assert query_from_text(NUMBER + text, "mine").parameters


def test_the_library_says_each_thing_once_and_in_few_lines() -> None:
    texts = [question.text.splitlines() for question in LIBRARY]
    bodies = [[line for line in text if not line.startswith("#+")] for text in texts]
    assert statistics.median(map(len, bodies)) <= 20
    shared = (queries_dir() / "shared.yaml").read_text(encoding="utf-8").splitlines()
    assert sum(map(len, texts)) + len(shared) <= 1300
    files = Counter[tuple[str, ...]]()
    for text in texts:
        lines = [line.strip() for line in text]
        files.update({tuple(lines[at : at + 6]) for at in range(len(lines) - 5)})
    assert [block for block, number in files.items() if number > 3] == []


def test_which_questions_need_data() -> None:
    needy = {one.name for one in LIBRARY if one.needs_data}
    assert needy == {one.name for one in LIBRARY if "ontology" not in one.tags}


# --- finding --------------------------------------------------------------------------------------


def test_a_question_is_found_by_its_name_however_it_is_written() -> None:
    for name in ("role-states", "Role-States", "role states", "role_states"):
        assert find_query(name).name == "role-states"


def test_a_question_is_found_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("ASK {}", encoding="utf-8-sig")
    assert find_query(str(path)) == LibraryQuery(name="mine", text="ASK {}", path=path)


def test_an_unknown_name_is_told_with_a_near_one() -> None:
    with pytest.raises(UnknownNameError) as told:
        find_query("unfiled-roles")
    assert "no question “unfiled-roles”. Did you mean “unfilled-roles”?" in str(told.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match=r"none\.rq"):
        find_query(str(tmp_path / "none.rq"))
    (tmp_path / "bytes.rq").write_bytes(b"\xff\xfe")
    with pytest.raises(CannotReadError, match="not text in UTF-8"):
        find_query(str(tmp_path / "bytes.rq"))
    (tmp_path / "folder.rq").mkdir()
    with pytest.raises(CannotReadError):
        find_query(str(tmp_path / "folder.rq"))


def test_adding_a_question_is_adding_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "queries"
    shutil.copytree(queries_dir(), folder)
    (folder / "how-many-frameworks.rq").write_text(NEW, encoding="utf-8")
    listed = all_queries(folder)
    assert len(listed) == len(LIBRARY) + 1
    question = find_query("how-many-frameworks", folder)
    assert question in listed
    store = ox.Store()
    bkg = "https://w3id.org/backbone-kg/ontology#"
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for name in "abc":
        framework = ox.NamedNode(f"urn:{name}"), kind, ox.NamedNode(bkg + "Framework")
        store.add(ox.Quad(*framework))
    rows = store.query(with_terms(question.text, question.bindings({"least": "2"})))
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["number"].value for row in rows] == ["3"]


# --- what holds for every question ----------------------------------------------------------------


@each
def test_a_question_says_what_it_asks_and_what_it_answers(question: LibraryQuery) -> None:
    assert question.text.startswith("#+ summary: ")
    assert question.summary.endswith("?")
    assert question.description.endswith(".")
    assert question.tags
    assert all(parameter.description.endswith(".") for parameter in question.parameters)
    assert all(column.description for column in question.columns)


@each
def test_the_columns_are_those_of_the_answer(question: LibraryQuery) -> None:
    answer = ox.Store().query(with_terms(question.text, question.bindings()))
    if isinstance(answer, ox.QuerySolutions):
        assert [c.name for c in question.columns] == [v.value for v in answer.variables]
    else:
        assert question.columns == ()


@each
def test_each_parameter_stands_in_the_question_and_is_never_in_the_answer(
    question: LibraryQuery,
) -> None:
    set_by_users = {name for name in variables(question.text) if name.startswith("_")}
    assert set_by_users == {parameter.variable for parameter in question.parameters}
    assert not set_by_users & {column.name for column in question.columns}


@each
def test_defaults_and_allowed_values_are_of_the_type(question: LibraryQuery) -> None:
    for parameter in question.parameters:
        for value in (*parameter.allowed, *([parameter.default] if parameter.default else [])):
            assert parameter.variable in question.bindings({parameter.name: value})
