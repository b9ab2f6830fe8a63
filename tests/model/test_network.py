"""The network at a date: who is in it, what is in force, and what is left out and why."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from tests.generate import ROLES, Sheets, good, put, random_sheets, write_csv

from backbone_kg import Partnership, read
from backbone_kg.base.errors import BackboneError
from backbone_kg.graph.namespaces import FIRST_DAY, LAST_DAY, term
from backbone_kg.graph.turtle import literal
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.network import MOST, Network, in_force, network_at
from backbone_kg.model.partnership import date_of

FRAMEWORK = standard_ontology().framework("mathematica")
DAY = datetime.date(2025, 9, 30)


def data_of(tmp_path: Path, sheets: Sheets) -> Partnership:
    return read(write_csv(tmp_path / "data", sheets))


def network(tmp_path: Path, sheets: Sheets, as_of: datetime.date = DAY) -> Network:
    data = data_of(tmp_path, sheets)
    return network_at(data.graph, data.iri, FRAMEWORK, as_of)


def holdings(found: Network) -> set[tuple[str, str]]:
    nodes = found.graph.nodes
    return {
        (nodes[partner]["name"], nodes[role]["label"])
        for partner in found.partners
        for role in found.graph.neighbors(partner)
    }


def names(found: Network) -> list[str]:
    return [found.graph.nodes[partner]["name"] for partner in found.partners]


# --- partners, roles and who holds what ---------------------------------------------------------


def test_partners_come_in_the_order_of_the_file_with_what_it_says_of_them(tmp_path: Path) -> None:
    found = network(tmp_path, good())
    assert names(found) == ["Riverside Foundation", "Harbor Schools", "Youth Alliance"]
    first = found.graph.nodes[found.partners[0]]
    assert first["fte_available"] == 2.0
    assert first["tasks"] == ("backbone",)
    assert first["type"].endswith("organization-type#local-foundation")
    assert found.graph.nodes[found.partners[1]]["tasks"] == ()


def test_every_role_of_the_framework_is_there_in_its_order(tmp_path: Path) -> None:
    found = network(tmp_path, good())
    assert [found.graph.nodes[role]["label"] for role in found.roles] == ROLES
    assert {found.graph.nodes[role]["wanted"] for role in found.roles} == {"yes"}
    assert {found.graph.nodes[role]["holders_needed"] for role in found.roles} == {1}
    functions = [found.graph.nodes[role]["function"] for role in found.roles]
    assert list(dict.fromkeys(functions)) == [function.label for function in FRAMEWORK.functions]


def test_without_a_framework_only_what_the_file_names_is_there(tmp_path: Path) -> None:
    data = data_of(tmp_path, good())
    found = network_at(data.graph, data.iri, None, DAY)
    assert len(found.roles) == 3


def test_who_holds_what(tmp_path: Path) -> None:
    found = network(tmp_path, good())
    assert holdings(found) == {
        ("Riverside Foundation", "Build trust"),
        ("Riverside Foundation", "Advance policy"),
        ("Harbor Schools", "Build trust"),
        ("Youth Alliance", "Mobilize resources"),
    }
    assert found.left_out == ()


def test_what_the_sheet_roles_says_of_a_role(tmp_path: Path) -> None:
    sheets = good()
    sheets["Roles"] = [
        ["Role", "Wanted", "Holders needed", "FTE needed"],
        ["Build trust", None, 2, 0.5],
        ["Resolve conflict", "not ours", None, None],
        ["Run the summer fair", "unknown", None, None],
    ]
    found = network(tmp_path, sheets)
    nodes = {found.graph.nodes[role]["label"]: found.graph.nodes[role] for role in found.roles}
    trust = nodes["Build trust"]
    assert (trust["wanted"], trust["holders_needed"], trust["fte_needed"]) == ("yes", 2, 0.5)
    assert nodes["Resolve conflict"]["wanted"] == "not ours"
    assert nodes["Resolve conflict"]["holders_needed"] == 1
    assert list(nodes)[-1] == "Run the summer fair"
    assert nodes["Run the summer fair"]["function"] == ""
    assert nodes["Run the summer fair"]["wanted"] == "unknown"


def test_several_assignments_of_one_pair_are_one_holding(tmp_path: Path) -> None:
    sheets = put(good(), "Assignments!F2", "2020")
    sheets["Assignments"] += [
        ["Riverside Foundation", "Build trust", "support", 0.25, "2021", None, "A page"],
        ["Riverside Foundation", "Build trust", "lead", 0.5, "2022", None, "A page"],
    ]
    found = network(tmp_path, sheets)
    (held,) = [
        held
        for _, role, held in found.graph.edges(found.partners[0], data=True)
        if found.graph.nodes[role]["label"] == "Build trust"
    ]
    assert held["parts"] == ("lead", "support")
    assert held["fte"] == pytest.approx(0.75)
    assert held["fte_complete"] is True
    assert held["evidence"] == ("A page",)


def test_fte_is_incomplete_when_one_of_several_assignments_gives_none(tmp_path: Path) -> None:
    sheets = good()
    sheets["Assignments"].append(["Riverside Foundation", "Build trust", "support"])
    found = network(tmp_path, sheets)
    (held,) = [
        held for _, _, held in found.graph.edges(found.partners[0], data=True) if held["parts"]
    ]
    assert (held["fte"], held["fte_complete"]) == (0.5, False)


@pytest.mark.parametrize("value", ["-1", "half", "1e308", "#REF!", str(MOST + 1)])
def test_a_number_that_is_a_finding_counts_as_not_known(value: str, tmp_path: Path) -> None:
    sheets = put(put(good(), "Partners!C2", value), "Assignments!D2", value)
    found = network(tmp_path, sheets)
    first = found.partners[0]
    assert found.graph.nodes[first]["fte_available"] is None
    assert {held["fte"] for _, _, held in found.graph.edges(first, data=True)} == {None, 0.25}


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "2000000"])
def test_a_number_of_holders_that_is_a_finding_counts_as_one(value: str, tmp_path: Path) -> None:
    sheets = good()
    sheets["Roles"] = [["Role", "Holders needed"], ["Build trust", value]]
    found = network(tmp_path, sheets)
    assert {found.graph.nodes[role]["holders_needed"] for role in found.roles} == {1}


# --- what is left out ---------------------------------------------------------------------------


def test_what_is_not_understood_is_left_out_and_told(tmp_path: Path) -> None:
    sheets = put(put(good(), "Assignments!A2", "Zebra"), "Assignments!B3", "Built trust")
    found = network(tmp_path, sheets)
    assert holdings(found) == {
        ("Harbor Schools", "Build trust"),
        ("Youth Alliance", "Mobilize resources"),
    }
    assert found.left_out == ("2 assignments whose partner or role could not be understood.",)


def test_what_has_ended_or_not_begun_is_told(tmp_path: Path) -> None:
    found = network(tmp_path, good(), datetime.date(2019, 6, 1))
    assert holdings(found) == {
        ("Riverside Foundation", "Build trust"),
        ("Harbor Schools", "Build trust"),
    }
    assert found.left_out == (
        "2 assignments that had not begun on 2019-06-01.",
        "1 partner that was not a member on 2019-06-01.",
    )
    found = network(tmp_path, put(good(), "Assignments!F3", "2021"))
    assert found.left_out == ("1 assignment that had ended by 2025-09-30.",)


def test_a_partner_who_left_is_gone_with_what_it_still_held(tmp_path: Path) -> None:
    found = network(tmp_path, put(good(), "Partners!F3", "2024"))
    assert names(found) == ["Riverside Foundation", "Youth Alliance"]
    assert found.left_out == (
        "1 assignment of partners that were not members on 2025-09-30.",
        "1 partner that was not a member on 2025-09-30.",
    )


# --- in force -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "day", "expected"),
    [
        ("2020", None, "2019-12-31", False),
        ("2020", None, "2020-01-01", True),
        ("2020-02", None, "2020-01-31", False),
        ("2020-02", None, "2020-02-01", True),
        ("2020-02-03", None, "2020-02-02", False),
        ("2020-02-03", None, "2020-02-03", True),
        (None, "2020", "2020-12-31", True),
        (None, "2020", "2021-01-01", False),
        (None, "2020-02", "2020-02-29", True),
        (None, "2020-02", "2020-03-01", False),
        (None, "2020-02-03", "2020-02-03", True),
        (None, "2020-02-03", "2020-02-04", False),
        ("2020", "2020", "2020-06-15", True),
        (None, None, "1900-01-01", True),
    ],
)
@pytest.mark.parametrize("sheet", ["Assignments!{}4", "Partners!{}3"])
def test_the_first_and_the_last_day_are_in_force(
    sheet: str, first: str | None, last: str | None, day: str, expected: bool, tmp_path: Path
) -> None:
    sheets = put(put(good(), sheet.format("E"), first), sheet.format("F"), last)
    found = network(tmp_path, sheets, datetime.date.fromisoformat(day))
    assert (("Harbor Schools", "Build trust") in holdings(found)) is expected
    if sheet.startswith("Partners"):
        assert ("Harbor Schools" in names(found)) is expected


@given(
    st.none() | st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)),
    st.none() | st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)),
    st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)),
)
def test_in_force_is_between_the_days(
    first: datetime.date | None, last: datetime.date | None, day: datetime.date
) -> None:
    thing = URIRef("https://example.org/a")
    graph = Graph(bind_namespaces="none")
    for path, value in ((FIRST_DAY, first), (LAST_DAY, last)):
        if value is not None:
            graph.add((thing, path, literal(value.isoformat(), str(term("xsd:date")))))
    expected = (first or datetime.date.min) <= day <= (last or datetime.date.max)
    assert in_force(graph, thing, day) is expected


@pytest.mark.parametrize("seed", range(10))
def test_all_that_is_in_the_file_is_in_the_network_or_told(seed: int, tmp_path: Path) -> None:
    sheets = random_sheets(seed)
    found = network(tmp_path, sheets)
    written = {(row[0], row[1]) for row in sheets["Assignments"][1:]}
    assert holdings(found) == written
    assert names(found) == [row[0] for row in sheets["Partners"][1:]]
    assert found.left_out == ()


# --- the date of a question ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "own", "expected"),
    [
        ("2024", "2025", ("2024-12-31", "asked")),
        ("2024-02", None, ("2024-02-29", "asked")),
        (" 2024-02-03 ", None, ("2024-02-03", "asked")),
        (datetime.date(2024, 2, 3), "2025", ("2024-02-03", "asked")),
        (None, "2025", ("2025-12-31", "file")),
        (None, "2025-02", ("2025-02-28", "file")),
        (None, "2025-02-03", ("2025-02-03", "file")),
        (None, None, (datetime.date.today().isoformat(), "today")),
        (None, "last spring", (datetime.date.today().isoformat(), "today")),
    ],
)
def test_the_date_is_the_one_asked_for_else_the_files_else_today(
    asked: str | datetime.date | None, own: str | None, expected: tuple[str, str], tmp_path: Path
) -> None:
    day, basis = date_of(data_of(tmp_path, put(good(), "Partnership!D2", own)), asked)
    assert (day.isoformat(), basis) == expected


@pytest.mark.parametrize("asked", ["", "2025-13", "2025-02-30", "30.9.2025", "today", "２０２５"])
def test_a_date_asked_for_must_be_one(asked: str, tmp_path: Path) -> None:
    with pytest.raises(BackboneError, match=r"is not a date\. Write a year \(2025\), a month"):
        date_of(data_of(tmp_path, good()), asked)
